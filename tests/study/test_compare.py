"""Comparisons: counts and money are conserved, every change has its reasons, nothing is lost."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from decimal import Decimal, localcontext
from types import SimpleNamespace
from typing import Any

import attrs
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules.bands import Tie
from csrules.citation import Text
from csrules.errors import ExtraNotInstalledError, InputError, UnknownNameError
from csrules.policy import amend
from csrules.question import Question
from csrules.regulations import company, office, property_handbook
from csrules.regulations.office.questions import LATENESS
from csrules.regulations.property_handbook.questions import answer, handover
from csrules.study import Comparison, compare
from csrules.workcalendar import cn_calendar
from tests.demo import Demo

NOW = company.policy()
PROPOSED = amend(NOW, {"approval.bands.sales_manager": 2000})
CASES = [{"id": n, "amount": amount} for n, amount in enumerate(
    ["0", "999.99", "1000", "1000.01", "2000", "2000.01", "4999.99", "5000"])]  # fmt: skip


def moves(result: Comparison) -> dict[tuple[str, str], tuple[int, str]]:
    return {(t.before, t.after): (t.cases, str(t.amount)) for t in result.transitions}


def test_the_transition_table_by_hand() -> None:
    result = compare(CASES, {"now": NOW, "proposed": PROPOSED})
    assert moves(result) == {
        ("sales_manager", "sales_manager"): (3, "1999.99"),
        ("deputy_gm", "sales_manager"): (2, "3000.01"),
        ("deputy_gm", "deputy_gm"): (2, "7000.00"),
        ("gm", "gm"): (1, "5000.00"),
    }
    assert [(t.policy, t.outcome, t.cases, str(t.amount)) for t in result.tallies] == [
        ("now", "sales_manager", 3, "1999.99"),
        ("now", "deputy_gm", 4, "10000.01"),
        ("now", "gm", 1, "5000.00"),
        ("proposed", "sales_manager", 5, "5000.00"),
        ("proposed", "deputy_gm", 2, "7000.00"),
        ("proposed", "gm", 1, "5000.00"),
    ]
    assert (result.total, result.answered, result.unanswered) == (8, 8, ())
    assert result.fingerprints == (NOW.fingerprint, PROPOSED.fingerprint)
    assert [d.path for d in result["proposed"].differences] == ["approval.bands"]


def test_each_changed_record_has_both_answers_and_their_reasons() -> None:
    result = compare(CASES, {"now": NOW, "proposed": PROPOSED})
    assert [(c.row, c.record["id"]) for c in result.changed] == [(3, 3), (4, 4)]
    first = result.changed[0]
    assert first.before.answer.role is company.Role.DEPUTY_GM
    assert first.after.answer.role is company.Role.SALES_MANAGER
    assert "[000-A27-1.2]" in first.explain().splitlines()[0]
    assert "由销售部门经理核决 [000-A27-1.1]" in first.explain("zh").splitlines()[1]
    assert result.explain("zh").startswith("行 3\n")
    assert len(result.regions) == 1


def test_a_tie_alone_moves_only_the_cases_on_the_cut() -> None:
    higher = amend(NOW, {"approval.tie": Tie.HIGHER})
    result = compare(CASES, {"now": NOW, "read otherwise": higher})
    assert [(c.row, c.before.outcome, c.after.outcome) for c in result.changed] == [
        (2, "sales_manager", "deputy_gm")
    ]


def test_what_changes_no_answer_is_said_so() -> None:
    other = amend(NOW, {"approval.bands.sales_manager": 2000, "closing.days": 8})
    result = compare(CASES, {"now": NOW, "proposed": other})
    assert [d.path for d in result.idle] == ["closing.days"]
    small = compare([{"amount": 5}], {"now": NOW, "proposed": other})
    assert [d.path for d in small.idle] == ["closing.days", "approval.bands"]
    assert "none on these records" in small.text()
    assert "对这些记录无影响" in small.html("zh")


def test_a_parameter_that_only_matters_beside_another_is_not_idle() -> None:
    """At 1000.00 the tie matters only while the cut is there: with the cut at 900 it does not."""
    case = [{"amount": "1000"}]
    tie = amend(NOW, {"approval.tie": "higher"})
    both = amend(tie, {"approval.bands.sales_manager": 900})
    assert compare(case, {"now": NOW, "both": both}).idle == ()
    moved = amend(NOW, {"approval.bands.sales_manager": 900})
    assert [d.path for d in compare(case, {"moved": moved, "both": both}).idle] == ["approval.tie"]


def test_more_than_two_policies_are_each_held_against_the_first() -> None:
    low = amend(NOW, {"approval.bands.sales_manager": 500})
    result = compare(CASES, {"now": NOW, "up": PROPOSED, "down": low})
    assert [c.row for c in result["up"].changed] == [3, 4]
    assert [c.row for c in result["down"].changed] == [1, 2]
    assert result.ways[("sales_manager", "sales_manager", "deputy_gm")] == 2
    with pytest.raises(UnknownNameError, match="did you mean 'down'"):
        result["dwon"]


def test_records_without_an_answer_are_listed_by_row_and_counted_nowhere() -> None:
    records: list[Any] = [
        {"amount": "1500"},
        {"amount": 1.5},
        {"amount": -1},
        {"sum": 3},
        "nothing",
        SimpleNamespace(amount=1500),
        {"amount": Decimal("NaN")},
    ]
    result = compare(records, {"now": NOW, "proposed": PROPOSED})
    assert result.total == 7
    assert result.answered == 2
    assert sorted({each.row for each in result.unanswered}) == [1, 2, 3, 4, 6]
    assert {each.policy for each in result.unanswered} == {"now", "proposed"}
    assert sum(t.cases for t in result.transitions) == 2
    page = result.text()
    assert "records without an answer" in page
    assert "got 1.5 (float)" in page


def test_a_blank_that_only_one_policy_fills_in() -> None:
    filled = amend(NOW, {"closing.step_days": {"rnd": 2}})

    def step(policy: company.CompanyPolicy, record: Any) -> Any:
        return company.step_due(policy, "rnd", record["at"])

    result = compare([{"at": datetime(2024, 3, 1, 9)}], {"now": NOW, "filled": filled}, step)
    assert result.answered == 0
    assert [(each.row, each.policy) for each in result.unanswered] == [(0, "now")]
    assert "closing.step_days" in result.unanswered[0].text


def test_a_mistake_in_the_question_goes_through_and_names_the_row() -> None:
    asks: list[tuple[type[Exception], Any]] = [
        (ZeroDivisionError, lambda policy, record: 1 // 0),
        (AttributeError, lambda policy, record: policy.aproval),
        (KeyError, lambda policy, record: {"b": 1}["a"]),
    ]
    for error, ask in asks:
        with pytest.raises(error) as caught:
            compare([{"a": 1}], {"a": NOW, "b": PROPOSED}, ask)
        assert "records[0]" in caught.value.__notes__[0]


def test_a_field_that_a_record_lacks_belongs_to_the_record() -> None:
    def asked(policy: company.CompanyPolicy, record: Any) -> Any:
        return company.approver(policy, record["amount"])

    def attribute(policy: company.CompanyPolicy, record: Any) -> Any:
        return company.approver(policy, record.amount)

    for ask, records in ((asked, [{"a": 1}]), (attribute, [SimpleNamespace(a=1)])):
        result = compare(records, {"a": NOW, "b": PROPOSED}, ask)
        assert [each.row for each in result.unanswered] == [0, 0]
        assert "amount" in result.unanswered[0].text


def test_empty_records() -> None:
    result = compare([], {"now": NOW, "proposed": PROPOSED})
    assert (result.total, result.transitions, result.changed) == (0, (), ())
    assert "there are no records" in result.text()
    assert result.to_frame().empty
    assert "what changes hands" in result.text()  # known without data


def test_a_generator_and_a_data_frame_are_records_too() -> None:
    policies = {"now": NOW, "proposed": PROPOSED}
    expected = moves(compare(CASES, policies))
    assert moves(compare(iter(CASES), policies)) == expected
    assert moves(compare(pd.DataFrame(CASES), policies)) == expected


def test_questions_by_name_and_the_packs_first_one() -> None:
    slow = amend(NOW, {"closing.days": 8})
    records = [
        {"accepted_at": datetime(2024, 3, 1, 9), "closed_at": closed, "amount": amount}
        for closed, amount in (
            (datetime(2024, 3, 8), 10),  # exactly 24:00 of the sixth day
            (datetime(2024, 3, 8, 0, 0, 1), 20),
            (datetime(2024, 3, 10), 40),  # exactly 24:00 of the eighth day
            (datetime(2024, 3, 10, 0, 1), 80),
            (None, 160),
            (datetime(2024, 2, 29), 320),
        )
    ]
    result = compare(records, {"now": NOW, "slow": slow}, "closing")
    assert moves(result) == {
        ("on_time", "on_time"): (1, "10.00"),
        ("late", "on_time"): (2, "60.00"),
        ("late", "late"): (1, "80.00"),
        ("open", "open"): (1, "160.00"),
    }
    assert {each.row for each in result.unanswered} == {5}
    assert "[000-A26-1.1]" in result.changed[0].explain("zh")
    with pytest.raises(UnknownNameError, match="did you mean 'closing'"):
        compare(records, {"now": NOW, "slow": slow}, "closng")


def test_a_policy_without_ready_made_questions_asks_for_one() -> None:
    with pytest.raises(InputError, match="declares none"):
        compare([], {"a": Demo(), "b": Demo()})


def test_which_amount_is_meant_is_a_reading_like_any_other() -> None:
    by_loss = amend(NOW, {"approval.amount": "loss"})
    records = [{"claimed": 6000, "settlement": 800, "loss": 1200}, {"claimed": 300}]
    result = compare(records, {"now": NOW, "by loss": by_loss})
    (change,) = result.changed
    assert (change.before.outcome, str(change.before.amount)) == ("sales_manager", "800.00")
    assert (change.after.outcome, str(change.after.amount)) == ("deputy_gm", "1200.00")
    assert [(each.row, each.policy) for each in result.unanswered] == [(1, "by loss")]


def test_lateness_by_hand() -> None:
    """Base 5000: marginal 0, 50, 100, 350; all at 5 % from the third on: 0, 50, 100, 750."""
    marginal = office.policy()
    whole = amend(marginal, {"lateness.escalation": "whole_month"})
    months = [{"base_pay": 5000, "late_days": n} for n in range(4)]
    result = compare(months, {"now": marginal, "whole month": whole})
    assert moves(result) == {
        ("nothing", "nothing"): (1, "0.00"),
        ("deducted", "deducted"): (3, "500.00"),
    }
    assert [str(t.amount_after) for t in result.transitions] == ["0.00", "900.00"]
    assert [t.changed for t in result.transitions] == [0, 1]
    assert [c.row for c in result.changed] == [3]
    assert result.question is LATENESS


def test_the_information_score_by_hand() -> None:
    item = property_handbook.policy()
    total = amend(item, {"score.clamp": "total"})
    records = [{}, {"missing_periodic": 12}]
    result = compare(records, {"item": item, "total": total})
    (change,) = result.changed
    assert (str(change.before.amount), str(change.after.amount)) == ("8.0", "4.0")
    assert "points" in result.text()


def test_first_asked_limits_by_hand() -> None:
    handbook, calendar = property_handbook.policy(), cn_calendar(2024)
    longer = amend(handbook, {"handover.hours": 25, "answer.working_days": 3})
    friday = datetime(2024, 3, 8, 15)
    records = [
        {"received_at": friday, "handed_over_at": datetime(2024, 3, 11, 15)},
        {"received_at": friday, "handed_over_at": datetime(2024, 3, 11, 15, 1)},
    ]
    result = compare(records, {"24": handbook, "25": longer}, handover(calendar))
    assert [(c.row, c.before.outcome, c.after.outcome) for c in result.changed] == [
        (1, "late", "on_time")
    ]
    asked = [{"department_received_at": friday, "complicated": True, "answered_at": at} for at in (
        datetime(2024, 3, 13), datetime(2024, 3, 13, 0, 1))]  # fmt: skip
    result = compare(asked, {"2": handbook, "3": longer}, answer(calendar))
    assert [c.row for c in result.changed] == [1]


def test_an_outcome_is_read_off_a_plain_answer() -> None:
    def days(policy: company.CompanyPolicy, record: Any) -> int:
        return policy.closing.days

    result = compare([1, 2], {"6": NOW, "8": amend(NOW, {"closing.days": 8})}, days)
    assert moves(result) == {("6", "8"): (2, "None")}

    def flag(policy: company.CompanyPolicy, record: Any) -> bool:
        return policy.closing.days > 7

    result = compare([1], {"6": NOW, "8": amend(NOW, {"closing.days": 8})}, flag)
    assert moves(result) == {("no", "yes"): (1, "None")}
    dumb = compare([1], {"6": NOW, "8": NOW}, lambda policy, record: object())
    assert dumb.unanswered[0].faults[0].path == "ask"
    assert "Question" in dumb.unanswered[0].text


def test_bad_arguments_are_refused_with_all_their_faults() -> None:
    for policies in ({}, {"now": NOW}, [NOW, PROPOSED]):
        with pytest.raises(InputError, match="two or more policies by name"):
            compare([], policies)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(InputError) as caught:
        compare([], {"": NOW, "b": 3})  # type: ignore[dict-item]  # on purpose
    assert len(caught.value.faults) == 2
    with pytest.raises(UnknownNameError):
        compare([], {"a": NOW, "b": office.policy()})
    for records in ("amounts", {"amount": 1}, 7, None):
        with pytest.raises(InputError, match="records"):
            compare(records, {"a": NOW, "b": PROPOSED})
    with pytest.raises(InputError, match="ask"):
        compare([], {"a": NOW, "b": PROPOSED}, 5)  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize(
    "name", ["a\nb", "a\tb", "a\u2028b", 1, None, "", " ", "x" * 61, "a\u202e"]
)
def test_a_name_of_a_policy_is_one_line_of_text(name: Any) -> None:
    with pytest.raises(InputError) as caught:
        compare(CASES, {name: NOW, "b": PROPOSED})
    (fault,) = caught.value.faults
    assert (fault.path, fault.value) == ("policies", name)
    assert "without control characters" in fault.expected


def test_tables_are_plain_rows() -> None:
    other = amend(PROPOSED, {"closing.days": 8})
    result = compare([*CASES, {"amount": 0.5}], {"now": NOW, "proposed": other})
    assert [row["cases"] for row in result.rows()] == [3, 2, 2, 1]
    assert {row["policy"] for row in result.rows("outcomes")} == {"now", "proposed"}
    changed = result.rows("changed")[0]
    assert (changed["row"], changed["before"], changed["amount"]) == (
        3,
        "deputy_gm",
        Decimal("1000.01"),
    )
    assert changed["why_after_zh"].endswith("[000-A27-1.1]")
    assert [row["parameter"] for row in result.rows("regions")] == ["approval.bands"]
    assert [(row["path"], row["idle"]) for row in result.rows("differences")] == [
        ("closing.days", True),
        ("approval.bands", False),
    ]
    assert [row["row"] for row in result.rows("unanswered")] == [8, 8]
    frame = result.to_frame("changed")
    assert list(frame["row"]) == [3, 4]
    assert all(isinstance(amount, Decimal) for amount in frame["amount"])


def test_strangers_words_are_escaped_and_cannot_break_a_table() -> None:
    records = [{"id": "<script>alert(1)</script>\x1b[31m", "amount": 1500}]
    result = compare(records, {"<b>now</b>": NOW, "a & b": PROPOSED})
    page = result.html()
    assert "<script>" not in page
    assert "<b>now" not in page
    assert "&lt;b&gt;now" in page
    assert "a &amp; b" in page
    assert "\x1b" not in result.text()
    assert page == result._repr_html_()
    assert 'lang="zh-Hans"' in result.html("zh")


def test_many_changed_records_are_cut_short_in_a_table_but_not_in_rows() -> None:
    result = compare([{"amount": 1500}] * 30, {"now": NOW, "proposed": PROPOSED})
    assert "and 10 more" in result.text()
    assert "另有10条" in result.text("zh")
    assert len(result.rows("changed")) == 30


def test_the_headline_tells_cases_and_money() -> None:
    result = compare(CASES, {"now": NOW, "proposed": PROPOSED})
    assert "now → proposed: 2 of 8 cases change, 3,000.01 yuan with them" in str(result)
    assert "now → proposed：8件中有2件改变，涉及3,000.01元" in result.text("zh")


def test_a_missing_extra_tells_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    result = compare(CASES, {"now": NOW, "proposed": PROPOSED})
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(ExtraNotInstalledError, match=r"pip install csrules\[frame\]"):
        result.to_frame()


def test_the_hosts_decimal_context_has_no_say() -> None:
    with localcontext() as context:
        context.prec = 2
        result = compare(CASES, {"now": NOW, "proposed": PROPOSED})
        assert str(result.transitions[1].amount) == "3000.01"
        assert "3,000.01" in result.text()


def test_an_own_question_measures_what_it_likes() -> None:
    question = Question(
        "days",
        Text("how many days", "几日"),
        lambda policy, record: policy.closing.days,
        amount=lambda record, answer: answer,
        titles={"8": Text("eight", "八日")},
        unit=Text("days", "日"),
        places=0,
    )
    result = compare([1, 2, 3], {"6": NOW, "8": amend(NOW, {"closing.days": 8})}, question)
    assert [(str(t.amount), str(t.amount_after)) for t in result.transitions] == [("18", "24")]
    assert "八日" in result.text("zh")
    broken = attrs.evolve(question, amount=lambda record, answer: "0.5")
    assert len(compare([1], {"6": NOW, "8": NOW}, broken).unanswered) == 2


BAD: list[Any] = [1.5, None, "x"]
AMOUNTS = st.one_of(
    st.sampled_from(["999.99", "1000", "1000.01", "2000", "5000", "4999.99"]),
    st.integers(0, 10**8).map(lambda cents: str(Decimal(cents).scaleb(-2))),
    st.sampled_from(BAD),
)
RECORDS = st.lists(st.fixed_dictionaries({"amount": AMOUNTS}), max_size=25)
LIMITS = st.integers(1, 4999)


@given(RECORDS, LIMITS, st.sampled_from(list(Tie)))
def test_cases_and_money_are_conserved(records: list[Any], limit: int, tie: Tie) -> None:
    other = amend(NOW, {"approval.bands.sales_manager": limit, "approval.tie": tie})
    result = compare(records, {"now": NOW, "proposed": other})
    good = [
        Decimal(r["amount"]) for r in records if isinstance(r["amount"], str) and r["amount"] != "x"
    ]
    assert result.total == len(records)
    assert result.answered == len(good)
    assert result.answered + len({each.row for each in result.unanswered}) == result.total
    assert sum(t.cases for t in result.transitions) == len(good)
    for amounts in (
        [t.amount for t in result.transitions],
        [t.amount_after for t in result.transitions],
        *([t.amount for t in result.tallies if t.policy == name] for name in result.names),
    ):
        assert sum(amount for amount in amounts if amount is not None) == sum(good)
    assert sum(t.changed for t in result.transitions) == len(result.changed)
    for change in result.changed:  # each lies in a region that was known before
        cents = int(Decimal(change.record["amount"]).scaleb(2))
        assert any(r.first <= cents and (r.last is None or cents <= r.last) for r in result.regions)


@settings(max_examples=40)
@given(RECORDS, st.randoms(use_true_random=False), LIMITS)
def test_the_order_of_records_is_irrelevant(records: list[Any], random: Any, limit: int) -> None:
    policies = {"now": NOW, "proposed": amend(NOW, {"approval.bands.sales_manager": limit})}
    mixed = list(records)
    random.shuffle(mixed)
    one, other = compare(records, policies), compare(mixed, policies)
    assert one.transitions == other.transitions
    assert one.tallies == other.tallies
    assert one.idle == other.idle
    assert one.ways == other.ways

    def changed(result: Comparison) -> Counter[str]:
        return Counter(str(change.record) for change in result.changed)

    assert changed(one) == changed(other)


@given(RECORDS)
def test_a_policy_beside_itself_changes_nothing(records: list[Any]) -> None:
    result = compare(records, {"a": NOW, "b": NOW})
    assert result.changed == ()
    assert not any(t.moved for t in result.transitions)
    assert result["b"].differences == result.idle == ()
    assert len(result.regions) == 0
