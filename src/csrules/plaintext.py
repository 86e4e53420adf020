"""Words as they are shown: numbers with their nouns, and text that does nothing but show itself."""

from __future__ import annotations

__all__ = ["plain", "plural"]


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


def plural(number: object, noun: str) -> str:
    """A number with its English noun.

    >>> plural(1, "working day"), plural(3, "working day")
    ('1 working day', '3 working days')
    """
    return f"{number} {noun}" if str(number) == "1" else f"{number} {noun}s"
