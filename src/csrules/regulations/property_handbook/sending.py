"""Whether a report went to everybody whom it has to reach (001 IM 4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Faults, InputError
from csrules.regulations.property_handbook.information import Party, report_route
from csrules.regulations.property_handbook.names import read_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csrules.regulations.property_handbook.information import Change, Report
    from csrules.tables import Found

__all__ = ["Sent", "check_sending"]


@attrs.frozen
class Sent(Answer):
    """Whether a sending reached everybody: the recipients that are missing."""

    missing_main: tuple[str, ...]
    missing_copies: tuple[str, ...]
    by_mail: bool
    route: Found

    @property
    def complete(self) -> bool:
        """Whether it went by e-mail to every main recipient and every copy."""
        return self.by_mail and not self.missing_main and not self.missing_copies

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The route, then what is missing."""
        found = list(self.route.reasons)
        for missing, en, zh in (
            (self.missing_main, "main recipients missing", "缺主送"),
            (self.missing_copies, "copies missing", "缺抄送"),
        ):
            if missing:
                text = Text(f"{en}: {', '.join(missing)}", f"{zh}：{'、'.join(missing)}")
                found.append(Reason("001-IM-4.3-2", text))
        if not self.by_mail:
            found.append(Reason("001-IM-4.3-2", Text("not sent by e-mail", "未用电子邮件报送")))
        return tuple(found)


@cites("001-IM-4.3-2")
def check_sending(
    report: Report | str,
    *,
    to: Iterable[str],
    copies: Iterable[str] = (),
    concerned: Iterable[str] = (),
    change: Change | str | None = None,
    by_mail: bool = True,
) -> Sent:
    """Whether a report went to its main recipients and copies.

    ``concerned`` names the other departments concerned, whom the caller knows; each gets a copy
    where the route has copies. Somebody who is sent the report as a main recipient needs no copy.

    >>> check_sending("award", to=["edd"], concerned=["sales"]).missing_copies
    ('sales',)
    """
    route = report_route(report, change)
    faults = Faults()
    read: dict[str, tuple[str, ...]] = {}
    for name, given in (("to", to), ("copies", copies), ("concerned", concerned)):
        with faults:
            read[name] = read_names(given, name)
    faults.raise_as(InputError)
    wanted = read["concerned"] if Party.OTHER_DEPARTMENTS in route["cc"] else ()
    return Sent(
        tuple(str(party) for party in route["main"] if party not in read["to"]),
        tuple(name for name in wanted if name not in read["copies"] and name not in read["to"]),
        by_mail,
        route,
    )
