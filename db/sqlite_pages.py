"""What stands in a SQLite file beneath its tables: where each row lies, and bytes that nothing uses.

Follows SQLite's description of its file format (sqlite.org/fileformat2.html); only as much as an attacker
needs who has the file and wants to know in which order rows came, or what was deleted.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_INDEX_INTERIOR, _TABLE_INTERIOR, _INDEX_LEAF, _TABLE_LEAF = 2, 5, 10, 13
_SMALLEST_CELL = 4
_LOCK_BYTE = 0x40000000
KEY_BYTES = 32
_READABLE = re.compile(rb"[^\x00-\x1f]{6,}")  # left-over pointers into a page have such signs between them


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key lies: the page, and how far from its beginning. Cells are filled in from the end."""

    page: int
    offset: int


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    size: int
    payload: bytes  # what of it lies on this page
    overflow: int  # the page where it goes on; 0: nowhere
    overflow_bytes: int


class SqliteFile:
    """A SQLite file as bytes; it must not change meanwhile.

    Args:
        content: All bytes of the file.
        roots: The root page of every tree (tables and indexes), the schema's own included, by name.
    """

    def __init__(self, content: bytes, roots: Mapping[str, int]) -> None:
        size = int.from_bytes(content[16:18], "big")
        self._page_size = 65536 if size == 1 else size
        self._usable = self._page_size - content[20]
        self._content = content
        self._roots = roots
        self._pages = len(content) // self._page_size

    def keys_of(self, tree: str) -> dict[bytes, Place]:
        """Return the 32-byte keys of a tree's rows with the places where they lie."""
        found: dict[bytes, Place] = {}
        for number, _, cells in self._walk(self._roots[tree]):
            for cell in cells:
                for key in _blobs(cell.payload, KEY_BYTES):
                    found[key] = Place(number, cell.start)
        return found

    def readable_remnants(self) -> list[bytes]:
        """Return what can be read where nothing should be, other than copies of what is there anyway.

        When SQLite moves rows between pages, copies of rows that live stay behind; secure_delete does not
        see them. Were such a row deleted now, its copy would be found here until the next VACUUM.
        """
        living = b"\0".join(
            self._content_of(cell)
            for root in self._roots.values()
            for _, _, cells in self._walk(root)
            for cell in cells
        )
        runs = (run for remnant in self.remnants() for run in _READABLE.findall(remnant))
        return [run for run in runs if run not in living]

    def remnants(self) -> Iterator[bytes]:
        """Yield what is not zero where nothing should be: in gaps of pages, and on free pages."""
        seen: set[int] = set()
        for root in self._roots.values():
            for number, used, cells in self._walk(root):
                seen.add(number)
                yield from self._gaps(number, used)
                for cell in cells:
                    yield from self._overflow_gaps(cell, seen)
        yield from self._free_pages(seen)
        for number in range(1, self._pages + 1):
            if number not in seen and number != _LOCK_BYTE // self._page_size + 1:
                yield from _not_zero(self._page(number))

    def _page(self, number: int) -> bytes:
        return self._content[(number - 1) * self._page_size : number * self._page_size]

    def _walk(self, root: int) -> Iterator[tuple[int, list[tuple[int, int]], list[_Cell]]]:
        """Yield every page of a tree: its number, the (start, size) of all that is used, and its cells."""
        waiting = [root]
        while waiting:
            number = waiting.pop()
            page = self._page(number)
            start = 100 if number == 1 else 0
            kind = page[start]
            interior = kind in (_INDEX_INTERIOR, _TABLE_INTERIOR)
            header = 12 if interior else 8
            count = int.from_bytes(page[start + 3 : start + 5], "big")
            pointers = start + header
            used = [(0, pointers + 2 * count), *_free_blocks(page, start)]
            cells = []
            for place in range(count):
                offset = int.from_bytes(page[pointers + 2 * place : pointers + 2 * place + 2], "big")
                cell, child = self._cell(page, offset, kind)
                used.append((cell.start, cell.size))
                cells.append(cell)
                if child:
                    waiting.append(child)
            if interior:
                waiting.append(int.from_bytes(page[start + 8 : start + 12], "big"))
            yield number, used, cells

    def _cell(self, page: bytes, start: int, kind: int) -> tuple[_Cell, int]:
        at, child = start, 0
        if kind in (_INDEX_INTERIOR, _TABLE_INTERIOR):
            child = int.from_bytes(page[at : at + 4], "big")
            at += 4
        if kind == _TABLE_INTERIOR:
            _, at = _varint(page, at)
            return _Cell(start, max(at - start, _SMALLEST_CELL), b"", 0, 0), child
        size, at = _varint(page, at)
        if kind == _TABLE_LEAF:
            _, at = _varint(page, at)
        local = self._local(size, kind)
        payload = page[at : at + local]
        at += local
        overflow = 0
        if local < size:
            overflow = int.from_bytes(page[at : at + 4], "big")
            at += 4
        return _Cell(start, max(at - start, _SMALLEST_CELL), payload, overflow, size - local), child

    def _local(self, size: int, kind: int) -> int:
        """Return how many bytes of a row lie on its own page."""
        most = self._usable - 35 if kind == _TABLE_LEAF else (self._usable - 12) * 64 // 255 - 23
        if size <= most:
            return size
        least = (self._usable - 12) * 32 // 255 - 23
        local = least + (size - least) % (self._usable - 4)
        return local if local <= most else least

    def _gaps(self, number: int, used: list[tuple[int, int]]) -> Iterator[bytes]:
        page, at = self._page(number)[: self._usable], 0
        for start, size in sorted(used):
            yield from _not_zero(page[at:start])
            at = max(at, start + size)
        yield from _not_zero(page[at:])

    def _content_of(self, cell: _Cell) -> bytes:
        content, number, left = cell.payload, cell.overflow, cell.overflow_bytes
        while number:
            page = self._page(number)
            content += page[4 : min(4 + left, self._usable)]
            left -= self._usable - 4
            number = int.from_bytes(page[:4], "big")
        return content

    def _overflow_gaps(self, cell: _Cell, seen: set[int]) -> Iterator[bytes]:
        number, left = cell.overflow, cell.overflow_bytes
        while number:
            seen.add(number)
            page = self._page(number)
            yield from _not_zero(page[4 + left : self._usable])
            left -= self._usable - 4
            number = int.from_bytes(page[:4], "big")

    def _free_pages(self, seen: set[int]) -> Iterator[bytes]:
        trunk = int.from_bytes(self._content[32:36], "big")
        while trunk:
            seen.add(trunk)
            page = self._page(trunk)
            count = int.from_bytes(page[4:8], "big")
            yield from _not_zero(page[8 + 4 * count : self._usable])
            trunk = int.from_bytes(page[:4], "big")


def _free_blocks(page: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield the headers of a page's free blocks; what follows them has to be zero."""
    at = int.from_bytes(page[start + 1 : start + 3], "big")
    while at:
        yield at, 4
        at = int.from_bytes(page[at : at + 2], "big")


def _not_zero(part: bytes) -> Iterator[bytes]:
    left = part.strip(b"\0")
    if left:
        yield left


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """Return a number of up to 9 bytes and where it ends."""
    value = 0
    for place in range(8):
        byte = page[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | page[at + 8], at + 9


def _blobs(payload: bytes, length: int) -> Iterator[bytes]:
    """Yield the binary values of this length among a row's columns that lie on the page."""
    if not payload:
        return
    end, at = _varint(payload, 0)
    body = end
    while at < end:
        kind, at = _varint(payload, at)
        size = (kind - 12) // 2 if kind >= 12 else (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[kind]
        if kind == 12 + 2 * length and body + size <= len(payload):
            yield payload[body : body + size]
        body += size
