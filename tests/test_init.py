"""The door of the library: what it names is there, loaded when somebody asks."""

from importlib import import_module
from importlib.metadata import version

import pytest

import csrules


def test_the_version_is_that_of_the_installed_package() -> None:
    assert csrules.__version__ == version("csrules")


def test_every_public_name_is_what_its_home_calls_so() -> None:
    homes = {getattr(csrules, name).__module__ for name in csrules.__all__ if name != "register"}
    assert csrules.register is import_module("csrules.register")
    assert all(home.startswith("csrules.") for home in homes)
    assert dir(csrules) == sorted(csrules.__all__)


def test_a_name_that_nobody_declared_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'csrules' has no attribute 'amends'"):
        csrules.amends  # noqa: B018  # a mistake
