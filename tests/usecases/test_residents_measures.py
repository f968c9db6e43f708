"""Residents see what becomes of what was said, and choose of what they want to hear."""

from pathlib import Path

import orjson
import pytest

from bot.dialogs import say_in_words
from bot.dialogs.message import Message
from db import follows, measures, releases
from db.unit import Unit
from domain.evidence import Evidence, EvidenceKind
from domain.outgoing import Outgoing, Priority
from domain.town import MEASURES_CONSENT
from tests.usecases.measuring import BENCHES, follow, let_time_come, measure, plant, publish, theme
from tests.usecases.office import released, staff
from tests.usecases.town import Resident, Town
from usecases.add_measures import add_measures
from usecases.measure_files import MeasuresFile
from usecases.residents_measures import measures_command
from usecases.views import load_view
from usecases.yaml_files import read_file_located

EXAMPLE = Path(__file__).resolve().parents[2] / "content" / "examples" / "measures.yaml"


@pytest.fixture
def example(town: Town) -> Town:
    """A town with the example's needs."""
    located = read_file_located(EXAMPLE, MeasuresFile, town.house.languages)
    town.run(add_measures, town.house, located, {}, town.now)
    return town


def words(one: Resident, outgoing: Outgoing | None = None) -> Message:
    return say_in_words(one.town.house.town, outgoing or one.sees)


def labels(one: Resident) -> list[str]:
    return [button.label for row in words(one).rows for button in row]


def look(one: Resident) -> None:
    one.command(measures_command)


def need_named(one: Resident, part: str) -> str:
    """Return the option of the need whose button says this."""
    return next(option for option, label in zip(one.options, labels(one), strict=True) if part in label)


def test_the_needs_are_listed_with_what_has_become_of_each_the_deferred_ones_last(
    example: Town, ayse: Resident
) -> None:
    ayse.agree()
    look(ayse)
    text = words(ayse).text
    assert text.index("Mehr Plätze zum Ausruhen") < text.index("Ein Freibad im Quartier")
    assert [option for option in ayse.options if option.startswith("ms:need:")] == [
        f"ms:need:{number}" for number in (1, 2, 3, 4)
    ]


def test_the_chain_leads_from_what_was_said_to_what_is_built(example: Town, ayse: Resident) -> None:
    ayse.agree()
    look(ayse)
    ayse.choose(need_named(ayse, "Ausruhen"))
    text = words(ayse).text
    places = [
        text.index(part)
        for part in (
            "kommt vom Stadtpark bis zu den Läden an keiner einzigen Bank vorbei",
            "Alle 300 Meter eine Bank",
            "4 Bänke",
            "16 Bänke",
            "Zwölf neue Bänke mit Armlehnen",
            "50\xa0%",
        )
    ]
    assert places == sorted(places)


def test_a_deferred_need_says_why_it_has_to_wait(example: Town, ayse: Resident) -> None:
    ayse.agree("ar")
    look(ayse)
    ayse.choose(need_named(ayse, "مسبح"))
    assert "لا يوجد لذلك مكان ولا مال" in words(ayse).text


def test_a_measure_shows_its_updates_the_newest_first(example: Town, ayse: Resident) -> None:
    ayse.agree()
    look(ayse)
    ayse.choose("ms:need:1")
    ayse.choose("ms:show:1")
    text = words(ayse).text
    assert text.index("Sechs Bänke stehen.") < text.index("Die ersten drei Bänke stehen an der Allee.")
    assert "Fachbereich Tiefbau und Grünflächen" in text
    assert "2. Oktober 2026" in text


def test_progress_comes_as_a_picture_with_the_same_in_words(example: Town, ayse: Resident) -> None:
    ayse.agree()
    look(ayse)
    ayse.choose("ms:progress:1")
    shown = words(ayse)
    assert shown.picture is not None
    assert "50\xa0%" in shown.text
    assert "30. Juni 2027" in shown.text


def test_area_and_theme_can_be_chosen_together(example: Town, ayse: Resident) -> None:
    ayse.agree()
    look(ayse)
    ayse.choose("ms:f:-:-")
    ayse.choose("ms:f:centre:-")
    ayse.choose("ms:f:centre:infrastructure")
    ayse.choose("ms:l:centre:infrastructure:0")
    assert not any(option.startswith("ms:need") for option in ayse.options)
    ayse.choose("ms:f:centre:infrastructure")
    ayse.choose("ms:f:-:infrastructure")
    ayse.choose("ms:l:-:infrastructure:0")
    assert [option for option in ayse.options if option.startswith("ms:need")] == ["ms:need:2", "ms:need:4"]


def test_many_needs_come_in_pages(town: Town, ayse: Resident) -> None:
    def many(unit: Unit) -> None:
        for number in range(12):
            measures.add_need(unit, f"n{number}", status="recognised", title={"de": f"Bedarf {number}"})

    town.run(many)
    ayse.agree()
    look(ayse)
    seen = [option for option in ayse.options if option.startswith("ms:need")]
    ayse.choose("ms:l:-:-:1")
    seen += [option for option in ayse.options if option.startswith("ms:need")]
    ayse.choose("ms:l:-:-:2")
    seen += [option for option in ayse.options if option.startswith("ms:need")]
    assert seen == [f"ms:need:{number}" for number in range(1, 13)]
    assert "ms:l:-:-:1" in ayse.options
    assert "ms:l:-:-:3" not in ayse.options


def test_a_text_that_is_not_there_in_ones_language_is_german_with_a_note(town: Town, ayse: Resident) -> None:
    plant(town)
    ayse.agree("en")
    look(ayse)
    text = words(ayse).text
    assert "Mehr Sitzplätze" in text
    assert "Some of this is not there in your language yet. It is in \u2068Deutsch\u2069." in text
    ayse.choose("language:tr")
    look(ayse)
    assert "Daha çok oturma yeri" in words(ayse).text


def test_evidence_leads_to_the_published_result_and_tells_no_number_before(
    town: Town, ayse: Resident
) -> None:
    plant(town)
    released(town)

    rests_on = [Evidence(EvidenceKind.RELEASE, "stadtweit:1:likes:a")]
    town.run(measures.set_evidence, 1, rests_on)
    ayse.agree("en")
    look(ayse)
    ayse.choose("ms:need:1")
    assert "Its results are not published yet." in words(ayse).text
    assert not any(option.startswith("said_more") for option in ayse.options)

    assert town.run(releases.publish, "stadtweit", 1, town.now.date())
    ayse.choose("ms:need:1")
    assert "people" in words(ayse).text
    assert "%" in words(ayse).text
    ayse.choose("said_more:stadtweit")
    assert ayse.sees.template == "said_survey"


def test_who_follows_their_first_thing_is_asked_whether_we_may_write(town: Town, ayse: Resident) -> None:
    plant(town)
    ayse.agree()
    look(ayse)
    ayse.choose("ms:show:1")
    ayse.choose("ms:follow:1")
    assert ayse.sees.template == "notify_question"
    assert ayse.sees.args["purpose"] == MEASURES_CONSENT
    ayse.choose(ayse.options[0])
    assert town.run(follows.followed, ayse.member["id"]) == [measure(BENCHES)]
    update = publish(town)
    let_time_come(town)
    rows = [row for row in town.rows("outbox") if row["template"] == "measure_news"]
    assert [(row["address"], f'"update":{update}' in row["args"]) for row in rows] == [(501, True)]


def test_a_no_to_messages_leaves_nothing_behind(town: Town, ayse: Resident) -> None:
    plant(town)
    ayse.agree()
    look(ayse)
    ayse.choose("ms:show:1")
    ayse.choose("ms:follow:1")
    ayse.choose(ayse.options[1])
    assert town.rows("follow") == []


def test_who_ends_messages_on_measures_follows_nothing_any_more(town: Town, ayse: Resident) -> None:
    plant(town)
    follow(ayse, measure(BENCHES), theme("trade"))
    ayse.choose("off:measures")
    assert town.rows("follow") == []


def test_what_somebody_hears_of_is_ticked_and_can_be_changed(town: Town, ayse: Resident) -> None:
    plant(town)
    follow(ayse, measure(BENCHES), theme("trade"), language="en")
    look(ayse)
    ayse.choose("ms:mine")
    assert any("☑ Theme: \u2068Shops and trade\u2069" in label for label in labels(ayse))
    assert any("☑ Zwölf neue Bänke" in label for label in labels(ayse))
    ayse.choose("ms:off:theme:trade")
    ayse.choose("ms:on:area:centre")
    ayse.choose("ms:off:measure:1")
    assert [(row["kind"], row["key"]) for row in town.rows("follow")] == [("area", "centre")]


def test_a_change_to_at_once_tells_now_what_the_weeks_message_would_have(town: Town, ayse: Resident) -> None:
    plant(town)
    follow(ayse, measure(BENCHES), weekly=True)
    update = publish(town)
    let_time_come(town)
    look(ayse)
    ayse.choose("ms:mine")
    ayse.choose("ms:daily")
    assert ayse.sees.template == "measure_news"
    assert ayse.sees.args == {"update": update}
    assert "Die Bank steht." in words(ayse).text


def test_a_message_that_waits_leaves_out_what_nobody_follows_any_more(town: Town, ayse: Resident) -> None:
    plant(town)
    follow(ayse, measure(BENCHES))
    publish(town)
    let_time_come(town)
    town.run(follows.remove, ayse.member["id"], measure(BENCHES))
    (row,) = [row for row in town.rows("outbox") if row["template"] == "measure_news"]
    waiting = Outgoing(501, row["template"], "de", orjson.loads(row["args"]), priority=Priority.BULK)
    assert town.run(load_view, town.house, waiting, town.now) is None


def test_staff_get_their_tree_and_a_way_to_the_residents_view(town: Town) -> None:
    plant(town)
    one = staff(town, 701)
    look(one)
    assert one.sees.template == "measure_staff_tree"
    one.choose("ms")
    assert one.sees.template == "measure_list"
    assert one.options[-1] == "measure"


@pytest.mark.parametrize(
    "option",
    [
        "ms:need:x",
        "ms:l:nowhere:-:0",
        "ms:l:-:-:9999",
        "ms:on:theme:weather",
        "ms:on:person:1",
        "ms:photo:1",
        "ms:progress:99",
        "ms:follow:99",
        "ms:show:1:2:3",
        "ms:boo",
    ],
)
def test_a_button_that_is_none_of_ours_does_nothing(town: Town, ayse: Resident, option: str) -> None:
    plant(town)
    ayse.agree()
    before = town.rows("follow")
    assert ayse.choose(option) is not None
    assert town.rows("follow") == before


def test_a_need_that_is_gone_leads_back_to_the_list(town: Town, ayse: Resident) -> None:
    ayse.agree()
    ayse.choose("ms:need:77")
    assert ayse.sees.template == "measure_list"
    ayse.choose("ms:show:77")
    assert ayse.sees.template == "measure_list"
