"""What if: two policies compared without data, over records, and over a range of values."""

from csrules.study.chart import Chart
from csrules.study.compare import compare
from csrules.study.comparison import Alternative, Changed, Comparison, Tally, Transition
from csrules.study.putting import Unanswered
from csrules.study.regions import Line, Region, Regions, regions
from csrules.study.sweep import Sweep, SweepPoint, sweep

__all__ = [
    "Alternative",
    "Changed",
    "Chart",
    "Comparison",
    "Line",
    "Region",
    "Regions",
    "Sweep",
    "SweepPoint",
    "Tally",
    "Transition",
    "Unanswered",
    "compare",
    "regions",
    "sweep",
]
