"""Arrow columns out of whole numbers: money without a float in between, moments, names."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from csrules.kinds import Whole

if TYPE_CHECKING:
    from examples.three_years.days import Bools, Ints

__all__ = ["generator", "moments", "money", "names"]


def generator(seed: int, *stream: int) -> np.random.Generator:
    """The random numbers of one stream under a seed; raises `InputError` for no seed."""
    entropy = Whole(minimum=0).read(seed, "seed")
    return np.random.default_rng(np.random.SeedSequence(entropy, spawn_key=stream))


def money(fen: Ints, precision: int) -> pa.Array:
    """Fen from 0 on as exact yuan, ``decimal128(precision, 2)``."""
    words = np.zeros((len(fen), 2), np.int64)
    words[:, 0 if sys.byteorder == "little" else 1] = fen
    kind = pa.decimal128(precision, 2)
    return pa.Array.from_buffers(kind, len(fen), [None, pa.py_buffer(words)])


def moments(seconds: Ints, missing: Bools | None = None) -> pa.Array:
    """Seconds since 1970 as naive ``timestamp[us]``, null where ``missing``."""
    return pa.array(seconds * 1_000_000, pa.timestamp("us"), mask=missing)


def names(prefix: str, numbers: Ints, digits: int) -> pa.Array:
    """Such as ``KS-0000001``: the prefix and a number with leading zeros."""
    padded = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), digits, padding="0")
    return pc.binary_join_element_wise(pa.scalar(prefix), padded, pa.scalar(""))
