"""Pages that the register and the policies write themselves, so that they cannot drift.

When a build begins, ``docs/regulations/`` is written anew: one page for each regulation, one for
the code of each regulation that has any, and the table of readings that `concepts` includes. The
page of benchmarks takes in ``benchmarks/results.md`` where that file exists.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from csrules import register
from csrules.policy import leaves
from csrules.policyfile import default_policy
from csrules.regulations import PACKS
from csrules.schema import alternatives
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import ModuleType

    from sphinx.application import Sphinx

    from csrules.lifecycle.transitions import Transition
    from csrules.policy import Leaf

DOCS = Path(__file__).parents[1]
RESULTS = DOCS.parent / "benchmarks" / "results.md"

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$^])")
_READING = re.compile(r"\bR[0-9]{1,2}\b")


def plain(text: object) -> str:
    """Text on one line, of which Markdown takes nothing for a mark."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of Markdown; cells are Markdown already."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def anchor(rule: str) -> str:
    """The name by which a page refers to a rule."""
    return f"rule-{rule}".lower()


def link(rule: str) -> str:
    """A link to a rule on its regulation's page, or the bare word where it is no rule."""
    known = {each.id for each in register.rules()}
    return f"[{plain(rule)}](#{anchor(rule)})" if rule in known else plain(rule)


def links(rules: Iterable[str]) -> str:
    """Links to several rules."""
    return ", ".join(link(rule) for rule in dict.fromkeys(rules))


_ID = re.compile(r"(?:00[0-9]|S[0-9])-[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")


def linked(source: str) -> str:
    """A parameter's source, each rule id in it as a link."""
    ends, found = 0, []
    for match in _ID.finditer(source):
        found += [plain(source[ends : match.start()]), " " if ends else "", link(match[0])]
        ends = match.end()
    return "".join([*found, plain(source[ends:])])


# what a parameter is


def value_of(spec: Leaf, value: Any) -> str:
    """A parameter's default as people read it."""
    if value is None:
        return "without value"
    written = spec.kind.write(value)
    if isinstance(written, list):
        return "; ".join(_band(row) for row in written)
    unit = "" if alternatives(spec) or not spec.kind.unit else f" {plain(spec.kind.unit)}"
    return f"`{str(written).lower() if isinstance(written, bool) else written}`{unit}"


def _band(row: Any) -> str:
    if isinstance(row, dict) and "owner" in row:
        return f"`{row['owner']}` " + (f"up to {row['up_to']}" if "up_to" in row else "above")
    return f"`{row}`"


def choices(spec: Leaf, value: Any, *, chinese: bool) -> str:
    """A parameter's default in bold, then what else it takes."""
    ways = alternatives(spec)
    if not ways:
        return f"**{value_of(spec, value)}**<br>{plain(spec.kind.expected)}"
    rows = []
    for way in sorted(ways, key=lambda way: way is not value):
        name = f"**`{way}`**" if way is value else f"`{way}`"
        zh = f" ({plain(way.say('zh'))})" if chinese else ""
        rows.append(f"{name}: {plain(way.say())}{zh}")
    return "<br>".join(rows)


def parameters(pack: str) -> Iterator[str]:
    """Every parameter of a pack's policy as a table."""
    yield from table(
        ("parameter", "default, and what else it takes", "source"),
        (
            (
                f"`{path}`" + (f"<br>{plain(spec.note.en)}" if spec.note else ""),
                choices(spec, value, chinese=True),
                linked(spec.source),
            )
            for path, spec, value in leaves(default_policy(pack))
        ),
    )


def readings() -> str:
    """Every reading of every pack: its number in the rule book, where it stands, its choices."""
    rows = []
    for pack in PACKS:
        for path, spec, value in leaves(default_policy(pack)):
            ways = alternatives(spec)
            if not ways:
                continue
            said = f"{spec.source} {spec.note or ''} {type(ways[0]).__doc__ or ''}"
            numbers = sorted(set(_READING.findall(said)), key=lambda number: int(number[1:]))
            meant = choices(spec, value, chinese=False)
            row = ", ".join(numbers), f"`{path}`<br>{plain(pack)}", meant, linked(spec.source)
            rows.append(((int(numbers[0][1:]) if numbers else 99, pack, path), row))
    head = ("", "parameter, regulation", "default, and its alternatives", "source")
    return "\n".join(table(head, (row for _, row in sorted(rows))))


# where a rule lives


def modules(pack: str) -> list[ModuleType]:
    """The public modules of a pack, without its door."""
    door = import_module(f"csrules.regulations.{pack}")
    names = sorted(found.name for found in walk_packages(door.__path__, f"{door.__name__}."))
    return [import_module(name) for name in names if not name.rpartition(".")[2].startswith("_")]


def home(pack: str, name: str) -> str:
    """The documented name of an object that the register calls ``"module:name"``."""
    door, _, way = name.partition(":")
    head, dot, rest = way.partition(".")
    thing = getattr(import_module(door), head)
    for module in modules(pack):
        if head in getattr(module, "__all__", ()) and getattr(module, head, None) is thing:
            return f"{module.__name__}.{head}{dot}{rest}"
    return f"{door}.{way}"


def lives(pack: str, names: Iterable[str]) -> str:
    """Links to the objects that implement a rule."""
    return ", ".join(f"{{py:obj}}`{name.partition(':')[2]} <{home(pack, name)}>`" for name in names)


# pages


def rule_text(rule: register.Rule) -> Iterator[str]:
    """One rule with all that the register knows of it."""
    yield from (f"({anchor(rule.id)})=", f"### {plain(rule.id)}", "")
    yield from (plain(rule.text.en), "", plain(rule.text.zh), "")
    source = f"{plain(rule.source.en)} ({plain(rule.source.zh)})"
    yield from (f"- {rule.kind} · **{rule.disposition}** · {source}",)
    if rule.implemented_by:
        yield f"- lives in {lives(rule.regulation, rule.implemented_by)}"
    for each in rule.parameters:
        unit = f" {plain(each.unit)}" if each.unit and not each.alternatives else ""
        default = "without value" if each.default is None else f"`{_shown(each.default)}`{unit}"
        yield f"- parameter `{each.path}`: {default}"
        if each.alternatives:
            for way in each.alternatives:
                yield f"  - `{way}`: {plain(way.say())} ({plain(way.say('zh'))})"
        else:
            yield f"  - {plain(each.expected)}"
        if each.note:
            yield f"  - {plain(each.note.en)} ({plain(each.note.zh)})"
    yield ""


def _shown(default: Any) -> str:
    if isinstance(default, list):
        return "; ".join(_banded(row) for row in default)
    return str(default).lower() if isinstance(default, bool) else str(default)


def _banded(row: Any) -> str:
    if not isinstance(row, dict) or "owner" not in row:
        return str(row)
    return f"{row['owner']} ≤ {row['up_to']}" if "up_to" in row else str(row["owner"])


def workflows(pack: str) -> list[tuple[str, Workflow]]:
    """The workflows of a pack, each with the module that holds it."""
    found: dict[int, tuple[str, Workflow]] = {}
    for module in modules(pack):
        for name in getattr(module, "__all__", ()):
            thing = getattr(module, name)
            if isinstance(thing, Workflow):
                found.setdefault(id(thing), (name, thing))
    return list(found.values())


def workflow_text(name: str, flow: Workflow) -> Iterator[str]:
    """A workflow as tables, and as Mermaid text to paste where it is drawn."""
    states = {state.name: state for state in flow.states}
    yield from (f"### `{name}`: {plain(flow.title.en)} ({plain(flow.title.zh)})", "")
    yield f"`{flow.name}`, version {flow.version}, begins in `{flow.initial}`; ends in " + (
        ", ".join(f"`{state.name}`" for state in flow.states if state.final) + "."
    )
    yield ""
    yield from table(
        ("from", "event, and what it requires", "by", "to", "rules"),
        (_edge(flow, edge, sources, states) for edge, sources in merged(flow)),
    )
    if flow.limits:
        yield from table(
            ("clock", "", "", "rule"),
            (
                (f"`{clock.name}`", plain(clock.text.en), plain(clock.text.zh), link(clock.rule))
                for clock in flow.limits
            ),
        )
    if flow.forbidden:
        yield from table(
            ("forbidden event", "in", "because", "rule"),
            (
                (
                    f"`{each.event}`",
                    ", ".join(f"`{state}`" for state in each.states),
                    f"{plain(each.text.en)} ({plain(each.text.zh)})",
                    link(each.rule),
                )
                for each in flow.forbidden
            ),
        )
    yield from ("As Mermaid text (`csrules.lifecycle.diagram.mermaid`):", "", "```text")
    yield from (_mermaid(flow).rstrip(), "```", "")


def _mermaid(flow: Workflow) -> str:
    from csrules.lifecycle.diagram import mermaid  # noqa: PLC0415  # one use

    return mermaid(flow)


def merged(flow: Workflow) -> Iterator[tuple[Transition, tuple[str, ...]]]:
    """The transitions; what several states provide without leaving them stands once."""
    loops: dict[tuple[object, ...], list[str]] = {}
    for edge in flow.transitions:
        if edge.sources == (edge.target,):
            loops.setdefault((edge.event, edge.rules, edge.by), []).append(edge.target)
    for edge in flow.transitions:
        if edge.sources != (edge.target,):
            yield edge, edge.sources
        elif sources := loops.pop((edge.event, edge.rules, edge.by), None):
            yield edge, tuple(sources)


def _edge(
    flow: Workflow, edge: Transition, sources: tuple[str, ...], states: dict[str, Any]
) -> Sequence[str]:
    guards = [edge.when] if edge.when else []
    by = "<br>".join(f"`{role}`" for role in edge.by)
    here, there = "*stays*", f"`{edge.target}` {plain(states[edge.target].text.zh)}"
    asked = "".join(f"<br>{plain(g.text.en)}" for g in [*guards, *edge.guards])
    clocks = [f"starts {name}" for name in edge.starts] + [f"stops {name}" for name in edge.stops]
    return (
        "<br>".join(f"`{name}`" for name in sources),
        f"`{edge.event}` {plain(flow.event_text(edge.event).zh)}{asked}",
        by if set(edge.by) < set(flow.roles) else "anyone",
        (here if edge.sources == (edge.target,) else there)
        + "".join(f"<br>*{plain(each)}*" for each in clocks),
        "<br>".join(link(rule) for rule in edge.rules),
    )


def regulation_page(name: str) -> str:
    """The page of one regulation."""
    title = register.REGULATIONS[name]
    rules = [each for each in register.rules() if each.regulation == name]
    found = {way: count for way, count in register.counts()[name].items() if count}
    lines = [f"# {name}: {title.en}", "", plain(title.zh), ""]
    said = ", ".join(f"{count} {way}" for way, count in found.items())
    lines += [f"{len(rules)} rules: {said}.", ""]
    if name in PACKS:
        lines += [
            f"Import its functions and data from `csrules.regulations.{name}`; "
            f"[the code of this regulation]({name}-code.md) tells each one.",
            "",
        ]
        flows = workflows(name)
        if flows:
            lines += ["## Workflows", ""]
            for flow_name, flow in flows:
                lines += workflow_text(flow_name, flow)
        lines += ["## Parameters", "", *parameters(name)]
    else:
        lines += ["No code stands for this regulation yet: its rules are in the register only.", ""]
    lines += ["## Rules", ""]
    for rule in rules:
        lines += rule_text(rule)
    return "\n".join(lines)


def code_page(pack: str) -> str:
    """The API of one pack: its door's text, then module by module."""
    lines = ["---", "orphan: true", "---", "", f"# The code of {pack}", ""]
    lines += [
        f"What the door `csrules.regulations.{pack}` names is imported from there; the modules "
        f"behind it follow. See also [its rules]({pack}.md).",
        "",
    ]
    for module in modules(pack):
        lines += [f"## {module.__name__.rpartition('.')[2]}", "", "```{eval-rst}"]
        lines += [f".. automodule:: {module.__name__}", "```", ""]
    return "\n".join(lines)


def index_page() -> str:
    """The list of regulations with how many of their rules stand where."""
    counts = register.counts()
    ways = [way for way in register.Disposition if any(each[way] for each in counts.values())]
    titles = register.REGULATIONS
    rows = [
        (
            f"[{name}]({name}.md)<br>{plain(titles[name].en)}<br>{plain(titles[name].zh)}",
            *(str(found[way] or "") for way in ways),
            str(sum(found.values())),
        )
        for name, found in counts.items()
    ]
    sums = [sum(found[way] for found in counts.values()) for way in ways]
    rows.append(("**all**", *map(str, sums), str(sum(sums))))
    lines = [
        "# Regulations",
        "",
        "Every rule of every regulation, as `csrules.register` knows it. *coded*: an object does "
        "what the rule says; *checklist*: an item of a checklist asks for it; *documented*: it "
        "states a purpose and there is nothing to compute; *absent*: its text is lost; *planned*: "
        "nothing stands for it yet.",
        "",
        *table(("regulation", *ways, "rules"), rows),
        "```{toctree}",
        ":hidden:",
        "",
        *register.REGULATIONS,
        "```",
        "",
    ]
    return "\n".join(lines)


def charts() -> dict[str, str]:
    """The charts of the guide for analysts, drawn from the values that its examples use."""
    from csrules import amend, compare, regions, sweep  # noqa: PLC0415  # extra `plot`
    from csrules.regulations import company  # noqa: PLC0415

    now = company.policy()
    proposed = amend(now, {"approval.bands.sales_manager": 2000, "closing.days": 8})
    amounts = ("350", "1000", "1000.01", "1880", "2000", "4700", "12000")
    month = [{"amount": amount} for amount in amounts]
    limits = {"approval.bands.sales_manager": range(500, 3001, 500)}
    return {
        "regions.svg": regions(now, proposed).plot().svg,
        "compare.svg": compare(month, {"now": now, "proposed": proposed}).plot().svg,
        "sweep.svg": sweep(month, now, limits).plot().svg,
    }


INTERNAL = {
    "bounds",
    "cli",
    "cn",
    "codec",
    "console",
    "frozen",
    "hints",
    "moments",
    "plaintext",
    "tomltext",
    "worktime",
}
"""Modules that no page of the API shows: nobody is asked to import them."""


def forgotten() -> list[str]:
    """Mechanisms that stand on no page of the API."""
    import csrules  # noqa: PLC0415  # one use

    pages = "".join(page.read_text(encoding="utf-8") for page in (DOCS / "api").glob("*.md"))
    names = {path.stem for path in Path(csrules.__file__).parent.glob("[a-z]*.py")} - INTERNAL
    return sorted(name for name in names if f"automodule:: csrules.{name}\n" not in pages)


def write(folder: Path) -> None:
    """All generated pages; a file is touched only when it changes, so that builds stay quick."""
    pages = {"index.md": index_page(), "_readings.md": readings(), **charts()}
    for name in register.REGULATIONS:
        pages[f"{name}.md"] = regulation_page(name)
        if name in PACKS:
            pages[f"{name}-code.md"] = code_page(name)
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _begin(app: Sphinx) -> None:
    for name in forgotten():
        logging.getLogger(__name__).warning("csrules.%s stands on no page of the API", name)
    write(Path(app.srcdir) / "regulations")


def _benchmarks(app: Sphinx, docname: str, source: list[str]) -> None:
    """The last run of the benchmarks, below the page that tells what they are."""
    del app
    if docname == "benchmarks" and RESULTS.exists():
        head, _, rest = source[0].partition("<!-- results -->")
        tail = rest.partition("<!-- end -->")[2]
        source[0] = f"{head}{RESULTS.read_text(encoding='utf-8')}{tail}"


_CLOSED = re.compile(r"\n\n( *)```(?=\n|$)")


def _tight(app: Sphinx, docname: str, source: list[str]) -> None:
    """Without the empty line that ends an example, and that only doctest needs."""
    del app, docname
    source[0] = _CLOSED.sub(r"\n\1```", source[0])


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx when the pages are to be written."""
    app.connect("builder-inited", _begin)
    app.connect("source-read", _benchmarks)
    app.connect("source-read", _tight)
    return {"version": "1", "parallel_read_safe": True}
