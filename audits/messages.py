"""The words of an alert: what happened, how much is at issue, and where to look."""

from decimal import Decimal
from typing import Any

from audits.evidence_messages import EVIDENCE


def yuan(amount: object) -> str:
    """An amount with its thousands parted, or a dash."""
    return "—" if amount is None else f"{Decimal(str(amount)):,.2f}"


def subject_of(alert: Any) -> str:  # noqa: ANN401  (a row)
    """The subject line."""
    if alert.kind == "run_incomplete":
        return f"明账预警：第 {alert.run_id} 次检查没有完成"
    if alert.kind == "job_failed":
        return f"明账预警：定时任务 {alert.body['job']} 失败"
    if alert.kind == "evidence_broken":
        return (
            f"明账预警：{alert.body['findings']} 处与封存时不符"
            f" / Mingzhang: {alert.body['findings']} findings, not as it was sealed"
        )
    if alert.kind == "witness_late":
        return (
            f"明账预警：{alert.body['witness']} 逾期没有会签"
            f" / Mingzhang: {alert.body['witness']} has not countersigned in time"
        )
    if alert.kind == "flag_overdue":
        return f"明账预警：疑点 {alert.body['flag']} 超期未核实"
    grave = f"，其中严重 {alert.body['grave']} 个" if alert.body["grave"] else ""
    return f"明账预警：{alert.body['flags']} 个疑点{grave}"


def body_of(alert: Any, base_url: str) -> str:  # noqa: ANN401  (a row)
    """The body, in plain text."""
    body = alert.body
    if alert.kind in EVIDENCE:
        return "\n".join([*EVIDENCE[alert.kind](body), "", base_url])
    if alert.kind == "run_incomplete":
        lines = ["以下规则没有运行成功，不能认为没有问题：", *body["rules"]]
    elif alert.kind == "job_failed":
        lines = [f"定时任务 {body['job']}（应于 {body['due_at']} 运行）失败：", body["said"]]
    elif alert.kind == "flag_overdue":
        lines = [
            f"疑点 {body['flag']}（{body['rule']}）已 {body['working_days']} 个工作日未核实。",
            f"{base_url}/flags/{alert.book_id}/{body['flag']}",
        ]
    else:
        lines = [f"疑点 {body['flags']} 个，涉及金额 {yuan(body['amount_at_issue'])} 元。", ""]
        lines += [
            f"[{each['severity']}] {each['rule']} {each['title']}"
            f"  {yuan(each['amount_at_issue'])} 元  {base_url}/flags/{alert.book_id}/{each['flag']}"
            for each in body["listed"]
        ]
        if body["flags"] > len(body["listed"]):
            lines.append(f"……共 {body['flags']} 个，其余请登录查看。")
    lines += ["", "疑点不是结论，须经核实。", base_url]
    return "\n".join(lines)
