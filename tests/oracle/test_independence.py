"""The oracle is written apart: none of its modules imports anything of csrules."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MODULES = sorted(
    file
    for folder in (HERE, HERE / "vectors")
    for file in folder.glob("*.py")
    if not file.name.startswith("test_")
)


def imported(file: Path) -> set[str]:
    """The first names of all modules that a file imports, wherever it does so."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(HERE)))
def test_it_imports_nothing_of_csrules(file: Path) -> None:
    assert "csrules" not in imported(file)


def test_the_test_sees_an_import() -> None:
    assert "csrules" in imported(HERE / "compare" / "comparing.py")
