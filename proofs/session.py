"""Every statement judged, with the library as it is and with the defect planted, side by side."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeAlias

from proofs.defects import DEFECTS
from proofs.prover import Proof, Verdict, prove
from proofs.statements import STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["session"]

_Task: TypeAlias = "tuple[str, bool]"


def _judged(task: _Task) -> Proof:
    name, planted = task
    with DEFECTS[name].in_place() if planted else nullcontext():
        return prove(STATEMENTS[name])


def _told(task: _Task, proof: Proof) -> tuple[bool, str]:
    """Whether the verdict is the right one, and the line that tells it."""
    name, planted = task
    right = proof.verdict is (Verdict.REFUTED if planted else Verdict.CONFIRMED)
    line = f"{proof.verdict} in {proof.seconds:.1f} s: {name}"
    if planted:
        line += ", with a planted defect"
    if planted or not right:
        line += f": {' '.join(proof.said.split())[:200]}"
    return right, line if right else f"WRONG: {line}"


def session(names: Iterable[str], jobs: int) -> Iterator[tuple[bool, str]]:
    """For each statement, then for each with its defect: whether the verdict is right, and it."""
    tasks = [(name, planted) for planted in (False, True) for name in names]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from map(_told, tasks, pool.map(_judged, tasks))
