"""Which submitted answers are cut loose together: each hides among ten chats that came in the same way."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from domain.access import Access, accesses_hidden
from domain.batches import Waiting, batch_of
from domain.modes import Mode

WAITING = st.lists(
    st.builds(
        Waiting,
        draft=st.integers(0, 10_000),
        chat=st.integers(0, 30),
        access=st.sampled_from(["", Access.INVITED, Access.OPEN]),
        mode=st.sampled_from(Mode),
    ),
    max_size=80,
    unique_by=lambda one: one.draft,
)


def waiting(n: int, access: str = "", *, first: int = 0, a_chat: int = 1) -> list[Waiting]:
    return [Waiting(first + number, first + number // a_chat, access) for number in range(n)]


def test_where_nobody_is_told_apart_ten_chats_are_enough_and_nine_are_not() -> None:
    assert batch_of(waiting(9), has_ended=False) == set()
    assert batch_of(waiting(10), has_ended=False) == set(range(10))


def test_a_household_is_one_chat() -> None:
    assert batch_of(waiting(18, a_chat=2), has_ended=False) == set()
    assert batch_of(waiting(20, a_chat=2), has_ended=False) == set(range(20))


def test_those_who_were_invited_do_not_hide_those_who_were_not() -> None:
    nine, many = waiting(9, Access.INVITED), waiting(30, Access.OPEN, first=100)
    assert batch_of([*nine, *many], has_ended=False) == set(range(100, 130))


def test_ten_papers_of_one_clerk_are_ten_people_and_nine_hide_nobody_from_a_chat() -> None:
    papers = [Waiting(number, 7, mode=Mode.PAPER) for number in range(10)]
    assert batch_of(papers, has_ended=False) == set(range(10))
    assert batch_of([*papers[:9], *waiting(9, first=50)], has_ended=False) == set()


def test_after_the_last_day_all_go_however_few() -> None:
    assert batch_of([*waiting(1, Access.INVITED), *waiting(2, first=50)], has_ended=True) == {0, 50, 51}


@given(WAITING)
def test_whoever_goes_hides_among_ten_chats_of_their_kind_and_no_such_ten_are_left(
    found: list[Waiting],
) -> None:
    gone = batch_of(found, has_ended=False)
    for kind in product(("", Access.INVITED, Access.OPEN), Mode):
        of_kind = [one for one in found if (one.access, one.mode) == kind]
        leaving = {one.person for one in of_kind if one.draft in gone}
        staying = {one.person for one in of_kind if one.draft not in gone}
        assert not leaving or len(leaving) >= 10
        assert len(staying) < 10


def test_a_way_that_fewer_than_ten_of_those_who_wait_came_by_is_hidden() -> None:
    assert accesses_hidden(["open"] * 10 + ["invited"] * 9 + [""] * 3, 10) == {"invited"}
    assert accesses_hidden(["open"] * 10 + ["invited"] * 10, 10) == set()
    assert accesses_hidden([""] * 3, 10) == set()
