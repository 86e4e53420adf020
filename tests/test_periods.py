"""Frequencies as values: what they keep, compare and refuse to carry."""

from __future__ import annotations

from datetime import date

import pytest

from csrules.limits.periods import EveryDays, EveryWorkingDay, Monthly, Quarterly, Weekly, Yearly

ALL = (
    Monthly(5), Yearly(2, 28), Quarterly(3), Weekly((0, 4)), EveryDays(3, date(2026, 1, 5)),
    EveryWorkingDay(),
)  # fmt: skip


@pytest.mark.parametrize("frequency", ALL, ids=lambda each: type(each).__name__)
def test_a_frequency_is_a_value_and_carries_nothing_else(frequency: object) -> None:
    assert hash(frequency) == hash(frequency)
    with pytest.raises(AttributeError):
        object.__setattr__(frequency, "more", 1)


def test_weekdays_are_kept_as_they_were_given() -> None:
    given = [0, 4]
    weekly = Weekly(given)
    given.append(6)
    assert weekly == Weekly((0, 4))
    assert Weekly(range(3)) == Weekly((0, 1, 2))


def test_every_working_day_is_the_same_frequency() -> None:
    assert EveryWorkingDay() == EveryWorkingDay()
