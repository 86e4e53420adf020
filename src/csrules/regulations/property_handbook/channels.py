"""By which channel information goes, and with which account it is read (001 IM 4.2)."""

from __future__ import annotations

from enum import StrEnum

from csrules.citation import Text
from csrules.kinds import Choice
from csrules.tables import Column, Hit, Row, Table

__all__ = [
    "ACCESS",
    "MAIL",
    "OWNERS",
    "AccountKind",
    "Direction",
    "Mailbox",
    "MessageKind",
    "System",
]


def _allowed(allowed: bool, **more: object) -> dict[str, object]:
    return {"allowed": allowed, **more}


class System(StrEnum):
    """What is maintained."""

    WEB_PAGE = "web_page"


OWNERS = Table(
    name="information_owners",
    title=Text("who maintains what", "信息平台维护"),
    columns=(
        Column(
            "system",
            Choice(System),
            Text("system", "平台"),
            {System.WEB_PAGE: Text("information page", "信息网页")},
        ),
    ),
    outputs=("owner",),
    rows=(
        Row(
            "001-IM-4.2-1",
            {"system": System.WEB_PAGE},
            {"owner": "hr_administration"},
            Text(
                "HR-administration maintains the information page on the intranet",
                "人力资源行政部维护内网信息网页",
            ),
        ),
    ),
)


class AccountKind(StrEnum):
    """With which account somebody logs in."""

    OWN_DEDICATED = "own_dedicated"
    OTHER_DEPARTMENTS = "other_departments"
    PERSONAL = "personal"


ACCESS = Table(
    name="web_page_access",
    title=Text("reading the information page", "登录阅览信息网页"),
    columns=(
        Column(
            "account",
            Choice(AccountKind),
            Text("account", "账号"),
            {
                AccountKind.OWN_DEDICATED: Text(
                    "the account that the company assigned to the department",
                    "公司配给本部门的专用账号",
                ),
                AccountKind.OTHER_DEPARTMENTS: Text("another department's account", "其他部门账号"),
                AccountKind.PERSONAL: Text("a private account", "个人账号"),
            },
        ),
    ),
    outputs=("allowed",),
    choose=("account",),
    rows=(
        Row(
            "001-IM-4.2-2",
            {"account": AccountKind.OWN_DEDICATED},
            _allowed(True),
            Text("a department reads with its assigned account", "部门凭专用账号登录阅览"),
        ),
        Row(
            "001-IM-4.2-2",
            {"account": (AccountKind.OTHER_DEPARTMENTS, AccountKind.PERSONAL)},
            _allowed(False),
            Text("only the assigned account may be used", "只能使用公司配给的专用账号"),
        ),
    ),
)


class MessageKind(StrEnum):
    """What a message is."""

    FORMAL = "formal"
    IMPORTANT = "important"
    BUSINESS = "business"


class Direction(StrEnum):
    """Between whom a message goes."""

    DEPARTMENT_TO_EDD = "department_to_edd"
    EDD_TO_DEPARTMENT = "edd_to_department"


class Mailbox(StrEnum):
    """To which mailbox a message goes."""

    EDD_DOCUMENT_ADMINISTRATOR = "edd_document_administrator"
    DEPARTMENT_MANAGER = "department_manager"
    DESIGNATED_OFFICER = "designated_officer"
    PERSON_RESPONSIBLE = "person_responsible"


_OFFICIAL = (MessageKind.FORMAL, MessageKind.IMPORTANT)
_DEPARTMENT_BOXES = (Mailbox.DEPARTMENT_MANAGER, Mailbox.DESIGNATED_OFFICER)

MAIL = Table(
    name="information_mail",
    title=Text("to which mailbox a message goes", "电子邮件渠道"),
    columns=(
        Column(
            "message",
            Choice(MessageKind),
            Text("message", "邮件"),
            {
                MessageKind.FORMAL: Text("formal document", "正式文件"),
                MessageKind.IMPORTANT: Text("important information", "重要信息"),
                MessageKind.BUSINESS: Text("business communication", "业务沟通"),
            },
        ),
        Column(
            "direction",
            Choice(Direction),
            Text("direction", "方向"),
            {
                Direction.DEPARTMENT_TO_EDD: Text(
                    "department to enterprise development", "部门至企业发展部"
                ),
                Direction.EDD_TO_DEPARTMENT: Text(
                    "enterprise development to department", "企业发展部至部门"
                ),
            },
        ),
        Column(
            "mailbox",
            Choice(Mailbox),
            Text("mailbox", "邮箱"),
            {
                Mailbox.EDD_DOCUMENT_ADMINISTRATOR: Text(
                    "document administrator of enterprise development", "企业发展部文件管理员"
                ),
                Mailbox.DEPARTMENT_MANAGER: Text("department manager", "部门经理"),
                Mailbox.DESIGNATED_OFFICER: Text("designated officer", "指定专员"),
                Mailbox.PERSON_RESPONSIBLE: Text("person responsible", "负责人"),
            },
        ),
    ),
    outputs=("allowed", "then"),
    hit=Hit.FIRST,
    choose=("mailbox",),
    rows=(
        Row(
            "001-IM-4.2-3",
            {
                "message": _OFFICIAL,
                "direction": Direction.DEPARTMENT_TO_EDD,
                "mailbox": Mailbox.EDD_DOCUMENT_ADMINISTRATOR,
            },
            _allowed(True, then="forwarded_to_leaders_or_departments"),
            Text(
                "to the document administrator of the enterprise development department, who "
                "forwards it to leaders or departments",
                "发给企业发展部文件管理员，由其转给相关领导或部门",
            ),
        ),
        Row(
            "001-IM-4.2-3",
            {"message": _OFFICIAL, "direction": Direction.DEPARTMENT_TO_EDD},
            _allowed(False, then=None),
            Text(
                "a department's formal documents and important information go to the document "
                "administrator",
                "部门的正式文件、重要信息应发给文件管理员",
            ),
        ),
        Row(
            "001-IM-4.2-4",
            {
                "message": _OFFICIAL,
                "direction": Direction.EDD_TO_DEPARTMENT,
                "mailbox": _DEPARTMENT_BOXES,
            },
            _allowed(True, then=None),
            Text(
                "formal documents and important information go to the mailbox of the department "
                "manager or of the designated officer",
                "正式文件和重要信息应发到部门经理邮箱或部门指定专员邮箱",
            ),
        ),
        Row(
            "001-IM-4.2-4",
            {"message": _OFFICIAL, "direction": Direction.EDD_TO_DEPARTMENT},
            _allowed(False, then=None),
            Text(
                "formal documents and important information go to no other mailbox of a department",
                "正式文件和重要信息不得发到部门的其他邮箱",
            ),
        ),
        Row(
            "001-IM-4.2-5",
            {"message": MessageKind.BUSINESS},
            _allowed(True, then=None),
            Text(
                "business mail may go directly between the persons responsible",
                "业务沟通邮件可由双方负责人直接收发",
            ),
        ),
    ),
)
