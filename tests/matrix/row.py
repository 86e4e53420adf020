"""How a row of the matrix is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from csrules.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Apart", "Made", "Row", "apart", "good", "made_by"]


@attrs.frozen
class Row:
    """The arguments of a valid call, and what a parameter takes where its annotation says less."""

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    takes: Mapping[str, Any] = Frozen()
    called: Mapping[str, str] = Frozen()
    why: str = ""

    def taking(self, why: str = "", /, **hints: Any) -> Row:
        """The row with other classes for some parameters; ``why`` is owed where one is `Any`."""
        assert why or not {Any, object} & set(hints.values()), (
            f"say why nothing is refused: {hints}"
        )
        return attrs.evolve(self, takes={**self.takes, **hints}, why=why)

    def calling(self, **names: str) -> Row:
        """The row whose faults call some parameters by the name of the thing that they fill."""
        return attrs.evolve(self, called={**self.called, **names})


@attrs.frozen
class Made:
    """A class whose instances the library makes: nobody gives its arguments."""

    by: str


@attrs.frozen
class Apart:
    """What the matrix does not ask, and why."""

    why: str


def good(*args: Any, **kwargs: Any) -> Row:
    """The row of something that is called so."""
    return Row(args, kwargs)


def made_by(name: str) -> Made:
    """The row of a class of answers: the good call of ``name`` brings one."""
    return Made(name)


def apart(why: str) -> Apart:
    """The row of something that has no valid call to begin with; ``why`` says so."""
    return Apart(why)
