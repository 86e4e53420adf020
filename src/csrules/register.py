"""The register: every rule of every regulation, and what implements it.

Each rule has a disposition. Nobody writes it down: it is read off the packs' public objects, their
marks (`csrules.citation.cites`, or the ``rules`` that data carries) and their policies' leaves::

    >>> rule("000-A27-1.1").text.en
    'A complaint amount of 1000 yuan or less is approved by the sales department manager.'
    >>> len(rules())
    703
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.citation import Text, cited
from csrules.errors import Fault, UnknownNameError, nearest
from csrules.policy import leaves
from csrules.policyfile import default_policy
from csrules.regulations import OPTIONAL, PACKS
from csrules.schema import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from csrules.kinds import Plain
    from csrules.reading import Reading

__all__ = [
    "REGULATIONS",
    "Disposition",
    "Parameter",
    "Rule",
    "RuleKind",
    "counts",
    "faults",
    "rule",
    "rules",
]

REGULATIONS: Final[Mapping[str, Text]] = {
    "company": Text("after-sales service, complaints, approval, returns", "客户服务管理制度"),
    "hospital_desk": Text("a hospital's consultation desk", "医院咨询台职责"),
    "property_handbook": Text("a property developer's handbook", "地产客户服务手册"),
    "sales_service": Text("service before, in and after the sale", "售前售中售后服务制度"),
    "department": Text("attendance and reception of a department", "客服部规章制度"),
    "topup_shop": Text("customer service of a top-up shop", "充值店客服部"),
    "property_centre": Text("a property company's service centre", "物业客户服务中心"),
    "office": Text("conduct and attendance with figures", "客服人员守则与考勤"),
    "duties": Text("duties of customer service", "客服工作职责"),
    "customer_files": Text("customer files and secrecy", "客户信息档案与保密"),
    "estate_sales": Text("contract files of estate sales", "楼盘销售客户服务"),
    "service_engineers": Text("incentives for service engineers", "服务工程师激励方案"),
    "gps_field_service": Text("installation and repair of GPS terminals", "GPS安装与维修服务"),
    "jewellery": Text("a silver jeweller's showroom and shipping", "银饰批发客服"),
    "online_shop": Text("customer service of an online shop", "网店客服"),
    "call_centre": Text("a call centre's duty and handover", "呼叫中心值班与交接"),
    "complaint_guidance": Text("how complaints are handled", "投诉处理指引"),
    "conduct_code": Text("a short code of conduct", "客服行为规范"),
    "manufacturer": Text("complaint procedure of a manufacturer", "制造企业客诉处理办法"),
}
"""Every regulation in the order of the rule book, with its title."""


class RuleKind(StrEnum):
    """What a rule is about, hence which mechanism carries it."""

    LIFECYCLE = "lifecycle"
    APPROVAL = "approval"
    DEADLINE = "deadline"
    RECURRING = "recurring"
    SCORING = "scoring"
    DEDUCTION = "deduction"
    FORM = "form"
    ROUTING = "routing"
    CLASSIFICATION = "classification"
    PERMISSION = "permission"
    NUMBERING = "numbering"
    RECONCILIATION = "reconciliation"
    CONDUCT = "conduct"


class Disposition(StrEnum):
    """What the library has made of a rule."""

    CODED = "coded"  # an object does what the rule says
    CHECKLIST = "checklist"  # an item of a checklist names it
    DOCUMENTED = "documented"  # it states a purpose: there is nothing to compute
    ABSENT = "absent"  # its text is lost: only parameters without value stand for it
    PLANNED = "planned"  # nothing stands for it yet


@attrs.frozen
class Parameter:
    """A parameter that a rule is the source of; ``default`` as a file writes it, None for none."""

    path: str
    unit: str
    expected: str
    default: Plain
    source: str
    note: Text | None
    alternatives: tuple[Reading, ...]


@attrs.frozen
class Rule:
    """One rule of a regulation: what it says, where it stands, and what implements it.

    ``expects`` is what the rule book asks for: coded, checklist or documented. ``implemented_by``
    names objects as ``"module:name"``.
    """

    id: str
    regulation: str
    kind: RuleKind
    disposition: Disposition
    expects: Disposition
    source: Text
    text: Text
    implemented_by: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the rule book."""
    return tuple(found for regulation in REGULATIONS for found in _regulation(regulation))


def rule(rule_id: str) -> Rule:
    """The rule with this id; raises `UnknownNameError` with the nearest one."""
    known = {found.id: found for found in rules()}
    if isinstance(rule_id, str) and rule_id in known:
        return known[rule_id]
    raise UnknownNameError(Fault("rule_id", rule_id, "a rule id", nearest(rule_id, known)))


def counts() -> dict[str, dict[Disposition, int]]:
    """How many rules of each regulation have each disposition."""
    found = Counter((each.regulation, each.disposition) for each in rules())
    return {name: {way: found[name, way] for way in Disposition} for name in REGULATIONS}


def faults() -> tuple[Fault, ...]:
    """What does not hold together; nothing, in a library that is complete in itself.

    Objects and parameters that cite an unknown rule or another regulation's, public modules of a
    pack without ``__all__``, names in it that are not there, and ids that stand twice.
    """
    twice = Counter(each.id for each in rules())
    found = [Fault(name, n, "each id once") for name, n in twice.items() if n > 1]
    for pack in PACKS:
        known = frozenset(each.id for each in rules() if each.regulation == pack)
        found += _faults_of(pack, known)
    return tuple(found)


def _faults_of(pack: str, known: frozenset[str]) -> Iterator[Fault]:
    for module in _modules(pack):
        names = getattr(module, "__all__", None)
        if names is None:
            yield Fault(module.__name__, names, "a static __all__")
        for name in names or ():
            if not hasattr(module, name):
                yield Fault(f"{module.__name__}:{name}", name, "an object of the module")
    for name, _, cited_rules in _objects(pack):
        for each in sorted(set(cited_rules) - known):
            mend = nearest(each, known)
            yield Fault(name, each, f"a rule id of the regulation {pack!r}", mend)
    for path, spec, _ in leaves(default_policy(pack)):
        for each in sorted(_ids_in(spec.source) - known):
            mend = nearest(each, known)
            yield Fault(f"{pack}.{path}", each, f"a rule id of the regulation {pack!r}", mend)


_ID = re.compile(r"(?:00[0-9]|S[0-9])-[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")


def _ids_in(source: str) -> set[str]:
    """The rule ids in the source of a parameter; a law or convention named as such has none."""
    return set(_ID.findall(source))


def _regulation(regulation: str) -> Iterator[Rule]:
    from csrules.checklists import Checklist  # noqa: PLC0415  # only who asks pays for it

    has_code = regulation in PACKS
    objects: dict[str, list[tuple[str, Any]]] = {}
    parameters: dict[str, list[Parameter]] = {}
    if has_code:
        for name, thing, cited_rules in _objects(regulation):
            for each in cited_rules:
                objects.setdefault(each, []).append((name, thing))
        for parameter in _parameters(regulation):
            for each in _ids_in(parameter.source):
                parameters.setdefault(each, []).append(parameter)
    for row in _rows(regulation, has_code):
        made = objects.get(row["id"], [])
        named = parameters.get(row["id"], [])
        expects = Disposition(row["expects"])
        disposition = Disposition.PLANNED
        if made:
            only_asked = all(isinstance(thing, Checklist) for _, thing in made)
            disposition = Disposition.CHECKLIST if only_asked else Disposition.CODED
        elif has_code and expects is Disposition.DOCUMENTED:
            disposition = Disposition.DOCUMENTED
        elif named and all(parameter.default is None for parameter in named):
            disposition = Disposition.ABSENT
        yield Rule(
            row["id"],
            regulation,
            RuleKind(row["kind"]),
            disposition,
            expects,
            Text(row["source"], row["source_zh"]),
            Text(row["en"], row["zh"]),
            tuple(dict.fromkeys(name for name, _ in made)),
            tuple(named),
        )


def _rows(regulation: str, has_code: bool) -> list[dict[str, str]]:
    """The rows of a regulation's table of rules, shipped with the package."""
    import csv  # noqa: PLC0415  # only who asks pays for it
    from importlib.resources import files  # noqa: PLC0415
    from io import StringIO  # noqa: PLC0415

    folder = files("csrules.regulations")
    way = (regulation, "rules.csv") if has_code else ("planned", f"{regulation}.csv")
    text = folder.joinpath(*way).read_bytes().decode()
    return list(csv.DictReader(StringIO(text)))


def _parameters(pack: str) -> Iterator[Parameter]:
    for path, spec, value in leaves(default_policy(pack)):
        default = None if value is None else spec.kind.write(value)
        unit, expected = spec.kind.unit, spec.kind.expected
        yield Parameter(path, unit, expected, default, spec.source, spec.note, alternatives(spec))


def _modules(pack: str) -> Iterator[ModuleType]:
    """The door of a pack, then its public modules."""
    from pkgutil import walk_packages  # noqa: PLC0415  # only who asks pays for it

    door = import_module(f"csrules.regulations.{pack}")
    yield door
    for found in walk_packages(door.__path__, f"{door.__name__}."):
        steps = found.name.split(".")
        if steps[-1] not in OPTIONAL and not any(step.startswith("_") for step in steps):
            yield import_module(found.name)


def _objects(pack: str) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """Each public object of a pack that cites rules, once, by the name nearest to the door."""
    seen: dict[int, object] = {}
    for module in _modules(pack):
        for name in getattr(module, "__all__", ()):
            thing = getattr(module, name, None)
            if id(thing) in seen:
                continue
            seen[id(thing)] = thing
            for way, part in _parts(f"{module.__name__}:{name}", thing):
                if cited_rules := cited(part):
                    yield way, part, cited_rules


def _parts(name: str, thing: Any) -> Iterator[tuple[str, Any]]:
    """A public object, and what it holds that may carry a mark of its own."""
    yield name, thing
    inner: Iterable[tuple[str, Any]] = ()
    if isinstance(thing, type):
        inner = ((f"{name}.{key}", _function(part)) for key, part in vars(thing).items())
    elif isinstance(thing, tuple | list | frozenset):
        inner = ((name, part) for part in thing)
    elif isinstance(thing, Mapping):
        inner = ((name, part) for part in thing.values())
    for way, part in inner:
        if not isinstance(part, type):
            yield way, part


def _function(member: Any) -> Any:
    """What a method, property or class method of a class runs."""
    return getattr(member, "fget", None) or getattr(member, "__func__", None) or member
