"""Effects: what an accepted event asks the outside world to do, as data and never as a call.

An embedding application reads them and acts, or stores them; each names the rule that asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from csrules.doors import guarded
from csrules.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from csrules.deadlines import Deadline

__all__ = [
    "EFFECTS",
    "Assign",
    "Effect",
    "IssueDocument",
    "Notify",
    "RequireSignature",
    "StartClock",
    "StartWorkflow",
    "StopClock",
]


@guarded
@attrs.frozen
class StartClock:
    """A clock begins to run towards ``deadline``."""

    rule: str
    clock: str
    deadline: Deadline


@guarded
@attrs.frozen
class StopClock:
    """A clock is stopped: what it waited for has happened."""

    rule: str
    clock: str


@guarded
@attrs.frozen
class Assign:
    """Somebody has a task from now on."""

    rule: str
    to: str
    task: str


@guarded
@attrs.frozen
class Notify:
    """Somebody is to be told; ``channels`` are those allowed, empty where the text is silent."""

    rule: str
    to: str
    what: str
    channels: tuple[str, ...] = ()


@guarded
@attrs.frozen
class IssueDocument:
    """A document goes out: ``copies`` maps the number of each copy to its holder."""

    rule: str
    document: str
    copies: Mapping[str, str] = attrs.field(converter=Frozen)


@guarded
@attrs.frozen
class RequireSignature:
    """A document needs a signature before it may be used."""

    rule: str
    document: str
    by: str


@guarded
@attrs.frozen
class StartWorkflow:
    """Another small workflow begins; ``data`` is what its first event is given."""

    rule: str
    workflow: str
    event: str
    data: Mapping[str, Any] = attrs.field(factory=Frozen, converter=Frozen)


Effect: TypeAlias = (
    StartClock | StopClock | Assign | Notify | IssueDocument | RequireSignature | StartWorkflow
)

EFFECTS: dict[str, type[Effect]] = {
    "start_clock": StartClock,
    "stop_clock": StopClock,
    "assign": Assign,
    "notify": Notify,
    "issue_document": IssueDocument,
    "require_signature": RequireSignature,
    "start_workflow": StartWorkflow,
}
"""Every kind of effect by the name that JSON calls it."""
