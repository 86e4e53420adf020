"""Violations of first-asked responsibility and what they are met with (001 FA 4)."""

from __future__ import annotations

from enum import StrEnum

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.deductions import Sanction
from csrules.errors import Faults, InputError, refuse
from csrules.kinds import Choice, Words
from csrules.tables import Column, Row, Table

__all__ = [
    "VIOLATIONS",
    "Measure",
    "Sanctioned",
    "Violation",
    "sanction",
]


class Violation(StrEnum):
    """The circumstances that the text lists."""

    NOT_FINISHED = "not_finished"
    NOT_HANDED_OVER = "not_handed_over"
    RESPONSIBLE_PERSON_LATE = "responsible_person_late"
    COLD_TREATMENT = "cold_treatment"
    UNFAMILIAR = "unfamiliar"
    SHIFTING = "shifting"
    UNCIVIL = "uncivil"
    TAKING_ADVANTAGE = "taking_advantage"


_SAID = {
    Violation.NOT_FINISHED: (
        "001-FA-4.1",
        Text(
            "the first-asked person did not finish in time or within the limit",
            "首问责任人未及时或未按期办结",
        ),
    ),
    Violation.NOT_HANDED_OVER: (
        "001-FA-4.2",
        Text(
            "the matter was not handed over in time to the responsible person",
            "未及时移交有关责任人",
        ),
    ),
    Violation.RESPONSIBLE_PERSON_LATE: (
        "001-FA-4.3",
        Text(
            "the responsible person, on duty, made no contact in time or did not finish in time",
            "责任人到岗后未及时联系或未按期办结",
        ),
    ),
    Violation.COLD_TREATMENT: (
        "001-FA-4.4",
        Text(
            "cold treatment, or what had to be told was not told clearly",
            "态度冷漠，或应告知的未说清",
        ),
    ),
    Violation.UNFAMILIAR: (
        "001-FA-4.5",
        Text(
            "unclear about duties, unfamiliar with procedure, or mistaken in handling",
            "职责不清、程序不熟或办理有误",
        ),
    ),
    Violation.SHIFTING: (
        "001-FA-4.6",
        Text("shifting, wrangling, irresponsible", "推诿扯皮、不负责任"),
    ),
    Violation.UNCIVIL: (
        "001-FA-4.7",
        Text("bad attitude or uncivil language", "态度恶劣或用语不文明"),
    ),
    Violation.TAKING_ADVANTAGE: (
        "001-FA-4.8",
        Text(
            "asking for meals, goods or favours, directly or in disguise, or no service without "
            "them",
            "办事时直接或变相吃拿卡要，或不给好处不办事",
        ),
    ),
}
_BY_CLOCK = {Violation.NOT_FINISHED, Violation.NOT_HANDED_OVER, Violation.RESPONSIBLE_PERSON_LATE}

VIOLATIONS = Table(
    name="first_asked_violations",
    title=Text("violations of first-asked responsibility", "违反首问责任制的情形"),
    columns=(
        Column(
            "violation",
            Choice(Violation),
            Text("violation", "情形"),
            {violation: text for violation, (_, text) in _SAID.items()},
        ),
    ),
    # how it is found: from the clocks of the ticket, or by the judgement of a review
    outputs=("found_by", "bonus_fault"),
    rows=tuple(
        Row(
            rule,
            {"violation": violation},
            {
                "found_by": "clock" if violation in _BY_CLOCK else "review",
                "bonus_fault": {
                    Violation.SHIFTING: "shifting",
                    Violation.UNCIVIL: "uncivil_language",
                }.get(violation),
            },
            text,
        )
        for violation, (rule, text) in _SAID.items()
    ),
)


class Measure(StrEnum):
    """The measures that the text names; its list is open."""

    CRITICISM_AND_EDUCATION = "criticism_and_education"
    CIRCULATED_CRITICISM = "circulated_criticism"
    SELF_CRITICISM_AND_APOLOGY = "self_criticism_and_apology"
    OTHER = "other"


_MEASURES = {
    Measure.CRITICISM_AND_EDUCATION: Text("criticism and education", "批评教育"),
    Measure.CIRCULATED_CRITICISM: Text("circulated criticism", "通报批评"),
    Measure.SELF_CRITICISM_AND_APOLOGY: Text(
        "written self-criticism and an apology to the person concerned",
        "提交书面检讨，并向当事人赔礼",
    ),
}


@attrs.frozen
class Sanctioned(Answer):
    """Whether a sanction may be recorded, and the record."""

    allowed: bool
    violation: Violation
    record: Sanction | None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The violation, and the sanction or why there is none."""
        rule, text = _SAID[self.violation]
        if self.record is None:
            why = Text(
                "not found true yet: no sanction; allowed instead: verify it first",
                "尚未查实，不得处理；应先查实",
            )
            return (Reason(rule, text), Reason("001-FA-4-2", why))
        return (Reason(rule, text), *self.record.reasons)


def _said(measure: Measure, other: str | None) -> Text:
    if measure is Measure.OTHER:
        said = Words(200).read(other, "other")
        return Text(said, said)
    if other is not None:
        refuse("other", other, "nothing: the measure is named", "use Measure.OTHER")
    return _MEASURES[measure]


@cites(
    "001-FA-4-2",
    "001-FA-4.1",
    "001-FA-4.2",
    "001-FA-4.3",
    "001-FA-4.4",
    "001-FA-4.5",
    "001-FA-4.6",
    "001-FA-4.7",
    "001-FA-4.8",
)
def sanction(
    violation: Violation | str, measure: Measure | str, *, verified: bool, other: str | None = None
) -> Sanctioned:
    """A sanction for a violation that was found true; refused while it is not ``verified``.

    The text assigns no measure to a violation: the choice is the caller's. Its list is open:
    `Measure.OTHER` takes what the measure is in ``other``.

    >>> sanction("shifting", "circulated_criticism", verified=False).allowed
    False
    """
    faults = Faults()
    with faults:
        kind = Choice(Violation).read(violation, "violation")
    with faults:
        chosen = Choice(Measure).read(measure, "measure")
        text = _said(chosen, other)
    faults.raise_as(InputError)
    if not verified:
        return Sanctioned(False, kind, None)
    text = Text(f"found true: {text.en}", f"经查实：{text.zh}")
    return Sanctioned(True, kind, Sanction(chosen, "001-FA-4-2", text))
