"""Art. 25: the handling form, the judgement on it, and what may be told to the customer."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.forms import Condition, Field, Form
from csrules.kinds import Choice, Day, Flag, Identifier, Items, Money, Whole, Words
from csrules.money import fen, yuan
from csrules.regulations.company.opinions import Channel
from csrules.regulations.company.parties import TITLES, Party
from csrules.tables import Column, Row, Table

if TYPE_CHECKING:
    from csrules.money import Yuan
    from csrules.regulations.company.policy import CompanyPolicy

__all__ = [
    "FORM_TO_CUSTOMER",
    "HANDLING_FORM",
    "JUDGEMENT_FORM",
    "LIABILITY",
    "TELLING",
    "Handling",
    "Promise",
    "may_promise",
]


class Handling(StrEnum):
    """Art. 29: what may be decided for the customer."""

    DISCOUNT_OR_COMPENSATION = "discount_or_compensation"
    RETURN_OR_REWORK = "return_or_rework"


def _asked(
    name: str,
    kind: object,
    en: str,
    zh: str,
    rule: str = "000-A25-1.1",
    required: bool | str = True,
) -> Field:
    return Field(name, kind, rule, Text(en, zh), required)  # type: ignore[arg-type]  # kinds vary


HANDLING_FORM: Final = Form(
    "customer_complaint_form",
    Text("complaint handling form", "客户投诉处理表"),
    (
        _asked("order_no", Identifier(100), "order number", "订单编号"),
        _asked("batch_no", Identifier(100), "batch number", "批号"),
        _asked("specification", Words(200), "specification", "规格", "000-A24-1.1"),
        _asked("quantity", Whole("pieces", 1), "quantity", "数量", "000-A24-1.1"),
        _asked("delivery_date", Day(), "delivery date", "交运日期"),
        _asked("defective_quantity", Whole("pieces"), "defective quantity", "不良数量"),
        _asked("demand", Words(), "the customer's demand", "客户要求"),
        _asked("grounds", Words(), "grounds of the complaint", "投诉理由", "000-A24-1.2"),
        _asked("claimed", Money(), "amount claimed", "客户主张金额", "000-A27-1.5", False),
        _asked("quality", Flag(), "a cause is quality", "是否质量异常", "000-A23-1"),
        _asked("non_quality", Flag(), "a cause is not quality", "是否非质量异常", "000-A23-1"),
        _asked("severe", Flag(), "especially serious", "是否特别严重", "000-A18-1"),
        _asked("third_party", Flag(), "others are liable too", "是否涉及他方责任", "000-A25-7.1"),
        _asked("opinion", Words(), "marketing's signed opinion", "营销部签注意见", "000-A25-1.2"),
        _asked("sample", Flag(), "sample enclosed", "是否附异常样品", "000-A25-1.2"),
        _asked(
            "no_sample_reason",
            Words(),
            "why there is no sample",
            "未附样品的理由",
            "000-A25-1.2",
            "no_sample",
        ),
    ),
    (Condition("no_sample", Text("without a sample", "未附样品时"), "sample", (False,)),),
)
"""Art. 25.1 with 24.1: what marketing establishes, and sends with its opinion and the sample."""

JUDGEMENT_FORM: Final = Form(
    "judgement",
    Text("judgement on the complaint", "投诉判定"),
    (
        _asked("established", Flag(), "complaint established", "投诉是否成立", "000-A25-8.1"),
        _asked("unit", Words(200), "unit where it arose", "发生单位", "000-A25-4.1", "holds"),
        _asked(
            "our_quality", Flag(), "our own quality", "是否属我方质量问题", "000-A25-4.1", "holds"
        ),
        _asked(
            "handling_plan", Words(), "separate handling", "另拟处理方式", "000-A25-4.1", "ours"
        ),
        _asked(
            "human_negligence", Flag(), "human negligence", "是否人为疏忽", "000-A25-4.2", "holds"
        ),
        _asked("track", Flag(), "on the tracking list", "是否列入追踪", "000-A25-4.2", "holds"),
        _asked(
            "loss",
            Money(),
            "loss of the responsible department",
            "责任部门损失金额",
            "000-A25-4.3",
            "holds",
        ),
        _asked(
            "loss_standard", Words(200), "loss standard", "损失金额核算基准", "000-A25-4.3", "holds"
        ),
        _asked("punishment", Words(200), "punishment", "个人惩处种类", "000-A25-4.3", "holds"),
        _asked(
            "penalty_standard",
            Words(200),
            "penalty criteria",
            "罚扣判定基准",
            "000-A25-4.3",
            "holds",
        ),
        _asked("instructed", Flag(), "instructed by deputy GM", "副总经理已批示", "000-A25-4.3"),
    ),
    (
        Condition("holds", Text("once established", "投诉成立时"), "established", (True,)),
        Condition("ours", Text("for our own quality", "属我方质量问题时"), "our_quality", (True,)),
    ),
)
"""Art. 25.4: every question is answered in so many words, and the deputy GM has instructed.

The two standards are not in the text: a name that points to the company's own is given.
"""

LIABILITY: Final = Table(
    "company.liability",
    Text("who handles a case that involves others", "涉及他方责任时如何处理"),
    (
        Column("third_party", Flag(), Text("others liable", "涉及他方责任")),
        Column("joint_needed", Flag(), Text("joint handling needed", "需会同处理")),
    ),
    ("joint", "handler"),
    (
        Row(
            "000-A25-7.1",
            {"third_party": True},
            {"joint": True, "handler": Party.CS},
            Text(
                "customer service handles it with the units concerned, under a joint limit",
                "由客户服务部会同有关单位处理，并确定会同时限",
            ),
        ),
        Row(
            "000-A25-2.2",
            {"third_party": False, "joint_needed": True},
            {"joint": True, "handler": Party.CS},
            Text(
                "customer service tells R&D and goes together with those concerned",
                "客户服务部反映给研发部并会同相关人员处理",
            ),
        ),
        Row(
            "000-A24-3.2",
            {"third_party": False, "joint_needed": False},
            {"joint": False, "handler": Party.CS},
            Text("customer service investigates", "客户服务部自行调查"),
        ),
    ),
)
"""Art. 25.7 and 25.2: whether a case is handled jointly."""

_CHANNEL = {
    "letter": Text("a letter", "书信"),
    "written": Text("another writing", "其他书面"),
    "telephone": Text("by telephone", "电话"),
}

TELLING: Final = Table(
    "company.telling",
    Text("how instructions on the form reach the customer", "批示事项如何转答客户"),
    (
        Column("severe", Flag(), Text("especially serious", "特别严重")),
        Column("channel", Choice(Channel), Text("channel", "方式"), _CHANNEL),
    ),
    ("allowed",),
    (
        Row(
            "000-A25-6.2",
            {"channel": Channel.LETTER},
            {"allowed": True},
            Text("a letter does in every case", "书信转答均可"),
        ),
        Row(
            "000-A25-6.2",
            {"severe": False, "channel": Channel.TELEPHONE},
            {"allowed": True},
            Text("by letter or telephone", "以书信或电话转答"),
        ),
        Row(
            "000-A18-2",
            {"severe": True, "channel": Channel.TELEPHONE},
            {"allowed": False},
            Text("an especially serious case needs a letter", "特别严重者须以函件告知"),
        ),
        Row(
            "000-A25-6.2",
            {"channel": Channel.WRITTEN},
            {"allowed": False},
            Text("only a letter or the telephone", "仅限书信或电话"),
        ),
    ),
    choose=("channel",),
)
"""Art. 25.6 with Art. 18: letter or telephone, and a letter where the case is serious."""


class Copying(StrEnum):
    """Ways in which a form could get to somebody."""

    ORIGINAL = "original"
    PHOTOCOPY = "photocopy"
    SCAN = "scan"
    PHOTO = "photo"
    EMAIL = "email"


FORM_TO_CUSTOMER: Final = Table(
    "company.form_to_customer",
    Text("whether the handling form may be given away", "处理表可否外传"),
    (
        Column("recipient", Choice(Party), Text("recipient", "收件人"), TITLES),
        Column("medium", Choice(Copying), Text("medium", "载体")),
    ),
    ("allowed",),
    (
        Row(
            "000-A25-6.3",
            {"recipient": Party.CUSTOMER},
            {"allowed": False},
            Text(
                "the form and any reproduction of it stay inside the company",
                "处理表及其任何复制件均不得交给客户",
            ),
        ),
    ),
    otherwise=Row(
        "000-A25-6.3",
        {},
        {"allowed": True},
        Text("inside the company the form may go on", "公司内部可流转"),
    ),
    choose=("recipient",),
)
"""Art. 25.6: the form may not be copied to the customer, in whatever way."""


@attrs.frozen
class Promise(Answer):
    """Whether somebody may tell the customer of a reply, an agreement or an admission."""

    allowed: bool
    reasons_given: tuple[Reason, ...] = attrs.field(repr=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, and what would be allowed instead."""
        return self.reasons_given


@cites("000-A25-6.1")
def may_promise(
    policy: CompanyPolicy,
    *,
    promised: Yuan,
    speaker: str,
    decided: Yuan | None = None,
) -> Promise:
    """Whether ``speaker`` may promise ``promised`` yuan to the customer (000-A25-6.1).

    Nobody promises beyond the authority of Art. 27: before a decision only a role whose own
    authority covers the amount may; after it, everybody may repeat what was ``decided``, and
    nobody more, whatever the role could decide anew.

    >>> from csrules.regulations import company
    >>> policy = company.policy()
    >>> company.may_promise(policy, promised=800, speaker="marketing").allowed
    False
    >>> company.may_promise(policy, promised=800, speaker="sales_manager").allowed
    True
    >>> company.may_promise(policy, promised=800, speaker="marketing", decided=800).allowed
    True
    """
    party, authority = Choice(Party).read(speaker, "speaker"), policy.approval.authority
    amount = fen(promised, "promised")
    if decided is not None:
        limit = fen(decided, "decided")
        allowed = amount <= limit
        text = Text(
            f"{yuan(amount)} yuan is {'within' if allowed else 'beyond'} the {yuan(limit)} decided",
            f"{yuan(amount)}元{'未超出' if allowed else '超出'}已核决的{yuan(limit)}元",
        )
        return Promise(allowed, (Reason("000-A25-6.1", text),))
    proper = authority.decide(yuan(amount))
    allowed = str(party) in set(proper.may_sign)
    if allowed:
        text = Text(
            f"{TITLES[party].en} has the authority for {yuan(amount)} yuan",
            f"{TITLES[party].zh}对{yuan(amount)}元有核决权",
        )
    else:
        text = Text(
            f"nothing is decided yet; {proper.title.en} decides {yuan(amount)} yuan",
            f"尚未核决；{yuan(amount)}元应由{proper.title.zh}核决",
        )
    return Promise(allowed, (Reason("000-A25-6.1", text), *proper.reasons))


JOINT_FIELDS: Final = (
    Field("joint_limit", Day(), "000-A25-2.1", Text("limit of joint handling", "会同处理时限")),
    Field(
        "units",
        Items(Identifier(100), fewest=1, most=20, distinct=True),
        "000-A25-7.1",
        Text("units that take part", "会同单位"),
    ),
    Field("rnd_told", Flag(), "000-A25-2.2", Text("R&D told", "已反映给研发部")),
)
"""What the form says once a case is handled jointly."""
