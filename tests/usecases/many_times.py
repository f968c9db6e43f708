"""Claims about anything: some examples in every run, many behind the `soak` marker."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TIMES = 50  # as many examples in a soak
Examples = Callable[..., Callable[[Callable[..., None]], None]]
"""Called with strategies, it holds the function below it against what they draw."""


def many_times(some: int) -> pytest.MarkDecorator:
    """Let a test with the argument `examples` hold its claim against some examples, or against many.

    Args:
        some: How many there are in every run.
    """
    many = pytest.param(_examples(some * TIMES), id="many", marks=pytest.mark.soak)
    return pytest.mark.parametrize("examples", [pytest.param(_examples(some), id="some"), many])


def _examples(number: int) -> Examples:
    def drawn(*strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], None]:
        def hold(claim: Callable[..., None]) -> None:
            slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
            often = settings(max_examples=number, suppress_health_check=slow, report_multiple_bugs=False)
            often(given(*strategies)(claim))()

        return hold

    return drawn
