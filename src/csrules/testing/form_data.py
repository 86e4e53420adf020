"""Data that a form takes, complete or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from csrules.errors import InputError
from csrules.forms import Form
from csrules.kinds import Choice, Flag, Identifier, Words
from csrules.testing.kind_values import values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hypothesis.strategies import SearchStrategy

    from csrules.forms import Field
    from csrules.lifecycle.transitions import EventSpec

__all__ = ["data_for", "value_for"]


_SHORT: Final = ("a", "b")


def value_for(
    field: Field,
    *,
    near: datetime | None = None,
    known: Mapping[str, Any] | None = None,
    agreeing: bool = False,
) -> SearchStrategy[Any]:
    """A value of one field; often one that ``known`` holds already, so that two can agree.

    Flags and choices do not come again on purpose, texts only where ``agreeing`` asks for them.

    >>> from hypothesis import find
    >>> from csrules.regulations import company
    >>> field = company.HANDLING_FORM.fields[3]
    >>> field.name, find(value_for(field, known={"old": 34567}), lambda value: value == 34567)
    ('quantity', 34567)
    """
    own = values(field.kind, near=near)
    if isinstance(field.kind, Identifier | Words):
        own = st.one_of(st.sampled_from(_SHORT), own)  # first: a smaller example has short words
    told_apart = isinstance(field.kind, Identifier | Words) and not agreeing
    if told_apart or isinstance(field.kind, Choice | Flag):
        return own
    same = []
    for old in (known or {}).values():
        try:
            same.append(field.kind.read(old, field.name))
        except InputError:
            continue
    again = st.sampled_from(same) if same else own
    return st.one_of(own, again, again)


def data_for(
    of: Form | EventSpec,
    *,
    near: datetime | None = None,
    known: Mapping[str, Any] | None = None,
    facts: Mapping[str, bool] | None = None,
    complete: bool = True,
) -> SearchStrategy[dict[str, Any]]:
    """Data that a form, or the form of an event, takes; an event without form takes none.

    Every required field is given, those that a condition requires too, and some of the others;
    with ``complete=False`` any fields are left out. ``near`` draws days and moments around one;
    ``known`` is data whose values may come again; ``facts`` are what the form asks of the caller.

    >>> from hypothesis import find
    >>> from csrules.regulations import company
    >>> find(data_for(company.RETURN_SLIP), lambda data: data["slip_quantity"] > 9)
    {'reason': 'a', 'handling': 'a', 'basis': 'a', 'product': 'a', 'slip_quantity': 10}
    """
    form = of if isinstance(of, Form) else of.form
    if form is None:
        return st.just({})
    return _data(form, near, dict(known or {}), dict(facts or {}), complete)


@st.composite
def _data(
    draw: st.DrawFn,
    form: Form,
    near: datetime | None,
    known: dict[str, Any],
    facts: dict[str, bool],
    complete: bool,
) -> dict[str, Any]:
    fields = {field.name: field for field in form.fields}
    data: dict[str, Any] = {}
    for name, field in fields.items():
        if (complete and field.required is True) or draw(st.booleans()):
            data[name] = draw(value_for(field, near=near, known=known))
    while complete and (missing := form.check(data, facts).missing):
        for each in missing:
            data[each.name] = draw(value_for(fields[each.name], near=near, known=known))
    return {name: data[name] for name in fields if name in data}
