"""Readings: members that are their own string and tell their meaning in both languages."""

import copy
import json
import pickle

import pytest

from csrules.bands import Tie
from csrules.reading import Reading


class Clamp(Reading):
    """Where a score stops."""

    ITEM = "item", "each item stops at zero", "每项扣至零分为止"
    TOTAL = "total", "only the total stops at zero", "仅总分扣至零分为止"


def test_a_member_is_its_own_string() -> None:
    assert "item" in {Clamp.ITEM}  # equal, and of the same hash
    assert f"{Clamp.ITEM}" == str(Clamp.ITEM) == "item"
    assert json.dumps(Clamp.TOTAL) == '"total"'
    assert Clamp("total") is Clamp.TOTAL
    assert list(Clamp) == ["item", "total"]


def test_a_member_tells_its_meaning() -> None:
    assert Clamp.ITEM.say() == "each item stops at zero"
    assert Clamp.ITEM.say("zh") == "每项扣至零分为止"
    assert Clamp.ITEM.meaning != Clamp.TOTAL.meaning


def test_a_member_without_meaning_can_still_be_a_choice() -> None:
    class Plain(Reading):
        ONE = "one"

    assert Plain.ONE.say() == Plain.ONE.say("zh") == ""


def test_members_survive_pickle_and_copy() -> None:
    assert pickle.loads(pickle.dumps(Tie.HIGHER)) is Tie.HIGHER
    assert copy.deepcopy(Tie.LOWER) is Tie.LOWER


def test_a_name_that_nobody_declared_is_no_member() -> None:
    with pytest.raises(ValueError, match="upwards"):
        Tie("upwards")
