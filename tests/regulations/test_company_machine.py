"""A random walk over the complaint form beside the transition table of the catalogue, 5.2.

The table is typed out once more here, with the guards as plain sentences of Python over what the
walk remembers of its own; the workflow must agree at every step, and so must its options, its
stored form and its replay.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from csrules import amend
from csrules.lifecycle.casefile import dump_json
from csrules.lifecycle.caseload import load_json
from csrules.lifecycle.cases import Case, Event, Fact
from csrules.lifecycle.verdicts import Accepted, Chance, Code
from csrules.regulations.company import COMPLAINT, complaint_age
from tests.company_flow import ACCEPTED, FILED, JUDGED, NO, POLICY
from tests.company_flow import RIGHT as KNOWN

# from, event, who, to: section 5.2, and Art. 20 and 25.8 beside it
TABLE: dict[tuple[str, str], tuple[str, str]] = {
    ("new", "report"): ("customer", "reported"),
    ("new", "refile"): ("cs", "form_filed"),
    ("reported", "file"): ("marketing", "form_filed"),
    ("form_filed", "accept"): ("cs", "accepted"),
    ("accepted", "joint"): ("cs", "joint_investigation"),
    ("accepted", "investigate"): ("cs rnd", "investigated"),
    ("joint_investigation", "investigate"): ("cs rnd", "investigated"),
    ("investigated", "present"): ("cs rnd", "reported_to_deputy"),
    ("reported_to_deputy", "judge"): ("cs deputy_gm", "judged"),  # or not_established
    ("judged", "approve"): ("sales_manager deputy_gm gm", "decided"),
    ("decided", "approve"): ("sales_manager deputy_gm gm", "decided"),
    ("decided", "tell"): ("marketing", "customer_told"),
    ("customer_told", "accept_result"): ("customer", "closed"),
    ("customer_told", "refuse_result"): ("customer", "refiled"),
    ("not_established", "collect"): ("marketing", "collecting"),
    ("collecting", "receive_payment"): ("marketing finance", "collected"),
    ("collecting", "object"): ("customer", "memo_to_superior"),
}
OPEN = (
    "reported", "form_filed", "accepted", "joint_investigation", "investigated",
    "reported_to_deputy", "judged", "decided", "customer_told", "not_established", "collecting",
)  # fmt: skip
TABLE |= {(state, "visit"): ("cs cs_manager delegate", state) for state in OPEN}
ENDS = {"closed", "refiled", "collected", "memo_to_superior"}
FILLED = {
    "order_no", "batch_no", "specification", "quantity", "delivery_date", "defective_quantity",
    "demand", "grounds", "quality", "non_quality", "severe", "third_party", "opinion", "sample",
}  # fmt: skip
ORIGINAL = {"original": "C0", "first_reported": ACCEPTED, "original_accepted": ACCEPTED}
NEEDED: dict[str, set[str]] = {
    "file": FILLED, "refile": FILLED | set(ORIGINAL), "accept": {"number"},
    "joint": {"joint_limit", "units", "rnd_told"}, "investigate": {"finding"},
    "judge": {"established", "instructed"}, "approve": {"settlement", "handling"},
    "tell": {"channel", "form_given", "told"}, "visit": {"visitor"}, "collect": {"collection_due"},
}  # fmt: skip
HOLDING = set(JUDGED) - {"established", "instructed", "handling_plan"}

BOOL = st.booleans()
MOSTLY = st.sampled_from([True, True, True, False])
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "file": {
        **{name: st.just(value) for name, value in FILED.items()},
        "defective_quantity": st.sampled_from([0, 3, 100, 101]), "quality": MOSTLY,
        "non_quality": BOOL, "severe": BOOL, "third_party": BOOL, "sample": MOSTLY,
        "no_sample_reason": st.sampled_from(["used up", ""]),
    },
    "accept": {"number": st.just("2024-001")},
    "joint": {
        "joint_limit": st.integers(-1, 9).map(lambda days: date(2024, 3, 1) + timedelta(days)),
        "units": st.just(["carrier"]), "rnd_told": MOSTLY,
    },
    "investigate": {"finding": st.just("a crack"), "tested": MOSTLY},
    "judge": {
        **{name: st.just(value) for name, value in JUDGED.items()},
        "established": MOSTLY, "our_quality": BOOL, "human_negligence": BOOL, "track": BOOL,
        "instructed": MOSTLY, "loss": st.sampled_from([0, 1000, 5001]),
    },
    "approve": {
        "settlement": st.sampled_from(["0", "1000.00", "1000.01", "4999.99", "5000.00", "6000"]),
        "handling": st.sampled_from(["discount_or_compensation", "return_or_rework"]),
        "return_quantity": st.integers(1, 3),
    },
    "tell": {
        "channel": st.sampled_from(["letter", "telephone", "written"]), "form_given": MOSTLY.map(
            lambda mostly: not mostly), "told": st.sampled_from([0, 1000, "7000.01"]),
    },
    "visit": {"visitor": st.sampled_from(["cs_manager", "delegate", "cs"])},
    "collect": {"collection_due": st.just(date(2024, 4, 1))},
}  # fmt: skip
FIELDS["refile"] = {
    **FIELDS["file"], **{name: st.just(value) for name, value in ORIGINAL.items()},
    "visitor": st.sampled_from(["cs_manager", "delegate", "hr"]),
}  # fmt: skip
RIGHT = {**KNOWN, "refile": ("cs", {**FILED, **ORIGINAL})}
ROLES = sorted({role for by, _ in TABLE.values() for role in by.split()} | {"hr"})
LEVEL = ["sales_manager", "deputy_gm", "gm"]


def level(tie: str, fen: int) -> int:
    """R1, typed out."""
    low = fen < 100000 if tie == "higher" else fen <= 100000
    high = fen > 500000 if tie == "lower" else fen >= 500000
    return 0 if low else 2 if high else 1


class Complaint(RuleBasedStateMachine):
    """One form, its model, and the facts that were stored."""

    @initialize(tie=st.sampled_from(["inclusive_words", "higher", "lower"]), visit=MOSTLY,
                basis=st.sampled_from(["settlement", "settlement", "claimed", "loss"]))  # fmt: skip
    def begin(self, tie: str, visit: bool, basis: str) -> None:
        self.tie, self.visit_required, self.basis = tie, visit, basis
        self.policy = amend(
            POLICY,
            {"approval": {"tie": tie, "amount": basis}, "opinions": {"visit_required": visit}},
        )
        self.case: Case = COMPLAINT.new("C1")
        self.state, self.known = "new", dict[str, Any]()
        self.at, self.accepted_on = ACCEPTED, date(1, 1, 1)
        self.facts: list[Fact] = []

    def bad(self, name: str, by: str, data: dict[str, Any]) -> set[str]:
        """What the table and its guards say against an event in this state; empty: accepted."""
        known = {**self.known, **{key: value for key, value in data.items() if value != ""}}
        needed = set(NEEDED.get(name, ()))
        if name in ("file", "refile") and data.get("sample") is False:
            needed.add("no_sample_reason")
        if name == "judge" and data.get("established") is True:
            needed |= HOLDING
        if name == "judge" and data.get("our_quality") is True:
            needed.add("handling_plan")
        if name == "approve" and data.get("handling") == "return_or_rework":
            needed.add("return_quantity")
        found = {f"missing {key}" for key in needed if data.get(key) in (None, "")}
        if by not in TABLE[self.state, name][0].split():
            found.add("actor")
        if found - {"actor"}:
            return found
        return found | self.unmet(name, by, data, known)

    def unmet(  # noqa: PLR0911 -- one answer for each event
        self, name: str, by: str, data: dict[str, Any], known: dict[str, Any]
    ) -> set[str]:
        """The guards that do not hold."""
        if name in ("file", "refile"):
            cause = known["quality"] or known["non_quality"]
            fits = known["defective_quantity"] <= known["quantity"]
            visitor = data.get("visitor") in (None, "cs_manager", "delegate")
            return {
                *(() if cause else ["cause"]), *(() if fits else ["quantity"]),
                *(() if visitor else ["visitor"]),
            }  # fmt: skip
        if name == "joint":
            last = self.accepted_on + timedelta(days=6)
            fits = self.at.date() <= data["joint_limit"] <= last
            return {*(() if fits else ["limit"]), *(() if data["rnd_told"] else ["rnd"])}
        if name == "investigate":
            tested = not known["quality"] or data.get("tested") is True
            shared = known["third_party"] and self.state == "accepted"
            return {*(() if tested else ["tested"]), *(["shared"] if shared else [])}
        if name == "judge":
            track = known["established"] and data["human_negligence"] and data["track"]
            return {*(() if data["instructed"] else ["order"]), *(["track"] if track else [])}
        if name == "approve":
            amount = known.get(self.basis)
            if amount is None:
                return {"amount"}
            whole, _, part = str(amount).partition(".")
            fen = int(whole) * 100 + int(part.ljust(2, "0") or 0)
            weak = by in LEVEL and LEVEL.index(by) < level(self.tie, fen)
            return {"authority"} if weak else set()
        if name == "tell":
            ways = {"letter"} if known["severe"] else {"letter", "telephone"}
            beyond = Decimal(data["told"]) > Decimal(known["settlement"])
            return {
                *(() if data["channel"] in ways else ["channel"]),
                *(["copy"] if data["form_given"] else []), *(["beyond"] if beyond else []),
            }  # fmt: skip
        if name == "visit":
            return set() if data["visitor"] in ("cs_manager", "delegate") else {"visitor"}
        if (
            name in ("accept_result", "collect")
            and self.visit_required
            and not known.get("visitor")
        ):
            return {"visited"}
        return set()

    @rule(data=st.data(), fitting=st.integers(0, 7), hours=st.sampled_from([0.25, 1, 5, 30]))
    def something_happens(self, data: st.DataObject, fitting: int, hours: float) -> None:
        here = sorted({name for state, name in TABLE if state == self.state})
        onward = [name for name in here if name != "visit"]
        every = sorted({name for _, name in TABLE})
        likely = onward if fitting > 2 else here if fitting else []
        name = data.draw(st.sampled_from(likely or every))
        fields = FIELDS.get(name, {})
        if fitting > 1 and (self.state, name) in TABLE:
            by = TABLE[self.state, name][0].split()[-1]
            given = dict(RIGHT[name][1])
            if name == "judge" and not data.draw(st.integers(0, 1)):
                given = dict(NO)
            if fields and not data.draw(st.integers(0, 1)):
                key = data.draw(st.sampled_from(sorted(fields)))
                given[key] = data.draw(fields[key])
        else:
            by = data.draw(st.sampled_from(ROLES))
            given = data.draw(st.fixed_dictionaries(fields))
            if fields and not data.draw(st.integers(0, 2)):
                given.pop(data.draw(st.sampled_from(sorted(fields))), None)
        self.at += timedelta(hours=hours)
        event = Event(name, self.at, by, given, f"e{len(self.facts)}-{self.at}")
        (option,) = [
            o for o in COMPLAINT.options(self.case, self.policy, self.at) if o.event == name
        ]
        answer = COMPLAINT.decide(self.case, event, self.policy)

        if self.state in ENDS or (self.state, name) not in TABLE:
            assert not answer.accepted
            assert answer.code is (Code.ENDED if self.state in ENDS else Code.UNDECLARED)  # type: ignore[union-attr]
            assert option.chance is Chance.REFUSED
            return
        wrong = self.bad(name, by, given)
        if wrong:
            assert not answer.accepted, wrong
            assert answer.code is Code.DENIED  # type: ignore[union-attr]
            assert {f"missing {each.name}" for each in answer.missing} == {  # type: ignore[union-attr]
                each for each in wrong if each.startswith("missing")
            }
            assert bool(answer.actors) is ("actor" in wrong)  # type: ignore[union-attr]
            assert self.case.state == self.state
            return
        assert isinstance(answer, Accepted), answer.explain()
        assert option.chance is not Chance.REFUSED
        self.case = answer.case
        self.facts.append(answer.fact)
        self.state = TABLE[self.state, name][1]
        self.known |= {key: value for key, value in given.items() if value != ""}
        if name == "judge" and not given["established"]:
            self.state = "not_established"
        if name == "accept":
            self.accepted_on = self.at.date()

    @rule()
    def the_last_event_comes_twice(self) -> None:
        if self.facts:
            answer = COMPLAINT.decide(self.case, self.facts[-1].event, self.policy)
            assert answer.code is Code.DUPLICATE  # type: ignore[union-attr]

    @rule()
    def something_comes_too_late(self) -> None:
        if self.facts and self.state not in ENDS:
            early = Event(
                "visit", ACCEPTED - timedelta(hours=1), "cs", {"visitor": "delegate"}, "x"
            )
            answer = COMPLAINT.decide(self.case, early, self.policy)
            assert answer.code is Code.OUT_OF_ORDER  # type: ignore[union-attr]

    @invariant()
    def it_agrees(self) -> None:
        if not hasattr(self, "case"):
            return
        assert self.case.state == self.state
        assert COMPLAINT.replay("C1", self.facts) == self.case
        assert load_json(COMPLAINT, dump_json(self.case)) == self.case
        clocks = {view.name: view for view in COMPLAINT.clocks(self.case, self.at)}
        if "closing" in clocks:
            end = datetime.combine(self.accepted_on, datetime.min.time()) + timedelta(days=7)
            assert clocks["closing"].due == end
            assert "report" not in clocks or clocks["report"].due <= end
        first = self.known.get("first_reported", self.case.opened or self.at)
        assert complaint_age(self.case, self.at) == self.at - first


TestComplaint = Complaint.TestCase
TestComplaint.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
