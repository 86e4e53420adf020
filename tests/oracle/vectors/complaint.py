"""One complaint form (000 Art. 23 to 27): its ways, its clocks, and everything that is refused.

The words of the events are the contract's; `steps` has who does what with which data, and the
oracle's own table (``tests.oracle.complaint``) decides what is accepted.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product

from tests.oracle.approval import HIGH, LOW, READINGS, ROLES, may_sign
from tests.oracle.company import day_limit
from tests.oracle.complaint import letter_or_phone
from tests.oracle.vectors.cases import BAD_MOMENTS, BAD_MONEY, Book, Json, answer, invalid, refused
from tests.oracle.vectors.complaint_states import PARTS
from tests.oracle.vectors.lives import BEGINS, HOUR, PLAIN_DAYS, clocks, event, walk
from tests.oracle.vectors.steps import (
    ACTORS,
    ALLOWED,
    DENIED,
    PERMITTED,
    RIGHT,
    RULES,
    UNREADABLE,
    WAYS,
    WRONG,
    after,
)


def accepted_ways(found: Book) -> None:
    for way, begin, start_day in product(WAYS, BEGINS, ("excluded", "counted")):
        pause = HOUR if begin == BEGINS[0] else timedelta(hours=13)
        for length in range(len(way) + 1):
            events = walk(way[:length], begin, pause)
            state, ended = after(way[:length])
            told: dict[str, Json] = {"events": events}
            if start_day != "excluded":
                told["start_day"] = start_day
            running = {} if ended else clocks(events, start_day)
            found.add(
                "complaint", told, answer({"state": state, "clocks": running}), *RULES["accept"]
            )


def misplaced(found: Book) -> None:
    """In each state every event that the table does not provide there, and again after the end."""
    met = set()
    for way in WAYS:
        for length in range(len(way) + 1):
            state, _ = after(way[:length])
            if state in met:
                continue
            met.add(state)
            before = walk(way[:length], BEGINS[0])
            for name in RIGHT:
                if name not in ALLOWED[state]:
                    last = event(name, BEGINS[0] + 40 * HOUR)
                    found.add("complaint", {"events": [*before, last]}, refused(), *RULES[name])


def by_others(found: Book) -> None:
    for name, way in WRONG:
        before = walk(way, BEGINS[0])
        for role in (
            "customer",
            "marketing",
            "cs",
            "finance",
            "rnd",
            "sales_manager",
            "warehouse",
            "deputy_gm",
            "delegate",
        ):
            if role not in ACTORS[name]:
                last = event(name, BEGINS[0] + 40 * HOUR, role)
                found.add(
                    "complaint", {"events": [*before, last]}, refused(*RULES[name]), *RULES[name]
                )


def denied(found: Book) -> None:
    for name, way, change, rules in DENIED:
        before = walk(way, BEGINS[0])
        last = event(name, BEGINS[0] + 40 * HOUR, **change)
        found.add("complaint", {"events": [*before, last]}, refused(*rules), *rules)
    told = walk(WAYS[0][:8], BEGINS[0])
    last = event("accept_result", BEGINS[0] + 40 * HOUR)
    found.add("complaint", {"events": [*told, last]}, refused("000-A20-1"), "000-A20-1")
    done = answer({"state": "closed", "clocks": {}})
    given = {"events": [*told, last], "visit_required": False}
    found.add("complaint", given, done, "000-A20-1")


def allowed(found: Book) -> None:
    """What stands just on the right side of a condition is accepted."""
    for name, way, filed, change in PERMITTED:
        before = walk(way, BEGINS[0])
        before[1] = event("file", BEGINS[0] + HOUR, **filed)
        data = {field: value for field, value in change.items() if field != "by"}
        last = event(name, BEGINS[0] + 40 * HOUR, change.get("by"), **data)
        state, _ = after((*way, name))
        running = clocks([*before, last], "excluded")
        told = {"events": [*before, last]}
        found.add("complaint", told, answer({"state": state, "clocks": running}), *RULES[name])


def by_letter(found: Book) -> None:
    """Art. 18: a severe case is told by letter; another one by telephone too."""
    for severe, channel in product((True, False), ("letter", "telephone", "written")):
        before = walk(WAYS[0][: WAYS[0].index("tell")], BEGINS[0])
        before[1] = event("file", BEGINS[0] + HOUR, severe=severe)
        last = event("tell", BEGINS[0] + 40 * HOUR, channel=channel)
        told = {"events": [*before, last]}
        facts = {"severe": severe, "channel": {"telephone": "phone"}.get(channel, channel)}
        rules = ("000-A18-2", "000-A25-6.2")
        done = answer({"state": "customer_told", "clocks": clocks(before, "excluded")})
        found.add("complaint", told, done if letter_or_phone(facts) else refused(*rules), *rules)


def late_steps(found: Book) -> None:
    """The report is not due after the form; joint handling of an overdue form ends today."""
    accepted = walk(WAYS[0][:3], BEGINS[0])
    for days in (1, 3, 4, 6, 9):
        last = event("investigate", BEGINS[0] + days * 24 * HOUR)
        events = [*accepted, last]
        done = answer({"state": "investigated", "clocks": clocks(events, "excluded")})
        found.add("complaint", {"events": events}, done, "000-A25-3.1")
    for days, more in product((5, 6, 7, 10), (-1, 0, 1)):
        at = BEGINS[0] + days * 24 * HOUR
        limit = at.date() + timedelta(days=more)
        last = event("joint", at, joint_limit=str(limit))
        events = [*accepted, last]
        closing = date(2024, 3, 7)
        if at.date() <= limit <= max(closing, at.date()):
            state = {"state": "joint_investigation", "clocks": clocks(events, "excluded")}
            expect = answer(state)
        else:
            expect = refused("000-A25-2.1")
        found.add("complaint", {"events": events}, expect, "000-A25-2.1")


def signing(found: Book) -> None:
    """Who may decide which amount, under each reading of the cuts."""
    amounts = sorted({cut + step for cut in (LOW, HIGH) for step in (-1, 0, 1)} | {0, 250_000})
    way = WAYS[0][: WAYS[0].index("approve")]
    before = walk(way, BEGINS[0])
    for amount, role, tie in product(amounts, ROLES, READINGS):
        settlement = f"{amount // 100}.{amount % 100:02d}"
        last = event("approve", BEGINS[0] + 40 * HOUR, role, settlement=settlement)
        told: dict[str, Json] = {"events": [*before, last]}
        if tie != READINGS[0]:
            told["tie"] = tie
        state = {"state": "decided", "clocks": clocks(before, "excluded")}
        signs = may_sign(role, amount, reading=tie)
        rules = ("000-A27-1.5", "000-A27-1.1", "000-A27-1.2", "000-A27-1.3", "000-A27-1.4")
        expect = answer(state) if signs else refused(*rules)
        found.add("complaint", told, expect, *rules)


def filed_anew(found: Book) -> None:
    """Art. 25.5: a form that the customer refused, filed anew, under both readings of its clock."""
    reported, original = datetime(2024, 3, 1, 9), datetime(2024, 3, 1, 15)
    carried = {"original": "F-1", "first_reported": reported.isoformat(),
               "original_accepted": original.isoformat()}  # fmt: skip
    same = carried | {"first_reported": original.isoformat()}
    for begin, told_before in (
        (datetime(2024, 3, 5, 9), carried),
        (datetime(2024, 3, 1, 15), carried),
        (datetime(2024, 3, 5, 9), same),
    ):
        refile = event("refile", begin, **told_before)
        accept = event("accept", begin + HOUR)
        for reading, start in (("new_clock", begin + HOUR), ("original_clock", original)):
            due = day_limit(start, 6, PLAIN_DAYS).isoformat()
            told = {"events": [refile, accept], "refusal": reading}
            state = {"state": "accepted", "clocks": {"closing": due}}
            found.add("complaint", told, answer(state), "000-A25-5.1")
        found.add(
            "complaint",
            {"events": [refile]},
            answer({"state": "form_filed", "clocks": {}}),
            "000-A25-5.1",
        )
    late = event("refile", datetime(2024, 3, 1, 14), **carried)
    turned = event("refile", datetime(2024, 3, 5, 9), **carried | {
        "first_reported": original.isoformat(), "original_accepted": reported.isoformat(),
    })  # fmt: skip
    for last in (late, turned):
        found.add("complaint", {"events": [last]}, refused("000-A25-5.1"), "000-A25-5.1")
    for name in ("original", "first_reported", "original_accepted"):
        last = event("refile", datetime(2024, 3, 5, 9), **carried | {name: ...})
        found.add("complaint", {"events": [last]}, refused("000-A25-5.1"), "000-A25-5.1")


def out_of_order(found: Book) -> None:
    """The same event twice, and an event older than the last one."""
    for way in WAYS[:3]:
        for length in range(1, len(way) + 1):
            before = walk(way[:length], BEGINS[0])
            again = before[-1]
            found.add("complaint", {"events": [*before, again]}, refused(), *RULES[again["name"]])
            if length < len(way):
                after_it = walk(way[: length + 1], BEGINS[0])[-1]
                older = {**after_it, "at": (BEGINS[0] - HOUR).isoformat()}
                found.add("complaint", {"events": [*before, older]}, refused(), "000-A25-1.1")


def unreadable(found: Book) -> None:
    right = walk(WAYS[0][:2], BEGINS[0])
    report = right[0]
    for at in BAD_MOMENTS:
        found.add(
            "complaint", {"events": [{**report, "at": at}]}, invalid("at", "events"), "000-A25-1.1"
        )
    for name in ("reports", "", None, 7, "报告"):
        found.add(
            "complaint",
            {"events": [{**report, "name": name}]},
            invalid("name", "events"),
            "000-A25-1.1",
        )
    for role in ("client", "", None, 7, "客户"):
        found.add(
            "complaint",
            {"events": [{**report, "by": role}]},
            invalid("by", "events"),
            "000-A25-1.1",
        )
    for events in (None, "report", {"name": "report"}, 1, ["report"]):
        found.add("complaint", {"events": events}, invalid("events"), "000-A25-1.1")
    for name, way, change in UNREADABLE:
        before = walk(way, BEGINS[0])
        last = event(name, BEGINS[0] + 40 * HOUR, **change)
        found.add(
            "complaint",
            {"events": [*before, last]},
            invalid(*change, "data", "events"),
            "000-A25-1.1",
        )
    way = WAYS[0][: WAYS[0].index("approve")]
    for amount in (one for one in BAD_MONEY if one not in ("", None)):
        last = event("approve", BEGINS[0] + 40 * HOUR, settlement=amount)
        asked = {"events": [*walk(way, BEGINS[0]), last]}
        found.add("complaint", asked, invalid("settlement", "data", "events"), "000-A25-1.1")
    for reading in ("tie", "refusal", "start_day"):
        for value in ("other", "", None, 1):
            found.add(
                "complaint", {"events": right, reading: value}, invalid(reading), "000-A25-1.1"
            )
    for value in ("yes", 1, None):
        given: dict[str, Json] = {"events": right, "visit_required": value}
        found.add("complaint", given, invalid("visit_required"), "000-A20-1")


def book() -> Book:
    """Every vector of the capability."""
    found = Book("complaint")
    parts = (
        accepted_ways, misplaced, by_others, denied, allowed, by_letter, late_steps, signing,
        filed_anew, out_of_order, unreadable, *PARTS,
    )  # fmt: skip
    for part in parts:
        part(found)
    return found
