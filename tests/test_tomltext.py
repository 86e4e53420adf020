"""The text of a policy file: every key is found on its line, whatever stands around it."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.tomltext import line_of, lines

TOML = [
    ('a = 1\n"b c".d = 2\n', {"a": 1, "b c": 2, "b c.d": 2}),
    ("[x.y]\nz = [1,\n 2, [3,\n4]]\nq = 1", {"x.y.z[1]": 3, "x.y.z[2][1]": 4, "x.y.q": 5}),
    ('s = """\n[no]\nno = 1\n"""\nt = 1', {"s": 1, "t": 5}),
    ("s = '''a'''''\nt = '#'  # x = 2\nu = 1", {"s": 1, "t": 2, "u": 3}),
    ('s = "a\\"b = 1"\nt = { u = 1, "v\\u0041" = { w = 2 } }\n', {"t.u": 2, "t.vA.w": 2}),
    (
        "[[l]]\na = 1\n[[l]]\na = 2\n",
        {"l": 1, "l[0]": 1, "l[0].a": 2, "l[1]": 3, "l[1].a": 4},
    ),
    ("\n\na = 1\n", {"a": 3}),
    ("d = 1979-05-27 07:32:00\ne = -1.5e3\nf=0x1F\n", {"d": 1, "e": 2, "f": 3}),
    ("# only\n\n  k = true # c\n", {"k": 3}),
    ('[t]\n"a\tb" = 1  # a tab, which JSON would not have\n', {"t.a\tb": 2}),
    ("a = []\nb = {}\nc = [\n # no\n]\nd = 1", {"a": 1, "b": 2, "c": 3, "d": 6}),
]


@pytest.mark.parametrize(("text", "expected"), TOML)
def test_the_line_of_each_key_is_found(text: str, expected: dict[str, int]) -> None:
    tomllib.loads(text)
    found = lines(text)
    assert {path: found.get(path) for path in expected} == expected
    assert not any(path.startswith(("no", "s.")) for path in found)


def test_only_keys_and_parts_have_a_line() -> None:
    assert lines("a.b = [1]  # c\n[d]\n") == {"a": 1, "a.b": 1, "a.b[0]": 1, "d": 2}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("desk", 2),
        ("desk.fee", 3),
        ("desk.opens", 2),
        ("desk.inner.days", 2),
        ("desks", None),
        ("desk.steps[1]", 5),
        ("desk.steps[0]", 4),
        ("desk.steps[1].x", 5),
        ("", None),
    ],
)
def test_the_line_of_a_path_is_that_of_the_nearest_table_that_holds_it(
    path: str, line: int | None
) -> None:
    where = {"desk": 2, "desk.fee": 3, "desk.steps": 4, "desk.steps[1]": 5}
    assert line_of(path, where) == line


WORD = st.text(st.sampled_from("ab1_-"), min_size=1, max_size=3)
SCALAR = st.sampled_from(
    [
        "1",
        "true",
        "1.5",
        '"a # [b"',
        "'x = \"'",
        '"""\nk = 1\n"""',
        "'''[\n'''",
        "2024-03-08",
        "[]",
        "{}",
    ]
)
VALUE = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: "[\n" + ", # c\n".join(parts) + "\n]")
        | st.dictionaries(WORD, SCALAR.filter(lambda text: "\n" not in text), max_size=2).map(
            lambda table: "{" + ", ".join(f"{name} = {part}" for name, part in table.items()) + "}"
        )
    ),
    max_leaves=5,
)


@given(st.dictionaries(WORD, VALUE, max_size=4), st.dictionaries(WORD, VALUE, max_size=4))
def test_law_the_scan_finds_the_top_keys_of_any_toml(
    top: dict[str, str], table: dict[str, str]
) -> None:
    rows = [f"{name} = {value}" for name, value in top.items()]
    rows += ["[the.table]  # = [", *(f"{name} = {value}" for name, value in table.items())]
    text = "\n".join(rows)
    tomllib.loads(text)
    found, line = lines(text), 1
    for name, value in top.items():
        assert found[name] == line
        line += value.count("\n") + 1
    assert found["the.table"] == line
    for name, value in table.items():
        line += 1
        assert found[f"the.table.{name}"] == line
        line += value.count("\n")
