"""The report of a run: what was asked, what was not, and what does not conform."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.errors import refuse
from csrules.reading import Reading
from csrules.testing.conformance.contract import VERSION

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from csrules.testing.conformance.failures import Failure

__all__ = ["ConformanceReport", "Result", "Status"]


class Status(Reading):
    """What became of a test."""

    PASSED = "passed", "the system conforms", "符合"
    FAILED = "failed", "the system does not conform", "不符合"
    EXCUSED = "excused", "left out or replaced, for a stated reason", "已说明理由，未按原样执行"
    NOT_RUN = "not_run", "left out without a reason", "未执行，且无理由"
    UNSUPPORTED = (
        "unsupported",
        "of a capability that the system does not claim",
        "系统未声明该能力",
    )


@attrs.frozen
class Result:
    """What became of one test: how many questions it asked, and the failure or the reason."""

    capability: str
    test: str
    rules: tuple[str, ...]
    status: Status
    questions: int = 0
    failure: Failure | None = None
    reason: str = ""

    def plain(self) -> dict[str, Any]:
        """The result as a report holds it."""
        return {
            "capability": self.capability,
            "test": self.test,
            "rules": list(self.rules),
            "status": str(self.status),
            "questions": self.questions,
            "failure": None if self.failure is None else self.failure.plain(),
            "reason": self.reason,
        }

    def __str__(self) -> str:
        line = f"{self.status:11} {self.capability}.{self.test}, {self.questions} questions"
        if self.reason:
            line += f": {self.reason}"
        if self.failure is not None:
            line += "\n" + "\n".join(f"    {row}" for row in str(self.failure).splitlines())
        return line


@attrs.frozen
class ConformanceReport:
    """Every test with its result, and the readings about which nothing was asked.

    ``unasked`` holds operation, reading and the values that the system does not claim.
    """

    results: tuple[Result, ...]
    unasked: Mapping[str, Mapping[str, tuple[str, ...]]] = attrs.field(factory=dict)

    @property
    def ok(self) -> bool:
        """Whether something was asked about each capability claimed, and nothing failed or was
        left out without a reason.
        """
        found = {each.status for each in self.results}
        return bool(self._claimed) and not self.silent and found.isdisjoint(_BAD)

    @property
    def silent(self) -> tuple[str, ...]:
        """The capabilities that are claimed, and about which nothing was asked."""
        asked = {each.capability for each in self.results if each.questions}
        return tuple(each for each in self._claimed if each not in asked)

    @property
    def _claimed(self) -> tuple[str, ...]:
        claimed = (each for each in self.results if each.status is not Status.UNSUPPORTED)
        return tuple(dict.fromkeys(str(each.capability) for each in claimed))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What does not conform, in the order of the tests."""
        return tuple(each.failure for each in self.results if each.failure is not None)

    def plain(self) -> dict[str, Any]:
        """The report as JSON holds it; see `SCHEMA` for its form."""
        return {
            "report": 1,
            "contract": VERSION,
            "ok": self.ok,
            "silent": list(self.silent),
            "results": [each.plain() for each in self.results],
            "unasked": [
                {"operation": operation, "reading": reading, "values": list(values)}
                for operation, readings in self.unasked.items()
                for reading, values in readings.items()
            ],
        }

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the report as JSON, the same bytes for the same report.

        Raises `InputError` where no file can be written.
        """
        text = json.dumps(self.plain(), ensure_ascii=False, indent=2, sort_keys=True)
        data = f"{text}\n".encode("utf-8", "backslashreplace")  # as JSON escapes half a character
        try:
            Path(path).write_bytes(data)
        except (OSError, TypeError, ValueError) as error:
            expected = f"a file that can be written: {error}"
            refuse("report", path, expected, "make its folder, or name another file")

    def __str__(self) -> str:
        rows = [str(each) for each in self.results if each.status is not Status.UNSUPPORTED]
        left = dict.fromkeys(
            each.capability for each in self.results if each.status is Status.UNSUPPORTED
        )
        rows += [f"not claimed: {capability}" for capability in left]
        rows += [
            f"not asked: {operation}, {reading}: {', '.join(values)}"
            for operation, readings in self.unasked.items()
            for reading, values in readings.items()
        ]
        rows += [f"nothing was asked: {capability}" for capability in self.silent]
        return "\n".join([*rows, self._verdict])

    @property
    def _verdict(self) -> str:
        if self.ok:
            return "the system conforms"
        failed = any(each.status is Status.FAILED for each in self.results)
        return "the system does not conform" if failed else "not proved: the run is not whole"


_BAD: Final = {Status.FAILED, Status.NOT_RUN}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_TEXT: Final = {"type": "string"}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_MAYBE: Final = {"type": ["object", "null"]}
SCHEMA: Final[dict[str, Any]] = _object(
    report={"const": 1},
    contract={"type": "integer"},
    ok={"type": "boolean"},
    silent=_TEXTS,
    results={
        "type": "array",
        "items": _object(
            capability=_TEXT,
            test=_TEXT,
            rules=_TEXTS,
            status={"enum": [str(status) for status in Status]},
            questions={"type": "integer", "minimum": 0},
            failure={
                "anyOf": [
                    {"type": "null"},
                    _object(
                        operation=_TEXT,
                        given={"type": "object"},
                        got={"type": "object"},
                        expected=_MAYBE,
                        law=_TEXT,
                        rules=_TEXTS,
                        why={"type": "array", "items": _object(rule=_TEXT, en=_TEXT, zh=_TEXT)},
                    ),
                ]
            },
            reason=_TEXT,
        ),
    },
    unasked={
        "type": "array",
        "items": _object(operation=_TEXT, reading=_TEXT, values=_TEXTS),
    },
)
"""The JSON Schema of a written report."""
