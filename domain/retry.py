"""When to try again what did not work."""

from datetime import timedelta

LONGEST = timedelta(minutes=5)
MOST_ATTEMPTS = 40  # with the pauses below more than two hours: longer than the server's usual troubles


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts (1 or more); None: give up.

    The pauses double from one second to `LONGEST`.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    # The exponent is kept small: nobody needs 2 to the power of 39.
    return min(timedelta(seconds=2 ** min(attempts - 1, 16)), LONGEST)
