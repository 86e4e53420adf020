"""What a study asks of the handbook: the information score; transfer and answer in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csrules.citation import Text
from csrules.question import Question, column_form, field, timely
from csrules.regulations.property_handbook.first_asked_limits import answer_due, handover_due
from csrules.regulations.property_handbook.information_score import information_score

if TYPE_CHECKING:
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.scoring import Score
    from csrules.workcalendar import WorkCalendar

__all__ = ["INFORMATION_SCORE", "QUESTIONS", "answer", "handover"]


_COUNTS: Final = (
    "missing_periodic",
    "late_periodic",
    "defects",
    "late_instant",
    "omitted_instant",
    "missing_plans",
    "missing_training",
)


def _score(policy: PropertyHandbookPolicy, record: Any) -> Score:
    return information_score(policy, **{name: field(record, name, 0) for name in _COUNTS})


INFORMATION_SCORE: Final = Question(
    "information_score",
    Text("the information score", "信息考核得分"),
    _score,
    outcome=lambda score: "reduced" if any(item.lost for item in score.items) else "full",
    amount=lambda _, score: score.total,
    titles={"full": Text("full marks", "满分"), "reduced": Text("points lost", "有扣分")},
    fields=_COUNTS,
    unit=Text("points", "分"),
    places=1,
    columns=column_form(f"{__package__}.replies", "information_score"),
)
"""The score (001-IM-6.1): a record has the counts of faults by name; one not given is 0."""


def handover(calendar: WorkCalendar) -> Question:
    """Was a matter transferred in time? A record has ``received_at``, ``handed_over_at``.

    ``special`` (true or false) may say that the circumstances were special (001-FA-3.4-2).
    """
    return timely(
        "handover",
        Text("was the matter transferred in time", "是否按时移交"),
        lambda policy, record: handover_due(
            policy, field(record, "received_at"), calendar, special=field(record, "special", False)
        ),
        "handed_over_at",
        ("received_at", "special"),
        column_form(f"{__package__}.replies", "handover", calendar=calendar),
    )


def answer(calendar: WorkCalendar) -> Question:
    """Was the customer answered in time (001-FA-3.4-4, 3.4-5)?

    A record has ``department_received_at``, ``answered_at``, and ``complicated`` (true or false).
    """
    return timely(
        "answer",
        Text("was the customer answered in time", "是否按时答复"),
        lambda policy, record: answer_due(
            policy,
            field(record, "department_received_at"),
            calendar,
            complicated=field(record, "complicated", False),
        ),
        "answered_at",
        ("department_received_at", "complicated"),
        column_form(f"{__package__}.replies", "answer", calendar=calendar),
    )


QUESTIONS: Final = (INFORMATION_SCORE,)
"""The ready-made questions; the first one is asked where a study names none."""
