"""The schedule in words: it fits, can be typed, and reads in its own direction, in every language."""

import re
from datetime import UTC, datetime

import pytest

from bot.buttons import MenuTap, read_data
from bot.dialogs import say_in_words
from bot.dialogs.labels import BUTTON_LIMIT
from bot.dialogs.message import Message
from bot.speech import OFFERED, RIGHT_TO_LEFT_MARK
from domain.agenda import Fixed, Line, Reach, Unfit
from domain.languages import is_right_to_left
from domain.outgoing import Argument, Outgoing
from domain.schedule import Kind, Late, Scheduled, Status
from domain.typed import clean
from domain.typed_times import Trouble
from tests.bot.test_dialogs_cards import HOSTILE, TOWN, check
from usecases.schedule_screens import SEVERAL
from usecases.schedule_views import PAGE, SchedulePage
from usecases.views import ConfirmationView

NOON = datetime(2027, 3, 10, 11, tzinfo=UTC)
LONG = clean(HOSTILE)  # as what staff type is kept
LOCAL = "2027-03-10T12:00"
TOKEN = "A" * 22
ASKED = ConfirmationView(TOKEN)
every_language = pytest.mark.parametrize("language", OFFERED)


def line(what: Kind | Fixed, number: int = 1, reach: Reach | None = None, **row: object) -> Line:
    title = {"de": LONG, "en": "A & B"}
    if isinstance(what, Fixed):
        return Line(LOCAL[:10], NOON, what, title)
    values = {"id": number, "kind": what, "subject": f"event:{number}", "part": "", "local_time": LOCAL}
    values |= {"timezone": "Europe/Berlin", "due_at": NOON, "status": Status.WAITING, **row}
    return Line(LOCAL, NOON, what, title, Scheduled(**values), reach)  # type: ignore[arg-type] # a row's own


EVERYTHING = [line(kind, n, Reach(12 * n, at_most=n % 2 == 0)) for n, kind in enumerate(Kind, 1)]
EVERYTHING += [line(fixed) for fixed in Fixed]
STATES = [
    line(Kind.BROADCAST, 1, Reach(None), status=Status.RUNNING, reached=5),
    line(Kind.BROADCAST, 2, Reach(1), status=Status.PAUSED),
    line(Kind.BROADCAST, 3, Reach(1, at_most=True), failures=3),
    line(Kind.BROADCAST, 4, Reach(2_000), failures=1),
]
MISSED = [line(Kind.INVITE, n, status=Status.MISSED, reason=why) for n, why in enumerate((*Late, "newer"), 1)]


def page(lines: list[Line], missed: list[Line], ever: int, number: int = 0, pages: int = 1) -> SchedulePage:
    return SchedulePage(tuple(lines), tuple(missed), ever, number, pages)


def listing(view: SchedulePage, notice: str = "") -> tuple[str, dict[str, Argument], object]:
    options = [f"schedule:row:{one.row.id}" for one in view.lines if one.row]
    options += ["schedule:page:0"] * (view.page > 0) + ["schedule:page:2"] * (view.page + 1 < view.pages)
    return "schedule", {"options": options, "page": view.page, "notice": notice}, view


def row(view: Line, *options: str) -> tuple[str, dict[str, Argument], object]:
    return "schedule_row", {"options": [*options, "schedule:page:0"], "row": 1}, view


def when(problem: str, at: str, *choices: str) -> tuple[str, dict[str, Argument], object]:
    options = [*(f"schedule:at:1:0:{one}" for one in choices), "schedule:row:1"]
    args: dict[str, Argument] = {"options": options, "problem": problem, "at": at, "choices": list(choices)}
    return "schedule_when", args, line(Kind.REMIND)


MENUS = [
    *(listing(page(EVERYTHING[at : at + PAGE], [], 0, 1, 3)) for at in range(0, len(EVERYTHING), PAGE)),
    listing(page(STATES, MISSED, 6), "moved"),
    listing(page([], MISSED * 9, 54), "changed"),
    listing(page([], [], 1), "dropped"),
    *(row(one) for one in (*EVERYTHING[: len(Kind)], *STATES)),
    row(line(Kind.REMIND), "schedule:move:1", "schedule:drop:1"),
    *(when(why, LOCAL, *choices) for why in Unfit for choices in ((), (LOCAL,))),
    *(when(why, LOCAL[:10]) for why in Trouble),
    when(SEVERAL, "", "2027-04-03T08:00", "2027-09-24T20:30"),
    when("", ""),
]
SURE: list[tuple[str, dict[str, Argument], object]] = [
    (f"schedule_sure_{what}", {"kind": kind, "title": LONG, "planned": LOCAL, "local": LOCAL}, ASKED)
    for what in ("move", "drop")
    for kind in Kind
]
TOLD: list[tuple[str, dict[str, Argument], object]] = [
    ("schedule_missed", {"rows": ["1"]}, tuple(MISSED * times)) for times in (1, 20)
]


def message(one: tuple[str, dict[str, Argument], object], language: str) -> Message:
    name, args, view = one
    return say_in_words(TOWN, Outgoing(1, name, language, args, view=view))


@every_language
def test_every_message_fits_and_its_markup_is_sound(subtests: pytest.Subtests, language: str) -> None:
    for number, case in enumerate([*MENUS, *SURE, *TOLD]):
        with subtests.test(f"{case[0]} {number}"):
            one = message(case, language)
            check(one)
            assert all(len(button.label) <= BUTTON_LIMIT + 4 for row in one.rows for button in row)
            if is_right_to_left(language):
                for part in one.text.splitlines():
                    bare = re.sub(r"^(<\w+>)+", "", part)
                    assert not part or bare[0] in (RIGHT_TO_LEFT_MARK, "\u2068") or not bare[0].isascii(), (
                        part
                    )


@every_language
def test_the_number_on_a_button_is_its_options_place(subtests: pytest.Subtests, language: str) -> None:
    for number, one in enumerate(MENUS):
        with subtests.test(f"{one[0]} {number}"):
            options = one[1]["options"]
            assert isinstance(options, list)
            buttons = [button for row in message(one, language).rows for button in row]
            assert [read_data(button.data) for button in buttons] == [MenuTap(option) for option in options]
            for place, button in enumerate(buttons, start=1):
                assert re.match(rf"\W*{place}\.", button.label)


def test_a_list_names_day_time_what_and_how_many(capsys: object) -> None:
    text = message(MENUS[0], "en").text
    for part in ("Wednesday, March 10, 2027", "12:00", "Invitation: ", "A &amp; B", "To ", "24"):
        assert part in text.replace("\u2068", "").replace("\u2069", ""), part


def test_what_is_fixed_elsewhere_says_where() -> None:
    view = listing(page([line(Fixed.SURVEY_OPENS)], [], 0))
    assert "process.toml" in message(view, "en").text


@pytest.mark.parametrize("why", Unfit)
def test_a_refusal_names_the_next_time(why: Unfit) -> None:
    text = message(when(why, LOCAL, "2027-03-11T08:00"), "en").text
    assert "Thursday, March 11, 2027" in text
