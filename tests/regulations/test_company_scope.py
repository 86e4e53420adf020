"""Art. 21 and 23: the number of a form, and the class of a complaint by its causes."""

from __future__ import annotations

from typing import Any

import pytest

from csrules.errors import InputError
from csrules.regulations.company import case_number, cause_of


def test_a_number_has_a_hundred_characters_at_most() -> None:
    assert case_number("9" * 100, []) == "9" * 100
    with pytest.raises(InputError, match="an identifier of 1 to 100 characters"):
        case_number("9" * 101, [])


@pytest.mark.parametrize("taken", [["6"], ["7", "6"], ["6", "7"], [" ６ ", "7"]])
def test_one_form_of_that_number_is_enough(taken: list[str]) -> None:
    """000-A21-1: wherever it stands among the others, and however wide it is written."""
    with pytest.raises(InputError) as caught:
        case_number("6", taken)
    (fault,) = caught.value.faults
    assert (fault.path, fault.value, fault.mend, fault.rule) == ("number", "6", "", "000-A21-1")


def test_a_number_is_compared_in_its_normal_form() -> None:
    """000-A21-1: an accent of its own, or one with its letter."""
    with pytest.raises(InputError) as caught:
        case_number("re\u0301-1", {"r\u00e9-1"})
    (fault,) = caught.value.faults
    assert (fault.path, fault.value) == ("number", "r\u00e9-1")


@pytest.mark.parametrize(
    ("number", "taken", "paths"),
    [
        ("", "", ["number", "taken"]),
        ("7", "7", ["taken"]),
        ("7", "2024-007", ["taken"]),  # and not: 7 is taken
        ("7", 7, ["taken"]),
        ("7", None, ["taken"]),
        ("7", [7], ["taken[0]"]),
    ],
)
def test_the_other_numbers_are_a_collection(number: str, taken: Any, paths: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        case_number(number, taken)
    assert [fault.path for fault in caught.value.faults] == paths


@pytest.mark.parametrize(
    ("quality", "non_quality", "en", "zh"),
    [
        (True, False, "its cause is the product's quality", "原因为产品质量异常"),
        (True, True, "one of its causes is the product's quality", "原因之一为产品质量异常"),
        (False, True, "no cause lies in the product's quality", "原因不在产品质量"),
    ],
)
def test_why_a_complaint_is_of_its_class(
    quality: bool, non_quality: bool, en: str, zh: str
) -> None:
    """000-A23-1."""
    found = cause_of(quality=quality, non_quality=non_quality)
    assert found.explain() == f"{en} [000-A23-1]"
    assert found.explain("zh") == f"{zh} [000-A23-1]"


def test_no_cause_at_all_is_told_with_its_rule() -> None:
    """000-A23-1."""
    with pytest.raises(InputError) as caught:
        cause_of(quality=False, non_quality=False)
    (fault,) = caught.value.faults
    assert (fault.path, fault.value, fault.expected, fault.mend, fault.rule) == (
        "cause", (False, False), "at least one cause", "", "000-A23-1"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quality", "non_quality", "told"),
    [
        (1, None, {"quality": 1, "non_quality": None}),
        (False, None, {"cause": (False, None), "non_quality": None}),
        (None, False, {"cause": (None, False), "quality": None}),
    ],
)
def test_an_open_question_is_no_cause(quality: Any, non_quality: Any, told: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        cause_of(quality=quality, non_quality=non_quality)
    assert {fault.path: fault.value for fault in caught.value.faults} == told
