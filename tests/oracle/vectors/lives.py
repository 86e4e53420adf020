"""The life of a complaint form as the vectors tell it: right events, and the clocks that run."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tests.oracle.company import day_limit, report_limit
from tests.oracle.days import made_up
from tests.oracle.limits import end_of
from tests.oracle.vectors.steps import ACTORS, NO, RIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.oracle.vectors.cases import Json

BEGINS = (datetime(2024, 3, 1, 9), datetime(2024, 2, 26, 8, 30), datetime(2023, 12, 29, 17, 30))
PLAIN_DAYS = made_up()
HOUR = timedelta(hours=1)


def event(name: str, at: datetime, by: str | None = None, /, **change: Json) -> dict[str, Json]:
    """The right event at that time, by somebody else or with other data where that is said."""
    data = {**RIGHT[name], **change}
    if name == "joint" and data["joint_limit"] == "+4":
        data["joint_limit"] = str(at.date() + timedelta(days=4))
    data = {key: value for key, value in data.items() if value is not ...}
    made: dict[str, Json] = {"name": name, "by": by or ACTORS[name][0], "at": at.isoformat()}
    return made | ({"data": data} if data else {})


def walk(names: Sequence[str], begin: datetime, pause: timedelta = HOUR) -> list[dict[str, Json]]:
    """The right events one after the other; ``judge-`` is the judgement that nothing holds."""
    found = []
    for n, name in enumerate(names):
        at = begin + n * pause
        found.append(event("judge", at, **NO) if name == "judge-" else event(name, at))
    return found


def clocks(events: Sequence[Mapping[str, Json]], start_day: str) -> dict[str, str]:
    """The due instants of the clocks that run after these events."""
    at = {one["name"]: datetime.fromisoformat(one["at"]) for one in events}
    data = {one["name"]: one.get("data", {}) for one in events}
    found: dict[str, datetime] = {}
    if "accept" in at:
        found["closing"] = day_limit(at["accept"], 6, PLAIN_DAYS, start_day=start_day)
    if "joint" in at and "investigate" not in at:
        found["joint"] = end_of(date.fromisoformat(data["joint"]["joint_limit"]))
    if "investigate" in at and "present" not in at:
        found["report"] = report_limit(
            at["investigate"], at["accept"], PLAIN_DAYS, start_day=start_day
        )
    if "collect" in at:
        del found["closing"]
        found["collection"] = end_of(date.fromisoformat(data["collect"]["collection_due"]))
    return {name: due.isoformat() for name, due in sorted(found.items())}
