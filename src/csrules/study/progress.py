"""How far long work is: a line in a terminal, a bar in a notebook, or a function of the caller.

Where nobody looks, nothing is shown; and work that ends within two seconds shows nothing either::

    >>> from csrules.citation import Text
    >>> seen = []
    >>> with progress_bar(300, Text("reading", "读取"), lambda *far: seen.append(far)) as step:
    ...     for rows in (128, 128, 44):
    ...         step(rows)
    >>> seen
    [(128, 300), (256, 300), (300, 300)]

The clock is asked for the display alone; no result knows of it.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from html import escape
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from csrules.errors import refuse
from csrules.plaintext import plain
from csrules.study.files import FONTS
from csrules.study.table import display_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csrules.citation import Text

__all__ = ["Show", "progress_bar"]

Show: TypeAlias = "bool | Callable[[int, int | None], object] | None"
"""Whether it is shown how far work is: None where somebody looks and it takes long, True at once,
False never; or a function that is called with (done, total) after each step."""

_Draw: TypeAlias = "Callable[[str, int, int | None], None]"

_PATIENCE: Final = 2.0  # seconds
_BETWEEN: Final = 0.2  # seconds


@contextmanager
def progress_bar(
    total: int | None, what: Text, show: Show = None
) -> Iterator[Callable[[int], None]]:
    """While work lasts: the function to call with the number of rows done since its last call.

    ``total`` is the number of all rows, or None where nobody knows it; ``what`` says in a word or
    two what is done. Raises `InputError` for a ``show`` that is no `Show`.
    """
    tell = _teller(what, show)
    done = 0

    def step(rows: int) -> None:
        nonlocal done
        done += rows
        tell(done, total)

    try:
        yield step
    finally:
        if isinstance(tell, _Shown):
            tell.wipe()


def _teller(what: Text, show: Show) -> Callable[[int, int | None], object]:
    """What is called after each step."""
    if callable(show):
        return show
    if show is not None and not isinstance(show, bool):
        refuse("progress", show, "True, False, None, or a function of (done, total)")
    draw = None if show is False else _place(always=show is True)
    return _nothing if draw is None else _Shown(what, draw, 0.0 if show else _PATIENCE)


def _nothing(done: int, total: int | None) -> None:
    """Tell nobody."""


def _place(*, always: bool) -> _Draw | None:
    """Where somebody looks: a notebook's cell or a terminal; None where nobody does."""
    ipython: Any = sys.modules.get("IPython")  # a notebook has it
    if ipython is not None and hasattr(ipython.get_ipython(), "kernel"):
        return _Cell(ipython.display)
    return _Line() if always or sys.stderr.isatty() else None


class _Shown:
    """Says after a while how far the work is, at most five times a second."""

    def __init__(self, what: Text, draw: _Draw, patience: float) -> None:
        self.what, self.draw = plain(f"{what.en} {what.zh}"), draw
        self.began = monotonic()
        self.next = self.began + patience
        self.drawn = False

    def __call__(self, done: int, total: int | None) -> None:
        now = monotonic()
        if now >= self.next:
            self.next, self.drawn = now + _BETWEEN, True
            self.draw(self.words(done, total, now - self.began), done, total)

    def words(self, done: int, total: int | None, seconds: float) -> str:
        """What is done, how much of it, and how long the rest takes if it goes on like this."""
        if not total or not done:
            return f"{self.what}  {done:,}"
        left = round(seconds * max(total - done, 0) / done)
        share = 100 * done // total
        return f"{self.what}  {share}%  {done:,} / {total:,}  -{left // 60}:{left % 60:02}"

    def wipe(self) -> None:
        """Leave no trace."""
        if self.drawn:
            self.draw("", 0, None)


class _Line:
    """One line of a terminal, written over again."""

    def __init__(self) -> None:
        self.width = 0

    def __call__(self, words: str, done: int, total: int | None) -> None:
        blank = " " * (self.width - display_width(words))
        self.width = display_width(words)
        sys.stderr.write(f"\r{words}{blank}" if words else f"\r{blank}\r")
        sys.stderr.flush()


class _Cell:
    """One output of a notebook's cell, drawn over again."""

    def __init__(self, display: Any) -> None:
        self.display = display
        self.handle: Any = None

    def __call__(self, words: str, done: int, total: int | None) -> None:
        reach = f' value="{min(done, total)}" max="{total}"' if total else ""
        bar = f'<progress style="width:16em"{reach}></progress> {escape(words)}'
        page = self.display.HTML(
            f'<div style="font-family:{FONTS};font-size:13px">{bar}</div>' if words else ""
        )
        if self.handle is None:
            self.handle = self.display.display(page, display_id=True)
        else:
            self.handle.update(page)
