"""Puts the database's refusals into words: each names the promise that stands in the way."""

import json
import re

from sqlalchemy.exc import DBAPIError

from ledger.errors import Refused
from ledger.grounds import GROUNDS
from ledger.language import Text

_SENTENCES: dict[str, Text] = {
    "below_zero": Text(
        "余额不足：{kind} 账户会变成 {amount} 元（承诺 3）。",
        "Not enough: the {kind} account would stand at {amount} yuan (promise 3).",
    ),
    "facts_are_never_changed": Text(
        "已入账的内容不能修改或删除（{table}，承诺 2）；请用红字冲销或登记新版本。",
        "What is posted is never changed or removed ({table}, promise 2); reverse it or register "
        "a new version.",
    ),
    "period_closed": Text(
        "{period} 已结账，不能再记（承诺 5）。", "{period} is closed and takes nothing (promise 5)."
    ),
    "refund_exceeds": Text(
        "支付 {external_reference} 是 {amount} 元，退回合计 {refunded} 元："
        "退回不能超过支付，不能早于支付，已冲销的支付不能退回。",
        "Payment {external_reference} was {amount} yuan and {refunded} came back: a refund is "
        "neither more than its payment nor before it, nor of one that was reversed.",
    ),
    "cannot_reverse": Text(
        "凭证不能冲销：它不存在、本身就是冲销、冲销日期早于原凭证、其中的支付已有退款，"
        "或退回的钱已再次支付。",
        "The voucher cannot be reversed: it does not exist, is itself a reversal, is dated later "
        "than the reversal, some of its payments were refunded, or what bounced was paid again.",
    ),
    "claim_out_of_order": Text(
        "报账 {claim_code} 的步骤不对：先申请，再审核，再批准或退回，批准不超过申请（承诺 13）。",
        "Claim {claim_code} is out of order: it is handed in, checked, then approved or returned, "
        "and approved for no more than it asks (promise 13).",
    ),
    "reissue_refused": Text(
        "不能补发支付 {payment}：没有这笔支付，到当日没有退票，或补发超过退票（承诺 13）。",
        "Payment {payment} cannot be paid again: it is unknown, had not bounced by that day, or "
        "more is paid again than bounced (promise 13).",
    ),
    "progress_refused": Text(
        "{occurred_on} 的进度 {percent}% 不能登记：比前一次少而没有原因，"
        "或早于合同签订（承诺 13）。",
        "Progress of {percent} % on {occurred_on} is refused: less than before without a reason, "
        "or before the contract was signed (promise 13).",
    ),
    **GROUNDS,
}


def refusal_of(error: DBAPIError) -> Refused | None:
    """The refusal that a database error stands for, or None if it is something else."""
    state = getattr(error.orig, "pgcode", None) or ""
    promise = re.fullmatch(r"MZ(\d{3})", state)
    diagnosis = getattr(error.orig, "diag", None)
    if not promise or diagnosis is None:
        return None
    sentence = _SENTENCES[diagnosis.message_primary]
    details = json.loads(diagnosis.message_detail or "{}")
    return Refused(sentence.zh.format(**details), sentence.en.format(**details), int(promise[1]))
