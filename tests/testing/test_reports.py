"""Reports of a year: scored where they are sound, refused where they could not exist."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.errors import InputError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.testing import faulty_reports, reports
from csrules.workcalendar import cn_calendar
from tests.testing.drawing import CALM, drawn, simplest

POLICY = property_handbook.policy()
OWN = amend(POLICY, {"reports.instant_minutes": 30})
SHANGHAI = cn_calendar(range(2025, 2027), tz="Asia/Shanghai")


@CALM
@given(st.data())
def test_every_year_is_scored(data: Any) -> None:
    policy = data.draw(st.sampled_from([POLICY, OWN]))
    calendar = data.draw(st.sampled_from([None, SHANGHAI]))
    year = data.draw(reports(policy=policy, calendar=calendar))
    score = property_handbook.score_reports(policy, **year.arguments, calendar=calendar)
    assert 0 <= score.total <= 10


@CALM
@given(faulty_reports())
def test_every_faulty_year_is_refused(year: Any) -> None:
    with pytest.raises(InputError, match=r"monthly|mail"):
        property_handbook.score_reports(POLICY, **year.arguments)


def test_each_fate_of_a_report_comes_up() -> None:
    years = drawn(reports(policy=OWN), 600)
    statuses = {
        one.status
        for year in years
        for one in property_handbook.score_reports(OWN, **year.arguments).counted.reports
    }
    assert statuses == {"missing", "late", "on_time", "pending", "received"}
    mails = [report.mail for year in years for report in year.monthly]
    again = [mail for mail in mails if mail.first_sent_at is not None]
    assert {mail.original_mail for mail in again} == {False, True}
    assert {mail.objective_cause for mail in again} == {False, True}
    assert len({item.report for year in years for item in year.instant}) > 3


def test_shrinking_leaves_one_late_report() -> None:
    def late(year: Any) -> bool:
        counted = property_handbook.score_reports(POLICY, **year.arguments).counted
        return counted.counts["late_periodic"] > 0

    year = simplest(reports(), late)
    counts = property_handbook.score_reports(POLICY, **year.arguments).counted.counts
    assert counts["late_periodic"] == 1
    assert sum(counts.values()) <= 2
