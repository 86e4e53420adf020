"""The complaints: who complained, for how much, when the form was accepted and when closed.

amount
    What the customer claims, in yuan. Six in seven follow a lognormal distribution (median 400),
    the others a Pareto distribution that begins at 0 (Lomax: scale 4 000, exponent 1.5), cut off
    at five million: a few cases hold much of the money. People like to claim round sums, so a
    quarter of all are drawn from a list of them, and approval limits such as 1 000 or 5 000 are
    really hit. Half of the others are whole yuan.
accepted_at
    See `examples.three_years.arrivals`; the rows stand in this order.
closed_at
    The work until a form is closed is lognormal, 1.4 office days in the middle. It grows with the
    number of complaints around that day, to the power of 1.5. Half of the complaints are handled
    by people who also work at weekends and on holidays. Null: not closed when the table was
    exported.
customer
    One of a third as many customers as complaints; some complain more often than others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from csrules.kinds import Whole
from examples.three_years.arrivals import Arrivals, busyness
from examples.three_years.columns import generator, moments, money, names
from examples.three_years.days import DAY, HOUR, Days, WorkLine, calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from examples.three_years.days import Ints

__all__ = ["SCHEMA", "complaint_batches", "complaint_table"]

SCHEMA: Final = pa.schema(
    {
        "id": pa.string(),
        "customer": pa.string(),
        "amount": pa.decimal128(12, 2),
        "accepted_at": pa.timestamp("us"),
        "closed_at": pa.timestamp("us"),
    }
)

ROUND: Final = {  # yuan: how often it is claimed beside the others
    50: 4, 100: 12, 200: 13, 300: 10, 500: 16, 800: 6, 1000: 15, 1500: 3, 2000: 8, 3000: 4,
    5000: 7, 10_000: 3, 20_000: 1,
}  # fmt: skip
ROUND_SHARE: Final = 0.25
MEDIAN, SPREAD = 400.0, 1.1
TAIL_SHARE, TAIL_SCALE, TAIL_EXPONENT, LARGEST = 1 / 7, 4000.0, 1.5, 5_000_000.0

OFFICE: Final = 9 * HOUR, 9 * HOUR  # when the office opens, and for how long
EFFORT_DAYS, EFFORT_SPREAD = 1.4, 0.7
BUSY_POWER: Final = 1.5
WEEKEND_SHARE: Final = 0.5
CUSTOMER_POWER: Final = 1.3  # above 1: some customers come more often

_STREAM: Final = 1
_BLOCK: Final = 1 << 16  # rows that are drawn together, whatever size of batch is asked for


def amounts(rng: np.random.Generator, rows: int) -> Ints:
    """What is claimed, in fen."""
    body = rng.lognormal(np.log(MEDIAN), SPREAD, rows)
    cut = 1 - (1 + LARGEST / TAIL_SCALE) ** -TAIL_EXPONENT
    tail = TAIL_SCALE * ((1 - cut * rng.random(rows)) ** (-1 / TAIL_EXPONENT) - 1)
    yuan = np.where(rng.random(rows) < TAIL_SHARE, tail, body)
    exact = np.rint(yuan * 100).astype(np.int64)
    whole = np.rint(yuan).astype(np.int64) * 100
    often = np.array(list(ROUND.values())) / sum(ROUND.values())
    round_sums = rng.choice(np.array(list(ROUND)) * 100, rows, p=often)
    kind = rng.random(rows)
    fen = np.where(kind < (1 + ROUND_SHARE) / 2, whole, exact)
    return np.maximum(np.where(kind < ROUND_SHARE, round_sums, fen), 100)


def complaint_batches(seed: int, rows: int, batch_rows: int = _BLOCK) -> Iterator[pa.RecordBatch]:
    """The same rows as `complaint_table`, in batches of ``batch_rows`` but for the last.

    Memory is bounded by the batch, not by ``rows``: a file larger than memory can be written.
    A batch's rows do not hang on ``batch_rows``. Raises `InputError` for a seed that is no whole
    number from 0 on, more than a billion rows, or batches of less than one.

    >>> [batch.num_rows for batch in complaint_batches(2026, 25, 10)]
    [10, 10, 5]
    """
    rows = Whole("rows", 0, 10**9).read(rows, "rows")
    size = Whole("rows", 1).read(batch_rows, "batch_rows")
    days = Days.of(calendar())
    arrivals = Arrivals.drawn(generator(seed, _STREAM), days, rows, days.told)
    return _in_size(_blocks(seed, rows, days, arrivals), size)


def complaint_table(seed: int, rows: int) -> pa.Table:
    """The complaints in one table."""
    return pa.Table.from_batches(complaint_batches(seed, rows), SCHEMA)


def _blocks(seed: int, rows: int, days: Days, arrivals: Arrivals) -> Iterator[pa.RecordBatch]:
    """The rows as they are drawn: each block has random numbers of its own."""
    load = busyness(days)
    lines = [
        WorkLine(days.begin, works, *OFFICE) for works in (days.works, np.ones_like(days.works))
    ]
    for number, first in enumerate(range(0, rows, _BLOCK)):
        rng = generator(seed, _STREAM, number)
        stop = min(first + _BLOCK, rows)
        accepted = arrivals.moments(rng, first, stop)
        effort = rng.lognormal(np.log(EFFORT_DAYS * OFFICE[1]), EFFORT_SPREAD, stop - first)
        effort *= load[(accepted - days.begin) // DAY] ** BUSY_POWER
        office, roster = (line.after(accepted, effort) for line in lines)
        closed = np.where(rng.random(stop - first) < WEEKEND_SHARE, roster, office)
        customer = rng.random(stop - first) ** CUSTOMER_POWER * (rows // 3 + 1)
        yield pa.record_batch(
            [
                names("KS-", np.arange(first + 1, stop + 1), 9),
                names("C", customer.astype(np.int64) + 1, 9),
                money(amounts(rng, stop - first), 12),
                moments(accepted),
                moments(closed, closed >= days.end),
            ],
            schema=SCHEMA,
        )


def _in_size(blocks: Iterable[pa.RecordBatch], size: int) -> Iterator[pa.RecordBatch]:
    """The rows of ``blocks`` in batches of ``size``; the last one has what is left."""
    held: list[pa.RecordBatch] = []
    missing = size
    for block in blocks:
        start = 0
        while start < block.num_rows:
            held.append(block.slice(start, missing))
            start += held[-1].num_rows
            missing -= held[-1].num_rows
            if not missing:
                yield pa.concat_batches(held)
                held, missing = [], size
    if held:
        yield pa.concat_batches(held)
