"""A few values of a field, for who tries one after the other instead of drawing them."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from hypothesis import HealthCheck, Phase, find, settings

from csrules.errors import InputError
from csrules.kinds import Choice, Day, Flag, Identifier, Kind, Moment, Money, Whole, Words
from csrules.money import fen, yuan
from csrules.testing.kind_values import values
from csrules.testing.money_amounts import cuts_of
from csrules.testing.whole_numbers import around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from typing import TypeAlias

    from csrules.forms import Field
    from csrules.policy import Policy

    Few: TypeAlias = "Callable[[Kind[Any], list[Any], datetime, Policy | None], Iterable[Any]]"

__all__ = ["few_values"]

_ONCE: Final = settings(
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
_STEPS: Final = tuple(timedelta(days=days) for days in (0, -1, 1, -8, 8))


def few_values(
    field: Field, *, near: datetime, known: Mapping[str, Any], policy: Policy | None = None
) -> tuple[Any, ...]:
    """Values of a field at which a condition may turn, the plainest first, each once.

    Those that ``known`` holds already come again, with what lies beside them: the next fen and the
    cuts of ``policy``, the next whole number; days and moments come around ``near``.

    >>> from datetime import datetime
    >>> from csrules.regulations import company
    >>> field = company.HANDLING_FORM.fields[3]
    >>> few_values(field, near=datetime(2026, 9, 1, 9), known={"defective_quantity": 3})
    (3, 2, 4)
    """
    same = [] if isinstance(field.kind, Choice | Flag) else list(_same(field, known))
    for cls in type(field.kind).__mro__:
        if cls in _FEW:
            found = _FEW[cls](field.kind, same, near, policy)
            break
    else:
        found = same or [_simplest(field.kind)]
    return tuple(value for value in dict.fromkeys(found) if _takes(field, value))


def _same(field: Field, known: Mapping[str, Any]) -> Iterable[Any]:
    """The known values that the field takes, the latest first."""
    for old in reversed(tuple(known.values())):
        if _takes(field, old):
            yield field.kind.read(old, field.name)


def _takes(field: Field, value: Any) -> bool:
    try:
        field.kind.read(value, field.name)
    except InputError:
        return False
    return True


@lru_cache(maxsize=256)
def _simplest(kind: Kind[Any]) -> Any:
    return find(values(kind), lambda _: True, settings=_ONCE)


def _money(
    kind: Kind[Any], same: list[Any], near: datetime, policy: Policy | None
) -> Iterable[Any]:
    plain = same or [_simplest(kind)]
    beside = around(*map(fen, plain), *cuts_of(policy))
    return [*plain, *(yuan(amount) for amount in beside if amount >= 0)]


def _whole(
    kind: Kind[Any], same: list[Any], near: datetime, policy: Policy | None
) -> Iterable[Any]:
    plain = same or [_simplest(kind)]
    return [*plain, *around(*plain)]


def _text(kind: Kind[Any], same: list[Any], near: datetime, policy: Policy | None) -> Iterable[Any]:
    return [*(same[:1] or ["a"]), "a", "b"]


def _day(kind: Kind[Any], same: list[Any], near: datetime, policy: Policy | None) -> Iterable[Any]:
    return [*((near + step).date() for step in _STEPS), *same]


def _moment(
    kind: Kind[Any], same: list[Any], near: datetime, policy: Policy | None
) -> Iterable[Any]:
    return [*(near + step for step in _STEPS), *same]


def _choice(
    kind: Kind[Any], same: list[Any], near: datetime, policy: Policy | None
) -> Iterable[Any]:
    return kind.choices  # type: ignore[attr-defined,no-any-return]  # a `Choice`


def _flag(kind: Kind[Any], same: list[Any], near: datetime, policy: Policy | None) -> Iterable[Any]:
    return (False, True)


_FEW: Final[dict[type[Kind[Any]], Few]] = {
    Choice: _choice,
    Day: _day,
    Flag: _flag,
    Identifier: _text,
    Moment: _moment,
    Money: _money,
    Whole: _whole,
    Words: _text,
}
"""The values of each kind with corners; of another one, those known, or its simplest."""
