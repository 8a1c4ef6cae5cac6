"""The sentences for what is wrong with contracts, their changes, and what payments give back."""

from ledger.language import Text

CONTRACT_WORDS: dict[str, Text] = {
    "contract_of_other_project": Text(
        "合同 {contract} 属于项目 {project}，不属于本行的项目",
        "Contract {contract} belongs to project {project}, not to this row's",
    ),
    "bid_of_other_day": Text(
        "招标 {tender} 的其他投标人是 {opened_on} 开标的；同一次招标各行的开标日期应相同，"
        "重新招标的另编编号",
        "The other bids of tender {tender} were opened on {opened_on}; all rows of a tender have "
        "one day, and a repeated tender has a code of its own",
    ),
    "contract_rows_differ": Text(
        "同一合同的各行，项目、供应商、签订日期和质保金应相同",
        "The rows of a contract should agree in project, supplier, day and retention",
    ),
    "contract_amount_changed": Text(
        "合同 {contract} 已登记，金额不能在这里改（承诺 2）；请在“合同变更”表中登记补充或调减",
        "Contract {contract} is registered and its amount stands (promise 2); enter a supplement "
        "or a reduction in the sheet of contract changes",
    ),
    "change_before_signing": Text(
        "变更日期早于合同 {contract} 的签订日期 {signed_on}",
        "The change is before contract {contract} was signed on {signed_on}",
    ),
    "nothing_committed": Text(
        "合同 {contract} 没有占用的资金，没有可以退回的（承诺 3）；请核对合同编号和已付金额",
        "Contract {contract} binds no money: there is nothing to free (promise 3); check the code "
        "and what was paid",
    ),
    "source_of_contract_needed": Text(
        "合同 {contract} 占用了几笔来源（{documents}），请填“来源文号”",
        "Contract {contract} binds money of several sources ({documents}); fill in the source "
        "document",
    ),
    "unknown_payment": Text(
        "支付编号 {payment} 不在“支付”表中，也没有登记过；请核对编号，或先登记支付",
        "Payment {payment} is neither in the sheet of disbursements nor registered; check the "
        "number, or enter the payment first",
    ),
    "payment_reversed": Text(
        "支付 {payment} 已经红字冲销，没有可退的（承诺 3）；请核对支付编号",
        "Payment {payment} was reversed: nothing of it can come back (promise 3); check the number",
    ),
    "refund_before_payment": Text(
        "退回日期早于支付 {payment} 的日期 {paid_on}（承诺 3）；请核对日期",
        "The money is back before payment {payment} was made on {paid_on} (promise 3); check the "
        "day",
    ),
    "refund_exceeds": Text(
        "支付 {payment} 是 {paid} 元，到本行共退回 {back} 元，超过了支付（承诺 3）；请核对金额",
        "Payment {payment} was {paid} yuan; with this row {back} came back, which is more "
        "(promise 3); check the amount",
    ),
}
