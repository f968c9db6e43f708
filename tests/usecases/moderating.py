"""A town whose texts wait for moderation, and a moderator who goes through them."""

from collections.abc import Sequence
from dataclasses import dataclass

from db import contributions, releases, staff, surveys
from db.contributions import Contribution
from db.unit import Unit
from domain.outgoing import Argument
from domain.receipts import contribution_key
from tests.usecases.conftest import PEPPER
from tests.usecases.town import Resident, Town
from usecases.moderate import moderate_command
from usecases.moderation_views import TextView

SURVEY, QUESTION = "stadtweit", "words"


def texts_arrive(town: Town, texts: Sequence[str], wave: int = 1, language: str = "de") -> list[bytes]:
    """Let the texts of a wave wait for moderation; return their keys in the order of the queue."""
    keys = {contribution_key(PEPPER, f"{wave}|{text}".encode(), QUESTION): text for text in texts}

    def arrive(unit: Unit) -> None:
        new = [Contribution(key, QUESTION, language, text) for key, text in keys.items()]
        contributions.add_all(unit, SURVEY, wave, new)

    town.run(arrive)
    return sorted(keys)


def appoint(town: Town, resident: Resident, role: str = "moderator") -> int:
    """Give somebody a role; return the staff id."""

    def give(unit: Unit) -> int:
        return staff.appoint(unit, resident.chat, role, town.now)

    resident.agree()
    given: int = town.run(give)
    return given


@dataclass
class Moderator:
    """Somebody at the moderation menu."""

    resident: Resident

    def open(self) -> None:
        self.resident.command(moderate_command)

    def start(self) -> None:
        """Open the queue of the only survey."""
        self.open()
        self.resident.choose(f"moderate:next:{SURVEY}")

    @property
    def view(self) -> TextView:
        view = self.resident.sees.view
        assert isinstance(view, TextView)
        return view

    @property
    def template(self) -> str:
        return self.resident.sees.template

    @property
    def notice(self) -> Argument:
        return self.resident.sees.args.get("notice")

    def option(self, step: str) -> str:
        """Return the option of this step at the text on the screen."""
        (found,) = [one for one in self.resident.options if one.split(":", 3)[3:] == [step]]
        return found

    def has(self, step: str) -> bool:
        return any(one.split(":", 3)[3:] == [step] for one in self.resident.options)

    def do(self, *steps: str) -> None:
        for step in steps:
            self.resident.choose(self.option(step))

    def decide_all(self, theme: str = "trade") -> None:
        """Clear and code every text of the queue, up to the end of a wave."""
        while self.template == "moderation_card":
            self.do("clear", f"on:{theme}", "code")

    def undo(self) -> None:
        """Take back the last decision."""
        self.resident.choose(next(one for one in self.resident.options if one.endswith(":undo")))


def rows_by_text(town: Town) -> dict[str, dict[str, object]]:
    """Return the table by the original texts."""
    return {row["text"]: row for row in town.rows("contribution")}


def newest_release(unit: Unit) -> object:
    return releases.newest(unit, SURVEY)


def survey_keys(unit: Unit) -> list[str]:
    return [offer.key for offer in surveys.offers(unit)]
