"""Long sequences of findings: the first ones are kept, the others found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csrules.study.kept import Kept, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED: list[str] = []


def again() -> Iterator[int]:
    ASKED.append("again")
    return iter(range(10))


@pytest.fixture
def ten() -> Kept[str]:
    ASKED.clear()
    return Kept(10, [0, 1, 2], str, again)


def test_it_is_the_sequence_of_all_findings(ten: Kept[str]) -> None:
    assert ten == tuple("0123456789")
    assert tuple("0123456789") == ten
    assert (len(ten), ten[-1], ten[4], list(ten)[5]) == (10, "9", "4", "5")
    assert (ten[2:5], ten[::-4], ten[8:2]) == (("2", "3", "4"), ("9", "5", "1"), ())
    assert ten != tuple("012345678")
    assert ten != tuple("012345678x")
    assert ten != 10
    with pytest.raises(IndexError):
        ten[10]


def test_what_is_kept_is_not_found_again(ten: Kept[str]) -> None:
    assert (ten[0], ten[:3], ten[2:0:-1]) == ("0", ("0", "1", "2"), ("2", "1"))
    assert ASKED == []
    assert ten[3] == "3"
    assert ASKED == ["again"]


def test_several_are_joined_without_being_found(ten: Kept[str]) -> None:
    assert joined([("a",), ("b",)]) == ("a", "b")
    assert joined([ten]) is ten
    both = joined([ten, ("x",)])
    assert ASKED == []
    assert both == (*"0123456789", "x")
