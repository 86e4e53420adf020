"""000 Art. 27 to 29: who approves, which amount is asked, copies and pieces."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from csrules.bands import changes
from csrules.errors import InputError
from csrules.policy import amend
from csrules.regulations import company as pack
from tests.oracle import approval
from tests.oracle import company as oracle
from tests.oracle.compare.comparing import Figure, comparison
from tests.oracle.compare.drawing import FEN

if TYPE_CHECKING:
    from tests.oracle.compare.comparing import Under

CUTS = (
    st.tuples(st.integers(1, 2_000), st.integers(1, 2_000))
    | st.tuples(st.integers(1, 10**8), st.integers(1, 10**8))
).filter(lambda cuts: cuts[0] < cuts[1])


def bands(cuts: tuple[int, int]) -> dict[str, Decimal]:
    """Two cuts in fen as a policy takes them."""
    return {"sales_manager": Decimal(cuts[0]) / 100, "deputy_gm": Decimal(cuts[1]) / 100}


def cuts_of(under: Under) -> tuple[int, int]:
    """The cuts of the policy in fen, as the oracle takes them."""
    first, second = under["approval.bands"].values()
    return int(first * 100), int(second * 100)


BANDS = Figure(bands((100_000, 500_000)), CUTS.map(bands))
NEAR = st.tuples(st.sampled_from([0, 1]), st.integers(-2, 2))
"""Which cut, and how many fen beside it."""


@comparison(
    "company", "000-A27-1.1", "000-A27-1.2", "000-A27-1.3", "000-A27-1.4", "000-A27-1.5",
    figures={"approval.bands": BANDS}, readings=("approval.tie",),
    corners=tuple(
        {"near": (0, 0), "far": fen, "beside_a_cut": False}
        for fen in (0, 99_999, 100_000, 100_001, 499_999, 500_000, 500_001)
    ),
    near=NEAR, far=FEN, beside_a_cut=st.booleans(),
)  # fmt: skip
def test_who_approves(
    under: Under, near: tuple[int, int], far: int, beside_a_cut: bool
) -> tuple[object, object]:
    cuts, tie = cuts_of(under), under["approval.tie"]
    fen = max(0, cuts[near[0]] + near[1]) if beside_a_cut else far
    amount = Decimal(fen) / 100
    answer = pack.approver(under.policy, amount)
    mine = (
        str(answer.role), answer.boundary,
        [pack.may_sign(under.policy, amount, role).allowed for role in pack.Role],
    )  # fmt: skip
    theirs = (
        approval.approver(fen, cuts, tie), approval.is_boundary(fen, cuts),
        [approval.may_sign(role, fen, cuts, tie) for role in approval.ROLES],
    )  # fmt: skip
    return mine, theirs


SMALL_CUTS = CUTS.filter(lambda cuts: cuts[1] <= 2_000)


@comparison(
    "company", "000-A27-1.4",
    figures={"approval.bands": Figure(bands((100_000, 500_000)), SMALL_CUTS.map(bands))},
    readings=("approval.tie",), before=SMALL_CUTS, tie=st.sampled_from(approval.READINGS),
)  # fmt: skip
def test_what_changes_hands(
    under: Under, before: tuple[int, int], tie: str
) -> tuple[object, object]:
    """Regions, which need no data, beside every single amount up to 21 yuan."""
    was = amend(pack.policy(), {"approval": {"tie": tie, "bands": bands(before)}})
    found = {
        fen: (str(change.before), str(change.after))
        for change in changes(was.approval.authority.table, under.policy.approval.authority.table)
        for fen in range(change.first, min(2_099, change.last or 2_099) + 1)
    }
    moved = approval.moved(range(2_100), before, tie, cuts_of(under), under["approval.tie"])
    return found, {fen: pair for pair, amounts in moved.items() for fen in amounts}


MAYBE = st.none() | FEN


@comparison(
    "company", "000-A27-1.5", readings=("approval.amount",),
    settlement=MAYBE, claimed=MAYBE, loss=MAYBE,
)  # fmt: skip
def test_which_amount_is_asked(
    under: Under, settlement: int | None, claimed: int | None, loss: int | None
) -> tuple[object, object]:
    theirs = oracle.amount_asked(under["approval.amount"], settlement, claimed, loss)
    known: dict[str, Any] = {
        name: None if fen is None else Decimal(fen) / 100
        for name, fen in (("settlement", settlement), ("claimed", claimed), ("loss", loss))
    }
    try:
        mine = pack.amount_to_approve(under.policy, **known) * 100
    except InputError:
        return None, theirs
    return mine, theirs


PIECES = st.integers(0, 20) | st.integers(0, 10**9)


@comparison("company", "000-A29-2.1", approved=PIECES, actual=PIECES, same=st.booleans())
def test_a_return_is_posted(
    under: Under, approved: int, actual: int, same: bool
) -> tuple[object, object]:
    actual = approved if same else actual
    mine = pack.return_posting(approved=approved, actual=actual).post
    return mine, oracle.posted(approved, actual)


STAGES = {"dispatched": "sent", "signed": "signed"}
HOLDERS = {"marketing": "sales"}
"""The pack calls the sales department by its other name, the catalogue's table 0.4."""


@comparison(
    "company", "000-A29-1.3", "000-A29-1.6", "000-A29-3.2", stage=st.sampled_from(sorted(STAGES))
)
def test_the_copies(under: Under, stage: str) -> tuple[object, object]:
    copies = pack.COPIES.lookup(stage=STAGES[stage])["copies"]
    mine = {int(copy): HOLDERS.get(who, who) for copy, who in copies.items()}
    certificate = dict.fromkeys(pack.CERTIFICATE_COPIES.values(), 1)
    return (mine, certificate), (oracle.SLIP_COPIES[stage], oracle.CERTIFICATE_COPIES)


@comparison("company", "000-A23-1", quality=st.booleans())
def test_two_causes(under: Under, quality: bool) -> tuple[object, object]:
    cause = pack.cause_of(quality=quality, non_quality=not quality)
    return str(cause.cause_class), oracle.CAUSES[quality, not quality]
