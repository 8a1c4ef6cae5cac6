"""The sentences for what is wrong with claims, re-issues, progress reports and sign-offs."""

from ledger.language import Text

CLAIM_WORDS: dict[str, Text] = {
    "unknown_claim": Text(
        "报账编号 {claim} 不在“报账申请”表中，也没有登记过（承诺 13）；请核对编号，"
        "或先登记报账申请",
        "Claim {claim} is neither in the sheet of claims nor registered (promise 13); check the "
        "code, or enter the claim first",
    ),
    "claim_decided": Text(
        "报账 {claim} 已于 {decided_on} 批准或退回，不能再审（承诺 13）；退回的请用新编号重新报账",
        "Claim {claim} was decided on {decided_on} and stands (promise 13); claim anew under "
        "another code what was returned",
    ),
    "claim_not_checked": Text(
        "报账 {claim} 还没有审核，不能批准（承诺 13、规则 DP-02）；请先登记审核",
        "Claim {claim} was not checked and cannot be approved (promise 13, rule DP-02); enter its "
        "check first",
    ),
    "claim_step_too_early": Text(
        "日期早于报账 {claim} 的前一步 {earliest}（承诺 13）；请核对日期",
        "The day is before the step of claim {claim} that comes first, on {earliest} (promise 13); "
        "check the day",
    ),
    "approved_above_claim": Text(
        "报账 {claim} 只申请 {claimed} 元，批准不能更多（承诺 13）；请核对金额，或另行报账",
        "Claim {claim} asks for {claimed} yuan and cannot be approved for more (promise 13); check "
        "the amount, or claim the rest anew",
    ),
    "amount_without_approval": Text("只有批准才填金额", "Only an approval has an amount"),
    "payment_not_bounced": Text(
        "支付 {payment} 到 {on_day} 没有退票，不能补发（承诺 13）；请先在“退款退票”表中登记退票",
        "Payment {payment} had not bounced by {on_day} and is not paid again (promise 13); enter "
        "the bounce in the sheet of refunds first",
    ),
    "reissue_exceeds": Text(
        "支付 {payment} 的补发合计超过了退票金额（承诺 13）；请核对，补发又退票的填那笔补发的编号",
        "More is paid again of payment {payment} than bounced (promise 13); check it, and where "
        "the second payment bounced too, give the number of that one",
    ),
    "progress_before_signing": Text(
        "核实日期早于合同 {contract} 的签订日期 {signed_on}（承诺 13）；请核对日期和合同编号",
        "The day is before contract {contract} was signed on {signed_on} (promise 13); check the "
        "day and the contract",
    ),
    "progress_goes_back": Text(
        "{before_on} 已核实到 {before}%，这次更少（承诺 13）；请核对，确实如此的，写明“更正原因”",
        "{before} % were verified on {before_on}, and this is less (promise 13); check it, or say "
        "why in the column of corrections",
    ),
    "progress_above_later": Text(
        "{later_on} 核实的是 {later}%，比本行晚却更少（承诺 13）；请核对",
        "{later} % were verified later, on {later_on}, which is less (promise 13); check both",
    ),
    "sign_off_of_persons": Text(
        "到人的四联签要填批次号和村，项目的都不填",
        "A sign-off for persons needs its batch and village; one for a project has neither",
    ),
    "sign_off_rows_differ": Text(
        "同一张签批单的各行，类别、项目、批次号和村应相同",
        "The rows of a sheet should agree in kind, project, batch and village",
    ),
}
