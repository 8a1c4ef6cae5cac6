"""No supplier, nor those of one phone, has more than half of what a county lets in a year."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
LARGE, SMALL = "示范大公司", "示范小公司"


def contract(number: int, supplier: str = LARGE, amount: object = 100, **more: object) -> Fact:
    """A contract of its own project."""
    cells: dict[str, object] = {
        "contract_code": f"H{number}",
        "project_code": "P",
        "supplier_name": supplier,
        "amount": amount,
    }
    return fact("contracts", **(cells | more))


def five(**more: object) -> tuple[Fact, ...]:
    """Five contracts of 100 yuan with one supplier."""
    return tuple(contract(number, LARGE, 100, **more) for number in range(1, 6))


def registered(name: str, phone: str = "13800000001", **more: object) -> Fact:
    """A supplier, and the phone it is reached by."""
    return fact("payees", name=name, kind="enterprise", phone=phone, **more)


#: Two contracts of a small supplier and three of a large one, of 500 yuan in all.
SHARED = (*(contract(each, SMALL) for each in (1, 2)), *(contract(each) for each in (3, 4, 5)))


def example(zh: str, en: str, *facts: Fact, finds: bool = False, on: date = AS_OF) -> Example:
    """What is seen of the suppliers on a day."""
    return Example(Text(zh, en), on, facts, (LARGE,) if finds else (), not_applicable=0)


RULE = Rule(
    code="PC-11",
    version=2,
    title=Text("中标集中", "One supplier wins most"),
    severity=Severity.NOTICE,
    tier="P3",
    basis=(
        Basis(
            Text(
                "风险迹象，没有法定标准：份数和比例由本系统设定",
                "A sign of risk without a standard of law: count and share are ours",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2018, 1, 1),
    in_force_note=Text(
        "没有法定起始日，按最近一份合同的签订日期，自 2018 年起看。",
        "There is no day of a law; looked at from 2018, by the last contract signed.",
    ),
    limits=Text(
        "这是线索，不是结论：本地只有一家合格供应商、框架协议分批签订的，都可能正常；"
        "代办人留自己的手机号，几家供应商也会登记同一个。按公历年和账簿比较，"
        "登记同一手机号的供应商合并计算，报其中合同最多的一家；股东、地址相同的不合并。"
        "一年中又有几年集中的，报最近一年。",
        "A lead, not a finding: there may be one able supplier only, or a framework contract "
        "signed in parts; an agent may have given his own phone for several. Calendar years of "
        "one book are compared; suppliers of one phone are put together and the one with most "
        "contracts is named, those of one owner or address are not. Of several years the last is "
        "named.",
    ),
    subject="payee",
    parameters=(
        Parameter(
            "contracts_from",
            5,
            Text("一年内至少几份合同", "Contracts in a year, at least"),
            own=True,
        ),
        Parameter(
            "percent_above",
            Decimal(50),
            Text("超过全部合同金额的百分之几", "More percent of all contracts than this"),
            own=True,
        ),
    ),
    population="""
        SELECT
            payee.book_id,
            payee.payee_id AS subject_id,
            coalesce(signed.last_on, {as_of}) AS happened_on,
            signed.last_on IS NOT NULL AS applicable,
            payee.name AS supplier_name
        FROM facts.payee AS payee
        LEFT JOIN (
            SELECT book_id, payee_id, max(signed_on) AS last_on
            FROM facts.contract
            WHERE signed_on <= {as_of}
            GROUP BY book_id, payee_id
        ) AS signed
            ON payee.book_id = signed.book_id AND payee.payee_id = signed.payee_id
    """,
    breach="""
        WITH yearly AS (
            SELECT
                book_id, payee_id, extract(YEAR FROM signed_on) AS contract_year,
                sum(amount) AS amount, count(*) AS contract_count
            FROM facts.contract
            WHERE signed_on <= {as_of}
            GROUP BY book_id, payee_id, extract(YEAR FROM signed_on)
        ),
        reached AS (
            SELECT
                yearly.book_id, yearly.payee_id, yearly.contract_year, yearly.amount,
                yearly.contract_count,
                CASE
                    WHEN payee.phone_hash IS NULL THEN yearly.payee_id
                    ELSE min(yearly.payee_id) OVER (
                        PARTITION BY yearly.book_id, yearly.contract_year, payee.phone_hash
                    )
                END AS first_payee_id
            FROM yearly
            INNER JOIN facts.payee AS payee
                ON yearly.book_id = payee.book_id AND yearly.payee_id = payee.payee_id
        ),
        part AS (
            SELECT
                book_id, payee_id, contract_year,
                sum(amount) OVER together AS amount,
                sum(contract_count) OVER together AS contract_count,
                count(*) OVER together AS phone_count,
                sum(amount) OVER whole AS whole_amount,
                count(*) OVER whole AS supplier_count,
                row_number() OVER (
                    PARTITION BY book_id, contract_year, first_payee_id
                    ORDER BY amount DESC, payee_id
                ) AS place
            FROM reached
            WINDOW
                together AS (PARTITION BY book_id, contract_year, first_payee_id),
                whole AS (PARTITION BY book_id, contract_year)
        ),
        dominant AS (
            SELECT
                part.*,
                row_number() OVER (
                    PARTITION BY part.book_id, part.payee_id ORDER BY part.contract_year DESC
                ) AS turn
            FROM part
            INNER JOIN scope ON part.book_id = scope.book_id
            WHERE part.place = 1
                AND part.contract_count >= scope.contracts_from
                AND part.amount > part.whole_amount * scope.percent_above * 0.01
        )
        SELECT
            subject.book_id,
            subject.subject_id,
            dominant.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.supplier_name,
            CAST(dominant.contract_year AS INTEGER) AS contract_year,
            dominant.phone_count,
            CAST(dominant.contract_count AS INTEGER) AS contract_count,
            dominant.whole_amount,
            dominant.supplier_count
        FROM subject
        INNER JOIN dominant
            ON subject.book_id = dominant.book_id AND subject.subject_id = dominant.payee_id
        WHERE dominant.turn = 1
    """,
    sentence=Text(
        "线索：{book} {contract_year} 年与 {supplier_name}"
        "（登记同一手机号的供应商共 {phone_count} 家）签订合同 {contract_count} 份、"
        "{amount_at_issue} 元；当年共有 {supplier_count} 家供应商、{whole_amount} 元。",
        "A lead, not a breach: in {contract_year} {book} signed {contract_count} contracts of "
        "{amount_at_issue} yuan with {supplier_name} ({phone_count} suppliers of one phone in "
        "all), of {whole_amount} with {supplier_count} suppliers.",
    ),
    advice=Text(
        "看各次采购的方式、参加的供应商和报价，是否总是同几家陪标。",
        "Look at how each was procured, who else took part and at what price: whether it is "
        "always "
        "the same few who lose.",
    ),
    examples=(
        example("五份都给一家", "All five to one", *five(), finds=True),
        example("只有四份", "Four only", *five()[:4]),
        example("正好一半", "Exactly half", *five(), contract(6, SMALL, 500)),
        example(
            "一半多一分", "A fen more than half", *five(), contract(6, SMALL, "499.99"), finds=True
        ),
        example(
            "分在两年，每年不到五份",
            "In two years, fewer than five in each",
            *five()[:3],
            contract(4, signed_on="2021-12-31"),
            contract(5, signed_on="2021-12-31"),
        ),
        example(
            "别家的合同在另一年",
            "The others' contracts are of another year",
            *five(),
            contract(6, SMALL, 5000, signed_on="2021-06-01"),
            finds=True,
        ),
        example(
            "当年不到一半，比上一年的总额多",
            "Less than half of its year, and more than all of the year before",
            *five(),
            contract(6, SMALL, 600),
            contract(7, SMALL, 10, signed_on="2021-06-01"),
        ),
        example(
            "连续两年都集中，只报一次",
            "Two such years are named once",
            *five(),
            *(contract(number, signed_on="2021-06-01") for number in range(11, 16)),
            finds=True,
        ),
        example(
            "检查日以后签的不算",
            "Those signed later do not count",
            *five()[:4],
            contract(5, signed_on="2022-04-02"),
            on=date(2022, 4, 1),
        ),
        example(
            "检查当天签的算", "Those of the day count", *five(), on=date(2022, 4, 1), finds=True
        ),
        example(
            "两家登记同一手机号，合起来过半：报合同多的一家",
            "Two of one phone have more than half together; the one with more is named",
            *(registered(SMALL), registered(LARGE), *SHARED, contract(6, "另一家", 499)),
            finds=True,
        ),
        example(
            "同一手机号的两家合起来正好一半；手机号各不相同或没有的不合并",
            "Two of one phone have exactly half; those of others, or of none, are apart",
            *(registered(SMALL), registered(LARGE), *SHARED, contract(6, "另一家", 200)),
            *(registered("第三家", "13800000002"), contract(7, "第三家", 100)),
            *(contract(8, "第四家", 100), contract(9, "第五家", 100)),
        ),
        example(
            "同一手机号的另一家在别的县、别的年份",
            "The other of that phone is of another county, or year",
            *(registered(LARGE), registered(SMALL), *five()[:4]),
            *(contract(each, SMALL, 50, signed_on="2021-06-01") for each in (5, 6)),
            *(registered(SMALL, book=OTHER_COUNTY), contract(7, SMALL, book=OTHER_COUNTY)),
        ),
        Example(
            Text("两县各看各的", "Two counties: each by itself"),
            AS_OF,
            (
                *five(),
                *five(book=OTHER_COUNTY),
                contract(6, SMALL, 900, book=OTHER_COUNTY),
            ),
            finds=(LARGE,),
            not_applicable=0,
        ),
        Example(
            Text("没有合同的收款人不适用", "A payee without a contract"),
            AS_OF,
            (fact("payees", name="示范农户"),),
            not_applicable=1,
        ),
        Example(
            Text("检查日以后才签第一份", "The first contract is signed later"),
            date(2022, 3, 31),
            (contract(1),),
            not_applicable=1,
        ),
        Example(
            Text("最近一份在 2017 年的不适用", "The last was of 2017"),
            AS_OF,
            five(signed_on="2017-12-31"),
            not_applicable=1,
        ),
        example(
            "2018 年 1 月 1 日签的适用",
            "Of the first day it applies",
            *five(signed_on="2018-01-01"),
            finds=True,
        ),
    ),
)
