"""Art. 27: who approves, who may sign, which amount is meant, and under which reading."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any

import pytest

from csrules import amend
from csrules.errors import InputError, PolicyError, UnknownNameError
from csrules.regulations import company
from csrules.regulations.company import Role, amount_to_approve, approver, may_promise, may_sign

POLICY = company.policy()


def under(**approval: Any) -> company.CompanyPolicy:
    return amend(POLICY, {"approval": approval})


@pytest.mark.parametrize(
    ("amount", "role", "boundary", "rule"),
    [
        ("0", "sales_manager", False, "000-A27-1.1"),
        ("999.99", "sales_manager", False, "000-A27-1.1"),
        ("1000.00", "sales_manager", True, "000-A27-1.1"),
        ("1000.01", "deputy_gm", False, "000-A27-1.2"),
        ("4999.99", "deputy_gm", False, "000-A27-1.2"),
        ("5000.00", "gm", True, "000-A27-1.3"),
        ("5000.01", "gm", False, "000-A27-1.3"),
    ],
)
def test_the_three_bands(amount: str, role: str, boundary: bool, rule: str) -> None:
    """000-A27-1.1, 000-A27-1.2, 000-A27-1.3."""
    answer = approver(POLICY, Decimal(amount))
    assert (answer.role, answer.boundary, answer.rule) == (role, boundary, rule)
    assert isinstance(answer.role, Role)
    rules = [rule, "000-A27-1.4"] if boundary else [rule]
    assert [reason.rule for reason in answer.reasons] == rules
    assert all(f"[{each}]" in answer.explain("zh") for each in rules)


@pytest.mark.parametrize(
    ("tie", "at_1000", "at_5000"),
    [
        ("inclusive_words", "sales_manager", "gm"),
        ("higher", "deputy_gm", "gm"),
        ("lower", "sales_manager", "deputy_gm"),
    ],
)
def test_the_tie(tie: str, at_1000: str, at_5000: str) -> None:
    """000-A27-1.4, R1: only 1000.00 and 5000.00 are in dispute."""
    policy = under(tie=tie)
    answers = [approver(policy, amount) for amount in (1000, 5000)]
    assert [answer.role for answer in answers] == [at_1000, at_5000]
    assert all(answer.boundary for answer in answers)
    assert policy.approval.tie.meaning.zh in answers[0].explain("zh")
    for amount in ("999.99", "1000.01", "4999.99", "5000.01"):
        assert approver(policy, amount).role == approver(POLICY, amount).role
        assert not approver(policy, amount).boundary


@pytest.mark.parametrize(
    ("amount", "allowed"),
    [
        ("1000.00", (True, True, True)), ("1000.01", (False, True, True)),
        ("4999.99", (False, True, True)), ("5000.00", (False, False, True)),
    ],
)  # fmt: skip
def test_signing(amount: str, allowed: tuple[bool, ...]) -> None:
    """000-A27-1.5: a lower role is refused, a higher one may sign."""
    assert tuple(may_sign(POLICY, amount, role).allowed for role in Role) == allowed


def test_a_refused_signature() -> None:
    """000-A27-1.5: says what is allowed instead."""
    answer = may_sign(POLICY, 5000, "deputy_gm")
    assert answer.explain().splitlines()[0] == (
        "the deputy general manager may not sign for 5000.00 yuan; allowed: the general manager "
        "[000-A27-1.5]"
    )
    assert "可签核者：总经理 [000-A27-1.5]" in answer.explain("zh")
    with pytest.raises(UnknownNameError, match="did you mean 'sales_manager'"):
        may_sign(POLICY, 5, "sales_manger")


def test_a_higher_role_signs_though_no_band_is_its_own() -> None:
    """000-A27-1.5: a company without the middle band still has its deputy GM."""
    two = under(bands=[{"owner": "sales_manager", "up_to": 1000}, {"owner": "gm"}])
    assert may_sign(two, 500, "deputy_gm").allowed
    assert not may_sign(two, 2000, "deputy_gm").allowed
    assert [str(role) for role in approver(two, 500).may_sign] == [
        "sales_manager", "deputy_gm", "gm"
    ]  # fmt: skip


def test_changed_bands() -> None:
    assert approver(under(bands={"sales_manager": 2000}), 2000).role is Role.SALES_MANAGER
    assert approver(under(bands={"sales_manager": 2000}), "2000.01").role is Role.DEPUTY_GM
    with pytest.raises(PolicyError, match="owners that rise in rank"):
        under(bands=[{"owner": "gm", "up_to": 1000}, {"owner": "sales_manager"}])
    with pytest.raises(PolicyError, match="rise from band to band"):
        under(bands={"sales_manager": 5000})


@pytest.mark.parametrize(
    ("basis", "expected"), [("settlement", "800.00"), ("claimed", "3000.00"), ("loss", "6000.00")]
)
def test_which_amount(basis: str, expected: str) -> None:
    """000-A27-1.5: by the policy's reading; money comes out with two places."""
    policy = under(amount=basis)
    found = amount_to_approve(policy, settlement=800, claimed="3000", loss=Decimal(6000))
    assert (found, str(found)) == (Decimal(expected), expected)


def test_until_the_settlement_is_known_the_claim_counts() -> None:
    """000-A27-1.5."""
    assert amount_to_approve(POLICY, claimed=3000) == 3000
    assert amount_to_approve(POLICY, claimed=3000, settlement=0) == 0
    for basis, known in (("settlement", {"loss": 5}), ("claimed", {"settlement": 5}),
                         ("loss", {"settlement": 5, "claimed": 5})):  # fmt: skip
        said = rf"^{basis}: got None .*; expected an amount in yuan \[000-A27-1\.5\]$"
        with pytest.raises(InputError, match=said):
            amount_to_approve(under(amount=basis), **known)


WRONG: list[Any] = [0.1, True, Decimal("NaN"), float("nan"), -1, "1.001", "1e3", None, [], "１"]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_only_exact_money(wrong: Any) -> None:
    """000-A27-1.1: 0 belongs here, a negative amount is refused."""
    for ask in (
        lambda: approver(POLICY, wrong),
        lambda: may_sign(POLICY, wrong, "gm"),
        lambda: may_promise(POLICY, promised=wrong, speaker="gm"),
    ):
        with pytest.raises(InputError):
            ask()


def test_wrong_amounts_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        amount_to_approve(POLICY, settlement=0.1, claimed=-1, loss=True)  # type: ignore[arg-type]  # that is the test
    assert [fault.path for fault in caught.value.faults] == ["settlement", "claimed", "loss"]


def test_the_hosts_decimal_context() -> None:
    with decimal.localcontext() as context:
        context.prec = 2
        context.traps[decimal.Inexact] = context.traps[decimal.Rounded] = True
        assert approver(POLICY, Decimal("1000.01")).role is Role.DEPUTY_GM
        assert str(amount_to_approve(POLICY, claimed="1234.56")) == "1234.56"


@pytest.mark.parametrize(
    ("speaker", "promised", "decided", "allowed"),
    [
        ("marketing", 1, None, False),  # before any decision, nobody without authority
        ("cs", 0, None, False),
        ("sales_manager", "1000.00", None, True),
        ("sales_manager", "1000.01", None, False),
        ("deputy_gm", "4999.99", None, True),
        ("deputy_gm", "5000.00", None, False),
        ("gm", 9_000_000, None, True),
        ("marketing", "800.00", 800, True),  # what was decided, no more
        ("marketing", "800.01", 800, False),
        # what was decided binds those too whose own authority covers more
        ("sales_manager", "800.01", 800, False),
        ("gm", "800.01", 800, False),
        ("gm", 800, 800, True),
        ("sales_deputy_gm", 1, None, False),
    ],
)
def test_promises(speaker: str, promised: Any, decided: Any, allowed: bool) -> None:
    """000-A25-6.1: nothing beyond the approval authority."""
    answer = may_promise(POLICY, promised=promised, speaker=speaker, decided=decided)
    assert answer.allowed is allowed
    assert "000-A25-6.1" in answer.explain()
    assert "000-A25-6.1" in answer.explain("zh")


def test_a_promise_names_who_decides() -> None:
    """000-A25-6.1."""
    answer = may_promise(POLICY, promised=3000, speaker="marketing")
    assert repr(answer) == "Promise(allowed=False)"
    assert "nothing is decided yet; the deputy general manager decides 3000.00" in answer.explain()
    beyond = may_promise(POLICY, promised=900, speaker="marketing", decided=800)
    assert beyond.explain() == "900.00 yuan is beyond the 800.00 decided [000-A25-6.1]"
    with pytest.raises(UnknownNameError, match="did you mean 'marketing'"):
        may_promise(POLICY, promised=5, speaker="marketin")
    with pytest.raises(InputError, match="decided"):
        may_promise(POLICY, promised=5, speaker="marketing", decided=-1)


@pytest.mark.parametrize(
    ("speaker", "promised", "en", "zh"),
    [
        (
            "sales_manager", "999.99",
            ["the sales department manager has the authority for 999.99 yuan [000-A25-6.1]",
             "999.99 yuan is at most 1000.00: the sales department manager decides [000-A27-1.1]"],
            ["销售部门经理对999.99元有核决权 [000-A25-6.1]",
             "999.99元不超过1000.00元：由销售部门经理核决 [000-A27-1.1]"],
        ),
        (
            "marketing", "999.99",
            ["nothing is decided yet; the sales department manager decides 999.99 yuan "
             "[000-A25-6.1]",
             "999.99 yuan is at most 1000.00: the sales department manager decides [000-A27-1.1]"],
            ["尚未核决；999.99元应由销售部门经理核决 [000-A25-6.1]",
             "999.99元不超过1000.00元：由销售部门经理核决 [000-A27-1.1]"],
        ),
    ],
)  # fmt: skip
def test_a_promise_tells_first_itself_and_then_the_authority(
    speaker: str, promised: str, en: list[str], zh: list[str]
) -> None:
    """000-A25-6.1, 000-A27-1.1."""
    answer = may_promise(POLICY, promised=promised, speaker=speaker)
    assert answer.explain().splitlines() == en
    assert answer.explain("zh").splitlines() == zh


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ({"promised": "x", "speaker": "x"}, ["speaker", "promised"]),
        ({"promised": -1, "speaker": "cs", "decided": -1}, ["promised", "decided"]),
        ({"promised": 5, "speaker": "cs", "decided": "cs"}, ["decided"]),
    ],
)
def test_what_is_wrong_with_a_promise_is_told_by_its_name(given: Any, paths: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        may_promise(POLICY, **given)
    assert [fault.path for fault in caught.value.faults] == paths


def test_bands_that_fall_in_rank_are_told_in_their_order() -> None:
    """000-A27-1.5."""
    with pytest.raises(PolicyError) as caught:
        under(bands=[{"owner": "gm", "up_to": "1000"}, {"owner": "deputy_gm"}])
    (fault,) = caught.value.faults
    assert (fault.path, fault.value) == ("approval.bands", "gm, deputy_gm")
