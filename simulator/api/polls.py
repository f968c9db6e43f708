"""Telegram's own polls."""

from typing import Any

from simulator.api.call import Call
from simulator.api.sending import send
from simulator.errors import bad_request
from simulator.formatted import formatted
from simulator.keyboards import checked_inline_keyboard
from simulator.messages import own_message, replace
from simulator.state import Message, World

QUESTION_LIMIT = 300
OPTION_LIMIT = 100
MOST_OPTIONS = 12


def send_poll(world: World, call: Call) -> Message:
    """Send a poll that people answer by tapping."""
    question, entities = formatted(
        call.required("question"),
        call.text("question_parse_mode"),
        call.json("question_entities"),
        world.users,
    )
    if not question:
        raise bad_request("poll question must be non-empty")
    if len(question) > QUESTION_LIMIT:
        raise bad_request(f"poll question length must not exceed {QUESTION_LIMIT}")
    poll_id = world.new_poll_id()
    poll: dict[str, Any] = {
        "id": poll_id,
        "question": question,
        "options": _options(call),
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": call.flag("is_anonymous") if "is_anonymous" in call.args else True,
        "type": call.text("type") or "regular",
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": call.flag("allows_revoting") if "allows_revoting" in call.args else True,
        "members_only": False,
    }
    if entities:
        poll["question_entities"] = entities
    if poll["type"] not in ("regular", "quiz"):
        raise bad_request("Unsupported poll type specified")
    if poll["type"] == "quiz":
        poll |= _right_answer(call, len(poll["options"]))
    return send(world, call, {"poll": poll})


def _options(call: Call) -> list[dict[str, Any]]:
    given = call.json("options", "options")
    if not isinstance(given, list):
        raise bad_request("Expected an Array of String as options")
    texts = [str(option.get("text", "")) if isinstance(option, dict) else str(option) for option in given]
    if not 1 <= len(texts) <= MOST_OPTIONS:
        raise bad_request(
            f"poll can't have more than {MOST_OPTIONS} options"
            if texts
            else "poll must have at least 1 option"
        )
    for text in texts:
        if not text.strip():
            raise bad_request("poll options must be non-empty")
        if len(text) > OPTION_LIMIT:
            raise bad_request(f"poll options length must not exceed {OPTION_LIMIT}")
    return [{"persistent_id": str(n), "text": text.strip(), "voter_count": 0} for n, text in enumerate(texts)]


def _right_answer(call: Call, options: int) -> dict[str, Any]:
    right = call.json("correct_option_ids")
    if right is None and "correct_option_id" in call.args:
        right = [call.integer("correct_option_id", -1)]
    if not right or not all(isinstance(place, int) and 0 <= place < options for place in right):
        raise bad_request("wrong correct option ID specified")
    return {"correct_option_id": right[0], "correct_option_ids": right}


def stop_poll(world: World, call: Call) -> dict[str, Any]:
    """Close a poll and return its last state."""
    keyboard = checked_inline_keyboard(call.json("reply_markup", "reply keyboard markup"))
    chat = world.chat(call.args.get("chat_id"))
    if call.integer("message_id") not in chat.messages:
        raise bad_request("message with poll to stop not found")
    message = own_message(world, chat, call.integer("message_id"))
    if "poll" not in message:
        raise bad_request("message with poll to stop not found")
    if message["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    poll: dict[str, Any] = {**message["poll"], "is_closed": True}
    closed = {key: value for key, value in message.items() if key != "reply_markup"} | {"poll": poll}
    if keyboard is not None:
        closed["reply_markup"] = keyboard
    replace(world, chat, closed)
    return poll


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
