"""The operator's population file: read as it is exported, wrong lines named."""

import pytest

from usecases.population import PopulationError, read_population

FILE = "age,area,people\nfrom_16_to_26,north,1200\nfrom_27_to_39,north,1500\nfrom_16_to_26,south,900\n"


@pytest.mark.parametrize(
    "text", [FILE, FILE.replace(",", ";"), "\ufeff" + FILE, FILE.replace("\n", "\r\n\r\n")]
)
def test_a_population_is_read_with_either_separator_and_from_a_spreadsheet(text: str) -> None:
    assert read_population(text) == {
        "age": {"from_16_to_26": 2100, "from_27_to_39": 1500},
        "area": {"north": 2700, "south": 900},
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "line 1"),
        ("age,area\n", "line 1"),
        ("people\n3\n", "line 1"),
        ("age,age,people\n", "line 1"),
        ("age,people\na\n", "line 2"),
        ("age,people\n,3\n", "line 2"),
        ("age,people\na,3\nb,-1\n", "line 3"),
        ("age,people\na,1.200\n", "1.200"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(text: str, named: str) -> None:
    with pytest.raises(PopulationError, match=named):
        read_population(text)
