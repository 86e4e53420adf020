"""Months of attendance: people come and go; when a month is over, it is judged by either pack."""

from __future__ import annotations

from collections import deque
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from csrules.attendance import Direction, Punch
from csrules.money import yuan
from csrules.regulations import office
from simulation.department_month import judged_month
from simulation.enquiries import lateness_costs
from simulation.failure import held
from simulation.world import START, days
from tests.oracle import lateness, limits
from tests.oracle.days import working_days

if TYPE_CHECKING:
    from simulation.books import Books
    from simulation.draws import Draws
    from simulation.tally import Tally

__all__ = ["Attendance", "WorkedDay", "worked"]

WorkedDay = tuple[date, datetime | None, datetime | None]
"""A scheduled day: when somebody came, and when he left; None without a punch."""

_LAST_SECOND: Final = time(23, 59, 59)
_STAFF: Final = ("li", "wang", "zhao", "qian", "sun")


def worked(
    draws: Draws, scheduled: list[date], begins: time, ends: time, corners: tuple[timedelta, ...]
) -> list[WorkedDay]:
    """Somebody's days: in time mostly, at the corners to the second now and then, or not there."""

    def off(by: int) -> timedelta:
        way = draws.upto(9)
        if way == 0 and corners:
            return draws.one(corners) + timedelta(seconds=draws.one((-1, 0, 1)))
        if way == 1:
            return timedelta(seconds=draws.one((-1, 0, 1)))
        if way == 2:
            return timedelta(minutes=draws.upto(300))
        return -timedelta(minutes=draws.upto(by))

    found: list[WorkedDay] = []
    for day in scheduled:
        first, last = datetime.combine(day, time.min), datetime.combine(day, _LAST_SECOND)
        start, end = datetime.combine(day, begins), datetime.combine(day, ends)
        came = min(max(start + off(40), first), end)
        left = min(max(end - off(60), came), last)
        no_arrival, no_departure = draws.often(4), draws.often(4)
        found.append((day, None if no_arrival else came, None if no_departure else left))
    return found


def punches_of(person: str, rows: list[WorkedDay]) -> list[Punch]:
    """The punches of these days."""
    return [
        Punch(person, day, way, at)
        for day, came, left in rows
        for way, at in ((Direction.ON, came), (Direction.OFF, left))
        if at is not None
    ]


class Attendance:
    """Which months are still to be judged; one month of one pack at a time."""

    def __init__(self, draws: Draws, books: Books, tally: Tally) -> None:
        self.draws, self.books, self.tally = draws, books, tally
        self.month = (START.year, START.month)
        self.waiting: deque[tuple[str, int, int]] = deque()

    def due(self, now: datetime) -> bool:
        """Whether a month is over and not judged yet."""
        while self.month < (now.year, now.month):
            self.waiting.append((self.draws.one(("office", "department")), *self.month))
            self.month = limits.month_after(*self.month)
        return bool(self.waiting)

    def judge(self) -> None:
        """Judge the month that has waited longest."""
        pack, year, month = self.waiting.popleft()
        next_first = date(*limits.month_after(year, month), 1)
        last = next_first - timedelta(days=1)
        policy = self.books.at(pack, datetime(last.year, last.month, last.day))
        scheduled = working_days(days(), date(year, month, 1), last)
        person = self.draws.one(_STAFF)
        judge = {"office": self._office, "department": self._department}[pack]
        seen = judge(policy, person, year, month, scheduled)
        self.tally.count(f"oracle: months of the {pack}")
        self.tally.count("days of attendance", len(scheduled))
        self.tally.decided(pack, person, year, month, *seen)

    def _office(
        self, policy: Any, person: str, year: int, month: int, scheduled: list[date]
    ) -> tuple[object, ...]:
        """S2-03: late days, and what they cost."""
        begins, ends = policy.hours.start, policy.hours.end
        rows = worked(self.draws, scheduled, begins, ends, ())
        base = self.draws.fen()
        found = office.month(
            policy,
            person,
            year,
            month,
            punches=punches_of(person, rows),
            base_pay=yuan(base),
            scheduled=scheduled,
        )
        arrivals = [came for _, came, _ in rows if came is not None]
        late = lateness.late_days(arrivals, year, month, begins)
        held(list(found.late_days) == late, "late days", found.late_days, late, rows)
        _, wanted = lateness_costs(policy, base, len(late))
        amount = int(found.amount * 100)
        held(amount == wanted, "a month's lateness", amount, wanted, base, late, policy.lateness)
        missing = [day for day, came, _ in rows if came is None]
        held(list(found.unresolved) == missing, "missing sign-ins", found.unresolved, missing)
        return base, amount, *late

    def _department(
        self, policy: Any, person: str, year: int, month: int, scheduled: list[date]
    ) -> tuple[object, ...]:
        """Document 004: what each day was, what is taken from the bonus, which sanctions."""
        own = policy.attendance
        corners = (
            timedelta(minutes=own.late_window_minutes or 0),
            timedelta(hours=float(own.absence_threshold_hours or 0)),
        )
        schedule = policy.schedule
        rows = worked(self.draws, scheduled, schedule.work_start, schedule.work_end, corners)
        punches = punches_of(person, rows)
        return judged_month(self.draws, policy, person, year, month, rows, punches)
