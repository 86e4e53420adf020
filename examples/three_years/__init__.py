"""Three years of a customer-service department, drawn at random: 2024 to 2026.

`generate` gives the four tables below, `complaint_batches` the complaints piece by piece for data
larger than memory, and ``python -m examples.three_years FOLDER`` writes them as Parquet files.
Money is exact decimal, times are naive local time to the second, and all follows from the seed.

Every figure in this package is invented, so that the tables have the shapes that such data has:
they are no claim about any company, and nothing about customers or employees can be learned from
them.

The tables end with 20 December 2026 at 24:00, as if exported then. The make-up working days of 2027
are not published, so not every limit that began later could be counted.

========== ==================================================== =================
table      one row is                                           made in
========== ==================================================== =================
complaints a complaint: its amount, its acceptance, its closing `complaints`
tickets    a first-asked matter that was handed to a department `tickets`
reports    a department's year with the counts of its faults    `reports`
sign_ins   a person's working day                               `attendance`
========== ==================================================== =================

Each of these modules says how its columns are drawn; when things come in is told in `arrivals`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.three_years.attendance import sign_in_table
from examples.three_years.complaints import complaint_batches, complaint_table
from examples.three_years.reports import report_table
from examples.three_years.tickets import ticket_table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["complaint_batches", "generate"]


def generate(
    seed: int = 2026,
    complaints: int = 200_000,
    *,
    tickets: int = 60_000,
    departments: int = 40,
    staff: int = 120,
) -> dict[str, pa.Table]:
    """The four tables by name, with so many complaints, tickets, departments and employees.

    Each table hangs on the seed and its own size only. Raises `InputError` for a seed that is no
    whole number from 0 on, or a number that is none or too large for its ids (a billion complaints
    or tickets, 99 999 employees, 9 999 departments).

    >>> tables = generate(complaints=1000, tickets=100, departments=2, staff=1)
    >>> {name: table.num_rows for name, table in tables.items()}
    {'complaints': 1000, 'tickets': 100, 'reports': 6, 'sign_ins': 738}
    """
    return {
        "complaints": complaint_table(seed, complaints),
        "tickets": ticket_table(seed, tickets),
        "reports": report_table(seed, departments),
        "sign_ins": sign_in_table(seed, staff),
    }
