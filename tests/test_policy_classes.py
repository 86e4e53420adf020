"""The classes of a policy: what they read, hold, compare and hide."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import attrs
import pytest

from csrules.errors import PolicyError
from csrules.kinds import Money, Whole, Words
from csrules.policy import Policy, Section, amend, blank, compiled, leaf
from tests.demo import Demo, Desk, Inner


@attrs.frozen
class Own(Policy):
    """A pack of three parameters, out of order, one of them not written in ASCII."""

    pack = "own"
    words: str = leaf(Words(), "先说", source="O-1")
    days: int = leaf(Whole("days"), 6, source="O-2")
    fee: Decimal | None = blank(Money(), source="O-3")


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        (Own(), r'["own", {"days": 6, "words": "\u5148\u8bf4"}]'),
        (
            amend(Own(), {"fee": "12.3", "days": 7}),
            r'["own", {"days": 7, "fee": "12.30", "words": "\u5148\u8bf4"}]',
        ),
    ],
)
def test_the_fingerprint_is_a_digest_of_the_pack_and_its_values(policy: Own, text: str) -> None:
    assert policy.fingerprint == hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def test_a_policy_without_a_pack_has_no_name() -> None:
    assert Policy.pack == ""


def test_a_blank_is_read_as_soon_as_it_has_a_value() -> None:
    assert Desk(fee="12.3").fee == Decimal("12.30")  # type: ignore[arg-type]  # as a file writes it
    with pytest.raises(PolicyError, match=r"^fee: "):
        Desk(fee="much")  # type: ignore[arg-type]  # what no typed caller gives


def test_only_a_blank_may_be_without_a_value() -> None:
    with pytest.raises(PolicyError, match=r"^least: "):
        Desk(least=None)  # type: ignore[arg-type]  # what no typed caller gives


def _nine() -> Inner:
    return Inner(9)


@attrs.frozen
class Made(Policy):
    """A policy whose section is made by a function, and which keeps something of its own."""

    pack = "made"
    inner: Inner = attrs.field(factory=_nine)
    kept: Any = compiled(lambda _: object())


def test_a_section_may_be_made_by_a_function() -> None:
    assert Made().inner.days == 9
    assert Made(inner=Inner(8)).inner.days == 8
    with pytest.raises(PolicyError, match=r"^inner: .* its section of the policy"):
        Made(inner=5)  # type: ignore[arg-type]  # what no typed caller gives


def test_a_compiled_form_is_neither_compared_nor_shown() -> None:
    one, other = Made(), Made()
    assert one.kept is not other.kept
    assert one == other
    assert "kept" not in repr(one)


@pytest.mark.parametrize("made", [Section(), Demo(), Desk(), Own()])
def test_nothing_can_be_hung_on_a_section(made: Section) -> None:
    with pytest.raises(AttributeError):
        object.__setattr__(made, "more", 1)
