"""Regions: exactly the inputs that change hands, found without data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.bands import Bands, BandsKind, Tie
from csrules.errors import DefinitionError, InputError, UnknownNameError
from csrules.policy import Policy, Section, amend, leaf
from csrules.regulations import company, office, property_handbook
from csrules.study import regions
from csrules.study.regions import lines
from tests.demo import Demo, Role

NOW = company.policy()


def raised(limit: object, **more: object) -> company.CompanyPolicy:
    return amend(NOW, {"approval.bands.sales_manager": limit, **more})


def test_a_raised_limit_moves_the_amounts_between_the_two_limits() -> None:
    (region,) = regions(NOW, raised(2000))
    assert (region.path, region.low, region.high) == (
        "approval.bands",
        Decimal("1000.01"),
        Decimal("2000.00"),
    )
    assert region.say("en") == (
        "amounts above 1,000.00 up to 2,000.00 move from the deputy general manager to the sales "
        "department manager [000-A27-1.2, 000-A27-1.1]"
    )
    assert region.say("zh") == (
        "金额超过1,000.00元至2,000.00元（含）的，由副总经理改归销售部门经理 "
        "[000-A27-1.2, 000-A27-1.1]"
    )
    assert region.explain() == (
        "before: the deputy general manager [000-A27-1.2]\n"
        "after: the sales department manager [000-A27-1.1]"
    )


@pytest.mark.parametrize(
    ("tie", "moves"),
    [
        (Tie.HIGHER, [("1000.00", "sales_manager", "deputy_gm")]),
        (Tie.LOWER, [("5000.00", "gm", "deputy_gm")]),
    ],
)
def test_another_reading_of_ties_alone_moves_exactly_the_cut(tie: Tie, moves: list[Any]) -> None:
    found = regions(NOW, amend(NOW, {"approval.tie": tie}))
    assert [(str(r.low), r.before, r.after) for r in found] == moves
    (region,) = found
    assert region.on_tie
    assert region.high == region.low
    assert region.text.en.startswith(f"exactly {region.low:,} moves from")
    assert region.text.zh.startswith(f"金额恰为{region.low:,}元的")
    assert "000-A27-1.4" in region.rules
    assert NOW.approval.tie.say("zh") in region.explain("zh")
    assert tie.say("en") in region.explain("en")


def test_a_dropped_rank_and_a_region_without_end() -> None:
    bands = [{"owner": "sales_manager", "up_to": 1000}, {"owner": "deputy_gm"}]
    found = regions(NOW, amend(NOW, {"approval.bands": bands}))
    assert [(r.low, r.high, r.before, r.after) for r in found] == [
        (
            Decimal("1000.00"),
            Decimal("1000.00"),
            "sales_manager",
            "deputy_gm",
        ),  # a lone cut goes up
        (Decimal("5000.00"), None, "gm", "deputy_gm"),
    ]
    assert found[1].text.en == (
        "amounts from 5,000.00 move from the general manager to the deputy general manager"
    )
    assert len(found[:1]) == 1


def test_equal_policies_and_policies_without_bands_have_no_region() -> None:
    same = regions(NOW, amend(NOW, {"closing.days": 8}))
    assert len(same) == 0
    assert not same
    assert same.text() == "no input changes hands"
    assert "没有任何输入改变归属" in same.html("zh")
    assert not regions(office.policy(), amend(office.policy(), {"lateness.later_from": 4}))


def test_bands_without_titles_go_by_their_owners_and_their_source() -> None:
    demo = Demo()
    (region,) = regions(demo, amend(demo, {"approval.bands.clerk": 1500}))
    assert region.say() == "amounts from 1,000.00 to below 1,500.00 move from boss to clerk [D-1]"


def test_a_table_of_grades_has_regions_too() -> None:
    grades: Any = [{"grade": "A", "at_least": 9}, {"grade": "B", "at_least": 0}]
    handbook = property_handbook.policy()
    before = amend(handbook, {"score.grades": grades})
    after = amend(handbook, {"score.grades": [{"grade": "A", "at_least": "8.5"}, grades[1]]})
    (region,) = regions(before, after)
    assert region.say() == "totals from 8.5 up to 8.9 move from B to A [001-IM-6.1-8]"
    assert region.say("zh") == "总分8.5分至8.9分（含）的，由B改归A [001-IM-6.1-8]"
    first, second = regions(handbook, before)
    assert (
        first.say() == "totals from 0.0 up to 8.9 move from nobody (no value) to B [001-IM-6.1-8]"
    )
    assert (second.low, second.high) == (Decimal("9.0"), None)


@attrs.frozen
class _Loose(Section):
    bands: Bands = leaf(BandsKind(Role), [{"owner": "clerk"}], source="L-1")


@attrs.frozen
class _LoosePolicy(Policy):
    pack = "loose"
    loose: _Loose = attrs.field(factory=_Loose)


def test_bands_that_nothing_closes_are_refused_by_name() -> None:
    with pytest.raises(DefinitionError) as caught:
        lines(_LoosePolicy())
    assert caught.value.faults[0].path == "loose.bands"


def test_two_packs_and_things_that_are_no_policies_are_refused() -> None:
    with pytest.raises(UnknownNameError):
        regions(NOW, office.policy())  # type: ignore[arg-type, unused-ignore]  # on purpose
    with pytest.raises(InputError):
        regions(NOW, {"closing": 8})  # type: ignore[arg-type]  # on purpose


LIMITS = st.integers(1, 900_000)
ROLES = [str(role) for role in company.Role]


@st.composite
def policies(draw: st.DrawFn) -> company.CompanyPolicy:
    owners = sorted(draw(st.sets(st.sampled_from(ROLES), min_size=1)), key=ROLES.index)
    cuts = sorted(draw(st.sets(LIMITS, min_size=len(owners) - 1, max_size=len(owners) - 1)))
    rows = [
        {"owner": owner, "up_to": str(Decimal(cut).scaleb(-2))}
        for owner, cut in zip(owners, cuts, strict=False)
    ]
    rows.append({"owner": owners[-1]})
    return amend(NOW, {"approval": {"bands": rows, "tie": draw(st.sampled_from(list(Tie)))}})


def _owner(policy: company.CompanyPolicy, cents: int) -> str:
    """Who owns an amount, walked through band by band as the text reads."""
    rows, tie = policy.approval.bands.bands, policy.approval.tie
    for place, band in enumerate(rows):
        if band.up_to is None or cents < band.up_to:
            return str(band.owner)
        words = tie is Tie.INCLUSIVE_WORDS and place == 0 and len(rows) > 2
        if cents == band.up_to and (tie is Tie.LOWER or words):
            return str(band.owner)
    raise AssertionError("the last band has no end")


@given(policies(), policies(), st.lists(st.integers(0, 1_000_000), max_size=20))
def test_regions_agree_with_asking_about_every_amount_around_a_cut(
    before: company.CompanyPolicy, after: company.CompanyPolicy, more: list[int]
) -> None:
    found = regions(before, after)
    cuts = [*before.approval.bands.cuts, *after.approval.bands.cuts]
    around = {max(0, cut + step) for cut in [0, *cuts] for step in range(-2, 3)}
    for cents in around | set(more):
        holding = [r for r in found if r.first <= cents and (r.last is None or cents <= r.last)]
        old, new = _owner(before, cents), _owner(after, cents)
        assert [(r.before, r.after) for r in holding] == ([(old, new)] if old != new else [])


@given(policies(), policies())
def test_regions_there_and_back_are_each_others_mirror(
    before: company.CompanyPolicy, after: company.CompanyPolicy
) -> None:
    there = [(r.first, r.last, r.before, r.after) for r in regions(before, after)]
    back = [(r.first, r.last, r.after, r.before) for r in regions(after, before)]
    assert there == back
    assert not regions(before, before)


def test_rows_and_frame() -> None:
    found = regions(NOW, raised(2000))
    assert found.rows() == [
        {
            "parameter": "approval.bands",
            "low": Decimal("1000.01"),
            "high": Decimal("2000.00"),
            "before": "deputy_gm",
            "after": "sales_manager",
            "rules": "000-A27-1.2, 000-A27-1.1",
            "en": found[0].text.en,
            "zh": found[0].text.zh,
        }
    ]
    assert list(found.to_frame("regions").columns) == list(found.rows()[0])
    assert regions(NOW, NOW).to_frame().empty
    with pytest.raises(UnknownNameError):
        found.rows("region")
