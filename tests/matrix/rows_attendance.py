"""Punches, attendance, absence, deductions, and records that are read."""

from __future__ import annotations

from datetime import UTC, time
from decimal import Decimal
from fractions import Fraction

from csrules.absence import AbsenceRule, Gap, Hours
from csrules.attendance import (
    Direction,
    Fact,
    NoPunches,
    Shift,
    SinglePunch,
    Standard,
    assemble,
    judge,
)  # fmt: skip
from csrules.deductions import (
    AmountRange,
    Charge,
    Clamp,
    Escalation,
    LineRounding,
    PercentBase,
    Sanction,
    Step,
)  # fmt: skip
from csrules.errors import Faults
from csrules.regulations.department import Penalty
from tests.matrix.discover import Yuan
from tests.matrix.row import good, made_by
from tests.matrix.things import AT, DAY, EXCUSES, HOUR, PUNCHES, RULE, SOON, TEXT

SHIFT = Shift(time(9), time(18), HOUR, time(12))
(PRESENCE,) = assemble("li", PUNCHES, shift=SHIFT)
STANDARD = Standard(dict.fromkeys(Fact, RULE))
RULES = AbsenceRule(Fraction(600), Fraction(3600))
PUNCHED = {
    "checkType": "OnDuty", "timeResult": "Normal", "userId": "li", "sourceType": "ATM",
    "workDate": 1709827200000, "userCheckTime": 1709857800000, "baseCheckTime": 1709857800000,
}  # fmt: skip
SPAN = AmountRange("50", "100", RULE)
SANCTION = Sanction(Penalty.DEMERIT, RULE, TEXT)

ROWS = {
    "absence.AbsenceRule": good(Fraction(600), Fraction(3600), Fraction(1, 2), Hours.NET, Gap.LATE),
    "absence.measure": good(AT, SOON, PRESENCE, RULES, threshold=Fraction(60), lacks=set()),
    "absence.seconds_between": good(AT, SOON),
    "absence.size": good(AT, SOON, PRESENCE, RULES),
    "attendance.Excuse": good("li", AT, SOON, RULE, TEXT),
    "attendance.Finding": made_by("department.judged_days"),
    "attendance.JudgedDay": made_by("attendance.judge"),
    "attendance.JudgedDay.has": good(judge(PRESENCE, STANDARD), Fact.LATE),
    "attendance.Presence": made_by("attendance.assemble"),
    "attendance.Punch": good("li", DAY, "on", AT, AT, "USER"),
    "attendance.Shift": good(time(9), time(18), HOUR, time(12)),
    "attendance.Shift.on": good(SHIFT, DAY, UTC),
    "attendance.Standard": good(
        {Fact.LATE: RULE}, RULES, NoPunches.WHOLE_DAY, SinglePunch.UNRESOLVED, (Direction.ON,)
    ),
    "attendance.assemble": good(
        "li", PUNCHES, shift=SHIFT, scheduled=[DAY], excuses=EXCUSES, zone=UTC
    ),
    "attendance.first_on_last_off": good(PUNCHES),
    "attendance.judge": good(PRESENCE, STANDARD),
    "attendance.lacking": good(PRESENCE, STANDARD),
    "deductions.AmountRange": good("50", "100", RULE).taking(low=Yuan, high=Yuan),
    "deductions.AmountRange.charge": good(SPAN, "60", TEXT),
    "deductions.AmountRange.read": good(SPAN, "60", "amount"),
    "deductions.Charge": good(RULE, TEXT, 0, 1, Fraction(1, 20), ()),
    "deductions.Line": made_by("deductions.settle"),
    "deductions.Sanction": good(Penalty.DEMERIT, RULE, TEXT),
    "deductions.Statement": made_by("deductions.settle"),
    "deductions.Step": good(1, Fraction(1, 100)),
    "deductions.per_case": good(2, (Step(1, Fraction(1, 100)),), Escalation.MARGINAL),
    "deductions.percent": good(Decimal(5)),
    "deductions.settle": good(
        "1000",
        [Charge(RULE, TEXT, "20", 2)],
        percent_base=PercentBase.FULL,
        rounding=LineRounding.HALF_UP,
        clamp=Clamp.BASE,
        cap=Fraction(1, 2),
        sanctions=[SANCTION],
        limit_rule=RULE,
        nothing=TEXT,
    ),
    "punches.days_of_month": good([DAY], 2026, 9, Faults()),
    "punches.which_month": good(2026, 9, Faults()).taking(
        "it collects its faults", year=object, month=object
    ),
    "dingtalk.Read": made_by("dingtalk.read_records"),
    "dingtalk.Record": made_by("dingtalk.read_records"),
    "dingtalk.Rejected": made_by("dingtalk.read_records"),
    "dingtalk.read_records": good([PUNCHED, {}], tz=UTC).taking(responses=list[object]),
}
