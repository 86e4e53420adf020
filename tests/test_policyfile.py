"""Policy files: TOML in and out, every fault at once with its line, described to editors."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules import policyfile
from csrules.bands import Tie
from csrules.errors import CsrulesError, Fault, InputError, PolicyError, UnknownNameError
from csrules.kinds import Whole, Words
from csrules.policy import Policy, amend, diff, leaf, leaves
from csrules.policyfile import MAX_BYTES, default_policy, dump, dumps, load, loads
from csrules.regulations import PACKS as NAMES
from csrules.schema import schema
from tests.demo import AMENDED, PACKS, Demo
from tests.test_policy import CHANGES

HEAD = '[policy]\nformat = 1\nbase = "demo"\n'


def faults_of(source: Any) -> list[Fault]:
    with pytest.raises(PolicyError) as caught:
        loads(source, packs=PACKS)
    str(caught.value).encode()
    return list(caught.value.faults)


def test_a_file_changes_only_what_it_names() -> None:
    policy = loads(HEAD + '[approval]\ntie = "higher"\n[desk]\ninner.days = 8', packs=PACKS)
    assert [each.path for each in diff(Demo(), policy)] == ["approval.tie", "desk.inner.days"]
    assert loads(HEAD, packs=PACKS) == Demo()
    assert loads(HEAD + "[desk]", packs=PACKS) == Demo()


@pytest.mark.parametrize(
    "text",
    [
        "[approval]\nbands = {clerk = 2000}",
        '[approval.bands]\nclerk = "2000.00"',
        '[approval]\nbands = [{owner = "clerk", up_to = 2000}, {owner = "boss"}]',
        '[[approval.bands]]\nowner = "clerk"\nup_to = "2000"\n[[approval.bands]]\nowner = "boss"',
        '[approval]\n"bands".clerk = 2_000',
    ],
)
def test_bands_are_changed_by_cut_or_as_a_whole(text: str) -> None:
    expected = amend(Demo(), {"approval.bands.clerk": 2000})
    assert loads(HEAD + text, packs=PACKS) == expected


def test_dates_and_times_may_be_written_as_toml_has_them() -> None:
    text = "[desk]\nopens = 09:00:30\nsince = 2024-02-29\nseen = 2024-03-08T15:00:00+08:00"
    desk: dict[str, Any] = AMENDED["desk"]
    changes = {f"desk.{name}": desk[name] for name in ("opens", "since", "seen")}
    assert loads(HEAD + text, packs=PACKS) == amend(Demo(), changes)


def test_bytes_text_marks_and_line_ends_make_no_difference() -> None:
    text = HEAD + '[desk]\ngreeting = "您好"\n'
    expected = loads(text, packs=PACKS)
    for other in (
        text.encode(),
        text.encode("utf-8-sig"),
        "\ufeff" + text,
        text.replace("\n", "\r\n"),
        text.replace("\n", "\r\n").encode(),
    ):
        assert loads(other, packs=PACKS) == expected


TWELVE = """\
[policy]
format = 2
base = "demo"
titel = "x"

[approval]
ty = "higher"
tie = "highr"
bands = [
  { owner = "clerk", up_to = 12.30 },  # a comment, with [brackets] and "quotes"
  { owner = "bos" },
]

[desk]
fee = 12.30
opens = "24:00"
inner.days = 0
flag = 1
greeting = '''
'''
steps = [1, -1,
  2.5]

[[desks]]
a = 1
"""


def test_a_file_with_many_faults_tells_them_all_with_their_lines() -> None:
    found = faults_of(TWELVE)
    assert [(fault.line, fault.path) for fault in found] == [
        (2, "policy.format"),
        (4, "policy.titel"),
        (7, "approval.ty"),
        (8, "approval.tie"),
        (10, "approval.bands[0].up_to"),
        (11, "approval.bands[1].owner"),
        (15, "desk.fee"),
        (16, "desk.opens"),
        (17, "desk.inner.days"),
        (18, "desk.flag"),
        (19, "desk.greeting"),
        (21, "desk.steps[1]"),
        (22, "desk.steps[2]"),
        (24, "desks"),
    ]
    told = {fault.path: fault for fault in found}
    assert told["policy.titel"].mend == "did you mean 'title'?"
    assert told["approval.tie"].mend == "did you mean 'higher'?"
    assert told["approval.bands[1].owner"].mend == "did you mean 'boss'?"
    assert told["desks"].mend == "did you mean 'desk'?"
    assert '"12.30"' in told["desk.fee"].mend
    assert told["desk.fee"].value == 12.3
    assert all(fault.expected for fault in found)


def test_values_that_do_not_agree_are_told_with_their_line() -> None:
    (fault,) = faults_of(HEAD + "[desk]\n\nleast = 10\n")
    assert (fault.line, fault.path, fault.rule) == (6, "desk.least", "D-4")


@pytest.mark.parametrize("number", ["1.0", "12.30", "1e3", "nan", "inf", "-0.0"])
@pytest.mark.parametrize("name", ["fee", "hours", "least", "greeting", "open", "opens", "limits"])
def test_floats_are_refused_wherever_they_stand(name: str, number: str) -> None:
    (fault,) = faults_of(f"{HEAD}[desk]\n{name} = {number}")
    assert (fault.path, fault.line) == (f"desk.{name}", 5)
    assert f'"{number}"' in fault.mend


@pytest.mark.parametrize(
    ("source", "expected", "line"),
    [
        (b"\xff\xfe[\x00p\x00", "UTF-8", None),
        ('title = "\u4e2d"'.encode("gbk"), "UTF-8", None),
        ("\ud800", "UTF-8", None),
        (HEAD + "#" * MAX_BYTES, "32 KiB", None),
        (b"\x00" * (MAX_BYTES + 1), "32 KiB", None),
        ("中" * (MAX_BYTES // 3 + 1), "32 KiB", None),
        (HEAD + "a = " + "[" * 5000 + "]" * 5000, "levels", None),
        (HEAD + "a = " + "[" * 20 + "]" * 20, "levels", None),
        (HEAD + "[" + ".".join("a" * 5000) + "]", "64 dots on a line", 4),
        (HEAD + "[desk]\n" + ".".join(["inner"] * 50) + " = 1", "levels", None),
        (HEAD + "copies = " + "9" * 5000, "short numbers", None),
        (HEAD + "[desk\nleast = 1", "TOML", 4),
        (HEAD + "[desk]\nleast = ", "TOML", 5),
        (HEAD + "[desk]\nleast = 1\nleast = 2", "TOML", 6),
        (HEAD + "[desk]\nleast = 1\n[desk]", "TOML", 6),
        (HEAD + "x\x00y = 1", "TOML", 4),
        (None, "the text of a policy file", None),
        (Path("policy.toml"), "the text of a policy file", None),
    ],
    ids=range(18),
)
def test_what_is_no_policy_file_is_refused_before_it_is_read(
    source: Any, expected: str, line: int | None
) -> None:
    (fault,) = faults_of(source)
    assert expected in fault.expected
    assert fault.line == line


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("", "policy"),
        ("policy = 1", "policy"),
        ("[[policy]]", "policy"),
        ("[desk]\nleast = 1", "policy"),
        ('[policy]\nbase = "demo"', "policy.format"),
        ('[policy]\nbase = "demo"\nformat = true', "policy.format"),
        ('[policy]\nbase = "demo"\nformat = "1"', "policy.format"),
        ('[policy]\nbase = "demo"\nformat = 1.0', "policy.format"),
        ("[policy]\nformat = 1", "policy.base"),
        ('[policy]\nformat = 1\nbase = ["demo"]', "policy.base"),
        ('[policy]\nformat = 1\nbase = "demo"\ntitle = ""', "policy.title"),
        ('[policy]\nformat = 1\nbase = "demo"\ninclude = "x.toml"', "policy.include"),
    ],
)
def test_the_head_names_format_and_base_and_nothing_else(source: str, path: str) -> None:
    (fault,) = faults_of(source)
    assert fault.path == path


FITTING = "甲" * 200
TOO_LONG = "甲" * 201


def test_a_title_has_at_most_two_hundred_characters() -> None:
    assert f'title = "{FITTING}"' in dumps(Demo(), packs=PACKS, title=FITTING)
    with pytest.raises(InputError, match="200 characters"):
        dumps(Demo(), packs=PACKS, title=TOO_LONG)
    assert loads(f'{HEAD}title = "{FITTING}"', packs=PACKS) == Demo()
    (fault,) = faults_of(f'{HEAD}title = "{TOO_LONG}"')
    assert (fault.path, fault.line) == ("policy.title", 4)


@pytest.mark.parametrize(
    ("source", "value", "line"),
    [
        (b"\xff" * 30, b"\xff" * 20, None),
        ("#" * (MAX_BYTES + 1), b"#" * 20, None),
        (HEAD + "b" * 50 + "." * 65, "b" * 40, 4),
        (HEAD + "[desk\nleast = 1", "[desk", 4),
        (HEAD + "[desk]\nleast = \n\n", "least = ", 5),
        (HEAD + "[desk]\nsteps = [\n  1,\n\n", "  1,", 6),
    ],
    ids=range(6),
)
def test_a_refused_file_shows_where_it_is_wrong(
    source: str | bytes, value: object, line: int | None
) -> None:
    (fault,) = faults_of(source)
    assert (fault.path, fault.value, fault.line) == ("file", value, line)


@pytest.mark.parametrize(("digits", "shown"), [(38, "1." + "2" * 38), (39, "…")])
def test_a_float_is_repeated_up_to_forty_characters(digits: int, shown: str) -> None:
    (fault,) = faults_of(f"{HEAD}[desk]\nfee = 1.{'2' * digits}")
    assert f'"{shown}"' in fault.mend
    assert "(float)" in str(fault)


def test_a_file_has_at_most_twelve_levels() -> None:
    (fault,) = faults_of(f"{HEAD}[desk]\nsteps = {'[' * 9}1{']' * 9}")
    assert fault.path.startswith("desk.steps")
    (fault,) = faults_of(f"{HEAD}[desk]\nsteps = {'[' * 10}1{']' * 10}")
    assert fault.expected == "at most 12 levels of nesting"
    assert fault.mend == ""


def test_a_fault_without_a_line_is_told_first() -> None:
    @attrs.frozen
    class Agreed(Policy):
        pack = "agreed"
        low: int = leaf(Whole(), 1, source="D-4")
        high: int = leaf(Whole(), 9, source="D-4")

        def faults(self) -> Iterator[Fault]:
            if self.low > self.high:
                yield Fault("high", self.high, "at least the low one")

    with pytest.raises(PolicyError) as caught:
        loads('policy.base = "agreed"\nlow = 10', packs={"agreed": Agreed})
    assert [(f.path, f.line) for f in caught.value.faults] == [("high", None), ("policy.format", 1)]


def test_an_unknown_base_is_told_with_the_nearest_pack() -> None:
    (fault,) = faults_of('[policy]\nformat = 1\nbase = "companny"\n[approval]\nx = 1')
    assert (fault.line, fault.mend) == (3, "did you mean 'company'?")
    (fault,) = faults_of("[policy]\nformat = 1")
    assert (fault.line, fault.value) == (1, None)
    (fault,) = faults_of('[policy]\nformat = 1\nbase = "dmo"')
    assert fault.mend == "did you mean 'demo'?"
    with pytest.raises(UnknownNameError, match="did you mean 'office'"):
        default_policy("offices")


def test_a_written_file_holds_only_what_differs_with_comments() -> None:
    text = dumps(amend(Demo(), {"approval.tie": "higher", "desk.fee": 3}), packs=PACKS, title="甲")
    assert text == (
        '[policy]\nformat = 1\nbase = "demo"\ntitle = "甲"\n\n'
        "[approval]\n"
        f"# inclusive_words: {Tie.INCLUSIVE_WORDS.meaning.en}\n"
        "# higher: a tie goes to the higher band\n"
        "# lower: a tie goes to the lower band\n"
        "# printed twice\n"
        'tie = "higher"  # [D-2]\n\n'
        '[desk]\nfee = "3.00"  # yuan [D-5]\n'
    )


def test_tables_in_a_list_take_a_line_each_and_odd_names_are_quoted() -> None:
    changes = {"approval.bands.clerk": 2000, "desk.limits": {"c d": 3, "一": 4}, "desk.steps": []}
    text = dumps(amend(Demo(), changes), packs=PACKS)
    clerk, boss = '{ owner = "clerk", up_to = "2000.00" }', '{ owner = "boss" }'
    assert f"bands = [\n  {clerk},\n  {boss},\n]  # yuan [D-1]\n" in text
    assert 'limits = { a = 1, b = 2, "c d" = 3, "一" = 4 }  # [D-7]\n' in text
    assert "steps = []  # [D-8]\n" in text


def test_a_full_file_tells_every_parameter_blanks_too() -> None:
    text = dumps(Demo(), full=True, packs=PACKS, language="zh")
    assert all(f"{path.rpartition('.')[2]} = " in text for path, _, _ in leaves(Demo()))
    assert "# fee =   # yuan [D-5]; yuan with at most two decimal places" in text
    assert "# 原文重复" in text
    assert text.index("[desk]") < text.index("[desk.inner]")  # a table before those within it
    assert loads(text, packs=PACKS) == Demo()


def test_comments_cannot_break_out_of_their_line() -> None:
    @attrs.frozen
    class Odd(Policy):
        pack = 'odd "\x7f'
        text: str = leaf(Words(), "x", source='A\n[desk]\r\x00 "b" # c')

    packs = {Odd.pack: Odd}
    policy = amend(Odd(), {"text": "a\n\"\"\"'''\\ # ]\u2028\u0085"[:-1]})
    assert loads(dumps(policy, packs=packs), packs=packs) == policy


def test_what_a_file_cannot_say_is_refused_and_not_lost() -> None:
    fewer = attrs.evolve(Demo(), desk=attrs.evolve(Demo().desk, limits=()))
    with pytest.raises(PolicyError, match="cannot take") as caught:
        dumps(fewer, packs=PACKS)
    (fault,) = caught.value.faults
    assert (fault.path, fault.value) == ("policy", fewer.fingerprint)
    with pytest.raises(UnknownNameError, match="pack"):
        dumps(Demo())
    with pytest.raises(CsrulesError, match="title"):
        dumps(Demo(), packs=PACKS, title="\x00")


@given(CHANGES, st.booleans(), st.sampled_from(["en", "zh"]))
def test_law_a_policy_comes_back_from_its_file(
    changes: dict[str, Any], full: bool, language: Any
) -> None:
    policy = amend(Demo(), changes)
    text = dumps(policy, full=full, language=language, packs=PACKS)
    assert loads(text, packs=PACKS) == policy
    assert dumps(loads(text, packs=PACKS), full=full, language=language, packs=PACKS) == text
    jsonschema.validate(tomllib.loads(text), schema(Demo()), jsonschema.Draft7Validator)


@pytest.mark.parametrize("changes", [{}, AMENDED])
def test_a_policy_comes_back_from_disk(changes: dict[str, Any], tmp_path: Path) -> None:
    policy = amend(Demo(), changes)
    for full in (False, True):
        dump(policy, tmp_path / "p.toml", full=full, packs=PACKS)
        assert load(tmp_path / "p.toml", packs=PACKS) == policy
        assert b"\r" not in (tmp_path / "p.toml").read_bytes()
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.toml")


def test_a_file_on_disk_is_the_text_in_utf8(tmp_path: Path) -> None:
    policy = amend(Demo(), AMENDED)
    ways: tuple[dict[str, Any], ...] = ({}, {"full": True}, {"title": "提案"}, {"language": "zh"})
    for way in ways:
        dump(policy, tmp_path / "p.toml", packs=PACKS, **way)
        written = (tmp_path / "p.toml").read_bytes()
        assert written == dumps(policy, packs=PACKS, **way).encode("utf-8")


@pytest.mark.parametrize("path", [None, 5, b"p.toml", "p\0.toml", Path("p\0.toml")], ids=repr)
def test_what_is_no_path_is_refused(path: Any) -> None:
    with pytest.raises(InputError) as caught:
        load(path)
    assert [fault.path for fault in caught.value.faults] == ["path"]


def test_an_argument_of_another_type_is_refused_by_its_name(tmp_path: Path) -> None:
    wrong: Any = 5
    for name, call in (
        ("path", lambda: default_policy("demo", path=wrong)),
        ("source", lambda: loads(wrong)),
        ("full", lambda: dumps(Demo(), full=wrong, packs=PACKS)),
        ("full", lambda: dump(Demo(), tmp_path / "p.toml", full=wrong, packs=PACKS)),
    ):
        with pytest.raises(InputError) as caught:
            call()
        assert name in [fault.path for fault in caught.value.faults]


@pytest.mark.parametrize("text", ["#", "甲", "a甲", "aa甲"])
def test_a_huge_file_is_not_read_to_its_end(text: str, tmp_path: Path) -> None:
    (tmp_path / "huge.toml").write_text(text[:-1] + text[-1] * MAX_BYTES * 2, encoding="utf-8")
    with pytest.raises(PolicyError, match="32 KiB"):
        load(tmp_path / "huge.toml")


@pytest.mark.parametrize("pack", NAMES)
def test_every_pack_has_a_default_policy_that_comes_back_and_a_schema(pack: str) -> None:
    policy = default_policy(pack)
    assert policy.pack == pack
    full, short = dumps(policy, full=True), dumps(policy)
    assert loads(full) == loads(short) == policy
    assert len(full.encode()) < MAX_BYTES
    found = schema(policy)
    jsonschema.Draft7Validator.check_schema(found)
    for text in (full, short):
        jsonschema.validate(tomllib.loads(text), found, jsonschema.Draft7Validator)


def test_the_schema_says_what_it_is_and_describes_the_head_of_a_file() -> None:
    found = schema(Demo())
    assert found["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert found["title"] == "csrules policy of the pack 'demo'"
    assert found["required"] == ["policy"]
    assert found["properties"]["policy"] == {
        "type": "object",
        "properties": {
            "format": {"const": 1, "description": "the version of this file's layout"},
            "base": {"const": "demo", "description": "the pack whose policy is changed"},
            "title": {"type": "string", "description": "what this policy is, for people"},
        },
        "additionalProperties": False,
        "required": ["format", "base"],
    }


def test_the_schema_tells_units_sources_and_meanings() -> None:
    found = schema(Demo())
    jsonschema.Draft7Validator.check_schema(found)
    tie = found["properties"]["approval"]["properties"]["tie"]
    assert "\nprinted twice\n" in tie["description"]
    assert tie["enum"] == list(Tie)
    assert tie["default"] == "inclusive_words"
    assert "[D-2]" in tie["description"]
    assert "higher: a tie goes to the higher band" in tie["description"]
    assert tie["x-taplo"]["docs"]["enumValues"][2] == "a tie goes to the lower band"
    days = found["properties"]["desk"]["properties"]["inner"]["properties"]["days"]
    assert (days["minimum"], days["maximum"], days["default"]) == (1, 60, 6)
    assert "days" in days["description"]
    fee = found["properties"]["desk"]["properties"]["fee"]
    assert "default" not in fee
    assert "without value until" in fee["description"]
    assert "分界数归较高一档" in str(schema(Demo(), "zh"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[policy]\nformat = 1",
        '[policy]\nformat = 2\nbase = "demo"',
        HEAD + "[dask]",
        HEAD + "[desk]\nx = 1",
        HEAD + '[approval]\ntie = "up"',
        HEAD + "[desk]\nfee = 1.5",
        HEAD + "[desk]\ninner.days = 61",
        HEAD + '[approval]\nbands = [{owner = "x"}]',
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(text: str) -> None:
    assert faults_of(text)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), schema(Demo()), jsonschema.Draft7Validator)


@given(st.text() | st.binary())
def test_law_any_text_is_a_policy_or_an_error_of_our_own(source: str | bytes) -> None:
    try:
        loads(source, packs=PACKS)
    except PolicyError as error:
        str(error).encode()


@given(st.sampled_from(TWELVE.split("\n")), st.integers(0, 500), st.text(max_size=3))
def test_law_a_damaged_file_is_told_in_our_own_words(row: str, place: int, extra: str) -> None:
    text = TWELVE[:place] + extra + row + TWELVE[place:]
    with pytest.raises(PolicyError) as caught:
        loads(text, packs=PACKS)
    assert caught.value.faults


def test_no_pack_is_imported_before_it_is_asked_for() -> None:
    assert not [name for name in vars(policyfile) if name in NAMES]


def test_nothing_is_written_where_the_path_is_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in (b"here", "here\0", True, 1):
        with pytest.raises(InputError, match="path"):
            dump(Demo(), path, packs=PACKS)  # type: ignore[arg-type]  # what is refused
    assert not list(tmp_path.iterdir())
