"""001 IM 6.2: which time of a mail counts."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from csrules.errors import InputError
from csrules.regulations.property_handbook import Effective, Mail, effective_time

SENT, RECEIVED = datetime(2024, 3, 10, 16), datetime(2024, 3, 12, 9)
SKIPPED = datetime(2024, 3, 31, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
"""The clock was put forward over it."""


@pytest.mark.parametrize(
    ("mail", "at", "first_sending", "claimed"),
    [
        (Mail(None), None, False, False),
        (Mail(None, SENT, True, True), None, False, False),  # what never came has no time
        (Mail(RECEIVED), RECEIVED, False, False),
        (Mail(RECEIVED, None, True, True), RECEIVED, False, False),
        (Mail(RECEIVED, SENT, True, True), SENT, True, True),
        (Mail(RECEIVED, SENT, True, False), RECEIVED, False, True),
        (Mail(RECEIVED, SENT, False, True), RECEIVED, False, True),
        (Mail(RECEIVED, SENT), RECEIVED, False, True),
        (Mail(RECEIVED, SENT, original_mail=True), RECEIVED, False, True),
        (Mail(RECEIVED, SENT, objective_cause=True), RECEIVED, False, True),
        (Mail(RECEIVED, RECEIVED, True, True), RECEIVED, True, True),
    ],
)
def test_the_first_sending_counts_with_cause_and_evidence(
    mail: Mail, at: datetime | None, first_sending: bool, claimed: bool
) -> None:
    """001-IM-6.2-1; otherwise the receipt, 001-IM-6.2-2."""
    assert effective_time(mail) == Effective(at, first_sending, claimed)


@pytest.mark.parametrize(
    ("mail", "rule", "en", "zh"),
    [
        (Mail(None), "001-IM-6.2-2", "not received", "未收到"),
        (
            Mail(RECEIVED),
            "001-IM-6.2-2",
            "the receipt counts, 09:00 on Tuesday 12 March 2024",
            "以收到时间2024年3月12日星期二09:00为准",
        ),
        (
            Mail(RECEIVED, SENT),
            "001-IM-6.2-2",
            "the receipt counts, 09:00 on Tuesday 12 March 2024; without the original mail or an "
            "objective cause the first sending does not",
            "以收到时间2024年3月12日星期二09:00为准；缺原邮件或客观原因，首次发送时间不算",
        ),
        (
            Mail(RECEIVED, SENT, True, True),
            "001-IM-6.2-1",
            "objective cause, original mail shown: the first sending counts, "
            "16:00 on Sunday 10 March 2024",
            "有客观原因并凭原邮件重发，以首次发送时间2024年3月10日星期日16:00为准",
        ),
    ],
)
def test_it_says_which_time_counts_and_why(mail: Mail, rule: str, en: str, zh: str) -> None:
    (reason,) = effective_time(mail).reasons
    assert (reason.rule, reason.text.en, reason.text.zh) == (rule, en, zh)


@pytest.mark.parametrize(
    ("mail", "path", "expected"),
    [
        (
            Mail(RECEIVED, RECEIVED + timedelta(microseconds=1)),
            "mail.first_sent_at",
            "a moment not after the receipt",
        ),
        (
            Mail(RECEIVED, SENT.replace(tzinfo=UTC)),
            "mail.first_sent_at",
            "a datetime that is naive, as the others are",
        ),
        (
            Mail(RECEIVED.replace(tzinfo=UTC), SENT),
            "mail.first_sent_at",
            "a datetime that is aware, as the others are",
        ),
        (Mail(SKIPPED), "mail.received_at", "a local time that exists"),
        (Mail(None, SKIPPED), "mail.first_sent_at", "a local time that exists"),
    ],
)
def test_what_is_refused(mail: Mail, path: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        effective_time(mail)
    assert [(fault.path, fault.expected) for fault in caught.value.faults] == [(path, expected)]


def test_both_times_are_judged_at_once() -> None:
    with pytest.raises(InputError) as caught:
        effective_time(Mail(SKIPPED, SKIPPED), "plan")
    assert [fault.path for fault in caught.value.faults] == [
        "plan.received_at", "plan.first_sent_at"]  # fmt: skip


def test_a_mail_is_read_whole() -> None:
    with pytest.raises(InputError) as caught:
        Mail(date(2024, 3, 1), original_mail=1, objective_cause="no")  # type: ignore[arg-type]  # wrong on purpose
    assert [fault.path for fault in caught.value.faults] == [
        "received_at", "original_mail", "objective_cause"]  # fmt: skip
