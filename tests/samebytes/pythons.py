"""Every Python from 3.11 on that this machine has: one command of each minor version."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST, NEWEST = 11, 20
TELL = "import sys; print(sys.implementation.name, *sys.version_info[:2])"


def _places() -> Iterator[Path]:
    """Where commands called ``python3.x`` may lie: the path, and the folders of installers."""
    for minor in range(OLDEST, NEWEST):
        command = shutil.which(f"python3.{minor}")
        if command is not None:
            yield Path(command)
    home = Path.home()
    roots = (
        Path(os.environ.get("PYENV_ROOT", home / ".pyenv")) / "versions",
        Path(os.environ.get("UV_PYTHON_INSTALL_DIR", home / ".local" / "share" / "uv" / "python")),
        Path(os.environ.get("RUNNER_TOOL_CACHE", home / "hostedtoolcache")) / "Python",
    )
    for root in roots:
        yield from sorted(root.glob("*3.1[1-9]*/bin/python3"))
        yield from sorted(root.glob("3.1[1-9]*/*/bin/python3"))


def _version(command: Path) -> str | None:
    """The minor version of a command, or None where it is no CPython that starts."""
    try:
        done = subprocess.run(
            [command, "-I", "-c", TELL], capture_output=True, text=True, check=True, timeout=20
        )
    except (OSError, subprocess.SubprocessError):
        return None
    name, major, minor = done.stdout.split()
    known = name == "cpython" and major == "3" and int(minor) >= OLDEST
    return f"{major}.{minor}" if known else None


@cache
def pythons() -> dict[str, str]:
    """The command of each version, this one among them."""
    own = f"3.{sys.version_info.minor}"
    found = {own: sys.executable}
    for place in _places():
        version = _version(place)
        if version is not None:
            found.setdefault(version, str(place))
    return dict(sorted(found.items(), key=lambda pair: int(pair[0].partition(".")[2])))
