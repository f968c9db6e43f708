"""The real program as a process: started, killed, waited for, and what it wrote."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.journeys.fork_server import LOOKS
from tests.shared import one_at_a_time

ROOT = Path(__file__).resolve().parents[2]
PEPPER = "a pepper for the tests, 32 or more characters"


class ForkServer:
    """The process that forks bots; see `tests.journeys.fork_server`."""

    def __init__(self, connection: socket.socket) -> None:
        self._orders = connection.makefile("rw")

    def start(self, arguments: list[str], environment: dict[str, str], log: Path, debug: bool) -> int:
        """Fork a bot and return its process id."""
        order = {"start": arguments, "environment": environment, "log": str(log), "debug": debug}
        return self._ask(order)["pid"]

    def wait(self, pid: int) -> int:
        """Wait until a bot has ended; return its exit code, or the signal as a negative number."""
        return self._ask({"wait": pid})["code"]

    def close(self) -> None:
        """End what the fork server does for this process."""
        self._orders.close()

    def _ask(self, order: object) -> dict[str, int]:
        self._orders.write(json.dumps(order) + "\n")
        self._orders.flush()
        answer: dict[str, int] = json.loads(self._orders.readline())
        return answer


@contextmanager
def fork_server_running(address: Path) -> Iterator[ForkServer]:
    """Use the fork server at an address for as long as the context is open; start it where there is none."""
    with ExitStack() as stack:
        connection = stack.enter_context(socket.socket(socket.AF_UNIX))
        with one_at_a_time(address):
            try:
                connection.connect(str(address))
            except (
                FileNotFoundError,
                ConnectionRefusedError,
            ):  # nobody has started it, or that one has ended
                address.unlink(missing_ok=True)
                stack.enter_context(_started(address))
                connection.connect(str(address))
        server = ForkServer(connection)
        yield server
        server.close()


@contextmanager
def _started(address: Path) -> Iterator[None]:
    """Start a fork server that takes new connections for as long as the context is open."""
    command = [sys.executable, "-m", "tests.journeys.fork_server", str(address)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline()  # it listens
        yield
        with one_at_a_time(address):  # who has connected before is still served
            process.stdin.close()
            process.wait(20)


class BotProcess:
    """One bot on one database, over all its lives.

    Args:
        forks: makes its processes.
        folder: for its log; its working directory as well.
        debug: have it log all it can.
        settings: environment variables, such as DATABASE_URL.
    """

    def __init__(self, forks: ForkServer, folder: Path, debug: bool = False, **settings: str) -> None:
        self._forks = forks
        self._log = folder / "bot.log"
        self._debug = debug
        self._environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "SECRET_KEY": PEPPER}
        self._environment |= settings
        self.pid: int | None = None

    def start(self, *arguments: str) -> None:
        """Begin a life: `quartier run`, or another command."""
        assert self.pid is None
        self.pid = self._forks.start(list(arguments or ("run",)), self._environment, self._log, self._debug)

    def command(self, *arguments: str) -> tuple[int, str]:
        """Run another command of `quartier` beside the bot; return its exit code and what it wrote."""
        log = self._log.with_name(f"command-{arguments[0]}.log")
        log.unlink(missing_ok=True)
        code = self._forks.wait(self._forks.start([*arguments], self._environment, log, False))
        return code, log.read_text()

    def kill(self) -> int:
        """End it with SIGKILL, wherever it is."""
        return self._end(signal.SIGKILL)

    def stop(self) -> int:
        """End it gracefully; return its exit code."""
        return self._end(signal.SIGTERM)

    def ended(self) -> int:
        """Wait until it has ended by itself; return its exit code."""
        assert self.pid is not None
        pid, self.pid = self.pid, None
        return self._forks.wait(pid)

    def _end(self, how: signal.Signals) -> int:
        assert self.pid is not None
        os.kill(self.pid, how)
        return self.ended()

    @property
    def wrote(self) -> str:
        """All it wrote to stdout and stderr in all its lives."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    async def looks_for_what_is_due(self) -> None:
        """Wait until it has looked once more, from the beginning, and has done all that it found."""
        looks = self._log.with_name(self._log.name + LOOKS)

        def looked() -> int:
            return looks.stat().st_size if looks.exists() else 0

        wanted = looked() + 2  # one may be going on
        async with asyncio.timeout(20):
            while looked() < wanted:  # noqa: ASYNC110 - another process's file tells nobody
                await asyncio.sleep(0.02)
