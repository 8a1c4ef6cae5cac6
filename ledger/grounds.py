"""What is said where a contract or a claim does not allow a payment: by pages, imports and API."""

from ledger.language import Text

GROUNDS: dict[str, Text] = {
    "payee_not_of_contract": Text(
        "合同 {contract} 的供应商是 {supplier}，不能付给别人（承诺 13、规则 DP-06）；"
        "有债权转让或农民工工资专户的，先在“收款权转让”表中登记",
        "Contract {contract} is with {supplier} and pays nobody else (promise 13, rule DP-06); "
        "enter an assignment of the claim, or the workers' account, in the sheet of payee "
        "substitutions first",
    ),
    "payee_not_of_claim": Text(
        "报账 {claim} 申请付给 {payee}，不是本行的收款人（承诺 13）；"
        "请核对，换了收款人的要重新报账",
        "Claim {claim} asks for payment to {payee}, not to this row's payee (promise 13); check "
        "it, or claim anew for another payee",
    ),
    "claim_of_other_project": Text(
        "报账 {claim} 是项目 {project_of_claim} 的，不是本行的项目（承诺 13）；请核对报账编号",
        "Claim {claim} is for project {project_of_claim}, not for this row's (promise 13); check "
        "the code",
    ),
    "claim_of_other_contract": Text(
        "报账 {claim} 不是本行合同的（承诺 13）；请核对报账编号和合同编号",
        "Claim {claim} is not for this row's contract (promise 13); check both codes",
    ),
    "claim_returned": Text(
        "报账 {claim} 已于 {decided_on} 退回：{reason}（承诺 13）；请改正后用新编号重新报账",
        "Claim {claim} was returned on {decided_on}: {reason} (promise 13); mend it and claim "
        "anew under another code",
    ),
    "claim_not_approved": Text(
        "报账 {claim} 还没有批准（承诺 13、规则 DP-02）；请先在“报账审核”表中登记审核和批准",
        "Claim {claim} is not approved (promise 13, rule DP-02); enter its check and approval in "
        "the sheet of claim steps first",
    ),
    "paid_before_claim_approved": Text(
        "报账 {claim} 到 {decided_on} 才批准，支付早于批准（承诺 13、规则 DP-02）；"
        "确实先付后批的，不填报账编号照实登记，由规则查出",
        "Claim {claim} was approved on {decided_on} only (promise 13, rule DP-02); what was really "
        "paid before is entered without the claim, and the rule will tell of it",
    ),
    "final_without_sign_off": Text(
        "报账 {claim} 是末次付款，项目的四联签到支付日还没有签齐或顺序不对"
        "（承诺 13、规则 DP-16）；请先在“四联签”表中登记",
        "Claim {claim} is the last payment, and by its day the project's four-party sign-off is "
        "not complete and in order (promise 13, rule DP-16); enter it in the sheet of sign-offs "
        "first",
    ),
    "claim_exceeded": Text(
        "报账 {claim} 批准 {approved} 元，到本行共付 {paid} 元，超过批准金额（承诺 13）；"
        "请核对是否重复支付，或另行报账",
        "Claim {claim} was approved for {approved} yuan; with this row {paid} is paid, which is "
        "more (promise 13); check whether it was paid before, or claim the rest anew",
    ),
}
