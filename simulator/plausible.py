"""What a person who knows nothing of a bot would plausibly do next, judging by what stands there.

Labels are judged by words and signs only, so that any bot can be tried. The words are data: a bot that
speaks otherwise passes its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from simulator.crowd_words import (
    AVOIDED_SIGNS,
    AVOIDED_WORDS,
    FILLERS,
    FORWARD_SIGNS,
    FORWARD_WORDS,
    LANGUAGE_NAMES,
    NEGATIONS,
    NUMBER_WORDS,
    SENTENCES,
    SUBMIT_WORDS,
    UNUSUAL_WORDS,
)
from simulator.state import Message

TOGGLE_SIGNS = "☐☑⬜✅◻◼🔲🔳▫▪○●◯⚪⚫"
TICKED = "☑✅◼🔲▪●⚫"
RANGE = re.compile(r"(\d{1,4})\s*(?:-|–|—|…|bis|to|ile|and|und|ve|إلى|و)\s*(\d{1,4})")
ADULT = (18, 88)
QUESTION_MARK = re.compile("[?؟]")
NUMBERED = re.compile(r"\d+[.)]")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Words:
    """The words and signs by which labels are judged, all in small letters."""

    avoided: frozenset[str] = AVOIDED_WORDS
    forward: frozenset[str] = FORWARD_WORDS
    submit: frozenset[str] = SUBMIT_WORDS
    unusual: frozenset[str] = UNUSUAL_WORDS
    avoided_signs: str = AVOIDED_SIGNS
    forward_signs: str = FORWARD_SIGNS


@dataclass(frozen=True, slots=True)
class Tap:
    """A button to tap, by its place; `submits` if it hands the answers in."""

    message_id: int
    row: int
    column: int
    submits: bool = False


@dataclass(frozen=True, slots=True)
class Type:
    """A text to send."""

    text: str


@dataclass(frozen=True, slots=True)
class _Button:
    label: str
    tap: Tap
    kind: str


@dataclass
class Mind:
    """One scripted person's habits and memory; the same random numbers make the same decisions.

    `tried` counts what was done before in a situation that looked the same, so that nobody does the same
    thing for ever: after `patience` times they give up.
    """

    language: str
    random: Random
    words: Words = field(default_factory=Words)
    patience: int = 6
    tried: dict[str, int] = field(default_factory=dict)
    wanted_ticks: dict[str, int] = field(default_factory=dict)
    went_on: set[str] = field(default_factory=set)

    def decide(self, message: Message) -> Tap | Type | None:
        """Return what to do with the bot's newest message; None if it asks for nothing."""
        text = str(message.get("text") or message.get("caption") or "")
        buttons = list(self._buttons(message))
        attempt = self._attempt(f"{text}|{[button.label for button in buttons]}")
        if attempt >= self.patience:
            return None
        if own := self._own_language(buttons):
            return own
        if submits := [b for b in buttons if b.kind == "submit"]:
            return submits[min(attempt, len(submits) - 1)].tap
        toggles = [b for b in buttons if b.kind == "toggle"]
        forward = [b for b in buttons if b.kind == "forward"]
        choices = [b for b in buttons if b.kind == "choice"]
        if len(toggles) > 1:
            return self._toggle_or_go_on(toggles, forward)
        choices += toggles
        if forward and (not choices or attempt % 2 == 0):
            return forward[min(attempt // 2, len(forward) - 1)].tap
        if choices:
            return self._choose(choices)
        if any(b.kind == "avoided" for b in buttons) or (not buttons and QUESTION_MARK.search(text)):
            return Type(self._typed(text, attempt))
        return None

    def _attempt(self, situation: str) -> int:
        before = self.tried.get(situation, 0)
        self.tried[situation] = before + 1
        return before

    def _buttons(self, message: Message) -> Iterator[_Button]:
        keyboard: list[list[dict[str, Any]]] = message.get("reply_markup", {}).get("inline_keyboard", [])
        for r, row in enumerate(keyboard):
            for c, button in enumerate(row):
                if "callback_data" in button:
                    kind = self._kind(button["text"])
                    yield _Button(button["text"], Tap(message["message_id"], r, c, kind == "submit"), kind)

    def _kind(self, label: str) -> str:
        label = label.strip().lstrip("✓ ")
        words, sign = set(WORD.findall(label.lower())), label[:1]
        if number := NUMBERED.match(label):
            return self._numbered_kind(set(WORD.findall(label[number.end() :].lower())))
        if words & self.words.submit:
            return "submit"
        if sign in TOGGLE_SIGNS and sign:
            return "toggle"
        if sign in self.words.avoided_signs or (words & self.words.avoided and len(words) <= 4):
            return "avoided"
        if words & self.words.forward and words & NEGATIONS:
            return "avoided"
        if sign in self.words.forward_signs or (words & self.words.forward and len(words) <= 5):
            return "forward"
        return "choice"

    def _numbered_kind(self, words: set[str]) -> str:
        """Judge a label with a number before it: an answer, unless it holds nothing but words for steps."""
        steps = (
            ("submit", self.words.submit),
            ("avoided", self.words.avoided),
            ("forward", self.words.forward),
        )
        return next((kind for kind, known in steps if words & known and words <= known | FILLERS), "choice")

    def _own_language(self, buttons: list[_Button]) -> Tap | None:
        names = {name: code for code, known in LANGUAGE_NAMES.items() for name in known}
        offered = {}
        for button in buttons:
            words = " ".join(word for word in WORD.findall(button.label.lower()) if not word.isdigit())
            if words in names:
                offered[names[words]] = button
        if len(offered) < 2:
            return None
        chosen = offered.get(self.language) or offered.get("en") or next(iter(offered.values()))
        return chosen.tap

    def _toggle_or_go_on(self, toggles: list[_Button], forward: list[_Button]) -> Tap:
        """Tick a few boxes, then go on.

        If that did not help, some answers may exclude each other: take ticks back until one is left.
        """
        question = "|".join(button.label.lstrip(TOGGLE_SIGNS + " ") for button in toggles)
        ticked = [b for b in toggles if b.label.strip()[:1] in TICKED]
        unticked = [b for b in toggles if b not in ticked]
        if question in self.went_on:
            self.wanted_ticks[question] = 1
            if len(ticked) > 1:
                return self.random.choice(ticked).tap
        wanted = self.wanted_ticks.setdefault(question, self.random.randint(1, min(3, len(toggles))))
        if any(map(self._is_unusual, ticked)):
            wanted = 1
        usual = [b for b in unticked if not self._is_unusual(b)] if ticked else unticked
        if usual and (len(ticked) < wanted or not forward):
            return self._choose(usual)
        self.went_on.add(question)
        return (forward or toggles)[0].tap

    def _is_unusual(self, button: _Button) -> bool:
        return bool(set(WORD.findall(button.label.lower())) & self.words.unusual)

    def _choose(self, choices: list[_Button]) -> Tap:
        weights = [0.15 if self._is_unusual(button) else 1.0 for button in choices]
        return self.random.choices(choices, weights)[0].tap

    def _typed(self, text: str, attempt: int) -> str:
        asks_number = bool(set(WORD.findall(text.lower())) & NUMBER_WORDS) or bool(RANGE.search(text))
        if asks_number != bool(attempt % 2):
            if found := RANGE.search(text):
                low, high = sorted((int(found[1]), int(found[2])))
                if low < ADULT[0] and high > ADULT[1]:
                    low, high = ADULT  # an age, most likely
                return str(self.random.randint(low, high))
            return str(self.random.randint(*ADULT))
        return self.random.choice(SENTENCES.get(self.language.partition("_")[0], SENTENCES["en"]))
