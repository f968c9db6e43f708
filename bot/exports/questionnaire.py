"""A survey as a paper questionnaire: a PDF to print, in any language, in large print too.

What is said is put together here and in `questionnaire_items.py`; what it looks like stands in
`questionnaire.typ`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from bot.exports.paper import day_data, drawn, printed_line, qr_svg, set_pdf
from bot.exports.questionnaire_items import items_of
from bot.speech import Speech, isolate, speech
from domain.attachments import AttachmentKind
from domain.blocks import K
from domain.languages import Language, locale_of, text_in
from domain.receipts import GROUP, SIGNS
from domain.shown_files import ShownFile
from domain.survey import Survey
from domain.town import Town

TEMPLATE = Path(__file__).with_name("questionnaire.typ")
USUAL, LARGE = 10, 18  # points


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What is printed.

    Attributes:
        survey: The survey, as residents read it.
        town: Who asks.
        language: In which language.
        day: The day on which it is made.
        link: Where the QR code leads, "" for none.
        large: In large print.
        files: What the survey shows with its questions; of these, pictures are printed.
    """

    survey: Survey
    town: Town
    language: Language
    day: date
    link: str = ""
    large: bool = False
    files: tuple[ShownFile, ...] = ()


def write_questionnaire(one: Questionnaire) -> bytes:
    """Return the PDF. Takes up to a second of CPU: keep it off the event loop."""
    pictures = [file for file in one.files if file.kind is AttachmentKind.PICTURE]
    # Their own names could be paths.
    beside = {file.name: f"{n}{PurePath(file.name).suffix.lower()}" for n, file in enumerate(pictures)}
    contents = {beside[file.name]: file.content for file in pictures}
    return set_pdf(TEMPLATE, _content(one, beside), one.day, contents)


def _content(one: Questionnaire, beside: Mapping[str, str]) -> Mapping[str, Any]:
    said = speech(one.language)
    _ = said.gettext
    title = printed_line(text_in(one.survey.title, one.language))
    process = drawn(text_in(one.town.title, one.language))
    return {
        "lang": locale_of(one.language),
        "size": LARGE if one.large else USUAL,
        "date": day_data(one.day),
        "title": title,
        "author": drawn(text_in(one.town.city, one.language)),
        "process": process,
        "page": _("Page {page} of {pages}"),
        "footer": f"{isolate(title)} · {isolate(one.survey.version)}",
        "privacy": {"title": _("Before you answer"), "paragraphs": _privacy(one.town, said)},
        "how": {"title": _("How to fill in this questionnaire"), "steps": _how(said)},
        "code": None
        if not one.survey.has_sample
        else {
            "title": _("The code of your letter"),
            "words": _(
                "Did you get a letter with a code? Please write the code here. Without one leave it empty."
            ),
            "groups": [GROUP] * (SIGNS // GROUP),
        },
        "qr": _qr(one.link, said),
        "items": items_of(one.survey, said, beside),
        "end": {"title": _("Thank you!"), "paragraphs": _end(one.town, said)},
    }


def _privacy(town: Town, said: Speech) -> list[str]:
    _ = said.gettext
    contact = town.contact
    paragraphs = [
        _("You decide whether you take part. Whoever does not has no disadvantage. Please write no name."),
        _(
            "The town types your answers into the same survey as those that come by phone or chat. From then"
            " on nobody can tell whose they are. Results are shown for at least {n} people together only."
        ).format(n=isolate(said.number(K))),
        _("Do you have questions, or would you like to read all about data protection? {contact}").format(
            contact=isolate(f"{contact.name}, {contact.phone}, {contact.email}")
        ),
    ]
    return [drawn(paragraph) for paragraph in paragraphs]


def _how(said: Speech) -> list[Mapping[str, str]]:
    _ = said.gettext
    return [
        {"mark": "circle", "text": _("Round boxes: please tick one.")},
        {"mark": "square", "text": _("Square boxes: tick as many as you like.")},
        {"mark": "star", "text": _("Questions with a star need an answer. You can leave out the others.")},
        {"mark": "arrow", "text": _("Some questions are only for some people. It says so beside the arrow.")},
    ]


def _end(town: Town, said: Speech) -> list[str]:
    _ = said.gettext
    other_way = isolate(text_in(town.other_way, said.language))
    return [
        drawn(_("Please bring or send this questionnaire to: {place}").format(place=_place(town, said))),
        drawn(_("You can take part in these ways, too: {other_way}.").format(other_way=other_way)),
    ]


def _place(town: Town, said: Speech) -> str:
    contact = town.contact
    role = text_in(contact.role, said.language)
    words = f"{text_in(town.city, said.language)}, {contact.name} ({role}), {contact.phone}"
    return isolate(words)


def _qr(link: str, said: Speech) -> Mapping[str, str] | None:
    if not link:
        return None
    _ = said.gettext
    return {
        "svg": qr_svg(link),
        "alt": _("QR code that opens the bot"),
        "words": _("Would you rather answer on your phone? Scan this code with its camera."),
        "link": link.partition("://")[2],
    }
