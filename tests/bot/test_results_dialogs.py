"""Staff read results: names and numbers in order, in either direction, and nothing below ten people."""

from dataclasses import replace
from datetime import date, timedelta
from gettext import NullTranslations

import pytest
from babel import Locale

from bot.buttons import MenuTap, read_data
from bot.dialogs import figures, results, results_tables, statistics
from bot.dialogs.message import Message
from bot.pictures.chart import MOST_BARS, Chart, StackedChart
from bot.speech import Speech
from bot.split import length, split
from domain.languages import locale_of
from domain.number_classes import Span
from domain.releases import Release
from domain.results import (
    Dimension,
    Filter,
    FilterValue,
    GroupedCounts,
    PublishedResults,
    PublishedRow,
    PublishedTable,
    WithheldTable,
)
from domain.survey import LANGUAGE, Kind
from domain.weighting import UnderRepresented, WeightedShare
from usecases.published import ReleaseSummary, Statistics, SurveyTotal

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _untranslated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the English source texts with each language's numbers, so that no catalogue is needed."""

    def source_speech(language: str) -> Speech:
        return Speech(language, NullTranslations(), Locale.parse(locale_of(language)))

    for module in (results, results_tables, statistics):
        monkeypatch.setattr(module, "speech", source_speech)


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


def menu_of(entries: int, *others: str) -> list[str]:
    """Return the options of a release's screen as the use case offers them."""
    return [*(f"results:stadtweit:r1q{place}" for place in range(entries)), *others, "results"]


def test_a_survey_offers_its_questions_then_what_else_can_be_done() -> None:
    view = published(SCALE, WithheldTable("idea", {"de": "Ihre Idee?"}))
    others = ("results:stadtweit:r1a", "results:stadtweit:r1p", "export:stadtweit:1", "close:stadtweit")
    message = results.survey_results(view, menu_of(2, *others), "de")
    assert "1. Wie zufrieden?\n1.400 answers" in words(message)
    assert "2. Ihre Idee?\nNo numbers yet" in words(message)
    assert options(message) == menu_of(2, *others)
    labels = [row[0].label for row in message.rows[1:]]
    assert labels == [
        "3. All questions",
        "4. Only a part of the people",
        "5. Download",
        "6. Close a wave now",
        "7. All surveys",
    ]


def test_a_release_says_its_day_its_people_the_rule_and_how_many_have_taken_part_since() -> None:
    view = replace(published(SCALE), participants=1450, withdrawn=2)
    text = words(results.survey_results(view, menu_of(1), "de", seen_since="23. November 2026"))
    assert text.split("\n\n")[0].splitlines() == [
        "<b>Ganze &lt;Stadt&gt;</b>",
        "Release 1 of 22. November 2026",
        "1.412 people are counted here.",
        "1.450 people have taken part up to now.",
        "Counted in closed blocks of at least 10 people, so that nobody can be recognised.",
        "2 of the people counted in this release have withdrawn since. Counts that stand are not changed.",
        "Residents see this release since 23. November 2026.",
    ]


def test_a_release_names_who_took_part_less_than_their_share_of_the_town() -> None:
    young = FilterValue("young", {"de": "16 bis <26>"}, 20)
    view = replace(
        published(choices(5, n=12)),
        dimensions=(Dimension("age", {"de": "Alter"}, (young,), 0),),
        missed=(UnderRepresented("age", "young", 0.2, 0.5),),
    )
    said = results.survey_results(view, ["results:stadtweit:1.0"], "de").text
    assert "Alter – 16 bis &lt;26&gt;" in words(Message(said))
    assert "20\N{NO-BREAK SPACE}% of those who took part, 50\N{NO-BREAK SPACE}% of the residents" in words(
        Message(said)
    )
    part = replace(view, filter=Filter("age", "young"))
    assert "Under-represented" not in results.survey_results(part, [], "de").text


def test_before_the_first_wave_there_is_no_number_but_of_those_who_took_part() -> None:
    said = Speech("de", NullTranslations(), Locale("de"))
    first = results.first_results(20, 7, said)
    view = PublishedResults("stadtweit", {"de": "Stadt"}, None, participants=14)
    message = results.survey_results(view, ["results"], "de", first)
    assert words(message).splitlines()[1:] == [
        "14 people have taken part up to now.",
        "There are no results yet. They come from 20 answers on, and then every 7 days.",
    ]
    few = results.survey_results(replace(view, participants=None), ["results"], "de", first)
    assert "Fewer than 10 people took part." in words(few)
    assert options(message) == ["results"]


def test_a_long_questionnaire_stays_within_a_hundred_buttons() -> None:
    message = results.survey_results(published(*[SCALE] * 120), menu_of(120, "results:stadtweit:r1a"), "de")
    assert sum(len(row) for row in message.rows) <= 100
    assert options(message)[-2:] == ["results:stadtweit:r1a", "results"]
    assert message.rows[-1][0].label.startswith("122. ")


AREA = Dimension(
    "area",
    {"de": "Wo wohnen Sie?"},
    (FilterValue("north", {"de": "Norden"}, 900), FilterValue("south", {"de": "Süden"}, 500)),
    12,
)
SPOKEN = Dimension(LANGUAGE, {}, (FilterValue("tr", {}, 300), FilterValue("de_simple", {}, 100)), 1012)


def test_parts_are_numbered_over_all_dimensions_and_languages_have_their_own_names() -> None:
    view = replace(published(SCALE), dimensions=(AREA, SPOKEN))
    menu = [*(f"results:stadtweit:r1f{place}" for place in range(4)), "results:stadtweit:r1"]
    message = results.results_parts(view, menu, "de")
    assert "1. Norden: 900 people\n2. Süden: 500 people\nNot attributable: 12 (in blocks" in words(message)
    assert "<b>Language</b>\n3. Türkçe: 300 people\n4. Leichte Sprache: 100 people" in words(message)
    assert options(message) == menu
    assert [row[0].label for row in message.rows[-2:]] == ["4. Leichte Sprache", "5. Back to the questions"]


def test_filtered_results_say_whose_they_are_everywhere() -> None:
    table = replace(SCALE, not_attributable=500)
    view = replace(
        published(table), dimensions=(AREA,), filter=Filter("area", "north"), total=912, not_attributable=500
    )
    only = "Only: Wo wohnen Sie? – Norden"
    rest = "Not attributable to this group: 500 (other groups, and blocks that mix several)."
    for message in (
        results.survey_results(view, menu_of(1, "results:stadtweit:r1f0a"), "de"),
        results_tables.table_text(view, 0, "de"),
    ):
        assert only in words(message)
        assert rest in words(message)
    chart = results_tables.table_chart(view, table, "de")
    assert chart.part.translate({0x2068: None, 0x2069: None}) == only
    assert rest in chart.footer.translate({0x2068: None, 0x2069: None})


def test_releases_are_chosen_by_their_day() -> None:
    lines = (ReleaseSummary(2, TODAY, True, None), ReleaseSummary(1, TODAY - timedelta(7), False, TODAY))
    message = results.results_releases(lines, ["results:stadtweit:r2", "results:stadtweit:r1"], "de")
    assert "1. Final results of 22. November 2026\n2. Release 1 of 15. November 2026" in words(message)
    labels = [row[0].label for row in message.rows]
    assert labels == ["1. 22. November 2026", "2. 15. November 2026"]


def test_the_scales_that_most_questions_share_are_one_picture_with_their_averages() -> None:
    other = replace(SCALE, question="shops", label={"de": "Und die Läden?"}, mean=2.0)
    other = replace(other, hint={"de": "Zum Beispiel Cafés. 1 = gar nicht, 5 = sehr"})
    message = results_tables.scales_picture(published(SCALE, other), "de")
    assert words(message).splitlines() == ["<b>Averages</b>", "Wie zufrieden?: 3,6", "Und die Läden?: 2"]
    picture = message.picture
    assert isinstance(picture, StackedChart)
    assert picture.subtitle == "1 = gar nicht, 5 = sehr"
    assert [key.sign for key in picture.keys] == [f"\u2068{value}\u2069" for value in range(1, 6)]
    assert [round(sum(one.share for one in row.segments), 9) for row in picture.rows] == [1, 1]


def test_themes_of_texts_are_ranked_and_said_to_be_coded_by_hand() -> None:
    rows = (PublishedRow("a", {"de": "Grün"}, 5), PublishedRow("b", {"de": "Bus"}, 20))
    texts = PublishedTable("idea", Kind.TEXT, {"de": "Ihre Idee?"}, rows, 37, 5)
    text = words(results_tables.table_text(published(texts), 0, "de"))
    assert "Bus: <b>54\u00a0%</b> (20)\nGrün: <b>14\u00a0%</b> (5)" in text
    assert "Themes of the texts, coded by hand. A text can have several themes." in text


def test_weighted_shares_stand_beside_the_raw_ones_with_their_interval() -> None:
    rows = (PublishedRow("a", {"de": "Ja"}, 60, weighted=WeightedShare(0.55, 0.45, 0.65)),)
    table = PublishedTable("q", Kind.SELECT_ONE, {"de": "Frage?"}, rows, 100, 0)
    text = words(results_tables.table_text(published(table), 0, "de"))
    assert "Ja: <b>60\u00a0%</b> (60), weighted 55\u00a0% [45\u00a0% to 65\u00a0%]" in text
    assert "In square brackets: the range that chance alone explains (95 %)." in text


def test_a_table_tells_share_and_count_of_every_answer() -> None:
    message = results_tables.table_text(published(SCALE), 0, "de")
    assert words(message).split("\n\n") == [
        "<b>Wie zufrieden?</b>",
        "<i>1 = gar nicht, 5 = sehr</i>",
        "1: <b>3\u00a0%</b> (41)\n2: <b>8\u00a0%</b> (118)\n3: <b>29\u00a0%</b> (402)\n"
        "4: <b>44\u00a0%</b> (611)\n5: <b>16\u00a0%</b> (228)",
        "Average: 3,6. Half of the answers are at most 4.",
        "1.400 people answered. 12 skipped the question or were not asked it.",
        "Release 1 of 22. November 2026\n"
        "Counted in closed blocks of at least 10 people, so that nobody can be recognised.",
    ]


def test_labels_cannot_become_markup() -> None:
    text = results_tables.table_text(published(choices(10, n=10)), 0, "de").text
    assert "Frage &lt;1&gt;?" in text
    assert "Antwort &lt;0&gt; &amp; mehr" in text


def test_several_answers_are_sorted_and_explained() -> None:
    view = published(choices(3, 9, 7, n=10, multiple=True))
    text = words(results_tables.table_text(view, 0, "de"))
    assert text.index("&lt;1&gt; &amp;") < text.index("&lt;2&gt; &amp;") < text.index("&lt;0&gt; &amp;")
    assert "so the shares can add up to more than 100\u00a0%." in text
    picture = results_tables.table_picture(view, 0, "de").picture
    assert isinstance(picture, Chart)
    assert [bar.count for bar in picture.bars] == [9, 7, 3]


def test_shares_round_neither_somebody_to_nobody_nor_most_to_all() -> None:
    rare = words(results_tables.table_text(published(choices(1, 999, 0, n=1000)), 0, "de"))
    assert "&lt; 1\u00a0%</b> (1)" in rare
    assert "&gt; 99\u00a0%</b> (999)" in rare
    assert "<b>0\u00a0%</b> (0)" in rare


def test_a_withheld_question_shows_no_number_of_its_answers() -> None:
    view = published(WithheldTable("idea", {"de": "Ihre Idee?"}))
    for message in (results_tables.table_text(view, 0, "de"), results_tables.table_picture(view, 0, "de")):
        assert words(message).startswith("<b>Ihre Idee?</b>\n\nNo numbers yet: fewer than 10 people")
        assert message.picture is None


def test_free_texts_are_only_counted() -> None:
    texts = PublishedTable("idea", Kind.TEXT, {"de": "Ihre Idee?"}, (), 37, 5)
    message = results_tables.table_text(published(texts), 0, "de")
    assert "37 answers are kept for moderation. Until then nobody sees what was written." in words(message)


def test_a_question_that_went_away_meanwhile_is_answered_kindly() -> None:
    assert words(results_tables.table_text(published(total=None), 3, "de")).startswith("Not enough people")
    assert results_tables.table_picture(published(total=None), 3, "de").picture is None


def test_spans_of_numbers_are_words_and_years_have_no_separator() -> None:
    said = Speech("de", NullTranslations(), Locale("de"))
    spans = [Span(None, 1949), Span(1950, 1959), Span(1960, None), Span(3, 3)]
    labels = [figures.row_label(PublishedRow("x", {}, 1, span), said) for span in spans]
    plain = [label.translate({0x2068: None, 0x2069: None}) for label in labels]
    assert plain == ["up to 1949", "1950 to 1959", "1960 or more", "3"]


def test_the_chart_says_how_many_answered_the_rule_and_the_day() -> None:
    message = results_tables.table_picture(published(SCALE), 0, "de")
    chart = message.picture
    assert isinstance(chart, Chart)
    assert (chart.title, chart.subtitle) == ("Wie zufrieden?", "1 = gar nicht, 5 = sehr")
    footer = chart.footer.translate({0x2068: None, 0x2069: None})
    assert footer.splitlines() == [
        "1.400 people answered. 12 skipped the question or were not asked it.",
        "In brackets: the number of people.",
        "Release 1 of 22. November 2026",
        "Counted in closed blocks of at least 10 people, so that nobody can be recognised.",
    ]


def test_a_chart_of_very_many_answers_shows_the_most_frequent_and_says_so() -> None:
    table = choices(*range(100), n=100)
    chart = results_tables.table_chart(published(table), table, "de")
    assert [bar.count for bar in chart.bars] == list(range(100 - MOST_BARS, 100))
    assert "most frequent answers are shown" in chart.footer


def test_a_table_of_very_many_answers_can_be_split_between_lines() -> None:
    text = results_tables.table_text(published(choices(*range(300), n=300)), 0, "de").text
    assert length(text) > 4096
    assert all(length(part) <= 4096 for part in split(text))


def test_every_arabic_line_begins_with_a_sign_that_turns_it() -> None:
    view = published(SCALE, choices(9, 5, n=10, multiple=True), WithheldTable("idea", {"de": "Idee?"}))
    messages = [results_tables.table_text(view, index, "ar") for index in range(3)]
    messages += [results.survey_results(view, menu_of(3), "ar"), results_tables.table_picture(view, 0, "ar")]
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
