"""What a workflow answers: accepted, refused with its reasons, or what could be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from csrules.citation import Answer, Reason, Text
from csrules.frozen import draft_of
from csrules.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.forms import Field, Missing
    from csrules.lifecycle.cases import Case, Event, Fact
    from csrules.lifecycle.definition import Definition
    from csrules.lifecycle.effects import Effect
    from csrules.lifecycle.transitions import Context, Guard, Transition

__all__ = ["Accepted", "Chance", "Code", "Option", "Refused", "made_accepted", "refusals"]


class Code(Reading):
    """Why an event is refused; the codes are stable."""

    UNDECLARED = (
        "undeclared",
        "the regulation provides no such step in this state",
        "此状态下制度未规定该步骤",
    )
    DENIED = "denied", "a condition of the step does not hold", "步骤的条件未满足"
    ENDED = "ended", "the case has ended", "案件已结束"
    DUPLICATE = "duplicate", "this event has been accepted before", "该事件此前已受理"
    OUT_OF_ORDER = (
        "out_of_order",
        "the event is earlier than one already accepted",
        "该事件早于已受理的事件",
    )


def refusals(flow: Definition, code: Code, state: str, event: str) -> tuple[Reason, ...]:
    """Why a state does not provide an event: the rule that forbids it, or what it provides."""
    for rule in flow.forbidden:
        if code is Code.UNDECLARED and rule.event == event and state in rule.states:
            return (Reason(rule.rule, rule.text),)
    here, provided = flow.state_text(state), flow.events_from(state)
    if not provided:
        rest = Text(f"in state {here.en} nothing more is provided", f"“{here.zh}”之后再无步骤")
        into = [edge.rules[0] for edge in flow.transitions if edge.target == state]
        return tuple(Reason(rule, _joined(code.meaning, rest)) for rule in into[:1])
    table = flow.table()
    names = [flow.event_text(name) for name in provided]
    rest = Text(
        f"in state {here.en} the regulation provides: " + ", ".join(name.en for name in names),
        f"“{here.zh}”状态下可办理：" + "、".join(name.zh for name in names),
    )
    rules = dict.fromkeys(table[state, name][0].rules[0] for name in provided)
    return tuple(Reason(rule, _joined(code.meaning, rest)) for rule in rules)


def _joined(one: Text, other: Text) -> Text:
    return Text(f"{one.en}; {other.en}", f"{one.zh}；{other.zh}")


@attrs.frozen
class Accepted(Answer):
    """The event was accepted: the new case, and the fact to store."""

    case: Case
    fact: Fact
    edge: Transition = attrs.field(eq=False, repr=False)
    workflow: Definition = attrs.field(eq=False, repr=False)
    accepted = True

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What the outside world is asked to do."""
        return self.fact.effects

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The rules that provide this step."""
        flow = self.workflow
        event = flow.event_text(self.fact.event.name)
        source, target = flow.state_text(self.fact.source), flow.state_text(self.fact.target)
        text = Text(
            f"{event.en}: from {source.en} to {target.en}",
            f"{event.zh}：由“{source.zh}”转为“{target.zh}”",
        )
        return tuple(Reason(rule, text) for rule in self.edge.rules)


new = object.__new__
_ACCEPTED_DRAFT = draft_of(Accepted)


def made_accepted(case: Case, fact: Fact, edge: Transition, workflow: Definition) -> Accepted:
    """``Accepted(...)``, made the quick way."""
    draft: Any = new(_ACCEPTED_DRAFT)
    draft.case = case
    draft.fact = fact
    draft.edge = edge
    draft.workflow = workflow
    draft.__class__ = Accepted
    made: Accepted = draft
    return made


@attrs.frozen
class Refused(Answer):
    """The event was refused and the case is unchanged: why, and what is allowed instead."""

    code: Code
    case: Case
    event: Event
    failed: tuple[Guard, ...] = ()
    missing: tuple[Missing, ...] = ()
    actors: tuple[str, ...] = ()
    """Who may do it, when the actor may not."""
    context: Context | None = attrs.field(default=None, eq=False, repr=False)
    edge: Transition | None = attrs.field(default=None, eq=False, repr=False)
    workflow: Definition | None = attrs.field(default=None, eq=False, repr=False)
    told: tuple[Reason, ...] = attrs.field(default=(), eq=False, repr=False)
    """The reasons as they were stored, when the answer comes back from JSON."""
    look: Callable[[], tuple[str, ...]] | None = attrs.field(default=None, eq=False, repr=False)
    """Asks which events would be accepted at the time of this one."""
    accepted = False

    @property
    def allowed(self) -> tuple[str, ...]:
        """The events that would be accepted now, if what they require is met."""
        return () if self.look is None else self.look()

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule ids that refuse."""
        return tuple(dict.fromkeys(reason.rule for reason in self.reasons))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every condition that fails, each with its rule; or what the state provides instead."""
        if self.told or self.workflow is None:
            return self.told
        if self.code is Code.DENIED:
            return tuple(self._denials())
        return refusals(self.workflow, self.code, self.case.state, self.event.name)

    def _denials(self) -> list[Reason]:
        assert self.workflow is not None
        assert self.edge is not None
        found: list[Reason] = []
        if self.actors:
            roles = [self.workflow.roles[role] for role in self.actors]
            text = Text(
                "to be done by " + " or ".join(role.en for role in roles),
                "应由" + "或".join(role.zh for role in roles) + "办理",
            )
            found.append(Reason(self.edge.rules[0], text))
        found.extend(Reason(each.rule, each.text) for each in self.missing)
        for guard in self.failed:
            full = guard.why(self.context) if guard.why and self.context is not None else ()
            found.extend(full or (Reason(guard.rule, self._unmet(guard)),))
        return found

    def _unmet(self, guard: Guard) -> Text:
        """What had to hold, and what the event brought instead."""
        data = {} if self.context is None else self.context.data
        facts = {name: data[name] for name in guard.needs if name in data}
        brought = ", ".join(f"{name} = {_said(value)}" for name, value in facts.items())
        return Text(
            f"not met: {guard.text.en}" + (f" (given: {brought})" if brought else ""),
            f"未满足：{guard.text.zh}" + (f"（所填：{brought}）" if brought else ""),
        )


def _said(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


class Chance(Reading):
    """How an event stands before it happens."""

    ALLOWED = "allowed", "would be accepted", "可以办理"
    CONDITIONAL = (
        "conditional",
        "would be accepted if the requirements are met",
        "满足要求后可以办理",
    )
    REFUSED = "refused", "would be refused whatever it brings", "不论内容如何均不予办理"


@attrs.frozen
class Option(Answer):
    """One event of the workflow as it stands now: its chance, who may do it, what it must bring."""

    event: str
    chance: Chance
    code: Code | None
    actors: tuple[str, ...]
    fields: tuple[Field, ...]
    """What the event must bring."""
    requirements: tuple[Guard, ...]
    """Conditions that depend on what the event brings or who does it."""
    failed: tuple[Guard, ...]
    """Conditions that fail whatever the event brings."""
    targets: tuple[str, ...]
    why: tuple[Reason, ...] = attrs.field(repr=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is refused, or what it requires."""
        return self.why
