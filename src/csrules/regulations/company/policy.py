"""The parameters of the company's regulation, each with its article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from csrules.approval import Authority
from csrules.bands import Band, Bands, BandsKind, Tie
from csrules.citation import Text
from csrules.deadlines import CalendarDays, DayEnd, LastDay, MonthDay, StartDay
from csrules.errors import Fault
from csrules.kinds import Flag, Named, Whole, Words
from csrules.policy import Policy, Section, blank, compiled, leaf, reading
from csrules.reading import Reading
from csrules.recurrence import ByDay
from csrules.regulations.company.parties import DEPARTMENTS, TITLES, Party, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "AmountBasis",
    "Approving",
    "Closing",
    "CompanyPolicy",
    "Counting",
    "Investigating",
    "Opinions",
    "Overdue",
    "Promptness",
    "Refusal",
    "Review",
    "policy",
]


class Refusal(Reading):
    """R18: which clock a new form runs on after the customer refused the first conclusion."""

    NEW_CLOCK = (
        "new_clock",
        "the new form has its own acceptance and its own six days; the case keeps its total age",
        "新表自其受理起另计六日，案件总时长连续计算",
    )
    ORIGINAL_CLOCK = (
        "original_clock",
        "the clock of the original form keeps running",
        "沿用原表的处理期限，时钟不重置",
    )


class AmountBasis(Reading):
    """Which amount Art. 27 means."""

    SETTLEMENT = (
        "settlement",
        "the amount to be granted or lost; until it is known, the amount claimed",
        "拟给付或损失的金额；未定之前按客户主张的金额",
    )
    CLAIMED = "claimed", "the amount that the customer claims", "客户主张的金额"
    LOSS = "loss", "the loss amount drafted under Art. 25", "按第二十五条拟定的损失金额"


@attrs.frozen
class Opinions(Section):
    """Art. 18 and 20."""

    visit_required: bool = leaf(
        Flag(),
        True,
        source="000-A20-1",
        note=Text(
            "whether a complaint case (Art. 21) may close only after the manager or a delegate has "
            "visited; for a complaint among the opinions the visit is never waived",
            "投诉案件（第二十一条）结案前是否必须由经理或专人拜访客户；意见调查中的抱怨一律须拜访",
        ),
    )


@attrs.frozen
class Counting(Section):
    """How days are counted throughout the regulation."""

    start_day: StartDay = reading(
        StartDay.EXCLUDED, source="000-A25-3.1, 000-A26-1.1, 000-A26-2.1; Civil Code Art. 201 (R6)"
    )
    day_end: DayEnd = reading(
        DayEnd.MIDNIGHT,
        source="000-A25-2.1, 000-A25-3.1, 000-A25-8.1, 000-A26-1.1, 000-A26-2.1, 000-A28-1.1; "
        "Civil Code Art. 203 (R7)",
    )
    last_day: LastDay = reading(
        LastDay.NO_ROLL, source="000-A25-3.1, 000-A26-1.1, 000-A26-2.1; no roll unless written (R8)"
    )
    by_day: ByDay = reading(ByDay.INCLUSIVE, source="000-A28-1.1; the day itself counts (R9)")
    month_day: LastDay = reading(LastDay.NO_ROLL, source="000-A28-1.1; no roll unless written (R9)")


@attrs.frozen
class Investigating(Section):
    """Art. 25."""

    report_days: int = leaf(Whole("days", 1, 365), 3, source="000-A25-3.1")


@attrs.frozen
class Closing(Section):
    """Art. 26."""

    days: int = leaf(Whole("days", 1, 365), 6, source="000-A26-1.1")
    refusal: Refusal = reading(Refusal.NEW_CLOCK, source="000-A25-5.1")
    step_days: tuple[tuple[str, int], ...] | None = blank(
        Named(Whole("days", 1, 365), tuple(map(str, DEPARTMENTS))),
        source="000-A26-2.1",
        note=Text("each department's step limit; the table is lost", "各部门处理期限，原表缺失"),
    )

    def faults(self) -> Iterator[Fault]:
        """The steps together may not take longer than the whole (000-A26-2.1)."""
        steps = sum(days for _, days in self.step_days or ())
        if steps > self.days:
            yield Fault(
                "step_days", steps, f"steps of at most {self.days} days together", "", "000-A26-2.1"
            )


@attrs.frozen
class Approving(Section):
    """Art. 27."""

    tie: Tie = reading(Tie.INCLUSIVE_WORDS, source="000-A27-1.4")
    bands: Bands = leaf(
        BandsKind(Role),
        Bands(
            (
                Band(Role.SALES_MANAGER, 1000_00),
                Band(Role.DEPUTY_GM, 5000_00),
                Band(Role.GM, None),
            )
        ),
        source="000-A27-1.1, 000-A27-1.2, 000-A27-1.3",
    )
    amount: AmountBasis = reading(AmountBasis.SETTLEMENT, source="000-A27-1.5")
    authority: Authority[Role] = compiled(lambda section: _authority(section))  # noqa: PLW0108 -- defined below

    def faults(self) -> Iterator[Fault]:
        """A higher band belongs to a higher rank, or a higher role could not sign for a lower."""
        ranks = [list(Role).index(Role(band.owner)) for band in self.bands.bands]
        if ranks != sorted(ranks):
            owners = ", ".join(str(band.owner) for band in self.bands.bands)
            yield Fault("bands", owners, "owners that rise in rank: " + ", ".join(Role))


_BAND_RULES = {
    Role.SALES_MANAGER: "000-A27-1.1",
    Role.DEPUTY_GM: "000-A27-1.2",
    Role.GM: "000-A27-1.3",
}


def _authority(section: Approving) -> Authority[Role]:
    return Authority(
        table=section.bands.table(section.tie),
        roles=tuple(Role(band.owner) for band in section.bands.bands),
        rules_of=_BAND_RULES,
        titles={role: TITLES[Party(role)] for role in Role},
        tie_rule="000-A27-1.4",
        tie_text=section.tie.meaning,
        signing_rule="000-A27-1.5",
        ranks=tuple(Role),
    )


@attrs.frozen
class Overdue(Section):
    """Art. 21 and 24: the overdue response is announced, but never written."""

    report_to: str | None = blank(
        Words(100),
        source="000-A24-3.1",
        note=Text("who is told of an overdue case", "逾期案件向谁反映，原文未载"),
    )


@attrs.frozen
class Review(Section):
    """Art. 28."""

    day_of_month: int = leaf(Whole("day of the month", 1, 31), 10, source="000-A28-1.1")


def _prompt(rule: str, en: str, zh: str, word: Text) -> Any:
    return blank(
        Whole("minutes", 1, 365 * 24 * 60),
        source=rule,
        note=Text(
            f"{en}: the text says {word.en}, without a figure",
            f"{zh}：原文作“{word.zh}”，无具体时限",
        ),
    )


@attrs.frozen
class Promptness(Section):
    """Where the text says "at once" or "quickly": minutes, none until the company sets them."""

    submit_severe_minutes: int | None = _prompt(
        "000-A18-2", "submitting a severe opinion", "呈报特别严重的意见", Text("at once", "应即")
    )
    file_form_minutes: int | None = _prompt(
        "000-A25-1.2", "filling in the handling form", "填具客户投诉处理表", Text("at once", "即")
    )
    tell_rnd_minutes: int | None = _prompt(
        "000-A25-2.2",
        "telling R&D of joint handling",
        "会同处理时反映给研发部",
        Text("at once", "立即"),
    )
    tell_customer_minutes: int | None = _prompt(
        "000-A24-1.4",
        "telling the customer the outcome",
        "向客户传达处理结果",
        Text("quickly", "迅速"),
    )


@attrs.frozen
class CompanyPolicy(Policy):
    """Every parameter of the company's regulation, in the order of its articles."""

    pack = "company"
    opinions: Opinions = attrs.field(factory=Opinions)
    promptness: Promptness = attrs.field(factory=Promptness)
    overdue: Overdue = attrs.field(factory=Overdue)
    investigating: Investigating = attrs.field(factory=Investigating)
    closing: Closing = attrs.field(factory=Closing)
    approval: Approving = attrs.field(factory=Approving)
    review: Review = attrs.field(factory=Review)
    counting: Counting = attrs.field(factory=Counting)
    closing_limit: CalendarDays = compiled(
        lambda root: _days(root, root.closing.days, "000-A26-1.1")
    )
    report_limit: CalendarDays = compiled(
        lambda root: _days(root, root.investigating.report_days, "000-A25-3.1")
    )
    review_limit: MonthDay = compiled(
        lambda root: MonthDay(
            root.review.day_of_month,
            last_day=root.counting.month_day,
            day_end=root.counting.day_end,
            rule="000-A28-1.1",
        )
    )


def _days(root: CompanyPolicy, days: int, rule: str) -> CalendarDays:
    count = root.counting
    return CalendarDays(days, count.start_day, count.day_end, count.last_day, rule)


_DEFAULT = CompanyPolicy()


def policy() -> CompanyPolicy:
    """The regulation as it is written, with the readings that bind by default.

    >>> policy().closing.days, policy().approval.tie.value
    (6, 'inclusive_words')
    """
    return _DEFAULT
