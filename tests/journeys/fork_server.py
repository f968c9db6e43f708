"""A process that has imported the whole program and forks one child for each life of the bot.

A start of Python with aiogram takes seconds, a fork takes none: so a hundred kills are a matter of minutes.
The child is the real program: it runs `quartier run` (or another command) in an environment of its own. Only
its clock looks more often for what is due, so that nobody waits for it.

What this file imports at its top, each process that a bot starts for pictures or files imports as well.

It listens on a socket at the path that it is given, and forks one process for each of the tests' own, which
reads one JSON order a line: `{"start": [arguments], "environment": {}, "log": file, "debug": false}` is
answered with `{"pid": n}`, `{"wait": pid}` with `{"code": n}` (negative: the signal) when the child has
ended.
"""

import gc
import importlib
import json
import logging
import os
import select
import signal
import socket
import sys
import traceback
from datetime import timedelta
from typing import Any, Literal

from app.cli import main as quartier

PROGRAM = ("uvloop", "app.serve", "bot.metrics", "bot.webhook")
LOOKS_EVERY = timedelta(seconds=0.2)
LOOKS = ".looks"  # a file beside the log with a byte for each time that the bot has looked for what is due


def main(address: str) -> None:
    """Serve whoever connects, until who has started this closes its stdin; others are served to their end."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    print("listening", flush=True)  # noqa: T201 - to who has started it
    for module in PROGRAM:
        importlib.import_module(module)
    _read_catalogues()
    _look_often()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who serve
    while listener in select.select([listener, sys.stdin], [], [])[0]:
        connection, _ = listener.accept()
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listener.close()
            _serve(connection)
            os._exit(0)
        connection.close()


def _serve(connection: socket.socket) -> None:
    """Carry out orders until the other side is closed."""
    with connection.makefile("rw") as orders:
        for line in orders:
            order: dict[str, Any] = json.loads(line)
            if "start" in order:
                answer = {"pid": _start(order, connection)}
            else:
                answer = {"code": os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1])}
            orders.write(json.dumps(answer) + "\n")
            orders.flush()


def _start(order: dict[str, Any], connection: socket.socket) -> int:
    pid = os.fork()
    if pid:
        return pid
    os.close(connection.fileno())  # a bot that lives longer would keep it open
    code = 70
    try:
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.chdir(os.path.dirname(order["log"]))
        os.environ.clear()
        os.environ.update(order["environment"])
        _tell_when_it_has_looked(order["log"] + LOOKS)
        if order["debug"]:
            _log_everything()
        code = quartier(order["start"])
    except SystemExit as end:  # argparse, on a wrong argument
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _read_catalogues() -> None:
    """Read what every bot reads at its start; it takes longer than all the rest of it."""
    from bot.speech import OFFERED, speech

    for language in OFFERED:
        speech(language)


def _look_often() -> None:
    """Have the clock look several times a second: in a journey weeks pass in seconds."""
    from scheduler import ticks

    ticks.ON_TIME_EVERY = ticks.SEATS_EVERY = ticks.LIST_EVERY = LOOKS_EVERY


def _tell_when_it_has_looked(file: str) -> None:
    """Leave a trace of each look at what is due, once all that it found is done: else it leaves none."""
    from scheduler import ticks

    do_what_is_due = ticks.do_what_is_due
    trace = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    async def do_and_tell(*args: Any) -> None:
        await do_what_is_due(*args)
        os.write(trace, b".")

    ticks.do_what_is_due = do_and_tell  # type: ignore[assignment]


def _log_everything() -> None:
    """Have the program's own loggers say all they can, as somebody who looks for an error would."""
    from app import logs

    set_up = logs.set_up_logs

    def set_up_and_open(kind: Literal["text", "json"], token: str | None) -> None:
        set_up(kind, token)
        logging.getLogger().setLevel(logging.DEBUG)

    logs.set_up_logs = set_up_and_open


if __name__ == "__main__":
    main(sys.argv[1])
