"""The sign-ins: a row for each person and working day, sorted by person and day.

signed_in_at
    Work starts at 8:30. How often somebody is late is a product of the tables below: more in
    winter, on Mondays, on made-up weekend days and after holidays; each day has luck of its own
    that all share (snow, a closed metro line), and each person a habit. One in twenty is a habitual
    latecomer. Most are a few minutes late (exponential), some hours; the others are early (gamma),
    and a few sign in at 8:30 to the second. Null: not signed in, mostly for a day of leave.
signed_out_at
    Work ends at 17:30; people stay some minutes longer (gamma), more in busy seasons, and one time
    in a hundred they leave early. Null: not signed out.
base_pay
    The month's, in yuan: a person keeps it for the three years, and in one case in three it is no
    whole yuan, so that roundings show.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa

from csrules.kinds import Whole
from examples.three_years.arrivals import busyness
from examples.three_years.columns import generator, moments, money, names
from examples.three_years.days import DAY, HOUR, Days, Floats, calendar

__all__ = ["sign_in_table"]

START, STOP = 8 * HOUR + HOUR // 2, 17 * HOUR + HOUR // 2
LATE: Final = 0.018  # how often an ordinary person is late on an ordinary day
MONTHS: Final = (1.7, 1.4, 1.1, 0.9, 0.8, 0.85, 0.9, 0.85, 0.85, 1.0, 1.25, 1.6)
MONDAY, MAKE_UP = 1.4, 1.5
BACK: Final = (1.9, 1.4)  # the first working days after a long break
DAY_LUCK, HABIT = 5.0, 0.5  # shape of the day's gamma factor, spread of the person's lognormal one
LATECOMER_SHARE, LATECOMER = 1 / 20, 8.0
MINUTES_LATE, HOURS_LATE, LONG_SHARE = 8.0, 1.2, 0.05
LATEST: Final = 8.0  # hours
ON_THE_SECOND, LEAVE, FORGOTTEN, LEAVES_EARLY = 0.004, 0.03, 0.004, 0.01

_STREAM: Final = 4


def lateness(days: Days) -> Floats:
    """How much more often people are late on each day than on an ordinary one."""
    factor: Floats = np.asarray(MONTHS)[days.month]
    factor[days.weekday == 0] *= MONDAY
    factor[days.make_up] *= MAKE_UP
    for n, more in enumerate(BACK):
        factor[days.back == n] *= more
    return factor


def sign_in_table(seed: int, staff: int) -> pa.Table:
    """The working days of so many persons."""
    persons = Whole("persons", 0, 99_999).read(staff, "staff")
    rng, days = generator(seed, _STREAM), Days.of(calendar())
    worked = np.flatnonzero(days.works[: days.told])
    shape = persons, len(worked)
    midnight = days.begin + worked * DAY

    day_luck = rng.gamma(DAY_LUCK, 1 / DAY_LUCK, len(worked))
    habit = rng.lognormal(0.0, HABIT, (persons, 1))
    habit[rng.random((persons, 1)) < LATECOMER_SHARE] *= LATECOMER
    late = rng.random(shape) < LATE * habit * lateness(days)[worked] * day_luck

    long = rng.random(shape) < LONG_SHARE
    delay = rng.exponential(np.where(long, HOURS_LATE * HOUR, MINUTES_LATE * 60), shape) + 1
    delay = np.minimum(delay, LATEST * HOUR)
    ahead = rng.gamma(2.2, 5.0 * 60, shape)
    ahead[rng.random(shape) < ON_THE_SECOND] = 0
    arrival = midnight + START + np.where(late, delay, -ahead).astype(np.int64)
    stays = rng.gamma(1.4, 14.0 * 60, shape) * busyness(days)[worked]
    early = rng.random(shape) < LEAVES_EARLY
    departure = midnight + STOP + np.where(early, -2 * stays, stays).astype(np.int64)
    departure = np.maximum(departure, arrival)
    leave = rng.random(shape) < LEAVE
    not_in = leave | (rng.random(shape) < FORGOTTEN)
    not_out = leave | (rng.random(shape) < FORGOTTEN)

    pay = rng.integers(38, 96, persons) * 100_00
    pay += np.where(rng.random(persons) < 1 / 3, rng.integers(1, 100_00, persons), 0)
    person = np.repeat(np.arange(persons), len(worked))
    work_date = np.tile(days.numbers[worked].astype(np.int32), persons)
    return pa.table(
        {
            "person": names("KF", np.arange(1, persons + 1), 5).take(pa.array(person)),
            "work_date": pa.array(work_date, pa.date32()),
            "signed_in_at": moments(arrival.ravel(), not_in.ravel()),
            "signed_out_at": moments(departure.ravel(), not_out.ravel()),
            "base_pay": money(pay[person], 10),
        }
    )
