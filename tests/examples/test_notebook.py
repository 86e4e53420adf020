"""The analyst's notebook runs from top to bottom and shows tables and pictures."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "examples" / "what_if.ipynb"


@pytest.fixture(scope="module")
def cells() -> list[Any]:
    book = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]  # untyped
    NotebookClient(book, timeout=300, kernel_name="python3").execute()
    return [cell for cell in book.cells if cell.cell_type == "code"]


@pytest.mark.filterwarnings("ignore")  # the kernel's own libraries warn of one another
def test_the_notebook_shows_what_changes_hands(cells: list[Any]) -> None:
    shown = [dict(out.get("data", {})) for cell in cells for out in cell.outputs]
    tables = "".join(str(data.get("text/html", "")) for data in shown)
    pictures = [data for data in shown if "image/svg+xml" in data]
    printed = "".join(str(out.get("text", "")) for cell in cells for out in cell.outputs)
    assert "above 1,000.00 up to 2,000.00" in tables
    assert "4 of 10 cases change" in tables
    assert len(pictures) == 2
    assert "副总经理" in printed
    assert "000-A27-1.2" in printed
