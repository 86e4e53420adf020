"""What if: questions, comparisons, sweeps, regions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import gettempdir
from typing import Literal

from csrules import amend, compare, regions, seek, sweep
from csrules.regulations.company.questions import APPROVER
from csrules.study import Chart, cases
from tests.matrix.row import good, made_by
from tests.matrix.rows_time import DUE
from tests.matrix.things import AT, COMPANY, TEXT

MONTH = [{"amount": "350"}, {"amount": "1500"}, {"sum": "3"}]
OTHER = amend(COMPANY, {"approval.bands.sales_manager": 2000})
COMPARED = compare(MONTH, {"now": COMPANY, "then": OTHER})
SWEPT = sweep(MONTH, COMPANY, {"approval.bands.sales_manager": [500, 1000]})
LIMIT = "approval.bands.sales_manager"
TARGET = cases("gm", at_most=0)
SOUGHT = seek(MONTH, COMPANY, LIMIT, TARGET)
FOUND = regions(COMPANY, OTHER)
QUESTION = APPROVER
LINE = FOUND.lines[0][0]
CHANGED = COMPARED.alternatives[0].changed[0]

ROWS = {
    "compare": good(MONTH, {"now": COMPANY, "then": OTHER}, QUESTION).taking(
        records=Iterable[object]
    ),
    "regions": good(COMPANY, OTHER, names=("now", "then")),
    "seek": good(MONTH, COMPANY, LIMIT, TARGET, QUESTION, within=(500, 1000, 100)).taking(
        records=Iterable[object]
    ),
    "sweep": good(MONTH, COMPANY, {"approval.bands.sales_manager": [500, 1000]}, QUESTION).taking(
        records=Iterable[object]
    ),
    "question.Question": good("who", TEXT, len, str, len, {}, (), TEXT, 2),
    "question.Question.order": good(QUESTION, ["gm"]),
    "question.Question.put": good(QUESTION, COMPANY, MONTH[0]),
    "question.Question.title": good(QUESTION, "gm"),
    "question.Reply": made_by("question.Question.put"),
    "question.Timely": good(DUE, AT),
    "question.column_form": good("csrules.regulations.company.replies", "closing", calendar=None),
    "question.field": good(MONTH[0], "amount", None),
    "question.question_of": good(QUESTION),
    "question.timely": good("kept", TEXT, len, "closed_at", ()),
    "study.Alternative": made_by("compare"),
    "study.Changed": made_by("compare"),
    "study.Changed.explain": good(CHANGED, "en"),
    "study.Chart": made_by("study.Regions.plot"),
    "study.Chart.save": good(
        Chart("<svg/>", "t", "en"), Path(gettempdir()) / "csrules-matrix.svg", ""
    ),
    "study.Comparison": made_by("compare"),
    "study.Line": made_by("regions"),
    "study.Line.number": good(LINE, 100),
    "study.Line.rule": good(LINE, "gm"),
    "study.Line.title": good(LINE, "gm"),
    "study.Region": made_by("regions"),
    "study.Region.say": good(FOUND.found[0], "zh"),
    "study.Regions": made_by("regions"),
    "study.Seek": made_by("seek"),
    "study.Sweep": made_by("sweep"),
    "study.SweepPoint": made_by("sweep"),
    "study.Tally": made_by("compare"),
    "study.Target": made_by("study.cases"),
    "study.Target.measured": good(TARGET, SWEPT[0]),
    "study.Target.met": good(TARGET, SWEPT[0]),
    "study.Target.missed": good(TARGET, SWEPT[0]),
    "study.Target.say": good(TARGET, SWEPT[0]),
    "study.Target.text": good(TARGET, QUESTION),
    "study.Transition": made_by("compare"),
    "study.Unanswered": made_by("compare"),
    "study.amount": good("gm", at_most=100),
    "study.cases": good("gm", at_most=100),
    "study.share": good("gm", at_most="0.05"),
    "study.total": good(at_most=100),
    "study.Comparison.headline": good(COMPARED, COMPARED.alternatives[0]),
    "study.Comparison.html": good(COMPARED, "zh"),
    "study.Comparison.rows": good(COMPARED, "changed").taking(of=Literal["changed"]),
    "study.Comparison.show": good(COMPARED, "zh"),
    "study.Comparison.text": good(COMPARED, "zh"),
    "study.Comparison.save": good(
        COMPARED, Path(gettempdir()) / "csrules-matrix.csv", "changed", "en"
    ),
    "study.Comparison.to_arrow": good(COMPARED, "changed").taking(of=Literal["changed"]),
    "study.Comparison.to_csv": good(COMPARED, "changed"),
    "study.Comparison.to_frame": good(COMPARED, "changed").taking(of=Literal["changed"]),
    "study.Comparison.explain": good(COMPARED, "zh"),
    "study.Regions.explain": good(FOUND, "zh"),
} | {
    f"study.{type(one).__name__}.{name}": good(one, *args)
    for one in (COMPARED, FOUND, SOUGHT, SWEPT)
    for name, args in {"blocks": ("zh",), "plot": ("zh",), "tables": ()}.items()
}
