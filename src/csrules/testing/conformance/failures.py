"""What is told when a system does not conform: the smallest question that shows it, and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs

from csrules.testing.conformance.contract import OPERATIONS
from csrules.testing.conformance.outcomes import asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.citation import Reason
    from csrules.testing.conformance.outcomes import Outcome

__all__ = ["Failure", "NonConformanceError", "UnansweredError", "printable"]


@attrs.frozen
class Failure:
    """One question that a system answers wrongly.

    ``expected`` is the right outcome, or None where a ``law`` between answers is broken, and
    ``why`` the reasons of csrules for it.
    """

    operation: str
    given: Mapping[str, Any]
    got: Outcome
    expected: Outcome | None = None
    why: tuple[Reason, ...] = ()
    law: str = ""

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule ids behind the right answer; those of the operation where it names none."""
        named = tuple(dict.fromkeys(reason.rule for reason in self.why if reason.rule))
        return named or OPERATIONS[self.operation].rules

    def alike(self, other: Failure) -> bool:
        """Whether this is the same fault: the same sort of answer where the same was right."""
        return self._sort == other._sort

    @property
    def _sort(self) -> tuple[object, ...]:
        """An answer that should be another, a refusal that should be none, and so on."""
        right = self.expected
        wrong = right.content if right is not None and right.kind == "invalid" else ()
        return (self.operation, self.got.kind, right and right.kind, wrong, bool(self.law))

    def plain(self) -> dict[str, Any]:
        """The failure as a report holds it."""
        return {
            "operation": self.operation,
            "given": dict(self.given),
            "got": json.loads(str(self.got)),
            "expected": None if self.expected is None else self.expected.plain(),
            "law": self.law,
            "rules": list(self.rules),
            "why": [
                {"rule": reason.rule, "en": reason.text.en, "zh": reason.text.zh}
                for reason in self.why
            ],
        }

    def __str__(self) -> str:
        lines = [asked(self.operation, self.given), f"  the system says  {self.got}"]
        if self.expected is not None:
            lines.append(f"  csrules says     {self.expected}")
        if self.law:
            lines.append(f"  {self.law} [{', '.join(self.rules)}]")
        for reason in self.why:
            lines += [f"  {reason.say(language)}" for language in ("en", "zh")]
        return printable("\n".join(lines))


def printable(text: str) -> str:
    """Text that can be written anywhere: half a character of a stranger's is escaped.

    >>> print(printable("half: " + chr(0xD800)))
    half: \\ud800
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


class NonConformanceError(AssertionError):
    """The system under test does not conform; ``failure`` says how."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


class UnansweredError(AssertionError):
    """The system under test gives no answer that could be judged; the text says which."""
