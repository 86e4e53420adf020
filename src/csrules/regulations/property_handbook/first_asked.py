"""Who is first asked, whom he serves, what he may not decline, where it goes (001 FA 2, 3, 5)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from csrules.calendars.moments import say_moment, span
from csrules.citation import Answer, Reason, Text, cites
from csrules.doors import guarded
from csrules.errors import Faults, InputError, refuse
from csrules.kinds import Choice, Flag, Identifier
from csrules.regulations.property_handbook.mail_times import alike
from csrules.regulations.property_handbook.names import read_names
from csrules.tables import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

__all__ = [
    "CUSTOMERS",
    "DECLINING",
    "ROUTES",
    "Contact",
    "ContactWay",
    "CustomerKind",
    "DeclineReason",
    "FirstAsked",
    "Situation",
    "first_asked",
]


class ContactWay(StrEnum):
    """How a customer meets the company."""

    VISIT = "visit"
    PHONE = "phone"
    SERVICE_AT_CUSTOMER = "service_at_customer"


@guarded
@attrs.frozen
class Contact:
    """A customer met somebody: who, when, how, and whether that is an employee of the company."""

    person: str
    at: datetime
    way: ContactWay
    employee: bool = True


@attrs.frozen
class FirstAsked(Answer):
    """The first-asked ``person``; None while several ``candidates`` were met at one moment."""

    person: str | None
    candidates: tuple[Contact, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Whom the customer met first, and when."""
        names = [contact.person for contact in self.candidates]
        when = say_moment(self.candidates[0].at)
        if self.person is None:
            en = f"met at the same moment, {when.en}: {', '.join(names)}; the text does not decide"
            zh = f"{when.zh}同时接触到{'、'.join(names)}，原文未定"
        else:
            en = f"{self.person} is the first employee whom the customer met, at {when.en}"
            zh = f"客户最先于{when.zh}接触到的员工是{self.person}"
        return (Reason("001-FA-2.2-1", Text(en, zh)),)


@cites("001-FA-2.2-1")
def first_asked(contacts: Iterable[Contact], prefer: Sequence[str] = ()) -> FirstAsked:
    """The first-asked person: the first employee of the company whom the customer met.

    People who are no employees do not count. Of several met at one moment the text says nothing:
    the first one named in ``prefer`` is taken, else ``person`` is None. Raises `InputError` when
    no contact is with an employee, or some moments are naive and others aware.

    >>> from datetime import datetime
    >>> met = [Contact("Li", datetime(2024, 3, 8, 9, 5), ContactWay.PHONE),
    ...        Contact("guard", datetime(2024, 3, 8, 9), ContactWay.VISIT, employee=False)]
    >>> first_asked(met).person
    'Li'
    """
    met, faults = list(contacts), Faults()
    for place, contact in enumerate(met):
        with faults:
            name = Identifier().read(contact.person, f"contacts[{place}].person")
            met[place] = attrs.evolve(contact, person=name)
        with faults:
            alike(contact.at, met[0].at, f"contacts[{place}].at")
    with faults:
        prefer = read_names(prefer, "prefer")
    faults.raise_as(InputError)
    employees = [contact for contact in met if contact.employee]
    if not employees:
        mend = "name the first employee whom the customer meets"
        refuse("contacts", met, "a contact with an employee", mend, "001-FA-2.2-1")
    first = min((each.at for each in employees), key=lambda at: span(employees[0].at, at))
    same = tuple(each for each in employees if not span(each.at, first))
    names = list(dict.fromkeys(each.person for each in same))
    chosen = names if len(names) == 1 else [name for name in prefer if name in names]
    return FirstAsked(chosen[0] if chosen else None, same)


class CustomerKind(StrEnum):
    """What kind of customer a person is."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    NONE = "none"


def _yes_no(name: str, en: str, zh: str) -> Column:
    return Column(name, Flag(), Text(en, zh))


CUSTOMERS = Table(
    name="customers",
    title=Text("who is a customer", "客户的认定"),
    columns=(
        _yes_no("needs_service", "needs service", "需要服务"),
        _yes_no("inside", "inside the company", "公司内部"),
    ),
    outputs=("kind",),
    rows=(
        Row(
            "001-FA-2.3-1",
            {"needs_service": True, "inside": True},
            {"kind": CustomerKind.INTERNAL},
            Text("somebody inside the company who needs service is a customer", "内部客户"),
        ),
        Row(
            "001-FA-2.3-1",
            {"needs_service": True, "inside": False},
            {"kind": CustomerKind.EXTERNAL},
            Text("somebody outside the company who needs service is a customer", "外部客户"),
        ),
        Row(
            "001-FA-2.3-1",
            {"needs_service": False},
            {"kind": CustomerKind.NONE},
            Text("who needs no service is no customer", "不需要服务者不是客户"),
        ),
    ),
)


class DeclineReason(StrEnum):
    """Why somebody would not take up a request."""

    NOT_MY_DUTY = "not_my_duty"
    NOT_MY_DEPARTMENTS_DUTY = "not_my_departments_duty"
    CANNOT_ANSWER_DIRECTLY = "cannot_answer_directly"
    OTHER = "other"


DECLINING = Table(
    name="declining",
    title=Text("declining a request", "推辞客户请求"),
    columns=(
        Column(
            "reason",
            Choice(DeclineReason),
            Text("reason", "理由"),
            {
                DeclineReason.NOT_MY_DUTY: Text("not my duty", "不归本人管"),
                DeclineReason.NOT_MY_DEPARTMENTS_DUTY: Text(
                    "not my department's duty", "不归本部门管"
                ),
                DeclineReason.CANNOT_ANSWER_DIRECTLY: Text(
                    "cannot answer directly", "不能直接答复"
                ),
                DeclineReason.OTHER: Text("another reason", "其他理由"),
            },
        ),
        Column(
            "way",
            Choice(ContactWay),
            Text("way", "方式"),
            {
                ContactWay.VISIT: Text("visit", "来访"),
                ContactWay.PHONE: Text("by telephone", "来电"),
                ContactWay.SERVICE_AT_CUSTOMER: Text("service at the customer's place", "上门服务"),
            },
        ),
    ),
    outputs=("allowed", "instead"),
    rows=(
        Row(
            "001-FA-3.1-1",
            {"reason": {DeclineReason.NOT_MY_DUTY, DeclineReason.NOT_MY_DEPARTMENTS_DUTY}},
            {"allowed": False, "instead": "answer_at_once"},
            Text(
                "may not be declined; answer in person at once, or hand it over where a direct "
                "answer is not possible",
                "不得推辞；应亲自当场答复，不能直接答复的依规定移交",
            ),
        ),
        Row(
            "001-FA-3.2-1",
            {"reason": DeclineReason.CANNOT_ANSWER_DIRECTLY, "way": ContactWay.PHONE},
            {"allowed": False, "instead": "hand_form_to_cs_centre"},
            Text(
                "not declined but handed over: the record form goes to the customer-service centre",
                "不是推辞而是移交：把记录单移交客户服务中心",
            ),
        ),
        Row(
            "001-FA-3.3-1",
            {
                "reason": DeclineReason.CANNOT_ANSWER_DIRECTLY,
                "way": {ContactWay.VISIT, ContactWay.SERVICE_AT_CUSTOMER},
            },
            {"allowed": False, "instead": "hand_over_to_department"},
            Text(
                "not declined but handed over: the matter goes to the first-asked department",
                "不是推辞而是移交：向首问责任部门办理交接手续",
            ),
        ),
        Row(
            "001-FA-3.1-1",
            {"reason": DeclineReason.OTHER},
            {"allowed": False, "instead": "answer_at_once"},
            Text(
                "the first-asked system names no other reason; answer in person at once; a "
                "malicious call (001-CG-4.1-3) and what is no business of the company "
                "(001-CG-4.1-4) have rules of their own",
                "首问责任制没有其他理由；应亲自当场答复；恶意呼叫（001-CG-4.1-3）和"
                "非本公司业务（001-CG-4.1-4）另有规定",
            ),
        ),
    ),
)


class Situation(StrEnum):
    """Where a first-asked matter stands when it has to go on."""

    PHONE_NOT_ANSWERABLE = "phone_not_answerable"
    AT_CS_CENTRE = "at_cs_centre"
    IN_PERSON_NOT_ANSWERABLE = "in_person_not_answerable"
    DEPARTMENT_CANNOT = "department_cannot"
    MORE_TIME_NEEDED = "more_time_needed"
    COMPLAINT_ABOUT_VIOLATION = "complaint_about_violation"


ROUTES = Table(
    name="first_asked_routes",
    title=Text("where a first-asked matter goes", "首问事项的去向"),
    columns=(
        Column(
            "situation",
            Choice(Situation),
            Text("situation", "情形"),
            {
                Situation.PHONE_NOT_ANSWERABLE: Text(
                    "a phoned matter without a direct answer", "来电事项不能直接答复"
                ),
                Situation.AT_CS_CENTRE: Text(
                    "the record form is at the centre", "记录单已到客户服务中心"
                ),
                Situation.IN_PERSON_NOT_ANSWERABLE: Text(
                    "a matter brought in person without a direct answer", "上门事项不能直接答复"
                ),
                Situation.DEPARTMENT_CANNOT: Text(
                    "a matter brought in person that the department cannot settle",
                    "首问责任部门不能办理的上门事项",
                ),
                Situation.MORE_TIME_NEEDED: Text(
                    "more time is needed than the working days for complicated problems",
                    "确需超过规定的工作日",
                ),
                Situation.COMPLAINT_ABOUT_VIOLATION: Text(
                    "complaint about a violation of this system", "投诉违反首问责任制"
                ),
            },
        ),
    ),
    outputs=("to", "carries", "orders"),
    rows=(
        Row(
            "001-FA-3.2-1",
            {"situation": Situation.PHONE_NOT_ANSWERABLE},
            {"to": "cs_centre", "carries": "record_form", "orders": None},
            Text(
                "the first-asked person hands the record form to the customer-service centre",
                "首问责任人把记录单移交客户服务中心",
            ),
        ),
        Row(
            "001-FA-3.2-1",
            {"situation": Situation.AT_CS_CENTRE},
            {
                "to": "department_concerned",
                "carries": "record_form",
                "orders": "answer_customer_clearly",
            },
            Text(
                "the customer-service centre orders the department concerned to answer the "
                "customer clearly",
                "客户服务中心责令相关部门给予客户明确答复",
            ),
        ),
        Row(
            "001-FA-3.3-1",
            {"situation": Situation.IN_PERSON_NOT_ANSWERABLE},
            {"to": "first_asked_department", "carries": "handover_record", "orders": None},
            Text(
                "the first-asked person explains it in detail to the first-asked department and "
                "completes the handover",
                "首问责任人向首问责任部门详细介绍需解决的问题，办理交接手续",
            ),
        ),
        Row(
            "001-FA-3.3-1",
            {"situation": Situation.DEPARTMENT_CANNOT},
            {"to": "cs_centre", "carries": "handover_record", "orders": None},
            Text(
                "the first-asked department hands over to the customer-service centre",
                "首问责任部门向客户服务中心办理交接手续",
            ),
        ),
        Row(
            "001-FA-3.4-6",
            {"situation": Situation.MORE_TIME_NEEDED},
            {"to": "cs_centre", "carries": "extension_report", "orders": "keep_on_record"},
            Text(
                "the first-asked department reports it to the customer-service centre for the "
                "record",
                "首问责任部门报客户服务中心备查",
            ),
        ),
        Row(
            "001-FA-5-5",
            {"situation": Situation.COMPLAINT_ABOUT_VIOLATION},
            # "this department" is taken for HR, the nearest subject of the paragraph
            {"to": "hr_hotline_office", "carries": "complaint", "orders": "check_implementation"},
            Text(
                "the complaint telephone and office, taken to be that of HR, checks it",
                "由投诉电话办公室（“本部”按人力资源部理解）检查落实",
            ),
        ),
    ),
)
