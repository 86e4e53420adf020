"""Who acts in the company's regulation: departments, officers and the customer."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from csrules.citation import Text

__all__ = ["DEPARTMENTS", "TITLES", "Party", "Role"]


class Role(StrEnum):
    """Who may approve a complaint's amount, from the lowest rank up (Art. 27)."""

    SALES_MANAGER = "sales_manager"
    DEPUTY_GM = "deputy_gm"
    GM = "gm"


class Party(StrEnum):
    """Everybody who does a step of the regulation."""

    CUSTOMER = "customer"
    MARKETING = "marketing"
    CS = "cs"
    CS_MANAGER = "cs_manager"
    DELEGATE = "delegate"
    RND = "rnd"
    SALES_MANAGER = "sales_manager"
    DEPUTY_GM = "deputy_gm"
    SALES_DEPUTY_GM = "sales_deputy_gm"
    GM = "gm"
    GM_OFFICE = "gm_office"
    FINANCE = "finance"
    WAREHOUSE = "warehouse"
    HR = "hr"
    SUPERIOR = "superior"


DEPARTMENTS: Final = (
    Party.MARKETING,
    Party.CS,
    Party.RND,
    Party.FINANCE,
    Party.WAREHOUSE,
    Party.HR,
    Party.GM_OFFICE,
)
"""Those parties that are departments (000-A26-2.1); the others are officers and the customer."""

TITLES: Final[dict[str, Text]] = {
    Party.CUSTOMER: Text("the customer", "客户"),
    Party.MARKETING: Text("marketing (sales)", "营销部（销售）"),
    Party.CS: Text("the customer-service department", "客户服务部"),
    Party.CS_MANAGER: Text("the customer-service manager", "客户服务部经理"),
    Party.DELEGATE: Text("a delegate of the customer-service manager", "客户服务部经理指派的专人"),
    Party.RND: Text("the R&D department", "研发部"),
    Party.SALES_MANAGER: Text("the sales department manager", "销售部门经理"),
    Party.DEPUTY_GM: Text("the deputy general manager", "副总经理"),
    Party.SALES_DEPUTY_GM: Text("the deputy general manager for sales", "销售副总经理"),
    Party.GM: Text("the general manager", "总经理"),
    Party.GM_OFFICE: Text("the general manager's office", "总经理办公室"),
    Party.FINANCE: Text("the finance department", "财务部"),
    Party.WAREHOUSE: Text("the warehouse department", "仓储部"),
    Party.HR: Text("the human-resources department", "人力资源部"),
    Party.SUPERIOR: Text("the superior", "上级主管"),
}
"""What each party is called in English and Chinese."""
