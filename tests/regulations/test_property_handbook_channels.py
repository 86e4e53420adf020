"""001 IM 4.2 to 4.4, 5.2, 5.3: channels, formats, permissions, accountability."""

from datetime import UTC, datetime, timedelta

import pytest

from csrules.errors import InputError, MissingParameterError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    ACCESS,
    ACCOUNT_USE,
    ACCOUNTABILITY,
    BRIEFINGS,
    DISCLOSURE,
    HANDLING,
    MAIL,
    OWNERS,
    SPREADING,
    check_format,
    check_officers,
    opinion_due,
    password_change,
)

POLICY = property_handbook.policy()
LEFT = datetime(2024, 3, 8, 17)


def test_who_maintains_the_page() -> None:
    found = OWNERS.lookup(system="web_page")
    assert (found["owner"], found.rule) == ("hr_administration", "001-IM-4.2-1")


@pytest.mark.parametrize(
    ("account", "allowed"),
    [("own_dedicated", True), ("other_departments", False), ("personal", False)],
)
def test_the_page_is_read_with_the_assigned_account(account: str, allowed: bool) -> None:
    answer = ACCESS.permit(account=account)
    assert (answer.allowed, answer.rule) == (allowed, "001-IM-4.2-2")
    if not allowed:
        assert [dict(each) for each in answer.instead] == [{"account": "own_dedicated"}]


@pytest.mark.parametrize(
    ("message", "direction", "mailbox", "allowed", "rule"),
    [
        ("formal", "department_to_edd", "edd_document_administrator", True, "001-IM-4.2-3"),
        ("important", "department_to_edd", "edd_document_administrator", True, "001-IM-4.2-3"),
        ("formal", "department_to_edd", "person_responsible", False, "001-IM-4.2-3"),
        ("important", "department_to_edd", "department_manager", False, "001-IM-4.2-3"),
        ("formal", "edd_to_department", "department_manager", True, "001-IM-4.2-4"),
        ("formal", "edd_to_department", "designated_officer", True, "001-IM-4.2-4"),
        ("formal", "edd_to_department", "person_responsible", False, "001-IM-4.2-4"),
        ("important", "edd_to_department", "department_manager", True, "001-IM-4.2-4"),
        ("important", "edd_to_department", "designated_officer", True, "001-IM-4.2-4"),
        ("important", "edd_to_department", "person_responsible", False, "001-IM-4.2-4"),
        ("important", "edd_to_department", "edd_document_administrator", False, "001-IM-4.2-4"),
        ("business", "department_to_edd", "person_responsible", True, "001-IM-4.2-5"),
        ("business", "edd_to_department", "person_responsible", True, "001-IM-4.2-5"),
    ],
)
def test_mail(message: str, direction: str, mailbox: str, allowed: bool, rule: str) -> None:
    answer = MAIL.permit(message=message, direction=direction, mailbox=mailbox)
    assert (answer.allowed, answer.rule) == (allowed, rule)
    assert bool(answer.instead) == (not allowed)


def test_the_document_administrator_forwards() -> None:
    answer = MAIL.permit(message="formal", direction="department_to_edd",
                         mailbox="edd_document_administrator")  # fmt: skip
    assert answer["then"] == "forwarded_to_leaders_or_departments"
    refused = MAIL.permit(message="formal", direction="edd_to_department",
                          mailbox="edd_document_administrator")  # fmt: skip
    assert [each["mailbox"] for each in refused.instead] == [
        "department_manager", "designated_officer"]  # fmt: skip


def test_the_table_of_mail_has_a_row_for_everything() -> None:
    """001-IM-4.2-3 to 4.2-5: formal and important alike, so that nothing is left over."""
    assert MAIL.otherwise is None
    told = MAIL.permit(message="important", direction="edd_to_department",
                       mailbox="designated_officer")  # fmt: skip
    assert told.explain().startswith(
        "formal documents and important information go to the mailbox of the department manager "
        "or of the designated officer ("
    )
    assert told.explain("zh").startswith("正式文件和重要信息应发到部门经理邮箱或部门指定专员邮箱（")


class TestFormats:
    policy = amend(POLICY, {"reports.formats": {"monthly": "M-1", "lawsuit": "I-2"}})

    def test_the_formats_are_missing(self) -> None:
        with pytest.raises(MissingParameterError, match=r"reports\.formats.*001-IM-4\.3-1"):
            check_format(POLICY, "monthly", "M-1")

    @pytest.mark.parametrize(
        ("report", "used", "valid", "rule"),
        [
            ("monthly", "M-1", True, "001-IM-4.3-1"),
            ("monthly", "M-2", False, "001-IM-4.3-1"),
            ("lawsuit", "I-2", True, "001-IM-4.3-3"),
            ("lawsuit", None, False, "001-IM-4.3-3"),
        ],
    )
    def test_periodic_and_other_information(
        self, report: str, used: str | None, valid: bool, rule: str
    ) -> None:
        checked = check_format(self.policy, report, used)
        assert (checked.valid, checked.rule) == (valid, rule)

    def test_a_report_without_an_issued_format(self) -> None:
        with pytest.raises(InputError, match=r"reports\.formats\.award.*001-IM-4\.3-3"):
            check_format(self.policy, "award", "X")


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        ((True, False, True, True), True),
        ((False, False, True, True), False),
        ((True, True, True, True), False),
        ((True, False, False, True), False),
        ((True, False, True, False), False),
    ],
)
def test_only_true_complete_verified_information_by_normal_channels(
    facts: tuple[bool, bool, bool, bool], allowed: bool
) -> None:
    verified, coloured, complete, normal = facts
    answer = SPREADING.permit(
        verified=verified, coloured=coloured, complete=complete, normal_channel=normal
    )
    assert (answer.allowed, answer.rule) == (allowed, "001-IM-4.4.1-1")


@pytest.mark.parametrize(
    ("controlled", "on_list", "allowed"),
    [(True, False, False), (True, True, True), (False, False, True), (False, True, True)],
)
def test_controlled_information(controlled: bool, on_list: bool, allowed: bool) -> None:
    answer = DISCLOSURE.permit(controlled=controlled, on_list=on_list)
    assert (answer.allowed, answer.rule) == (allowed, "001-IM-4.4.3-1")


@pytest.mark.parametrize(
    ("purpose", "allowed"), [("work", True), ("private", False), ("unlawful", False)]
)
def test_mailbox_and_account_are_for_work(purpose: str, allowed: bool) -> None:
    answer = ACCOUNT_USE.permit(purpose=purpose)
    assert (answer.allowed, answer.rule) == (allowed, "001-IM-4.4.5-1")


@pytest.mark.parametrize(
    ("issuer", "subject", "allowed"),
    [("edd", "hot", True), ("edd", "important", True), ("edd", "other", False),
     ("other", "hot", False)],
)  # fmt: skip
def test_briefings(issuer: str, subject: str, allowed: bool) -> None:
    answer = BRIEFINGS.permit(issuer=issuer, subject=subject)
    assert (answer.allowed, answer.rule) == (allowed, "001-IM-5.3-1")


@pytest.mark.parametrize(
    ("cause", "rule", "by"),
    [
        ("abnormal_channel", "001-IM-4.4.1-2", "hr"),
        ("late_or_omitted_report", "001-IM-4.4.2-2", "hr"),
        ("misuse_of_mailbox_or_account", "001-IM-4.4.5-2", None),
    ],
)
def test_who_is_held_responsible_and_only_for_what_is_grave(
    cause: str, rule: str, by: str | None
) -> None:
    grave = ACCOUNTABILITY.lookup(cause=cause, grave=True)
    assert (grave["referred"], grave["by"], grave["amount"], grave.rule) == (True, by, None, rule)
    light = ACCOUNTABILITY.lookup(cause=cause, grave=False)
    assert (light["referred"], light.rule) == (False, rule)


class TestPassword:
    """001-IM-4.4.3-2."""

    @pytest.mark.parametrize(
        ("changed", "violation"),
        [
            (LEFT, False),
            (LEFT + timedelta(seconds=1), True),
            (None, True),
            (LEFT - timedelta(days=1), True),  # before the departure it does not count
        ],
    )
    def test_at_once_is_zero_minutes(self, changed: datetime | None, violation: bool) -> None:
        answer = password_change(POLICY, LEFT, changed, LEFT + timedelta(hours=1))
        assert answer.violation is violation
        assert answer.reasons[0].rule == "001-IM-4.4.3-2"

    def test_a_company_may_allow_more(self) -> None:
        policy = amend(POLICY, {"account.password_minutes": 30})
        end = LEFT + timedelta(minutes=30)
        assert not password_change(policy, LEFT, end, LEFT + timedelta(days=1)).violation
        assert not password_change(policy, LEFT, None, end).violation
        assert password_change(policy, LEFT, None, end + timedelta(seconds=1)).violation
        late = password_change(policy, LEFT, LEFT + timedelta(minutes=31), LEFT)
        assert (late.violation, late.changed_at) == (False, None)  # it has not happened yet

    def test_naive_and_aware_do_not_mix(self) -> None:
        with pytest.raises(InputError, match="changed_at"):
            password_change(POLICY, LEFT, LEFT.replace(tzinfo=UTC), LEFT)


def test_each_department_names_exactly_one_officer() -> None:
    """001-IM-4.4.4-1."""
    checked = check_officers({"sales": ["Li"], "estate": [], "security": ["Wang", "Zhao"]})
    assert (checked.without, checked.several, checked.complete) == (
        ("estate",),
        ("security",),
        False,
    )
    assert {reason.rule for reason in checked.reasons} == {"001-IM-4.4.4-1"}
    assert check_officers({"sales": ["Li"]}).complete
    with pytest.raises(InputError) as caught:
        check_officers({"sales": "Li", "estate": [1]})  # type: ignore[list-item]
    assert len(caught.value.faults) == 2


def test_other_information_is_decided_on_and_has_an_opinion() -> None:
    """001-IM-5.2-1."""
    data = {"decided_by": "Li", "decision": "inform", "recipients": ["gm"], "opinion": "watch it"}
    assert HANDLING.check(data).complete
    lacking = HANDLING.check({"decided_by": "Li", "decision": "submit"})
    assert [(each.name, each.rule) for each in lacking.missing] == [
        ("recipients", "001-IM-5.2-1"), ("opinion", "001-IM-5.2-1")]  # fmt: skip
    assert HANDLING.check({**data, "decision": "ignore"}).faults


def test_an_opinion_in_time_has_no_number() -> None:
    """001-IM-5.2-1."""
    received = datetime(2024, 3, 8, 9)
    with pytest.raises(MissingParameterError, match=r"reports\.opinion_minutes.*001-IM-5\.2-1"):
        opinion_due(POLICY, received)
    due = opinion_due(amend(POLICY, {"reports.opinion_minutes": 90}), received)
    assert (due.due, due.rule) == (datetime(2024, 3, 8, 10, 30), "001-IM-5.2-1")
