"""Puts the database's refusals into words: each names the promise that stands in the way."""

import json
import re

from sqlalchemy.exc import DBAPIError

from ledger.errors import Refused
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
    "before_opening": Text(
        "账簿的期初日是 {opened_on}：期初日以前的业务已经包含在期初余额里，不能再记；"
        "期初日只有一个，账簿里已有更早的业务时不能登记期初余额（凭证 {voucher}，承诺 9）。",
        "The book's opening day is {opened_on}: what was before it is in the opening balances and "
        "is not posted again; there is one such day, and no opening after earlier postings "
        "(voucher {voucher}, promise 9).",
    ),
    "goods_exceed": Text(
        "物资 {goods_code} 于 {received_on} 收到 {quantity}，发放 {distributed}，核减 {removed}："
        "发放和核减不能超过收到，退回不能超过发放，都不能早于收到之日。",
        "Of the goods {goods_code} {quantity} were received on {received_on}, {distributed} given "
        "out and {removed} removed: no more leaves than was received, no more comes back than went "
        "out, nothing before that day.",
    ),
    "cannot_reverse": Text(
        "凭证不能冲销：它不存在、本身就是冲销、冲销日期早于原凭证，或其中的支付已有退款。",
        "The voucher cannot be reversed: it does not exist, is itself a reversal, is dated later "
        "than the reversal, or some of its payments were refunded.",
    ),
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
