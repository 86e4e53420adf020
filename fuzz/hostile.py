"""Hostile megabytes: for each door what is known to hurt readers, and how long the answer takes.

Every input is near a megabyte, or as large as its door takes. ``python -m fuzz hostile`` prints
the milliseconds of processor time, best of three, and fails above `MOST_MS`.
"""

from __future__ import annotations

import json
from functools import partial
from time import process_time
from typing import TYPE_CHECKING, Any, Final

from csrules.bounds import MOST_CHARACTERS, MOST_DOTS, MOST_FILE_BYTES, MOST_ROWS
from csrules.calendars.calendardays import overridden
from csrules.calendars.hours import Hours, week_hours
from csrules.deadlines import Deadline
from csrules.errors import CsrulesError
from csrules.kinds import Words
from csrules.lifecycle.caseload import load_json
from csrules.money import exact, fen
from csrules.policy import amend
from csrules.policyfile import loads
from csrules.records.dingtalk import read_records
from csrules.register import rule
from csrules.regulations import company

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["MOST_MS", "doors", "filled", "inputs", "measured"]

MEGABYTE: Final = 10**6
MOST_MS: Final = 100.0

_HEAD: Final = '[policy]\nformat = 1\nbase = "company"\n'
_ROW: Final[dict[str, Any]] = {
    "userId": "a", "checkType": "OnDuty", "timeResult": "Late", "sourceType": "USER",
    "workDate": 1599408000000, "baseCheckTime": 1599442200000, "userCheckTime": 1599442800000,
}  # fmt: skip


def filled(parts: Callable[[int], str], size: int, head: str = "", tail: str = "") -> str:
    """A text of about ``size`` characters: ``head``, the parts one after another, ``tail``."""
    found, length, place = [head], len(head) + len(tail), 0
    while (part := parts(place)) and length + len(part) <= size:
        found.append(part)
        length, place = length + len(part), place + 1
    return "".join([*found, tail])


def _policy_files(size: int) -> Iterator[tuple[str, str]]:
    yield "spaces", filled(lambda _: " ", size)
    yield "empty lines", filled(lambda _: "\n", size, _HEAD)
    yield "one huge key", filled(lambda _: "k", size, _HEAD, " = 1")
    yield "a key of many dots", filled(lambda _: "a.", size, _HEAD, "a = 1")
    yield "a header of many dots", filled(lambda _: "a.", size, _HEAD + "[", "a]")
    yield "keys beyond count", filled(lambda n: f"k{n}=1\n", size, _HEAD + "[approval]\n")
    yield "tables beyond count", filled(lambda n: f"[t{n}]\n", size, _HEAD)
    yield "arrays of tables", filled(lambda _: "[[t]]\n", size, _HEAD)
    yield "dotted tables", filled(lambda n: f"a.b.c.d.e.k{n}=1\n", size, _HEAD)
    yield "the same key again", filled(lambda _: "tie='higher'\n", size, _HEAD + "[approval]\n")
    yield "names near to known ones", filled(lambda n: f"approvel{n}=1\n", size, _HEAD)
    yield (
        "keys of as many dots as may be",
        filled(lambda n: f"k{n}" + ".a" * MOST_DOTS + "=1\n", size, _HEAD),
    )
    yield "escaped quotes", filled(lambda _: '\\"""', size, _HEAD + "a = '", "'")
    yield "deep arrays", filled(lambda _: "[", size, _HEAD + "a = ")
    yield "deep arrays, closed", _HEAD + "a = " + "[" * (size // 2) + "]" * (size // 2)
    yield "deep inline tables", filled(lambda _: "{a=", size, _HEAD + "a = ")
    yield "a long array", filled(lambda _: "1,", size, _HEAD + "a = [", "]")
    yield (
        "bands beyond count",
        filled(lambda n: f'{{owner="gm",up_to={n}}},', size, _HEAD + "[approval]\nbands = [", "]"),
    )
    yield "a huge whole number", filled(lambda _: "9", size, _HEAD + "[closing]\ndays = ")
    yield "a huge hexadecimal", filled(lambda _: "f", size, _HEAD + "[closing]\ndays = 0x")
    yield "a huge float", filled(lambda _: "9", size, _HEAD + "[closing]\ndays = 1.")
    yield "a long text", filled(lambda _: "x", size, _HEAD + "[approval]\ntie = '", "'")
    yield "an open text", filled(lambda _: "x", size, _HEAD + '[approval]\ntie = """')
    yield "escapes", filled(lambda _: "\\u00e9", size, _HEAD + '[approval]\ntie = "', '"')
    yield "quotes", filled(lambda _: '"', size, _HEAD + "a = ")
    yield "comments", filled(lambda _: "#\n", size, _HEAD)
    yield "Chinese keys", filled(lambda n: f'"键{n}"=1\n', size // 2, _HEAD)
    yield "backslashes", filled(lambda _: "\\", size, _HEAD + 'a = "')
    yield "nothing but NUL", filled(lambda _: "\0", size)


def _json(size: int) -> Iterator[tuple[str, str]]:
    """JSON that hurts whoever walks over it."""
    yield "deep arrays", filled(lambda _: "[", size)
    yield "deep arrays, closed", "[" * (size // 2) + "]" * (size // 2)
    yield "deep objects", filled(lambda _: '{"a":', size)
    yield "a long array", filled(lambda _: "0,", size, "[", "0]")
    yield "empty objects", filled(lambda _: "{},", size, "[", "{}]")
    yield "nulls", filled(lambda _: "null,", size, "[", "null]")
    yield "keys beyond count", filled(lambda n: f'"{n}":0,', size, "{", '"z":0}')
    yield "the same key again", filled(lambda _: '"a":0,', size, "{", '"a":0}')
    yield "a huge number", filled(lambda _: "9", size)
    yield "a huge float", filled(lambda _: "9", size, "1.")
    yield "long numbers", filled(lambda _: "9" * 4000 + ",", size, "[", "0]")
    yield "a long text", filled(lambda _: "x", size, '"', '"')
    yield "escapes", filled(lambda _: "\\u0000", size, '"', '"')


def _numbered(part: str, number: int) -> str:
    return part.replace("#", str(number))


def _stored(size: int) -> Iterator[tuple[str, str]]:
    """A case, with one part of it as large as it gets."""
    yield from _json(size)
    case = {
        "workflow": company.COMPLAINT.name, "version": 1, "id": "1", "state": "new", "data": {},
        "clocks": [], "opened": None, "changed": None, "keys": [],
    }  # fmt: skip
    text = json.dumps({"csrules": 1, "type": "case", "case": case})
    deep = "[" * 400 + "]" * 400
    key, clock = '["a","2024-03-08T15:00:00","b"],', '{"name":"c","deadline":{},"stopped":null},'
    for name, mark, start, part, end in (
        ("data of keys beyond count", '"data": {', "", '"#":0,', '"z":0'),
        ("data of nested lists", '"data": {', '"order_no":[', f"{deep},", "0]"),
        ("data of a long list", '"data": {', '"order_no":[', "0,", "0]"),
        ("keys as ids", '"keys": [', "", '"#",', '"z"'),
        ("keys as lists", '"keys": [', "", key, '"z"'),
        ("clocks beyond count", '"clocks": [', "", clock, "{}"),
    ):
        before, after = text.split(mark)
        room = size - len(after)
        yield name, filled(partial(_numbered, part), room, before + mark + start, end) + after
    yield "a long id", text.replace('"id": "1"', '"id": "' + "1" * (size - len(text)) + '"')


def _records(size: int, most: int) -> Iterator[tuple[str, object]]:
    """What an application parsed from JSON of that size: rows of every sort of fault."""
    for name, text in _json(size):
        try:
            yield name, json.loads(text)
        except (ValueError, RecursionError):
            continue  # the application's own reader refuses it
    for name, changes in (
        ("good rows", {}),
        ("rows of other people", {"userId": "…"}),
        ("rows without person", {"userId": ""}),
        ("rows with every field wrong", dict.fromkeys(_ROW, "x")),
        ("rows with floats", dict.fromkeys(_ROW, 1.5)),
        ("rows with huge numbers", {"workDate": 10**4000}),
    ):
        row = _ROW | changes
        many = min(most, size // len(json.dumps(row, separators=(",", ":"))))
        yield (
            name,
            [{**row, "userId": str(n)} if row["userId"] == "…" else dict(row) for n in range(many)],
        )
    yield "one row of fields beyond count", [{**_ROW, **{str(n): 0 for n in range(size // 7)}}]
    yield "a long person", [{**_ROW, "userId": "x" * size}]


def _texts(size: int) -> Iterator[tuple[str, str]]:
    yield "nines", "9" * size
    yield "a long fraction", "0." + "1" * size
    yield "spaces", " " * size
    yield "letters", "x" * size
    yield "combining marks", "e" + "\u0301" * (size // 2)
    yield "Chinese", "客" * (size // 3)
    yield "invisible", "\u200b" * (size // 3)
    yield "surrogates", "\ud800" * (size // 3)
    yield "segments", filled(lambda _: "00:00-00:01,", size)
    yield "colons", ":" * size


def _changes(size: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What `amend` may be given: names beyond count, deep ones, long ones."""
    yield "names beyond count", {f"k{n}": n for n in range(size // 12)}
    yield "names in one section", {"approval": {f"k{n}": n for n in range(size // 12)}}
    yield "dotted names", {f"approval.k{n}": n for n in range(size // 16)}
    yield "a name of many dots", {"approval." * (size // 9): 1}
    yield "a long name", {"x" * size: 1}
    yield "a long list of bands", {"approval.bands": [{"owner": "gm"}] * (size // 16)}
    yield "bands of long names", {"approval.bands": [{"owner": "x" * size}]}
    deep: Any = 1
    for _ in range(900):
        deep = {"approval": deep}
    yield "a deep name", deep


def doors() -> Iterator[tuple[str, Callable[[Any], object], Iterator[tuple[str, Any]]]]:
    """Every door with its inputs, which are made one by one as they are asked for."""
    flow = company.COMPLAINT

    def stored(text: str) -> object:
        return load_json(flow, text)

    yield "policy file", loads, _policy_files(MEGABYTE)
    yield "policy file, as large as is read", loads, _policy_files(MOST_FILE_BYTES)
    yield "stored case", stored, _stored(MEGABYTE)
    yield "stored case, as large as is read", stored, _stored(MOST_CHARACTERS)
    yield "attendance records", read_records, _records(MEGABYTE, MEGABYTE)
    yield "attendance records, all read", read_records, _records(MEGABYTE, MOST_ROWS)
    yield "changes", lambda changes: amend(company.policy(), changes), _changes(MEGABYTE)
    yield "money", fen, _texts(MEGABYTE)
    yield "number", exact, _texts(MEGABYTE)
    yield "words", lambda text: Words().read(text, "words"), _texts(MEGABYTE)
    yield "hours", Hours.parse, _texts(MEGABYTE)
    yield "rule id", rule, _texts(MEGABYTE)
    names: dict[Any, str] = {str(n): "x" for n in range(MEGABYTE // 10)}
    for name, door in (
        ("week of hours", week_hours),
        ("overrides", overridden),
        ("deadline", Deadline.from_json),
    ):
        yield name, door, iter([("names beyond count", names)])


def inputs() -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Every case: door, input, and the call."""
    for door, call, cases in doors():
        for name, given in cases:
            yield door, name, partial(call, given)


def measured(call: Callable[[], object]) -> tuple[float, str]:
    """The milliseconds of processor time of the best of three calls, and how it was answered."""
    best, answer = float("inf"), "answered"
    for _ in range(3):
        start = process_time()
        try:
            call()
        except CsrulesError as error:
            answer = f"{type(error).__name__} of {len(str(error)):,} characters"
        best = min(best, (process_time() - start) * 1000)
    return best, answer
