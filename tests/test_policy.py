"""Policies: amended whole or not at all, compared with sources, named by a fingerprint."""

import copy
import json
import pickle
from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.bands import Tie
from csrules.errors import (
    CsrulesError,
    DefinitionError,
    Fault,
    InputError,
    MissingParameterError,
    PolicyError,
    UnknownNameError,
)
from csrules.kinds import Whole
from csrules.policy import (
    Leaf,
    Policy,
    Section,
    amend,
    blank,
    compiled,
    diff,
    fingerprint,
    leaf,
    leaves,
    needed,
    reading,
    write,
)
from tests.demo import AMENDED, Approval, Demo, Desk, Inner, Role


def faults_of(changes: Any) -> list[Fault]:
    policy = Demo()
    with pytest.raises(PolicyError) as caught:
        amend(policy, changes)
    assert policy == Demo()
    return list(caught.value.faults)


def test_the_default_is_read_by_its_kinds() -> None:
    policy = Demo()
    assert policy.desk.hours == Decimal("1.5")
    assert policy.desk.limits == (("a", 1), ("b", 2))
    assert policy.desk.owner is Role.CLERK
    assert policy.desk.fee is None


def test_amending_makes_a_new_policy_and_leaves_the_old() -> None:
    policy = Demo()
    new = amend(policy, {"desk": {"least": 2}, "copies": 5})
    assert (new.desk.least, new.copies, policy.desk.least, policy.copies) == (2, 5, 1, 4)
    assert type(new) is Demo
    assert new.approval is policy.approval


@pytest.mark.parametrize(
    "changes",
    [
        {"desk": {"inner": {"days": 8}, "least": 2}},
        {"desk.inner.days": 8, "desk.least": 2},
        {"desk.inner.days": 8, "desk": {"least": 2}},
        {"desk": {"inner.days": 8, "least": 2}},
        {"desk": {"inner.days": 8}, "desk.least": 2},
        {"desk.inner": {"days": 8}, "desk.least": 2},
    ],
)
def test_dotted_nested_and_mixed_names_say_the_same(changes: Mapping[str, Any]) -> None:
    new = amend(Demo(), changes)
    assert (new.desk.inner.days, new.desk.least) == (8, 2)
    assert len(diff(Demo(), new)) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"desk.least": 2, "desk": {"least": 3}},
        {"desk": {"least": 3}, "desk.least": 2},
        {"desk": 5, "desk.least": 2},
        {"desk.least": 2, "desk": 5},
        {"desk.inner": {"days": 7}, "desk": {"inner": {"days": 8}}},
        {"desk": {"inner.days": 7, "inner": {"days": 8}}},
    ],
)
def test_a_parameter_named_twice_is_refused(changes: Mapping[str, Any]) -> None:
    assert "each parameter once" in [fault.expected for fault in faults_of(changes)]


@pytest.mark.parametrize(
    "name", ["desk.", ".desk", ".", "", "desk..least", "Desk.least", "desk.least."]
)
def test_a_name_that_nearly_fits_is_refused(name: str) -> None:
    assert len(faults_of({name: {"least": 1}})) == 1
    assert len(faults_of({name: 1})) == 1


def test_bands_are_amended_by_cut_or_as_a_whole() -> None:
    by_cut = amend(Demo(), {"approval.bands.clerk": 2000})
    assert by_cut == amend(Demo(), {"approval": {"bands": {"clerk": "2000.00"}}})
    whole = [{"owner": "clerk", "up_to": Decimal(2000)}, {"owner": Role.BOSS}]
    assert by_cut == amend(Demo(), {"approval": {"bands": whole}})
    assert by_cut == amend(Demo(), {"approval.bands": by_cut.approval.bands})


def test_ten_faults_are_told_at_once_each_with_its_path() -> None:
    found = faults_of(
        {
            "copys": 1,
            "copies": 0,
            "approval": {"tie": "highr", "bands": {"clark": 1, "boss": 2}, "x": 1},
            "desk": {"fee": 1.5, "hours": "1.234", "open": 1, "inner": {"days": True}, 5: 1},
            "desk.owner": "nobody",
        }
    )
    assert sorted(fault.path for fault in found) == [
        "approval.bands.boss",
        "approval.bands.clark",
        "approval.tie",
        "approval.x",
        "copies",
        "copys",
        "desk.fee",
        "desk.hours",
        "desk.inner.days",
        "desk.open",
        "desk.owner",
        "desk.…",
    ]
    asked = {fault.path: fault.expected for fault in found}
    assert asked["copys"] == "a parameter or section of the policy"
    assert asked["approval.x"] == "a parameter of section 'approval'"
    mends = {fault.path: fault.mend for fault in found}
    assert mends["copys"] == "did you mean 'copies'?"
    assert mends["approval.tie"] == "did you mean 'higher'?"
    assert mends["approval.bands.clark"] == "did you mean 'clerk'?"


def test_values_that_do_not_agree_are_told_with_their_full_path() -> None:
    (fault,) = faults_of({"desk.least": 10})
    assert (fault.path, fault.rule) == ("desk.least", "D-4")
    assert amend(Demo(), {"desk": {"least": 10, "most": 10}}).desk.least == 10
    (fault,) = faults_of({"desk": {"least": 10, "most": "x"}})  # judged together only when read
    assert fault.path == "desk.most"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        (None, "changes"),
        (5, "changes"),
        ("desk", "changes"),
        ([("copies", 1)], "changes"),
        ({1: 2}, "…"),
        ({"desk": {1: 2}}, "desk.…"),
        ({"desk": None}, "desk"),
        ({"desk.inner": 5}, "desk.inner"),
    ],
)
def test_changes_that_are_no_mapping_of_names_are_refused(changes: Any, path: str) -> None:
    assert faults_of(changes)[0].path == path


def test_none_takes_the_value_from_a_blank_and_from_nothing_else() -> None:
    filled = amend(Demo(), {"desk.fee": 3})
    assert amend(filled, {"desk.fee": None}) == Demo()
    for path in ("desk.least", "approval.tie", "approval.bands", "desk.limits", "desk.steps"):
        assert faults_of({path: None})[0].path == path


def test_hostile_mappings_end_in_an_error_of_our_own() -> None:
    cycle: dict[str, Any] = {}
    cycle["desk"] = cycle["inner"] = cycle["days"] = cycle
    deep: Any = 1
    for _ in range(100_000):
        deep = {"desk": deep}
    faults_of(cycle)
    faults_of(deep)
    faults_of({"desk": {"greeting": cycle}, "copies": 10**5000, "\ud800": 10**5000})
    faults_of({".".join(["desk"] * 50_000): 1})


def test_a_section_in_the_place_of_another_is_refused() -> None:
    with pytest.raises(PolicyError, match="approval"):
        Demo(approval=Desk())  # type: ignore[arg-type]  # that is the fault
    with pytest.raises(PolicyError, match="desk"):
        Demo(desk=None)  # type: ignore[arg-type]  # that is the fault
    assert faults_of({"approval": Approval()})


def test_building_a_section_by_hand_is_judged_like_amending_it() -> None:
    with pytest.raises(PolicyError) as caught:
        Desk(least=True, hours=0.5)  # type: ignore[arg-type]  # that is the fault
    assert [fault.path for fault in caught.value.faults] == ["least", "hours"]
    assert Inner(7).days == 7
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Inner().days = 3  # type: ignore[misc]  # that is the fault


def test_only_a_policy_can_be_amended_or_compared() -> None:
    anything: list[Any] = [None, {}, Inner(), Demo]
    for wrong in anything:
        with pytest.raises(InputError):
            amend(wrong, {})
        for before, after, name in ((Demo(), wrong, "after"), (wrong, Demo(), "before")):
            with pytest.raises(InputError, match="a policy of a pack") as caught:
                diff(before, after)
            assert caught.value.faults[0].path == name


def test_what_is_given_twice_is_refused_by_the_argument_that_it_does_not_fit() -> None:
    same: Any = {}
    none: Any = None
    with pytest.raises(InputError) as caught:
        amend(same, same)
    assert [fault.path for fault in caught.value.faults] == ["policy"]
    for before, after in ((same, same), (none, same), (same, none)):
        with pytest.raises(InputError) as caught:
            diff(before, after)
        assert [fault.path for fault in caught.value.faults] == ["before", "after"]


def test_a_difference_tells_path_values_unit_and_source() -> None:
    after = amend(Demo(), {"desk": {"inner.days": 8, "fee": "2"}, "approval.tie": "lower"})
    assert [str(each) for each in diff(Demo(), after)] == [
        "approval.tie: inclusive_words -> lower [D-2]",
        "desk.inner.days: 6 -> 8 days [D-3]",
        "desk.fee: None -> 2.00 yuan [D-5]",
    ]


def test_policies_of_two_packs_are_not_compared() -> None:
    @attrs.frozen
    class Twin(Demo):
        pack = "twin"

    with pytest.raises(UnknownNameError, match="'demo'"):
        diff(Demo(), Twin())
    assert fingerprint(Demo()) != fingerprint(Twin())


CHANGES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "copies": st.integers(1, 9),
        "approval.tie": st.sampled_from(Tie),
        "approval.bands.clerk": st.decimals("0.01", 9999, places=2),
        "desk.inner.days": st.integers(1, 60),
        "desk.least": st.integers(0, 9),
        "desk.fee": st.none() | st.decimals(0, 999, places=2),
        "desk.hours": st.decimals(0, 99, places=2),
        "desk.limits": st.dictionaries(st.sampled_from("abc"), st.integers(0, 9)),
        "desk.steps": st.lists(st.integers(0, 9), max_size=3),
        "desk.opens": st.times().map(lambda at: at.replace(microsecond=0)),
        "desk.since": st.none() | st.dates(),
        "desk.open": st.booleans(),
        "desk.greeting": st.sampled_from(["hello", "您好"]),
        "desk.owner": st.sampled_from(Role),
    },
)


@given(CHANGES)
def test_law_what_differs_after_a_change_is_the_change(changes: dict[str, Any]) -> None:
    after = amend(Demo(), changes)
    found = {each.path: each.after for each in diff(Demo(), after)}
    changed = {"approval.bands" if "bands" in path else path for path in changes}
    assert found.keys() <= changed
    assert amend(Demo(), found) == after  # the differences, written out, are the change
    old, new = write(Demo()), write(after)
    assert all(old.get(path) == new.get(path) for path in changed - found.keys())


@given(CHANGES, CHANGES)
def test_law_nothing_differs_exactly_when_fingerprints_agree(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    before, after = amend(Demo(), one), amend(Demo(), other)
    assert (not diff(before, after)) == (fingerprint(before) == fingerprint(after))
    assert (before == after) == (fingerprint(before) == fingerprint(after))
    assert [each.path for each in diff(before, after)] == [
        each.path for each in diff(after, before)
    ]


@given(CHANGES, CHANGES)
def test_law_amending_twice_is_amending_by_the_later_values(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    twice = amend(amend(Demo(), one), other)
    again = amend(twice, other)
    assert again == twice
    assert amend(twice, {}) == twice


@given(CHANGES)
def test_law_the_hosts_decimal_context_has_no_influence(changes: dict[str, Any]) -> None:
    calm = amend(Demo(), changes)
    with localcontext() as host:
        host.prec = 1
        host.traps = dict.fromkeys(host.traps, True)
        harsh = amend(Demo(), changes)
        assert fingerprint(harsh) == fingerprint(calm)
        assert diff(Demo(), harsh) == diff(Demo(), calm)


def test_a_fingerprint_is_sixteen_hex_digits_of_the_values() -> None:
    mark = fingerprint(Demo())
    assert len(mark) == 16
    assert int(mark, 16) >= 0
    assert mark == Demo().fingerprint == fingerprint(amend(Demo(), {"desk.hours": "1.5"}))
    assert mark != fingerprint(amend(Demo(), {"desk.hours": "1.51"}))


def test_a_policy_survives_pickle_and_copy() -> None:
    policy = amend(Demo(), AMENDED)
    assert pickle.loads(pickle.dumps(policy)) == copy.deepcopy(policy) == policy
    assert pickle.loads(pickle.dumps(policy)).fingerprint == policy.fingerprint
    assert hash(policy) == hash(amend(Demo(), AMENDED))


def test_what_is_written_holds_no_float_and_no_blank() -> None:
    written = write(amend(Demo(), AMENDED))
    assert json.loads(json.dumps(written), parse_float=pytest.fail) == written
    assert "desk.fee" not in write(Demo())
    assert written["desk.fee"] == "12.30"


def test_needed_gives_values_and_names_every_blank() -> None:
    assert needed(Demo(), "copies", "desk.inner.days") == (4, 6)
    with pytest.raises(MissingParameterError) as caught:
        needed(Demo(), "desk.fee", "copies", "desk.since")
    fee, since = caught.value.faults
    assert (fee.path, fee.rule) == ("demo.desk.fee", "D-5")
    assert "yuan" in fee.expected
    assert since.rule == "Civil Code Art. 201"
    assert fee.mend == "amend(policy, {'desk': {'fee': '…'}})"
    assert needed(amend(Demo(), {"desk.fee": 0}), "desk.fee") == (Decimal("0.00"),)


@pytest.mark.parametrize(
    ("path", "mend"),
    [
        ("desk.fees", "did you mean 'desk.fee'?"),
        ("desks.fee", "did you mean 'desk.fee'?"),
        ("copies.x.y", "did you mean 'copies'?"),
        ("", "use one of: approval.bands, "),
    ],
)
def test_needed_knows_no_other_names(path: str, mend: str) -> None:
    with pytest.raises(UnknownNameError, match="a parameter") as caught:
        needed(Demo(), "copies", path)
    assert caught.value.faults[0].path == "paths[1]"
    assert caught.value.faults[0].mend.startswith(mend)


@pytest.mark.parametrize(
    ("policy", "paths", "told"),
    [
        (None, ("copies",), ["policy"]),
        (Inner(), ("days",), ["policy"]),
        (Demo(), ("copies", 5), ["paths[1]"]),
        (5, (None, "copies", 5), ["policy", "paths[0]", "paths[2]"]),
    ],
)
def test_needed_refuses_what_is_no_policy_and_no_path(
    policy: Any, paths: Any, told: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        needed(policy, *paths)
    assert [fault.path for fault in caught.value.faults] == told


def test_every_leaf_has_a_source() -> None:
    found = {path: spec.source for path, spec, _ in leaves(Demo())}
    assert found["desk.inner.days"] == "D-3"
    assert len(found) == 16
    with pytest.raises(DefinitionError, match="rule id"):
        leaf(Whole(), 1, source="")
    with pytest.raises(DefinitionError, match="rule id"):
        blank(Whole(), source=" ")
    with pytest.raises(DefinitionError, match="rule id"):
        reading(Tie.LOWER, source="")


def test_an_argument_of_another_type_is_refused_by_its_name() -> None:
    wrong: Any = 5
    for name, call in (
        ("kind", lambda: Leaf(wrong, "D-1")),
        ("kind", lambda: leaf(wrong, 1, source="D-1")),
        ("source", lambda: leaf(Whole(), 1, source=wrong)),
        ("kind", lambda: blank(wrong, source="D-1")),
        ("default", lambda: reading(wrong, source="D-1")),
        ("make", lambda: compiled(wrong)),
        ("section", lambda: leaves(wrong)),
        ("policy", lambda: write(wrong)),
        ("policy", lambda: fingerprint(wrong)),
    ):
        with pytest.raises(InputError) as caught:
            call()
        assert name in [fault.path for fault in caught.value.faults]


def test_a_compiled_form_follows_the_values_and_is_no_parameter() -> None:
    @attrs.frozen
    class Doubled(Section):
        days: int = leaf(Whole("days"), 3, source="D-1")
        twice: int = compiled(lambda section: section.days * 2)

    @attrs.frozen
    class Double(Policy):
        pack = "double"
        part: Doubled = attrs.field(factory=Doubled)

    policy = amend(Double(), {"part.days": 4})
    assert policy.part.twice == 8
    assert [path for path, _, _ in leaves(policy)] == ["part.days"]
    for name in ("part.twice", "fingerprint"):
        with pytest.raises(PolicyError, match="a parameter"):
            amend(policy, {name: 1})


@given(
    st.dictionaries(
        st.text(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(
                    st.sampled_from([path.rpartition(".")[2] for path, _, _ in leaves(Demo())]),
                    inner,
                )
            ),
            max_leaves=6,
        ),
        max_size=3,
    )
    | st.dictionaries(
        st.sampled_from(["desk", "approval", "copies"]),
        st.dictionaries(
            st.sampled_from(["inner", "fee", "bands", "limits", "tie", "x"]),
            st.none() | st.integers() | st.floats() | st.dictionaries(st.text(), st.integers()),
        ),
    )
)
def test_law_any_change_is_made_whole_or_refused_in_our_own_words(changes: dict[str, Any]) -> None:
    try:
        after = amend(Demo(), changes)
    except CsrulesError as error:
        str(error).encode()
        return
    assert amend(after, write(after)) == after
