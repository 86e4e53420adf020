"""Every rule id that a pack's code writes stands in the register."""

from __future__ import annotations

import gc
import re
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from csrules import register
from tests.regulations.sheet import modules

if TYPE_CHECKING:
    from collections.abc import Iterator

LIKE_AN_ID = re.compile(r"(?:00\d|S\d)-\S+")


def _constants(value: Any) -> Iterator[str]:
    if isinstance(value, CodeType):
        value = value.co_consts
    if isinstance(value, tuple | frozenset):
        for each in value:
            yield from _constants(each)
    elif isinstance(value, str):
        yield value


def test_every_rule_id_that_a_function_of_a_pack_names_is_a_rule() -> None:
    assert modules()  # all packs are imported
    named = {
        word
        for function in gc.get_objects()
        if isinstance(function, FunctionType)
        and str(function.__module__).startswith("csrules.regulations.")
        for word in _constants(function.__code__)
        if LIKE_AN_ID.fullmatch(word)
    }
    assert len(named) > 80, "the search finds too few"
    assert named <= {rule.id for rule in register.rules()}
