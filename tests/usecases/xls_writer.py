"""Writes workbooks in Excel's old format, as small as they can be, for tests that read them."""

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Cell = str | float | bool | None


def xls_of(sheets: dict[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Return an .xls file with these sheets; numbers from 40,000 on are shown as days."""
    return _compound(_workbook(sheets))


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _text(text: str, width: str) -> bytes:
    return struct.pack(width, len(text)) + b"\x01" + text.encode("utf-16-le")


def _workbook(sheets: dict[str, Sequence[Sequence[Cell]]]) -> bytes:
    number_format, day_format = (struct.pack("<HHHHHHII", 0, form, 0, 0, 0, 0, 0, 0) for form in (0, 14))
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6))
    start += _record(0x0042, struct.pack("<H", 1200)) + _record(0x00E0, number_format)
    start += _record(0x00E0, day_format)
    bodies = [_sheet(rows) for rows in sheets.values()]
    names = [_text(name, "<B") for name in sheets]
    offset = len(start) + sum(len(name) + 10 for name in names) + 4
    bounds = b""
    for name, body in zip(names, bodies, strict=True):
        bounds += _record(0x0085, struct.pack("<IH", offset, 0) + name)
        offset += len(body)
    return start + bounds + _record(0x000A, b"") + b"".join(bodies)


def _sheet(rows: Sequence[Sequence[Cell]]) -> bytes:
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0x0DBB, 0x07CC, 0, 6))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HH", row, column)
            match cell:
                case None:
                    pass
                case bool():
                    body += _record(0x0205, place + struct.pack("<HBB", 0, cell, 0))
                case str():
                    body += _record(0x0204, place + struct.pack("<H", 0) + _text(cell, "<H"))
                case _:
                    is_day = int(cell >= 40_000)
                    body += _record(0x0203, place + struct.pack("<Hd", is_day, cell))
    return body + _record(0x000A, b"")


def _compound(stream: bytes) -> bytes:
    """Put a stream into the container that Office used: a file system in a file."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    fat = [_FAT, _END, *range(3, count + 2), _END]
    assert len(fat) <= _SECTOR // 4
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    header += struct.pack("<108I", *[_FREE] * 108)
    table = struct.pack(f"<{_SECTOR // 4}I", *fat, *[_FREE] * (_SECTOR // 4 - len(fat)))
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return header[:_SECTOR] + table + entries.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    return spelled.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI8x8xII4x", len(spelled), kind, 1, _FREE, _FREE, child, 0, start, size
    )
