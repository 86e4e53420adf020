"""The reports: a department's year, with the seven counts that the information score takes.

Each count is drawn for itself, times a factor of the department (gamma, shape 2): some send their
reports carefully, some do not. What can only happen so often a year, such as a missing monthly
report, is binomial; the other counts are Poisson. The counts of 2026 are those up to the export.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa

from csrules.kinds import Whole
from examples.three_years.columns import generator, names
from examples.three_years.days import END, FIRST

__all__ = ["COUNTS", "report_table"]

COUNTS: Final = {  # mean of a year, and how often it can happen at most
    "missing_periodic": (0.3, 12),
    "late_periodic": (1.4, 12),
    "defects": (5.0, None),
    "late_instant": (3.0, None),
    "omitted_instant": (1.2, None),
    "missing_plans": (0.12, 2),
    "missing_training": (0.06, 1),
}

_STREAM: Final = 3


def report_table(seed: int, departments: int) -> pa.Table:
    """Three years of so many departments, sorted by department and year."""
    number = Whole("departments", 0, 9999).read(departments, "departments")
    rng, years = generator(seed, _STREAM), np.arange(FIRST.year, END.year + 1)
    rows = number * len(years)
    care = np.repeat(rng.gamma(2.0, 0.5, number), len(years))
    columns = {
        "department": names("D", np.repeat(np.arange(1, number + 1), len(years)), 4),
        "year": pa.array(np.tile(years, number)),
    }
    for name, (mean, most) in COUNTS.items():
        if most is None:
            drawn = rng.poisson(mean * care, rows)
        else:
            drawn = rng.binomial(most, np.minimum(mean * care / most, 1.0), rows)
        columns[name] = pa.array(drawn)
    free = 12 - columns["missing_periodic"].to_numpy()  # a missing report is not late too
    columns["late_periodic"] = pa.array(np.minimum(columns["late_periodic"].to_numpy(), free))
    return pa.table(columns)
