"""Outcomes: what a system says to a question, and whether that is what it should say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.errors import refuse

if TYPE_CHECKING:
    from csrules.kinds import Plain

__all__ = ["Declined", "Invalid", "Outcome", "ask"]


class Declined(Exception):  # noqa: N818  # an answer of an adapter, not an error of ours
    """The regulation refuses what is asked: the rule ids that do.

    >>> raise Declined("000-A27-1.5")
    Traceback (most recent call last):
        ...
    csrules.testing.conformance.outcomes.Declined: 000-A27-1.5
    """

    def __init__(self, *rules: str) -> None:
        super().__init__(", ".join(rules))
        self.rules = rules


class Invalid(Exception):  # noqa: N818  # see `Declined`
    """The question is wrong: the names of the fields that are."""

    def __init__(self, *fields: str) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


_NAMED: Final = {"refused": "rules", "invalid": "fields"}


@attrs.frozen
class Outcome:
    """One of ``answer``, ``refused``, ``invalid``; or ``error``, which never conforms.

    ``content`` is the answer, the rule ids, the names of the fields, or what went wrong.
    """

    kind: str
    content: Any

    @classmethod
    def read(cls, raw: object) -> Outcome:
        """An outcome from what a file says; raises `InputError` for anything else.

        >>> Outcome.read({"refused": {"rules": ["000-A27-1.5"]}})
        Outcome(kind='refused', content=('000-A27-1.5',))
        """
        if isinstance(raw, Mapping) and len(raw) == 1:
            ((kind, content),) = raw.items()
            if kind == "answer":
                return cls(kind, content)
            name = _NAMED.get(kind)
            if name and isinstance(content, Mapping) and content.keys() == {name}:
                return cls(kind, tuple(content[name]))
        refuse("expect", raw, "an answer, or what is refused or invalid")

    def plain(self) -> dict[str, Plain]:
        """The outcome as a vector or a report says it."""
        if self.kind in _NAMED:
            return {self.kind: {_NAMED[self.kind]: list(self.content)}}
        return {self.kind: self.content}

    def meets(self, expected: Outcome) -> bool:
        """Whether a system that says this conforms, where ``expected`` is right.

        An answer is the same, to the type. What refuses names at least one of the rules (or
        fields) expected and no other; where none is expected, whatever it names will do.

        >>> ours, right = Outcome("refused", ("a",)), Outcome("refused", ("a", "b"))
        >>> ours.meets(right), right.meets(ours)
        (True, False)
        """
        if self.kind != expected.kind or self.kind == "error":
            return False
        if self.kind == "answer":
            return _same(self.content, expected.content)
        named = set(self.content)
        return not expected.content or (bool(named) and named <= set(expected.content))

    def __str__(self) -> str:
        return json.dumps(self.plain(), ensure_ascii=False, sort_keys=True)


def _same(one: Any, other: Any) -> bool:
    """Equality that tells true from 1 and text from other text-like things."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def ask(adapter: object, operation: str, given: Mapping[str, Any]) -> Outcome:
    """What a system says to one question: its method of that name is called with what is given.

    A method that raises anything but `Declined` and `Invalid`, or answers with what JSON cannot
    hold, gives an outcome ``error``.

    >>> class Ours:
    ...     def approver(self, amount):
    ...         return "gm" if amount == "5000.00" else 1 / 0
    >>> print(ask(Ours(), "approver", {"amount": "5000.00"}))
    {"answer": "gm"}
    >>> print(ask(Ours(), "approver", {"amount": "1.00"}))
    {"error": "ZeroDivisionError: division by zero"}
    """
    try:
        answer = getattr(adapter, operation)(**given)
        json.dumps(answer, allow_nan=False)  # an answer is plain data
        return Outcome("answer", answer)
    except Declined as refusal:
        return Outcome("refused", refusal.rules)
    except Invalid as fault:
        return Outcome("invalid", fault.fields)
    except Exception as error:  # whatever a stranger's system does is a finding, not our end
        return Outcome("error", f"{type(error).__name__}: {error}")
