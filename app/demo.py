"""The demonstration: without a token the bot lives in the simulator, which runs beside it."""

import json
import secrets
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.settings import Settings
from db.connect import file_of

TOKEN = "1000001:simulated"  # noqa: S105 # known to everybody; it opens the simulator only
HOST, FIRST_PORT, PORTS = "127.0.0.1", 8081, 100


class DemoFailed(Exception):
    """The simulator did not start; the message says why."""


@dataclass(frozen=True, slots=True)
class RunningSimulator:
    """The simulator's process and its address."""

    process: "subprocess.Popen[str]"
    url: str

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
            return
        self.process.kill()


def start_simulator() -> RunningSimulator:
    """Start the simulator on the usual port, or the next free one.

    Raises:
        DemoFailed: it did not start.
    """
    command = [sys.executable, "-m", "simulator", "--listen", f"{HOST}:{_free_port()}", "--token", TOKEN]
    # A session of its own: on Ctrl-C the bot says goodbye first and then ends the simulator itself.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)  # noqa: S603
    assert process.stdout is not None  # noqa: S101 # a pipe was asked for
    first_line = process.stdout.readline()
    try:
        return RunningSimulator(process, str(json.loads(first_line)["url"]))
    except (ValueError, KeyError):
        process.kill()
        raise DemoFailed("The simulator did not start; `python -m simulator` shows why.") from None


def demo_pepper(settings: Settings) -> bytes:
    """Return the demonstration's secret key, made once and kept beside the database."""
    file = file_of(settings.database)
    path = (file.parent if file is not None else Path("data")) / "secret_key"
    with suppress(FileNotFoundError):
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    pepper = secrets.token_hex(32).encode()
    path.touch(mode=0o600)
    path.write_bytes(pepper)
    return pepper


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind((HOST, port))
                return port
    raise DemoFailed(f"No port between {FIRST_PORT} and {FIRST_PORT + PORTS - 1} is free for the simulator.")
