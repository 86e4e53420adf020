"""What the shop takes from outside: every value is read here, or refused by its field's name."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}")
CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(:[0-5][0-9])?|24:00")
DAY_SECONDS = 24 * 3600
MAX_FEN = 10**15


class WrongInput(Exception):  # noqa: N818  # it names a field, it is no failure of the shop
    """A value that is none; ``field`` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class Refused(Exception):  # noqa: N818  # see above
    """The regulation does not allow it; ``rules`` says which."""

    def __init__(self, *rules: str) -> None:
        super().__init__(*rules)
        self.rules = rules


def decimal(raw: Any, field: str, places: int, most: int) -> Fraction:
    """A number of at most so many places, from 0 to ``most``, written as text (or whole)."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str) or not NUMBER.fullmatch(raw) or not raw.isascii():
        raise WrongInput(field)
    number = Fraction(raw)
    if not 0 <= number <= most or (number * 10**places).denominator != 1:
        raise WrongInput(field)
    return number


def money(raw: Any, field: str) -> int:
    """Yuan as text, in whole fen."""
    fen = int(decimal(raw, field, 2, MAX_FEN // 100) * 100)
    if fen >= MAX_FEN:
        raise WrongInput(field)
    return fen


def whole(raw: Any, field: str, least: int = 0, most: int = 10**18 - 1) -> int:
    """A whole number between two."""
    if not isinstance(raw, int) or isinstance(raw, bool) or not least <= raw <= most:
        raise WrongInput(field)
    return raw


def flag(raw: Any, field: str) -> bool:
    """True or false."""
    if not isinstance(raw, bool):
        raise WrongInput(field)
    return raw


def choice(raw: Any, field: str, names: Sequence[str]) -> str:
    """One of these names."""
    if not isinstance(raw, str) or raw not in names:
        raise WrongInput(field)
    return raw


def text(raw: Any, field: str) -> str:
    """Words without control characters or invisible ones."""
    hidden = {"Cc", "Cf", "Cs"}
    if not isinstance(raw, str) or not raw.strip():
        raise WrongInput(field)
    if any(unicodedata.category(mark) in hidden and mark != "\n" for mark in raw):
        raise WrongInput(field)
    return raw


def day(raw: Any, field: str) -> date:
    """A day, ``"2026-05-01"``."""
    return date.fromisoformat(_matched(raw, field, DAY))


def moment(raw: Any, field: str) -> datetime:
    """A local time to the second, ``"2026-05-01T08:30:00"``."""
    return datetime.fromisoformat(_matched(raw, field, MOMENT))


def clock(raw: Any, field: str) -> int:
    """Seconds from 00:00 of ``"08:30"``."""
    hours, minutes, *rest = _matched(raw, field, CLOCK).split(":")
    return int(hours) * 3600 + int(minutes) * 60 + sum(int(part) for part in rest)


def _matched(raw: Any, field: str, form: re.Pattern[str]) -> str:
    if not isinstance(raw, str) or not raw.isascii() or not form.fullmatch(raw):
        raise WrongInput(field)
    if form is not CLOCK:
        try:
            datetime.fromisoformat(raw)
        except ValueError:
            raise WrongInput(field) from None
    return raw


def midnight_after(one: date) -> datetime:
    """24:00 of a day."""
    return datetime(one.year, one.month, one.day) + timedelta(days=1)


def half_up(exact: Fraction) -> int:
    """To the whole fen, halves up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def half_even(exact: Fraction) -> int:
    """To the whole fen, halves to the even one."""
    return round(exact)


ROUNDINGS = {"half_up": half_up, "half_even": half_even}
