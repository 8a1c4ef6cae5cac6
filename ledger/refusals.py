"""Puts the database's refusals into words: each names the promise that stands in the way."""

import json
import re

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ledger.errors import Refused
from ledger.grounds import GROUNDS
from ledger.language import Text
from ledger.roles import POWERS
from ledger.separations import SEPARATIONS

SENTENCES: dict[str, Text] = {
    "below_zero": Text(
        "余额不足：{kind} 账户会变成 {amount} 元（承诺 3）；请核对金额，或先登记到账、安排。",
        "Not enough: the {kind} account would stand at {amount} yuan (promise 3); check the "
        "amount, or enter what arrived or was assigned first.",
    ),
    "facts_are_never_changed": Text(
        "已入账的内容不能修改或删除（{table}，承诺 2）；请用红字冲销或登记新版本。",
        "What is posted is never changed or removed ({table}, promise 2); reverse it or register "
        "a new version.",
    ),
    "period_closed": Text(
        "{period} 已结账，不能再记（承诺 5）；请记入未结账的月份，或先申请反结账。",
        "{period} is closed and takes nothing (promise 5); post into an open month, or ask to "
        "reopen it.",
    ),
    "period_not_over": Text(
        "{period} 还没有过完，到最后一天才能结账（承诺 5）。",
        "{period} is not over: it can be closed from its last day on (promise 5).",
    ),
    "period_closed_already": Text(
        "{period} 已经结账（承诺 5），不用再结。",
        "{period} is closed already (promise 5): nothing is left to do.",
    ),
    "period_not_closed": Text(
        "{period} 没有结账，不用反结账（承诺 5）。",
        "{period} is not closed: there is nothing to reopen (promise 5).",
    ),
    "later_period_closed": Text(
        "{later} 也已结账；反结账从最后结账的月份起，一个月一个月来（承诺 5）。",
        "{later} is closed too: months are reopened one by one from the last closed one "
        "(promise 5).",
    ),
    "year_closed": Text(
        "{period} 所在的 {year} 年已年结；请申请对 {year} 年反结账，会重新打开它的 12 月"
        "（承诺 5）。",
        "The year {year} is closed: ask to reopen {year}, which opens its December (promise 5).",
    ),
    "reopening_asked_already": Text(
        "{login} 已经申请对 {period} 反结账，等另一人批准（承诺 5）。",
        "{login} has asked to reopen {period} already; somebody else has to grant it (promise 5).",
    ),
    "reopening_not_asked": Text(
        "没有人申请对 {period} 反结账；一人申请，另一人批准（承诺 6）。",
        "Nobody has asked to reopen {period}: one person asks, another grants it (promise 6).",
    ),
    "reopening_own_request": Text(
        "{period} 的反结账是 {login} 自己申请的，要由另一人批准（承诺 6）。",
        "{login} asked to reopen {period}: somebody else has to grant it (promise 6).",
    ),
    "refund_exceeds": Text(
        "支付 {external_reference} 是 {amount} 元，退回合计 {refunded} 元："
        "退回不能超过支付，不能早于支付，已冲销的支付不能退回（承诺 3）；请核对。",
        "Payment {external_reference} was {amount} yuan and {refunded} came back: a refund is "
        "neither more than its payment nor before it, nor of one that was reversed (promise 3); "
        "please check.",
    ),
    "match_differs": Text(
        "明细 {line} 是 {amount} 元，所选的支付或凭证合计 {moved} 元："
        "金额和每一笔的收支方向应相同，已冲销的不能核对（承诺 7）；请另选。",
        "Line {line} is {amount} yuan, what it should be in the ledger comes to {moved}: the "
        "amount and each direction have to agree, and what was reversed is matched with nothing "
        "(promise 7); choose another.",
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
        "发放和核减不能超过收到，退回不能超过发放，都不能早于收到之日（承诺 3）；请核对。",
        "Of the goods {goods_code} {quantity} were received on {received_on}, {distributed} given "
        "out and {removed} removed: no more leaves than was received, no more comes back than went "
        "out, nothing before that day (promise 3); please check.",
    ),
    "matched_already": Text(
        "明细 {line} 或所选的支付、凭证已经核对过，或同一笔写了两次（承诺 7）；"
        "要改请先解除原来的核对。",
        "Line {line}, or what it should be in the ledger, is matched already, or named twice "
        "(promise 7): end the match there is first.",
    ),
    "match_not_standing": Text(
        "没有第 {match} 号核对，或它已经解除、其凭证已冲销（承诺 2）；请刷新后再看。",
        "There is no match {match}, or it was ended, or its voucher reversed (promise 2); look "
        "at the list again.",
    ),
    "adjustment_exceeds": Text(
        "指标 {document_no} 是 {amount} 元，调整合计 {adjusted} 元："
        "追减、收回不能超过现额，不能早于指标，已冲销的指标不能调整（承诺 8）。",
        "Transfer {document_no} was {amount} yuan and its adjustments come to {adjusted}: it is "
        "neither reduced below nothing nor adjusted before its day, nor once it was reversed "
        "(promise 8).",
    ),
    "cannot_reverse": Text(
        "凭证不能冲销（承诺 2）：它不存在、本身就是冲销、已经冲销、冲销日期早于原凭证，"
        "其中的支付已有退款，其中的指标已有调整，或退回的钱已再次支付。",
        "The voucher cannot be reversed (promise 2): it does not exist, is itself a reversal, was "
        "reversed already, is dated later than the reversal, some of its payments were refunded, "
        "its transfer was adjusted, or what bounced was paid again.",
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
    **SEPARATIONS,
}
#: What PostgreSQL says where a privilege is lacking, or a policy stands in the way.
LACKING = "42501"


def refusal_of(error: DBAPIError) -> Refused | None:
    """The refusal that a database error stands for, or None if it is something else."""
    state = getattr(error.orig, "pgcode", None) or ""
    if state == LACKING and "row-level security policy" in str(error.orig):
        return Refused(*SENTENCES["row_level_security"], 11)
    promise = re.fullmatch(r"MZ(\d{3})", state)
    diagnosis = getattr(error.orig, "diag", None)
    if not promise or diagnosis is None:
        return None
    sentence = SENTENCES[diagnosis.message_primary]
    details = json.loads(diagnosis.message_detail or "{}")
    if "power" in details:
        details["power_zh"], details["power_en"] = POWERS[details["power"]]
    return Refused(sentence.zh.format(**details), sentence.en.format(**details), int(promise[1]))


def asked(connection: Connection, statement: str, values: dict[str, object]) -> object:
    """What one question or act of the database answers with.

    Raises:
        Refused: the database refuses it; the sentence says why.
    """
    try:
        return connection.execute(text(statement), values).scalar()
    except DBAPIError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error
