"""JSON there and back, the same bytes everywhere, and hostile JSON."""

from __future__ import annotations

import json
import os
import re
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

from csrules.errors import CsrulesError, Fault, InputError, UnknownNameError
from csrules.lifecycle.casefile import dump, dump_json
from csrules.lifecycle.caseload import load, load_json
from csrules.lifecycle.cases import Case, Event, Fact
from csrules.lifecycle.codec import decode, encode
from csrules.lifecycle.effects import EFFECTS
from csrules.lifecycle.verdicts import Accepted, Refused
from tests.example_flow import (
    CHECKING,
    FLOW,
    OPENING,
    START,
    TRANSITIONS,
    Size,
    event,
    events,
    flow,
    histories,
    said,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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


def test_every_kind_of_effect_comes_back() -> None:
    case, facts = FLOW.new("R1"), []
    for each in (OPENING, CHECKING, event("finish", "tech", 2, hours=2), event("sign", "boss", 3)):
        answer = FLOW.decide(case, each, None)
        assert isinstance(answer, Accepted)
        case = answer.case
        facts.append(attrs.evolve(answer.fact, policy="a1b2"))
    assert {type(effect) for fact in facts for effect in fact.effects} == set(EFFECTS.values())
    assert [there_and_back(fact) for fact in facts] == facts


def test_a_missing_field_comes_back_with_the_condition_that_asks_for_it() -> None:
    answer = FLOW.decide(FLOW.new("R1"), event("open", "boss", device="pump", urgent=True), None)
    assert isinstance(answer, Refused)
    assert [(each.name, each.why) for each in answer.missing] == [("reason", said("when urgent"))]
    assert there_and_back(answer) == answer


def test_the_data_of_a_case_are_read_and_those_of_an_event_stand_as_they_were_given() -> None:
    data = {"device": "e\u0301", "size": "large", "wanted": "2024-03-09", "reason": " "}
    stored: Any = dump(FLOW.new("R1"))
    stored["case"]["data"] = dict(data)
    case = load(FLOW, stored)
    assert isinstance(case, Case)
    assert case.data == {
        "device": "é", "size": Size.LARGE, "wanted": date(2024, 3, 9), "reason": " "
    }  # fmt: skip
    stored = dump(event("open"))
    stored["event"]["data"] = dict(data)
    assert load(FLOW, stored) == event("open", **data)


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
    fault = fault_of(lambda: dump(5))  # type: ignore[arg-type]  # that is the test
    assert fault == Fault("thing", 5, "a Case, Event, Fact, Accepted or Refused")


def test_the_text_is_sorted_and_stands_as_it_is_read() -> None:
    assert dump_json(event("open", device="泵")) == (
        '{"csrules": 1, "event": {"at": "2024-03-01T09:00:00", "by": "clerk", '
        '"data": {"device": "泵"}, "id": null, "name": "open"}, "type": "event"}'
    )


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


def changed(sample: Any, *path: Any, to: Any) -> Any:
    """A sample that holds something else at a place."""
    raw = owner = deepcopy(sample)
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = to
    return raw


STORED, _, CHECK, ANSWER, REFUSED, *_ = SAMPLES

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


def fault_of(ask: Callable[[], object]) -> Fault:
    """The one fault of what is refused."""
    with pytest.raises(InputError) as caught:
        ask()
    (fault,) = caught.value.faults
    return fault


WHOLE = '{"csrules": 1, "type": "event", "event": null, "more": %s}'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (dump_json(CHECKING).replace('"99.5"', "99.5"),
         Fault("json", "99.5", "no binary float", "write the number as text")),
        (WHOLE % "1.5", Fault("json", "1.5", "no binary float", "write the number as text")),
        (WHOLE % "NaN", Fault("json", "NaN", "no binary float", "write the number as text")),
        *((text, Fault("text", text, "JSON as dump_json writes it",
                       "give the text whole and unchanged"))
          for text in ("", "null", "{", WHOLE % ("[" * 40 + "0" + "]" * 40))),
        (WHOLE % ("[" * 39 + "0" + "]" * 39), Fault("json.event", None, "a JSON object")),
        ("[]", Fault("raw", [], "a mapping, as dump gives it", "use load_json for JSON text")),
        ("x" * 262_145,
         Fault("text", "x" * 262_145, "JSON text of at most 262144 characters")),
    ],
    ids=lambda each: str(each)[:30],
)  # fmt: skip
def test_what_is_wrong_with_a_text(text: str, fault: Fault) -> None:
    """Floats are refused wherever they stand, and what is nested deeper than 40 levels."""
    assert fault_of(lambda: load_json(FLOW, text)) == fault


def test_the_workflow_of_a_reading_is_one() -> None:
    odd: Any = "example.repair"
    for ask in (lambda: load(odd, STORED), lambda: load_json(odd, dump_json(CHECKING))):
        fault = fault_of(ask)
        assert (fault.path, fault.value) == ("flow", odd)


def test_the_longest_text_that_is_read() -> None:
    assert load_json(FLOW, dump_json(CHECKING).ljust(262_144)) == CHECKING


@pytest.mark.parametrize(
    ("sample", "path", "most"),
    [(STORED, ("case", "workflow"), 200), (REFUSED, ("reasons", 0, "en"), 20_000)],
)
def test_the_longest_name_and_the_longest_reason(
    sample: Any, path: tuple[Any, ...], most: int
) -> None:
    fitting = changed(sample, *path, to="x" * most)
    assert dump(load(FLOW, fitting)) == fitting
    fault = fault_of(lambda: load(FLOW, changed(sample, *path, to="x" * (most + 1))))
    assert fault.path == named(path)


def named(path: tuple[Any, ...]) -> str:
    """A place as an error names it: the parts of a deadline by themselves, keys each as a whole."""
    if "deadline" in path[:-1]:
        return str(path[-1])
    if "keys" in path:
        path = path[: path.index("keys") + 2]
    path = tuple(step for step in path if not str(step).startswith("$"))  # the tag of a value
    return "json" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def swept() -> Iterator[tuple[Any, tuple[Any, ...], Any]]:
    """Every place that is read of every sample: a fresh copy, the place, and its owner there."""
    for sample in SAMPLES:
        for path in places(sample):
            if sample["type"] == "accepted" and path[0] == "reasons":
                continue  # the workflow says them anew
            raw = owner = json.loads(json.dumps(sample))
            for step in path[:-1]:
                owner = owner[step]
            yield raw, path, owner


def test_each_place_that_holds_something_odd_is_named() -> None:
    for raw, path, owner in swept():
        owner[path[-1]] = 1.5
        fault = fault_of(partial(load, FLOW, raw))
        assert (fault.path, fault.value) == (named(path), 1.5)


OPTIONAL = {"id": None, "stopped": None, "opened": None, "changed": None, "policy": ""}


def test_each_place_that_is_missing_is_named() -> None:
    """Data and copies hold what they hold; of the rest only what may be empty may be left out."""
    for raw, path, owner in swept():
        if isinstance(owner, list) or path[-2:-1] in (("data",), ("copies",)) or "$" in path[-1]:
            continue
        del owner[path[-1]]
        if path[-1] not in OPTIONAL or path[-3:] == ("case", "id"):
            fault = fault_of(partial(load, FLOW, raw))
            assert (fault.path, fault.value) == (named(path), None)
        else:
            found = dump(load(FLOW, raw))
            owner[path[-1]] = OPTIONAL[path[-1]]
            assert found == raw


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (changed(CHECK, "csrules", to=2), Fault("json.csrules", 2, "format 1", "upgrade csrules")),
        (changed(CHECK, "csrules", to=True),
         Fault("json.csrules", True, "format 1", "upgrade csrules")),
        *((changed(CHECK, "type", to=f"{kind}x"),
           Fault("json.type", f"{kind}x", "a stored thing", f"did you mean {kind!r}?"))
          for kind in ("case", "event", "fact", "accepted", "refused")),
        (changed(CHECK, "event", to={5: 1}), Fault("json.event", {5: 1}, "a JSON object")),
        (changed(CHECK, "type", to=[]),
         Fault("json.type", [], "a stored thing",
               "use one of: accepted, case, event, fact, refused")),
        (changed(STORED, "case", "version", to=0),
         Fault("json.case.version", 0, "a whole number of versions, at least 1")),
        (changed(STORED, "case", "state", to="opend"),
         Fault("json.case.state", "opend", "a state", "did you mean 'opened'?")),
        (changed(STORED, "case", "keys", 0, to=["open", "2024-03-01T09:00:00"]),
         Fault("json.case.keys[0]", ["open", "2024-03-01T09:00:00"],
               "the name, time and actor of an event")),
        (changed(ANSWER, "fact", "effects", 1, "effect", to="notfy"),
         Fault("json.fact.effects[1].effect", "notfy", "a kind of effect",
               "did you mean 'notify'?")),
        (changed(ANSWER, "fact", "target", to="closed"),
         Fault("json.fact", ("opened", "closed"), "a transition of the workflow")),
        (changed(REFUSED, "code", to="denid"),
         Fault("json.code", "denid", "a code", "did you mean 'denied'?")),
        (changed(REFUSED, "failed", to=["chaep"]),
         Fault("json.failed", "chaep", "a declared name", "did you mean 'cheap'?")),
        (changed(REFUSED, "missing", to=["broken", "prise"]),
         Fault("json.missing", "prise", "a declared name", "did you mean 'price'?")),
        (changed(REFUSED, "actors", to=["bos"]),
         Fault("json.actors", "bos", "a declared name", "did you mean 'boss'?")),
        (changed(REFUSED, "reasons", to=[]), Fault("json.reasons", [], "a reason at least")),
    ],
    ids=lambda each: each.path if isinstance(each, Fault) else "",
)  # fmt: skip
def test_an_answer_is_one_that_the_workflow_could_give(raw: Any, fault: Fault) -> None:
    assert fault_of(lambda: load(FLOW, raw)) == fault


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


def test_what_cannot_be_kept_is_named_by_its_place() -> None:
    data = {"device": ("x", 1.5)}
    for thing, path in (
        (Event("open", START, "clerk", data), "event.data.device[1]"),
        (Case("w", 1, "c", "s", data), "case.data.device[1]"),
    ):
        fault = fault_of(partial(dump_json, thing))
        assert (fault.path, fault.value) == (path, 1.5)


def test_a_date_is_no_moment_and_the_other_way_round() -> None:
    assert decode({"$date": "2024-03-01"}, "v") == date(2024, 3, 1)
    assert decode({"$datetime": "2024-03-01T00:00:00"}, "v") == datetime(2024, 3, 1)
    for odd in ({"$date": "2024-03-01T00:00:00"}, {"$datetime": "2024-03-01"}):
        with pytest.raises(InputError):
            decode(odd, "v")


@pytest.mark.parametrize("odd", [5, None, "NaN", "1e5", " 1", "1.", ".5", "+1", "１", "1" * 21])
def test_a_decimal_is_plain_digits_as_text(odd: Any) -> None:
    fault = fault_of(lambda: decode([{"$decimal": odd}], "v"))
    assert fault == Fault("v[0]", odd, "a plain decimal number as text")


def test_a_float_among_values_is_named() -> None:
    expected = Fault("v[1].a", 1.5, "no binary float", "write the number as text")
    assert fault_of(lambda: decode([0, {"a": 1.5}], "v")) == expected


def test_depth() -> None:
    deep: Any = "x"
    for _ in range(20):
        deep = (deep,)
    assert decode(encode(deep, "v"), "v") == deep
    with pytest.raises(InputError, match="20 levels"):
        decode(encode((deep,), "v"), "v")
    named: Any = "x"
    for _ in range(20):
        named = {"a": named}
    assert decode(named, "v") == named
    with pytest.raises(InputError, match="20 levels"):
        decode({"a": named}, "v")


def test_the_table_has_not_changed_under_the_samples() -> None:
    assert {sample["type"] for sample in SAMPLES} == {
        "case", "event", "accepted", "refused", "fact"
    }  # fmt: skip
    assert len(TRANSITIONS) == 7


def test_json_calls_an_effect_like_its_class() -> None:
    for name, kind in EFFECTS.items():
        assert name == re.sub(r"\B(?=[A-Z])", "_", kind.__name__).lower()
