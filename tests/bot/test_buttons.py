from hypothesis import example, given
from hypothesis import strategies as st

from bot.buttons import CardTap, MenuTap, card_data, menu_data, read_data
from domain.dialogue import Choose, Edit, Entry, Give, Mark, Move, Page, Tap

places = st.integers(0, 9999)
taps: st.SearchStrategy[Tap] = st.one_of(
    st.builds(Choose, places),
    st.builds(Mark, places, st.booleans()),
    st.builds(Edit, places),
    st.builds(Entry, places, st.booleans()),
    st.dates().map(lambda day: Give(day.isoformat())),
    st.times().map(lambda clock: Give(clock.isoformat("minutes")[:5])),
    st.datetimes().map(lambda moment: Give(moment.isoformat(timespec="minutes"))),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789:-", max_size=16).map(Page),
    st.sampled_from(Move),
)
dialogues, turns = st.integers(0, 10**18 - 1), st.integers(0, 10**9 - 1)
options = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_:-", min_size=1, max_size=60)


@given(dialogues, turns, taps)
def test_a_cards_button_says_what_it_was_made_for(dialogue: int, turn: int, action: Tap) -> None:
    data = card_data(dialogue, turn, action)
    assert read_data(data) == CardTap(dialogue, turn, action)
    assert len(data.encode()) <= 64


@given(options)
def test_a_menus_button_says_what_it_was_made_for(option: str) -> None:
    data = menu_data(option)
    assert read_data(data) == MenuTap(option)
    assert len(data.encode()) <= 64


@given(
    st.text(max_size=80)
    | st.from_regex(r"c:\d{1,3}:\d{1,3}:[=@nx][0-9a-z:T-]{0,20}")
    | st.from_regex(r"[cm]:[0-9:+\-ea-z_]{0,30}")
    | st.from_regex(r"c:\d{1,3}:\d{1,3}:.{0,6}")
)
@example("c:1:1:")
@example("c:1:1:nothing")
@example("c:1:1:-")
@example("c:01:1:0")
@example("c:1:1:+00")
@example("c:-1:1:0")
@example("c:1:1:٣")
@example("c:1:1:0\n")
@example("c:1:1:=2026-03-01T10:30:00")
@example("c:1:1:@" + "a" * 17)
@example("c:1:1:@A")
@example("c:1:1:n01")
@example("m:")
@example("m:a\n")
@example("m:" + "a" * 61)
@example("c:1:" + "9" * 5000 + ":0")
def test_nothing_else_is_taken_for_a_button(data: str) -> None:
    match read_data(data):
        case CardTap(dialogue, turn, action):
            assert data == card_data(dialogue, turn, action)
        case MenuTap(option):
            assert data == menu_data(option)
