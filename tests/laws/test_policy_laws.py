"""Laws of policies, for every pack: amending, comparing, storing, and what changes hands."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.errors import PolicyError
from csrules.kinds import Items, Kind, Named, Quantity, Whole
from csrules.policy import Policy, amend, diff, fingerprint, leaves, write
from csrules.policyfile import dumps, loads
from csrules.regulations import company, property_handbook
from csrules.study.regions import Line, lines, regions
from csrules.testing import any_events, changes, fen_amounts, histories, policies
from csrules.testing.declared import workflows
from csrules.testing.whole_numbers import wholes
from csrules.workflow import Workflow
from tests.laws.given import BASES, CHINA, FEW, QUIET, answered, of_every_pack

COMPANY, HANDBOOK = company.policy(), property_handbook.policy()


# amending and comparing


@of_every_pack
@QUIET
@given(data=st.data())
def test_amend_then_diff_returns_the_amendment(base: Policy, data: Any) -> None:
    change = data.draw(changes(base))
    new = amend(base, change)
    read = {path: spec.kind for path, spec, _ in leaves(base)}
    found = {each.path: each.after for each in diff(base, new)}
    olds = {path: value for path, _, value in leaves(base)}
    asked = {
        path: None if raw is None else read[path].write(read[path].amend(olds[path], raw, path))
        for path, raw in change.items()
    }
    assert found == asked


@of_every_pack
@QUIET
@given(data=st.data())
def test_diff_is_empty_exactly_when_the_fingerprints_agree(base: Policy, data: Any) -> None:
    one, other = data.draw(policies(base, most=2)), data.draw(policies(base, most=1))
    assert (not diff(one, other)) is (fingerprint(one) == fingerprint(other)) is (one == other)


@of_every_pack
@QUIET
@given(data=st.data())
def test_a_difference_back_and_forth_is_none(base: Policy, data: Any) -> None:
    new = data.draw(policies(base))
    back = amend(new, {each.path: each.before for each in diff(base, new)})
    assert back == base
    assert fingerprint(back) == fingerprint(base)


@of_every_pack
@QUIET
@given(data=st.data())
def test_changes_one_after_the_other_are_changes_at_once(base: Policy, data: Any) -> None:
    change = data.draw(changes(base, blanks=None))
    new = base
    try:
        for path, raw in change.items():
            new = amend(new, {path: raw})
    except PolicyError:  # lawful only together
        return
    assert new == amend(base, change)


@of_every_pack
@QUIET
@given(data=st.data())
def test_a_policy_survives_its_file(base: Policy, data: Any) -> None:
    new = data.draw(policies(base))
    assert loads(dumps(new)) == new
    assert amend(base, write(new)) == new


# what changes hands


def brute(before: Line, after: Line, numbers: range) -> list[tuple[int, str, str]]:
    """Every number that has another owner afterwards, one by one."""
    return [
        (number, str(before.table.owner(number)), str(after.table.owner(number)))
        for number in numbers
        if before.table.owner(number) != after.table.owner(number)
    ]


def told(before: Policy, after: Policy, path: str, numbers: range) -> list[tuple[int, str, str]]:
    """The same as the regions tell it."""
    return [
        (number, region.before, region.after)
        for region in regions(before, after)
        if region.path == path
        for number in numbers
        if region.first <= number and (region.last is None or number <= region.last)
    ]


@st.composite
def low_bands(draw: st.DrawFn) -> company.CompanyPolicy:
    """The company's approval with its cuts so low that every fen can be asked for."""
    cuts = sorted(draw(st.sets(wholes(1, 400), min_size=2, max_size=2)))
    owners = [band.owner for band in COMPANY.approval.bands.bands]
    rows = [
        {"owner": owner, "up_to": f"{cut // 100}.{cut % 100:02d}"}
        for owner, cut in zip(owners, cuts, strict=False)
    ]
    tie = draw(st.sampled_from(["inclusive_words", "higher", "lower"]))
    return amend(COMPANY, {"approval": {"bands": [*rows, {"owner": owners[-1]}], "tie": tie}})


@QUIET
@given(low_bands(), low_bands())
def test_regions_agree_with_brute_force_over_every_fen(
    before: company.CompanyPolicy, after: company.CompanyPolicy
) -> None:
    (old,), (new,) = lines(before), lines(after)
    assert told(before, after, old.path, range(500)) == brute(old, new, range(500))


@QUIET
@given(st.data())
def test_regions_agree_with_brute_force_over_every_total_of_points(data: Any) -> None:
    ways = policies(HANDBOOK, only=["score.grades"], blanks=True)
    before, after = data.draw(ways), data.draw(ways)
    totals = range(101)
    for old, new in zip(lines(before), lines(after), strict=True):
        assert told(before, after, old.path, totals) == brute(old, new, totals)


BANDED = [base for base in BASES if lines(base)]


@pytest.mark.parametrize("base", BANDED, ids=lambda base: base.pack)
@QUIET
@given(data=st.data())
def test_regions_agree_with_the_owners_of_any_amount(base: Policy, data: Any) -> None:
    sections = {line.path.rpartition(".")[0] for line in lines(base)}
    before, after = (data.draw(policies(base, only=sections)) for _ in range(2))
    for old, new in zip(lines(before), lines(after), strict=True):
        number = data.draw(fen_amounts([*old.table.cuts, *new.table.cuts]))
        one = range(number, number + 1)
        assert told(before, after, old.path, one) == brute(old, new, one)


@of_every_pack
@QUIET
@given(data=st.data())
def test_nothing_changes_hands_without_a_difference(base: Policy, data: Any) -> None:
    new = data.draw(policies(base))
    assert len(regions(new, new)) == 0


# a lawful policy can be worked with


def parts(kind: Kind[Any]) -> Iterator[Kind[Any]]:
    """A kind, and the kind of its parts."""
    yield kind
    if isinstance(kind, Items | Named):
        yield from parts(kind.kind)


@of_every_pack
def test_every_length_of_time_that_a_policy_takes_can_be_counted(base: Policy) -> None:
    units = ("days", "working days", "hours")
    compared = {"attendance.dismiss_consecutive_days"}  # a number of days, not a length of time
    for path, spec, _ in leaves(base):
        for kind in parts(spec.kind):
            if isinstance(kind, Whole | Quantity) and kind.unit in units and path not in compared:
                assert kind.maximum is not None, path
                assert kind.maximum <= 36_600


@pytest.mark.parametrize("flow", [f for f in workflows() if f.pack], ids=lambda flow: flow.name)
@FEW
@given(data=st.data())
def test_no_lawful_policy_makes_a_decision_an_error(flow: Workflow, data: Any) -> None:
    (base,) = [each for each in BASES if each.pack == flow.pack]
    policy = data.draw(policies(base, blanks=True))
    start = CHINA.end_of_day(CHINA.first)
    life = data.draw(histories(flow, policy, CHINA, start=start))
    event = data.draw(any_events(flow, life.case, start=start))
    answer = answered(lambda: flow.decide(life.case, event, policy, CHINA))
    assert answer is None or answer.reasons
