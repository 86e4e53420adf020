"""The packs: each regulation is data and a few functions over the mechanisms.

This door names them and loads none of them: ``from csrules.regulations import company`` does.
"""

from typing import Final

__all__ = ["OPTIONAL", "PACKS"]

PACKS: Final = ("company", "department", "office", "property_handbook")
"""Every regulation that has code; the others stand in the register as planned."""

OPTIONAL: Final = frozenset({"columns", "replies"})
"""Modules of a pack that need an extra; the functions of which they are forms cite the rules."""
