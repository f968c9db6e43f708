"""Running the simulator as its own process, as `make run` does."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

TOKEN = "1000001:simulated"


@contextmanager
def simulator_process(listen: str = "127.0.0.1:0") -> Iterator[str]:
    """Start a simulator and end it afterwards; yields its address."""
    command = [sys.executable, "-m", "simulator", "--listen", listen, "--token", TOKEN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())["url"]
        finally:
            process.terminate()
