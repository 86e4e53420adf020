"""Changes that keep the shape of a text: bytes, lines, and the tree of a line that is JSON.

They go deeper than bytes alone: the coverage-guided run mixes them with libFuzzer's own, and the
tests, which have no libFuzzer, drive every target with them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

__all__ = ["mutated"]


def mutated(data: bytes, words: Sequence[str], chance: Random, longest: int = 4096) -> bytes:
    """``data`` with one to three changes, the same for the same state of ``chance``."""
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(_CHANGES)(data, words, chance)[:longest]
    return data


def _span(data: bytes | list[Any], chance: Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((0, 1, 1, 2, 4, 16)))


def _bytes(data: bytes, words: Sequence[str], chance: Random) -> bytes:
    """A few bytes replaced by a word, by chance bytes, by themselves twice, or by nothing."""
    start, end = _span(data, chance)
    other = chance.choice(
        (chance.choice(words).encode("utf-8", "surrogatepass"),
         chance.randbytes(end - start), data[start:end] * 2, b"")
    )  # fmt: skip
    return data[:start] + other + data[end:]


def _lines(data: bytes, words: Sequence[str], chance: Random) -> bytes:
    """Lines dropped, doubled, moved, or given another value behind their equals sign."""
    lines = data.split(b"\n")
    start, end = _span(lines, chance)
    taken, rest = lines[start:end], lines[:start] + lines[end:]
    place = chance.randint(0, len(rest))
    if chance.random() < 0.3:
        word = chance.choice(words).encode("utf-8", "surrogatepass")
        taken = [line.partition(b"=")[0] + b"=" + word for line in taken]
    elif chance.random() < 0.3:
        taken *= 2
    return b"\n".join(rest[:place] + taken + rest[place:] if chance.random() < 0.8 else rest)


def _tree(data: bytes, words: Sequence[str], chance: Random) -> bytes:
    """One part of a line of JSON replaced, dropped, doubled or wrapped; two bytes may lead."""
    lines = data.split(b"\n")
    place = chance.randrange(len(lines))
    line = lines[place]
    head = line[: next((n for n in range(3) if line[n : n + 1] in (b"{", b"[")), 0)]
    try:
        tree = json.loads(line[len(head) :])
    except (ValueError, RecursionError):
        return _bytes(data, words, chance)
    changed = json.dumps(_changed(tree, words, chance), ensure_ascii=False)
    lines[place] = head + changed.encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def _changed(part: Any, words: Sequence[str], chance: Random) -> Any:
    """A tree with one of its parts changed, most often a leaf."""
    if isinstance(part, dict) and part and chance.random() < 0.85:
        name = chance.choice(sorted(part))
        rest = {key: value for key, value in part.items() if key != name}
        way = chance.random()
        if way < 0.2:
            return rest if way < 0.1 else {**part, chance.choice(words): part[name]}
        return {**rest, name: _changed(part[name], words, chance)}
    if isinstance(part, list) and part and chance.random() < 0.85:
        place = chance.randrange(len(part))
        ways = (part[:place], part[place:] * 2, [_changed(part[place], words, chance)])
        return [*part[:place], *chance.choice(ways), *part[place + 1 :]]
    if isinstance(part, int) and chance.random() < 0.5:
        return part + chance.choice((-1, 1, -(10**3), 10**3, 10**12, -(10**15)))
    return chance.choice((chance.choice(words), None, True, 0, -1, 1.5, [], {}, [part], "", 10**40))


_CHANGES: tuple[Callable[[bytes, Sequence[str], Random], bytes], ...] = (_bytes, _lines, _tree)
