"""What if: two policies compared without data, over records, and over a range of values."""

from csrules.study.chart import Chart
from csrules.study.compare import compare
from csrules.study.comparison import Alternative, Comparison, Tally, Transition
from csrules.study.found import Changed
from csrules.study.putting import Unanswered
from csrules.study.regions import Line, Region, Regions, regions
from csrules.study.seek import seek
from csrules.study.sought import Coverage, Seek
from csrules.study.sweep import Sweep, SweepPoint, sweep
from csrules.study.target import Target, amount, cases, share, total

__all__ = [
    "Alternative",
    "Changed",
    "Chart",
    "Comparison",
    "Coverage",
    "Line",
    "Region",
    "Regions",
    "Seek",
    "Sweep",
    "SweepPoint",
    "Tally",
    "Target",
    "Transition",
    "Unanswered",
    "amount",
    "cases",
    "compare",
    "regions",
    "seek",
    "share",
    "sweep",
    "total",
]
