"""A department's year of reports: received, late, sent again, or never; scored by both."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import InstantItem, Mail, MonthlyReport, Report
from simulation.enquiries import CLAMPS, COUNTS
from simulation.failure import held
from tests.oracle import limits
from tests.oracle import score as oracle

if TYPE_CHECKING:
    from simulation.books import Books
    from simulation.draws import Draws

__all__ = ["score_of_a_year"]

_YEARS: Final = (2021, 2022, 2023, 2024, 2025)
_COUNTED: Final = {"due_in_year": "due_in_year", "covering_year": "covering"}
_AT_ONCE: Final = (Report.LAWSUIT, Report.NEGATIVE_MEDIA, Report.MAJOR_COMPLAINT, Report.AWARD)
_SECOND: Final = timedelta(seconds=1)


def _mail(draws: Draws, earliest: datetime, due: datetime) -> dict[str, Any]:
    """When something came: never, in time, in the last second, late; maybe sent again."""
    if draws.often(12):
        return {"received": None}
    around = (due - _SECOND, due, due + _SECOND, due + timedelta(days=draws.upto(40)))
    received = max(earliest, draws.one((*around, earliest + timedelta(hours=draws.upto(200)))))
    found: dict[str, Any] = {"received": received}
    if draws.often(25):
        first = max(earliest, received - timedelta(hours=draws.upto(100)))
        found |= {"first_sent": first, "original_mail": draws.often(60)}
        found["objective_cause"] = draws.often(60)
    return found


def _as_mail(record: dict[str, Any]) -> Mail:
    return Mail(
        record["received"],
        record.get("first_sent"),
        record.get("original_mail", False),
        record.get("objective_cause", False),
    )


def _monthly_report(record: dict[str, Any]) -> MonthlyReport:
    year, month = record["covers"]
    return MonthlyReport(year, month, _as_mail(record), record["defects"])


def _mail_of(came: datetime | None) -> Mail | None:
    return None if came is None else Mail(came)


def score_of_a_year(draws: Draws, books: Books, now: datetime) -> tuple[object, ...]:
    """Both count one year's reports on some day, by the readings in force and the text's figures;
    gives the counts and the points."""
    readings = books.at("property_handbook", now).score
    counted, clamp, minutes = str(readings.year), str(readings.clamp), 30 + draws.upto(3000)
    policy = amend(
        property_handbook.policy(),
        {"score": {"year": counted, "clamp": clamp}, "reports.instant_minutes": minutes},
    )
    year = draws.one(_YEARS)
    as_of = date(year, 2, 1) + timedelta(days=draws.upto(400))
    end = limits.end_of(as_of)
    monthly = _monthly(draws, year, _COUNTED[counted])
    instant = _instant(draws, year, end, timedelta(minutes=minutes))
    first = datetime(year, 1, 1)
    yearly = {
        name: _mail(draws, first, first + timedelta(days=20))["received"]
        for name in ("plan", "summary", "outline")
    }
    found = property_handbook.score_reports(
        policy,
        year,
        as_of,
        monthly=[_monthly_report(record) for record in monthly],
        instant=[
            InstantItem(record["report"], record["happened"], _as_mail(record))
            for record in instant
        ],
        plan=_mail_of(yearly["plan"]),
        summary=_mail_of(yearly["summary"]),
        outline=_mail_of(yearly["outline"]),
    )
    wanted = oracle.counts_of(
        year,
        end,
        monthly=list(monthly),
        instant=list(instant),
        yearly=yearly,
        counted=_COUNTED[counted],
    )
    mine = {COUNTS[name]: number for name, number in found.counted.counts.items()}
    held(mine == wanted, "the counts of a year", mine, wanted, monthly, instant, yearly, as_of)
    total = oracle.total(wanted, CLAMPS[clamp])
    held(found.total == total, "the score of a year", found.total, total, wanted, clamp)
    return year, as_of, clamp, *wanted.values(), found.total


def _monthly(draws: Draws, year: int, counted: str) -> list[dict[str, Any]]:
    records = []
    for covers in oracle.months_of(year, counted):
        over = datetime(*limits.month_after(*covers), 1)
        record = _mail(draws, over, oracle.report_due(covers))
        records.append({"covers": covers, "defects": draws.one((0, 0, 1, 4)), **record})
    return records


def _instant(draws: Draws, year: int, end: datetime, within: timedelta) -> list[dict[str, Any]]:
    """Things that had to be reported at once, whose time is over on the day of the count."""
    records = []
    for _ in range(draws.upto(6)):
        day = date(year, 1, 1) + timedelta(days=draws.upto(360))
        happened = datetime.combine(day, time(draws.upto(23), draws.upto(59)))
        if happened + within <= end - _SECOND:
            record = _mail(draws, happened, happened + within)
            report = draws.one(_AT_ONCE)
            due = happened + within
            records.append({"report": report, "happened": happened, "due": due, **record})
    return records
