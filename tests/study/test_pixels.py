"""PNG: every character is drawn from a font that has it, or nothing is drawn and the error says."""

from __future__ import annotations

import pickle
import struct
import warnings
from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest
from matplotlib import font_manager

from csrules import amend, compare, regions, sweep
from csrules.errors import ExtraNotInstalledError, InputError, UnknownNameError
from csrules.regulations import company
from csrules.study import Chart
from csrules.study.pixels import covering
from tests.study.fonts import font_file, machine

if TYPE_CHECKING:
    from pathlib import Path

    from csrules.study.shown import Shown

NOW = company.policy()
THEN = amend(NOW, {"approval.bands.sales_manager": 2000})
CASES = [{"amount": amount} for amount in (800, 1500, 5000)]
RESULTS: dict[str, Shown] = {
    "compare": compare(CASES, {"now": NOW, "then": THEN}),
    "sweep": sweep(CASES, NOW, {"approval.bands.sales_manager": [500, 1000, 2000]}),
    "sweep readings": sweep(CASES, NOW, {"approval.tie": "all"}),
    "regions": regions(NOW, THEN),
}
results = pytest.mark.parametrize("name", RESULTS)
CHINESE = (
    "由谁核决投诉金额哪些改变归属现行件数销售部门经理副总原改后元分共按比例不超过至足的，：（）"
)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> font_manager.FontManager:
    """A machine that has only the font that matplotlib brings."""
    found = machine("DejaVu Sans")
    monkeypatch.setattr("csrules.study.pixels.font_manager", found)
    manager: font_manager.FontManager = found.fontManager
    return manager


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@results
def test_an_english_chart_needs_no_font_but_matplotlibs(
    name: str, bare: font_manager.FontManager, tmp_path: Path
) -> None:
    chart = RESULTS[name].plot()
    picture = chart.save(tmp_path / "a.png").read_bytes()
    assert size(picture)[0] == 1920
    assert chart.save(tmp_path / "b.PNG").read_bytes() == picture


@results
def test_without_a_chinese_font_a_chinese_chart_is_refused_by_its_first_characters(
    name: str, bare: font_manager.FontManager, tmp_path: Path
) -> None:
    chart = RESULTS[name].plot("zh")
    with pytest.raises(ExtraNotInstalledError, match="fonts-noto-cjk") as caught:
        chart.save(tmp_path / "a.png")
    (fault,) = caught.value.faults
    assert chart.title[:4] in str(fault.value)
    assert "font=" in fault.mend
    assert list(tmp_path.iterdir()) == []
    assert "<svg" in chart.save(tmp_path / "a.svg").read_text(encoding="utf-8")


@results
def test_with_a_chinese_font_every_character_is_drawn(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    manager = font_manager.fontManager
    monkeypatch.setattr(manager, "ttflist", list(manager.ttflist))
    chart = RESULTS[name].plot("zh")
    manager.addfont(font_file(tmp_path, "csrules bars", CHINESE + chart.title))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = chart.save(tmp_path / "a.png", font="csrules bars").read_bytes()
    assert size(picture)[0] == 1920


def test_the_fewest_fonts_are_taken_and_the_one_asked_for_first(
    bare: font_manager.FontManager, tmp_path: Path
) -> None:
    bare.addfont(font_file(tmp_path, "SimHei", "经理ab"))
    bare.addfont(font_file(tmp_path, "csrules bars", "经"))
    assert covering([("normal", "a"), ("bold", "b")]) == ["DejaVu Sans"]
    assert covering([("normal", "a"), ("bold", "经")]) == ["SimHei"]
    assert covering([("normal", "理"), ("bold", "é"), ("bold", "ü")]) == ["DejaVu Sans", "SimHei"]
    assert covering([("normal", "经")], "csrules bars") == ["csrules bars"]
    assert covering([("normal", "经"), ("normal", "理")], "csrules bars")[1:] == ["SimHei"]
    assert covering([]) == []


def test_a_bold_character_must_be_in_the_file_of_that_weight(
    bare: font_manager.FontManager, tmp_path: Path
) -> None:
    bare.addfont(font_file(tmp_path, "SimHei", "经理"))
    bare.addfont(font_file(tmp_path, "SimHei", "经", bold=True))
    assert covering([("normal", "理"), ("bold", "经")]) == ["SimHei"]
    with pytest.raises(ExtraNotInstalledError, match="got '理'"):
        covering([("normal", "理"), ("bold", "理")])


def test_a_font_that_stands_for_every_character_with_a_box_is_none() -> None:
    with pytest.raises(ExtraNotInstalledError, match=r"\\U000e0fff"):
        covering([("normal", "\U000e0fff")])


def test_a_font_that_is_not_installed_is_refused_with_the_nearest(
    bare: font_manager.FontManager, tmp_path: Path
) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'DejaVu Sans'"):
        RESULTS["sweep"].plot().save(tmp_path / "a.png", font="DejaVu San")


def test_a_chart_that_nobody_drew_has_no_pixels(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"plot\(\)"):
        Chart("<svg/>", "title", "en").save(tmp_path / "a.png")


def test_matplotlibs_settings_have_no_say_and_stay_as_they_were(tmp_path: Path) -> None:
    chart = RESULTS["sweep"].plot()
    picture = chart.save(tmp_path / "a.png").read_bytes()
    with mpl.rc_context({"savefig.dpi": 30, "font.family": "serif", "savefig.facecolor": "red"}):
        before = dict(mpl.rcParams)
        assert chart.save(tmp_path / "b.png").read_bytes() == picture
        assert dict(mpl.rcParams) == before


@results
def test_a_chart_that_was_pickled_still_saves_itself(name: str, tmp_path: Path) -> None:
    chart = RESULTS[name].plot()
    again = pickle.loads(pickle.dumps(chart))
    assert again == chart
    saved = [each.save(tmp_path / "a.png").read_bytes() for each in (chart, again)]
    assert saved[0] == saved[1]
