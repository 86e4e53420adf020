"""What may happen: days and moments where something changes, and a calendar on both sides."""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import strategies as st

from csrules import cn_calendar
from tests.oracle import days as oracle_days
from tests.oracle.limits import segment

YEARS = range(2024, 2027)
HOURS = [segment("08:30", "12:00"), segment("13:30", "17:30")]
CN = cn_calendar(YEARS, hours="08:30-12:00,13:30-17:30")
"""The library's calendar, with hours."""

DAYS = oracle_days.china(YEARS)
"""The oracle's."""

CLOSE = time(17, 30)
"""When business closes, by those hours."""

TELLING_DAYS = [
    date.fromisoformat(day)
    for day in (
        "2024-01-01", "2024-01-31", "2024-02-04", "2024-02-09", "2024-02-10", "2024-02-17",
        "2024-02-18", "2024-02-29", "2024-03-01", "2024-03-08", "2024-03-09", "2024-03-10",
        "2024-04-03", "2024-04-07", "2024-09-28", "2024-09-30", "2024-10-12", "2024-12-31",
        "2025-01-26", "2025-02-28", "2025-09-28", "2025-12-31", "2026-02-13", "2026-02-14",
        "2026-02-15", "2026-02-28", "2026-09-20", "2026-09-29", "2026-09-30", "2026-10-07",
        "2026-10-10",
    )
]  # fmt: skip
"""Edges of holidays, make-up days, weekends, ends of months and years, 29 February."""

TELLING_TIMES = [
    time(0), time(0, 0, 1), time(8, 29, 59), time(8, 30), time(12), time(12, 30), time(15),
    time(17, 30), time(17, 30, 1), time(23, 59, 59),
]  # fmt: skip

FIRST, LAST = date(2024, 1, 1), date(2026, 10, 20)
"""Far enough from the end of the published days for every limit that is drawn."""

SOME_DAYS = st.sampled_from(TELLING_DAYS) | st.dates(FIRST, LAST)
SOME_TIMES = st.sampled_from(TELLING_TIMES) | st.integers(0, 86_399).map(
    lambda second: time(second // 3_600, second // 60 % 60, second % 60)
)
MOMENTS = st.builds(datetime.combine, SOME_DAYS, SOME_TIMES)
"""To the second: the oracle counts working hours in seconds."""

FEN = st.integers(0, 1_200_000) | st.integers(0, 10**12)


def corners(name: str, *texts: str) -> tuple[dict[str, datetime], ...]:
    """Moments to be tried always, as inputs of that name."""
    return tuple({name: datetime.fromisoformat(text)} for text in texts)


ROLL_CORNERS = (
    "2024-03-08T15:00", "2024-03-09T10:00", "2026-09-29T16:00", "2026-09-30T16:00",
    "2026-02-13T10:00", "2024-03-08T00:00", "2024-03-10T23:59:59", "2024-02-29T12:00",
)  # fmt: skip
"""The rule book's worked moments, a Friday's first instant, a Sunday's last second, a leap day."""
