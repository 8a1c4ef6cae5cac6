"""The columns of a contract that say how its supplier was chosen, and what followed."""

from ledger.imports.columns import Column, Kind
from ledger.imports.sheets import shared
from ledger.language import Text


def money(key: str, header: Text, explanation: Text) -> Column:
    """An amount of the whole contract, on one of its rows."""
    return Column(key, header, Kind.MONEY, explanation)


AWARD = (
    shared.day(
        "awarded_on",
        Text("中标通知日期", "Awarded on"),
        Text("发出中标（成交）通知书之日", "The day of the notice of award"),
    ),
    Column(
        "awarded_to",
        Text("中标人", "Awarded to"),
        Kind.NAME,
        Text("中标（成交）通知书上的名称", "The name on the notice of award"),
    ),
    money(
        "award_amount",
        Text("中标金额(元)", "Award (yuan)"),
        Text("中标（成交）通知书上的金额", "The amount on the notice of award"),
    ),
    shared.words(
        "method_ground",
        Text("非公开招标的依据", "Ground for not tendering"),
        Text(
            "不公开招标、不招标或不采购的，填批准文号或依据",
            "Where it was not tendered openly: the approval or ground",
        ),
    ),
    shared.day(
        "filed_on",
        Text("合同备案日期", "Filed on"),
        Text("副本送财政部门备案之日", "The day its copy was filed with the finance office"),
    ),
    shared.day(
        "published_on",
        Text("合同公告日期", "Published on"),
        Text("在指定媒体公告之日", "The day it was published"),
    ),
    money(
        "estimate_amount",
        Text("招标估算价(元)", "Estimate (yuan)"),
        Text("招标项目估算价或采购预算", "What it was estimated at before the tender"),
    ),
    money(
        "bid_bond_amount",
        Text("投标保证金(元)", "Bid bond (yuan)"),
        Text("要求每个投标人交的", "What each bidder was asked for"),
    ),
    money(
        "performance_bond_amount",
        Text("履约保证金(元)", "Performance bond (yuan)"),
        Text("要求中标人交的", "What the winner was asked for"),
    ),
)
