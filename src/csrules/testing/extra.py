"""Whether hypothesis is there: the door asks here first, before anything needs it."""

from __future__ import annotations

from csrules.errors import ExtraNotInstalledError, Fault

__all__ = ["VERSION"]

try:
    from hypothesis import __version__ as VERSION  # noqa: N812  # a constant of the package
except ImportError as error:
    raise ExtraNotInstalledError(
        Fault("hypothesis", None, "the package hypothesis", 'pip install "csrules[testing]"')
    ) from error
