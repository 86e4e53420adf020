"""The first-asked matters that were handed to a department, and when the customer was answered.

received_at
    When the first-asked person took the matter up, see `examples.three_years.arrivals`; the rows
    stand in this order. Matters of the last two days are left out: many of them are still on
    their way, and a matter is listed once its department has it.
special
    One in twenty has special circumstances, and takes twice as long to hand over.
handed_over_at
    After lognormal work, an hour in the middle and at most eight, from 8 to 20 o'clock on every
    day. One in twelve lies about: 14 such hours in the middle. Both grow in busy seasons.
department_received_at
    Up to half an hour after it was handed over.
complicated
    Three in ten need working days and not hours.
answered_at
    After lognormal work: a complicated matter takes 9 office hours in the middle, another one
    1.2.
    Three in four departments are on duty from 8 to 20 o'clock on every day, the others work in the
    office on working days. Null: not answered when the table was exported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from csrules.kinds import Whole
from examples.three_years.arrivals import Arrivals, busyness
from examples.three_years.columns import generator, moments, names
from examples.three_years.days import DAY, HOUR, Days, WorkLine, calendar

if TYPE_CHECKING:
    from examples.three_years.days import Floats

__all__ = ["ticket_table"]

OFFICE: Final = 9 * HOUR, 9 * HOUR
DUTY: Final = 8 * HOUR, 12 * HOUR
ON_DUTY_SHARE: Final = 0.75
SPECIAL_SHARE, SPECIAL_FACTOR = 0.05, 2.0
QUICK: Final = 1.0 * HOUR, 0.8  # median and spread of the work
QUICKLY: Final = 8.0 * HOUR
SLOW: Final = 14.0 * HOUR, 0.5
SLOW_SHARE: Final = 1 / 12
ON_THE_WAY: Final = HOUR // 2
COMPLICATED_SHARE: Final = 0.3
COMPLICATED: Final = 9.0 * HOUR, 0.5
SIMPLE: Final = 1.2 * HOUR, 0.8
LEFT_OUT: Final = 2  # days

_STREAM: Final = 2


def ticket_table(seed: int, rows: int) -> pa.Table:
    """So many tickets in one table."""
    rows = Whole("tickets", 0, 10**9).read(rows, "tickets")
    rng, days = generator(seed, _STREAM), Days.of(calendar())
    duty = WorkLine(days.begin, np.ones_like(days.works), *DUTY)
    office = WorkLine(days.begin, days.works, *OFFICE)

    def work(median: float, spread: float) -> Floats:
        return rng.lognormal(np.log(median), spread, rows) * load

    received = Arrivals.drawn(rng, days, rows, days.told - LEFT_OUT).moments(rng, 0, rows)
    load = busyness(days)[(received - days.begin) // DAY]
    special = rng.random(rows) < SPECIAL_SHARE
    longer = np.where(special, SPECIAL_FACTOR, 1.0)
    quick = duty.after(received, np.minimum(work(*QUICK) * longer, QUICKLY))
    slow = duty.after(received, work(*SLOW) * longer)
    lies_about = (rng.random(rows) < SLOW_SHARE) & (slow < days.end - DAY)
    handed_over = np.where(lies_about, slow, quick)
    department = handed_over + rng.integers(1, ON_THE_WAY, rows)
    complicated = rng.random(rows) < COMPLICATED_SHARE
    effort = np.where(complicated, work(*COMPLICATED), work(*SIMPLE))
    on_duty = rng.random(rows) < ON_DUTY_SHARE
    answered = np.where(on_duty, duty.after(department, effort), office.after(department, effort))
    return pa.table(
        {
            "id": names("SW-", np.arange(1, rows + 1), 9),
            "received_at": moments(received),
            "special": pa.array(special),
            "handed_over_at": moments(handed_over),
            "department_received_at": moments(department),
            "complicated": pa.array(complicated),
            "answered_at": moments(answered, answered >= days.end),
        }
    )
