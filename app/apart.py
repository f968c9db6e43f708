"""Work in a process of its own: what it imports and leaves behind does not stay in the bot's memory."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
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


def apart_for(seconds: float, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a function in a new process that is ended after a time, whatever it does.

    Args:
        seconds: How long it may take.
        work: A function that can be found by its module and name.
        args: What it is called with; it and its result travel pickled.
        kwargs: The same by name.

    Returns:
        What the function returned.

    Raises:
        TimeoutError: It did not come to its end, or its process was killed.
        Exception: What the function raised.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, work, args, kwargs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise TimeoutError
        done, outcome = ours.recv()
    except EOFError as error:  # killed, perhaps for its memory
        raise TimeoutError from error
    finally:
        process.kill()
        process.join()
        ours.close()
    if not done:
        raise outcome
    result: T = outcome
    return result


def _answer(
    to: Connection, work: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
) -> None:
    try:
        to.send((True, work(*args, **kwargs)))
    except Exception as error:  # it is the caller's, who raises it
        to.send((False, error))
