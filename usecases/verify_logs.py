"""Attacks on log files: texts that residents wrote, the token, receipts."""

import re
from collections.abc import Sequence
from pathlib import Path

from db import inspection
from db.unit import Unit
from domain.findings import Finding, found, not_testable
from domain.receipts import GROUP, SIGNS, NoReceipt, read_receipt
from usecases.verify_tables import SHORTEST_TEXT

_TOKEN = re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{30,}")
_CODE = re.compile(rf"\b(?:[0-9A-Za-z]{{{GROUP}}}-){{{SIGNS // GROUP - 1}}}[0-9A-Za-z]{{{GROUP}}}\b")


def verify_logs(unit: Unit, logs: Sequence[Path]) -> list[Finding]:
    """Search log files for what must never be in one."""
    texts = inspection.texts(unit.connection, SHORTEST_TEXT)
    findings = []
    for path in logs:
        attack = f"log {path.name}"
        try:
            content = path.read_text("utf-8", errors="replace")
        except OSError as error:
            findings.append(not_testable(attack, f"it cannot be read: {error.strerror}"))
            continue
        hits = {
            "texts of residents": sum(text in content for text in texts),
            "tokens": len(_TOKEN.findall(content)),
            "receipts": sum(_is_receipt(code) for code in _CODE.findall(content)),
        }
        why = ", ".join(f"{n} {what}" for what, n in hits.items())
        findings.append(found(attack, not any(hits.values()), why))
    return findings


def _is_receipt(code: str) -> bool:
    try:
        read_receipt(code)
    except NoReceipt:
        return False
    return True
