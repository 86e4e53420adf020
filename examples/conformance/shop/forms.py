"""What each event of a complaint must bring: field, how it is read, the rule that asks for it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from .doors import MOMENT, WrongInput, choice, day, flag, money, text, whole

PARTIES = (
    "customer", "marketing", "cs", "cs_manager", "delegate", "rnd", "sales_manager", "deputy_gm",
    "sales_deputy_gm", "gm", "gm_office", "finance", "warehouse", "hr", "superior",
)  # fmt: skip

Reader = Callable[[Any, str], Any]
Needed = bool | tuple[str, Any]
"""Always, never, or where another field has that value."""


def _pieces(raw: Any, field: str) -> int:
    return whole(raw, field, 1)


def _party(raw: Any, field: str) -> str:
    return choice(raw, field, PARTIES)


def _time(raw: Any, field: str) -> datetime:
    """A moment that another form recorded."""
    if not isinstance(raw, str) or not MOMENT.match(raw):
        raise WrongInput(field)
    try:
        return datetime.fromisoformat(raw)
    except ValueError:
        raise WrongInput(field) from None


def _units(raw: Any, field: str) -> list[str]:
    if not isinstance(raw, list) or not 0 < len(raw) <= 20:
        raise WrongInput(field)
    units = [text(one, field) for one in raw]
    if len(set(units)) < len(units):
        raise WrongInput(field)
    return units


def _one_of(*names: str) -> Reader:
    return lambda raw, field: choice(raw, field, names)


_FORM: dict[str, tuple[Reader, str, Needed]] = {
    "order_no": (text, "000-A25-1.1", True),
    "batch_no": (text, "000-A25-1.1", True),
    "specification": (text, "000-A24-1.1", True),
    "quantity": (_pieces, "000-A24-1.1", True),
    "delivery_date": (day, "000-A25-1.1", True),
    "defective_quantity": (whole, "000-A25-1.1", True),
    "demand": (text, "000-A25-1.1", True),
    "grounds": (text, "000-A24-1.2", True),
    "claimed": (money, "000-A27-1.5", False),
    "quality": (flag, "000-A23-1", True),
    "non_quality": (flag, "000-A23-1", True),
    "severe": (flag, "000-A18-1", True),
    "third_party": (flag, "000-A25-7.1", True),
    "opinion": (text, "000-A25-1.2", True),
    "sample": (flag, "000-A25-1.2", True),
    "no_sample_reason": (text, "000-A25-1.2", ("sample", False)),
}
_HOLDS = ("established", True)

FORMS: dict[str, dict[str, tuple[Reader, str, Needed]]] = {
    "report": {},
    "file": _FORM,
    "refile": {
        "original": (text, "000-A25-5.1", True),
        "first_reported": (_time, "000-A25-5.1", True),
        "original_accepted": (_time, "000-A25-5.1", True),
        "visitor": (_party, "000-A20-1", False),
        **_FORM,
    },
    "accept": {"number": (text, "000-A21-1", True)},
    "joint": {
        "joint_limit": (day, "000-A25-2.1", True),
        "units": (_units, "000-A25-7.1", True),
        "rnd_told": (flag, "000-A25-2.2", True),
    },
    "investigate": {
        "finding": (text, "000-A24-3.2", True),
        "tested": (flag, "000-A24-2.3", False),
    },
    "present": {},
    "judge": {
        "established": (flag, "000-A25-8.1", True),
        "unit": (text, "000-A25-4.1", _HOLDS),
        "our_quality": (flag, "000-A25-4.1", _HOLDS),
        "handling_plan": (text, "000-A25-4.1", ("our_quality", True)),
        "human_negligence": (flag, "000-A25-4.2", _HOLDS),
        "track": (flag, "000-A25-4.2", _HOLDS),
        "loss": (money, "000-A25-4.3", _HOLDS),
        "loss_standard": (text, "000-A25-4.3", _HOLDS),
        "punishment": (text, "000-A25-4.3", _HOLDS),
        "penalty_standard": (text, "000-A25-4.3", _HOLDS),
        "instructed": (flag, "000-A25-4.3", True),
    },
    "approve": {
        "settlement": (money, "000-A27-1.5", True),
        "handling": (
            _one_of("discount_or_compensation", "return_or_rework"), "000-A29-1.1", True
        ),
        "return_quantity": (_pieces, "000-A29-2.1", ("handling", "return_or_rework")),
    },
    "tell": {
        "channel": (_one_of("letter", "written", "telephone"), "000-A25-6.2", True),
        "form_given": (flag, "000-A25-6.3", True),
        "told": (money, "000-A25-6.1", True),
    },
    "visit": {"visitor": (_party, "000-A20-1", True)},
    "accept_result": {},
    "refuse_result": {},
    "collect": {"collection_due": (day, "000-A25-8.1", True)},
    "receive_payment": {},
    "object": {},
}  # fmt: skip
"""Each event by its name, and the fields of its form."""


def read_form(event: str, raw: Any) -> dict[str, Any]:
    """The fields that are filled in, each as it is read; an unknown one is refused."""
    if not isinstance(raw, dict):
        raise WrongInput("data")
    form = FORMS[event]
    for name in raw:
        if name not in form:
            raise WrongInput(name)
    filled = {name: one for name, one in raw.items() if one is not None}
    filled = {n: one for n, one in filled.items() if not (isinstance(one, str) and not one.strip())}
    return {name: form[name][0](one, name) for name, one in filled.items()}


def missing(event: str, told: dict[str, Any]) -> list[str]:
    """The rules that ask for a field which is not filled in."""
    found = []
    for name, (_, rule, needed) in FORMS[event].items():
        if isinstance(needed, tuple):
            needed = told.get(needed[0]) == needed[1]  # noqa: PLW2901  # from when to whether
        if needed and name not in told:
            found.append(rule)
    return found
