"""Fonts for tests: a small one that has the characters asked for, and machines that lack fonts."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib import font_manager

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def font_file(folder: Path, family: str, characters: Iterable[str], *, bold: bool = False) -> Path:
    """A file with a font of that family, in which each character is a bar."""
    pen = TTGlyphPen(None)
    for corner in ((100, 0), (100, 700), (900, 700), (900, 0)):
        (pen.lineTo if pen.points else pen.moveTo)(corner)
    pen.closePath()
    marks = sorted(set(characters))
    names = {ord(mark): f"u{ord(mark):04X}" for mark in marks}
    glyphs = [".notdef", *names.values()]
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(glyphs)
    made.setupCharacterMap(names)
    made.setupGlyf(dict.fromkeys(glyphs, pen.glyph()))
    made.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 100)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": family, "styleName": "Bold" if bold else "Regular"})
    made.setupOS2(usWeightClass=700 if bold else 400)
    made.setupPost()
    path = folder / f"{family}-{700 if bold else 400}.ttf"
    made.save(path)
    return path


def machine(*families: str) -> SimpleNamespace:
    """Matplotlib's module of fonts on a machine that has these families alone; ours stays."""
    manager = copy.copy(font_manager.fontManager)
    manager.ttflist = [each for each in manager.ttflist if each.name in families]
    return SimpleNamespace(**{**vars(font_manager), "fontManager": manager})
