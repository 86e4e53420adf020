r"""Rows as CSV text that a spreadsheet reads as data: no cell of text becomes a formula.

A text that a spreadsheet could take for a formula gets an apostrophe before it, as OWASP advises,
and every text is quoted; a number stays a number, also a negative one::

    >>> print(csv_text(("id", "points"), [{"id": "=1+1", "points": -2}]))
    "id","points"
    "'=1+1",-2
    <BLANKLINE>
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["csv_text", "plain_text"]

_FORMULA: Final = frozenset("=+-@\N{MINUS SIGN}")
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows under a heading, as RFC 4180 writes them; a column that a row lacks is empty."""
    lines = [columns, *([row.get(name) for name in columns] for row in rows)]
    return "".join(",".join(map(_cell, line)) + "\r\n" for line in lines)


def plain_text(value: object) -> str:
    """A cell as text for programs: a number in digits alone, yes and no as ``true`` and ``false``.

    >>> plain_text(True), plain_text(1200), plain_text(Decimal("1E+3")), plain_text(None)
    ('true', '1200', '1000', '')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else f"{int(value)}"
    return "" if value is None else str(value)


def _cell(value: object) -> str:
    text = plain_text(value)
    if value is None or isinstance(value, int | Decimal):
        return text
    return '"' + _plain(text).replace('"', '""') + '"'


def _plain(text: str) -> str:
    """Text that no spreadsheet reckons with: what stands first counts, seen or not."""
    first = next((mark for mark in text if mark.isprintable() and not mark.isspace()), "")
    begins = unicodedata.normalize("NFKC", first) in _FORMULA or text[:1] in {"\t", "\r", "\n"}
    return f"'{text}" if begins and not _NUMBER.fullmatch(text) else text
