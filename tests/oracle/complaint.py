"""One complaint form, 000 Art. 23-29: section 5.2 for the life of a single form.

From report to closing, refusal by the customer, or not established.  A refused form starts a new
one.  Facts are a plain dict; see each guard for what it reads.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from .approval import ROLES, may_sign
from .limits import due_calendar_days, last_calendar_day, month_before

Facts = Mapping[str, object]
Guard = Callable[[Facts], bool]

START = ""

TRANSITIONS: dict[tuple[str, str], str] = {
    (START, "report_abnormality"): "REPORTED",
    ("REPORTED", "file_form"): "FORM_FILED",
    (START, "refile"): "FORM_FILED",
    ("FORM_FILED", "accept"): "ACCEPTED",
    ("ACCEPTED", "handle_jointly"): "JOINT_INVESTIGATION",
    ("ACCEPTED", "investigate"): "INVESTIGATED",
    ("JOINT_INVESTIGATION", "investigate"): "INVESTIGATED",
    ("INVESTIGATED", "report_to_deputy_gm"): "REPORTED_TO_DEPUTY_GM",
    ("REPORTED_TO_DEPUTY_GM", "judge_established"): "JUDGED",
    ("REPORTED_TO_DEPUTY_GM", "judge_not_established"): "NOT_ESTABLISHED",
    ("JUDGED", "decide"): "DECIDED",
    ("DECIDED", "tell_customer"): "CUSTOMER_TOLD",
    ("CUSTOMER_TOLD", "customer_accepts"): "CLOSED",
    ("CUSTOMER_TOLD", "customer_refuses"): "REFUSED",
}

ENDS = ("CLOSED", "REFUSED", "NOT_ESTABLISHED")

SIX_DAY_CLOCK_STOPS = ("CLOSED", "NOT_ESTABLISHED")
"""States that satisfy Art. 26.1; REFUSED ends the form, and the new form has its own clock."""

COLLECTION: dict[tuple[str, str], str] = {
    ("NOT_ESTABLISHED", "collect"): "COLLECTING",
    ("COLLECTING", "object"): "MEMO_TO_SUPERIOR",
}
"""What Sales does with a form that was not established: a small life of its own (Art. 25.8)."""

ACTORS: dict[str, tuple[str, ...]] = {
    "report_abnormality": ("customer",),
    "file_form": ("marketing",),
    "refile": ("cs",),
    "accept": ("cs",),
    "handle_jointly": ("cs",),
    "investigate": ("cs", "rd"),
    "report_to_deputy_gm": ("cs",),
    "judge_established": ("cs",),
    "judge_not_established": ("cs",),
    "decide": ROLES,
    "tell_customer": ("marketing",),
    "customer_accepts": ("customer",),
    "customer_refuses": ("customer",),
}

FORM_FIELDS = (
    "order_number",
    "batch_number",
    "specification",
    "quantity",
    "delivery_date",
    "defective_quantity",
    "demand",
    "grounds",
)

ANSWERS = ("established", "unit", "our_quality", "track", "loss", "punishment")


def required_fields(facts: Facts) -> bool:
    """The eight fields of Art. 24.1 and 25.1 are there; not more defective than delivered."""
    if any(facts.get(field) in (None, "") for field in FORM_FIELDS):
        return False
    quantity, defective = facts["quantity"], facts["defective_quantity"]
    return isinstance(quantity, int) and isinstance(defective, int) and defective <= quantity


def opinion_signed(facts: Facts) -> bool:
    """``opinion``: Marketing's signed opinion (Art. 25.1)."""
    return facts.get("opinion") not in (None, "")


def sample_or_reason(facts: Facts) -> bool:
    """``sample`` is enclosed, or ``sample_reason`` says why there is none."""
    return facts.get("sample") is True or facts.get("sample_reason") not in (None, "")


def original_attached(facts: Facts) -> bool:
    """``original_state``: the attached form was refused by the customer (Art. 25.5)."""
    return facts.get("original_state") == "REFUSED"


def joint_limit_set(facts: Facts) -> bool:
    """``joint_due``, a date, is not after the sixth day from ``accepted_at`` (Art. 25.2)."""
    limit, accepted = facts.get("joint_due"), facts.get("accepted_at")
    if not isinstance(limit, date) or not isinstance(accepted, datetime):
        return False
    return limit <= last_calendar_day(accepted.date(), 6)


def rd_told(facts: Facts) -> bool:
    """``rd_told``: R&D has been told (Art. 25.2)."""
    return facts.get("rd_told") is True


def quality_tested(facts: Facts) -> bool:
    """``quality``: a quality abnormality needs ``rd_test`` (Art. 24.2(3)); undefined refuses."""
    return facts.get("quality") is False or facts.get("rd_test") is True


def answers_explicit(facts: Facts) -> bool:
    """Each of the six answers is given; None is no answer (Art. 25.4)."""
    return all(facts.get(answer) is not None for answer in ANSWERS)


def judged_established(facts: Facts) -> bool:
    """``established`` is yes."""
    return facts.get("established") is True


def judged_not_established(facts: Facts) -> bool:
    """``established`` is no."""
    return facts.get("established") is False


def deputy_instructed(facts: Facts) -> bool:
    """``deputy_instructed``: on the report (Art. 25.3), on loss and punishment too (Art. 25.4)."""
    return facts.get("deputy_instructed") is True


def within_authority(facts: Facts) -> bool:
    """``actor`` may sign ``amount`` (int fen) under Art. 27, ``reading`` as in R1."""
    amount, signer = facts.get("amount"), facts.get("actor")
    if isinstance(amount, bool) or not isinstance(amount, int) or amount < 0:
        return False
    reading = facts.get("reading", "inclusive_words")
    return may_sign(str(signer), amount, reading=str(reading))


def letter_or_phone(facts: Facts) -> bool:
    """``channel``: letter or phone (Art. 25.6); a ``severe`` opinion needs a letter (Art. 18)."""
    if facts.get("severe") is True:
        return facts.get("channel") == "letter"
    return facts.get("channel") in ("letter", "phone")


def no_copy(facts: Facts) -> bool:
    """``copy_of_form`` is not given to the customer (Art. 25.6)."""
    return facts.get("copy_of_form") is not True


def visit_done(facts: Facts) -> bool:
    """``visited`` (Art. 20), unless the policy switches it off: ``visit_required`` False."""
    return facts.get("visit_required", True) is False or facts.get("visited") is True


GUARDS: dict[tuple[str, str], tuple[Guard, ...]] = {
    ("REPORTED", "file_form"): (required_fields, opinion_signed, sample_or_reason),
    (START, "refile"): (original_attached,),
    ("ACCEPTED", "handle_jointly"): (joint_limit_set, rd_told),
    ("ACCEPTED", "investigate"): (quality_tested,),
    ("JOINT_INVESTIGATION", "investigate"): (quality_tested,),
    ("REPORTED_TO_DEPUTY_GM", "judge_established"): (
        answers_explicit,
        judged_established,
        deputy_instructed,
    ),
    ("REPORTED_TO_DEPUTY_GM", "judge_not_established"): (
        answers_explicit,
        judged_not_established,
        deputy_instructed,
    ),
    ("JUDGED", "decide"): (within_authority,),
    ("DECIDED", "tell_customer"): (letter_or_phone, no_copy),
    ("CUSTOMER_TOLD", "customer_accepts"): (visit_done,),
}


def step(state: str, event: str, facts: Facts) -> tuple[str, str, tuple[str, ...]]:
    """(verdict, next state, guards that failed); verdict accepted, denied, undeclared, ended.

    Every guard is asked.  A refusal leaves the state as it is.
    """
    if state in ENDS:
        return ("ended", state, ())
    if (state, event) not in TRANSITIONS:
        return ("undeclared", state, ())
    failed = [] if facts.get("actor") in ACTORS[event] else ["right_actor"]
    failed = failed + [one.__name__ for one in GUARDS.get((state, event), ()) if not one(facts)]
    if failed:
        return ("denied", state, tuple(failed))
    return ("accepted", TRANSITIONS[(state, event)], ())


def form_due(accepted: datetime) -> datetime:
    """Art. 26.1: end of the sixth calendar day after the day of acceptance, no roll."""
    return due_calendar_days(accepted.date(), 6)


def report_due(investigated: datetime, accepted: datetime, capped: bool = True) -> datetime:
    """Art. 25.3: end of the third day after investigation, not later than the form's own end."""
    own = due_calendar_days(investigated.date(), 3)
    return min(own, form_due(accepted)) if capped else own


def reviewed_in(closed: Mapping[str, date], year: int, month: int) -> set[str]:
    """Art. 28.1: forms reviewed by the 10th of that month: closed in the month before."""
    before = month_before(year, month)
    return {name for name, day in closed.items() if (day.year, day.month) == before}
