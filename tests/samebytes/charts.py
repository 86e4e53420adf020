"""Charts: the bytes of every picture (extra ``plot``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.samebytes.study import LANGUAGES, results

if TYPE_CHECKING:
    from collections.abc import Iterator


def said() -> Iterator[str]:
    """Each result as a chart in both languages."""
    for result in results():
        for language in LANGUAGES:
            yield result.plot(language).svg
