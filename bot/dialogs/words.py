"""The words of menus: what a button says can be typed instead, in any language."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from bot.dialogs.deeds import deed_labels
from bot.dialogs.events_residents import event_labels
from bot.dialogs.measure_menus import measure_labels
from bot.dialogs.menus import consent_labels, delete_labels, household_labels, survey_labels
from bot.dialogs.rights import erase_labels
from bot.dialogs.wish import wish_labels
from bot.speech import OFFERED, OWN_NAMES, speech
from domain.typed import normalised

LANGUAGES = "languages"
LONGEST_LABEL = 60  # characters
_FIRST_PART = re.compile(r"[,،]")  # "Yes, I agree" is often typed as "yes"


def options_named(words: str) -> frozenset[str]:
    """Return the options that typed words can stand for; the menu that stands open decides which it is."""
    if len(words) > LONGEST_LABEL:
        return frozenset()
    return _options().get(normalised(words), frozenset())


@cache
def _options() -> Mapping[str, frozenset[str]]:
    """Return every label of a menu in every language. People mix languages."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code in OFFERED:
        said = speech(code)
        found[normalised(OWN_NAMES[code])].add(f"language:{code}")
        found[normalised(said.gettext("Language"))].add(LANGUAGES)
        for label in survey_labels(said):
            found[normalised(label)].add("survey")
        labels = [*consent_labels(said).items(), *delete_labels(said).items(), *erase_labels(said).items()]
        labels += [*wish_labels(said).items(), *deed_labels(said).items()]
        labels += [one for one in event_labels(said).items() if one[0] != "ev"]  # all of them begin with it
        labels += measure_labels(said).items()
        labels += household_labels(said).items()
        for option, label in labels:
            found[normalised(label)].add(option)
            found[normalised(_FIRST_PART.split(label)[0])].add(option)
    return {label: frozenset(options) for label, options in found.items()}
