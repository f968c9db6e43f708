"""What the messenger would say to a message, asked of the simulated Bot API."""

from bot.buttons import read_data
from bot.dialogs.message import Message
from bot.render import plan
from domain.outgoing import Placement
from simulator.api.call import Call
from simulator.api.messages import checked_text
from simulator.errors import ApiError
from simulator.keyboards import checked_keyboard
from simulator.state import World

LONGEST_LABEL = 64  # more cannot be read on a phone
_WORLD = World("1:any", "any", "Any")


def refusal_of(message: Message) -> str:
    """Return why one of the calls for a message would be refused, "" where all of them are taken."""
    for call in plan(1, message, Placement()).first:
        try:
            if "text" in call.payload:
                checked_text(_WORLD, Call(call.method, call.payload))
            checked_keyboard(call.payload.get("reply_markup"))
        except ApiError as error:
            return error.description
    return ""


def assert_sendable(message: Message) -> None:
    """Hold a message against our own rules and the messenger's."""
    assert refusal_of(message) == ""
    for button in (button for row in message.rows for button in row):
        assert 1 <= len(button.label) <= LONGEST_LABEL
        assert button.url or read_data(button.data) is not None
