"""A contract goes to a supplier that is registered, alive and trustworthy."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
PROVINCE, COUNTY, OTHER_COUNTY = "990000", "990121", "990122"
COMPANY, ANOTHER = "示范建材公司", "示范别家公司"


def contract(code: str = "H", **more: object) -> Fact:
    """A contract with the company, awarded at the end of March 2022."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "contract_code": code,
        "project_code": "P",
        "supplier_name": COMPANY,
        "awarded_on": "2022-03-31",
    }
    return fact("contracts", **(cells | more))


def listed(kind: str = "business", **more: object) -> Fact:
    """The company on a list."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "list_code": kind,
        "kind": kind,
        "company": COMPANY,
        "starts_on": "2015-01-01",
    }
    return fact("matching_lists", **(cells | more))


def distrusted(**more: object) -> Fact:
    """The company on a list of untrustworthy parties."""
    return listed("untrustworthy", **more)


def named(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the contract is named."""
    return Example(Text(zh, en), AS_OF, facts, finds=("H",), not_applicable=0)


def passed(zh: str, en: str, *facts: Fact, not_applicable: int = 0) -> Example:
    """An example in which it is not."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


RULE = Rule(
    code="PC-12",
    version=1,
    title=Text("供应商资格异常", "A supplier that is not sound"),
    severity=Severity.NOTICE,
    tier="P2",
    basis=(
        Basis(
            Text(
                "《政府采购法》第二十二条：供应商应当具有独立承担民事责任的能力、"
                "良好的商业信誉和履行合同所必需的能力",
                "Government Procurement Law art. 22: a supplier can answer for itself, is of good "
                "standing in business and able to perform the contract",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2014, 8, 31),
    in_force_note=Text(
        "核对的是 2014 年 8 月 31 日修正的《政府采购法》，按中标日期计；没有中标日期的按签订日期。",
        "What was read is the law as amended on 31 August 2014; by the day of the award, or of "
        "signing where that is not on record.",
    ),
    limits=Text(
        "企业按名称对应工商、失信名单，改名的企业对不上。登记日期取名单上最早的起始日期；"
        "名单上每一行都有终止日期的才算注销，几份名单说法不一的不列出。"
        "新登记的企业不等于没有资格，天数是本系统设定的。"
        "名单由本级或上级账簿登记，过了失效日期不再使用；没有名单的账簿不检查。",
        "Companies go by name on lists of businesses and of untrustworthy parties: a renamed one "
        "is not found. A company is registered from the earliest day on the lists, and cancelled "
        "where every row of it has ended: where lists differ it is not named. A new company is "
        "not for that reason unable; the number of days is ours. Lists stand in the book itself "
        "or one above it and are not used after they expire; books without one are not examined.",
    ),
    subject="contract",
    parameters=(
        Parameter(
            "days_registered",
            90,
            Text("中标前至少登记多少天", "Registered for so many days before the award"),
            own=True,
        ),
    ),
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            coalesce(contract.awarded_on, contract.signed_on) AS happened_on,
            contract.signed_on <= {as_of} AND covered.book_id IS NOT NULL AS applicable,
            contract.contract_code,
            contract.signed_on,
            contract.amount,
            payee.name AS supplier_name
        FROM facts.contract AS contract
        INNER JOIN facts.payee AS payee
            ON contract.book_id = payee.book_id AND contract.payee_id = payee.payee_id
        LEFT JOIN (
            SELECT DISTINCT supervision.supervised_book_id AS book_id
            FROM facts.matching_list AS list
            INNER JOIN facts.supervision AS supervision ON list.book_id = supervision.book_id
            WHERE list.kind IN ('business', 'untrustworthy')
                AND (list.expires_on IS NULL OR list.expires_on >= {as_of})
        ) AS covered
            ON contract.book_id = covered.book_id
    """,
    breach="""
        WITH listed AS (
            SELECT
                supervision.supervised_book_id AS book_id, entry.company, entry.starts_on,
                entry.ends_on, list.kind
            FROM facts.matching_list AS list
            INNER JOIN facts.matching_entry AS entry
                ON list.book_id = entry.book_id AND list.list_id = entry.list_id
            INNER JOIN facts.supervision AS supervision ON list.book_id = supervision.book_id
            WHERE list.expires_on IS NULL OR list.expires_on >= {as_of}
        ),
        registered AS (
            SELECT
                book_id, company, min(starts_on) AS registered_on,
                CASE WHEN count(*) = count(ends_on) THEN max(ends_on) END AS cancelled_on
            FROM listed
            WHERE kind = 'business'
            GROUP BY book_id, company
        ),
        distrusted AS (
            SELECT subject.book_id, subject.subject_id, min(listed.starts_on) AS distrusted_from
            FROM subject
            INNER JOIN listed
                ON subject.book_id = listed.book_id AND subject.supplier_name = listed.company
            WHERE listed.kind = 'untrustworthy'
                AND listed.starts_on <= subject.happened_on
                AND (listed.ends_on IS NULL OR listed.ends_on >= subject.happened_on)
            GROUP BY subject.book_id, subject.subject_id
        )
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.contract_code,
            subject.supplier_name,
            subject.happened_on AS awarded_on,
            registered.registered_on,
            registered.cancelled_on,
            distrusted.distrusted_from
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN registered
            ON subject.book_id = registered.book_id
            AND subject.supplier_name = registered.company
        LEFT JOIN distrusted
            ON subject.book_id = distrusted.book_id AND subject.subject_id = distrusted.subject_id
        WHERE registered.registered_on > subject.happened_on - scope.days_registered
            OR registered.cancelled_on < subject.happened_on
            OR distrusted.distrusted_from IS NOT NULL
    """,
    sentence=Text(
        "{book}的合同 {contract_code}（{awarded_on} 中标或签订，{amount_at_issue} 元）的供应商 "
        "{supplier_name}：登记日期 {registered_on}，注销日期 {cancelled_on}，"
        "失信起始日期 {distrusted_from}。这是线索，不是结论。",
        "{book}: the supplier {supplier_name} of contract {contract_code} (awarded or signed "
        "{awarded_on}, {amount_at_issue} yuan) was registered {registered_on}, cancelled "
        "{cancelled_on}, untrustworthy from {distrusted_from}. A lead, not a finding.",
    ),
    advice=Text(
        "查采购时的资格审查材料：营业执照、业绩、信用查询记录。",
        "Ask for the papers by which it was qualified: its licence, its work so far, the enquiry "
        "into its standing.",
    ),
    examples=(
        named(
            "中标前 89 天登记",
            "Registered 89 days before",
            listed(starts_on="2022-01-01"),
            contract(),
            contract("H2", supplier_name="示范第三家"),
        ),
        passed(
            "中标前 90 天登记",
            "Registered 90 days before",
            listed(starts_on="2021-12-31"),
            contract(),
        ),
        named(
            "没有中标日期，签订前 89 天登记",
            "No award on record: registered 89 days before signing",
            listed(starts_on="2022-01-02"),
            contract(awarded_on=""),
        ),
        passed(
            "股东后来加入，企业早已登记",
            "A later owner of an old company",
            listed(),
            listed(starts_on="2022-03-01"),
            contract(),
        ),
        named("前一日已注销", "Cancelled the day before", listed(ends_on="2022-03-30"), contract()),
        passed("中标当日注销", "Cancelled on the day", listed(ends_on="2022-03-31"), contract()),
        passed(
            "只是一名股东退出",
            "Only one owner left",
            listed(ends_on="2021-01-01"),
            listed(),
            contract(),
        ),
        named(
            "几名股东都已终止，最后一个在中标前",
            "All its rows have ended before",
            listed(ends_on="2020-01-01"),
            listed(ends_on="2022-03-30"),
            contract(),
        ),
        passed(
            "几名股东都已终止，最后一个在中标后",
            "All its rows have ended, the last one after",
            listed(ends_on="2020-01-01"),
            listed(ends_on="2022-06-30"),
            contract(),
        ),
        named(
            "中标当日起失信",
            "Untrustworthy from the day",
            distrusted(starts_on="2022-03-31"),
            contract(),
        ),
        passed(
            "次日起失信",
            "Untrustworthy from the day after",
            distrusted(starts_on="2022-04-01"),
            contract(),
        ),
        named(
            "失信到中标当日",
            "Untrustworthy until the day",
            distrusted(ends_on="2022-03-31", expires_on="2022-12-31"),
            contract(),
        ),
        passed(
            "前一日已移出失信名单",
            "Taken off the list the day before",
            distrusted(ends_on="2022-03-30"),
            contract(),
        ),
        passed(
            "失信名单的日期不是登记日期",
            "The days of that list are not those of a registration",
            listed(),
            distrusted(starts_on="2022-05-01"),
            listed("death", starts_on="2020-01-01"),
            contract(),
        ),
        passed(
            "失信的是另一家",
            "Another company is untrustworthy",
            distrusted(company=ANOTHER),
            contract(),
        ),
        passed(
            "没有名单：不适用",
            "No list",
            listed("village_cadre"),
            contract(),
            not_applicable=1,
        ),
        passed(
            "名单已失效，另一份还能用",
            "One list has expired, another is in use",
            distrusted(as_of="2022-06-30", expires_on="2022-12-30"),
            listed(),
            contract(),
        ),
        passed(
            "名单已失效：不适用",
            "The list has expired",
            distrusted(as_of="2022-06-30", expires_on="2022-12-30"),
            contract(),
            not_applicable=1,
        ),
        Example(
            Text(
                "两县：省级名单各县可用，本县名单只查本县", "Two counties and the province's list"
            ),
            AS_OF,
            (
                listed(book=PROVINCE),
                distrusted(),
                distrusted(book=OTHER_COUNTY, company=ANOTHER),
                contract(),
                contract("H3", supplier_name="示范第三家"),
                contract("H2", book=OTHER_COUNTY),
                contract("H4", book=OTHER_COUNTY, supplier_name="示范第四家"),
            ),
            finds=("H",),
            not_applicable=0,
        ),
        Example(
            Text("签订当天检查", "Run on the day of signing"),
            date(2022, 4, 1),
            (distrusted(as_of="2022-03-31"), contract()),
            finds=("H",),
        ),
        Example(
            Text("检查日以后才签订：不适用", "Signed later"),
            date(2022, 3, 31),
            (distrusted(as_of="2022-03-31"), contract()),
            not_applicable=1,
        ),
        named(
            "2014 年 8 月 31 日中标的适用",
            "Awarded on the first day it applies",
            distrusted(starts_on="2010-01-01"),
            contract(awarded_on="2014-08-31"),
        ),
        passed(
            "2014 年 8 月 30 日中标的不适用",
            "Awarded the day before",
            distrusted(starts_on="2010-01-01"),
            contract(awarded_on="2014-08-30"),
            not_applicable=1,
        ),
    ),
)
