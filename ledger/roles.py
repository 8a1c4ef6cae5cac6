"""The roles that people hold, what each may do, and how they are called."""

from sqlalchemy import Connection, text

from ledger.language import Text

ROLES: dict[str, Text] = {
    "clerk": Text("制单", "Clerk"),
    "reviewer": Text("复核", "Reviewer"),
    "head": Text("记账（审批）", "Bureau head"),
    "line_department": Text("主管部门", "Line department"),
    "township_officer": Text("乡镇经办", "Township officer"),
    "supervisor": Text("上级监督", "Supervisor"),
    "auditor": Text("审计", "Auditor"),
    "discipline_inspector": Text("纪检监察", "Discipline inspector"),
    "donor": Text("捐赠人", "Donor"),
    "public": Text("公众", "Public"),
    "system_administrator": Text("系统管理员", "System administrator"),
    "security_administrator": Text("安全管理员", "Security administrator"),
    "audit_administrator": Text("审计管理员", "Audit administrator"),
}
#: Areas that may be read, then acts. `book` is that a book is there; `write` is that something may
#: be written into it, of which the posting functions ask more.
POWERS: dict[str, Text] = {
    "book": Text("看到账簿", "See the book"),
    "money": Text("看资金", "Read money"),
    "project": Text("看项目", "Read projects"),
    "person": Text("看人员（号码只显示一部分）", "Read persons, numbers masked"),
    "list": Text("看比对名单", "Read matching lists"),
    "finding": Text("看疑点", "Read flags"),
    "account": Text("看用户和权限", "Read users and rights"),
    "record": Text("看访问记录", "Read the access log"),
    "job": Text("看定时任务", "Read jobs"),
    "write": Text("写入账簿", "Write into the book"),
    "draft": Text("制单", "Draft"),
    "review": Text("复核", "Review"),
    "post": Text("记账", "Post"),
    "close": Text("结账", "Close months"),
    "match": Text("对账", "Reconcile"),
    "attach": Text("交附件", "Hand in papers"),
    "check": Text("发起检查", "Start a check"),
    "judge": Text("核实疑点", "Judge flags"),
    "refer": Text("移送", "Refer"),
    "rule": Text("申请和批准规则的参数与版本", "Ask for and release figures and versions of rules"),
    "reveal": Text("看完整号码", "Open personal numbers"),
    "subscribe": Text("管理预警接收人", "Manage who is alerted"),
    "right": Text("申请和批准权限", "Ask for and release rights"),
    "release": Text("批准权限", "Release rights"),
}
_BUREAU = ("book", "money", "project", "person", "finding", "write", "check")
#: What each role may do at its division and, where the right says so, below.
ROLE_POWERS: dict[str, tuple[str, ...]] = {
    "clerk": (*_BUREAU, "list", "draft", "match", "attach"),
    "reviewer": (*_BUREAU, "list", "review"),
    "head": (*_BUREAU, "list", "post", "close", "reveal", "release", "subscribe"),
    "line_department": ("book", "money", "project", "finding", "write", "draft"),
    "township_officer": ("book", "project", "person", "write", "draft"),
    "supervisor": ("book", "money", "project", "person", "finding", "check", "judge", "subscribe"),
    "auditor": (
        *("book", "money", "project", "person", "list", "finding", "check", "reveal", "judge"),
        *("rule", "refer"),
    ),
    "discipline_inspector": (
        *("book", "money", "project", "person", "list", "finding", "reveal", "judge", "refer"),
    ),
    "donor": ("book", "project"),
    "public": ("book", "project"),
    "system_administrator": ("job",),
    "security_administrator": ("account", "right", "release"),
    "audit_administrator": ("account", "record"),
}


def load_role_powers(connection: Connection) -> None:
    """Brings what roles may do to what is said here; repeating it is harmless."""
    rows = [
        {"role": role, "power": power} for role, powers in ROLE_POWERS.items() for power in powers
    ]
    connection.execute(
        text(
            "DELETE FROM ledger.role_power AS known WHERE NOT EXISTS ("
            "SELECT FROM unnest(CAST(:roles AS text[]), CAST(:powers AS text[]))"
            " AS said (role, power) WHERE (said.role, said.power) = (known.role, known.power))"
        ),
        {"roles": [r["role"] for r in rows], "powers": [r["power"] for r in rows]},
    )
    connection.execute(
        text(
            "INSERT INTO ledger.role_power (role, power) VALUES (:role, :power)"
            " ON CONFLICT DO NOTHING"
        ),
        rows,
    )
