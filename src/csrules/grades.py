"""Grades: a total of points becomes a grade by a table that a company gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs

from csrules.citation import Answer, Reason, Text
from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError, nearest, refuse
from csrules.kinds import Identifier, Kind, Plain, Quantity
from csrules.plaintext import plural
from csrules.scoring import points, tenths

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Grade", "Graded", "Grades", "GradesKind"]

_MOST = 100


@guarded
@attrs.frozen
class Grade:
    """A grade and the total, in tenths, from which on it is given."""

    name: str
    tenths: int


@guarded
@attrs.frozen
class Grades:
    """Grades from the highest down; the last one begins at 0."""

    grades: tuple[Grade, ...]

    @guarded
    def grade(self, total: Decimal | int | str, rule: str) -> Graded:
        """The grade of a total (points, at most one decimal place); ``rule`` explains it."""
        reached = tenths(total, "total")
        found = next(grade for grade in self.grades if grade.tenths <= reached)
        return Graded(found.name, reached, found.tenths, rule)


@attrs.frozen
class Graded(Answer):
    """A total as a ``grade``."""

    grade: str
    tenths: int = attrs.field(repr=False)
    least: int = attrs.field(repr=False)
    rule: str

    @property
    def total(self) -> Decimal:
        """The total that was graded."""
        return points(self.tenths)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The total and the limit of its grade."""
        total, least = self.total, points(self.least)
        en = f"{plural(total, 'point')}, at least {least}: grade {self.grade}"
        zh = f"{total}分，达到{least}分：评为{self.grade}"
        return (Reason(self.rule, Text(en, zh)),)


@guarded
@attrs.frozen
class GradesKind(Kind[Grades]):
    """A table of grades as a policy holds it: a list of names with the least points of each.

    >>> kind = GradesKind()
    >>> grades = kind.read([{"grade": "A", "at_least": "9"}, {"grade": "B", "at_least": 0}], "g")
    >>> grades.grade("9.0", "001-IM-6.1-8").grade, grades.grade("8.9", "001-IM-6.1-8").grade
    ('A', 'B')
    """

    unit: str = "points"

    @property
    def expected(self) -> str:
        return "grades from the highest down, each with grade and at_least (points), the last at 0"

    def read(self, raw: object, path: str) -> Grades:
        if isinstance(raw, Grades):
            raw = self.write(raw)
        if isinstance(raw, str | bytes | Mapping) or not isinstance(raw, Iterable):
            refuse(path, raw, self.expected, "give a list")
        faults, found = Faults(), []
        parts = list(islice(raw, _MOST + 1))  # it may never end
        if len(parts) > _MOST:
            refuse(path, raw, f"at most {_MOST} grades")
        for place, part in enumerate(parts):
            with faults:
                found.append(self._grade(part, f"{path}[{place}]"))
        faults.raise_as(InputError)
        limits, names = [grade.tenths for grade in found], {grade.name for grade in found}
        if not found or limits[-1] != 0 or sorted(set(limits), reverse=True) != limits:
            faults.add(Fault(path, raw, "limits that fall from grade to grade, down to 0"))
        if len(names) < len(found):
            faults.add(Fault(path, raw, "each grade once"))
        faults.raise_as(InputError)
        return Grades(tuple(found))

    @staticmethod
    def _grade(part: object, path: str) -> Grade:
        if not isinstance(part, Mapping):
            refuse(path, part, "a grade with its limit", '{"grade": …, "at_least": …}')
        faults, fields = Faults(), {"grade", "at_least"}
        for key in part:
            if key not in fields and not faults.full:
                mend = nearest(key, fields)
                faults.add(Fault(f"{path}.{key}", part[key], "a field of a grade", mend))
        with faults:
            name = Identifier(100).read(part.get("grade"), f"{path}.grade")
        with faults:
            kind = Quantity("points", places=1)
            limit = tenths(kind.read(part.get("at_least"), f"{path}.at_least"))
        faults.raise_as(InputError)
        return Grade(name, limit)

    @guarded
    def write(self, value: Grades) -> Plain:
        return [
            {"grade": grade.name, "at_least": str(points(grade.tenths))} for grade in value.grades
        ]

    def schema(self) -> dict[str, Any]:
        limit = {"type": ["string", "integer"], "pattern": r"^[0-9]+(\.[0-9])?$"}
        grade = {
            "type": "object",
            "properties": {"grade": {"type": "string"}, "at_least": limit},
            "required": ["grade", "at_least"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": grade, "minItems": 1}
