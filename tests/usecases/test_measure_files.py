"""A file of needs, goals, measures and updates, handed in as often as somebody likes."""

from datetime import date
from pathlib import Path

import pytest

from db import attachments, measures
from db.unit import Unit
from domain.measures import MeasureStatus, NeedStatus
from tests.usecases.measuring import TEXT
from tests.usecases.office import released
from tests.usecases.town import Town
from usecases.add_measures import add_measures
from usecases.measure_files import MeasuresFile, read_pictures
from usecases.measure_tree import NeedTree, all_trees
from usecases.yaml_files import FileProblems, read_file_located, read_located

EXAMPLE = Path(__file__).resolve().parents[2] / "content" / "examples" / "measures.yaml"
PNG = b"\x89PNG\r\n\x1a\n and the rest"

FILE = """\
needs:
  - key: sitting
    title: {de: Mehr Sitzplätze, tr: Daha çok oturma yeri}
    area: south_of_salamander_park
    goals:
      - key: places
        title: {de: Alle 300 Meter eine Bank}
        baseline: 4
        target: 16.5
        measures:
          - key: benches
            title: {de: Zwölf neue Bänke}
            status: decided
            due: 2027-06-30
            updates:
              - day: 2026-09-20
                text: {de: Die Plätze sind ausgesucht.}
                status: in_progress
                progress: 25
"""


def hand_in(town: Town, text: str = FILE, *, dry_run: bool = False, folder: Path | None = None) -> list[str]:
    """Hand a file in; return what has changed."""
    located = read_located(text, MeasuresFile, town.house.languages, "measures.yaml")
    pictures = read_pictures(located, folder or Path())

    def add(unit: Unit) -> list[str]:
        found = add_measures(unit, town.house, located, pictures, town.now, dry_run=dry_run)
        return [str(change) for change in found]

    changes: list[str] = town.run(add)
    return changes


def problems(town: Town, text: str) -> tuple[str, ...]:
    before = town.everything()
    with pytest.raises(FileProblems) as caught:
        hand_in(town, text)
    assert town.everything() == before
    return caught.value.lines


def tree(town: Town) -> NeedTree:
    (found,) = town.run(all_trees)
    assert isinstance(found, NeedTree)
    return found


def test_a_file_brings_needs_goals_measures_and_updates(town: Town) -> None:
    assert hand_in(town) == [
        "need sitting: added",
        "goal places: added",
        "measure benches: added",
        "update benches 2026-09-20: added",
    ]
    need = tree(town)
    assert (need.need.status, need.need.area) == (NeedStatus.RECOGNISED, "south_of_salamander_park")
    (branch,) = need.branches
    assert (branch.measure.status, branch.measure.progress) == (MeasureStatus.IN_PROGRESS, 25)
    assert branch.measure.due_on == date(2027, 6, 30)
    assert [(one.day, one.progress) for one in branch.updates] == [(date(2026, 9, 20), 25)]
    assert [row["subject"] for row in town.rows("scheduled")] == [f"update:{branch.updates[0].id}"]


def test_a_second_run_changes_nothing(town: Town) -> None:
    hand_in(town)
    before = town.everything()
    assert hand_in(town) == []
    assert town.everything() == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(town: Town) -> None:
    before = town.everything()
    assert len(hand_in(town, dry_run=True)) == 4
    assert town.everything() == before


def test_a_run_of_a_changed_file_changes_what_changed(town: Town) -> None:
    hand_in(town)
    changed = (
        FILE.replace("Zwölf neue Bänke", "Zehn neue Bänke")
        .replace("target: 16.5", "target: 18")
        .replace("area: south", "status: prioritised\n    area: south")
        .replace("sind ausgesucht", "stehen fest")
    )
    assert hand_in(town, changed) == [
        "need sitting: status changed",
        "goal places: target changed",
        "measure benches: title changed",
        "update benches 2026-09-20: text changed",
    ]
    assert len(town.rows("scheduled")) == 1  # a corrected update is not told again
    assert hand_in(town, changed) == []


def test_what_staff_have_done_since_stays(town: Town) -> None:
    hand_in(town)

    def take_up(unit: Unit) -> None:
        need = measures.need_by_key(unit, "sitting")
        assert need is not None
        measures.change(unit, need, status=NeedStatus.TAKEN_UP)

    town.run(take_up)
    assert hand_in(town) == []
    assert tree(town).need.status is NeedStatus.TAKEN_UP


def test_a_later_update_moves_the_measure_on_and_is_told(town: Town) -> None:
    hand_in(town)
    more = FILE + "              - {day: 2026-10-02, text: {de: Alle stehen.}, status: done}\n"
    assert hand_in(town, more) == ["update benches 2026-10-02: added"]
    (branch,) = tree(town).branches
    assert (branch.measure.status, branch.measure.progress) == (MeasureStatus.DONE, 100)
    assert len(town.rows("scheduled")) == 2


def test_an_update_of_earlier_years_can_be_brought_along_without_telling_anybody(town: Town) -> None:
    hand_in(town, FILE + "                tell: no\n")
    assert town.rows("scheduled") == []
    (branch,) = tree(town).branches
    assert branch.updates[0].number is None


def test_a_picture_stands_beside_the_file(town: Town, tmp_path: Path) -> None:
    (tmp_path / "bench.png").write_bytes(PNG)
    hand_in(town, FILE + "                picture: bench.png\n", folder=tmp_path)
    (branch,) = tree(town).branches
    kept = town.run(attachments.by_id, branch.updates[0].attachment_id)
    assert (kept.name, kept.content) == ("bench.png", PNG)
    assert hand_in(town, FILE + "                picture: bench.png\n", folder=tmp_path) == []


def test_a_picture_that_is_none_is_named_with_its_line(town: Town, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    for name, says in (
        ("none.png", "cannot be read: No such file or directory"),
        ("plan.pdf", "should be a picture: .jpg, .jpeg or .png"),
    ):
        with pytest.raises(FileProblems) as caught:
            hand_in(town, FILE + f"                picture: {name}\n", folder=tmp_path)
        line = f"measures.yaml, line 20: needs.goals.measures.updates.picture: {says}"
        assert caught.value.lines == (line,)


def test_what_the_town_does_not_have_is_named_with_its_line(town: Town) -> None:
    text = FILE.replace("south_of_salamander_park", "atlantis\n    theme: weather")
    assert [line.split("; ")[0] for line in problems(town, text)] == [
        "measures.yaml, line 4: needs.area: “atlantis” is none here",
        "measures.yaml, line 5: needs.theme: “weather” is none here",
    ]


def test_a_need_is_deferred_only_with_a_reason(town: Town) -> None:
    deferred = FILE.replace("    area:", "    status: deferred\n    area:")
    assert problems(town, deferred) == (
        "measures.yaml, line 2: needs.reason: is missing: a need is deferred for a reason that residents"
        " read",
    )
    hand_in(town, deferred.replace("    area:", "    reason: {de: Es fehlt Geld.}\n    area:"))
    assert tree(town).need.reason == {"de": "Es fehlt Geld."}


def test_a_step_that_the_lifecycle_lacks_is_refused_with_what_it_allows(town: Town) -> None:
    hand_in(town, FILE.replace("    area:", "    status: taken_up\n    area:"))
    back = FILE.replace("    area:", "    status: recognised\n    area:")
    assert problems(town, back) == (
        "measures.yaml, line 4: needs.status: is taken_up now, which leads to nothing",
    )
    proposed = FILE.replace("status: in_progress", "status: stopped").replace("key: benches", "key: b2")
    assert problems(town, proposed) == (
        "measures.yaml, line 18: needs.goals.measures.updates.status: should be one of decided, in_progress,"
        " as the measure is decided",
    )


def test_what_was_told_stays_told(town: Town) -> None:
    hand_in(town)
    assert problems(town, FILE.replace("progress: 25", "progress: 30")) == (
        "measures.yaml, line 19: needs.goals.measures.updates.progress: was told as 25: add an update of"
        " another day",
    )
    earlier = FILE.replace("day: 2026-09-20", "day: 2026-09-19")
    assert problems(town, earlier) == (
        "measures.yaml, line 16: needs.goals.measures.updates.day: is before the measure's newest update,"
        " which is of 2026-09-20",
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "day: 2026-09-20",
            "day: 2026-10-04",
            "line 16: needs.goals.measures.updates.day: lies in the future",
        ),
        (
            "progress: 25",
            "progress: 101",
            "line 19: needs.goals.measures.updates.progress: should be at most 100",
        ),
        (
            "status: in_progress\n                progress: 25",
            "status: in_progress\n                progress: 25\n"
            "              - {day: 2026-09-20, text: {de: A}}",
            "line 20: needs.goals.measures.updates.day: has an update already",
        ),
        (
            "due: 2027",
            "starts: 2028-01-01\n            due: 2027",
            "line 15: needs.goals.measures.due: should not",
        ),
        (
            "status: decided",
            "status: done\n            progress: 9",
            "line 14: needs.goals.measures.progress: sh",
        ),
        (
            "status: decided",
            "status: finished",
            "line 13: needs.goals.measures.status: should be one of prop",
        ),
        ("key: places", "key: Places!", "line 6: needs.goals.key: needs 1 to 40 of a-z, 0-9, _ and -"),
    ],
)
def test_what_cannot_be_is_named_with_its_line(town: Town, old: str, new: str, says: str) -> None:
    assert any(line.startswith(f"measures.yaml, {says}") for line in problems(town, FILE.replace(old, new)))


def test_a_key_names_one_thing(town: Town) -> None:
    twice = FILE + FILE.removeprefix("needs:\n").split("    area:")[0]
    assert problems(town, twice) == (
        "measures.yaml, line 20: needs.key: names another need of this file, too",
    )


def test_evidence_has_to_be_there_and_is_never_a_person(town: Town) -> None:
    released(town)
    given = FILE.replace("    goals:", "    evidence:\n      - release: stadtweit:1:likes:a\n    goals:", 1)
    assert hand_in(town, given)[0] == "need sitting: added"
    assert [one.reference for one in tree(town).evidence] == ["stadtweit:1:likes:a"]
    wrong = given.replace(
        "stadtweit:1:likes:a",
        "stadtweit:2\n      - release: stadtweit:1:likes:zebra\n      - theme: stadtweit:trade\n"
        "      - event: 7",
    )
    assert problems(town, wrong) == (
        "measures.yaml, line 6: needs.evidence: there is no release, question or answer “stadtweit:2” that a"
        " need could rest on",
        "measures.yaml, line 7: needs.evidence: there is no release, question or answer"
        " “stadtweit:1:likes:zebra” that a need could rest on",
        "measures.yaml, line 8: needs.evidence: there is no counted theme of texts “stadtweit:trade” that a"
        " need could rest on",
        "measures.yaml, line 9: needs.evidence: there is no public event “event:7” that a need could rest on",
    )
    assert problems(town, given.replace("release: stadtweit:1:likes:a", "chat: 501")) == (
        "measures.yaml, line 6: needs.evidence.chat: is no field here; known are release, theme, event",
    )
    assert problems(town, given.replace("likes:a", "likes:a\n        event: 7")) == (
        "measures.yaml, line 6: needs.evidence: should have one of release, theme and event",
    )


def test_the_example_of_the_content_folder_can_be_used_in_all_languages(town: Town) -> None:
    located = read_file_located(EXAMPLE, MeasuresFile, town.house.languages)
    changes = town.run(add_measures, town.house, located, {}, town.now)
    assert len(changes) == 13
    for need in town.run(all_trees):
        texts = [need.need.title, need.need.description, need.need.reason]
        texts += [
            text for goal in need.goals for text in (goal.goal.title, goal.goal.indicator, goal.goal.unit)
        ]
        for branch in need.branches:
            one = branch.measure
            texts += [one.title, one.description, one.owner, *(update.text for update in branch.updates)]
        for text in texts:
            assert set(text) in (set(), set(town.house.languages))


def test_what_a_file_changes_is_in_the_audit_log_of_the_operator(town: Town) -> None:
    hand_in(town)
    hand_in(town, FILE.replace("Zwölf", "Zehn"))
    rows = [(row["staff_id"], row["action"], row["object"]) for row in town.rows("audit")]
    assert rows[0] == (None, "added by file", "need sitting")
    assert rows[-1] == (None, "changed by file", "measure benches")
    assert TEXT["de"] not in str(rows)
