"""A visit: what every update of a resident starts with, whatever the use case does then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from db import outbox, residents, surveys, updates
from db.residents import Resident
from db.unit import Unit
from domain.dialogue import Problem
from domain.languages import Language, nearest_language, text_in
from domain.outgoing import Argument, Outgoing, Placement
from domain.person import Person
from domain.times import local_day, local_time
from usecases.house import House

WORDS = "words:"
"""What an option begins with that is no button: whatever is typed next goes there."""

FILE = ":file"
"""What such an option ends with where a picture or a document is asked for."""


SAID_TO_ALL = frozenset({"deleted", "my_data", "stopped"})
"""Templates that are about everybody in the chat; so are those of the household itself (`household…`)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a tap was not taken in, and the language in which to say so."""

    problem: Problem
    language: Language


@dataclass(slots=True)
class Visit:
    """One update of one resident, in one unit of work."""

    unit: Unit
    house: House
    resident: Resident
    person: Person
    now: datetime
    today: date
    is_new: bool = False
    away: tuple[int, ...] = ()  # messages that go out of the chat with what is said next

    @property
    def local_now(self) -> datetime:
        """Return the time as the town's clocks show it."""
        return local_time(self.now, self.house.timezone)

    def refuse(self, problem: Problem) -> Refusal:
        """Return the answer to a tap that was not taken in."""
        return Refusal(problem, self.resident.language)

    def speak(self, language: Language) -> None:
        """Go on in another language from here."""
        self.resident = replace(self.resident, language=language, language_chosen=True)

    def become(self, resident: Resident) -> None:
        """Go on as another person of the household from here."""
        self.resident = resident

    def say(
        self,
        template: str,
        placement: Placement = Placement(),  # noqa: B008 - frozen, so one for all is safe
        view: object | None = None,
        language: Language | None = None,
        occasion: str | None = None,
        **args: Argument,
    ) -> None:
        """Put a reply to this resident into the outbox; one with an occasion goes out once only.

        Where several people share the chat, it says on top to whom it is said, and its buttons are theirs.
        """
        who = None if is_said_to_all(template) else self.resident.called
        if who is not None and not who.alone:
            args["who"] = who.ordinal
        if (title := self._title_of_staffs_survey(args, language)) is not None:
            args["survey_title"] = title
        if self.away:
            placement, self.away = replace(placement, away=self.away), ()
        outgoing = Outgoing(
            address=self.resident.address,
            template=template,
            language=language or self.resident.language,
            args=args,
            placement=placement,
            occasion=occasion,
            view=view,
            who=who,
        )
        outbox.say(self.unit, outgoing, self.now)

    def _title_of_staffs_survey(self, args: Mapping[str, Argument], language: Language | None) -> str | None:
        """Return the title of a survey that staff have opened; the process names all others."""
        key = args.get("survey")
        if not isinstance(key, str) or not key or any(key == one.key for one in self.house.town.surveys):
            return None
        found = surveys.offer(self.unit, key)
        return None if found is None else text_in(found.survey.title, language or self.resident.language)

    def offer(
        self,
        template: str,
        options: list[str],
        placement: Placement = Placement(),  # noqa: B008 - frozen, so one for all is safe
        view: object | None = None,
        occasion: str | None = None,
        **args: Argument,
    ) -> None:
        """Say a menu: each option is a button, and can be chosen by typing its number from 1."""
        residents.offer_menu(self.unit, self.resident.member_id, options)
        self.say(template, placement, view, None, occasion, options=options, **args)

    def ask(
        self,
        template: str,
        about: str,
        options: list[str],
        placement: Placement = Placement(),  # noqa: B008 - frozen, so one for all is safe
        view: object | None = None,
        **args: Argument,
    ) -> None:
        """Ask for words: what is typed next goes to `about` in `usecases/choose.py`, unless it is an option.

        Args:
            template: The question.
            about: Who takes the words, with details after colons; a resident's words may not stand there.
            options: The buttons beside the question, such as the way out.
            placement: Where the question belongs.
            view: What the question shows beyond its arguments.
            args: Its arguments.
        """
        residents.offer_menu(self.unit, self.resident.member_id, [*options, f"{WORDS}{about}"])
        self.say(template, placement, view, None, None, options=options, **args)


def is_said_to_all(template: str) -> bool:
    """Tell whether a message is about everybody in the chat and not for the one who answers just now."""
    return template in SAID_TO_ALL or template.startswith("household")


def receive(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> Visit | None:
    """Begin a visit, or return None where this update was handled before.

    A chat that writes for the first time is registered with the language of its app.
    """
    today = local_day(now, house.timezone)
    if not updates.first_time(unit, update_id, today):
        return None
    resident = residents.by_address(unit, person.chat)
    is_new = resident is None
    if resident is None:
        language = nearest_language(person.language_code, house.languages)
        resident = residents.add(unit, person.chat, language, today)
    else:
        residents.seen(unit, resident, today)
    return Visit(unit, house, resident, person, now, today, is_new)
