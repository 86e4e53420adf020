"""The contract's question about the information score (001 IM 6.1)."""

from __future__ import annotations

from typing import Final

from csrules.kinds import Whole
from csrules.scoring import Clamp
from csrules.testing.conformance.operations import (
    MOST,
    WHOLE,
    Capability,
    Operation,
    reading,
    shape,
)
from csrules.testing.conformance.wire import Parameter, Relation

__all__ = ["SCORING"]

_COUNTS: Final = (
    ("missing_periodic", 12, "monthly reports missing"),
    ("late_periodic", 12, "monthly reports late"),
    ("defects", MOST, "contents left out or wrong"),
    ("late_instant", MOST, "instant items late"),
    ("omitted_instant", MOST, "instant items left out"),
    ("missing_plans", 2, "of the year's plan and summary, those missing"),
    ("missing_training", 1, "training outlines missing"),
)
_YEAR: Final = Relation(
    ("missing_periodic", "late_periodic"),
    "missing_periodic and late_periodic together are at most 12: the monthly reports of a year",
    "001-IM-6.1-2",
    lambda missing, late: missing + late <= 12,
)
_ITEMS: Final = (
    "periodic_on_time", "periodic_quality", "instant_on_time", "instant_complete", "plans",
    "training",
)  # fmt: skip
SCORING: Final = (
    Operation(
        "information_score",
        Capability.SCORING,
        "a department's information score of a year, in tenths of points",
        tuple(Parameter(name, Whole("cases", 0, most), text, 0) for name, most, text in _COUNTS),
        (reading("clamp", Clamp, Clamp.ITEM),),
        tuple(f"001-IM-6.1-{number}" for number in range(1, 8)),
        shape(items=shape(**dict.fromkeys(_ITEMS, WHOLE)), total=WHOLE),
        (_YEAR,),
    ),
)
