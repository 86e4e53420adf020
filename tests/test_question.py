"""Questions: what an answer comes down to, its measure in small units, and kept deadlines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import partial
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from csrules.citation import Text
from csrules.deadlines import Deadline
from csrules.errors import Fault, InputError, UnknownNameError
from csrules.question import Question, Reply, Timely, field, has_field, question_of, timely

ASKED = Text("asked", "所问")
SECOND = timedelta(seconds=1)


class Role(StrEnum):
    """Who signs."""

    BOSS = "boss"


def fault_of(call: Any) -> Fault:
    with pytest.raises(InputError) as caught:
        call()
    (fault,) = caught.value.faults
    return fault


def told(answer: object) -> Reply:
    """The reply of a question whose answer this is."""
    return Question("asked", ASKED, lambda policy, record: record).put(None, answer)


# fields of a record


@pytest.mark.parametrize("kind", [dict, SimpleNamespace])
def test_a_field_is_read_from_a_mapping_and_from_an_object(kind: Any) -> None:
    record = kind(amount=5, closed_at=None)
    assert field(record, "amount") == 5
    assert field(record, "closed_at", 1) is None
    assert field(record, "paid", None) is None


@pytest.mark.parametrize("kind", [dict, SimpleNamespace])
def test_a_missing_field_is_told_with_the_nearest(kind: Any) -> None:
    record = kind(amount=5, closed_at=None)
    for name, mend in (
        ("amonut", "did you mean 'amount'?"),
        ("xyz", "use one of: amount, closed_at"),
    ):
        with pytest.raises(UnknownNameError) as caught:
            field(record, name)
        (fault,) = caught.value.faults
        assert (fault.path, fault.expected, fault.mend) == (name, "a field of the record", mend)


def test_what_an_object_keeps_to_itself_is_not_offered() -> None:
    fault = fault_of(lambda: field(SimpleNamespace(amount=5, _hidden=1), "_hiden"))
    assert fault.mend == "use one of: amount"


@pytest.mark.parametrize("record", [5, "abc", None, [1], Decimal(5), {}])
def test_what_has_no_fields_of_its_own_is_told_what_a_record_is(record: object) -> None:
    fault = fault_of(lambda: field(record, "count_of"))
    assert fault.mend == 'give a mapping or an object, such as {"count_of": …}'


# outcomes


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (True, "yes"),
        (False, "no"),
        ("boss", "boss"),
        (Role.BOSS, "boss"),
        (3, "3"),
        (Decimal("1.50"), "1.50"),
        (Fraction(1, 3), "1/3"),
        (date(2024, 3, 8), "2024-03-08"),
        (datetime(2024, 3, 8, 9), "2024-03-08T09:00:00"),
        (SimpleNamespace(role=Role.BOSS), "boss"),
        (SimpleNamespace(outcome="kept", role=Role.BOSS), "kept"),
        (SimpleNamespace(role=Role.BOSS, grade="A"), "boss"),
        (SimpleNamespace(grade="A", state="open"), "A"),
        (SimpleNamespace(state="open", due=date(2024, 3, 8)), "open"),
        (SimpleNamespace(due=date(2024, 3, 8), amount=5), "2024-03-08"),
        (SimpleNamespace(amount=Decimal("5.00"), total=6), "5.00"),
        (SimpleNamespace(total=6, allowed=True), "6"),
        (SimpleNamespace(allowed=False), "no"),
        (SimpleNamespace(role=None, allowed=True), "yes"),
    ],
    ids=repr,
)
def test_an_answer_comes_down_to_itself_or_to_what_tells_it(answer: object, outcome: str) -> None:
    assert told(answer).outcome == outcome


@pytest.mark.parametrize("answer", [None, [], SimpleNamespace(name="x"), 1.5], ids=repr)
def test_an_answer_that_tells_nothing_is_refused(answer: object) -> None:
    fault = fault_of(lambda: told(answer))
    assert (fault.path, fault.value) == ("ask", answer)
    assert "outcome, role, grade, state, due, amount, total, allowed" in fault.expected
    assert "Question" in fault.mend


# measures


@pytest.mark.parametrize(
    ("amount", "places", "units", "shown"),
    [
        (None, 2, None, "None"),
        (Decimal("12.30"), 2, 1230, "12.30"),
        ("0.05", 2, 5, "0.05"),
        (-1, 2, -100, "-1.00"),
        ("-0.01", 2, -1, "-0.01"),
        ("-0.05", 2, -5, "-0.05"),
        (0, 2, 0, "0.00"),
        (7, 0, 7, "7"),
        ("0.5", 1, 5, "0.5"),
    ],
)
def test_a_measure_is_kept_in_whole_small_units(
    amount: Any, places: int, units: int | None, shown: str
) -> None:
    question = Question(
        "asked", ASKED, lambda *_: "x", amount=lambda record, _: record, places=places
    )
    reply = question.put(None, amount)
    assert (reply.units, str(reply.amount)) == (units, shown)


@pytest.mark.parametrize(("amount", "places"), [("0.005", 2), ("1.5", 0), (Decimal("0.01"), 1)])
def test_a_measure_of_too_many_places_is_refused(amount: Any, places: int) -> None:
    question = Question("asked", ASKED, lambda *_: "x", amount=lambda *_: amount, places=places)
    fault = fault_of(lambda: question.put(None, {}))
    assert (fault.path, fault.value) == ("amount", amount)
    assert fault.expected == f"at most {places} decimal places"


def test_a_measure_that_is_no_number_is_refused_by_its_name() -> None:
    question = Question("asked", ASKED, lambda *_: "x", amount=lambda *_: 0.5)
    assert fault_of(lambda: question.put(None, {})).path == "amount"


def test_the_money_of_an_answer_is_its_amount_in_yuan() -> None:
    assert told(SimpleNamespace(role="boss", amount=Decimal("1.50"))).units == 150
    assert told(SimpleNamespace(role="boss", amount=2)).units is None
    assert told("boss").units is None


def test_a_reply_tells_the_reasons_of_its_answer_or_the_answer() -> None:
    assert told("boss").why == Text("boss", "boss")
    answer = SimpleNamespace(role="boss", explain={"en": "because", "zh": "因为"}.__getitem__)
    assert told(answer).why == Text("because", "因为")


def test_replies_are_equal_by_what_they_say() -> None:
    assert told(SimpleNamespace(role="boss")) == told("boss") == Reply(object(), "boss", None)
    assert told("boss") != told("clerk")
    assert "places" not in repr(told("boss"))


# questions


def test_outcomes_stand_in_the_order_of_the_titles_then_by_name() -> None:
    question = Question(
        "asked", ASKED, max, titles={"low": Text("l", "低"), "high": Text("h", "高")}
    )
    assert question.order(["b", "high", *"fedca", "low", "b"]) == ["low", "high", *"abcdef"]
    assert question.title("low") == Text("l", "低")
    assert question.title("b") == Text("b", "b")


def test_a_question_shows_its_name_and_fields_and_counts_yuan() -> None:
    question = Question("asked", ASKED, max)
    assert (question.unit, question.places, question.fields) == (Text("yuan", "元"), 2, ())
    assert not [
        name for name in ("ask=", "outcome=", "amount=", "titles=") if name in repr(question)
    ]


def who_signs(policy: object, record: object) -> str:
    return f"{policy}, {record}"


@pytest.mark.parametrize(
    ("ask", "name", "text"),
    [
        (who_signs, "who_signs", "who signs"),
        (lambda policy, record: f"{policy}, {record}", "question", "question"),
        (partial(who_signs), "question", "question"),
    ],
)
def test_a_function_is_a_question_named_after_it(ask: Any, name: str, text: str) -> None:
    question = question_of(ask)
    assert (question.name, question.text.en) == (name, text)
    assert question.put("policy", "record").outcome == "policy, record"
    assert question_of(question) is question


def test_what_cannot_be_asked_is_no_question() -> None:
    fault = fault_of(lambda: question_of(5))
    assert (fault.path, fault.expected) == (
        "ask",
        "a Question, or a function of a policy and a record",
    )


def test_an_argument_of_another_type_is_refused_by_its_name() -> None:
    wrong: Any = 5
    for name, call in (
        ("name", lambda: field({"amount": 5}, wrong)),
        ("text", lambda: Question("asked", wrong, max)),
        ("outcomes", lambda: kept().order(wrong)),
        ("outcome", lambda: kept().title(wrong)),
        ("deadline", lambda: Timely(wrong, None)),
        ("done", lambda: timely("asked", ASKED, max, wrong)),
    ):
        with pytest.raises(InputError) as caught:
            call()
        assert name in [fault.path for fault in caught.value.faults]


# kept deadlines

START, DUE = datetime(2024, 3, 1, 9), datetime(2024, 3, 6, 9)
BY_MOMENT = Deadline(START, DUE, date(2024, 3, 6), "000-A26-1.1")
BY_DAY = Deadline(date(2024, 3, 1), datetime(2024, 3, 8), date(2024, 3, 7))
AWARE = Deadline(START.replace(tzinfo=UTC), DUE.replace(tzinfo=UTC), date(2024, 3, 6))


def kept() -> Question:
    return timely("kept", ASKED, lambda _, record: record["due"], "closed_at", ("opened_at",))


@pytest.mark.parametrize(
    ("deadline", "done_at", "outcome"),
    [
        (BY_MOMENT, None, "open"),
        (BY_MOMENT, START, "on_time"),
        (BY_MOMENT, DUE, "on_time"),
        (BY_MOMENT, DUE + SECOND, "late"),
        (BY_DAY, datetime(2024, 3, 1), "on_time"),
        (BY_DAY, datetime(2024, 3, 8), "on_time"),
        (BY_DAY, datetime(2024, 3, 8) + SECOND, "late"),
        (AWARE, DUE.replace(tzinfo=UTC), "on_time"),
    ],
)
def test_what_is_done_at_the_due_instant_is_on_time(
    deadline: Deadline, done_at: datetime | None, outcome: str
) -> None:
    record = {"due": deadline, "closed_at": done_at, "amount": "12.30"}
    reply = kept().put(None, record)
    assert (reply.outcome, reply.units) == (outcome, 1230)
    assert reply.answer == Timely(deadline, done_at)


def test_the_second_pass_of_a_doubled_hour_comes_after_the_first() -> None:
    first = datetime(2024, 10, 27, 2, 40, tzinfo=ZoneInfo("Europe/Berlin"))
    done = first.replace(minute=10, fold=1)
    record = {"due": Deadline(first, first, first.date()), "closed_at": done}
    assert kept().put(None, record).outcome == "late"
    record = {"due": Deadline(done, done, done.date()), "closed_at": first}
    assert fault_of(lambda: kept().put(None, record)).path == "closed_at"


def test_what_is_not_recorded_as_done_is_open() -> None:
    reply = kept().put(None, {"due": BY_MOMENT})
    assert (reply.outcome, reply.units) == ("open", None)


@pytest.mark.parametrize(
    ("deadline", "done_at", "expected"),
    [
        (BY_MOMENT, START - SECOND, "a moment not before the start, 2024-03-01 09:00:00"),
        (BY_DAY, datetime(2024, 2, 29, 23, 59), "a moment not before the start, 2024-03-01"),
        (BY_MOMENT, date(2024, 3, 5), "a datetime.datetime"),
        (BY_MOMENT, DUE.replace(tzinfo=UTC), "a datetime that is naive, as the start is"),
        (AWARE, DUE, "a datetime that is aware, as the start is"),
    ],
)
def test_a_moment_that_does_not_belong_is_refused_by_the_records_field(
    deadline: Deadline, done_at: object, expected: str
) -> None:
    fault = fault_of(lambda: kept().put(None, {"due": deadline, "closed_at": done_at}))
    assert (fault.path, fault.value, fault.expected) == ("closed_at", done_at, expected)


def test_a_kept_deadline_tells_when_it_was_due_and_done_and_under_which_rule() -> None:
    late = Timely(BY_MOMENT, DUE + SECOND)
    (reason,) = late.reasons
    assert reason.rule == "000-A26-1.1"
    assert reason.text.en == f"due {BY_MOMENT}; done 09:00:01 on Wednesday 6 March 2024: late"
    assert reason.text.zh.startswith(f"到期：{BY_MOMENT.say('zh')}；完成：2024年3月6日")
    assert reason.text.zh.endswith("：逾期")
    assert Timely(BY_MOMENT, None).reasons[0].text.en == f"due {BY_MOMENT}: not done yet"


def test_the_question_of_a_deadline_tells_its_fields_and_outcomes_in_order() -> None:
    assert kept().fields == ("opened_at", "closed_at")
    assert kept().order(["open", "late", "on_time"]) == ["on_time", "late", "open"]
    assert timely("kept", ASKED, max, "done").fields == ("done",)
    assert timely("kept", ASKED, max, "done", columns=repr).columns is repr
    assert "columns" not in repr(timely("kept", ASKED, max, "done", columns=repr))
    told = [kept().title(outcome).en for outcome in ("on_time", "late", "open")]
    assert told == ["on time", "late", "not done yet"]


def test_a_field_that_breaks_is_there() -> None:
    class Broken:
        @property
        def amount(self) -> int:
            raise RuntimeError

    assert has_field(Broken(), "amount")
    assert not has_field(Broken(), "sum")
    assert has_field({"amount": None}, "amount")
    assert not has_field({"amount": None}, "sum")
