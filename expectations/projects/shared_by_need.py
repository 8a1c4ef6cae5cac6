"""What is given by need is not shared equally among all households of a village."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
COUNTY, OTHER_COUNTY = "990121", "990122"
HERE, ELSEWHERE = "示范一村", "示范二村"
#: Persons of the made-up county, by their ID numbers.
IDS = (
    "990121197001010197",
    "990121197001010218",
    "990121197001010234",
    "990121197001010250",
    "990121197001010277",
    "990121197001010293",
    "990121197001010314",
    "990121197001010330",
    "990121197001010357",
    "990121197001010373",
)


def project(code: str = "P", category: str = "social_security", **more: object) -> Fact:
    """Relief of the county's."""
    return fact("projects", project_code=code, category=category, **more)


def home(number: int, village: str = HERE, book: str = COUNTY, **more: object) -> Fact:
    """A registered household of one person."""
    cells: dict[str, object] = {
        "book": book,
        "household_code": f"H{number}",
        "identity": IDS[number],
        "village_division": f"{book}100",
        "village": village,
    }
    return fact("households", **(cells | more))


def paid(number: int, amount: object = 500, **more: object) -> Fact:
    """Relief paid to that person."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "project_code": "P",
        "payee_name": f"示范村民{number}",
        "identity": IDS[number],
        "amount": amount,
        "method": "one_card",
    }
    return fact("disbursements", **(cells | more))


def payee(number: int, kind: str = "farm_household", book: str = COUNTY) -> Fact:
    """That person as a payee."""
    return fact("payees", book=book, name=f"示范村民{number}", identity=IDS[number], kind=kind)


FIVE = range(5)
HOMES = tuple(home(number) for number in FIVE)
PAYEES = tuple(payee(number) for number in range(10))
EQUAL = tuple(paid(number) for number in FIVE)


def example(zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = (), left: int = 0) -> Example:
    """What is seen of the relief at the end of 2022."""
    return Example(Text(zh, en), AS_OF, (*PAYEES, *facts), finds, not_applicable=left)


RULE = Rule(
    code="BN-14",
    version=1,
    title=Text("应按需要的补助平均分配", "Relief by need, shared equally"),
    severity=Severity.NOTICE,
    tier="P3",
    basis=(
        Basis(
            Text(
                "审计署扶贫审计查出的问题：“平均主义”、平均分配扶贫资金",
                "Findings of the National Audit Office: poverty money shared out equally",
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
        "这是线索，不是结论：按统一标准发放、本来就人人一样的补助是正常的。"
        "只看产业、健康、危房、生活条件和综合保障类项目付给个人的钱，"
        "按身份证号对应农户表上的村和户，一户的几笔合计。"
        "几乎全村在册户都领到且各户合计一样的才列出。拆户分户目前不查：农户表不记分户。",
        "A lead, not a finding: relief by one standard is the same for all. Only money paid to "
        "persons for industry, health, housing, living conditions and social security is seen; "
        "persons are found in the register by ID number, and what one household got is added up. "
        "Named where nearly all registered households of a village got the very same. Households "
        "that were split are not examined: the register does not say so.",
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
        WITH received AS (
            SELECT
                paid.book_id, paid.project_id, person.village_division_id, person.village,
                person.household_id, sum(paid.amount) AS amount
            FROM facts.disbursement AS paid
            INNER JOIN facts.payee AS payee
                ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
            INNER JOIN facts.person AS person
                ON payee.book_id = person.book_id AND payee.identity_hash = person.identity_hash
            GROUP BY
                paid.book_id, paid.project_id, person.village_division_id, person.village,
                person.household_id
        ),
        flat AS (
            SELECT
                book_id, project_id, village_division_id, village,
                count(*) AS household_count, sum(amount) AS amount, min(amount) AS each_amount
            FROM received
            GROUP BY book_id, project_id, village_division_id, village
            HAVING min(amount) = max(amount)
        )
        SELECT
            subject.book_id,
            subject.subject_id,
            sum(flat.amount) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.project_code,
            subject.project_name,
            min(flat.village) AS village,
            count(*) AS village_count,
            sum(flat.household_count) AS household_count,
            sum(registered.household_count) AS registered_count,
            min(flat.each_amount) AS each_amount
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN flat
            ON subject.book_id = flat.book_id AND subject.subject_id = flat.project_id
        INNER JOIN (
            SELECT
                book_id, village_division_id, village,
                count(DISTINCT household_id) AS household_count
            FROM facts.person
            GROUP BY book_id, village_division_id, village
        ) AS registered
            ON flat.book_id = registered.book_id
            AND flat.village_division_id = registered.village_division_id
            AND flat.village = registered.village
        WHERE flat.household_count >= scope.households_from
            AND flat.household_count >= registered.household_count * scope.percent_from * 0.01
        GROUP BY
            subject.book_id, subject.subject_id, subject.project_code, subject.project_name
    """,
    sentence=Text(
        "线索：{book}的项目 {project_code} {project_name} 在{village}等 {village_count} 个村发给 "
        "{household_count} 户（在册 {registered_count} 户）共 {amount_at_issue} 元，"
        "同村各户一样多（如每户 {each_amount} 元）。",
        "A lead, not a breach: project {project_code} {project_name} of {book} gave "
        "{amount_at_issue} yuan to {household_count} households of {registered_count} registered "
        "in {village_count} villages such as {village}, the same to all of a village "
        "({each_amount} each).",
    ),
    advice=Text(
        "查补助标准和评议记录：是按统一标准，还是把钱平均分了。",
        "Look at the standard and the village's meeting: one standard for all, or money shared "
        "out.",
    ),
    examples=(
        example("五户一样多", "The same to all five", project(), *HOMES, *EQUAL, finds=("P",)),
        example(
            "一户少一分", "A fen less to one", project(), *HOMES, *EQUAL[1:], paid(0, "499.99")
        ),
        example(
            "一户分两次领，合计一样",
            "One got it in two parts",
            project(),
            *HOMES,
            *EQUAL[1:],
            paid(0, 200),
            paid(0, 300, occurred_on="2022-07-01"),
            finds=("P",),
        ),
        example("只有四户", "Four households only", project(), *HOMES[1:], *EQUAL[1:]),
        example(
            "六户中五户领到，不到九成；别村、别县户少",
            "Five of six is less than nine tenths; other villages and counties have few",
            project(),
            *HOMES,
            home(5),
            home(6, ELSEWHERE),
            home(7, village_division=f"{COUNTY}101"),
            home(8, book=OTHER_COUNTY, village_division=f"{COUNTY}100"),
            *EQUAL,
        ),
        example(
            "十户中九户领到",
            "Nine of ten",
            project(),
            *(home(number) for number in range(10)),
            *(paid(number) for number in range(9)),
            finds=("P",),
        ),
        example(
            "第五人只在别县的农户表上",
            "The fifth is in another county's register only",
            project(),
            *(payee(number, book=OTHER_COUNTY) for number in range(10)),
            *(home(number, book=OTHER_COUNTY) for number in range(4)),
            home(4, book=OTHER_COUNTY, village_division=f"{COUNTY}100"),
            *HOMES[:4],
            home(9, ELSEWHERE),
            *EQUAL,
            project(book=OTHER_COUNTY),
            paid(9, book=OTHER_COUNTY),
        ),
        example(
            "第六户在别村",
            "The sixth household is of another village",
            project(),
            *HOMES,
            home(5, ELSEWHERE),
            *EQUAL,
            paid(5, 700),
            finds=("P",),
        ),
        example(
            "第六户在别的乡镇的同名村",
            "The sixth is of a village of that name elsewhere",
            project(),
            *HOMES,
            home(5, village_division=f"{COUNTY}101"),
            *EQUAL,
            paid(5, 700),
            finds=("P",),
        ),
        example(
            "同户两人只算一户",
            "Two of one household are one",
            project(),
            *HOMES,
            home(5, household_code="H0"),
            *EQUAL,
            finds=("P",),
        ),
        example(
            "两个项目，一个平均分",
            "Two projects, one shares equally",
            project(),
            project("Q", "industry"),
            *HOMES,
            *EQUAL,
            *(paid(number, 600 + number, project_code="Q") for number in FIVE),
            finds=("P",),
        ),
        example(
            "教育补助标准统一：不适用",
            "Education has one standard",
            project("P", "education"),
            *HOMES,
            *EQUAL,
            left=1,
        ),
        example(
            "只付给企业：不适用；另一项目付给个人",
            "Only a company was paid, persons for another project",
            project(),
            project("Q", "industry"),
            *HOMES,
            paid(0, identity="", payee_name="示范公司"),
            *(paid(number, project_code="Q") for number in FIVE),
            finds=("Q",),
            left=1,
        ),
        Example(
            Text("一县只付给企业，一县付给个人", "One county paid a company, another a person"),
            AS_OF,
            (
                fact("payees", book=COUNTY, payee_code="S", name="示范公司", kind="enterprise"),
                payee(0, book=OTHER_COUNTY),
                project(),
                project(book=OTHER_COUNTY),
                paid(0, identity="", payee_name="示范公司", payee_code="S"),
                paid(0, book=OTHER_COUNTY),
            ),
            not_applicable=1,
        ),
        Example(
            Text("两县同样的户和项目，另一县不一样多", "Two counties: the other gave by need"),
            AS_OF,
            (
                *PAYEES,
                *(payee(number, book=OTHER_COUNTY) for number in range(6)),
                project(),
                project(book=OTHER_COUNTY),
                *HOMES,
                *(home(number, book=OTHER_COUNTY) for number in range(6)),
                *EQUAL,
                *(paid(number, 400 + number, book=OTHER_COUNTY) for number in FIVE),
            ),
            finds=("P",),
            not_applicable=0,
        ),
        Example(
            Text("已冲销的不算", "What was reversed does not count"),
            AS_OF,
            (
                *PAYEES,
                project(),
                *HOMES,
                *EQUAL,
                paid(0, 100, occurred_on="2022-06-10"),
                fact("reversals", voucher="202206-1", occurred_on="2022-06-11"),
            ),
            finds=("P",),
        ),
        example(
            "最后一笔在 2016 年 1 月 1 日",
            "The last payment on the first day it applies",
            project(),
            *HOMES,
            *(paid(number, occurred_on="2016-01-01") for number in FIVE),
            finds=("P",),
        ),
        example(
            "最后一笔在 2015 年 12 月 31 日：不适用",
            "The last payment the day before",
            project(),
            *HOMES,
            *(paid(number, occurred_on="2015-12-31") for number in FIVE),
            left=1,
        ),
    ),
)
