"""The command line: what it prints, where, and with which exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from csrules.cli import main
from csrules.console import place, table, width
from csrules.policy import amend
from csrules.policyfile import default_policy, dumps, load, loads
from csrules.register import Disposition, rules

Capture = pytest.CaptureFixture[str]


def run(*arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "csrules", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, check=False)


def test_rules_counts_by_regulation_and_disposition(capsys: Capture) -> None:
    assert main(["rules"]) == 0
    rows = [row.split() for row in capsys.readouterr().out.splitlines()]
    assert rows[0] == ["regulation", *Disposition, "total"]
    assert len(rows) == 21
    assert rows[-1][0] == "total"
    assert rows[-1][-1] == "703"
    assert sum(int(number) for number in rows[-1][1:-1]) == 703
    company = next(row for row in rows if row[0] == "company")
    assert company[6] == "91"


def test_columns_stay_straight_with_chinese(capsys: Capture) -> None:
    assert main(["rules", "--language", "zh"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert "客户服务管理制度" in rows[1]
    first = [width(row[: row.index("  ", 60)]) for row in rows[1:-1]]
    assert len(set(first)) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_rule_is_told_in_both_languages(capsys: Capture, language: str) -> None:
    assert main(["rules", "000-A27-1.4", "--language", language]) == 0
    out = capsys.readouterr().out
    assert out.startswith("000-A27-1.4\n")
    for part in (
        "000(I) Art.27",
        "第27条",
        "5000 yuan in bands 2 and 3",
        "5000元同属第2、3档",
        "inclusive_words",
        "a tie goes to the higher band",
        "分界数归较高一档",
        "csrules.regulations.company",
        "csrules/regulations/company/",
    ):
        assert part in out


def test_every_rule_can_be_told(capsys: Capture) -> None:
    for each in rules():
        assert main(["rules", each.id]) == 0
    out = capsys.readouterr().out
    assert all(each.text.zh in out for each in rules())


def test_rules_are_listed_by_what_they_are(capsys: Capture) -> None:
    assert main(["rules", "--regulation", "company", "--kind", "approval"]) == 0
    rows = [row.split() for row in capsys.readouterr().out.splitlines()]
    assert {tuple(row[1:3]) for row in rows} == {("company", "approval")}
    assert "000-A27-1.1" in {row[0] for row in rows}
    assert main(["rules", "--disposition", "planned", "--regulation", "conduct_code"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert main(["rules", "--kind", "approval", "--regulation", "conduct_code"]) == 0
    assert capsys.readouterr().out == "no rule\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rules", "000-A27-11"], "did you mean '000-A27-1.1'?"),
        (["rules", "--regulation", "companny"], "did you mean 'company'?"),
        (["rules", "--kind", "aproval"], "did you mean 'approval'?"),
        (["rules", "--disposition", "coded2"], "did you mean 'coded'?"),
        (["rules", "000-A27-1.1", "--kind", "approval"], "no filter"),
        (["schema", "offices"], "did you mean 'office'?"),
        (["policy", "hospital_desk"], "the name of a pack"),
        (["policy", "office", "--output", "/no/such/folder/x"], "No such file"),
        (["check", "no-such-file.toml"], "no-such-file.toml: No such file"),
    ],
)
def test_what_is_unknown_ends_in_one_line_and_exit_code_2(
    capsys: Capture, arguments: list[str], says: str
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [[], ["rule"], ["check"], ["rules", "--language", "fr"]])
def test_a_command_that_is_none_ends_with_exit_code_2(
    capsys: Capture, arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m csrules" in capsys.readouterr().err


def test_check_tells_the_fingerprint_and_what_differs(capsys: Capture, tmp_path: Path) -> None:
    policy = amend(default_policy("company"), {"approval.tie": "higher"})
    path = tmp_path / "proposal.toml"
    path.write_text(dumps(policy), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    out = capsys.readouterr().out
    assert "OK, policy of the pack 'company'" in out
    assert policy.fingerprint in out
    assert "  approval.tie: inclusive_words -> higher" in out


def test_check_tells_every_fault_and_ends_with_exit_code_1(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('[policy]\nformat = 1\nbase = "company"\n[aproval]\n[approval]\ntie = "up"\n')
    assert main(["check", str(path)]) == 1
    out, err = capsys.readouterr()
    assert "2 faults" in out
    assert "line 4: aproval" in out
    assert "line 6: approval.tie" in out
    assert err == ""


def test_schema_and_policy_can_be_printed_and_written(capsys: Capture, tmp_path: Path) -> None:
    assert main(["schema", "company"]) == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.Draft7Validator.check_schema(found)
    assert main(["policy", "company", "--language", "zh"]) == 0
    assert loads(capsys.readouterr().out) == default_policy("company")
    path = tmp_path / "company.toml"
    assert main(["policy", "company", "--output", str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert load(path) == default_policy("company")


def test_the_version_is_told(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("csrules 0.")


@pytest.mark.parametrize("encoding", ["ascii", "ascii:strict", "latin-1", "gbk", "utf-8"])
def test_any_terminal_gets_what_it_can_show(encoding: str) -> None:
    done = run("rules", "000-A27-1.4", encoding=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"000-A27-1.4" in done.stdout
    if encoding in {"gbk", "utf-8"}:
        assert "5000元" in done.stdout.decode(encoding)
    refused = run("rules", "一二三", encoding=encoding)
    assert refused.returncode == 2
    assert b"Traceback" not in refused.stderr


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = [sys.executable, "-m", "csrules", "rules", "--disposition", "planned"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_a_table_is_straight_in_the_columns_of_a_terminal() -> None:
    assert table([["due", "3"], ["到期日", "12"]], right=[1]) == "due      3\n到期日  12"
    assert width("e\u0301") == 1


@pytest.mark.parametrize(
    ("name", "file", "text"),
    [
        ("csrules.money:fen", "money.py", "def fen("),
        ("csrules.money:MAX_YUAN", "money.py", "MAX_YUAN: Final"),
        ("csrules.policy:Section", "policy.py", "@attrs.frozen"),
        ("csrules.bands:Bands.cuts", "bands.py", "@property"),
        ("csrules.register:rules", "register.py", "@cache"),
        ("csrules.regulations:PACKS", "regulations/__init__.py", "PACKS: Final"),
    ],
)
def test_the_place_of_an_object_is_its_file_and_line(name: str, file: str, text: str) -> None:
    found, _, line = place(name).rpartition(":")
    assert found == f"csrules/{file}"
    import csrules

    source = (Path(csrules.__file__).parent / file).read_text(encoding="utf-8").splitlines()
    assert source[int(line) - 1].strip().startswith(text)
