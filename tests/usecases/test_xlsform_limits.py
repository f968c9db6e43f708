"""Files that are built to do harm, or are simply too large, are refused before they are parsed."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from tests.usecases.xls_writer import xls_of
from usecases.xlsform import FileType, ProblemKind, check_form
from usecases.xlsform.limits import MAX_CELL, MAX_FILE, MAX_PARTS

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><sst><si><t>&i;</t></si></sst>"
)


def workbook(*extra: tuple[str, bytes], replaced: dict[str, bytes] | None = None) -> bytes:
    """Return a good form with further parts, and with other content in some."""
    book = Workbook()
    del book["Sheet"]
    sheet = book.create_sheet("survey")
    sheet.append(["type", "name", "label"])
    sheet.append(["text", "q", "Q"])
    plain, made = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, (replaced or {}).get(part, old.read(part)))
        for name, content in extra:
            new.writestr(name, content)
    return made.getvalue()


def sheet_of(rows: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def errors_in(content: bytes) -> list[ProblemKind]:
    return [one.kind for one in check_form(content, ".xlsx", "x").problems if one.is_error]


@pytest.fixture
def no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("the file was parsed")

    monkeypatch.setattr("openpyxl.load_workbook", fail)
    monkeypatch.setattr("xlrd.open_workbook", fail)


@pytest.mark.usefixtures("no_parser")
@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: b"PK\x03\x04" + b"x" * MAX_FILE, ProblemKind.FILE_TOO_LARGE),
        (lambda: xls_of({"survey": [["type"]]}) + b"\0" * MAX_FILE, ProblemKind.FILE_TOO_LARGE),
        (lambda: b"|" * (MAX_FILE + 1), ProblemKind.FILE_TOO_LARGE),
        (lambda: workbook(("xl/x.xml", bytes(60 * 1024**2))), ProblemKind.UNPACKS_TOO_LARGE),
        (lambda: workbook(("xl/x.xml", bytes(5 * 1024**2))), ProblemKind.UNPACKS_TOO_LARGE),
        (
            lambda: workbook(*((f"xl/{n}.xml", b"<a/>") for n in range(MAX_PARTS))),
            ProblemKind.TOO_MANY_PARTS,
        ),
    ],
)
def test_what_is_too_large_is_not_even_parsed(make: Callable[[], bytes], kind: ProblemKind) -> None:
    assert errors_in(make()) == [kind]


@pytest.mark.usefixtures("no_parser")
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/x.rels", "x.svg"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_declarations_of_entities_are_refused_in_every_part_and_spelling(part: str, encoding: str) -> None:
    bomb = LAUGHS.encode(encoding)
    replaced = {part: bomb}
    extra = () if part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml") else ((part, bomb),)
    assert errors_in(workbook(*extra, replaced=replaced)) == [ProblemKind.FORBIDDEN_XML]


@pytest.mark.usefixtures("no_parser")
def test_an_encoding_that_could_hide_declarations_is_refused() -> None:
    hidden = b'<?xml version="1.0" encoding="cp037"?>' + LAUGHS.encode("cp037")
    content = workbook(replaced={"xl/worksheets/sheet1.xml": hidden})
    assert errors_in(content) == [ProblemKind.FORBIDDEN_XML]


def test_a_sheet_that_claims_or_holds_endless_cells_is_refused() -> None:
    far = "".join(f'<row r="{n}"><c r="XFD{n}" t="str"><v>x</v></c></row>' for n in range(1, 500))
    content = workbook(replaced={"xl/worksheets/sheet1.xml": sheet_of(far)})
    assert errors_in(content) == [ProblemKind.TOO_MANY_CELLS]


def test_a_size_that_a_sheet_only_claims_does_no_harm() -> None:
    rows = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{c}{n}" t="str"><v>{v}</v></c>' for c, v in zip("ABC", row, strict=True))
        + "</row>"
        for n, row in ((1, ("type", "name", "label")), (2, ("text", "q", "Q")))
    )
    claimed = sheet_of(rows).replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    assert errors_in(workbook(replaced={"xl/worksheets/sheet1.xml": claimed})) == []


def form_of(*rows: str, choices: tuple[str, ...] = (), header: str = "type,name,label") -> bytes:
    lines = ["survey", f",{header}", *(f",{row}" for row in rows)]
    if choices:
        lines += ["choices", ",list_name,name,label", *(f",{row}" for row in choices)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (form_of(*(f"text,q{n},Q" for n in range(2_001))), ProblemKind.TOO_MANY_QUESTIONS),
        (
            form_of("select_one l,q,Q", choices=tuple(f"l,c{n},C" for n in range(20_001))),
            ProblemKind.TOO_MANY_CHOICES_IN_FORM,
        ),
        (
            form_of(
                "text,q" + ",Q" * 61,
                header="type,name,"
                + ",".join(f"label::a{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(61)),
            ),
            ProblemKind.TOO_MANY_LANGUAGES,
        ),
        (form_of(f"text,q,{'Q' * (MAX_CELL + 1)}"), ProblemKind.LONG_CELL),
    ],
    ids=["questions", "choices", "languages", "cell"],
)
def test_more_than_anybody_needs_is_refused(content: bytes, kind: ProblemKind) -> None:
    assert kind in [one.kind for one in check_form(content, ".csv", "x").problems if one.is_error]


@pytest.mark.parametrize(
    "content",
    [
        b"| survey |\n|" + b" " * 4_000_000 + b"x",
        b"| survey |\n|" + b"#" * 4_000_000 + b"|",
        b"|" * 4_000_000,
        form_of(*(f"text{' ' * 20_000}x,q{n},Q" for n in range(100))),
        form_of(*(f"range,q{n},Q,{'a' * 30_000}" for n in range(100)), header="type,name,label,parameters"),
        form_of(
            *(f"text,q{n},Q,{'printer' * 4_000}" for n in range(100)), header="type,name,label,appearance"
        ),
        form_of("text" + ",q" * 16_000, header="type,name" + ",label::x" * 16_000),
    ],
    ids=["spaces", "comments", "bars", "type", "parameters", "appearance", "columns"],
)
@pytest.mark.timeout(30)  # seconds; what takes a moment in a straight line would take hours in a square
def test_nothing_written_at_length_makes_reading_slow(content: bytes) -> None:
    file_type: FileType = ".csv" if content.startswith(b"survey") else ".md"
    check_form(content, file_type, "x")
