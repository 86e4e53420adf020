"""Inputs that once broke a door, each with what it found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from csrules.deadlines import Deadline
from csrules.errors import InputError
from csrules.regulations import company
from csrules.regulations.company.questions import CLOSING
from csrules.study.putting import put_all
from fuzz.targets import QUESTIONS, TARGETS

_CLOSING = bytes([[question for _, question in QUESTIONS].index(CLOSING)])


def record(accepted_at: str, closed_at: str) -> bytes:
    moments = (
        f'"accepted_at":{{"$datetime":"{accepted_at}"}},"closed_at":{{"$datetime":"{closed_at}"}}'
    )
    return _CLOSING + f"[{{{moments}}}]".encode()


@pytest.mark.parametrize(
    ("target", "data"),
    [
        # a TypeError: a naive moment compared with an aware one
        ("study_records", record("2024-03-01T15:00:00", "2024-03-02T15:00:00+08:00")),
        ("study_records", record("2024-03-01T15:00:00+08:00", "2024-03-02T15:00:00")),
        # an OverflowError: moments that UTC would put outside of the years 1 to 9999
        ("study_records", record("0001-01-01T00:00:00+08:00", "0001-01-01T00:00:00+08:00")),
        ("study_records", record("9999-12-01T00:00:00-08:00", "9999-12-31T23:59:59-08:00")),
    ],
)
def test_what_was_found_stays_mended(target: str, data: bytes) -> None:
    TARGETS[target](data)


@pytest.mark.parametrize("zones", [("", "+08:00"), ("+08:00", "")])
def test_a_record_of_both_sorts_of_moments_is_listed_by_the_field_that_is_amiss(
    zones: tuple[str, str],
) -> None:
    start, done = (datetime.fromisoformat(f"2024-03-01T15:00:00{zone}") for zone in zones)
    record = {"accepted_at": start, "closed_at": done}
    replies, (without,) = put_all(CLOSING, {"now": company.policy()}, [record])
    (fault,) = without.faults
    assert replies == {}
    assert fault.path == "closed_at"
    assert ("naive" if not zones[0] else "aware") in fault.expected


def test_a_moment_at_the_ends_of_time_is_refused_where_utc_has_none() -> None:
    for zone, at in ((8, datetime(1, 1, 1)), (-8, datetime(9999, 12, 31, 23))):
        due = at.replace(tzinfo=timezone(timedelta(hours=zone)))
        deadline = Deadline(due, due, due.date())
        with pytest.raises(InputError, match="in UTC too"):
            deadline.remaining(due)
        within = due.replace(tzinfo=UTC)
        assert deadline.remaining(within) == timedelta(hours=-zone)
