"""SECURITY.md: each promise names a test that is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISES = TEXT.partition("| promise | test |")[2].partition("\n## ")[0]


def test_every_promise_names_its_tests_and_they_are_there() -> None:
    rows = [row for row in PROMISES.splitlines() if row.startswith("| ")]
    assert len(rows) >= 10
    for row in rows:
        tests = re.findall(r"`(tests/[\w/.]+)`", row.rpartition(" | ")[2])
        assert tests, row
        for name in tests:
            place = ROOT / name
            files = sorted(place.rglob("test_*.py")) if place.is_dir() else [place]
            assert files, name
            assert any("def test_" in file.read_text(encoding="utf-8") for file in files), name


def test_no_address_is_given_that_nobody_reads() -> None:
    assert not re.search(r"[\w.]+@[\w.]+\.\w+", TEXT)
