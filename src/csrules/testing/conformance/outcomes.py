"""Outcomes: what a system says to a question, and whether that is what it should say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.bounds import DEEPEST_DATA, deeper
from csrules.errors import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csrules.kinds import Plain

__all__ = ["Declined", "Invalid", "Outcome", "ask", "asked", "told"]


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


def ask(adapter: object, operation: str, given: Mapping[str, Any], *parts: Any) -> Outcome:
    """What a system says to one question: its method of that name is called with what is given.

    ``parts`` go by their position. A method that raises anything but `Declined` and `Invalid`, or
    answers with what is no plain JSON, gives an outcome ``error``. What is no `Exception`, such as
    an interrupt, is let through with a note of the question.

    >>> class Ours:
    ...     def approver(self, amount):
    ...         return "gm" if amount == "5000.00" else 1 / 0
    >>> print(ask(Ours(), "approver", {"amount": "5000.00"}))
    {"answer": "gm"}
    >>> print(ask(Ours(), "approver", {"amount": "1.00"}))
    {"error": "ZeroDivisionError: division by zero"}
    """
    try:
        answer = getattr(adapter, operation)(*parts, **given)
        strange = _strange(answer)
        return Outcome("error", strange) if strange else Outcome("answer", answer)
    except Declined as refusal:
        return Outcome("refused", refusal.rules)
    except Invalid as fault:
        return Outcome("invalid", fault.fields)
    except Exception as error:  # whatever a stranger's system does is a finding, not our end
        return Outcome("error", told(error))
    except BaseException as end:
        end.add_note(f"while asked {asked(operation, given, *parts)}")
        raise


def asked(operation: str, given: Mapping[str, Any], *parts: Any) -> str:
    """A question as text.

    >>> print(asked("approver", {"amount": "5000.00"}))
    approver of {"amount": "5000.00"}
    """
    texts = (json.dumps(each, ensure_ascii=False, default=repr) for each in parts or [dict(given)])
    return f"{operation} of {', '.join(texts)}"


def told(error: BaseException) -> str:
    """An error of a stranger's in one line, whatever it makes of that.

    >>> told(KeyError("amount"))
    "KeyError: 'amount'"
    """
    try:
        text = f"{type(error).__name__}: {error}"
    except Exception:  # it cannot say what it is
        text = type(error).__name__
    return "; ".join([text, *getattr(error, "__notes__", ())])


_PLAIN: Final = (str, int, bool, float, type(None), list, dict)


def _strange(answer: Any) -> str:
    """What of an answer is no plain JSON, or nothing; raises `ValueError` for a number that is."""
    if deeper(answer, DEEPEST_DATA):
        return f"the answer is nested deeper than {DEEPEST_DATA} levels"
    strange = _strange_part(answer, "")
    if not strange:
        json.dumps(answer, allow_nan=False)
    return strange


def _strange_part(value: Any, path: str) -> str:
    if type(value) not in _PLAIN:
        return f"the answer{path} is of type {type(value).__name__}, which is no plain JSON"
    parts: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        for name in value:
            if type(name) is not str:
                return f"a name in the answer{path} is of type {type(name).__name__}, not str"
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    found = (_strange_part(part, f"{path}[{place!r}]") for place, part in parts)
    return next(filter(None, found), "")
