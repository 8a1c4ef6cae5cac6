"""The sentences for what can be wrong with other sources, openings, donated goods, findings."""

from ledger.language import Text

SOURCE_WORDS: dict[str, Text] = {
    "donation_amount_required": Text("捐赠要填金额", "A gift needs an amount"),
    "unknown_donation": Text("没有编号为 {donation} 的捐赠", "There is no donation {donation}"),
    "terms_without_debt": Text(
        "到期日和年利率只有债券、贷款才填：别的钱不用还",
        "Only bonds and loans have a due day and a rate: other money is not repaid",
    ),
    "due_before_arrival": Text(
        "到期日应在借入之日以后", "It should be due after the day it was borrowed"
    ),
    "project_of_return": Text(
        "投资收益要填产生收益的项目编号；别的类型不填",
        "A return names the project it comes from; other kinds name none",
    ),
    # Findings.
    "due_before_report": Text(
        "整改期限 {due_on} 早于报告日期 {reported_on}",
        "It is due on {due_on}, before the day of the report, {reported_on}",
    ),
    "unknown_finding": Text(
        "没有编号为 {finding} 的审计发现，先填“审计发现”表",
        "There is no finding {finding}: it stands in the sheet of findings first",
    ),
    "amount_of_recovery": Text(
        "收回资金要填金额；别的环节不填", "Money recovered has an amount; other steps have none"
    ),
    # Opening balances.
    "opening_rows_differ": Text(
        "同一文号的各行，期初日、原到达日期、文件金额、资金名称和原下达单位应相同",
        "The rows of a document should agree in opening day, arrival, amount, fund line and issuer",
    ),
    "opened_before_arrival": Text(
        "原到达日期应在期初日或以前；期初日以后到的钱登记在“资金下达”等表",
        "The money should have arrived by the opening day; what came later stands in the sheets of "
        "money received",
    ),
    "opening_project_required": Text(
        "已安排、合同占用、已支付的金额要填属于哪个项目",
        "What was assigned, committed or disbursed needs the code of its project",
    ),
    "opening_contract_required": Text(
        "合同占用的金额要填合同编号，并在“合同”表中登记该合同",
        "What was committed needs the code of its contract, which stands in the sheet of contracts",
    ),
    "opening_does_not_add_up": Text(
        "{document} 的文件金额是 {amount} 元，可用、已安排、合同占用和已支付合计 {parts} 元；"
        "每一分钱都要有下落（承诺 9），请核对",
        "{document} is of {amount} yuan; available, assigned, committed and disbursed add up to "
        "{parts}. Every fen must be somewhere (promise 9): please check",
    ),
    "opening_cash_exceeds": Text(
        "{document} 没有支付的是 {unpaid} 元，库款却有 {cash} 元；库款不会多于没有支付的钱（承诺 "
        "9），请核对",
        "Of {document} {unpaid} yuan was not paid, yet {cash} is said to be in the treasury: there "
        "cannot be more cash than was not paid (promise 9); please check",
    ),
    "opening_of_known_source": Text(
        "{document} 的钱已经在账上，再登记期初会重复（承诺 9）；要改为期初，请先冲销原来的凭证",
        "The money of {document} is on the books already and would count twice (promise 9); "
        "reverse that voucher first to open it",
    ),
    "book_began_earlier": Text(
        "账簿里已有更早的业务或另一个期初日（凭证 {voucher}）；"
        "期初余额只用于从期初日开始记的账簿（承诺 9），请把期初日改为与账上一致，或先冲销那些凭证",
        "The book has earlier postings or another opening day (voucher {voucher}); opening "
        "balances are for a book that begins on that day (promise 9). Use the day on the books, "
        "or reverse those vouchers first",
    ),
    "before_opening": Text(
        "账簿的期初日是 {opened_on}，以前的业务已经包含在期初余额里，不能再记（承诺 9）；"
        "期初数不对的，请冲销后重新登记期初余额",
        "The book began on {opened_on}: what was before is in its opening balances and is not "
        "posted again (promise 9). Where a balance is wrong, reverse it and enter it anew",
    ),
    "opening_exceeds_contract": Text(
        "合同 {contract} 是 {amount} 元，期初的合同占用和已支付合计 {opened} 元，"
        "超过了合同（规则 DP-03）；请核对，或先登记补充合同",
        "Contract {contract} is worth {amount} yuan; committed and disbursed at opening come to "
        "{opened}, which is more (rule DP-03); check both, or enter a supplement first",
    ),
    # Donated goods.
    "unknown_goods": Text(
        "没有编号为 {goods} 的捐赠物资；请先登记“收到”行",
        "There are no donated goods {goods}; enter their receipt first",
    ),
    "unknown_household": Text(
        "户编号 {household} 不在“农户人员”表中，也没有登记过；请核对编号，或先登记农户",
        "Household {household} is neither in the sheet of households nor registered; check the "
        "code, or enter it first",
    ),
    "split_from_itself": Text(
        "一户不能从自己分出来；“分自户编号”请填原户的户编号",
        "A household is not split from itself; give the number of the one it was split from",
    ),
    "split_incomplete": Text(
        "“分自户编号”和“分户日期”要一起填",
        "Give the household it was split from and the day together",
    ),
    # What households are due.
    "entitlements_overlap": Text(
        "户 {household} 在项目 {project} 的这段所属期已列在 {other} 行；同一户、同一项目、"
        "同一所属期只列一行，请合并，或改所属期",
        "Household {household} is due this of project {project} by {other} already: one row for a "
        "household, project and period; put both together, or mend the period",
    ),
    "confirmation_incomplete": Text(
        "“农户确认金额”和“农户确认日期”要一起填，金额不能小于零",
        "Give what the household confirmed and the day together; it is not below zero",
    ),
    "goods_before_receipt": Text(
        "早于物资 {goods} 的收到日期 {received_on}（承诺 3）；请核对日期",
        "This is before the goods {goods} were received on {received_on} (promise 3); check the "
        "day",
    ),
    "goods_recipient_required": Text(
        "发放和退回要填户编号、项目编号或领取人之一",
        "What is distributed or returned names a household, a project or a recipient",
    ),
    "goods_exceed": Text(
        "{goods}（{item}）收到 {received} {unit}，到本行发放和核减共 {gone} {unit}，"
        "超过了收到的（承诺 3）；请核对数量",
        "Of {goods} ({item}) {received} {unit} were received; with this row {gone} are given out "
        "or removed, which is more (promise 3); check the quantity",
    ),
    "goods_return_exceeds": Text(
        "{goods}（{item}）发放在外的是 {distributed} {unit}，退回不能比这多（承诺 3）；请核对数量",
        "Of {goods} ({item}) {distributed} {unit} are out; no more can come back (promise 3): "
        "check the quantity",
    ),
    "terms_without_issue": Text(
        "转移支付类型、下达单位类型、配套要求和改变用途只在“下达”行填，请移到下达单位的行",
        "Type, issuing office, match and change of purpose belong to the row that issues the money",
    ),
    "change_incomplete": Text(
        "“改变用途批准文号”和“改变用途批准日期”要一起填",
        "Give the document that approved the change and its day together",
    ),
    "not_a_fiscal_year": Text(
        "预算年度应为四位数年份，如 2022", "The year is given in four digits, such as 2022"
    ),
    "budget_document_required": Text(
        "上级转移支付的预算行要填“上级指标文号”",
        "Of a transfer, give the document by which it came from above",
    ),
}
