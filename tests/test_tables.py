"""Decision tables: look-up, hit policies, permission, and every fault of a definition."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.cells import compile_column, without
from csrules.citation import Reason, Text, cited
from csrules.errors import DefinitionError, Fault, InputError, UnknownNameError
from csrules.kinds import Choice, Day, Flag, Kind, Money, Quantity, Whole, Words
from csrules.tablerows import row_faults
from csrules.tables import Column, Hit, Row, Span, Table

X = Text("x", "某")


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"


COLOUR = Column("colour", Choice(Colour), Text("colour", "颜色"), {Colour.RED: Text("red", "红")})
BIG = Column("big", Flag(), Text("big", "大"))
AMOUNT = Column("amount", Money(), Text("amount", "金额"))
LABELLED = Column("big", Flag(), X, {True: Text("large", "大")})


def row(rule: str = "R-1", /, out: object = 1, **when: object) -> Row:
    return Row(rule, when, {"out": out}, Text("note", "说明"))


def table(*rows: Row, columns: tuple[Column, ...] = (COLOUR,), **more: Any) -> Table:
    return Table("t", Text("table", "表"), columns, ("out",), rows, **more)


def faults(*rows: Row, **more: Any) -> str:
    with pytest.raises(DefinitionError) as caught:
        table(*rows, **more)
    return str(caught.value)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (BIG, True, Text("yes", "是")),
        (BIG, False, Text("no", "否")),
        (BIG, None, Text("not given", "未给出")),
        (LABELLED, True, Text("large", "大")),
        (LABELLED, False, Text("no", "否")),
        (COLOUR, Colour.RED, Text("red", "红")),
        (COLOUR, Colour.BLUE, Text("blue", "blue")),
        (AMOUNT, Decimal("12.00"), Text("12.00", "12.00")),
    ],
)
def test_a_column_says_its_values_in_both_languages(
    column: Column, value: object, said: Text
) -> None:
    assert column.say(value) == said


class TestLookup:
    def test_a_unique_table_answers_with_row_rule_and_reason(self) -> None:
        found = table(
            row("R-1", out="r", colour="red"), row("R-2", out="o", colour=("green", "blue"))
        ).lookup(colour="red")
        assert (found["out"], found.rule, found.inputs["colour"]) == ("r", "R-1", Colour.RED)
        assert found.explain() == "note (colour: red) [R-1]"
        assert found.explain("zh") == "说明（颜色：红） [R-1]"

    def test_a_note_may_hold_the_value_that_was_asked_about(self) -> None:
        said = Row("R-1", {}, {"out": 1}, Text("{amount} yuan", "{amount}元"))
        assert table(said, columns=(AMOUNT,)).lookup(amount="12").explain() == "12.00 yuan [R-1]"

    def test_first_takes_the_first_row_that_applies(self) -> None:
        ladder = table(row(out=1, colour="red"), row("R-2", out=2), hit=Hit.FIRST)
        assert ladder.lookup(colour="red").values("out") == (1,)
        assert ladder.lookup(colour="blue").rule == "R-2"

    def test_collect_gives_every_row_and_may_give_none(self) -> None:
        many = table(row("R-1", out=1, colour="red"), row("R-2", out=2, colour="red"),
                     hit=Hit.COLLECT)  # fmt: skip
        both = many.lookup(colour="red")
        assert (both.values("out"), both["out"], both.rule) == ((1, 2), 1, "R-1")
        none = many.lookup(colour="blue")
        assert (none.rows, none.rule, none.reasons) == ((), "", ())

    def test_otherwise_answers_where_no_row_speaks(self) -> None:
        rest = table(row(colour="red"), otherwise=row("R-9", out=9))
        assert rest.lookup(colour="blue")["out"] == 9
        assert rest.rules == ("R-1", "R-9") == cited(rest)

    def test_cites_adds_rules_of_the_whole(self) -> None:
        assert table(row(), cites=("R-0",)).rules == ("R-1", "R-0")

    def test_an_unknown_output_is_named(self) -> None:
        with pytest.raises(UnknownNameError, match="'out'"):
            table(row()).lookup(colour="red").values("outt")

    def test_an_unknown_value_names_the_nearest(self) -> None:
        with pytest.raises(UnknownNameError, match=r"gren.*green"):
            table(row()).lookup(colour="gren")

    def test_all_faults_of_a_question_come_at_once(self) -> None:
        two = table(row(), columns=(COLOUR, BIG))
        with pytest.raises(InputError) as caught:
            two.lookup(colour="redd", big=1, size=3)
        assert {fault.path for fault in caught.value.faults} == {"t.colour", "t.big", "t.size"}

    @pytest.mark.parametrize(
        ("inputs", "error"),
        [
            ({"colour": "redd", "big": True}, UnknownNameError),
            ({"colour": "red", "big": True, "size": 3}, UnknownNameError),
            ({"colour": "redd", "big": 1}, InputError),
            ({"big": True}, InputError),
        ],
    )
    def test_a_question_is_refused_for_its_names_where_nothing_else_is_wrong(
        self, inputs: dict[str, object], error: type[InputError]
    ) -> None:
        with pytest.raises(InputError) as caught:
            table(row(), columns=(COLOUR, BIG)).lookup(**inputs)
        assert caught.type is error

    def test_a_missing_input_is_named(self) -> None:
        with pytest.raises(InputError) as caught:
            table(row(), columns=(COLOUR, BIG)).lookup(colour="red")
        wanted = Fault("t.big", None, "true or false", "give every column")
        assert caught.value.faults == (wanted,)

    def test_an_optional_input_may_be_none(self) -> None:
        maybe = Column("colour", Choice(Colour), X, optional=True)
        asked = table(row(out=0, colour=None), row("R-2", out=1, colour=tuple(Colour)),
                      columns=(maybe,))  # fmt: skip
        assert asked.lookup()["out"] == asked.lookup(colour=None)["out"] == 0
        assert asked.lookup(colour="red")["out"] == 1
        assert "not given" in asked.lookup().explain()

    def test_what_may_be_asked(self) -> None:
        two = table(row(), columns=(COLOUR, BIG))
        assert two.asks() == {"colour": tuple(Colour), "big": (True, False)}
        who = Column("who", Words(), X, optional=True)
        named = table(row(who=("Li", "Wang")), row(who="An"), columns=(who,), hit=Hit.COLLECT)
        assert named.values("who") == ("Li", "Wang", "An", None)
        with pytest.raises(UnknownNameError, match="'colour'"):
            two.values("color")

    def test_possible_tells_the_rows_that_are_left(self) -> None:
        rows = [row(colour="red", big=True), row("R-2", colour="red", big=False),
                row("R-3", colour=("green", "blue"))]  # fmt: skip
        two = table(*rows, columns=(COLOUR, BIG))
        assert [each.rule for each in two.possible(colour="red")] == ["R-1", "R-2"]
        assert [each.rule for each in two.possible(big=True)] == ["R-1", "R-3"]
        assert len(two.possible()) == 3


class TestSpans:
    def test_money_has_a_case_on_each_side_of_a_cut(self) -> None:
        cut = table(row(out="low", amount=Span(below=5000)),
                    row("R-2", out="high", amount=Span(at_least=5000)),
                    columns=(AMOUNT,))  # fmt: skip
        answers = [cut.lookup(amount=amount)["out"] for amount in ("4999.99", 5000, "5000.01")]
        assert answers == ["low", "high", "high"]

    def test_above_and_at_most_close_a_cut_the_other_way(self) -> None:
        cut = table(row(out="low", amount=Span(at_most="1000")),
                    row("R-2", out="high", amount=Span(above=1000)), columns=(AMOUNT,))  # fmt: skip
        assert [cut.lookup(amount=a)["out"] for a in (0, 1000, "1000.01")] == ["low", "low", "high"]

    @pytest.mark.parametrize(
        ("kind", "low", "cut"),
        [
            (Whole("n", 0, 9), 4, 5),
            (Quantity("hours", 1), Decimal("0.9"), Decimal(1)),
            (Day(), date(2024, 3, 9), date(2024, 3, 10)),
        ],
    )
    def test_other_kinds_cut_by_their_own_step(self, kind: Any, low: Any, cut: Any) -> None:
        cutting = table(row(out=0, n=Span(below=cut)), row("R-2", out=1, n=Span(at_least=cut)),
                        columns=(Column("n", kind, X),))  # fmt: skip
        assert (cutting.lookup(n=low)["out"], cutting.lookup(n=cut)["out"]) == (0, 1)

    def test_a_gap_of_one_fen_is_found(self) -> None:
        said = faults(row(amount=Span(below=5000)), row(amount=Span(above=5000)), columns=(AMOUNT,))
        assert "amount=from 5000.00" in said

    def test_an_overlap_of_one_fen_is_found(self) -> None:
        said = faults(row(amount=Span(at_most=5000)), row(amount=Span(at_least=5000)),
                      columns=(AMOUNT,))  # fmt: skip
        assert "no overlap with rows[0]" in said
        assert "amount=from 5000.00" in said

    @pytest.mark.parametrize(
        ("kind", "parts", "asked"),
        [
            (Whole("n", 1, 3), [Span(at_least=1, at_most=3)], [1, 3]),
            (Whole("n", 1, 3), [Span(at_most=3)], [1, 3]),
            (Whole("n", 1, 3), [Span(at_most=2), 3], [2, 3]),
            (Whole("n", 1, 3), [1, Span(above=1)], [1, 2]),
            (Money(1000, 5000), [Span(at_least=1000, at_most=5000)], [1000, 5000]),
            (Quantity("n", 2, 1, 8), [Span(at_least=1, at_most=8)], [1, 8]),
            (Quantity("n", 0, 1, 8), [Span(at_least=1, at_most=8)], [1, 8]),
            (Day(), [Span(at_least=date.min, at_most=date.max)], [date.min, date.max]),
        ],
    )
    def test_nothing_has_to_be_said_beyond_the_bounds_of_a_kind(
        self, kind: Kind[Any], parts: list[object], asked: list[object]
    ) -> None:
        rows = [row(f"R-{place}", n=part) for place, part in enumerate(parts)]
        full = table(*rows, columns=(Column("n", kind, X),))
        assert [full.lookup(n=n).rule for n in asked] == [rows[0].rule, rows[-1].rule]

    @pytest.mark.parametrize(
        ("span", "taken"),
        [
            (Span(at_least=3, above=3), {4, 5, 6}),
            (Span(at_least=4, above=2), {4, 5, 6}),
            (Span(at_most=3, below=3), {1, 2}),
            (Span(at_most=2, below=6), {1, 2}),
            (Span(above=2, at_most=4), {3, 4}),
        ],
    )
    def test_of_two_ends_on_one_side_the_narrower_holds(self, span: Span, taken: set[int]) -> None:
        narrow = table(row(n=span), columns=(Column("n", Whole("n", 1, 6), X),), hit=Hit.COLLECT)
        assert {n for n in range(1, 7) if narrow.lookup(n=n).rows} == taken

    def test_rows_may_come_from_the_highest_to_the_lowest(self) -> None:
        cuts = [Span(at_least=100), Span(at_least=8, below=100), Span(at_least=7, below=8)]
        falling = table(*(row(out=n, n=cut) for n, cut in enumerate([*cuts, Span(below=7)])),
                        columns=(Column("n", Whole("n"), X),))  # fmt: skip
        asked = (1000, 100, 99, 8, 7, 6, 0)
        assert [falling.lookup(n=n)["out"] for n in asked] == [0, 0, 1, 1, 2, 3, 3]

    def test_a_number_may_be_optional(self) -> None:
        maybe = Column("n", Whole("n"), X, optional=True)
        asked = table(row(out=0, n=(None, Span(below=5), 7)), columns=(maybe,),
                      otherwise=row(out=1))  # fmt: skip
        assert [asked.lookup(n=n)["out"] for n in (None, 4, 5, 7, 8)] == [0, 0, 1, 0, 1]

    def test_values_and_spans_mix(self) -> None:
        mixed = table(row(out=0, n=(1, Span(at_least=5))),
                      row("R-2", out=1, n=Span(at_least=2, below=5)),
                      columns=(Column("n", Whole("n", 1), X),))  # fmt: skip
        assert [mixed.lookup(n=n)["out"] for n in (1, 2, 4, 5)] == [0, 1, 1, 0]

    def test_words_need_otherwise(self) -> None:
        words = Column("who", Words(), X)
        assert "(any other)" in faults(row(who="Li"), columns=(words,))
        named = table(row(who="Li"), otherwise=row("R-2"), columns=(words,))
        assert [named.lookup(who=who).rule for who in ("Li", "Wang")] == ["R-1", "R-2"]


QUANTITY = Column("n", Quantity("hours", 2), X)
LARGE = "100000000000000000.01"


class TestDefinition:
    @pytest.mark.parametrize(
        ("columns", "whens", "missing"),
        [
            ((Column("n", Whole(), X),), [{"n": Span(below=5)}], "n=from 5"),
            ((Column("n", Whole(), X),), [{"n": Span(at_least=5)}], "n=below 5"),
            ((Column("n", Whole("", None), X),), [{"n": Span(at_least=5)}], "n=below 5"),
            ((Column("n", Whole("", 1, 9), X),), [{"n": Span(below=9)}], "n=from 9"),
            ((Column("n", Whole("", 1, 9), X),), [{"n": Span(above=1)}], "n=below 2"),
            ((Column("n", Money(10, 50), X),), [{"n": Span(below=50)}], "n=from 50.00"),
            ((Column("n", Money(10, 50), X),), [{"n": Span(above=10)}], "n=below 10.01"),
            ((Column("n", Quantity("", 1, 1, 8), X),), [{"n": Span(below=8)}], "n=from 8.0"),
            ((Column("n", Quantity("", 1, 1, 8), X),), [{"n": Span(above=1)}], "n=below 1.1"),
            ((QUANTITY,), [{"n": Span(below="1.2")}, {"n": Span(above="1.2")}], "n=from 1.20"),
            ((QUANTITY,), [{"n": Span(below=LARGE)}], f"n=from {LARGE}"),
            ((Column("n", Day(), X),), [{"n": Span(below=date(2024, 3, 9))}], "n=from 2024-03-09"),
            ((Column("n", Money(), X, optional=True),), [{"n": Span(at_least=0)}], "n=None"),
            ((Column("n", Flag(), X, optional=True),), [{"n": (True, False)}], "n=None"),
            ((COLOUR, Column("n", Day(), X)), [{"colour": ("red", "blue")}], "colour=green, n=any"),
            ((COLOUR, BIG), [{"colour": "red", "big": True}], "colour=blue, big=False"),
            (
                (COLOUR, BIG),
                [{"colour": "red", "big": True}, {"colour": ("green", "blue")}],
                "colour=red, big=False",
            ),
        ],
    )
    def test_a_gap_is_shown_by_an_input_that_no_row_takes(
        self, columns: tuple[Column, ...], whens: list[dict[str, object]], missing: str
    ) -> None:
        with pytest.raises(DefinitionError) as caught:
            table(*(row(**when) for when in whens), columns=columns)
        wanted = Fault("t.rows", missing, "a row for every input", "or give otherwise=")
        assert caught.value.faults == (wanted,)

    @pytest.mark.parametrize("condition", ["x", Span(above="x"), Span(at_most="x")])
    def test_a_value_that_does_not_belong_in_a_column_is_named_with_the_column(
        self, condition: object
    ) -> None:
        with pytest.raises(DefinitionError) as caught:
            table(row(amount=condition), otherwise=row(), columns=(AMOUNT,))
        assert [(fault.path, fault.value) for fault in caught.value.faults] == [("t.amount", "x")]

    @pytest.mark.parametrize(("column", "condition"), [(AMOUNT, Span(below="x")), (COLOUR, "x")])
    def test_a_line_knows_the_cells_of_conditions_of_its_kind_only(
        self, column: Column, condition: object
    ) -> None:
        line = compile_column(column, [], "t")
        with pytest.raises(InputError) as caught:
            line.cells(condition)
        assert [fault.path for fault in caught.value.faults] == ["condition"]

    def test_what_is_wrong_with_one_row(self) -> None:
        bad = Row("", {"color": "red"}, {"outt": 1}, X)
        assert list(row_faults(bad, "t.rows[0]", ["colour", "big"], ["out"])) == [
            Fault("t.rows[0].rule", "", "the rule id that the row stands on"),
            Fault("t.rows[0].when.color", "red", "a column", "did you mean 'colour'?"),
            Fault("t.rows[0].then.outt", 1, "an output", "did you mean 'out'?"),
            Fault("t.rows[0].then", None, "the output 'out'", "give every output"),
        ]

    def test_faults_come_all_at_once(self) -> None:
        bad = Row("", {"color": "red"}, {"outt": 1}, X)
        said = faults(bad, choose=("size",))
        for part in ("rows[0].rule", "did you mean 'colour'?", "did you mean 'out'?",
                     "the output 'out'", "t.choose"):  # fmt: skip
            assert part in said

    def test_overlap_in_a_unique_table(self) -> None:
        assert "colour=red" in faults(row(colour="red"), row(colour=("red", "blue", "green")))

    def test_an_unreachable_row_of_a_first_table(self) -> None:
        said = faults(row(colour=("red", "green")), row(colour="blue"), row("R-3", colour="green"),
                      hit=Hit.FIRST)  # fmt: skip
        assert "rows[2]" in said
        assert "earlier rows take everything" in said

    def test_rows_that_together_hide_a_later_one(self) -> None:
        said = faults(row(big=True), row(big=False), row(colour="red"), columns=(COLOUR, BIG),
                      hit=Hit.FIRST)  # fmt: skip
        assert "rows[2]" in said

    def test_a_gap(self) -> None:
        assert "colour=blue" in faults(row(colour=("red", "green")))

    def test_an_otherwise_that_is_never_reached(self) -> None:
        assert "t.otherwise" in faults(row(), otherwise=row("R-2"))

    def test_an_otherwise_takes_no_condition(self) -> None:
        assert "otherwise.when.colour" in faults(row(colour="red"), otherwise=row(colour="blue"))

    def test_an_unknown_value_of_a_condition(self) -> None:
        assert "t.colour" in faults(row(colour="purple"), otherwise=row())

    def test_none_belongs_to_optional_columns_only(self) -> None:
        assert "the column is not optional" in faults(row(colour=None), otherwise=row())

    def test_an_empty_span(self) -> None:
        said = faults(row(amount=Span(at_least=2, below=2)), otherwise=row(), columns=(AMOUNT,))
        assert "a span with something in it" in said

    def test_an_empty_set_of_values(self) -> None:
        assert "rows[0]" in faults(row(colour=()), otherwise=row())

    def test_no_rows_and_repeated_names(self) -> None:
        said = faults(columns=(COLOUR, COLOUR))
        assert "at least one row" in said
        assert "each column and each output once" in said


class TestPermission:
    telling = Table(
        "telling", X, (COLOUR, BIG), ("allowed",),
        (Row("R-1", {"colour": "red"}, {"allowed": True}, X),
         Row("R-2", {"colour": ("green", "blue"), "big": True}, {"allowed": True}, X),
         Row("R-3", {"colour": ("green", "blue"), "big": False}, {"allowed": False}, X)),
        choose=("colour",),
    )  # fmt: skip

    def test_allowed(self) -> None:
        answer = self.telling.permit(colour="red", big=False)
        assert (answer.allowed, answer.instead, answer.rule) == (True, (), "R-1")

    def test_refused_tells_the_rule_and_what_is_allowed_instead(self) -> None:
        answer = self.telling.permit(colour="blue", big=False)
        assert not answer.allowed
        assert [dict(choice) for choice in answer.instead] == [{"colour": Colour.RED}]
        assert "allowed instead: colour red [R-3]" in answer.explain()
        assert "允许的做法：颜色红" in answer.explain("zh")

    def test_a_refusal_is_reasoned_before_it_says_what_is_allowed_instead(self) -> None:
        said = Text("x (colour: blue, big: no)", "某（颜色：blue，大：否）")
        instead = Text("allowed instead: colour red", "允许的做法：颜色红")
        answer = self.telling.permit(colour="blue", big=False)
        assert answer.reasons == (Reason("R-3", said), Reason("R-3", instead))

    def test_what_one_row_allows_and_another_forbids_is_not_allowed(self) -> None:
        both = Table(
            "both", X, (COLOUR, BIG), ("allowed",),
            (Row("R-1", {"colour": "red"}, {"allowed": True}, X),
             Row("R-2", {"big": True}, {"allowed": False}, X)),
            hit=Hit.COLLECT, choose=("big",),
        )  # fmt: skip
        answer = both.permit(colour="red", big=True)
        assert (answer.allowed, answer.values("allowed")) == (False, (True, False))
        assert [dict(choice) for choice in answer.instead] == [{"big": False}]
        assert not both.permit(colour="blue", big=False).allowed  # no row speaks

    def test_what_is_allowed_instead_is_looked_up_when_it_is_read(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        values = Table.values

        def told(table: Table, column: str) -> tuple[Any, ...]:
            asked.append(column)
            return values(table, column)

        monkeypatch.setattr(Table, "values", told)
        answer = self.telling.permit(colour="blue", big=False)
        assert not asked
        assert answer.instead
        assert asked == ["colour"]

    def test_without_a_choice_nothing_else_is_named(self) -> None:
        stubborn = Table("s", X, (BIG,), ("allowed",), (Row("R-1", {}, {"allowed": False}, X),))
        answer = stubborn.permit(big=True)
        assert (answer.allowed, answer.instead, len(answer.reasons)) == (False, (), 1)

    def test_a_table_without_that_output_gives_no_permission(self) -> None:
        with pytest.raises(InputError, match="use lookup"):
            table(row()).permit(colour="red")


conditions = st.fixed_dictionaries(
    {},
    optional={
        "colour": st.sets(st.sampled_from(Colour), min_size=1),
        "big": st.sets(st.booleans(), min_size=1),
    },
)


@given(st.lists(conditions, min_size=1, max_size=5), st.sampled_from(Hit))
def test_a_definition_stands_exactly_when_trying_every_input_says_so(
    whens: list[dict[str, Any]], hit: Hit
) -> None:
    """The checks of a definition agree with trying all six inputs."""

    def takes(when: dict[str, Any], colour: Colour, big: bool) -> bool:
        return colour in when.get("colour", Colour) and big in when.get("big", {True, False})

    inputs = list(product(Colour, (True, False)))
    hits = [[n for n, when in enumerate(whens) if takes(when, *each)] for each in inputs]
    sound = {
        Hit.UNIQUE: all(len(found) == 1 for found in hits),
        Hit.FIRST: all(hits) and {found[0] for found in hits} == set(range(len(whens))),
        Hit.COLLECT: True,
    }[hit]
    rows = [row(out=n, **when) for n, when in enumerate(whens)]
    if not sound:
        faults(*rows, columns=(COLOUR, BIG), hit=hit)
        return
    made = table(*rows, columns=(COLOUR, BIG), hit=hit)
    for (colour, big), found in zip(inputs, hits, strict=True):
        wanted = tuple(found) if hit is Hit.COLLECT else tuple(found[:1])
        assert made.lookup(colour=colour, big=big).values("out") == wanted


def test_the_labels_of_a_column_cannot_change() -> None:
    labels = {Colour.RED: Text("red", "红")}
    column = Column("colour", Choice(Colour), X, labels)
    labels.clear()
    assert column.say(Colour.RED) == Text("red", "红")
    with pytest.raises(TypeError):
        column.labels.clear()  # type: ignore[attr-defined]  # a mapping without a way to change it


@pytest.mark.parametrize(
    ("kind", "values"),
    [(Choice(Colour), (*Colour, None)), (Flag(), (True, False, None))],
)
def test_the_values_of_a_column_are_in_their_order_and_none_is_last(
    kind: Kind[Any], values: tuple[object, ...]
) -> None:
    assert compile_column(Column("x", kind, X, optional=True), [], "x").values == values


def test_a_value_among_several_of_a_condition_is_refused_as_a_part_of_the_condition() -> None:
    line = compile_column(COLOUR, [], "x")
    with pytest.raises(InputError) as caught:
        line.cells((Colour.RED, 5))
    assert [fault.path for fault in caught.value.faults] == ["condition"]


def test_a_box_that_another_does_not_meet_stays_whole() -> None:
    box = frozenset({1}), frozenset({2, 3})
    other = frozenset({9}), frozenset({2})
    assert without(box, (other,)) == [box]
