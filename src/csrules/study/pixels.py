"""A chart as PNG, in fonts that have every character of it; where there are none, nothing is drawn.

A picture of pixels cannot be set in the reader's fonts, so this machine has to have them.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Final

from matplotlib import font_manager
from matplotlib.text import Text

from csrules.errors import ExtraNotInstalledError, Fault, UnknownNameError, nearest
from csrules.plaintext import plain

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import TypeAlias

    from matplotlib.figure import Figure

__all__ = ["FAMILIES", "covering", "png"]

FAMILIES: Final = (
    "DejaVu Sans", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
    "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "SimHei", "Heiti TC", "STHeiti", "Arial Unicode MS",
    "Droid Sans Fallback", "Noto Sans CJK JP",
)  # fmt: skip
"""Where characters are looked for: what comes with matplotlib, then what has Chinese."""

_DOTS: Final = 200  # to the inch: 1920 across, as slides are
_NAMED: Final = 12
_MEND: Final = (
    "install fonts that have them (for Chinese the family Noto Sans CJK SC, in Debian the package "
    "fonts-noto-cjk) and remove fontlist*.json from matplotlib.get_cachedir(); or name a font that "
    "you have: font=…; or save as .svg, which is set in the reader's fonts"
)

Mark: TypeAlias = "tuple[str | int, str]"
"""A weight, and a character to be set in it."""


def png(figure: Figure, font: str = "") -> bytes:
    """The figure as PNG, its texts set in ``font`` and in what else has their characters.

    Raises `ExtraNotInstalledError` where some character is in no font of this machine, and
    `UnknownNameError` for a font that is not installed.
    """
    figure.draw_without_rendering()  # the ticks get their words
    texts = [text for text in figure.findobj(Text) if text.get_text()]
    for text in texts:
        text.set_text(plain(text.get_text()))
    marks = [
        (text.get_fontweight(), mark) for text in texts for mark in text.get_text() if mark != "\n"
    ]
    families = covering(marks, font)
    for text in texts:
        text.set_fontfamily(families)
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*[Gg]lyph.*")  # a box is never drawn
        figure.savefig(out, format="png", dpi=_DOTS, metadata={"Software": None})
    return out.getvalue()


def covering(marks: Collection[Mark], font: str = "") -> list[str]:
    """The fewest families that have all the characters, ``font`` first; see `png` for errors.

    >>> covering([("normal", "a"), ("bold", "b")])
    ['DejaVu Sans']
    """
    missing = dict.fromkeys(marks)  # in the order in which they are read
    chosen = []
    if font:
        if font not in (known := font_manager.fontManager.get_font_names()):
            fault = Fault("font", font, "a font of this machine", nearest(font, known))
            raise UnknownNameError(fault)
        chosen.append(font)
        missing = dict.fromkeys(_lacking(font, missing))
    while missing:
        best = min(FAMILIES, key=lambda family: len(_lacking(family, missing)))
        left = _lacking(best, missing)
        if len(left) == len(missing):
            characters = "".join(dict.fromkeys(mark for _, mark in missing))[:_NAMED]
            fault = Fault("font", characters, "characters that fonts of this machine have", _MEND)
            raise ExtraNotInstalledError(fault)
        chosen.append(best)
        missing = dict.fromkeys(left)
    return chosen


def _lacking(family: str, marks: Collection[Mark]) -> list[Mark]:
    """The characters that a family does not have in their weight; all where there is no such."""
    maps = {weight: _characters(family, weight) for weight in dict.fromkeys(w for w, _ in marks)}
    return [(weight, mark) for weight, mark in marks if ord(mark) not in maps[weight]]


def _characters(family: str, weight: str | int) -> Collection[int]:
    """The code points of the file that matplotlib takes for a family and weight."""
    asked = font_manager.FontProperties(family=[family], weight=weight)
    try:
        path = font_manager.fontManager.findfont(asked, fallback_to_default=False)
    except ValueError:
        return ()
    return font_manager.get_font(path).get_charmap()
