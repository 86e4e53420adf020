"""Everything that csrules says, as one text: the same bytes wherever and however it is run.

``python -m tests.samebytes.transcript [section …]`` prints the sections (without arguments all but
the charts). It imports nothing but csrules and what csrules itself needs, so that any Python on the
machine can print it. Words before the sections set the scene: ``decimal`` spoils the process's
decimal contexts, ``threads`` lets four threads say everything at once over the same calendars.
"""

from __future__ import annotations

import contextlib
import decimal
import io
import json
import locale
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Barrier
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

THREADS = 4
SECTIONS = {
    "policies": "tests.samebytes.policies",
    "clocks": "tests.samebytes.clocks",
    "lifecycles": "tests.samebytes.lifecycles",
    "functions": "tests.samebytes.functions",
    "faults": "tests.samebytes.faults",
    "study": "tests.samebytes.study",
    "register": "tests.samebytes.registered",
    "charts": "tests.samebytes.charts",
}
"""The sections and the modules that say them: each has a function ``said`` that gives lines."""

APART = ("charts",)
"""Sections that need an extra, and so are printed only where they are asked for."""


def spoil() -> None:
    """Decimal contexts as no program would set them, for this thread and every later one."""
    hostile = decimal.Context(
        prec=2, rounding=decimal.ROUND_UP, Emin=-3, Emax=3, capitals=0, clamp=1,
        traps=list(decimal.Context().flags),
    )  # fmt: skip
    decimal.DefaultContext = hostile
    decimal.setcontext(hostile.copy())


def section(name: str) -> Iterator[str]:
    """The lines of one section, each under its name."""
    say: Callable[[], Iterator[str]] = import_module(SECTIONS[name]).said
    for line in say():
        for part in line.split("\n"):
            yield f"{name}: {part}"


def transcript(names: list[str]) -> str:
    """The sections as one text."""
    return "".join(f"{line}\n" for name in names for line in section(name))


def by_threads(names: list[str], prepare: Callable[[], object]) -> str:
    """The same, said by several threads at once; what they say must be the same."""
    start = Barrier(THREADS)

    def say(_: int) -> str:
        prepare()
        start.wait()
        return transcript(names)

    switch = sys.getswitchinterval()
    sys.setswitchinterval(2e-4)  # threads take turns twenty times as often as they would
    with ThreadPoolExecutor(THREADS) as pool:
        said = list(pool.map(say, range(THREADS)))
    sys.setswitchinterval(switch)
    differing = [text for text in said if text != said[0]]
    return differing[0] if differing else said[0]


def commands() -> Iterator[str]:
    """What the command line prints."""
    from csrules.cli import main  # after the scene is set

    for line in (
        "rules", "rules --language zh", "rules 000-A27-1.4", "rules --kind approval",
        "rules --regulation company --language zh", "schema office", "policy department",
        "policy property_handbook --language zh", "rules 000-A27-11", "schema offices",
    ):  # fmt: skip
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(line.split())
        yield f"{line}: {code}"
        yield from (out.getvalue() + err.getvalue()).splitlines()


def main(words: list[str]) -> None:
    """Print what the words ask for."""
    locale.setlocale(locale.LC_ALL, "")  # the environment's, as a program for people does
    prepare: Callable[[], Any] = spoil if "decimal" in words else int
    prepare()
    names = [word for word in words if word in SECTIONS]
    names = names or [name for name in SECTIONS if name not in APART]
    text = by_threads(names, prepare) if "threads" in words else transcript(names)
    text += "".join(f"cli: {line}\n" for line in commands())
    json.dump(text, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
