"""Work in a process of its own: what it imports and leaves behind does not stay in the bot's memory."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a function in a new process and wait for it.

    Args:
        work: A function that can be found by its module and name.
        args: What it is called with; it and its result travel pickled.
        kwargs: The same by name.

    Returns:
        What the function returned.

    Raises:
        Exception: What the function raised.
    """
    # Spawned, not forked: a forked child would inherit database connections and their locks.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args, **kwargs).result()
