"""Approval over columns of money is `approver` itself, whatever the money is written in."""

from __future__ import annotations

from decimal import Context, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules import amend
from csrules.approval import Authority
from csrules.bands import Band, Bands, Tie
from csrules.batch import Fen, Work, approval
from csrules.citation import Text
from csrules.money import MAX_YUAN, yuan
from csrules.regulations import company
from csrules.regulations.company.columns import approver
from csrules.testing import cuts_of, policies
from tests.batch.agreement import APPROVAL, agree
from tests.batch.asked import quickly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csrules.regulations.company import CompanyPolicy

FEW = settings(max_examples=max(3, settings().max_examples // 10))
EXACT = Context(prec=100)
BANDS = (
    [{"owner": "gm"}],
    [{"owner": "sales_manager", "up_to": "0.01"}, {"owner": "gm"}],
    [{"owner": "sales_manager", "up_to": "1000"}, {"owner": "deputy_gm", "up_to": "1000.01"},
     {"owner": "gm"}],
    [{"owner": "sales_manager", "up_to": "9999999999999.98"},
     {"owner": "deputy_gm", "up_to": "9999999999999.99"}, {"owner": "gm"}],
)  # fmt: skip
INTEGERS = [pa.int8(), pa.int16(), pa.int32(), pa.int64()]
INTEGERS += [pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]
DECIMALS = [
    make(digits, scale)
    for make, digits in (
        (pa.decimal32, 9), (pa.decimal64, 18), (pa.decimal128, 38), (pa.decimal256, 76),
    )
    for scale in range(7)
]  # fmt: skip
DECIMALS += [pa.decimal128(38, -2), pa.decimal128(38, 25), pa.decimal256(76, 60)]


def sharp(policy: CompanyPolicy, scale: int, most: int) -> list[int]:
    """Numbers of units of 10**-scale yuan at which something changes, and their neighbours."""
    marks = [fen * 10**scale // 100 for fen in (0, *cuts_of(policy), MAX_YUAN * 100)]
    marks += [-1, 1, 99, 100, 2**63 // 100, 2**63, 2**64, 2**127, most, -most]
    near = {mark + step for mark in marks for step in (-1, 0, 1)}
    return sorted(number for number in near if -most <= number <= most)


def held(policy: CompanyPolicy, kind: pa.DataType, cells: Sequence[Any], **kwargs: Any) -> None:
    """Hold the columns against `approver` for these amounts, with a null among them."""
    cells = [*cells, None]
    table = pa.table({"amount": pa.array(cells, kind)})
    rows = [{"amount": cell} for cell in cells]
    agree(approver(policy, **kwargs), APPROVAL, table, rows)


@FEW
@given(policies(company.policy(), only=["approval"]), st.lists(st.sampled_from(DECIMALS)))
def test_decimals_of_every_width_and_scale(policy: CompanyPolicy, kinds: list[pa.DataType]) -> None:
    for kind in kinds:
        units = sharp(policy, kind.scale, 10**kind.precision - 1) if kind.scale >= 0 else [-1, 0, 7]
        cells = [Decimal(number).scaleb(-kind.scale, EXACT) for number in units]
        held(policy, kind, cells)


@pytest.mark.parametrize("kind", [*DECIMALS, *INTEGERS], ids=str)
def test_every_type_of_money(kind: pa.DataType) -> None:
    policy = company.policy()
    if kind in INTEGERS:
        low, high = (0, 2**kind.bit_width - 1)
        if kind in INTEGERS[:4]:
            low, high = -(2 ** (kind.bit_width - 1)), 2 ** (kind.bit_width - 1) - 1
        near = [number for number in sharp(policy, 0, high) if low <= number]
        held(policy, kind, [*near, low, high])
    else:
        units = sharp(policy, kind.scale, 10**kind.precision - 1) if kind.scale >= 0 else [-1, 0, 7]
        held(policy, kind, [Decimal(number).scaleb(-kind.scale, EXACT) for number in units])


@pytest.mark.parametrize("bands", BANDS, ids=len)
@pytest.mark.parametrize("tie", Tie)
def test_one_to_three_bands_under_every_reading_of_a_tie(tie: Tie, bands: Any) -> None:
    policy = amend(company.policy(), {"approval": {"tie": tie, "bands": bands}})
    units = sharp(policy, 2, 10**17)
    held(policy, pa.decimal128(19, 2), [Decimal(number).scaleb(-2) for number in units])


@FEW
@given(policies(company.policy(), only=["approval"]))
def test_fen_are_a_hundredth_of_yuan(policy: CompanyPolicy) -> None:
    fen = [*sharp(policy, 2, 2**63 - 1), -(2**63), None]
    table = pa.table({"amount": pa.array(fen, pa.int64())})
    rows = [{"amount": None if each is None else Decimal(each).scaleb(-2, EXACT)} for each in fen]
    agree(approver(policy, Fen("amount")), APPROVAL, table, rows)


def test_an_authority_alone_is_a_rule_too() -> None:
    authority = company.policy().approval.authority
    table = pa.table({"sum": [0, 1000, 1001, 5000, -1]})
    rule = approval(authority, "sum", prefix="by_")
    parts = {"role": APPROVAL["role"], "boundary": APPROVAL["boundary"]}
    rows = [{"amount": cell} for cell in table.column("sum").to_pylist()]
    agree(rule, parts, table, rows, authority.decide)


class Rank(StrEnum):
    """Five ranks, each of which may own a band."""

    CLERK = "clerk"
    LEADER = "leader"
    HEAD = "head"
    DIRECTOR = "director"
    OWNER = "owner"


@pytest.mark.parametrize("tie", Tie)
@pytest.mark.parametrize("bands", range(1, len(Rank) + 1))
def test_each_of_many_bands_has_its_owner(bands: int, tie: Tie) -> None:
    ranks, cuts = tuple(Rank)[:bands], tuple(range(100, 100 * bands, 100))
    told = dict.fromkeys(ranks, "E-1"), dict.fromkeys(ranks, Text("rank", "级别"))
    table = Bands(tuple(map(Band, ranks, (*cuts, None)))).table(tie)
    authority = Authority(table, ranks, *told, "E-2", Text("", ""), "E-3")
    fen = [cut + step for cut in (0, *cuts) for step in (-1, 0, 1)]
    work = Work(approval(authority, Fen("fen")), keep=False, on_error="null")
    found = work.table(pa.table({"fen": fen})).to_pylist()
    want = [authority.decide(yuan(each)) if each >= 0 else None for each in fen]
    assert [row["role"] for row in found] == [each and each.role for each in want]
    assert [row["boundary"] for row in found] == [each and each.boundary for each in want]


def test_without_the_boundary_only_the_role_is_given() -> None:
    work = Work(approver(company.policy(), boundary=False), keep=False)
    assert work.table(pa.table({"amount": [1000]})).to_pylist() == [{"role": "sales_manager"}]


def test_the_quick_form_answers_every_amount_that_there_is_and_no_other() -> None:
    rule, most = approver(company.policy(), Fen("amount")), MAX_YUAN * 100
    assert quickly(rule, pa.table({"amount": [0, most - 1]})) == [
        ("sales_manager", "False"),
        ("gm", "False"),
    ]
    for fen in (-1, most):
        assert quickly(rule, pa.table({"amount": [fen]})) == [None]


def test_amounts_fill_more_than_a_chunk() -> None:
    cells = [number % 7000 - (number % 11_003 == 0) for number in range(70_000)]
    held(company.policy(), pa.int64(), cells)
