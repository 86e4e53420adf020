"""Which tests execute which lines of the source, how long each takes, and what imports execute.

What the tests of one file reach is kept until that file or the source changes.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import warnings
from itertools import groupby
from typing import TYPE_CHECKING, Any

import attrs

from mutation.pool import forked
from mutation.running import passes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import coverage
    import pytest

__all__ = ["Measured", "Reach", "tracer"]


@attrs.frozen
class Reach:
    """Tests by id with their seconds; for each file and line the set of tests, as bits."""

    seconds: dict[str, float]
    tests: dict[str, dict[int, int]]
    on_import: dict[str, frozenset[int]]

    def covering(self, path: str, lines: Iterable[int]) -> list[str]:
        """The tests that execute any of the lines, in the order of collection."""
        return self.named(self.bits(path, lines))

    def bits(self, path: str, lines: Iterable[int]) -> int:
        """The set of tests that execute any of the lines."""
        by_line, bits = self.tests.get(path, {}), 0
        for line in lines:
            bits |= by_line.get(line, 0)
        return bits

    def named(self, bits: int) -> list[str]:
        """The tests of a set, in the order of collection."""
        marks = reversed(f"{bits:b}")
        return [test for test, mark in zip(self.seconds, marks, strict=False) if mark == "1"]

    @classmethod
    def load(cls, folder: Path) -> Reach:
        """What was measured last."""
        imported, *groups = (
            _read(folder / name) for name in json.loads((folder / "last.json").read_text())
        )
        seconds: dict[str, float] = {}
        tests: dict[str, dict[int, int]] = {}
        for group in groups:
            first = len(seconds)
            seconds |= group["seconds"]
            for file, lines in group["lines"].items():
                by_line = tests.setdefault(file, {})
                for line, bits in lines.items():
                    by_line[int(line)] = by_line.get(int(line), 0) | int(bits, 16) << first
        return cls(seconds, tests, {file: frozenset(lines) for file, lines in imported.items()})


def tracer(source: Path) -> coverage.Coverage:
    """A started tracer of the lines below ``source`` that keeps nothing on disk."""
    os.environ["COVERAGE_CORE"] = "ctrace"  # the only one that tells tests apart
    import coverage  # noqa: PLC0415 -- needed only where something has to be measured

    found = coverage.Coverage(data_file=None, source=[str(source)], config_file=False)
    found.start()
    return found


@attrs.frozen
class Measured:
    """Measurements below ``folder`` of what tests reach below ``source``."""

    folder: Path
    source: Path

    def measure(self, items: list[pytest.Item], imported: coverage.Coverage, workers: int) -> Reach:
        """Run the tests of every file that is not known yet once, each file in its own child.

        A test that fails is left out.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        version = hashlib.sha256()
        for path in sorted(self.source.rglob("*.py")):
            version.update(path.read_bytes())
        base = version.hexdigest()
        groups = {
            _name(base, path): list(group)
            for path, group in groupby(items, key=lambda item: item.path)
        }
        data = imported.get_data()
        lines = {file: sorted(data.lines(file) or ()) for file in data.measured_files()}
        _write(self.folder / f"import-{base[:12]}.json", lines)
        unknown = {
            name: group for name, group in groups.items() if not (self.folder / name).exists()
        }
        for name, answer in forked(unknown, lambda name: self._run(groups[name]), workers, 1800):
            if not answer.startswith(b"{"):
                raise RuntimeError(f"no answer from the tests of {groups[name][0].path}")
            (self.folder / name).write_bytes(answer)
        _write(self.folder / "last.json", [f"import-{base[:12]}.json", *groups])
        return Reach.load(self.folder)

    def _run(self, group: list[pytest.Item]) -> bytes:
        trace, seconds = tracer(self.source), dict[str, float]()
        for item, following in zip(group, [*group[1:], None], strict=True):
            trace.switch_context(item.nodeid)
            began = time.process_time()
            if passes(item, following):
                seconds[item.nodeid] = time.process_time() - began
        trace.stop()
        with warnings.catch_warnings(action="ignore"):  # a file may reach nothing
            found = trace.get_data()
        bits = {test: 1 << place for place, test in enumerate(seconds)}
        lines = {
            file: {
                line: f"{sum(bits.get(name, 0) for name in names):x}"
                for line, names in found.contexts_by_lineno(file).items()
            }
            for file in found.measured_files()
        }
        return json.dumps({"seconds": seconds, "lines": lines}).encode()


def _name(base: str, path: Path) -> str:
    digest = hashlib.sha256(f"{base} {path}".encode() + path.read_bytes())
    return f"{path.stem}-{digest.hexdigest()[:12]}.json"


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, kept: object) -> None:
    path.write_text(json.dumps(kept), encoding="utf-8")
