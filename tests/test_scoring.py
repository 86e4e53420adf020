"""Scorecards in tenth-points, clamps, and grades."""

import decimal
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.citation import Text, cited
from csrules.errors import DefinitionError, InputError, UnknownNameError
from csrules.grades import Grades, GradesKind
from csrules.scoring import Clamp, Loss, Scorecard, ScoreItem, points, tenths

X = Text("x", "某")


def item(name: str, maximum: str, *losses: tuple[str, str]) -> ScoreItem:
    return ScoreItem(name, Text(name, name), f"R-{name}", maximum,
                     tuple(Loss(count, Text(count, count), each, f"R-{count}")
                           for count, each in losses))  # fmt: skip


CARD = Scorecard("card", Text("score", "得分"), (
    item("time", "2", ("missing", "0.5"), ("late", "0.1")),
    item("quality", "2.5", ("defects", "0.1"))), "R-total")  # fmt: skip

counts = st.fixed_dictionaries({}, optional=dict.fromkeys(CARD.counts, st.integers(0, 60)))


class TestScore:
    @pytest.mark.parametrize(
        ("given_counts", "total"),
        [
            ({}, "4.5"),
            ({"missing": 1}, "4.0"),
            ({"missing": 4}, "2.5"),  # the item is used up exactly
            ({"missing": 5}, "2.5"),  # and does not eat into the other
            ({"late": 20}, "2.5"),
            ({"late": 19}, "2.6"),
            ({"missing": 9, "defects": 99}, "0.0"),
        ],
    )
    def test_each_item_stops_at_zero(self, given_counts: dict[str, int], total: str) -> None:
        score = CARD.score(given_counts)
        assert score.total == Decimal(total)
        assert str(score.total) == total

    def test_the_total_alone_stops_at_zero(self) -> None:
        score = CARD.score({"missing": 5}, Clamp.TOTAL)
        assert (score.total, score["time"].left) == (Decimal("2.0"), Decimal("-0.5"))
        assert CARD.score({"missing": 60}, Clamp.TOTAL).total == 0
        assert CARD.score({"missing": 60}, Clamp.TOTAL).unclamped == Decimal("-25.5")

    def test_an_item_tells_what_it_lost_and_why(self) -> None:
        time = CARD.score({"missing": 1, "late": 3})["time"]
        assert (time.lost, time.left, time.maximum) == (
            Decimal("0.8"), Decimal("1.2"), Decimal("2.0"))  # fmt: skip
        assert [reason.rule for reason in time.reasons] == ["R-missing", "R-late", "R-time"]
        assert repr(time) == "ItemScore(counts=(1, 3), clamp=<Clamp.ITEM: 'item'>)"
        assert "late: 3 × 0.1 = 0.3 points" in time.explain()

    def test_the_total_tells_its_clamp(self) -> None:
        said = CARD.score({"missing": 5}).explain()
        assert said.splitlines()[-1] == (
            "score: 0.0 + 2.5 = 2.5; each item stops at zero on its own (unclamped 2.0) [R-total]"
        )
        assert "每项各自扣至零分为止" in CARD.score({"missing": 5}).explain("zh")
        assert "unclamped" not in CARD.score({"missing": 4}).explain()

    def test_an_unknown_item_names_the_nearest(self) -> None:
        with pytest.raises(UnknownNameError, match="'quality'"):
            CARD.score({})["qualty"]

    @pytest.mark.parametrize("bad", [-1, True, 1.0, "1", None])
    def test_a_count_is_a_whole_number(self, bad: Any) -> None:
        with pytest.raises(InputError, match=r"^card\.late: .*number of cases, at least 0"):
            CARD.score({"late": bad})

    def test_all_faults_at_once_and_the_nearest_name(self) -> None:
        with pytest.raises(InputError) as caught:
            CARD.score({"lat": 1, "defects": -1})
        assert len(caught.value.faults) == 2
        with pytest.raises(UnknownNameError, match="did you mean 'late'"):
            CARD.score({"lat": 1})
        with pytest.raises(InputError, match="a mapping"):
            CARD.score([])  # type: ignore[arg-type]  # a wrong value on purpose

    def test_rules_counts_and_maximum(self) -> None:
        assert cited(CARD) == ("R-total", "R-time", "R-missing", "R-late", "R-quality", "R-defects")
        assert CARD.counts == ("missing", "late", "defects")
        assert CARD.maximum == Decimal("4.5")

    def test_the_hosts_decimal_context_has_no_influence(self) -> None:
        with decimal.localcontext(decimal.Context(prec=1, rounding=decimal.ROUND_UP)):
            assert str(CARD.score({"late": 3}).total) == "4.2"

    def test_definition_faults_at_once(self) -> None:
        with pytest.raises(DefinitionError) as caught:
            Scorecard("c", X, (item("a", "1", ("n", "0.1")), item("a", "1", ("n", "0.1"))), "")
        assert [fault.path for fault in caught.value.faults] == ["c.a", "c.n", "c.total_rule"]
        with pytest.raises(DefinitionError) as empty:
            Scorecard("c", X, (), "R")
        assert [fault.path for fault in empty.value.faults] == ["c.items"]

    def test_what_is_lost_is_given_in_points_and_kept_in_tenths(self) -> None:
        assert Loss(count="late", text=X, points="0.5", rule="R").tenths == 5
        assert [clamp.value for clamp in Clamp] == ["item", "total"]

    def test_names_that_stand_twice_are_told_in_order_items_before_counts(self) -> None:
        twice = [item(name, "1", (f"n_{name}", "0.1")) for name in ("e", "d", "c", "b", "a")] * 2
        with pytest.raises(DefinitionError) as caught:
            Scorecard("c", X, tuple(twice), "R")
        expected = [f"c.{n}" for n in "abcde"] + [f"c.n_{n}" for n in "abcde"]
        assert [fault.path for fault in caught.value.faults] == expected

    def test_whatever_lacks_its_rule_is_told(self) -> None:
        bare = [ScoreItem(name, X, "", "1", (Loss(f"n_{name}", X, "0.1", ""),)) for name in "ab"]
        with pytest.raises(DefinitionError) as caught:
            Scorecard("c", X, tuple(bare), "")
        assert [(fault.path, fault.value, fault.expected) for fault in caught.value.faults] == [
            (f"c.{path}", "", "a rule id") for path in ("total_rule", "a", "b", "a.n_a", "b.n_b")
        ]

    @pytest.mark.parametrize("bad", ["0.05", "-1", "-0.1", 0.5, True])
    def test_points_have_one_place(self, bad: Any) -> None:
        with pytest.raises(InputError, match=r"^points: "):
            tenths(bad)

    @given(counts, st.sampled_from(Clamp))
    def test_the_total_lies_between_zero_and_the_maximum(
        self, given_counts: dict[str, int], clamp: Clamp
    ) -> None:
        assert 0 <= CARD.score(given_counts, clamp).total <= CARD.maximum

    @given(counts, st.sampled_from(CARD.counts), st.sampled_from(Clamp))
    def test_one_case_more_never_raises_the_total(
        self, given_counts: dict[str, int], name: str, clamp: Clamp
    ) -> None:
        more = {**given_counts, name: given_counts.get(name, 0) + 1}
        assert CARD.score(more, clamp).total <= CARD.score(given_counts, clamp).total

    @given(counts)
    def test_clamping_each_item_never_gives_less(self, given_counts: dict[str, int]) -> None:
        assert CARD.score(given_counts).total >= CARD.score(given_counts, Clamp.TOTAL).total

    @given(st.integers(-(10**6), 10**6))
    def test_tenths_come_back(self, number: int) -> None:
        assert points(number) * 10 == number


KIND = GradesKind()


class TestGrades:
    raw = ({"grade": "A", "at_least": "9"}, {"grade": "B", "at_least": "6.5"},
           {"grade": "C", "at_least": 0})  # fmt: skip

    @pytest.mark.parametrize(
        ("total", "grade"),
        [("10", "A"), ("9.0", "A"), ("8.9", "B"), ("6.5", "B"), ("6.4", "C"), ("0", "C")],
    )
    def test_a_limit_belongs_to_its_grade(self, total: str, grade: str) -> None:
        graded = KIND.read(self.raw, "grades").grade(total, "R-1")
        assert graded.grade == grade
        assert graded.explain().endswith(f"grade {grade} [R-1]")

    def test_what_is_written_is_read_again(self) -> None:
        grades = KIND.read(self.raw, "grades")
        assert KIND.read(KIND.write(grades), "grades") == grades == KIND.read(grades, "grades")
        assert isinstance(grades, Grades)

    @pytest.mark.parametrize(
        "bad",
        [
            [],
            "A",
            {"A": 9},
            [{"grade": "A", "at_least": 1}],
            [{"grade": "A", "at_least": 0}, {"grade": "B", "at_least": 0}],
            [{"grade": "A", "at_least": 5}, {"grade": "A", "at_least": 0}],
            [{"grade": "A"}],
            [{"grade": "A", "at_least": 0, "colour": "red"}],
            ["A"],
            [{"grade": " ", "at_least": "0.05"}],
        ],
    )
    def test_a_bad_table_is_refused(self, bad: Any) -> None:
        with pytest.raises(InputError, match="grades"):
            KIND.read(bad, "grades")

    def test_a_total_is_shown_beside_the_limit_of_its_grade(self) -> None:
        graded = KIND.read(self.raw, "grades").grade("7.2", "R-1")
        assert graded.explain() == "7.2 points, at least 6.5: grade B [R-1]"
        assert graded.explain("zh") == "7.2分，达到6.5分：评为B [R-1]"
        assert repr(graded) == "Graded(grade='B', rule='R-1')"

    @pytest.mark.parametrize("limit", ["0.05", "-0.1"])
    def test_the_limit_of_a_grade_is_points_and_told_by_its_place(self, limit: object) -> None:
        with pytest.raises(InputError) as caught:
            KIND.read([{"grade": "A", "at_least": limit}], "grades")
        (fault,) = caught.value.faults
        assert fault.path == "grades[0].at_least"
        assert "points" in re.findall("[a-z_]+", fault.expected)

    def test_grades_are_in_points_and_say_what_they_expect(self) -> None:
        assert KIND.unit == "points"
        assert KIND.expected.startswith(
            "grades from the highest down, each with grade and at_least"
        )

    @pytest.mark.parametrize(("wrong", "mend"), [("grad", "grade"), ("atleast", "at_least")])
    def test_an_unknown_field_of_a_grade_names_the_nearest(self, wrong: str, mend: str) -> None:
        with pytest.raises(InputError) as caught:
            KIND.read([{"grade": "A", "at_least": 0, wrong: 5}], "grades")
        assert [(fault.path, fault.mend) for fault in caught.value.faults] == [
            (f"grades[0].{wrong}", f"did you mean {mend!r}?")
        ]

    def test_a_total_that_is_no_points_and_a_table_that_is_none_are_told_by_name(self) -> None:
        odd: Any
        for odd in ("R-1", "7.25"):  # also where two arguments are one value
            with pytest.raises(InputError, match=r"^total: "):
                KIND.read(self.raw, "grades").grade("7.25", odd)
        for odd in ("A", {"A": 9}, 5):
            with pytest.raises(InputError, match="Mend: give a list"):
                KIND.read(odd, "grades")


def test_the_reasons_of_a_score_are_those_of_its_items_then_the_total() -> None:
    score = CARD.score({"late": 1, "defects": 2})
    assert [reason.rule for reason in score.reasons] == [
        "R-late", "R-time", "R-defects", "R-quality", "R-total"
    ]  # fmt: skip


def test_an_unknown_item_and_wrong_counts_are_told_by_name() -> None:
    with pytest.raises(UnknownNameError, match=r"^item: got 'tim'.*did you mean 'time'"):
        CARD.score({})["tim"]
    with pytest.raises(InputError) as caught:
        CARD.score({"lat": 1, "late": -1})
    assert not isinstance(caught.value, UnknownNameError)  # a number is wrong as well
    assert [fault.path for fault in caught.value.faults] == ["card.lat", "card.late"]
    with pytest.raises(UnknownNameError):
        CARD.score({"lat": 1})


def test_grades_are_of_points_where_nothing_else_is_said() -> None:
    assert GradesKind().unit == "points"
