"""Lines of a workflow's table: what they are made of, compare and show."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from csrules.lifecycle.effects import Assign, Notify
from csrules.lifecycle.transitions import Migration, Transition

if TYPE_CHECKING:
    from csrules.lifecycle.transitions import Context

NOTE = Notify("R-1", "clerk", "filed")


def assigned(context: Context) -> Assign:
    return Assign("R-1", context.event.by, "answer")


def transition(*effects: object, **more: object) -> Transition:
    return Transition("open", "close", "closed", "R-1", "clerk", effects=effects, **more)  # type: ignore[arg-type]


def test_what_a_transition_does_is_given_by_name() -> None:
    named = {
        name
        for name, each in inspect.signature(Transition).parameters.items()
        if each.kind is inspect.Parameter.KEYWORD_ONLY
    }
    assert named == {"when", "guards", "stops", "starts", "effects"}


@pytest.mark.parametrize(
    ("made", "fixed"),
    [
        (transition(), ()),
        (transition(NOTE), (NOTE,)),
        (transition(assigned), None),
        (transition(NOTE, assigned), None),
        (transition(NOTE, stops="answer"), None),
        (transition(NOTE, starts=("answer",)), None),
    ],
)
def test_effects_are_fixed_where_nothing_about_them_hangs_on_the_case(
    made: Transition, fixed: tuple[Notify, ...] | None
) -> None:
    assert made.fixed == fixed
    assert "fixed" not in repr(made)


def test_a_migration_keeps_what_it_was_made_of() -> None:
    to = {"old": "new"}
    made = Migration(1, ("old",), to)
    to["old"] = "other"
    assert made.to == {"old": "new"}
    assert hash(made) == hash(Migration(1, ("old",), {"old": "new"}))
