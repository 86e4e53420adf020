"""Bands: a line of amounts cut into pieces, each cut with a declared owner.

A text such as "up to 1000 … 1000–5000 … 5000 and more" names each cut twice. `Tie` says which of
the two neighbours owns it, and `Bands.table` is the closed form: every whole fen has one owner::

    >>> bands = Bands((Band("manager", 100000), Band("deputy", 500000), Band("gm", None)))
    >>> table = bands.table(Tie.INCLUSIVE_WORDS)
    >>> [table.owner(amount) for amount in (99999, 100000, 100001, 499999, 500000)]
    ['manager', 'manager', 'deputy', 'deputy', 'gm']
    >>> table.on_cut(100000)
    True
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import attrs

from csrules.citation import Text
from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError, UnknownNameError, nearest, refuse
from csrules.kinds import Choice, Kind, Plain
from csrules.money import MAX_YUAN, fen, yuan
from csrules.reading import Reading

if TYPE_CHECKING:
    from decimal import Decimal
    from enum import StrEnum

__all__ = ["Band", "BandChange", "BandTable", "Bands", "BandsKind", "Tie", "changes"]


class Tie(Reading):
    """Who owns an amount that two bands claim (R1)."""

    INCLUSIVE_WORDS = (
        "inclusive_words",
        "the words 以下 and 以上 include their number: the lowest and the highest band own "
        "their cuts (Civil Code Art. 1259); between two middle bands, and where there are only "
        "two bands, a tie goes up",
        "“以下”“以上”均含本数：最低档与最高档拥有各自的分界（民法典第一千二百五十九条）；"
        "中间各档之间、以及仅有两档时，分界数就高",
    )
    HIGHER = "higher", "a tie goes to the higher band", "分界数归较高一档"
    LOWER = "lower", "a tie goes to the lower band", "分界数归较低一档"


@guarded
@attrs.frozen
class Band:
    """One piece of the line: who owns it and where it ends, in fen; None is without end."""

    owner: str
    up_to: int | None


@attrs.frozen
class BandTable:
    """Bands with every cut closed: ``starts[i]`` is the first fen of the band after cut ``i``."""

    owners: tuple[str, ...]
    cuts: tuple[int, ...]
    starts: tuple[int, ...]

    @guarded
    def index(self, amount: int) -> int:
        """Which band owns ``amount``, counted from 0; ``amount`` in fen, not negative."""
        return bisect_right(self.starts, amount)

    @guarded
    def owner(self, amount: int) -> str:
        """Who owns ``amount``, in fen."""
        return self.owners[bisect_right(self.starts, amount)]

    @guarded
    def on_cut(self, amount: int) -> bool:
        """Whether two bands of the text claim ``amount``."""
        return amount in self.cuts

    @guarded
    def span(self, index: int) -> tuple[int, int | None]:
        """The first and the last fen of a band; None is without end."""
        first = self.starts[index - 1] if index else 0
        last = self.starts[index] - 1 if index < len(self.starts) else None
        return first, last


@guarded
@attrs.frozen
class Bands:
    """A line of amounts cut into bands, from the lowest up; only the last one has no end."""

    bands: tuple[Band, ...]

    @property
    def cuts(self) -> tuple[int, ...]:
        """Where the bands meet, in fen."""
        return tuple(band.up_to for band in self.bands if band.up_to is not None)

    @guarded
    def table(self, tie: Tie) -> BandTable:
        """The closed form under a reading of ties."""
        cuts = self.cuts
        last = len(cuts) - 1
        starts = []
        for place, cut in enumerate(cuts):
            # a single cut is claimed by both words: it goes up
            lowest_owns = tie is Tie.INCLUSIVE_WORDS and place == 0 < last
            lower = lowest_owns or tie is Tie.LOWER
            starts.append(cut + 1 if lower else cut)
        return BandTable(tuple(band.owner for band in self.bands), cuts, tuple(starts))


@guarded
@attrs.frozen
class BandsKind(Kind[Bands]):
    """Bands of yuan as a policy holds them: all anew as a list, or one cut by its owner's name.

    >>> from enum import StrEnum
    >>> class Who(StrEnum):
    ...     CLERK = "clerk"
    ...     BOSS = "boss"
    >>> kind = BandsKind(Who)
    >>> bands = kind.read([{"owner": "clerk", "up_to": "1000"}, {"owner": "boss"}], "bands")
    >>> kind.write(kind.amend(bands, {"clerk": 2000}, "bands"))
    [{'owner': 'clerk', 'up_to': '2000.00'}, {'owner': 'boss'}]
    """

    owners: type[StrEnum]
    unit: str = "yuan"

    @property
    def expected(self) -> str:
        return (
            "bands from the lowest up, each with owner and up_to (yuan), the last one without "
            "up_to; or the new upper limit of one owner"
        )

    def read(self, raw: object, path: str) -> Bands:
        if isinstance(raw, Bands):
            raw = self.write(raw)
        if isinstance(raw, str | bytes | Mapping) or not isinstance(raw, Iterable):
            refuse(path, raw, self.expected, "give a list of bands")
        most = len(self.owners)
        parts = list(islice(raw, most + 1))  # it may never end
        if len(parts) > most:
            refuse(path, raw, f"at most {most} bands, one for each owner")
        faults = Faults()
        read = [self._band(part, f"{path}[{n}]", faults) for n, part in enumerate(parts)]
        bands = [band for band in read if band is not None]
        if len(bands) == len(read):
            self._judge(bands, raw, path, faults)
        faults.raise_as(InputError)
        return Bands(tuple(bands))

    def _band(self, part: object, path: str, faults: Faults) -> Band | None:
        """A band; its owner is empty when unknown, and None stands for a limit that is no money."""
        if not isinstance(part, Mapping):
            mend = '{"owner": …, "up_to": …}'
            faults.add(Fault(path, part, "a band with owner and up_to", mend))
            return None
        fields = {"owner", "up_to"}
        for name in part:
            if name not in fields and not faults.full:
                mend = nearest(name, fields)
                faults.add(Fault(f"{path}.{name}", part[name], "a field of a band", mend))
        owner = ""
        with faults:
            owner = Choice(self.owners).read(part.get("owner"), f"{path}.owner")
        limit = part.get("up_to")
        with faults:
            return Band(owner, None if limit is None else fen(limit, f"{path}.up_to"))
        return None

    @staticmethod
    def _judge(bands: list[Band], raw: object, path: str, faults: Faults) -> None:
        ends = [band.up_to for band in bands]
        if not bands or ends[-1] is not None or None in ends[:-1]:
            faults.add(Fault(path, raw, "at least one band, and only the last without up_to"))
        known = [0, *(end for end in ends if end is not None)]
        if any(later <= earlier for earlier, later in pairwise(known)):
            faults.add(Fault(path, raw, "limits above 0 that rise from band to band"))
        owners = [band.owner for band in bands if band.owner]
        if len(set(owners)) < len(owners):
            faults.add(Fault(path, raw, "each owner once"))

    @guarded
    def amend(self, old: Bands | None, raw: object, path: str) -> Bands:
        if not isinstance(raw, Mapping) or old is None:
            return self.read(raw, path)
        faults, limits = Faults(), {band.owner: band.up_to for band in old.bands}
        unread = set[str]()
        for owner, limit in raw.items():
            if faults.full:
                break
            with faults:
                if owner not in limits:
                    mend = nearest(owner, limits)
                    raise UnknownNameError(
                        Fault(f"{path}.{owner}", limit, "the owner of a band", mend)
                    )
                if limits[owner] is None:
                    refuse(f"{path}.{owner}", limit, "no limit: this is the last band")
                unread.add(owner)
                limits[owner] = fen(limit, f"{path}.{owner}")
                unread.remove(owner)
        new = [Band(owner, limit) for owner, limit in limits.items() if owner not in unread]
        self._judge(new, raw, path, faults)
        faults.raise_as(InputError)
        return Bands(tuple(new))

    @guarded
    def write(self, value: Bands) -> Plain:
        rows: list[Plain] = []
        for band in value.bands:
            limit: dict[str, Plain] = {}
            if band.up_to is not None:
                limit["up_to"] = str(yuan(band.up_to))
            rows.append({"owner": str(band.owner), **limit})
        return rows

    def schema(self) -> dict[str, Any]:
        limit = {"type": ["string", "integer"], "pattern": r"^[0-9]{1,13}(\.[0-9]{1,2})?$"}
        owner = {"type": "string", "enum": [str(member) for member in self.owners]}
        band = {
            "type": "object",
            "properties": {"owner": owner, "up_to": limit},
            "required": ["owner"],
            "additionalProperties": False,
        }
        by_cut = {"type": "object", "propertyNames": owner, "additionalProperties": limit}
        return {"anyOf": [{"type": "array", "items": band, "minItems": 1}, by_cut]}


@attrs.frozen
class BandChange:
    """Amounts that change hands: every fen from ``first`` to ``last``; None is without end."""

    first: int
    last: int | None
    before: str
    after: str

    @property
    def text(self) -> Text:
        """The region as people say it, ends included or not as the fen fall."""
        low, high = yuan(self.first), None if self.last is None else yuan(self.last)
        if self.first == self.last:
            return Text(f"exactly {low:,}", f"恰为{low:,}元")
        above: Decimal | None = yuan(self.first - 1) if self.first % 100 == 1 else None
        en = f"above {above:,}" if above is not None else f"from {low:,}"
        zh = f"超过{above:,}元" if above is not None else f"自{low:,}元起"
        if self.last is None:
            return Text(en, zh)
        if self.last % 100 == 99:
            below = yuan(self.last + 1)
            return Text(f"{en} to below {below:,}", f"{zh}至不足{below:,}元")
        return Text(f"{en} up to {high:,}", f"{zh}至{high:,}元（含）")


@guarded
def changes(before: BandTable, after: BandTable) -> tuple[BandChange, ...]:
    """Every region of amounts that changes hands between two tables, from the lowest up.

    >>> low = Bands((Band("manager", 100000), Band("gm", None))).table(Tie.LOWER)
    >>> high = Bands((Band("manager", 200000), Band("gm", None))).table(Tie.LOWER)
    >>> [str(change.text) for change in changes(low, high)]
    ['above 1,000.00 up to 2,000.00']
    """
    starts = sorted({0, *before.starts, *after.starts})
    found: list[BandChange] = []
    for place, first in enumerate(starts):
        if first >= MAX_YUAN * 100:
            break
        last = starts[place + 1] - 1 if place + 1 < len(starts) else None
        old, new = before.owner(first), after.owner(first)
        if old == new:
            continue
        if found and found[-1] == BandChange(found[-1].first, first - 1, old, new):
            found[-1] = BandChange(found[-1].first, last, old, new)
        else:
            found.append(BandChange(first, last, old, new))
    return tuple(found)
