"""The rows of the notices that are not posted, and why."""

from dataclasses import dataclass

from demonstrations.real.originals import FILES, decisions
from ledger.language import Text

REASONS = {
    "inside_other_row": Text(
        "其中项，已含在另一行内，再记就重复了",
        "Part of another row; posting it again would count it twice",
    ),
    "origin_not_stated": Text(
        "公示没有说这笔钱是本级安排还是上级下达，账上没有来源就不能下达",
        "The notice does not say whose money it was; what has no source cannot be issued",
    ),
    "no_year": Text("公示没有年份", "The notice gives no year"),
    "no_amount": Text(
        "没有金额：金额在未能读到的附件里，或公示只有文号",
        "No amount: it stood in an attachment that could not be read, or only a number is given",
    ),
    "plan_of_years": Text(
        "几年的安排数，不是某一次下达", "A plan over several years, not one transfer"
    ),
    "group_to_group": Text(
        "一批地方给另一批地方，不知道各是多少", "From a group of places to another, shares unknown"
    ),
    "sum_of_levels": Text(
        "各级投入的合计，不是一笔到达某个账簿的钱",
        "The sum of what all levels spent, not money that reached one book",
    ),
    "no_central_book": Text(
        "中央不设账簿，接收方又是一批省，不知道各是多少",
        "The centre keeps no book here, and the recipients are many provinces, shares unknown",
    ),
    "source_not_stated": Text(
        "公示没有说付的是哪笔资金", "The notice does not say which money was paid"
    ),
    "payment_not_stated": Text("公示没有写支出数", "The notice does not say how much was spent"),
    "same_as_payment": Text(
        "与支付表中的一行是同一笔支付，已按那一行记入",
        "The same payment as a row of the payments, posted from there",
    ),
    "not_a_money_document": Text(
        "上级文件是方案、计划或转发的规定，资料没有说它下达了资金",
        "The parent is a plan or a regulation; nothing says that it issued money",
    ),
}


@dataclass(frozen=True)
class LeftOut:
    """A row of the notices that is not posted."""

    number: str
    reason: Text


def left_out() -> list[LeftOut]:
    """All rows that are not posted; a line of the lists of projects always is."""
    return [
        LeftOut(number, REASONS[decision["reason"]])
        for name in FILES
        if name != "projects"
        for number, decision in decisions(name).items()
        if decision["entry"] == "left_out"
    ]
