"""From files to the records that csrules takes; the files are what other systems exported."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from csrules.attendance import Direction
from csrules.citation import Text
from csrules.records.dingtalk import Read, read_records
from csrules.regulations import department, property_handbook
from csrules.workflow import Event

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


@attrs.frozen
class Entry:
    """One line of an event log: which case of which workflow, the event, what it follows."""

    case: str
    workflow: str
    event: Event
    follows: str | None


@attrs.frozen
class Employee:
    """One line of the payroll: who, under which regulation, and the money that it counts from."""

    id: str
    name: Text
    regulation: str
    base_pay: str
    bonus: str


@attrs.frozen
class Reports:
    """The year's information reports as the library takes them."""

    monthly: tuple[property_handbook.MonthlyReport, ...]
    instant: tuple[property_handbook.InstantItem, ...]
    plan: property_handbook.Mail | None
    summary: property_handbook.Mail | None
    outline: property_handbook.Mail | None


@attrs.frozen
class Notes:
    """What the department's head wrote down: duty roster, manual records, proxy punching."""

    roster: tuple[tuple[str, date], ...]
    manual: tuple[department.ManualRecord, ...]
    proxies: tuple[department.ProxyPunch, ...]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def event_log(path: Path) -> list[Entry]:
    """The entries of an event log, one JSON object a line, in the order of their arrival."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        at = datetime.fromisoformat(raw["at"])
        event = Event(raw["name"], at, raw["by"], raw["data"], raw["id"])
        found.append(Entry(raw["case"], raw["workflow"], event, raw.get("follows")))
    return found


def employees(path: Path) -> list[Employee]:
    """The payroll."""
    return [
        Employee(
            row["userId"],
            Text(row["name_en"], row["name_zh"]),
            row["regulation"],
            row["base_pay"],
            row["bonus"],
        )
        for row in rows(path)
    ]


def dingtalk(*paths: Path) -> Read:
    """The punches of stored responses, ``attendance/list`` and ``listRecord`` alike."""
    responses = [page for path in paths for page in json.loads(path.read_text(encoding="utf-8"))]
    return read_records(*responses)


def leave_requests(path: Path) -> list[department.LeaveRequest]:
    """The applications for leave."""
    return [
        department.LeaveRequest(
            person=row["person"],
            kind=department.LeaveKind(row["kind"]),
            start=datetime.fromisoformat(row["start"]),
            end=datetime.fromisoformat(row["end"]),
            applied_at=_optional(row["applied_at"], datetime.fromisoformat),
            form=row["form"] == "yes",
            approved=_optional(row["approved"], "yes".__eq__),
            certificate=_optional(row["certificate"], department.Hospital),
        )
        for row in rows(path)
    ]


def notes(path: Path) -> Notes:
    """The head's notes on the month's attendance."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Notes(
        tuple((each["person"], date.fromisoformat(each["day"])) for each in raw["roster"]),
        tuple(
            department.ManualRecord(
                each["person"],
                date.fromisoformat(each["work_date"]),
                Direction(each["direction"]),
                datetime.fromisoformat(each["at"]),
                each["made_by"],
                each["reported"],
                datetime.fromisoformat(each["reported_at"]),
            )
            for each in raw["manual"]
        ),
        tuple(
            department.ProxyPunch(date.fromisoformat(each["day"]), each["by"], each["person"])
            for each in raw["proxies"]
        ),
    )


def information_reports(path: Path) -> Reports:
    """The year's reports: monthly ones, instant items, and the three that come once a year."""
    monthly, instant = [], []
    yearly: dict[str, property_handbook.Mail] = {}
    for row in rows(path):
        mail = _mail(row)
        if row["kind"] == "monthly" and mail is not None:
            year, month = map(int, row["covers"].split("-"))
            report = property_handbook.MonthlyReport(year, month, mail, int(row["defects"]))
            monthly.append(report)
        elif row["kind"] in {"plan", "summary", "outline"} and mail is not None:
            yearly[row["kind"]] = mail
        elif row["happened_at"]:
            kind = property_handbook.Report(row["kind"])
            happened = datetime.fromisoformat(row["happened_at"])
            instant.append(property_handbook.InstantItem(kind, happened, mail))
    found = (yearly.get(name) for name in ("plan", "summary", "outline"))
    return Reports(tuple(monthly), tuple(instant), *found)


def _mail(row: dict[str, str]) -> property_handbook.Mail | None:
    if not row["received_at"]:
        return None
    return property_handbook.Mail(
        datetime.fromisoformat(row["received_at"]),
        _optional(row["first_sent_at"], datetime.fromisoformat),
        row["original_mail"] == "yes",
        row["objective_cause"] == "yes",
    )


def _optional(raw: str, read: Callable[[str], T]) -> T | None:
    return read(raw) if raw else None


def texts(path: Path, key: str) -> dict[str, dict[str, Text]]:
    """The application's own names of its cases, by case: every pair of columns _en and _zh."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows(path):
        pairs = [name[:-3] for name in row if name.endswith("_en")]
        found[row[key]] = {name: Text(row[f"{name}_en"], row[f"{name}_zh"]) for name in pairs}
    return found
