"""Office, sections 1 to 7 without attendance: records, conduct, customers, pay, reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from csrules.errors import InputError, MissingParameterError, UnknownNameError
from csrules.policy import amend
from csrules.regulations import office
from csrules.regulations.office.conduct import Penalty
from csrules.workcalendar import cn_calendar

POLICY = office.policy()


def test_every_call_has_its_work_record_s2_03_01() -> None:
    found = office.work_records(
        ["C1", "C2", "C3"],
        [{"call": "C1", "kind": "enquiry"}, {"call": "C3", "kind": "complaint", "note": "own"}],
    )
    assert (found.recorded, found.missing, found.complete) == (("C1", "C3"), ("C2",), False)
    assert found.explain() == "2 of 3 calls with a work record; without: C2 [S2-03-01]"
    with pytest.raises(InputError) as caught:
        office.work_records([], [{"call": "C1"}, {"kind": "chat", "call": "C2"}])
    assert len(caught.value.faults) == 2
    assert office.WORK_RECORD.rules == ("S2-03-01",)


@pytest.mark.parametrize(("length", "passes"), [(99, True), (100, True), (101, False)])
def test_a_call_is_named_as_in_its_record_s2_03_01(length: int, passes: bool) -> None:
    """S2-03-01: the longest name of a call is the longest that its record takes."""
    name = "C" * length
    assert (not office.WORK_RECORD.check({"call": name, "kind": "enquiry"}).faults) is passes
    if passes:
        assert office.work_records([name], []).missing == (name,)
    else:
        with pytest.raises(InputError, match=r"^calls\[0\]: .*1 to 100 characters"):
            office.work_records([name], [])


@pytest.mark.parametrize(
    ("seconds", "allowed"), [(0, True), (179, True), (180, True), (181, False)]
)
def test_private_calls_of_three_minutes_are_tolerated_s2_03_04(seconds: int, allowed: bool) -> None:
    """S2-03-04."""
    found = office.permitted(POLICY, "private_call", seconds=seconds)
    assert found.allowed is allowed
    assert found.penalty == (None if allowed else Penalty.UNSPECIFIED)
    assert f"{seconds // 60}:{seconds % 60:02d}" in found.explain()
    assert found.explain("zh").endswith(("容许 [S2-03-04]", "违规 [S2-03-04]")[not allowed])


@pytest.mark.parametrize(
    ("activity", "penalty"),
    [
        ("private_visitor", "unspecified"),
        ("other_unrelated", "unspecified"),
        ("information_line", "unspecified_severe"),
        ("unrelated_web_site", "unspecified_severe"),
        ("game", "unspecified_severe"),
    ],
)
def test_nothing_unrelated_to_work_s2_03_04(activity: str, penalty: str) -> None:
    """S2-03-04."""
    found = office.permitted(POLICY, activity)
    assert (found.allowed, found.penalty) == (False, penalty)


def test_work_is_allowed_and_only_calls_are_measured() -> None:
    assert office.permitted(POLICY, "work").allowed
    with pytest.raises(InputError, match=r"^seconds: .*a whole number of seconds, at least 0"):
        office.permitted(POLICY, "private_call")
    with pytest.raises(UnknownNameError, match="did you mean 'private_call'"):
        office.permitted(POLICY, "private_cal")


@pytest.mark.parametrize(
    ("activity", "seconds", "paths", "rule"),
    [
        ("game", 3, ["seconds"], "S2-03-04"),  # nothing but a call is measured
        ("game", "game", ["seconds"], "S2-03-04"),
        ("private_call", "private_call", ["seconds"], ""),
        ("gamee", "gamee", ["activity", "seconds"], ""),
    ],
)
def test_what_is_wrong_with_an_activity_is_told_by_its_name(
    activity: str, seconds: Any, paths: list[str], rule: str
) -> None:
    """S2-03-04."""
    with pytest.raises(InputError) as caught:
        office.permitted(POLICY, activity, seconds=seconds)
    faults = caught.value.faults
    assert ([fault.path for fault in faults], faults[0].rule) == (paths, rule)


QUALITIES = (  # S2-03-02 (二·2), S2-03-08 (四·1 to 四·4): no word of the text is lost
    ("asks_first", "takes the initiative to know the customer's situation fully",
     "主动全面了解客户情况"),
    ("insight", "keen insight", "敏锐的洞察力"),
    ("dedication", "dedication", "敬业精神"),
    ("appearance", "sound mind, neat appearance, good habits", "心智健全、仪表整洁、习惯良好"),
    ("integrity", "a kind smile, full enthusiasm, integrity", "微笑亲切、热情饱满、品质正直"),
    ("relations", "wide relationships, a good self-image", "人际关系广泛、自我形象良好"),
    ("knowledge", "deep knowledge of the company's products and services",
     "深入了解公司的产品和服务"),
)  # fmt: skip


def test_checklists_name_their_rules() -> None:
    assert office.CONDUCT.rules == ("S2-03-02", "S2-03-09")
    assert office.COMPLAINT_TALK.rules == ("S2-03-05",)
    assert office.PERSONAL_QUALITIES.rules == ("S2-03-08",)
    said = {
        item.name: item.text for item in (*office.CONDUCT.items, *office.PERSONAL_QUALITIES.items)
    }
    for name, en, zh in QUALITIES:
        assert (said[name].en, said[name].zh) == (en, zh)
    marked = office.COMPLAINT_TALK.mark({"no_argument": True, "true_cause": False})
    assert [item.name for item in marked.unanswered] == ["desired_result"]
    missing = office.COMPLAINT_FINDINGS.check({"true_cause": "late delivery"}).missing
    assert [each.name for each in missing] == ["desired_result"]


def test_customer_records_are_complete_by_the_companys_fields_s2_03_06() -> None:
    with pytest.raises(MissingParameterError, match=r"customers\.record_fields"):
        office.customer_record(POLICY, {})
    own = amend(POLICY, {"customers.record_fields": ["name", "phone", "address"]})
    found = office.customer_record(own, {"name": "Li", "phone": " ", "fax": "1"})
    assert found.missing == ("phone", "address")
    assert office.customer_record(own, {"name": "a", "phone": "b", "address": "c"}).complete
    assert office.feedback_to("customer_opinion").recipient == "sales_department"
    assert "[S2-03-06]" in office.feedback_to("market_information").explain("zh")


def test_offers_recur_by_the_companys_interval_s2_03_07() -> None:
    """S2-03-07."""
    last = date(2024, 3, 1)
    with pytest.raises(MissingParameterError, match="offer_interval_days"):
        office.offer_due(POLICY, last_offer=last, as_of=last)
    own = amend(POLICY, {"customers.offer_interval_days": 30})
    due = [
        office.offer_due(own, last_offer=last, as_of=date(2024, 3, day)).is_due for day in (30, 31)
    ]
    assert due == [False, True]
    found = office.offer_due(own, last_offer=last, as_of=date(2024, 3, 31))
    assert str(found.deadline) == "24:00 on 31 March 2024"
    counted = amend(own, {"counting.start_day": "counted"})
    assert office.offer_due(counted, last_offer=last, as_of=date(2024, 3, 30)).is_due
    rolled = amend(own, {"counting.last_day": "next_working_day"})  # 31 March is a Sunday
    calendar = cn_calendar(2024)
    moved = office.offer_due(rolled, last_offer=last, as_of=last, calendar=calendar)
    assert (moved.due, "every 30 days" in moved.explain()) == (date(2024, 4, 1), True)
    with pytest.raises(InputError, match="as_of"):
        office.offer_due(own, last_offer=last, as_of=date(2024, 2, 29))


def test_pay_has_three_blanks_s2_03_10() -> None:
    """S2-03-10."""
    with pytest.raises(MissingParameterError) as caught:
        office.pay(POLICY)
    assert [fault.path for fault in caught.value.faults] == [
        "office.pay.wage",
        "office.pay.commission",
        "office.pay.bonus",
    ]
    own = amend(POLICY, {"pay": {"wage": 4000, "commission": "250.50", "bonus": 0}})
    slip = office.pay(own)
    assert slip.total == Decimal("4250.50")
    assert [str(part) for part, _ in slip.parts] == list(office.PayComponent)
    assert slip.explain().splitlines() == [
        "wage: 4000.00 yuan [S2-03-10]",
        "commission: 250.50 yuan [S2-03-10]",
        "bonus: 0.00 yuan [S2-03-10]",
    ]
    assert slip.explain("zh").splitlines() == [
        "工资：4000.00元 [S2-03-10]",
        "提成：250.50元 [S2-03-10]",
        "奖金：0.00元 [S2-03-10]",
    ]


def test_daily_reports_on_working_days_s2_03_13() -> None:
    """S2-03-13."""
    calendar = cn_calendar(range(2024, 2025))
    reports = [
        office.DailyReport(date(2024, 2, 18), True, True, True),  # a make-up Sunday
        office.DailyReport(date(2024, 2, 19), True, False, False),
        office.DailyReport(date(2024, 2, 24), True, True, True),  # a free Saturday, harmless
    ]
    found = office.daily_reports(calendar, date(2024, 2, 16), date(2024, 2, 25), reports)
    assert [day.day for day in found.due] == [18, 19, 20, 21, 22, 23]
    assert [day.day for day in found.missing] == [20, 21, 22, 23]
    assert [(r.day.day, r.failed) for r in found.failed] == [(19, ("true", "standard"))]
    assert "不真实" in found.explain("zh")


def test_reports_twice_or_outside_the_span_are_refused() -> None:
    calendar = cn_calendar(2024)
    twice = [office.DailyReport(date(2024, 3, 8)), office.DailyReport(date(2024, 3, 8))]
    far = office.DailyReport(date(2024, 4, 8))
    with pytest.raises(InputError) as caught:
        office.daily_reports(calendar, date(2024, 3, 1), date(2024, 3, 31), [*twice, far])
    assert [fault.path for fault in caught.value.faults] == ["reports[1]", "reports[2]"]
    with pytest.raises(InputError, match=r"report\.true"):
        office.DailyReport(date(2024, 3, 8), True, "yes")  # type: ignore[arg-type]
    assert office.DailyReport(date(2024, 3, 8), True).open == ("true", "standard")
