"""Forms that say all that is missing at once, and checklists that score.

A form is a list of fields, each with its kind, rule id and label; a field is required always,
never, or while a named condition holds::

    >>> from csrules.kinds import Flag, Words
    >>> form = Form(
    ...     name="record",
    ...     title=Text("record form", "记录单"),
    ...     fields=(
    ...         Field("customer", Words(), "001-FA-3.1-3", Text("customer", "客户")),
    ...         Field("answered", Flag(), "001-FA-3.1-3", Text("answered", "已答复")),
    ...         Field("answer", Words(), "001-FA-3.1-3", Text("answer", "答复"), "was_answered"),
    ...     ),
    ...     conditions=(
    ...         Condition("was_answered", Text("once answered", "已答复时"), "answered", (True,)),
    ...     ),
    ... )
    >>> checked = form.check({"answered": True})
    >>> checked.complete, [(each.name, each.rule) for each in checked.missing]
    (False, [('customer', '001-FA-3.1-3'), ('answer', '001-FA-3.1-3')])
    >>> print(checked.explain())
    customer is missing [001-FA-3.1-3]
    answer is missing (required once answered) [001-FA-3.1-3]

A list of the text that ends with 等 is open: ``Form(open=True)`` takes more fields than it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs

from csrules.bounds import MOST_FAULTS
from csrules.checklists import Checklist, Item, Marked
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
from csrules.plaintext import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from csrules.kinds import Kind

__all__ = ["Checked", "Checklist", "Condition", "Field", "Form", "Item", "Marked", "Missing"]

Given: TypeAlias = "Mapping[str, object]"


@guarded
@attrs.frozen
class Condition:
    """When a field is required: a field of the form is given, or holds one of ``among``.

    Without ``field`` it is a fact of the case that the caller states: ``check(data, facts={…})``.
    ``text`` completes the sentence "required …".
    """

    name: str
    text: Text
    field: str | None = None
    among: tuple[object, ...] = ()


@guarded
@attrs.frozen
class Field:
    """A field: name, kind of value, the rule id that asks for it, label.

    ``required`` is True, False, or the name of a condition of the form.
    """

    name: str
    kind: Kind[Any]
    rule: str
    label: Text
    required: bool | str = True


@attrs.frozen
class Missing:
    """A required field without a value; ``why`` is the condition that requires it, or None."""

    name: str
    rule: str
    label: Text
    why: Text | None = None

    @property
    def text(self) -> Text:
        """That in words."""
        if self.why is None:
            return Text(f"{self.label.en} is missing", f"缺少{self.label.zh}")
        return Text(
            f"{self.label.en} is missing (required {self.why.en})",
            f"缺少{self.label.zh}（{self.why.zh}必填）",
        )


@attrs.frozen
class Checked(Answer):
    """What a form says of some data: ``values`` as read, all that is ``missing``, all ``faults``.

    ``extra`` holds what an open form took beyond its fields.
    """

    form: Form = attrs.field(repr=False)
    values: Mapping[str, Any]
    missing: tuple[Missing, ...]
    faults: tuple[Fault, ...]
    extra: Mapping[str, Any]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing and nothing is wrong."""
        return not self.missing and not self.faults

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each missing field and each fault with its rule id; or that nothing is missing."""
        found = [Reason(each.rule, each.text) for each in self.missing]
        for fault in self.faults:
            zh = f"“{fault.path}”填写有误，应为：{fault.expected}"
            found.append(Reason(fault.rule, Text(str(attrs.evolve(fault, rule="")), zh)))
        if not found:
            number = len(self.values)
            text = Text(
                f"{self.form.title.en}: {plural(number, 'field')} given, none missing",
                f"{self.form.title.zh}：已填{number}项，无缺项",
            )
            found = [Reason(rule, text) for rule in self.form.rules[:1]]
        return tuple(found)

    def demand(self) -> Mapping[str, Any]:
        """The values of a complete form; raises `InputError` with everything that is amiss."""
        faults = Faults()
        for each in self.missing:
            expected = f"{each.label.en}: a value"
            faults.add(Fault(f"{self.form.name}.{each.name}", None, expected, rule=each.rule))
        faults.add(*self.faults)
        faults.raise_as(InputError)
        return self.values


def empty(value: object) -> bool:
    """Whether a field holds nothing: None, or text that is blank."""
    return value is None or (isinstance(value, str) and not value.strip())


@guarded
@attrs.frozen(eq=False)
class Form:
    """A form; a bad definition is raised as one `DefinitionError` with all its faults.

    A closed form refuses fields that it does not name; an ``open`` one takes them. ``cites``
    names rule ids that the form as a whole stands on.
    """

    name: str
    title: Text
    fields: tuple[Field, ...]
    conditions: tuple[Condition, ...] = ()
    open: bool = False
    cites: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        faults = Faults()
        faults.add(*self._definition_faults())
        faults.raise_as(DefinitionError)

    def __repr__(self) -> str:
        return f"<Form {self.name}: {len(self.fields)} fields>"

    def _definition_faults(self) -> Iterator[Fault]:
        fields = [field.name for field in self.fields]
        conditions = [condition.name for condition in self.conditions]
        for names in (fields, conditions):
            for name in sorted({name for name in names if names.count(name) > 1}):
                yield Fault(f"{self.name}.{name}", name, "each name once")
        if not fields:
            yield Fault(f"{self.name}.fields", self.fields, "at least one field")
        for field in self.fields:
            if not field.rule:
                yield Fault(f"{self.name}.{field.name}", field.rule, "the rule id that asks for it")
            if isinstance(field.required, str) and field.required not in conditions:
                mend = nearest(field.required, conditions)
                yield Fault(f"{self.name}.{field.name}", field.required, "a condition", mend)
        for condition in self.conditions:
            if condition.field is not None and condition.field not in fields:
                mend = nearest(condition.field, fields)
                yield Fault(f"{self.name}.{condition.name}", condition.field, "a field", mend)
            if not any(field.required == condition.name for field in self.fields):
                yield Fault(f"{self.name}.{condition.name}", condition.name, "a condition in use")

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule ids that the fields carry, each once."""
        return tuple(dict.fromkeys((*(field.rule for field in self.fields), *self.cites)))

    @guarded
    def check(self, data: Given, facts: Mapping[str, bool] | None = None) -> Checked:
        """What is missing and what is wrong in ``data``, all of it.

        ``facts`` states the conditions that no field of the form shows. None and blank text count
        as missing. Raises `InputError` only where ``data`` is no mapping or ``facts`` do not fit.
        """
        if not isinstance(data, Mapping):
            refuse(
                self.name,
                data,
                "a mapping of field names to values",
                'give a dict such as {"field": value}',
            )
        facts = self._facts(facts or {})
        known = {field.name: field for field in self.fields}
        faults, values, wrong = Faults(), {}, set()
        for name, field in known.items():
            if not empty(data.get(name)):
                try:
                    values[name] = field.kind.read(data[name], f"{self.name}.{name}")
                except InputError as error:
                    wrong.add(name)
                    faults.add(*(attrs.evolve(fault, rule=field.rule) for fault in error.faults))
        extra = {str(name): value for name, value in data.items() if name not in known}
        if not self.open:
            for name, value in islice(extra.items(), MOST_FAULTS):
                mend = nearest(name, known)
                path, rule = f"{self.name}.{name}", self.rules[0]
                faults.add(Fault(path, value, "a field of the form", mend, rule))
            extra = {}
        missing = tuple(
            Missing(field.name, field.rule, field.label, why)
            for field in self.fields
            if field.name not in values and field.name not in wrong
            for asked, why in [self._required(field, values, facts)]
            if asked
        )
        return Checked(self, Frozen(values), missing, tuple(faults.found), Frozen(extra))

    def _facts(self, facts: Mapping[str, bool]) -> Mapping[str, bool]:
        asked = [condition.name for condition in self.conditions if condition.field is None]
        unknown, faults = Faults(), Faults()
        for name, value in facts.items():
            path = f"{self.name}.facts.{name}"
            if name not in asked:
                unknown.add(
                    Fault(path, value, "a fact that the form asks for", nearest(name, asked))
                )
            elif not isinstance(value, bool):
                faults.add(Fault(path, value, "true or false"))
        for name in asked:
            if name not in facts:
                mend = f"check(data, facts={{{name!r}: …}})"
                faults.add(Fault(f"{self.name}.facts.{name}", None, "true or false", mend))
        unknown.add(*faults.found)
        unknown.raise_as(InputError if faults.found else UnknownNameError)
        return facts

    def _required(
        self, field: Field, values: Given, facts: Mapping[str, bool]
    ) -> tuple[bool, Text | None]:
        if isinstance(field.required, bool):
            return field.required, None
        condition = next(each for each in self.conditions if each.name == field.required)
        if condition.field is None:
            return facts[condition.name], condition.text
        if condition.field not in values:
            return False, condition.text
        among = condition.among
        return not among or values[condition.field] in among, condition.text
