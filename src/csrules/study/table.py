"""Tables of a study as text for a prompt and as HTML for a notebook, in English or Chinese.

A Chinese character is as wide as two Latin ones; columns line up all the same::

    >>> table = Table(
    ...     Text("cases", "件数"),
    ...     (Column(Text("role", "职务")), Column(Text("cases", "件数"), right=True)),
    ...     ((Text("the manager", "经理"), 1200), (Text("the general manager", "总经理"), 3)),
    ... )
    >>> print(table.text("zh"))
    件数
    职务    件数
    ------  -----
    经理    1,200
    总经理      3
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.citation import Text
from csrules.plaintext import plain
from csrules.study.files import FONTS, TAGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from csrules.citation import Language

__all__ = [
    "Column",
    "Note",
    "Table",
    "display_width",
    "html_page",
    "say_value",
    "shown",
    "text_page",
    "wrapped",
]

_WIDEST: Final = 46
_ACROSS: Final = 9
_GAP: Final = "  "


def display_width(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> display_width("abc"), display_width("总经理")
    (3, 6)
    """
    return sum(_width(mark) for mark in text)


def _width(mark: str) -> int:
    if unicodedata.combining(mark):
        return 0
    return 2 if unicodedata.east_asian_width(mark) in {"W", "F"} else 1


def shown(value: object, language: Language = "en") -> str:
    """A cell as a table shows it: texts in the language, numbers with separators."""
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, bool):
        return (_YES if value else _NO).say(language)
    for kind, write in _WRITTEN:
        if isinstance(value, kind):
            return write(value)
    return str(value)


def say_value(value: object) -> str:
    """A swept value in a table or on an axis."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:,}" if isinstance(value, int | Decimal) else str(value)


_YES: Final = Text("yes", "是")
_NO: Final = Text("no", "否")
_WRITTEN: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (type(None), lambda _: "–"),
    (int, lambda number: f"{number:,}"),
    (Decimal, lambda number: f"{number:,}"),
    (datetime, lambda at: f"{at:%Y-%m-%d %H:%M:%S}".removesuffix(":00")),
    (date, lambda day: day.isoformat()),
)


def wrapped(text: str, widest: int) -> list[str]:
    """A cell as lines that are no wider than allowed, without control characters."""
    found = []
    for raw in text.splitlines() or [""]:
        line, room = "", 0
        clean = "".join(mark if mark.isprintable() else " " for mark in raw)
        for word in _words(clean):
            if line and room + display_width(word.rstrip()) > widest:
                found.append(line.rstrip())
                line, room = "", 0
            line, room = line + word, room + display_width(word)
        found.append(line.rstrip())
    return found


def _words(text: str) -> Iterable[str]:
    """Where a line may break: after a space, and beside every wide character."""
    word = ""
    for mark in text:
        if _width(mark) == 2:
            if word:
                yield word
            yield mark
            word = ""
        elif mark == " ":
            yield word + mark
            word = ""
        else:
            word += mark
    if word:
        yield word


@attrs.frozen
class Column:
    """A column: its heading, and whether its cells stand to the right."""

    title: Text
    right: bool = False


@attrs.frozen
class Note:
    """A sentence between tables; a ``strong`` one is the headline."""

    words: Text
    strong: bool = False

    def text(self, language: Language = "en") -> str:
        """The sentence."""
        return plain(self.words.say(language))

    def html(self, language: Language = "en") -> str:
        """The sentence as a paragraph."""
        kind = ' class="headline"' if self.strong else ""
        return f"<p{kind}>{escape(self.text(language))}</p>"


@attrs.frozen
class Table:
    """Rows of texts, numbers, days or strings under a title; ``more`` says what was left off."""

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    more: Text | None = None

    def text(self, language: Language = "en") -> str:
        """The table for a prompt, columns aligned for wide characters too."""
        return self._laid()._text(language)

    def html(self, language: Language = "en") -> str:
        """The table as HTML, every text escaped; a table that is too wide scrolls by itself."""
        return self._laid()._html(language)

    def _laid(self) -> Table:
        """The table as it fits: one of many columns and fewer rows is turned on its side."""
        if len(self.columns) <= max(_ACROSS, len(self.rows)):
            return self
        first, *others = self.columns
        heads = (Text(*(shown(row[0], language) for language in TAGS)) for row in self.rows)
        rows = (
            (column.title, *(row[place] for row in self.rows))
            for place, column in enumerate(others, 1)
        )
        columns = (Column(first.title), *(Column(head, right=True) for head in heads))
        return Table(self.title, columns, tuple(rows), self.more)

    def _text(self, language: Language) -> str:
        heads = [wrapped(column.title.say(language), _WIDEST) for column in self.columns]
        body = [[wrapped(shown(cell, language), _WIDEST) for cell in row] for row in self.rows]
        widths = [
            max(display_width(line) for row in [heads, *body] for line in row[place])
            for place in range(len(self.columns))
        ]
        out = [plain(self.title.say(language))]
        out += self._aligned(heads, widths)
        out.append(_GAP.join("-" * width for width in widths))
        for row in body:
            out += self._aligned(row, widths)
        if self.more is not None:
            out.append(plain(self.more.say(language)))
        return "\n".join(out)

    def _aligned(self, row: list[list[str]], widths: list[int]) -> list[str]:
        found = []
        for height in range(max(len(cell) for cell in row)):
            parts = []
            for cell, width, column in zip(row, widths, self.columns, strict=True):
                line = cell[height] if height < len(cell) else ""
                room = " " * (width - display_width(line))
                parts.append(room + line if column.right else line + room)
            found.append(_GAP.join(parts).rstrip())
        return found

    def _html(self, language: Language) -> str:
        titles = [column.title.say(language) for column in self.columns]
        heads = "".join(map(self._head, self.columns, titles))
        rows = "".join(
            "<tr>"
            + "".join(
                self._cell(column, shown(cell, language))
                for cell, column in zip(row, self.columns, strict=True)
            )
            + "</tr>"
            for row in self.rows
        )
        more = f"<p>{escape(self.more.say(language))}</p>" if self.more else ""
        caption = escape(self.title.say(language))
        return (
            f'<div class="scroll"><table><caption>{caption}</caption><thead><tr>{heads}</tr>'
            f"</thead><tbody>{rows}</tbody></table></div>{more}"
        )

    @staticmethod
    def _head(column: Column, title: str) -> str:
        return f'<th scope="col"{_looks(column, title, _SHORT_HEAD)}>{escape(title)}</th>'

    @staticmethod
    def _cell(column: Column, text: str) -> str:
        marked = escape(text).replace("\n", "<br>")
        return f"<td{_looks(column, text, _SHORT_CELL)}>{marked}</td>"


_SHORT_HEAD: Final = 12
_SHORT_CELL: Final = 20


def _looks(column: Column, text: str, short: int) -> str:
    """The class of a cell: what is short stays on its line, what is long gets room to break."""
    widest = max(map(display_width, text.split("\n")))
    found = (*(["right"] if column.right else []), *(["long"] if widest > short else []))
    return f' class="{" ".join(found)}"' if found else ""


_STYLE: Final = (
    f".csrules-study{{font-family:{FONTS};"
    """font-size:14px;line-height:1.45;color:#1f2933;background:#fff;padding:4px 8px}
.csrules-study .scroll{overflow-x:auto}
.csrules-study table{border-collapse:collapse;table-layout:auto;margin:10px 0 14px;\
font-size:inherit;background:#fff}
.csrules-study caption{text-align:left;font-weight:600;padding:4px 0;caption-side:top;\
color:#1f2933}
.csrules-study th,.csrules-study td{text-align:left!important;vertical-align:top;\
padding:4px 14px 4px 0;\
border:0;border-bottom:1px solid #d9e2ec;background:#fff;color:#1f2933;white-space:nowrap;\
max-width:34em}
.csrules-study th{font-weight:600;border-bottom:2px solid #52606d;vertical-align:bottom}
.csrules-study th:last-child,.csrules-study td:last-child{padding-right:0}
.csrules-study .right{text-align:right!important;font-variant-numeric:tabular-nums}
.csrules-study td.long{min-width:9em;white-space:normal;overflow-wrap:anywhere}
.csrules-study th.long{min-width:6em;white-space:normal;overflow-wrap:anywhere}
.csrules-study p{margin:4px 0;overflow-wrap:anywhere}
.csrules-study .headline{font-size:16px;font-weight:600}
"""
)


def text_page(blocks: Iterable[Table | Note], language: Language = "en") -> str:
    """Tables and sentences for a prompt."""
    return "\n\n".join(block.text(language) for block in blocks)


def html_page(blocks: Iterable[Table | Note], language: Language = "en") -> str:
    """Tables and sentences as one piece of HTML that needs nothing else."""
    inner = "".join(block.html(language) for block in blocks)
    return (
        f'<div class="csrules-study" lang="{TAGS[language]}"><style>{_STYLE}</style>{inner}</div>'
    )
