"""Columns say the same in whatever zone the machine stands."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from csrules.batch import Moments
from csrules.deadlines import CalendarDays, ElapsedHours
from tests.batch.limits_drawn import agree_on, in_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(params=["Asia/Tokyo", "America/New_York"])
def _machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in another zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_machine")
def test_a_moment_of_a_column_with_a_zone_is_read_in_that_zone() -> None:
    at = datetime(2024, 3, 1, 9, 30, tzinfo=SHANGHAI)
    array = pa.array([at], pa.timestamp("us", "Asia/Shanghai"))
    found = Moments("at").value(array, 0)
    assert (found, found.tzinfo) == (at, SHANGHAI)


@pytest.mark.usefixtures("_machine")
def test_limits_are_counted_in_the_zone_of_their_starts() -> None:
    walls = [datetime(2024, 3, 1) + n * timedelta(hours=5) for n in range(20)]
    for zone in (SHANGHAI, ZoneInfo("Asia/Kolkata")):
        agree_on([CalendarDays(11), ElapsedHours(31)], None, in_zone(walls, zone))
