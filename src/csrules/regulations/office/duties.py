"""Section 1: enquiry and complaint calls are answered, and each leaves a work record."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Faults, InputError
from csrules.forms import Field, Form
from csrules.kinds import Choice, Identifier
from csrules.plaintext import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["WORK_RECORD", "CallKind", "WorkRecords", "work_records"]


class CallKind(StrEnum):
    """The calls that a work record is made of."""

    ENQUIRY = "enquiry"
    COMPLAINT = "complaint"


WORK_RECORD = Form(
    name="office.work_record",
    title=Text("work record", "工作记录"),
    fields=(
        Field("call", Identifier(100), "S2-03-01", Text("which call", "所记来电")),
        Field("kind", Choice(CallKind), "S2-03-01", Text("kind of call", "来电类别")),
    ),
    open=True,  # the text asks for a record and does not name its fields
)
"""The record of one call; the text names no further fields, a company adds its own."""


@attrs.frozen
class WorkRecords(Answer):
    """Which calls have their record: ``recorded`` and ``missing`` calls, in order."""

    recorded: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every call has its record."""
        return not self.missing

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """How many calls have a record, and which have none."""
        total, number = len(self.recorded) + len(self.missing), len(self.recorded)
        text = Text(
            f"{number} of {plural(total, 'call')} with a work record"
            + (f"; without: {', '.join(self.missing)}" if self.missing else ""),
            f"{total}次来电中{number}次有工作记录"
            + (f"；缺记录：{'、'.join(self.missing)}" if self.missing else ""),
        )
        return (Reason("S2-03-01", text),)


@cites("S2-03-01")
def work_records(calls: Iterable[str], records: Iterable[dict[str, object]]) -> WorkRecords:
    """Whether every call has its work record; records are checked against `WORK_RECORD`.

    Raises `InputError` with everything that is missing or wrong in any record.

    >>> work_records(["C1", "C2"], [{"call": "C1", "kind": "enquiry"}]).missing
    ('C2',)
    """
    faults, told = Faults(), set()
    for record in records:
        with faults:
            told.add(WORK_RECORD.check(record).demand()["call"])
    names = []
    for place, call in enumerate(calls):
        with faults:
            names.append(Identifier(100).read(call, f"calls[{place}]"))
    faults.raise_as(InputError)
    return WorkRecords(
        tuple(name for name in names if name in told),
        tuple(name for name in names if name not in told),
    )
