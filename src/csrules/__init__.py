"""csrules: customer-service regulations as code.

Every number carries its article, every answer says why, every ambiguity of a text is a named
reading, and every refusal says which rule refused and what is allowed instead::

    >>> from csrules.regulations import company
    >>> decision = company.approver(company.policy(), "3000")
    >>> decision.role.value
    'deputy_gm'
    >>> print(decision.explain())
    3000.00 yuan lies between 1000.01 and 4999.99: the deputy general manager decides [000-A27-1.2]

Names are loaded when they are first used, so that ``import csrules`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from csrules import register

    __version__: str
    from csrules.policy import amend, diff, fingerprint
    from csrules.policyfile import dumps, load, loads
    from csrules.study import compare, regions, seek, sweep
    from csrules.workcalendar import cn_calendar, work_calendar

__all__ = [
    "amend",
    "cn_calendar",
    "compare",
    "diff",
    "dumps",
    "fingerprint",
    "load",
    "loads",
    "regions",
    "register",
    "seek",
    "sweep",
    "work_calendar",
]

_HOMES = {
    "amend": "csrules.policy",
    "cn_calendar": "csrules.workcalendar",
    "compare": "csrules.study",
    "diff": "csrules.policy",
    "dumps": "csrules.policyfile",
    "fingerprint": "csrules.policy",
    "load": "csrules.policyfile",
    "loads": "csrules.policyfile",
    "regions": "csrules.study",
    "seek": "csrules.study",
    "sweep": "csrules.study",
    "work_calendar": "csrules.workcalendar",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("csrules")
    if name == "register":
        return import_module("csrules.register")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'csrules' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
