"""Comparisons, sweeps and regions: as text, page, rows and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csrules import amend, compare, regions, sweep
from csrules.regulations import company, property_handbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csrules.citation import Language
    from csrules.study.shown import Shown

RECORDS = [
    {"id": f"C-{n}", "settlement": str(amount)} for n, amount in enumerate((0, 350, 1500, 5000))
] + [{"id": "坏", "settlement": "many"}, {"id": "none"}]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def results() -> Iterator[Shown]:
    """Results of each sort."""
    policy = company.policy()
    other = amend(policy, {"approval.bands.sales_manager": 2000, "approval.tie": "higher"})
    yield compare(RECORDS, {"now": policy, "then 以后": other, "again": policy})
    yield sweep(RECORDS, policy, {"approval.bands.sales_manager": [500, 1000, 2000]})
    yield sweep(
        RECORDS, policy, {"approval.tie": "all", "approval.bands.sales_manager": [500, "x"]}
    )
    yield regions(policy, other)
    handbook = property_handbook.policy()
    graded = [
        amend(
            handbook,
            {"score.grades": [{"grade": "A", "at_least": n}, {"grade": "B", "at_least": 0}]},
        )
        for n in (8, "8.5")
    ]
    yield regions(*graded)


def said() -> Iterator[str]:
    """Each result in every form but the chart."""
    for result in results():
        yield repr(result)
        for language in LANGUAGES:
            yield from (result.text(language), result.html(language))
        for name in result.tables():
            yield from (repr(result.rows(name)), result.to_csv(name))
