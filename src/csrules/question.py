"""Questions that a study puts to a policy about each record: who approves, what is deducted.

A pack declares its ready-made questions in a file ``questions.py``; an analyst may write one more,
and any function of a policy and a record is one already::

    >>> from csrules.regulations import company
    >>> question = question_of(lambda policy, record: company.approver(policy, record["amount"]))
    >>> reply = question.put(company.policy(), {"amount": "1500"})
    >>> reply.outcome, reply.amount
    ('deputy_gm', Decimal('1500.00'))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.calendars.moments import a_moment, say_moment, span
from csrules.citation import Answer, Reason, Text
from csrules.doors import guarded
from csrules.errors import Fault, InputError, UnknownNameError, nearest, refuse
from csrules.money import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csrules.limits.deadline import Deadline

__all__ = [
    "Punctuality",
    "Question",
    "Reply",
    "Timely",
    "column_form",
    "field",
    "question_of",
    "timely",
]

_ABSENT: Final = object()


@guarded
def field(record: object, name: str, default: object = _ABSENT) -> Any:
    """A field of a record, which is a mapping or an object; raises `UnknownNameError`.

    >>> field({"amount": 5}, "amount"), field({}, "closed_at", None)
    (5, None)
    """
    if isinstance(record, Mapping):
        found = record.get(name, default)
    else:
        found = getattr(record, name, default)
    if found is _ABSENT:
        raise UnknownNameError(lacking(record, (name,)))
    return found


def has_field(record: object, name: str) -> bool:
    """Whether `field` finds one of this name, or breaks on it."""
    try:
        return name in record if isinstance(record, Mapping) else hasattr(record, name)
    except Exception:  # the record is somebody else's; its fields may do anything
        return True


def lacking(record: object, names: Sequence[str]) -> Fault:
    """What is wrong with a record that has none of these fields: the nearest to what it has."""
    known = _fields(record)
    name = next((each for each in names if get_close_matches(each, known)), names[0])
    others = ", ".join(each for each in names if each != name)
    mend = nearest(name, known)
    if not known:
        mend = f'give a mapping or an object, such as {{"{name}": …}}'
    return Fault(
        name, None, "a field of the record" + f", or one of: {others}" * bool(others), mend
    )


def _fields(record: object) -> list[str]:
    """The names of a record's fields; a plain value has none, nor has one of Python's own."""
    if isinstance(record, Mapping):
        return [str(key) for key in record]
    if _plain(record) is not None or type(record).__module__ == "builtins":
        return []
    return [key for key in dir(record) if not key.startswith("_")]


_TELLING: Final = ("outcome", "role", "grade", "state", "due", "amount", "total", "allowed")


def _plain(value: object) -> str | None:
    """What a plain value says of itself, or None where it is no plain value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | Decimal | Fraction) else None


def outcome_of(answer: object) -> str:
    """What an answer comes down to: a plain value itself, else the attribute that tells it."""
    plain = _plain(answer)
    if plain is not None:
        return plain
    for name in _TELLING:
        plain = _plain(getattr(answer, name, None))
        if plain is not None:
            return plain
    refuse(
        "ask",
        answer,
        f"a plain value, or an answer that has one of: {', '.join(_TELLING)}",
        "make a csrules.question.Question that says what the outcome is",
    )


def amount_of(_record: object, answer: object) -> Decimal | None:
    """The money of an answer: its ``amount`` in yuan, where it has one."""
    found = getattr(answer, "amount", None)
    return found if isinstance(found, Decimal) else None


@attrs.frozen
class Reply:
    """What a question brought: the answer, its outcome, and its measure in whole small units."""

    answer: Any = attrs.field(eq=False)
    outcome: str
    units: int | None
    places: int = attrs.field(default=2, repr=False)

    @property
    def amount(self) -> Decimal | None:
        """The measure as a Decimal: yuan, or whatever the question measures."""
        return None if self.units is None else shown_units(self.units, self.places)

    @property
    def why(self) -> Text:
        """The reasons of the answer in both languages."""
        explain = getattr(self.answer, "explain", None)
        if callable(explain):
            return Text(explain("en"), explain("zh"))
        return Text(str(self.answer), str(self.answer))


def shown_units(units: int, places: int) -> Decimal:
    """Whole small units as a Decimal with ``places`` places, in any decimal context."""
    return Decimal((units < 0, tuple(map(int, str(abs(units)))), -places))


_YUAN: Final = Text("yuan", "元")


@guarded
@attrs.frozen
class Question:
    """What is asked of a policy about each record.

    ``ask(policy, record)`` gives the answer, ``outcome(answer)`` what it comes down to, as a name;
    ``amount(record, answer)`` the money (or points: see ``unit``) that goes with it, or None.
    ``titles`` say each outcome in both languages, in the order in which tables show them;
    ``fields`` are the fields of a record that it reads: a study of records of which none has any
    of them is refused. ``columns(policy)`` gives the same replies over columns
    (`csrules.batch.replies.Replies`); `column_form` names it where importing it is to wait for the
    extra ``batch``. A question without it is put record by record.
    """

    name: str
    text: Text
    ask: Callable[[Any, Any], Any] = attrs.field(repr=False)
    outcome: Callable[[Any], str] = attrs.field(default=outcome_of, repr=False)
    amount: Callable[[Any, Any], Any] = attrs.field(default=amount_of, repr=False)
    titles: Mapping[str, Text] = attrs.field(factory=dict, repr=False)
    fields: tuple[str, ...] = ()
    unit: Text = _YUAN
    places: int = 2
    columns: Callable[[Any], Any] | None = attrs.field(default=None, repr=False)

    def put(self, policy: Any, record: Any) -> Reply:
        """The reply under ``policy``; raises what ``ask`` raises."""
        answer = self.ask(policy, record)
        measure = self.amount(record, answer)
        units = None
        if measure is not None:
            scaled = exact(measure, "amount") * 10**self.places
            if scaled.denominator != 1:
                refuse("amount", measure, f"at most {self.places} decimal places")
            units = scaled.numerator
        return Reply(answer, str(self.outcome(answer)), units, self.places)

    @guarded
    def order(self, outcomes: Iterable[str]) -> list[str]:
        """Outcomes in the order of the titles, then by name; none twice."""
        rank = {str(name): place for place, name in enumerate(self.titles)}
        return sorted(set(outcomes), key=lambda name: (rank.get(name, len(rank)), name))

    @guarded
    def title(self, outcome: str) -> Text:
        """What an outcome is called, or the outcome itself."""
        return self.titles.get(outcome) or Text(outcome, outcome)


@guarded
def column_form(module: str, function: str, **given: object) -> Callable[[Any], Any]:
    """The column form of a question, imported when it is first needed.

    ``function`` of the module of that dotted name is called with a policy and with ``given``.

    >>> from csrules.regulations import company
    >>> form = column_form("csrules.regulations.company.replies", "closing", calendar=None)
    >>> form(company.policy()).outcome
    'outcome'
    """

    def form(policy: Any) -> Any:
        return getattr(import_module(module), function)(policy, **given)

    return form


def question_of(ask: object) -> Question:
    """A question as it is, or a function ``(policy, record) -> answer`` made into one."""
    if isinstance(ask, Question):
        return ask
    if not callable(ask):
        refuse("ask", ask, "a Question, or a function of a policy and a record")
    name = getattr(ask, "__name__", "question")
    shown = "question" if name == "<lambda>" else name
    return Question(shown, Text(shown.replace("_", " "), "所问事项"), ask)


class Punctuality(StrEnum):
    """Whether something was done in time; what is not done yet is open, whatever the hour."""

    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"


_PUNCTUALITY: Final[dict[str, Text]] = {
    Punctuality.ON_TIME: Text("on time", "按时"),
    Punctuality.LATE: Text("late", "逾期"),
    Punctuality.OPEN: Text("not done yet", "未完成"),
}


@guarded
@attrs.frozen
class Timely(Answer):
    """A deadline held against when the thing was done; ``done_at`` is None while it is not."""

    deadline: Deadline
    done_at: datetime | None

    @property
    def outcome(self) -> Punctuality:
        """On time, late, or not done yet; exactly at the due instant is on time (R7, R10)."""
        if self.done_at is None:
            return Punctuality.OPEN
        met = self.deadline.met(self.done_at)
        return Punctuality.ON_TIME if met else Punctuality.LATE

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """When it was due, when it was done, and whether that is in time."""
        due, said = self.deadline.text, _PUNCTUALITY[self.outcome]
        en, zh = f"due {due.en}", f"到期：{due.zh}"
        if self.done_at is not None:
            done = say_moment(self.done_at)
            en, zh = f"{en}; done {done.en}", f"{zh}；完成：{done.zh}"
        return (Reason(self.deadline.rule, Text(f"{en}: {said.en}", f"{zh}：{said.zh}")),)


@guarded
def timely(
    name: str,
    text: Text,
    due: Callable[[Any, Any], Deadline],
    done: str,
    fields: tuple[str, ...] = (),
    columns: Callable[[Any], Any] | None = None,
) -> Question:
    """The question whether a deadline was kept.

    ``due(policy, record)`` gives the deadline, ``done`` names the record's field that says when the
    thing was done, which may be missing or None while it is not. A record's ``amount`` in yuan goes
    with it where it has one; ``columns`` is the same question over columns. Raises `InputError` for
    a thing done before its clock started.
    """

    def ask(policy: Any, record: Any) -> Timely:
        deadline, done_at = due(policy, record), field(record, done, None)
        if done_at is not None:
            a_moment(done_at, done)
            if (done_at.tzinfo is None) is not (deadline.due.tzinfo is None):
                kind = "naive" if deadline.due.tzinfo is None else "aware"
                refuse(done, done_at, f"a datetime that is {kind}, as the start is")
            start = deadline.start
            if isinstance(start, datetime):
                early = span(start, done_at) < timedelta(0)
            else:
                early = done_at.date() < start
            if early:
                raise InputError(Fault(done, done_at, f"a moment not before the start, {start}"))
        return Timely(deadline, done_at)

    return Question(
        name,
        text,
        ask,
        amount=lambda record, _: field(record, "amount", None),
        titles=_PUNCTUALITY,
        fields=(*fields, done),
        columns=columns,
    )
