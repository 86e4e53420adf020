"""Document 004 against values worked by hand: README R13, R14, R22, R23; section 7 no. 13, 14."""

from datetime import date, datetime, timedelta

import pytest

from . import attendance
from .attendance import BlankError

P = {"P4": 1, "P5": 10, "P6": 2000, "P7": 3, "P8": 3000, "P9": 2, "P10": 10, "P11": 1}
P |= {"P12": 10_000, "P13": 25_000, "P14": 3, "P15": 5, "P16": 3, "P17": 50}
BEGINS, ENDS, NOON = (datetime(2024, 3, 4, hour) for hour in (9, 18, 12))
DAY = date(2024, 3, 4)


def clock(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"2024-03-04 {text}")


def judged(
    arrival: str | None, departure: str | None, p: dict[str, int], **how: str
) -> dict[str, int]:
    found = attendance.classify(
        BEGINS, ENDS, clock(arrival), clock(departure), p, lunch_start=NOON,
        gap=how.get("gap", "late"), hours=how.get("hours", "net"),
        single_missing=how.get("single_missing", "unresolved"),
    )  # fmt: skip
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        ("08:59:59", {}),
        ("09:00", {}),
        ("09:00:01", {"late": 1}),
        ("09:10", {"late": 1}),
        ("09:10:01", {"late": 1, "gap": 1}),
        ("09:30", {"late": 1, "gap": 1}),
        ("10:00", {"late": 1, "gap": 1}),
        ("10:00:01", {"late_halves": 1, "halves": 1}),
        ("10:01", {"late_halves": 1, "halves": 1}),
        ("14:00", {"late_halves": 1, "halves": 1}),
        ("14:00:01", {"late_halves": 2, "halves": 2}),
    ],
)
def test_arrival(arrival: str, expected: dict[str, int]) -> None:
    assert judged(arrival, "18:00", P) == expected


@pytest.mark.parametrize(
    ("departure", "expected"),
    [
        ("18:00:01", {}),
        ("18:00", {}),
        ("17:59:59", {"early": 1}),
        ("17:00", {"early": 1}),
        ("16:59:59", {"early_halves": 1, "halves": 1}),
        ("14:00", {"early_halves": 1, "halves": 1}),
        ("13:59:59", {"early_halves": 2, "halves": 2}),
    ],
)
def test_departure(departure: str, expected: dict[str, int]) -> None:
    assert judged("09:00", departure, P) == expected


def test_gap_readings() -> None:
    absent = {"late_halves": 1, "halves": 1}
    assert judged("09:30", "18:00", P, gap="half_day_absent") == absent
    assert judged("09:10", "18:00", P, gap="half_day_absent") == {"late": 1}
    with pytest.raises(ValueError, match="between"):
        judged("09:30", "18:00", P, gap="error")


def test_missing_punches() -> None:
    assert judged(None, None, P) == {"halves": 2}
    assert judged("09:05", None, P) == {"late": 1, "unresolved": 1}
    assert judged(None, "18:00", P) == {"unresolved": 1}
    assert judged(None, "18:00", P, single_missing="half") == {"halves": 1}
    assert judged(None, "18:00", P, single_missing="whole") == {"halves": 2}
    on_leave = attendance.classify(BEGINS, ENDS, None, None, P, on_leave=True)
    assert not any(on_leave.values())


def test_each_alone_and_never_more_than_the_day() -> None:
    both = judged("10:30", "16:30", P)
    assert both == {"late_halves": 1, "early_halves": 1, "halves": 2}
    assert judged("09:40", "17:20", P) == {"late": 1, "gap": 1, "early": 1}
    whole = judged("15:00", "16:00", P)
    assert whole == {"late_halves": 2, "early_halves": 1, "halves": 2}
    approved = attendance.classify(
        BEGINS, ENDS, clock("09:00"), clock("12:00"), P, early_approved=True
    )
    assert not any(approved.values())


def test_lunch_is_needed_only_where_it_decides() -> None:
    three = P | {"P11": 3}
    assert judged("13:00", "18:00", three) == {"late": 1, "gap": 1}
    assert judged("13:00:01", "18:00", three) == {"late_halves": 1, "halves": 1}
    assert judged("12:30", "18:00", three, hours="clock") == {"late_halves": 1, "halves": 1}

    def unknown(arrival: str) -> int:
        two = P | {"P11": 2}
        found = attendance.classify(BEGINS, ENDS, clock(arrival), clock("18:00"), two)
        return found["halves"]

    known = [unknown(arrival) for arrival in ("11:00", "12:00:01", "13:00", "14:00:01")]
    assert known == [0, 1, 1, 2]
    for arrival in ("11:00:01", "12:00", "13:00:01", "14:00"):
        with pytest.raises(BlankError, match="lunch_start"):
            unknown(arrival)


@pytest.mark.parametrize(
    ("arrival", "blank"), [("09:05", "P11"), ("09:30", "P11"), ("09:30", "P5"), ("10:30", "P4")]
)
def test_a_blank_fails_by_name(arrival: str, blank: str) -> None:
    p = {name: value for name, value in P.items() if name != blank}
    if (arrival, blank) == ("09:05", "P11"):
        assert judged(arrival, "18:00", p) == {"late": 1}
        return
    with pytest.raises(BlankError, match=blank):
        judged(arrival, "18:00", p)


ZERO = dict.fromkeys(("late", "gap", "early", "unresolved"), 0)
ZERO |= dict.fromkeys(("late_halves", "early_halves", "halves"), 0)
LATE = ZERO | {"late": 1}
EARLY = ZERO | {"early": 1}
HALF = ZERO | {"late_halves": 1, "halves": 1}
WHOLE = ZERO | {"halves": 2}
TWO_HALVES = ZERO | {"late_halves": 1, "early_halves": 1, "halves": 2}


def some(found: dict[str, int], *names: str) -> list[int]:
    return [found[name] for name in names]


@pytest.mark.parametrize(
    ("days", "fen", "warned", "demerits"),
    [
        ([], 0, 0, 0),
        ([LATE] * 2, 4000, 0, 0),
        ([LATE] * 3, 6000, 1, 0),
        ([LATE] * 4, 8000, 1, 0),
        ([HALF], 10_000, 0, 0),
        ([HALF] * 2, 20_000, 0, 0),
        ([WHOLE, HALF], 35_000, 0, 1),
        ([TWO_HALVES], 25_000, 0, 1),
    ],
)
def test_month(days: list[dict[str, int]], fen: int, warned: int, demerits: int) -> None:
    found = attendance.month(days, P, 100_000)
    assert some(found, "sum", "net", "written_warnings", "demerits") == [
        fen, 100_000 - fen, warned, demerits,
    ]  # fmt: skip


def test_month_alternatives() -> None:
    each = attendance.month([LATE] * 5, P, 100_000, warning="each")
    assert each["written_warnings"] == 3
    two = attendance.month([TWO_HALVES], P, 100_000, same_day_halves="two")
    assert some(two, "sum", "demerits") == [20_000, 0]


def test_percents() -> None:
    once = attendance.month([EARLY], P, 100_000)
    assert some(once, "sum", "severe_warnings") == [3000, 0]
    on_top = attendance.month([EARLY] * 2, P, 100_000)
    assert some(on_top, "early_fen", "early_percent_fen", "severe_warnings") == [6000, 10_000, 1]
    replaces = attendance.month([EARLY] * 2, P, 100_000, early_percent="replaces")
    assert some(replaces, "sum", "early_fen") == [10_000, 0]
    rest = attendance.month([EARLY] * 2, P, 100_000, proxies=1, base="remainder")
    assert some(rest, "early_percent_fen", "proxy_fen", "sum") == [9400, 42_300, 57_700]
    three = attendance.month([EARLY], P, 100_000, proxies=3)
    assert some(three, "proxy_fen", "sum", "net", "severe_warnings") == [100_000, 103_000, 0, 3]
    uncapped = attendance.month([EARLY], P, 100_000, proxies=3, proxy_cap=False, clamp=False)
    assert some(uncapped, "proxy_fen", "net") == [150_000, -53_000]
    odd = attendance.month([EARLY] * 2, P, 100_005)
    assert odd["early_percent_fen"] == 10_001
    even = attendance.month([EARLY] * 2, P, 100_005, rounding="half_even")
    assert even["early_percent_fen"] == 10_000


def test_month_blanks() -> None:
    assert attendance.month([], {}, 100_000)["net"] == 100_000
    for days, blank in (([LATE], "P7"), ([EARLY], "P9"), ([WHOLE], "P13"), ([HALF], "P12")):
        p = {name: value for name, value in P.items() if name != blank}
        with pytest.raises(BlankError, match=blank):
            attendance.month(days, p, 100_000)


def test_dismissal() -> None:
    def absent(*halves: int, first: date = DAY) -> list[tuple[date, int]]:
        return [(first + timedelta(days=n), value) for n, value in enumerate(halves)]

    assert attendance.dismissal(absent(2, 2), P) == set()
    assert attendance.dismissal(absent(2, 2, 2), P) == {"consecutive"}
    assert attendance.dismissal(absent(2, 2, 0, 2), P) == set()
    assert attendance.dismissal(absent(2, 1, 2, 2), P) == set()
    assert attendance.dismissal(absent(2, 1, 2, 2), P, half_in_run="adds") == {"consecutive"}
    across = absent(2, 2, 2, first=date(2024, 3, 30))
    assert attendance.dismissal(across, P) == {"consecutive"}
    scattered = absent(2, 0, 2, 0, 2, 0, 2, 0)
    assert attendance.dismissal([*scattered, (date(2024, 3, 29), 1)], P) == set()
    assert attendance.dismissal([*scattered, (date(2024, 3, 29), 2)], P) == {"monthly"}
    assert attendance.dismissal([*scattered, (date(2024, 4, 1), 2)], P) == set()
    assert attendance.dismissal(absent(2, 2, 2), P | {"P15": 3}) == {"consecutive", "monthly"}
    assert attendance.dismissal(absent(0, 0), {}) == attendance.dismissal([], {}) == set()
    assert attendance.dismissal(absent(2, 2, 2), {"P14": 3}) == {"consecutive"}
    with pytest.raises(BlankError, match="P15"):
        attendance.dismissal(absent(2, 2), {"P14": 3})


def test_personal_leave_notice() -> None:
    asked = [date(2024, 3, day) for day in (6, 7, 8)]
    found = [attendance.notice_in_time(day, date(2024, 3, 10), P) for day in asked]
    assert found == [True, True, False]
