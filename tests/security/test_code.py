"""Nothing in the library makes code, text or files out of data: read off its syntax trees."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import csrules

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(csrules.__file__).parent
TREES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.rglob("*.py"))
}
NODES = {module: list(ast.walk(tree)) for module, tree in TREES.items()}
RUNNING = [name for name in TREES if not name.startswith("testing/")]
"""The library without the tester's kit, which reads the code that it tests."""

CODE = {"__import__", "breakpoint", "compile", "eval", "exec", "globals", "input", "locals"}
"""Built-in names that run, or reach into, what they are given."""

MODULES = {
    "asyncio", "code", "codeop", "ctypes", "dill", "ftplib", "http", "imp", "marshal",
    "multiprocessing", "pickle", "pty", "runpy", "shelve", "shutil", "signal", "smtplib", "socket",
    "sqlite3", "ssl", "subprocess", "tempfile", "urllib", "webbrowser", "xml", "yaml", "zipfile",
}  # fmt: skip
"""Modules that run code, unpack objects, start programs or reach the network."""

CHANCE = {"locale", "random", "secrets", "time", "uuid"}
"""Modules whose answers depend on the machine or on chance."""

MAY_ASK = {"study/progress.py": {"time"}}
"""Who asks one of them all the same: how long work takes is shown, and no answer knows of it."""

NOT_ASKED = {
    ".Template", ".environ", ".format_map", ".getcontext", ".getenv", ".localcontext", ".now",
    ".setcontext", ".setlocale", ".strftime", ".today", ".utcnow", "environ", "getcontext",
    "getenv", "localcontext", "setcontext",
}  # fmt: skip
"""Names that ask the clock or the machine, change it, or fill a text from a template."""

OF_OS = {
    "os.O_WRONLY", "os.PathLike", "os.cpu_count", "os.devnull", "os.dup2", "os.fspath",
    "os.getpid", "os.open",
}  # fmt: skip
"""All that is used of the operating system: paths, a pipe that was closed, processors, a fork."""

MAY_WORK = {"batch/files.py": {"tempfile"}, "batch/workers.py": {"multiprocessing", "pickle"}}
"""Who starts processes: `csrules.batch.over_parquet` sends the caller's work to its own, and writes
beside the target before it renames."""

FILLED = {
    "limits/deadline.py": {"Text('due {due}', '到期：{due}').format"},
    "tables.py": {"row.note.format"},
}
"""Who calls a method ``format``: each is `csrules.citation.Text.format`, which fills in names."""

FILES = {"mkdir", "open", "read_bytes", "read_text", "unlink", "write_bytes", "write_text"}

MAY_OPEN = {
    "batch/files.py": "the folder of answers that the caller names",
    "cli.py": "the output file that the command names",
    "console.py": "the library's own source, to tell where a rule is written",
    "policyfile.py": "the policy file that the caller names",
    "register.py": "the register that comes with the library",
    "study/files.py": "the file of a chart or a result that the caller names",
}
"""Who touches a disk, and what for."""

MAY_IMPORT_BY_NAME = {
    ("batch/extra.py", "name"): "called with literals",
    ("question.py", "module"): "named in code by who writes the question",
    ("__init__.py", "'importlib.metadata'"): "a literal",
    ("__init__.py", "'csrules.register'"): "a literal",
    ("__init__.py", "_HOMES[name]"): "the library's own table",
    ("console.py", "module_name"): "a name of the register, read off the code",
    ("console.py", "name"): "modules found in the library's own folders",
    ("policyfile.py", "f'csrules.regulations.{pack}'"): "after `pack in PACKS`",
    ("register.py", "f'csrules.regulations.{pack}'"): "each of PACKS",
    ("register.py", "found.name"): "modules found in the library's own folders",
    ("study/putting.py", "module"): "the package of the policy's class: code that already runs",
    ("study/shown.py", "module"): "called with literals: packages, and what matplotlib draws on",
}
"""Every module that is imported by a name which is computed, and where the name comes from."""


def calls(module: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call of a module with the last part of the called name."""
    for node in NODES[module]:
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).rpartition(".")[2], node


CALLS = {module: list(calls(module)) for module in TREES}


def names(module: str) -> set[str]:
    """Each bare name of a module, and each attribute with the dot before it."""
    bare = {node.id for node in NODES[module] if isinstance(node, ast.Name)}
    return bare | {f".{node.attr}" for node in NODES[module] if isinstance(node, ast.Attribute)}


def imports(module: str) -> set[str]:
    """The top packages that a module imports, inside functions too."""
    found = set()
    for node in NODES[module]:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def met(found: dict[str, set[str]]) -> dict[str, set[str]]:
    """The modules in which something was found."""
    return {module: what for module, what in found.items() if what}


def test_no_text_becomes_code() -> None:
    assert met({module: CODE & names(module) for module in TREES}) == {}
    compiled = {
        ast.unparse(call.func) for module in TREES for name, call in CALLS[module] if name in CODE
    }
    assert compiled == {"re.compile"}


def test_only_the_pool_unpickles_or_starts_a_process_and_nothing_reaches_a_network() -> None:
    assert met({module: imports(module) & MODULES for module in TREES}) == MAY_WORK


def test_nothing_reads_a_clock_chance_or_the_machine() -> None:
    assert met({module: imports(module) & CHANCE for module in TREES}) == MAY_ASK
    assert met({module: NOT_ASKED & names(module) for module in TREES}) == {}
    of_os = {
        ast.unparse(node)
        for module in TREES
        for node in NODES[module]
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os"
    }
    assert of_os <= OF_OS


def test_no_pattern_is_made_from_data() -> None:
    made = {
        f"{module}: {ast.unparse(call)}"
        for module in TREES
        for _, call in CALLS[module]
        if ast.unparse(call.func).startswith("re.") and not _written(call.args[0], TREES[module])
    }
    assert made == set()


def _written(node: ast.expr, tree: ast.Module) -> bool:
    """A literal, or an f-string of the module's own constants."""
    constants = {
        target.id
        for each in tree.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    if isinstance(node, ast.JoinedStr):
        parts = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return all(ast.unparse(part).partition(".")[0] in constants for part in parts)
    return isinstance(node, ast.Constant)


def test_no_format_string_comes_from_data() -> None:
    filled = {
        module: {ast.unparse(call.func) for name, call in CALLS[module] if name == "format"}
        for module in TREES
    }
    assert met(filled) == FILLED  # none of them is str.format
    by_percent = {
        module: {ast.unparse(node) for node in NODES[module] if _is_percent(node)}
        for module in TREES
    }
    assert met(by_percent) == {}


def _is_percent(node: ast.AST) -> bool:
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mod):
        return False
    left = node.left
    return isinstance(left, ast.JoinedStr) or (
        isinstance(left, ast.Constant) and isinstance(left.value, str)
    )


def test_no_width_of_a_number_comes_from_data() -> None:
    nested = {
        f"{module}: {ast.unparse(part.value)}"
        for module in TREES
        for node in NODES[module]
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None
        for part in ast.walk(node.format_spec)
        if isinstance(part, ast.FormattedValue)
    }
    assert nested <= {"cells.py: step"}  # the decimal places of a kind


def test_only_the_named_modules_touch_a_disk() -> None:
    used = {module for module in RUNNING if {name for name, _ in CALLS[module]} & FILES}
    assert used == set(MAY_OPEN)


def test_text_files_are_read_and_written_in_utf_8() -> None:
    for module in TREES:
        for name, call in CALLS[module]:
            if name in {"open", "read_text", "write_text"} and ast.unparse(call.func) != "os.open":
                said = {word.arg: ast.unparse(word.value) for word in call.keywords}
                in_bytes = {"'rb'", "'wb'"} & {ast.unparse(word) for word in call.args}
                assert said.get("encoding") == "'utf-8'" or in_bytes, module


def test_every_import_by_name_is_known_and_none_is_listed_in_vain() -> None:
    found = {
        (module, ast.unparse(call.args[0]))
        for module in RUNNING
        for name, call in CALLS[module]
        if name == "import_module"
    }
    assert found == set(MAY_IMPORT_BY_NAME)


def test_extras_are_imported_by_literals() -> None:
    asked = {
        ast.unparse(call.args[0])
        for module in RUNNING
        for name, call in CALLS[module]
        if name == "extra"
    }
    assert asked == {"'pandas'", "'pyarrow'", "'matplotlib'", "'matplotlib.figure'"}


def test_no_attribute_is_set_by_a_name_from_outside() -> None:
    named = [
        ast.unparse(call)
        for module in RUNNING
        for name, call in CALLS[module]
        if name in {"delattr", "setattr"}
    ]
    assert named == ["setattr(marked, _MARK, (*rules, *_marked(thing)))"]
