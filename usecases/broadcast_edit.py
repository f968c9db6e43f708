"""Staff write a broadcast: its texts, its picture or document, its buttons, the kind of message it is."""

from db import attachments
from domain.attachments import AttachmentRefused, ReceivedFile, TooLarge, check_received
from domain.audience import Audience
from domain.broadcasts import LONGEST_URL, MOST_LINKS, Link, LinkKind
from domain.outgoing import Placement
from domain.texts import TextKind
from domain.town import WISHES
from domain.web_address import web_address
from usecases import audience_editor, texts_by_language
from usecases.audience_editor import AudienceField, Choice, short_name
from usecases.broadcast_desk import Desk
from usecases.broadcast_screens import Notice, link_targets
from usecases.survey_titles import titles
from usecases.texts_by_language import REMOVE, TextField
from usecases.visit import FILE


def edit(desk: Desk, step: str, detail: list[str]) -> bool:
    """Take a step of writing; return False where there is none of this name.

    Args:
        desk: Who is at which broadcast.
        step: `text`, `file`, `links`, `kind` or `to`.
        detail: What follows it in the option.
    """
    match step:
        case "text":
            return _edit_text(desk, detail)
        case "file":
            return _edit_file(desk, detail)
        case "links":
            return _edit_links(desk, detail)
        case "kind":
            return _edit_kind(desk, detail)
        case "to":
            return _edit_audience(desk, detail)
        case _:
            return False


def take_words(desk: Desk, step: str, detail: list[str], typed: str) -> bool:
    """Take what was typed for a step of writing; return False where none has asked."""
    match step, detail:
        case "text", _:
            texts = texts_by_language.take(desk.visit, _field(desk), detail, typed)
            if texts is not None and (changed := desk.change(text=texts)) is not None:
                texts_by_language.show(desk.visit, _field(changed), Placement())
        case "links", ["page"]:
            address = web_address(typed)
            if address is None or len(address) > LONGEST_URL:
                _ask_page(desk, Notice.WRONG_ADDRESS)
            else:
                _add_link(desk, Link(LinkKind.PAGE, address))
        case "file", []:
            _ask_file(desk, Notice.NO_FILE)
        case _:
            return False
    return True


def take_file(desk: Desk, file: ReceivedFile) -> None:
    """Take a picture or a document that was asked for."""
    try:
        checked = check_received(file)
    except AttachmentRefused as refused:
        notice = Notice.FILE_TOO_LARGE if isinstance(refused, TooLarge) else Notice.WRONG_FILE
        _ask_file(desk, notice)
        return
    number = attachments.keep_received(desk.visit.unit, checked)
    if (changed := desk.change(attachment_id=number)) is not None:
        changed.show()


# --- texts -----------------------------------------------------------------------------------------


def _field(desk: Desk) -> TextField:
    return TextField(TextKind.TEXT, f"{desk.base}:text", desk.home, desk.one.text, desk.one.longest)


def _edit_text(desk: Desk, detail: list[str]) -> bool:
    match detail:
        case []:
            texts_by_language.show(desk.visit, _field(desk), desk.place)
        case [language]:
            return texts_by_language.ask(desk.visit, _field(desk), language, desk.place)
        case [language, step] if step == REMOVE and language in desk.visit.house.languages:
            changed = desk.change(text=texts_by_language.without(_field(desk), language))
            if changed is not None:
                texts_by_language.show(desk.visit, _field(changed), desk.place)
        case _:
            return False
    return True


# --- picture or document ---------------------------------------------------------------------------


def _edit_file(desk: Desk, detail: list[str]) -> bool:
    match detail:
        case []:
            _ask_file(desk)
        case ["none"]:
            if (changed := desk.change(attachment_id=None)) is not None:
                changed.show()
        case _:
            return False
    return True


def _ask_file(desk: Desk, notice: Notice | None = None) -> None:
    remove = [f"{desk.base}:file:none"] if desk.one.attachment_id is not None else []
    desk.ask("broadcast_file", f"{desk.base}{FILE}", [*remove, desk.home], notice)


# --- buttons ---------------------------------------------------------------------------------------


def _edit_links(desk: Desk, detail: list[str]) -> bool:
    links = desk.one.links
    match detail:
        case []:
            _show_links(desk)
        case ["off", place] if place.isdecimal() and int(place) < len(links):
            kept = tuple(link for number, link in enumerate(links) if number != int(place))
            if (changed := desk.change(links=kept)) is not None:
                _show_links(changed)
        case ["page"]:
            _ask_page(desk)
        case [kind] if kind in set(LinkKind):
            _offer_targets(desk, LinkKind(kind))
        case [kind, name] if kind in set(LinkKind):
            link = _link(desk, LinkKind(kind), name)
            if link is None:
                return False
            _add_link(desk, link)
        case _:
            return False
    return True


def _show_links(desk: Desk, notice: Notice | None = None) -> None:
    options = [f"{desk.base}:links:off:{number}" for number in range(len(desk.one.links))]
    if len(desk.one.links) < MOST_LINKS:
        options += [
            f"{desk.base}:links:{kind}" for kind in LinkKind if kind is LinkKind.PAGE or _targets(desk, kind)
        ]
    desk.say("broadcast_links", [*options, desk.home], notice)


def _ask_page(desk: Desk, notice: Notice | None = None) -> None:
    desk.ask("broadcast_page", f"{desk.base}:links:page", [f"{desk.base}:links"], notice)


def _offer_targets(desk: Desk, kind: LinkKind) -> None:
    options = [f"{desk.base}:links:{kind}:{choice.name}" for choice in _targets(desk, kind)]
    desk.say("broadcast_targets", [*options, f"{desk.base}:links"], kind=kind)


def _targets(desk: Desk, kind: LinkKind) -> list[Choice]:
    return link_targets(desk.visit.unit, desk.visit.house, kind, desk.visit.now)


def _add_link(desk: Desk, link: Link) -> None:
    links = desk.one.links
    if link in links:
        _show_links(desk)
    elif len(links) >= MOST_LINKS:
        _show_links(desk, Notice.NO_MORE_LINKS)
    elif (changed := desk.change(links=(*links, link))) is not None:
        _show_links(changed)


def _link(desk: Desk, kind: LinkKind, name: str) -> Link | None:
    if kind is LinkKind.PAGE or not any(choice.name == name for choice in _targets(desk, kind)):
        return None
    if kind is LinkKind.SURVEY:
        keys = titles(desk.visit.unit, desk.visit.house.town)
        return Link(kind, next(key for key in keys if short_name(key) == name))
    return Link(kind, name)


# --- kind of message and audience ------------------------------------------------------------------


def _edit_kind(desk: Desk, detail: list[str]) -> bool:
    match detail:
        case []:
            desk.say("broadcast_kind", [*(f"{desk.base}:kind:{one}" for one in WISHES), desk.home])
        case [purpose] if purpose in WISHES:
            if (changed := desk.change(purpose=purpose)) is not None:
                changed.show()
        case _:
            return False
    return True


def _edit_audience(desk: Desk, detail: list[str]) -> bool:
    changed = audience_editor.open_audience(desk.visit, _audience(desk), detail, desk.place)
    if not isinstance(changed, Audience):
        return changed
    if (after := desk.change(audience=changed)) is not None:
        audience_editor.show_again(desk.visit, _audience(after), detail, desk.place)
    return True


def _audience(desk: Desk) -> AudienceField:
    return AudienceField(f"{desk.base}:to", desk.home, desk.one.purpose, desk.one.audience)
