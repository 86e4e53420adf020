"""A month of a service department, from the files of other systems to a report page.

    python -m examples.service_month [directory]        # the page goes to report/ by default

Read it from the top: files -> records (`readers`), records -> csrules, answers -> page (`page`).
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

import attrs

if __package__ in {None, ""}:  # run as a file: let the imports below find the project
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from typing import TYPE_CHECKING

from csrules import amend, cn_calendar, compare
from csrules.citation import Language, Text
from csrules.policyfile import load
from csrules.regulations import company, department, office, property_handbook
from csrules.regulations.company.questions import closing
from examples.service_month import readers
from examples.service_month.page import write_page
from examples.service_month.stories import Story, matter_times, play

if TYPE_CHECKING:
    from decimal import Decimal

    from csrules.deadlines import Deadline
    from csrules.policy import Policy
    from csrules.records.dingtalk import Read
    from csrules.regulations.company.discipline import Review
    from csrules.regulations.department.leave import LeaveDecision
    from csrules.study import Comparison
    from csrules.workcalendar import WorkCalendar
    from examples.service_month.readers import Employee

HERE = Path(__file__).parent
DATA, POLICIES = HERE / "data", HERE / "policies"

YEAR, MONTH = 2026, 10
END = datetime(2026, 11, 1)  # 24:00 on 31 October: how things stand at the end of the month
IN_FORCE, PROPOSAL = Text("in force", "现行"), Text("proposal", "提案")
AS_WRITTEN, ROLLED = Text("as written", "按原文"), Text("rolled", "顺延")


@attrs.frozen
class Month:
    """Everything that the report tells; the values are answers of csrules."""

    calendar: WorkCalendar
    end: datetime
    complaints: dict[str, Story]
    companions: dict[str, Story]
    tickets: dict[str, Story]
    verdicts: dict[str, property_handbook.ClockFindings]
    reviews: tuple[Review, Review]
    score: property_handbook.YearScore
    outlook: Decimal
    punches: Read
    leave: list[LeaveDecision]
    months: dict[str, office.LateMonth | department.Month]
    staff: dict[str, Employee]
    proposal: dict[Language, Comparison]
    reading: dict[Language, Comparison]


def service_month() -> Month:
    """Read the files and ask csrules."""
    calendar = cn_calendar(range(2025, YEAR + 1))
    rules = company.policy()
    log = readers.event_log(DATA / "complaint_events.jsonl")
    stories = play(log, rules, calendar)
    forms = {name: story for name, story in stories.items() if story.flow is company.COMPLAINT}
    handbook = load(POLICIES / "property_handbook.toml")
    assert isinstance(handbook, property_handbook.PropertyHandbookPolicy)
    tickets = play(readers.event_log(DATA / "ticket_events.jsonl"), handbook, calendar)
    score, outlook = information(handbook, calendar)
    punches = readers.dingtalk(
        DATA / "dingtalk_attendance_list.json", DATA / "dingtalk_list_record.json"
    )
    staff = readers.employees(DATA / "staff.csv")
    leave, months = attendance(load(POLICIES / "department.toml"), staff, punches, calendar)
    proposal = load(POLICIES / "proposal.toml")
    rolled = amend(rules, {"counting.last_day": "next_working_day"})
    return Month(
        calendar,
        END,
        forms,
        {name: story for name, story in stories.items() if name not in forms},
        tickets,
        {
            name: property_handbook.clock_violations(handbook, matter_times(story), calendar, END)
            for name, story in tickets.items()
        },
        reviews(rules, forms, calendar),
        score,
        outlook,
        punches,
        leave,
        months,
        {each.id: each for each in staff},
        approval_what_if(rules, proposal, forms),
        closing_what_if(rules, rolled, forms, calendar),
    )


def reviews(
    rules: company.CompanyPolicy, forms: dict[str, Story], calendar: WorkCalendar
) -> tuple[Review, Review]:
    """What the October review took up, and what the November review will (Art. 28)."""
    closed = [
        company.ClosedCase(row["form"], date.fromisoformat(row["closed_on"]))
        for row in readers.rows(DATA / "closed_before.csv")
    ]
    for name, story in forms.items():
        at = story.done_at("accept_result")
        if at is not None and story.case.state == "closed":
            closed.append(company.ClosedCase(name, at.date()))
    return (
        company.review(rules, YEAR, MONTH, closed, calendar),
        company.review(rules, YEAR, MONTH + 1, closed, calendar),
    )


def information(
    handbook: property_handbook.PropertyHandbookPolicy, calendar: WorkCalendar
) -> tuple[property_handbook.YearScore, Decimal]:
    """The information score as it stands, and as it will be if nothing more goes wrong."""
    reports = readers.information_reports(DATA / "information_reports.csv")
    score = property_handbook.score_reports(
        handbook,
        YEAR,
        date(YEAR, MONTH, 31),
        monthly=reports.monthly,
        instant=reports.instant,
        plan=reports.plan,
        summary=reports.summary,
        outline=reports.outline,
        calendar=calendar,
    )
    open_still = sum(not_due_yet(each) for each in score.counted.reports)
    counts = dict(score.counted.counts)
    counts["missing_periodic"] -= open_still
    return score, property_handbook.information_score(handbook, **counts).total


def not_due_yet(report: property_handbook.Judged) -> bool:
    """Whether a report counts as missing only because its day is still to come (R21)."""
    due: Deadline | None = report.due
    return report.status == "missing" and due is not None and due.met(END)


def attendance(
    rules: Policy, staff: list[Employee], punches: Read, calendar: WorkCalendar
) -> tuple[list[LeaveDecision], dict[str, office.LateMonth | department.Month]]:
    """The month of every employee under the regulation of his or her team."""
    assert isinstance(rules, department.DepartmentPolicy)
    notes = readers.notes(DATA / "notes.json")
    leave = [department.leave(rules, each) for each in readers.leave_requests(DATA / "leave.csv")]
    excuses = [decision.excuse for decision in leave if decision.excuse is not None]
    months: dict[str, office.LateMonth | department.Month] = {}
    for each in staff:
        roster = [day for person, day in notes.roster if person == each.id]
        days = department.scheduled_days(rules, YEAR, MONTH, calendar=calendar, roster=roster)
        if each.regulation == "office":
            months[each.id] = office.month(
                office.policy(),
                each.id,
                YEAR,
                MONTH,
                punches=punches.punches,
                base_pay=each.base_pay,
                scheduled=days,
            )
        else:
            months[each.id] = department.month(
                rules,
                each.id,
                YEAR,
                MONTH,
                punches=punches.punches,
                scheduled=days,
                bonus=each.bonus,
                excuses=excuses,
                manual=notes.manual,
                proxies=notes.proxies,
            )
    return leave, months


def approval_what_if(
    rules: Policy, proposal: Policy, forms: dict[str, Story]
) -> dict[Language, Comparison]:
    """Managers sign up to 2 000 yuan: what changes hands, and which of the month's forms."""
    records = [
        {"id": name, "amount": story.case.data["settlement"]}
        for name, story in forms.items()
        if "settlement" in story.case.data
    ]
    return {
        language: compare(
            records, {IN_FORCE.say(language): rules, PROPOSAL.say(language): proposal}
        )
        for language in LANGUAGES
    }


def closing_what_if(
    rules: Policy, rolled: Policy, forms: dict[str, Story], calendar: WorkCalendar
) -> dict[Language, Comparison]:
    """The last of the six days rolls to the next working day: a reading, compared like a number."""
    records = []
    for name, story in forms.items():
        run = story.case.clock("closing")
        if run is not None and story.case.state == "closed":
            records.append(
                {"id": name, "accepted_at": run.deadline.start, "closed_at": run.stopped}
            )
    return {
        language: compare(
            records,
            {AS_WRITTEN.say(language): rules, ROLLED.say(language): rolled},
            closing(calendar),
        )
        for language in LANGUAGES
    }


LANGUAGES: tuple[Language, ...] = ("en", "zh")


def summary(month: Month) -> str:
    """The month in a few lines."""
    forms, tickets = month.complaints, month.tickets
    clocks = [
        view for story in (*forms.values(), *tickets.values()) for view in story.clocks(month.end)
    ]
    refused = [
        turn
        for group in (forms, month.companions, tickets)
        for story in group.values()
        for turn in story.refusals
    ]
    deducted = sum(each.amount for each in month.months.values())
    headline = month.proposal["en"].headline(month.proposal["en"].alternatives[0])
    working = [day for day in days_of(YEAR, MONTH) if month.calendar.is_working(day)]
    made_up = [day for day in working if day.weekday() >= 5]
    ended = sum(story.ended for story in (*forms.values(), *tickets.values()))
    lines = {
        "October 2026": f"{len(working)} working days, one of them a make-up Saturday "
        f"({', '.join(map(str, made_up))})",
        "complaints": f"{len(forms)} forms, tickets {len(tickets)}; {ended} ended",
        "clocks": ", ".join(
            f"{sum(view.status.value == name for view in clocks)} {name}"
            for name in ("met", "late", "overdue", "running", "released")
        ),
        "refused": f"{len(refused)} events, each with its rule and what is allowed instead",
        "score": f"{month.score.total} of 10 for information reports as of {date(YEAR, MONTH, 31)}",
        "deductions": f"{deducted} yuan from {len(month.staff)} employees; "
        f"{len(month.punches.rejected)} punch records rejected",
        "what if": f"{month.proposal['en'].regions[0].text}",
        "": str(headline),
    }
    return "\n".join(f"{name:>13}  {said}" for name, said in lines.items())


def days_of(year: int, month: int) -> list[date]:
    """The days of a month."""
    first = date(year, month, 1).toordinal()
    last = date(year + month // 12, month % 12 + 1, 1).toordinal()
    return [date.fromordinal(day) for day in range(first, last)]


def main(arguments: list[str] | None = None) -> None:
    """Write the page, print the summary."""
    parser = argparse.ArgumentParser(description="a month of a service department as a page")
    parser.add_argument("directory", nargs="?", default="report", help="where the page goes")
    out = Path(parser.parse_args(arguments).directory)
    month = service_month()
    page = write_page(month, DATA, out)
    print(summary(month))
    print(f"{'page':>13}  {page}")


if __name__ == "__main__":
    main()
