"""Policy files, events and cases are data: reading one opens, imports and runs nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from csrules.errors import PolicyError
from csrules.lifecycle.casefile import dump_json
from csrules.lifecycle.caseload import load_json
from csrules.policyfile import load, loads
from csrules.regulations import company

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '[policy]\nformat = 1\nbase = "company"\n'

ELSEWHERE = (
    "../company", "..\\company", "/etc/passwd", "company.toml", "./company", "company/../office",
    "C:\\company", "C:company", "\\\\server\\share\\company", "//server/share", "file:///etc/passwd",
    "http://example.org/a.toml", "company\\u0000", "os", "csrules.regulations.company",
    "company;os", "company.policy", "__init__", "~/company", "$HOME/company", "%USERPROFILE%",
    "\\uff0e\\uff0e/company",
    "CON", "company ", " company", "Company", "c\\u043empany", "company\\u200b",
)  # fmt: skip
"""What a file could name as its base in order to reach what is not its own."""


@pytest.mark.parametrize("base", ELSEWHERE)
def test_the_base_is_the_name_of_a_pack_and_never_a_place(base: str) -> None:
    quoted = base if "\\u" in base else base.replace("\\", "\\\\")
    with pytest.raises(PolicyError, match="the name of a pack"):
        loads(f'[policy]\nformat = 1\nbase = "{quoted}"\n')


@pytest.mark.parametrize("word", ["include", "includes", "extends", "import", "from", "file"])
@pytest.mark.parametrize("value", ['"other.toml"', '["../other.toml"]', "{ path = '/x.toml' }"])
def test_there_are_no_includes(word: str, value: str, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(HEAD, encoding="utf-8")
    path = tmp_path / "policy.toml"
    for text in (f"{word} = {value}\n{HEAD}", f"{HEAD}{word} = {value}\n"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(PolicyError) as caught:
            load(path)
        assert [fault.path.rpartition(".")[2] for fault in caught.value.faults] == [word]


HOSTILE = [
    *(f'[policy]\nformat = 1\nbase = "{base}"\n' for base in ("os", "../x", "__import__('os')")),
    f'{HEAD}[approval]\ntie = "{{0.__class__.__mro__}}"\n',
    f'{HEAD}[approval]\ntie = "!!python/object/apply:os.system [id]"\n',
    f'{HEAD}[approval]\n__class__ = "x"\n__init__.__globals__ = "x"\n',
    f"{HEAD}[__proto__]\nx = 1\n",
    f'{HEAD}[overdue]\nreport_to = "{{report_to.__class__}} %s %(x)s ${{x}} {{{{7*7}}}}"\n',
]
EVENTS = [
    {"$type": "os.system", "name": "report"},
    {"py/object": "os.system"},
    {"csrules": 1, "type": "event", "event": {"name": "{0.__class__}", "at": "2026-09-01T09:00:00",
     "by": "__import__('os')", "data": {"__class__": "x"}, "id": "cos\nsystem\n(S'id'\ntR."}},
    {"csrules": 1, "type": "__class__"},
    {"csrules": 1, "type": "fact", "fact": {"effects": [{"effect": "__class__"}]}},
]  # fmt: skip

WATCHED = """
import sys, json
from csrules import dumps, loads
from csrules.errors import CsrulesError
from csrules.lifecycle.casefile import dump_json
from csrules.lifecycle.caseload import load_json
from csrules.regulations import PACKS, company
from csrules.policyfile import default_policy

def read(files, events):
    outcomes = []
    for text in files:
        try:
            outcomes.append(loads(text).fingerprint)
        except CsrulesError as error:
            outcomes.append(type(error).__name__)
            str(error)
    for text in events:
        try:
            outcomes.append(load_json(company.COMPLAINT, text).name)
        except CsrulesError as error:
            outcomes.append(type(error).__name__)
            str(error)
    return outcomes

for pack in PACKS:
    loads(dumps(default_policy(pack), full=True))
files, events = json.load(sys.stdin)
seen = []
watching = False
sys.addaudithook(lambda name, args: seen.append(name) if watching else None)
read(files[:1], events[:1])
watching = True
outcomes = read(files, events)
watching = False
print(json.dumps([outcomes, sorted(set(seen))]))
"""


def test_reading_hostile_data_opens_imports_and_runs_nothing() -> None:
    given = json.dumps([[HEAD, *HOSTILE], [json.dumps(event) for event in EVENTS]])
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], input=given, capture_output=True, text=True, check=True
    )
    outcomes, seen = json.loads(done.stdout)
    assert outcomes[0] == company.policy().fingerprint
    assert [out for out in outcomes[1:] if not out.endswith("Error")] == [FINGERPRINT]
    assert set(seen) <= {"object.__getattr__", "sys._getframe"}


FINGERPRINT = loads(HOSTILE[-1]).fingerprint
"""The last hostile file is a lawful one: its text is only a text."""


def test_a_text_with_braces_stays_as_it_is() -> None:
    assert loads(HOSTILE[-1]).overdue.report_to == (  # type: ignore[attr-defined]  # company's
        "{report_to.__class__} %s %(x)s ${x} {{7*7}}"
    )


def test_a_case_is_read_as_data_whatever_its_texts_say() -> None:
    evil = "{0.__class__} __import__('os') %s"
    stored = dump_json(company.COMPLAINT.new("C-1"))
    case = load_json(company.COMPLAINT, stored.replace("C-1", evil))
    assert case.id == evil  # type: ignore[union-attr]  # a case
