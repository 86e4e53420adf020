"""Policy files: TOML that names its base pack and only what it changes.

::

    [policy]
    format = 1
    base = "company"
    title = "Proposal: managers sign up to 2 000 yuan"

    [approval]
    tie = "higher"

A file is judged whole: every fault comes at once, with its line. There are no includes, no floats
(money is written ``"12.30"``) and nothing that computes.
"""

from __future__ import annotations

import os
import re
import tomllib
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.bounds import DEEPEST_FILE, MOST_DOTS, MOST_FAULTS, MOST_FILE_BYTES, deeper
from csrules.doors import guarded
from csrules.errors import Fault, Faults, PolicyError, UnknownNameError, nearest, refuse
from csrules.kinds import Words
from csrules.policy import Policy, amend
from csrules.regulations import PACKS
from csrules.schema import FORMAT
from csrules.tomltext import line_of, lines, toml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from csrules.citation import Language

__all__ = ["MAX_BYTES", "Packs", "default_policy", "dump", "dumps", "load", "loads"]

Packs: TypeAlias = "Mapping[str, Callable[[], Policy]]"
"""Names of packs, each with what makes its default policy."""

MAX_BYTES: Final = MOST_FILE_BYTES
"""A policy file is written by people; a larger one is taken for something else."""

_TITLE: Final = Words(200)
_AT_LINE = re.compile(r"\(at line ([0-9]+)")


@guarded
def default_policy(pack: str, packs: Packs | None = None, *, path: str = "pack") -> Policy:
    """The default policy of a pack, loaded by name; ``packs`` adds packs of one's own.

    Raises `UnknownNameError` with the nearest name.
    """
    own = packs or {}
    if isinstance(pack, str) and pack in own:
        return own[pack]()
    if pack in PACKS:
        found: Policy = import_module(f"csrules.regulations.{pack}").policy()
        return found
    mend = nearest(pack, {*PACKS, *own})
    raise UnknownNameError(Fault(path, pack, "the name of a pack", mend))


class _Float(float):
    """A float of a file, with the text that it was written as."""

    text: str


def _float(text: str) -> _Float:
    found = _Float(text)
    found.text = text
    return found


@guarded
def loads(source: str | bytes, *, packs: Packs | None = None) -> Policy:
    """The policy that a file's text describes: its base with its changes, checked whole.

    Raises `PolicyError` with every fault: not UTF-8, too large, too deep, no TOML, an unknown base,
    format or parameter, a value that does not belong, values that do not agree.
    """
    text = _text(source)
    tree = _tree(text)
    where, faults = lines(text), Faults()
    base = _head(tree, faults, packs)
    if base is not None:
        with faults:
            base = amend(base, {name: part for name, part in tree.items() if name != "policy"})
    if faults.found or base is None:
        found = [_located(fault, where) for fault in faults.found]
        raise PolicyError(*sorted(found, key=lambda fault: fault.line or 0))
    return base


@guarded
def load(path: str | os.PathLike[str], *, packs: Packs | None = None) -> Policy:
    """The policy in a file; raises as `loads` does, and `OSError` where it cannot be read."""
    with open(_place(path), "rb") as file:
        return loads(file.read(MAX_BYTES + 1), packs=packs)


@guarded
def dumps(
    policy: Policy,
    *,
    full: bool = False,
    title: str = "",
    language: Language = "en",
    packs: Packs | None = None,
) -> str:
    """A policy as a file's text: what differs from its pack's default, or everything when ``full``.

    Beside each value stand its unit, source and alternatives. `loads` gives the policy back; what
    a file cannot say (a value or a name of the base taken away) raises `PolicyError`.
    """
    base = default_policy(policy.pack, packs)
    head: dict[str, Any] = {"format": FORMAT, "base": policy.pack}
    if title:
        head["title"] = _TITLE.read(title, "title")
    text = toml(head, policy, base, full=full, language=language)
    if loads(text, packs=packs) != policy:
        raise PolicyError(
            Fault(
                "policy",
                policy.fingerprint,
                f"a policy that changes or adds values of the pack {policy.pack!r}",
                "a file cannot take a value or a name of the base away",
            )
        )
    return text


@guarded
def dump(
    policy: Policy,
    path: str | os.PathLike[str],
    *,
    full: bool = False,
    title: str = "",
    language: Language = "en",
    packs: Packs | None = None,
) -> None:
    """Write a policy to a file, in UTF-8; see `dumps`."""
    place = _place(path)
    text = dumps(policy, full=full, title=title, language=language, packs=packs)
    with open(place, "wb") as file:
        file.write(text.encode())


def _place(path: str | os.PathLike[str]) -> str:
    """The path as text, judged before anything is opened: `open` takes file descriptors too."""
    place = os.fspath(path)
    if not isinstance(place, str) or "\0" in place:
        refuse("path", path, "the path of a policy file, as a str or a Path, without NUL")
    return place


def _refuse(value: object, expected: str, mend: str = "", line: int | None = None) -> PolicyError:
    return PolicyError(Fault("file", value, expected, mend, line=line))


def _text(source: str | bytes) -> str:
    """The text of a file, its size and encoding judged before anything reads it."""
    if not isinstance(source, str | bytes):
        raise _refuse(source, "the text of a policy file", "use load(path) for a path")
    try:
        raw = source.encode() if isinstance(source, str) else source
        if len(raw) <= MAX_BYTES:
            return raw.decode("utf-8-sig")
    except UnicodeError:
        raise _refuse(source[:20], "text in UTF-8", "save the file as UTF-8") from None
    mend = "a policy file holds only what it changes"
    raise _refuse(raw[:20], f"a file of at most {MAX_BYTES // 1024} KiB", mend)


def _tree(text: str) -> dict[str, Any]:
    """The file as TOML has it, not deeper than any policy is."""
    for number, row in enumerate(text.split("\n"), 1):
        if row.count(".") > MOST_DOTS and not row.lstrip().startswith("#"):
            raise _refuse(row[:40], f"at most {MOST_DOTS} dots on a line", line=number)
    try:
        tree = tomllib.loads(text, parse_float=_float)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        end = text.rstrip().count("\n") + 1  # without a place it stopped at the end
        line = int(at[1]) if at else end
        raise _refuse(text.split("\n")[line - 1], f"TOML ({error})", line=line) from None
    except RecursionError:
        raise _refuse("…", f"at most {DEEPEST_FILE} levels of nesting") from None
    except ValueError:  # an int of thousands of digits
        raise _refuse("…", "TOML with short numbers, of at most 18 digits") from None
    if deeper(tree, DEEPEST_FILE - 1):
        raise _refuse("…", f"at most {DEEPEST_FILE} levels of nesting")
    return tree


def _head(tree: dict[str, Any], faults: Faults, packs: Packs | None) -> Policy | None:
    """The base that the file names; every fault of its table ``[policy]`` is noted."""
    head = tree.get("policy")
    if not isinstance(head, dict):
        mend = f'begin the file with [policy], format = {FORMAT}, base = "…"'
        faults.add(Fault("policy", head, "a table that names format and base", mend))
        return None
    known = ("format", "base", "title")
    for name in [name for name in head if name not in known][:MOST_FAULTS]:
        mend = nearest(name, known)
        faults.add(Fault(f"policy.{name}", head[name], "format, base or title", mend))
    form = head.get("format")
    if type(form) is not int or form != FORMAT:
        mend = f"write format = {FORMAT}; a later format needs a later csrules"
        faults.add(Fault("policy.format", form, f"the format {FORMAT}", mend))
    if "title" in head:
        with faults:
            _TITLE.read(head["title"], "policy.title")
    base: Any = head.get("base")
    with faults:
        return default_policy(base, packs, path="policy.base")
    return None


def _located(fault: Fault, where: Mapping[str, int]) -> Fault:
    """A fault with its line, and for a float with what to write instead."""
    line = line_of(fault.path, where)
    if isinstance(fault.value, _Float):
        text = fault.value.text if len(fault.value.text) <= 40 else "…"
        mend = f'no floats: write it in quotes, "{text}", or as a whole number'
        return attrs.evolve(fault, value=float(fault.value), mend=mend, line=line)
    return attrs.evolve(fault, line=line)
