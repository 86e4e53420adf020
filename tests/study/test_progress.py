"""Progress: shown where somebody looks and it takes long, wiped at the end, quiet elsewhere."""

from __future__ import annotations

import sys
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest

from csrules.citation import Text
from csrules.errors import InputError
from csrules.study.progress import Show, progress_bar

WHAT = Text("comparing", "比较")


class Stream(StringIO):
    """An error stream that is a terminal, or is not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


class Shell:
    """A notebook as far as it is asked: what its cell shows, one after the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: list[str] = []
        self.outputs = 0
        tools = SimpleNamespace(HTML=str, display=self.display)
        shell = SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=1), display=tools)
        monkeypatch.setitem(sys.modules, "IPython", shell)

    def display(self, page: str, *, display_id: bool) -> Any:
        assert display_id
        self.outputs += 1
        self.shown.append(page)
        return SimpleNamespace(update=self.shown.append)


def run(
    monkeypatch: pytest.MonkeyPatch,
    show: Show,
    *,
    seconds: float = 1.0,
    terminal: bool = True,
    total: int | None = 1000,
) -> str:
    """What the error stream gets from four steps of 250 rows, each of which takes so long."""
    clock = iter([n * seconds for n in range(100)])
    monkeypatch.setattr("csrules.study.progress.monotonic", lambda: next(clock))
    stream = Stream(terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar(total, WHAT, show) as step:
        for _ in range(4):
            step(250)
    return stream.getvalue()


@pytest.fixture
def plain_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """No notebook, whatever else has imported."""
    monkeypatch.delitem(sys.modules, "IPython", raising=False)


@pytest.mark.usefixtures("plain_shell")
def test_a_terminal_sees_work_from_its_third_second_on(monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(monkeypatch, None).split("\r")
    assert told[1:-2] == [
        "comparing 比较  50%  500 / 1,000  -0:02",
        "comparing 比较  75%  750 / 1,000  -0:01",
        "comparing 比较  100%  1,000 / 1,000  -0:00",
    ]


@pytest.mark.usefixtures("plain_shell")
def test_the_line_is_wiped_as_wide_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(monkeypatch, None, total=None).split("\r")
    assert told[1:] == ["comparing 比较  500", "comparing 比较  750", "comparing 比较  1,000",
                        " " * 21, ""]  # fmt: skip


@pytest.mark.usefixtures("plain_shell")
def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, None, seconds=0.4) == ""


@pytest.mark.usefixtures("plain_shell")
def test_work_is_shown_five_times_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, True, seconds=0.15).count("comparing") == 2


@pytest.mark.usefixtures("plain_shell")
def test_nobody_looks_at_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, None, terminal=False) == ""
    assert "25%" in run(monkeypatch, True, terminal=False)
    assert run(monkeypatch, False) == ""


def test_a_notebook_has_one_bar_that_is_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(monkeypatch)
    assert run(monkeypatch, None, terminal=False) == ""
    assert shell.outputs == 1
    assert '<progress style="width:16em" value="500" max="1000">' in shell.shown[0]
    assert "comparing 比较  50%" in shell.shown[0]
    assert shell.shown[-1] == ""
    assert len(shell.shown) == 4


def test_quick_work_leaves_no_output_in_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(monkeypatch)
    run(monkeypatch, None, seconds=0.1)
    run(monkeypatch, False)
    assert shell.shown == []


def test_what_is_done_is_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(monkeypatch)
    with progress_bar(1, Text("<b>\x1b", "甲"), True) as step:
        step(1)
    assert "&lt;b&gt;\\x1b 甲" in shell.shown[0]


def test_a_function_of_the_caller_gets_every_step_and_nothing_else_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[int, int | None]] = []
    assert run(monkeypatch, lambda *far: seen.append(far)) == ""
    assert seen == [(250, 1000), (500, 1000), (750, 1000), (1000, 1000)]


@pytest.mark.usefixtures("plain_shell")
def test_the_line_is_wiped_when_work_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream(True)
    monkeypatch.setattr(sys, "stderr", stream)

    def broken() -> None:
        with progress_bar(None, WHAT, True) as step:
            step(1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert stream.getvalue().endswith(" \r")


@pytest.mark.parametrize("show", [1, "yes", 0.0])
def test_anything_else_is_refused(show: Any) -> None:
    with pytest.raises(InputError, match="progress"), progress_bar(1, WHAT, show):
        pass
