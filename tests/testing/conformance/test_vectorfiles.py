"""Vectors: the files say what the contract says, and a file that does not is refused whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from csrules.errors import InputError
from csrules.testing import Capability, vectors
from csrules.testing.conformance.vectorfiles import read_vectors

CASE: dict[str, Any] = {
    "id": "a-1",
    "operation": "approver",
    "given": {"amount": "1"},
    "expect": {"answer": "sales_manager"},
    "rules": ["000-A27-1.1"],
    "readings": {"tie": "inclusive_words"},
}


def file_of(*cases: dict[str, Any], **head: Any) -> str:
    return json.dumps({"version": 1, "capability": "approval", "cases": cases} | head)


def test_a_file_is_read() -> None:
    (vector,) = read_vectors(file_of(CASE), Capability.APPROVAL)
    assert (vector.id, vector.expect.content) == ("a-1", "sales_manager")


@pytest.mark.parametrize("head", [{"version": 2}, {"capability": "scoring"}])
def test_another_contract_is_refused(head: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="vectors"):
        read_vectors(file_of(CASE, **head), Capability.APPROVAL)


def test_every_fault_is_named() -> None:
    cases = [
        CASE,
        CASE,
        CASE | {"id": "b", "operation": "information_score"},
        CASE | {"id": "c", "readings": {}},
        CASE | {"id": "d", "expect": {"ok": True}},
        {"id": "e"},
    ]
    with pytest.raises(InputError) as caught:
        read_vectors(file_of(*cases), Capability.APPROVAL)
    paths = [fault.path for fault in caught.value.faults]
    assert paths == ["cases[2].operation", "cases[3].readings", "expect", "cases[5]", "cases"]


@pytest.mark.parametrize("capability", Capability)
def test_every_capability_has_its_vectors(capability: Capability) -> None:
    own = vectors(capability)
    assert own
    assert {vector.expect.kind for vector in own} >= {"answer", "invalid"}


def test_without_a_capability_they_are_all_given() -> None:
    assert len(vectors()) == sum(len(vectors(each)) for each in Capability)


def test_an_unknown_capability_is_refused() -> None:
    with pytest.raises(InputError, match="capability"):
        vectors("payment")
