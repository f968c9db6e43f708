"""Staff read results: names and numbers in order, in either direction, and nothing below ten people."""

from dataclasses import replace
from datetime import date, timedelta
from gettext import NullTranslations

import pytest
from babel import Locale

from bot.buttons import MenuTap, read_data
from bot.dialogs import figures, results, statistics
from bot.dialogs.message import Message
from bot.pictures.chart import MOST_BARS
from bot.speech import Speech
from bot.split import length, split
from domain.languages import locale_of
from domain.number_classes import Span
from domain.releases import Release
from domain.results import (
    GroupedCounts,
    PublishedResults,
    PublishedRow,
    PublishedTable,
    WithheldTable,
)
from domain.survey import Kind
from usecases.published import Statistics, SurveyTotal

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _untranslated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the English source texts with each language's numbers, so that no catalogue is needed."""

    def source_speech(language: str) -> Speech:
        return Speech(language, NullTranslations(), Locale.parse(locale_of(language)))

    monkeypatch.setattr(results, "speech", source_speech)
    monkeypatch.setattr(statistics, "speech", source_speech)


def choices(*counts: int, n: int, multiple: bool = False, skipped: int = 0) -> PublishedTable:
    rows = tuple(
        PublishedRow(f"c{i}", {"de": f"Antwort <{i}> & mehr"}, count) for i, count in enumerate(counts)
    )
    kind = Kind.SELECT_MULTIPLE if multiple else Kind.SELECT_ONE
    return PublishedTable("q", kind, {"de": "Frage <1>?"}, rows, n, skipped, multiple)


SCALE = PublishedTable(
    "stars",
    Kind.RANGE,
    {"de": "Wie zufrieden?", "ar": "ما مدى رضاكم؟"},
    tuple(PublishedRow(str(v), {}, c, Span(v, v)) for v, c in enumerate((41, 118, 402, 611, 228), 1)),
    1400,
    12,
    mean=3.6,
    median=4,
    hint={"de": "1 = gar nicht, 5 = sehr"},
)


RELEASE = Release("stadtweit", 1, TODAY, False, (), {})


def published(*entries: PublishedTable | WithheldTable, total: int | None = 1412) -> PublishedResults:
    return PublishedResults("stadtweit", {"de": "Ganze <Stadt>"}, total, entries, RELEASE)


def words(message: Message) -> str:
    """Return the text as it is seen."""
    return message.text.translate({0x2068: None, 0x2069: None, 0x200F: None})


def options(message: Message) -> list[str]:
    taps = [read_data(button.data) for row in message.rows for button in row]
    return [tap.option for tap in taps if isinstance(tap, MenuTap)]


def test_the_menu_names_every_survey_with_how_many_took_part() -> None:
    message = results.results_menu(
        (
            SurveyTotal("stadtweit", {"de": "Ganze Stadt"}, 1412),
            SurveyTotal("quartier", {"de": "Quartier"}, None),
        ),
        "de",
    )
    assert "1. Ganze Stadt\n1.412 people took part." in words(message)
    assert "2. Quartier\nFewer than 10 people took part." in words(message)
    assert options(message) == ["results:stadtweit", "results:quartier"]


def test_without_a_survey_the_menu_says_so() -> None:
    assert words(results.results_menu((), "de")) == "There is no survey yet."


def test_a_survey_offers_its_questions_then_all_then_the_way_back() -> None:
    view = published(SCALE, WithheldTable("idea", {"de": "Ihre Idee?"}))
    message = results.survey_results(view, "stadtweit", "de")
    assert "1. Wie zufrieden?\n1.400 answers" in words(message)
    assert "2. Ihre Idee?\nFewer than 10 answers" in words(message)
    assert options(message) == [
        "results:stadtweit:0",
        "results:stadtweit:1",
        "results:stadtweit:all",
        "results",
    ]


def test_a_survey_with_too_few_answers_shows_no_number_of_them() -> None:
    message = results.survey_results(published(total=None), "stadtweit", "de")
    assert "Not enough people have answered yet. Results are shown from 10 answers on" in words(message)
    assert options(message) == ["results"]


def test_a_long_questionnaire_stays_within_a_hundred_buttons() -> None:
    message = results.survey_results(published(*[SCALE] * 120), "stadtweit", "de")
    assert len(message.rows) <= 100
    assert options(message)[-2:] == ["results:stadtweit:all", "results"]
    assert message.rows[-1][0].label.startswith("122. ")


def test_a_table_tells_share_and_count_of_every_answer() -> None:
    message = results.table_text(published(SCALE), 0, "de")
    assert words(message).split("\n\n") == [
        "<b>Wie zufrieden?</b>",
        "<i>1 = gar nicht, 5 = sehr</i>",
        "1: <b>3\u00a0%</b> (41)\n2: <b>8\u00a0%</b> (118)\n3: <b>29\u00a0%</b> (402)\n"
        "4: <b>44\u00a0%</b> (611)\n5: <b>16\u00a0%</b> (228)",
        "Average: 3,6. Half of the answers are at most 4.",
        "1.400 people answered. 12 skipped the question or were not asked it.",
    ]


def test_labels_cannot_become_markup() -> None:
    text = results.table_text(published(choices(10, n=10)), 0, "de").text
    assert "Frage &lt;1&gt;?" in text
    assert "Antwort &lt;0&gt; &amp; mehr" in text


def test_several_answers_are_sorted_and_explained() -> None:
    view = published(choices(3, 9, 7, n=10, multiple=True))
    text = words(results.table_text(view, 0, "de"))
    assert text.index("&lt;1&gt; &amp;") < text.index("&lt;2&gt; &amp;") < text.index("&lt;0&gt; &amp;")
    assert "so the shares can add up to more than 100\u00a0%." in text
    picture = results.table_picture(view, 0, "de").picture
    assert picture is not None
    assert [bar.count for bar in picture.bars] == [9, 7, 3]


def test_shares_round_neither_somebody_to_nobody_nor_most_to_all() -> None:
    rare = words(results.table_text(published(choices(1, 999, 0, n=1000)), 0, "de"))
    assert "&lt; 1\u00a0%</b> (1)" in rare
    assert "&gt; 99\u00a0%</b> (999)" in rare
    assert "<b>0\u00a0%</b> (0)" in rare


def test_a_withheld_question_shows_no_number_of_its_answers() -> None:
    view = published(WithheldTable("idea", {"de": "Ihre Idee?"}))
    for message in (results.table_text(view, 0, "de"), results.table_picture(view, 0, "de")):
        assert words(message).startswith("<b>Ihre Idee?</b>\n\nNot enough people")
        assert message.picture is None


def test_free_texts_are_only_counted() -> None:
    texts = PublishedTable("idea", Kind.TEXT, {"de": "Ihre Idee?"}, (), 37, 5)
    message = results.table_text(published(texts), 0, "de")
    assert "37 answers are kept for moderation. Until then nobody sees what was written." in words(message)


def test_a_question_that_went_away_meanwhile_is_answered_kindly() -> None:
    assert words(results.table_text(published(total=None), 3, "de")).startswith("Not enough people")
    assert results.table_picture(published(total=None), 3, "de").picture is None


def test_spans_of_numbers_are_words_and_years_have_no_separator() -> None:
    said = Speech("de", NullTranslations(), Locale("de"))
    spans = [Span(None, 1949), Span(1950, 1959), Span(1960, None), Span(3, 3)]
    labels = [figures.row_label(PublishedRow("x", {}, 1, span), said) for span in spans]
    plain = [label.translate({0x2068: None, 0x2069: None}) for label in labels]
    assert plain == ["up to 1949", "1950 to 1959", "1960 or more", "3"]


def test_the_chart_says_how_many_answered_the_rule_and_the_day() -> None:
    message = results.table_picture(published(SCALE), 0, "de")
    chart = message.picture
    assert chart is not None
    assert (chart.title, chart.subtitle) == ("Wie zufrieden?", "1 = gar nicht, 5 = sehr")
    footer = chart.footer.translate({0x2068: None, 0x2069: None})
    assert footer.splitlines() == [
        "1.400 people answered. 12 skipped the question or were not asked it.",
        "In brackets: the number of people. Results are shown from 10 answers on.",
        "As of 22. November 2026",
    ]


def test_a_chart_of_very_many_answers_shows_the_most_frequent_and_says_so() -> None:
    table = choices(*range(100), n=100)
    chart = results.table_chart(published(table), table, "de")
    assert [bar.count for bar in chart.bars] == list(range(100 - MOST_BARS, 100))
    assert "most frequent answers are shown" in chart.footer


def test_a_table_of_very_many_answers_can_be_split_between_lines() -> None:
    text = results.table_text(published(choices(*range(300), n=300)), 0, "de").text
    assert length(text) > 4096
    assert all(length(part) <= 4096 for part in split(text))


def test_every_arabic_line_begins_with_a_sign_that_turns_it() -> None:
    view = published(SCALE, choices(9, 5, n=10, multiple=True), WithheldTable("idea", {"de": "Idee?"}))
    messages = [results.table_text(view, index, "ar") for index in range(3)]
    messages += [results.survey_results(view, "stadtweit", "ar"), results.table_picture(view, 0, "ar")]
    messages.append(statistics.statistics(STATISTICS, "ar"))
    for message in messages:
        assert all(line.startswith("\u200f") for line in message.text.splitlines() if line)


STATISTICS = Statistics(
    total=57,
    by_day=tuple((TODAY - timedelta(days=13 - i), i) for i in range(14)),
    by_source=GroupedCounts((("direct", 40), ("plakat-bahnhof", 12)), 15),
    by_language=GroupedCounts((("tr", 30), ("de_simple", 27)), 0),
)


def test_statistics_count_by_day_source_and_language() -> None:
    text = words(statistics.statistics(STATISTICS, "de"))
    assert text.split("\n\n") == [
        "<b>Participation</b>\n57 people took part.",
        "\n".join(
            [
                "<b>Taken part in the last 14 days</b>",
                *(f"{22 - i}. November 2026: {13 - i}" for i in range(13)),  # not the day without anybody
                "Together: 91",
            ]
        ),
        "<b>What led people to start the bot</b>\nNo link or poster: 40\nplakat-bahnhof: 12\n"
        "All others together: 15",
        "<b>Languages of those who took part</b>\nTürkçe: 30\nLeichte Sprache: 27",
    ]


def test_a_line_that_begins_with_an_arabic_name_still_runs_from_left_to_right_in_german() -> None:
    arabic = replace(STATISTICS, by_language=GroupedCounts((("ar", 57),), 0))
    lines = statistics.statistics(arabic, "de").text.splitlines()
    assert [each for each in lines if each.startswith("\u200e")] == [lines[-1]]
    assert "العربية" in lines[-1]


def test_statistics_of_too_few_people_name_no_source_and_no_language() -> None:
    few = Statistics(4, ((TODAY, 4),), GroupedCounts((), None), GroupedCounts((), None))
    text = words(statistics.statistics(few, "de"))
    assert text.count("Fewer than 10 people, so nothing is shown.") == 2
