"""Identifiers: one form, and nothing that looks like another."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.errors import InputError
from csrules.identifiers import LONGEST, identifier


class Loud(str):
    """A text that lies about itself."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__

    def __len__(self) -> int:
        return 0


@pytest.mark.parametrize(
    "text",
    [
        "C-1", "O 1", "2024-001", "a", "~", "user:4220@office", "=1+1",
        "王小明", "阿依古丽·买买提", "𠮷田", "々", "二〇二四", "〔2024〕第12号", "投诉C-1",
        "a王さカ", "Aㄅ王", "a王김",
        "Müller", "Đặng", "lǜ", "Нина", "Ωμέγα", "김철수 2", "さくら-1", "ー", "ㄅㄆ",
        "x" * LONGEST, "长" * LONGEST, "\U0003fffd",
    ],
)  # fmt: skip
def test_an_identifier_is_taken_as_it_is(text: str) -> None:
    assert identifier(text, "id") == text


@pytest.mark.parametrize(
    ("text", "same"),
    [("e\u0301", "é"), ("u\u0308\u030c", "ǚ"), ("\uac00\u11a8", "\uac01"), ("\uf900", "豈"),
     ("\U0002f800", "丽")],
)  # fmt: skip
def test_two_spellings_of_the_same_characters_are_one_identifier(text: str, same: str) -> None:
    assert identifier(text, "id") == identifier(same, "id") == same


@pytest.mark.parametrize(
    ("text", "character", "mend"),
    [
        ("C\u200b-1", "U+200B ZERO WIDTH SPACE, its character 2", "remove it"),
        ("C-1\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE, its character 4", "remove it"),
        ("\u2066C-1", "U+2066 LEFT-TO-RIGHT ISOLATE, its character 1", "remove it"),
        ("\ufeffC-1", "U+FEFF ZERO WIDTH NO-BREAK SPACE, its character 1", "remove it"),
        ("C\u00ad1", "U+00AD SOFT HYPHEN, its character 2", "remove it"),
        ("C\x001", "U+0000, its character 2", "remove it"),
        ("C\x1b[31m", "U+001B, its character 2", "remove it"),
        ("C\n1", "U+000A, its character 2", "remove it"),
        ("C\t1", "U+0009, its character 2", "remove it"),
        ("C\x7f", "U+007F, its character 2", "remove it"),
        ("C\x851", "U+0085, its character 2", "remove it"),
        ("\ud800", "U+D800, its character 1", "remove it"),
        ("\ue000", "U+E000, its character 1", "remove it"),
        ("\U0010ffff", "U+10FFFF, its character 1", "remove it"),
        ("王\U000e0100", "U+E0100 VARIATION SELECTOR-17, its character 2", "remove it"),
        ("王\ufe00", "U+FE00 VARIATION SELECTOR-1, its character 2", "remove it"),
        ("ᅠ", "U+1160 HANGUL JUNGSEONG FILLER, its character 1", "remove it"),
        ("q\u0301", "U+0301 COMBINING ACUTE ACCENT, its character 2", "remove it"),
        ("２", "U+FF12 FULLWIDTH DIGIT TWO, its character 1", "write '2'"),
        ("Ａ", "U+FF21 FULLWIDTH LATIN CAPITAL LETTER A, its character 1", "write 'A'"),
        ("１）", "U+FF11 FULLWIDTH DIGIT ONE, its character 1", "write '1'"),
        ("C\u00a01", "U+00A0 NO-BREAK SPACE, its character 2", "write ' '"),
        ("C\u30001", "U+3000 IDEOGRAPHIC SPACE, its character 2", "write ' '"),
        ("ﬁ", "U+FB01 LATIN SMALL LIGATURE FI, its character 1", "write 'fi'"),
        ("ſ", "U+017F LATIN SMALL LETTER LONG S, its character 1", "write 's'"),
        ("①", "U+2460 CIRCLED DIGIT ONE, its character 1", "write '1'"),
        ("٣", "U+0663 ARABIC-INDIC DIGIT THREE, its character 1", "remove it"),
        ("1–2", "U+2013 EN DASH, its character 2", "remove it"),
        ("1\u20102", "U+2010 HYPHEN, its character 2", "remove it"),
        ("a・b", "U+30FB KATAKANA MIDDLE DOT, its character 2", "remove it"),
        ("ɑ", "U+0251 LATIN SMALL LETTER ALPHA, its character 1", "remove it"),
        ("א", "U+05D0 HEBREW LETTER ALEF, its character 1", "remove it"),
        ("🙂", "U+1F642 SLIGHTLY SMILING FACE, its character 1", "remove it"),
    ],
    ids=lambda value: ascii(value)[:20],
)  # fmt: skip
def test_what_is_invisible_or_looks_like_another_is_named(
    text: str, character: str, mend: str
) -> None:
    with pytest.raises(InputError) as caught:
        identifier(text, "case_id")
    (fault,) = caught.value.faults
    assert fault.path == "case_id"
    assert fault.expected == f"an identifier without {character}"
    assert fault.mend == mend


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("С-1a", "U+0421 CYRILLIC CAPITAL LETTER ES, its character 1", "U+0061"),
        ("Αlpha", "U+0391 GREEK CAPITAL LETTER ALPHA, its character 1", "U+006C"),
        ("王Иван", "U+738B CJK UNIFIED IDEOGRAPH-738B, its character 1", "U+0418"),
        ("аα", "U+0430", "U+03B1"),
        ("さ가", "U+3055", "U+AC00"),
    ],
)
def test_letters_of_scripts_that_do_not_belong_together_are_refused(
    text: str, first: str, second: str
) -> None:
    with pytest.raises(InputError, match="letters of one script") as caught:
        identifier(text, "id")
    (fault,) = caught.value.faults
    assert first in fault.expected
    assert second in fault.expected


@pytest.mark.parametrize(
    "word",
    [
        "AZazÀÖØöøžƠơƯưǍǜǸǹȘțḀẙẠỹ", "ΆΈΊΌΎΡΣώ", "ЀҁҊԯ", "々〇㐀䶿一鿿", "ぁゖァヺーヾ", "ㄅㄯ",
        "가힣", "\U00020000\U0002fffd\U00030000\U0003fffd",
    ],
)  # fmt: skip
def test_the_first_and_last_letters_of_a_script_make_one_word(word: str) -> None:
    assert identifier(word, "id") == word


@pytest.mark.parametrize(
    "letter", "ſƀƟƢƮƱǝǷǺȗȜẜỺϗϿ҂ԱͿ〆〈〓〖゠㆐\U0001ffff\U0002fffe\U0003fffe", ids=ascii
)
def test_a_letter_beside_those_of_a_script_is_refused(letter: str) -> None:
    assert taken(letter) is None


@pytest.mark.parametrize("letter", "éΩж王さㄅ가")
def test_digits_and_marks_stand_beside_letters_of_every_script(letter: str) -> None:
    marks = "".join(chr(n) for n in range(0x20, 0x7F) if not chr(n).isalpha())
    text = f"{letter}{marks}·〔〕"
    assert identifier(text, "id") == text


@pytest.mark.parametrize("text", ["СОЕ-1", "сору", "ΑΒΕ", "о", "ο 2"])
def test_a_word_of_letters_that_all_look_latin_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="all look Latin"):
        identifier(text, "id")


@pytest.mark.parametrize("text", [" a", "a ", "a  b", " "])
def test_spaces_that_nobody_sees_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="no space at either end"):
        identifier(text, "id")


@pytest.mark.parametrize("text", ["", "x" * 201, "长" * 201, "e\u0301" * 101, "\u0301" * 10**6])
def test_an_identifier_has_1_to_200_characters(text: str) -> None:
    with pytest.raises(InputError, match="1 to 200 characters"):
        identifier(text, "id")


@pytest.mark.parametrize("longest", [1, 2000])
def test_a_bound_of_ones_own_is_the_most_characters_taken(longest: int) -> None:
    assert identifier("x" * longest, "id", longest) == "x" * longest
    with pytest.raises(InputError, match=f"1 to {longest} characters"):
        identifier("x" * (longest + 1), "id", longest)


@pytest.mark.parametrize("longest", [0, 2001, -1, True, "5", None])
def test_a_bound_is_a_whole_number_up_to_2000(longest: Any) -> None:
    with pytest.raises(InputError, match="from 1 to 2000") as caught:
        identifier("C-1", "id", longest)
    assert caught.value.faults[0].path == "longest"


@pytest.mark.parametrize("raw", [None, 1, True, b"C-1", ["C-1"], 1.5])
def test_only_a_text_is_an_identifier(raw: object) -> None:
    with pytest.raises(InputError, match="an identifier"):
        identifier(raw, "id")


def test_a_text_of_a_class_of_ones_own_becomes_a_plain_one() -> None:
    assert type(identifier(Loud("C-1"), "id")) is str
    assert identifier(Loud("C-1"), "id") == "C-1"
    with pytest.raises(InputError, match="ZERO WIDTH"):
        identifier(Loud("C\u200b"), "id")


def test_case_counts() -> None:
    assert identifier("c-1", "id") != identifier("C-1", "id")


def taken(text: str) -> str | None:
    """The identifier, or None where it is refused."""
    try:
        return identifier(text, "id")
    except InputError:
        return None


def test_of_all_characters_only_letters_and_a_few_marks_are_taken() -> None:
    for number in (*range(0x80, 0x20000), *range(0xE0000, 0xE0200)):
        mark = taken(chr(number))
        if mark is not None:
            letter = unicodedata.category(mark)[0] == "L"
            assert letter or mark.isascii() or mark in "·〔〕〇", hex(number)
            assert mark.isprintable()
            assert unicodedata.normalize("NFKC", mark) == mark


ALPHABET = st.sampled_from("aZ0-·. éǚβжЖіО王一〇さーㄅ가\u0301\u200b\u202e\ud800Ａ１〔\x1b\n")


@given(st.one_of(st.text(ALPHABET, max_size=8), st.text(max_size=8)))
def test_what_is_taken_is_taken_again_in_every_spelling(text: str) -> None:
    found = taken(text)
    if found is None:
        assert taken(unicodedata.normalize("NFC", text)) is None
    else:
        assert found == unicodedata.normalize("NFC", text) == unicodedata.normalize("NFKC", found)
        assert taken(found) == taken(unicodedata.normalize("NFD", found)) == found
        assert all(mark.isprintable() or mark >= "\U00020000" for mark in found)  # rare ideographs
        assert found == found.strip()
