"""Write the files of the vectors: ``python -m tests.oracle.vectors [FOLDER]``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.oracle.vectors import approval, attendance, complaint, deadlines, scoring
from tests.oracle.vectors.cases import VERSION

FOLDER = Path("src/csrules/testing/vectors") / f"v{VERSION}"


def books() -> dict[str, str]:
    """The text of each file by its name."""
    modules = (approval, attendance, complaint, deadlines, scoring)
    return {f"{book.capability}.json": book.text() for book in (m.book() for m in modules)}


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in books().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
