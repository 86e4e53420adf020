"""Policies, changes and readings of every pack: lawful, real, and reaching every leaf."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.kinds import Choice
from csrules.policy import Policy, amend, diff, fingerprint, leaves, needed, write
from csrules.reading import Reading
from csrules.regulations import company, department, office, property_handbook
from csrules.testing import changes, policies, readings
from tests.demo import Demo
from tests.testing.drawing import CALM, drawn, simplest

BASES: list[Policy] = [
    company.policy(),
    department.policy(),
    office.policy(),
    property_handbook.policy(),
    Demo(),
]
of_every_pack = pytest.mark.parametrize("base", BASES, ids=lambda base: base.pack)


@of_every_pack
@CALM
@given(data=st.data())
def test_a_change_is_lawful_and_real_in_each_part(base: Policy, data: Any) -> None:
    change = data.draw(changes(base))
    new = amend(base, change)
    assert type(new) is type(base)
    assert {difference.path for difference in diff(base, new)} == set(change)
    assert amend(base, write(new)) == new
    assert (fingerprint(new) == fingerprint(base)) is (not change)


@of_every_pack
@CALM
@given(data=st.data())
def test_no_more_than_most_leaves_change(base: Policy, data: Any) -> None:
    new = data.draw(policies(base, most=2, blanks=False))
    assert len(diff(base, new)) <= 2
    blanks = {path for path, spec, value in leaves(base) if spec.blank and value is None}
    assert not blanks & {difference.path for difference in diff(base, new)}


@of_every_pack
@CALM
@given(data=st.data())
def test_every_blank_is_filled_when_asked(base: Policy, data: Any) -> None:
    new = data.draw(policies(base, blanks=True, most=1))
    blanks = [path for path, spec, _ in leaves(base) if spec.blank]
    assert all(value is not None for value in needed(new, *blanks))


@CALM
@given(policies(company.policy(), only=["approval"]))
def test_only_what_is_named_changes(new: company.CompanyPolicy) -> None:
    assert {each.path.partition(".")[0] for each in diff(BASES[0], new)} <= {"approval"}


@of_every_pack
def test_every_leaf_changes_sooner_or_later(base: Policy) -> None:
    met = {path for change in drawn(changes(base), 600) for path in change}
    assert met == {path for path, _, _ in leaves(base)}


@CALM
@given(readings(company.policy()))
def test_only_readings_are_read_otherwise(new: company.CompanyPolicy) -> None:
    kinds = {path: spec.kind for path, spec, _ in leaves(new)}
    for each in diff(BASES[0], new):
        kind = kinds[each.path]
        assert isinstance(kind, Choice)
        assert issubclass(kind.members, Reading)


@of_every_pack
def test_every_reading_comes_up(base: Policy) -> None:
    met: dict[str, set[object]] = {}
    for new in drawn(readings(base), 200):
        for path, _, value in leaves(new):
            met.setdefault(path, set()).add(value)
    for path, spec, _ in leaves(base):
        if isinstance(spec.kind, Choice) and issubclass(spec.kind.members, Reading):
            lawful = set(spec.kind.members)
            if path == "handover.roll":
                lawful -= {"none"}  # 001-FA-3.4-3 rolls: the policy refuses it
            assert met[path] == lawful


def test_one_cut_is_changed_by_its_owner_and_all_bands_anew() -> None:
    raws = [
        change["approval.bands"]
        for change in drawn(changes(company.policy(), only=["approval.bands"]))
        if change
    ]
    assert any(isinstance(raw, dict) for raw in raws)
    assert any(isinstance(raw, list) for raw in raws)


def test_a_filled_blank_may_become_blank_again() -> None:
    filled = amend(company.policy(), {"overdue.report_to": "the office"})
    met = drawn(changes(filled, only=["overdue"]), 200)
    assert {"overdue.report_to": None} in met
    assert {"overdue.report_to": None} not in drawn(
        changes(filled, only=["overdue"], blanks=True), 200
    )


def test_shrinking_leaves_only_the_leaf_that_matters() -> None:
    base = property_handbook.policy()
    new = simplest(policies(base), lambda policy: policy.incidents.amount > Decimal(5000))
    assert [each.path for each in diff(base, new)] == ["incidents.amount"]
    assert new.incidents.amount <= 5001
    assert simplest(policies(base), lambda _: True) == base
    assert simplest(readings(base), lambda _: True) == base
