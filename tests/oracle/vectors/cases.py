"""What a vector is: a question, its outcome, its rules, and the readings that it assumes."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Json = Any
Case = dict[str, Json]

VERSION = 1

READINGS: dict[str, dict[str, str]] = {
    "approver": {"tie": "inclusive_words"},
    "may_sign": {"tie": "inclusive_words"},
    "elapsed_hours": {
        "roll": "same_clock_time",
        "skips": "non_working_days",
        "day_end": "midnight",
    },
    "working_hours": {},
    "calendar_days": {"start_day": "excluded", "day_end": "midnight", "last_day": "no_roll"},
    "working_days": {"end": "end_of_day", "start_day": "excluded", "day_end": "midnight"},
    "month_day": {"last_day": "no_roll", "day_end": "midnight"},
    "complaint": {"tie": "inclusive_words", "refusal": "new_clock", "start_day": "excluded"},
    "information_score": {"clamp": "item"},
    "lateness_deduction": {"escalation": "marginal", "rounding": "half_up"},
    "judge_day": {
        "gap_policy": "late",
        "absence_hours": "net",
        "no_punches": "whole_day",
        "single_punch": "unresolved",
    },
    "month_deduction": {
        "percent_base": "full",
        "clamp": "base",
        "early_percent": "adds",
        "late_warning": "once",
        "rounding": "half_up",
    },
}
"""Each operation with its readings and the one that binds."""


def answer(content: Json) -> Case:
    return {"answer": content}


def refused(*rules: str) -> Case:
    return {"refused": {"rules": list(rules)}}


def invalid(*fields: str) -> Case:
    return {"invalid": {"fields": list(fields)}}


class Book:
    """The vectors of one capability in their order, each question once."""

    def __init__(self, capability: str) -> None:
        self.capability = capability
        self.cases: list[Case] = []
        self._asked: set[str] = set()
        self._count: dict[str, int] = {}

    def add(self, operation: str, given: Mapping[str, Json], expect: Case, *rules: str) -> None:
        """A question with its outcome and the ids of the rules behind it."""
        told = json.dumps([operation, given], sort_keys=True)
        if told in self._asked:
            return
        self._asked.add(told)
        self._count[operation] = self._count.get(operation, 0) + 1
        defaults = READINGS[operation]
        self.cases.append(
            {
                "id": f"{operation}-{self._count[operation]:04d}",
                "operation": operation,
                "given": dict(given),
                "expect": expect,
                "rules": list(rules),
                "readings": {name: given.get(name, value) for name, value in defaults.items()},
            }
        )

    def faults(
        self,
        operation: str,
        right: Mapping[str, Json],
        bad: Mapping[str, Sequence[Json]],
        *rules: str,
    ) -> None:
        """A right question with each of the bad values in its place, and with two of them."""
        for name, values in bad.items():
            for value in values:
                self.add(operation, {**right, name: value}, invalid(name), *rules)
        firsts = [(name, values[0]) for name, values in bad.items() if values]
        for (one, first), (other, second) in pairwise(firsts):
            both = {**right, one: first, other: second}
            self.add(operation, both, invalid(one, other), *rules)

    def text(self) -> str:
        """The file: one case a line, so that a change is a line of its own."""
        head = {"version": VERSION, "capability": self.capability}
        opening = json.dumps(head)[:-1]
        lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in self.cases)
        return f'{opening}, "cases": [\n{lines}\n]}}\n'


BAD_MONEY: tuple[Json, ...] = (
    "-0.01", "", "abc", "1e3", "1_000", "１０００", "1,000.00", "1000.001", "NaN", "Infinity",
    " 1000.00", "+5.00", ".5", "5.", "10000000000000.00", True, None, 10.5, ["1000.00"], "壹仟",
)  # fmt: skip
"""What is no amount of yuan: signs, exponents, other digits, parts of a fen, no text at all."""

BAD_MOMENTS: tuple[Json, ...] = (
    "2024-05-01", "2024-05-01 08:30:00", "2024-02-30T08:30:00", "2023-02-29T00:00:00",
    "2024-05-01T08:30:00Z", "2024-05-01T08:30:00+08:00", "2024-05-01T24:00:00", "2024-5-1T8:30:00",
    "20240501T083000", "", "yesterday", None, 1714550400, True,
)  # fmt: skip
"""What is no local date with a time."""


def bad_whole(least: int, most: int | None = None) -> tuple[Json, ...]:
    """What is no whole number from ``least`` to ``most``."""
    above: tuple[Json, ...] = () if most is None else (most + 1,)
    return (least - 1, -7, *above, 1.5, "2", True, None, [1], "NaN")


def each(values: Iterable[Json]) -> list[Json]:
    """The values without repetition, in their order."""
    return list(dict.fromkeys(values))
