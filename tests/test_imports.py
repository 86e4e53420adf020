"""What may import what: floors of modules, no cycles, nothing heavy behind ``import csrules``."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import csrules
from csrules.regulations import PACKS

ROOT = Path(csrules.__file__).parent

FLOORS = (
    "regulations",  # the door: it names the packs and loads none
    "bounds",
    "errors",
    "identifiers plaintext",
    "money",
    "hints doors",
    "frozen",
    "citation",
    "reading",
    "kinds",
    "policy",
    "schema tomltext policyfile",
    "bands",
    "calendars calendars.* workcalendar",
    "limits limits.* deadlines recurrence",
    "checklists forms",  # a workflow asks for forms
    "lifecycle lifecycle.* workflow",
    "approval",
    "scoring grades",
    "cells tablerows tables",
    "punches absence attendance",
    "deductions",
    "question",
    "batch batch.*",  # the same mechanisms over columns
    "regulations.*",
    "register",
    "records records.*",
    "study study.*",
    "testing testing.*",
    "notebook notebook.*",
    "",  # the door of the library
    "console cli __main__",
)
"""A module imports modules of its own floor, without cycles, and of floors above in this list."""


def module_of(path: Path) -> str:
    """A file's module, counted from the package: ``""`` is the package itself."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in sorted(ROOT.rglob("*.py"))}


def floor_of(module: str) -> int:
    """The place of a module's floor; a new module is placed on one in `FLOORS`."""
    for name in (module, f"{module.rpartition('.')[0]}.*", f"{module.partition('.')[0]}.*"):
        for place, floor in enumerate(FLOORS):
            if name in (floor.split() or [""]):
                return place
    pytest.fail(f"{module} stands on no floor: place it in FLOORS")


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement that runs; what is imported for type checkers only does not."""
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from statements(node.orelse)
            continue
        yield node
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            for part in getattr(node, field, []):
                yield from statements([part] if isinstance(part, ast.stmt) else part.body)


def imported(module: str) -> set[str]:
    """Every module that a module imports when it runs, inside functions too, by absolute name."""
    found = set()
    for node in statements(ast.parse(MODULES[module].read_text(encoding="utf-8")).body):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            assert all(alias.name != "*" for alias in node.names), f"{module}: no star imports"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}".removeprefix("csrules").removeprefix(".")
                is_module = (node.module or "").startswith("csrules") and inner in MODULES
                found.add(f"{node.module}.{alias.name}" if is_module else node.module or "")
    return found


def own(module: str) -> set[str]:
    """The modules of the library that a module imports."""
    names = {name for name in imported(module) if name.partition(".")[0] == "csrules"}
    return {name.removeprefix("csrules").removeprefix(".") for name in names} - {module}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_nothing_from_a_floor_below_its_own(module: str) -> None:
    here = floor_of(module)
    assert {name for name in own(module) if floor_of(name) > here} == set()


def test_no_import_runs_in_a_cycle() -> None:
    try:
        order = list(TopologicalSorter({name: own(name) for name in MODULES}).static_order())
    except CycleError as error:
        pytest.fail(f"a cycle: {' -> '.join(error.args[1])}")
    assert set(MODULES) <= set(order)


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_imports_no_other_pack(pack: str) -> None:
    folder = f"regulations.{pack}"
    for module in MODULES:
        if module == folder or module.startswith(f"{folder}."):
            others = {name for name in own(module) if name.startswith("regulations.")}
            assert {name for name in others if f"{name}.".startswith(f"{folder}.")} == others


LIBRARIES = {"attrs", "dateutil"}
"""What every module may import; the others only where they are named."""

FURTHER = {
    "holidays": ("calendars", "workcalendar"),
    "hypothesis": ("testing",),
    "pandas": ("study", "notebook", "batch"),
    "matplotlib": ("study", "notebook"),
    "numpy": ("batch", "study", "regulations"),
    "pyarrow": ("batch", "study"),
    "pyspark": ("batch",),
}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_no_library_but_those_it_may(module: str) -> None:
    for name in sorted({name.partition(".")[0] for name in imported(module)}):
        if name not in {*sys.stdlib_module_names, "csrules", *LIBRARIES}:
            assert name in FURTHER, f"{module} imports {name}"
            assert module.partition(".")[0] in FURTHER[name], f"{module} imports {name}"


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter holds after ``statement``."""
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_library_loads_nothing_heavy() -> None:
    loaded = loaded_by("import csrules")
    heavy = {"holidays", "hypothesis", "pandas", "numpy", "matplotlib", "jinja2", "jsonschema"}
    heavy |= {"tomllib", "argparse", "csrules.cli", "csrules.testing"}
    assert loaded & heavy == set()
    assert not {name for name in loaded if name.startswith("csrules.regulations.")}


def test_naming_the_packs_loads_none_of_them() -> None:
    loaded = loaded_by("from csrules.regulations import PACKS")
    assert not {name for name in loaded if name.startswith("csrules.regulations.")}


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_loads_no_other_pack_and_no_holidays(pack: str) -> None:
    loaded = loaded_by(f"from csrules.regulations import {pack}")
    packs = {name.split(".")[2] for name in loaded if name.startswith("csrules.regulations.")}
    assert packs == {pack}
    assert loaded & {"holidays", "hypothesis", "pandas", "matplotlib"} == set()


@pytest.mark.parametrize("module", [name for name in MODULES if not name.startswith("_")])
def test_every_module_has_a_static_all(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    if all(isinstance(node, ast.Expr) for node in tree.body):  # a folder's mark: at most a text
        return
    values = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and "__all__" in ast.unparse(node).partition("=")[0]
    ]
    (value,) = values
    assert isinstance(value, ast.List | ast.Tuple)
    assert all(isinstance(part, ast.Constant) for part in value.elts)
