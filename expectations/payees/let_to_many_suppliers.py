"""No one supplier has more than half of what a county contracts in a year."""

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


def example(zh: str, en: str, *facts: Fact, finds: bool = False, on: date = AS_OF) -> Example:
    """What is seen of the suppliers on a day."""
    return Example(Text(zh, en), on, facts, (LARGE,) if finds else (), not_applicable=0)


RULE = Rule(
    code="PC-11",
    version=1,
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
        "这是线索，不是结论：本地只有一家合格供应商、框架协议分批签订的，都可能正常。"
        "按公历年和账簿比较，"
        "同一控制人的几家公司不合并。一年中又有几年集中的，报最近一年。",
        "A lead, not a finding: there may be one able supplier only, or a framework contract "
        "signed in parts. Calendar years of one book are compared; companies of one owner are "
        "not put together. Of several years the last is named.",
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
        dominant AS (
            SELECT
                mine.book_id, mine.payee_id, mine.contract_year, mine.amount,
                mine.contract_count, whole.amount AS whole_amount, whole.supplier_count,
                row_number() OVER (
                    PARTITION BY mine.book_id, mine.payee_id ORDER BY mine.contract_year DESC
                ) AS turn
            FROM yearly AS mine
            INNER JOIN scope ON mine.book_id = scope.book_id
            INNER JOIN (
                SELECT
                    book_id, contract_year, sum(amount) AS amount, count(*) AS supplier_count
                FROM yearly
                GROUP BY book_id, contract_year
            ) AS whole
                ON mine.book_id = whole.book_id AND mine.contract_year = whole.contract_year
            WHERE mine.contract_count >= scope.contracts_from
                AND mine.amount > whole.amount * scope.percent_above * 0.01
        )
        SELECT
            subject.book_id,
            subject.subject_id,
            dominant.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.supplier_name,
            CAST(dominant.contract_year AS INTEGER) AS contract_year,
            dominant.contract_count,
            dominant.whole_amount,
            dominant.supplier_count
        FROM subject
        INNER JOIN dominant
            ON subject.book_id = dominant.book_id AND subject.subject_id = dominant.payee_id
        WHERE dominant.turn = 1
    """,
    sentence=Text(
        "线索：{book} {contract_year} 年与 {supplier_name} 签订合同 {contract_count} 份、"
        "{amount_at_issue} 元；当年共有 {supplier_count} 家供应商、{whole_amount} 元。",
        "A lead, not a breach: in {contract_year} {book} signed {contract_count} contracts of "
        "{amount_at_issue} yuan with {supplier_name}, of {whole_amount} with {supplier_count} "
        "suppliers.",
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
