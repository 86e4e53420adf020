"""Hostile megabytes: each is answered, or refused in few words; their time is not tested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from csrules.errors import CsrulesError
from fuzz import hostile

if TYPE_CHECKING:
    from collections.abc import Callable

DOORS = [door for door, _, _ in hostile.doors()]


def refusal(call: Callable[[Any], object], given: object) -> str:
    """What a refused call says, or nothing."""
    try:
        call(given)
    except CsrulesError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("place", range(len(DOORS)), ids=DOORS)
def test_a_hostile_input_is_answered_or_refused_in_few_words(place: int) -> None:
    _, call, inputs = list(hostile.doors())[place]
    told = {name: len(refusal(call, given)) for name, given in inputs}
    assert told
    assert {name: length for name, length in told.items() if length > 30_000} == {}


def test_an_input_is_as_large_as_it_says() -> None:
    text = hostile.filled(lambda n: f"{n},", 1000, "[", "0]")
    assert 990 < len(text) <= 1000
    assert text.startswith("[0,1,2,")
    assert text.endswith(",0]")


def test_a_refusal_is_measured_as_well_as_an_answer() -> None:
    def refusing() -> None:
        raise CsrulesError

    for call, told in ((int, "answered"), (refusing, "CsrulesError of 9 characters")):
        spent, answer = hostile.measured(call)
        assert (spent >= 0, answer) == (True, told)
