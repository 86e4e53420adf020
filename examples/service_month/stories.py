"""Playing an event log through its workflows: what the cases became, and what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from csrules.lifecycle.effects import StartWorkflow
from csrules.lifecycle.verdicts import Chance
from csrules.regulations import company, property_handbook
from csrules.workflow import Accepted, Case, Event, Refused, Workflow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from csrules.lifecycle.cases import ClockView
    from csrules.policy import Policy
    from csrules.workcalendar import WorkCalendar
    from examples.service_month.readers import Entry

FLOWS = {
    flow.name: flow
    for flow in (
        company.COMPLAINT,
        company.SETTLEMENT,
        company.GOODS_RETURN,
        company.IMPROVEMENT,
        company.MONTHLY_REVIEW,
        company.PENALTY_NOTICE,
        property_handbook.TICKET,
    )
}


@attrs.frozen
class Turn:
    """One event of a case with its answer; where it was refused, what was possible instead."""

    event: Event
    answer: Accepted | Refused
    instead: tuple[str, ...] = ()


@attrs.define
class Story:
    """One case: its workflow, how it stands, every turn on the way, what it set going."""

    flow: Workflow
    case: Case
    turns: list[Turn] = attrs.field(factory=list)
    started: list[StartWorkflow] = attrs.field(factory=list)

    @property
    def refusals(self) -> list[Turn]:
        """The events that were refused."""
        return [turn for turn in self.turns if isinstance(turn.answer, Refused)]

    @property
    def ended(self) -> bool:
        """Whether nothing more is to come."""
        return self.flow.is_final(self.case.state)

    def clocks(self, at: datetime) -> tuple[ClockView, ...]:
        """The clocks in the order in which they started."""
        order = [run.deadline for run in self.case.clocks]
        views = self.flow.clocks(self.case, at)
        return tuple(sorted(views, key=lambda view: order.index(view.deadline)))

    def done_at(self, name: str) -> datetime | None:
        """When an event was last accepted."""
        accepted = [turn.event for turn in self.turns if isinstance(turn.answer, Accepted)]
        return next((event.at for event in reversed(accepted) if event.name == name), None)


def matter_times(story: Story) -> property_handbook.MatterTimes:
    """When what happened to a ticket, for the question which violations its clocks show."""
    done, last = story.done_at, story.case.data.get
    received = done("contact")
    assert received is not None  # every ticket begins so
    return property_handbook.MatterTimes(
        received,
        must_transfer=done("answer_on_spot") is None,
        handed_over_at=done("hand_to_centre") or done("hand_to_department"),
        department_received_at=done("order_department") or done("hand_to_department"),
        extension_filed_at=done("extend"),
        promised_at=last("promised_at"),
        answered_at=done("answer"),
    )


def play(entries: Iterable[Entry], policy: Policy, calendar: WorkCalendar) -> dict[str, Story]:
    """Decide every entry in its order; a case begins with its first entry.

    A companion workflow is started by an effect, which carries data for its first event; the log
    says with ``follows`` which form that was.
    """
    stories: dict[str, Story] = {}
    waiting: dict[tuple[str, str], StartWorkflow] = {}
    for entry in entries:
        flow = FLOWS[entry.workflow]
        story = stories.setdefault(entry.case, Story(flow, flow.new(entry.case)))
        event = entry.event
        if entry.follows is not None:
            start = waiting.pop((entry.workflow, entry.follows))
            data = {**start.data, **event.data}
            event = Event(event.name, event.at, event.by, data, event.id)
        answer = flow.decide(story.case, event, policy, calendar)
        if isinstance(answer, Refused):
            options = flow.options(story.case, policy, event.at, calendar)
            instead = [each.event for each in options if each.chance is not Chance.REFUSED]
            story.turns.append(Turn(event, answer, tuple(instead)))
            continue
        story.turns.append(Turn(event, answer))
        story.case = answer.case
        for effect in answer.effects:
            if isinstance(effect, StartWorkflow):
                story.started.append(effect)
                origin = effect.data.get("form_id", effect.data.get("original"))
                waiting[effect.workflow, str(origin)] = effect
    return stories
