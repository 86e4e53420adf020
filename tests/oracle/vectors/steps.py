"""The words of the complaint's events, and their place in the oracle's own table of section 5.2."""

from __future__ import annotations

from typing import Any

from tests.oracle import complaint as oracle

Json = Any

STATES = {
    "": "new",
    "REPORTED": "reported",
    "FORM_FILED": "form_filed",
    "ACCEPTED": "accepted",
    "JOINT_INVESTIGATION": "joint_investigation",
    "INVESTIGATED": "investigated",
    "REPORTED_TO_DEPUTY_GM": "reported_to_deputy",
    "JUDGED": "judged",
    "NOT_ESTABLISHED": "not_established",
    "DECIDED": "decided",
    "CUSTOMER_TOLD": "customer_told",
    "CLOSED": "closed",
    "REFUSED": "refiled",
    "COLLECTING": "collecting",
    "COLLECTED": "collected",
    "MEMO_TO_SUPERIOR": "memo_to_superior",
}
"""The oracle's name of each state, and the contract's."""

EVENTS = {
    "report_abnormality": "report",
    "file_form": "file",
    "refile": "refile",
    "accept": "accept",
    "handle_jointly": "joint",
    "investigate": "investigate",
    "report_to_deputy_gm": "present",
    "judge_established": "judge",
    "judge_not_established": "judge",
    "decide": "approve",
    "tell_customer": "tell",
    "customer_accepts": "accept_result",
    "customer_refuses": "refuse_result",
    "collect": "collect",
    "object": "object",
}

TABLE = {
    **oracle.TRANSITIONS,
    **oracle.COLLECTION,
    ("COLLECTING", "paid"): "COLLECTED",  # 25.8: the term ends with the payment
    ("DECIDED", "decide"): "DECIDED",  # a higher role may decide anew
}
ENDED = ("closed", "refiled", "collected", "memo_to_superior")

_FROM: dict[str, set[str]] = {state: set() for state in STATES.values()}
for _state, _event in TABLE:
    _FROM[STATES[_state]].add("receive_payment" if _event == "paid" else EVENTS[_event])
for _state in STATES.values():
    if _state not in (*ENDED, "new"):
        _FROM[_state].add("visit")  # Art. 20: at any time between the report and the end
ALLOWED: dict[str, set[str]] = _FROM
"""Which events each state takes."""

ACTORS: dict[str, tuple[str, ...]] = {
    **{EVENTS[name]: roles for name, roles in oracle.ACTORS.items()},
    "investigate": ("cs", "rnd"),
    "present": ("cs", "rnd"),
    "judge": ("cs", "deputy_gm"),
    "approve": ("gm", "deputy_gm", "sales_manager"),
    "visit": ("cs_manager", "cs", "delegate"),
    "collect": ("marketing",),
    "receive_payment": ("finance", "marketing"),
    "object": ("customer",),
}

RULES: dict[str, tuple[str, ...]] = {
    "report": ("000-A25-1.1",),
    "file": ("000-A25-1.2", "000-A25-1.1"),
    "refile": ("000-A25-5.1",),
    "accept": ("000-A24-3.1", "000-A26-1.1"),
    "joint": ("000-A25-2.1", "000-A25-2.2", "000-A25-7.1"),
    "investigate": ("000-A24-3.2", "000-A25-3.1", "000-A25-7.1"),
    "present": ("000-A25-3.1",),
    "judge": (
        "000-A25-8.1", "000-A25-3.1", "000-A25-4.1", "000-A25-4.2", "000-A25-4.3", "000-A24-3.4",
    ),
    "approve": ("000-A27-1.5",),
    "tell": ("000-A25-6.2", "000-A24-1.4"),
    "visit": ("000-A20-1",),
    "accept_result": ("000-A26-1.1",),
    "refuse_result": ("000-A25-5.1",),
    "collect": ("000-A25-8.1", "000-A20-1"),
    "receive_payment": ("000-A25-8.1",),
    "object": ("000-A25-8.2",),
}  # fmt: skip
"""The rules that provide for each event."""

FILED: dict[str, Json] = {
    "order_no": "O-1", "batch_no": "B-1", "specification": "10 mm", "quantity": 100,
    "delivery_date": "2024-02-20", "defective_quantity": 3, "demand": "a new one",
    "grounds": "cracked", "claimed": "3000.00", "quality": True, "non_quality": False,
    "severe": False, "third_party": False, "opinion": "seems right (signed)", "sample": True,
}  # fmt: skip
RIGHT: dict[str, dict[str, Json]] = {
    "report": {},
    "file": FILED,
    "refile": FILED | {
        "original": "F-1", "first_reported": "2024-02-27T09:00:00",
        "original_accepted": "2024-02-27T15:00:00",
    },
    "accept": {"number": "2024-001"},
    "joint": {"joint_limit": "+4", "units": ["carrier"], "rnd_told": True},
    "investigate": {"finding": "a crack", "tested": True},
    "present": {},
    "judge": {
        "established": True, "unit": "workshop 2", "our_quality": True,
        "handling_plan": "re-anneal", "human_negligence": False, "track": True,
        "loss": "500.00", "loss_standard": "LS-1", "punishment": "warning",
        "penalty_standard": "PS-1", "instructed": True,
    },
    "approve": {"settlement": "800.00", "handling": "discount_or_compensation"},
    "tell": {"channel": "letter", "form_given": False, "told": "800.00"},
    "visit": {"visitor": "cs_manager"},
    "accept_result": {},
    "refuse_result": {},
    "collect": {"collection_due": "2024-04-01"},
    "receive_payment": {},
    "object": {},
}  # fmt: skip
"""What each event brings where it is accepted."""

NO: dict[str, Json] = {
    **dict.fromkeys(RIGHT["judge"], ...), "established": False, "instructed": True,
}  # fmt: skip
"""The judgement that the complaint is not established: the other questions do not arise."""

_TO_JUDGE = ("report", "file", "accept", "investigate", "present")
_TOLD = (*_TO_JUDGE, "judge", "approve", "tell")
_SHARED = ("report", "file", "accept", "joint", "investigate", "present")
WAYS: tuple[tuple[str, ...], ...] = (
    (*_TOLD, "visit", "accept_result"),
    (*_SHARED, "judge", "approve", "approve", "tell", "refuse_result"),
    (*_TO_JUDGE, "judge-", "visit", "collect", "receive_payment"),
    (*_TO_JUDGE, "judge-", "visit", "collect", "object"),
)
"""From the report to each of the four ends."""


def after(way: tuple[str, ...]) -> tuple[str, bool]:
    """The state after these events by the oracle's table, and whether it is an end."""
    state = oracle.START
    back = {name: own for own, name in EVENTS.items()} | {
        "judge": "judge_established",
        "judge-": "judge_not_established",
        "receive_payment": "paid",
    }
    for name in way:
        if name != "visit":
            state = TABLE[(state, back[name])]
    return STATES[state], STATES[state] in ENDED


WRONG: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((name, WAYS[0][:n]) for n, name in enumerate(WAYS[0])),
    *((name, WAYS[1][:n]) for n, name in enumerate(WAYS[1]) if name in ("joint", "refuse_result")),
    *((name, WAYS[2][:n]) for n, name in enumerate(WAYS[2]) if name.startswith(("coll", "rec"))),
    ("object", WAYS[3][:-1]),
)
"""Each event at its place, for those who may not do it."""

_AT = {name: WAYS[0][:n] for n, name in enumerate(WAYS[0])} | {"joint": WAYS[1][:3]}
_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "file": {
        "000-A25-1.1": ("order_no", "batch_no", "delivery_date", "defective_quantity", "demand"),
        "000-A24-1.1": ("specification", "quantity"),
        "000-A24-1.2": ("grounds",),
        "000-A23-1": ("quality", "non_quality"),
        "000-A18-1": ("severe",),
        "000-A25-7.1": ("third_party",),
        "000-A25-1.2": ("opinion", "sample"),
    },
    "joint": {
        "000-A25-2.1": ("joint_limit",),
        "000-A25-7.1": ("units",),
        "000-A25-2.2": ("rnd_told",),
    },
    "judge": {
        "000-A25-8.1": ("established",),
        "000-A25-4.1": ("unit", "our_quality", "handling_plan"),
        "000-A25-4.2": ("human_negligence", "track"),
        "000-A25-4.3": (
            "loss", "loss_standard", "punishment", "penalty_standard", "instructed",
        ),
    },
    "tell": {"000-A25-6.2": ("channel",), "000-A25-6.3": ("form_given",), "000-A25-6.1": ("told",)},
    "visit": {"000-A20-1": ("visitor",)},
}  # fmt: skip

Denied = tuple[str, tuple[str, ...], dict[str, Json], tuple[str, ...]]
DENIED: tuple[Denied, ...] = (
    *(
        (event, _AT[event], {name: ...}, (rule,))
        for event, fields in _FIELDS.items()
        for rule, names in fields.items()
        for name in names
        if (event, name) != ("joint", "joint_limit")
    ),
    ("file", _AT["file"], {"quality": False}, ("000-A23-1",)),
    ("file", _AT["file"], {"defective_quantity": 101}, ("000-A25-1.1",)),
    ("file", _AT["file"], {"sample": False}, ("000-A25-1.2",)),
    ("file", _AT["file"], {"opinion": ..., "order_no": ...}, ("000-A25-1.2", "000-A25-1.1")),
    ("joint", _AT["joint"], {"joint_limit": "2024-03-08"}, ("000-A25-2.1",)),
    ("joint", _AT["joint"], {"joint_limit": "2024-03-01"}, ("000-A25-2.1",)),
    ("joint", _AT["joint"], {"rnd_told": False}, ("000-A25-2.2",)),
    ("investigate", _AT["investigate"], {"tested": False}, ("000-A24-2.3",)),
    ("investigate", _AT["investigate"], {"tested": ...}, ("000-A24-2.3",)),
    ("investigate", WAYS[1][:4], {"tested": False}, ("000-A24-2.3",)),
    ("investigate", WAYS[1][:4], {"tested": ...}, ("000-A24-2.3",)),
    ("judge", _AT["judge"], {"instructed": False}, ("000-A25-4.3",)),
    ("judge", _AT["judge"], {"human_negligence": True}, ("000-A25-4.2",)),
    ("judge", _AT["judge"], {**NO, "instructed": False}, ("000-A25-3.1",)),
    ("tell", _AT["tell"], {"channel": "written"}, ("000-A25-6.2",)),
    ("tell", _AT["tell"], {"form_given": True}, ("000-A25-6.3",)),
    ("tell", _AT["tell"], {"told": "800.01"}, ("000-A25-6.1",)),
    ("visit", _AT["visit"], {"visitor": "marketing"}, ("000-A20-1",)),
    ("visit", _AT["visit"], {"visitor": "customer"}, ("000-A20-1",)),
)
"""Event, way to it, what is changed (``...``: left out), and the rules that refuse it."""

_JOINT = WAYS[1][:4]
_OTHER = {"quality": False, "non_quality": True}
PERMITTED: tuple[tuple[str, tuple[str, ...], dict[str, Json], dict[str, Json]], ...] = (
    ("accept", _AT["accept"], {"defective_quantity": 100}, {}),
    ("accept", _AT["accept"], {"defective_quantity": 0}, {}),
    ("accept", _AT["accept"], {"sample": False, "no_sample_reason": "consumed"}, {}),
    ("investigate", _AT["investigate"], _OTHER, {"tested": ...}),
    ("investigate", _AT["investigate"], _OTHER, {"tested": False}),
    ("investigate", _AT["investigate"], {}, {"by": "rnd"}),
    ("investigate", _JOINT, _OTHER, {"tested": ...}),
    ("present", _AT["present"], {}, {"by": "rnd"}),
    ("judge", _AT["judge"], {}, {"human_negligence": True, "track": False}),
    ("judge", _AT["judge"], {}, {"our_quality": False, "handling_plan": ...}),
    ("judge", _AT["judge"], {}, {"by": "deputy_gm"}),
    ("visit", _AT["visit"], {}, {"by": "cs"}),
    ("visit", _AT["visit"], {}, {"by": "delegate", "visitor": "delegate"}),
)
"""Event, way to it, what the form said, and what is changed: accepted all the same."""

UNREADABLE: tuple[tuple[str, tuple[str, ...], dict[str, Json]], ...] = (
    ("file", _AT["file"], {"quantity": 0}),
    ("file", _AT["file"], {"quantity": 1.5}),
    ("file", _AT["file"], {"quantity": True}),
    ("file", _AT["file"], {"quantity": "many"}),
    ("file", _AT["file"], {"defective_quantity": -1}),
    ("file", _AT["file"], {"delivery_date": "2024-02-30"}),
    ("file", _AT["file"], {"delivery_date": "2024-02-20T08:00:00"}),
    ("file", _AT["file"], {"quality": "yes"}),
    ("file", _AT["file"], {"quality": 1}),
    ("file", _AT["file"], {"claimed": "-1"}),
    ("file", _AT["file"], {"claimed": 3000.5}),
    ("file", _AT["file"], {"colour": "red"}),
    ("joint", _AT["joint"], {"units": []}),
    ("joint", _AT["joint"], {"units": ["carrier", "carrier"]}),
    ("joint", _AT["joint"], {"joint_limit": "soon"}),
    ("judge", _AT["judge"], {"established": "true"}),
    ("judge", _AT["judge"], {"loss": "1e3"}),
    ("approve", _AT["approve"], {"handling": "refund"}),
    ("approve", _AT["approve"], {"discount": "10.00"}),
    ("tell", _AT["tell"], {"channel": "fax"}),
    ("visit", _AT["visit"], {"visitor": "nobody"}),
)
"""Event, way to it, and data that no reader of the form can take."""
