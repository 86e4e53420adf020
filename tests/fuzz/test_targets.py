"""Every fuzz target without atheris: its seeds, then changed seeds, the same ones each time."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from csrules.errors import Fault, PolicyError
from csrules.policyfile import loads
from csrules.records.dingtalk import read_records
from fuzz import targets
from fuzz.lives import LIVES
from fuzz.mutation import mutated
from fuzz.seeds import SEEDS, words
from fuzz.targets import QUESTIONS, READERS, TARGETS

if TYPE_CHECKING:
    from csrules.policy import Policy

CHANGED = {"command_line": 30}
"""How many changed seeds a target is driven with, where it is fewer than `MANY`."""

MANY = 1500


@pytest.mark.parametrize("target", TARGETS)
def test_only_own_errors_come_out_of_seeds_and_changed_seeds(target: str) -> None:
    seeds, known, chance = list(SEEDS[target]()), words(target), Random(target)
    for seed in seeds:
        TARGETS[target](seed)
    for _ in range(CHANGED.get(target, MANY)):
        TARGETS[target](mutated(chance.choice(seeds), known, chance))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("data", [b"", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\0" * 2048])
def test_a_target_takes_any_bytes(target: str, data: bytes) -> None:
    TARGETS[target](data)


def test_the_seeds_reach_behind_the_doors() -> None:
    """Not one of them is refused for its form; every workflow, question and reader has its own."""
    head, *files = SEEDS["policy_file"]()
    assert all(loads(file) for file in files)
    assert head  # the syntax of TOML, which no pack would take
    assert {seed[0] for seed in SEEDS["stored_history"]()} == set(range(len(LIVES)))
    assert all(life.facts for _, life in LIVES)
    assert {seed[0] for seed in SEEDS["study_records"]()} == set(range(len(QUESTIONS)))
    assert {seed[0] for seed in SEEDS["written_values"]()} == set(range(len(READERS)))


def test_what_is_no_own_error_comes_out_of_a_target(monkeypatch: pytest.MonkeyPatch) -> None:
    seed = next(iter(SEEDS["attendance_records"]()))
    for broken in (RecursionError, ValueError, UnicodeError):

        def raising(_: object, kind: type[Exception] = broken) -> None:
            raise kind

        monkeypatch.setattr(targets, "read_records", raising)
        with pytest.raises(broken):
            TARGETS["attendance_records"](seed)
    monkeypatch.setattr(targets, "read_records", read_records)
    TARGETS["attendance_records"](seed)


def test_a_policy_that_cannot_be_dumped_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def lossy(policy: Policy) -> str:
        raise PolicyError(Fault("policy", policy.fingerprint, "a policy that a file can say"))

    monkeypatch.setattr(targets, "dumps", lossy)
    with pytest.raises(AssertionError, match="cannot be dumped"):
        TARGETS["policy_file"](list(SEEDS["policy_file"]())[1])


def test_a_change_is_the_same_for_the_same_chance() -> None:
    seed, known = b'\0\1{"a": [1, {"b": null}], "c": "d"}\nx = 1', ("w", '"q"')

    def changes(start: int) -> list[bytes]:
        chance = Random(start)
        return [mutated(seed, known, chance, 60) for _ in range(300)]

    assert changes(1) == changes(1) != changes(2)
    assert max(map(len, changes(1))) <= 60
    assert len(set(changes(1))) > 200
