"""How every result of a study shows itself: at a prompt, in a notebook, as rows, as a frame."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from csrules.doors import guarded
from csrules.errors import ExtraNotInstalledError, Fault, UnknownNameError, nearest
from csrules.study.csvtext import csv_text
from csrules.study.table import html_page, text_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    import pandas as pd

    from csrules.citation import Language
    from csrules.study.chart import Chart
    from csrules.study.table import Note, Table

__all__ = ["Shown", "extra"]


def extra(module: str, name: str) -> ModuleType:
    """A module that comes with an extra; raises `ExtraNotInstalledError` that tells how to get it.

    >>> extra("no_such_module", "plot")
    Traceback (most recent call last):
        ...
    csrules.errors.ExtraNotInstalledError: no_such_module: got None (NoneType); expected an
    installed package. Mend: pip install csrules[plot]
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        fault = Fault(package, None, "an installed package", f"pip install csrules[{name}]")
        raise ExtraNotInstalledError(fault) from error


class Shown:
    """Base of the results: a subclass gives its blocks, its named tables of rows, and its chart."""

    __slots__ = ()

    def blocks(self, language: Language) -> Iterator[Table | Note]:
        """What is shown, in order."""
        raise NotImplementedError  # each result below says it

    def tables(self) -> Mapping[str, tuple[tuple[str, ...], list[dict[str, Any]]]]:
        """The plain rows by name, each with its columns; the first one is the main one."""
        raise NotImplementedError  # each result below says it

    def plot(self, language: Language = "en") -> Chart:
        """The result as a chart; needs the extra ``plot``."""
        raise NotImplementedError  # each result below says it

    def text(self, language: Language = "en") -> str:
        """The result as text tables for a prompt, in English or Chinese."""
        return text_page(self.blocks(language), language)

    def html(self, language: Language = "en") -> str:
        """The result as a piece of HTML that needs nothing else, in English or Chinese."""
        return html_page(self.blocks(language), language)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()

    @guarded
    def rows(self, of: str = "") -> list[dict[str, Any]]:
        """One of the result's tables as plain dicts; the main one where ``of`` is not given."""
        return self._table(of)[1]

    @guarded
    def to_csv(self, of: str = "") -> str:
        """One of the result's tables as CSV, in which no text is a formula to a spreadsheet."""
        return csv_text(*self._table(of))

    @guarded
    def to_frame(self, of: str = "") -> pd.DataFrame:
        """One of the result's tables as a data frame of pandas; needs the extra ``frame``."""
        columns, rows = self._table(of)
        frame: pd.DataFrame = extra("pandas", "frame").DataFrame(rows, columns=list(columns))
        return frame

    def _table(self, of: str) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
        tables = self.tables()
        if not of:
            return next(iter(tables.values()))
        if of not in tables:
            raise UnknownNameError(Fault("of", of, "a table of the result", nearest(of, tables)))
        return tables[of]
