"""Who may decide an amount: the band's owner, or anyone who stands higher.

::

    >>> from csrules.regulations import company
    >>> decision = company.approver(company.policy(), "1000")
    >>> decision.role, decision.boundary, [str(role) for role in decision.may_sign]
    (<Role.SALES_MANAGER: 'sales_manager'>, True, ['sales_manager', 'deputy_gm', 'gm'])
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from csrules.citation import Answer, Reason, Text
from csrules.errors import DefinitionError, Fault, Faults, UnknownNameError, nearest
from csrules.frozen import draft_of
from csrules.money import fen, yuan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from enum import StrEnum

    from csrules.bands import BandTable

__all__ = ["Approval", "Authority", "Signature"]

R = TypeVar("R", bound="StrEnum")


@attrs.frozen
class Authority(Generic[R]):
    """Bands of amounts with the roles that own them, from the lowest rank up.

    ``roles`` owns the bands of ``table`` one by one. ``rules_of`` gives each role's rule id,
    ``titles`` its name in both languages, ``tie_rule`` the rule id that settles a cut,
    ``signing_rule`` the one that lets a higher role sign. ``ranks`` names every role from the
    lowest up, also one that owns no band and yet may sign for those below it; by default the
    owners. Raises `DefinitionError` where roles, bands and ranks do not fit together.
    """

    table: BandTable
    roles: tuple[R, ...]
    rules_of: Mapping[R, str]
    titles: Mapping[R, Text]
    tie_rule: str
    tie_text: Text
    signing_rule: str
    ranks: tuple[R, ...] = attrs.field(
        default=attrs.Factory(lambda self: self.roles, takes_self=True), kw_only=True
    )

    _starts: tuple[int, ...] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_starts", self.table.starts)
        faults = Faults()
        if len(self.roles) != len(self.table.owners):
            faults.add(Fault("roles", self.roles, "one role for each band"))
        if [role for role in self.ranks if role in self.roles] != list(self.roles):
            faults.add(Fault("ranks", self.ranks, "every owner of a band, in the bands' order"))
        faults.raise_as(DefinitionError)

    def decide(self, amount: object) -> Approval[R]:
        """Who decides ``amount`` (yuan); raises `InputError` for anything but exact money."""
        cents = fen(amount)
        draft: Any = new(_DRAFT)
        draft.role = self.roles[bisect_right(self._starts, cents)]  # as `BandTable.index`
        draft.fen = cents
        draft.authority = self
        draft.__class__ = Approval
        made: Approval[R] = draft
        return made

    def sign(self, amount: object, signer: object) -> Signature[R]:
        """Whether ``signer`` may sign for ``amount``; raises for a role that nobody declared."""
        name = str.__str__(signer) if isinstance(signer, str) else None
        if name not in self.ranks:
            mend, faults = nearest(signer, self.ranks), Faults()
            with faults:
                self.decide(amount)
            unknown = Fault("signer", signer, "a role with authority", mend)
            raise UnknownNameError(*faults.found, unknown)
        decision, role = self.decide(amount), self.ranks[self.ranks.index(name)]
        return Signature(role in decision.may_sign, role, decision)


@attrs.frozen
class Approval(Answer, Generic[R]):
    """Who decides: ``role``; what else is asked is read off the bands when somebody asks."""

    role: R
    fen: int
    authority: Authority[R] = attrs.field(repr=False, eq=False)

    @property
    def amount(self) -> Decimal:
        """The amount, in yuan."""
        return yuan(self.fen)

    @property
    def boundary(self) -> bool:
        """Whether the amount lies on a cut, which two bands of the text claim."""
        return self.authority.table.on_cut(self.fen)

    @property
    def title(self) -> Text:
        """The role's name in both languages."""
        return self.authority.titles[self.role]

    @property
    def rule(self) -> str:
        """The rule id of the band."""
        return self.authority.rules_of[self.role]

    @property
    def may_sign(self) -> tuple[R, ...]:
        """Every role that may sign for this amount, the proper one first."""
        ranks = self.authority.ranks
        return ranks[ranks.index(self.role) :]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The band, and the reading of the tie where the amount lies on a cut."""
        title = self.title
        authority = self.authority
        first, last = authority.table.span(authority.roles.index(self.role))
        low, high = yuan(first), None if last is None else yuan(last)
        amount = self.amount
        if high is None:
            band = Text(f"{amount} yuan is at least {low}", f"{amount}元不低于{low}元")
        elif first == 0:
            band = Text(f"{amount} yuan is at most {high}", f"{amount}元不超过{high}元")
        else:
            en = f"{amount} yuan lies between {low} and {high}"
            band = Text(en, f"{amount}元在{low}元至{high}元之间")
        found = [
            Reason(
                self.rule, Text(f"{band.en}: {title.en} decides", f"{band.zh}：由{title.zh}核决")
            )
        ]
        if self.boundary:
            found.append(Reason(self.authority.tie_rule, self.authority.tie_text))
        return tuple(found)


new = object.__new__
_DRAFT = draft_of(Approval)


@attrs.frozen
class Signature(Answer, Generic[R]):
    """Whether a role may sign, and who may instead."""

    allowed: bool
    signer: R
    approval: Approval[R]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The signing rule, then the reasons of the approval."""
        titles, approval = self.approval.authority.titles, self.approval
        signer, allowed = titles[self.signer], [titles[role] for role in approval.may_sign]
        if self.allowed:
            text = Text(
                f"{signer.en} may sign for {approval.amount} yuan",
                f"{signer.zh}可签核{approval.amount}元",
            )
        else:
            text = Text(
                f"{signer.en} may not sign for {approval.amount} yuan; allowed: "
                + ", ".join(title.en for title in allowed),
                f"{signer.zh}不得签核{approval.amount}元；可签核者："
                + "、".join(title.zh for title in allowed),
            )
        return (Reason(approval.authority.signing_rule, text), *approval.reasons)
