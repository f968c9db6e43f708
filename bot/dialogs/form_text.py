"""A questionnaire's texts as one reader sees them: formatted, with answers where texts name them."""

from dataclasses import dataclass

from bot.dialogs.answers import answer_in_words
from bot.dialogs.labels import shortened
from bot.dialogs.markup import Insert, formatted, unformatted
from bot.speech import Speech, isolate
from domain.filled import Filled
from domain.insertions import meant_by
from domain.keys import Key, name_of, place_of
from domain.languages import Texts, text_in
from domain.survey import QuestionName
from usecases.plain_surveys import NOTHING_YET

VALUE_ROOM = 200  # characters of an answer that another text names


@dataclass(frozen=True, slots=True)
class FormText:
    """What makes texts of a form: the form as it is filled in, and the reader's speech.

    Every text is that of a question, group or entry, whose key says which entries its references mean.
    """

    form: Filled
    said: Speech

    def html(self, texts: Texts, key: Key, style: str = "") -> str:
        """Return a text in the messenger's HTML, all of it in a style such as `b`."""
        return formatted(text_in(texts, self.said.language), self._insert(key), style)

    def plain(self, texts: Texts, key: Key) -> str:
        """Return a text in plain words, not yet made safe for markup: for buttons and lists."""
        return unformatted(text_in(texts, self.said.language), self._insert(key))

    def flat(self, texts: Texts, key: Key) -> str:
        """Return a text in plain words on one line."""
        return " ".join(self.plain(texts, key).split())

    def answer(self, key: Key) -> str:
        """Return what stands as a question's answer, in words, not yet made safe for markup."""
        question = self.form.survey.question(name_of(key))
        return answer_in_words(
            question, self.form.given(key), self.said, lambda texts: self.plain(texts, key)
        )

    def _insert(self, key: Key) -> Insert:
        return lambda name: self._value(name, key)

    def _value(self, name: QuestionName, seen_from: Key) -> str:
        """Return the value that a reference stands for; labels of choices in it refer to nothing."""
        key = meant_by(self.form.survey, name, seen_from)
        if key is None or not self.form.is_relevant(name_of(key), place_of(key)):
            return NOTHING_YET
        given = self.form.given(key)
        if given in (None, "", ()):
            return NOTHING_YET
        words = answer_in_words(self.form.survey.question(name), given, self.said)
        return isolate(shortened(words, VALUE_ROOM))
