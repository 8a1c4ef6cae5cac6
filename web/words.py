"""The words that pages use for what the ledger keeps as codes."""

from expectations.rule import Severity
from ledger.access_questions import KINDS as KINDS_OF_ACCESS
from ledger.accounts import ACCOUNT_WORDS
from ledger.attachment_kinds import KINDS
from ledger.drafts import STATES, STEPS
from ledger.imports.catalogue import FACTS, SHEETS, sheet
from ledger.imports.sheets.projects import CATEGORY_CHOICES
from ledger.language import Text
from ledger.periods import ACTS
from ledger.right_questions import DECISIONS
from ledger.right_questions import KINDS as KINDS_OF_REQUEST
from ledger.roles import ROLES
from ledger.sources import SOURCE_KINDS
from ledger.statement_matches import BASES
from ledger.statutory import CHARTS
from ledger.vouchers import EVENTS

UNITS = {"yuan": Text("元", "yuan"), "wan": Text("万元", "10,000 yuan")}

SEVERITIES = {
    Severity.GRAVE: Text("严重", "Grave"),
    Severity.HIGH: Text("较重", "High"),
    Severity.NOTICE: Text("关注", "Notice"),
    Severity.TIP: Text("提示", "Tip"),
}

TIERS = {
    "P1": Text("确定性规则", "deterministic"),
    "P2": Text("需比对名单", "needs a matching list"),
    "P3": Text("线索性规则", "a heuristic"),
}

LEVELS = {
    "central": Text("中央", "centre"),
    "province": Text("省级", "province"),
    "city": Text("市级", "city"),
    "county": Text("县级", "county"),
    "township": Text("乡镇", "township"),
}

WAYS = {
    "issued": Text("下达", "issued"),
    "assigned": Text("安排到项目", "assigned to a project"),
    "carry_over": Text("上年结转", "carried over"),
    "carried_over": Text("结转下年", "carried over"),
    "taken_back": Text("结余收回", "taken back"),
    "opened": Text("期初已在项目", "with a project at opening"),
    **SOURCE_KINDS,
}

#: Where money that is traced stands or ends.
STATIONS = {
    "payment": Text("支付", "payment"),
    "others": Text("其他", "others"),
    "available": Text("可用，未安排", "available"),
    "pooled": Text("统筹整合", "pooled"),
    "reclaimed": Text("收回", "reclaimed"),
    "assigned": Text("已安排，未支付", "assigned, not paid"),
    "committed": Text("合同占用，未支付", "committed, not paid"),
    "disbursed": Text("已支付", "disbursed"),
    "in_transit": Text("在途", "in transit"),
    "out_of_reach": Text("下达到权限以外的账簿", "issued to books out of reach"),
    "not_on_record": Text("上一级没有登记，或看不到", "not on record above, or not to be seen"),
}

#: What may be said of the book of whoever gave money that is traced no further.
BOOKS_ABOVE = {
    "kept": Text("账上没有这份下达", "no such issue in its book"),
    "not_kept": Text("账不在本系统", "book not kept here"),
    "out_of_reach": Text("账不在权限之内", "book out of reach"),
}

FLAG_STATES = {
    "new": Text("新发现", "new"),
    "back": Text("再次出现", "seen again"),
    "gone": Text("不再出现", "no longer seen"),
}

RUN_STATES = {
    "complete": Text("完成", "complete"),
    "incomplete": Text("未完成", "incomplete"),
    "none": Text("进行中或中断", "under way, or cut off"),
}

CLAIM_STATES = {
    "submitted": Text("已申请", "submitted"),
    "checked": Text("已审核", "checked"),
    "approved": Text("已批准", "approved"),
    "returned": Text("已退回", "returned"),
    "part_paid": Text("已付一部分", "partly paid"),
    "paid": Text("已付清", "paid"),
}

EXEMPTIONS = {
    "settled_by_actuals": Text("据实结算", "settled by actuals"),
    "emergency": Text("突发事件", "emergency"),
}

PRECISIONS = {
    "day": Text("", ""),
    "month": Text("（只知到月）", " (month only)"),
    "year": Text("（只知到年）", " (year only)"),
}


def choices(sheet_key: str, column_key: str) -> dict[str, Text]:
    """The words of a column's list, as the template offers them."""
    return {each.code: each.text for each in sheet(sheet_key).column(column_key).choices}


WORDS: dict[str, dict[str, Text]] = {
    "role": ROLES,
    "right_kind": KINDS_OF_REQUEST,
    "right_decision": DECISIONS,
    "access": KINDS_OF_ACCESS,
    "media_type": {kind.media_type: kind.name for kind in KINDS},
    "tier": TIERS,
    "level": LEVELS,
    "way": WAYS,
    "book_above": BOOKS_ABOVE,
    "station": STATIONS,
    "account": {account.value: text for account, text in ACCOUNT_WORDS.items()},
    "flag_state": FLAG_STATES,
    "run_state": RUN_STATES,
    "exemption": EXEMPTIONS,
    "precision": PRECISIONS,
    "posted": FACTS,
    "event": EVENTS,
    "chart": CHARTS,
    "match_basis": BASES,
    "period_act": ACTS,
    "draft_state": STATES,
    "draft_step": STEPS,
    "sheet": {each.key: each.name for each in SHEETS} | {"flags": Text("疑点", "Flags")},
    "adjustment": choices("transfer_adjustments", "kind"),
    "transfer_kind": choices("transfers", "kind"),
    "method": choices("disbursements", "method"),
    "cash_purpose": choices("disbursements", "cash_purpose"),
    "claim_state": CLAIM_STATES,
    "claim_step": choices("claim_steps", "step"),
    "stage": choices("claims", "stage"),
    "signer_role": choices("sign_offs", "role"),
    "step": choices("project_steps", "step"),
    "category": {each.code: each.text for each in CATEGORY_CHOICES},
}


def word(kind: str, code: str) -> Text:
    """The words for a code; a code that has none stands for itself."""
    return WORDS[kind].get(code, Text(code, code))
