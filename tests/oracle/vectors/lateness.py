"""Lateness at the office (S2-03): each reading, and pay in each way in which it can be written."""

from __future__ import annotations

from itertools import product

from tests.oracle.approval import fen
from tests.oracle.lateness import deduction, lines
from tests.oracle.vectors.cases import BAD_MONEY, Book, Json, answer, bad_whole

ESCALATIONS = ("marginal", "whole_month", "exclusive", "flat")
ROUNDINGS = {"half_up": "half_up", "half_even": "half_even", "sum": "round_the_sum"}
BAD_READINGS: tuple[Json, ...] = ("marginally", "", None, 1, "Half_up")
WRITTEN: tuple[Json, ...] = (0, 101, 5000, "0005000.00", "5000.0")


def lateness(found: Book) -> None:
    for pay, late in product(("0", "101.50", "4850.50"), (0, 2, 3, 31)):
        cents = int(fen(pay))
        for escalation, rounding in product(ESCALATIONS, ROUNDINGS):
            by_line = "half_up" if rounding == "sum" else rounding
            told = {
                "lines": lines(cents, late, escalation, rounding=by_line),
                "sum": deduction(cents, late, escalation, rounding=ROUNDINGS[rounding]),
            }
            given: dict[str, Json] = {"base_pay": pay, "late_days": late}
            given |= {} if escalation == "marginal" else {"escalation": escalation}
            given |= {} if rounding == "half_up" else {"rounding": rounding}
            found.add("lateness_deduction", given, answer(told), "S2-03-12")
    right = {"base_pay": "3000.00", "late_days": 3}
    bad = {"base_pay": BAD_MONEY, "late_days": bad_whole(0, 31),
           "escalation": BAD_READINGS, "rounding": BAD_READINGS}  # fmt: skip
    found.faults("lateness_deduction", right, bad, "S2-03-12")
    for written, late in product(WRITTEN, (0, 1, 3)):
        cents = int(fen(str(written)))
        told = {
            "lines": lines(cents, late, "marginal", rounding="half_up"),
            "sum": deduction(cents, late, "marginal", rounding="half_up"),
        }
        asked = {"base_pay": written, "late_days": late}
        found.add("lateness_deduction", asked, answer(told), "S2-03-12")
