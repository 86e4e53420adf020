"""A kernel whose answers come down to one of a few words, which stand in a column of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from csrules.batch.answers import Given, codes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

    from csrules.batch.columns import Ints
    from csrules.batch.quick import Columns, Quick

__all__ = ["OutcomeKernel"]


@attrs.frozen
class OutcomeKernel:
    """``kernel`` with a column ``outcome`` beside its own.

    ``says`` tells the word of an answer, ``code(kernel, columns, out)`` the words of a chunk by
    their places in ``words``, from the columns that were read and the answers.
    """

    kernel: Any  # a Kernel, of the class that `code` knows
    words: tuple[str, ...]
    says: Callable[[Any], str]
    code: Callable[[Any, Mapping[str, Ints], Mapping[str, Ints]], Ints]

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> Quick:
        """The quick form of the kernel, with the outcome."""
        quick = self.kernel.over(kinds)
        return _Told((*quick.gives, codes("outcome", self.words, self.says)), quick, self)


@attrs.frozen(eq=False)
class _Told:
    gives: tuple[Given, ...]
    quick: Quick
    of: OutcomeKernel

    def fill(self, columns: Columns, out: Mapping[str, Ints]) -> Ints | None:
        own = {name: values for name, values in out.items() if name != "outcome"}
        left = self.quick.fill(columns, own)
        out["outcome"][:] = self.of.code(self.of.kernel, columns, own)
        return left
