"""S2-03 (``office``): what is late, and what lateness costs in a month (R12, R19).

Money is int fen.  A line is one occurrence-day.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from fractions import Fraction
from math import floor

READINGS = ("marginal", "whole_month", "exclusive", "flat")

ONE_PERCENT = Fraction(1, 100)
FIVE_PERCENT = Fraction(5, 100)
WORK_BEGINS = time(8, 30)
WORK_ENDS = time(17, 30)


def round_fen(exact: Fraction, rounding: str = "half_up") -> int:
    """R19: to the whole fen; halves go up, or to the even fen (``half_even``)."""
    if exact < 0:
        raise ValueError("not below zero")
    if rounding == "half_up":
        return floor(exact + Fraction(1, 2))
    below = floor(exact)
    rest = exact - below
    if rounding == "half_even":
        if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1):
            return below + 1
        return below
    raise ValueError(rounding)


def is_late(arrival: datetime, begins: time = WORK_BEGINS) -> bool:
    """S2-03-11: after 08:30:00; exactly then is on time."""
    return arrival > datetime.combine(arrival.date(), begins)


def is_early(departure: datetime, ends: time = WORK_ENDS) -> bool:
    """S2-03-11: before 17:30:00; exactly then is the end.  No deduction is stated for it."""
    return departure < datetime.combine(departure.date(), ends)


def late_days(
    arrivals: Iterable[datetime], year: int, month: int, begins: time = WORK_BEGINS
) -> list[date]:
    """The days of that month on which the first arrival was late: one a day at most (R12)."""
    first: dict[date, datetime] = {}
    for arrival in arrivals:
        day = arrival.date()
        if day not in first or arrival < first[day]:
            first[day] = arrival
    in_month = [day for day in sorted(first) if (day.year, day.month) == (year, month)]
    return [day for day in in_month if is_late(first[day], begins)]


def rates(
    n: int,
    reading: str = "marginal",
    *,
    first: Fraction = ONE_PERCENT,
    later: Fraction = FIVE_PERCENT,
    third: int = 3,
) -> list[Fraction]:
    """The share of the month's base pay for each line, when n days were late.

    ``third`` is the number from which the later rate speaks ("three included").
    ``marginal``: the 1st and 2nd at 1 %, the 3rd and every later one at 5 %.
    ``whole_month``: all at 5 % once n reaches 3.  ``exclusive``: three at 1 %, from the 4th 5 %.
    ``flat``: once n reaches 3 a single line of 5 % for the month.
    """
    if n < 0:
        raise ValueError("not below zero")
    if reading == "marginal":
        return [first if nth < third else later for nth in range(1, n + 1)]
    if reading == "whole_month":
        return [later if n >= third else first for _ in range(1, n + 1)]
    if reading == "exclusive":
        return [first if nth <= third else later for nth in range(1, n + 1)]
    if reading == "flat":
        return [later] if n >= third else [first for _ in range(1, n + 1)]
    raise ValueError(reading)


def lines(
    base_fen: int,
    n: int,
    reading: str = "marginal",
    *,
    rounding: str = "half_up",
    first: Fraction = ONE_PERCENT,
    later: Fraction = FIVE_PERCENT,
    third: int = 3,
) -> list[int]:
    """Each line in fen, rounded on its own (R19)."""
    shares = rates(n, reading, first=first, later=later, third=third)
    return [round_fen(base_fen * share, rounding) for share in shares]


def deduction(
    base_fen: int,
    n: int,
    reading: str = "marginal",
    *,
    rounding: str = "half_up",
    first: Fraction = ONE_PERCENT,
    later: Fraction = FIVE_PERCENT,
    third: int = 3,
    cap: Fraction | None = None,
) -> int:
    """The month's deduction in fen.

    ``rounding``: ``half_up`` or ``half_even`` on each line, or ``round_the_sum`` (the exact sum
    once, half up).  ``cap``: a share of the base that the sum does not pass; the text has none.
    """
    if rounding == "round_the_sum":
        shares = rates(n, reading, first=first, later=later, third=third)
        summed = round_fen(base_fen * sum(shares, Fraction(0)))
    else:
        each = lines(base_fen, n, reading, rounding=rounding, first=first, later=later, third=third)
        summed = sum(each)
    if cap is None:
        return summed
    return min(summed, round_fen(base_fen * cap))


def private_call_tolerated(seconds: int, limit_seconds: int = 180) -> bool:
    """S2-03-04: a private call up to and with 3:00 is tolerated."""
    return seconds <= limit_seconds
