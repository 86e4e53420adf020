"""Try every mutant and show the survivors: ``python -m mutation [--modules money bands]``."""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mutation.mutants import Mutant, mutants
from mutation.report import page, survivors
from mutation.results import ON_IMPORT, Fates, Module, digest_of, equivalents, summed
from mutation.running import Failures
from mutation.trial import IGNORED, OPTIONS, Beside, afresh

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "csrules"
FOLDER = ROOT / "build" / "mutation"
PRELOADED = (
    "dateutil.rrule", "holidays", "hypothesis.stateful", "pandas", "pyarrow.compute",
    "pyarrow.dataset", "pyarrow.parquet",
)  # fmt: skip
GROUPS = {"": "Mechanisms", "batch": "The same over columns", "regulations": "Packs"}
LEFT_OUT = ("cli.py", "console.py", "__main__.py", "testing/*", "study/*")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and print the sums by module; 0 where no mutant survives."""
    args = _arguments(arguments)
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT / "src")]
    chosen = [
        path
        for pattern in args.modules or ["*"]
        for path in sorted(SOURCE.rglob("*.py"))
        if _wanted(path.relative_to(SOURCE).as_posix(), pattern)
    ]
    digests = {path.relative_to(SOURCE).as_posix(): digest_of(path.read_bytes()) for path in chosen}
    everything = [mutant for path in chosen for mutant in mutants(path, SOURCE)]
    fates = Fates(FOLDER)
    again = {"survived", "uncovered"} if args.again else frozenset[str]()
    tried = everything
    if args.sample:
        tried = random.Random(args.seed).sample(everything, min(args.sample, len(everything)))
    explained = equivalents(
        Path(__file__).with_name("equivalent.toml"), everything, whole=not args.modules
    )
    tried = [
        mutant
        for mutant in tried
        if (fate := fates.of(mutant, digests[mutant.module])) in {"", ON_IMPORT}
        or (fate in again and mutant.key not in explained)
    ]
    if tried and not args.report:
        _try(tried, digests, fates, args)
    modules = summed(((mutant, digests[mutant.module]) for mutant in everything), fates, explained)
    folder = FOLDER / "survivors"
    folder.mkdir(exist_ok=True)
    for module in modules.values():
        told = {m.id: fates.known[m.key][2] for m in module.survivors}
        (folder / f"{module.name.replace('/', '.')}.md").write_text(
            survivors(module, SOURCE, told), encoding="utf-8"
        )
    groups: dict[str, list[Module]] = {group: [] for group in GROUPS.values()}
    for module in modules.values():
        groups[GROUPS.get(module.name.partition("/")[0], GROUPS[""])].append(module)
    shown = page(groups, f"{datetime.now(UTC).date()}, CPython {platform.python_version()}")
    print(shown)
    if args.write:
        Path(__file__).with_name("results.md").write_text(shown, encoding="utf-8")
    return int(any(module.survivors for module in modules.values()))


def _try(
    tried: list[Mutant], digests: dict[str, str], fates: Fates, args: argparse.Namespace
) -> None:
    # imported late: what is imported here, every child starts from
    for name in PRELOADED:
        import_module(name)
    began, count = time.monotonic(), Counter[str]()

    def told(mutant: Mutant, fate: str, by: str) -> None:
        fates.add(mutant, digests[mutant.module], fate, by)
        count[fate] += 1
        if count.total() % 50 == 0:
            spent = f"{time.monotonic() - began:7.0f} s"
            print(f"{spent} {dict(count)} of {len(tried)}", file=sys.stderr)

    inside = [mutant for mutant in tried if fates.of(mutant, digests[mutant.module]) != ON_IMPORT]
    pid = os.fork()
    if not pid:
        code = 1
        try:
            beside = Beside(SOURCE, FOLDER / "reach", args.workers, inside, told, args.seconds)
            code = int(pytest.main([*OPTIONS, *IGNORED], [beside, Failures()]))
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    if status:
        raise SystemExit(f"the run beside collected tests ended with {status}")
    fates.read()
    rest = [mutant for mutant in tried if fates.of(mutant, digests[mutant.module]) == ON_IMPORT]
    if not args.inside:
        afresh(SOURCE, FOLDER / "reach", args.workers, rest, told, args.seconds)


def _wanted(module: str, pattern: str) -> bool:
    left_out = any(fnmatch(module, each) for each in LEFT_OUT)
    return fnmatch(module, pattern) and not left_out


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    parser.add_argument("--modules", nargs="*", default=[], help="patterns such as limits/*.py")
    parser.add_argument("--sample", type=int, default=0, help="try only so many, drawn by seed")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=40, help="of tests for one mutant")
    parser.add_argument("--inside", action="store_true", help="only what is inside functions")
    parser.add_argument("--again", action="store_true", help="try known survivors again")
    parser.add_argument("--report", action="store_true", help="try nothing, show what is known")
    parser.add_argument("--write", action="store_true", help="write mutation/results.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
