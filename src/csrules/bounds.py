"""How much is read from outside: every bound of a door, generous for real use, in one place.

Each is far above what people and systems of service departments write, and low enough that the
most hostile input below it is answered within 100 milliseconds; what is above is refused unread.
``python -m fuzz hostile`` measures it.
"""

from typing import Any, Final

__all__ = [
    "DEEPEST_DATA",
    "DEEPEST_FILE",
    "MOST_CHARACTERS",
    "MOST_DOTS",
    "MOST_FAULTS",
    "MOST_FILE_BYTES",
    "MOST_JUDGED",
    "MOST_PARTS",
    "MOST_ROWS",
    "deeper",
]

MOST_FAULTS: Final = 100
"""Faults that one error lists; whoever meets so many mends these first."""

MOST_FILE_BYTES: Final = 32 * 1024
"""Bytes of a policy file: people write it, and the whole of a pack with all comments is a fifth."""

DEEPEST_FILE: Final = 12
"""Levels of nesting in a policy file."""

MOST_DOTS: Final = 64
"""Dots on one line of a policy file, comments aside: reading a dotted key takes their square."""

MOST_CHARACTERS: Final = 256 * 1024
"""Characters of JSON of a stored case, event, fact or answer: a case of a thousand events."""

DEEPEST_DATA: Final = 20
"""Levels of nesting in the data of a case or event."""

MOST_JUDGED: Final = 10_000
"""Parts of a collection that a refused call is searched for further misfits."""

MOST_PARTS: Final = 1_000_000
"""Values that a door takes of what is no list and no tuple: it may never end."""

MOST_ROWS: Final = 2000
"""Rows in one response or list of attendance records, above what the API gives in one answer."""

_NESTED: Final = (dict, list)


def deeper(whole: object, levels: int) -> bool:
    """Whether plain data is nested deeper than so many levels; it is not walked any deeper.

    >>> deeper({"a": [1]}, 2), deeper({"a": [[1]]}, 2)
    (False, True)
    """
    level: list[Any] = [whole] if isinstance(whole, _NESTED) else []
    for _ in range(levels):
        level = [
            part
            for each in level
            for part in (each.values() if isinstance(each, dict) else each)
            if isinstance(part, _NESTED)
        ]
    return any(level)
