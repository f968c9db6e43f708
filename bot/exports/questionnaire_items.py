"""The questions of a paper questionnaire: in which order, under which number, with what to write on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.exports.paper import printed, printed_line
from bot.exports.routing import Routing
from bot.speech import Speech, isolate
from domain.expressions import Expression
from domain.expressions.syntax import NumberLiteral
from domain.languages import text_in
from domain.shown_files import files_above
from domain.survey import Group, GroupName, Kind, Question, QuestionName, Survey

ENTRIES, ENTRIES_INSIDE = 4, 2  # blocks of a repeat on paper, and of one within another
MOST_CHOICES = 60  # more are not printed: the answer is written
SCALE_ON_ONE_ROW = 11
LINES, MORE_LINES = 2, 7

Item = Mapping[str, Any]


def items_of(survey: Survey, said: Speech, pictures: Mapping[str, str]) -> list[Item]:
    """Return what a questionnaire prints, for `questionnaire.typ`.

    Args:
        survey: What is printed.
        said: In which language.
        pictures: Where the template finds the pictures that questions show, by their names.
    """
    return list(_Items(survey, said, Routing(survey, numbers_of(survey), said), pictures).inside(""))


def numbers_of(survey: Survey) -> dict[QuestionName, int]:
    """Return the numbers of the questions that paper can ask, in order."""
    asked = [question.name for question in survey.questions if _is_on_paper(question)]
    return {name: number for number, name in enumerate(asked, 1)}


def _is_on_paper(question: Question) -> bool:
    return question.takes_answer and question.kind is not Kind.REPEAT and not _needs_a_phone(question)


def _needs_a_phone(question: Question) -> bool:
    return question.kind.is_media or question.kind is Kind.GEOPOINT


@dataclass(frozen=True, slots=True)
class _Items:
    survey: Survey
    said: Speech
    routing: Routing
    pictures: Mapping[str, str]
    depth: int = 0

    def inside(self, around: GroupName) -> Iterator[Item]:
        """Yield what stands in a group, the innermost groups where their first question stands."""
        seen: set[GroupName] = set()
        for question in self.survey.questions:
            below = self._below(question.group, around)
            if below is None:
                if question.group == around:
                    yield from self._question(question)
            elif below.name not in seen:
                seen.add(below.name)
                yield from self._group(below)

    def _below(self, group: GroupName, around: GroupName) -> Group | None:
        """Return the group right below `around` that a question of `group` is in, None if there is none."""
        chain = [one.name for one in self.survey.groups_around(group)]
        place = chain.index(around) if around in chain else (len(chain) if around == "" else 0)
        return self.survey.group_of[chain[place - 1]] if place > 0 else None

    def _group(self, group: Group) -> Iterator[Item]:
        heading = printed_line(self._text(group.label))
        who = self._who(group.relevant, has_note=False)
        if not group.repeats:
            if heading or who:
                yield {"type": "section", "text": heading, "who": who}
            yield from self.inside(group.name)
            return
        _ = self.said.gettext
        entries = self._entries(group)
        inner = replace(self, depth=self.depth + 1)
        # Translators: the heading above the questions about one of several people or things.
        entry = _("Entry {number}")
        blocks = [
            {
                "title": entry.format(number=isolate(self.said.number(n))),
                "items": list(inner.inside(group.name)),
            }
            for n in range(1, entries + 1)
        ]
        yield {
            "type": "repeat",
            "text": heading,
            "who": who,
            "blocks": blocks,
            "more": _("Are these too few? Please use a further sheet, and tick here: you have added one."),
        }

    def _entries(self, group: Group) -> int:
        most = ENTRIES_INSIDE if self.depth else ENTRIES
        if group.count is not None and isinstance(group.count.syntax, NumberLiteral):
            return max(1, min(most, int(group.count.syntax.value)))
        return most

    def _question(self, question: Question) -> Iterator[Item]:
        if question.kind in (Kind.CALCULATE, Kind.REPEAT) or self._shows_what_is_computed(question):
            return  # a repeat's label is the heading of its group
        hint, guidance = (printed(self._text(text)) for text in (question.hint, question.guidance))
        who = self._who(question.relevant, has_note=bool(hint or guidance))
        words = printed(self._text(question.label))
        if not question.takes_answer:
            notes = [*hint, *guidance]
            shown = self._pictures(question)
            yield {"type": "note", "words": words, "notes": notes, "who": who, "pictures": shown}
            return
        if _needs_a_phone(question):
            _ = self.said.gettext
            only_there = _("This cannot be answered on paper. You can do it with the bot.")
            said = [*words, only_there]
            yield {
                "type": "note",
                "words": said,
                "notes": [],
                "who": who,
                "pictures": self._pictures(question),
            }
            return
        number = self.said.number(self.routing.numbers[question.name])
        yield {
            "type": "question",
            "number": f"{number}.",
            "needed": question.required,
            "words": words or [question.name],
            "notes": [*hint, *guidance, *self._how(question)],
            "who": who,
            "pictures": self._pictures(question),
            "answer": self._answer(question),
        }

    def _pictures(self, question: Question) -> list[Item]:
        """Return where a question's pictures are; who cannot see them hears what they are there for."""
        whole = printed_line(self._text(question.label)) or question.name
        labels = dict(enumerate(self._labels(question), start=1))
        return [
            {
                "file": self.pictures[one.name],
                "alt": labels.get(one.number, whole),
                "of_choice": one.number > 0,
            }
            for one in files_above(question, question.choices, self.said.language)
            if one.name in self.pictures
        ]

    def _shows_what_is_computed(self, question: Question) -> bool:
        """Tell whether a note or fixed value says something that nobody has computed on paper."""
        if question.takes_answer:
            return False
        computed = (one.name for one in self.survey.questions if one.kind is Kind.CALCULATE)
        texts = [*question.label.values(), *question.hint.values()]
        return question.read_only or any(f"${{{name}}}" in text for name in computed for text in texts)

    def _who(self, condition: Expression | None, *, has_note: bool) -> str:
        _ = self.said.gettext
        found = self.routing.words(condition)
        if found is not None:
            return found
        if has_note:
            return _("Only for some people. The note says who.")
        return _("Only for some people. If you do not know whether you are meant, please ask us.")

    def _how(self, question: Question) -> Sequence[str]:
        _ = self.said.gettext
        scale = question.scale
        match question.kind:
            case Kind.SELECT_ONE if question.choice_filter is not None:
                return [_("Which of these fit depends on what you answered before.")]
            case Kind.SELECT_MULTIPLE if not question.hint:
                return [_("You can tick more than one.")]
            case Kind.RANK:
                return [_("Write 1 beside what is most important to you, 2 beside the next, and so on.")]
            case Kind.RANGE if scale is not None and len(scale.values()) > SCALE_ON_ONE_ROW:
                first, last = (isolate(self.said.number(one)) for one in (scale.start, scale.end))
                return [_("A number from {first} to {last}.").format(first=first, last=last)]
            case _:
                return []

    def _answer(self, question: Question) -> Item:
        scale = question.scale
        match question.kind:
            case kind if kind.has_choices and len(question.choices) > MOST_CHOICES:
                return {"type": "lines", "count": 1 if kind is Kind.SELECT_ONE else LINES}
            case Kind.SELECT_ONE:
                return {"type": "one", "labels": self._labels(question)}
            case Kind.SELECT_MULTIPLE:
                return {"type": "several", "labels": self._labels(question)}
            case Kind.RANK:
                return {"type": "rank", "labels": self._labels(question)}
            case Kind.ACKNOWLEDGE:
                return {"type": "several", "labels": [self.said.gettext("Yes")]}
            case Kind.RANGE if scale is not None and len(scale.values()) <= SCALE_ON_ONE_ROW:
                return {"type": "scale", "labels": [self.said.number(one) for one in scale.values()]}
            case Kind.INTEGER | Kind.DECIMAL | Kind.RANGE:
                return {"type": "number"}
            case Kind.DATE | Kind.DATETIME | Kind.TIME:
                return {"type": "boxes", "parts": self._boxes(question.kind)}
            case _:
                return {"type": "lines", "count": MORE_LINES if "multiline" in question.appearance else LINES}

    def _boxes(self, kind: Kind) -> list[Item]:
        _ = self.said.gettext
        # "Day" alone is taken: it stands for a date elsewhere.
        dated = [(_("Day of the month"), 2), (_("Month"), 2), (_("Year"), 4)]
        day = dated if kind is not Kind.TIME else []
        clock = [(_("Hour"), 2), (_("Minute"), 2)] if kind is not Kind.DATE else []
        return [{"label": label, "count": count} for label, count in (*day, *clock)]

    def _labels(self, question: Question) -> list[str]:
        return [printed_line(self._text(choice.label)) or choice.name for choice in question.choices]

    def _text(self, texts: Mapping[str, str]) -> str:
        return text_in(texts, self.said.language)
