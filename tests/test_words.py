"""The words of every enumeration: files, stored events and other systems hold them."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import csrules

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def enumerations() -> dict[str, type[StrEnum]]:
    """Each of them by its module's last name and its own."""
    found = {}
    for name in {each.name for each in walk_packages(csrules.__path__, "csrules.")}:
        if name.endswith("__main__"):  # would run the command line
            continue
        for each in vars(import_module(name)).values():
            if isinstance(each, type) and issubclass(each, StrEnum) and each.__module__ == name:
                found[f"{name.rpartition('.')[2]}.{each.__qualname__}"] = each
    return found


@pytest.mark.parametrize("name", WORDS)
def test_the_words_of_an_enumeration_stay(name: str) -> None:
    assert list(map(str, enumerations()[name])) == WORDS[name]


def test_every_enumeration_is_listed() -> None:
    with_members = sorted(name for name, each in enumerations().items() if len(each))
    assert sorted(WORDS) == with_members, "add its words to tests/words.toml: they are promised"
