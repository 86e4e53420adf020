"""Decision tables: look-up, hit policies, permission, and every fault of a definition."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.citation import Text, cited
from csrules.errors import DefinitionError, InputError, UnknownNameError
from csrules.kinds import Choice, Day, Flag, Money, Quantity, Whole, Words
from csrules.tables import Column, Hit, Row, Span, Table

X = Text("x", "某")


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"


COLOUR = Column("colour", Choice(Colour), Text("colour", "颜色"), {Colour.RED: Text("red", "红")})
BIG = Column("big", Flag(), Text("big", "大"))
AMOUNT = Column("amount", Money(), Text("amount", "金额"))


def row(rule: str = "R-1", /, out: object = 1, **when: object) -> Row:
    return Row(rule, when, {"out": out}, Text("note", "说明"))


def table(*rows: Row, columns: tuple[Column, ...] = (COLOUR,), **more: Any) -> Table:
    return Table("t", Text("table", "表"), columns, ("out",), rows, **more)


def faults(*rows: Row, **more: Any) -> str:
    with pytest.raises(DefinitionError) as caught:
        table(*rows, **more)
    return str(caught.value)


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
        assert ladder.lookup(colour="red")["out"] == 1
        assert ladder.lookup(colour="blue").rule == "R-2"

    def test_collect_gives_every_row_and_may_give_none(self) -> None:
        many = table(row("R-1", out=1, colour="red"), row("R-2", out=2, colour="red"),
                     hit=Hit.COLLECT)  # fmt: skip
        assert many.lookup(colour="red").values("out") == (1, 2)
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

    def test_a_missing_input_is_named(self) -> None:
        with pytest.raises(InputError, match=r"t\.big"):
            table(row(), columns=(COLOUR, BIG)).lookup(colour="red")

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

    def test_the_bounds_of_a_kind_leave_no_gap_beyond_them(self) -> None:
        bounded = Column("n", Whole("n", 1, 3), X)
        full = table(row(n=Span(at_least=1, at_most=3)), columns=(bounded,))
        assert full.lookup(n=3).rule == "R-1"

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


class TestDefinition:
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
