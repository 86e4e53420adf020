"""JSON there and back, the same bytes everywhere, and hostile JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules.errors import CsrulesError, InputError, UnknownNameError
from csrules.lifecycle.casefile import dump, dump_json
from csrules.lifecycle.caseload import load, load_json
from csrules.lifecycle.cases import Case, Event, Fact
from csrules.lifecycle.codec import decode, encode
from csrules.lifecycle.verdicts import Accepted, Refused
from tests.example_flow import (
    CHECKING,
    FLOW,
    OPENING,
    START,
    TRANSITIONS,
    event,
    events,
    flow,
    histories,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def there_and_back(thing: Any) -> Any:
    text = dump_json(thing)
    back = load_json(FLOW, text)
    assert type(back) is type(thing)
    assert dump_json(back) == text
    return back


@given(histories(), events(20))
def test_identity(history: tuple[Case, tuple[Fact, ...]], what: Event) -> None:
    """Case, fact, event, accepted and refused come back as they were, with their reasons."""
    case, facts = history
    assert there_and_back(case) == case
    for fact in facts:
        assert there_and_back(fact) == fact
    assert there_and_back(what) == what
    answer = FLOW.decide(case, what, None)
    back = there_and_back(answer)
    assert back == answer
    assert back.reasons == answer.reasons
    assert back.explain("zh") == answer.explain("zh")
    # what came back goes on like the original
    assert FLOW.decide(there_and_back(case), there_and_back(what), None) == answer
    if isinstance(answer, Refused):
        assert back.rules == answer.rules
        assert back.allowed == answer.allowed


@given(histories())
def test_replay_from_json(history: tuple[Case, tuple[Fact, ...]]) -> None:
    case, facts = history
    assert FLOW.replay("R1", [there_and_back(fact) for fact in facts]) == case


def test_identity_of_odd_but_fitting_events() -> None:
    """Text that was not read yet, other normal forms, lists, blanks, other zones, own ids."""
    aware = datetime(2024, 3, 1, 9, 0, 0, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    for each in (
        event("open", device="e\u0301", urgent=False, parts=["a"], wanted="2024-03-09"),
        event("open", device=" ", urgent=None),
        event("check", "tech", 1, broken=True, price="1"),
        event("check", "tech", 1, broken=True, price=Decimal("1." + "0" * 30)),
        Event("note", aware, "clerk", {}, "e\u0301"),
        Event("note", START.replace(tzinfo=timezone(timedelta(hours=-3, minutes=-7))), "clerk"),
    ):
        assert there_and_back(each) == each
    case = walk(Event("open", aware, "clerk", OPENING.data, "e\u0301"))
    assert there_and_back(case) == case
    assert not FLOW.decide(
        there_and_back(case), Event("note", aware, "boss", {}, "é"), None
    ).accepted


def test_a_refusal_keeps_its_fuller_reasons() -> None:
    answer = FLOW.decide(walk(OPENING), event("check", "clerk", 1, broken=True, price=900), None)
    back = there_and_back(answer)
    assert back.explain() == "to be done by tech or boss [E-3]\nprice 900.00 [E-why]"


def test_the_shape() -> None:
    assert dump(OPENING) == {
        "csrules": 1,
        "type": "event",
        "event": {
            "name": "open",
            "at": "2024-03-01T09:00:00",
            "by": "clerk",
            "data": {"device": "pump", "urgent": False},
            "id": None,
        },
    }
    written = dump(FLOW.decide(walk(OPENING), CHECKING, None))
    assert written["type"] == "accepted"
    assert written["fact"]["effects"][0] == {  # type: ignore[index,call-overload]  # plain JSON
        "effect": "start_clock",
        "rule": "E-c1",
        "clock": "repair",
        "deadline": {
            "start": "2024-03-01T10:00:00",
            "due": "2024-03-04T00:00:00",
            "last_day": "2024-03-03",
            "rule": "E-c1",
            "provisional": False,
        },
    }
    assert written["reasons"] == [
        {"rule": rule, "en": "check: from opened to repairing",
         "zh": "check。：由“opened。”转为“repairing。”"}
        for rule in ("E-3", "E-3b")
    ]  # fmt: skip
    with pytest.raises(InputError, match="a Case, Event, Fact"):
        dump(5)  # type: ignore[arg-type]  # that is the test


SCRIPT = """
from tests.example_flow import CHECKING, FLOW, OPENING, event, walk
from csrules.lifecycle.casefile import dump_json
case = walk(OPENING, CHECKING)
print(dump_json(case))
print(dump_json(FLOW.decide(case, event("finish", "clerk", 2, hours=9), None)))
print(dump_json(FLOW.decide(case, event("finish", "tech", 2, hours=2), None)))
"""


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    root = Path(__file__).parent.parent
    found = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT], capture_output=True, check=True, cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("0", "1", "42")
    }  # fmt: skip
    assert len(found) == 1
    assert b"finish" in found.pop()


# older versions

OLD = Case("example.repair", 1, "R1", "work", {"retired": "yes"}, (), START, START, ("k",))


def test_a_case_of_an_older_version_is_read_as_it_stands_and_migrates() -> None:
    back = there_and_back(OLD)
    assert back == OLD
    moved = FLOW.migrate(back)
    assert moved.state == "opened"
    assert there_and_back(moved) == moved
    with pytest.raises(UnknownNameError, match="did you mean 'work'"):
        load(FLOW, dump(attrs.evolve(OLD, state="wrk")))


def test_a_case_of_a_newer_version_is_told_at_use() -> None:
    newer = load(FLOW, dump(attrs.evolve(FLOW.new("R"), version=4)))
    assert isinstance(newer, Case)
    with pytest.raises(UnknownNameError, match="upgrade csrules"):
        FLOW.options(newer, None, START)


def test_a_first_version_knows_all_of_its_fields() -> None:
    first = flow(version=1, migrations=())
    stored: Any = dump(first.new("R"))
    stored["case"]["data"] = {"devise": "pump"}
    with pytest.raises(InputError, match="did you mean 'device'"):
        load(first, stored)


# hostile JSON

SAMPLES: list[Any] = [
    dump(walk(OPENING, CHECKING)),
    dump(walk(Event("open", START.replace(tzinfo=UTC), "clerk", OPENING.data, "own"))),
    dump(CHECKING),
    dump(FLOW.decide(walk(OPENING), CHECKING, None)),
    dump(FLOW.decide(walk(OPENING), event("check", "clerk", 1, price=900), None)),
    dump(
        FLOW.decide(
            walk(OPENING, event("check", "tech", 1, broken=False, price=1)),
            event("sign", "boss", 2),
            None,
        )
    ),
]
FACT: Any = FLOW.decide(walk(OPENING, CHECKING), event("finish", "tech", 3, hours=2), None)
SAMPLES.append(dump(FACT.fact))

ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None, True, False, 0, -1, 1, 2, 10**30, 1.5, float("nan"), float("inf"), "", " ", "x",
        "\x00", "\ud800", "x" * 3000, "2024-02-30", "2024-03-01T09:00:00+08:00", "10000-01-01",
        "0001-01-01T00:00:00", "9999-12-31T23:59:59", [], {}, [[]], {"a": 1}, {"$decimal": "NaN"},
        {"$decimal": "1e999999999"}, {"$decimal": 5}, {"$datetime": "x"}, {"$date": 5},
        {"$date": "2024-02-30"}, {"$decimal": {"$decimal": "1"}}, ["a", "b", "c"], "note", "closed",
    ]
)  # fmt: skip


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a JSON value."""
    found = [path] if path else []
    if isinstance(node, dict):
        parts: Any = node.items()
    elif isinstance(node, list):
        parts = enumerate(node)
    else:
        return found
    for key, part in parts:
        found += places(part, (*path, key))
    return found


def tried(ask: Callable[[], Any]) -> Any:
    """What was answered, or nothing after an error of csrules that tells its faults."""
    try:
        return ask()
    except CsrulesError as caught:
        error = caught
    assert error.faults
    assert str(error)
    return None


def own_errors_only(raw: Any) -> None:
    """Reading, and using what was read, raises nothing but errors of csrules."""
    thing = tried(lambda: load(FLOW, raw))
    if thing is None:
        return
    assert load(FLOW, dump(thing)) == thing
    case = thing if isinstance(thing, Case) else getattr(thing, "case", None)
    if isinstance(case, Case):
        tried(lambda: FLOW.clocks(case, START))
        tried(lambda: FLOW.decide(case, event("note"), None))
        tried(lambda: FLOW.migrate(case))
    if isinstance(thing, Fact):
        tried(lambda: FLOW.replay("R1", (thing,)))
    if isinstance(thing, Accepted | Refused):
        assert isinstance(thing.explain("zh"), str)


@settings(max_examples=600)
@given(st.data())
def test_mutated_json(data: st.DataObject) -> None:
    raw = json.loads(json.dumps(data.draw(st.sampled_from(SAMPLES))))
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(places(raw)))
        owner = raw
        for step in path[:-1]:
            owner = owner[step]
        deed = data.draw(st.sampled_from(["set", "drop", "rename"]))
        if deed == "set":
            owner[path[-1]] = deepcopy(data.draw(ODD))
        elif deed == "drop":
            del owner[path[-1]]
        elif isinstance(owner, dict):
            owner[data.draw(st.sampled_from(["x", "", "\ud800", "id"]))] = owner.pop(path[-1])
        if not places(raw):
            break
    own_errors_only(raw)


JUNK = st.recursive(
    ODD, lambda part: st.lists(part, max_size=4) | st.dictionaries(
        st.sampled_from(["csrules", "type", "case", "event", "fact", "data", "x"]), part, max_size=5
    ), max_leaves=12,
)  # fmt: skip


@given(JUNK, st.sampled_from(["case", "event", "fact", "accepted", "refused", "x"]))
def test_random_json(raw: Any, kind: str) -> None:
    own_errors_only(raw)
    if isinstance(raw, dict):
        own_errors_only(raw | {"csrules": 1, "type": kind})


@given(st.text(max_size=30) | st.sampled_from([dump_json(FLOW.new("R"))]), st.integers(0, 400))
def test_random_text(text: str, cut: int) -> None:
    for part in (text, text[:cut]):
        tried(partial(load_json, FLOW, part))


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "5", '{"csrules": 1}', '{"csrules": true, "type": "case"}',
        '{"csrules": 1.0, "type": "case"}', '{"csrules": 2, "type": "case"}', "NaN", "[Infinity]",
        "1.5", "[" * 100_000, '{"a":' * 100_000, "9" * 5000, '"\\ud800"',
        '{"csrules": 1, "type": "event", "event": {"name": "open", "at": "2024-03-01T09:00:00", '
        '"by": "clerk", "id": null, "data": {"device": ' + "[" * 300 + "]" * 300 + "}}}",
        " " * 1_000_001,
    ],
    ids=lambda text: repr(text[:30]),
)  # fmt: skip
def test_hostile_text(text: str) -> None:
    with pytest.raises(InputError):
        load_json(FLOW, text)


@pytest.mark.parametrize("odd", [None, b"{}", 5, {}])
def test_only_text_is_json(odd: Any) -> None:
    with pytest.raises(InputError, match="JSON text"):
        load_json(FLOW, odd)


def test_a_float_is_named() -> None:
    text = dump_json(CHECKING).replace('"99.5"', "99.5")
    with pytest.raises(InputError, match="no binary float"):
        load_json(FLOW, text)


def test_an_answer_must_be_one_that_the_workflow_could_give() -> None:
    raw: Any = dump(FLOW.decide(walk(OPENING), CHECKING, None))
    raw["fact"]["target"] = "closed"
    with pytest.raises(InputError, match="a transition of the workflow"):
        load(FLOW, raw)
    refused: Any = dump(FLOW.decide(walk(OPENING), event("check", "clerk", 1), None))
    for part, wrong, match in (
        ("failed", ["chaep"], "did you mean 'cheap'"), ("missing", ["prise"], "'price'"),
        ("actors", ["bos"], "'boss'"), ("code", "denid", "'denied'"),
    ):  # fmt: skip
        with pytest.raises(UnknownNameError, match=match):
            load(FLOW, {**refused, part: wrong})
    with pytest.raises(UnknownNameError, match="did you mean 'refused'"):
        load(FLOW, {**refused, "type": "refusd"})


# the values inside

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18) + 1, 10**18 - 1) | st.text(max_size=5)
    | st.dates() | st.datetimes() | st.datetimes(timezones=st.just(UTC))
    | st.decimals(-1000, 1000, places=3),
    lambda part: st.lists(part, max_size=3).map(tuple)
    | st.dictionaries(st.text(max_size=3).filter(lambda name: name[:1] != "$"), part, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(VALUES)
def test_values_there_and_back(value: Any) -> None:
    written = json.loads(json.dumps(encode(value, "v")))
    back = decode(written, "v")
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    "odd",
    [1.5, float("nan"), Decimal("NaN"), Decimal("1E+999999999"), 10**18, 10**5000, object(), {1},
     b"x", timedelta(1), {"a": [1.5]}],
    ids=lambda odd: type(odd).__name__,
)  # fmt: skip
def test_values_that_cannot_be_kept_are_refused(odd: Any) -> None:
    with pytest.raises(InputError):
        encode(odd, "v")
    with pytest.raises(InputError):
        dump_json(Event("open", START, "clerk", {"device": odd}))


def test_a_date_is_no_moment_and_the_other_way_round() -> None:
    assert decode({"$date": "2024-03-01"}, "v") == date(2024, 3, 1)
    assert decode({"$datetime": "2024-03-01T00:00:00"}, "v") == datetime(2024, 3, 1)
    for odd in ({"$date": "2024-03-01T00:00:00"}, {"$datetime": "2024-03-01"}):
        with pytest.raises(InputError):
            decode(odd, "v")


def test_depth() -> None:
    deep: Any = "x"
    for _ in range(20):
        deep = (deep,)
    assert decode(encode(deep, "v"), "v") == deep
    with pytest.raises(InputError, match="20 levels"):
        decode(encode((deep,), "v"), "v")


def test_the_table_has_not_changed_under_the_samples() -> None:
    assert {sample["type"] for sample in SAMPLES} == {
        "case", "event", "accepted", "refused", "fact"
    }  # fmt: skip
    assert len(TRANSITIONS) == 7
