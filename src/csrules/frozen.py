"""A mapping that nobody can change, for the data of cases, events and effects."""

from __future__ import annotations

from typing import Any, NoReturn

__all__ = ["Frozen"]


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
