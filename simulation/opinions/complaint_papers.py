"""What the papers of a complaint ask beyond section 5.2 of the catalogue, typed out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from simulation.opinions.base import given, in_fen, told
from tests.oracle import complaint as oracle

if TYPE_CHECKING:
    from csrules.lifecycle.cases import Event

__all__ = ["asked", "in_order"]

_FORM: Final = ("quality", "non_quality", "severe", "third_party", "sample")
_ASKED: Final[dict[str, tuple[str, ...]]] = {
    "file": _FORM,
    "refile": (*_FORM, "original", "first_reported", "original_accepted"),
    "accept": ("number",),
    "joint": ("joint_limit", "units", "rnd_told"),
    "investigate": ("finding",),
    "judge": ("established", "instructed"),
    "approve": ("settlement", "handling"),
    "tell": ("channel", "form_given", "told"),
    "collect": ("collection_due",),
}
_ASKED_IF: Final[dict[str, tuple[tuple[str, object, tuple[str, ...]], ...]]] = {
    "judge": (
        ("established", True, ("human_negligence", "loss_standard", "penalty_standard")),
        ("our_quality", True, ("handling_plan",)),
    ),
    "approve": (("handling", "return_or_rework", ("return_quantity",)),),
}
"""Event: (field, value, what is asked where the field has that value)."""


def asked(event: Event) -> bool:
    """Whether everything that the event's paper asks is filled in."""
    names = list(_ASKED.get(event.name, ()))
    for field, value, more in _ASKED_IF.get(event.name, ()):
        if event.data.get(field) == value:
            names += more
    return all(given(event.data.get(name)) for name in names)


def in_order(event: Event, data: dict[str, Any]) -> bool:
    """Whether what is filled in fits together; ``data`` is the case's with the event's."""
    own = told(event.data)
    if event.name in ("file", "refile") and not (own["quality"] or own["non_quality"]):
        return False
    if event.name == "refile":
        # Art. 25.5: a form like the first one, and its original came before
        paper = {"order_number": own.get("order_no"), "batch_number": own.get("batch_no"), **own}
        paper["sample_reason"] = own.get("no_sample_reason")
        forms = oracle.GUARDS["REPORTED", "file_form"]
        ordered = own["first_reported"] <= own["original_accepted"] <= event.at
        visitor = own.get("visitor")
        allowed = visitor in (None, "cs_manager", "delegate")
        return ordered and allowed and all(guard(paper) for guard in forms)
    if event.name == "judge":
        both = own.get("human_negligence") is True and own.get("track") is True
        return own["established"] is False or not both
    if event.name == "tell":
        told_fen, decided = in_fen(own["told"]), in_fen(data["settlement"])
        return told_fen is not None and decided is not None and told_fen <= decided
    return True
