"""Art. 27: who decides, who may sign, at every cut, one fen below and above it."""

from __future__ import annotations

from tests.oracle.approval import READINGS, ROLES, approver, fen, may_sign
from tests.oracle.vectors.cases import BAD_MONEY, Book, Json, answer, each, invalid, refused

RULE_OF = {
    "sales_manager": "000-A27-1.1",
    "deputy_gm": "000-A27-1.2",
    "gm": "000-A27-1.3",
}
CUTS = (("1000", "5000"), ("2000.00", "5000.00"), ("999.99", "1000.00"), ("0.01", "0.02"))
PLAIN = ("0", "0.01", "1", "250.50", "3000", "3000.00", "12345.67", "999999.99", "9999999999999.99")
WRITTEN: tuple[Json, ...] = (
    0, 999, 1000, 4999, 5001, 9999999999999, "0001000.00", "00005000", "1000.0", "0999.99",
)  # fmt: skip
"""Amounts as whole numbers, and as text with leading zeros."""
WRITTEN_LIMITS: tuple[dict[str, Json], ...] = (
    {"sales_manager_limit": 1000, "deputy_gm_limit": 5000},
    {"sales_manager_limit": "001000.00", "deputy_gm_limit": "0005000"},
)


def neighbours(cut: str) -> list[str]:
    """A cut with the amounts one fen below and above, as text."""
    cents = int(fen(cut))
    near = (cents - 1, cents, cents + 1)
    return [f"{one // 100}.{one % 100:02d}" for one in near if one >= 0]


def question(amount: str, cuts: tuple[str, str], tie: str) -> dict[str, Json]:
    """What is asked; the limits and the reading that bind are left out."""
    given: dict[str, Json] = {"amount": amount}
    if cuts != CUTS[0]:
        given |= {"sales_manager_limit": cuts[0], "deputy_gm_limit": cuts[1]}
    return given if tie == READINGS[0] else given | {"tie": tie}


def book() -> Book:
    """Every vector of the capability."""
    found = Book("approval")
    for cuts in CUTS:
        amounts = each([*neighbours(cuts[0]), *neighbours(cuts[1]), *PLAIN])
        low, high = int(fen(cuts[0])), int(fen(cuts[1]))
        for tie in READINGS:
            for amount in amounts:
                given, cents = question(amount, cuts, tie), fen(amount)
                owner = approver(cents, (low, high), tie)
                tied = ("000-A27-1.4",) if cents in (low, high) else ()
                found.add("approver", given, answer(owner), RULE_OF[owner], *tied)
                for role in ROLES:
                    signs = may_sign(role, cents, (low, high), tie)
                    expect = (
                        answer(True) if signs else refused(RULE_OF[owner], "000-A27-1.5", *tied)
                    )
                    found.add("may_sign", {**given, "role": role}, expect, "000-A27-1.5", *tied)
    ties = ("inclusive", "INCLUSIVE_WORDS", "", None, 1, "upper")
    roles = ("clerk", "GM", "总经理", "", None, 3, "deputy gm", "gm ")
    cuts_bad = BAD_MONEY[:9]
    bad = {"amount": BAD_MONEY, "tie": ties, "sales_manager_limit": cuts_bad}
    found.faults("approver", {"amount": "3000.00"}, bad, "000-A27-1.4")
    right = {"amount": "3000.00", "role": "gm"}
    found.faults("may_sign", right, {"role": roles, **bad}, "000-A27-1.5")
    for lower, upper in (("5000", "1000"), ("1000", "1000.00"), ("0", "5000"), ("0.00", "0.00")):
        for operation, asked in (("approver", {"amount": "1.00"}), ("may_sign", right)):
            given = {**asked, "sales_manager_limit": lower, "deputy_gm_limit": upper}
            expect = invalid("sales_manager_limit", "deputy_gm_limit")
            found.add(operation, given, expect, "000-A27-1.4")
    for amount in WRITTEN:
        owner = approver(fen(str(amount)), (1000_00, 5000_00), READINGS[0])
        found.add("approver", {"amount": amount}, answer(owner), RULE_OF[owner])
        for limits in WRITTEN_LIMITS:
            asked = {"amount": amount, "role": "gm", **limits}
            found.add("may_sign", asked, answer(True), "000-A27-1.5")
    return found
