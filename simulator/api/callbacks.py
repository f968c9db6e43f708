"""The answer to a tap on an inline button."""

from simulator.api.call import Call
from simulator.errors import QUERY_TOO_OLD, bad_request
from simulator.state import World

ANSWER_LIMIT = 200


def answer_callback_query(world: World, call: Call) -> bool:
    """Stop the button's spinner, with a short text or without; once for every tap."""
    text = call.text("text") if "text" in call.args else ""
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.take_callback(call.text("callback_query_id"))
    if query is None:
        raise QUERY_TOO_OLD
    toast = {
        "callback_id": query.id,
        "text": text,
        "show_alert": call.flag("show_alert"),
        "url": call.text("url") or None,
        "person_id": query.person.id,
    }
    if text or toast["url"]:
        query.chat.toasts.append(toast)
    query.chat.changed(in_messages=False)
    world.events.tell("toast", query.chat.id, **toast)
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
