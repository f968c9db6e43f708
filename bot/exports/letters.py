"""Letters to households: a PDF of one page each for window envelopes, and a table for a mail merge.

What is said is put together here; what it looks like stands in `letters.typ`.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from bot.exports.paper import day_data, drawn, qr_svg, set_pdf
from bot.pictures.lettering import UNKNOWN_LETTER
from bot.speech import OWN_NAMES, Speech, isolate, speech
from domain.access import CODE_PREFIX
from domain.languages import DEFAULT, Language, locale_of, text_in
from domain.town import Town
from usecases.invite_codes import LetterCode
from usecases.letters import Letters
from usecases.read_households import MOST_LANGUAGES, Household, Households

TEMPLATE = Path(__file__).with_name("letters.typ")


@dataclass(frozen=True, slots=True)
class Mailing:
    """Everything that letters need. There are as many codes as households, in their order.

    `sender` is the line above the address; `day` the letters' date.
    """

    town: Town
    letters: Letters
    households: Households
    sender: str
    day: date

    @property
    def pairs(self) -> Sequence[tuple[Household, LetterCode]]:
        """Return each household with its code."""
        return tuple(zip(self.households.rows, self.letters.codes, strict=True))


def undrawable(households: Households) -> list[int]:
    """Return the rows whose addresses hold letters that the fonts lack: these would not arrive."""
    return [one.row for one in households.rows if any(UNKNOWN_LETTER in drawn(line) for line in one.address)]


def write_letters(mailing: Mailing) -> bytes:
    """Return the PDF, one page a letter. A thousand letters take half a minute: not on the event loop."""
    return set_pdf(TEMPLATE, _content(mailing), mailing.day)


def write_mail_merge(mailing: Mailing) -> bytes:
    """Return a table: the given columns, then code, link, persons, and title and text in each language.

    It has the given table's separator. Cells are as they were given, since they go onto envelopes.
    """
    file = StringIO()
    writer = csv.writer(file, delimiter=mailing.households.delimiter, quoting=csv.QUOTE_ALL)
    numbers = range(1, MOST_LANGUAGES + 1)
    texts = [f"{what}_{n}" for n in numbers for what in ("letter_language", "letter_title", "letter_text")]
    writer.writerow([*mailing.households.columns, "letter_code", "letter_link", "letter_persons", *texts])
    for household, code in mailing.pairs:
        said = [cell for language in household.languages for cell in _merged(mailing, language, code)]
        given = [*household.cells, code.code, code.link, mailing.letters.persons]
        writer.writerow([*given, *said, *[""] * (len(texts) - len(said))])
    return file.getvalue().encode("utf-8-sig")


def _merged(mailing: Mailing, language: Language, code: LetterCode) -> list[str]:
    said = speech(language)
    paragraphs = [*_invitation(mailing, said), *_ways_in(code, said), *_assurances(mailing, said)]
    return [language, drawn(text_in(mailing.letters.title, language)), "\n".join(paragraphs)]


def _content(mailing: Mailing) -> Mapping[str, Any]:
    said = speech(DEFAULT)
    languages = {one for household in mailing.households.rows for one in household.languages}
    return {
        "lang": locale_of(DEFAULT),
        "date": day_data(mailing.day),
        "title": drawn(text_in(mailing.letters.title, DEFAULT)),
        "author": drawn(text_in(mailing.town.city, DEFAULT)),
        "process": drawn(text_in(mailing.town.title, DEFAULT)),
        "sender": drawn(mailing.sender),
        "facts": [said.date(mailing.day), *_contact(mailing.town)],
        "alt": said.gettext("QR code that opens the bot"),
        "letters": [_letter(household, code) for household, code in mailing.pairs],
        "texts": {language: _text(mailing, language) for language in languages},
    }


def _letter(household: Household, code: LetterCode) -> Mapping[str, Any]:
    return {
        "address": [drawn(line) for line in household.address],
        "languages": list(household.languages),
        "code": code.code,
        "command": f"/start {CODE_PREFIX}{code.code}",
        "link": code.link.partition("://")[2].partition("?")[0],
        "svg": qr_svg(code.link),
    }


def _text(mailing: Mailing, language: Language) -> Mapping[str, Any]:
    said = speech(language)
    typed = said.gettext("Or look for {bot} in Telegram and send this: {command}")
    before, after = typed.partition("{command}")[::2]
    return {
        "lang": locale_of(language),
        "name": OWN_NAMES[language],
        "title": drawn(text_in(mailing.letters.title, language)),
        "before": _invitation(mailing, said),
        "scan": said.gettext("Scan the code with your phone's camera: the bot opens in Telegram."),
        # The template puts each letter's own values in.
        "typed": [before, after],
        "after": _assurances(mailing, said),
    }


def _contact(town: Town) -> list[str]:
    contact = town.contact
    return [contact.name, text_in(contact.role, DEFAULT), contact.phone, contact.email]


def _invitation(mailing: Mailing, said: Speech) -> list[str]:
    _ = said.gettext
    letters, city = mailing.letters, text_in(mailing.town.city, said.language)
    asked = _("{city} would like to hear from you. From {first} to {last} you can answer in your language.")
    who = said.ngettext(
        "{n} person of your household can take part with this letter's code.",
        "Up to {n} people of your household can take part with this letter's code, each for themselves.",
        letters.persons,
    )
    return [
        asked.format(
            city=isolate(drawn(city)),
            first=isolate(said.day_time(letters.window.opens)),
            last=isolate(said.day_time(letters.window.closes)),
        ),
        who.format(n=isolate(said.number(letters.persons))),
    ]


def _ways_in(code: LetterCode, said: Speech) -> list[str]:
    _ = said.gettext
    return [
        _("Open this link: {link}").format(link=isolate(code.link)),
        _("Or look for {bot} in Telegram and send this: {command}").format(
            bot=isolate(code.link.partition("://")[2].partition("?")[0]),
            command=isolate(f"/start {CODE_PREFIX}{code.code}"),
        ),
    ]


def _assurances(mailing: Mailing, said: Speech) -> list[str]:
    _ = said.gettext
    contact = mailing.town.contact
    return [
        _(
            "Taking part is voluntary. The bot does not know your address, and who used which code is kept"
            " nowhere. It only counts that you were invited."
        ),
        _("You can also take part without Telegram: {other_way}. Questions: {contact}").format(
            other_way=isolate(text_in(mailing.town.other_way, said.language)),
            contact=isolate(f"{contact.name}, {contact.phone}"),
        ),
    ]
