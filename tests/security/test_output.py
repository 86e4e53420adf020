"""What is shown does nothing: not to a terminal, a page, a picture or a spreadsheet."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from csrules import amend, compare, regions, sweep
from csrules.citation import Language, Reason, Text, explain
from csrules.cli import main
from csrules.errors import InputError
from csrules.lifecycle import EventSpec, State, Transition
from csrules.lifecycle.diagram import mermaid
from csrules.policyfile import loads
from csrules.regulations import company
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from csrules.study.shown import Shown

EVIL = '</title></svg><script>alert(1)</script><img src=x onerror="x"> ]]> &lt; =1+1 \x1b[31m'
POLICY = company.policy()
OTHER = amend(POLICY, {"approval.bands.sales_manager": 2000})
NAME = EVIL.replace("\x1b", "")[:60]

Capture = pytest.CaptureFixture[str]


class _Tags(HTMLParser):
    """Every tag of a page, and every attribute that could run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def _approver(policy: Any, record: Any) -> Any:
    return company.approver(policy, record["settlement"])


_approver.__name__ = EVIL

RECORDS = [
    {"id": EVIL, "settlement": "1500"},
    {"id": "2", "settlement": EVIL},
    {"id": "3", EVIL: EVIL},
]
RESULTS: dict[str, Callable[[], Shown]] = {
    "compare": lambda: compare(RECORDS, {NAME: POLICY, f"b{NAME}"[:60]: OTHER}, _approver),
    "compare with the pack's question": lambda: compare(RECORDS, {NAME: POLICY, "b": OTHER}),
    "sweep": lambda: sweep(
        RECORDS, POLICY, {"approval.bands.sales_manager": [500, EVIL, 2000]}, _approver
    ),
    "regions": lambda: regions(POLICY, OTHER),
}
results = pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
languages = pytest.mark.parametrize("language", ["en", "zh"])


@results
@languages
def test_a_page_holds_no_tag_but_its_own(result: Callable[[], Shown], language: Language) -> None:
    shown = result()
    page = _Tags(shown.html(language))
    own = {"div", "style", "p", "table", "caption", "thead", "tbody", "tr", "th", "td", "br"}
    assert page.tags <= own
    assert page.attributes <= {"class", "lang", "scope"}
    assert shown._repr_html_() == shown.html()


@results
@languages
def test_a_picture_holds_no_element_but_its_own(
    result: Callable[[], Shown], language: Language
) -> None:
    chart = result().plot(language)
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(chart.svg).iter()}
    assert tags <= {
        "svg", "title", "metadata", "RDF", "Work", "defs", "g", "path", "text", "tspan", "use",
        "clipPath", "rect", "pattern", "style",
    }  # fmt: skip
    assert chart.svg.count("<title>") == 1
    page = _Tags(chart._repr_html_())
    assert not page.tags & {"script", "img", "a", "foreignobject", "iframe"}
    assert not {name for name in page.attributes if name.startswith("on")}


@results
@languages
def test_what_is_printed_moves_no_cursor(result: Callable[[], Shown], language: Language) -> None:
    shown = result()
    for text in (shown.text(language), str(shown)):
        assert all(mark.isprintable() or mark == "\n" for mark in text)


@results
def test_no_exported_cell_is_a_formula(result: Callable[[], Shown]) -> None:
    shown = result()
    for name in shown.tables():
        for line in shown.to_csv(name).split("\r\n"):
            assert not re.search(r'(^|,)"?[=+@\t\r]', line), line


def test_a_file_cannot_drive_the_terminal(capsys: Capture, tmp_path: Path) -> None:
    hostile = '"\\u001b]0;owned\\u0007\\u202e\\u009b31m"'
    path = tmp_path / "evil\x1b[2J.toml"
    path.write_text(
        f'[policy]\nformat = 1\nbase = "company"\ntitle = {hostile}\n{hostile} = 1\n'
        f"[approval]\ntie = {hostile}\n[approval.bands]\n{hostile} = {hostile}\n",
        encoding="utf-8",
    )
    assert main(["check", str(path)]) == 1
    assert main(["check", str(tmp_path / "\x1b[31m\u202e.toml")]) == 2
    assert main(["rules", "\x1b[31m\u202e"]) == 2
    assert main(["schema", "\x9b31m"]) == 2
    out, err = capsys.readouterr()
    assert "fault" in out
    assert all(mark.isprintable() or mark == "\n" for mark in out + err)
    assert "\\x1b[2J.toml" in out


@pytest.mark.parametrize("marks", ["\x1b]0;x\x07", "\x9b31m", "\u202e", "\u2066", "\u200b", "\r"])
def test_broken_toml_is_told_without_its_marks(marks: str, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    for text in (f"a{marks} = ", f'a = "{marks}" x{marks}', f"[{marks}", f"a = {marks}"):
        path.write_bytes(text.encode())
        assert main(["check", str(path)]) == 1
    out, err = capsys.readouterr()
    assert all(mark.isprintable() or mark == "\n" for mark in out + err)


def test_an_error_shows_hostile_names_and_values_without_their_marks() -> None:
    with pytest.raises(InputError) as caught:
        loads(f'[policy]\nformat = 1\nbase = "company"\n"{"x" * 500}\\u001b" = "\\u001b[31m"\n')
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 1000


HOSTILE = (
    "a\n    [*] --> owned", "x : y", "a; b", "#quot;", "<script>x</script>", "%%{init: {}}%%",
    "}", "{", '"', "`", "note right of a", "a\r\n%% b", "a\u2028b", "\x1b[31m", "\u202e",
)  # fmt: skip


def _flow(text: str) -> Workflow:
    said = Text(text, text)
    return Workflow(
        name="example.memo", version=1, title=said, initial="new", roles={"clerk": said},
        states=(State("new", said), State(text, said, True)),
        events=(EventSpec(text, said),),
        transitions=(Transition("new", text, text, (text,), "clerk"),),
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_diagram_keeps_its_lines_whatever_its_names_say(text: str) -> None:
    lines = mermaid(_flow(text)).split("\n")
    name = re.escape(lines[3].split(" : ")[0].strip())
    label = r"(?:[^:;#<>{}\"%`\x00-\x1f\x7f-\x9f\u2028\u202e]|#\w+;)*"
    assert len(lines) == 7
    assert re.fullmatch("_1", lines[3].split(" : ")[0].strip())
    for line, pattern in zip(
        lines,
        (
            "stateDiagram-v2", r"    \[\*\] --> new", f"    new : {label}", f"    {name} : {label}",
            rf"    new --> {name} : {label} \({label}\)", rf"    {name} --> \[\*\]", "",
        ),
        strict=True,
    ):  # fmt: skip
        assert re.fullmatch(pattern, line), line


def test_a_reason_stays_one_line_and_none_is_forged() -> None:
    forged = Reason("R-1", Text("told\nthe case is closed [R-2]", "已告知\n已结案 [R-2]"))
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        assert "\n" not in forged.say(language)
        assert len(explain((forged,), language).splitlines()) == 1
    told = explain((forged, Reason("R-2", Text("late", "迟到"))))
    assert told.splitlines() == ["told the case is closed [R-2] [R-1]", "late [R-2]"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "a.toml", "\x1b[31m"],
        ["\x1b[31m"],
        ["rules", "--language", "\x1b]0;x\x07"],
        ["--\x9b"],
    ],
    ids=ascii,
)
def test_a_wrong_command_is_told_without_its_marks(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    out, err = capsys.readouterr()
    assert "usage" in err
    assert all(mark.isprintable() or mark == "\n" for mark in out + err)
