"""Studies over columns say what they say of the same rows as records, whatever the rows hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules.bands import Band, Bands
from csrules.citation import Text
from csrules.errors import UnknownNameError
from csrules.policy import amend
from csrules.question import Question
from csrules.regulations import company, office, property_handbook
from csrules.regulations.company.questions import APPROVER, closing
from csrules.regulations.office.questions import LATENESS
from csrules.regulations.property_handbook.questions import INFORMATION_SCORE, answer, handover
from csrules.study import Comparison, Sweep, compare, seek, share, sweep
from csrules.study.overcolumns import over_columns
from csrules.workcalendar import cn_calendar
from tests.study.columns import by_columns, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

CALENDAR = cn_calendar([2024], hours="08:30-12:00,13:30-17:30", unpublished="estimate")
POLICIES = {"company": company, "office": office, "handbook": property_handbook}
QUESTIONS: dict[str, tuple[str, Question]] = {
    "approver": ("company", APPROVER),
    "closing": ("company", closing(CALENDAR)),
    "closing without a calendar": ("company", closing()),
    "lateness": ("office", LATENESS),
    "information_score": ("handbook", INFORMATION_SCORE),
    "handover": ("handbook", handover(CALENDAR)),
    "answer": ("handbook", answer(CALENDAR)),
}
CHANGES: dict[str, list[dict[str, Any]]] = {
    "company": [
        {"approval.bands.sales_manager": 2000},
        {"approval.bands.sales_manager": 900, "approval.tie": "higher"},
        {"approval.amount": "loss", "closing.days": 8},
        {
            "approval.bands": Bands(
                (Band(company.Role.DEPUTY_GM, 3000_00), Band(company.Role.GM, None))
            )
        },
        {"counting.last_day": "next_working_day", "counting.day_end": "close_of_business"},
        {"counting.start_day": "counted", "closing.days": 7, "approval.tie": "lower"},
    ],
    "office": [
        {"lateness.escalation": "whole_month"},
        {"lateness.later_percent": 10, "lateness.rounding": "sum"},
        {"lateness.later_from": 2},
    ],
    "handbook": [
        {"answer.working_days": 3, "answer.working_days_end": "same_clock_time"},
        {"answer.hours_run": "wall_clock", "handover.hours": 25},
        {"handover.roll": "stop_clock", "handover.scope": "special_circumstances_only"},
        {"score.clamp": "total", "score.late_periodic": "0.2"},
        {"score.plans": 0, "score.defect": 0},
    ],
}
START = datetime(2024, 2, 7, 8, 30)
CORNERS = [
    *(START + timedelta(minutes=minutes) for minutes in (0, 210, 211, 540, 1440 * 9, 1440 * 22)),
    datetime(2024, 2, 29), datetime(2024, 3, 8), datetime(2024, 3, 8, 0, 0, 0, 1),
    datetime(2024, 12, 31, 23), datetime(1999, 1, 1), None,
]  # fmt: skip
MOMENTS = st.one_of(
    st.sampled_from(CORNERS),
    st.integers(0, 60_000).map(lambda each: START + timedelta(0, 60 * each)),
)
CENTS = st.one_of(
    st.sampled_from(
        [0, 99_999, 100_000, 100_001, 200_000, 499_999, 500_000, -1, 10**15 - 1, 10**15]
    ),
    st.integers(0, 10**6),
)
AMOUNTS = st.one_of(st.none(), CENTS.map(lambda cents: Decimal(cents).scaleb(-2)))
FLAGS = st.sampled_from([True, False, False, None])
COUNTS = st.sampled_from([0, 0, 0, 1, 2, 12, 13, 31, 32, -1, 10**7, None])
TIMES = [
    *[pa.timestamp("us")] * 4, pa.timestamp("ns"), pa.timestamp("us", "Asia/Shanghai"), pa.date32(),
]  # fmt: skip
FIELDS: dict[str, tuple[Any, list[pa.DataType]]] = {
    "amount": (AMOUNTS, [pa.decimal128(20, 2), pa.decimal256(40, 4), pa.decimal128(18, 3)]),
    "settlement": (AMOUNTS, [pa.decimal128(20, 2)]),
    "loss": (AMOUNTS, [pa.decimal128(20, 2)]),
    "base_pay": (AMOUNTS, [pa.decimal128(20, 2)]),
    **dict.fromkeys(
        ("accepted_at", "closed_at", "received_at", "handed_over_at", "department_received_at",
         "answered_at"), (MOMENTS, TIMES),
    ),
    **dict.fromkeys(("special", "complicated"), (FLAGS, [pa.bool_()])),
    **dict.fromkeys(
        ("late_days", "missing_periodic", "late_periodic", "defects", "missing_plans"),
        (COUNTS, [pa.int64(), pa.int32()]),
    ),
}  # fmt: skip
READS = {
    "approver": ("amount", "settlement", "loss"),
    "closing": ("accepted_at", "closed_at", "amount"),
    "closing without a calendar": ("accepted_at", "closed_at", "amount"),
    "lateness": ("base_pay", "late_days"),
    "information_score": ("missing_periodic", "late_periodic", "defects", "missing_plans"),
    "handover": ("received_at", "handed_over_at", "special", "amount"),
    "answer": ("department_received_at", "answered_at", "complicated", "amount"),
}


@st.composite
def tables(draw: st.DrawFn, name: str) -> pa.Table:
    """Rows of a question: some columns are not there, or of a kind that is not for them."""
    rows = draw(st.integers(0, 30))
    fields = [each for each in READS[name] if draw(st.integers(0, 9))]
    columns = {"id": pa.array(range(rows), pa.int64())}
    for each in fields:
        values, kinds = FIELDS[each]
        cells = draw(st.lists(values, min_size=rows, max_size=rows))
        odd = draw(st.integers(0, 19))
        if odd == 0:
            columns[each] = pa.array([None if cell is None else str(cell) for cell in cells])
        elif odd == 1:
            columns[each] = pa.nulls(rows)
        else:
            array = pa.array(cells, draw(st.sampled_from(kinds)))
            columns[each] = array.dictionary_encode() if odd == 2 else array
    return pa.table(columns).slice(draw(st.integers(0, 3)))


def is_refused(study: Callable[[Any], Any], table: pa.Table) -> bool:
    """Whether columns are refused for what is not there: no row of them has an answer then."""
    with by_columns():
        try:
            study(table)
        except UnknownNameError:
            pass
        else:
            return False
    try:
        by_row = study(rows_of(table))
    except UnknownNameError:
        return True
    assert not answered(by_row)
    return True


def answered(result: Any) -> bool:
    """Whether any record has an answer."""
    if isinstance(result, Comparison):
        return result.answered > 0
    points = result if isinstance(result, Sweep) else result.points
    return any(sum(point.cases.values()) for point in points)


def policies_of(pack: str, changes: list[dict[str, Any]]) -> dict[str, Any]:
    base = POLICIES[pack].policy()
    return {"now": base, **{f"p{place}": amend(base, each) for place, each in enumerate(changes)}}


@pytest.mark.parametrize("name", QUESTIONS)
@settings(max_examples=20)
@given(st.data())
def test_a_comparison_over_columns_is_the_one_over_records(name: str, data: st.DataObject) -> None:
    pack, question = QUESTIONS[name]
    table = data.draw(tables(name))
    changes = st.lists(st.sampled_from(CHANGES[pack]), min_size=1, max_size=3, unique_by=str)
    policies = policies_of(pack, data.draw(changes))
    if is_refused(lambda source: compare(source, policies, question), table):
        return
    by_row = compare(rows_of(table), policies, question)
    with by_columns():
        found = compare(table, policies, question)
    with by_columns(keep=2):
        again = compare(table.to_batches(max_chunksize=5), policies, question)
        assert found == by_row
        assert again == by_row
        assert found.tables() == by_row.tables()
    assert found.text() == by_row.text()


READINGS = {
    "approver": ["approval.tie", "approval.amount"],
    "closing": ["counting.start_day", "counting.day_end", "counting.last_day"],
    "lateness": ["lateness.escalation", "lateness.rounding"],
    "information_score": ["score.clamp"],
    "handover": ["handover.scope", "handover.roll", "handover.skips"],
    "answer": ["answer.hours_run", "answer.working_days_end"],
}


@pytest.mark.parametrize(
    ("name", "reading"), [(name, each) for name, found in READINGS.items() for each in found]
)
@settings(max_examples=4)
@given(st.data())
def test_every_reading_is_swept_over_columns_as_over_records(
    name: str, reading: str, data: st.DataObject
) -> None:
    pack, question = QUESTIONS[name]
    table, policy = data.draw(tables(name)), POLICIES[pack].policy()
    if is_refused(lambda source: sweep(source, policy, {reading: "all"}, question), table):
        return
    by_row = sweep(rows_of(table), policy, {reading: "all"}, question)
    with by_columns():
        found = sweep(table, policy, {reading: "all"}, question)
    assert found == by_row
    assert found.text("zh") == by_row.text("zh")


@settings(max_examples=10)
@given(tables("approver"), st.sampled_from(["0.05", "0.5"]))
def test_a_value_is_sought_over_columns_as_over_records(table: pa.Table, most: str) -> None:
    wish, where = share("gm", at_most=most), "approval.bands.deputy_gm"
    within = (2000, 6000, 500)
    study = partial(seek, policy=company.policy(), parameter=where, target=wish, ask=APPROVER)
    if is_refused(lambda source: study(source, within=within), table):
        return
    by_row = seek(rows_of(table), company.policy(), where, wish, APPROVER, within=within)
    with by_columns():
        found = seek(table, company.policy(), where, wish, APPROVER, within=within)
    assert found == by_row


def test_sums_of_money_that_no_machine_number_holds_are_exact() -> None:
    """Forty thousand times a fen less than ten trillion yuan are more than 2 ** 63 fen."""
    most = Decimal("9999999999999.99")
    table = pa.table({"amount": [most] * 40_000})
    policies = policies_of("company", [CHANGES["company"][0]])
    (step,) = compare(table, policies).transitions
    assert (step.cases, step.amount) == (40_000, Decimal("399999999999999600.00"))


def test_a_question_without_columns_is_put_to_each_row() -> None:
    def ask(policy: company.CompanyPolicy, record: Any) -> Any:
        return company.approver(policy, record["amount"])

    table = pa.table({"amount": [Decimal(1500), None, Decimal(300), Decimal(1500)]})
    policies = policies_of("company", [CHANGES["company"][0]])
    with by_columns():
        found = compare(table, policies, ask)
    assert found.tables() == compare(rows_of(table), policies, ask).tables()
    assert [each.row for each in found.changed] == [0, 3]


def test_policies_that_answer_alike_are_computed_once() -> None:
    """The closing days do not touch the approval."""
    now = company.policy()
    others = [amend(now, {"closing.days": days}) for days in (7, 8, 9)]
    assert len(over_columns(APPROVER, [now, *others]).forms) == 1
    assert over_columns(closing(), [now, *others]).places == (0, 1, 2, 3)


def test_rows_that_hold_the_same_are_asked_once_whatever_their_id() -> None:
    asked = []

    def ask(policy: company.CompanyPolicy, record: Any) -> Any:
        asked.append(record["id"])
        return APPROVER.ask(policy, record)

    question = attrs.evolve(APPROVER, ask=ask)
    table = pa.table({"id": range(6), "amount": [5, None, None, -1, None, -1], "x": range(6)})
    with by_columns():
        found = compare(table, policies_of("company", [CHANGES["company"][0]]), question)
    assert asked == [1, 1, 3, 3]
    assert [(each.row, each.record["id"]) for each in found.unanswered][::2] == [
        (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]  # fmt: skip


def test_a_mistake_in_the_question_goes_through_and_names_the_row() -> None:
    broken = Question("broken", Text("broken", "坏"), lambda policy, record: 1 // record["n"])
    policies = policies_of("company", [CHANGES["company"][0]])
    with by_columns(chunk=2), pytest.raises(ZeroDivisionError) as caught:
        compare(pa.table({"n": [1, 1, 1, 0]}), policies, broken)
    assert "records[3]" in caught.value.__notes__[0]
