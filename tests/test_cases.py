"""Events, cases and facts as values: what they take, what they refuse, that nothing changes."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pandas as pd
import pytest

from csrules.errors import InputError
from csrules.frozen import Frozen
from csrules.lifecycle.cases import Case, Event, Fact
from csrules.lifecycle.effects import IssueDocument, StartWorkflow
from tests.example_flow import CHECKING, FLOW, OPENING, START, walk


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (date(2024, 3, 1), "date"), ("2024-03-01T09:00:00", "str"), (None, "NoneType"),
        (1709254800, "int"), (pd.NaT, "NaTType"),
        (datetime(2024, 3, 31, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")), "datetime"),
    ],
)  # fmt: skip
def test_the_time_is_a_moment_that_exists(at: Any, shown: str) -> None:
    """A DST gap among them; the error shows what was given."""
    with pytest.raises(InputError) as caught:
        Event("open", at, "clerk")
    (fault,) = caught.value.faults
    assert fault.path == "event.at"
    assert f"({shown})" in str(fault)


def test_every_fault_at_once() -> None:
    odd: Any = 5
    with pytest.raises(InputError) as caught:
        Event(odd, odd, odd, id="")
    assert [fault.path for fault in caught.value.faults] == [
        "event.at", "event.name", "event.by", "event.id"
    ]  # fmt: skip
    data: Any
    for data in ([], None, {1: 2}, "x"):
        with pytest.raises(InputError) as caught:
            Event("open", START, "clerk", data)
        assert [(fault.path, fault.value) for fault in caught.value.faults] == [("data", data)]
    for identity in (5, "", " ", "a\x00", "x" * 201):
        with pytest.raises(InputError, match=r"event\.id"):
            Event("open", START, "clerk", id=identity)  # type: ignore[arg-type]  # the same


def test_what_an_event_holds_cannot_change() -> None:
    parts: list[Any] = ["a", ["b"]]
    data = {"parts": parts, "more": {"x": [1]}}
    event = Event("open", START, "clerk", data)
    parts.append("c")
    data["late"] = {}
    assert event.data == {"parts": ("a", ("b",)), "more": {"x": (1,)}}
    assert hash(event) == hash(Event("open", START, "clerk", event.data))
    with pytest.raises(TypeError):
        event.data["x"] = 1  # type: ignore[index]  # that is the test
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        event.name = "x"  # type: ignore[misc]  # that is the test


def test_the_id_of_a_case_is_named_where_it_is_none() -> None:
    with pytest.raises(InputError) as caught:
        Case("w", 1, "", "s")
    assert [fault.path for fault in caught.value.faults] == ["case.id"]


def test_the_key_tells_the_same_event() -> None:
    assert OPENING.key == ("open", START, "clerk")
    assert attrs.evolve(OPENING, id="7").key == "7"
    # the same text in another normal form is the same id
    assert Event("a", START, "b", id="é").key == Event("c", START, "d", id="e\u0301").key


def test_a_pandas_timestamp_becomes_a_plain_moment() -> None:
    event = Event("open", pd.Timestamp("2024-03-01 09:00", tz="Asia/Shanghai"), "clerk")
    assert type(event.at) is datetime
    assert event.at == datetime(2024, 3, 1, 1, tzinfo=UTC)


def test_cases_pickle_and_copy() -> None:
    case = walk(OPENING, CHECKING)
    for other in (pickle.loads(pickle.dumps(case)), copy.deepcopy(case), copy.copy(case)):
        assert other == case
        assert hash(other) == hash(case)
        assert FLOW.clocks(other, START) == FLOW.clocks(case, START)
        answer = FLOW.decide(other, OPENING, None)
        assert not answer.accepted
    assert type(case.data) is Frozen


def test_the_latest_run_of_a_clock() -> None:
    case = walk(OPENING, CHECKING)
    again = walk(
        Event("note", START + timedelta(hours=2), "clerk"),
        attrs.evolve(CHECKING, at=START + timedelta(days=1)),
        case=case,
    )
    runs = [run for run in again.clocks if run.name == "repair"]
    assert [run.stopped for run in runs] == [START + timedelta(days=1), None]
    assert again.clock("repair") is runs[-1]
    assert again.clock("nothing") is None
    assert Case("w", 1, "c", "s").clock("repair") is None


def test_aware_events_of_several_zones_are_one_line() -> None:
    shanghai, utc = timezone(timedelta(hours=8)), UTC
    case = walk(Event("open", datetime(2024, 3, 1, 9, tzinfo=shanghai), "clerk", OPENING.data))
    late = Event("note", datetime(2024, 3, 1, 0, 59, tzinfo=utc), "clerk")
    on = Event("note", datetime(2024, 3, 1, 1, 0, tzinfo=utc), "clerk")
    assert FLOW.decide(case, late, None).code == "out_of_order"  # type: ignore[union-attr]
    assert FLOW.decide(case, on, None).accepted


def test_the_hour_that_comes_twice_is_in_order() -> None:
    """02:50 before the clock goes back is earlier than 02:10 after it."""
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2024, 10, 27, 2, 50, tzinfo=berlin)
    second = datetime(2024, 10, 27, 2, 10, tzinfo=berlin, fold=1)
    case = walk(Event("open", first, "clerk", OPENING.data))
    assert FLOW.decide(case, Event("note", second, "clerk"), None).accepted
    case = walk(Event("open", second, "clerk", OPENING.data))
    assert not FLOW.decide(case, Event("note", first, "clerk"), None).accepted


def test_the_key_of_an_event_without_an_id_is_its_name_time_and_actor() -> None:
    for event in (Event("open", START, "clerk"), Event("open", START, "clerk", {"a": [1]})):
        assert event.key == ("open", START, "clerk")


def test_a_case_and_a_fact_made_by_hand_are_read_like_any_other() -> None:
    assert Case("flow", 1, "c-1", "begin", {"a": [1]}).data == Frozen(a=(1,))
    with pytest.raises(InputError, match=r"case\.id"):
        Fact("flow", 1, " ", Event("open", START, "clerk"), "begin", "end", (), "")


def test_the_copies_of_a_document_cannot_change() -> None:
    copies = {"1": "owner"}
    issued = IssueDocument("R-1", "receipt", copies)
    copies.clear()
    assert issued.copies == {"1": "owner"}
    assert hash(issued) == hash(IssueDocument("R-1", "receipt", {"1": "owner"}))


def test_what_another_workflow_is_begun_with_cannot_change_and_may_be_nothing() -> None:
    data: dict[str, Any] = {"a": 1}
    begun = StartWorkflow("R-1", "flow", "begin", data)
    data.clear()
    assert begun.data == {"a": 1}
    assert StartWorkflow("R-1", "flow", "begin").data == Frozen()
