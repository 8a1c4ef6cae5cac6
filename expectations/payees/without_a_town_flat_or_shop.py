"""No benefit goes to a household that has a commodity flat or a shop."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

LIST = "property"
AS_OF = date(2022, 12, 31)
PERSON, KIN, STRANGER = "990121197001011018", "990121197001011034", "990121197001011237"
PROVINCE, COUNTY, OTHER_COUNTY = "990000", "990121", "990122"
CONTRACT = fact("contracts", contract_code="K", project_code="P", supplier_identity=PERSON)


def listed(kind: str, **more: object) -> Fact:
    """The person on a list of that kind."""
    cells: dict[str, object] = {"book": COUNTY, "kind": kind, "identity": PERSON}
    return fact("matching_lists", **(cells | more))


def on_list(**more: object) -> Fact:
    """The person on a list that the rule reads, with what counts."""
    cells: dict[str, object] = {
        "object_kind": "commodity_flat",
    }
    return listed(LIST, **(cells | more))


def paid(on: str = "2022-06-10", **more: object) -> Fact:
    """A subsidy paid to the person."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "project_code": "P",
        "external_reference": "Z",
        "identity": PERSON,
        "occurred_on": on,
        "method": "one_card",
    }
    return fact("disbursements", **(cells | more))


def one_household(*identities: str) -> tuple[Fact, ...]:
    """Registered persons of one household."""
    return tuple(fact("households", household_code="H1", identity=each) for each in identities)


def passes(zh: str, en: str, facts: tuple[Fact, ...], not_applicable: int = 0) -> Example:
    """An example in which the payment is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, facts: tuple[Fact, ...]) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("Z",), not_applicable=0)


SAME_HOUSEHOLD = (*one_household(PERSON, KIN), on_list(identity=KIN), paid())
APART = (
    *one_household(KIN),
    fact("households", household_code="H2", identity=PERSON),
    on_list(identity=KIN),
    paid(),
)

RULE = Rule(
    code="BN-05",
    version=1,
    title=Text("有商品房、商铺户领取", "A benefit drawn by a household with a flat or shop"),
    severity=Severity.NOTICE,
    tier="P2",
    basis=(
        Basis(
            Text(
                "识别工作中有商品房、商铺户的排除标准",
                "Criteria of identification that exclude households with a commodity flat or shop",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "审计署 2017 年第 6 号公告（158 个县扶贫审计）",
                "National Audit Office notice 6 of 2017 (audit of 158 counties)",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2014, 1, 1),
    in_force_note=Text(
        "没有单一的法规；自 2014 年建档立卡起",
        "There is no single law; from 2014, when registration began",
    ),
    limits=Text(
        "名单由本级或上级账簿登记，过了失效日期不再使用；没有名单的账簿、"
        "没有证件号码的收款人、按合同或报账付款的不检查。名单截止日以后的"
        "变化要核实。同户按农户表认定。易地搬迁安置房、灾后重建房和农村自"
        "建房不计；名单没有写房产类别的按商品住房查。按支付日查，不按识别"
        "日。",
        "Lists stand in the book itself or one above it and are not used "
        "after they expire. Books without a list, payees without an ID "
        "number and payments under a contract or claim are not examined. "
        "What changed after the day a list shows is to be checked. Who "
        "is of one household is taken from the register. Relocation "
        "housing, housing rebuilt after a disaster and rural houses do "
        "not count. Where the list states no kind it is taken for a "
        "flat. What counts is the day of payment, not that of "
        "identification.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            payee.identity_hash IS NOT NULL AND covered.book_id IS NOT NULL
                AND coalesce(paid.contract_id, paid.claim_id) IS NULL AS applicable,
            paid.external_reference,
            paid.amount,
            coalesce(paid.payee_name, payee.name) AS payee_name,
            payee.identity_hash,
            payee.identity_masked
        FROM facts.disbursement AS paid
        INNER JOIN facts.payee AS payee
            ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
        LEFT JOIN (
            SELECT DISTINCT supervision.supervised_book_id AS book_id
            FROM facts.matching_list AS list
            INNER JOIN facts.supervision AS supervision ON list.book_id = supervision.book_id
            WHERE list.kind IN ('property')
                AND (list.expires_on IS NULL OR list.expires_on >= {as_of})
        ) AS covered
            ON paid.book_id = covered.book_id
    """,
    breach="""
        WITH listed AS (
            SELECT
                supervision.supervised_book_id AS book_id, entry.identity_hash, entry.name,
                entry.starts_on, entry.ends_on, list.kind, list.list_code, list.origin
            FROM facts.matching_list AS list
            INNER JOIN facts.matching_entry AS entry
                ON list.book_id = entry.book_id AND list.list_id = entry.list_id
            INNER JOIN facts.supervision AS supervision ON list.book_id = supervision.book_id
            WHERE list.kind IN ('property')
                AND (list.expires_on IS NULL OR list.expires_on >= {as_of})
                AND coalesce(entry.object_kind, 'commodity_flat') IN (
                    'commodity_flat', 'shop'
                )
        ),
        reached AS (
            SELECT
                listed.book_id, coalesce(kin.kin_hash, listed.identity_hash) AS identity_hash,
                listed.name, listed.starts_on,
                listed.ends_on, listed.kind, listed.list_code, listed.origin
            FROM listed
            LEFT JOIN (
                SELECT member.book_id, member.identity_hash, other.identity_hash AS kin_hash
                FROM facts.person AS member
                INNER JOIN facts.person AS other
                    ON member.book_id = other.book_id
                    AND member.household_id = other.household_id
            ) AS kin
                ON listed.book_id = kin.book_id AND listed.identity_hash = kin.identity_hash
        )
        SELECT
            subject.book_id,
            subject.subject_id,
            max(subject.amount) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.external_reference,
            subject.payee_name,
            subject.identity_masked,
            subject.happened_on AS paid_on,
            min(reached.name) AS listed_name,
            min(reached.list_code) AS list_code,
            min(reached.origin) AS list_origin
        FROM subject
        INNER JOIN reached
            ON subject.book_id = reached.book_id AND subject.identity_hash = reached.identity_hash
        WHERE (reached.starts_on IS NULL OR reached.starts_on <= subject.happened_on)
            AND (reached.ends_on IS NULL OR reached.ends_on >= subject.happened_on)
        GROUP BY
            subject.book_id, subject.subject_id, subject.external_reference, subject.payee_name,
            subject.identity_masked, subject.happened_on
    """,
    sentence=Text(
        "{payee_name}（{identity_masked}）本人或同户的 {listed_name} 在房"
        "产名单“{list_code}”（{list_origin}）上，{book}于 {paid_on} 支"
        "付 {amount_at_issue} 元（{external_reference}）。",
        "{listed_name}, of the household of {payee_name} "
        "({identity_masked}) or the same person, had a flat or shop by "
        "list {list_code} ({list_origin}); {book} paid {amount_at_issue} "
        "yuan on {paid_on} ({external_reference}).",
    ),
    advice=Text(
        "先核对房产是否在其名下、何时取得、是否搬迁安置或灾后重建；再查享受资格是怎样核定的。",
        "First check whose property it is and since when, and whether it "
        "is relocation housing or was rebuilt after a disaster; then how "
        "the entitlement was established.",
    ),
    examples=(
        found("在名单上", "On the list", (on_list(), paid())),
        passes("名单上是别人", "Somebody else is on it", (on_list(identity=STRANGER), paid())),
        passes("没有名单：不适用", "No list", (paid(),), 1),
        passes("只有别类名单：不适用", "Another kind of list", (listed("death"), paid()), 1),
        passes(
            "同一类的另一人在名单上，本人在别类名单上",
            "The person is on a list of another kind only",
            (on_list(identity=STRANGER), listed("death", list_code="L2"), paid()),
        ),
        passes("没有证件号码：不适用", "No ID number", (on_list(), paid(identity="")), 1),
        found("起始当日支付", "Paid on its first day", (on_list(starts_on="2022-06-10"), paid())),
        passes("起始前一日支付", "Paid the day before", (on_list(starts_on="2022-06-11"), paid())),
        found("终止当日支付", "Paid on its last day", (on_list(ends_on="2022-06-10"), paid())),
        passes("终止次日支付", "Paid the day after", (on_list(ends_on="2022-06-09"), paid())),
        found(
            "名单在失效当日还能用",
            "The list is good on its last day",
            (on_list(expires_on="2022-12-31"), paid()),
        ),
        passes(
            "名单已失效：不适用",
            "The list has expired",
            (on_list(as_of="2022-06-30", expires_on="2022-12-30"), paid()),
            1,
        ),
        passes(
            "失效名单上的人不在仍有效的名单上",
            "On an expired list, not on the one in use",
            (
                on_list(as_of="2022-06-30", expires_on="2022-12-30"),
                on_list(list_code="L2", identity=STRANGER),
                paid(),
            ),
        ),
        found(
            "省级名单用于各县",
            "The province's list serves its counties",
            (on_list(book=PROVINCE), paid()),
        ),
        passes(
            "别县的名单不用",
            "Another county's list does not",
            (on_list(book=OTHER_COUNTY), paid()),
            1,
        ),
        passes(
            "本人在别县名单上，本县名单上是别人",
            "On another county's list; its own has somebody else",
            (on_list(book=OTHER_COUNTY), on_list(identity=STRANGER), paid()),
        ),
        Example(
            Text("两县各付一笔，只有一县有名单", "Two counties paid, one has a list"),
            AS_OF,
            (on_list(), paid(), paid(book=OTHER_COUNTY, external_reference="Y")),
            finds=("Z",),
            not_applicable=1,
        ),
        passes(
            "两县各有名单，各付给对方名单上或名单外的人",
            "Each county pays whom only the other lists, or nobody",
            (
                on_list(identity=STRANGER),
                on_list(book=OTHER_COUNTY),
                paid(),
                paid(book=OTHER_COUNTY, external_reference="Y", identity=KIN),
            ),
        ),
        passes(
            "两县各有一户",
            "A household in each county",
            (
                *one_household(KIN),
                fact("households", book=OTHER_COUNTY, household_code="H1", identity=PERSON),
                on_list(identity=KIN),
                on_list(book=OTHER_COUNTY, identity=STRANGER),
                paid(),
                paid(book=OTHER_COUNTY, external_reference="Y", identity=KIN),
            ),
        ),
        passes(
            "只在别县是一户",
            "One household in another county only",
            (
                *(
                    fact("households", book=OTHER_COUNTY, household_code="H1", identity=each)
                    for each in (PERSON, KIN)
                ),
                on_list(identity=KIN),
                paid(),
            ),
        ),
        Example(
            Text("付给两人，一人在名单上", "Two persons paid, one is listed"),
            AS_OF,
            (on_list(), paid(), paid(identity=STRANGER, external_reference="Y")),
            finds=("Z",),
        ),
        passes(
            "按合同付款：不适用",
            "Paid under a contract",
            (
                CONTRACT,
                on_list(),
                paid(contract_code="K", payee_name="示范收款人"),
            ),
            1,
        ),
        passes(
            "村会计按报账申请领款：不适用",
            "A village accountant, reimbursed",
            (
                fact("claims", claim_code="B", project_code="P", claimant="示范收款人"),
                *(
                    fact("claim_steps", claim_code="B", step=step)
                    for step in ("checked", "approved")
                ),
                on_list(),
                paid(claim_code="B", payee_name="示范收款人"),
            ),
            1,
        ),
        passes(
            "已冲销",
            "Reversed",
            (
                on_list(),
                paid(),
                fact("reversals", voucher="202206-1", occurred_on="2022-06-11"),
            ),
        ),
        found("同户的人在名单上", "One of the household is on it", SAME_HOUSEHOLD),
        passes("不同户的人在名单上", "One of another household is on it", APART),
        found(
            "规则生效当日支付",
            "Paid on the day it came into force",
            (
                on_list(starts_on="2010-01-01"),
                paid("2014-01-01"),
            ),
        ),
        passes(
            "规则生效前一日：不适用",
            "Paid the day before that",
            (
                on_list(starts_on="2010-01-01"),
                paid("2013-12-31"),
            ),
            1,
        ),
        found("商铺", "A shop", (listed(LIST, object_kind="shop"), paid())),
        found("名单没有写房产类别", "The list states no kind", (listed(LIST), paid())),
        passes(
            "易地搬迁安置房",
            "Relocation housing",
            (listed(LIST, object_kind="relocation_housing"), paid()),
        ),
        passes(
            "灾后重建房",
            "Rebuilt after a disaster",
            (listed(LIST, object_kind="rebuilt_housing"), paid()),
        ),
    ),
)
