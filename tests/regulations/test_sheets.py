"""What the packs declare is what was reviewed line by line against the rulebook."""

from __future__ import annotations

import pytest

from csrules.regulations import PACKS
from tests.regulations.sheet import FOLDER, modules, parameters, sheet

MODULES = modules()


@pytest.mark.parametrize("name", MODULES)
def test_a_module_declares_what_was_reviewed(name: str) -> None:
    assert sheet(MODULES[name]) == (FOLDER / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("pack", PACKS)
def test_the_parameters_of_a_pack_are_as_reviewed(pack: str) -> None:
    assert parameters(pack) == (FOLDER / f"{pack}.txt").read_text("utf-8")


def test_each_sheet_is_of_something() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {*MODULES, *PACKS}
