"""Charts: live text in both languages, the same bytes each time, nothing global touched."""

from __future__ import annotations

import re
import sys
import warnings
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import matplotlib as mpl
import pytest

from csrules.errors import ExtraNotInstalledError, InputError
from csrules.policy import amend
from csrules.regulations import company, office
from csrules.study import compare, regions, sweep
from csrules.study.chart import ink_on, paper, shortened, text_inches, two_lines

if TYPE_CHECKING:
    from pathlib import Path

    from csrules.citation import Language
    from csrules.study import Chart

NOW = company.policy()
PROPOSED = amend(NOW, {"approval.bands.sales_manager": 2000, "approval.tie": "higher"})
LIMIT = "approval.bands.sales_manager"
CASES = [{"amount": amount} for amount in (800, 1000, 1500, 1500, 4000, 5000)]
MONTHS = [{"base_pay": 5000, "late_days": n} for n in range(5)]
LATE = office.policy()
WHOLE = amend(LATE, {"lateness.escalation": "whole_month"})
RESULTS: dict[str, Any] = {
    "compare": compare(CASES, {"now": NOW, "proposed": PROPOSED}),
    "compare three": compare(CASES, {"now": NOW, "b": PROPOSED, "c": NOW}),
    "compare money": compare(MONTHS, {"now": LATE, "whole": WHOLE}),
    "compare nothing": compare([], {"now": NOW, "proposed": PROPOSED}),
    "regions": regions(NOW, PROPOSED),
    "regions tie": regions(NOW, amend(NOW, {"approval.tie": "lower"})),
    "regions none": regions(NOW, NOW),
    "regions far": regions(NOW, amend(NOW, {"approval.bands": {
        "sales_manager": 1, "deputy_gm": 9_000_000}})),
    "regions no bands": regions(LATE, WHOLE),
    "sweep": sweep(CASES, NOW, {LIMIT: [500, 1000, 2000, 3000]}),
    "sweep readings": sweep(CASES, NOW, {"approval.tie": "all"}),
    "sweep grid": sweep(CASES, NOW, {LIMIT: [500, 1000, 2000], "approval.tie": "all"}),
    "sweep money": sweep(MONTHS, LATE, {
        "lateness.later_percent": [1, 3, 5], "lateness.escalation": "all"}),
    "sweep money bars": sweep(MONTHS, LATE, {"lateness.escalation": "all"}),
    "sweep one value twice": sweep(CASES, NOW, {LIMIT: [500, 500, 500]}),
    "sweep nothing": sweep([], NOW, {LIMIT: [500, 1000, 2000]}),
    "sweep no policy": sweep(CASES, NOW, {LIMIT: [9000]}),
}  # fmt: skip


def words(chart: Chart) -> str:
    root = ElementTree.fromstring(chart.svg)
    return " ".join("".join(part.itertext()) for part in root.iter() if part.tag.endswith("text"))


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_is_whole_quiet_and_the_same_each_time(name: str, language: Language) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart = RESULTS[name].plot(language)
        again = RESULTS[name].plot(language)
    assert chart.svg == again.svg
    root = ElementTree.fromstring(chart.svg)
    assert root.tag.endswith("svg")
    assert chart.title in words(chart) or chart.title in chart.svg
    assert "<metadata" not in chart.svg
    assert "<style" not in chart.svg
    assert "DejaVu" not in chart.svg
    assert bool(re.search("[一-鿿]", chart.svg)) is (language == "zh")


def test_text_is_live_and_names_chinese_fonts() -> None:
    chart = RESULTS["compare"].plot("zh")
    assert "销售部门经理" in words(chart)
    assert "由谁核决投诉金额" in words(chart)
    for font in ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC"):
        assert font in chart.svg


def test_a_chart_of_regions_hatches_and_tells_what_changes() -> None:
    chart = regions(NOW, amend(NOW, {LIMIT: 2000})).plot()
    assert "<pattern" in chart.svg
    assert "(1) amounts above 1,000.00 up to 2,000.00 move from" in words(chart)
    assert "1,000.00" in words(chart)
    assert "<pattern" not in RESULTS["regions none"].plot().svg
    assert "exactly 5,000.00 moves" in words(RESULTS["regions tie"].plot())
    assert "not to scale" in words(RESULTS["regions far"].plot())


def test_a_chart_of_a_comparison_shows_counts_and_flows() -> None:
    found = words(RESULTS["compare"].plot())
    assert "now" in found
    assert "proposed" in found
    assert "6 cases" in found
    assert "13,800.00 yuan" in found
    assert "there are no answered records" in words(RESULTS["compare nothing"].plot())


@pytest.mark.parametrize(("language", "told"), [("en", "{} of {} records {} no answer"),
                                               ("zh", "{1}条记录中有{0}条无法作答")])  # fmt: skip
def test_a_chart_of_a_comparison_says_how_many_records_have_no_answer(
    language: Language, told: str
) -> None:
    faulty = [{"amount": 0.5}, {"amount": -1}]
    policies = {"now": NOW, "proposed": PROPOSED}
    both = compare([*CASES, *faulty], policies).plot(language)
    assert told.format(2, 8, "have") in words(both)
    assert told.format(2, 2, "have") in words(compare(faulty, policies).plot(language))
    money = compare([*MONTHS, {"base_pay": 5000}], {"now": LATE, "whole": WHOLE})
    assert told.format(1, 6, "has") in words(money.plot(language))
    for name in ("compare", "compare money", "compare nothing"):
        assert not any(
            each in words(RESULTS[name].plot(language)) for each in ("records ha", "无法")
        )


def test_a_chart_of_a_sweep_marks_where_the_policy_stands() -> None:
    assert "now" in words(RESULTS["sweep"].plot())
    assert "inclusive_words (现行)" in words(RESULTS["sweep readings"].plot("zh"))
    assert "approval.tie = lower" in words(RESULTS["sweep grid"].plot())
    assert "no value makes a policy" in words(RESULTS["sweep no policy"].plot())


def test_names_of_strangers_are_escaped() -> None:
    result = compare(CASES, {"<b>&": NOW, "$x$ {y}": PROPOSED})
    chart = result.plot()
    assert "<b>" not in chart.svg
    assert "<b>&" in words(chart)
    assert "$x$ {y}" in words(chart)


def test_matplotlibs_settings_have_no_say_and_stay_as_they_were() -> None:
    plain = RESULTS["sweep"].plot("zh").svg
    with mpl.rc_context({"svg.hashsalt": "mine", "axes.facecolor": "black", "font.size": 30}):
        before = dict(mpl.rcParams)
        assert RESULTS["sweep"].plot("zh").svg == plain
        assert dict(mpl.rcParams) == before


def test_a_chart_shows_itself_in_a_notebook_and_saves_itself(tmp_path: Path) -> None:
    chart = RESULTS["sweep"].plot("zh")
    assert chart._repr_svg_() == chart.svg
    assert chart.svg in chart._repr_html_()
    assert 'lang="zh-Hans"' in chart._repr_html_()
    assert chart.save(tmp_path / "a.svg").read_text(encoding="utf-8") == chart.svg
    page = chart.save(str(tmp_path / "a.html")).read_text(encoding="utf-8")
    assert page.startswith('<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">')
    with pytest.raises(InputError, match=r"\.svg, \.html or \.png"):
        chart.save(tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_a_missing_extra_tells_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("compare", "regions", "sweep"):
        with pytest.raises(ExtraNotInstalledError, match=r"pip install csrules\[plot\]"):
            RESULTS[name].plot()


def test_a_name_that_is_too_long_is_set_on_two_lines_and_cut() -> None:
    assert two_lines("now", 10, 2) == "now"
    name = "tie only, as the legal department reads it"
    assert two_lines(name, 10, 2) == "tie only, as the legal\ndepartment reads it"
    assert two_lines(f"{name} since the meeting", 10, 2).endswith("\ndepartment reads it since…")
    assert (
        two_lines("一个名字特别长的方案" * 3, 10, 2)
        == "一个名字特别长的方案一个名\n字特别长的方案一个名字特…"
    )
    for text in ("x" * 60, "经理" * 30, "a b " * 15):
        for line in two_lines(text, 10, 2).split("\n"):
            assert text_inches(line, 10) <= 2
    long = compare(CASES, {"now": NOW, "p" * 60: PROPOSED})
    assert f"{'p' * 24}…" in words(long.plot())
    assert f"{'p' * 24}…" in words(long.regions.plot())


def test_a_title_that_is_too_long_is_cut_on_paper_alone() -> None:
    title = "谁" * 100
    _, axes = paper(9.6, 2.0, title)
    (text,) = axes.texts
    assert text.get_text() == shortened(title, 13, 9.2)
    assert text.get_text().endswith("谁…")


def test_bars_of_all_panels_have_one_scale() -> None:
    values: dict[str, list[Any]] = {
        "lateness.escalation": ["marginal", "flat"],
        "lateness.later_from": [2, 3],
    }
    chart = sweep(MONTHS, LATE, values).plot()
    begin = {
        float(x) + 0.12 * 72 for x in re.findall(r'anchor: end;[^>]* x="([0-9.]+)"', chart.svg)
    }
    (left,) = begin
    found = re.findall(r'anchor: middle;[^>]* x="([0-9.]+)"[^>]*>([0-9,.]+) yuan<', chart.svg)
    scale = {round((float(x) - left) / float(amount.replace(",", "")), 4) for x, amount in found}
    assert len(found) == 4
    assert len(scale) == 1


def test_ink_can_be_read_on_its_colour() -> None:
    assert ink_on("#000000") == "#ffffff"
    assert ink_on("#ffffff") == "#1f2933"
    assert text_inches("经理", 10) == 2 * text_inches("ab", 10)
