"""Art. 24 and 25: an improvement on the tracking list, until its effect is confirmed."""

from __future__ import annotations

from typing import Final

from csrules.citation import Text
from csrules.forms import Form
from csrules.lifecycle.transitions import EventSpec, Transition
from csrules.regulations.company.parties import TITLES, Party
from csrules.regulations.company.parts import form_id, states
from csrules.workflow import Workflow

__all__ = ["IMPROVEMENT"]

IMPROVEMENT: Final = Workflow(
    name="company.improvement",
    version=1,
    title=Text("Tracked improvement", "追踪改善"),
    initial="new",
    roles=TITLES,
    states=states(
        ("new", "new", "新案"),
        ("proposed", "proposed", "已提出"),
        ("arranged", "arranged", "已洽办"),
        ("executed", "carried out", "已执行"),
        ("effect_confirmed", "effect confirmed", "效果已确认"),
        final=("effect_confirmed",),
    ),
    events=(
        EventSpec(
            "propose",
            Text("propose the improvement", "提出改善案"),
            Form("improvement", Text("improvement", "改善案"), (form_id("000-A24-3.5"),)),
        ),
        EventSpec("arrange", Text("arrange it with the department", "洽办")),
        EventSpec("execute", Text("carry it out", "执行")),
        EventSpec("confirm", Text("confirm the effect", "确认效果")),
        EventSpec("repeat", Text("no effect: arrange again", "未见效果，重新洽办")),
    ),
    transitions=(
        Transition("new", "propose", "proposed", ("000-A24-3.5", "000-A25-4.2"), Party.CS),
        Transition("proposed", "arrange", "arranged", "000-A24-3.5", Party.CS),
        Transition(
            "arranged", "execute", "executed", ("000-A24-3.5", "000-A24-2.2"), (Party.CS, Party.RND)
        ),
        Transition("executed", "confirm", "effect_confirmed", "000-A24-3.5", Party.CS),
        Transition("executed", "repeat", "arranged", "000-A24-3.5", Party.CS),
    ),
)
"""Proposed, arranged, carried out, effect confirmed, all urged on by customer service."""
