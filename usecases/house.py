"""What use cases know of the deployment they run in."""

from dataclasses import dataclass

from domain.languages import Language
from domain.town import Town


@dataclass(frozen=True, slots=True)
class House:
    """What use cases know of the deployment: the town's content, the languages, the pepper, the time zone."""

    town: Town
    languages: tuple[Language, ...]
    pepper: bytes
    timezone: str
