"""Which time of a mail counts: its receipt, or the first sending (001 IM 6.2)."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs

from csrules.calendars.moments import a_moment, say_moment, span
from csrules.citation import Answer, Reason, Text, cites
from csrules.doors import guarded
from csrules.errors import Faults, InputError, refuse

__all__ = ["Effective", "Mail", "alike", "effective_time"]


def alike(moment: datetime, model: datetime, path: str) -> datetime:
    """``moment``, refused where it is naive and ``model`` aware, or the other way round."""
    own = a_moment(moment, path)
    if (own.tzinfo is None) != (model.tzinfo is None):
        kind = "naive" if model.tzinfo is None else "aware"
        refuse(path, moment, f"a datetime that is {kind}, as the others are")
    return own


@guarded
@attrs.frozen
class Mail:
    """How something reached the enterprise development department by e-mail.

    ``received_at`` is None while it has not. ``first_sent_at``, ``original_mail`` (the evidence)
    and ``objective_cause`` (a network failure and the like) tell of a mail that was sent again.
    """

    received_at: datetime | None
    first_sent_at: datetime | None = None
    original_mail: bool = False
    objective_cause: bool = False


@attrs.frozen
class Effective(Answer):
    """The time that counts: ``at``, None while nothing was received."""

    at: datetime | None
    first_sending: bool
    claimed: bool

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Which time counts and why."""
        if self.at is None:
            return (Reason("001-IM-6.2-2", Text("not received", "未收到")),)
        at = say_moment(self.at)
        if self.first_sending:
            text = Text(
                f"objective cause, original mail shown: the first sending counts, {at.en}",
                f"有客观原因并凭原邮件重发，以首次发送时间{at.zh}为准",
            )
            return (Reason("001-IM-6.2-1", text),)
        en, zh = f"the receipt counts, {at.en}", f"以收到时间{at.zh}为准"
        if self.claimed:
            en += "; without the original mail or an objective cause the first sending does not"
            zh += "；缺原邮件或客观原因，首次发送时间不算"
        return (Reason("001-IM-6.2-2", Text(en, zh)),)


@cites("001-IM-6.2-1", "001-IM-6.2-2")
def effective_time(mail: Mail, path: str = "mail") -> Effective:
    """The time of a mail that counts: its receipt, or the first sending of one sent again.

    The first sending counts where the cause was objective and the original mail is shown.
    ``path`` is what errors call the mail.

    >>> late = Mail(datetime(2024, 3, 12, 9), datetime(2024, 3, 10, 16), True, True)
    >>> effective_time(late).at
    datetime.datetime(2024, 3, 10, 16, 0)
    """
    faults = Faults()
    for name in ("received_at", "first_sent_at"):
        with faults:
            if (value := getattr(mail, name)) is not None:
                a_moment(value, f"{path}.{name}")
    faults.raise_as(InputError)
    received, sent = mail.received_at, mail.first_sent_at
    if received is None or sent is None:
        return Effective(received, False, False)
    alike(sent, received, f"{path}.first_sent_at")
    if span(sent, received) < timedelta(0):
        refuse(f"{path}.first_sent_at", sent, "a moment not after the receipt")
    proved = mail.original_mail and mail.objective_cause
    return Effective(sent if proved else received, proved, True)
