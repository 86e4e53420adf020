"""The register holds together: every rule once, every coded rule with its object and its test."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

import csrules
from csrules import policyfile, register
from csrules.bands import Tie
from csrules.checklists import Checklist, Item
from csrules.citation import Text, cites
from csrules.errors import UnknownNameError
from csrules.kinds import Whole
from csrules.policy import Policy, blank, leaf, reading
from csrules.register import REGULATIONS, Disposition, Rule, RuleKind, counts, faults, rule, rules
from csrules.regulations import PACKS

TESTS = Path(__file__).parent
SOURCE = Path(csrules.__file__).parent

TOTALS = {
    "company": 91,
    "hospital_desk": 13,
    "property_handbook": 208,
    "sales_service": 52,
    "department": 48,
    "topup_shop": 32,
    "property_centre": 29,
    "office": 13,
    "duties": 7,
    "customer_files": 15,
    "estate_sales": 19,
    "service_engineers": 16,
    "gps_field_service": 20,
    "jewellery": 42,
    "online_shop": 27,
    "call_centre": 28,
    "complaint_guidance": 8,
    "conduct_code": 4,
    "manufacturer": 31,
}
KINDS = {
    "lifecycle": 79,
    "approval": 31,
    "deadline": 50,
    "recurring": 74,
    "scoring": 19,
    "deduction": 36,
    "form": 66,
    "routing": 94,
    "classification": 51,
    "permission": 69,
    "numbering": 2,
    "reconciliation": 4,
    "conduct": 128,
}
SCOPE = re.compile(r"000-A(18|2[0-9])-.*|001-(FA|IM)-.*|S2-03-.*|004-1.*")
"""What is delivered so far; everything else may stand as planned."""


def ids(found: Iterator[Rule] | list[Rule]) -> list[str]:
    return [each.id for each in found]


# the whole register


def test_every_rule_of_the_rule_book_stands_once() -> None:
    assert len(rules()) == len({each.id for each in rules()}) == 703
    assert Counter(each.regulation for each in rules()) == TOTALS
    assert list(REGULATIONS) == list(TOTALS)
    assert Counter(each.kind for each in rules()) == KINDS
    expected = {"coded": 575, "checklist": 83, "documented": 45}
    assert Counter(each.expects for each in rules()) == expected


def test_every_rule_speaks_both_languages_and_names_its_source() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    for each in rules():
        assert each.text.en
        assert each.source.en
        assert han.search(each.text.zh), each.id
        assert each.source.zh, each.id


def test_the_register_holds_together() -> None:
    assert [str(fault) for fault in faults()] == []


def test_counts_add_up_to_the_whole() -> None:
    found = counts()
    assert {name: sum(ways.values()) for name, ways in found.items()} == TOTALS
    for name, ways in found.items():
        for way, number in ways.items():
            listed = [r for r in rules() if (r.regulation, r.disposition) == (name, way)]
            assert len(listed) == number


def test_a_disposition_says_what_stands_for_the_rule() -> None:
    for each in rules():
        match each.disposition:
            case Disposition.CODED | Disposition.CHECKLIST:
                assert each.implemented_by, each.id
            case Disposition.ABSENT:
                assert each.parameters, each.id
                assert all(parameter.default is None for parameter in each.parameters)
            case _:
                assert not each.implemented_by, each.id
        if each.regulation not in PACKS:
            assert each.disposition is Disposition.PLANNED


def test_a_rule_is_found_by_its_id_and_an_unknown_one_by_the_nearest() -> None:
    found = rule("000-A27-1.1")
    assert (found.regulation, found.kind) == ("company", RuleKind.APPROVAL)
    assert "1000" in found.text.en
    with pytest.raises(UnknownNameError, match=r"did you mean '000-A27-1\.1'"):
        rule("000-A27-11")
    unknown: list[Any] = [None, 5, "", ["000-A27-1.1"]]
    for each in unknown:
        with pytest.raises(UnknownNameError, match="a rule id") as caught:
            rule(each)
        assert caught.value.faults[0].path == "rule_id"


# the scope that is delivered


def test_no_rule_within_the_scope_is_planned() -> None:
    within = [each for each in rules() if SCOPE.fullmatch(each.id)]
    assert len(within) > 170
    assert ids([each for each in within if each.disposition is Disposition.PLANNED]) == []


def test_what_is_expected_within_the_scope_is_what_stands_there() -> None:
    within = [each for each in rules() if SCOPE.fullmatch(each.id)]
    good = {
        Disposition.CODED: {Disposition.CODED},
        Disposition.CHECKLIST: {Disposition.CHECKLIST, Disposition.CODED},
        Disposition.DOCUMENTED: {Disposition.DOCUMENTED, Disposition.CODED, Disposition.CHECKLIST},
    }
    assert ids([each for each in within if each.disposition not in good[each.expects]]) == []


# every coded rule has a test that names it


def known_ids() -> set[str]:
    """The ids of all rules."""
    return {each.id for each in rules()}


def bulk(tree: ast.AST) -> Iterator[ast.AST]:
    """Literal lists of many rule ids and nothing else: they name rules without testing them."""
    for node in ast.walk(tree):
        parts = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else []
        values = [part.value for part in parts if isinstance(part, ast.Constant)]
        known = [value for value in values if isinstance(value, str) and value in known_ids()]
        if len(known) == len(parts) > 8:
            yield node


def named_in(path: Path) -> set[str]:
    """The rule ids that a test file names, but for bulk lists."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for node in bulk(ast.parse(text)):
        for place in range(node.lineno - 1, node.end_lineno or node.lineno):  # type: ignore[attr-defined]  # an expression has lines
            lines[place] = ""
    return set(ID.findall("\n".join(lines))) & known_ids()


ID = re.compile(r"(?<![\w.-])(?:00[0-4]|S2)-[A-Z0-9]+(?:[.-][A-Za-z0-9]+)*")


def test_every_coded_rule_has_a_test_that_names_it() -> None:
    files = [
        path
        for path in TESTS.rglob("test_*.py")
        if path != Path(__file__) and "oracle" not in path.relative_to(TESTS).parts
    ]
    named = set[str]().union(*map(named_in, files))
    coded = [each.id for each in rules() if each.disposition is Disposition.CODED]
    assert [each for each in coded if each not in named] == []


def test_a_bulk_list_names_nothing(tmp_path: Path) -> None:
    many = [each.id for each in rules() if each.regulation == "company"][:9]
    path = tmp_path / "test_x.py"
    path.write_text(
        f"def test() -> None:\n    assert {many}\n    assert '001-FA-5-3'  # 001-FA-5-4\n"
    )
    assert named_in(path) == {"001-FA-5-3", "001-FA-5-4"}
    path.write_text(f"def test() -> None:\n    assert {many[:8]}\n    assert '{many[8]}0'\n")
    assert named_in(path) == set(many[:8])


def test_no_source_names_a_rule_that_does_not_exist() -> None:
    wrong = {
        (path.relative_to(SOURCE).as_posix(), each)
        for path in SOURCE.rglob("*.py")
        for each in ID.findall(path.read_text(encoding="utf-8"))
        if re.search(r"-.*-", each) and not any(known.startswith(each) for known in known_ids())
    }
    assert wrong == set()


# the mechanism, on a pack of its own

UNKNOWN = [f"000-Z-9{n}" for n in range(8)]
FOREIGN = [f"000-A27-1.{n}" for n in range(1, 8)]


@attrs.frozen
class Row:
    """Data that carries its rules."""

    rules: tuple[str, ...]


@attrs.frozen
class Small(Policy):
    """The policy of the small pack."""

    pack = "small"
    tie: Tie = reading(Tie.HIGHER, source="000-Z-1 and 000-Z-2", note=Text("a note", "注"))
    days: int | None = blank(Whole("days"), source="000-Z-5")
    rest: int = leaf(Whole("days"), 1, source="Civil Code Art. 201")
    wrong: int = leaf(Whole("days"), 1, source="; ".join(reversed(UNKNOWN)))
    half: int | None = blank(Whole("days"), source="000-Z-7")
    other: int = leaf(Whole("days"), 1, source="000-Z-7")


@cites("000-Z-1", "000-Z-10", *reversed(FOREIGN))
def decide() -> None:
    """A function that cites a rule of its own and one of another regulation."""


class Desk:
    """A class whose members cite rules."""

    @property
    @cites("000-Z-2")
    def clerk(self) -> str:
        """A property."""
        return "clerk"

    @classmethod
    @cites("000-Z-3")
    def open(cls) -> None:
        """A class method."""


ITEM = Item("smile", "000-Z-4", Text("smiles", "微笑"))
ALSO_CODED = Item("asks", "000-Z-10", Text("asks", "询问"))
CHECKS = Checklist("greeting", Text("greeting", "问候"), (ITEM, ALSO_CODED))
ROWS = [
    {"id": f"000-Z-{n}", "kind": kind, "expects": expects, "source": "1", "source_zh": "一"}
    | {"en": "e", "zh": "中"}
    for n, kind, expects in [
        (1, "approval", "coded"),
        (2, "routing", "coded"),
        (3, "routing", "coded"),
        (4, "conduct", "checklist"),
        (5, "deadline", "coded"),
        (6, "conduct", "documented"),
        (7, "conduct", "checklist"),
        (8, "form", "coded"),
        (9, "form", "coded"),
        (9, "form", "coded"),
        (10, "form", "coded"),
        (11, "form", "coded"),
        (12, "form", "coded"),
    ]
]


CITING = """from csrules.citation import cites

__all__ = ["file"]

@cites("{}")
def file() -> None: ...
"""
MODULES = {
    "public": CITING.format("000-Z-12"),
    "_private": CITING.format("000-Z-9"),
    "zone": "",
}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name, text in MODULES.items():
        (tmp_path / f"{name}.py").write_text(text)
    door = ModuleType("csrules.regulations.small")
    vars(door).update(
        __path__=[str(tmp_path)],
        __all__=("policy", "decide", "also", "Desk", "TABLE", "MAP", "CHECKS", "gone"),
        policy=Small,
        decide=decide,
        also=decide,
        Desk=Desk,
        TABLE=({"a": 1}, Row(("000-Z-8",)), Row(())),
        MAP={"a": Row(("000-Z-11",))},
        CHECKS=CHECKS,
    )
    monkeypatch.setitem(sys.modules, door.__name__, door)
    monkeypatch.setattr(policyfile, "PACKS", ("small",))
    monkeypatch.setattr(register, "PACKS", ("small",))
    monkeypatch.setattr(register, "REGULATIONS", {"small": Text("small", "小")})
    monkeypatch.setattr(register, "_rows", lambda *_: ROWS)
    rules.cache_clear()
    yield
    rules.cache_clear()
    for name in MODULES:
        sys.modules.pop(f"{door.__name__}.{name}", None)


@pytest.mark.usefixtures("small")
def test_dispositions_are_read_off_the_pack() -> None:
    assert [(each.id[6:], each.disposition) for each in rules()] == [
        ("1", "coded"),
        ("2", "coded"),
        ("3", "coded"),
        ("4", "checklist"),
        ("5", "absent"),
        ("6", "documented"),
        ("7", "planned"),
        ("8", "coded"),
        ("9", "planned"),
        ("9", "planned"),
        ("10", "coded"),
        ("11", "coded"),
        ("12", "coded"),
    ]
    door = "csrules.regulations.small"
    assert rule("000-Z-1").implemented_by == (f"{door}:decide",)
    assert rule("000-Z-2").implemented_by == (f"{door}:Desk.clerk",)
    assert rule("000-Z-3").implemented_by == (f"{door}:Desk.open",)
    assert rule("000-Z-8").implemented_by == (f"{door}:TABLE",)
    assert rule("000-Z-10").implemented_by == (f"{door}:decide", f"{door}:CHECKS")
    assert rule("000-Z-11").implemented_by == (f"{door}:MAP",)
    assert rule("000-Z-12").implemented_by == (f"{door}.public:file",)


@pytest.mark.usefixtures("small")
def test_a_rule_knows_its_parameters() -> None:
    (tie,) = rule("000-Z-2").parameters
    assert (tie.path, tie.default, tie.alternatives) == ("tie", "higher", tuple(Tie))
    assert tie.note == Text("a note", "注")
    (days,) = rule("000-Z-5").parameters
    assert (days.path, days.default, days.unit) == ("days", None, "days")
    assert days.expected == "a whole number of days, at least 0"
    assert [each.path for each in rule("000-Z-7").parameters] == ["half", "other"]


@pytest.mark.usefixtures("small")
def test_what_does_not_hold_together_is_told() -> None:
    assert [(fault.path, fault.value) for fault in faults()] == [
        ("000-Z-9", 2),
        ("csrules.regulations.small:gone", "gone"),
        ("csrules.regulations.small.zone", None),
        *(("csrules.regulations.small:decide", each) for each in FOREIGN),
        *(("small.wrong", each) for each in UNKNOWN),
    ]
