"""Logs: facts of ours, and neither the token nor what residents wrote."""

import asyncio
import json
import logging
from typing import Literal

import pytest

from app.logs import log_lost_errors, set_up_logs

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz_-123456"  # opens nothing
FORMS = pytest.mark.parametrize("form", ["text", "json"])
Form = Literal["text", "json"]


@FORMS
def test_the_token_is_taken_out_wherever_it_is(form: Form, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(form, TOKEN)
    log = logging.getLogger("somewhere")
    log.warning("cannot reach https://api.telegram.org/bot%s/getMe", TOKEN)
    log.warning("failed", extra={"reason": f"bot{TOKEN}"})
    log.warning("another bot's: 987654321:ZZabcdefghijklmnopqrstuvwxyz")
    said = capsys.readouterr().err
    assert said.count("[token]") == 3
    assert "abcdefghij" not in said


@FORMS
def test_a_short_token_of_a_test_server_is_taken_out_too(
    form: Form, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(form, "1:short")
    logging.getLogger("somewhere").warning("bot1:short/getMe")
    assert "1:short" not in capsys.readouterr().err


@FORMS
def test_an_exceptions_text_stays_unsaid_its_type_and_place_do_not(
    form: Form, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(form, TOKEN)
    try:
        raise LookupError("what Ayşe wrote")
    except LookupError:
        logging.getLogger("somewhere").exception("it failed")
    said = capsys.readouterr().err
    assert "Ayşe" not in said
    assert "LookupError" in said
    assert "test_logs.py" in said


def test_an_error_that_nobody_waited_for_is_said_without_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("text", TOKEN)
    loop = asyncio.new_event_loop()
    log_lost_errors(loop, {"message": "what Ayşe wrote", "exception": ValueError("what Ayşe wrote")})
    loop.close()
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "Ayşe" not in said


def test_json_is_one_object_a_line_with_our_ids(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json", TOKEN)
    logging.getLogger("somewhere").info("message\nsent", extra={"outbox_id": 7, "address": 42})
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["message"], said["level"], said["outbox_id"]) == ("message\nsent", "info", 7)
    assert "address" not in said
