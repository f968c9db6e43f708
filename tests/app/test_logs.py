"""Logs: facts of ours, and neither the token nor what residents wrote."""

import ast
import asyncio
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from app.logs import EXTRAS, log_lost_errors, set_up_logs

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz_-123456"  # opens nothing
FORMS = pytest.mark.parametrize("form", ["text", "json"])
Form = Literal["text", "json"]
ROOMS = ("app", "bot", "db", "scheduler", "usecases")
CODE = [one for room in ROOMS for one in (Path(__file__).parents[2] / room).rglob("*.py")]
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


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


def facts_in(code: ast.AST) -> Iterator[str]:
    """Yield the names of all facts that lines of code give the log beside its message."""
    named: dict[str, list[ast.expr]] = {}
    for node in ast.walk(code):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).append(node.value)
    for call in ast.walk(code):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in LEVELS:
            for given in (one.value for one in call.keywords if one.arg == "extra"):
                dicts = [
                    found
                    for value in (named[given.id] if isinstance(given, ast.Name) else [given])
                    for found in ast.walk(value)
                    if isinstance(found, ast.Dict)
                ]
                assert dicts, f"what {ast.unparse(call)} tells cannot be seen"
                yield from (str(ast.literal_eval(key)) for one in dicts for key in one.keys if key)


def test_every_fact_that_the_program_gives_the_log_is_printed_and_no_other_is_allowed() -> None:
    given = {name for file in CODE for name in facts_in(ast.parse(file.read_text()))}
    assert given == set(EXTRAS)


@FORMS
def test_a_line_says_what_it_is_about_and_leaves_out_what_could_be_somebodys(
    form: Form, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(form, TOKEN)
    ours = {"survey": "bench", "version_id": 7, "job": 3, "question": "photo", "kind": "image"}
    theirs = ("address", "chat", "user", "text", "answer", "called", "language", "code", "token", "file_name")
    facts = {**ours, **dict.fromkeys(theirs, "Ayşe")}
    logging.getLogger("somewhere").error("it cannot be read", extra=facts)
    said = capsys.readouterr().err
    assert "Ayşe" not in said
    for name, value in ours.items():
        assert (f"{name}={value}" if form == "text" else f'"{name}":{json.dumps(value)}') in said
