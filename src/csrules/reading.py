"""Readings: where a text can be understood in several ways, each way has a name and a meaning."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self

from csrules.citation import Text

if TYPE_CHECKING:
    from csrules.citation import Language

__all__ = ["Reading"]


class Reading(StrEnum):
    """Base of the closed choices of a policy; a member is its own string and tells its meaning.

    >>> class Clamp(Reading):
    ...     ITEM = "item", "each item stops at zero", "每项扣至零分为止"
    ...     TOTAL = "total", "only the total stops at zero", "仅总分扣至零分为止"
    >>> Clamp.ITEM == "item", Clamp("total").meaning.say("zh")
    (True, '仅总分扣至零分为止')
    """

    meaning: Text

    def __new__(cls, value: str, en: str = "", zh: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = Text(en, zh)
        return member

    def say(self, language: Language = "en") -> str:
        """The meaning in ``language``."""
        return self.meaning.say(language)
