"""Updates to try the bot with: real ones that were recorded, broken ones, and seeded changes of real ones."""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from simulator.server import Simulator

Update = dict[str, Any]
SECRET_WORDS = "what-Frau-Sommer-wrote"
CHAT_SURVEY = "alles"  # the key of a survey that staff have opened in the chat, where a test has one

NASTY_TEXTS = (
    "",
    " ",
    "\x00",
    "<b>not closed",
    "</b></i>&lt;&#0;&unknown;<a href='x'>",
    "<script>alert(1)</script>",
    "\u202egnp.exe\u202c \u2066\u2067\u2068\u2069\u200f",
    "\ud83d",  # half an emoji
    "\udc00\ud800",
    "👨‍👩‍👧‍👦" * 300,
    "x" * 5000,
    "ﷺ" * 4096,
    "é" * 1000,
    "/start " + "A" * 5000,
    "/start staff-AAAAAAAAAAAAAAAAAAAAAA",
    "/survey@other_bot",
    "/results",
    "/delete",
    "/events",
    "{0} {number} %s %(x)s {}",
    "' OR 1=1; DROP TABLE dialogue; --",
    "٣",
    "9" * 400,
    "-0",
    "1e309",
    "\n" * 200,
    "0",
    "1",
    "2, 3",
)
NASTY_DATA = (
    "",
    "c:",
    "c:1:0:0",
    "c:1:1:+0",
    "c:2:999999999:e3",
    "c:999999999999999999:1:submit",
    "c:99999999999999999999:1:submit",
    "c:1:1:resume",
    "c:-1:0:0",
    "c:1:0:9999",
    "m:",
    "m:language:xx",
    "m:language:de:1",
    "m:language:de:999999999999999999",
    "m:languages:٣",
    "m:agree:00000000",
    "m:survey:nonsense",
    "m:survey:stadtweit",
    "m:results:stadtweit:x:y:z",
    "m:results",
    "m:erase",
    "m:ev",
    "m:ev:show:1",
    "m:ev:party:1:999",
    "m:ev:yes:999999999999999999",
    "m:ev:need:1:interpreter:xx",
    "m:ev:agree:1:00000000:name",
    "m:ev:gone:1",
    "m:ev:maybe:1",
    "m:ev:size:1",
    "m:ev:cancel:1",
    "m:ev:accept:1",
    "m:ev:ticket:1",
    "m:ev:map:1:1",
    "m:ev:need:1:childcare:-1",
    f"m:survey:{CHAT_SURVEY}",
    f"m:enter:{CHAT_SURVEY}:paper:de",
    "x" * 64,
    "\x00" * 64,
    "ü" * 32,
)
NASTY_STEPS = (
    *("0", "1", "9999", "+0", "-0", "+9999", "e0", "e9999", "n0", "n1", "n9999", "x0", "x1"),
    *("=2026-02-30", "=2026-02-28", "=0000-00-00", "=9999-12-31", "=25:99", "=12:30", "=2026-03-01T10:30"),
    *("@", "@0", "@1", "@99", "@2026", "@2026-13", "@0000-01", "@9999-12", "@x1", "@d2026", "@y-1", "@a"),
    *("done", "keep", "skip", "back", "pause", "resume", "submit", "add", "nothing"),
)
NASTY_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**53 + 1,
    2**63 - 1,
    2**63,
    -(2**63),
    10**30,
    1.5,
    1e300,
    "7",
    [],
    {},
    [[]],
    [None],
    {"id": None},
    {"id": 1, "type": "private"},
)


def _readable(chat: int) -> Update:
    """Return a message in which nothing is wrong but a number that no chat has."""
    person = {"id": chat, "first_name": SECRET_WORDS, "is_bot": False}
    return {"message_id": 1, "date": 1, "from": person, "chat": {"id": chat, "type": "private"}, "text": "1"}


def malformed(place: int) -> list[Any]:
    """Return updates that cannot be read; those with an id begin with the number `place`."""
    words = {"text": SECRET_WORDS, "from": {"first_name": SECRET_WORDS}}
    bodies: list[Update] = [
        {},
        {"message": None},
        {"message": []},
        {"message": SECRET_WORDS},
        {"message": words},
        {"message": {**words, "message_id": "one", "date": "today", "chat": {"id": "x"}}},
        {"message": {**words, "message_id": 1, "date": 10**30, "chat": {"id": 10**30, "type": "private"}}},
        {"message": {**words, "message_id": 1, "date": 1, "chat": {"id": 5, "type": SECRET_WORDS}}},
        {"message": _readable(2**63)},
        {"message": _readable(10**30)},
        {"callback_query": {"id": 7, "data": SECRET_WORDS}},
        {"callback_query": {"id": "7", "from": SECRET_WORDS, "data": SECRET_WORDS}},
        {"my_chat_member": {"chat": SECRET_WORDS}},
        {"edited_message": {**words, "chat": [1, 2, 3]}},
        {"message_of_the_future": words},
        {"message": {**words, "text": "\ud83d"}},  # half an emoji: some readers of JSON refuse all around it
        {"shipping_query": {"invoice_payload": SECRET_WORDS}},
    ]
    return [{"update_id": place + n, **body} for n, body in enumerate(bodies)]


WITHOUT_ID: tuple[Any, ...] = (
    None,
    17,
    SECRET_WORDS,
    [SECRET_WORDS],
    {"update_id": SECRET_WORDS, "message": {"text": SECRET_WORDS}},
    {"update_id": None, "message": {"text": SECRET_WORDS}},
    {"update_id": True},
    {"update_id": -5, "message": {"text": SECRET_WORDS}},
    {"update_id": 1.5},
    {"update_id": {"a": 1}},
    {"update_id": 2**63, "message": {"text": SECRET_WORDS}},
)


def record(simulator: Simulator) -> list[Update]:
    """Return a list that fills with all updates the bot will get from here on."""
    kept: list[Update] = []
    queue = simulator.world.updates
    add = queue.add

    def add_and_keep(kind: str, content: dict[str, Any], *where: Any) -> None:
        kept.append({kind: copy.deepcopy(content)})
        add(kind, content, *where)

    queue.add = add_and_keep  # type: ignore[method-assign,assignment]
    return kept


def fuzzed(real: list[Update], count: int, seed: int) -> Iterator[Update]:
    """Yield changed copies of real updates; the same seed makes the same ones."""
    random = Random(seed)
    for _ in range(count):
        update = copy.deepcopy(random.choice(real))
        for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
            _change(update, random)
        yield update


def _change(update: Update, random: Random) -> None:
    places = list(_places(update))
    if not places:
        return
    holder, key = random.choice(places)
    named = [place for place in places if place[1] in ("text", "data", "caption", "language_code", "id")]
    if named and random.random() < 0.6:
        holder, key = random.choice(named)
    kind = random.random()
    if key == "data" and kind < 0.9:
        holder[key] = _other_data(holder[key], random)
    elif isinstance(holder[key], str) and kind < 0.8:
        holder[key] = random.choice(NASTY_TEXTS)
    elif kind < 0.9:
        holder[key] = copy.deepcopy(random.choice(NASTY_VALUES))
    elif isinstance(holder, dict):
        del holder[key]


def _other_data(data: Any, random: Random) -> str:
    """Return data that no button here has; where it was a card's, perhaps of that card at that turn."""
    kind, *card = str(data).split(":", 3)
    if kind == "c" and len(card) == 3 and random.random() < 0.6:
        return f"c:{card[0]}:{card[1]}:{random.choice(NASTY_STEPS)}"
    return random.choice(NASTY_DATA)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in an update, as what holds it and the key."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)
