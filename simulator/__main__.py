"""Starting the simulator from the command line."""

import argparse
import asyncio
import json
import signal
import sys

from simulator.server import Simulator


def main() -> int:
    """Serve until SIGTERM or SIGINT; the first line on stdout is JSON with the address."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A local Telegram for one bot.")
    parser.add_argument("--listen", default="127.0.0.1:8081", metavar="HOST:PORT", help="port 0: a free one")
    parser.add_argument("--token", default="1000001:simulated", help="the bot's token")
    parser.add_argument("--username", default="quartier_bot", help="the bot's username, without @")
    parser.add_argument("--name", default="Wir im Quartier", help="the bot's name")
    options = parser.parse_args()
    host, _, port = options.listen.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        parser.error("--listen has to be HOST:PORT, such as 127.0.0.1:8081")
    try:
        simulator = Simulator(
            options.token, options.username, options.name, host.strip("[]") or "127.0.0.1", int(port)
        )
    except ValueError as error:
        parser.error(f"--token: {error}")
    try:
        asyncio.run(_serve(simulator))
    except OSError as error:
        sys.stderr.write(f"simulator: cannot listen on {options.listen}: {error.strerror}\n")
        return 1
    return 0


async def _serve(simulator: Simulator) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for kind in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(kind, stopped.set)
    async with simulator:
        sys.stdout.write(json.dumps({"url": simulator.base_url}) + "\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    sys.exit(main())
