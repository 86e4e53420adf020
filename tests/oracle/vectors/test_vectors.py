"""The vectors: what the files hold, that the oracle writes just them, and that we agree."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from csrules import register
from csrules.testing.conformance.contract import OPERATIONS
from csrules.testing.conformance.operations import Capability
from csrules.testing.conformance.outcomes import ask
from csrules.testing.conformance.reference import Reference
from csrules.testing.conformance.vectorfiles import Vector, vectors
from tests.oracle.vectors.__main__ import books

ROOT = Path(__file__).parents[3]
ALL = vectors()


def stored(name: str) -> str:
    return (files("csrules.testing") / "vectors" / "v1" / name).read_text(encoding="utf-8")


BY_OPERATION = [
    (name, [vector for vector in ALL if vector.operation == name]) for name in OPERATIONS
]


def test_the_files_are_what_the_oracle_writes() -> None:
    for name, text in books().items():
        assert stored(name) == text, f"{name}: run python -m tests.oracle.vectors"


def test_the_generator_does_not_import_the_library() -> None:
    told = (
        "import sys, tests.oracle.vectors.__main__; "
        "print([name for name in sys.modules if 'csrules' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_at_least_2000_cases_and_two_in_five_are_refused_or_invalid() -> None:
    kinds = Counter(vector.expect.kind for vector in ALL)
    assert kinds.total() >= 2000
    assert (kinds["refused"] + kinds["invalid"]) * 5 >= kinds.total() * 2
    assert set(kinds) == {"answer", "refused", "invalid"}


@pytest.mark.parametrize("capability", Capability)
def test_each_capability_has_all_three_outcomes_or_no_rule_to_refuse(
    capability: Capability,
) -> None:
    kinds = {vector.expect.kind for vector in vectors(capability)}
    refuses = capability in ("approval", "complaint", "attendance")
    assert kinds == {"answer", "invalid"} | ({"refused"} if refuses else set())


def test_each_reading_of_the_contract_is_assumed_by_some_vector() -> None:
    for name, own in BY_OPERATION:
        for reading in OPERATIONS[name].readings:
            values = set(reading.kind.schema()["enum"])
            met = {
                vector.readings[reading.name] for vector in own if vector.expect.kind == "answer"
            }
            met |= {
                vector.readings[reading.name] for vector in own if vector.expect.kind == "refused"
            }
            assert values <= met, f"{name}: {reading.name} {values - met}"


def test_each_rule_of_a_vector_is_in_the_register() -> None:
    known = {rule.id for rule in register.rules()}
    named = {rule for vector in ALL for rule in vector.rules}
    named |= {
        rule for vector in ALL if vector.expect.kind == "refused" for rule in vector.expect.content
    }
    assert named <= known
    assert not [vector.id for vector in ALL if not vector.rules]


@pytest.mark.parametrize(("name", "own"), BY_OPERATION)
def test_csrules_says_what_the_oracle_says(name: str, own: list[Vector]) -> None:
    assert own, f"no vector asks {name}"
    reference = Reference()
    for vector in own:
        said = ask(reference, name, vector.given)
        assert said.meets(vector.expect), f"{vector.id}: {said} instead of {vector.expect}"


def test_a_file_is_plain_json_without_a_binary_float_where_a_number_is_right() -> None:
    for name in books():
        for case in json.loads(stored(name))["cases"]:
            if "answer" in case["expect"]:
                assert "." not in json.dumps(_numbers(case)), case["id"]


def _numbers(value: object) -> list[object]:
    if isinstance(value, dict):
        return [part for each in value.values() for part in _numbers(each)]
    if isinstance(value, list):
        return [part for each in value for part in _numbers(each)]
    return [value] if isinstance(value, int | float) else []
