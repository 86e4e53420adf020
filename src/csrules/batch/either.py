"""One of two kernels by a column of flags: a complicated problem has another limit."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from csrules.batch.quick import Left

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from csrules.batch.answers import Given
    from csrules.batch.columns import Ints
    from csrules.batch.quick import Columns, Kernel, Quick

__all__ = ["Either"]


@attrs.frozen
class Either:
    """``yes`` where the column ``flag`` is true, else ``no``; both give the same columns.

    Without the column every row is ``no``. A kernel that is None leaves its rows to the rule's own
    function, which may have no answer for them.
    """

    flag: str
    yes: Kernel | None
    no: Kernel | None

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> Quick:
        """The quick forms of both."""
        made = [_over(kernel, *kinds.items()) for kernel in (self.yes, self.no)]
        known = [quick for quick in made if quick is not None]
        gives = known[0].gives
        yes, no = (Left(gives) if quick is None else quick for quick in made)
        if kinds.get(self.flag) is None:
            return no
        return _Either(gives, self.flag, yes, no)


@attrs.frozen(eq=False)
class _Either:
    gives: tuple[Given, ...]
    flag: str
    yes: Quick
    no: Quick

    def fill(self, columns: Columns, out: Mapping[str, Ints]) -> Ints | None:
        flags, columns = columns[self.flag], columns.shared()
        no, left_no = columns.answers(self.no, out)
        yes, left_yes = columns.answers(self.yes, out)
        for name, values in out.items():
            mask = columns.once(_mask, flags, values.itemsize)
            _blend(values.view(mask.dtype), no[name], yes[name], mask)
        if left_no is None and left_yes is None:
            return None
        nothing = np.zeros(len(flags), bool)
        left: Ints = np.where(
            flags,
            nothing if left_yes is None else left_yes,
            nothing if left_no is None else left_no,
        )
        return left


@lru_cache(maxsize=64)
def _over(kernel: Any, *kinds: tuple[str, pa.DataType | None]) -> Quick | None:
    """The quick form of a kernel, one for equal kernels, so that what it gives is made once."""
    return None if kernel is None else kernel.over(dict(kinds))


def _mask(flags: Ints, size: int) -> Ints:
    """All bits where a flag is set, in whole numbers of so many bytes."""
    mask: Ints = -flags.view("i1").astype(f"i{size}")
    return mask


def _blend(into: Ints, no: Ints, yes: Ints, mask: Ints) -> None:
    """Take ``yes`` where the mask is set, else ``no``: without a branch for each row."""
    bits = no.view(mask.dtype)
    np.bitwise_xor(bits, yes.view(mask.dtype), out=into)
    into &= mask
    into ^= bits
