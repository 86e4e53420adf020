"""The handbook's rules over columns: transfer, answer, the information score."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from csrules.batch.columns import Counts, Flags, Moments
from csrules.batch.duekernel import GIVES, DueKernel
from csrules.batch.either import Either
from csrules.batch.rule import ColumnRule
from csrules.batch.scorekernel import ScoreKernel
from csrules.batch.timelykernel import TimelyKernel
from csrules.doors import guarded
from csrules.errors import MissingParameterError
from csrules.regulations.property_handbook import first_asked_limits, questions
from csrules.regulations.property_handbook.information_score import IN_A_YEAR
from csrules.regulations.property_handbook.information_score import information_score as score_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from csrules.batch.quick import Kernel
    from csrules.deadlines import Limit
    from csrules.question import Question
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["answer", "answer_due", "handover", "handover_due", "information_score"]


def _due(
    limit: Callable[[], Limit], calendar: WorkCalendar, start: str, only: Iterable[str]
) -> Kernel | None:
    """The kernel of a limit; None where the policy leaves its figure blank."""
    try:
        return DueKernel(limit(), calendar, start, only)
    except MissingParameterError:
        return None


def _handover(
    policy: PropertyHandbookPolicy, calendar: WorkCalendar, only: Iterable[str]
) -> Kernel:
    limit = partial(first_asked_limits.handover_limit, policy)
    yes = DueKernel(limit(special=True), calendar, "received_at", only)
    return Either("special", yes, _due(limit, calendar, "received_at", only))


def _answer(policy: PropertyHandbookPolicy, calendar: WorkCalendar, only: Iterable[str]) -> Kernel:
    limit, start = partial(first_asked_limits.answer_limit, policy), "department_received_at"
    yes, no = (DueKernel(limit(complicated=each), calendar, start, only) for each in (True, False))
    return Either("complicated", yes, no)


@guarded
def handover_due(
    policy: PropertyHandbookPolicy,
    calendar: WorkCalendar,
    received_at: str = "received_at",
    special: str = "special",
    *,
    only: Iterable[str] = GIVES,
    prefix: str = "handover_",
) -> ColumnRule:
    """When each matter has to be with the next one (001-FA-3.4-2, 3.4-3): parts of a deadline.

    ``special`` is a column of true and false; without it no circumstances are special. Where it
    goes by another name it has to be there.

    >>> from datetime import datetime
    >>> import pyarrow as pa
    >>> from csrules import cn_calendar
    >>> from csrules.batch import Work
    >>> from csrules.regulations.property_handbook import policy
    >>> work = Work(handover_due(policy(), cn_calendar(2024), only=["due"]), keep=False)
    >>> work.table(pa.table({"received_at": [datetime(2024, 3, 8, 15)]})).to_pylist()
    [{'handover_due': datetime.datetime(2024, 3, 11, 15, 0)}]
    """
    return ColumnRule(
        partial(first_asked_limits.handover_due, policy, calendar=calendar),
        {
            "received_at": Moments(received_at),
            "special": Flags(special, optional=special == "special"),
        },
        _handover(policy, calendar, only),
        prefix=prefix,
    )


@guarded
def answer_due(
    policy: PropertyHandbookPolicy,
    calendar: WorkCalendar,
    department_received_at: str = "department_received_at",
    complicated: str = "complicated",
    *,
    only: Iterable[str] = GIVES,
    prefix: str = "answer_",
) -> ColumnRule:
    """When each customer is to be answered (001-FA-3.4-4, 3.4-5): parts of a deadline.

    ``complicated`` is a column of true and false; without it no problem is complicated. Where it
    goes by another name it has to be there.

    >>> from datetime import datetime
    >>> import pyarrow as pa
    >>> from csrules import cn_calendar
    >>> from csrules.batch import Work
    >>> from csrules.regulations.property_handbook import policy
    >>> work = Work(answer_due(policy(), cn_calendar(2024), only=["due"]), keep=False)
    >>> at = datetime(2024, 3, 8, 10)
    >>> asked = pa.table({"department_received_at": [at, at], "complicated": [True, False]})
    >>> [str(row["answer_due"]) for row in work.table(asked).to_pylist()]
    ['2024-03-13 00:00:00', '2024-03-08 22:00:00']
    """
    return ColumnRule(
        partial(first_asked_limits.answer_due, policy, calendar=calendar),
        {
            "department_received_at": Moments(department_received_at),
            "complicated": Flags(complicated, optional=complicated == "complicated"),
        },
        _answer(policy, calendar, only),
        prefix=prefix,
    )


@guarded
def handover(policy: PropertyHandbookPolicy, calendar: WorkCalendar) -> ColumnRule:
    """Was each matter transferred in time (001-FA-3.4-2, 3.4-3): ``outcome``.

    Reads ``received_at``, ``special`` (optional) and ``handed_over_at``, which is null, or not
    there, while it is not.

    >>> from datetime import datetime
    >>> import pyarrow as pa
    >>> from csrules import cn_calendar
    >>> from csrules.batch import Work
    >>> from csrules.regulations.property_handbook import policy
    >>> matters = pa.table({"received_at": [datetime(2024, 3, 8, 15)],
    ...                     "handed_over_at": [datetime(2024, 3, 11, 15, 1)]})
    >>> Work(handover(policy(), cn_calendar(2024))).table(matters).column("outcome").to_pylist()
    ['late']
    """
    return ColumnRule(
        partial(_asked, questions.handover, calendar, policy),
        {
            "received_at": Moments("received_at"),
            "special": Flags("special", optional=True),
            "handed_over_at": Moments("handed_over_at", optional=True, nullable=True),
        },
        TimelyKernel(_handover(policy, calendar, ("due",)), "received_at", "handed_over_at"),
    )


@guarded
def answer(policy: PropertyHandbookPolicy, calendar: WorkCalendar) -> ColumnRule:
    """Was each customer answered in time (001-FA-3.4-4, 3.4-5): ``outcome``.

    Reads ``department_received_at``, ``complicated`` (optional) and ``answered_at``, which is null,
    or not there, while nobody has answered.

    >>> from datetime import datetime
    >>> import pyarrow as pa
    >>> from csrules import cn_calendar
    >>> from csrules.batch import Work
    >>> from csrules.regulations.property_handbook import policy
    >>> asked = pa.table({"department_received_at": [datetime(2024, 3, 8, 10)]})
    >>> Work(answer(policy(), cn_calendar(2024))).table(asked).column("outcome").to_pylist()
    ['open']
    """
    return ColumnRule(
        partial(_asked, questions.answer, calendar, policy),
        {
            "department_received_at": Moments("department_received_at"),
            "complicated": Flags("complicated", optional=True),
            "answered_at": Moments("answered_at", optional=True, nullable=True),
        },
        TimelyKernel(_answer(policy, calendar, ("due",)), "department_received_at", "answered_at"),
    )


def _asked(
    question: Callable[[WorkCalendar], Question],
    calendar: WorkCalendar,
    policy: PropertyHandbookPolicy,
    **record: Any,
) -> Any:
    return question(calendar).ask(policy, record)


@guarded
def information_score(
    policy: PropertyHandbookPolicy, *, items: bool = False, prefix: str = ""
) -> ColumnRule:
    """The information score of each year (001-IM-6.1): ``total``, and what each item is left with.

    The columns are the counts, by name; one that is not there is 0, but one has to be. Points
    have one place.

    >>> import pyarrow as pa
    >>> from csrules.batch import Work
    >>> from csrules.regulations.property_handbook import policy
    >>> years = pa.table({"missing_periodic": [0, 1], "defects": [0, 4]})
    >>> [str(total) for total in
    ...  Work(information_score(policy())).table(years).column("total").to_pylist()]
    ['10.0', '9.1']
    """
    card = policy.score.card
    together = tuple((names, most) for names, most, *_ in IN_A_YEAR)
    return ColumnRule(
        partial(score_of, policy),
        {name: Counts(name, optional=True) for name in card.counts},
        ScoreKernel(card, policy.score.clamp, together, items),
        prefix=prefix,
    )
