"""The ways that a complaint rightly goes, and every event that differs from them in one thing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from csrules.lifecycle.cases import Event
from csrules.lifecycle.verdicts import Accepted
from csrules.regulations.company import COMPLAINT
from csrules.testing.conformance.neighbours import neighbours, respelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csrules.policy import Policy

__all__ = ["START", "beside_the_ways"]

START: Final = datetime(2026, 3, 2, 9)
"""When the first event of a case happens."""

_FILED: Final[dict[str, Any]] = {
    "order_no": "O-1", "batch_no": "B-1", "specification": "10 mm", "quantity": 100,
    "delivery_date": date(2026, 2, 20), "defective_quantity": 3, "demand": "a new one",
    "grounds": "cracked", "quality": True, "non_quality": False, "severe": False,
    "third_party": False, "opinion": "seems right", "sample": True,
}  # fmt: skip
_JUDGED: Final[dict[str, Any]] = {
    "established": True, "unit": "workshop 2", "our_quality": True, "handling_plan": "re-anneal",
    "human_negligence": False, "track": True, "loss": 500, "loss_standard": "LS-1",
    "punishment": "warning", "penalty_standard": "PS-1", "instructed": True,
}  # fmt: skip
_RIGHT: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "report": ("customer", {}),
    "file": ("marketing", _FILED),
    "severe": ("marketing", _FILED | {"severe": True}),
    "refile": ("cs", _FILED | {"original": "C-0", "first_reported": START - timedelta(days=9),
                               "original_accepted": START - timedelta(days=8)}),
    "accept": ("cs", {"number": "2026-001"}),
    "joint": ("cs", {"joint_limit": date(2026, 3, 5), "units": ["carrier"], "rnd_told": True}),
    "investigate": ("cs", {"finding": "a crack", "tested": True}),
    "present": ("cs", {}),
    "judge": ("cs", _JUDGED),
    "reject": ("cs", {"established": False, "instructed": True}),
    "approve": ("gm", {"settlement": 800, "handling": "return_or_rework", "return_quantity": 3}),
    "tell": ("marketing", {"channel": "letter", "form_given": False, "told": 800}),
    "visit": ("cs_manager", {"visitor": "cs_manager"}),
    "accept_result": ("customer", {}),
    "refuse_result": ("customer", {}),
    "collect": ("marketing", {"collection_due": date(2026, 4, 1)}),
    "receive_payment": ("finance", {}),
    "object": ("customer", {}),
}  # fmt: skip
_EVENTS: Final = {"severe": "file", "reject": "judge"}
_WAYS: Final = (
    "report file accept investigate present judge approve tell visit accept_result",
    "report severe accept investigate present judge approve tell refuse_result",
    "report file accept joint investigate present reject visit collect receive_payment",
    "report file accept joint investigate present reject visit collect object",
    "report file accept investigate present judge approve tell accept_result",
    "refile accept investigate",
)
"""All but the last event of each way is accepted; of one the last is refused: nobody visited."""


def beside_the_ways(policy: Policy) -> Iterator[tuple[Event, ...]]:
    """What rightly happened up to a point, then the next event, or one beside it.

    The first event of each name comes with each of its fields at every bound, too.
    """
    seen: set[tuple[str, ...]] = set()
    spelt: set[str] = set()
    for way in _WAYS:
        case = COMPLAINT.new("case-1")
        before: tuple[Event, ...] = ()
        for number, step in enumerate(way.split()):
            by, data = _RIGHT[step]
            event = Event(_EVENTS.get(step, step), START + timedelta(hours=7 * number), by, data)
            if (*way.split()[:number], step) not in seen:
                seen.add((*way.split()[:number], step))
                for other in (event, *neighbours(policy, case, event)):
                    yield (*before, other)
            if event.name not in spelt:
                spelt.add(event.name)
                yield from ((*before, other) for other in respelled(event))
            answer = COMPLAINT.decide(case, event, policy)
            if isinstance(answer, Accepted):
                case, before = answer.case, (*before, event)
