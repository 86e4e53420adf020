"""The main job: a month from files to a page. Every figure here was worked out by hand."""

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from csrules import register
from csrules.lifecycle.cases import ClockStatus
from csrules.regulations import department, office
from csrules.workflow import Refused
from examples.service_month import run
from examples.service_month.run import Month, service_month, summary

ROOT = Path(run.__file__).parents[2]


@pytest.fixture(scope="module")
def month() -> Month:
    return service_month()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    directory = tmp_path_factory.mktemp("report")
    run.main([str(directory)])
    assert [path.name for path in directory.iterdir()] == ["index.html"]
    return (directory / "index.html").read_text(encoding="utf-8")


# complaints


def oct_(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute)


MET, LATE, OVERDUE = ClockStatus.MET, ClockStatus.LATE, ClockStatus.OVERDUE
RUNNING, RELEASED = ClockStatus.RUNNING, ClockStatus.RELEASED

# six days after acceptance, to 24:00: written as the instant that begins the next day
CLOSINGS = {
    "KS-1001": (oct_(5), LATE, "closed"),  # accepted 28 Sep; 4 Oct is in the holiday: no roll
    "KS-1002": (oct_(7), MET, "closed"),  # accepted 30 Sep, closed 6 Oct 23:52
    "KS-1003": (oct_(16), MET, "closed"),
    "KS-1004": (oct_(17), MET, "closed"),  # accepted on the make-up Saturday, 10 Oct
    "KS-1005": (oct_(19), MET, "closed"),
    "KS-1006": (oct_(20), MET, "memo_to_superior"),
    "KS-1007": (oct_(15), MET, "collected"),
    "KS-1008": (oct_(20), RELEASED, "refiled"),
    "KS-1008-2": (oct_(26), MET, "closed"),  # its own six days from 19 Oct
    "KS-1009": (oct_(26), OVERDUE, "reported_to_deputy"),
    "KS-1010": (oct_(27), MET, "closed"),
    "KS-1011": (datetime(2026, 11, 5), RUNNING, "investigated"),
    "KS-1012": (oct_(28), MET, "closed"),
}


@pytest.mark.parametrize(("form", "expected"), CLOSINGS.items())
def test_closing_of_each_form(
    month: Month, form: str, expected: tuple[datetime, ClockStatus, str]
) -> None:
    story = month.complaints[form]
    (view,) = [view for view in story.clocks(month.end) if view.name == "closing"]
    assert (view.due, view.status, story.case.state) == expected
    assert view.deadline.rule == "000-A26-1.1"


def test_every_form_is_expected(month: Month) -> None:
    assert set(month.complaints) == set(CLOSINGS)


def test_other_clocks(month: Month) -> None:
    def view(form: str, name: str) -> tuple[datetime, ClockStatus, str]:
        (found,) = [v for v in month.complaints[form].clocks(month.end) if v.name == name]
        return found.due, found.status, found.deadline.rule

    # investigated 15 Oct: three days after is the day of closing, 18 Oct
    assert view("KS-1005", "report") == (oct_(19), MET, "000-A25-3.1")
    assert view("KS-1005", "joint") == (oct_(16), MET, "000-A25-2.1")
    # investigated 22 Oct, presented 27 Oct
    assert view("KS-1009", "report") == (oct_(26), LATE, "000-A25-3.1")
    assert view("KS-1007", "collection") == (oct_(24), LATE, "000-A25-8.1")
    assert view("KS-1006", "collection") == (oct_(31), RELEASED, "000-A25-8.1")


REFUSED = [
    ("KS-1002", "accept_result", "duplicate", ("000-A26-1.1",), ()),
    (
        "KS-1003",
        "approve",
        "denied",
        ("000-A27-1.5", "000-A27-1.2"),
        ("approve", "visit"),
    ),
    ("KS-1003", "tell", "denied", ("000-A25-6.3",), ("approve", "tell", "visit")),
    (
        "KS-1005",
        "approve",
        "denied",
        ("000-A27-1.5", "000-A27-1.3", "000-A27-1.4"),
        ("approve", "visit"),
    ),
    ("KS-1006", "refuse_result", "undeclared", ("000-A25-8.2",), ("visit", "collect")),
    ("KS-1009", "tell", "undeclared", ("000-A25-6.1",), ("judge", "visit")),
    ("KS-1010", "tell", "denied", ("000-A18-2",), ("approve", "tell", "visit")),
    ("KS-1001/settlement", "customer_sign", "undeclared", ("000-A29-1.2",), ("deputy_sign",)),
    ("KS-1004/goods_return", "post", "denied", ("000-A29-2.1",), ("hold",)),
    ("KS-0926/penalty_notice", "execute", "undeclared", ("000-A28-2.2",), ("approve", "reject")),
    ("KF-2006", "extend", "denied", ("001-FA-3.4-6",), ("pass_to_centre", "answer")),
    ("KF-2008", "record_result", "denied", ("001-FA-3.4-1",), ("record_result",)),
    (
        "KF-2009",
        "hand_to_department",
        "denied",
        ("001-FA-5-1",),
        ("answer_on_spot", "hand_to_centre"),
    ),
]


def test_refused_events_name_their_rule_and_what_is_possible(month: Month) -> None:
    found = []
    for group in (month.complaints, month.companions, month.tickets):
        for name, story in group.items():
            for turn in story.refusals:
                assert isinstance(turn.answer, Refused)
                answer = turn.answer
                found.append((name, turn.event.name, answer.code, answer.rules, turn.instead))
    assert sorted(found) == sorted(REFUSED)


APPROVERS = {
    "KS-1001": ("999.99", "sales_manager"),
    "KS-1002": ("1000.00", "sales_manager"),
    "KS-1003": ("1000.01", "deputy_gm"),
    "KS-1004": ("4999.99", "deputy_gm"),
    "KS-1005": ("5000.00", "gm"),
    "KS-1008": ("600.00", "sales_manager"),
    "KS-1008-2": ("1500.00", "deputy_gm"),
    "KS-1010": ("1200.00", "deputy_gm"),
    "KS-1012": ("2000.00", "deputy_gm"),
}


def test_who_decided(month: Month) -> None:
    found = {}
    for name, story in month.complaints.items():
        for turn in story.turns:
            if turn.event.name == "approve" and turn.answer.accepted:
                found[name] = (str(story.case.data["settlement"]), str(turn.event.by))
    assert found == APPROVERS


def test_what_forms_set_going(month: Month) -> None:
    states = {name: story.case.state for name, story in month.companions.items()}
    assert states == {
        "KS-0926/monthly_review": "reviewed",
        "KS-0926/penalty_notice": "executed",
        "KS-1001/settlement": "distributed",
        "KS-1004/goods_return": "posted",
        "KS-1004/improvement": "arranged",
    }
    (review,) = month.companions["KS-0926/monthly_review"].clocks(month.end)
    assert (review.due, review.status) == (oct_(11), MET)  # the 10th, a make-up Saturday
    this, following = month.reviews
    assert [each.id for each in this.cases] == ["KS-0918", "KS-0926"]
    assert len(following.cases) == 8
    assert str(following.deadline) == "24:00 on 10 November 2026"


# tickets

TICKETS = [
    ("KF-2001", "handover", oct_(8, 16), MET),  # Wed 30 Sep 16:00, over the holiday
    ("KF-2001", "answer", oct_(9, 3, 50), MET),
    ("KF-2002", "handover", oct_(8, 10, 20), MET),
    ("KF-2002", "answer", oct_(10), MET),  # two working days from 30 Sep: 8 and 9 Oct
    ("KF-2003", "handover", oct_(10, 15), LATE),  # the Saturday is worked: no roll
    ("KF-2004", "handover", oct_(12, 10), MET),  # Sunday 10:00 rolls to Monday
    ("KF-2005", "answer", oct_(16), MET),
    ("KF-2005", "promise", oct_(20, 17), MET),
    ("KF-2006", "answer", oct_(17), LATE),
    ("KF-2007", "handover", oct_(16, 11), MET),
    ("KF-2009", "answer", oct_(20, 22), LATE),
    ("KF-2010", "answer", datetime(2026, 11, 2, 5), RUNNING),  # 05:00 on Saturday rolls
    ("KF-2011", "handover", oct_(30, 14), OVERDUE),
]


@pytest.mark.parametrize(("ticket", "clock", "due", "status"), TICKETS)
def test_clocks_of_tickets(
    month: Month, ticket: str, clock: str, due: datetime, status: ClockStatus
) -> None:
    (view,) = [v for v in month.tickets[ticket].clocks(month.end) if v.name == clock]
    assert (view.due, view.status) == (due, status)


def test_violations_and_missed_targets(month: Month) -> None:
    violations = {
        name: [finding.rule for finding in found.violations]
        for name, found in month.verdicts.items()
        if found.violations
    }
    assert violations == {
        "KF-2003": ["001-FA-4.2"],
        "KF-2006": ["001-FA-4.1"],
        "KF-2011": ["001-FA-4.2"],
    }
    (target,) = month.verdicts["KF-2009"].targets
    assert (target.rule, target.due) == ("001-FA-3.4-4", oct_(20, 22))


# information reports


def test_information_score(month: Month) -> None:
    assert month.score.counted.counts == {
        "missing_periodic": 2,  # October and November, not received by 31 October
        "late_periodic": 2,  # June on 13 July; September on 12 October, its resending unproved
        "defects": 3,
        "late_instant": 1,
        "omitted_instant": 1,
        "missing_plans": 0,
        "missing_training": 0,
    }
    left = [str(item.left) for item in month.score.score.items]
    assert left == ["0.8", "2.2", "1.9", "1.8", "1.0", "0.5"]
    assert month.score.total == Decimal("8.2")
    assert month.outlook == Decimal("9.2")


# attendance

# taken, sum of the lines, left of the base
MONEY = {
    "KF0921": ("104.00", "104.00", "5096.00"),  # 2 × 1 % of 5200
    "KF0922": ("720.00", "720.00", "5280.00"),  # 2 × 1 % and 2 × 5 % of 6000
    "KF0923": ("48.89", "48.89", "4839.99"),  # 1 % of 4888.88 is 48.8888
    "KF1101": ("60.00", "60.00", "1940.00"),  # 3 × 20
    "KF1102": ("210.00", "210.00", "1290.00"),  # 3 × 20 and 10 % of 1500
    "KF1103": ("600.00", "640.00", "0.00"),  # 2 × 20, 100, 200, 50 % of 600; the bonus is 600
    "KF1104": ("900.00", "900.00", "900.00"),  # 50 % of 1800
    "KF1105": ("0.00", "0.00", "1600.00"),
}


@pytest.mark.parametrize(("person", "expected"), MONEY.items())
def test_deductions(month: Month, person: str, expected: tuple[str, str, str]) -> None:
    bill = month.months[person].statement
    assert (str(bill.amount), str(bill.unclamped), str(bill.net)) == expected


def test_sanctions_and_lines(month: Month) -> None:
    sanctions = {
        person: [str(sanction.kind) for sanction in each.statement.sanctions]
        for person, each in month.months.items()
        if each.statement.sanctions
    }
    assert sanctions == {
        "KF1101": ["written_warning"],
        "KF1102": ["severe_warning"],
        "KF1103": ["demerit", "severe_warning"],
        "KF1104": ["severe_warning"],
    }
    lines = [line.rule for line in month.months["KF1103"].statement.lines]
    assert lines == ["004-1.3.1-3", "004-1.4-3", "004-1.4-4", "004-1.6.2-2"]
    late = [line.rule for line in month.months["KF0922"].statement.lines]
    assert late == ["S2-03-12"] * 4


def test_punches_leave_and_what_stays_open(month: Month) -> None:
    assert len(month.punches.records) == 290  # 8 people × 18 days × 2, and a day of the roster
    assert [(each.row, each.invalid) for each in month.punches.rejected] == [
        (183, True),
        (184, True),
    ]
    assert [str(each.status) for each in month.leave] == ["granted", "granted", "refused"]
    assert month.leave[2].missing[0].rule == "004-1.5.2-1"
    clerk = month.months["KF1104"]
    assert isinstance(clerk, department.Month)
    assert clerk.unresolved == (date(2026, 10, 20),)
    assert [record.reasons[0].rule for record in clerk.refused] == ["004-1.2-3"]
    signed = office.missing_sign_ins(month.months["KF0923"].days)
    assert signed == (date(2026, 10, 23),)


# what if


def test_what_changes_hands(month: Month) -> None:
    study = month.proposal["en"]
    (region,) = study.regions
    assert (region.low, region.high) == (Decimal("1000.01"), Decimal("2000.00"))
    assert (str(region.before), str(region.after)) == ("deputy_gm", "sales_manager")
    assert region.rules == ("000-A27-1.2", "000-A27-1.1")
    changed = [each.record["id"] for each in study.changed]
    assert changed == ["KS-1003", "KS-1008-2", "KS-1010", "KS-1012"]
    moves = [(str(t.before), str(t.after), t.cases, str(t.amount)) for t in study.transitions]
    assert sorted(moves) == [
        ("deputy_gm", "deputy_gm", 1, "4999.99"),
        ("deputy_gm", "sales_manager", 4, "5700.01"),
        ("gm", "gm", 1, "5000.00"),
        ("sales_manager", "sales_manager", 3, "2599.99"),
    ]
    assert not study.idle


def test_a_reading_compared(month: Month) -> None:
    study = month.reading["zh"]
    assert [each.record["id"] for each in study.changed] == ["KS-1001"]
    assert study.changed[0].after.answer.deadline.due == oct_(9)


# the page


class Reader(HTMLParser):
    """The ids, the anchors that are led to, and the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.scopes = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.scopes += tag == "th" and "scope" in found


def test_page_needs_nothing_else(page: str) -> None:
    for word in ("http:", "https:", "//www", "src=", "@import", "url(h", "<link", "<script"):
        assert word not in page
    reader = Reader(page)
    assert not reader.tags.keys() & {"img", "script", "link", "iframe", "object", "embed"}
    assert reader.tags["th"] == reader.scopes


def test_page_leads_to_every_rule_that_it_cites(page: str) -> None:
    reader = Reader(page)
    assert [name for name, n in Counter(reader.ids).items() if n > 1] == []
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)
    known = {rule.id for rule in register.rules()}
    shown = {name.removeprefix("r-") for name in reader.ids if name.startswith("r-")}
    assert len(shown) > 70
    assert shown <= known
    written = re.findall(r"\b(?:00[014]|S2)-[A-Z0-9][A-Z0-9.]*-?[0-9.]*[0-9](?:-[0-9]+)?\b", page)
    assert set(written) <= known
    assert set(written) <= shown


def test_page_says_everything_in_both_languages(page: str) -> None:
    english = page.count('<span lang="en">')
    assert english > 1000
    assert english == page.count('<span lang="zh-Hans">')
    assert page.startswith('<!doctype html>\n<html lang="en">')
    for figure in ("2,642.89", "8.2", "48.89", "640.00", "5,700.01", "24:00 on 4 October 2026"):
        assert figure in page


def test_summary(month: Month) -> None:
    said = summary(month)
    assert "18 working days" in said
    assert "46 met, 8 late, 2 overdue, 4 running, 2 released" in said
    assert "13 events" in said
    assert "8.2 of 10" in said
    assert "2642.89 yuan from 8 employees; 2 punch records rejected" in said
    assert "4 of 9 cases change, 5,700.01 yuan" in said


def test_the_same_files_give_the_same_bytes(page: str, tmp_path: Path) -> None:
    """Run as a stranger runs it, in a process with another hash seed and working directory."""
    script = ROOT / "examples" / "service_month" / "run.py"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "report" in done.stdout
    assert (tmp_path / "report" / "index.html").read_text(encoding="utf-8") == page
