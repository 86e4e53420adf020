"""DingTalk rows: both shapes, NotSigned, invalid rows, and every kind of bad row by number."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.attendance import Direction, assemble
from csrules.errors import CsrulesError, InputError
from csrules.records import dingtalk
from csrules.records.dingtalk import Read, SourceType, TimeResult, read_records

CST = timezone(timedelta(hours=8))


def ms(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=CST).timestamp()) * 1000  # type: ignore[arg-type, misc]


def listed(**more: Any) -> dict[str, Any]:
    """A row as attendance/list returns it."""
    return {
        "baseCheckTime": ms(2024, 3, 8, 8, 30),
        "checkType": "OnDuty",
        "corpId": "ding1",
        "groupId": 1,
        "id": 7,
        "locationResult": "Normal",
        "planId": 2,
        "recordId": 9,
        "timeResult": "Late",
        "userCheckTime": ms(2024, 3, 8, 8, 41, 3) + 512,
        "userId": "manager7078",
        "workDate": ms(2024, 3, 8),
        "sourceType": "ATM",
    } | more


def recorded(**more: Any) -> dict[str, Any]:
    """A row as attendance/listRecord returns it."""
    row = listed(planCheckTime=ms(2024, 3, 8, 9), isLegal="N", deviceId="d", classId=3) | more
    del row["recordId"]
    return row


INVALID = {
    "workDate": ms(2024, 3, 8),
    "id": 43055377426,
    "invalidRecordType": "Other",
    "invalidRecordMsg": "需要二次确认",
    "userId": "manager4220",
    "sourceType": "USER",
    "userCheckTime": ms(2024, 3, 8, 11, 55, 9),
}


def read(*rows: object, **how: Any) -> Read:
    return read_records({"errcode": 0, "errmsg": "ok", "recordresult": list(rows)}, **how)


def test_list_rows_take_the_base_time_as_planned() -> None:
    (record,) = read(listed()).records
    punch = record.punch
    assert (punch.person, punch.work_date) == ("manager7078", date(2024, 3, 8))
    assert punch.direction is Direction.ON
    assert punch.at == datetime(2024, 3, 8, 8, 41, 3)  # to the second
    assert punch.planned == datetime(2024, 3, 8, 8, 30)
    assert (record.result, record.source) == (TimeResult.LATE, SourceType.ATM)
    assert (record.response, record.row) == (1, 1)


def test_list_record_rows_have_their_own_planned_time() -> None:
    (punch,) = read(recorded()).punches
    assert punch.planned == datetime(2024, 3, 8, 9)


def test_not_signed_carries_a_time_that_is_no_punch() -> None:
    row = listed(timeResult="NotSigned", sourceType="SYSTEM", userCheckTime=ms(2024, 3, 8, 8, 30))
    (punch,) = read(row).punches
    assert (punch.at, punch.planned) == (None, datetime(2024, 3, 8, 8, 30))


def test_invalid_rows_are_reported_and_not_computed() -> None:
    found = read(listed(), INVALID)
    assert len(found.punches) == 1
    (rejected,) = found.rejected
    assert (rejected.row, rejected.invalid) == (2, True)
    assert [fault.path for fault in rejected.faults] == ["checkType", "timeResult"]
    assert str(rejected).startswith("response 1, row 2: checkType: got None")


def test_epoch_milliseconds_are_china_standard_time() -> None:
    # 2020-09-07 00:00 and 09:30 in China, from the documentation's own example
    row = listed(workDate=1599408000000, baseCheckTime=1599442200000, userCheckTime=1599441505000)
    (punch,) = read(row).punches
    assert punch.work_date == date(2020, 9, 7)
    assert punch.planned == datetime(2020, 9, 7, 9, 30)
    assert punch.at == datetime(2020, 9, 7, 9, 18, 25)


def test_a_time_zone_gives_aware_times_and_keeps_the_working_day() -> None:
    tokyo = timezone(timedelta(hours=9))
    (punch,) = read(listed(), tz=tokyo).punches
    assert punch.work_date == date(2024, 3, 8)
    assert punch.at == datetime(2024, 3, 8, 9, 41, 3, tzinfo=tokyo)
    with pytest.raises(InputError, match=r"^tz: got 'Asia/Shanghai'"):
        read(listed(), tz="Asia/Shanghai")


def test_a_departure_after_midnight_belongs_to_its_work_date() -> None:
    row = listed(
        checkType="OffDuty",
        timeResult="Normal",
        baseCheckTime=ms(2024, 3, 8, 17, 30),
        userCheckTime=ms(2024, 3, 9, 0, 40),
    )
    (day,) = assemble("manager7078", read(row).punches)
    assert (day.day, day.off) == (date(2024, 3, 8), datetime(2024, 3, 9, 0, 40))


def test_the_same_punch_told_by_both_shapes_counts_once() -> None:
    found = read_records([listed()], [recorded(planCheckTime=ms(2024, 3, 8, 8, 30))])
    assert len(found.punches) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"userId": "manager4220"},
        {"workDate": ms(2024, 3, 7)},
        {"checkType": "OffDuty"},
        {"userCheckTime": ms(2024, 3, 8, 8, 42)},
    ],
)
def test_punches_that_differ_in_anything_all_count(other: dict[str, Any]) -> None:
    assert len(read_records([listed()], [listed(**other)]).punches) == 2


def test_doubled_rows_of_one_response_stay_and_are_refused_when_assembled() -> None:
    found = read(listed(), listed())
    assert len(found.punches) == 2
    with pytest.raises(InputError, match="doubled"):
        assemble("manager7078", found.punches)


def test_unknown_values_are_reported_with_the_nearest_known() -> None:
    found = read(
        listed(checkType="OnDutty"),
        listed(timeResult="SeriouslyLate"),
        listed(sourceType="BEACONS"),
    )
    assert found.punches == ()
    mends = [fault.mend for rejected in found.rejected for fault in rejected.faults]
    assert mends == [
        "did you mean 'OnDuty'?",
        "did you mean 'SeriousLate'?",
        "did you mean 'BEACON'?",
    ]
    assert not any(rejected.invalid for rejected in found.rejected)


@pytest.mark.parametrize("result", list(TimeResult))
@pytest.mark.parametrize("source", list(SourceType))
def test_every_documented_value_is_read(result: str, source: str) -> None:
    assert len(read(listed(timeResult=str(result), sourceType=str(source))).records) == 1


@pytest.mark.parametrize(
    "value",
    [1709858463.0, True, "1709858463000", None, 10**30, -1, float("nan"), [], {}],
)
def test_bad_times_are_reported(value: object) -> None:
    (rejected,) = read(listed(userCheckTime=value)).rejected
    assert [fault.path for fault in rejected.faults] == ["userCheckTime"]


FIRST, BEYOND = ms(2000, 1, 1), ms(2100, 1, 1)
SECONDS = "these look like seconds: multiply by 1000"


@pytest.mark.parametrize("value", [FIRST, BEYOND - 1])
def test_a_century_of_times_is_read(value: int) -> None:
    assert read(listed(userCheckTime=value)).rejected == ()


@pytest.mark.parametrize(
    ("value", "mend"),
    [
        (FIRST - 1, ""),
        (BEYOND, ""),
        (FIRST // 1000 - 1, ""),
        (FIRST // 1000, SECONDS),
        (BEYOND // 1000 - 1, SECONDS),
        (BEYOND // 1000, ""),
    ],
)
def test_other_times_are_reported_and_seconds_told_from_milliseconds(value: int, mend: str) -> None:
    (rejected,) = read(listed(userCheckTime=value)).rejected
    (fault,) = rejected.faults
    assert (fault.path, fault.value, fault.mend) == ("userCheckTime", value, mend)


def test_all_faults_of_a_row_are_reported_at_once() -> None:
    (rejected,) = read({"userId": 7, "checkType": 1, "timeResult": "Later"}).rejected
    assert [fault.path for fault in rejected.faults] == [
        "userId",
        "workDate",
        "checkType",
        "timeResult",
        "userCheckTime",
    ]
    assert not rejected.invalid


@pytest.mark.parametrize("name", ["checkType", "timeResult"])
@pytest.mark.parametrize(
    ("value", "mend"),
    [
        (None, "the row is no valid record without it"),
        (7, "use one of: "),
        ([], "use one of: "),
    ],
)
def test_a_row_without_one_of_its_names_is_reported_and_not_invalid(
    name: str, value: object, mend: str
) -> None:
    row = listed()
    del row[name]
    for lacking in (row, row | {name: value}):
        (rejected,) = read(lacking).rejected
        assert ([fault.path for fault in rejected.faults], rejected.invalid) == ([name], False)
    assert rejected.faults[0].mend.startswith(mend)


def test_rows_that_are_no_objects_are_reported() -> None:
    assert [rejected.row for rejected in read(None, 7, "x", listed()).rejected] == [1, 2, 3]


def test_an_answer_that_says_there_is_more_is_reported_when_it_is_the_last() -> None:
    page = {"errcode": 0, "hasMore": True, "recordresult": [listed()]}
    last = {"errcode": 0, "hasMore": False, "recordresult": []}
    (rejected,) = read_records(page).rejected
    assert (rejected.response, rejected.row) == (1, 0)
    assert [(fault.path, fault.value) for fault in rejected.faults] == [("hasMore", True)]
    assert read_records(page, last).rejected == ()


@pytest.mark.parametrize("response", [[listed()], (listed(),), {"recordresult": [listed()]}])
def test_a_list_of_rows_and_a_response_without_code_are_whole(response: object) -> None:
    found = read_records(response)
    assert (len(found.records), found.rejected) == (1, ())


def test_a_response_has_so_many_rows_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dingtalk, "MOST_ROWS", 2)
    rows = [listed(userId=f"manager{n}") for n in range(3)]
    assert len(read(*rows[:2]).records) == 2
    with pytest.raises(InputError, match=r"got '3 rows' .* at most 2 rows"):
        read(*rows)


@pytest.mark.parametrize(
    "response",
    [None, 7, "[]", b"", {"errcode": 0}, {"errcode": 40014, "errmsg": "bad token"}, {1, 2}],
)
def test_a_response_that_is_none_is_refused(response: object) -> None:
    with pytest.raises(InputError):
        read_records(response)


def test_a_dingtalk_error_names_its_code_and_message() -> None:
    for said, shown in (({"errmsg": "bad token"}, r"\('bad token'\)"), ({}, r"\(''\)")):
        with pytest.raises(InputError, match=rf"^responses\[1\]\.errcode: got 40014 .*{shown}"):
            read_records({"errcode": 40014, "recordresult": []} | said)


def test_punches_come_in_order_of_person_and_day() -> None:
    later = listed(
        userId="a",
        workDate=ms(2024, 3, 9),
        baseCheckTime=ms(2024, 3, 9, 8, 30),
        userCheckTime=ms(2024, 3, 9, 8),
    )
    off = listed(checkType="OffDuty", userId="a", userCheckTime=ms(2024, 3, 8, 18))
    on = listed(userId="a")
    found = read(listed(), later, off, on).punches
    assert [(p.person, p.work_date.day, str(p.direction)) for p in found] == [
        ("a", 8, "on"),
        ("a", 8, "off"),
        ("a", 9, "on"),
        ("manager7078", 8, "on"),
    ]


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
rows = st.dictionaries(st.sampled_from(sorted({*listed(), *recorded()})), plain, max_size=10)


@given(st.one_of(plain, st.lists(rows | plain, max_size=5)))
def test_law_only_errors_of_this_library_come_out(response: object) -> None:
    try:
        found = read_records(response)
    except CsrulesError:
        return
    for record in found.records:
        assert record.punch.person


@given(st.lists(rows, max_size=6))
def test_law_every_row_is_either_understood_or_reported(some: list[dict[str, Any]]) -> None:
    found = read(*some, listed())
    numbers = [r.row for r in found.records] + [r.row for r in found.rejected]
    assert sorted(numbers) == list(range(1, len(some) + 2))


def test_a_row_is_read_alike_in_whatever_zone_the_machine_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = read(listed())
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert read(listed()) == here
    finally:
        monkeypatch.undo()
        time.tzset()


def test_rows_that_are_missing_were_not_rejected_by_dingtalk() -> None:
    (rejected,) = read_records({"errcode": 0, "recordresult": [], "hasMore": True}).rejected
    assert rejected.row == 0
    assert not rejected.invalid
