"""The reference: an adapter made of csrules itself, which the suites compare with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from csrules.errors import InputError
from csrules.testing.conformance.contract import OPERATIONS
from csrules.testing.conformance.model import MODEL
from csrules.testing.conformance.outcomes import Declined, Invalid, Outcome
from csrules.testing.conformance.said import invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from csrules.citation import Reason

__all__ = ["Reference", "right"]


def right(operation: str, given: Mapping[str, Any]) -> tuple[Outcome, tuple[Reason, ...]]:
    """The right outcome of a question, and why it is.

    >>> outcome, why = right("may_sign", {"amount": "1000.01", "role": "sales_manager"})
    >>> outcome.kind, outcome.content[0]
    ('refused', '000-A27-1.5')
    >>> print(why[0])
    the sales department manager may not sign for 1000.01 yuan; allowed: the deputy general manager,
    the general manager [000-A27-1.5]
    """
    try:
        values = OPERATIONS[operation].read(given)
    except InputError as error:
        said = invalid(error)
    else:
        said = MODEL[operation](**values)
    return said.outcome, said.why


class Reference:
    """csrules behind the contract: one method for each operation.

    >>> Reference().approver(amount="5000.00")
    'gm'
    >>> Reference().information_score(missing_periodic=13)
    Traceback (most recent call last):
        ...
    csrules.testing.conformance.outcomes.Invalid: missing_periodic
    """

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        if operation not in OPERATIONS:
            raise AttributeError(operation)
        return partial(_answered, operation)


def _answered(operation: str, /, **given: Any) -> Any:
    outcome, _ = right(operation, given)
    if outcome.kind == "refused":
        raise Declined(*outcome.content)
    if outcome.kind == "invalid":
        raise Invalid(*outcome.content)
    return outcome.content
