"""Tables of households as towns have them become addresses; what cannot be used is named with its row."""

import pytest

from usecases.read_households import Household, Households, HouseholdsRefused, read_households

OFFERED = ("de", "tr", "ar", "uk")


def read(text: str, *lines: str, encoding: str = "utf-8") -> Households:
    return read_households(text.encode(encoding), lines, OFFERED)


def test_every_column_is_a_line_of_the_address_but_for_the_languages() -> None:
    found = read("name,street,place,languages\nFamilie Öz,Weg 1,70806 Kornwestheim,de tr\n")
    assert found.rows == (
        Household(
            2,
            ("Familie Öz", "Weg 1", "70806 Kornwestheim", "de tr"),
            ("Familie Öz", "Weg 1", "70806 Kornwestheim"),
            ("de", "tr"),
        ),
    )


def test_lines_can_be_put_together_from_columns_and_empty_ones_are_left_out() -> None:
    found = read(
        "Vorname;Nachname;Zusatz;PLZ;Ort\nAda;Öz;;70806;Kornwestheim\n",
        "{Vorname} {Nachname}",
        "{Zusatz}",
        "{PLZ} {Ort}",
    )
    assert found.delimiter == ";"
    assert found.rows[0].address == ("Ada Öz", "70806 Kornwestheim")


@pytest.mark.parametrize(
    ("written", "languages"),
    [("", ("de",)), ("TR", ("tr",)), ("de, tr/ar", ("de", "tr", "ar")), ("de de uk", ("de", "uk"))],
)
def test_languages_are_read_as_people_write_them(written: str, languages: tuple[str, ...]) -> None:
    assert read(f'name;languages\nÖz;"{written}"\n').rows[0].languages == languages


def test_at_most_three_languages_fit_on_a_letter() -> None:
    assert read("name;languages\nÖz;de tr ar uk\n").rows[0].languages == ("de", "tr", "ar")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_it_is_read_as_spreadsheets_save_it(encoding: str) -> None:
    found = read("name;place\r\nJürgen Groß;Köln\r\n", encoding=encoding)
    assert found.rows[0].address == ("Jürgen Groß", "Köln")
    assert found.columns == ("name", "place")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the file is empty"),
        ("name\n", "0 households"),
        ("name,name\na,b\n", "row 1 needs a name for each column"),
        ("name,\na,b\n", "row 1 needs a name for each column"),
        ("name\na,b\n", "row 2 has more cells"),
        ("name,languages\na,de\nb,xx\n", "row 3: the language “xx” should be one of de, tr"),
        ("name,languages\n,de\n", "row 2 has an address of 0 lines"),
        ("a,b,c,d,e,f,g\n1,2,3,4,5,6,7\n", "row 2 has an address of 7 lines, and 1 to 6 fit"),
        ('name\n"open', "the file is no table"),
    ],
)
def test_what_cannot_be_used_is_one_line_with_its_row(text: str, why: str) -> None:
    with pytest.raises(HouseholdsRefused) as refused:
        read(text)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_line_that_names_an_unknown_column_is_refused() -> None:
    with pytest.raises(HouseholdsRefused, match="there is no column “plz”; there are: name"):
        read("name\nÖz\n", "{name}", "{plz}")


def test_no_address_stands_in_a_representation_that_could_be_logged() -> None:
    assert "Öz" not in repr(read("name\nÖz\n").rows)
