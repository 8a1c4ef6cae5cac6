"""No contract goes to a supplier that belongs to a cadre or a cadre's relative."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
CADRE, OWNER = "990121197001011018", "990121197001011034"
PROVINCE, COUNTY, OTHER_COUNTY = "990000", "990121", "990122"
COMPANY, ANOTHER, THIRD = "示范建材公司", "示范别家公司", "示范第三家"


def contract(code: str = "H", **more: object) -> Fact:
    """A contract with the company."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "contract_code": code,
        "project_code": "P",
        "supplier_name": COMPANY,
    }
    return fact("contracts", **(cells | more))


def listed(kind: str, **more: object) -> Fact:
    """The cadre on a list."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "list_code": kind,
        "kind": kind,
        "identity": CADRE,
        "starts_on": "2020-01-01",
    }
    return fact("matching_lists", **(cells | more))


def cadre(**more: object) -> Fact:
    """The cadre as such."""
    return listed("village_cadre", **more)


def owns(**more: object) -> Fact:
    """The cadre as one of the company's persons."""
    return listed("business", **({"company": COMPANY, "object_kind": "company"} | more))


def named(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the contract is named."""
    return Example(Text(zh, en), AS_OF, facts, finds=("H",), not_applicable=0)


def passed(zh: str, en: str, *facts: Fact, not_applicable: int = 0) -> Example:
    """An example in which it is not."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


RULE = Rule(
    code="PC-10",
    version=1,
    title=Text("干部关联供应商", "A supplier tied to a cadre"),
    severity=Severity.GRAVE,
    tier="P2",
    basis=(
        Basis(
            Text(
                "《公职人员政务处分法》第三十三条第一款（二）（三）、第三十六条："
                "利用职权或者职务影响谋取私利，违规从事营利性活动",
                "Law on Administrative Discipline of Public Officials arts. 33(2) and (3) and 36: "
                "private gain from the power or influence of an office, forbidden business",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "审计署扶贫审计查出的问题：插手扶贫工程、借机牟利",
                "Findings of the National Audit Office: meddling with projects for private gain",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2020, 7, 1),
    in_force_note=Text(
        "自《公职人员政务处分法》施行之日起适用，按合同签订日期计。",
        "From the day that law came into force, by the day of signing.",
    ),
    limits=Text(
        "按身份证号比对工商名单上的企业人员和干部、亲属名单；企业按名称对应，改名的企业对不上。"
        "供应商本人在干部或亲属名单上的也列出。名单由本级或上级账簿登记，过了失效日期不再使用；"
        "没有干部名单的账簿不检查。村集体的法定代表人由村干部兼任是正常的，村集体不检查；"
        "干部代表集体在合作社任职的，核实后排除。只按名单上的人比对，不推算亲属。",
        "The persons of companies on lists of businesses are compared with the lists of cadres "
        "and their relatives by ID number; companies go by name, so a renamed one is not found. A "
        "supplier who is on a list of cadres or relatives himself is named too. Lists stand in "
        "the book itself or one above it and are not used after they expire; books without a list "
        "of cadres are not examined. Cadres head village collectives by law: these are left out. "
        "Exclude cadres who stand for the village in a cooperative. Kinship is not inferred.",
    ),
    subject="contract",
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            contract.signed_on AS happened_on,
            contract.signed_on <= {as_of} AND covered.book_id IS NOT NULL
                AND payee.kind <> 'village_collective' AS applicable,
            contract.contract_code,
            contract.signed_on,
            contract.amount,
            payee.name AS supplier_name,
            payee.identity_hash
        FROM facts.contract AS contract
        INNER JOIN facts.payee AS payee
            ON contract.book_id = payee.book_id AND contract.payee_id = payee.payee_id
        LEFT JOIN (
            SELECT DISTINCT supervision.supervised_book_id AS book_id
            FROM facts.matching_list AS list
            INNER JOIN facts.supervision AS supervision ON list.book_id = supervision.book_id
            WHERE list.kind IN ('village_cadre', 'cadre_relative')
                AND (list.expires_on IS NULL OR list.expires_on >= {as_of})
        ) AS covered
            ON contract.book_id = covered.book_id
    """,
    breach="""
        WITH listed AS (
            SELECT
                supervision.supervised_book_id AS book_id, entry.identity_hash, entry.name,
                entry.company, entry.starts_on, entry.ends_on, list.kind, list.list_code,
                list.origin
            FROM facts.matching_list AS list
            INNER JOIN facts.matching_entry AS entry
                ON list.book_id = entry.book_id AND list.list_id = entry.list_id
            INNER JOIN facts.supervision AS supervision ON list.book_id = supervision.book_id
            WHERE list.kind IN ('village_cadre', 'cadre_relative', 'business')
                AND (list.expires_on IS NULL OR list.expires_on >= {as_of})
        ),
        behind AS (
            SELECT
                subject.book_id, subject.subject_id, subject.contract_code, subject.signed_on,
                subject.amount, subject.supplier_name, listed.identity_hash
            FROM subject
            INNER JOIN listed
                ON subject.book_id = listed.book_id AND subject.supplier_name = listed.company
            WHERE listed.kind = 'business'
                AND (listed.starts_on IS NULL OR listed.starts_on <= subject.signed_on)
                AND (listed.ends_on IS NULL OR listed.ends_on >= subject.signed_on)
            UNION ALL
            SELECT
                subject.book_id, subject.subject_id, subject.contract_code, subject.signed_on,
                subject.amount, subject.supplier_name, subject.identity_hash
            FROM subject
        )
        SELECT
            behind.book_id,
            behind.subject_id,
            max(behind.amount) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            behind.contract_code,
            behind.signed_on,
            behind.supplier_name,
            min(cadre.name) AS listed_name,
            min(cadre.list_code) AS list_code,
            min(cadre.origin) AS list_origin
        FROM behind
        INNER JOIN listed AS cadre
            ON behind.book_id = cadre.book_id AND behind.identity_hash = cadre.identity_hash
        WHERE cadre.kind <> 'business'
            AND (cadre.starts_on IS NULL OR cadre.starts_on <= behind.signed_on)
            AND (cadre.ends_on IS NULL OR cadre.ends_on >= behind.signed_on)
        GROUP BY
            behind.book_id, behind.subject_id, behind.contract_code, behind.signed_on,
            behind.supplier_name
    """,
    sentence=Text(
        "{book}的合同 {contract_code}（{signed_on} 签订，{amount_at_issue} 元）的供应商 "
        "{supplier_name} 与 {listed_name} 有关：此人当日在干部或亲属名单“{list_code}”"
        "（{list_origin}）上。这是线索，不是结论。",
        "{book}: the supplier {supplier_name} of contract {contract_code} (signed {signed_on}, "
        "{amount_at_issue} yuan) is tied to {listed_name}, a cadre or a relative of one by list "
        "{list_code} ({list_origin}). A lead, not a finding.",
    ),
    advice=Text(
        "查工商登记档案、采购过程和此人是否参与决定、是否回避。",
        "Look at the company's registration and at how it was chosen: whether that person took "
        "part in the decision or kept out of it.",
    ),
    examples=(
        named("干部是供应商的股东", "A cadre owns the supplier", cadre(), owns(), contract()),
        named(
            "亲属是股东，省级名单",
            "A relative does; the province's lists",
            listed("cadre_relative", book=PROVINCE),
            owns(book=PROVINCE, starts_on=""),
            contract(),
        ),
        named(
            "供应商就是干部本人",
            "The supplier is the cadre himself",
            cadre(starts_on=""),
            contract(supplier_identity=CADRE),
            contract("H2", supplier_identity=OWNER, supplier_name="示范别人"),
        ),
        passed("股东不是干部", "The owner is no cadre", cadre(), owns(identity=OWNER), contract()),
        passed(
            "干部的是别的企业",
            "The cadre owns another company",
            cadre(),
            owns(company=ANOTHER),
            contract(),
        ),
        passed(
            "失信名单不说明股东",
            "A list of untrustworthy parties names no owners",
            cadre(),
            listed("untrustworthy", company=COMPANY),
            contract(),
        ),
        passed(
            "村集体由干部代表：不适用",
            "A village collective, headed by a cadre",
            cadre(),
            owns(),
            fact("payees", book=COUNTY, payee_code="S", name=COMPANY, kind="village_collective"),
            contract(),
            not_applicable=1,
        ),
        passed("没有干部名单：不适用", "No list of cadres", owns(), contract(), not_applicable=1),
        named(
            "签订当日任职、入股",
            "In office and an owner from the day of signing",
            cadre(starts_on="2022-04-01", ends_on="2022-04-01"),
            owns(starts_on="2022-04-01", ends_on="2022-04-01"),
            contract(),
        ),
        passed(
            "次日才任职",
            "In office from the day after",
            cadre(starts_on="2022-04-02"),
            owns(),
            contract(),
        ),
        passed(
            "次日才入股",
            "An owner from the day after",
            cadre(),
            owns(starts_on="2022-04-02"),
            contract(),
        ),
        passed(
            "前一日已离任",
            "Out of office the day before",
            cadre(ends_on="2022-03-31"),
            owns(),
            contract(),
        ),
        passed(
            "前一日已退股",
            "No owner any more",
            cadre(),
            owns(ends_on="2022-03-31"),
            contract(),
        ),
        named(
            "名单在失效当日还能用",
            "Lists are good on their last day",
            cadre(expires_on="2022-12-31"),
            owns(expires_on="2022-12-31"),
            contract(),
        ),
        passed(
            "干部名单已失效：不适用",
            "The list of cadres has expired",
            cadre(as_of="2022-06-30", expires_on="2022-12-30"),
            owns(),
            contract(),
            not_applicable=1,
        ),
        passed(
            "工商名单已失效",
            "The list of businesses has expired",
            cadre(),
            owns(as_of="2022-06-30", expires_on="2022-12-30"),
            contract(),
        ),
        Example(
            Text("两县各有名单：只查本县的", "Two counties, each with its own lists"),
            AS_OF,
            (
                cadre(),
                owns(),
                owns(identity=OWNER, company=ANOTHER),
                cadre(book=OTHER_COUNTY, identity=OWNER),
                owns(book=OTHER_COUNTY),
                owns(book=OTHER_COUNTY, identity=OWNER, company=THIRD),
                contract(),
                contract("H2", supplier_name=THIRD),
                contract("H3", book=OTHER_COUNTY),
                contract("H4", book=OTHER_COUNTY, supplier_name=ANOTHER),
            ),
            finds=("H",),
            not_applicable=0,
        ),
        Example(
            Text("签订当天检查", "Run on the day of signing"),
            date(2022, 4, 1),
            (cadre(as_of="2022-03-31"), owns(as_of="2022-03-31"), contract()),
            finds=("H",),
        ),
        Example(
            Text("检查日以后才签订：不适用", "Signed later"),
            date(2022, 3, 31),
            (cadre(as_of="2022-03-31"), owns(as_of="2022-03-31"), contract()),
            not_applicable=1,
        ),
        named(
            "2020 年 7 月 1 日签订的适用",
            "Signed on the first day it applies",
            cadre(),
            owns(),
            contract(signed_on="2020-07-01"),
        ),
        passed(
            "2020 年 6 月 30 日签订的不适用",
            "Signed the day before",
            cadre(),
            owns(),
            contract(signed_on="2020-06-30"),
            not_applicable=1,
        ),
    ),
)
