"""A broken call tells which argument does not fit; a right one is not touched."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import attrs
import pytest

from csrules import absence, attendance, bands, cells, deductions
from csrules.bounds import MOST_JUDGED
from csrules.citation import cites
from csrules.doors import explain, guarded
from csrules.errors import CallError, Fault, InputError, NotCoveredError, refuse
from csrules.lifecycle import StartWorkflow
from csrules.regulations import PACKS, company, office
from csrules.regulations.property_handbook import ContactWay
from csrules.workcalendar import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from csrules.money import Yuan
    from csrules.regulations.company import ClosedCase

AT = datetime(2024, 3, 1, 9)


def faults_of(call: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        call()
    return [(fault.path, fault.expected) for fault in caught.value.faults]


@pytest.mark.parametrize("wrong", [None, "company", 100, company.policy, office.policy()])
def test_a_policy_of_another_pack_is_refused_by_name(wrong: Any) -> None:
    assert faults_of(lambda: company.approver(wrong, 100)) == [("policy", "CompanyPolicy")]


def test_a_wrong_calendar_and_wrong_records_are_refused_by_name() -> None:
    policy: Any = company.policy()
    wrong: Any = "cal"
    assert faults_of(lambda: company.closing_due(policy, AT, wrong)) == [
        ("calendar", "WorkCalendar | None")
    ]
    assert faults_of(lambda: company.review(policy, 2024, 3, wrong)) == [
        ("closed", "Iterable[ClosedCase]")
    ]
    some: Any = [company.ClosedCase("C-1", date(2024, 2, 1)), "C-2"]
    assert faults_of(lambda: company.review(policy, 2024, 3, some)) == [("closed[1]", "ClosedCase")]


def test_several_misfits_come_at_once() -> None:
    wrong: Any = "x"
    found = faults_of(lambda: company.approver(wrong, 100))
    both = faults_of(lambda: company.closing_due(wrong, AT, wrong))
    assert [path for path, _ in found] == ["policy"]
    assert [path for path, _ in both] == ["policy", "calendar"]


def test_a_fault_found_by_a_mechanism_bears_the_name_of_the_argument() -> None:
    wrong: Any = "x"
    ((path, _),) = faults_of(lambda: company.closing_due(company.policy(), wrong))
    assert path == "accepted_at"


def test_our_own_mistakes_stay_what_they_are() -> None:
    @guarded
    def broken(closed: Iterable[ClosedCase]) -> int:
        return len(list(closed)) // 0

    with pytest.raises(ZeroDivisionError):
        broken([])


def test_a_missing_an_unknown_and_a_superfluous_argument_are_named() -> None:
    policy, call = company.policy(), cast("Callable[..., object]", company.approver)
    for arguments, names, told in (
        ((policy,), {}, ["amount"]),
        ((), {}, ["policy", "amount"]),
        ((policy, 1), {"amonut": 2}, ["amonut"]),
        ((policy,), {"amonut": 2}, ["amonut", "amount"]),
        ((policy, 1, 2), {}, ["csrules.regulations.company.authority.approver"]),
    ):
        with pytest.raises(CallError) as caught:
            call(*arguments, **names)
        assert [fault.path for fault in caught.value.faults] == told
        assert isinstance(caught.value, TypeError)
    with pytest.raises(CallError, match="did you mean 'amount'"):
        call(policy, amonut=2)


def test_a_wrong_argument_is_told_before_a_missing_one() -> None:
    call = cast("Callable[..., object]", company.closing_due)
    assert faults_of(lambda: call(5)) == [("policy", "CompanyPolicy")]


def test_names_of_a_reading_and_lists_are_read_as_what_they_stand_for() -> None:
    @guarded
    def told(way: ContactWay, days: tuple[date, ...] = ()) -> tuple[object, object]:
        return way, days

    asked = cast("Callable[..., tuple[object, object]]", told)
    assert asked("phone", [date(2026, 9, 1)]) == (ContactWay.PHONE, (date(2026, 9, 1),))
    assert faults_of(lambda: asked("fone", days=[AT])) == [
        ("way", "one of: visit, phone, service_at_customer"),
        ("days[0]", "date"),
    ]


def test_an_iterator_is_read_once_and_given_on_whole() -> None:
    @guarded
    def counted(days: Iterable[date]) -> int:
        return len(list(days)) + len(list(days))

    assert counted(iter([date(2026, 9, 1)] * 2)) == 4


def test_a_converter_without_annotation_hides_no_field() -> None:
    made = cast("Callable[..., object]", StartWorkflow)
    assert faults_of(lambda: made("000-A24-3.5", "flow", "begin", 5)) == [
        ("data", "Mapping[str, Any]")
    ]


def test_a_class_stands_behind_a_door_too() -> None:
    @guarded
    @attrs.frozen
    class Pair:
        """Two fields."""

        day: date
        times: int = 1

    made = cast("Callable[..., Pair]", Pair)
    assert made(date(2026, 9, 1), 2) == made(day=date(2026, 9, 1), times=2)
    assert faults_of(lambda: made(AT, True)) == [("day", "date"), ("times", "int")]


def test_what_fitted_once_is_still_judged_where_its_type_does_not_tell() -> None:
    @guarded
    def told(count: int, share: Decimal, names: Iterable[str]) -> None:
        del count, share, names

    told(1, Decimal(1), ["a"])
    asked = cast("Callable[..., object]", told)
    paths = [path for path, _ in faults_of(lambda: asked(10**19, Decimal("NaN"), ["a", 1]))]
    assert paths == ["count", "share", "names[1]"]


def test_an_answer_computed_from_what_does_not_fit_is_not_given() -> None:
    calls = []

    @guarded
    def told(flag: bool) -> str:
        calls.append(flag)
        return "yes" if flag else "no"

    assert faults_of(lambda: told(cast("bool", "no"))) == [("flag", "bool")]


def test_faults_of_values_and_of_types_come_together() -> None:
    @guarded
    def told(number: int, name: str) -> None:
        if number > 5:
            refuse("number", number, "at most 5")
        del name

    found = faults_of(lambda: told(6, cast("str", 7)))
    assert found == [("number", "at most 5"), ("name", "str")]


def test_from_inside_a_function_explains_as_its_door_would() -> None:
    def told(day: date, name: str) -> None:
        try:
            refuse("day", day, "a day")
        except InputError as error:
            explain(error, told, day, name)
            raise

    found = faults_of(lambda: told(cast("date", 1), cast("str", 2)))
    assert found == [("day", "a day"), ("name", "str")]


def test_from_inside_a_function_that_broke_its_arguments_are_judged() -> None:
    def told(day: date) -> None:
        try:
            day.isoformat()
        except AttributeError as error:
            explain(error, told, day)
            raise

    assert faults_of(lambda: told(cast("date", 1))) == [("day", "date")]


def test_a_fault_about_a_part_keeps_its_path() -> None:
    @guarded
    def part(values: tuple[str, ...]) -> None:
        refuse("values[0].name", values, "a name")

    assert faults_of(lambda: part(("x",))) == [("values[0].name", "a name")]
    assert faults_of(lambda: part(cast("tuple[str]", (5,)))) == [("values[0].name", "a name")]


def test_a_value_bears_the_name_of_its_argument_where_that_is_sure() -> None:
    @guarded
    def told(number: int | None, other: int | None = None) -> None:
        refuse("count", number, "a small number")

    assert faults_of(lambda: told(6)) == [("number", "a small number")]
    assert faults_of(lambda: told(6, 6)) == [("count", "a small number")]
    assert faults_of(lambda: told(None, 5)) == [("count", "a small number")]  # None fits here


def test_a_name_that_the_caller_gave_for_the_value_stays() -> None:
    @guarded
    def told(value: int, path: str) -> None:
        refuse(path, value, "a small number")

    assert faults_of(lambda: told(6, "amount")) == [("amount", "a small number")]


def test_a_misfit_is_told_once_beside_what_else_is_wrong() -> None:
    @guarded
    def told(names: Iterable[str], *, of: str = "") -> None:
        part = list(names)[1]
        raise InputError(Fault(of or "name", part if of else "z", "a name"), Fault("x", 1, "y"))

    some = cast("list[str]", ["a", 5])
    assert faults_of(lambda: told(some)) == [("name", "a name"), ("x", "y"), ("names[1]", "str")]
    assert faults_of(lambda: told(some, of="it")) == [("it", "a name"), ("x", "y")]


def test_an_answer_that_is_lacking_is_told_after_what_does_not_fit() -> None:
    @guarded
    def told(name: object, day: str) -> None:
        raise NotCoveredError(Fault("year", 2030, "a year of the calendar"))

    with pytest.raises(NotCoveredError):
        told(1, "x")
    with pytest.raises(InputError) as caught:
        told(1, cast("str", 5))
    assert [fault.path for fault in caught.value.faults] == ["day"]
    assert isinstance(caught.value.__cause__, NotCoveredError)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (["x"] * MOST_JUDGED, True),
        (["x"] * (MOST_JUDGED + 1), False),
        ("x" * (MOST_JUDGED + 1), True),
    ],
    ids=["many", "too many", "a text"],
)
def test_only_a_long_collection_is_not_searched_for_misfits(days: Any, told: bool) -> None:
    @guarded
    def asked(number: int, days: Iterable[date]) -> None:
        refuse("number", number, "at most 5")

    paths = [path for path, _ in faults_of(lambda: asked(6, days))]
    assert paths[0] == "number"
    assert (len(paths) > 1) is told


def test_the_object_itself_is_no_argument_that_could_be_meant() -> None:
    made = cast("Callable[..., object]", StartWorkflow)
    with pytest.raises(CallError) as caught:
        made("000-A24-3.5", "flow", "begin", xyz=5)
    assert caught.value.faults[0].path == "xyz"
    assert "self" not in caught.value.faults[0].mend


def test_what_is_marked_stands_behind_a_door_and_keeps_its_name() -> None:
    @cites("000-A27-1.1")
    def rule(policy: int) -> int:
        """Its words."""
        return policy

    assert (rule.__name__, rule.__doc__, rule(5)) == ("rule", "Its words.", 5)


def test_one_of_many_arguments_without_names_keeps_the_name_that_the_function_gave() -> None:
    @guarded
    def told(*counts: int) -> None:
        refuse("count", counts[-1], "a small number")

    assert faults_of(lambda: told(6)) == [("count", "a small number")]


def test_faults_inside_an_argument_keep_their_names_where_another_is_the_same_object() -> None:
    at = datetime(2024, 3, 4, 9)

    @guarded
    def told(times: tuple[datetime, datetime], as_of: datetime) -> None:
        faults = (
            Fault(name, at, "a time") for name, at in zip(("began", "ended"), times, strict=True)
        )
        raise InputError(*faults, Fault("as_of", as_of, "a time"))

    assert faults_of(lambda: told((at, at), at)) == [
        ("began", "a time"), ("ended", "a time"), ("as_of", "a time"),
    ]  # fmt: skip


def test_what_has_only_a_name_is_judged_by_it_and_missed_by_it() -> None:
    @guarded
    def told(first: int, *more: int, last: int) -> int:
        return last

    asked = cast("Callable[..., int]", told)
    assert asked(1, 2, last=3) == 3
    assert faults_of(lambda: asked(1, 2, last="3")) == [("last", "int")]
    with pytest.raises(CallError) as caught:
        asked(1, 2)
    assert [fault.path for fault in caught.value.faults] == ["last"]


def test_what_is_judged_late_is_not_judged_where_the_call_went_well() -> None:
    @guarded
    def told(price: Yuan) -> object:
        return price

    assert told(cast("Yuan", 0.5)) == 0.5


@pytest.mark.parametrize(
    "asked",
    [
        absence.seconds_between, absence.size, attendance.lacking, bands.changes, cells.Column.say,
        cells.Line.cells, cells.without, deductions.AmountRange.charge, deductions.percent,
        WorkCalendar.with_overrides,
    ],
)  # fmt: skip
def test_a_call_without_its_arguments_is_told_as_one_by_mechanisms_too(
    asked: Callable[..., object],
) -> None:
    with pytest.raises(CallError):
        asked()


@pytest.mark.parametrize("pack", PACKS)
def test_no_function_of_a_pack_lets_a_wrong_policy_through(pack: str) -> None:
    """Every function that takes a policy first says so when it gets something else."""
    door = __import__(f"csrules.regulations.{pack}", fromlist=["policy"])
    asked = 0
    for name in door.__all__:
        function = getattr(door, name)
        names = getattr(getattr(function, "__wrapped__", None), "__code__", None)
        if names is None or names.co_varnames[:1] != ("policy",):
            continue
        required = names.co_argcount - len(function.__wrapped__.__defaults__ or ())
        keywords = {
            key: "x"
            for key in names.co_varnames[
                names.co_argcount : names.co_argcount + names.co_kwonlyargcount
            ]
            if key not in (function.__wrapped__.__kwdefaults__ or {})
        }
        with pytest.raises(InputError) as caught:
            function("not a policy", *["x"] * (required - 1), **keywords)
        assert caught.value.faults, name
        asked += 1
    assert asked > 2
