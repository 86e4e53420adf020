"""Where fuzzing starts: files and records that the library itself wrote, and the words in them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from csrules.lifecycle.casefile import dump_json
from csrules.policyfile import dumps
from csrules.testing import dingtalk_rows
from fuzz.lives import CALENDAR, LIVES, POLICIES, drawn
from fuzz.targets import QUESTIONS, READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["SEEDS", "words"]

_SYNTAX: Final = """
[policy]
format = 1
base = "office"
title = '''
text'''
[lateness]
"cap_percent" = 0x10  # a comment
steps = [1, -2.5e3, 2024-02-29, 08:30:00, 2024-03-08T15:00:00+08:00, nan, { a.b = true }, "\\u00e9"]
[[lateness.rows]]
[lateness.rows.deep]
"""


def policy_files() -> Iterator[bytes]:
    """Each table of each pack's whole policy as a file of its own, and the syntax of TOML."""
    yield _SYNTAX.encode()
    for policy in POLICIES.values():
        bare = re.sub(r"(?m)^#.*\n|  # .*$", "", dumps(policy, full=True))
        head, *tables = re.split(r"(?m)^(?=\[)", bare)[1:]
        for table in tables:
            yield (head + table).encode()


def stored_histories() -> Iterator[bytes]:
    """Each fact of each workflow's life with its event, the case after it, and an answer."""
    for place, (flow, life) in enumerate(LIVES):
        for number, fact in enumerate(life.facts):
            case = flow.replay(life.case.id, life.facts[:number])
            answer = flow.decide(case, fact.event, POLICIES.get(flow.pack), CALENDAR)
            again = flow.decide(life.case, fact.event, POLICIES.get(flow.pack), CALENDAR)
            for thing in (fact, fact.event, case, answer, again):
                yield bytes([place, number]) + dump_json(thing).encode()


def attendance_records() -> Iterator[bytes]:
    """Months of DingTalk's rows, valid and invalid ones mixed, each cut to a few rows."""
    for month in drawn(dingtalk_rows(), 25):
        yield json.dumps({**month.response, "recordresult": month.rows[:8]}).encode()
        yield from (json.dumps([row]).encode() for row in month.rows[:3])


_COUNTS: Final = {"missing_periodic": 1, "defects": 2}


def study_records() -> Iterator[bytes]:
    """A record with the fields that each question reads."""
    plain: dict[str, Any] = {"late_days": 3, "special": False, **_COUNTS}
    for place, (_, question) in enumerate(QUESTIONS):
        record = {name: plain.get(name, "12.30") for name in question.fields or _COUNTS}
        for day, name in enumerate((name for name in record if name.endswith("_at")), 1):
            record[name] = {"$datetime": f"2024-03-0{day}T15:00:00"}
        yield _picked(place, json.dumps([record, {**record, "id": 1}]))


_WRITTEN: Final[dict[str, tuple[str, ...]]] = {
    "fen": ("12.30", "-0.01", "9999999999999.99"),
    "words": ("您好", "e\u0301\n"),
    "day": ("2024-02-29",),
    "moment": ("2024-03-08T15:00:00.250+08:00", "2024-03-08T15:00:00Z"),
    "clock": ("23:59:59",),
    "hours": ("08:30-12:00,13:30-17:30", "22:00-02:00,03:00-06:00"),
    "week_hours": ('{"default": "08:30-17:30", "sat": ["08:30-12:00"], "make_up": "09:00-24:00"}',),
    "overrides": ('{"2024-03-08": "off", "2024-03-09": "working", "2024-03-10": "09:00-12:00"}',),
    "deadline": (
        '{"start": "2024-03-01", "due": "2024-03-08T00:00:00", "last_day": "2024-03-07", '
        '"rule": "R", "provisional": false}',
    ),
}


def written_values() -> Iterator[bytes]:
    """Each way of writing, for the reader that it is meant for."""
    for place, name in enumerate(READERS):
        yield from (_picked(place, text) for text in _WRITTEN.get(name, _WRITTEN["fen"]))


def command_lines() -> Iterator[bytes]:
    """One rule, lists, mistakes."""
    for line in ("000-A27-1.1", "--regulation company --kind approval", "--disposition planned",
                 "--language zh", "--help", "x --kind y"):  # fmt: skip
        yield line.replace(" ", "\n").encode()


def _picked(place: int, text: str) -> bytes:
    return bytes([place]) + text.encode()


SEEDS: Final[dict[str, Callable[[], Iterator[bytes]]]] = {
    "policy_file": policy_files,
    "stored_history": stored_histories,
    "attendance_records": attendance_records,
    "study_records": study_records,
    "written_values": written_values,
    "command_line": command_lines,
}
"""The seeds of every target, by its name."""


def words(target: str) -> tuple[str, ...]:
    """The names and values that the seeds of a target are made of: its dictionary."""
    text = b"\n".join(SEEDS[target]()).decode("utf-8", "replace")
    found = re.findall(r'[A-Za-z_$][\w.$-]{1,40}|"(?:[^"\\\n]|\\.){0,40}"|-?\d[\d.:T-]*', text)
    return tuple(sorted({*found, *_ODD}))


_ODD: Final = (
    "null", "true", "NaN", "1e999", "-0", "1" * 30, '""', "[]", "{}", '"\\ud800"', "\u200b",
    "1_000", "１２", "\x00", "9" * 400, "2023-02-29", "0000-00-00", "24:00", "[[", "{}.", "a.b.c",
    "2024-03-01T15:00:00+08:00", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00",
)  # fmt: skip
"""What a stranger writes."""
