"""A language that few speak would have a name on it: it is not kept, and is no group in results."""

from dataclasses import replace

from domain.dialogue import Move
from domain.redaction import proposed
from domain.releases import PEOPLE, Release
from domain.survey import LANGUAGE
from tests.domain.questionnaires import TOWN
from tests.usecases.test_staff import close
from tests.usecases.town import Resident, Town, others_submit


def test_a_language_that_fewer_than_ten_speak_stands_with_no_response_and_in_no_table(town: Town) -> None:
    town.open_survey("stadtweit", replace(TOWN, version="2", dimensions=(LANGUAGE,)), source="2")
    others_submit(town, 40)
    for chat in (71, 72, 73):
        resident = Resident(town, chat)
        resident.begin("ar")
        resident.answer_all()
        resident.tap(Move.SUBMIT)
    town.seal()
    assert {row["language"] for row in town.rows("response")} <= {"de", ""}
    release = close(town)
    assert isinstance(release, Release)
    assert release.values(PEOPLE, LANGUAGE) in ([], ["de"])
    assert release.n == 33


def test_the_rules_of_all_languages_look_at_a_text_whose_language_is_not_kept() -> None:
    for text, language in (("Frau Schmidt grüßt nie", "de"), ("Sayın Yılmaz çok gürültü yapıyor", "tr")):
        assert proposed(text, language)
        assert proposed(text, "") == proposed(text, language)
