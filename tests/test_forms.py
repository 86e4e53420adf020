"""Forms: everything that is missing and wrong at once; checklists: shares that are exact."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.citation import Text, cited
from csrules.errors import DefinitionError, InputError, UnknownNameError
from csrules.forms import Checklist, Condition, Field, Form, Item
from csrules.kinds import Flag, Money, Words

X = Text("x", "某")


def field(name: str, kind: Any = None, required: bool | str = True) -> Field:
    return Field(name, kind or Words(20), f"R-{name}", Text(name, f"“{name}”"), required)


FORM = Form(
    "slip",
    Text("slip", "单据"),
    (
        field("who"),
        field("amount", Money()),
        field("paid", Flag()),
        field("receipt", required="paid"),
        field("letter", required="late"),
        field("remark", required=False),
    ),
    (
        Condition("paid", Text("once paid", "已付款时"), "paid", (True,)),
        Condition("late", Text("when late", "逾期时")),
    ),
)
FULL = {"who": "Li", "amount": "3.50", "paid": True, "receipt": "A1", "letter": "B2"}


class TestCheck:
    def test_a_full_form_is_complete_and_read(self) -> None:
        checked = FORM.check(FULL, {"late": True})
        assert checked.complete
        assert checked.demand()["amount"] == Decimal("3.50")
        assert checked.explain() == "slip: 5 fields given, none missing [R-who]"
        assert checked.explain("zh") == "单据：已填5项，无缺项 [R-who]"

    def test_everything_missing_is_told_with_its_rule(self) -> None:
        checked = FORM.check({"paid": True}, {"late": True})
        missing = [(each.name, each.rule) for each in checked.missing]
        assert missing == [("who", "R-who"), ("amount", "R-amount"), ("receipt", "R-receipt"),
                           ("letter", "R-letter")]  # fmt: skip
        assert "receipt is missing (required once paid) [R-receipt]" in checked.explain()
        assert "缺少“letter”（逾期时必填）" in checked.explain("zh")

    @pytest.mark.parametrize("empty", [None, "", "  \n"])
    def test_empty_is_missing_and_no_fault(self, empty: object) -> None:
        checked = FORM.check({**FULL, "who": empty}, {"late": True})
        assert [each.name for each in checked.missing] == ["who"]
        assert checked.faults == ()

    def test_a_condition_that_does_not_hold_requires_nothing(self) -> None:
        data = {"who": "Li", "amount": 1, "paid": False}
        assert FORM.check(data, {"late": False}).complete

    def test_a_condition_without_values_holds_once_the_field_is_given(self) -> None:
        form = Form("f", X, (field("a", required=False), field("b", required="given")),
                    (Condition("given", X, "a"),))  # fmt: skip
        assert form.check({}).complete
        assert not form.check({"a": "x"}).complete

    def test_every_fault_comes_at_once_and_the_missing_with_it(self) -> None:
        checked = FORM.check({"amount": 1.5, "paid": "yes", "whoo": "Li"}, {"late": False})
        assert {fault.path for fault in checked.faults} == {"slip.amount", "slip.paid", "slip.whoo"}
        assert [fault.rule for fault in checked.faults] == ["R-amount", "R-paid", "R-who"]
        assert [each.name for each in checked.missing] == ["who"]
        assert "did you mean 'who'?" in str(checked.faults[-1])
        assert "填写有误" in checked.explain("zh")
        with pytest.raises(InputError) as caught:
            checked.demand()
        assert [(fault.path, fault.rule) for fault in caught.value.faults] == [
            ("slip.who", "R-who"), ("slip.amount", "R-amount"), ("slip.paid", "R-paid"),
            ("slip.whoo", "R-who")]  # fmt: skip

    def test_a_fault_is_told_once_with_its_rule(self) -> None:
        checked = FORM.check({**FULL, "paid": 1}, {"late": True})
        assert checked.explain().splitlines() == [
            "slip.paid: got 1 (int); expected true or false. "
            "Mend: give a bool; an open question has no value yet [R-paid]"
        ]

    def test_an_open_form_keeps_what_it_does_not_name(self) -> None:
        form = Form("f", X, (field("a"),), open=True)
        checked = form.check({"a": "x", "b": 2})
        assert checked.complete
        assert dict(checked.extra) == {"b": 2}

    def test_facts_are_asked_for_by_name(self) -> None:
        with pytest.raises(InputError, match=r"slip\.facts\.late"):
            FORM.check(FULL)
        with pytest.raises(UnknownNameError, match="did you mean 'late'"):
            FORM.check(FULL, {"late": True, "latte": True})
        with pytest.raises(InputError, match="true or false"):
            FORM.check(FULL, {"late": 1})  # type: ignore[dict-item]  # a wrong value on purpose

    def test_data_must_be_a_mapping(self) -> None:
        with pytest.raises(InputError, match="a mapping"):
            FORM.check([("who", "Li")])  # type: ignore[arg-type]  # a wrong value on purpose

    def test_rules_are_those_of_the_fields_and_of_the_whole(self) -> None:
        form = Form("f", X, (field("a"), field("b")), cites=("R-0",))
        assert cited(form) == ("R-a", "R-b", "R-0")

    def test_definition_faults_come_at_once(self) -> None:
        with pytest.raises(DefinitionError) as caught:
            Form("f", X, (Field("a", Words(), "", X), field("a"), field("b", required="nevr")),
                 (Condition("never", X, "c"),))  # fmt: skip
        said = str(caught.value)
        for part in ("each name once", "the rule id", "did you mean 'never'", "a field",
                     "a condition in use"):  # fmt: skip
            assert part in said
        with pytest.raises(DefinitionError, match="at least one field"):
            Form("f", X, ())


LIST = Checklist("call", X, tuple(Item(name, f"R-{name}", Text(name, name)) for name in "abc"))


def listed(*names: str) -> Checklist:
    """A checklist whose items bear these names."""
    return Checklist("call", X, tuple(Item(name, f"R-{name}", X) for name in names))


@pytest.mark.parametrize(
    ("make", "argument"),
    [
        (lambda: Condition("c", "once paid"), "text"),  # type: ignore[arg-type]  # wrong on purpose
        (lambda: Field("a", Flag(), "R", "label"), "label"),  # type: ignore[arg-type]  # as above
        (lambda: Form("f", "title", (field("a"),)), "title"),  # type: ignore[arg-type]  # as above
        (lambda: Item("a", "R", "text"), "text"),  # type: ignore[arg-type]  # as above
        (lambda: Checklist("c", "title", ()), "title"),  # type: ignore[arg-type]  # as above
        (lambda: FORM.check([]), "data"),  # type: ignore[arg-type]  # as above
        (lambda: LIST.mark([]), "answers"),  # type: ignore[arg-type]  # as above
    ],
)
def test_a_wrong_argument_is_named(make: Callable[[], object], argument: str) -> None:
    with pytest.raises((InputError, DefinitionError)) as caught:
        make()
    assert argument in {fault.path for fault in caught.value.faults}


def test_forms_and_checklists_are_told_by_name_and_compared_as_themselves() -> None:
    assert repr(FORM) == "<Form slip: 6 fields>"
    assert repr(listed("a")) == "<Checklist call: 1 items>"
    assert Form(FORM.name, FORM.title, FORM.fields, FORM.conditions) != FORM
    assert listed("a") != listed("a")


def test_what_a_form_says_of_data_shows_without_the_form() -> None:
    assert "form=" not in repr(FORM.check({}, {"late": False}))


def test_repeated_names_of_fields_come_before_those_of_conditions() -> None:
    twice = (Condition("c", X, "f"), Condition("c", X, "f"))
    with pytest.raises(DefinitionError) as caught:
        Form("x", X, (field("f", required="c"), field("f")), twice)
    assert [fault.path for fault in caught.value.faults] == ["x.f", "x.c"]


def test_repeated_names_are_told_in_their_order() -> None:
    for make in (listed, lambda *names: Form("call", X, tuple(map(field, names)))):
        with pytest.raises(DefinitionError) as caught:
            make(*"edcbaabcde")
        assert [fault.value for fault in caught.value.faults] == list("abcde")


class TestChecklist:
    def test_unanswered_is_never_passed(self) -> None:
        marked = LIST.mark({"a": True, "b": None})
        assert [item.name for item in marked.unanswered] == ["b", "c"]
        assert (marked.share, marked.percent, marked.complete) == (
            Fraction(1, 3), Decimal("33.33"), False)  # fmt: skip

    def test_two_thirds_round_half_up(self) -> None:
        marked = LIST.mark({"a": True, "b": True, "c": False})
        assert (marked.percent, marked.complete) == (Decimal("66.67"), True)
        assert marked.explain().splitlines()[-1] == "failed: c [R-c]"

    def test_each_item_is_told_with_its_mark_and_its_rule(self) -> None:
        marked = LIST.mark({"c": True, "b": False})
        assert marked.explain().splitlines() == [
            "passed: c [R-c]", "failed: b [R-b]", "not answered: a [R-a]"]  # fmt: skip
        assert marked.explain("zh").splitlines() == [
            "通过：c [R-c]", "未通过：b [R-b]", "未作答：a [R-a]"]  # fmt: skip

    def test_all_faults_at_once(self) -> None:
        with pytest.raises(InputError) as caught:
            LIST.mark({"a": 1, "bb": True})  # type: ignore[dict-item]  # a wrong value on purpose
        assert {fault.path for fault in caught.value.faults} == {"call.a", "call.bb"}
        assert not isinstance(caught.value, UnknownNameError)
        with pytest.raises(UnknownNameError):
            LIST.mark({"d": True})
        with pytest.raises(InputError, match="a mapping"):
            LIST.mark([])  # type: ignore[arg-type]  # a wrong value on purpose

    def test_rules_are_those_of_the_items_each_once(self) -> None:
        rules = {"a": "R-2", "b": "R-1", "c": "R-2"}
        items = tuple(Item(name, rule, X) for name, rule in rules.items())
        assert cited(Checklist("c", X, items)) == ("R-2", "R-1")

    def test_definition_faults(self) -> None:
        with pytest.raises(DefinitionError) as caught:
            Checklist("c", X, (Item("a", "", X), Item("a", "R", X)))
        assert len(caught.value.faults) == 2
        with pytest.raises(DefinitionError):
            Checklist("c", X, ())

    @given(st.dictionaries(st.sampled_from("abc"), st.sampled_from([True, False, None])))
    def test_the_parts_make_the_whole(self, answers: dict[str, bool | None]) -> None:
        marked = LIST.mark(answers)
        parts = (*marked.passed, *marked.failed, *marked.unanswered)
        assert sorted(item.name for item in parts) == ["a", "b", "c"]
        assert marked.share == Fraction(sum(value is True for value in answers.values()), 3)
