"""Complaint forms from the first report to their end, kept in a database."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from .approval import RANKS, Approval
from .doors import Refused, WrongInput, choice, flag, midnight_after, moment, text
from .forms import FORMS, PARTIES, missing, read_form

SCHEMA = """
create table if not exists complaints (
    id integer primary key, state text not null, changed text, settings text not null,
    facts text not null
);
create table if not exists events (
    complaint integer references complaints, mark text not null, unique (complaint, mark)
);
create table if not exists clocks (
    complaint integer references complaints, name text not null, start text not null,
    due text not null
);
"""
CS, MARKETING, CUSTOMER = ("cs",), ("marketing",), ("customer",)
OPEN = (
    "reported", "form_filed", "accepted", "joint_investigation", "investigated",
    "reported_to_deputy", "judged", "not_established", "decided", "customer_told", "collecting",
)  # fmt: skip

STEPS: dict[tuple[str, str], tuple[str, str, tuple[str, ...]]] = {
    ("new", "report"): ("reported", "000-A25-1.1", CUSTOMER),
    ("reported", "file"): ("form_filed", "000-A25-1.2", MARKETING),
    ("new", "refile"): ("form_filed", "000-A25-5.1", CS),
    ("form_filed", "accept"): ("accepted", "000-A24-3.1", CS),
    ("accepted", "joint"): ("joint_investigation", "000-A25-2.1", CS),
    ("accepted", "investigate"): ("investigated", "000-A24-3.2", ("cs", "rnd")),
    ("joint_investigation", "investigate"): ("investigated", "000-A25-7.1", ("cs", "rnd")),
    ("investigated", "present"): ("reported_to_deputy", "000-A25-3.1", ("cs", "rnd")),
    ("reported_to_deputy", "judge"): ("judged", "000-A25-4.1", ("cs", "deputy_gm")),
    ("judged", "approve"): ("decided", "000-A27-1.5", RANKS),
    ("decided", "approve"): ("decided", "000-A27-1.5", RANKS),
    ("decided", "tell"): ("customer_told", "000-A25-6.2", MARKETING),
    ("customer_told", "accept_result"): ("closed", "000-A26-1.1", CUSTOMER),
    ("customer_told", "refuse_result"): ("refiled", "000-A25-5.1", CUSTOMER),
    ("not_established", "collect"): ("collecting", "000-A25-8.1", MARKETING),
    ("collecting", "receive_payment"): ("collected", "000-A25-8.1", ("marketing", "finance")),
    ("collecting", "object"): ("memo_to_superior", "000-A25-8.2", CUSTOMER),
    **{(s, "visit"): (s, "000-A20-1", ("cs", "cs_manager", "delegate")) for s in OPEN},
}
"""State and event: the state after it, the rule that provides it, and who may do it."""

ENDS = ("closed", "refiled", "collected", "memo_to_superior")
STOPS = {
    "investigate": "joint",
    "present": "report",
    "accept_result": "closing",
    "collect": "closing",
    "receive_payment": "collection",
}


class Case:
    """One complaint as it is loaded from the database for an event."""

    def __init__(self, row: sqlite3.Row, clocks: dict[str, tuple[datetime, datetime]]) -> None:
        self.id, self.state = row["id"], row["state"]
        self.changed = row["changed"]
        self.settings: dict[str, Any] = json.loads(row["settings"])
        self.raw: dict[str, Any] = json.loads(row["facts"])
        self.facts: dict[str, Any] = {}
        for event in FORMS:
            known = {name: self.raw[name] for name in FORMS[event] if name in self.raw}
            self.facts |= read_form(event, known)
        self.clocks = clocks


Guard = Callable[["Complaints", Case, str, datetime], bool]


def _cause(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    return bool(case.facts["quality"] or case.facts["non_quality"])


def _quantity(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    return bool(case.facts["defective_quantity"] <= case.facts["quantity"])


def _visitor(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    return case.facts.get("visitor") in (None, "cs_manager", "delegate")


def _earlier(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    return bool(case.facts["first_reported"] <= case.facts["original_accepted"] <= at)


def _joint(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    last = (case.clocks["closing"][1] - timedelta(days=1)).date()
    return bool(at.date() <= case.facts["joint_limit"] <= max(last, at.date()))


def _not_shared(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    return case.state != "accepted" or not case.facts["third_party"]


def _tested(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    return not case.facts["quality"] or case.facts.get("tested") is True


def _instructed(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    return bool(case.facts["instructed"] or not case.facts["established"])


def _report_instructed(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    return bool(case.facts["instructed"] or case.facts["established"])


def _negligence(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    facts = case.facts
    tracked = facts.get("human_negligence") and facts.get("track")
    return not (facts["established"] and tracked)


def _authority(shop: "Complaints", case: Case, by: str, at: datetime) -> bool:
    owner = shop.approval.owner(case.facts["settlement"], 1000_00, 5000_00, case.settings["tie"])
    return RANKS.index(by) >= RANKS.index(owner)


def _visited(_: "Complaints", case: Case, by: str, at: datetime) -> bool:
    return "visitor" in case.facts or not case.settings["visit_required"]


GUARDS: dict[str, tuple[tuple[str, Guard], ...]] = {
    "file": (("000-A23-1", _cause), ("000-A25-1.1", _quantity)),
    "refile": (("000-A23-1", _cause), ("000-A25-1.1", _quantity), ("000-A20-1", _visitor),
               ("000-A25-5.1", _earlier)),
    "joint": (("000-A25-2.1", _joint), ("000-A25-2.2", lambda s, c, b, a: c.facts["rnd_told"])),
    "investigate": (("000-A25-7.1", _not_shared), ("000-A24-2.3", _tested)),
    "judge": (("000-A25-4.3", _instructed), ("000-A25-3.1", _report_instructed),
              ("000-A25-4.2", _negligence)),
    "approve": (("000-A27-1.5", _authority),),
    "tell": (("000-A25-6.2", lambda s, c, b, a: c.facts["channel"] != "written"),
             ("000-A18-2", lambda s, c, b, a: c.facts["channel"] != "telephone"
              or not c.facts["severe"]),
             ("000-A25-6.3", lambda s, c, b, a: not c.facts["form_given"]),
             ("000-A25-6.1", lambda s, c, b, a: c.facts["told"] <= c.facts["settlement"])),
    "accept_result": (("000-A20-1", _visited),),
    "collect": (("000-A20-1", _visited),),
    "visit": (("000-A20-1", _visitor),),
}  # fmt: skip
"""What has to hold for an event, with the rule that says so."""


class Complaints:
    """The register of complaints: every event is judged, then written down."""

    guards: Mapping[str, tuple[tuple[str, Guard], ...]] = GUARDS

    def __init__(self, database: sqlite3.Connection, approval: Approval) -> None:
        self.database, self.approval = database, approval
        database.row_factory = sqlite3.Row
        database.executescript(SCHEMA)

    def open(self, visit_required: bool, tie: str, refusal: str, start_day: str) -> int:
        """A new complaint, under the settings of the company; its number."""
        settings = {
            "visit_required": flag(visit_required, "visit_required"),
            "tie": choice(tie, "tie", ("inclusive_words", "higher", "lower")),
            "refusal": choice(refusal, "refusal", ("new_clock", "original_clock")),
            "start_day": choice(start_day, "start_day", ("excluded", "counted")),
        }
        with self.database:
            row = self.database.execute(
                "insert into complaints (state, settings, facts) values ('new', ?, '{}')",
                (json.dumps(settings),),
            )
        assert row.lastrowid is not None
        return row.lastrowid

    def standing(self, number: int) -> dict[str, Any]:
        """The state of a complaint, and the clocks that run."""
        case = self._load(number)
        due = {name: at.isoformat() for name, (_, at) in case.clocks.items()}
        return {"state": case.state, "clocks": {} if case.state in ENDS else due}

    def happen(self, number: int, event: Any) -> dict[str, Any]:
        """What happened to a complaint: the standing after it, or a refusal."""
        if not isinstance(event, dict) or not event.keys() <= {"name", "by", "at", "data", "id"}:
            raise WrongInput("events")
        name = choice(event.get("name"), "name", tuple(FORMS))
        by, at = choice(event.get("by"), "by", PARTIES), moment(event.get("at"), "at")
        told = read_form(name, event.get("data", {}))
        own = event.get("id")
        mark = f"{name} {by} {at}" if own is None else "id " + text(own, "id")
        case = self._load(number)
        self._provided(case, name, at, mark)
        step = STEPS[case.state, name]
        target, rule, actors = step
        established = name != "judge" or told.get("established", True)
        if not established:
            target, rule = "not_established", "000-A25-8.1"
        if by not in actors:
            raise Refused(rule)
        if lacking := missing(name, told):
            raise Refused(*lacking)
        case.facts |= told
        case.raw |= {field: event["data"][field] for field in told}
        self._guarded(case, name, by, at)
        self._written(case, name, at, target, mark)
        return self.standing(number)

    def _provided(self, case: Case, name: str, at: datetime, mark: str) -> None:
        """Refuse what came before, what comes after the end or too early, and no step at all."""
        known = self.database.execute(
            "select 1 from events where complaint = ? and mark = ?", (case.id, mark)
        )
        late = case.changed is not None and at < datetime.fromisoformat(case.changed)
        if known.fetchone() or case.state in ENDS or late or (case.state, name) not in STEPS:
            raise Refused

    def _guarded(self, case: Case, name: str, by: str, at: datetime) -> None:
        failed = [
            rule for rule, holds in self.guards.get(name, ()) if not holds(self, case, by, at)
        ]
        if failed:
            raise Refused(*failed)

    def _load(self, number: int) -> Case:
        row = self.database.execute("select * from complaints where id = ?", (number,)).fetchone()
        clocks = self.database.execute("select * from clocks where complaint = ?", (number,))
        read = datetime.fromisoformat
        return Case(row, {c["name"]: (read(c["start"]), read(c["due"])) for c in clocks})

    def _written(self, case: Case, name: str, at: datetime, target: str, mark: str) -> None:
        with self.database:
            self.database.execute("insert into events values (?, ?)", (case.id, mark))
            self.database.execute(
                "update complaints set state = ?, changed = ?, facts = ? where id = ?",
                (target, at.isoformat(), json.dumps(case.raw), case.id),
            )
            stopped = STOPS.get(name)
            self.database.execute(
                "delete from clocks where complaint = ? and name = ?", (case.id, stopped)
            )
            for clock, (start, due) in self._started(case, name, at).items():
                self.database.execute(
                    "insert into clocks values (?, ?, ?, ?)",
                    (case.id, clock, start.isoformat(), due.isoformat()),
                )

    def _started(self, case: Case, name: str, at: datetime) -> dict[str, tuple[datetime, datetime]]:
        """The clocks that an event starts: from when, until when."""
        counted = timedelta(days=case.settings["start_day"] == "counted")
        if name == "accept":
            start = case.facts.get("original_accepted")
            if start is None or case.settings["refusal"] == "new_clock":
                start = at
            return {"closing": (start, midnight_after(start + timedelta(days=6) - counted))}
        if name == "investigate":
            own = midnight_after(at + timedelta(days=3) - counted)
            return {"report": (at, min(own, case.clocks["closing"][1]))}
        field = {"joint": "joint_limit", "collect": "collection_due"}.get(name)
        if field is None:
            return {}
        last: date = case.facts[field]
        clock = "joint" if name == "joint" else "collection"
        return {clock: (datetime.combine(last, time()), midnight_after(last))}
