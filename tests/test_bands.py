"""Bands: every cut under every reading of ties, laws, changes by brute force, bad bands."""

from __future__ import annotations

import decimal
import json
from decimal import Decimal
from enum import StrEnum
from itertools import count, pairwise
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.bands import Band, BandChange, Bands, BandsKind, BandTable, Tie, changes
from csrules.errors import InputError
from csrules.money import MAX_YUAN


class Who(StrEnum):
    """Owners in rising rank."""

    CLERK = "clerk"
    MANAGER = "manager"
    DEPUTY = "deputy"
    GM = "gm"
    BOARD = "board"


KIND = BandsKind(Who)
THREE = Bands((Band("clerk", 100000), Band("manager", 500000), Band("gm", None)))


def bands(*limits: int) -> Bands:
    """Bands with these cuts, owned by the first ranks."""
    owners = list(Who)
    return Bands(tuple(Band(owners[n], cut) for n, cut in enumerate((*limits, None))))


def owners(table: BandTable, *amounts: int) -> list[str]:
    return [str(table.owner(amount)) for amount in amounts]


# each cut below, on and above, by each reading (R1)

AROUND = (0, 99999, 100000, 100001, 499999, 500000, 500001)


@pytest.mark.parametrize(
    ("tie", "expected"),
    [
        (Tie.INCLUSIVE_WORDS, "clerk clerk clerk manager manager gm gm"),
        (Tie.HIGHER, "clerk clerk manager manager manager gm gm"),
        (Tie.LOWER, "clerk clerk clerk manager manager manager gm"),
    ],
)
def test_three_bands(tie: Tie, expected: str) -> None:
    """R1: 1000 and 5000 are the only amounts in dispute."""
    table = THREE.table(tie)
    assert owners(table, *AROUND) == expected.split()
    assert [table.on_cut(amount) for amount in AROUND] == [
        amount in (100000, 500000) for amount in AROUND
    ]


def test_one_band_owns_everything() -> None:
    for tie in Tie:
        table = Bands((Band("gm", None),)).table(tie)
        assert owners(table, 0, 1, 10**15) == ["gm"] * 3
        assert (table.cuts, table.span(0)) == ((), (0, None))


@pytest.mark.parametrize(
    ("tie", "on_the_cut"),
    [(Tie.INCLUSIVE_WORDS, "manager"), (Tie.HIGHER, "manager"), (Tie.LOWER, "clerk")],
)
def test_two_bands(tie: Tie, on_the_cut: str) -> None:
    """A single cut is claimed by both words, up to and from: it goes up."""
    table = bands(1000).table(tie)
    assert owners(table, 999, 1000, 1001) == ["clerk", on_the_cut, "manager"]


@pytest.mark.parametrize(
    ("tie", "expected"),
    [
        (Tie.INCLUSIVE_WORDS, ["clerk", "deputy", "gm", "board"]),
        (Tie.HIGHER, ["manager", "deputy", "gm", "board"]),
        (Tie.LOWER, ["clerk", "manager", "deputy", "gm"]),
    ],
)
def test_five_bands_on_each_cut(tie: Tie, expected: list[str]) -> None:
    """The ends own their cuts; between two middle bands a tie goes up."""
    table = bands(100, 200, 300, 400).table(tie)
    assert owners(table, 100, 200, 300, 400) == expected
    assert owners(table, 99, 199, 299, 399) == ["clerk", "manager", "deputy", "gm"]
    assert owners(table, 101, 201, 301, 401) == ["manager", "deputy", "gm", "board"]


@pytest.mark.parametrize(
    ("tie", "expected", "middle"),
    [
        (Tie.INCLUSIVE_WORDS, "clerk clerk deputy deputy", (100001, 100000)),
        (Tie.HIGHER, "clerk manager deputy deputy", (100000, 100000)),
        (Tie.LOWER, "clerk clerk manager deputy", (100001, 100001)),
    ],
)
def test_cuts_one_fen_apart(tie: Tie, expected: str, middle: tuple[int, int]) -> None:
    """Read with both words, nothing is left between 1000.00 and 1000.01."""
    table = bands(100000, 100001).table(tie)
    assert owners(table, 99999, 100000, 100001, 100002) == expected.split()
    assert table.span(1) == middle


# laws

CUTS = st.lists(st.integers(1, 60), max_size=4, unique=True).map(sorted)
ANY_TIE = st.sampled_from(list(Tie))


@given(CUTS, ANY_TIE)
def test_every_amount_has_one_owner_and_rank_rises(cuts: list[int], tie: Tie) -> None:
    table = bands(*cuts).table(tie)
    ranks = [table.index(amount) for amount in range(70)]
    assert ranks == sorted(ranks)
    assert set(ranks) <= set(range(len(cuts) + 1))
    for amount in range(70):
        # by hand: the cuts below the amount are passed, those above it are not
        passed, on = sum(cut < amount for cut in cuts), amount in cuts
        assert table.on_cut(amount) is on
        assert ranks[amount] in ((passed, passed + 1) if on else (passed,))
        assert table.owner(amount) == list(Who)[ranks[amount]]


@given(CUTS, ANY_TIE)
def test_spans_cover_the_line_without_overlap(cuts: list[int], tie: Tie) -> None:
    table = bands(*cuts).table(tie)
    expected = 0
    for index in range(len(table.owners)):
        first, last = table.span(index)
        assert first == expected
        if last is None:
            assert index == len(table.owners) - 1
        else:
            assert last >= first - 1  # an empty band ends just before it begins
            expected = last + 1
            assert all(table.index(amount) == index for amount in range(first, last + 1))


def brute(before: BandTable, after: BandTable, to: int) -> dict[int, tuple[str, str]]:
    return {
        amount: (before.owner(amount), after.owner(amount))
        for amount in range(to)
        if before.owner(amount) != after.owner(amount)
    }


@given(CUTS, ANY_TIE, CUTS, ANY_TIE)
def test_changes_are_what_brute_force_finds(
    one: list[int], tie: Tie, other: list[int], other_tie: Tie
) -> None:
    before, after = bands(*one).table(tie), bands(*other).table(other_tie)
    found = changes(before, after)
    assert {
        amount: (change.before, change.after)
        for change in found
        for amount in range(change.first, 80 if change.last is None else change.last + 1)
    } == brute(before, after, 80)
    for earlier, later in pairwise(found):
        assert earlier.last is not None
        assert earlier.last < later.first
        joined = earlier.last + 1 == later.first
        assert not joined or (earlier.before, earlier.after) != (later.before, later.after)


def test_changes_between_readings() -> None:
    words, higher, lower = (THREE.table(tie) for tie in Tie)
    assert changes(words, words) == ()
    assert changes(words, higher) == (BandChange(100000, 100000, "clerk", "manager"),)
    assert changes(words, lower) == (BandChange(500000, 500000, "gm", "manager"),)
    assert [str(change.text) for change in changes(higher, lower)] == [
        "exactly 1,000.00",
        "exactly 5,000.00",
    ]


def test_changes_of_owners_without_end() -> None:
    after = Bands((Band("clerk", 100000), Band("manager", 500000), Band("board", None)))
    (change,) = changes(THREE.table(Tie.HIGHER), after.table(Tie.HIGHER))
    assert change == BandChange(500000, None, "gm", "board")
    assert (change.text.en, change.text.zh) == ("from 5,000.00", "自5,000.00元起")


def test_changes_join_neighbouring_regions() -> None:
    before = Bands((Band("clerk", 100), Band("gm", None))).table(Tie.LOWER)
    after = Bands((Band("manager", 100), Band("gm", None))).table(Tie.HIGHER)
    assert changes(before, after) == (
        BandChange(0, 99, "clerk", "manager"),
        BandChange(100, 100, "clerk", "gm"),
    )
    merged = changes(bands(100, 200).table(Tie.LOWER), Bands((Band("gm", None),)).table(Tie.LOWER))
    assert [(change.first, change.last, change.before) for change in merged] == [
        (0, 100, "clerk"), (101, 200, "manager"), (201, None, "deputy")
    ]  # fmt: skip
    # an owner named twice changes nothing where he follows himself
    twice = Bands((Band("clerk", 100), Band("clerk", 200), Band("gm", None))).table(Tie.LOWER)
    assert changes(twice, Bands((Band("gm", None),)).table(Tie.LOWER)) == (
        BandChange(0, 200, "clerk", "gm"),
    )
    same = changes(
        Bands((Band("clerk", 300), Band("gm", None))).table(Tie.LOWER),
        Bands((Band("manager", 100), Band("deputy", 200), Band("gm", None))).table(Tie.LOWER),
    )
    assert [(change.first, change.last, change.after) for change in same] == [
        (0, 100, "manager"), (101, 200, "deputy"), (201, 300, "gm")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "en", "zh"),
    [
        (100001, 200000, "above 1,000.00 up to 2,000.00", "超过1,000.00元至2,000.00元（含）"),
        (100000, 200000, "from 1,000.00 up to 2,000.00", "自1,000.00元起至2,000.00元（含）"),
        (100000, 199999, "from 1,000.00 to below 2,000.00", "自1,000.00元起至不足2,000.00元"),
        (100001, 199999, "above 1,000.00 to below 2,000.00", "超过1,000.00元至不足2,000.00元"),
        (100001, None, "above 1,000.00", "超过1,000.00元"),
        (0, 50, "from 0.00 up to 0.50", "自0.00元起至0.50元（含）"),
        (7, 7, "exactly 0.07", "恰为0.07元"),
    ],
)
def test_a_region_as_people_say_it(first: int, last: int | None, en: str, zh: str) -> None:
    text = BandChange(first, last, "a", "b").text
    assert (text.en, text.zh) == (en, zh)


def test_a_region_stops_where_money_does() -> None:
    """The last amount that is money: a cut there leaves nothing above it."""
    last = MAX_YUAN * 100 - 1
    before = Bands((Band("clerk", last), Band("gm", None)))
    found = changes(before.table(Tie.LOWER), Bands((Band("clerk", None),)).table(Tie.LOWER))
    assert found == ()
    found = changes(before.table(Tie.HIGHER), Bands((Band("clerk", None),)).table(Tie.LOWER))
    assert [(change.first, change.last) for change in found] == [(last, None)]


# reading, writing, amending

GOOD = [
    {"owner": "clerk", "up_to": "1000"},
    {"owner": "manager", "up_to": Decimal("5000.00")},
    {"owner": "gm"},
]


def test_reading_and_writing() -> None:
    read = KIND.read(GOOD, "bands")
    assert read == THREE
    assert KIND.read(KIND.write(read), "bands") == read == KIND.read(read, "bands")
    assert KIND.read(iter(GOOD), "bands") == read
    assert KIND.read([*GOOD[:2], {"owner": "gm", "up_to": None}], "bands") == read
    jsonschema.validate(KIND.write(read), KIND.schema())
    jsonschema.validate({"clerk": "2000"}, KIND.schema())
    for wrong in ([], [{"up_to": "5"}], {"nobody": "5"}, [{"owner": "gm", "up_to": "5.001"}]):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(json.dumps(wrong)), KIND.schema())


def test_as_many_bands_as_owners_and_cuts_from_one_fen_on() -> None:
    rows = [{"owner": owner, "up_to": f"0.0{n}"} for n, owner in enumerate(list(Who)[:4], 1)]
    full = [*rows, {"owner": "board"}]
    assert KIND.read(full, "bands").cuts == (1, 2, 3, 4)
    with pytest.raises(InputError, match="at most 5 bands, one for each owner"):
        KIND.read([*rows, {"owner": "gm", "up_to": 1}, {"owner": "board"}], "bands")
    jsonschema.validate([{"owner": "gm"}], KIND.schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"owner": "gm", "upto": "5"}], KIND.schema())


def test_amending_by_cut_and_whole() -> None:
    by_cut = KIND.amend(THREE, {"clerk": 2000, "manager": "8000.50"}, "bands")
    assert by_cut.cuts == (200000, 800050)
    assert KIND.amend(THREE, {}, "bands") == THREE
    whole = [{"owner": "clerk", "up_to": 10}, {"owner": "board"}]
    assert KIND.amend(THREE, whole, "bands") == Bands((Band("clerk", 1000), Band("board", None)))
    assert KIND.amend(None, GOOD, "bands") == THREE


def test_amending_with_every_fault_at_once() -> None:
    with pytest.raises(InputError) as caught:
        KIND.amend(THREE, {"clrk": 5, "gm": 9, "manager": -1, "clerk": "1000.001"}, "bands")
    assert [fault.path for fault in caught.value.faults] == [
        "bands.clrk", "bands.gm", "bands.manager", "bands.clerk"
    ]  # fmt: skip
    assert caught.value.faults[0].mend == "did you mean 'clerk'?"
    with pytest.raises(InputError, match="rise from band to band"):
        KIND.amend(THREE, {"clerk": 5000}, "bands")
    with pytest.raises(InputError, match="rise from band to band"):
        KIND.amend(THREE, {"clerk": 0}, "bands")
    with pytest.raises(InputError, match="list of bands"):
        KIND.amend(None, {"clerk": 5}, "bands")


def test_bad_bands_tell_every_fault_at_once() -> None:
    raw: list[Any] = [
        {"owner": "clrk", "up_to": "5000"},
        {"owner": "manager", "up_to": -5, "upto": 3},
        "gm",
        {"up_to": 1.5},
    ]
    with pytest.raises(InputError) as caught:
        KIND.read(raw, "bands")
    assert sorted({fault.path for fault in caught.value.faults}) == [
        "bands[0].owner", "bands[1].up_to", "bands[1].upto", "bands[2]",
        "bands[3].owner", "bands[3].up_to",
    ]  # fmt: skip
    assert "did you mean 'clerk'?" in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ([], ["at least one band, and only the last without up_to"]),
        ([{"owner": "gm", "up_to": 5}], ["at least one band, and only the last without up_to"]),
        (
            [{"owner": "clerk"}, {"owner": "gm"}],
            ["at least one band, and only the last without up_to"],
        ),
        (
            [{"owner": "clerk", "up_to": 5}, {"owner": "gm", "up_to": 5}, {"owner": "board"}],
            ["limits above 0 that rise from band to band"],
        ),
        (
            [{"owner": "clerk", "up_to": 0}, {"owner": "gm"}],
            ["limits above 0 that rise from band to band"],
        ),
        (
            [{"owner": "gm", "up_to": 6}, {"owner": "gm", "up_to": 5}],
            [
                "at least one band, and only the last without up_to",
                "limits above 0 that rise from band to band",
                "each owner once",
            ],
        ),
    ],
)
def test_bands_that_do_not_fit_together(raw: list[Any], expected: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        KIND.read(raw, "bands")
    assert [fault.expected for fault in caught.value.faults] == expected


def test_an_unknown_owner_does_not_hide_limits_that_fall() -> None:
    """All faults at once: the limits are judged though an owner is not known."""
    raw = [{"owner": "clrk", "up_to": 5000}, {"owner": "manager", "up_to": 1000}, {"owner": "gm"}]
    with pytest.raises(InputError) as caught:
        KIND.read(raw, "bands")
    assert [fault.path for fault in caught.value.faults] == ["bands[0].owner", "bands"]


@pytest.mark.parametrize(
    ("change", "paths"),
    [
        ({"clrk": 5, "clerk": 5000}, ["bands.clrk", "bands"]),
        ({"gm": 9, "clerk": 8000}, ["bands.gm", "bands"]),
        ({"clerk": "1000.001", "manager": 0}, ["bands.clerk", "bands"]),
        ({"clerk": "5000.001", "manager": 500}, ["bands.clerk"]),  # 499 may have been meant
    ],
)
def test_a_wrong_name_or_limit_does_not_hide_limits_that_fall(
    change: dict[str, Any], paths: list[str]
) -> None:
    """All faults at once, when amending too: the limits are judged as far as they are known."""
    with pytest.raises(InputError) as caught:
        KIND.amend(THREE, change, "bands")
    assert [fault.path for fault in caught.value.faults] == paths


@pytest.mark.parametrize("raw", [None, 5, "clerk", b"clerk", {"clerk": 5}, [None], [[]], object()])
def test_what_are_no_bands_at_all(raw: object) -> None:
    with pytest.raises(InputError):
        KIND.read(raw, "bands")


def test_a_line_without_end_is_refused() -> None:
    endless = ({"owner": "clerk", "up_to": n} for n in count(1))
    with pytest.raises(InputError, match="at most 5"):
        KIND.read(endless, "bands")


MONEY = [
    float("nan"), float("inf"), 1000.0, True, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"),
    Decimal("1E+40"), "1E3", "1_000", "１０００", "1000.001", Decimal("0.001"), 10**13, -1, "",
    " 5", [], {}, ...,
]  # fmt: skip


@pytest.mark.parametrize("wrong", MONEY, ids=repr)
def test_a_limit_is_exact_money(wrong: object) -> None:
    with pytest.raises(InputError, match=r"bands\[0\]\.up_to"):
        KIND.read([{"owner": "clerk", "up_to": wrong}, {"owner": "gm"}], "bands")


@given(st.recursive(st.none() | st.integers() | st.floats() | st.text() | st.booleans(),
                    lambda part: st.lists(part) | st.dictionaries(st.text(), part)))  # fmt: skip
def test_rubbish_raises_only_input_errors(raw: object) -> None:
    try:
        found = KIND.read(raw, "bands")
    except InputError:
        return
    assert KIND.read(KIND.write(found), "bands") == found


def test_an_unknown_owner_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'manager'"):
        KIND.amend(THREE, {"manger": 5}, "bands")


def test_the_hosts_decimal_context_has_no_influence() -> None:
    change = BandChange(123456789, 9876543210, "a", "b")
    expected = str(change.text)
    with decimal.localcontext() as context:
        context.prec, context.rounding = 1, decimal.ROUND_UP
        context.traps[decimal.Inexact] = context.traps[decimal.Rounded] = True
        read = KIND.read([{"owner": "clerk", "up_to": Decimal("1234567.89")}, {"owner": "gm"}], "b")
        assert read.cuts == (123456789,)
        assert KIND.write(read) == [{"owner": "clerk", "up_to": "1234567.89"}, {"owner": "gm"}]
        assert str(change.text) == expected


@pytest.mark.parametrize(
    ("raw", "taken"),
    [
        ([{"owner": "clerk", "up_to": 5}, {"owner": "gm"}], True),
        ([{"owner": "clerk", "up_to": "5.25"}, {"owner": "gm"}], True),
        ({"clerk": 5, "manager": "6"}, True),
        ({}, True),
        ([], False),
        ({"owner": "gm"}, False),
        ([{"owner": "clerk", "up_to": 5.5}], False),
        ([{"owner": "clerk", "up_to": True}], False),
        ([{"owner": "clerk", "up_to": "5.255"}], False),
        ([{"owner": "clerk", "up_to": "12345678901234"}], False),
        ([{"owner": "clerc"}], False),
        ([{"up_to": 5}], False),
        ([{"owner": "gm", "limit": 5}], False),
        (["gm"], False),
        ({"clerk": "five"}, False),
        ({"clerk": 5.5}, False),
        ({"clerc": 5}, False),
        ("gm", False),
        (5, False),
        (None, False),
    ],
)
def test_the_schema_takes_what_can_be_read_and_tells_an_editor_of_the_rest(
    raw: object, taken: bool
) -> None:
    validator = jsonschema.Draft7Validator(KIND.schema())
    assert validator.is_valid(raw) is taken


@pytest.mark.parametrize(("wrong", "mend"), [("ownr", "owner"), ("upto", "up_to")])
def test_an_unknown_field_of_a_band_names_the_nearest(wrong: str, mend: str) -> None:
    with pytest.raises(InputError) as caught:
        KIND.read([{"owner": "gm", wrong: 5}], "bands")
    assert [(fault.path, fault.mend) for fault in caught.value.faults] == [
        (f"bands[0].{wrong}", f"did you mean {mend!r}?")
    ]


def test_two_unknown_owners_are_not_taken_for_the_same() -> None:
    with pytest.raises(InputError) as caught:
        KIND.read([{"owner": "clrk", "up_to": 5}, {"owner": "boss"}], "bands")
    assert [fault.path for fault in caught.value.faults] == ["bands[0].owner", "bands[1].owner"]


def test_a_later_region_is_joined_from_its_own_start() -> None:
    """Ten fen stay with the clerk between two regions that grow by a cut in their middle."""
    before = Bands((Band("gm", 10), Band("clerk", 20), Band("deputy", 30), Band("deputy", None)))
    after = Bands((Band("board", 10), Band("clerk", 20), Band("gm", None)))
    assert changes(before.table(Tie.LOWER), after.table(Tie.LOWER)) == (
        BandChange(0, 10, "gm", "board"),
        BandChange(21, None, "deputy", "gm"),
    )


def test_bands_are_in_yuan_and_say_what_they_expect() -> None:
    assert KIND.unit == "yuan"
    assert [tie.value for tie in Tie] == ["inclusive_words", "higher", "lower"]
    assert KIND.expected.startswith("bands from the lowest up, each with owner and up_to (yuan)")
