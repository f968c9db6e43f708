"""What only the database can tell of a file is named with its line, too."""

from tests.usecases.test_yaml_files import GOOD, LANGUAGES, Meeting
from usecases.yaml_files import FileProblems, read_located


def test_a_problem_found_later_has_the_line_of_its_field() -> None:
    located = read_located(GOOD, Meeting, LANGUAGES, "meeting.yaml")
    assert located.value.key == "table"
    found = [
        located.problem(("benches", 1, "key"), "is taken"),
        located.problem(("text", "en"), "is odd"),
        located.problem(("benches", 0, "colour"), "is missing"),
    ]
    assert FileProblems(found, located.name).lines == (
        "meeting.yaml, line 7: text.en: is odd",
        "meeting.yaml, line 15: benches.colour: is missing",
        "meeting.yaml, line 18: benches.key: is taken",
    )
