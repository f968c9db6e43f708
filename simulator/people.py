"""What people do in their chats, and the updates that the bot gets for it."""

import re
from typing import Any

from simulator.formatted import TEXT_LIMIT, with_found_entities
from simulator.state import Chat, Message, Person, World

CALLBACK_LIFETIME = 150.0
CALLBACK_LANE = 3 << 33
LARGEST_ACCURACY = 1500  # metres
SENT_AS = ("photo", "document", "voice", "audio", "video", "video_note")


class NotPossible(ValueError):
    """A person cannot do this in the app: there is no such message or button, or the bot is blocked."""


def say(world: World, person: Person, text: str, chat: Chat | None = None) -> Message:
    """Send a text; commands, links and mentions in it are marked as the app does."""
    text = text.strip()
    if not text:
        raise NotPossible("there is nothing to send")
    if len(text) > TEXT_LIMIT:
        raise NotPossible(f"an app splits texts of more than {TEXT_LIMIT} characters")
    content: dict[str, Any] = {"text": text}
    if entities := with_found_entities(text, []):
        content["entities"] = entities
    return send(world, person, content, chat)


def send(world: World, person: Person, content: dict[str, Any], chat: Chat | None = None) -> Message:
    """Send a message with any content into the private chat, or into a group."""
    chat = chat or person.chat
    if person.deleted:
        raise NotPossible("this person is gone")
    if chat.person is not None and person.blocked:
        raise NotPossible("the bot is blocked; unblock it first")
    if chat.person is None and person.id not in chat.members:
        raise NotPossible("this person is not in the group")
    message: Message = {
        "message_id": world.new_message_id(),
        "from": person.user,
        "chat": chat.info,
        "date": world.now(),
        **content,
    }
    if chat.person is not None:
        person.wrote = True
    chat.messages[message["message_id"]] = message
    world.events.tell("message", chat.id, message=message)
    if chat.person is not None or _bot_reads(world, chat, message):
        world.updates.add("message", message, chat.id, chat.id)
    return message


def _bot_reads(world: World, chat: Chat, message: Message) -> bool:
    """Return whether a bot in privacy mode gets this group message."""
    if chat.bot_status not in ("member", "administrator"):
        return False
    text = message.get("text") or message.get("caption") or ""
    name = re.escape(world.bot["username"])
    if re.match(r"/\w+(@|\s|$)", text):
        return not re.match(rf"/\w+@(?!{name}\b)", text, re.IGNORECASE)
    answered = message.get("reply_to_message", {}).get("from", {}).get("id")
    return bool(re.search(rf"@{name}\b", text, re.IGNORECASE)) or answered == world.bot["id"]


def edit(world: World, person: Person, message_id: int, text: str) -> Message:
    """Change the text of an own message."""
    message = person.chat.messages.get(message_id)
    if message is None or message["from"]["id"] != person.id or "text" not in message:
        raise NotPossible("there is no own text message with this id")
    if not text.strip():
        raise NotPossible("there is nothing to send")
    edited: Message = {**message, "text": text.strip(), "edit_date": world.now()}
    edited.pop("entities", None)
    if entities := with_found_entities(edited["text"], []):
        edited["entities"] = entities
    person.chat.messages[message_id] = edited
    world.events.tell("edited", person.chat.id, message=edited)
    world.updates.add("edited_message", edited, person.chat.id, person.chat.id)
    return edited


def tap_data(world: World, person: Person, message_id: int, data: str, chat: Chat | None = None) -> str:
    """Tap an inline button by its data, which may be forged; returns the callback's id."""
    chat = chat or person.chat
    if person.deleted or (chat.person is not None and person.blocked):
        raise NotPossible("the bot is blocked or the person is gone")
    message = chat.messages.get(message_id)
    if message is None:
        raise NotPossible("there is no message with this id")
    query = world.ask_callback(person, chat)
    content: dict[str, Any] = {
        "id": query.id,
        "from": person.user,
        "message": message,
        "chat_instance": str(chat.id * 31 + 7),
        "data": data,
    }
    lane = person.id + CALLBACK_LANE
    world.updates.add("callback_query", content, chat.id, lane, CALLBACK_LIFETIME)
    return query.id


def tap(world: World, person: Person, message_id: int, row: int, column: int) -> str | None:
    """Tap the inline button at a place, from 0; returns the callback's id, None if it has none."""
    message = person.chat.messages.get(message_id)
    rows = (message or {}).get("reply_markup", {}).get("inline_keyboard", [])
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise NotPossible("there is no such button")
    button = rows[row][column]
    if "callback_data" not in button:
        return None
    return tap_data(world, person, message_id, button["callback_data"])


def press(world: World, person: Person, label: str) -> str | None:
    """Tap the newest button with this label, exactly or else containing it, inline before reply keyboard.

    Returns:
        the callback's id, None for a button without one.

    Raises:
        NotPossible: nobody sees such a button now.
    """
    chat = person.chat
    for matches in (str.__eq__, str.__contains__):
        for message in reversed(chat.messages.values()):
            for r, row in enumerate(message.get("reply_markup", {}).get("inline_keyboard", [])):
                for c, button in enumerate(row):
                    if matches(button["text"], label):
                        return tap(world, person, message["message_id"], r, c)
        for row in (chat.reply_keyboard or {}).get("keyboard", []):
            for button in row:
                if matches(button["text"], label):
                    press_reply_button(world, person, button)
                    return None
    raise NotPossible(f"there is no button {label!r}")


def place_of(message: Message, button: str | int) -> tuple[int, int]:
    """Return row and column of an inline button by its label (exact, else contained) or its index.

    Raises:
        NotPossible: the message has no such button.
    """
    places = [
        (key["text"], r, c)
        for r, row in enumerate(message["reply_markup"]["inline_keyboard"])
        for c, key in enumerate(row)
    ]
    if isinstance(button, int):
        chosen = places[button : button + 1]
    else:
        chosen = [p for p in places if p[0] == button] or [p for p in places if button in p[0]]
    if not chosen:
        raise NotPossible(f"there is no button {button!r} in {[label for label, _, _ in places]}")
    return chosen[0][1:]


def press_reply_button(world: World, person: Person, button: dict[str, Any]) -> None:
    """Tap a button of the reply keyboard: it sends its label, the own contact or a place."""
    if button.get("request_contact"):
        send_contact(world, person, f"+49155{person.id % 10_000_000:07d}")
    elif button.get("request_location"):
        send_location(world, person, 48.8598, 9.1852)
    else:
        say(world, person, button["text"])
    if (person.chat.reply_keyboard or {}).get("one_time_keyboard"):
        person.chat.reply_keyboard = None


def send_location(
    world: World, person: Person, latitude: float, longitude: float, accuracy: float | None = None
) -> Message:
    """Send a place, in degrees, with its accuracy in metres as a phone adds it."""
    return send(world, person, {"location": _location(latitude, longitude, accuracy)})


def send_venue(
    world: World, person: Person, latitude: float, longitude: float, title: str, address: str
) -> Message:
    """Send a place that the app has found by its name."""
    if not title.strip():
        raise NotPossible("a venue has a name")
    location = _location(latitude, longitude)
    venue = {"location": location, "title": title, "address": address}
    return send(world, person, {"venue": venue, "location": location})


def _location(latitude: float, longitude: float, accuracy: float | None = None) -> dict[str, float]:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise NotPossible("there is no such place on earth")
    location = {"latitude": latitude, "longitude": longitude}
    if accuracy is not None:
        if not 0 <= accuracy <= LARGEST_ACCURACY:
            raise NotPossible(f"an accuracy is 0 to {LARGEST_ACCURACY} metres")
        location["horizontal_accuracy"] = accuracy
    return location


def send_contact(world: World, person: Person, phone_number: str) -> Message:
    """Send the own contact with a phone number."""
    names = {key: person.user[key] for key in ("first_name", "last_name") if key in person.user}
    return send(world, person, {"contact": {"phone_number": phone_number, **names, "user_id": person.id}})


def upload(
    world: World, person: Person, kind: str, name: str, mime_type: str, body: bytes, caption: str = ""
) -> Message:
    """Send a file; `kind` is one of `SENT_AS`."""
    if kind not in SENT_AS:
        raise NotPossible(f"kind has to be one of {', '.join(SENT_AS)}")
    if kind == "video_note" and caption:
        raise NotPossible("a round video has no caption")
    stored = world.files.add(kind, name, mime_type, body)
    content: dict[str, Any] = {kind: stored.as_media()}
    if caption:
        content["caption"] = caption
        if entities := with_found_entities(caption, []):
            content["caption_entities"] = entities
    return send(world, person, content)


def set_blocked(world: World, person: Person, blocked: bool) -> None:
    """Block or unblock the bot; it learns of it by `my_chat_member`."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    if not blocked:
        person.wrote = True
    member, kicked = bot_member(world, "member"), bot_member(world, "kicked")
    old, new = (member, kicked) if blocked else (kicked, member)
    tell_bot_membership(world, person.chat, person, old, new)
    world.events.tell("member", person.chat.id, blocked=blocked)


def tell_bot_membership(
    world: World, chat: Chat, by: Person, old: dict[str, Any], new: dict[str, Any]
) -> None:
    """Queue the update that says what the bot became in a chat."""
    content = {
        "chat": chat.info,
        "from": by.user,
        "date": world.now(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    world.updates.add("my_chat_member", content, chat.id, chat.id)


def bot_member(world: World, status: str) -> dict[str, Any]:
    """Return the bot as a ChatMember with a status."""
    member: dict[str, Any] = {"user": world.bot, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    return member


def change_language(world: World, person: Person, language_code: str | None) -> None:
    """Set the language of the person's app; earlier messages keep the old one."""
    user = {key: value for key, value in person.user.items() if key != "language_code"}
    if language_code:
        user["language_code"] = language_code
    person.user = user
    world.users[person.id] = user
    world.events.tell("person", person.id, person=world.person_view(person))


def remove(world: World, person: Person) -> None:
    """Delete the person's account."""
    person.deleted = True
    world.events.tell("person", person.id, person=None)
