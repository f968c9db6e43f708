"""Staff confirm what cannot be undone: fresh, once, themselves, with the role they still have."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.confirmations import Doubt
from domain.invitation import Role, token_hash
from tests.usecases.office import answers_come_in, close_now, confirm, released, staff, token_of
from tests.usecases.town import Resident, Town
from usecases.manage_staff import list_staff, revoke_staff
from usecases.views import load_view


@pytest.fixture
def editor(town: Town) -> Resident:
    return staff(town, 601)


def ask(one: Resident) -> str:
    """Ask to publish, and return the token of the question."""
    one.choose("publish:stadtweit:1")
    assert one.sees.template == "publish_question"
    return token_of(one)


def assert_refused(one: Resident, doubt: Doubt) -> None:
    assert (one.sees.template, one.sees.args["doubt"]) == ("not_confirmed", doubt)


def nothing_is_published(town: Town) -> bool:
    return all(row["published_on"] is None for row in town.rows("release"))


def test_a_token_stands_in_no_table_only_its_hash(editor: Resident, town: Town) -> None:
    released(town)
    token = ask(editor)
    assert token not in repr(town.everything())
    assert [row["token_hash"] for row in town.rows("confirmation")] == [token_hash(token)]
    assert "token" not in repr(editor.sees.view)


def test_the_number_of_the_button_can_be_typed_instead(editor: Resident, town: Town) -> None:
    released(town)
    token = ask(editor)
    assert token not in editor.member["menu"]
    editor.say("1")
    assert editor.sees.template == "published_now"
    assert not nothing_is_published(town)


def test_a_typed_two_does_nothing_and_a_typed_one_after_it_neither(editor: Resident, town: Town) -> None:
    released(town)
    ask(editor)
    editor.say("2")
    assert editor.sees.template == "cancelled"
    editor.say("1")
    assert nothing_is_published(town)


def test_an_expired_confirmation_is_refused(editor: Resident, town: Town) -> None:
    released(town)
    ask(editor)
    town.now += timedelta(minutes=5)
    confirm(editor)
    assert_refused(editor, Doubt.EXPIRED)
    assert nothing_is_published(town)


def test_a_confirmation_counts_once(editor: Resident, town: Town) -> None:
    released(town)
    token = ask(editor)
    editor.choose(f"confirm:{token}")
    editor.choose(f"confirm:{token}")
    # Publishing has changed the release, but what the person needs to know is that it was done.
    assert_refused(editor, Doubt.USED)
    assert [row["action"] for row in town.rows("audit")].count("published") == 1


def test_somebody_elses_confirmation_is_refused_even_with_a_higher_role(editor: Resident, town: Town) -> None:
    released(town)
    token = ask(editor)
    for other in (staff(town, 602, Role.ADMIN), Resident(town, 603)):
        other.start()
        other.choose(f"confirm:{token}")
        assert_refused(other, Doubt.SOMEBODY_ELSE)
    assert nothing_is_published(town)
    editor.choose(f"confirm:{token}")  # and it still holds for whoever was asked
    assert not nothing_is_published(town)


@pytest.mark.parametrize("token", ["x", "A" * 22, "-", "confirm"])
def test_a_guessed_token_is_refused(editor: Resident, town: Town, token: str) -> None:
    released(town)
    ask(editor)
    editor.choose(f"confirm:{token}")
    assert_refused(editor, Doubt.UNKNOWN)
    assert nothing_is_published(town)


def test_a_role_that_is_taken_away_in_between_confirms_nothing(editor: Resident, town: Town) -> None:
    released(town)
    ask(editor)
    ((staff_id, _role, _since),) = town.run(list_staff)
    town.run(revoke_staff, staff_id, town.now)
    confirm(editor)
    assert_refused(editor, Doubt.ROLE)
    assert nothing_is_published(town)


def test_a_role_that_became_smaller_in_between_confirms_nothing(editor: Resident, town: Town) -> None:
    released(town)
    token = ask(editor)
    staff(town, editor.chat, Role.STEERING)
    editor.choose(f"confirm:{token}")
    assert_refused(editor, Doubt.ROLE)
    assert nothing_is_published(town)


def test_a_newer_release_in_between_is_to_be_looked_at_first(editor: Resident, town: Town) -> None:
    released(town)
    token = ask(editor)
    answers_come_in(town, 30)
    close_now(town)
    editor.choose(f"confirm:{token}")
    assert_refused(editor, Doubt.CHANGED)
    assert nothing_is_published(town)


def test_what_a_colleague_published_in_between_is_not_published_again(editor: Resident, town: Town) -> None:
    released(town)
    token = ask(editor)
    colleague = staff(town, 602)
    ask(colleague)
    confirm(colleague)
    editor.choose(f"confirm:{token}")
    assert_refused(editor, Doubt.CHANGED)


def test_who_asked_confirmed_and_failed_is_written_down(editor: Resident, town: Town) -> None:
    released(town)
    token = ask(editor)
    editor.choose("confirm:nonsense")
    editor.choose(f"confirm:{token}")
    written = [(row["action"], row["object"]) for row in town.rows("audit") if row["action"] != "saw"]
    assert written[-3:] == [
        ("was asked", "publish:stadtweit:1"),
        ("could not confirm", "unknown"),
        ("published", "stadtweit:1"),
    ]
    assert not any(token in row["object"] for row in town.rows("audit"))


def test_old_questions_are_forgotten(editor: Resident, town: Town) -> None:
    released(town)
    ask(editor)
    town.now += timedelta(days=1, seconds=1)
    ask(editor)
    assert len(town.rows("confirmation")) == 1


def test_the_question_is_made_again_after_a_crash_with_the_same_button(editor: Resident, town: Town) -> None:
    released(town)
    ask(editor)
    asked = editor.sees
    again = town.run(load_view, town.house, replace(asked, view=None), town.now)
    assert again == asked
    assert again.view.token
