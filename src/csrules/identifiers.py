"""Identifiers that come from outside: of cases, events and persons. One form, and no look-alikes.

Two identifiers are the same where their characters are. For that an identifier is brought into
NFC, and refused where two that differ could look alike on a screen or on paper:

- only letters of the scripts below, the digits 0 to 9, the printable characters of ASCII, the
  middle dot of Chinese names, and the brackets of Chinese document numbers;
- nothing that NFKC would change, such as full-width letters and digits, and nothing invisible;
- no space at either end, and no two in a row;
- letters of one script, or Latin with Chinese and its neighbours: the level "Highly Restrictive"
  of UTS 39; and no word of Cyrillic or Greek letters that all look Latin.

Case counts: ``c-1`` is not ``C-1``. The answer is the same in every version of Python::

    >>> identifier("C-2024·王小明", "case_id")
    'C-2024·王小明'
    >>> identifier("C-1\u200b", "case_id")
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: case_id: got 'C-1\u200b' (str); expected an identifier without
    U+200B ZERO WIDTH SPACE, its character 4. Mend: remove it
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import Final, NoReturn

from csrules.errors import refuse

__all__ = ["LONGEST", "identifier"]

LONGEST: Final = 200
"""The most characters of an identifier."""

_ANY: Final = ""
_SPANS: Final = (
    (" ", "@", _ANY), ("A", "Z", "Latin"), ("[", "`", _ANY), ("a", "z", "Latin"), ("{", "~", _ANY),
    ("·", "·", _ANY), ("À", "Ö", "Latin"), ("Ø", "ö", "Latin"), ("ø", "ž", "Latin"),
    ("Ơ", "ơ", "Latin"), ("Ư", "ư", "Latin"), ("Ǎ", "ǜ", "Latin"), ("Ǹ", "ǹ", "Latin"),
    ("Ș", "ț", "Latin"), ("Ά", "Ά", "Greek"), ("Έ", "Ί", "Greek"), ("Ό", "Ό", "Greek"),
    ("Ύ", "Ρ", "Greek"), ("Σ", "ώ", "Greek"), ("Ѐ", "ҁ", "Cyrillic"), ("Ҋ", "ԯ", "Cyrillic"),
    ("Ḁ", "ẙ", "Latin"), ("Ạ", "ỹ", "Latin"), ("々", "々", "Han"), ("〇", "〇", "Han"),
    ("〔", "〕", _ANY), ("ぁ", "ゖ", "Kana"), ("ァ", "ヺ", "Kana"), ("ー", "ヾ", "Kana"),
    ("ㄅ", "ㄯ", "Bopomofo"), ("㐀", "䶿", "Han"), ("一", "鿿", "Han"), ("가", "힣", "Hangul"),
    ("\U00020000", "\U0002fffd", "Han"), ("\U00030000", "\U0003fffd", "Han"),
)  # fmt: skip
"""What an identifier may hold: first and last character, and the script of those between."""

_FIRST: Final = tuple(first for first, _, _ in _SPANS)

_TOGETHER: Final = (
    frozenset({"Latin", "Han", "Kana"}),
    frozenset({"Latin", "Han", "Bopomofo"}),
    frozenset({"Latin", "Han", "Hangul"}),
)
"""Scripts that are written together; any other stands alone."""

_LOOK_LATIN: Final = frozenset(
    "АВЕЅІЈКМНОРСТУХҮԌԚԜаеорсухѕіјһүԁԛԝӀӏ"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ"  # Greek
)


def identifier(raw: object, path: str, longest: int = LONGEST) -> str:
    """The identifier in the form in which it is compared; raises `InputError` naming ``path``.

    The error says which character is wrong, by code point, name and place counted from 1.
    """
    if type(longest) is not int or not 0 < longest <= 2000:
        refuse("longest", longest, "the most characters, from 1 to 2000")
    if type(raw) is not str:
        if not isinstance(raw, str):
            refuse(path, raw, "an identifier", "give a str")
        raw = str.__str__(raw)  # the text itself, whatever the class
    text = raw if raw.isascii() else unicodedata.normalize("NFC", raw[:longest])
    if not 0 < len(raw) <= longest or len(text) > longest:
        refuse(path, raw, f"an identifier of 1 to {longest} characters")
    if text[0] == " " or text[-1] == " " or "  " in text:
        refuse(path, raw, "no space at either end, and no two in a row", "remove the spaces")
    if not (text.isascii() and text.isprintable()):
        _judge(text, raw, path)
    return text


def _judge(text: str, raw: str, path: str) -> None:
    scripts = [_script(mark) for mark in text]
    if None in scripts or unicodedata.normalize("NFKC", text) != text:
        _refuse_mark(text, raw, path)
    written = dict.fromkeys(script for script in scripts if script)
    if len(written) > 1 and not any(written.keys() <= together for together in _TOGETHER):
        met = " and ".join(_met(text, scripts.index(script)) for script in written)
        refuse(path, raw, f"letters of one script, not both {met}", "write it in one script")
    if len(written) == 1 and _LOOK_LATIN.issuperset(
        mark for mark, script in zip(text, scripts, strict=True) if script
    ):
        first = _met(text, next(place for place, script in enumerate(scripts) if script))
        what = f"letters that do not all look Latin, as {first} does"
        refuse(path, raw, what, "write it in Latin letters")


def _refuse_mark(text: str, raw: str, path: str) -> NoReturn:
    """Refuse the first character that no identifier holds, by name."""
    wide = [unicodedata.normalize("NFKC", mark) for mark in text]
    place = next(n for n, mark in enumerate(text) if _script(mark) is None or wide[n] != mark)
    changed = wide[place] != text[place] and wide[place].isprintable()
    mend = f"write {wide[place]!r}" if changed else "remove it"
    refuse(path, raw, f"an identifier without {_met(text, place)}", mend)


def _script(mark: str) -> str | None:
    """The script of a character, empty for one of every script, None for one of no identifier."""
    _, last, script = _SPANS[bisect_right(_FIRST, mark) - 1]
    return script if mark <= last and mark >= " " else None


def _met(text: str, place: int) -> str:
    """A character as an error calls it: code point, name, and place counted from 1."""
    name = f"U+{ord(text[place]):04X} {unicodedata.name(text[place], '')}".rstrip()
    return f"{name}, its character {place + 1}"
