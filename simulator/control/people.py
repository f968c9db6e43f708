"""Control calls about people: adding them, what they see, what they do."""

from aiohttp import web

from simulator import people
from simulator.control.exchange import NotThere, answer, body, number, text, whole
from simulator.state import Person, World
from simulator.views import chat_view, seen
from simulator.votes import vote


class PeopleControl:
    """Answers `/control/people…`."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add_routes(self, app: web.Application) -> None:
        """Add the addresses."""
        router = app.router
        router.add_post("/control/people", self.add)
        router.add_delete("/control/people/{id}", self.remove)
        router.add_get("/control/people/{id}/chat", self.chat)
        router.add_post("/control/people/{id}/send", self.send)
        router.add_post("/control/people/{id}/press", self.press)
        router.add_post("/control/people/{id}/location", self.location)
        router.add_post("/control/people/{id}/venue", self.venue)
        router.add_post("/control/people/{id}/contact", self.contact)
        router.add_post("/control/people/{id}/upload", self.upload)
        router.add_post("/control/people/{id}/edit", self.edit)
        router.add_post("/control/people/{id}/vote", self.vote)
        router.add_post("/control/people/{id}/block", self.block)
        router.add_post("/control/people/{id}/unblock", self.unblock)
        router.add_post("/control/people/{id}/language", self.language)

    def _person(self, request: web.Request) -> Person:
        given = request.match_info["id"]
        person = self.world.people.get(int(given)) if given.isdigit() else None
        if person is None or person.deleted:
            raise NotThere(f"there is no person {given}")
        return person

    async def add(self, request: web.Request) -> web.Response:
        """A new person with an empty private chat."""
        given = await body(request)
        name = text(given, "name").strip()
        if not name:
            raise ValueError("name must not be empty")
        language = given.get("language_code") or None
        username = given.get("username") or None
        for field, value in (("language_code", language), ("username", username)):
            if value is not None and not isinstance(value, str):
                raise ValueError(f"{field} has to be a text")
        return answer(self.world.person_view(self.world.add_person(name, language, username)))

    async def remove(self, request: web.Request) -> web.Response:
        """The person deletes the account."""
        people.remove(self.world, self._person(request))
        return answer({})

    async def chat(self, request: web.Request) -> web.Response:
        """Everything the person sees now."""
        return answer(chat_view(self.world, self._person(request).chat))

    async def send(self, request: web.Request) -> web.Response:
        """A text message."""
        person = self._person(request)
        message = people.say(self.world, person, text(await body(request), "text"))
        return answer(seen(message, person.id))

    async def press(self, request: web.Request) -> web.Response:
        """A tap on a button, by place, by data or by label."""
        person, given = self._person(request), await body(request)
        if "label" in given:
            callback_id = people.press(self.world, person, text(given, "label"))
        elif "callback_data" in given:
            data = text(given, "callback_data")
            callback_id = people.tap_data(self.world, person, whole(given, "message_id"), data)
        else:
            place = whole(given, "row"), whole(given, "column")
            callback_id = people.tap(self.world, person, whole(given, "message_id"), *place)
        return answer({"callback_id": callback_id})

    async def location(self, request: web.Request) -> web.Response:
        """A place."""
        person, given = self._person(request), await body(request)
        accuracy = number(given, "accuracy") if "accuracy" in given else None
        message = people.send_location(
            self.world, person, number(given, "latitude"), number(given, "longitude"), accuracy
        )
        return answer(seen(message, person.id))

    async def venue(self, request: web.Request) -> web.Response:
        """A place with a name."""
        person, given = self._person(request), await body(request)
        place = number(given, "latitude"), number(given, "longitude")
        words = text(given, "title"), text(given, "address")
        return answer(seen(people.send_venue(self.world, person, *place, *words), person.id))

    async def contact(self, request: web.Request) -> web.Response:
        """The person's phone number."""
        person, given = self._person(request), await body(request)
        message = people.send_contact(self.world, person, text(given, "phone_number"))
        return answer(seen(message, person.id))

    async def upload(self, request: web.Request) -> web.Response:
        """A photo, recording, video or document."""
        person, form = self._person(request), await request.post()
        upload = form.get("file")
        if not isinstance(upload, web.FileField):
            raise ValueError("file has to be an uploaded file")
        content = upload.file.read()
        upload.file.close()
        message = people.upload(
            self.world,
            person,
            str(form.get("kind", "document")),
            upload.filename,
            upload.content_type,
            content,
            str(form.get("caption", "")),
        )
        return answer(seen(message, person.id))

    async def edit(self, request: web.Request) -> web.Response:
        """A change of an own message."""
        person, given = self._person(request), await body(request)
        message = people.edit(self.world, person, whole(given, "message_id"), text(given, "text"))
        return answer(seen(message, person.id))

    async def vote(self, request: web.Request) -> web.Response:
        """A vote in a poll."""
        person, given = self._person(request), await body(request)
        options = given.get("options")
        if not isinstance(options, list) or not all(isinstance(place, int) for place in options):
            raise ValueError("options has to be a list of places, counted from 0")
        return answer(seen(vote(self.world, person, whole(given, "message_id"), options), person.id))

    async def block(self, request: web.Request) -> web.Response:
        """The person blocks the bot."""
        people.set_blocked(self.world, self._person(request), True)
        return answer({})

    async def unblock(self, request: web.Request) -> web.Response:
        """The person unblocks the bot."""
        people.set_blocked(self.world, self._person(request), False)
        return answer({})

    async def language(self, request: web.Request) -> web.Response:
        """The person changes the app's language."""
        person, given = self._person(request), await body(request)
        people.change_language(self.world, person, text(given, "language_code") or None)
        return answer(self.world.person_view(person))
