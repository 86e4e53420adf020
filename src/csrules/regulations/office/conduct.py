"""Sections 2 to 5: what may be done during work, and the checklists of quality assurance."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import refuse
from csrules.forms import Checklist, Field, Form, Item
from csrules.kinds import Choice, Whole, Words

if TYPE_CHECKING:
    from csrules.regulations.office.policy import OfficePolicy

__all__ = [
    "COMPLAINT_FINDINGS",
    "COMPLAINT_TALK",
    "CONDUCT",
    "PERSONAL_QUALITIES",
    "Activity",
    "Penalty",
    "Permitted",
    "permitted",
]


class Activity(StrEnum):
    """What somebody does during work."""

    WORK = "work"
    PRIVATE_VISITOR = "private_visitor"
    PRIVATE_CALL = "private_call"
    INFORMATION_LINE = "information_line"
    UNRELATED_WEB_SITE = "unrelated_web_site"
    GAME = "game"
    OTHER_UNRELATED = "other_unrelated"


class Penalty(StrEnum):
    """What a violation brings; the text names severity and no size."""

    UNSPECIFIED = "unspecified"
    UNSPECIFIED_SEVERE = "unspecified_severe"


_NAMES: Final = {
    Activity.WORK: Text("work", "工作"),
    Activity.PRIVATE_VISITOR: Text("a private visitor", "私自会客"),
    Activity.PRIVATE_CALL: Text("a private call", "私人电话"),
    Activity.INFORMATION_LINE: Text("calling an information hot-line", "拨打信息台"),
    Activity.UNRELATED_WEB_SITE: Text("an unrelated web site", "浏览无关网站"),
    Activity.GAME: Text("a game", "玩游戏"),
    Activity.OTHER_UNRELATED: Text("something unrelated to work", "与工作无关的事"),
}

_SEVERE: Final = {Activity.INFORMATION_LINE, Activity.UNRELATED_WEB_SITE, Activity.GAME}
"""The severe punishment stands at the end of the clause that names these three."""


@attrs.frozen
class Permitted(Answer):
    """Whether it is tolerated during work, and otherwise what kind of penalty follows."""

    allowed: bool
    penalty: Penalty | None
    text: Text

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The rule, with the length of the call where it is one."""
        return (Reason("S2-03-04", self.text),)


@cites("S2-03-04")
def permitted(
    policy: OfficePolicy, activity: Activity | str, *, seconds: int | None = None
) -> Permitted:
    """Whether ``activity`` is tolerated during work; ``seconds`` is the length of a private call.

    A private call of exactly three minutes is still tolerated.

    >>> from csrules.regulations.office.policy import policy
    >>> [permitted(policy(), "private_call", seconds=length).allowed for length in (180, 181)]
    [True, False]
    """
    done = Choice(Activity).read(activity, "activity")
    name = _NAMES[done]
    if done is Activity.PRIVATE_CALL:
        length = Whole("seconds").read(seconds, "seconds")
        longest = policy.calls.longest_private_seconds
        allowed = length <= longest
        text = Text(
            f"a private call of {_minutes(length)}, at most {_minutes(longest)}: "
            + ("tolerated" if allowed else "violation"),
            f"私人电话{_minutes(length)}，限{_minutes(longest)}："
            + ("容许" if allowed else "违规"),
        )
        return Permitted(allowed, None if allowed else Penalty.UNSPECIFIED, text)
    if seconds is not None:
        refuse("seconds", seconds, "nothing: only a private call is measured", rule="S2-03-04")
    if done is Activity.WORK:
        return Permitted(True, None, Text("work is allowed", "工作事项，允许"))
    severe = done in _SEVERE
    text = Text(
        f"{name.en} during work: violation"
        + (", severe punishment whose size the text does not say" if severe else ""),
        f"上班时间{name.zh}：违规" + ("，从严处罚（原文未定罚则）" if severe else ""),
    )
    return Permitted(False, Penalty.UNSPECIFIED_SEVERE if severe else Penalty.UNSPECIFIED, text)


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


CONDUCT = Checklist(
    "office.conduct",
    Text("conduct at work", "工作表现"),
    (
        Item("smile", "S2-03-02", Text("smiles", "面带微笑")),
        Item("conscientious", "S2-03-02", Text("is conscientious", "做事认真")),
        Item("proactive", "S2-03-02", Text("is proactive", "积极主动")),
        Item("patient", "S2-03-02", Text("is patient", "有耐心")),
        Item("responsible", "S2-03-02", Text("takes responsibility", "负责任")),
        Item(
            "asks_first",
            "S2-03-02",
            Text(
                "takes the initiative to know the customer's situation fully",
                "主动全面了解客户情况",
            ),
        ),
        Item("solves", "S2-03-02", Text("solves problems promptly", "及时解决问题")),
        Item("long_term", "S2-03-09", Text("works for lasting cooperation", "着眼长期合作")),
        Item("smile_on_phone", "S2-03-09", Text("smiles on the telephone too", "通话时也带微笑")),
        Item("no_moods", "S2-03-09", Text("keeps private moods out of work", "情绪不带入工作")),
    ),
)
"""What a supervisor checks of somebody's work."""

COMPLAINT_TALK = Checklist(
    "office.complaint_talk",
    Text("talking about a complaint", "投诉沟通"),
    (
        Item("no_argument", "S2-03-05", Text("does not argue with the customer", "不与客户争执")),
        Item("true_cause", "S2-03-05", Text("finds the real cause", "查明真实原因")),
        Item("desired_result", "S2-03-05", Text("finds what the customer wants", "问明期望结果")),
    ),
)
"""What is checked of a talk about a complaint."""

COMPLAINT_FINDINGS = Form(
    name="office.complaint_findings",
    title=Text("findings on a complaint", "投诉情况"),
    fields=(
        Field("true_cause", Words(), "S2-03-05", Text("real cause", "真实原因")),
        Field("desired_result", Words(), "S2-03-05", Text("result wanted", "期望结果")),
    ),
    open=True,
)
"""The two things that a complaint's record must hold."""

PERSONAL_QUALITIES = Checklist(
    "office.personal_qualities",
    Text("personal qualities", "个人素质"),
    (
        Item("responsibility", "S2-03-08", Text("sense of responsibility", "责任心")),
        Item("enterprise", "S2-03-08", Text("enterprise", "进取心")),
        Item("insight", "S2-03-08", Text("keen insight", "敏锐的洞察力")),
        Item("dedication", "S2-03-08", Text("dedication", "敬业精神")),
        Item(
            "appearance",
            "S2-03-08",
            Text("sound mind, neat appearance, good habits", "心智健全、仪表整洁、习惯良好"),
        ),
        Item(
            "integrity",
            "S2-03-08",
            Text("a kind smile, full enthusiasm, integrity", "微笑亲切、热情饱满、品质正直"),
        ),
        Item(
            "relations",
            "S2-03-08",
            Text("wide relationships, a good self-image", "人际关系广泛、自我形象良好"),
        ),
        Item(
            "knowledge",
            "S2-03-08",
            Text(
                "deep knowledge of the company's products and services",
                "深入了解公司的产品和服务",
            ),
        ),
    ),
)
"""For hiring and appraisal; no score follows from the text."""
