"""The tests that are asked about a mutant: those that run its line, or use what it defines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mutation.choosing import Choice
from mutation.mutants import Mutant, mutants
from mutation.reach import Reach

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """LIMITS = (3, 4)
TABLE = dict(LIMITS)


def unused():
    return 1


@guarded
def found():
    return TABLE
"""
SECONDS = {
    "tests/test_all.py::slow": 5.0,
    "tests/test_all.py::quick": 0.1,
    "tests/test_rules.py::own": 0.2,
    "tests/test_rows.py::right[rules.found]": 0.3,
}
SLOW, QUICK, OWN, ROW = SECONDS


def choice(folder: Path, seconds: float = 60) -> tuple[Choice, list[Mutant]]:
    path = folder / "rules.py"
    path.write_text(TEXT, encoding="utf-8")
    reach = Reach(SECONDS, {str(path): {11: 0b0111, 6: 0b0010}}, {str(path): frozenset({1, 2, 9})})
    return Choice(folder, reach, seconds), list(mutants(path, folder))


def test_the_tests_of_a_line_its_modules_own_first_then_the_quickest(tmp_path: Path) -> None:
    chosen, found = choice(tmp_path)
    unused = next(mutant for mutant in found if mutant.scope == "unused")
    assert chosen.executing(unused) == [QUICK]
    assert not chosen.imported(unused)


def test_a_table_is_asked_of_the_functions_that_name_it_or_what_is_made_of_it(
    tmp_path: Path,
) -> None:
    chosen, found = choice(tmp_path)
    row = next(mutant for mutant in found if mutant.operator == "row")
    assert chosen.imported(row)
    assert chosen.executing(row) == []
    assert chosen.using(row) == [OWN, QUICK, SLOW]


def test_together_they_take_no_longer_than_allowed(tmp_path: Path) -> None:
    chosen, found = choice(tmp_path, seconds=1)
    assert chosen.using(found[0]) == [OWN, QUICK]


def test_a_quick_test_that_killed_before_is_asked_first(tmp_path: Path) -> None:
    chosen, found = choice(tmp_path)
    for test in (QUICK, SLOW, SLOW):
        chosen.remember(found[0], test)
    assert chosen.using(found[0]) == [QUICK, OWN, SLOW]


def test_what_is_measured_of_each_file_is_put_together(tmp_path: Path) -> None:
    kept = {
        "last.json": ["import.json", "one.json", "two.json"],
        "import.json": {"rules.py": [1, 2]},
        "one.json": {"seconds": {"a": 1.0, "b": 2.0}, "lines": {"rules.py": {"7": "1", "8": "3"}}},
        "two.json": {"seconds": {"c": 3.0}, "lines": {"rules.py": {"8": "1"}}},
    }
    for name, value in kept.items():
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    reach = Reach.load(tmp_path)
    assert reach.seconds == {"a": 1.0, "b": 2.0, "c": 3.0}
    assert reach.on_import == {"rules.py": frozenset({1, 2})}
    assert [reach.covering("rules.py", [line]) for line in (6, 7, 8)] == [
        [],
        ["a"],
        ["a", "b", "c"],
    ]


def test_a_decorator_is_asked_of_its_function_and_of_what_names_it(tmp_path: Path) -> None:
    chosen, found = choice(tmp_path)
    removed = next(mutant for mutant in found if mutant.operator == "decorator")
    assert chosen.using(removed) == [ROW, OWN, QUICK, SLOW]


def test_a_packs_table_is_asked_of_the_sheets_of_its_pack_too(tmp_path: Path) -> None:
    path = tmp_path / "regulations" / "company" / "rules.py"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    sheets = dict.fromkeys((f"tests/test_sheets.py::is[{name}]" for name in (
        "company.rules", "company.other", "company", "office.rules", "companies",
    )), 0.01)  # fmt: skip
    reach = Reach({**SECONDS, **sheets}, {str(path): {}}, {str(path): frozenset({1})})
    row = next(each for each in mutants(path, tmp_path) if each.operator == "row")
    assert Choice(tmp_path, reach, 60).using(row) == [*sorted(sheets)[1:4], OWN]
