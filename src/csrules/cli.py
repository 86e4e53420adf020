"""The command line: tells rules, checks policy files, prints schemas and policies.

Exit codes: 0 done, 1 a policy file has faults, 2 the command asks for something unknown.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from csrules import register
from csrules.console import place, say, table
from csrules.errors import CsrulesError, Fault, InputError, PolicyError, UnknownNameError, nearest
from csrules.plaintext import plain
from csrules.policy import diff
from csrules.policyfile import default_policy, dumps, load
from csrules.regulations import PACKS
from csrules.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csrules.citation import Language

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(argv)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except CsrulesError as error:
        say(f"csrules: {error}", sys.stderr)
        return 2
    except OSError as error:
        say(f"csrules: {error.filename}: {error.strerror}", sys.stderr)
        return 2
    return code


class _Parser(argparse.ArgumentParser):
    """Tells a wrong command without what could drive the terminal."""

    def error(self, message: str) -> NoReturn:
        super().error(plain(message))


def _parser() -> argparse.ArgumentParser:
    about = "Customer-service regulations as code."
    parser = _Parser(prog="python -m csrules", description=about)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(metavar="command", required=True)

    rules = commands.add_parser("rules", help="count rules, list them, or tell one")
    rules.add_argument("id", nargs="?", help="a rule id, such as 000-A27-1.1")
    rules.add_argument("--regulation", help="list the rules of one regulation, such as company")
    rules.add_argument("--kind", help="list the rules of one kind, such as approval")
    rules.add_argument("--disposition", help="list the rules with one disposition, such as coded")
    rules.set_defaults(run=_rules)

    check = commands.add_parser("check", help="check a policy file")
    check.add_argument("file", help="a TOML file")
    check.set_defaults(run=_check)

    described = commands.add_parser("schema", help="print the JSON Schema of a pack's policy files")
    described.set_defaults(run=_schema)
    whole = commands.add_parser("policy", help="print the whole default policy of a pack as TOML")
    whole.set_defaults(run=_policy)
    for command in (described, whole):
        command.add_argument("pack", help=f"one of: {', '.join(PACKS)}")
        command.add_argument("--output", metavar="FILE", help="write to a file, in UTF-8")
    for command in (rules, described, whole):
        languages = ("en", "zh")
        command.add_argument("--language", choices=languages, default="en", help="of texts")
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any, **__: Any) -> None:
        from importlib.metadata import version  # noqa: PLC0415  # only who asks pays for it

        say(f"csrules {version('csrules')}")
        parser.exit()


def _rules(options: argparse.Namespace) -> int:
    filters = {
        "regulation": _known("regulation", options.regulation, register.REGULATIONS),
        "kind": _known("kind", options.kind, register.RuleKind),
        "disposition": _known("disposition", options.disposition, register.Disposition),
    }
    wanted = {name: value for name, value in filters.items() if value is not None}
    if options.id is not None:
        if wanted:
            mend = "ask for a rule or for a list"
            raise InputError(Fault("id", options.id, "no filter beside a rule id", mend))
        _tell(register.rule(options.id))
    elif wanted:
        _list(wanted, options.language)
    else:
        _count(options.language)
    return 0


def _known(name: str, value: str | None, known: Iterable[str]) -> str | None:
    names = [str(each) for each in known]
    if value is None or value in names:
        return value
    raise UnknownNameError(Fault(name, value, f"a known {name}", nearest(value, names)))


def _count(language: Language) -> None:
    ways, counts = list(register.Disposition), register.counts()
    rows = [["regulation", *ways, "total", ""]]
    for name, found in counts.items():
        title = register.REGULATIONS[name].say(language)
        rows.append([name, *map(str, found.values()), str(sum(found.values())), title])
    sums = [sum(found[way] for found in counts.values()) for way in ways]
    rows.append(["total", *map(str, sums), str(sum(sums)), ""])
    say(table(rows, right=range(1, len(ways) + 2)))


def _list(wanted: dict[str, str], language: Language) -> None:
    rows = [
        [each.id, each.regulation, each.kind, each.disposition, each.text.say(language)]
        for each in register.rules()
        if all(getattr(each, name) == value for name, value in wanted.items())
    ]
    say(table(rows) if rows else "no rule")


def _tell(rule: register.Rule) -> None:
    title = register.REGULATIONS[rule.regulation]
    rows = [
        ["regulation", f"{rule.regulation}: {title.en} ({title.zh})"],
        ["kind", rule.kind],
        ["disposition", rule.disposition],
        ["source", f"{rule.source.en} ({rule.source.zh})"],
        ["rule", rule.text.en],
        ["", rule.text.zh],
    ]
    for parameter in rule.parameters:
        default = json.dumps(parameter.default, ensure_ascii=False)
        shown = "without value" if parameter.default is None else f"{default} {parameter.unit}"
        rows.append(["parameter", f"{parameter.path} = {shown.rstrip()}"])
        if not parameter.alternatives:
            rows.append(["", f"  {parameter.expected}"])
        if parameter.note is not None:
            rows += [["", f"  {parameter.note.en}"], ["", f"  {parameter.note.zh}"]]
        for way in parameter.alternatives:
            rows += [["", f"  {way}: {way.meaning.en}"], ["", f"    {way.meaning.zh}"]]
    for name in rule.implemented_by:
        rows.append(["implemented by", name])
        rows.append(["", f"  {place(name)}"])
    say(f"{rule.id}\n{table(rows)}")


def _check(options: argparse.Namespace) -> int:
    try:
        policy = load(options.file)
    except PolicyError as error:
        say(f"{options.file}: {error}")
        return 1
    say(f"{options.file}: OK, policy of the pack {policy.pack!r}, fingerprint {policy.fingerprint}")
    for each in diff(default_policy(policy.pack), policy):
        say(f"  {each}")
    return 0


def _schema(options: argparse.Namespace) -> int:
    found = schema(default_policy(options.pack), options.language)
    _put(json.dumps(found, ensure_ascii=False, indent=2) + "\n", options.output)
    return 0


def _policy(options: argparse.Namespace) -> int:
    policy = default_policy(options.pack)
    _put(dumps(policy, full=True, language=options.language), options.output)
    return 0


def _put(text: str, output: str | None) -> None:
    if output is None:
        say(text.removesuffix("\n"))
        return
    with open(output, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
