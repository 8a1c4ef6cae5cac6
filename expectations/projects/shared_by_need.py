"""What is given by need is neither shared equally nor drawn twice by splitting a household."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
COUNTY, OTHER_COUNTY = "990121", "990122"
HERE, ELSEWHERE = "示范一村", "示范二村"
#: Ten persons of the made-up county, by their ID numbers.
IDS = tuple(
    f"9901211970010{number}"
    for number in (10197, 10218, 10234, 10250, 10277, 10293, 10314, 10330, 10357, 10373)
)


def project(code: str = "P", category: str = "social_security", **more: object) -> Fact:
    """Relief of the county's."""
    return fact("projects", project_code=code, category=category, **more)


def home(number: int, village: object = HERE, book: object = COUNTY, **more: object) -> Fact:
    """A registered household of one person."""
    cells: dict[str, object] = {
        "book": book,
        "household_code": f"H{number}",
        "identity": IDS[number],
        "village_division": f"{book}100",
        "village": village,
    }
    return fact("households", **(cells | more))


def paid(number: int, amount: object = 500, on: str = "2022-05-01", **more: object) -> Fact:
    """Relief paid to that person."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "project_code": "P",
        "payee_name": f"示范村民{number}",
        "identity": IDS[number],
        "amount": amount,
        "occurred_on": on,
        "method": "one_card",
    }
    return fact("disbursements", **(cells | more))


def payee(number: int, kind: str = "farm_household", book: str = COUNTY) -> Fact:
    """That person as a payee."""
    return fact("payees", book=book, name=f"示范村民{number}", identity=IDS[number], kind=kind)


def split_off(number: int = 1, on: str = "2022-01-01", **more: object) -> Fact:
    """That person's household, split from household H0 and at the same address."""
    cells = {"split_from": "H0", "split_on": on, "address": "一组 5 号"}
    return home(number, **(cells | more))


FIVE = range(5)
TEN_HOMES = tuple(home(number) for number in range(10))
HOMES = TEN_HOMES[:5]
PAYEES = tuple(payee(number) for number in range(10))
THERE = tuple(payee(number, book=OTHER_COUNTY) for number in range(10))
NINE_PAID = tuple(paid(number) for number in range(9))
EQUAL = NINE_PAID[:5]
P, Q, EDUCATION = project(), project("Q", "industry"), project("Q", "education")
#: Household H0, which others are split from.
OLD = home(0, address="一组5号")


def passes(zh: str, en: str, facts: tuple[Fact, ...], left: int = 0) -> Example:
    """The relief is not named at the end of 2022."""
    return Example(Text(zh, en), AS_OF, (P, *PAYEES, *facts), not_applicable=left)


def found(
    zh: str, en: str, facts: tuple[Fact, ...], finds: tuple[str, ...] = ("P",), left: int = 0
) -> Example:
    """It is."""
    return Example(Text(zh, en), AS_OF, (P, *PAYEES, *facts), finds, not_applicable=left)


RULE = Rule(
    code="BN-14",
    version=2,
    title=Text("补助平均分配、拆户分户", "Relief shared equally, or split households"),
    severity=Severity.NOTICE,
    tier="P3",
    basis=(
        Basis(
            Text(
                "审计署扶贫审计查出的问题：“平均主义”、“分户拆户”",
                "Findings of the National Audit Office: poverty money shared out equally, "
                "households split to get more",
            ),
            confirmed=True,
        ),
        Basis(
            Text("户数和比例由本系统设定", "How many households and what share is ours"),
            confirmed=False,
        ),
    ),
    in_force_from=date(2016, 1, 1),
    in_force_note=Text(
        "没有法定起始日，按最后一笔支付的日期，自建档立卡数据完备的 2016 年起看。",
        "There is no day of a law; looked at from 2016, when the register was whole, by the day "
        "of the last payment.",
    ),
    limits=Text(
        "这是线索，不是结论：按统一标准发放、本来就人人一样的补助，因结婚、赡养、继承而分户，都是正常的，"
        "分户的原因本系统不查。只看产业、健康、危房、生活条件和综合保障类项目付给个人的钱，"
        "按身份证号对应农户表上的村和户，一户的几笔合计。几乎全村在册户都领到且各户合计一样的才列出。"
        "分户只看农户表填了“分自户编号”的：新户在分户后几个月内领到，留在原户的人也领到同一项目的钱，"
        "两户同村、住址门牌一样（空格、数字全半角不计）；只有一户领到、住址没填或户内不一致的不列。",
        "A lead, not a finding: relief by one standard is the same for all, and households are "
        "split for marriages, care and heirs; why one was is not tested. Only money paid to "
        "persons for industry, health, housing, living conditions and social security is seen; "
        "persons are found in the register by ID number, and what one household got is added up. "
        "Named where nearly all registered households of a village got the very same, or where "
        "the register says that a household was split: it was paid within months of it, those who "
        "stayed in the other were paid by the same project, and both are of one village and "
        "address, whatever spaces stand in it. Where only one of the two was paid, or an address "
        "is missing or told in two ways, nothing is said.",
    ),
    subject="project",
    parameters=(
        Parameter(
            "households_from",
            5,
            Text("一个村至少几户", "Households of a village, at least"),
            own=True,
        ),
        Parameter(
            "percent_from",
            Decimal(90),
            Text("领到的户占在册户百分之几起", "Of its registered households, from this percent"),
            own=True,
        ),
        Parameter(
            "months_after_split",
            6,
            Text("分户后几个月内领到的算", "Paid within so many months of the split"),
            own=True,
        ),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            coalesce(given.last_on, {as_of}) AS happened_on,
            project.category IN (
                'industry', 'health', 'housing', 'living_conditions', 'social_security'
            )
            AND given.project_id IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name
        FROM facts.project AS project
        LEFT JOIN (
            SELECT paid.book_id, paid.project_id, max(paid.occurred_on) AS last_on
            FROM facts.disbursement AS paid
            INNER JOIN facts.payee AS payee
                ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
            WHERE payee.kind IN ('registered_household', 'farm_household', 'person')
            GROUP BY paid.book_id, paid.project_id
        ) AS given
            ON project.book_id = given.book_id AND project.project_id = given.project_id
    """,
    breach="""
        WITH flat AS (
            SELECT
                village.book_id, village.project_id, min(village.village) AS village,
                count(*) AS village_count, sum(village.household_count) AS household_count,
                sum(village.registered_count) AS registered_count,
                min(village.least_amount) AS each_amount, sum(village.amount) AS amount
            FROM facts.village_grant AS village
            INNER JOIN scope ON village.book_id = scope.book_id
            WHERE village.least_amount = village.most_amount
                AND village.household_count >= scope.households_from
                AND village.household_count
                    >= village.registered_count * scope.percent_from * 0.01
            GROUP BY village.book_id, village.project_id
        ),
        split_household AS (
            SELECT
                paid.book_id, paid.project_id, member.household_code, member.split_from_code,
                member.split_on,
                sum(CASE WHEN member.stayed THEN 0 ELSE paid.amount END) AS amount
            FROM facts.disbursement AS paid
            INNER JOIN facts.payee AS payee
                ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
            INNER JOIN facts.split_household_member AS member
                ON payee.book_id = member.book_id AND payee.identity_hash = member.identity_hash
            INNER JOIN scope ON paid.book_id = scope.book_id
            WHERE member.stayed
                OR (
                    paid.occurred_on >= member.split_on
                    AND paid.occurred_on <= CAST(
                        CAST(member.earliest_on AS TIMESTAMP)
                        + scope.months_after_split * INTERVAL '1 month' AS DATE
                    )
                )
            GROUP BY
                paid.book_id, paid.project_id, member.household_code, member.split_from_code,
                member.split_on
            HAVING count(DISTINCT member.stayed) > 1
        ),
        split AS (
            SELECT
                book_id, project_id, count(*) AS split_count, sum(amount) AS split_amount,
                min(split_from_code || '→' || household_code) AS split_household,
                max(split_on) AS last_split_on
            FROM split_household
            GROUP BY book_id, project_id
        )
        SELECT
            subject.book_id,
            subject.subject_id,
            greatest(flat.amount, split.split_amount) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.project_code,
            subject.project_name,
            flat.village,
            coalesce(flat.village_count, 0) AS village_count,
            flat.household_count,
            flat.registered_count,
            flat.each_amount,
            coalesce(split.split_count, 0) AS split_count,
            split.split_household,
            split.last_split_on,
            split.split_amount
        FROM subject
        LEFT JOIN flat
            ON subject.book_id = flat.book_id AND subject.subject_id = flat.project_id
        LEFT JOIN split
            ON subject.book_id = split.book_id AND subject.subject_id = split.project_id
        WHERE flat.project_id IS NOT NULL OR split.project_id IS NOT NULL
    """,
    sentence=Text(
        "线索：{book}的项目 {project_code} {project_name} 发给个人的钱中，同村各户一样多的有 "
        "{village_count} 个村（如{village}），在册 {registered_count} 户中 {household_count} 户领到"
        "（如每户 {each_amount} 元）；分户不久、与原户同一住址、两户都领到的有 {split_count} 户"
        "（如 {split_household}；最近一次分户在 {last_split_on}），新户领到 {split_amount} 元。"
        "涉及 {amount_at_issue} 元。",
        "A lead, not a breach: of what project {project_code} {project_name} of {book} paid to "
        "persons, {village_count} villages (such as {village}) got the same for every household: "
        "{household_count} of {registered_count} registered ({each_amount} yuan each, say); and "
        "{split_count} households (such as {split_household}; the latest split was on "
        "{last_split_on}) were paid {split_amount} yuan soon after they were split from one of the "
        "same address that was paid too. {amount_at_issue} yuan are at issue.",
    ),
    advice=Text(
        "查补助标准和评议记录，看是不是把钱平均分了；分户的，问分户原因，查户口和住房。",
        "Look at the standard and the village's meeting: was money shared out? Of a split "
        "household ask why it was, and look at its papers and its house.",
    ),
    examples=(
        found("五户一样多", "The same to all five", (*HOMES, *EQUAL)),
        passes("一户少一分", "A fen less to one", (*HOMES, *EQUAL[1:], paid(0, "499.99"))),
        found(
            "一户分两次领，合计一样",
            "One got it in two parts",
            (*HOMES, *EQUAL[1:], paid(0, 200), paid(0, 300, "2022-07-01")),
        ),
        passes("只有四户", "Four households only", (*HOMES[1:], *EQUAL[1:])),
        passes(
            "六户中五户领到，不到九成；别村户少",
            "Five of six is less than nine tenths; another village has few",
            (*HOMES, home(5), home(6, ELSEWHERE), *EQUAL),
        ),
        found("十户中九户领到", "Nine of ten", (*TEN_HOMES, *NINE_PAID)),
        found(
            "第六户在别村，第七户在别的乡镇的同名村",
            "The sixth is of another village, the seventh of one of that name elsewhere",
            (
                *(*HOMES, home(5, ELSEWHERE), home(6, village_division=f"{COUNTY}101")),
                *(*EQUAL, paid(5, 700), paid(6, 700)),
            ),
        ),
        found(
            "同户两人只算一户", "Two of a household", (*HOMES, home(5, household_code="H0"), *EQUAL)
        ),
        found(
            "两个项目，一个平均分",
            "Two projects, one shares equally",
            (Q, *HOMES, *EQUAL, *(paid(each, 600 + each, project_code="Q") for each in FIVE)),
        ),
        found(
            "分户之日、满六个月之日领到，原户也领到；住址只差空格",
            "Paid on the day of the split, six months after it, as the other was; spaces differ",
            (
                *(Q, OLD, split_off(), paid(0), paid(1, 600, "2022-01-01")),
                *(paid(0, project_code="Q"), paid(1, 500, "2022-07-01", project_code="Q")),
            ),
            finds=("P", "Q"),
        ),
        passes(
            "六个月零一日；分户前一日；别的项目",
            "Six months and a day; the day before it; by another project",
            (
                *(EDUCATION, OLD, split_off(), paid(0), paid(1, project_code="Q")),
                *(paid(1, 500, "2022-07-02"), paid(1, 500, "2021-12-31")),
            ),
            left=1,
        ),
        found(
            "只知分户的月份：月末以前的不算，月初起满六个月的算",
            "Split in some month: not before its end, up to six months from its first day",
            (
                *(Q, OLD, split_off(1, "2022年1月"), paid(0), paid(0, project_code="Q")),
                *(paid(1, 500, "2022-01-30"), paid(1, 500, "2022-07-02")),
                paid(1, 500, "2022-07-01", project_code="Q"),
            ),
            finds=("Q",),
        ),
        passes(
            "别的门牌、别村的同一门牌、住址没填；只有新户领到",
            "Another house, that of another village, none told; only the new one was paid",
            (
                *(Q, OLD, split_off(1, address="一组 6 号"), split_off(2, village=ELSEWHERE)),
                *(split_off(3, address=""), split_off(4), *EQUAL[:4], paid(4, project_code="Q")),
            ),
        ),
        passes(
            "原户的人转入新户后领到，原户再没有人领",
            "Only who left the old household for the new one was paid",
            (OLD, split_off(), home(1, household_code="H0"), paid(1), paid(1, 300, "2021-06-01")),
        ),
        found(
            "两户从一户分出，又平均分配",
            "Two were split from one, in a village that got the same",
            (OLD, split_off(1), split_off(2), home(3), home(4), *EQUAL),
        ),
        passes(
            "教育补助标准统一：不适用",
            "Education has one standard",
            (EDUCATION, *HOMES, *(paid(each, project_code="Q") for each in FIVE)),
            left=2,
        ),
        found(
            "只付给企业：不适用；另一项目付给个人",
            "Only a company was paid, persons for another project",
            (
                *(Q, *HOMES, paid(0, identity="", payee_name="示范公司")),
                *(paid(each, project_code="Q") for each in FIVE),
            ),
            finds=("Q",),
            left=1,
        ),
        Example(
            Text("一县只付给企业，一县付给个人", "One county paid a company, another a person"),
            AS_OF,
            (
                fact("payees", book=COUNTY, payee_code="S", name="示范公司", kind="enterprise"),
                *(payee(0, book=OTHER_COUNTY), P, project(book=OTHER_COUNTY)),
                paid(0, identity="", payee_name="示范公司", payee_code="S"),
                paid(0, book=OTHER_COUNTY),
            ),
            not_applicable=1,
        ),
        found(
            "两县同样的户和项目，另一县不一样多",
            "Two counties: the other gave by need",
            (
                *(*THERE, project(book=OTHER_COUNTY), *HOMES, *EQUAL),
                *(home(number, book=OTHER_COUNTY) for number in range(6)),
                *(paid(number, 400 + number, book=OTHER_COUNTY) for number in FIVE),
            ),
        ),
        found(
            "两县同样的户和项目，只有一县分了户",
            "Two counties alike: in one of them a household was split",
            (
                *(*THERE, project(book=OTHER_COUNTY), OLD, home(1)),
                *(home(0, book=OTHER_COUNTY, address="一组5号"), split_off(book=OTHER_COUNTY)),
                *(paid(each, book=book) for each in (0, 1) for book in (COUNTY, OTHER_COUNTY)),
            ),
        ),
        found(
            "已冲销的不算",
            "What was reversed does not count",
            (
                *(*HOMES, *EQUAL, paid(0, 100, "2022-06-10")),
                fact("reversals", voucher="202206-1", occurred_on="2022-06-11"),
            ),
        ),
        found(
            "最后一笔在 2016 年 1 月 1 日",
            "The last payment on the first day it applies",
            (*HOMES, *(paid(number, 500, "2016-01-01") for number in FIVE)),
        ),
        passes(
            "最后一笔在 2015 年 12 月 31 日：不适用",
            "The last payment the day before",
            (*HOMES, *(paid(number, 500, "2015-12-31") for number in FIVE)),
            left=1,
        ),
    ),
)
