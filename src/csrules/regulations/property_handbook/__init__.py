"""A property developer's handbook: first-asked responsibility and information management."""

from __future__ import annotations

from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy, policy

__all__ = ["PropertyHandbookPolicy", "policy"]
