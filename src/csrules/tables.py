"""Decision tables: who gets what, which class it is, who may do what, each row with its rule id.

A table has typed input columns and rows; a row tells when it applies, what follows, under which
rule, and says so in both languages. Which rows may apply together is the table's hit policy::

    >>> from enum import StrEnum
    >>> from csrules.kinds import Choice
    >>> class News(StrEnum):
    ...     LAWSUIT = "lawsuit"
    ...     AWARD = "award"
    >>> table = Table(
    ...     name="reports",
    ...     title=Text("who gets which report", "信息报送对象"),
    ...     columns=(Column("news", Choice(News), Text("news", "信息")),),
    ...     outputs=("main",),
    ...     rows=(
    ...         Row("001-IM-4.1-2", {"news": "lawsuit"}, {"main": "legal"},
    ...             Text("a lawsuit goes to Legal", "诉讼报法务部")),
    ...         Row("001-IM-4.1-8", {"news": "award"}, {"main": "edd"},
    ...             Text("an award goes to EDD", "荣誉报企业发展部")),
    ...     ),
    ... )
    >>> found = table.lookup(news="award")
    >>> found["main"], found.rule
    ('edd', '001-IM-4.1-8')
    >>> print(found.explain())
    an award goes to EDD (news: award) [001-IM-4.1-8]
    >>> table.lookup(news="lawsiut")
    Traceback (most recent call last):
        ...
    csrules.errors.UnknownNameError: reports.news: got 'lawsiut' (str); expected one of: lawsuit,
    award. Mend: did you mean ...

A condition of a row is one value, several values (a tuple or a set), or a `Span` of numbers or
days; a column that a row does not name may hold anything. What is wrong with a definition (rows
that overlap in a unique table, a gap, an unreachable row, an unknown column or value, a row
without rule) is found when the table is made, all at once. For permission, see `Table.permit`.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import attrs

from csrules.cells import Column, Span, compile_column
from csrules.citation import Answer, Reason, Text
from csrules.doors import guarded
from csrules.errors import (
    DefinitionError,
    Fault,
    Faults,
    InputError,
    UnknownNameError,
    nearest,
    refuse,
)
from csrules.frozen import Frozen
from csrules.tablerows import Hit, Row, cover_faults, row_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csrules.cells import Box, Line

__all__ = ["Column", "Found", "Hit", "Permission", "Row", "Span", "Table"]


@attrs.frozen
class Found(Answer):
    """What a table says: the ``rows`` that apply and the inputs as they were read."""

    table: Table = attrs.field(repr=False)
    inputs: Mapping[str, Any]
    rows: tuple[Row, ...]

    @property
    def rule(self) -> str:
        """The rule id of the first row that applies; empty when none does."""
        return self.rows[0].rule if self.rows else ""

    def __getitem__(self, output: str) -> Any:
        """An output of the first row that applies."""
        return self.values(output)[0]

    @guarded
    def values(self, output: str) -> tuple[Any, ...]:
        """An output of every row that applies, in the order of the table."""
        if output not in self.table.outputs:
            mend = nearest(output, self.table.outputs)
            raise UnknownNameError(Fault(self.table.name, output, "an output of the table", mend))
        return tuple(row.then[output] for row in self.rows)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each row that applies, with its rule id and the inputs of this case."""
        return tuple(Reason(row.rule, self._said(row)) for row in self.rows)

    def _said(self, row: Row) -> Text:
        said = {c.name: c.say(self.inputs[c.name]) for c in self.table.columns}
        if "{" in row.note.en:
            return row.note.format(**said)
        columns = {c.name: c.text for c in self.table.columns}
        en = ", ".join(f"{columns[name].en}: {value.en}" for name, value in said.items())
        zh = "，".join(f"{columns[name].zh}：{value.zh}" for name, value in said.items())
        return Text(f"{row.note.en} ({en})", f"{row.note.zh}（{zh}）")


@attrs.frozen
class Permission(Found):
    """Whether it is allowed, why, and which choices are allowed ``instead``."""

    allowed: bool

    @property
    def instead(self) -> tuple[Mapping[str, Any], ...]:
        """After a refusal, what is allowed of what may be chosen; looked up when it is read."""
        return () if self.allowed else self.table._instead(self.inputs)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The row that applies; after a refusal also what is allowed instead."""
        found = super().reasons
        if self.allowed or not self.table.choose:
            return found
        en = "; ".join(self._choice(choice).en for choice in self.instead)
        zh = "；".join(self._choice(choice).zh for choice in self.instead)
        text = Text(f"allowed instead: {en or 'nothing'}", f"允许的做法：{zh or '无'}")
        return (*found, Reason(self.rule, text))

    def _choice(self, choice: Mapping[str, Any]) -> Text:
        columns = {c.name: c for c in self.table.columns}
        pairs = [(columns[name].text, columns[name].say(value)) for name, value in choice.items()]
        return Text(
            ", ".join(f"{name.en} {value.en}" for name, value in pairs),
            "，".join(f"{name.zh}{value.zh}" for name, value in pairs),
        )


@guarded
@attrs.frozen(eq=False, repr=False)
class Table:
    """A decision table; definition faults are raised as one `DefinitionError`.

    ``outputs`` names what every row gives. ``otherwise`` is the row for inputs of which no other
    row speaks; without it a `Hit.UNIQUE` or `Hit.FIRST` table must leave no gap, and a
    `Hit.COLLECT` table answers with no rows. ``choose`` names the columns that the asker of a
    permission may change (a channel, a recipient): `permit` tells what is allowed instead.
    ``cites`` names rule ids that the table as a whole stands on.
    """

    name: str
    title: Text
    columns: tuple[Column, ...]
    outputs: tuple[str, ...]
    rows: tuple[Row, ...]
    hit: Hit = Hit.UNIQUE
    otherwise: Row | None = None
    choose: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    _lines: tuple[Line, ...] = attrs.field(init=False)
    _boxes: tuple[Box, ...] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        faults = Faults()
        faults.add(*self._name_faults())
        lines: list[Line] = []
        for column in self.columns:
            conditions = [row.when[column.name] for row in self.rows if column.name in row.when]
            with faults:
                lines.append(compile_column(column, conditions, f"{self.name}.{column.name}"))
        faults.raise_as(DefinitionError)
        boxes = tuple(
            tuple(
                line.cells(row.when[column.name]) if column.name in row.when else line.all
                for column, line in zip(self.columns, lines, strict=True)
            )
            for row in self.rows
        )
        object.__setattr__(self, "_lines", tuple(lines))
        object.__setattr__(self, "_boxes", boxes)
        faults.add(
            *cover_faults(
                self.name,
                columns=self.columns,
                lines=lines,
                rows=self.rows,
                boxes=boxes,
                hit=self.hit,
                otherwise=self.otherwise,
            )
        )
        faults.raise_as(DefinitionError)

    def __repr__(self) -> str:
        return f"<Table {self.name}: {len(self.rows)} rows>"

    def _name_faults(self) -> Iterator[Fault]:
        columns = [column.name for column in self.columns]
        for names in (columns, list(self.outputs)):
            for name in sorted({name for name in names if names.count(name) > 1}):
                yield Fault(self.name, name, "each column and each output once")
        if not self.rows:
            yield Fault(f"{self.name}.rows", self.rows, "at least one row")
        for name in self.choose:
            if name not in columns:
                yield Fault(f"{self.name}.choose", name, "a column", nearest(name, columns))
        for place, row in enumerate(self.rows):
            yield from row_faults(row, f"{self.name}.rows[{place}]", columns, self.outputs)
        if self.otherwise:
            yield from row_faults(self.otherwise, f"{self.name}.otherwise", (), self.outputs)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule ids that the rows carry, each once."""
        last = (self.otherwise,) if self.otherwise else ()
        return tuple(dict.fromkeys((*(row.rule for row in (*self.rows, *last)), *self.cites)))

    def lookup(self, **inputs: object) -> Found:
        """The rows that apply to ``inputs``, one for each column.

        Raises `UnknownNameError` or `InputError` naming every column that is unknown, missing or
        holds what does not belong there.
        """
        known = self._read(inputs)
        return Found(self, Frozen(known), self._rows(known))

    def permit(self, **inputs: object) -> Permission:
        """Whether ``inputs`` are allowed, by the output ``allowed`` (a bool) of the row.

        >>> from csrules.kinds import Flag
        >>> telling = Table(
        ...     "telling", Text("telling the customer", "告知客户"),
        ...     (Column("in_writing", Flag(), Text("in writing", "书面")),), ("allowed",),
        ...     (Row("000-A18-1", {"in_writing": True}, {"allowed": True},
        ...          Text("a letter is sent", "发函")),
        ...      Row("000-A18-1", {"in_writing": False}, {"allowed": False},
        ...          Text("word of mouth does not do", "口头不可"))),
        ...     choose=("in_writing",))
        >>> answer = telling.permit(in_writing=False)
        >>> answer.allowed, [dict(choice) for choice in answer.instead]
        (False, [{'in_writing': True}])
        """
        if "allowed" not in self.outputs:
            refuse(self.name, self.outputs, "a table with the output 'allowed'", "use lookup")
        known = self._read(inputs)
        rows = self._rows(known)
        allowed = bool(rows) and all(row.then["allowed"] for row in rows)
        return Permission(self, Frozen(known), rows, allowed)

    @guarded
    def values(self, column: str) -> tuple[Any, ...]:
        """What may be asked in a column: its values, or the conditions that tell values apart."""
        names = [each.name for each in self.columns]
        if column not in names:
            mend = nearest(column, names)
            raise UnknownNameError(Fault(self.name, column, "a column of the table", mend))
        return self._lines[names.index(column)].values

    def asks(self) -> dict[str, tuple[Any, ...]]:
        """Every column with what may be asked in it."""
        return {column.name: self.values(column.name) for column in self.columns}

    def possible(self, **some: object) -> tuple[Row, ...]:
        """The rows that may still apply when only ``some`` inputs are known."""
        known = self._read(some, whole=False)
        return tuple(
            row
            for row, box in zip(self.rows, self._boxes, strict=True)
            if all(
                column.name not in known or line.cell(known[column.name]) in cells
                for column, line, cells in zip(self.columns, self._lines, box, strict=True)
            )
        )

    def _read(self, inputs: Mapping[str, object], *, whole: bool = True) -> dict[str, Any]:
        names = [column.name for column in self.columns]
        faults, only_names = Faults(), True
        known: dict[str, Any] = {}
        for name in inputs:
            if name not in names:
                mend = nearest(name, names)
                faults.add(Fault(f"{self.name}.{name}", inputs[name], "a column's name", mend))
        for column in self.columns:
            path, value = f"{self.name}.{column.name}", inputs.get(column.name)
            if value is None and (column.optional or (column.name not in inputs and not whole)):
                if whole or column.name in inputs:
                    known[column.name] = None
                continue
            try:
                if column.name not in inputs:
                    refuse(path, None, column.kind.expected, "give every column")
                known[column.name] = column.kind.read(value, path)
            except UnknownNameError as error:
                faults.add(*error.faults)
            except InputError as error:
                faults.add(*error.faults)
                only_names = False
        faults.raise_as(UnknownNameError if only_names else InputError)
        return known

    def _rows(self, known: Mapping[str, Any]) -> tuple[Row, ...]:
        at = tuple(
            line.cell(known[column.name])
            for column, line in zip(self.columns, self._lines, strict=True)
        )
        found = tuple(
            row
            for row, box in zip(self.rows, self._boxes, strict=True)
            if all(cell in cells for cell, cells in zip(at, box, strict=True))
        )
        if self.hit is not Hit.COLLECT:
            found = found[:1]
        return found or ((self.otherwise,) if self.otherwise else ())

    def _instead(self, known: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
        """The choices with which ``known`` inputs, as they were read, would be allowed."""
        found = []
        for values in product(*(self.values(name) for name in self.choose)):
            choice = dict(zip(self.choose, values, strict=True))
            rows = self._rows({**known, **choice})
            if choice and rows and all(row.then["allowed"] for row in rows):
                found.append(Frozen(choice))
        return tuple(found)
