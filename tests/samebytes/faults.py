"""Errors with several faults: policy files, changes, stored events, ids, rows of other systems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csrules.errors import CsrulesError
from csrules.identifiers import identifier
from csrules.lifecycle import Event, load_json
from csrules.policy import amend
from csrules.policyfile import loads
from csrules.records.dingtalk import read_records
from csrules.regulations import company, property_handbook
from tests.samebytes.world import POLICIES, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = '[policy]\nformat = 1\nbase = "company"\n'
FILES = (
    "", "a = ", "[policy]\nformat = 2\nbas = 'x'\ntitel = 1\n", f"{HEAD}[aproval]\nx = 1\n",
    f"{HEAD}x = 1\ny = 2\n[approval]\ntie = 'up'\nbands = 3\n[closing]\ndays = 1.50\nhours = 2\n",
    f"{HEAD}[approval.bands]\nclerk = 1\nsales_manager = 'x'\ngm = -1\n[zzz]\n[yyy]\na.b.c = 1\n",
    f"{HEAD}a = {'[' * 50}{']' * 50}\n", '"\\u001b" = 1\n', f"{HEAD}d = 1979-05-27T07:32:00Z\n",
    f"{HEAD}n = {'9' * 5000}\n", f"{HEAD}x = \"\\q\"\n", f"{HEAD}[x]\n[x]\n", "a = \x1b",
    "a.b = 1\na = 2",
)  # fmt: skip
STORED = (
    "", "{", "[]", "1e5", '{"a": 1,}', "[1,]", "[" * 5000 + "]" * 5000, "9" * 5000,
    '{"csrules": 1}', '{"csrules": 1, "type": "cas"}',
    '{"csrules": 1, "type": "event", "event": {"name": "x", "at": "y", "by": 1, "data": {}}}',
    '{"csrules": 1, "type": "fact", "fact": {"effects": [{"effect": "notfy"}], "event": {}}}',
)  # fmt: skip
IDS = ("", " a", "a\u200b", "\u0421-1a", "\u0410\u0412", "\uff21", "王\u0418", "x" * 201, "\x07")
COUNTS: dict[str, Any] = {"zzz": 1, "yyy": 2, "missing_periodic": -1}
ROWS = [
    {}, {"userId": ""}, 3, {"userId": "a", "checkType": "On", "timeResult": "Fine", "workDate": 1},
    {"userId": "b", "checkType": "OnDuty", "timeResult": "Late", "workDate": 1599408000000,
     "baseCheckTime": 1599442200000, "userCheckTime": 1599442800000, "sourceType": "USER"},
]  # fmt: skip


def said() -> Iterator[str]:
    """Each refusal, with all its faults."""
    changes: list[dict[str, Any]] = [
        {"zzz": 1, "aproval": 2, "closing.days": 0, "approval.tie": "up", "yyy.x": 1},
        {"approval": {"bands": [{"owner": "gm"}, {"owner": "gm"}, 3], "ti": 1}, "x": None},
    ]
    asks: list[Callable[[], object]] = [
        *(lambda text=text: loads(text) for text in FILES),
        *(lambda change=change: amend(company.policy(), change) for change in changes),
        *(lambda text=text: load_json(company.COMPLAINT, text) for text in STORED),
        *(lambda text=text: identifier(text, "id") for text in IDS),
        lambda: read_records({"errcode": 0, "recordresult": ROWS, "hasMore": True}),
        lambda: Event(1, "x", None, {}, "\u200b"),  # type: ignore[arg-type]  # as a stranger would
        lambda: property_handbook.information_score(property_handbook.policy(), **COUNTS),
        lambda: company.approver(POLICIES["office"], "x"),  # type: ignore[arg-type]  # the same
    ]
    for ask in asks:
        try:
            answer = ask()
        except CsrulesError as error:
            yield f"{type(error).__name__}: {error}"
            yield repr(error)
        else:
            yield from told(answer)
