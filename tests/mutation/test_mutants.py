"""A mutant is known by what it changes: its name does not move with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mutation.mutants import Mutant, mutants
from mutation.report import difference, page
from mutation.results import Fates, Module, digest_of, equivalents, summed

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "def least(a: int) -> bool:\n    return a < 1 < 1\n"


def of(folder: Path, text: str = TEXT) -> list[Mutant]:
    (folder / "rules.py").write_text(text, encoding="utf-8")
    return list(mutants(folder / "rules.py", folder))


def test_the_names_of_mutants_differ_and_do_not_move(tmp_path: Path) -> None:
    here, below = of(tmp_path), of(tmp_path, "\n\n" + TEXT)
    assert [mutant.key for mutant in here] == [mutant.key for mutant in below]
    assert len({mutant.key for mutant in here}) == len(here) == 8
    assert [mutant.line for mutant in below] == [mutant.line + 2 for mutant in here]
    assert {mutant.scope for mutant in here} == {"least"}


def test_every_mutant_is_another_program(tmp_path: Path) -> None:
    texts = {mutant.applied(TEXT.encode()) for mutant in of(tmp_path)}
    assert len(texts) == 8
    assert TEXT.encode() not in texts
    for text in texts:
        compile(text, "rules.py", "exec")


def test_a_mutant_is_shown_as_a_difference(tmp_path: Path) -> None:
    first = of(tmp_path)[0]
    assert difference(first, tmp_path).splitlines()[-2:] == [
        "-    return a < 1 < 1", "+    return a <= 1 < 1",
    ]  # fmt: skip


def test_fates_are_kept_and_forgotten_with_the_version_of_the_module(tmp_path: Path) -> None:
    one, other, *_ = of(tmp_path)
    digest = digest_of(TEXT.encode())
    Fates(tmp_path / "kept").add(one, digest, "killed", "test_least")
    fates = Fates(tmp_path / "kept")
    assert [fates.of(one, digest), fates.of(other, digest)] == ["killed", ""]
    assert fates.of(one, digest_of(b"another version")) == ""


def test_the_sums_leave_the_equivalent_out(tmp_path: Path) -> None:
    found = of(tmp_path)
    fates = Fates(tmp_path / "kept")
    for mutant, fate in zip(found, ["killed", "timeout", "survived", "uncovered"], strict=False):
        fates.add(mutant, "now", fate, "")
    module = summed([(mutant, "now") for mutant in found], fates, {found[2].key: "why"})["rules.py"]
    assert module.counts == {
        "killed": 1, "timeout": 1, "equivalent": 1, "uncovered": 1, "untried": 4,
    }  # fmt: skip
    assert module.survivors == [found[3]]
    assert module.score == pytest.approx(200 / 3)
    shown = page({"Mechanisms": [module]}, "today")
    assert shown.startswith("today: 4 mutants tried, 4 not yet.")
    assert "| rules.py | 4 | 1 | 1 | 1 | 0 | 1 | 66.7 |" in shown
    assert f"- `rules.py:2` least: comparison `{found[3].change}`" in shown


def test_an_equivalent_mutant_is_named_with_its_reason_or_refused(tmp_path: Path) -> None:
    found, listed = of(tmp_path), tmp_path / "equivalent.toml"
    row = (
        '[[equivalent]]\nmodule = "rules.py"\nscope = "least"\ncode = "return a < 1 < 1"\n'
        'operator = "comparison"\nchange = "{}"\nreason = "because"\n'
    )
    listed.write_text(row.format("< → <=") + "turn = 1\n", encoding="utf-8")
    assert equivalents(listed, found) == {found[2].key: "because"}
    listed.write_text(row.format("< → is"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"equivalent\.toml names no mutant"):
        equivalents(listed, found)


def test_what_a_test_has_killed_is_not_equivalent(tmp_path: Path) -> None:
    first = of(tmp_path)[0]
    fates = Fates(tmp_path / "kept")
    fates.add(first, "now", "killed", "test_least")
    with pytest.raises(ValueError, match="not equivalent"):
        summed([(first, "now")], fates, {first.key: "why"})


def test_a_module_without_mutants_scores_full() -> None:
    assert Module("empty.py").score == 100
