"""Files that results are saved as: the ending says which, and a page needs nothing but itself."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csrules.errors import refuse
from csrules.plaintext import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike

    from csrules.citation import Language

__all__ = ["FONTS", "TAGS", "page", "save"]

FONTS: Final = (
    "'Noto Sans','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    "'Hiragino Sans GB','WenQuanYi Micro Hei','Helvetica Neue',Arial,sans-serif"
)
"""Fonts of the reader, as CSS names them; most readers have one that has Chinese."""

TAGS: Final[Mapping[Language, str]] = {"en": "en", "zh": "zh-Hans"}
"""What a page calls the languages."""


def page(title: str, body: str, language: Language) -> str:
    """A whole page of HTML around ``body``, which is HTML already; it loads nothing.

    >>> print(page("a < b", "<p>so</p>", "en")[:60])
    <!doctype html><html lang="en"><head><meta charset="utf-8"><
    """
    return (
        f'<!doctype html><html lang="{TAGS[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(plain(title))}</title></head>"
        f'<body style="margin:24px auto;padding:0 16px;max-width:1060px;background:#fff">'
        f"{body}</body></html>\n"
    )


def save(path: str | PathLike[str], makers: Mapping[str, Callable[[], str | bytes]]) -> Path:
    """Write what the maker for the path's ending makes, text as UTF-8 with its lines as they are.

    Raises `InputError` that lists the endings for any other one, and for a place where no file can
    be; then nothing is made.
    """
    target = Path(path)
    make = makers.get(target.suffix.lower())
    if make is None:
        *some, last = makers
        refuse("path", str(path), f"a file name that ends in {', '.join(some)} or {last}")
    if not target.parent.is_dir():
        refuse("path", str(path), "a place in a folder that is there")
    if target.is_dir():
        refuse("path", str(path), "a file, or the name of a new one")
    made = make()
    target.write_bytes(made.encode() if isinstance(made, str) else made)
    return target
