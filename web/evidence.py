"""Puts the evidence columns of a breach into words, and leads from its subject to its page."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy import Connection

from ledger.belonging import belongs_to
from ledger.imports.catalogue import SHEETS
from ledger.language import Text

DASH = "—"
#: Subjects with a page of their own, by the view of the schema facts they are rows of.
PAGES = {
    "source": "sources",
    "disbursement": "disbursements",
    "transfer_issue": "transfers",
    "project": "projects",
}


def subject_link(connection: Connection, book_id: int, subject: str, subject_id: int) -> str | None:
    """The page of what a flag is about, or of what that belongs to; None where it has none."""
    found: tuple[str, int] | None = (subject, subject_id)
    if subject not in PAGES:
        found = belongs_to(connection, book_id, subject, subject_id)
    if found is None:
        return None
    noun, number = found
    return f"/books/{book_id}/{PAGES[noun]}/{number}"


@dataclass(frozen=True)
class EvidenceRow:
    """One evidence column of a breach: what it is, and its value or amount."""

    label: Text
    words: Text
    amount: Decimal | None = None


class Breach(Protocol):
    """What a run found: the flag as it was seen last, or as it was recorded."""

    @property
    def amount_at_issue(self) -> Decimal | None:
        """How much money is in doubt."""

    @property
    def due_on(self) -> dt.date | None:
        """Until when something was to be done."""

    @property
    def evidence(self) -> dict[str, Any]:
        """What else the query returned."""


@dataclass(frozen=True)
class ComparedRow:
    """One column of evidence as it was seen last, and as it was when the flag was recorded."""

    latest: EvidenceRow
    first: EvidenceRow

    @property
    def differs(self) -> bool:
        """Whether the books said something else then."""
        return self.latest != self.first


#: Evidence that is no column of any sheet, or is something else than a sheet's of that name.
LABELS = {
    "allocated_amount": Text("分配金额", "Allocated"),
    "amount_at_issue": Text("涉及金额", "At issue"),
    "approval_limit_amount": Text("审批人权限", "Approver's limit"),
    "approved_by": Text("审批人", "Approver"),
    "approved_on": Text("审定日期", "Approved on"),
    "assigned_on": Text("安排日期", "Assigned on"),
    "authority_amount": Text("当时可用的安排", "Authority then"),
    "bank_name": Text("开户行", "Bank"),
    "completed_on": Text("竣工日期", "Completed on"),
    "contract_amount": Text("合同金额", "Contract amount"),
    "died_on": Text("死亡日期", "Died on"),
    "difference": Text("差异", "Difference"),
    "differs": Text("不符之处", "What differs"),
    "differs_from_will": Text("与意愿不符之处", "Differs from the will in"),
    "earlier_reference": Text("较早的支付编号", "Earlier payment"),
    "due_on": Text("时限", "Due on"),
    "early": Text("提前的步骤", "Steps too early"),
    "exposed": Text("查到的信息", "What was found"),
    "external_reference": Text("编号", "Reference"),
    "first_paid_on": Text("前一笔支付日期", "First paid on"),
    "first_reference": Text("前一笔支付编号", "First payment"),
    "fund_line_name": Text("资金名称", "Fund line"),
    "holder_name": Text("账户持有人", "Account holder"),
    "identity_masked": Text("证件号码", "Identity"),
    "idle_years": Text("闲置年数", "Years idle"),
    "in_time_amount": Text("按期下达", "Issued in time"),
    "issued_amount": Text("下达金额", "Issued"),
    "issued_on": Text("下达日期", "Issued on"),
    "last_paid_on": Text("最后一次支付日期", "Last paid on"),
    "limit_before_settlement_amount": Text("结算前上限", "Limit before settlement"),
    "list_origin": Text("名单来源", "List from"),
    "listed_name": Text("名单或农户表上的姓名", "Name on the list or register"),
    "made_on": Text("分配日期", "Made on"),
    "missing": Text("缺少的步骤", "Missing steps"),
    "not_given": Text("没有写的", "Not given"),
    "most_persons_in_a_run": Text("一次发放最多为几人收款", "Most persons in one run"),
    "number": Text("凭证号", "Voucher number"),
    "number_masked": Text("银行账号", "Account number"),
    "paid_amount": Text("支付金额", "Paid"),
    "paid_before_settlement_amount": Text("结算前支付", "Paid before settlement"),
    "paid_on": Text("支付日期", "Paid on"),
    "paid_percent": Text("支付进度(%)", "Paid (%)"),
    "papers": Text("附件数", "Papers"),
    "period": Text("凭证月份", "Voucher month"),
    "place": Text("地点", "Place"),
    "planned_amount": Text("方案内金额", "In the plan"),
    "posted_after_on": Text("完工后公示", "Posted after"),
    "posted_before_on": Text("开工前公示", "Posted before"),
    "project_approved_on": Text("项目批复日期", "Project approved on"),
    "project_name": Text("项目名称", "Project"),
    "published_on": Text("公开日期", "Published on"),
    "purpose": Text("用途", "Purpose"),
    "reason": Text("理由", "Why"),
    "received_amount": Text("收到金额", "Received"),
    "received_fund_line_name": Text("收到时的资金名称", "Fund line as received"),
    "received_on": Text("收到日期", "Received on"),
    "received_purpose": Text("收到时的用途", "Purpose as received"),
    "recipient_name": Text("接收方", "Recipient"),
    "removed_on": Text("移出日期", "Removed on"),
    "request_approved_on": Text("支付申请审批日期", "Request approved on"),
    "required_percent": Text("应达到的进度(%)", "Due (%)"),
    "reused_papers": Text("重复使用的附件", "Papers used twice"),
    "sha256": Text("附件指纹", "Fingerprint"),
    "spent_amount": Text("已支付和下达", "Spent"),
    "started_on": Text("开工日期", "Started on"),
    "strangers": Text("户外收款人数", "Persons outside the household"),
    "threshold_amount": Text("限额", "Threshold"),
    "total_amount": Text("累计金额", "In all"),
}
#: Evidence whose values are codes.
VALUES = {
    "difference": {
        "missing": Text("下级没有登记收到", "not recorded below"),
        "amount": Text("金额不同", "another amount"),
        "fund_line": Text("资金名称不同", "another fund line"),
        "purpose": Text("用途不同", "another purpose"),
        "late": Text("登记晚于时限", "recorded late"),
    },
}
#: What every breach says beside its evidence.
OF_EVERY_BREACH = ("amount_at_issue", "due_on")
#: What is shown elsewhere on the page.
NOT_SHOWN = {"severity"}


def label_of(key: str) -> Text:
    """The words for an evidence column: ours, else a sheet's, else its name."""
    if key in LABELS:
        return LABELS[key]
    for each in SHEETS:
        for column in each.columns:
            if column.key == key:
                return column.header
    return Text(key, key.replace("_", " "))


def evidence_rows(evidence: dict[str, Any], query: str) -> dict[str, EvidenceRow]:
    """The evidence columns of a breach in words, in the order in which its query names them."""
    rows: dict[str, EvidenceRow] = {}
    for key in sorted(evidence, key=lambda key: position(key, query)):
        base = base_of(key)
        if key in NOT_SHOWN:
            continue
        if base == key:
            rows[key] = evidence_row(key, evidence[key])
        else:
            # One text in both languages.
            pair = (evidence.get(f"{base}_zh"), evidence.get(f"{base}_en"))
            rows[base] = EvidenceRow(label_of(base), Text(*(str(each or DASH) for each in pair)))
    return rows


def base_of(key: str) -> str:
    """The name that the two languages of a text share."""
    return key.removesuffix("_zh").removesuffix("_en")


def compared_rows(latest: Breach, first: Breach, query: str) -> list[ComparedRow]:
    """The evidence of a flag as it was seen last beside that which it was recorded with.

    The amount at issue and the term are among it only where they were others then: the page shows
    those of the latest above.
    """
    now, then = (evidence_rows(each.evidence, query) for each in (latest, first))
    compared = [
        ComparedRow(now.get(key) or absent(row), then.get(key) or absent(row))
        for key, row in (now | then).items()
    ]
    for key in OF_EVERY_BREACH:
        pair = ComparedRow(*(evidence_row(key, getattr(each, key)) for each in (latest, first)))
        if pair.differs:
            compared.append(pair)
    return compared


def absent(row: EvidenceRow) -> EvidenceRow:
    """A column that the rule's version of that run did not return."""
    return EvidenceRow(row.label, Text(DASH, DASH))


def position(key: str, query: str) -> int:
    """Where a query first names a column."""
    found = re.search(rf"\b{re.escape(key)}\b", query)
    return found.start() if found else len(query)


def evidence_row(key: str, value: Any) -> EvidenceRow:  # noqa: ANN401  (anything JSON can say)
    """One evidence column."""
    label = label_of(key)
    if value is None:
        return EvidenceRow(label, Text(DASH, DASH))
    if key.endswith(("amount", "amount_at_issue")) and isinstance(value, int | Decimal | str):
        return EvidenceRow(label, Text("", ""), Decimal(str(value)))
    words = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
    return EvidenceRow(label, VALUES.get(key, {}).get(words, Text(words, words)))
