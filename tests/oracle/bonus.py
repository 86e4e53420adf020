"""Document 004: a month's deductions from the performance bonus, and dismissal (R14, R19, R22).

``p`` holds the blanks by number: ``{"P6": 5000, "P7": 3, ...}``; a blank that is absent or None
has no value, and a result that needs it raises ``BlankError`` with its name.  Units: P4 and P11
hours, P5 minutes, P6, P8, P12, P13 int fen, P10 and P17 percent, the others counts or days.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from .lateness import round_fen

Blanks = Mapping[str, int | Fraction | None]

Day = dict[str, int]
"""``late``, ``gap``, ``early``, ``unresolved``: 0 or 1; ``late_halves``, ``early_halves``,
``halves``: half days of absence, the first two judged alone, the third never above 2."""


class BlankError(LookupError):
    """A blank of the text without a value."""


def need(p: Blanks, name: str) -> Fraction:
    """The value of a blank, or ``BlankError``."""
    value = p.get(name)
    if value is None:
        raise BlankError(name)
    return Fraction(value)


def counted(days: Iterable[Day], same_day_halves: str = "whole") -> dict[str, int]:
    """How often in the month.  Two halves of one day are one ``whole`` day, or ``two`` halves."""
    if same_day_halves not in ("whole", "two"):
        raise ValueError(same_day_halves)
    late = early = half_days = whole_days = 0
    for day in days:
        late = late + day["late"]
        early = early + day["early"]
        two_halves = day["late_halves"] == day["early_halves"] == 1
        if day["halves"] == 2 and two_halves and same_day_halves == "two":
            half_days = half_days + 2
        elif day["halves"] == 2:
            whole_days = whole_days + 1
        elif day["halves"] == 1:
            half_days = half_days + 1
    return {"late": late, "early": early, "half_days": half_days, "whole_days": whole_days}


def line(exact: Fraction, rounding: str) -> Fraction:
    """One line of the statement: in whole fen, or exact where only the sum is rounded."""
    return exact if rounding == "round_the_sum" else Fraction(round_fen(exact, rounding))


def times(count: int, p: Blanks, name: str, rounding: str) -> Fraction:
    """So many lines of that amount, each rounded; a blank is not needed for none."""
    return count * line(need(p, name), rounding) if count > 0 else Fraction(0)


def written_warnings(late: int, p: Blanks, warning: str) -> int:
    """004-1.3.1-4: P7 or more late arrivals: one warning (``once``), or one for ``each`` case."""
    if late == 0 or late < need(p, "P7"):
        return 0
    return {"once": 1, "each": int(late - need(p, "P7") + 1)}[warning]


def percents(
    early_is_severe: bool, proxies: int, p: Blanks, proxy_cap: bool
) -> list[tuple[str, Fraction]]:
    """The percentages to take, in order: P10 for early leaves, then P17 a time."""
    found = []
    if early_is_severe:
        found.append(("early_percent_fen", need(p, "P10")))
    room = Fraction(100)
    for _ in range(proxies):
        percent = need(p, "P17")
        if proxy_cap:
            percent = min(percent, room)
        room = room - percent
        found.append(("proxy_fen", percent))
    return found


def month(
    days: Iterable[Day],
    p: Blanks,
    bonus: int,
    *,
    proxies: int = 0,
    base: str = "full",
    clamp: bool = True,
    early_percent: str = "on_top",
    proxy_cap: bool = True,
    warning: str = "once",
    same_day_halves: str = "whole",
    rounding: str = "half_up",
) -> dict[str, int]:
    """Deductions from the month's performance bonus, in fen, and the sanctions (R14, R19).

    ``base``: percents of the ``full`` bonus, or one after the other of the ``remainder`` after
    the fixed amounts.  ``early_percent``: P10 % ``on_top`` of P8 a case, or it ``replaces`` them.
    ``proxies``: times this person punched for another or had it done; ``proxy_cap``: their P17 %
    together not above 100 %.  ``sum`` is never clamped; ``net`` is, at 0, where ``clamp``.
    ``rounding``: of each line, or ``round_the_sum``: the lines stay exact, the sum goes half up.
    """
    if base not in ("full", "remainder") or early_percent not in ("on_top", "replaces"):
        raise ValueError(f"{base}, {early_percent}")
    out = counted(days, same_day_halves)
    early_is_severe = out["early"] > 0 and out["early"] >= need(p, "P9")
    paid_early = 0 if early_is_severe and early_percent == "replaces" else out["early"]
    taken = {
        "late_fen": times(out["late"], p, "P6", rounding),
        "early_fen": times(paid_early, p, "P8", rounding),
        "half_days_fen": times(out["half_days"], p, "P12", rounding),
        "whole_days_fen": times(out["whole_days"], p, "P13", rounding),
        "early_percent_fen": Fraction(0),
        "proxy_fen": Fraction(0),
    }
    for name, percent in percents(early_is_severe, proxies, p, proxy_cap):
        of = bonus if base == "full" else max(Fraction(0), bonus - sum(taken.values()))
        taken[name] = taken[name] + line(of * percent / 100, rounding)
    for name, exact in taken.items():
        out[name] = round_fen(exact)
    out["sum"] = round_fen(sum(taken.values(), Fraction(0)))
    out["net"] = max(0, bonus - out["sum"]) if clamp else bonus - out["sum"]
    out["written_warnings"] = written_warnings(out["late"], p, warning)
    out["severe_warnings"] = (1 if early_is_severe else 0) + proxies
    out["demerits"] = out["whole_days"]
    return out


def dismissal(
    scheduled: list[tuple[date, int]],
    p: Blanks,
    *,
    half_in_run: str = "breaks",
    of: tuple[int, int] | None = None,
) -> set[str]:
    """004-1.4-5: which grounds for dismissal hold, ``consecutive`` (P14), ``monthly`` (P15).

    ``scheduled``: every scheduled day with its half days of absence; rest days are not in it, so
    they do not break a run.  ``half_in_run``: a half day ``breaks`` a run of whole days, or
    ``adds`` half a day to it.  A blank is needed only where the other ground does not decide.
    ``of``: judged for that month: its own total, and a run that has a day in it.
    """
    if half_in_run not in ("breaks", "adds"):
        raise ValueError(half_in_run)
    run = longest = Fraction(0)
    months: dict[tuple[int, int], Fraction] = {}
    for day, halves in sorted(scheduled):
        if halves == 2 or (halves == 1 and half_in_run == "adds"):
            run = run + Fraction(halves, 2)
        else:
            run = Fraction(0)
        if of is None or (day.year, day.month) == of:
            longest = max(longest, run)
        key = (day.year, day.month)
        months[key] = months.get(key, Fraction(0)) + Fraction(halves, 2)
    most = max(months.values(), default=Fraction(0))
    if of is not None:
        most = months.get(of, Fraction(0))
    found = set()
    if most > 0:
        if p.get("P14") is not None and longest >= need(p, "P14"):
            found.add("consecutive")
        if p.get("P15") is not None and most >= need(p, "P15"):
            found.add("monthly")
        if not found:
            need(p, "P14")
            need(p, "P15")
    return found


def notice_in_time(applied: date, leave_starts: date, p: Blanks) -> bool:
    """004-1.5.2-1: personal leave applied for at least P16 calendar days ahead."""
    return (leave_starts - applied).days >= need(p, "P16")
