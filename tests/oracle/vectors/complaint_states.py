"""Each step of a complaint form in each state: by everybody, twice, and after a form filed anew."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tests.oracle.approval import HIGH, LOW, ROLES, may_sign
from tests.oracle.vectors.cases import Book, Json, answer, invalid, refused
from tests.oracle.vectors.lives import BEGINS, HOUR, clocks, event, walk
from tests.oracle.vectors.steps import ACTORS, ALLOWED, RULES, WAYS, after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PARTIES = (
    "customer", "marketing", "cs", "cs_manager", "delegate", "rnd", "sales_manager", "deputy_gm",
    "sales_deputy_gm", "gm", "gm_office", "finance", "warehouse", "hr", "superior",
)  # fmt: skip
LATER = BEGINS[0] + 40 * HOUR
SIGNING = ("000-A27-1.5", "000-A27-1.1", "000-A27-1.2", "000-A27-1.3", "000-A27-1.4")
REFILED = tuple(("refile", *way[2:]) for way in WAYS)
"""The same ways for a form that was filed anew: Art. 25.5 replaces the report and the form."""


def standing(names: Sequence[str], events: Sequence[Mapping[str, Json]]) -> Json:
    """The answer after these events."""
    state, ended = after(tuple(names))
    return answer({"state": state, "clocks": {} if ended else clocks(events, "excluded")})


def states() -> dict[str, tuple[str, ...]]:
    """The shortest of the ways to each state that is no end."""
    found: dict[str, tuple[str, ...]] = {}
    for way in WAYS:
        for length in range(len(way)):
            found.setdefault(after(way[:length])[0], way[:length])
    return found


def by_everybody(found: Book) -> None:
    """In each state each step that it provides, by each party; visits, self-loops and all."""
    for state, way in states().items():
        for name in sorted(ALLOWED[state] - {"refile"}):
            seen = (*way, "visit") if name in ("accept_result", "collect") else way
            before = walk(seen, BEGINS[0])
            for party in PARTIES:
                last = event(name, LATER, party)
                told = {"events": [*before, last]}
                may = party in ACTORS[name]
                expect = standing((*seen, name), told["events"]) if may else refused(*RULES[name])
                found.add("complaint", told, expect, *RULES[name])


def by_id(found: Book) -> None:
    """An event's own id tells it from another one: the same id twice is refused."""
    for way in (*WAYS, *REFILED[:1]):
        told = [one | {"id": f"E-{n}"} for n, one in enumerate(walk(way, BEGINS[0]))]
        for length in range(1, len(way) + 1):
            before, name = told[:length], way[length - 1].rstrip("-")
            found.add("complaint", {"events": before}, standing(way[:length], before), *RULES[name])
            for old in {0, length - 1} if length < len(way) else ():
                name, twice = way[length].rstrip("-"), told[length] | {"id": f"E-{old}"}
                found.add("complaint", {"events": [*before, twice]}, refused(), *RULES[name])
        visits = [event("visit", LATER) | {"id": own} for own in ("V-1", "V-2", "V-1")]
        for number in (
            2,
            3,
        ):  # at the same time by the same visitor: two visits, and one told twice
            events = [told[0], *visits[:number]]
            expect = standing(way[:1], events) if number == 2 else refused()
            found.add("complaint", {"events": events}, expect, *RULES["visit"])


def approved_again(found: Book) -> None:
    """Art. 27 for a second decision as for the first; what is promised follows the last one."""
    way = WAYS[0][: WAYS[0].index("approve") + 1]
    amounts = sorted({cut + step for cut in (LOW, HIGH) for step in (-1, 0, 1)} | {0, 999_900})
    for amount, role in product(amounts, ROLES):
        before, settlement = walk(way, BEGINS[0]), f"{amount // 100}.{amount % 100:02d}"
        last = event("approve", LATER, role, settlement=settlement)
        events = [*before, last]
        may = may_sign(role, amount)
        expect = standing((*way, "approve"), events) if may else refused(*SIGNING)
        found.add("complaint", {"events": events}, expect, *SIGNING)
        if not may:
            continue
        for fen in (amount, amount + 1):
            promised = f"{fen // 100}.{fen % 100:02d}"
            told = [*events, event("tell", LATER + HOUR, told=promised)]
            known = standing((*way, "tell"), told) if fen == amount else refused("000-A25-6.1")
            found.add("complaint", {"events": told}, known, "000-A25-6.1")


def refused_before(found: Book) -> None:
    """What was refused has not happened: a history that holds it is none."""
    for way, name, wrong in (
        (WAYS[0][:-2], "accept_result", event("visit", LATER, "customer")),
        (WAYS[0][:-2], "accept_result", event("visit", LATER, visitor="marketing")),
        (WAYS[2][:-3], "collect", event("visit", LATER, "marketing")),
        (WAYS[2][:-3], "collect", event("visit", LATER, visitor="customer")),
        (WAYS[0][:7], "tell", event("approve", LATER, "sales_manager", settlement="9999.00")),
    ):
        events = [*walk(way, BEGINS[0]), wrong, event(name, LATER + HOUR)]
        found.add("complaint", {"events": events}, invalid("events"), *RULES[name])
        without = [*events[:-2], events[-1]]
        rule = "000-A20-1"
        expect = standing((*way, name), without) if name == "tell" else refused(rule)
        found.add("complaint", {"events": without}, expect, rule, *RULES[name])


def filed_anew_to_its_end(found: Book) -> None:
    """Art. 20 and 25.5: a form filed anew goes the same ways, and is visited as the first was."""
    for way in REFILED:
        for length in range(1, len(way) + 1):
            events = walk(way[:length], BEGINS[0])
            name = way[length - 1].rstrip("-")
            found.add("complaint", {"events": events}, standing(way[:length], events), *RULES[name])
            if name == "visit":
                left, last = events[:-1], event(way[length], LATER)
                found.add("complaint", {"events": [*left, last]}, refused("000-A20-1"), "000-A20-1")


PARTS: tuple[Callable[[Book], None], ...] = (
    by_everybody, by_id, approved_again, refused_before, filed_anew_to_its_end,
)  # fmt: skip
"""What `complaint.book` adds of these."""
