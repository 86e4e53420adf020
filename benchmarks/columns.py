"""Rules over columns: against one pass over the column, and against what people use for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs

from benchmarks.timing import race
from csrules import cn_calendar
from csrules.deadlines import ElapsedHours, Roll, WorkingDays, WorkingHours
from csrules.regulations import company

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.timing import Row
    from csrules.batch import Work
    from csrules.deadlines import Limit

__all__ = ["run"]

ROWS = 10_000_000
FEW = 1_000_000
FEWEST = 2_000
CALENDAR = cn_calendar(range(2024, 2027), hours="08:30-12:00,13:30-17:30")
FIRST, LAST = dt.datetime(2024, 1, 2), dt.datetime(2026, 11, 30)
MICRO = dt.timedelta(microseconds=1)
EPOCH = dt.datetime(1970, 1, 1)


def _race(work: str, contenders: Mapping[str, tuple[int, Callable[[], object]]]) -> Iterator[Row]:
    """The race of calls over so many rows each, told by row."""
    ours = None
    for row in race(work, {who: call for who, (_, call) in contenders.items()}):
        each = row.nanoseconds / contenders[row.who][0]
        ours = each if ours is None else ours
        yield attrs.evolve(row, nanoseconds=each, ratio=each / ours)


def _approval(draw: Any) -> Iterator[Row]:
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from openfisca_core.taxscales import SingleAmountTaxScale

    from csrules.batch import Fen, Work
    from csrules.regulations.company import columns

    fen = draw.integers(0, 1_000_000, ROWS)
    some = fen[:FEW]
    table = pa.table({"amount": fen})
    approver = columns.approver(company.policy(), Fen("amount"), boundary=False)
    work = Work(approver, keep=False)
    scale = SingleAmountTaxScale()
    for rank, threshold in enumerate((0, 1000, 5000)):
        scale.add_bracket(threshold, rank)
    yuan = some / 100
    edges = [-1, 100_000, 499_999, 10**15]
    assert (pd.cut(some, edges, labels=False) == _codes(work, some)).all()
    yield from _race(
        "approval bands over a column, a row",
        {
            "csrules": (ROWS, lambda: work.table(table)),
            "reading the column once": (ROWS, fen.sum),
            "numpy searchsorted": (FEW, lambda: np.searchsorted((100_001, 500_000), some, "right")),
            "pandas.cut": (FEW, lambda: pd.cut(some, edges, labels=False)),
            "OpenFisca scale": (FEW, lambda: scale.calc(yuan)),
        },
    )


def _codes(work: Work, amounts: Any) -> Any:
    import pyarrow as pa

    found = work.table(pa.table({"amount": amounts})).column("role").combine_chunks()
    return found.indices.to_numpy()


def _due(limit: Limit, kind: Any, only: str) -> Work:
    from csrules.batch import ColumnRule, Work
    from csrules.batch.duekernel import DueKernel

    def ask(start: Any) -> Any:
        return limit.due(start, CALENDAR)

    rule = ColumnRule(ask, {"start": kind("start")}, DueKernel(limit, CALENDAR, only=(only,)))
    return Work(rule, keep=False)


def _days(draw: Any) -> Iterator[Row]:
    import numpy as np
    import pyarrow as pa

    from csrules.batch import Days

    first, last = ((day - EPOCH).days for day in (FIRST, LAST))
    days = draw.integers(first, last, ROWS).astype("i4")
    work = _due(WorkingDays(2), Days, "last_day")
    table = pa.table({"start": pa.array(days).view(pa.date32())})
    every = [CALENDAR.first + dt.timedelta(days=n) for n in range(1096)]
    free = [day for day in every if not CALENDAR.is_working(day)]
    same = np.busdaycalendar("1111111", free)  # make-up days are worked: every day is named
    some = days[:FEW].astype("M8[D]")

    def peer() -> Any:
        return np.busday_offset(
            np.busday_offset(some, 0, "backward", busdaycal=same), 2, busdaycal=same
        )

    ours = work.table(table.slice(0, FEW)).column("last_day").to_numpy()
    assert (ours == peer()).all()
    yield from _race(
        "dates + 2 working days over a column, a row",
        {
            "csrules": (ROWS, lambda: work.table(table)),
            "copying the column": (ROWS, days.copy),
            "numpy.busday_offset": (
                FEW,
                lambda: np.busday_offset(some, 2, "backward", busdaycal=same),
            ),
        },
    )


def _hours(draw: Any) -> Iterator[Row]:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    from csrules.batch import Moments

    first, last = ((moment - EPOCH) // MICRO for moment in (FIRST, LAST))
    moments = draw.integers(first, last, ROWS)
    table = pa.table({"start": pa.array(moments).view(pa.timestamp("us"))})
    rolled = _due(ElapsedHours(24, Roll.SAME_CLOCK_TIME), Moments, "due")
    yield from _race(
        "timestamps + 24 h with roll over a column, a row",
        {
            "csrules": (ROWS, lambda: rolled.table(table)),
            "copying the column": (ROWS, moments.copy),
        },
    )
    worked = _due(WorkingHours(12), Moments, "due")
    loop, arguments = _numba()
    out = np.empty(ROWS, "i8")
    loop(moments, *arguments, out)
    assert (worked.table(table).column("due").to_numpy().astype("i8") == out).all()
    free = [day for day in _every() if not CALENDAR.is_working(day) and day.weekday() < 5]
    offset = 8 * pd.offsets.CustomBusinessHour(start="09:00", end="17:00", holidays=free)
    stamps = pd.Series(moments[:FEWEST].view("M8[us]"))
    yield from _race(
        "timestamps + 12 working hours over a column, a row",
        {
            "csrules": (ROWS, lambda: worked.table(table)),
            "copying the column": (ROWS, moments.copy),
            "the same loop compiled with numba": (ROWS, lambda: loop(moments, *arguments, out)),
            "pandas CustomBusinessHour": (FEWEST, lambda: stamps.map(lambda at: at + offset)),
        },
    )


def _study(draw: Any) -> Iterator[Row]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    from csrules import amend, compare
    from csrules.regulations import property_handbook
    from csrules.regulations.property_handbook import questions

    first, last = ((moment - EPOCH) // MICRO for moment in (FIRST, LAST))
    accepted = draw.integers(first, last, ROWS)
    read = {
        "amount": draw.integers(0, 1_000_000, ROWS),
        "accepted_at": accepted,
        "closed_at": accepted + draw.integers(0, 9 * 86_400_000_000, ROWS),
        "department_received_at": accepted,
        "answered_at": accepted + draw.integers(0, 3 * 86_400_000_000, ROWS),
        "complicated": draw.integers(0, 2, ROWS).astype(bool),
    }
    words = np.zeros((ROWS, 2), "i8")
    words[:, 0] = read["amount"]
    yuan = pa.Array.from_buffers(pa.decimal128(12, 2), ROWS, [None, pa.py_buffer(words)])
    table = pa.table(
        {
            name: pa.array(values).view(pa.timestamp("us")) if name.endswith("_at") else values
            for name, values in read.items()
        }
    ).set_column(0, "amount", yuan)
    now, handbook = company.policy(), property_handbook.policy()
    both = {
        "now": now,
        "proposed": amend(now, {"approval.bands.sales_manager": 2000, "closing.days": 8}),
    }
    books = {"now": handbook, "proposed": amend(handbook, {"answer.working_days": 3})}
    answer = questions.answer(CALENDAR)
    few = table.slice(0, FEWEST).to_pylist()

    def studied(source: Any) -> list[Any]:
        asked: tuple[Any, ...] = ((both, "approver"), (both, "closing"), (books, answer))
        return [compare(source, policies, ask).transitions for policies, ask in asked]

    def once() -> int:
        return sum(int(values.sum()) for values in (words, *list(read.values())[1:]))

    def by_arrow() -> list[Any]:
        """The sum of each column, or of times, which have none, the least and the greatest."""
        times = [name for name in read if name.endswith("_at")]
        return [(pc.min_max if name in times else pc.sum)(table.column(name)) for name in read]

    assert studied(few) == studied(table.slice(0, FEWEST).to_batches())
    yield from _race(
        "compare of two policies: who approves, closed in time, answered in time; a row",
        {
            "csrules": (ROWS, lambda: studied(table)),
            "summing the memory of the columns once": (ROWS, once),
            "reading the columns once, by Arrow": (ROWS, by_arrow),
            "csrules, record by record": (FEWEST, lambda: studied(few)),
        },
    )


def _months(draw: Any) -> Iterator[Row]:
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    from csrules.batch import Fen, MonthWork
    from csrules.regulations import office
    from csrules.regulations.office import columns

    days, first = 20, (dt.datetime(2026, 3, 1) - EPOCH).days
    people = np.repeat(np.arange(FEW // days), days)
    day = np.tile(np.arange(first, first + days, dtype="i4"), FEW // days)
    seconds = draw.integers(8 * 3600, 9 * 3600, FEW)  # half of them are late
    table = pa.table(
        {
            "person": pc.utf8_lpad(pa.array(people).cast(pa.string()), 6, "0"),
            "work_date": pa.array(day).view(pa.date32()),
            "signed_in_at": pa.array((day.astype("i8") * 86_400 + seconds) * 1_000_000).view(
                pa.timestamp("us")
            ),
            "base_pay": np.full(FEW, 500_000),
        }
    )
    work = MonthWork(columns.lateness(office.policy(), base_pay=Fen("base_pay")))
    few = table.slice(0, FEWEST)
    frame = table.to_pandas()
    start = pd.Timedelta(hours=8, minutes=30)

    def by_record() -> list[Any]:
        return [_lateness(rows) for _, rows in few.to_pandas().groupby("person")]

    def by_pandas() -> Any:
        at = frame["signed_in_at"]
        late = at - at.dt.normalize() > start
        return late.groupby([frame["person"], at.dt.to_period("M")]).sum()

    found = work.table(table)
    assert sorted(found.column("late_days").to_pylist()) == sorted(by_pandas().tolist())
    assert work.table(few).column("amount").to_pylist() == [each.amount for each in by_record()]
    yield from _race(
        "lateness of a person's month: counts, escalation, money; a row",
        {
            "csrules": (FEW, lambda: work.table(table)),
            "pandas, the counts alone": (FEW, by_pandas),
            "csrules, record by record": (FEWEST, by_record),
        },
    )


def _lateness(rows: Any) -> Any:
    from csrules.attendance import Direction, Punch
    from csrules.regulations import office

    person = rows["person"].iloc[0]
    punches = [
        Punch(person, row.work_date, Direction.ON, row.signed_in_at.to_pydatetime())
        for row in rows.itertuples()
    ]
    return office.month(office.policy(), person, 2026, 3, punches=punches, base_pay=5000)


def _every() -> list[dt.date]:
    return [CALENDAR.first + dt.timedelta(days=n) for n in range(1096)]


def _numba() -> tuple[Callable[..., None], tuple[Any, ...]]:
    """Two look-ups a row, by hours of the line and of working time, as the scalar form does it."""
    import numba
    import numpy as np

    line = CALENDAR.line
    assert line is not None  # the calendar knows hours
    starts, ends = (
        np.array([(pair[side] - EPOCH) // MICRO for pair in line.segments]) for side in (0, 1)
    )
    done = np.cumsum(ends - starts)
    past = done - (ends - starts)
    first, hour = (line.first - EPOCH) // MICRO, 3_600_000_000
    hours = np.arange(first, ends[-1] + hour, hour)
    at = np.searchsorted(ends, hours, side="right").astype("i4")
    within = np.searchsorted(done, np.arange(0, done[-1] + hour, hour)).astype("i4")

    @numba.njit(fastmath=False)  # type: ignore[untyped-decorator,unused-ignore]  # not in every venv
    def loop(
        moments: Any, at: Any, within: Any, starts: Any, ends: Any, past: Any, done: Any,
        first: int, length: int, out: Any,
    ) -> None:  # fmt: skip
        for row in range(len(moments)):
            start = moments[row]
            index = at[(start - first) // 3_600_000_000]
            while ends[index] <= start:
                index += 1
            target = past[index] + length + max(0, start - starts[index])
            index = within[target // 3_600_000_000]
            while done[index] < target:
                index += 1
            out[row] = starts[index] + target - past[index]

    return loop, (at, within, starts, ends, past, done, first, 12 * hour)


def run() -> Iterator[Row]:
    """Every race over columns."""
    import numpy as np

    draw = np.random.default_rng(2026)
    for part in (_approval, _days, _hours, _study, _months):
        yield from part(draw)
