"""Keyboards that a bot attaches to messages: what the server accepts, keeps and refuses."""

from typing import Any, NamedTuple

from simulator.errors import bad_request
from simulator.links import checked_link

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
CALLBACK_BYTES = 64
STYLES = ("danger", "success", "primary")


class Keyboard(NamedTuple):
    """A checked reply markup; `kind` is inline, reply, remove or force_reply."""

    kind: str
    markup: dict[str, Any]


def checked_keyboard(markup: Any) -> Keyboard | None:
    """Return the keyboard as the server keeps it, None for an empty one.

    Raises:
        ApiError: the real server would refuse the markup.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    if rows := markup.get("keyboard"):
        return Keyboard("reply", _reply_keyboard(rows, markup))
    if rows := markup.get("inline_keyboard"):
        kept = _rows(rows, "inline_keyboard", _inline_button)
        return Keyboard("inline", {"inline_keyboard": kept}) if kept else None
    if markup.get("remove_keyboard") or markup.get("hide_keyboard"):
        return Keyboard("remove", {"remove_keyboard": True})
    if markup.get("force_reply"):
        return Keyboard("force_reply", {"force_reply": True})
    return None


def checked_inline_keyboard(markup: Any) -> dict[str, Any] | None:
    """Return the inline keyboard for an edited message, None for none.

    Raises:
        ApiError: it is refused, or it is another kind of keyboard.
    """
    keyboard = checked_keyboard(markup)
    if keyboard is None:
        return None
    if keyboard.kind != "inline":
        raise bad_request("inline keyboard expected")
    return keyboard.markup


def _rows(rows: Any, field: str, checked: Any) -> list[list[dict[str, Any]]]:
    if not isinstance(rows, list):
        raise bad_request(f'Field "{field}" must be of type Array')
    kept = []
    count = 0
    for row in rows:
        if not isinstance(row, list):
            owner = " of the InlineKeyboardMarkup" if field == "inline_keyboard" else ""
            raise bad_request(f'Field "{field}"{owner} must be an Array of Arrays')
        if len(row) > MOST_IN_A_ROW:
            raise bad_request("reply markup is too long")
        count += len(row)
        if row:
            kept.append([checked(button) for button in row])
    if count > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return kept


def _inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _unparsable("InlineKeyboardButton must be an Object")
    kept = _label(button, _unparsable)
    if not kept["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if url := button.get("url"):
        kept["url"] = _checked_url(url)
        return kept
    if data := button.get("callback_data"):
        if not isinstance(data, str) or len(data.encode()) > CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        kept["callback_data"] = data
        return kept
    if isinstance(copied := button.get("copy_text"), dict):
        if not 1 <= len(str(copied.get("text", ""))) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        kept["copy_text"] = {"text": str(copied["text"])}
        return kept
    if isinstance(app := button.get("web_app"), dict):
        kept["web_app"] = _web_app(app, "inline keyboard button")
        return kept
    for field in (
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "login_url",
        "callback_game",
        "pay",
        "disabled",
    ):
        if button.get(field) is not None:
            kept[field] = button[field]
            return kept
    raise _unparsable("Text buttons are unallowed in the inline keyboard")


def _reply_keyboard(rows: Any, markup: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {"keyboard": _rows(rows, "keyboard", _reply_button)}
    for field in (
        "is_persistent",
        "resize_keyboard",
        "one_time_keyboard",
        "input_field_placeholder",
        "selective",
    ):
        if markup.get(field):
            kept[field] = markup[field]
    return kept


def _reply_button(button: Any) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    kept = _label(button, lambda sentence: bad_request(f"can't parse keyboard button: {sentence}"))
    if not kept["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    for field in ("request_contact", "request_location", "request_poll", "request_users", "request_chat"):
        if button.get(field):
            kept[field] = button[field]
            return kept
    if isinstance(app := button.get("web_app"), dict):
        kept["web_app"] = _web_app(app, "keyboard button")
    return kept


def _label(button: dict[str, Any], refuse: Any) -> dict[str, Any]:
    text = button.get("text")
    if not isinstance(text, str):
        raise refuse('Can\'t find field "text"' if text is None else 'Field "text" must be of type String')
    kept: dict[str, Any] = {"text": text}
    style = button.get("style")
    if style is not None:
        if str(style).lower() not in (*STYLES, "", "default"):
            raise refuse("invalid button style specified")
        if str(style).lower() in STYLES:
            kept["style"] = str(style).lower()
    if emoji := button.get("icon_custom_emoji_id"):
        kept["icon_custom_emoji_id"] = str(emoji)
    return kept


def _checked_url(url: Any) -> str:
    checked = checked_link(str(url))
    if checked is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return checked


def _web_app(app: dict[str, Any], owner: str) -> dict[str, str]:
    url = str(app.get("url", ""))
    if not url.startswith("https://"):
        raise bad_request(f"{owner} Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    return {"url": url}


def _unparsable(sentence: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {sentence}")
