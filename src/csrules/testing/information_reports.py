"""A year of information reports of the property handbook: in time, late, sent again, missing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs
from hypothesis import strategies as st

from csrules.calendars.moments import later, span, start_of_day
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook.incidents import incident_report_due
from csrules.regulations.property_handbook.information import (
    REPORTS,
    Change,
    Report,
    Submission,
    instant_due,
)
from csrules.regulations.property_handbook.mail_times import Mail
from csrules.regulations.property_handbook.report_counts import (
    InstantItem,
    MonthlyReport,
    reports_due,
)
from csrules.testing.whole_numbers import wholes

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["ReportYear", "faulty_reports", "mails", "reports"]

_TICK: Final = timedelta(microseconds=1)
_MONTH_MINUTES: Final = 31 * 24 * 60


@attrs.frozen
class ReportYear:
    """What was reported in a year, for ``score_reports(policy, **year.arguments)`` of the pack."""

    year: int
    as_of: date
    monthly: tuple[MonthlyReport, ...] = ()
    instant: tuple[InstantItem, ...] = ()
    plan: Mail | None = None
    summary: Mail | None = None
    outline: Mail | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """The fields by name."""
        return {name: getattr(self, name) for name in attrs.fields_dict(type(self))}


def mails(earliest: datetime, due: datetime) -> SearchStrategy[Mail]:
    """How something due at ``due`` came in, never before ``earliest``; shrinks to exactly in time.

    In time, late by a microsecond to a month, sent again with or without evidence, or not at all.

    >>> from hypothesis import find
    >>> first, tenth = datetime(2024, 3, 1), datetime(2024, 3, 11)
    >>> find(mails(first, tenth), lambda mail: mail.received_at > tenth).received_at
    datetime.datetime(2024, 3, 11, 0, 1)
    """
    due = max(due, earliest)
    most = int(span(earliest, due) / timedelta(minutes=1))
    early = wholes(0, most).map(lambda number: later(due, timedelta(minutes=-number)))
    late = st.one_of(
        wholes(1, _MONTH_MINUTES).map(lambda number: later(due, timedelta(minutes=number))),
        st.sampled_from([_TICK, timedelta(seconds=1), timedelta(days=1)]).map(
            lambda length: later(due, length)
        ),
    )
    again = st.builds(Mail, late, early, st.booleans(), st.booleans())
    never = early.map(lambda _: Mail(None))  # as many draws as the others: it is not the simplest
    return st.one_of(early.map(Mail), late.map(Mail), again, never)


@st.composite
def reports(
    draw: st.DrawFn,
    *,
    policy: PropertyHandbookPolicy | None = None,
    year: int = 2026,
    calendar: WorkCalendar | None = None,
    most_odd: int = 5,
    most_instant: int = 3,
) -> ReportYear:
    """A year of reports that the pack can score; shrinks to a year in which all came in time.

    All but ``most_odd`` monthly reports come exactly in time and without defects. Up to
    ``most_instant`` items have to be reported at once: class-1 incidents, and the others where
    ``policy`` fills in their minutes. The day of the count is the last of the year or any near it.
    With a calendar in a zone, the moments are in that zone.

    >>> from hypothesis import find
    >>> from csrules.regulations import property_handbook
    >>> drawn = find(reports(), lambda drawn: True)
    >>> property_handbook.score_reports(property_handbook.policy(), **drawn.arguments).total
    Decimal('10.0')
    """
    own = property_handbook.policy() if policy is None else policy
    zone = None if calendar is None else calendar.tz
    dues = reports_due(own, year, calendar)
    odd = draw(st.sets(st.integers(0, len(dues) - 1), max_size=most_odd))
    monthly = []
    for place, due in enumerate(dues):
        over = start_of_day(due.last + timedelta(days=1), zone)
        if place not in odd:
            mail, defects = Mail(max(due.deadline.due, over)), 0
        elif draw(st.booleans()):
            mail, defects = draw(mails(over, due.deadline.due)), draw(st.integers(0, 3))
        else:
            continue
        monthly.append(MonthlyReport(due.first.year, due.first.month, mail, defects))
    items = draw(st.lists(_items(own, year, calendar), max_size=most_instant))
    first, last = start_of_day(date(year, 1, 1), zone), start_of_day(date(year, 12, 31), zone)
    yearly = [draw(mails(first, later(first, timedelta(days=days)))) for days in (14, 15, 31)]
    shift = draw(st.one_of(st.just(0), st.integers(-364, 20)))
    return ReportYear(
        year, last.date() + timedelta(days=shift), tuple(monthly), tuple(items), *yearly
    )


@st.composite
def _items(
    draw: st.DrawFn,
    policy: PropertyHandbookPolicy,
    year: int,
    calendar: WorkCalendar | None,
) -> InstantItem:
    kinds = [Report.CLASS_1_INCIDENT]
    if policy.reports.instant_minutes is not None:
        at_once = Submission.AT_ONCE
        kinds += [
            kind
            for kind in Report
            if REPORTS.possible(report=kind)[0].then["submission"] is at_once
        ]
    kind = draw(st.sampled_from(kinds))
    begin = start_of_day(date(year, 1, 1), None if calendar is None else calendar.tz)
    minutes = draw(wholes(0, 364 * 24 * 60 + 24 * 60 - 1))
    happened = later(begin, timedelta(minutes=minutes))
    change = Change.OFFICE_ADDRESS if kind is Report.PERSONNEL_CHANGE else None
    if draw(st.booleans()):
        return InstantItem(kind, happened, None, change)
    if kind is Report.CLASS_1_INCIDENT:
        due = incident_report_due(policy, happened, calendar)
    else:
        due = instant_due(policy, kind, happened, calendar)
    return InstantItem(kind, happened, draw(mails(happened, due.due)), change)


def _any_received(drawn: ReportYear) -> bool:
    return any(report.mail.received_at is not None for report in drawn.monthly)


@st.composite
def faulty_reports(draw: st.DrawFn, /, **asked: Any) -> ReportYear:
    """A year as `reports` draws it with a fault that the pack refuses.

    A monthly report received before its month was over, or two for one month, or a mail received
    before it was first sent.

    >>> from hypothesis import find
    >>> from csrules.regulations import property_handbook
    >>> twice = find(faulty_reports(), lambda drawn: len(drawn.monthly) > 12)
    >>> property_handbook.score_reports(property_handbook.policy(), **twice.arguments)
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: monthly[1]: got MonthlyReport(...) (MonthlyReport); expected one
    report for each month [001-IM-6.1-2]. Mend: a mail sent again belongs to the same report
    """
    drawn = draw(reports(**asked).filter(_any_received))
    told = [place for place, each in enumerate(drawn.monthly) if each.mail.received_at is not None]
    place = draw(st.sampled_from(told))
    rows = list(drawn.monthly)
    report = rows[place]
    received = report.mail.received_at
    assert received is not None  # only such are chosen
    fault = draw(st.sampled_from(["twice", "early", "before_sending"]))
    if fault == "twice":
        rows.insert(place, report)
    elif fault == "early":
        begun = start_of_day(date(report.year, report.month, 1), received.tzinfo)
        moment = later(begun, timedelta(days=draw(st.integers(0, 27))))
        rows[place] = attrs.evolve(report, mail=Mail(moment))
    else:
        mail = Mail(received, later(received, _TICK), True, True)
        rows[place] = attrs.evolve(report, mail=mail)
    return attrs.evolve(drawn, monthly=tuple(rows))
