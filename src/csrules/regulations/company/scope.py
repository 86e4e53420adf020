"""Art. 21 to 23: what complaint management covers, the number of a form, the class of a cause."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import refuse
from csrules.kinds import Identifier
from csrules.policy import needed
from csrules.regulations.company.complaint import complaint_age

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, timedelta

    from csrules.lifecycle.cases import Case, ClockView
    from csrules.regulations.company.policy import CompanyPolicy
    from csrules.workflow import Workflow

__all__ = [
    "SCOPE",
    "Cause",
    "CauseClass",
    "OverdueReport",
    "Topic",
    "case_number",
    "cause_of",
    "overdue",
]


class Topic(StrEnum):
    """Art. 21: what complaint management covers."""

    NUMBERING = "numbering"
    HANDLING = "handling"
    IMPROVEMENT = "improvement"
    RETURNS = "returns"
    TIME_LIMITS = "time_limits"
    AUTHORITY = "authority"
    OVERDUE = "overdue"


@attrs.frozen
class Scope:
    """Art. 21: the topics, and the articles that fill them; two are announced but never written."""

    articles: dict[Topic, tuple[int, ...]]
    rules: tuple[str, ...] = ("000-A21-1",)

    def unwritten(self) -> tuple[Topic, ...]:
        """The topics for which the document holds no article: the caller brings the rule."""
        return tuple(topic for topic, articles in self.articles.items() if not articles)


SCOPE: Final = Scope(
    {
        Topic.NUMBERING: (),
        Topic.HANDLING: (22, 23, 24, 25),
        Topic.IMPROVEMENT: (24, 25),
        Topic.RETURNS: (29,),
        Topic.TIME_LIMITS: (25, 26),
        Topic.AUTHORITY: (27,),
        Topic.OVERDUE: (),
    }
)
"""What complaint management covers, article by article."""


@cites("000-A21-1")
def case_number(number: str, taken: Collection[str]) -> str:
    """A form's number as the caller's own numbering gave it, once it is unique (000-A21-1).

    The numbering principle is announced but not written, so the number is an input.

    >>> case_number("2024-007", taken={"2024-006"})
    '2024-007'
    """
    text = Identifier(100).read(number, "number")
    if isinstance(taken, str):
        refuse("taken", taken, "the numbers of the other forms", "give a set or a list of them")
    if any(unicodedata.normalize("NFKC", other).strip() == text for other in taken):
        refuse("number", text, "a number that no other form has", rule="000-A21-1")
    return text


class CauseClass(StrEnum):
    """Art. 23: the two classes of complaint."""

    QUALITY = "quality"
    NON_QUALITY = "non_quality"


@attrs.frozen
class Cause(Answer):
    """The class of a complaint by its causes."""

    quality: bool
    non_quality: bool

    @property
    def cause_class(self) -> CauseClass:
        """The class: quality as soon as one cause is one of quality."""
        return CauseClass.QUALITY if self.quality else CauseClass.NON_QUALITY

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Which causes there are, and what class they make."""
        if self.quality and self.non_quality:
            text = Text("one of its causes is the product's quality", "原因之一为产品质量异常")
        elif self.quality:
            text = Text("its cause is the product's quality", "原因为产品质量异常")
        else:
            text = Text("no cause lies in the product's quality", "原因不在产品质量")
        return (Reason("000-A23-1", text),)


@cites("000-A23-1")
def cause_of(*, quality: bool, non_quality: bool) -> Cause:
    """The class of a complaint (000-A23-1); a mixed cause counts as one of quality.

    Raises `InputError` when there is no cause at all.

    >>> cause_of(quality=True, non_quality=True).cause_class.value
    'quality'
    """
    if not (quality or non_quality):
        refuse("cause", (quality, non_quality), "at least one cause", rule="000-A23-1")
    return Cause(quality, non_quality)


@attrs.frozen
class OverdueReport(Answer):
    """The clocks of a form that are past due, who is to be told, the whole complaint's age."""

    case: str
    to: str
    clocks: tuple[ClockView, ...]
    age: timedelta

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each overdue clock with its due time, and how old the complaint is over all its forms."""
        late = tuple(
            Reason(
                clock.rule,
                Text(
                    f"{clock.text.en} was due {clock.deadline}",
                    f"{clock.text.zh}应于{clock.deadline.say('zh')}前完成",
                ),
            )
            for clock in self.clocks
        )
        days = self.age.days
        age = Text(
            f"{days} full days since the complaint was first reported",
            f"自首次反映起已满{days}日",
        )
        return (*late, Reason("000-A25-5.1", age)) if late else ()


@cites("000-A21-1", "000-A24-3.1", "000-A25-5.1")
def overdue(policy: CompanyPolicy, workflow: Workflow, case: Case, at: datetime) -> OverdueReport:
    """The overdue report that customer service makes (000-A24-3.1).

    To whom is lost with the overdue rule: raises `MissingParameterError` until the company fills
    in ``overdue.report_to``.
    """
    (to,) = needed(policy, "overdue.report_to")
    late = tuple(clock for clock in workflow.clocks(case, at) if clock.status == "overdue")
    return OverdueReport(case.id, to, late, complaint_age(case, at))
