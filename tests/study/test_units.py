"""Every unit that a policy declares is told in both languages."""

import pytest

from csrules.policy import leaves
from csrules.policyfile import default_policy
from csrules.regulations import PACKS
from csrules.study.units import unit_text

UNITS = sorted(
    {spec.kind.unit for pack in PACKS for _, spec, _ in leaves(default_policy(pack))} - {""}
)


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_has_its_chinese_word(unit: str) -> None:
    told = unit_text(unit)
    assert told.en == unit
    assert told.zh != unit
