"""Tenders are bid for by parties that have nothing to do with each other."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
ONE, OTHER = "990121197001011018", "990121197001011034"
FIRST, SECOND, THIRD, FOURTH = "示范甲公司", "示范乙公司", "示范丙公司", "示范丁公司"
IN_APRIL, LOST = {"opened_on": "2022-04-01"}, {"won": "否"}


def bid(bidder: str, price: object = "", tender: object = "Z", **more: object) -> Fact:
    """A bid in the tender."""
    cells: dict[str, object] = {"tender_code": tender, "bidder_name": bidder, "price": price}
    return fact("bids", **(cells | more))


def both(**shared: object) -> tuple[Fact, ...]:
    """Two bids that have something in common."""
    return bid(FIRST, **shared), bid(SECOND, **shared)


def prices(*asked: object) -> tuple[Fact, ...]:
    """Bids at such prices, in no order."""
    return tuple(
        bid(name, price) for name, price in zip((FIRST, SECOND, THIRD, FOURTH), asked, strict=False)
    )


def lost(tender: str, *losers: str, winner: str = FIRST, **more: object) -> tuple[Fact, ...]:
    """A tender that some lost to one."""
    beaten = tuple(bid(each, tender=tender, **(LOST | more)) for each in losers)
    return *beaten, bid(winner, tender=tender, won="是", **more)


def named(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the tender is named."""
    return Example(Text(zh, en), AS_OF, facts, finds=("Z",), not_applicable=0)


def passed(zh: str, en: str, *facts: Fact, not_applicable: int = 0) -> Example:
    """An example in which none is."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


RULE = Rule(
    code="PC-09",
    version=1,
    title=Text("围标串标迹象", "Signs of collusion between bidders"),
    severity=Severity.HIGH,
    tier="P3",
    basis=(
        Basis(
            Text(
                "《招标投标法》第三十二条：投标人不得相互串通投标报价",
                "Tender Law art. 32: bidders do not collude on prices",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《招标投标法实施条例》第三十四条、第三十九条、第四十条：单位负责人为同一人的不得参加"
                "同一标段投标；投标文件由同一单位或者个人编制、报价呈规律性差异、保证金从同一账户转出的，"
                "视为相互串通投标",
                "Regulation on the Tender Law arts. 34, 39 and 40: no two bidders of a lot have "
                "one head; files made by one party, prices that differ regularly and bonds from "
                "one account count as collusion",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《政府采购法实施条例》第十八条：单位负责人为同一人的不同供应商，"
                "不得参加同一合同项下的政府采购活动",
                "Regulation on the Procurement Law art. 18: no two suppliers of one head take part "
                "in one procurement",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "电话、地址相同，多次同场落标，以及几家、几次起算，由本系统设定",
                "Phones, addresses, losing together and the numbers are ours",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2012, 2, 1),
    in_force_note=Text(
        "自《招标投标法实施条例》施行之日起适用，按开标日期计。",
        "From the day of the Regulation on the Tender Law, by the day bids were opened.",
    ),
    limits=Text(
        "这是线索，不是结论：同一园区的地址、同一代理记账的电话、凑整的报价都可能碰巧。"
        "比对同一次招标各投标人的信用代码、单位负责人、电话、保证金账号、地址、文件作者，没有登记的不比；"
        "全部报价依次相差同样金额的列出，报价都相同的不列（可能是固定价）；"
        "同样几家多次输给同一中标人的，自达到次数的那次起列出。控股、管理关系和混装的文件查不到。",
        "A lead, not a finding: an address of an industrial park, a bookkeeper's phone, round "
        "prices may coincide. Credit codes, heads, phones, bond accounts, addresses and authors "
        "of a tender's bidders are compared where they are on record. All prices must differ by "
        "one step; equal ones may be fixed by the buyer. Where the same parties lose to the same "
        "winner again, the tender that makes the number and those after it are named. Holdings "
        "and mixed-up files are not seen.",
    ),
    subject="tender",
    parameters=(
        Parameter(
            "least_prices",
            3,
            Text("几家报价起看规律", "Prices from so many bidders are compared"),
            own=True,
        ),
        Parameter(
            "times_together",
            3,
            Text("同样几家输给同一家几次起算", "Losing together counts from so many times"),
            own=True,
        ),
    ),
    population="""
        SELECT
            tender.book_id,
            tender.tender_id AS subject_id,
            tender.opened_on AS happened_on,
            tender.bidder_count > 1 AS applicable,
            tender.tender_code,
            tender.opened_on,
            tender.bidder_count,
            tender.winning_price,
            tender.winner,
            tender.losers
        FROM facts.tender AS tender
    """,
    breach="""
        WITH alike AS (
            SELECT
                shared.book_id, shared.tender_id,
                string_agg(
                    shared.name_zh || '（' || shared.bidders || '）', '、' ORDER BY shared.turn
                ) AS shared_zh,
                string_agg(
                    shared.name_en || ' (' || shared.bidders || ')', ', ' ORDER BY shared.turn
                ) AS shared_en
            FROM facts.bid_coincidence AS shared
            GROUP BY shared.book_id, shared.tender_id
        ),
        series AS (
            SELECT
                stepped.book_id, stepped.tender_id, count(stepped.step) + 1 AS price_count,
                min(stepped.step) AS price_step, max(stepped.step) AS greatest_step
            FROM (
                SELECT
                    bid.book_id, bid.tender_id,
                    bid.price - lag(bid.price) OVER (
                        PARTITION BY bid.book_id, bid.tender_id ORDER BY bid.price
                    ) AS step
                FROM facts.bid AS bid
                WHERE bid.price IS NOT NULL
            ) AS stepped
            GROUP BY stepped.book_id, stepped.tender_id
        ),
        measured AS (
            SELECT
                subject.book_id, subject.subject_id, subject.tender_code, subject.opened_on,
                subject.bidder_count, subject.winning_price, subject.winner, subject.losers,
                alike.shared_zh, alike.shared_en,
                CASE
                    WHEN series.price_count >= scope.least_prices
                        AND series.price_step = series.greatest_step AND series.price_step > 0
                    THEN series.price_step
                END AS price_step,
                CASE
                    WHEN subject.losers IS NOT NULL THEN count(*) OVER (
                        PARTITION BY subject.book_id, subject.winner, subject.losers
                        ORDER BY subject.opened_on
                    )
                END AS times_lost,
                scope.times_together
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
            LEFT JOIN alike
                ON subject.book_id = alike.book_id AND subject.subject_id = alike.tender_id
            LEFT JOIN series
                ON subject.book_id = series.book_id AND subject.subject_id = series.tender_id
        )
        SELECT
            measured.book_id,
            measured.subject_id,
            measured.winning_price AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            measured.tender_code,
            measured.opened_on,
            measured.bidder_count,
            measured.shared_zh,
            measured.shared_en,
            measured.price_step AS price_step_amount,
            measured.winner,
            measured.losers,
            measured.times_lost
        FROM measured
        WHERE measured.shared_zh IS NOT NULL OR measured.price_step IS NOT NULL
            OR measured.times_lost >= measured.times_together
    """,
    sentence=Text(
        "线索：招标 {tender_code}（{opened_on} 开标，{bidder_count} 家投标），"
        "相同之处：{shared_zh}；"
        "全部报价依次相差：{price_step_amount} 元；"
        "同样几家（{losers}）输给同一家（{winner}）：至此 {times_lost} 次。",
        "A lead, not a breach: the {bidder_count} bidders of tender {tender_code}, opened "
        "{opened_on}, have in common: {shared_en}; all prices go up in steps of: "
        "{price_step_amount} yuan; the same parties ({losers}) lost to the same winner "
        "({winner}): so far {times_lost} times.",
    ),
    advice=Text(
        "对照投标文件、保证金转账记录和工商登记，查相同之处的来由。",
        "Compare the bids, the transfers of bonds and the registers of companies.",
    ),
    examples=(
        named("单位负责人相同", "One head", *both(responsible_identity=ONE)),
        named("电话相同", "One phone", *both(phone="13800000001")),
        named("保证金账号相同", "One bond account", *both(bond_account="6228480000012345")),
        named(
            "地址相同，一处多空格",
            "One address",
            bid(FIRST, address="甲路 1 号"),
            bid(SECOND, address="甲路1号"),
        ),
        named("文件作者相同", "One author", *both(file_author="某某")),
        named("一个信用代码两个名称", "One code, two names", *both(bidder_identity=ONE)),
        passed(
            "各不相同",
            "Nothing in common",
            bid(FIRST, responsible_identity=ONE, bond_account="6228480000012345"),
            bid(SECOND, responsible_identity=OTHER, address="甲路", file_author="甲路"),
        ),
        passed(
            "只有一家：不适用；两次招标电话相同",
            "One bidder each; one phone in two tenders",
            bid(FIRST, phone="13800000001"),
            bid(SECOND, tender="Y", phone="13800000001"),
            not_applicable=2,
        ),
        named(
            "三家等差，另一次招标没有报价",
            "Three at equal steps; another tender without prices",
            *prices("100.02", "100.00", "100.01"),
            *lost("Y", SECOND),
        ),
        passed("差一分不等差", "A fen off", *prices("100.03", "100.00", "100.01")),
        passed("两家不看", "Two say nothing", *prices(100, 90)),
        passed("报价相同", "Equal prices", *prices(100, 100, 100)),
        passed("四家只有三家等差", "Three of four", *prices(100, 90, 80, 75)),
        named("没有报价的不算", "One without a price", *prices(100, 90, 80, "")),
        named(
            "同样两家第三次输给同一家",
            "The same two lose to the same for the third time",
            *lost("X", SECOND, THIRD),
            *lost("Y", THIRD, SECOND),
            *lost("Z", SECOND, THIRD, **IN_APRIL),
        ),
        Example(
            Text("第三次和第四次同日开标", "The third and the fourth on one day"),
            AS_OF,
            (
                *lost("W", SECOND, THIRD),
                *lost("X", SECOND, THIRD),
                *lost("Y", SECOND, THIRD, **IN_APRIL),
                *lost("Z", SECOND, THIRD, **IN_APRIL),
            ),
            finds=("Y", "Z"),
            not_applicable=0,
        ),
        passed(
            "两次输给同一家，一次输给别家，一次多一家",
            "Twice to one, once to another, once with somebody else",
            *lost("W", SECOND, THIRD),
            *lost("X", SECOND, THIRD),
            *lost("Y", SECOND, THIRD, winner=FOURTH),
            *lost("Z", SECOND, THIRD, FOURTH),
        ),
        passed(
            "流标三次，没有中标人",
            "Three tenders that failed",
            *(bid(name, tender=code) for code in "XYZ" for name in (FIRST, SECOND)),
        ),
        Example(
            Text("两县编号相同，只有一县相同", "Two counties with the same codes, one alike"),
            AS_OF,
            (
                *both(phone="13800000001"),
                bid(THIRD, 100),
                bid(FIRST, book=OTHER_COUNTY, phone="13800000001"),
                bid(SECOND, 90, book=OTHER_COUNTY),
                bid(THIRD, 80, book=OTHER_COUNTY),
                *lost("W", SECOND, book=OTHER_COUNTY),
                *lost("X", SECOND, book=OTHER_COUNTY),
                *lost("Y", SECOND),
            ),
            finds=("Z",),
            not_applicable=0,
        ),
        Example(
            Text("2012 年 2 月 1 日开标的适用，前一日的不适用", "From the first day it applies"),
            AS_OF,
            (
                *both(phone="13800000001", opened_on="2012-02-01"),
                bid(FIRST, tender="Y", phone="13800000001", opened_on="2012-01-31"),
                bid(SECOND, tender="Y", phone="13800000001", opened_on="2012-01-31"),
            ),
            finds=("Z",),
            not_applicable=1,
        ),
        Example(
            Text("检查日以后才开标的不看", "Opened after the day of the run"),
            date(2022, 3, 24),
            both(phone="13800000001"),
            not_applicable=0,
        ),
    ),
)
