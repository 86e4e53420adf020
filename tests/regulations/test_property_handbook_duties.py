"""001 IM 4.1, 4.3, 4.4, 5.1: what comes back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from csrules.errors import InputError
from csrules.policy import amend
from csrules.recurrence import Duty
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    PropertyHandbookPolicy,
    annual_plan,
    check_edition,
    data_check,
    duties,
    mailbox_duty,
    mailbox_reads,
    monthly_edition,
    monthly_feedback,
    monthly_report,
    training_outline,
)
from csrules.workcalendar import cn_calendar

POLICY = property_handbook.policy()
CALENDAR = cn_calendar(range(2024, 2027))
YEAR = (date(2024, 1, 1), date(2024, 12, 31))
Maker = Callable[[PropertyHandbookPolicy], Duty]


def month(number: int) -> tuple[date, date]:
    return date(2024, number, 1), date(2024, number, 28)


@pytest.mark.parametrize(
    ("make", "rule", "day"),
    [
        (monthly_report, "001-IM-4.1-1", 10),
        (monthly_feedback, "001-IM-4.1-1", 20),
        (monthly_edition, "001-IM-5.1-1", 20),
    ],
)
def test_by_a_day_of_the_month_inclusive_and_without_roll(make: Maker, rule: str, day: int) -> None:
    (due,) = make(POLICY).due_dates(*month(3))  # 10 March 2024 is a Sunday
    assert (due.rule, due.first, due.last) == (rule, date(2024, 2, 1), date(2024, 2, 29))
    assert due.deadline.due == datetime(2024, 3, day + 1)
    assert due.deadline.met(datetime(2024, 3, day + 1))
    assert not due.deadline.met(datetime(2024, 3, day + 1, 0, 0, 1))
    assert len(make(POLICY).due_dates(*YEAR)) == 12


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({"dates.by_day": "before"}, datetime(2024, 3, 10)),
        ({"dates.by_day_ends": "next_working_day"}, datetime(2024, 3, 12)),
        ({"reports.monthly_day": 12}, datetime(2024, 3, 13)),
    ],
)
def test_the_other_readings_of_the_tenth(changes: dict[str, Any], due: datetime) -> None:
    (found,) = monthly_report(amend(POLICY, changes)).due_dates(*month(3), CALENDAR)
    assert found.deadline.due == due


@pytest.mark.parametrize(
    ("make", "rule", "last"),
    [
        (annual_plan, "001-IM-4.1-11", date(2024, 1, 15)),
        (training_outline, "001-IM-4.1-12", date(2024, 1, 31)),
    ],
)
def test_once_a_year_inclusive(make: Maker, rule: str, last: date) -> None:
    (due,) = make(POLICY).due_dates(*YEAR)
    assert (due.rule, due.deadline.last_day) == (rule, last)
    assert due.deadline.met(datetime(2024, 1, last.day, 23, 59))


def test_any_day_in_january_stays_any_day_under_the_strict_reading() -> None:
    (due,) = training_outline(amend(POLICY, {"dates.by_day": "before"})).due_dates(*YEAR)
    assert due.deadline.last_day == date(2024, 1, 31)


def test_routine_data_are_checked_each_quarter() -> None:
    """001-IM-4.3-4."""
    dues = data_check(POLICY, "sales").due_dates(*YEAR)
    assert [str(due.deadline.last_day) for due in dues] == [
        "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]  # fmt: skip
    assert (dues[0].duty, dues[0].rule) == ("data_check:sales", "001-IM-4.3-4")
    with pytest.raises(InputError, match="department"):
        data_check(POLICY, " ")


def test_a_quarter_ends_as_the_days_of_the_company_do() -> None:
    """001-IM-4.3-4, R7: with the last day, or with its close of business."""
    closing = amend(POLICY, {"dates.day_end": "close_of_business"})
    hours = cn_calendar(2024, hours="08:30-12:00,13:30-17:30")
    (_, _, due, _) = data_check(closing, "sales").due_dates(*YEAR, hours)
    assert due.deadline.due == datetime(2024, 9, 30, 17, 30)


def test_the_duties_together() -> None:
    assert [duty.name for duty in duties(POLICY)] == [
        "monthly_report", "monthly_feedback", "monthly_edition", "annual_plan",
        "training_outline", "mailbox"]  # fmt: skip


class TestMailbox:
    """001-IM-4.4.4-2."""

    def test_only_working_days(self) -> None:
        dues = mailbox_duty(POLICY).due_dates(date(2024, 3, 8), date(2024, 3, 11), CALENDAR)
        assert [(due.first.day, due.rule) for due in dues] == [
            (8, "001-IM-4.4.4-2"), (11, "001-IM-4.4.4-2")]  # fmt: skip

    def test_twice_a_day(self) -> None:
        reads = [datetime(2024, 3, 8, 9), datetime(2024, 3, 8, 16), datetime(2024, 3, 9, 9),
                 datetime(2024, 3, 11, 9)]  # fmt: skip
        found = mailbox_reads(POLICY, reads, date(2024, 3, 8), date(2024, 3, 11), CALENDAR)
        assert (found.short, found.days, found.met) == (((date(2024, 3, 11), 1),), 2, False)
        assert found.explain() == "2024-03-11: read 1 of 2 times [001-IM-4.4.4-2]"
        assert found.explain("zh") == "2024-03-11：查看1次，应2次 [001-IM-4.4.4-2]"
        met = mailbox_reads(POLICY, reads, date(2024, 3, 8), date(2024, 3, 10), CALENDAR)
        assert met.met
        assert met.explain() == "read 2 times or more on each of 1 working day [001-IM-4.4.4-2]"
        assert met.explain("zh") == "1个工作日均查看至少2次 [001-IM-4.4.4-2]"

    def test_the_same_moment_is_read_once(self) -> None:
        reads = [datetime(2024, 3, 8, 9)] * 2
        found = mailbox_reads(POLICY, reads, date(2024, 3, 8), date(2024, 3, 8), CALENDAR)
        assert found.short == ((date(2024, 3, 8), 1),)

    def test_bad_moments(self) -> None:
        with pytest.raises(InputError, match=r"reads\[0\]"):
            mailbox_reads(POLICY, [date(2024, 3, 8)], *month(3), CALENDAR)  # type: ignore[list-item]
        aware = datetime(2024, 3, 8, 9, tzinfo=UTC)
        with pytest.raises(InputError, match="naive") as caught:
            mailbox_reads(POLICY, [aware, datetime(2024, 3, 8, 9), aware], *month(3), CALENDAR)
        assert [fault.path for fault in caught.value.faults] == ["reads[0]", "reads[2]"]


@pytest.mark.parametrize(
    ("mailed_to", "on_page", "en", "zh"),
    [
        (["a", "b"], True, "mailed to every department and posted", "已邮件发各部门并登在网页上"),
        (["b"], True, "not mailed to a", "未邮件发送：a"),
        (["a", "b"], False, "not posted on the page", "未登在信息网页上"),
    ],
)
def test_an_edition_goes_by_mail_and_onto_the_page(
    mailed_to: list[str], on_page: bool, en: str, zh: str
) -> None:
    """001-IM-5.1-1: both ways, to every department."""
    found = check_edition(["a", "b"], mailed_to=mailed_to, on_page=on_page)
    assert found.complete is (on_page and mailed_to == ["a", "b"])
    assert found.explain() == f"{en} [001-IM-5.1-1]"
    assert found.explain("zh") == f"{zh} [001-IM-5.1-1]"


def test_an_edition_tells_everything_that_is_missing() -> None:
    """001-IM-5.1-1."""
    lacking = check_edition(["a", "b"], mailed_to=["a"], on_page=False)
    assert (lacking.not_mailed, lacking.complete, len(lacking.reasons)) == (("b",), False, 2)


@pytest.mark.parametrize(
    ("departments", "mailed_to", "on_page", "paths"),
    [
        (["a"], ["a"], 1, ["on_page"]),
        ("ab", "ab", True, ["departments", "mailed_to"]),
        (["a", " "], ["", "b"], True, ["departments[1]", "mailed_to[0]"]),
        ([" "], ["a"], "yes", ["departments[0]", "on_page"]),
    ],
)
def test_a_bad_edition_is_refused_at_once(
    departments: Any, mailed_to: Any, on_page: Any, paths: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        check_edition(departments, mailed_to=mailed_to, on_page=on_page)
    assert [fault.path for fault in caught.value.faults] == paths


def test_a_text_alone_is_no_list_of_names() -> None:
    departments: Any = "sales"
    with pytest.raises(InputError) as caught:
        check_edition(departments, mailed_to=["sales"], on_page=True)
    (fault,) = caught.value.faults
    assert fault.expected == "a list of 0 to 1000000, an identifier of 1 to 200 characters"
    assert fault.mend == "give a list, which has an order"


def test_an_edition_takes_any_collection_of_more_than_a_thousand_names() -> None:
    assert check_edition(["a"], mailed_to={"a": 1}, on_page=True).complete
    many = [f"department {number}" for number in range(1001)]
    assert check_edition(many, mailed_to=set(many), on_page=True).complete
