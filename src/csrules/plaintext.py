"""Text that does nothing where it is shown: a terminal, a page or a picture only shows it."""

from __future__ import annotations

__all__ = ["plain"]


def plain(text: str) -> str:
    r"""``text`` with every character that nobody sees written out; lines stay lines.

    Those are what moves a cursor, turns the direction of writing, or takes no place.

    >>> print(plain("red: \x1b[31m, hidden: \u200b"))
    red: \x1b[31m, hidden: \u200b
    """
    if text.isprintable():
        return text
    return "".join(
        mark if mark.isprintable() or mark == "\n" else mark.encode("unicode_escape").decode()
        for mark in text
    )
