"""The door of the packs: in which order they are named, and which of their modules may be left."""

from __future__ import annotations

import sys

import pytest

from csrules import register
from csrules.cli import main
from csrules.console import place
from csrules.regulations import PACKS
from csrules.testing import declared

FORMS = [f"csrules.regulations.{pack}.{name}" for pack in PACKS for name in ("columns", "replies")]
"""The modules that need NumPy and Arrow."""


@pytest.fixture
def without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in FORMS:
        monkeypatch.setitem(sys.modules, name, None)  # importing it fails


@pytest.mark.parametrize("command", ["schema", "policy"])
def test_the_help_names_the_packs_in_the_order_of_the_alphabet(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "one of: company, department, office, property_handbook" in said


@pytest.mark.usefixtures("without_the_extra")
def test_without_the_extra_the_register_holds_together() -> None:
    assert register.faults() == ()


@pytest.mark.usefixtures("without_the_extra")
def test_without_the_extra_an_object_is_found_in_its_file() -> None:
    found = place("csrules.regulations.company:COMPLAINT")
    assert found.startswith("csrules/regulations/company/complaint.py:")


@pytest.mark.usefixtures("without_the_extra")
def test_without_the_extra_the_kinds_of_every_pack_are_known() -> None:
    names = {module.__name__ for module in declared.modules.__wrapped__()}
    assert {f"csrules.regulations.{pack}.policy" for pack in PACKS} <= names
    assert names.isdisjoint(FORMS)
