"""The extra: nothing of the core needs hypothesis, and its absence says how to mend it."""

import subprocess
import sys

import pytest

import csrules.testing

_WITHOUT = """
import sys
sys.modules["hypothesis"] = None
import csrules
from csrules.errors import ExtraNotInstalledError
try:
    import csrules.testing
except ExtraNotInstalledError as error:
    assert isinstance(error, ImportError)
    print(error)
"""
_CORE = """
import sys
import csrules
import csrules.workflow, csrules.workcalendar, csrules.policyfile
from csrules.regulations import company
assert not [name for name in sys.modules if name.partition(".")[0] == "hypothesis"]
assert "csrules.testing" not in sys.modules
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_without_hypothesis_the_import_says_what_to_install() -> None:
    said = run(_WITHOUT)
    assert 'pip install "csrules[testing]"' in said
    assert said.startswith("hypothesis: ")


def test_the_core_does_not_load_hypothesis() -> None:
    assert run(_CORE) == ""


@pytest.mark.parametrize("name", csrules.testing.__all__)
def test_everything_public_is_there_and_documented(name: str) -> None:
    thing = getattr(csrules.testing, name)
    assert not isinstance(thing, type(sys))
    assert thing.__doc__
