"""What is timed of results is what staff open."""

import pytest

from benchmarks.results import OPENED, results


@pytest.mark.parametrize(
    ("kind", "weighted"),
    [
        ("sqlite", False),
        ("postgresql", True),
        pytest.param("sqlite", True, marks=pytest.mark.soak),
        pytest.param("postgresql", False, marks=pytest.mark.soak),
    ],
)
def test_every_screen_that_is_timed_is_the_one_that_its_button_leads_to(
    request: pytest.FixtureRequest, kind: str, weighted: bool
) -> None:
    server = None if kind == "sqlite" else request.getfixturevalue("postgresql_server")
    figures = results(server, 100, weighted=weighted)
    assert {f"{name} ms" for name in OPENED} < figures.keys()
