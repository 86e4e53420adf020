"""Which inputs change hands between two policies, before any record is seen.

Every rule that is a table of bands is found in the policy's own tree, closed by its reading of
ties, and compared with its twin::

    >>> from csrules import amend
    >>> from csrules.regulations import company
    >>> now = company.policy()
    >>> for region in regions(now, amend(now, {"approval.bands.sales_manager": 2000})):
    ...     print(region)
    amounts above 1,000.00 up to 2,000.00 move from the deputy general manager to the sales
    department manager [000-A27-1.2, 000-A27-1.1]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, overload

import attrs

from csrules.approval import Authority
from csrules.bands import BandChange, Bands, BandsKind, BandTable, Tie, changes
from csrules.citation import Answer, Reason, Text
from csrules.doors import guarded
from csrules.errors import DefinitionError, Fault
from csrules.grades import Grades, GradesKind
from csrules.money import yuan
from csrules.policy import Section, diff, leaves
from csrules.scoring import points
from csrules.study.shown import Shown
from csrules.study.table import Column, Note, Table

if TYPE_CHECKING:
    from decimal import Decimal

    from csrules.citation import Language
    from csrules.policy import Policy
    from csrules.study.chart import Chart

__all__ = ["Line", "Region", "Regions", "lines", "regions"]

_NAMES: Final = {"before": Text("before", "原"), "after": Text("after", "改后")}
_NOBODY: Final = ""
_OPEN: Final = BandTable((_NOBODY,), (), ())  # a blank: nobody owns anything
_NOBODY_TITLE: Final = Text("nobody (no value)", "无人（未定）")


@attrs.frozen
class Line:
    """One table of bands of a policy: where it stands, who owns what, under which rules.

    The numbers of ``table`` are fen where ``unit`` is yuan, and tenths where it is points.
    """

    path: str
    unit: str
    table: BandTable
    source: str
    titles: Mapping[str, Text] = attrs.field(factory=dict, repr=False)
    rules_of: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    tie_rule: str = ""
    tie: Text | None = None

    @guarded
    def title(self, owner: str) -> Text:
        """What an owner is called: its title, or its own name."""
        if owner == _NOBODY:
            return _NOBODY_TITLE
        return self.titles.get(owner) or Text(str(owner), str(owner))

    @guarded
    def rule(self, owner: str) -> str:
        """The rule id that gives a band to this owner."""
        return self.rules_of.get(owner, self.source)

    @guarded
    def number(self, units: int) -> Decimal:
        """A number of the table as people write it."""
        return points(units) if self.unit == "points" else yuan(units)


def _titled(section: Section) -> Iterator[Authority[Any] | BandTable]:
    """The compiled forms of a section that close a line of bands."""
    for field in attrs.fields(type(section)):
        value = getattr(section, field.name)
        if isinstance(value, Authority | BandTable):
            yield value


def _ties(section: Section) -> list[tuple[Tie, str]]:
    own = [(spec, value) for path, spec, value in leaves(section) if "." not in path]
    return [(value, spec.source) for spec, value in own if isinstance(value, Tie)]


def _sections(section: Section, prefix: str = "") -> Iterator[tuple[str, Section]]:
    yield prefix, section
    for field in attrs.fields(type(section)):
        value = getattr(section, field.name)
        if isinstance(value, Section):
            yield from _sections(value, f"{prefix}{field.name}.")


def _closed(path: str, source: str, bands: Bands, section: Section, forms: list[Any]) -> Line:
    """A line of bands by the section's compiled form, or by its one reading of ties."""
    owners, cuts = tuple(band.owner for band in bands.bands), bands.cuts
    for form in forms:
        table = form.table if isinstance(form, Authority) else form
        if (table.owners, table.cuts) != (owners, cuts):
            continue
        forms.remove(form)  # a further line with the same bands has a form of its own
        if isinstance(form, BandTable):
            return Line(path, "yuan", table, source)
        titles = {str(role): title for role, title in form.titles.items()}
        rules_of = {str(role): rule for role, rule in form.rules_of.items()}
        return Line(path, "yuan", table, source, titles, rules_of, form.tie_rule, form.tie_text)
    ties = _ties(section)
    if len(ties) != 1:
        mend = "give the section a compiled BandTable or Authority, or one reading Tie"
        raise DefinitionError(Fault(path, bands, "bands whose cuts are closed", mend))
    ((tie, rule),) = ties
    return Line(path, "yuan", bands.table(tie), source, tie_rule=rule, tie=tie.meaning)


def _graded(path: str, source: str, grades: Grades) -> Line:
    """A table of grades: each grade owns the totals from its least points on."""
    rising = grades.grades[::-1]
    starts = tuple(grade.tenths for grade in rising[1:])
    table = BandTable(tuple(grade.name for grade in rising), starts, starts)
    return Line(path, "points", table, source)


def lines(policy: Policy) -> tuple[Line, ...]:
    """Every table of bands of a policy, wherever in its tree it stands, in the policy's order."""
    found = []
    for prefix, section in _sections(policy):
        forms = list(_titled(section))
        for name, spec, value in leaves(section):
            if "." in name or not isinstance(spec.kind, BandsKind | GradesKind):
                continue
            path = f"{prefix}{name}"
            if value is None:
                unit = "points" if isinstance(spec.kind, GradesKind) else "yuan"
                found.append(Line(path, unit, _OPEN, spec.source))
            elif isinstance(value, Grades):
                found.append(_graded(path, spec.source, value))
            else:
                found.append(_closed(path, spec.source, value, section, forms))
    return tuple(found)


def _said(change: BandChange, line: Line) -> Text:
    """The inputs of a region as people say them."""
    if line.unit != "points":
        return change.text
    low = line.number(change.first)
    if change.last is None:
        return Text(f"from {low} on", f"{low}分以上")
    high = line.number(change.last)
    if change.first == change.last:
        return Text(f"exactly {low}", f"恰为{low}分")
    return Text(f"from {low} up to {high}", f"{low}分至{high}分（含）")


@attrs.frozen
class Region(Answer):
    """Inputs that change hands: those from ``first`` to ``last``, both included, in small units.

    ``path`` names the parameter, ``before`` and ``after`` the owners; ``last`` is None where the
    region has no end.
    """

    path: str
    first: int
    last: int | None
    before: str
    after: str
    inputs: Text = attrs.field(repr=False)
    old: Line = attrs.field(repr=False, eq=False)
    new: Line = attrs.field(repr=False, eq=False)

    @property
    def low(self) -> Decimal:
        """The first input of the region, in yuan or points."""
        return self.old.number(self.first)

    @property
    def high(self) -> Decimal | None:
        """The last input of the region, in yuan or points; None where it has no end."""
        return None if self.last is None else self.old.number(self.last)

    @property
    def before_title(self) -> Text:
        """What the old owner is called."""
        return (self.old if self.before in self.old.titles else self.new).title(self.before)

    @property
    def after_title(self) -> Text:
        """What the new owner is called."""
        return (self.new if self.after in self.new.titles else self.old).title(self.after)

    @property
    def on_tie(self) -> bool:
        """Whether the region is one number that two bands claim."""
        cuts = {*self.old.table.cuts, *self.new.table.cuts}
        return self.first == self.last and self.first in cuts

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of both owners, and the one that settles a tie where the region is a tie."""
        found = [self.old.rule(self.before), self.new.rule(self.after)]
        if self.on_tie:
            found += [self.old.tie_rule, self.new.tie_rule]
        return tuple(dict.fromkeys(rule for rule in found if rule))

    @property
    def text(self) -> Text:
        """Which inputs move from whom to whom."""
        one, before, after = self.first == self.last, self.before_title, self.after_title
        of = {"points": Text("totals", "总分"), "yuan": Text("amounts", "金额")}[self.old.unit]
        subject = f"{self.inputs.en} moves" if one else f"{of.en} {self.inputs.en} move"
        return Text(
            f"{subject} from {before.en} to {after.en}",
            f"{of.zh}{self.inputs.zh}的，由{before.zh}改归{after.zh}",
        )

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Who owns the region under either policy; and how either reads a tie, where it is one."""
        sides = (
            (Text("before", "原"), self.old, self.before, self.before_title),
            (Text("after", "改后"), self.new, self.after, self.after_title),
        )
        found = []
        for when, line, owner, title in sides:
            said = Text(f"{when.en}: {title.en}", f"{when.zh}：{title.zh}")
            found.append(Reason(line.rule(owner), said))
            if self.on_tie and self.old.tie != self.new.tie and line.tie and line.tie_rule:
                found.append(Reason(line.tie_rule, line.tie))
        return tuple(found)

    def say(self, language: Language = "en") -> str:
        """The region as one line that ends with its rule ids."""
        return f"{self.text.say(language)} [{', '.join(self.rules)}]"

    def __str__(self) -> str:
        return self.say()


@attrs.frozen(repr=False)
class Regions(Shown, Sequence[Region]):
    """Every region that changes hands, from the lowest up, parameter by parameter.

    ``lines`` holds each table of bands under both policies, changed or not.
    """

    found: tuple[Region, ...]
    lines: tuple[tuple[Line, Line], ...] = attrs.field(eq=False)
    names: tuple[str, str] = ("before", "after")

    @overload
    def __getitem__(self, place: int) -> Region: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Region]: ...

    def __getitem__(self, place: int | slice) -> Region | Sequence[Region]:
        return self.found[place]

    def __len__(self) -> int:
        return len(self.found)

    def __repr__(self) -> str:
        return f"<Regions: {len(self.found)} change hands>"

    def explain(self, language: Language = "en") -> str:
        """The regions as sentences, one a line, with their rule ids."""
        return "\n".join(region.say(language) for region in self.found)

    @guarded
    def blocks(self, language: Language) -> Iterator[Table | Note]:
        """The table of regions, or the sentence that there is none."""
        del language  # texts carry both
        if not self.found:
            yield Note(Text("no input changes hands", "没有任何输入改变归属"))
            return
        before, after = (_NAMES.get(name) or Text(name, name) for name in self.names)
        yield Table(
            Text("what changes hands", "归属变化"),
            (
                Column(Text("inputs", "范围")),
                Column(before),
                Column(after),
                Column(Text("rules", "条款")),
                Column(Text("parameter", "参数")),
            ),
            tuple(
                (r.inputs, r.before_title, r.after_title, ", ".join(r.rules), r.path)
                for r in self.found
            ),
        )

    def tables(self) -> Mapping[str, tuple[tuple[str, ...], list[dict[str, Any]]]]:
        """One table, ``regions``."""
        columns = ("parameter", "low", "high", "before", "after", "rules", "en", "zh")
        rows = [
            {
                "parameter": r.path,
                "low": r.low,
                "high": r.high,
                "before": str(r.before),
                "after": str(r.after),
                "rules": ", ".join(r.rules),
                "en": r.text.en,
                "zh": r.text.zh,
            }
            for r in self.found
        ]
        return {"regions": (columns, rows)}

    def plot(self, language: Language = "en") -> Chart:
        """A number line per table of bands: who owns what, with the changed regions hatched."""
        from csrules.study.draw_regions import draw_regions  # noqa: PLC0415  # extra `plot`

        return draw_regions(self, language)


@guarded
def regions(
    before: Policy, after: Policy, *, names: tuple[str, str] = ("before", "after")
) -> Regions:
    """Exactly which inputs change hands between two policies of one pack.

    ``names`` are what the two are called in tables and charts. Raises `InputError` for anything
    but policies and `UnknownNameError` for policies of two packs.

    >>> from csrules import amend
    >>> from csrules.regulations import company
    >>> now = company.policy()
    >>> len(regions(now, now))
    0
    >>> print(regions(now, amend(now, {"approval.tie": "higher"}))[0].say("zh"))
    金额恰为1,000.00元的，由销售部门经理改归副总经理 [000-A27-1.1, 000-A27-1.2, 000-A27-1.4]
    """
    diff(before, after)  # judges the two: policies, and of one pack
    pairs = tuple(zip(lines(before), lines(after), strict=True))
    found = []
    for old, new in pairs:
        for change in changes(old.table, new.table):
            owners = str(change.before), str(change.after)
            found.append(
                Region(old.path, change.first, change.last, *owners, _said(change, old), old, new)
            )
    return Regions(tuple(found), pairs, names)
