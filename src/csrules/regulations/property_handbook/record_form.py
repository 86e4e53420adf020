"""The customer-problem record form, and HR's spot check of it (001 FA 3.1, 3.2, 5, 6)."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

import attrs

from csrules.calendars.moments import a_day
from csrules.citation import Answer, Reason, Text, cites
from csrules.deadlines import CalendarDays
from csrules.errors import Fault, Faults, InputError
from csrules.forms import Condition, Field, Form
from csrules.kinds import Choice, Identifier, Moment, Words
from csrules.plaintext import plural
from csrules.policy import needed
from csrules.regulations.property_handbook.names import read_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from csrules.deadlines import Deadline
    from csrules.forms import Checked, Given
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "RECORD_FORM",
    "Channel",
    "Outcome",
    "SpotCheckResult",
    "check_record",
    "spot_check",
    "spot_check_due",
    "spot_check_sample",
]


class Channel(StrEnum):
    """By which way a customer brings a request."""

    PHONE = "phone"
    VISIT = "visit"
    SERVICE_AT_CUSTOMER = "service_at_customer"


class Outcome(StrEnum):
    """What the first-asked person did with the matter."""

    ANSWERED = "answered"
    TRANSFERRED = "transferred"


_RULE = "001-FA-3.1-3"

RECORD_FORM = Form(
    name="customer_problem_record",
    title=Text("customer-problem record form", "客户反映问题记录单"),
    fields=(
        Field("customer", Words(200), _RULE, Text("customer", "客户")),
        Field("contact", Words(200), _RULE, Text("contact of the customer", "客户联系方式")),
        Field("channel", Choice(Channel), _RULE, Text("channel", "反映方式")),
        Field("received_at", Moment(), _RULE, Text("time of receipt", "接到时间")),
        Field("first_asked_person", Identifier(), _RULE, Text("first-asked person", "首问责任人")),
        Field("matter", Words(), _RULE, Text("matter", "反映事项")),
        Field("outcome", Choice(Outcome), _RULE, Text("answer or transfer", "答复或移交")),
        Field("answer", Words(), _RULE, Text("answer", "答复内容"), "answered"),
        Field("transferred_to", Words(200), _RULE, Text("transferred to", "移交对象"), "passed_on"),
        Field("transferred_at", Moment(), _RULE, Text("time of transfer", "移交时间"), False),
        Field("handling", Words(), "001-FA-3.2-3", Text("handling", "处理情况"), "fed_back"),
    ),
    conditions=(
        Condition("answered", Text("once answered", "已答复的"), "outcome", (Outcome.ANSWERED,)),
        Condition(
            "passed_on", Text("once transferred", "已移交的"), "outcome", (Outcome.TRANSFERRED,)
        ),
        Condition("fed_back", Text("once the handling is fed back", "处理情况已反馈的")),
    ),
    open=True,  # the text names the form and not its fields: these are the least it must hold
    cites=("001-FA-6-1",),
)


@cites("001-FA-3.1-3", "001-FA-3.2-3", "001-FA-6-1")
def check_record(data: Given, *, fed_back: bool = False) -> Checked:
    """What a record form lacks; it is needed also where the answer was given on the spot.

    ``fed_back`` says that the handling has come back to the first-asked person, who then enters
    it. A result that is not entered is a deduction (001-FA-5-3).

    >>> [each.name for each in check_record({"customer": "Wang"}).missing][:2]
    ['contact', 'channel']
    """
    return RECORD_FORM.check(data, {"fed_back": fed_back})


@cites("001-FA-5-2")
def spot_check_due(
    policy: PropertyHandbookPolicy, last_check: date, calendar: WorkCalendar | None = None
) -> Deadline:
    """When HR's next spot check is due after ``last_check``.

    The text says "regularly": `MissingParameterError` names ``spot_check.interval_days`` until a
    company fills it in.
    """
    (days,) = needed(policy, "spot_check.interval_days")
    dates = policy.dates
    limit = CalendarDays(days, dates.start_day, dates.day_end, dates.count_ends, "001-FA-5-2")
    return limit.due(a_day(last_check, "last_check"), calendar)


@cites("001-FA-5-2")
def spot_check_sample(
    policy: PropertyHandbookPolicy, forms: Iterable[str], seed: str
) -> tuple[str, ...]:
    """The forms to check, drawn from their numbers by ``seed``, in the order of the draw.

    The draw needs no random generator: forms are ordered by the SHA-256 of seed and number, so
    that anybody can repeat it, on any machine, whatever order the forms come in. A form that is
    not drawn does not change the order of the others. Fewer forms than the size are all drawn.
    Raises `MissingParameterError` while ``spot_check.size`` is blank.
    """
    (size,) = needed(policy, "spot_check.size")
    faults = Faults()
    with faults:
        seed = Words().read(seed, "seed")
    with faults:
        forms = read_names(forms, "forms", distinct=True)
    faults.raise_as(InputError)

    def drawn(number: str) -> bytes:
        return sha256(f"{seed}\n{number}".encode()).digest()

    return tuple(sorted(forms, key=drawn)[:size])


@attrs.frozen
class SpotCheckResult(Answer):
    """What a spot check found: the forms ``drawn``, and what the incomplete ones lack."""

    drawn: tuple[str, ...]
    seed: str
    incomplete: tuple[tuple[str, Checked], ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The draw, then each incomplete form with its missing fields."""
        found = [
            Reason(
                "001-FA-5-2",
                Text(
                    f"{plural(len(self.drawn), 'form')} drawn with seed {self.seed!r}; "
                    f"{len(self.incomplete)} incomplete",
                    f"以“{self.seed}”抽取{len(self.drawn)}份，其中{len(self.incomplete)}份不全",
                ),
            )
        ]
        for number, checked in self.incomplete:
            found += [
                Reason(
                    reason.rule,
                    Text(f"{number}: {reason.text.en}", f"{number}：{reason.text.zh}"),
                )
                for reason in checked.reasons
            ]
        return tuple(found)


@cites("001-FA-5-2")
def spot_check(
    policy: PropertyHandbookPolicy,
    forms: Mapping[str, Given],
    seed: str,
    *,
    fed_back: Iterable[str] = (),
) -> SpotCheckResult:
    """Draw from ``forms`` (data by number) and say which drawn ones are incomplete.

    ``fed_back`` names the forms whose handling has come back and has to be entered.
    """
    numbers = read_names(forms, "forms")
    drawn = spot_check_sample(policy, numbers, seed)
    forms = dict(zip(numbers, forms.values(), strict=True))
    back = dict.fromkeys(read_names(fed_back, "fed_back"))
    unknown = [
        Fault("fed_back", name, "the number of a form") for name in back if name not in forms
    ]
    if unknown:
        raise InputError(*unknown)
    checked = [(number, check_record(forms[number], fed_back=number in back)) for number in drawn]
    bad = tuple((number, result) for number, result in checked if not result.complete)
    return SpotCheckResult(drawn, seed, bad)
