"""001 IM 6.1: the scorecard is 2 + 2.5 + 2 + 2 + 1 + 0.5 = 10 points, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import information_score

if TYPE_CHECKING:
    from csrules.citation import Language

FULL = """\
periodic information on time: 2.0 of 2.0 points left [001-IM-6.1-2]
quality of periodic information: 2.5 of 2.5 points left [001-IM-6.1-3]
instant information on time: 2.0 of 2.0 points left [001-IM-6.1-4]
completeness of instant information: 2.0 of 2.0 points left [001-IM-6.1-5]
annual plan and summary: 1.0 of 1.0 points left [001-IM-6.1-6]
annual training outline: 0.5 of 0.5 points left [001-IM-6.1-7]
information score: 2.0 + 2.5 + 2.0 + 2.0 + 1.0 + 0.5 = 10.0 [001-IM-6.1-1]"""
FULL_ZH = """\
定期信息按时送达率：满分2.0分，余2.0分 [001-IM-6.1-2]
定期信息报送质量：满分2.5分，余2.5分 [001-IM-6.1-3]
即时信息按时送达率：满分2.0分，余2.0分 [001-IM-6.1-4]
即时信息完整性：满分2.0分，余2.0分 [001-IM-6.1-5]
年度计划和总结：满分1.0分，余1.0分 [001-IM-6.1-6]
年度培训大纲：满分0.5分，余0.5分 [001-IM-6.1-7]
信息考核得分：2.0 + 2.5 + 2.0 + 2.0 + 1.0 + 0.5 = 10.0 [001-IM-6.1-1]"""


@pytest.mark.parametrize(("language", "told"), [("en", FULL), ("zh", FULL_ZH)])
def test_a_full_score_says_every_item_with_its_points(language: Language, told: str) -> None:
    assert information_score(property_handbook.policy()).explain(language) == told
