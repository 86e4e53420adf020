"""Who acts in the department's attendance policy."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from csrules.citation import Text

__all__ = ["TITLES", "Role"]


class Role(StrEnum):
    """The parties that the policy names."""

    STAFF = "staff"
    HEAD = "department_head"
    CLERK = "attendance_clerk"
    HR = "hr"


TITLES: Final = {
    Role.STAFF: Text("the employee", "员工"),
    Role.HEAD: Text("the department head", "部门负责人"),
    Role.CLERK: Text("the person named for attendance", "考勤专人"),
    Role.HR: Text("human resources", "人力资源部门"),
}
