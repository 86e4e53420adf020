"""Art. 29: Finance compares the approved and the returned quantity."""

from __future__ import annotations

from typing import Any

import pytest

from csrules.errors import InputError
from csrules.regulations.company import return_posting


@pytest.mark.parametrize(
    ("actual", "en", "zh"),
    [
        (9, "held, back to sales", "不符，暂缓并退回销售部门"),
        (10, "the account is transferred", "相符，转账"),
        (11, "held, back to sales", "不符，暂缓并退回销售部门"),
    ],
)
def test_what_follows_from_the_comparison(actual: int, en: str, zh: str) -> None:
    """000-A29-2.1."""
    found = return_posting(approved=10, actual=actual)
    assert (found.approved, found.actual, found.post) == (10, actual, actual == 10)
    assert found.explain() == f"approved 10, returned {actual}: {en} [000-A29-2.1]"
    assert found.explain("zh") == f"核准10，实退{actual}：{zh} [000-A29-2.1]"


@pytest.mark.parametrize(
    ("approved", "actual", "paths"),
    [(-1, -1, ["approved", "actual"]), (-1, 0, ["approved"]), (0, -1, ["actual"])],
)
def test_both_quantities_are_pieces_and_both_are_judged(
    approved: Any, actual: Any, paths: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        return_posting(approved=approved, actual=actual)
    assert {fault.path: fault.expected for fault in caught.value.faults} == dict.fromkeys(
        paths, "a whole number of pieces, at least 0"
    )
