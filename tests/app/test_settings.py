"""The configuration: a wrong variable is one line that names it and says what it should be."""

from pathlib import Path

import pytest

from app.settings import SettingsError, load_settings

TOKEN = "123456:ABC-DEF_ghi"  # opens nothing
NAMES = ("BOT_TOKEN", "BOT_API_URL", "DATABASE_URL", "SECRET_KEY", "WEBHOOK_URL", "WEBHOOK_SECRET", "LISTEN")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (*NAMES, "TIMEZONE", "LOG_FORMAT", "SEND_CONCURRENCY", "BULK_PER_SECOND", "DRAFT_DAYS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_with_nothing_set_it_is_a_demonstration_on_sqlite() -> None:
    settings = load_settings()
    assert settings.is_demo
    assert settings.database == "sqlite:///data/quartier.db"
    assert settings.timezone == "Europe/Berlin"


def test_a_file_named_env_is_read_and_the_environment_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("DRAFT_DAYS=7\nSEND_CONCURRENCY=3\nSOMETHING_ELSE=1\nLISTEN=\n")
    monkeypatch.setenv("SEND_CONCURRENCY", "5")
    settings = load_settings()
    assert (settings.draft_days, settings.send_concurrency, settings.listen) == (7, 5, None)


def test_the_usual_name_of_postgresql_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:hush@db/quartier")
    assert load_settings().database == "postgresql+psycopg://bot:hush@db/quartier"
    assert "hush" not in repr(load_settings())


def test_up_to_a_thousand_a_second_go_where_the_operator_agrees_to_pay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BULK_PER_SECOND", "1000")
    monkeypatch.setenv("PAID_BROADCASTS", "true")
    settings = load_settings()
    assert (settings.bulk_per_second, settings.paid_broadcasts) == (1000, True)


@pytest.mark.parametrize(
    ("name", "value", "should"),
    [
        ("BOT_TOKEN", "hush", "should be the token that @BotFather gave"),
        ("BOT_TOKEN", "1:hu sh", "should be the token that @BotFather gave"),
        ("BOT_API_URL", "hush", "should be an address such as https://"),
        ("BOT_API_URL", "ftp://hush", "should be an address such as https://"),
        ("WEBHOOK_URL", "https://hush:notaport/", "should be an address such as https://"),
        ("DATABASE_URL", "mysql://hush", "should be sqlite:///path/to/file.db or postgresql"),
        ("DATABASE_URL", "sqlite:///", "should be sqlite:///path/to/file.db or postgresql"),
        ("SECRET_KEY", "hush", "should be at least 32 random characters"),
        ("WEBHOOK_SECRET", "hush", "should be 16 to 256 of the characters"),
        ("WEBHOOK_SECRET", "hush hush hush hush", "should be 16 to 256 of the characters"),
        ("LISTEN", "hush", "should be host:port, such as 127.0.0.1:8080"),
        ("LISTEN", "hush:70000", "should be host:port, such as 127.0.0.1:8080"),
        ("TIMEZONE", "Europe/Hush", "should be a time zone's name, such as Europe/Berlin"),
        ("LOG_FORMAT", "hush", "should be 'text' or 'json'"),
        ("SEND_CONCURRENCY", "0", "should be greater than or equal to 1"),
        ("SEND_CONCURRENCY", "hush", "should be a valid integer"),
        ("BULK_PER_SECOND", "-1", "should be greater than or equal to 0"),
        ("BULK_PER_SECOND", "1001", "should be less than or equal to 1000"),
        ("BULK_PER_SECOND", "31", "should be 30 at the most: Telegram charges for more"),
        ("BULK_A_DAY", "-1", "should be greater than or equal to 0"),
    ],
)
def test_a_wrong_variable_is_named_with_what_it_should_be(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, should: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    sentence = str(caught.value)
    assert sentence.startswith(f"{name} {should}")
    assert "\n" not in sentence
    assert "hush" not in sentence.lower()


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"WEBHOOK_URL": "https://example.org/x"}, "BOT_TOKEN is missing"),
        ({"BOT_API_URL": "https://example.org"}, "BOT_TOKEN is missing"),
        ({"BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://example.org/x"}, "WEBHOOK_SECRET is missing"),
        (
            {"BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://example.org/x", "WEBHOOK_SECRET": "x" * 16},
            "LISTEN is missing",
        ),
    ],
)
def test_a_variable_that_others_need_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], missing: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=missing):
        load_settings()
