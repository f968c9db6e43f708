"""Control calls about groups."""

from typing import Any

from aiohttp import web

from simulator import groups, people
from simulator.control.exchange import NotThere, answer, body, text, whole
from simulator.state import Chat, World
from simulator.views import chat_view, seen


class GroupControl:
    """Answers `/control/groups…`."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add_routes(self, app: web.Application) -> None:
        """Add the addresses."""
        app.router.add_post("/control/groups", self.add)
        app.router.add_get("/control/groups/{id}/chat", self.chat)
        app.router.add_post("/control/groups/{id}/send", self.send)
        app.router.add_post("/control/groups/{id}/press", self.press)
        app.router.add_post("/control/groups/{id}/migrate", self.migrate)

    def _group(self, request: web.Request) -> Chat:
        given = request.match_info["id"]
        chat = self.world.chats.get(int(given)) if given.lstrip("-").isdigit() else None
        if chat is None or chat.person is not None:
            raise NotThere(f"there is no group {given}")
        return chat

    async def add(self, request: web.Request) -> web.Response:
        """A group with the bot in it."""
        given = await body(request)
        ids = given.get("members", [])
        if not isinstance(ids, list) or not ids or not all(member in self.world.people for member in ids):
            raise ValueError("members has to be a list of ids of people, at least one")
        kind = text(given, "type", "group")
        if kind not in ("group", "supergroup"):
            raise ValueError("type has to be group or supergroup")
        members = [self.world.people[member] for member in ids]
        return answer(group_view(groups.create(self.world, text(given, "title"), members, kind)))

    async def chat(self, request: web.Request) -> web.Response:
        """Everything that is seen in the group now."""
        return answer(chat_view(self.world, self._group(request)))

    async def send(self, request: web.Request) -> web.Response:
        """A text message of a member."""
        chat, given = self._group(request), await body(request)
        person = self.world.people.get(whole(given, "from"))
        if person is None:
            raise NotThere("there is no such person")
        return answer(seen(people.say(self.world, person, text(given, "text"), chat), None))

    async def press(self, request: web.Request) -> web.Response:
        """A member's tap on an inline button, by its data."""
        chat, given = self._group(request), await body(request)
        person = self.world.people.get(whole(given, "from"))
        if person is None:
            raise NotThere("there is no such person")
        data, message_id = text(given, "callback_data"), whole(given, "message_id")
        return answer({"callback_id": people.tap_data(self.world, person, message_id, data, chat)})

    async def migrate(self, request: web.Request) -> web.Response:
        """The group becomes a supergroup with another id."""
        return answer(group_view(groups.migrate(self.world, self._group(request))))


def group_view(chat: Chat) -> dict[str, Any]:
    """Return the group as the control API shows it."""
    return {
        "id": chat.id,
        "title": chat.info["title"],
        "type": chat.info["type"],
        "members": list(chat.members),
    }
