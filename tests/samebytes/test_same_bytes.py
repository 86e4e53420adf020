"""The same bytes for the same input, wherever and however csrules runs.

`tests.samebytes.transcript` says everything; each test has it said in another scene.
"""

from __future__ import annotations

import json
import locale
import os
import subprocess
import sys
import sysconfig
from functools import cache
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

import attrs
import pytest

from tests.samebytes.pythons import pythons

ROOT = Path(__file__).parents[2]


@attrs.frozen
class Scene:
    """How a process is started: interpreter, its options, environment, words of the transcript."""

    options: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    python: str = sys.executable


def scene(*options: str, words: tuple[str, ...] = (), **environment: str) -> Scene:
    """A scene of this Python."""
    return Scene(options, tuple(environment.items()), words)


PLAIN = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def _locales() -> list[str]:
    """Those of some telling locales that this machine has: other letters, points and encodings."""
    kept, found = locale.setlocale(locale.LC_ALL), []
    for name in ("tr_TR.UTF-8", "de_DE.UTF-8", "zh_CN.GB18030", "ar_SA.UTF-8"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        found.append(name)
    locale.setlocale(locale.LC_ALL, kept)
    return found


SCENES = {
    "any hash seed, beyond the date line": scene(PYTHONHASHSEED="random", TZ="Pacific/Kiritimati"),
    "without asserts, warnings as errors, hash seed 1, in China": scene(
        *("-O", "-W", "error", "-bb"), PYTHONHASHSEED="1", TZ="Asia/Shanghai"
    ),
    "without docstrings, hash seed 4711, in Newfoundland": scene(
        "-OO", PYTHONHASHSEED="4711", TZ="America/St_Johns"
    ),
    "a narrow encoding, which no file may be opened in": scene(
        *("-X", "warn_default_encoding", "-W", "error::EncodingWarning"),
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        LC_ALL="C",
        PYTHONIOENCODING="ascii",
    ),
    "spoilt decimal contexts": scene(words=("decimal",)),
    "four threads at once, decimal contexts spoilt": scene(words=("threads", "decimal")),
    **{
        f"locale {name}": scene(LC_ALL=name, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
        for name in _locales()
    },
    **{
        f"Python {version}": Scene(python=command)
        for version, command in pythons().items()
        if command != sys.executable
    },
}
CHARTED = {
    "without docstrings, any hash seed, in Newfoundland, a narrow encoding": scene(
        "-OO", PYTHONHASHSEED="random", TZ="America/St_Johns", LC_ALL="C", PYTHONUTF8="0"
    ),
    "four threads at once, decimal contexts spoilt": scene(words=("threads", "decimal")),
}


@cache
def said(scene: Scene, *sections: str) -> str:
    """The transcript in a scene."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "LC_", "LANG", "COVERAGE"))
    }
    pure = sysconfig.get_path("purelib")  # what csrules needs has no compiled part
    environment |= {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), pure])}
    command = [scene.python, *scene.options, "-m", "tests.samebytes.transcript"]
    done = subprocess.run(
        [*command, *scene.words, *sections],
        cwd=ROOT,
        env=environment | PLAIN | dict(scene.environment),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
    text: str = json.loads(done.stdout)
    return text


def same(one: str, other: str) -> None:
    """Compare two transcripts; where they differ, show the first lines that do."""
    if sha256(one.encode()).digest() != sha256(other.encode()).digest():
        pairs = zip_longest(one.split("\n"), other.split("\n"), fillvalue="(the end)")
        first, second = next((a, b) for a, b in pairs if a != b)
        place = next((n for n, (a, b) in enumerate(zip(first, second)) if a != b), 0)  # noqa: B905
        begin = max(place - 200, 0)
        pytest.fail(f"{first[:40]} …\n{first[begin : place + 200]}\n{second[begin : place + 200]}")


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_the_same_is_said_in_every_scene(scene: Scene) -> None:
    same(said(Scene()), said(scene))


@pytest.mark.parametrize("scene", CHARTED.values(), ids=CHARTED)
def test_the_same_is_drawn_in_every_scene(scene: Scene) -> None:
    same(said(Scene(), "charts"), said(scene, "charts"))


def test_the_transcript_holds_every_section_and_language() -> None:
    text = said(Scene())
    sections = {line.partition(":")[0] for line in text.splitlines()}
    assert sections == {
        "policies", "clocks", "lifecycles", "functions", "faults", "study", "register", "cli",
    }  # fmt: skip
    assert len(text.splitlines()) > 10_000
    assert "总经理" in text
    assert "provisional=True" in text
    assert " at 0x" not in text


def test_every_python_that_is_asked_for_is_there() -> None:
    asked = os.environ.get("CSRULES_PYTHONS", "").split()
    assert set(asked) <= set(pythons()), "CSRULES_PYTHONS names a version that is not found"
