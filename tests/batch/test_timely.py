"""Whether something was done in time, over columns, is what the pack's question says."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules import amend, cn_calendar
from csrules.batch import Work
from csrules.batch.quick import Left
from csrules.errors import CsrulesError, InputError
from csrules.regulations import company, property_handbook
from csrules.regulations.company import columns as company_columns
from csrules.regulations.company import questions as company_questions
from csrules.regulations.property_handbook import columns, questions
from csrules.testing import calendars, instants, readings
from tests.batch.agreement import DEADLINE, OUTCOME, agree, asked
from tests.batch.limits_drawn import MICRO, column, in_zone, sharp_moments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csrules.batch import ColumnRule
    from csrules.question import Question
    from csrules.regulations.company import CompanyPolicy
    from csrules.regulations.property_handbook import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

FEW = settings(max_examples=max(3, settings().max_examples // 12))
HANDBOOK = property_handbook.policy()
WHOLE = amend(HANDBOOK, {"handover.ordinary_hours": 48})
FLAG = {"handover": "special", "answer": "complicated"}
START = {"handover": "received_at", "answer": "department_received_at"}
DONE = {"handover": "handed_over_at", "answer": "answered_at"}
CALENDARS = calendars(hours=True, zones=[None, "Asia/Shanghai", "Europe/Berlin"], most_days=60)


def around(due: Any, start: datetime) -> list[datetime | None]:
    """When something may be done: at the due instant, at the start, each by a microsecond."""
    ends = [start] if isinstance(due, CsrulesError) else [start, due.due]
    return [None, *(end + step for end in ends for step in (-MICRO, 0 * MICRO, MICRO))]


def dones(
    starts: Sequence[datetime], due: Callable[[datetime], Any]
) -> tuple[list[datetime], list[datetime | None]]:
    """Each start with every sharp moment at which it may be done."""
    pairs = [
        (start, done) for start in starts for done in around(asked(partial(due, start), {}), start)
    ]
    return [start for start, _ in pairs], [done for _, done in pairs]


@FEW
@given(st.data(), readings(company.policy()), CALENDARS)
def test_closing(data: st.DataObject, policy: CompanyPolicy, calendar: WorkCalendar) -> None:
    drawn = data.draw(st.lists(instants(calendar), min_size=1, max_size=20))
    sharp = in_zone(sharp_moments(calendar)[::9], calendar.tz)
    for known in (calendar, None):
        closing_agrees(policy, known, [*drawn, *sharp])


def closing_agrees(
    policy: CompanyPolicy, calendar: WorkCalendar | None, starts: Sequence[datetime]
) -> None:
    """Hold closing over columns against the question and the deadline, at their sharp moments."""

    def due(accepted_at: datetime) -> Any:
        return company.closing_due(policy, accepted_at, calendar)

    accepted, closed = dones(starts, due)
    table = pa.table({"accepted_at": column(accepted), "closed_at": column(closed)})
    question = company_questions.closing(calendar)
    rows = [
        {"accepted_at": start, "closed_at": done}
        for start, done in zip(accepted, closed, strict=True)
    ]
    rule = company_columns.closing(policy, calendar)
    agree(rule, OUTCOME, table, rows, lambda **row: question.ask(policy, row))
    limits = [{"accepted_at": start} for start in accepted]
    agree(company_columns.closing_due(policy, calendar), DEADLINE, table, limits, due)


def handbook(
    which: str, policy: PropertyHandbookPolicy, calendar: WorkCalendar
) -> tuple[ColumnRule, ColumnRule, Question, Callable[..., Any]]:
    """What the handbook has for transfer or answer: both rules over columns, and both functions."""
    outcome, due = getattr(columns, which), getattr(columns, f"{which}_due")
    scalar = getattr(property_handbook, f"{which}_due")
    return (
        outcome(policy, calendar),
        due(policy, calendar),
        getattr(questions, which)(calendar),
        lambda **row: scalar(policy, calendar=calendar, **row),
    )


@pytest.mark.parametrize("which", FLAG)
@FEW
@given(st.data(), readings(WHOLE), CALENDARS, st.booleans())
def test_transfer_and_answer(
    which: str,
    data: st.DataObject,
    whole: PropertyHandbookPolicy,
    calendar: WorkCalendar,
    blank: bool,
) -> None:
    policy = amend(whole, {"handover.ordinary_hours": None}) if blank else whole
    rule, due_rule, question, due = handbook(which, policy, calendar)
    flag, start_name, done_name = FLAG[which], START[which], DONE[which]
    drawn = data.draw(st.lists(instants(calendar), min_size=1, max_size=20))
    starts, done = dones(
        [*drawn, *in_zone(sharp_moments(calendar)[::9], calendar.tz)],
        lambda start: due(**{start_name: start, flag: True}),
    )
    flags = [(True, False, True, None)[place * 7 % 4] for place in range(len(starts))]
    rows = [
        {start_name: start, flag: yes, done_name: end}
        for start, yes, end in zip(starts, flags, done, strict=True)
    ]
    cells = {
        start_name: column(starts), flag: pa.array(flags, pa.bool_()), done_name: column(done)
    }  # fmt: skip
    agree(rule, OUTCOME, pa.table(cells), rows, lambda **row: question.ask(policy, row))
    limits = [{start_name: row[start_name], flag: row[flag]} for row in rows]
    agree(due_rule, DEADLINE, pa.table(cells), limits, due)


@attrs.frozen
class Own:
    """No quick form: every row is answered by the rule's own function."""

    kernel: Any

    def over(self, kinds: Any) -> Left:
        return Left(self.kernel.over(kinds).gives)


CHINA = cn_calendar(range(2024, 2026), hours="08:30-12:00,13:30-17:30")
MARCH = [datetime(2024, 3, day, 9) for day in (1, 2, 7, 8, 31)]


@pytest.mark.parametrize("which", FLAG)
def test_a_column_of_flags_that_is_not_there_says_no(which: str) -> None:
    for policy in (HANDBOOK, WHOLE):
        rule, due_rule, question, due = handbook(which, policy, CHINA)
        starts = [*MARCH, datetime(2030, 1, 1)]
        table = pa.table({START[which]: column(starts)})
        rows = [{START[which]: start} for start in starts]
        agree(rule, OUTCOME, table, rows, lambda **row: question.ask(policy, row))  # noqa: B023
        agree(due_rule, DEADLINE, table, [{**row, FLAG[which]: False} for row in rows], due)


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        (lambda name: company_columns.closing(company.policy(), closed_at=name), "closed_att"),
        (lambda name: columns.handover_due(WHOLE, CHINA, special=name), "particular"),
        (lambda name: columns.answer_due(WHOLE, CHINA, complicated=name), "komplicated"),
    ],
)
def test_a_column_that_was_named_has_to_be_there(
    rule: Callable[[str], ColumnRule], named: str
) -> None:
    source = {name: column(MARCH) for name in ("accepted_at", *START.values())}
    with pytest.raises(InputError) as caught:
        Work(rule(named)).table(pa.table(source))
    assert [fault.path for fault in caught.value.faults] == [named]


@pytest.mark.parametrize("which", FLAG)
def test_flags_that_are_all_null_are_refused_row_by_row(which: str) -> None:
    rule, _, question, _ = handbook(which, WHOLE, CHINA)
    rows = [{START[which]: start, FLAG[which]: None, DONE[which]: None} for start in MARCH]
    table = pa.table({
        START[which]: column(MARCH), FLAG[which]: pa.nulls(5), DONE[which]: pa.nulls(5),
    })  # fmt: skip
    answers = agree(rule, OUTCOME, table, rows, lambda **row: question.ask(WHOLE, row))
    assert all(isinstance(each, CsrulesError) for each in answers)


def closing_of(
    accepted: Sequence[datetime | None], closed: Sequence[datetime | None] | None
) -> list[Any]:
    """Hold `closing` without a calendar against its question for these columns."""
    policy = company.policy()
    cells = {"accepted_at": column(accepted)}
    rows: list[dict[str, Any]] = [{"accepted_at": each} for each in accepted]
    if closed is not None:
        cells["closed_at"] = column(closed) if any(closed) else pa.nulls(len(closed))
        rows = [{**row, "closed_at": done} for row, done in zip(rows, closed, strict=True)]
    rule = company_columns.closing(policy)
    return agree(rule, OUTCOME, pa.table(cells), rows,
                 lambda **row: company_questions.CLOSING.ask(policy, row))  # fmt: skip


def test_what_nobody_has_done_is_open() -> None:
    for closed in (None, [None] * 5):
        assert {str(each.outcome) for each in closing_of(MARCH, closed)} == {"open"}


def test_start_and_end_may_stand_in_two_zones() -> None:
    berlin, china = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
    starts = in_zone(MARCH, china)
    ends = [start.astimezone(berlin) + timedelta(days=6, hours=14 + n) for n, start in
            enumerate(starts)]  # fmt: skip
    assert {str(each.outcome) for each in closing_of(starts, ends)} == {"on_time", "late"}


def test_a_start_with_a_zone_and_an_end_without_one_are_refused() -> None:
    for starts, ends in ((in_zone(MARCH, CHINA.tz or ZoneInfo("UTC")), MARCH),
                         (MARCH, in_zone(MARCH, ZoneInfo("UTC")))):  # fmt: skip
        assert all(isinstance(each, CsrulesError) for each in closing_of(starts, ends))


@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Shanghai", "America/New_York"])
def test_what_was_done_in_no_year_is_refused(zone: str | None) -> None:
    last = (date.max.toordinal() - date(1970, 1, 1).toordinal() + 1) * 86_400_000_000 - 1
    done = [0, last - 86_400_000_000, last - 86_399_999_999, last, last + 1, 2**63 - 1, -(2**63)]
    table = pa.table({
        "accepted_at": pa.array([0] * len(done), pa.timestamp("us", zone)),
        "closed_at": pa.array(done, pa.timestamp("us", zone)),
    })  # fmt: skip
    rule = company_columns.closing(company.policy())
    own = Work(attrs.evolve(rule, kernel=Own(rule.kernel)), keep=False, on_error="null")
    found = Work(rule, keep=False, on_error="null").table(table)
    assert found.equals(own.table(table))
    outcomes = found.column("outcome").to_pylist()
    assert outcomes[:2] == ["on_time", "late"]
    assert outcomes[4:] == [None] * 3


def test_in_a_doubled_hour_the_second_pass_comes_after_the_first() -> None:
    first = datetime(2024, 10, 27, 2, 40, tzinfo=ZoneInfo("Europe/Berlin"))
    second = first.replace(minute=10, fold=1)
    assert str(closing_of([first, second], [second, second])[0].outcome) == "on_time"


def test_a_moment_that_looks_like_no_moment_is_not_open() -> None:
    least = pa.array([-(2**63), None], pa.timestamp("us"))
    table = pa.table({"accepted_at": column(MARCH[:2]), "closed_at": least})
    work = Work(company_columns.closing(company.policy()), keep=False, on_error="null")
    outcomes = work.table(table).to_pylist()
    assert [row["outcome"] for row in outcomes] == [None, "open"]
    assert outcomes[0]["faults"][0]["field"] == "closed_at"


def test_a_day_has_no_place_among_moments() -> None:
    table = pa.table({"accepted_at": pa.array([date(2024, 3, 1)])})
    with pytest.raises(CsrulesError, match=r"accepted_at: got 'date32.* a column of timestamps"):
        Work(company_columns.closing(company.policy())).table(table)
