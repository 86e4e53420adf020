"""Whether NumPy and pyarrow are there: the door asks here first, before anything needs them."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from csrules.errors import ExtraNotInstalledError, Fault, Faults

__all__ = ["VERSIONS", "versions"]


def versions(*names: str) -> dict[str, str]:
    """The versions of these packages; raises for all that are missing at once."""
    faults, found = Faults(), {}
    for name in names:
        try:
            found[name] = import_module(name).__version__
        except ImportError:
            mend = 'pip install "csrules[batch]"'
            faults.add(Fault(name, None, f"the package {name}", mend))
    faults.raise_as(ExtraNotInstalledError)
    return found


VERSIONS: Final = versions("numpy", "pyarrow")
