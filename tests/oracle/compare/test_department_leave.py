"""004 1.5 and 1.6: notice and calls of leave, the monthly table, the regular check."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from csrules.regulations import department as pack
from tests.oracle import department as oracle
from tests.oracle import limits
from tests.oracle.compare.comparing import Figure, comparison, or_blank
from tests.oracle.compare.drawing import CN, DAYS, MOMENTS, SOME_DAYS
from tests.oracle.compare.test_company_limits import close

if TYPE_CHECKING:
    from tests.oracle.compare.comparing import Under

PAID = {"personal": "leave.personal_leave_notice_days", "marriage": "leave.other_notice_days"}
NOTICE_DAYS = Figure(3, st.none() | st.integers(1, 40))


@comparison(
    "department", "004-1.5.2-1", "004-1.5.3-1",
    figures=dict.fromkeys(PAID.values(), NOTICE_DAYS),
    readings=("counting.start_day", "counting.day_end"),
    starts=SOME_DAYS.filter(lambda day: day > date(2024, 3, 1)), ago=st.integers(0, 50),
    kind=st.sampled_from(sorted(PAID)),
)  # fmt: skip
def test_notice(under: Under, starts: date, ago: int, kind: str) -> tuple[object, object]:
    applied, days = starts - timedelta(days=ago), under[PAID[kind]]

    def mine() -> object:
        found = pack.notice(under.policy, applied=applied, starts=starts, kind=kind, calendar=CN)
        return found.deadline.due, found.in_time

    if days is None:
        return or_blank(mine), "blank"
    last = oracle.last_day_to_apply(starts, days, under["counting.start_day"])
    return or_blank(mine), (limits.end_of(last, close(under)), applied <= last)


@comparison(
    "department", "004-1.5.1-2", "004-1.5.2-3", "004-1.5.3-1",
    figures={
        "leave.call_minutes": Figure(30, st.none() | st.integers(1, 2_000)),
        "leave.personal_leave_notice_days": Figure(3, st.integers(1, 9)),
        "leave.other_notice_days": Figure(3, st.integers(1, 9)),
    },
    readings=("leave.other_emergency",), starts=MOMENTS, long=st.integers(1, 3_000),
    phoned=st.integers(-100, 4_000), kind=st.sampled_from(["sick", "personal", "bereavement"]),
)  # fmt: skip
def test_a_call_in_an_emergency(
    under: Under, starts: datetime, long: int, phoned: int, kind: str
) -> tuple[object, object]:
    ends, at = starts + timedelta(minutes=long), starts + timedelta(minutes=phoned)
    request = pack.LeaveRequest(
        "li", pack.LeaveKind(kind), starts, ends, emergency=True, phoned_at=at
    )
    mine = str(pack.leave(under.policy, request, calendar=CN).status)
    may = oracle.emergency(kind, under["leave.other_emergency"])
    soon = oracle.called(at, starts, ends, under["leave.call_minutes"])
    return mine, "provisional" if may and soon else "refused"


@comparison(
    "department", "004-1.6.1-1",
    figures={"supervision.statistics_day": Figure(3, st.none() | st.integers(1, 28))},
    readings=("counting.month_day", "counting.day_end"),
    of_month=st.tuples(st.integers(2024, 2026), st.integers(1, 11)),
)  # fmt: skip
def test_the_monthly_table(under: Under, of_month: tuple[int, int]) -> tuple[object, object]:
    day = under["supervision.statistics_day"]

    def mine() -> object:
        first = date(*of_month, 1)
        found = pack.table_duty(under.policy).due_dates(first, first + timedelta(days=27), CN)
        return [(each.first, each.deadline.due) for each in found]

    if day is None:
        return or_blank(mine), "blank"
    due = oracle.table_due(
        *of_month, day, DAYS, month_day=under["counting.month_day"], close=close(under)
    )
    return or_blank(mine), [(date(*limits.month_before(*of_month), 1), due)]


@comparison(
    "department", "004-1.6.2-1",
    figures={"supervision.check_interval_days": Figure(30, st.none() | st.integers(1, 90))},
    readings=("counting.last_day", "counting.day_end"),
    first=SOME_DAYS, later=st.integers(0, 60), long=st.integers(0, 100),
)  # fmt: skip
def test_the_regular_check(
    under: Under, first: date, later: int, long: int
) -> tuple[object, object]:
    interval = under["supervision.check_interval_days"]
    since = first + timedelta(days=later)
    until = min(since + timedelta(days=long), date(2026, 12, 20))

    def mine() -> object:
        found = pack.check_duty(under.policy, first).due_dates(since, until, CN)
        return [each.deadline.due for each in found]

    if interval is None:
        return or_blank(mine), "blank"
    theirs = oracle.every_n_days(
        first, interval, since, until, DAYS,
        last_day=under["counting.last_day"], close=close(under),
    )  # fmt: skip
    return or_blank(mine), theirs
