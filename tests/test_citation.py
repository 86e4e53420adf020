"""Texts in two languages, reasons with rule ids, and the marks that the register reads."""

import attrs
import pytest

from csrules.citation import Answer, Reason, Text, cited, cites, explain
from csrules.errors import DefinitionError, UnknownNameError


@attrs.frozen
class Row:
    """Data that carries its rules."""

    rules: tuple[str, ...]


@attrs.frozen
class Late(Answer):
    """An answer with one reason."""

    minutes: int

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return (
            Reason(
                "004-1.3.1-1",
                Text("{minutes} minutes late", "迟到{minutes}分钟").format(minutes=self.minutes),
            ),
        )


def test_a_text_speaks_both_languages_and_no_third() -> None:
    text = Text("late", "迟到")
    assert (text.say(), text.say("en"), text.say("zh"), str(text)) == (
        "late",
        "late",
        "迟到",
        "late",
    )
    for wrong, mend in (
        ("fr", "use one of: en, zh"),
        ("eng", "did you mean 'en'?"),
        ("zhh", "did you mean 'zh'?"),
    ):
        with pytest.raises(UnknownNameError) as caught:
            text.say(wrong)  # type: ignore[arg-type]  # what a caller without types may write
        (fault,) = caught.value.faults
        assert (fault.path, fault.expected) == ("language", "'en' or 'zh'")
        assert fault.mend.startswith(mend)


def test_an_answer_explains_itself_with_figures_and_rule_ids() -> None:
    assert Late(7).explain() == "7 minutes late [004-1.3.1-1]"
    assert Late(7).explain("zh") == "迟到7分钟 [004-1.3.1-1]"
    assert explain((*Late(7).reasons, *Late(8).reasons)).count("\n") == 1
    assert Answer().reasons == ()
    assert Answer().explain() == ""


def test_marks_of_functions_classes_and_data_are_read() -> None:
    @cites("A-1", "A-2")
    def function() -> None: ...

    @cites("B-1")
    class Thing: ...

    assert cited(function) == ("A-1", "A-2")
    assert cited(Thing) == ("B-1",)
    assert cited(Row(("C-1",))) == ("C-1",)
    assert cited(print) == cited(3) == cited(Row) == cited(None) == ()


def test_marks_add_up_the_upper_one_first() -> None:
    @cites("A-1")
    @cites("A-2")
    def function() -> None: ...

    assert cited(function) == ("A-1", "A-2")


def test_a_mark_is_neither_inherited_nor_an_instances() -> None:
    @cites("B-1")
    class Base: ...

    class Child(Base): ...

    @cites("B-3")
    class Marked(Base): ...

    assert cited(Child) == cited(Child()) == cited(Base()) == ()
    assert cited(Marked) == ("B-3",)


def test_data_of_a_marked_class_tells_its_own_rules() -> None:
    marked = cites("D-1")(attrs.make_class("Table", {"rules": attrs.field(default=("D-2",))}))
    assert cited(marked) == ("D-1",)
    assert cited(marked()) == ("D-2",)


def test_rules_that_are_no_tuple_are_no_mark() -> None:
    assert cited(attrs.make_class("Odd", {"rules": attrs.field(default=["A-1"])})()) == ()


@pytest.mark.parametrize("rules", [(), ("",), (print,), (None,), ("A-1", "")])
def test_a_mark_without_rule_ids_is_refused(rules: tuple[str, ...]) -> None:
    with pytest.raises(
        DefinitionError, match=r"^rules: .*rule ids\. Mend: @cites\(\"000-A27-1\.1\"\)$"
    ):
        cites(*rules)
