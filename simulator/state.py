"""What the simulated Telegram knows: the bot, people, chats, messages. All of it in memory."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from simulator.clock import Clock
from simulator.errors import CHAT_NOT_FOUND, bad_request
from simulator.events import Events
from simulator.faults import Faults
from simulator.files import Files
from simulator.profile import Profile
from simulator.statistics import Statistics
from simulator.updates import CALLBACK_LIFETIME, UpdateQueue

Message = dict[str, Any]
FIRST_PERSON = 5_000_000_001
FIRST_GROUP = -4_000_000_001
FIRST_SUPERGROUP = -1_002_000_000_001


@dataclass(slots=True)
class Person:
    """Somebody with a phone. `wrote` and `blocked` decide whether the bot may write to them."""

    user: dict[str, Any]
    chat: "Chat"
    wrote: bool = False
    blocked: bool = False
    deleted: bool = False
    crowd: bool = False

    @property
    def id(self) -> int:
        """The user's id, which is the private chat's as well."""
        user_id: int = self.user["id"]
        return user_id


@dataclass(slots=True)
class Chat:
    """A private chat or a group, with every message that was not deleted, in order.

    A stored message is never changed, only replaced, so that others may keep a reference.
    `revision` rises with every message that the bot sends, edits or deletes, `reactions` also when it
    answers a tap.
    """

    info: dict[str, Any]
    person: Person | None = None
    members: dict[int, Person] = field(default_factory=dict)
    bot_status: str = "member"
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: dict[str, Any] | None = None
    toasts: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=20))
    menu: dict[str, Any] | None = None
    revision: int = 0
    reactions: int = 0
    _waiting: list[asyncio.Future[None]] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The chat's id."""
        chat_id: int = self.info["id"]
        return chat_id

    def changed(self, in_messages: bool = True) -> None:
        """Wake those who wait for the bot to do something here."""
        self.revision += in_messages
        self.reactions += 1
        if self._waiting:
            for waiter in self._waiting:
                if not waiter.done():
                    waiter.set_result(None)
            self._waiting.clear()

    def next_change(self) -> asyncio.Future[None]:
        """Return what is done as soon as the bot changes something here."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        return waiter


@dataclass(slots=True)
class CallbackQuery:
    """A tap on an inline button that waits for the bot's answer."""

    id: str
    person: Person
    chat: Chat
    asked_at: float


class World:
    """One simulated Telegram with one bot in it.

    `has_more_to_say` may be given by a test that can look into its bot: whether that still has something to
    say in a chat. Else nobody here can know, and residents guess by the bot's silence.

    Args:
        token: what the bot authenticates with; the part before the colon is its user id.
        username: the bot's username, without @.
        name: the bot's name.
    """

    def __init__(self, token: str, username: str, name: str) -> None:
        self.token = token
        self.clock = Clock()
        self.events = Events()
        self.updates = UpdateQueue(self.clock)
        self.faults = Faults(self.clock)
        self.statistics = Statistics()
        self.files = Files()
        self.profile = Profile(name)
        self.bot: dict[str, Any] = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": name,
            "username": username,
        }
        self.users: dict[int, dict[str, Any]] = {self.bot["id"]: self.bot}
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.votes: dict[str, dict[int, set[int]]] = {}
        self.connected = False
        self.has_more_to_say: Callable[[int], bool] | None = None
        self._callbacks: OrderedDict[str, CallbackQuery] = OrderedDict()
        self._callback_ids = count(self.bot["id"] * 1_000_000)
        self._message_ids = count(1)
        self._poll_ids = count(self.bot["id"] * 1_000)
        self._person_ids = count(FIRST_PERSON)
        self._group_ids = count(FIRST_GROUP, -1)
        self._supergroup_ids = count(FIRST_SUPERGROUP, -1)

    def reset(self) -> None:
        """Forget people, chats, files and settings, and take the clock back.

        Ids go on rising and the bot's profile stays, because the bot at the other end was not reset.
        """
        self.updates.clear()
        self.faults.reset()
        self.statistics = Statistics()
        self.files = Files()
        for chat in self.chats.values():
            chat.changed()
        self.users = {self.bot["id"]: self.bot}
        self.people.clear()
        self.chats.clear()
        self.votes.clear()
        self._callbacks.clear()
        self.clock.set_offset(0)
        self.events.tell("bot", None)

    def set_faults(self, changes: dict[str, Any]) -> None:
        """Switch troubles on or off; what is not named stays.

        Raises:
            ValueError: a name is unknown or a value has the wrong type or range.
        """
        self.faults.merge(changes)
        self.events.tell("faults", None, faults=self.faults.as_json())

    def move_clock(self, offset: float) -> None:
        """Set the simulated time to `offset` seconds ahead of the real one."""
        self.clock.set_offset(offset)
        self.events.tell("clock", None, offset_seconds=offset, now=self.clock.now())

    def now(self) -> int:
        """Return the simulated time as Telegram writes it: whole seconds since 1970."""
        return int(self.clock.now())

    def new_message_id(self) -> int:
        """Return the next message id; ids rise over all chats."""
        return next(self._message_ids)

    def new_poll_id(self) -> str:
        """Return the next poll id."""
        return str(next(self._poll_ids))

    def add_person(
        self, name: str, language_code: str | None, username: str | None = None, crowd: bool = False
    ) -> Person:
        """Add somebody with an empty private chat; `crowd` marks those that nobody plays."""
        user_id = next(self._person_ids)
        first_name, _, last_name = name.partition(" ")
        names = {"first_name": first_name}
        if last_name:
            names["last_name"] = last_name
        if username:
            names["username"] = username
        user: dict[str, Any] = {"id": user_id, "is_bot": False, **names}
        if language_code:
            user["language_code"] = language_code
        chat = Chat({"id": user_id, **names, "type": "private"})
        person = Person(user, chat, crowd=crowd)
        chat.person = person
        self.people[user_id] = person
        self.chats[user_id] = chat
        self.users[user_id] = user
        self.events.tell("person", user_id, person=self.person_view(person))
        return person

    def person_view(self, person: Person) -> dict[str, Any]:
        """Return the person as the control API shows it."""
        user = person.user
        name = " ".join(part for part in (user["first_name"], user.get("last_name")) if part)
        return {
            "id": user["id"],
            "name": name,
            "language_code": user.get("language_code"),
            "username": user.get("username"),
            "blocked": person.blocked,
            "crowd": person.crowd,
        }

    def present_people(self) -> Iterator[Person]:
        """Return the people who were not removed."""
        return (person for person in self.people.values() if not person.deleted)

    def add_group(self, title: str, members: list[Person], kind: str = "group") -> Chat:
        """Add a group or supergroup with the bot as a member."""
        chat_id = next(self._supergroup_ids if kind == "supergroup" else self._group_ids)
        chat = Chat({"id": chat_id, "title": title, "type": kind})
        if kind == "group":
            chat.info["all_members_are_administrators"] = True
        chat.members = {member.id: member for member in members}
        self.chats[chat.id] = chat
        return chat

    def chat(self, chat_id: Any) -> Chat:
        """Return the chat that a Bot API call means by an id or @username.

        Raises:
            ApiError: there is none, or it became a supergroup.
        """
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        try:
            found = self.chats.get(int(chat_id))
        except (TypeError, ValueError):
            found = self._chat_by_username(str(chat_id))
        if found is None:
            raise CHAT_NOT_FOUND
        return found

    def _chat_by_username(self, name: str) -> Chat | None:
        if not name.startswith("@"):
            return None
        wanted = name[1:].lower()
        matches = (c for c in self.chats.values() if str(c.info.get("username", "")).lower() == wanted)
        return next(matches, None)

    def ask_callback(self, person: Person, chat: Chat) -> CallbackQuery:
        """Note that somebody tapped a button and waits for the bot's answer."""
        query = CallbackQuery(str(next(self._callback_ids)), person, chat, self.clock.now())
        self._callbacks[query.id] = query
        oldest = next(iter(self._callbacks.values()))
        if oldest.asked_at + CALLBACK_LIFETIME < self.clock.now():
            self._callbacks.popitem(last=False)
        return query

    def take_callback(self, query_id: str) -> CallbackQuery | None:
        """Return a tap that still waits for an answer, once; None if it is unknown or too old."""
        query = self._callbacks.pop(query_id, None)
        if query is None or query.asked_at + CALLBACK_LIFETIME < self.clock.now():
            return None
        return query

    def waits_for_an_answer(self, chat: Chat) -> bool:
        """Return whether a tap in a chat still waits for the bot's answer."""
        return any(query.chat is chat for query in self._callbacks.values())
