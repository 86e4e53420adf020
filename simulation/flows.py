"""The workflows that take part: whatever the packs declare."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import attrs

from csrules.testing.declared import workflows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csrules.lifecycle.transitions import EventSpec, Transition
    from csrules.workflow import Workflow

__all__ = ["Flow", "flows_of", "shipped"]


@attrs.frozen(eq=False)
class Flow:
    """A workflow with what its declaration says, looked up once and by its own way."""

    workflow: Workflow
    lines: Mapping[tuple[str, str], tuple[Transition, ...]]
    specs: Mapping[str, EventSpec]
    leading: Mapping[str, tuple[str, ...]]
    """The events that each state provides; those that change the state stand thrice."""
    finals: frozenset[str]

    @property
    def name(self) -> str:
        """The workflow's name."""
        return self.workflow.name


def _flow(workflow: Workflow) -> Flow:
    lines: dict[tuple[str, str], tuple[Transition, ...]] = {}
    leading: dict[str, tuple[str, ...]] = {state.name: () for state in workflow.states}
    for edge in workflow.transitions:
        for source in edge.sources:
            lines[source, edge.event] = (*lines.get((source, edge.event), ()), edge)
            times = 3 if edge.target != source else 1
            leading[source] += (edge.event,) * times
    return Flow(
        workflow,
        lines,
        {spec.name: spec for spec in workflow.events},
        leading,
        frozenset(state.name for state in workflow.states if state.final),
    )


def flows_of(workflows: Iterable[Workflow]) -> Mapping[str, Flow]:
    """These workflows by name, in the order of their names."""
    by_name = {workflow.name: workflow for workflow in workflows}
    return {name: _flow(by_name[name]) for name in sorted(by_name)}


@cache
def shipped() -> Mapping[str, Flow]:
    """Every workflow that the packs declare."""
    return flows_of(workflows())
