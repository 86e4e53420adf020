"""The ten-point scorecard of information reporting (001 IM 6.1), from the policy's weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csrules.citation import Text, cites
from csrules.scoring import Loss, Scorecard, ScoreItem

if TYPE_CHECKING:
    from csrules.regulations.property_handbook.policy import InformationScore

__all__ = ["information_card"]


@cites(
    "001-IM-6.1-1",
    "001-IM-6.1-2",
    "001-IM-6.1-3",
    "001-IM-6.1-4",
    "001-IM-6.1-5",
    "001-IM-6.1-6",
    "001-IM-6.1-7",
)
def information_card(weights: InformationScore) -> Scorecard:
    """The scorecard under the points and losses of ``weights``, section ``score`` of the policy.

    >>> from csrules.regulations.property_handbook import policy
    >>> card = information_card(policy().score)
    >>> card.maximum, card.counts[:2]
    (Decimal('10.0'), ('missing_periodic', 'late_periodic'))
    """
    return Scorecard(
        name="information_score",
        title=Text("information score", "信息考核得分"),
        total_rule="001-IM-6.1-1",
        items=(
            ScoreItem(
                "periodic_on_time",
                Text("periodic information on time", "定期信息按时送达率"),
                "001-IM-6.1-2",
                weights.periodic_on_time,
                (
                    Loss(
                        "missing_periodic",
                        Text("missing monthly report", "月报缺报"),
                        weights.missing_periodic,
                        "001-IM-6.1-2",
                    ),
                    Loss(
                        "late_periodic",
                        Text("late monthly report", "月报迟报"),
                        weights.late_periodic,
                        "001-IM-6.1-2",
                    ),
                ),
            ),
            ScoreItem(
                "periodic_quality",
                Text("quality of periodic information", "定期信息报送质量"),
                "001-IM-6.1-3",
                weights.periodic_quality,
                (
                    Loss(
                        "defects",
                        Text("omitted, incomplete or wrong content", "内容漏报、少报、报错"),
                        weights.defect,
                        "001-IM-6.1-3",
                    ),
                ),
            ),
            ScoreItem(
                "instant_on_time",
                Text("instant information on time", "即时信息按时送达率"),
                "001-IM-6.1-4",
                weights.instant_on_time,
                (
                    Loss(
                        "late_instant",
                        Text("late instant item", "即时信息迟报"),
                        weights.late_instant,
                        "001-IM-6.1-4",
                    ),
                ),
            ),
            ScoreItem(
                "instant_complete",
                Text("completeness of instant information", "即时信息完整性"),
                "001-IM-6.1-5",
                weights.instant_complete,
                (
                    Loss(
                        "omitted_instant",
                        Text("omitted instant item", "即时信息漏报"),
                        weights.omitted_instant,
                        "001-IM-6.1-5",
                    ),
                ),
            ),
            ScoreItem(
                "plans",
                Text("annual plan and summary", "年度计划和总结"),
                "001-IM-6.1-6",
                weights.plans,
                (
                    Loss(
                        "missing_plans",
                        Text("missing plan or summary", "计划或总结缺报"),
                        weights.missing_plan,
                        "001-IM-6.1-6",
                    ),
                ),
            ),
            ScoreItem(
                "training",
                Text("annual training outline", "年度培训大纲"),
                "001-IM-6.1-7",
                weights.training,
                (
                    Loss(
                        "missing_training",
                        Text("missing training outline", "培训大纲缺报"),
                        weights.missing_training,
                        "001-IM-6.1-7",
                    ),
                ),
            ),
        ),
    )
