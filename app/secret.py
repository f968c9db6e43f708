"""The deployment's secret key, for the bot and for the commands that need it."""

from app.demo import demo_pepper
from app.settings import Settings, SettingsError


def pepper_of(settings: Settings) -> bytes:
    """Return the secret key; a demonstration has one of its own.

    Raises:
        SettingsError: it is missing.
    """
    if settings.is_demo:
        return demo_pepper(settings)
    if settings.secret_key is None:
        raise SettingsError(
            "SECRET_KEY is missing: 32 or more random characters, such as `openssl rand -hex 32` prints."
        )
    return settings.secret_key.get_secret_value().encode()
