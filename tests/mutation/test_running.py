"""A mutant is put to work in memory, in a child that is ended when it takes too long."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import TYPE_CHECKING

from mutation.changing import change, changed_functions, functions_below, serve

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SOURCE = "LIMIT = 1\n\n\ndef least(a):\n    return a < LIMIT\n"
RACE = """
import time
from mutation.pool import TIMED_OUT, forked, limit_cpu

def work(task):
    if task == "sleeps":
        time.sleep(60)
    if task == "computes":
        limit_cpu(0.2)
        while True:
            pass
    if task == "dies":
        import os
        os._exit(3)
    return task.encode() * 100_000

answers = dict(forked(["says", "sleeps", "computes", "dies"], work, workers=2, wall=1.5))
assert answers == {
    "says": b"says" * 100_000, "sleeps": TIMED_OUT, "computes": TIMED_OUT, "dies": b""
}
def broken(task):
    raise LookupError("why")
try:
    list(forked(["one"], broken, workers=1, wall=1.5))
except RuntimeError as error:
    assert "LookupError: why" in str(error)
else:
    raise AssertionError
"""


def test_children_answer_time_out_or_die() -> None:
    done = subprocess.run([sys.executable, "-c", RACE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_module_is_served_mutated_and_its_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "served_rules.py"
    file.write_text(SOURCE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    serve("served_rules", SOURCE.replace("LIMIT = 1", "LIMIT = 5").encode())
    assert importlib.import_module("served_rules").least(3)
    assert file.read_text(encoding="utf-8") == SOURCE
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["served_rules.py"]


def test_a_living_function_is_changed_where_only_functions_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "changed_rules.py"
    file.write_text(SOURCE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    least = importlib.import_module("changed_rules").least
    functions = functions_below(tmp_path)
    before = SOURCE.encode()
    assert changed_functions(file, before, before.replace(b"= 1", b"= 2"), functions) is None
    pairs = changed_functions(file, before, before.replace(b"<", b"<="), functions)
    assert pairs is not None
    assert not least(1)
    change(pairs, functions)
    assert least(1)


def test_a_function_that_another_one_made_on_import_is_changed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "def made():\n    def inner(a):\n        return a < 1\n    return inner\n\nLEAST = made()\n"
    )
    file = tmp_path / "closed_rules.py"
    file.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    module = importlib.import_module("closed_rules")
    functions, before = functions_below(tmp_path), text.encode()
    pairs = changed_functions(file, before, before.replace(b"<", b"<="), functions)
    assert pairs is not None
    change(pairs, functions)
    assert module.LEAST(1)
    assert module.made()(1)
