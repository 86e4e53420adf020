"""The contract: every question that a system may be asked, what it holds, and its answer.

Plain data in and out, so that the same questions serve Python, another language and a file. An
operation has parameters and readings; what is left out is at its default, and for a reading that
is the one that binds. The outcome of a question is one of three::

    {"answer": …}                       what the regulation says, in the operation's shape
    {"refused": {"rules": [rule ids]}}  the regulation refuses it
    {"invalid": {"fields": [names]}}    the question itself is wrong

A refusal names every rule that refuses, and a system conforms when it names at least one of them
and no other; with no rule listed any refusal will do. Fields are judged in the same way: they are
names of parameters, and for an event those of its parts or of what it brings. A wrong question is
invalid whatever else would refuse it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csrules.absence import Gap, Hours
from csrules.attendance import NoPunches, SinglePunch
from csrules.bands import Tie
from csrules.deadlines import DayEnd, LastDay, Roll, Skips, StartDay, WorkingDaysEnd
from csrules.deductions import Clamp, Escalation, LineRounding, PercentBase
from csrules.kinds import Choice, Clock, Flag, Items, Kind, Money, Quantity, Whole
from csrules.regulations.company import Refusal, Role
from csrules.regulations.department.policy import EarlyPercent, WarningOn
from csrules.scoring import Clamp as ScoreClamp
from csrules.testing.conformance.operations import Capability, Operation
from csrules.testing.conformance.wire import EVENT, Local, Parameter
from csrules.testing.conformance.wirecalendars import Calendar

if TYPE_CHECKING:
    from csrules.reading import Reading

__all__ = ["OPERATIONS", "VERSION", "contract"]

VERSION: Final = 1
"""The version of the contract and of the vectors; another contract has another number."""


def _reading(name: str, kind: type[Reading], default: Reading, *without: Reading) -> Parameter:
    return Parameter(name, Choice(kind, without), "how the text is read", str(default))


def _object(**properties: Any) -> dict[str, Any]:
    """The schema of an object that has all of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _blank(name: str, kind: Kind[Any], text: str) -> Parameter:
    """A figure that the text leaves open: needed only where an answer needs it."""
    return Parameter(name, kind, f"{text}; left out: the company has not set it", None)


_WHOLE: Final = {"type": "integer"}
_FLAG: Final = {"type": "boolean"}
_AMOUNT: Final = Parameter("amount", Money(), "yuan, exact to the fen")
_LIMITS: Final = (
    Parameter("sales_manager_limit", Money(), "the lower cut, in yuan", "1000"),
    Parameter("deputy_gm_limit", Money(), "the upper cut, in yuan", "5000"),
)
_TIE: Final = _reading("tie", Tie, Tie.INCLUSIVE_WORDS)
_APPROVAL: Final = (
    Operation(
        "approver",
        Capability.APPROVAL,
        "who decides an amount",
        (_AMOUNT, *_LIMITS),
        (_TIE,),
        ("000-A27-1.1", "000-A27-1.2", "000-A27-1.3", "000-A27-1.4"),
        Choice(Role).schema(),
    ),
    Operation(
        "may_sign",
        Capability.APPROVAL,
        "whether a role may sign for an amount: true, or refused",
        (_AMOUNT, Parameter("role", Choice(Role), "who would sign"), *_LIMITS),
        (_TIE,),
        ("000-A27-1.5",),
        {"const": True},
    ),
)

_START: Final = Parameter("start", Local(), "when the limit begins to run")
_CALENDAR: Final = Parameter("calendar", Calendar(), "the working days")
_MAYBE: Final = Parameter("calendar", Calendar(), "needed for a roll or a close of business", None)
_DAYS: Final = Parameter("days", Whole("days", 1, 3660), "how many")
_HOURS: Final = Parameter("hours", Quantity("hours", 2, 0, 9999), "how many, as text, above 0")
_END: Final = _reading("day_end", DayEnd, DayEnd.MIDNIGHT)
_FIRST: Final = _reading("start_day", StartDay, StartDay.EXCLUDED)
_LAST: Final = _reading("last_day", LastDay, LastDay.NO_ROLL)
_DUE: Final = Local().schema()


def _limit(
    name: str, text: str, given: tuple[Parameter, ...], readings: tuple[Parameter, ...], *rules: str
) -> Operation:
    whole = f"the last instant that is in time: {text}"
    return Operation(name, Capability.DEADLINES, whole, given, readings, rules, _DUE)


_DEADLINES: Final = (
    _limit(
        "elapsed_hours",
        "so many hours of the clock, with a roll",
        (_START, _HOURS, _MAYBE),
        (
            _reading("roll", Roll, Roll.SAME_CLOCK_TIME),
            _reading("skips", Skips, Skips.NON_WORKING_DAYS),
            _END,
        ),
        "001-FA-3.4-3",
        "001-FA-3.4-4",
    ),
    _limit(
        "working_hours",
        "so many hours of working time",
        (_START, _HOURS, _CALENDAR),
        (),
        "001-FA-3.4-4",
    ),
    _limit(
        "calendar_days",
        "the end of so many days",
        (_START, _DAYS, _MAYBE),
        (_FIRST, _END, _LAST),
        "000-A26-1.1",
    ),
    _limit(
        "working_days",
        "the end of so many working days",
        (_START, _DAYS, _CALENDAR),
        (_reading("end", WorkingDaysEnd, WorkingDaysEnd.END_OF_DAY), _FIRST, _END),
        "001-FA-3.4-5",
    ),
    _limit(
        "month_day",
        "by a day of a month; beyond the month's length it is its last day",
        (
            Parameter("year", Whole("year", 1900, 2100), "the year"),
            Parameter("month", Whole("month", 1, 12), "the month"),
            Parameter("day", Whole("day of the month", 1, 31), "the last day"),
            _MAYBE,
        ),
        (_LAST, _END),
        "000-A28-1.1",
        "001-IM-4.1-1",
    ),
)

_COMPLAINT: Final = (
    Operation(
        "complaint",
        Capability.COMPLAINT,
        "one complaint form after its events: all before the last have been accepted; the answer "
        "is its state and the due instants of the clocks that run, or the last event is refused",
        (
            Parameter("events", Items(EVENT, 0, 200), "what happened, in order"),
            Parameter("visit_required", Flag(), "whether a visit comes before the end", True),
        ),
        (_TIE, _reading("refusal", Refusal, Refusal.NEW_CLOCK), _FIRST),
        ("000-A20-1", "000-A24-3.1", "000-A25-1.1", "000-A25-3.1", "000-A26-1.1", "000-A27-1.5"),
        _object(state={"type": "string"}, clocks={"type": "object", "additionalProperties": _DUE}),
    ),
)

_COUNTS: Final = (
    ("missing_periodic", 12, "monthly reports missing; with those late at most 12"),
    ("late_periodic", 12, "monthly reports late"),
    ("defects", None, "contents left out or wrong"),
    ("late_instant", None, "instant items late"),
    ("omitted_instant", None, "instant items left out"),
    ("missing_plans", 2, "of the year's plan and summary, those missing"),
    ("missing_training", 1, "training outlines missing"),
)
_ITEMS: Final = (
    "periodic_on_time", "periodic_quality", "instant_on_time", "instant_complete", "plans",
    "training",
)  # fmt: skip
_SCORING: Final = (
    Operation(
        "information_score",
        Capability.SCORING,
        "a department's information score of a year, in tenths of points",
        tuple(Parameter(name, Whole("cases", 0, most), text, 0) for name, most, text in _COUNTS),
        (_reading("clamp", ScoreClamp, ScoreClamp.ITEM),),
        tuple(f"001-IM-6.1-{number}" for number in range(1, 8)),
        _object(items=_object(**dict.fromkeys(_ITEMS, _WHOLE)), total=_WHOLE),
    ),
)

_ROUNDING: Final = _reading("rounding", LineRounding, LineRounding.HALF_UP)
_MONTH: Final = Whole("days of a month", 0, 31)
_PERCENT: Final = Quantity("percent", 2, 0, 100)
_ATTENDANCE: Final = (
    Operation(
        "lateness_deduction",
        Capability.ATTENDANCE,
        "the office: what a month's late days cost, line by line and in all, in fen",
        (
            Parameter("base_pay", Money(), "the month's base pay, in yuan"),
            Parameter("late_days", _MONTH, "the late days of the month"),
        ),
        (_reading("escalation", Escalation, Escalation.MARGINAL), _ROUNDING),
        ("S2-03-12",),
        _object(lines={"type": "array", "items": _WHOLE}, sum=_WHOLE),
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
            _blank("late_window_minutes", Whole("minutes", 0, 1440), "how long late is late"),
            _blank("absence_threshold_hours", Quantity("hours", 2, 0, 24), "beyond it: absent"),
            _blank("lunch_hours", Quantity("hours", 2, 0, 24), "the length of lunch"),
            _blank("lunch_start", Clock(), "when lunch begins"),
        ),
        (
            _reading("gap_policy", Gap, Gap.LATE),
            _reading("absence_hours", Hours, Hours.NET),
            _reading("no_punches", NoPunches, NoPunches.WHOLE_DAY),
            _reading("single_punch", SinglePunch, SinglePunch.UNRESOLVED, SinglePunch.WHOLE_DAY),
        ),
        ("004-1.2-1", "004-1.3.1-1", "004-1.3.1-2", "004-1.3.2-1", "004-1.4-1", "004-1.4-2"),
        _object(
            late=_FLAG,
            gap=_FLAG,
            early=_FLAG,
            unresolved=_FLAG,
            halves={"type": "integer", "minimum": 0, "maximum": 2},
        ),
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
                    ("proxies", "proxy punches"),
                )
            ),
            _blank("late_deduction", Money(), "yuan for each late day"),
            _blank("late_warning_count", Whole("cases", 1), "late days that bring a warning"),
            _blank("early_deduction", Money(), "yuan for each early leave"),
            _blank("early_severe_count", Whole("cases", 1), "early leaves that are frequent"),
            _blank("early_severe_percent", _PERCENT, "percent for frequent early leaves"),
            _blank("absent_half_day_deduction", Money(), "yuan for half a day absent"),
            _blank("absent_full_day_deduction", Money(), "yuan for a day absent"),
            _blank("proxy_punch_percent", _PERCENT, "percent for each proxy punch"),
        ),
        (
            _reading("percent_base", PercentBase, PercentBase.FULL),
            _reading("clamp", Clamp, Clamp.BASE),
            _reading("early_percent", EarlyPercent, EarlyPercent.ADDS),
            _reading("late_warning", WarningOn, WarningOn.ONCE),
            _ROUNDING,
        ),
        ("004-1.3.1-3", "004-1.3.1-4", "004-1.3.2-2", "004-1.3.2-3", "004-1.4-3", "004-1.4-4",
         "004-1.6.2-2", "004-1.7-1"),
        _object(
            sum=_WHOLE,
            net=_WHOLE,
            written_warnings=_WHOLE,
            severe_warnings=_WHOLE,
            demerits=_WHOLE,
        ),
    ),
)  # fmt: skip

OPERATIONS: Final[dict[str, Operation]] = {
    each.name: each for each in (*_APPROVAL, *_DEADLINES, *_COMPLAINT, *_SCORING, *_ATTENDANCE)
}
"""Every operation of the contract by its name."""


def contract() -> dict[str, Any]:
    """The whole contract as JSON holds it, for a system in another language.

    >>> sorted(contract()["capabilities"])
    ['approval', 'attendance', 'complaint', 'deadlines', 'scoring']
    """
    return {
        "version": VERSION,
        "capabilities": {
            str(capability): [
                each.plain() for each in OPERATIONS.values() if each.capability is capability
            ]
            for capability in Capability
        },
    }
