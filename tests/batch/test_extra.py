"""The packages that the extra ``batch`` brings: without them the door says how to get them."""

from __future__ import annotations

import sys

import numpy as np
import pyarrow as pa
import pytest

from csrules.batch.extra import VERSIONS, versions
from csrules.errors import ExtraNotInstalledError


def test_the_versions_are_those_of_the_packages() -> None:
    assert versions("numpy", "pyarrow") == VERSIONS
    assert {"numpy": np.__version__, "pyarrow": pa.__version__} == VERSIONS


@pytest.mark.parametrize("missing", [["numpy"], ["pyarrow"], ["numpy", "pyarrow"]], ids=" ".join)
def test_every_package_that_is_missing_is_told_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch, missing: list[str]
) -> None:
    for name in missing:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ExtraNotInstalledError) as caught:
        versions("numpy", "pyarrow")
    assert [(fault.path, fault.expected, fault.mend) for fault in caught.value.faults] == [
        (name, f"the package {name}", 'pip install "csrules[batch]"') for name in missing
    ]
