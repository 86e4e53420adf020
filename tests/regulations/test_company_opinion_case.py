"""One opinion: by the deputy GM or by customer service, told in the right way, then closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from csrules import amend
from csrules.lifecycle.casefile import dump_json
from csrules.lifecycle.caseload import load_json
from csrules.lifecycle.cases import Case, Event
from csrules.lifecycle.effects import Assign, Notify
from csrules.lifecycle.verdicts import Accepted, Code, Refused
from csrules.regulations.company import OPINION
from tests.company_flow import POLICY, accepted
from tests.company_flow import refused as refused_of

if TYPE_CHECKING:
    from csrules.regulations.company import CompanyPolicy

AT = datetime(2024, 3, 4, 9)
WHO = {"review": "deputy_gm", "forward": "deputy_gm"}
DATA: dict[str, dict[str, Any]] = {
    "register": {"opinion": "too slow", "severity": "ordinary", "complaining": False},
    "forward": {"forwarded_to": "logistics"},
    "tell": {"channel": "letter", "result": "a new carrier"},
    "visit": {"visitor": "cs_manager"},
}


def what(case: Case, name: str, by: str | None = None, /, **data: Any) -> Event:
    at = (case.changed or AT) + timedelta(hours=1)
    given = {k: v for k, v in {**DATA.get(name, {}), **data}.items() if v is not ...}
    return Event(name, at, by or WHO.get(name, "cs"), given)


def does(case: Case, name: str, by: str | None = None, /, **data: Any) -> Accepted:
    return accepted(OPINION, case, what(case, name, by, **data))


def wont(case: Case, name: str, by: str | None = None, /, **data: Any) -> Refused:
    return refused_of(case, what(case, name, by, **data), POLICY, OPINION)


def opinion(severity: str, *steps: str, complaining: bool = False) -> Case:
    """An opinion after its registration and these steps."""
    case = OPINION.new("O1")
    case = does(case, "register", severity=severity, complaining=complaining).case
    for step in steps:
        case = does(case, step).case
    return case


def test_what_is_registered() -> None:
    """000-A18-1: the gravity is somebody's decision, and it is given."""
    answer = wont(OPINION.new("O1"), "register", opinion=..., severity=..., complaining=...)
    assert [(each.name, each.rule) for each in answer.missing] == [
        ("opinion", "000-A18-1"), ("severity", "000-A18-1"), ("complaining", "000-A20-1")
    ]  # fmt: skip


@pytest.mark.parametrize("channel", ["letter", "written", "telephone"])
def test_an_ordinary_opinion(channel: str) -> None:
    """000-A18-3: handled by customer service, told in writing or by telephone, then closed."""
    case = opinion("ordinary", "handle")
    told = does(case, "tell", channel=channel)
    assert {reason.rule for reason in told.reasons} == {"000-A18-3"}
    closed = does(told.case, "close").case
    assert closed.state == "closed"
    assert load_json(OPINION, dump_json(closed)) == closed


@pytest.mark.parametrize("by_deputy", ["review", "forward"])
def test_a_severe_opinion(by_deputy: str) -> None:
    """000-A18-2: submitted, reviewed or passed on, handled before others, told by letter."""
    submitted = does(opinion("severe"), "submit")
    assert submitted.effects == (Assign("000-A18-2", "deputy_gm", "review_or_pass_on_first"),)
    assert wont(submitted.case, by_deputy, "cs").actors == ("deputy_gm",)
    answer = does(submitted.case, by_deputy)
    told_cs = (Notify("000-A18-2", "cs", "opinion_passed_on"),)
    assert answer.effects == (told_cs if by_deputy == "forward" else ())
    case = answer.case
    assert case.state == {"review": "reviewed", "forward": "forwarded"}[by_deputy]
    unhandled = wont(case, "tell")
    assert (unhandled.code, unhandled.rules) == (Code.UNDECLARED, ("000-A18-2",))
    assert wont(case, "handle", "deputy_gm").actors == ("cs",)
    handled = does(case, "handle")
    assert {reason.rule for reason in handled.reasons} == {"000-A18-2"}
    case = handled.case
    assert case.state == "handled_first"
    for channel in ("telephone", "written"):
        answer_no = wont(case, "tell", channel=channel)
        assert [guard.name for guard in answer_no.failed] == ["channel"]
        assert answer_no.rules == ("000-A18-2",)
    assert does(does(case, "tell").case, "close").case.state == "closed"


@pytest.mark.parametrize(
    ("severity", "steps", "rule", "en"),
    [
        ("severe", ("submit", "review", "handle"), "000-A18-2", "told by letter"),
        ("ordinary", ("handle",), "000-A18-3", "told in writing or by telephone"),
    ],
)
def test_each_way_of_telling_has_its_own_condition(
    severity: str, steps: tuple[str, ...], rule: str, en: str
) -> None:
    """000-A18-2 a letter; 000-A18-3 in writing or by telephone."""
    case = opinion(severity, *steps)
    found = {each.event: each for each in OPINION.options(case, POLICY, AT + timedelta(days=1))}
    assert [(guard.rule, guard.text.en) for guard in found["tell"].requirements] == [(rule, en)]


def test_a_severe_opinion_is_told_of_only_once_it_is_handled() -> None:
    """000-A18-2: 提前加以处理, then 将处理情况函告."""
    for steps in (("submit",), ("submit", "review"), ("submit", "forward")):
        answer = wont(opinion("severe", *steps), "tell")
        assert (answer.code, answer.rules) == (Code.UNDECLARED, ("000-A18-2",))
        assert "须先加以处理" in answer.explain("zh")


def test_the_gravity_decides_the_way() -> None:
    """000-A18-2, 000-A18-3."""
    assert wont(opinion("severe"), "handle").rules == ("000-A18-2",)
    assert wont(opinion("ordinary"), "submit").rules == ("000-A18-3",)
    assert [each.name for each in wont(opinion("severe", "submit"), "forward", forwarded_to=...)
            .missing] == ["forwarded_to"]  # fmt: skip


@pytest.mark.parametrize(
    ("severity", "steps", "rule"),
    [
        ("ordinary", (), "000-A18-3"), ("ordinary", ("handle",), "000-A18-3"),
        ("severe", ("submit",), "000-A18-2"), ("severe", ("submit", "review"), "000-A18-2"),
        ("severe", ("submit", "forward"), "000-A18-2"),
        ("severe", ("submit", "review", "handle"), "000-A18-2"),
    ],
)  # fmt: skip
def test_no_closing_without_notice(severity: str, steps: tuple[str, ...], rule: str) -> None:
    """000-A18-2, 000-A18-3."""
    answer = wont(opinion(severity, *steps), "close")
    assert (answer.code, answer.rules) == (Code.UNDECLARED, (rule,))
    assert "须先将结果告知客户" in answer.explain("zh")


@pytest.mark.parametrize("policy", [POLICY, amend(POLICY, {"opinions": {"visit_required": False}})])
def test_whoever_complains_is_visited(policy: CompanyPolicy) -> None:
    """000-A20-1: by either reading of the article, among the opinions."""
    case = opinion("ordinary", "handle", "tell", complaining=True)
    answer = refused_of(case, what(case, "close"), policy, OPINION)
    assert (answer.code, answer.rules) == (Code.DENIED, ("000-A20-1",))
    assert wont(case, "visit", visitor="cs").rules == ("000-A20-1",)
    visited = does(case, "visit", "delegate", visitor="delegate").case
    assert accepted(OPINION, visited, what(visited, "close"), policy).case.state == "closed"
