"""The ground: policies, kinds, money, bands, approval, errors, citation, the register."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Literal

from csrules import amend, dumps
from csrules.bands import Band, Bands, BandsKind, Tie
from csrules.citation import Reason
from csrules.grades import Grade, Grades, GradesKind
from csrules.kinds import (
    Choice,
    Clock,
    Day,
    Flag,
    Identifier,
    Items,
    Kind,
    Moment,
    Money,
    Named,
    Quantity,
    Whole,
    Words,
)  # fmt: skip
from csrules.policy import Leaf
from csrules.regulations import company
from tests.matrix.row import Row, apart, good, made_by
from tests.matrix.things import AT, COMPANY, DAY, RULE, TEXT

BANDS = Bands((Band("low", 100), Band("high", None)))
TABLE = BANDS.table(Tie.HIGHER)
ROLE = company.Role
AUTHORITY = COMPANY.approval.authority
PATH = Path(__file__).parents[2] / "docs" / "policies" / "manager-2000.toml"
COPY = Path(gettempdir()) / "csrules-matrix.toml"
LEAF = Leaf(Money(), RULE)
BEFORE = "it words a refusal: nothing stands before it that could refuse"


def read_of(kind: Kind[Any], raw: object, takes: Any) -> Row:
    """A kind's reading of a right value."""
    return good(kind, raw, "field").taking(raw=takes)


ROWS = {
    "amend": good(COMPANY, {"closing.days": 7}),
    "diff": good(COMPANY, amend(COMPANY, {"closing.days": 7})),
    "dumps": good(COMPANY, full=True, title="ours", language="zh", packs=None),
    "fingerprint": good(COMPANY),
    "load": good(PATH),
    "loads": good(dumps(COMPANY), packs=None),
    "approval.Approval": made_by("approval.Authority.decide"),
    "approval.Authority": made_by("company.policy"),
    "approval.Authority.decide": good(AUTHORITY, "3000"),
    "approval.Authority.sign": good(AUTHORITY, "3000", "gm").taking(signer=ROLE),
    "approval.Signature": made_by("approval.Authority.sign"),
    "bands.Band": good("low", 100),
    "bands.BandChange": made_by("bands.changes"),
    "bands.BandTable": made_by("bands.Bands.table"),
    "bands.BandTable.index": good(TABLE, 50),
    "bands.BandTable.on_cut": good(TABLE, 50),
    "bands.BandTable.owner": good(TABLE, 50),
    "bands.BandTable.span": good(TABLE, 1),
    "bands.Bands": good((Band("low", 100), Band("high", None))),
    "bands.Bands.table": good(BANDS, Tie.HIGHER),
    "bands.BandsKind": good(ROLE, "yuan"),
    "bands.BandsKind.amend": good(
        BandsKind(ROLE), COMPANY.approval.bands, {"sales_manager": 2000}, "field"
    ),
    "bands.BandsKind.read": good(BandsKind(ROLE), [{"owner": "gm"}], "field"),
    "bands.BandsKind.schema": good(BandsKind(ROLE)),
    "bands.BandsKind.write": good(BandsKind(ROLE), COMPANY.approval.bands),
    "bands.changes": good(TABLE, BANDS.table(Tie.LOWER)),
    "citation.Reason": good(RULE, TEXT),
    "citation.Reason.say": good(Reason(RULE, TEXT), "zh"),
    "citation.Text": good("words", "文字"),
    "citation.Text.format": good(TEXT, name="x"),
    "citation.Text.say": good(TEXT, "zh"),
    "citation.cited": good(company.approver),
    "citation.cites": good(RULE),
    "citation.explain": good((Reason(RULE, TEXT),), "en"),
    "errors.Fault": apart(BEFORE),
    "errors.Faults.add": apart(BEFORE),
    "errors.Faults.raise_as": apart(BEFORE),
    "errors.nearest": apart(BEFORE),
    "errors.refuse": apart("it always raises: that is what it is for"),
    "grades.Grade": good("good", 80),
    "grades.Graded": made_by("grades.Grades.grade"),
    "grades.Grades": good((Grade("good", 80), Grade("poor", 0))),
    "grades.Grades.grade": good(Grades((Grade("good", 80), Grade("poor", 0))), "8.5", RULE),
    "grades.GradesKind": good("points"),
    "grades.GradesKind.amend": good(
        GradesKind(), None, [{"grade": "good", "at_least": 0}], "field"
    ),
    "grades.GradesKind.read": good(GradesKind(), [{"grade": "good", "at_least": 0}], "field"),
    "grades.GradesKind.schema": good(GradesKind()),
    "grades.GradesKind.write": good(GradesKind(), Grades((Grade("poor", 0),))),
    "identifiers.identifier": good("C-1", "case_id").taking(value=str),
    "kinds.Choice": good(ROLE, (ROLE.GM,)),
    "kinds.Choice.read": read_of(Choice(ROLE), "gm", ROLE),
    "kinds.Choice.schema": good(Choice(ROLE)),
    "kinds.Choice.write": good(Choice(ROLE), ROLE.GM),
    "kinds.Clock.read": read_of(Clock(), "08:30", type(AT.time())),
    "kinds.Clock.schema": good(Clock()),
    "kinds.Clock.write": good(Clock(), AT.time()),
    "kinds.Day.read": read_of(Day(), DAY, type(DAY)),
    "kinds.Day.schema": good(Day()),
    "kinds.Day.write": good(Day(), DAY),
    "kinds.Flag.read": read_of(Flag(), True, bool),
    "kinds.Flag.schema": good(Flag()),
    "kinds.Flag.write": good(Flag(), True),
    "kinds.Identifier": good(100),
    "kinds.Identifier.read": read_of(Identifier(), "C-1", str),
    "kinds.Identifier.schema": good(Identifier()),
    "kinds.Items": good(Words(), 0, 3, True),
    "kinds.Items.read": read_of(Items(Whole()), [1, 2], list[int]),
    "kinds.Items.schema": good(Items(Whole())),
    "kinds.Items.write": good(Items(Whole()), (1, 2)),
    "kinds.Kind.read": apart("each kind says it"),
    "kinds.Kind.schema": good(Kind()),
    "kinds.Moment.read": read_of(Moment(), AT, type(AT)),
    "kinds.Moment.schema": good(Moment()),
    "kinds.Moment.write": good(Moment(), AT),
    "kinds.Money": good(0, 100, "yuan"),
    "kinds.Money.read": good(Money(), "12.30", "field"),
    "kinds.Money.schema": good(Money()),
    "kinds.Named": good(Whole(), ("a", "b")),
    "kinds.Named.amend": good(Named(Whole()), (("a", 1),), {"b": 2}, "field"),
    "kinds.Named.read": read_of(Named(Whole()), {"a": 1}, dict[str, int]),
    "kinds.Named.schema": good(Named(Whole())),
    "kinds.Named.write": good(Named(Whole()), (("a", 1),)),
    "kinds.Quantity": good("hours", 2, 0, 24),
    "kinds.Quantity.read": good(Quantity("hours"), "1.5", "field"),
    "kinds.Quantity.schema": good(Quantity("hours")),
    "kinds.Quantity.write": good(Quantity("hours"), Decimal("1.5")),
    "kinds.Whole": good("days", 1, 9),
    "kinds.Whole.read": read_of(Whole("days"), 3, int),
    "kinds.Whole.schema": good(Whole()),
    "kinds.Whole.write": good(Whole(), 3),
    "kinds.Words": good(2000),
    "kinds.Words.read": read_of(Words(), "words", str),
    "kinds.Words.schema": good(Words()),
    "money.exact": good("12.3"),
    "money.fen": good("12.30", "amount", negative=False),
    "money.round_fraction": good(Fraction(5, 2)).taking(amount=Fraction | int),
    "money.yuan": good(1230),
    "policy.Difference": made_by("diff"),
    "policy.Leaf": good(Money(), RULE, TEXT, False),
    "policy.blank": good(Money(), source=RULE, note=TEXT),
    "policy.compiled": good(str),
    "policy.leaf": good(Whole(), 5, source=RULE, note=TEXT),
    "policy.leaves": good(COMPANY, ""),
    "policy.needed": good(COMPANY, "closing.days").taking(paths=Literal["closing.days"]),
    "policy.reading": good(Tie.HIGHER, source=RULE, note=TEXT, without=(Tie.LOWER,)),
    "policy.write": good(COMPANY),
    "policyfile.default_policy": good("company", None, path="pack").taking(pack=Literal["company"]),
    "policyfile.dump": good(COMPANY, COPY, full=False, title="", language="en", packs=None),
    "register.Parameter": made_by("register.rules"),
    "register.Rule": made_by("register.rules"),
    "register.counts": good(),
    "register.faults": good(),
    "register.rule": good(RULE).taking(rule_id=Literal["000-A27-1.1"]),
    "register.rules": good(),
    "schema.alternatives": good(LEAF),
    "schema.schema": good(COMPANY, "en"),
}
