"""What is refused before anything is parsed: files that are too large, bombs in ZIP and XML."""

import re
import zipfile
from io import BytesIO

from usecases.xlsform.problems import Findings, ProblemKind

MEGABYTE = 1024 * 1024
MAX_FILE = 5 * MEGABYTE
MAX_UNPACKED = 50 * MEGABYTE
MAX_PARTS = 2_000
MAX_RATIO = 200  # what a part of more than a megabyte may grow to; real sheets stay below 50
MAX_CELLS = 2_000_000  # empty ones between others included
MAX_QUESTIONS = 2_000
MAX_CHOICES_IN_FORM = 20_000
MAX_LANGUAGES = 60
MAX_CELL = 32_767  # characters, as in Excel

ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOMB = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']*)["']""")
_PLAIN = (b"utf-8", b"utf8", b"us-ascii", b"ascii")  # in others `<!DOCTYPE` could be spelled otherwise


def is_within_limits(source: bytes, findings: Findings) -> bool:
    """Tell whether a file may be parsed at all; a finding says why not."""
    if len(source) > MAX_FILE:
        size, limit = _megabytes(len(source)), _megabytes(MAX_FILE)
        findings.add(ProblemKind.FILE_TOO_LARGE, "", size=size, limit=limit)
        return False
    return not source.startswith(ZIP_MAGIC) or _unpacks_within_limits(source, findings)


def _unpacks_within_limits(source: bytes, findings: Findings) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(source)) as archive:
            return _is_no_bomb(archive, findings)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return True  # the parser will say what is wrong with it
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma"):  # damaged parts
            return True
        raise


def _is_no_bomb(archive: zipfile.ZipFile, findings: Findings) -> bool:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        findings.add(ProblemKind.TOO_MANY_PARTS, "", count=len(parts), limit=MAX_PARTS)
        return False
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or any(map(_grows_suspiciously, parts)):
        size, limit = _megabytes(unpacked), _megabytes(MAX_UNPACKED)
        findings.add(ProblemKind.UNPACKS_TOO_LARGE, "", size=size, limit=limit)
        return False
    for part in parts:
        # A part never gives more than the size that was added up above, whatever it holds.
        if _may_hold_a_bomb(archive.read(part)):
            findings.add(ProblemKind.FORBIDDEN_XML, "", part=part.filename)
            return False
    return True


def _grows_suspiciously(part: zipfile.ZipInfo) -> bool:
    return part.file_size > MEGABYTE and part.file_size > MAX_RATIO * max(part.compress_size, 1)


def _may_hold_a_bomb(content: bytes) -> bool:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content[:200].count(0) > len(content[:200]) // 4:
        content = content.replace(b"\0", b"")  # UTF-16 and UTF-32
    named = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    odd = named is not None and not named[1].lower().startswith((*_PLAIN, b"utf-16"))
    return odd or _BOMB.search(content) is not None


def _megabytes(size: int) -> float:
    return round(size / MEGABYTE, 1)
