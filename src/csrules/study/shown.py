"""How every result of a study shows itself: at a prompt, in a notebook, as rows, as a frame."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import attrs

from csrules.doors import guarded
from csrules.errors import ExtraNotInstalledError, Fault, UnknownNameError, nearest, refuse
from csrules.study.csvtext import csv_text
from csrules.study.files import page, save
from csrules.study.table import html_page, text_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike
    from pathlib import Path
    from types import ModuleType

    import pandas as pd
    import pyarrow as pa

    from csrules.citation import Language
    from csrules.study.chart import Chart
    from csrules.study.table import Note, Table

__all__ = ["Page", "Shown", "extra"]


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


def _arrow() -> ModuleType:
    extra("pyarrow", "batch")
    from csrules.study import arrow  # noqa: PLC0415  # extra `batch`

    return arrow


@attrs.frozen(repr=False)
class Page:
    """A result in one language, as a notebook or a prompt shows it."""

    text: str
    html: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


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

    @guarded
    def show(self, language: Language = "en") -> Page:
        """The result in ``language``, to be the last line of a notebook's cell."""
        return Page(self.text(language), self.html(language))

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

    @guarded
    def to_arrow(self, of: str = "") -> pa.Table:
        """One of the result's tables as a table of Arrow; needs the extra ``batch``.

        Money is ``decimal128``, counts are ``int64``, days and moments ``date32`` and
        ``timestamp``; nothing becomes a binary float.
        """
        made: pa.Table = _arrow().arrow_table(*self._table(of))
        return made

    @guarded
    def save(self, path: str | PathLike[str], of: str = "", language: Language = "en") -> Path:
        """Write the result as a file, which its ending tells, and return the file's path.

        - ``.html``: a page in ``language`` with all tables and the chart, in one file that loads
          nothing; needs the extra ``plot``.
        - ``.csv``, ``.arrow``, ``.parquet``: one of the result's tables, ``of`` as in `rows`; the
          last two need the extra ``batch``. CSV begins with UTF-8's mark, so that spreadsheets
          read Chinese.

        Raises `InputError` for any other ending, and for ``of`` with a page, which has them all.
        """
        return save(
            path,
            {
                ".html": lambda: self._page(of, language),
                ".csv": lambda: self.to_csv(of).encode("utf-8-sig"),
                ".arrow": lambda: _arrow().arrow_file(self.to_arrow(of)),
                ".parquet": lambda: _arrow().parquet_file(self.to_arrow(of)),
            },
        )

    def _page(self, of: str, language: Language) -> str:
        if of:
            refuse("of", of, "nothing: a page has all tables", "leave it out, or save as .csv")
        chart = self.plot(language)
        return page(chart.title, self.html(language) + chart._repr_html_(), language)

    def _table(self, of: str) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
        tables = self.tables()
        if not of:
            return next(iter(tables.values()))
        if of not in tables:
            raise UnknownNameError(Fault("of", of, "a table of the result", nearest(of, tables)))
        return tables[of]
