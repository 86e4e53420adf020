"""Art. 27: who approves a complaint's amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csrules.citation import cites
from csrules.errors import Fault, Faults, InputError
from csrules.money import fen, yuan
from csrules.regulations.company.policy import AmountBasis

if TYPE_CHECKING:
    from decimal import Decimal

    from csrules.approval import Approval, Signature
    from csrules.money import Yuan
    from csrules.regulations.company.parties import Role
    from csrules.regulations.company.policy import CompanyPolicy

__all__ = ["amount_to_approve", "approver", "may_sign"]


@cites("000-A27-1.1", "000-A27-1.2", "000-A27-1.3", "000-A27-1.4")
def approver(policy: CompanyPolicy, amount: Yuan) -> Approval[Role]:
    """Who decides a complaint of ``amount`` yuan (000-A27-1.1 to 1.4).

    Raises `InputError` unless ``amount`` is exact money, not negative, to the fen.

    >>> from csrules.regulations import company
    >>> print(company.approver(company.policy(), "1000.01").explain())
    1000.01 yuan lies between 1000.01 and 4999.99: the deputy general manager decides [000-A27-1.2]
    """
    return policy.approval.authority.decide(amount)


@cites("000-A27-1.5")
def may_sign(policy: CompanyPolicy, amount: Yuan, signer: str) -> Signature[Role]:
    """Whether ``signer`` may sign for ``amount``: a lower role may not, a higher one may.

    >>> from csrules.regulations import company
    >>> answer = company.may_sign(company.policy(), 1000, "gm")
    >>> answer.allowed
    True
    """
    return policy.approval.authority.sign(amount, signer)


@cites("000-A27-1.5")
def amount_to_approve(
    policy: CompanyPolicy,
    *,
    settlement: Yuan | None = None,
    claimed: Yuan | None = None,
    loss: Yuan | None = None,
) -> Decimal:
    """Which amount Art. 27 asks about, by the policy's reading (000-A27-1.5).

    Raises `InputError` when the amount that the reading needs is not known, or one is no money.

    >>> from csrules.regulations import company
    >>> company.amount_to_approve(company.policy(), claimed=3000)
    Decimal('3000.00')
    >>> company.amount_to_approve(company.policy(), claimed=3000, settlement=800)
    Decimal('800.00')
    """
    faults, known = Faults(), {}
    for name, amount in (("settlement", settlement), ("claimed", claimed), ("loss", loss)):
        with faults:
            known[name] = None if amount is None else yuan(fen(amount, name))
    faults.raise_as(InputError)
    basis = policy.approval.amount
    found = known[str(basis)]
    if found is None and basis is AmountBasis.SETTLEMENT:
        found = known["claimed"]
    if found is None:
        raise InputError(Fault(str(basis), None, "an amount in yuan", rule="000-A27-1.5"))
    return found
