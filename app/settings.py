"""The configuration: environment variables, also read from `.env`. A wrong one stops the start."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.periods import Periods
from domain.quiet_hours import QuietHours, quiet_hours
from domain.unfinished import RemindDays, remind_days
from domain.weekly import Weekly, weekly

TELEGRAM = "https://api.telegram.org"
FREE_PER_SECOND = 30
_KEPT = Periods()


class SettingsError(Exception):
    """A variable is wrong or missing; the message is one line that names it and says what it should be."""


class Settings(BaseSettings):
    """What an operator can set. Names in the environment are these in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    bot_token: SecretStr | None = None
    bot_api_url: str = TELEGRAM
    database_url: SecretStr = SecretStr("sqlite:///data/quartier.db")
    secret_key: SecretStr | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str | None = None
    timezone: str = "Europe/Berlin"
    content: Path = Path(__file__).resolve().parent.parent / "content"
    log_format: Literal["text", "json"] = "text"
    send_concurrency: Annotated[int, Field(ge=1, le=100)] = 8
    bulk_per_second: Annotated[float, Field(ge=0, le=1000)] = 25
    paid_broadcasts: bool = False
    chat_per_second: Annotated[float, Field(ge=0, le=1000)] = 1
    erasure_list: Path | None = None
    media_folder: Path | None = None
    draft_days: Annotated[int, Field(ge=1, le=730)] = _KEPT.drafts
    update_days: Annotated[int, Field(ge=2, le=30)] = _KEPT.updates
    resident_days: Annotated[int, Field(ge=30, le=3650)] = _KEPT.residents
    notice_days: Annotated[int, Field(ge=1, le=29)] = _KEPT.notice
    invitation_days: Annotated[int, Field(ge=0, le=365)] = _KEPT.invitations
    confirmation_days: Annotated[int, Field(ge=0, le=365)] = _KEPT.confirmations
    throttle_days: Annotated[int, Field(ge=1, le=30)] = _KEPT.throttles
    set_aside_days: Annotated[int, Field(ge=1, le=365)] = _KEPT.set_aside
    registration_days: Annotated[int, Field(ge=1, le=90)] = _KEPT.registrations
    contribution_days: Annotated[int, Field(ge=1, le=3650)] = _KEPT.contributions
    audit_days: Annotated[int, Field(ge=30, le=3650)] = _KEPT.audit
    tally_days: Annotated[int, Field(ge=30, le=3650)] = _KEPT.tallies
    run_days: Annotated[int, Field(ge=30, le=3650)] = _KEPT.runs
    wave_days: Annotated[int, Field(ge=1, le=365)] = 7
    second_person: bool = False
    quiet_hours: str = "21-8"
    bulk_a_day: Annotated[int, Field(ge=0, le=100)] = 1
    weekly_digest: str = "Thursday 17:00"
    remind_days: str = "2,5"
    seal_seconds: Annotated[int, Field(ge=1, le=86_400)] | None = None

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            number, _, secret = value.get_secret_value().partition(":")
            if not (number.isdecimal() and secret) or any(c.isspace() or c in "/?#" for c in secret):
                raise ValueError("should be the token that @BotFather gave, such as 123456:ABC-DEF")
        return value

    @field_validator("bot_api_url", "webhook_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            parts = urlsplit(value)
            valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            valid = False
        if not valid:
            raise ValueError("should be an address such as https://bot.example.org/telegram")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        address = value.get_secret_value()
        if address.startswith("postgresql://"):
            address = address.replace("postgresql://", "postgresql+psycopg://", 1)
        file = address.removeprefix("sqlite:///")
        if not address.startswith("postgresql+psycopg://") and (file == address or not file):
            raise ValueError(
                "should be sqlite:///path/to/file.db or postgresql+psycopg://user:password@host/name"
            )
        return SecretStr(address)

    @field_validator("secret_key")
    @classmethod
    def _pepper(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 32:
            raise ValueError("should be at least 32 random characters, such as `openssl rand -hex 32` prints")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            secret = value.get_secret_value()
            if (
                not 16 <= len(secret) <= 256
                or not secret.isascii()
                or not secret.replace("_", "-").replace("-", "a").isalnum()
            ):
                raise ValueError("should be 16 to 256 of the characters A-Z, a-z, 0-9, _ and -")
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str | None) -> str | None:
        if value is not None:
            host, _, port = value.rpartition(":")
            if not host or not port.isdecimal() or int(port) > 65535:
                raise ValueError("should be host:port, such as 127.0.0.1:8080")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("should be a time zone's name, such as Europe/Berlin") from None
        return value

    @field_validator("quiet_hours")
    @classmethod
    def _quiet(cls, value: str) -> str:
        quiet_hours(value)
        return value

    @property
    def quiet(self) -> QuietHours:
        """From when until when nothing unasked is sent."""
        return quiet_hours(self.quiet_hours)

    @field_validator("remind_days")
    @classmethod
    def _remind_days(cls, value: str) -> str:
        remind_days(value)
        return value

    @property
    def reminders(self) -> RemindDays:
        """After how many days without a touch people are reminded of a survey that they have begun."""
        return remind_days(self.remind_days)

    @field_validator("weekly_digest")
    @classmethod
    def _weekly_digest(cls, value: str) -> str:
        weekly(value)
        return value

    @property
    def digest(self) -> Weekly:
        """When the week's updates of measures are told."""
        return weekly(self.weekly_digest)

    @property
    def is_demo(self) -> bool:
        """Without a token the bot lives in the simulator."""
        return self.bot_token is None

    @property
    def periods(self) -> Periods:
        """How long each kind of row is kept."""
        return Periods(
            drafts=self.draft_days,
            updates=self.update_days,
            residents=self.resident_days,
            notice=self.notice_days,
            invitations=self.invitation_days,
            confirmations=self.confirmation_days,
            throttles=self.throttle_days,
            set_aside=self.set_aside_days,
            registrations=self.registration_days,
            contributions=self.contribution_days,
            audit=self.audit_days,
            tallies=self.tally_days,
            runs=self.run_days,
        )

    @property
    def erasures(self) -> Path:
        """The list of erasures: beside a SQLite file, or in `data/` under the name of the database."""
        return self.erasure_list or self._beside_the_database(".erasures")

    @property
    def media(self) -> Path:
        """The folder of residents' pictures and recordings: beside a SQLite file, or in `data/` likewise."""
        return self.media_folder or self._beside_the_database(".media")

    def _beside_the_database(self, ending: str) -> Path:
        address = self.database.partition("?")[0]
        if address.startswith("sqlite:///"):
            return Path(f"{address.removeprefix('sqlite:///')}{ending}")
        return Path("data") / f"{address.rpartition('/')[2] or 'quartier'}{ending}"

    @property
    def seal_every(self) -> int:
        """Seconds between looks for answers to seal; a demonstration does not let anybody wait."""
        return self.seal_seconds or (5 if self.is_demo else 600)

    @property
    def database(self) -> str:
        """The database's address, its password included: never to be shown."""
        return self.database_url.get_secret_value()


def load_settings() -> Settings:
    """Read the configuration.

    Raises:
        SettingsError: a variable is wrong, or one that others need is missing.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None
    if settings.is_demo:
        for name in ("webhook_url", "bot_api_url"):
            if name in settings.model_fields_set:
                raise SettingsError(f"BOT_TOKEN is missing, but {name.upper()} needs it.")
    if settings.bulk_per_second > FREE_PER_SECOND and not settings.paid_broadcasts:
        raise SettingsError(
            f"BULK_PER_SECOND should be {FREE_PER_SECOND} at the most: Telegram charges for more, "
            "and only with PAID_BROADCASTS=true."
        )
    if settings.webhook_url is not None:
        if settings.webhook_secret is None:
            raise SettingsError(
                "WEBHOOK_SECRET is missing: 16 or more random characters that only Telegram gets."
            )
        if settings.listen is None:
            raise SettingsError("LISTEN is missing: where the webhook listens, such as 127.0.0.1:8080.")
    return settings


def _sentence(error: ValidationError) -> str:
    """Return what is wrong with the first wrong variable, without its value, which may be secret."""
    first = error.errors(include_input=False, include_url=False)[0]
    what = str(first["msg"]).removeprefix("Value error, ")
    what = what[:1].lower() + what[1:]
    return f"{str(first['loc'][0]).upper()} {what.replace('input should', 'should')}."
