"""Staff take results along: who may, what they get, and what is written down."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from secrets import token_bytes

import pytest

from bot.dialogs import say_in_words
from bot.exports.export import write
from db import outbox, responses
from db.responses import Response
from db.unit import Unit
from domain.dialogue import Answer
from domain.invitation import Role
from domain.outgoing import Outgoing
from domain.results import Filter
from tests.domain.questionnaires import TOWN
from tests.usecases.test_staff import close
from tests.usecases.town import Resident, Town, opened
from usecases.deliver import take_rows
from usecases.house import House
from usecases.introduce import introduce
from usecases.manage_staff import invite_staff
from usecases.reports import Format, NoReport, Report, report, report_for_operator

MENU = "export:stadtweit:1"
NAMES = {
    Format.PDF: "stadtweit-{n}-de.pdf",
    Format.XLSX: "stadtweit-{n}-de.xlsx",
    Format.CSV: "stadtweit-{n}-de.csv",
    Format.CODEBOOK: "stadtweit-codebook.csv",
}


@pytest.fixture
def town(database_url: str, house: House) -> Iterator[Town]:
    """A town whose survey has a dimension and a release."""
    with opened(database_url, house) as town:
        town.open_survey("stadtweit", replace(TOWN, dimensions=("lives",)))
        town.run(introduce, "bot", "https://t.me/bot")
        version = town.rows("survey_version")[0]["id"]

        def given(place: int) -> dict[str, Answer]:
            return {"lives": "ab"[place % 2], "age": 30 + place % 7, "likes": ("abc"[place % 3],)}

        def add(unit: Unit) -> None:
            waiting = [Response(token_bytes(32), version, "de", given(place)) for place in range(60)]
            responses.add_all(unit, waiting)

        town.run(add)
        close(town)
        yield town


@pytest.fixture
def staff(town: Town) -> Callable[[Role], Resident]:
    """Somebody of the staff, by role."""

    def joined(role: Role) -> Resident:
        resident = Resident(town, 700)
        resident.start(town.run(invite_staff, role, town.now).split("=")[1])
        return resident

    return joined


def audited(town: Town) -> list[tuple[str, str]]:
    return [(row["action"], row["object"]) for row in town.rows("audit") if row["action"] == "exported"]


def test_the_kinds_of_file_are_offered_and_the_chosen_one_is_handed_over(
    town: Town, staff: Callable[[Role], Resident]
) -> None:
    manager = staff(Role.MANAGER)
    manager.choose(MENU)
    assert manager.options == [f"{MENU}:{kind}" for kind in ("pdf", "xlsx", "csv", "codebook")]
    for kind in Format:
        manager.choose(f"{MENU}:{kind}")
        message = say_in_words(town.house.town, manager.sees)
        assert message.export is not None
        assert message.export.file_name == NAMES[kind].format(n=1)
    assert audited(town) == [("exported", f"stadtweit:1:{kind}") for kind in Format]


def test_the_kind_can_be_typed_by_its_number(staff: Callable[[Role], Resident]) -> None:
    manager = staff(Role.MANAGER)
    manager.choose(MENU)
    manager.say("2")
    assert (manager.sees.template, manager.sees.args["format"]) == ("export_file", "xlsx")


@pytest.mark.parametrize("role", Role)
def test_only_who_may_see_results_takes_them_along(
    town: Town, staff: Callable[[Role], Resident], role: Role
) -> None:
    somebody = staff(role)
    may = role not in (Role.MODERATOR, Role.DATA_PROTECTION)
    for option, shown in ((MENU, "export_menu"), (f"{MENU}:csv", "export_file")):
        somebody.choose(option)
        assert somebody.sees.template == (shown if may else "refused")
    assert bool(audited(town)) is may


def test_a_resident_with_a_forged_button_gets_nothing(town: Town, ayse: Resident) -> None:
    ayse.agree()
    for option in (MENU, f"{MENU}:pdf"):
        ayse.choose(option)
        assert ayse.sees.template == "refused"
    assert audited(town) == []


@pytest.mark.parametrize(
    "option",
    [
        "export:stadtweit:2",
        "export:nowhere:1",
        f"{MENU}:exe",
        f"{MENU}:pdf:pdf",
        "export:stadtweit:0",
        "export:stadtweit:x",
    ],
)
def test_what_is_not_there_is_said_kindly(town: Town, staff: Callable[[Role], Resident], option: str) -> None:
    manager = staff(Role.MANAGER)
    manager.choose(option)
    assert manager.sees.template == "unknown_command"
    assert audited(town) == []


def test_a_file_that_waited_when_the_program_died_is_the_same_afterwards(
    town: Town, staff: Callable[[Role], Resident]
) -> None:
    manager = staff(Role.MANAGER)
    undelivered: list[Outgoing] = []

    def leave(row: int, outgoing: Outgoing) -> None:
        undelivered.append(outgoing)

    town._deliver = leave  # type: ignore[method-assign]
    manager.choose(f"{MENU}:csv", 1)

    def take(unit: Unit) -> list[Outgoing]:
        outbox.free_mine(unit)
        return [row.outgoing for row in take_rows(unit, town.house, 10, town.now).rows]

    (again,) = town.run(take)
    first, second = (say_in_words(town.house.town, one) for one in (undelivered[0], again))
    assert first == second
    assert first.export is not None
    assert second.export is not None
    assert write(first.export) == write(second.export)


def test_a_report_holds_every_question_by_every_dimension_but_those_and_texts(town: Town) -> None:
    found = town.run(report, "stadtweit", 1)
    assert isinstance(found, Report)
    assert {one.table.question for one in found.comparisons} == {"age", "likes"}
    assert all(one.dimension is not None and one.dimension.name == "lives" for one in found.comparisons)


def test_a_report_of_some_people_is_about_them_only(town: Town) -> None:
    found = town.run(report, "stadtweit", None, Filter("lives", "a"))
    assert isinstance(found, Report)
    assert found.comparisons == ()
    assert found.results.release is not None
    assert found.results.total is not None
    assert 10 <= found.results.total < found.results.release.n


@pytest.mark.parametrize(
    ("key", "number", "chosen", "words"),
    [
        ("nowhere", None, None, "there is no survey 'nowhere'; there are: stadtweit."),
        ("stadtweit", 7, None, "the survey 'stadtweit' has no release 7 yet."),
        ("stadtweit", None, Filter("age", "3"), "release 1 cannot be filtered by 'age=3'"),
        ("stadtweit", None, Filter("lives", "x"), "it can by: lives=a, lives=b."),
    ],
)
def test_the_operator_is_told_in_one_line_why_there_is_no_report(
    town: Town, key: str, number: int | None, chosen: Filter | None, words: str
) -> None:
    with pytest.raises(NoReport) as refused:
        town.run(report_for_operator, key, number, chosen, "pdf", town.now)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
    assert audited(town) == []


def test_what_the_operator_exports_is_written_down(town: Town) -> None:
    town.run(report_for_operator, "stadtweit", None, None, "pdf", town.now)
    assert audited(town) == [("exported", "stadtweit:1:pdf")]
