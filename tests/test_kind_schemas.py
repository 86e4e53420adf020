"""An editor that knows the JSON Schema of a kind marks what reading would refuse, and no more."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import jsonschema
import pytest

from csrules.errors import InputError
from csrules.grades import GradesKind
from csrules.kinds import (
    Choice,
    Clock,
    Day,
    Flag,
    Identifier,
    Items,
    Kind,
    Moment,
    Money,
    Named,
    Quantity,
    Whole,
    Words,
)


class Side(StrEnum):
    """A closed choice."""

    LEFT = "left"
    RIGHT = "right"


# each with what it refuses and a schema cannot say: how large a figure in a text is; a format such
# as that of a moment is checked only where the editor knows it
KINDS: list[tuple[Kind[Any], list[Any]]] = [
    (Money(), []),
    (Money(5, 6), ["0", "9" * 13]),
    (Whole(), []),
    (Whole("days", 5, 6), []),
    (Whole("days", None), []),
    (Quantity("hours"), ["-5"]),
    (Quantity("points", 1, 5, 6), ["0", "-5", "9" * 13]),
    (Quantity("points", 0, None), []),
    (Choice(Side), []),
    (Flag(), []),
    (Words(), []),
    (Words(3), []),
    (Identifier(), []),
    (Identifier(3), []),
    (Day(), []),
    (Clock(), []),
    (Items(Whole()), []),
    (Items(Whole(), 2, 3), []),
    (Items(Whole(), distinct=True), []),
    (Named(Whole()), []),
    (Named(Whole(), ("a",)), []),
    (GradesKind(), []),
]

A, B = {"grade": "A", "at_least": "6.5"}, {"grade": "B", "at_least": 0}
DOCUMENTS: list[Any] = [
    None, True, False, -6, 0, 4, 5, 6, 7, 5.5, 10**12, 10**13 - 1, 10**13,
    "0", "5", "6", "5.5", "5.55", "5.555", "-5", "+5", "5.", ".5",
    " 5", "5 ", "5  5", "5 5 5", "9" * 13, "abc", "abcd",
    "", "left", "middle", "08:30", "08:30:15", "24:00", "8:30", "2024-02-29", "2024-13-01",
    "2024-02-29T08:30:00", "2024-02-29T25:00:00",
    [], ["x"], [5], [5, 5], [5, 6], [5, 6, 7], [5, 6, 7, 8], [-1, 5],
    {}, {"a": 5}, {"b": 5}, {"a": "x"}, {"a": -1},
    [A, B], [B], [{**B, "at_least": "0"}], [{**B, "colour": "red"}], [{"grade": "B"}],
    [{"at_least": 0}], [{**B, "grade": 5}], [{**B, "at_least": 0.5}], [{**B, "at_least": "0.05"}],
    [{**B, "at_least": "x0"}],
]  # fmt: skip


def reads(kind: Kind[Any], document: object) -> bool:
    try:
        kind.read(document, "value")
    except InputError:
        return False
    return True


def marked(kind: Kind[Any], document: object) -> bool:
    validator = jsonschema.Draft7Validator(kind.schema(), format_checker=_FORMATS)
    return not validator.is_valid(document)


_FORMATS = jsonschema.Draft7Validator.FORMAT_CHECKER


@pytest.mark.parametrize(("kind", "unsaid"), KINDS, ids=[repr(kind) for kind, _ in KINDS])
def test_a_schema_marks_what_its_kind_refuses(kind: Kind[Any], unsaid: list[Any]) -> None:
    refused = [each for each in DOCUMENTS if not reads(kind, each)]
    assert [each for each in refused if not marked(kind, each)] == unsaid


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS], ids=repr)
def test_a_schema_marks_nothing_that_its_kind_reads(kind: Kind[Any]) -> None:
    taken = [each for each in DOCUMENTS if reads(kind, each)]
    assert taken
    assert [each for each in taken if marked(kind, each)] == []


def test_a_moment_is_described_as_text_of_the_format_date_time() -> None:
    assert Moment().schema() == {"type": "string", "format": "date-time"}
