"""A mapping that nobody can change, and a quick way to make instances of frozen classes."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

__all__ = ["Frozen", "draft_of"]

_T = TypeVar("_T")


class Frozen(dict[str, Any]):
    """A `dict` whose contents are fixed; equal to a `dict` of the same items, and hashable.

    >>> data = Frozen(amount=1)
    >>> data["amount"] = 2
    Traceback (most recent call last):
        ...
    TypeError: this mapping is frozen: make a new one with {**old, ...}
    """

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this mapping is frozen: make a new one with {**old, ...}")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # dict has none; frozen, this one has
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Frozen], tuple[dict[str, Any]]]:
        return Frozen, (dict(self),)

    def __repr__(self) -> str:
        return f"Frozen({dict.__repr__(self)})"


def draft_of(cls: type[_T]) -> Any:
    """An unguarded twin of a frozen attrs class, for the few places where speed is owed.

    A frozen class pays for its guard once a field, each time it is made. The twin's fields are
    set directly; then its instance becomes one of ``cls`` and is guarded like any other::

        draft = object.__new__(_DRAFT)
        draft.role = role
        draft.__class__ = Approval
    """
    # CPython sets a field quickly only where both are object's own: they share one slot
    own = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(f"{cls.__name__}Draft", (cls,), {"__slots__": (), **own})
