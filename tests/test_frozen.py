"""A mapping that nobody can change, and the twins that frozen instances are drafted as."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

from csrules.approval import Approval
from csrules.frozen import Frozen, draft_of

DATA = Frozen(a=1, b=(2, 3))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.__setitem__("a", 2), lambda d: d.__delitem__("a"), lambda d: d.clear(),
        lambda d: d.pop("a"), lambda d: d.popitem(), lambda d: d.setdefault("z", 1),
        lambda d: d.update(a=2), lambda d: d.__ior__({"a": 2}),
    ],
)  # fmt: skip
def test_no_change(change: Any) -> None:
    with pytest.raises(TypeError, match="make a new one"):
        change(DATA)
    assert DATA == {"a": 1, "b": (2, 3)}


def test_it_is_a_value() -> None:
    again = Frozen({"b": (2, 3), "a": 1})
    assert DATA == again == {"a": 1, "b": (2, 3)}
    assert hash(DATA) == hash(again)
    assert {DATA: 1}[again] == 1
    assert repr(DATA) == "Frozen({'a': 1, 'b': (2, 3)})"
    with pytest.raises(TypeError):
        hash(Frozen(a=[]))


def test_copies_and_pickles_are_equal_and_frozen() -> None:
    for other in (copy.copy(DATA), copy.deepcopy(DATA), pickle.loads(pickle.dumps(DATA))):
        assert type(other) is Frozen
        assert other == DATA
    assert json.loads(json.dumps(DATA)) == {"a": 1, "b": [2, 3]}
    assert {**DATA, "a": 2} == {"a": 2, "b": (2, 3)}


def test_a_draft_takes_its_fields_as_the_interpreter_gives_them() -> None:
    draft = draft_of(Approval)  # one of the two by attrs, and each field is set at half the speed
    assert draft.__setattr__ is object.__setattr__
    assert draft.__delattr__ is object.__delattr__
