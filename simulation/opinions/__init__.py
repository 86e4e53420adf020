"""The cases of which there is an independent oracle, by the name of their workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from simulation.opinions.complaint import ComplaintOpinion
from simulation.opinions.review import ReviewOpinion
from simulation.opinions.ticket import TicketOpinion

if TYPE_CHECKING:
    from simulation.opinions.base import Opinion

__all__ = ["OPINIONS", "opinion_of"]

OPINIONS: Final[dict[str, type[Opinion]]] = {
    "company.complaint": ComplaintOpinion,
    "company.monthly_review": ReviewOpinion,
    "property_handbook.ticket": TicketOpinion,
}
"""What is compared on every step."""


def opinion_of(workflow: str) -> Opinion | None:
    """A new opinion of a case of that workflow; None where no oracle knows it."""
    made = OPINIONS.get(workflow)
    return None if made is None else made()
