"""What a campaign tells of libFuzzer's log."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.campaign import outcome_of, report

LOG = """\
INFO: seed corpus: files: 33 min: 40b max: 367b total: 3845b rss: 75Mb
#34	INITED cov: 431 ft: 1105 corp: 32/3Kb exec/s: 0 rss: 77Mb
#20480	REDUCE cov: 479 ft: 1670 corp: 112/15Kb lim: 2048 exec/s: 9000 rss: 80Mb L: 81/1068 MS: 1
#1048576	pulse  cov: 500 ft: 1703 corp: 120/16Kb lim: 2048 exec/s: 9100 rss: 80Mb
Done 2000000 runs in 250 second(s)
stat::number_of_executed_units: 2000000
stat::slowest_unit_time_sec:    0
"""


def test_a_finished_run_is_told_by_its_last_figures() -> None:
    outcome = outcome_of("policy_file", LOG, 0, [])
    assert (outcome.executions, outcome.seconds, outcome.finished) == (2_000_000, 250, True)
    assert (outcome.seeded, outcome.edges, outcome.features, outcome.corpus) == (
        431,
        500,
        1703,
        120,
    )
    assert outcome.row == "| policy_file | 2,000,000 | 8,000 | 431 | 500 | 1,703 | 120 | none |"


@pytest.mark.parametrize(("log", "code"), [("", 0), (LOG, 77), (LOG.replace("Done", "==7=="), 0)])
def test_a_run_that_did_not_end_well_says_so(log: str, code: int) -> None:
    outcome = outcome_of("policy_file", log, code, [])
    assert not outcome.finished
    assert outcome.row.endswith("| did not finish |")


def test_findings_are_counted_in_the_table() -> None:
    found = [Path("crash-b"), Path("crash-a")]
    outcome = outcome_of("policy_file", LOG, 77, found)
    assert outcome.findings == (Path("crash-a"), Path("crash-b"))
    head, line, row = report([outcome]).splitlines()
    assert head.count("|") == line.count("|") == row.count("|")
    assert row.endswith("| 2 |")
