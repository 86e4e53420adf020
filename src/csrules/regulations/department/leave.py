"""One(五): what each kind of leave needs, and what becomes of a request."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import attrs

from csrules.attendance import Excuse
from csrules.calendars.moments import later, say_clock, span
from csrules.citation import Answer, Reason, Text, cites
from csrules.plaintext import plural
from csrules.regulations.department.leave_request import LEAVE_NAMES, LeaveKind
from csrules.regulations.department.notice import notice_limit
from csrules.regulations.department.policy import OtherEmergency
from csrules.regulations.department.roles import TITLES, Role

if TYPE_CHECKING:
    from datetime import datetime

    from csrules.regulations.department.leave_request import LeaveRequest
    from csrules.regulations.department.policy import DepartmentPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["LeaveDecision", "LeaveStatus", "leave", "route"]


class LeaveStatus(StrEnum):
    """What becomes of a request for leave."""

    GRANTED = "granted"
    PROVISIONAL = "provisional"
    REFUSED = "refused"


@attrs.frozen
class _Demand:
    """One thing that leave needs: rule, words, whether it is there, whether it may follow.

    ``flaw`` says what is wrong with what is there; without it, there is nothing.
    """

    rule: str
    text: Text
    met: bool
    later: bool = False
    flaw: Text | None = None

    @property
    def lack(self) -> Reason:
        """What is missing, or there and not enough."""
        text, flaw = self.text, self.flaw
        if flaw is not None:
            text = Text(f"{text.en}: {flaw.en}", f"{text.zh}：{flaw.zh}")
        return Reason(self.rule, text)

    @property
    def reason(self) -> Reason:
        """Whether it is there."""
        if self.flaw is not None and not self.met:
            return self.lack
        en, zh = ("yes", "已具备") if self.met else ("missing", "缺")
        return Reason(self.rule, Text(f"{self.text.en}: {en}", f"{self.text.zh}：{zh}"))


@attrs.frozen
class LeaveDecision(Answer):
    """What becomes of a request: its status, what is ``missing``, and by which route.

    ``blocking`` is what is missing and may not follow later. ``flagged`` marks a route that the
    text does not name. Provisional leave turns into absence when its papers never come.
    """

    request: LeaveRequest
    status: LeaveStatus
    demands: tuple[_Demand, ...] = attrs.field(repr=False)
    flagged: bool = False

    @property
    def granted(self) -> bool:
        """Whether everything is there."""
        return self.status is LeaveStatus.GRANTED

    @property
    def missing(self) -> tuple[Reason, ...]:
        """All that is missing, each with its rule."""
        return tuple(demand.lack for demand in self.demands if not demand.met)

    @property
    def blocking(self) -> tuple[Reason, ...]:
        """What is missing and may not follow later."""
        return tuple(demand.lack for demand in self.demands if not (demand.met or demand.later))

    @property
    def excuse(self) -> Excuse | None:
        """The time in which the person need not be there; None when leave was refused."""
        if self.status is LeaveStatus.REFUSED:
            return None
        own = self.request
        rule = route(own.kind, emergency=own.emergency)
        return Excuse(own.person, own.start, own.end, rule, LEAVE_NAMES[own.kind])

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What the leave needs, and whether it is there."""
        found = [demand.reason for demand in self.demands]
        if self.flagged:
            text = Text(
                "no emergency clause for this leave; that of personal leave is applied",
                "条文对此类假未规定紧急情况，比照事假办理",
            )
            found.append(Reason("004-1.5.3-1", text))
        return tuple(found)


_ROUTES: Final = {
    LeaveKind.SICK: ("004-1.5.1-1", "004-1.5.1-2"),
    LeaveKind.PERSONAL: ("004-1.5.2-2", "004-1.5.2-3"),
}
_OTHER: Final = ("004-1.5.3-1", "004-1.5.3-1")


def route(kind: LeaveKind, *, emergency: bool) -> str:
    """The rule id by which such leave is applied for, or telephoned in an emergency."""
    return _ROUTES.get(kind, _OTHER)[emergency]


_HEAD: Final = TITLES[Role.HEAD]
_FORM: Final = Text("leave application form", "《请假申请表》")
_APPROVAL: Final = Text(f"approval by {_HEAD.en}", f"{_HEAD.zh}批准")
_IN_ADVANCE: Final = Text(f"application to {_HEAD.en} in advance", f"提前向{_HEAD.zh}请假")
_CERTIFICATE: Final = Text(
    "certificate of a hospital at county level or above", "县级以上（含县级）医院的病假证明"
)
_PROOF: Final = Text("proof handed in", "提供证明材料")


_REFUSED: Final = Text("refused", "未获批准")


def _said(moment: datetime) -> str:
    return f"{moment.date()} {say_clock(moment.replace(microsecond=0))}"


def _before(moment: datetime | None, start: datetime) -> bool:
    return moment is not None and span(moment, start) > timedelta(0)


def _late(moment: datetime | None, latest: str) -> Text | None:
    """That something came too late: when it came, and when at the latest it should have."""
    if moment is None:
        return None
    came = _said(moment)
    return Text(f"too late, {came}; {latest} at the latest", f"过迟，{came}提出，最迟{latest}")


def _noticed(
    policy: DepartmentPolicy,
    own: LeaveRequest,
    moment: datetime | None,
    calendar: WorkCalendar | None,
) -> tuple[int, bool, Text | None]:
    """The days of notice, whether ``moment`` keeps them, and what is said where it does not."""
    limit = notice_limit(policy, own.kind)
    if moment is None:
        return limit.days, False, None
    deadline = limit.before(own.start, calendar)
    kept = deadline.met(moment) and _before(moment, own.start)
    return limit.days, kept, _late(moment, str(deadline.last_day))


def _approval(own: LeaveRequest, rule: str = "004-1.5.2-2") -> _Demand:
    """The head's approval; a refusal is told as one."""
    return _Demand(
        rule, _APPROVAL, own.approved is True, flaw=_REFUSED if own.approved is False else None
    )


def _call(policy: DepartmentPolicy, own: LeaveRequest, rule: str) -> _Demand:
    """The call in time: by the company's figure; without one, before the leave is over."""
    minutes, at = policy.leave.call_minutes, own.phoned_at
    if minutes is None:
        text = Text(
            f"telephone call to {_HEAD.en} before the leave is over (how soon is not set and not "
            "checked)",
            f"假期结束前电话告知{_HEAD.zh}（未设具体时限，是否及时未核）",
        )
        return _Demand(rule, text, _before(at, own.end), flaw=_late(at, _said(own.end)))
    text = Text(
        f"telephone call to {_HEAD.en} within {plural(minutes, 'minute')} of the start",
        f"假期开始后{minutes}分钟内电话告知{_HEAD.zh}",
    )
    allowed = timedelta(minutes=minutes)
    met = at is not None and span(own.start, at) <= allowed
    return _Demand(rule, text, met, flaw=_late(at, _said(later(own.start, allowed))))


def _sick(
    policy: DepartmentPolicy, own: LeaveRequest, calendar: WorkCalendar | None
) -> list[_Demand]:
    paper = own.certificate is not None and own.certificate.enough
    if own.emergency:
        return [
            _call(policy, own, "004-1.5.1-2"),
            _Demand("004-1.5.1-2", _CERTIFICATE, paper, later=True),
        ]
    return [
        _Demand(
            "004-1.5.1-1",
            _IN_ADVANCE,
            _before(own.applied_at, own.start),
            flaw=_late(own.applied_at, _said(own.start)),
        ),
        _Demand("004-1.5.1-1", _CERTIFICATE, paper),
        _approval(own, "004-1.4-1"),
    ]


def _personal(
    policy: DepartmentPolicy, own: LeaveRequest, calendar: WorkCalendar | None
) -> list[_Demand]:
    if own.emergency:
        return _emergency(policy, own)
    days, in_time, late = _noticed(policy, own, own.applied_at, calendar)
    early = Text(f"application {plural(days, 'day')} in advance", f"提前{days}天申请")
    return [
        _Demand("004-1.5.2-1", early, in_time, flaw=late),
        _Demand("004-1.5.2-2", _FORM, own.form),
        _approval(own),
    ]


def _emergency(policy: DepartmentPolicy, own: LeaveRequest) -> list[_Demand]:
    return [
        _call(policy, own, "004-1.5.2-3"),
        _Demand("004-1.5.2-3", _FORM, own.form, later=True),
    ]


def _other(
    policy: DepartmentPolicy, own: LeaveRequest, calendar: WorkCalendar | None
) -> list[_Demand]:
    rule = "004-1.5.3-1"
    if own.emergency and policy.leave.other_emergency is OtherEmergency.APPLIES:
        proof = _Demand(rule, _PROOF, own.proof_at is not None, later=True)
        return [*_emergency(policy, own), proof]
    days, in_time, late = _noticed(policy, own, own.proof_at, calendar)
    early = Text(f"proof handed in {plural(days, 'day')} in advance", f"提前{days}天提供证明材料")
    return [
        _Demand(rule, early, in_time, flaw=late),
        _Demand(rule, _FORM, own.form),
        _approval(own, rule),
    ]


@cites(
    "004-1.4-1",
    "004-1.5.1-1",
    "004-1.5.1-2",
    "004-1.5.2-1",
    "004-1.5.2-2",
    "004-1.5.2-3",
    "004-1.5.3-1",
)
def leave(
    policy: DepartmentPolicy, request: LeaveRequest, *, calendar: WorkCalendar | None = None
) -> LeaveDecision:
    """What becomes of a request for leave with the papers there are, and all that is missing.

    Leave of every kind needs the head's approval, for leaving without it is absence (004-1.4-1);
    an emergency is provisional until its paper comes; a refusal by the head always ends it. How
    soon the head is called is the company's figure; while it is blank, the reasons say that it was
    not checked, and a call after the leave is none. Raises `MissingParameterError` while the days
    of notice of such leave are blank. The calendar is for a close of business (R7).

    >>> from datetime import datetime
    >>> from csrules.regulations.department.leave_request import LeaveRequest
    >>> from csrules.regulations.department.policy import policy
    >>> sudden = LeaveRequest("li", "sick", datetime(2024, 3, 8, 9), datetime(2024, 3, 8, 18),
    ...     emergency=True, phoned_at=datetime(2024, 3, 8, 8))
    >>> decision = leave(policy(), sudden)
    >>> str(decision.status), [str(reason) for reason in decision.missing]
    ('provisional', ['certificate of a hospital at county level or above [004-1.5.1-2]'])
    """
    judge = {LeaveKind.SICK: _sick, LeaveKind.PERSONAL: _personal}.get(request.kind, _other)
    demands = tuple(judge(policy, request, calendar))
    missing = [demand for demand in demands if not demand.met]
    status = LeaveStatus.GRANTED
    if request.approved is False or not all(demand.later for demand in missing):
        status = LeaveStatus.REFUSED
    elif missing:
        status = LeaveStatus.PROVISIONAL
    if request.approved is False and all(demand.text is not _APPROVAL for demand in demands):
        demands = (*demands, _approval(request, "004-1.4-1"))
    flagged = judge is _other and request.emergency
    allowed = policy.leave.other_emergency is OtherEmergency.APPLIES
    return LeaveDecision(request, status, demands, flagged and allowed)
