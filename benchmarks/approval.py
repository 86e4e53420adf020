"""Who approves an amount: bands with reasons, against rule engines and a bare bisect."""

from __future__ import annotations

import json
from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from benchmarks.timing import Row, race
from csrules.regulations import company

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["run"]

AMOUNT = Decimal("3000.50")


@attrs.frozen
class _Bare:
    role: str
    boundary: bool
    rule: str


def _bisect() -> Callable[[], object]:
    cuts, roles = [100000, 500000], ["sales_manager", "deputy_gm", "gm"]
    rules = ["000-A27-1.1", "000-A27-1.2", "000-A27-1.3"]

    def decide() -> object:
        fen = int(AMOUNT * 100)
        index = bisect_left(cuts, fen)
        return _Bare(roles[index], fen in cuts, rules[index])

    return decide


def _zen() -> Callable[[], object]:
    import zen

    rows = [
        {"_id": "1", "in": "<= 1000", "out": '"sales_manager"'},
        {"_id": "2", "in": "(1000..5000)", "out": '"deputy_gm"'},
        {"_id": "3", "in": ">= 5000", "out": '"gm"'},
    ]
    node = {
        "id": "table",
        "type": "decisionTableNode",
        "name": "approval",
        "position": {"x": 0, "y": 0},
        "content": {
            "hitPolicy": "first",
            "inputs": [{"id": "in", "name": "amount", "field": "amount"}],
            "outputs": [{"id": "out", "name": "role", "field": "role"}],
            "rules": rows,
        },
    }
    ends = [
        {"id": "a", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "b", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}},
    ]
    edges = [
        {"id": "e1", "sourceId": "a", "targetId": "table", "type": "edge"},
        {"id": "e2", "sourceId": "table", "targetId": "b", "type": "edge"},
    ]
    graph = {"nodes": [ends[0], node, ends[1]], "edges": edges}
    content = zen.ZenDecisionContent(json.dumps(graph))  # compiled once, as in production
    engine = zen.ZenEngine({"loader": lambda key: content})
    amount = float(AMOUNT)
    result = engine.evaluate("approval", {"amount": amount})
    assert result["result"] == {"role": "deputy_gm"}, result
    return lambda: engine.evaluate("approval", {"amount": amount})


def _rule_engine() -> Callable[[], object]:
    import rule_engine

    rules = [
        (rule_engine.Rule("amount <= 1000"), "sales_manager"),
        (rule_engine.Rule("amount < 5000"), "deputy_gm"),
        (rule_engine.Rule("amount >= 5000"), "gm"),
    ]

    def decide() -> object:
        facts = {"amount": AMOUNT}
        return next(role for rule, role in rules if rule.matches(facts))

    assert decide() == "deputy_gm"
    return decide


def _openfisca() -> Callable[[], object]:
    from openfisca_core.entities import build_entity
    from openfisca_core.parameters import ParameterNode
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    complaint = build_entity("complaint", "complaints", "a complaint", is_person=True)
    since = "2020-01-01"
    brackets = [
        {"threshold": {since: {"value": threshold}}, "amount": {since: {"value": rank}}}
        for rank, threshold in enumerate((0, 1000, 5000))
    ]
    scale = {"metadata": {"type": "single_amount"}, "brackets": brackets}

    class amount(Variable):  # noqa: N801 -- OpenFisca takes the variable's name from the class
        value_type, entity, definition_period = float, complaint, DateUnit.DAY
        label = "amount"

    class approver(Variable):  # noqa: N801 -- OpenFisca takes the variable's name from the class
        value_type, entity, definition_period = int, complaint, DateUnit.DAY
        label = "approver"

        def formula(self: Any, period: Any, parameters: Any) -> Any:
            return parameters(period).approval.calc(self("amount", period))

    system = TaxBenefitSystem([complaint])
    system.add_variables(amount, approver)
    system.parameters = ParameterNode("", data={"approval": scale})
    day = "2026-09-01"
    situation = {"complaints": {"C-1": {"amount": {day: float(AMOUNT)}}}}

    def decide() -> object:
        simulation = SimulationBuilder().build_from_entities(system, situation)
        return simulation.calculate("approver", day)[0]

    assert decide() == 1
    return decide


def run() -> list[Row]:
    """The approval decision of Art. 27."""
    policy, approver = company.policy(), company.approver
    return race(
        "approval decision with reasons, scalar",
        {
            "csrules": lambda: approver(policy, AMOUNT),
            "bisect + one frozen instance": _bisect(),
            "zen-engine": _zen(),
            "rule-engine": _rule_engine(),
            "OpenFisca": _openfisca(),
        },
    )
