"""The report page: answers of csrules through one jinja2 template to one self-contained file.

Whatever the page shows of a rule goes through `Page.rule`, so that the appendix holds the text of
every rule that is cited.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from csrules import register
from csrules.attendance import Fact
from csrules.citation import Language, Reason, Text
from csrules.lifecycle.cases import ClockStatus, ClockView
from csrules.regulations import company, department, office, property_handbook
from csrules.workcalendar import DayKind
from examples.service_month import readers
from examples.service_month.stories import FLOWS, Story, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csrules.approval import Approval
    from csrules.kinds import Plain
    from csrules.regulations.company import Role
    from csrules.regulations.department.leave import LeaveDecision
    from csrules.study import Chart, Comparison, Line
    from examples.service_month.run import Month

__all__ = ["write_page"]

HERE = Path(__file__).parent
DAY = timedelta(days=1)
WEEKDAYS = tuple(
    Text(en, zh)
    for en, zh in zip(
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "一二三四五六日", strict=True
    )
)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


CONTENTS = (
    ("calendar", Text("The month", "日历")),
    ("complaints", Text("Complaints", "投诉")),
    ("refusals", Text("What was refused", "不予受理")),
    ("tickets", Text("First-asked tickets", "首问事项")),
    ("information", Text("Information reports", "信息报送")),
    ("attendance", Text("Attendance", "考勤")),
    ("what-if", Text("What if", "假设分析")),
    ("rules", Text("The rules", "条文")),
)
STANDING = {
    ClockStatus.RUNNING: Text("running", "计时中"),
    ClockStatus.OVERDUE: Text("overdue", "逾期未办"),
    ClockStatus.MET: Text("in time", "按时"),
    ClockStatus.LATE: Text("late", "逾期"),
    ClockStatus.RELEASED: Text("released: the case ended", "案件已结束"),
}
CHANNELS = {"phone": Text("by telephone", "来电"), "visit": Text("in person", "来访")}
OUTCOMES = {
    "missing": ("late", Text("missing", "缺报")),
    "late": ("late", Text("late", "迟报")),
    "on_time": ("met", Text("on time", "按时")),
    "received": ("met", Text("received", "已收到")),
    "pending": ("running", Text("not due yet", "尚未到期")),
}
TEAMS = {
    "office": Text("office, 8:30 to 17:30", "办公室制度，8:30—17:30"),
    "department": Text("department, 9:00 to 18:00", "部门制度，9:00—18:00"),
}
PENALTIES = {
    "written_warning": Text("written warning", "书面警告"),
    "severe_warning": Text("severe warning", "严重警告"),
    "demerit": Text("demerit", "记过"),
    "dismissal": Text("dismissal", "辞退"),
}
LEAVE = {
    "sick": Text("sick leave", "病假"),
    "personal": Text("personal leave", "事假"),
    "granted": Text("granted", "准假"),
    "provisional": Text("provisional", "暂准"),
    "refused": Text("refused", "不予准假"),
}


def write_page(month: Month, data: Path, directory: Path) -> Path:
    """Write ``index.html`` into the directory, and say where."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / "index.html"
    path.write_text(Page(month, data).html(), encoding="utf-8", newline="\n")
    return path


@attrs.frozen
class Bar:
    """One row of the picture of all forms: where its bar and marks lie, in the picture's units."""

    name: str
    start: float
    due: float
    end: float
    status: ClockStatus
    label: Text


class Page:
    """What the template asks for: texts in both languages, rule links, geometry."""

    contents = CONTENTS
    weekdays = WEEKDAYS

    def __init__(self, month: Month, data: Path) -> None:
        self.month = month
        self.names = readers.texts(data / "complaints.csv", "form")
        self.names |= readers.texts(data / "tickets.csv", "ticket")
        self.known = {rule.id: rule for rule in register.rules()}
        self.cited: set[str] = set()
        self.charts = 0

    def html(self) -> str:
        """The page."""
        environment = Environment(
            loader=FileSystemLoader(HERE),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= {
            "both": self.both,
            "when": self.when,
            "day": self.day,
            "rule": self.rule,
            "rules": self.rules,
            "reasons": self.reasons,
            "chart": self.chart,
            "yuan": lambda amount: f"{amount:,.2f}",
        }
        style = Markup((HERE / "style.css").read_text(encoding="utf-8"))
        template = environment.get_template("page.html.j2")
        made = template.render(page=self, month=self.month, style=style)
        return re.sub(r"\n\s*\n+", "\n", made).strip() + "\n"

    # words

    @staticmethod
    def both(text: Text | str, zh: str | None = None) -> Markup:
        """A text in both languages; the reader's choice shows one of them, or both."""
        if isinstance(text, str):
            text = Text(text, text if zh is None else zh)
        if text.en == text.zh:
            return escape(text.en)
        return Markup('<span lang="en">{}</span><span lang="zh-Hans">{}</span>').format(
            text.en, text.zh
        )

    @staticmethod
    def day(day: date) -> Text:
        """A day in short."""
        at = WEEKDAYS[day.weekday()]
        en = f"{at.en} {day.day} {MONTHS[day.month - 1]}"
        return Text(en, f"{day.month}月{day.day}日(周{at.zh})")

    def when(self, at: datetime) -> Text:
        """A moment in short; midnight is 24:00 of the day that it ends."""
        if at.time() == time(0):
            day, clock = self.day(at.date() - DAY), "24:00"
        else:
            day, clock = self.day(at.date()), f"{at:%H:%M:%S}".removesuffix(":00")
        return Text(f"{day.en} {clock}", f"{day.zh}{clock}")

    def rule(self, rule_id: str) -> Markup:
        """A rule id that leads to the rule's text; a law or a convention stands as it is."""
        if rule_id not in self.known:
            return Markup('<span class="law">{}</span>').format(rule_id)
        self.cited.add(rule_id)
        return Markup('<a class="rule" href="#r-{0}">{0}</a>').format(rule_id)

    def rules(self, rule_ids: Iterable[str] | str) -> Markup:
        """Several rule ids; a source that names several is taken apart."""
        if isinstance(rule_ids, str):
            rule_ids = rule_ids.split(", ")
        return Markup(" ").join(self.rule(each) for each in dict.fromkeys(rule_ids))

    def reasons(self, reasons: Iterable[Reason]) -> Markup:
        """Reasons as a list, each with its rule."""
        rows = (
            Markup("<li>{} {}</li>").format(self.both(reason.text), self.rule(reason.rule))
            for reason in reasons
        )
        return Markup('<ul class="reasons">{}</ul>').format(Markup("").join(rows))

    def appendix(self) -> list[register.Rule]:
        """The rules cited up to here, in the order of the rule book."""
        return [rule for name, rule in self.known.items() if name in self.cited]

    @staticmethod
    def text(en: str, zh: str) -> Text:
        """A text of the template's own."""
        return Text(en, zh)

    @staticmethod
    def capital(text: Text) -> Text:
        """A title or sentence with a capital, without its article."""
        en = text.en.removeprefix("the ")
        return Text(en[0].upper() + en[1:], text.zh)

    @staticmethod
    def days_hours(length: timedelta) -> Text:
        """A length in days and hours."""
        hours = length.seconds // 3600
        en = f"{length.days} d {hours} h" if length.days else f"{hours} h"
        return Text(en, f"{length.days}天{hours}小时" if length.days else f"{hours}小时")

    @staticmethod
    def money(amount: Decimal | str) -> str:
        """An amount as an event brought it, with its thousands set off."""
        return f"{Decimal(amount):,.2f}"

    def numbered(self, day: date) -> Text:
        """A day of the calendar: its number, and its month where that is new."""
        if day.day == 1 or day == self.weeks()[0][0]:
            return Text(f"{day.day} {MONTHS[day.month - 1]}", f"{day.month}月{day.day}日")
        return Text(str(day.day), str(day.day))

    @staticmethod
    def title(section: str) -> Text:
        """The heading of a section."""
        return dict(CONTENTS)[section]

    # what the cases say

    def name(self, case: str, part: str) -> Text:
        """What the application calls a case."""
        return self.names[case][part]

    def clocks(self, story: Story) -> tuple[ClockView, ...]:
        """How the clocks of a case stand at the end of the month."""
        return story.clocks(self.month.end)

    def approver(self, story: Story) -> Approval[Role] | None:
        """Who decides the amount that was granted, or that is claimed while none is."""
        data = story.case.data
        amount = data.get("settlement", data.get("claimed"))
        if amount is None or data.get("established") is False:
            return None
        return company.approver(company.policy(), amount)

    def closed(self) -> tuple[int, int]:
        """How many forms were closed, and how many have not ended."""
        stories = self.month.complaints.values()
        closed = sum(story.case.state == "closed" for story in stories)
        return closed, sum(not story.ended for story in stories)

    def ended_tickets(self) -> int:
        """How many tickets were closed."""
        return sum(story.ended for story in self.month.tickets.values())

    def working_days(self) -> int:
        """The working days of the month."""
        days = (day for week in self.weeks() for day in week if day.month == 10)
        return sum(self.month.calendar.is_working(day) for day in days)

    def age(self, story: Story) -> timedelta:
        """How old the whole complaint is or was, over all of its forms."""
        at = story.case.changed if story.ended and story.case.changed else self.month.end
        return company.complaint_age(story.case, at)

    @staticmethod
    def standing(view: ClockView) -> Text:
        """How a clock stands, in a word or two."""
        return STANDING[view.status]

    def late(self, view: ClockView) -> Text:
        """By how much a clock was or is late."""
        length = self.days_hours(view.deadline.late_by(view.stopped or self.month.end))
        return Text(f"{length.en} late", f"逾期{length.zh}")

    @staticmethod
    def workflow_title(name: str) -> Text:
        """What a workflow is called."""
        return FLOWS[name].title

    @staticmethod
    def channel(story: Story) -> Text:
        """How a ticket came in."""
        return CHANNELS[str(story.case.data["channel"])]

    def outcome(self, report: property_handbook.Judged) -> Markup:
        """What became of a report."""
        kind, text = OUTCOMES[report.status]
        if report.status == "missing" and report.due and report.due.met(self.month.end):
            kind, text = "running", Text("to come, counted missing", "未到期，暂计缺报")
        return Markup('<span class="badge {}">{}</span>').format(kind, self.both(text))

    def refused(self) -> list[tuple[str, Story, Turn]]:
        """Every refused event with its case, by time."""
        groups = (self.month.complaints, self.month.companions, self.month.tickets)
        found = [
            (name, story, turn)
            for group in groups
            for name, story in group.items()
            for turn in story.refusals
        ]
        return sorted(found, key=lambda each: each[2].event.at)

    def counted(self, status: str) -> int:
        """How many clocks of forms and tickets stand like that."""
        stories = (*self.month.complaints.values(), *self.month.tickets.values())
        views = (view for story in stories for view in self.clocks(story))
        return sum(view.status.value == status for view in views)

    @staticmethod
    def regulation(name: str) -> Text:
        """Which regulation a team works under."""
        return TEAMS[name]

    @staticmethod
    def penalty(kind: str) -> Text:
        """What a sanction is called."""
        return PENALTIES[kind]

    @staticmethod
    def leave_name(decision: LeaveDecision) -> Text:
        """What a leave is called."""
        return LEAVE[decision.request.kind]

    @staticmethod
    def leave_status(decision: LeaveDecision) -> Text:
        """What became of a request for leave."""
        return LEAVE[decision.status]

    # pictures

    def weeks(self) -> list[list[date]]:
        """The weeks that the calendar shows: from the make-up Sunday's to the month's end."""
        first = date(2026, 9, 14)
        return [[first + DAY * (7 * week + at) for at in range(7)] for week in range(7)]

    def day_class(self, day: date) -> str:
        """What a day is, for its colour: a free weekend within a holiday break is its own."""
        kind, calendar = self.month.calendar.kind(day), self.month.calendar
        return "break" if kind is DayKind.WEEKEND and calendar.in_break(day) else str(kind)

    def due_on(self, day: date) -> list[str]:
        """The forms that had to be closed by the end of a day."""
        found = []
        for name, story in self.month.complaints.items():
            run = story.case.clock("closing")
            if run is not None and run.deadline.last_day == day:
                found.append(name)
        return found

    SCALE = 21.0
    """Units of the picture for a day."""
    SINCE = datetime(2026, 9, 28)
    DAYS = 39

    def across(self, at: date) -> float:
        """How far to the right a moment lies in the picture."""
        moment = at if isinstance(at, datetime) else datetime.combine(at, time())
        days: float = (moment - self.SINCE) / DAY
        return round(days * self.SCALE, 1)

    def picture_days(self) -> list[date]:
        """The days of the picture."""
        return [self.SINCE.date() + DAY * number for number in range(self.DAYS)]

    def bars(self) -> list[Bar]:
        """One bar a form: from acceptance to the last day for closing, and when it was closed."""
        found = []
        for name, story in self.month.complaints.items():
            (view,) = [each for each in self.clocks(story) if each.name == "closing"]
            done = view.stopped
            if done is None:  # a form that ended otherwise, or one that still runs
                done = story.case.changed if story.ended else self.month.end
            assert done is not None
            found.append(
                Bar(
                    name,
                    self.across(view.deadline.start),
                    self.across(view.due),
                    self.across(done),
                    view.status,
                    story.flow.state_text(story.case.state),
                )
            )
        return found

    def chart(self, chart: Chart) -> Markup:
        """A chart in the page; its ids are made its own, for the page holds several."""
        self.charts += 1
        svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>c{self.charts}-", chart.svg)
        svg = re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg)  # not needed within HTML
        tag = {"en": "en", "zh": "zh-Hans"}[chart.language]
        return Markup('<div class="chart" lang="{}">{}</div>').format(tag, Markup(svg))

    # attendance

    def findings(self, person: str) -> list[Reason]:
        """The days of an employee that were not in order, and records that did not count."""
        month = self.month.months[person]
        found = [
            reason
            for day in month.days
            if not day.has(Fact.ON_TIME, Fact.NOT_SCHEDULED)
            for reason in day.reasons
        ]
        if isinstance(month, department.Month):
            found += [reason for record in month.refused for reason in record.reasons]
        return found

    def unresolved(self, person: str) -> tuple[date, ...]:
        """The days of an employee with a missing punch that nobody has explained yet."""
        month = self.month.months[person]
        if isinstance(month, department.Month):
            return month.unresolved
        return office.missing_sign_ins(month.days)

    def deducted(self, regulation: str = "") -> Decimal:
        """What is taken in all, or from one of the two teams."""
        taken = (
            each.amount
            for person, each in self.month.months.items()
            if regulation in {"", self.month.staff[person].regulation}
        )
        return sum(taken, Decimal(0))

    # the what-if

    def sides(self, study: Comparison) -> list[tuple[Text, Text, Text]]:
        """Who decides which amounts, under either policy."""
        ((old, new),) = study.regions.lines
        return [
            (old.title(owner), self.span(old, index), self.span(new, index))
            for index, owner in enumerate(old.table.owners)
        ]

    @staticmethod
    def span(line: Line, index: int) -> Text:
        """The amounts of a band."""
        first, last = line.table.span(index)
        low = line.number(first)
        if last is None:
            return Text(f"from {low:,} yuan on", f"{low:,}元以上")
        high = line.number(last)
        return Text(f"{low:,} to {high:,} yuan", f"{low:,}元至{high:,}元")

    @staticmethod
    def headlines(study: dict[Language, Comparison]) -> Text:
        """What an alternative does to the records, in one sentence."""
        en, zh = (study[language] for language in ("en", "zh"))
        return Text(
            en.headline(en.alternatives[0]).en,
            zh.headline(zh.alternatives[0]).zh,
        )

    @staticmethod
    def plain(value: Plain) -> str:
        """A parameter's value as a policy file writes it."""
        if isinstance(value, list):
            return "; ".join(Page.plain(part) for part in value)
        if isinstance(value, dict):
            return " ".join(Page.plain(part) for part in value.values())
        return "–" if value is None else str(value)
