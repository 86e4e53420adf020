"""The analyst's notebooks, in English and Chinese, run from top to bottom and tell the same."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parents[2] / "examples"
SAYS = {
    "what_if.ipynb": (
        "above 1,000.00 up to 2,000.00",
        "13,027 of 100,000 cases change",
        "the words 以下 and 以上 include their number",
        "approval.bands.deputy_gm = 5,000.01",
        "some spread over all of them",
    ),
    "what_if.zh-CN.ipynb": (
        "超过1,000.00元至2,000.00元（含）",
        "100,000件中有13,027件改变",
        "“以下”“以上”均含本数",
        "approval.bands.deputy_gm = 5,000.01",
        "先在全部取值中均匀试算",
    ),
}


def read(name: str) -> Any:
    return nbformat.read(EXAMPLES / name, as_version=4)  # type: ignore[no-untyped-call]  # untyped


@pytest.fixture(scope="module", params=SAYS)
def run(request: pytest.FixtureRequest) -> tuple[str, list[Any]]:
    """The name of a notebook, and its cells of code with what they brought."""
    book = read(request.param)
    folder = {"metadata": {"path": str(EXAMPLES.parent)}}  # where `examples` can be imported
    NotebookClient(book, timeout=300, kernel_name="python3", resources=folder).execute()
    return request.param, [cell for cell in book.cells if cell.cell_type == "code"]


@pytest.mark.filterwarnings("ignore")  # the kernel's own libraries warn of one another
def test_a_notebook_shows_what_it_says(run: tuple[str, list[Any]]) -> None:
    name, cells = run
    shown = [dict(out.get("data", {})) for cell in cells for out in cell.outputs]
    printed = [str(out.get("text", "")) for cell in cells for out in cell.outputs]
    told = "".join([*(str(data.get("text/html", "")) for data in shown), *printed])
    assert [words for words in SAYS[name] if words not in told] == []
    assert len([data for data in shown if "image/svg+xml" in data]) == 6
    assert any("closing.days" in str(data.get("text/plain", "")) for data in shown)  # it is idle


def test_no_output_is_kept_in_the_repository() -> None:
    kept = [cell for name in SAYS for cell in read(name).cells if cell.get("outputs")]
    assert kept == []


def test_both_notebooks_do_the_same() -> None:
    one, other = (
        [
            re.sub(r'"(?:en|zh|now|现行|proposed|方案)"', "…", cell.source)
            for cell in read(name).cells
            if cell.cell_type == "code"
        ]
        for name in SAYS
    )
    assert one == other
