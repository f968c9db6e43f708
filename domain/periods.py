"""How long things are kept, in days."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Periods:
    """How many days each kind of row is kept; each has its own variable in the configuration."""

    drafts: int = 90  # since somebody last worked on it
    updates: int = 3  # ids of handled updates; Telegram offers an update for a day
    residents: int = 540  # a chat that nobody has used since
    notice: int = 14  # before that, a resident is told; more days than somebody is on holiday
    invitations: int = 1  # of staff, after they expired
    confirmations: int = 1  # after they expired
    throttles: int = 1  # wrong receipt codes of a chat
    set_aside: int = 30  # ids of updates that could not be handled
    registrations: int = 7  # after their event, with what was needed there
    contributions: int = 90  # rejected or undecided free texts, after their survey ended
    audit: int = 730
    tallies: int = 1095
    runs: int = 1095  # the record of what retention deleted

    def placeholders(self) -> dict[str, int]:
        """Return the periods by the names under which texts can say them: `retention_draft_days` ..."""
        singular = {"drafts": "draft", "updates": "update", "residents": "resident", "runs": "run"}
        singular |= {"invitations": "invitation", "confirmations": "confirmation", "throttles": "throttle"}
        singular |= {"contributions": "contribution", "tallies": "tally", "registrations": "registration"}
        return {f"retention_{singular.get(name, name)}_days": days for name, days in asdict(self).items()}


USUAL_PERIODS = Periods()
