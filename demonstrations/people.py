"""The people of the demonstration: somebody in every role, to sign in as and look around."""

from dataclasses import dataclass

from sqlalchemy import text

from demonstrations.loaders import change_right
from ledger.database import open_engine
from ledger.user_accounts import create_account

COUNTRY, PROVINCE, CITY, COUNTY, TOWNSHIP = "000000", "990000", "990100", "990121", "990121100"


@dataclass(frozen=True)
class Person:
    """Somebody of the demonstration and the one role they have."""

    login: str
    name: str
    role: str
    division: str
    with_subtree: bool = False


PEOPLE = (
    Person("zhidan", "示范一县 制单", "clerk", COUNTY),
    Person("fuhe", "示范一县 复核", "reviewer", COUNTY),
    Person("jizhang", "示范一县 局长", "head", COUNTY),
    Person("nongye", "示范一县 农业农村局", "line_department", COUNTY),
    Person("xiangzhen", "示范一县第一镇 经办", "township_officer", TOWNSHIP),
    Person("jiandu", "示范市 财政监督", "supervisor", CITY, with_subtree=True),
    Person("shenji", "示范省 审计厅", "auditor", PROVINCE, with_subtree=True),
    Person("shenji2", "示范省 审计厅复核", "auditor", PROVINCE, with_subtree=True),
    Person("jijian", "示范省 纪检监察", "discipline_inspector", PROVINCE, with_subtree=True),
    Person("juanzeng", "示范捐赠人", "donor", COUNTY),
    Person("gongzhong", "示范公众", "public", COUNTY),
    Person("xitong", "系统管理员", "system_administrator", COUNTRY, with_subtree=True),
    Person("anquan", "安全管理员", "security_administrator", COUNTRY, with_subtree=True),
    Person("anquan2", "第二安全管理员", "security_administrator", COUNTRY, with_subtree=True),
    Person("anshen", "审计管理员", "audit_administrator", COUNTRY, with_subtree=True),
)


def add_people(url: str) -> dict[str, str]:
    """Makes those who are not there, with rights that nobody had to release.

    Args:
        url: of the ledger, for whoever migrates it; the made-up divisions are in it.

    Returns:
        The passwords made up for them by login, which are kept nowhere and have to be changed at
        the first sign-in; none where they were there already.
    """
    owner = open_engine(url, role=None)
    passwords: dict[str, str] = {}
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
        known = set(connection.execute(text("SELECT login FROM ledger.user_account")).scalars())
        for person in PEOPLE:
            if person.login in known:
                continue
            passwords[person.login] = create_account(
                connection, person.login, person.name, person.division
            )
            change_right(
                connection,
                "grant",
                person.login,
                person.role,
                person.division,
                with_subtree=person.with_subtree,
            )
    owner.dispose()
    return passwords
