"""The sentence for each thing that can be wrong with money that is adjusted or carried over."""

from ledger.language import Text

MOVEMENT_WORDS: dict[str, Text] = {
    "unknown_transfer": Text(
        "本账簿没有文号为 {document} 的这笔指标；请先在“资金下达”表登记，并核对本方、序号和对方",
        "This book has no such transfer under {document}; enter it in the sheet of transfers first "
        "and check side, line and counterparty",
    ),
    "ambiguous_transfer": Text(
        "文号 {document} 下有 {count} 笔指标，请填“原文内序号”“对方区划”或“原外部编号”",
        "{document} holds {count} transfers; fill in the line, the counterparty or the reference",
    ),
    "transfer_reversed": Text(
        "文号 {document} 的指标已经红字冲销，不能调整（承诺 8）；要调整请先重新登记指标",
        "The transfer under {document} was reversed and cannot be adjusted (promise 8); enter it "
        "anew first",
    ),
    "adjustment_before_transfer": Text(
        "调整日期早于指标 {document} 的日期 {transferred_on}（承诺 8）；请核对日期",
        "The adjustment is before the day of transfer {document}, {transferred_on} (promise 8); "
        "check the day",
    ),
    "adjustment_exceeds": Text(
        "指标 {document} 连同追加是 {standing} 元，到本行共追减、收回 {taken} 元，超过了指标"
        "（承诺 8）；请核对金额，或先登记追加",
        "Transfer {document} comes to {standing} yuan with its additions; this row brings what is "
        "taken from it to {taken}, which is more (promise 8). Check the amount, or enter the "
        "addition first",
    ),
    "pooled_and_project": Text(
        "已安排到项目的钱不再是整合资金：“项目编号”和“整合资金”只填一个",
        "Money of a project is no longer in the pool: fill in the project or pooled, not both",
    ),
    "new_document_of_take_back": Text(
        "收回的钱不再使用，没有结转后的文号；要下年接着用，事项应为 结转",
        "What is taken back is not used again and has no new document; to go on with it, carry it "
        "over",
    ),
    "take_back_before_arrival": Text(
        "日期早于来源 {document} 到达的日期 {arrived_on}；请核对日期和来源文号",
        "The day is before source {document} arrived on {arrived_on}; check the day and the source",
    ),
}
