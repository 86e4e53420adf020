"""What a study asks of the handbook, worked by hand: record by record, and over columns."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from csrules import amend, cn_calendar
from csrules.errors import InputError, MissingParameterError, UnknownNameError
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook.questions import (
    INFORMATION_SCORE,
    QUESTIONS,
    answer,
    handover,
)
from tests.regulations.replying import over, put

if TYPE_CHECKING:
    from csrules.question import Question

POLICY = property_handbook.policy()
CN = cn_calendar(2024)
HANDOVER, ANSWER = handover(CN), answer(CN)
WEDNESDAY, FRIDAY = datetime(2024, 3, 6, 10), datetime(2024, 3, 8, 10)
SPECIAL = {"handover.scope": "special_circumstances_only", "handover.ordinary_hours": 12}


def moments(*at: datetime | None) -> pa.Array:
    return pa.array(at, pa.timestamp("us"))


# the questions


def test_the_ready_made_question_is_the_score_in_points() -> None:
    assert QUESTIONS == (INFORMATION_SCORE,)
    unit = INFORMATION_SCORE.unit
    assert (unit.en, unit.zh, INFORMATION_SCORE.places) == ("points", "分", 1)


@pytest.mark.parametrize(
    ("question", "name", "en", "zh", "fields"),
    [
        (INFORMATION_SCORE, "information_score", "the information score", "信息考核得分",
         ("missing_periodic", "late_periodic", "defects", "late_instant", "omitted_instant",
          "missing_plans", "missing_training")),
        (HANDOVER, "handover", "was the matter transferred in time", "是否按时移交",
         ("received_at", "special", "handed_over_at")),
        (ANSWER, "answer", "was the customer answered in time", "是否按时答复",
         ("department_received_at", "complicated", "answered_at")),
    ],
)  # fmt: skip
def test_a_question_says_what_it_asks_and_what_it_reads(
    question: Question, name: str, en: str, zh: str, fields: tuple[str, ...]
) -> None:
    assert (question.name, question.text.en, question.text.zh) == (name, en, zh)
    assert question.fields == fields


def test_a_score_is_full_or_reduced() -> None:
    assert [(name, text.en, text.zh) for name, text in INFORMATION_SCORE.titles.items()] == [
        ("full", "full marks", "满分"),
        ("reduced", "points lost", "有扣分"),
    ]


# the score


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, ("full", 100)),
        ({"defects": 0, "missing_plans": 0}, ("full", 100)),
        ({"defects": 1}, ("reduced", 99)),
        ({"missing_periodic": 1, "defects": 4}, ("reduced", 91)),  # 0.5 and 4 × 0.1
        ({"late_periodic": 1, "late_instant": 1, "omitted_instant": 1}, ("reduced", 96)),
        ({"missing_plans": 2, "missing_training": 1}, ("reduced", 85)),
    ],
)
def test_the_score_of_a_year_record_by_record_and_over_columns(
    counts: dict[str, int], told: tuple[str, int]
) -> None:
    """001-IM-6.1-1 to 001-IM-6.1-7: a count that is not given is none."""
    assert put(INFORMATION_SCORE, POLICY, [counts]) == [told]
    table = pa.Table.from_pylist([{"id": 1, **counts}])
    assert over(INFORMATION_SCORE, POLICY, table) == [told]


@pytest.mark.parametrize(
    ("points", "counts", "told"),
    [
        # defects that cost nothing, and plans that have no points to lose
        ({"score.defect": 0}, {"defects": 3}, ("full", 100)),
        ({"score.plans": 0}, {"missing_plans": 0}, ("full", 90)),
        ({"score.plans": 0}, {"missing_plans": 1}, ("reduced", 90)),
    ],
)
def test_the_losses_tell_whether_points_were_lost_and_not_the_total(
    points: dict[str, int], counts: dict[str, int], told: tuple[str, int]
) -> None:
    """001-IM-6.1-3, 001-IM-6.1-6: under weights of a company's own."""
    policy = amend(POLICY, points)
    assert put(INFORMATION_SCORE, policy, [counts]) == [told]
    assert over(INFORMATION_SCORE, policy, pa.Table.from_pylist([counts])) == [told]


def test_a_year_without_a_count_is_left_to_the_question() -> None:
    table = pa.table({"defects": pa.array([2, None, -1])})
    assert over(INFORMATION_SCORE, POLICY, table) == [("reduced", 98), None, None]


@pytest.mark.parametrize(
    ("counts", "field"),
    [
        ({"missing_periodic": 13}, "missing_periodic"),
        ({"missing_periodic": 12, "late_periodic": 1}, "late_periodic"),
        ({"missing_plans": 3}, "missing_plans"),
        ({"missing_training": 2}, "missing_training"),
    ],
)
def test_more_than_a_year_has_is_refused_as_the_rule_itself_does(
    counts: dict[str, int], field: str
) -> None:
    """001-IM-6.1-2, 001-IM-6.1-6, 001-IM-6.1-7: over columns such a row is left."""
    with pytest.raises(InputError, match=rf"^information_score\.{field}: .*a year has"):
        INFORMATION_SCORE.put(POLICY, counts)
    assert over(INFORMATION_SCORE, POLICY, pa.Table.from_pylist([counts])) == [None]


# in time


@pytest.mark.parametrize(
    ("question", "start", "done", "rows"),
    [
        # 24 hours, of which the weekend is none; 12 hours
        (HANDOVER, "received_at", "handed_over_at", [
            (FRIDAY, datetime(2024, 3, 11, 10), "on_time"),
            (FRIDAY, datetime(2024, 3, 11, 10, 0, 1), "late"),
            (WEDNESDAY, datetime(2024, 3, 7, 10), "on_time"),
            (WEDNESDAY, None, "open"),
        ]),
        (ANSWER, "department_received_at", "answered_at", [
            (FRIDAY, datetime(2024, 3, 8, 22), "on_time"),
            (FRIDAY, datetime(2024, 3, 8, 22, 0, 1), "late"),
            (WEDNESDAY, None, "open"),
        ]),
    ],
    ids=["handover", "answer"],
)  # fmt: skip
def test_done_in_time_record_by_record_and_over_columns(
    question: Question, start: str, done: str, rows: list[tuple[Any, Any, str]]
) -> None:
    """001-FA-3.4-2 to 001-FA-3.4-4: the amount of a record goes with it; a null is not done yet."""
    starts, dones, outcomes = zip(*rows, strict=True)
    amounts = [Decimal("1.50"), None, Decimal(0), Decimal(7)][: len(rows)]
    table = pa.table({
        start: moments(*starts), done: moments(*dones),
        "amount": pa.array(amounts, pa.decimal128(9, 2)),
    })  # fmt: skip
    told = list(zip(outcomes, [150, None, 0, 700][: len(rows)], strict=True))
    assert put(question, POLICY, table.to_pylist()) == told
    assert over(question, POLICY, table) == told


@pytest.mark.parametrize(
    ("question", "start"),
    [(HANDOVER, "received_at"), (ANSWER, "department_received_at")],
    ids=["handover", "answer"],
)
def test_without_the_other_columns_nothing_is_done_yet(question: Question, start: str) -> None:
    """001-FA-3.4-2, 001-FA-3.4-4."""
    table = pa.table({start: moments(FRIDAY, None)})
    assert put(question, POLICY, [{start: FRIDAY}]) == [("open", None)]
    assert over(question, POLICY, table) == [("open", None), None]
    with pytest.raises(UnknownNameError, match=f"^{start}: "):
        question.put(POLICY, {})


@pytest.mark.parametrize(
    ("question", "changes", "row", "outcomes"),
    [
        # ordinary: 12 hours, to 22:00 on Wednesday; special: 24, to 10:00 on Thursday
        (HANDOVER, SPECIAL,
         {"received_at": WEDNESDAY, "handed_over_at": datetime(2024, 3, 6, 23)},
         {"special": ("late", "on_time")}),
        # two working days after Friday the 8th: to 24:00 on Tuesday the 12th
        (ANSWER, {},
         {"department_received_at": FRIDAY, "answered_at": datetime(2024, 3, 13)},
         {"complicated": ("late", "on_time")}),
    ],
    ids=["handover", "answer"],
)  # fmt: skip
def test_a_flag_gives_more_time_and_is_false_where_it_is_not_there(
    question: Question, changes: dict[str, Any], row: dict[str, Any],
    outcomes: dict[str, tuple[str, str]],
) -> None:  # fmt: skip
    """001-FA-3.4-2, 001-FA-3.4-5."""
    policy = amend(POLICY, changes)
    ((flag, (plain, flagged)),) = outcomes.items()
    rows = [row | {flag: value} for value in (False, True)]
    told = [(plain, None), (flagged, None)]
    assert put(question, policy, rows) == told
    assert over(question, policy, pa.Table.from_pylist(rows)) == told
    assert put(question, policy, [row]) == [(plain, None)]
    assert over(question, policy, pa.Table.from_pylist([row])) == [(plain, None)]


def test_an_ordinary_transfer_needs_the_companys_figure_where_the_text_has_none() -> None:
    """001-FA-3.4-2: over columns such a row is left to the question, which names the blank."""
    policy = amend(POLICY, {"handover.scope": "special_circumstances_only"})
    rows = [
        {"received_at": WEDNESDAY, "handed_over_at": datetime(2024, 3, 7, 10), "special": special}
        for special in (True, False)
    ]
    assert over(HANDOVER, policy, pa.Table.from_pylist(rows)) == [("on_time", None), None]
    with pytest.raises(MissingParameterError, match=r"handover\.ordinary_hours"):
        HANDOVER.put(policy, rows[1])
