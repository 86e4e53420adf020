"""The contract's questions about attendance: the office (S2-03-12) and the department (004)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from csrules.absence import Gap, Hours
from csrules.attendance import NoPunches, SinglePunch
from csrules.deductions import Clamp, Escalation, LineRounding, PercentBase
from csrules.kinds import Clock, Money, Quantity, Whole
from csrules.regulations.department.policy import EarlyPercent, WarningOn
from csrules.testing.conformance.operations import (
    FLAG,
    MOST,
    WHOLE,
    Capability,
    Operation,
    blank,
    reading,
    shape,
)
from csrules.testing.conformance.wire import Local, Parameter, Relation

__all__ = ["ATTENDANCE"]


def _long(hours: Decimal) -> timedelta:
    return timedelta(seconds=int(hours * 3600))  # two decimal places: 36 seconds at least


_ROUNDING: Final = reading("rounding", LineRounding, LineRounding.HALF_UP)
_MONTH: Final = Whole("days of a month", 0, 31)
_DAY: Final = (
    Relation(
        ("begins", "ends"),
        "ends lies on the day of begins, and after it",
        "004-1.1-1",
        lambda begins, ends: begins < ends and begins.date() == ends.date(),
    ),
    *(
        Relation(
            ("begins", name),
            f"{name} lies on the day of begins",
            "004-1.3.1-1",
            lambda begins, at: at is None or begins.date() == at.date(),
        )
        for name in ("arrival", "departure")
    ),
    Relation(
        ("arrival", "departure"),
        "departure is not before arrival",
        "004-1.3.1-1",
        lambda came, went: came is None or went is None or came <= went,
    ),
    Relation(
        ("begins", "ends", "lunch_hours"),
        "lunch_hours are less than the day from begins to ends",
        "004-1.1-1",
        lambda begins, ends, hours: hours is None or _long(hours) < ends - begins,
    ),
    Relation(
        ("begins", "lunch_start"),
        "lunch_start is not before the clock time of begins",
        "004-1.4-2",
        lambda begins, lunch: lunch is None or begins.time() <= lunch,
    ),
    Relation(
        ("ends", "lunch_hours", "lunch_start"),
        "lunch is over by the clock time of ends",
        "004-1.4-2",
        lambda ends, hours, lunch: (
            lunch is None
            or datetime.combine(ends.date(), lunch) + _long(hours or Decimal(0)) <= ends
        ),
    ),
    Relation(
        ("late_window_minutes", "absence_threshold_hours"),
        "late_window_minutes are at most absence_threshold_hours",
        "004-1.3.1-1",
        lambda window, hours: window is None or hours is None or window <= hours * 60,
    ),
)
_ABSENT: Final = Relation(
    ("absent_half_day_deduction", "absent_full_day_deduction"),
    "absent_half_day_deduction is at most absent_full_day_deduction",
    "004-1.4-3",
    lambda half, full: half is None or full is None or half <= full,
)
_PERCENT: Final = Quantity("percent", 2, 0, 100)
ATTENDANCE: Final = (
    Operation(
        "lateness_deduction",
        Capability.ATTENDANCE,
        "the office: what a month's late days cost, line by line and in all, in fen",
        (
            Parameter("base_pay", Money(), "the month's base pay, in yuan"),
            Parameter("late_days", _MONTH, "the late days of the month"),
        ),
        (reading("escalation", Escalation, Escalation.MARGINAL), _ROUNDING),
        ("S2-03-12",),
        shape(lines={"type": "array", "items": WHOLE}, sum=WHOLE),
    ),
    Operation(
        "judge_day",
        Capability.ATTENDANCE,
        "the department: what one scheduled day was; half days absent are counted up to two",
        (
            Parameter("begins", Local(), "when work begins"),
            Parameter("ends", Local(), "when it ends, on the same day"),
            Parameter("arrival", Local(), "the first punch, on that day, or none", None),
            Parameter("departure", Local(), "the last punch, on that day, or none", None),
            blank("late_window_minutes", Whole("minutes", 0, 1440), "how long late is late"),
            blank("absence_threshold_hours", Quantity("hours", 2, 0, 24), "beyond it: absent"),
            blank("lunch_hours", Quantity("hours", 2, 0, 24), "the length of lunch"),
            blank("lunch_start", Clock(), "when lunch begins"),
        ),
        (
            reading("gap_policy", Gap, Gap.LATE, also="; half_day_absent does not set gap"),
            reading("absence_hours", Hours, Hours.NET),
            reading("no_punches", NoPunches, NoPunches.WHOLE_DAY),
            reading("single_punch", SinglePunch, SinglePunch.UNRESOLVED, SinglePunch.WHOLE_DAY),
        ),
        ("004-1.2-1", "004-1.3.1-1", "004-1.3.1-2", "004-1.3.2-1", "004-1.4-1", "004-1.4-2"),
        shape(
            late=FLAG | {"description": "late, a gap that is read as late included"},
            gap=FLAG
            | {"description": "late beyond the window, read as late; a gap that is read as half a "
                              "day absent or as an error is none"},
            early=FLAG,
            unresolved=FLAG,
            halves={"type": "integer", "minimum": 0, "maximum": 2},
        ),
        _DAY,
    ),
    Operation(
        "month_deduction",
        Capability.ATTENDANCE,
        "the department: what a month's counts take from the bonus, in fen (the sum uncut, and "
        "what is left), and how many warnings and demerits follow",
        (
            Parameter("bonus", Money(), "the month's performance bonus, in yuan"),
            *(
                Parameter(name, _MONTH, f"{text} of the month", 0)
                for name, text in (
                    ("late", "late days"),
                    ("early", "early leaves"),
                    ("half_days", "days absent by half"),
                    ("whole_days", "days absent"),
                    ("proxies", "proxy punches, whose lines together stop at 100 percent,"),
                )
            ),
            blank("late_deduction", Money(), "yuan for each late day"),
            blank("late_warning_count", Whole("cases", 1, MOST), "late days that bring a warning"),
            blank("early_deduction", Money(), "yuan for each early leave"),
            blank("early_severe_count", Whole("cases", 1, MOST), "early leaves that are frequent"),
            blank("early_severe_percent", _PERCENT, "percent for frequent early leaves"),
            blank("absent_half_day_deduction", Money(), "yuan for half a day absent"),
            blank("absent_full_day_deduction", Money(), "yuan for a day absent"),
            blank("proxy_punch_percent", _PERCENT, "percent for each proxy punch"),
        ),
        (
            reading("percent_base", PercentBase, PercentBase.FULL),
            reading("clamp", Clamp, Clamp.BASE),
            reading("early_percent", EarlyPercent, EarlyPercent.ADDS),
            reading("late_warning", WarningOn, WarningOn.ONCE),
            _ROUNDING,
        ),
        ("004-1.3.1-3", "004-1.3.1-4", "004-1.3.2-2", "004-1.3.2-3", "004-1.4-3", "004-1.4-4",
         "004-1.6.2-2", "004-1.7-1"),
        shape(
            sum=WHOLE,
            net=WHOLE,
            written_warnings=WHOLE,
            severe_warnings=WHOLE,
            demerits=WHOLE,
        ),
        (_ABSENT,),
    ),
)  # fmt: skip
