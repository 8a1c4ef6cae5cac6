"""A gift is used within the donor's will, or within a consent given before the use."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
COUNTY, TOWNSHIP = "990121", "990121100"
REGISTERED, NOT_REGISTERED = "990121197001011018", "990121197001011034"


def gift(**more: object) -> tuple[Fact, ...]:
    """1,000 yuan that were given, and assigned to the project."""
    cells: dict[str, object] = {"donation_code": "J", "occurred_on": "2022-03-01"}
    return (
        fact("donations", **(cells | more)),
        fact("assignments", project_code="P", source_document="J"),
    )


def consent(on: str, **more: object) -> Fact:
    """The donor agrees to another use."""
    return fact("donations", donation_code="J", event="consent", occurred_on=on, amount="", **more)


def consented(on: str, **more: object) -> tuple[Fact, ...]:
    """Another use than the gift's, with a consent."""
    return (*EDUCATION, consent(on, **more), HEALTH, used())


def project(**more: object) -> Fact:
    """The project."""
    return fact("projects", **({"project_code": "P"} | more))


def at(division: str) -> Fact:
    """The project, with its place."""
    return project(place_division=division)


def used(on: str = "2022-05-10", **more: object) -> Fact:
    """100 yuan of it paid out."""
    return fact("disbursements", project_code="P", external_reference="Z", occurred_on=on, **more)


def passes(zh: str, en: str, facts: tuple[Fact, ...], not_applicable: int = 0) -> Example:
    """An example in which the payment is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, facts: tuple[Fact, ...]) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("Z",))


EDUCATION = gift(restricted_category="education")
LOCAL = gift(restricted_division=TOWNSHIP)
FOR_REGISTERED = gift(registered_only="是")
SCHOOL, HEALTH = project(category="education"), project(category="health")
HOUSEHOLD = fact("households", household_code="H", identity=REGISTERED, exited_on="2022-05-10")


def to_registered(on: str) -> tuple[Fact, ...]:
    """A gift for registered households, paid to one that exits on 10 May."""
    return (*FOR_REGISTERED, HOUSEHOLD, used(on, identity=REGISTERED))


CARRIED = (
    fact(
        "take_backs",
        kind="carry_over",
        source_document="J",
        project_code="P",
        amount=1000,
        occurred_on="2022-04-01",
        new_document_no="K",
    ),
    fact("assignments", project_code="P", source_document="K", occurred_on="2022-04-02"),
    used(source_document="K"),
)
STRANGER = fact("payees", payee_code="S", kind="person", identity=NOT_REGISTERED)
TO_STRANGER = (STRANGER, used(payee_code="S"))
OTHER, FOR_OTHER = project(project_code="Q"), gift(restricted_project="Q")
REVERSED = fact("reversals", voucher="202205-1", occurred_on="2022-06-01")

RULE = Rule(
    code="SF-01",
    version=2,
    title=Text("改变捐赠意愿", "Use differs from the donor's will"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "河北省脱贫攻坚责任制实施细则第二十八条：社会扶贫资金按帮扶单位或捐助者的意愿使用",
                "Hebei rules art. 28: social funds are used as the helping unit or donor wants",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《公益事业捐赠法》第五条：捐赠财产的使用应当尊重捐赠人的意愿，不得挪作他用；"
                "第十八条：不得擅自改变捐赠财产的用途，确需改变的应当征得捐赠人的同意",
                "Law on Donations for Public Welfare art. 5: the donor's will is respected; "
                "art. 18: the use is not changed without the donor's consent",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《慈善法》第五十五条（2016 年）、第五十六条（2023 年）：按照捐赠协议使用慈善财产",
                "Charity Law art. 55 (text of 2016), art. 56 (text of 2023): used by the agreement",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(1999, 9, 1),
    limits=Text(
        "只检查登记成栏目的限定（类别、地区、项目、建档立卡户、期限），不读捐赠人的原话。同意当日的使用"
        "视为已同意；同意只知月或年的，按最早一日算。无从判断的不算命中。转给下级的捐赠不再检查。",
        "Only restrictions entered in columns are examined (category, place, project, registered "
        "households, term), not the donor's words. Use on the day of a consent is consented; of a "
        "consent only the month or year of which is known the first day counts. What cannot be "
        "told is no breach. What was passed to a book below is not examined there.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id, paid.disbursement_id AS subject_id, paid.occurred_on AS happened_on,
            restricted.book_id IS NOT NULL AS applicable,
            paid.external_reference, source.first_source_id AS source_id,
            paid.project_id, paid.payee_id, paid.payee_name, paid.amount
        FROM facts.disbursement AS paid
        INNER JOIN facts.source AS source
            ON paid.book_id = source.book_id AND paid.source_id = source.source_id
        LEFT JOIN (
            SELECT DISTINCT book_id, source_id
            FROM facts.donor_will
            WHERE registered_only
                OR coalesce(restricted_category, restricted_division_id) IS NOT NULL
                OR restricted_project_id IS NOT NULL
                OR use_by IS NOT NULL
        ) AS restricted
            ON paid.book_id = restricted.book_id AND source.first_source_id = restricted.source_id
    """,
    breach="""
        WITH used AS (
            SELECT
                subject.*,
                coalesce(subject.payee_name, payee.name) AS payee_words,
                payee.kind AS payee_kind, payee.identity_hash, payee.household_code,
                project.project_code, project.name AS project_name, project.category,
                coalesce(place.path, book.path) AS path
            FROM subject
            INNER JOIN facts.book AS book ON subject.book_id = book.book_id
            INNER JOIN facts.project AS project
                ON subject.book_id = project.book_id AND subject.project_id = project.project_id
            LEFT JOIN facts.division AS place ON project.place_division_id = place.division_id
            LEFT JOIN facts.payee AS payee
                ON subject.book_id = payee.book_id AND subject.payee_id = payee.payee_id
        ),
        registration AS (
            SELECT
                used.book_id, used.subject_id,
                max(
                    CASE
                        WHEN used.happened_on < person.registered_on THEN 0
                        WHEN used.happened_on > person.exited_on THEN 0
                        ELSE 1
                    END
                ) AS standing
            FROM used
            INNER JOIN facts.person AS person
                ON used.book_id = person.book_id AND used.identity_hash = person.identity_hash
            GROUP BY used.book_id, used.subject_id
        ),
        judged AS (
            SELECT
                used.*, will.nth, will.donor, will.will,
                used.category <> will.restricted_category AS other_category,
                -- Certainly elsewhere: neither place is part of the other.
                NOT starts_with(used.path, division.path)
                AND NOT starts_with(division.path, used.path) AS elsewhere,
                used.project_id <> will.restricted_project_id AS other_project,
                CASE
                    WHEN NOT will.registered_only OR registration.standing = 1 THEN FALSE
                    WHEN registration.standing = 0
                        OR used.payee_kind IN (
                            'enterprise', 'cooperative', 'public_unit', 'village_collective'
                        )
                        OR (
                            register.book_id IS NOT NULL
                            AND used.identity_hash IS NOT NULL
                            AND used.household_code IS NULL
                        ) THEN TRUE
                END AS other_payee,
                used.happened_on > will.use_by AS too_late
            FROM used
            INNER JOIN (
                SELECT
                    donor_will.*,
                    row_number() OVER (
                        PARTITION BY book_id, source_id ORDER BY stated_on, donor_will_id
                    ) AS nth
                FROM facts.donor_will AS donor_will
            ) AS will
                ON used.book_id = will.book_id AND used.source_id = will.source_id
                AND (will.nth = 1 OR will.earliest_on <= used.happened_on)
            LEFT JOIN facts.division AS division
                ON will.restricted_division_id = division.division_id
            LEFT JOIN (SELECT DISTINCT book_id FROM facts.person) AS register
                ON used.book_id = register.book_id
            LEFT JOIN registration
                ON used.book_id = registration.book_id AND used.subject_id = registration.subject_id
        ),
        compared AS (
            SELECT
                judged.*,
                concat_ws(
                    '、',
                    CASE WHEN other_category THEN '项目类别' END,
                    CASE WHEN elsewhere THEN '地区' END,
                    CASE WHEN other_project THEN '指定项目' END,
                    CASE WHEN other_payee THEN '收款对象' END,
                    CASE WHEN too_late THEN '使用期限' END
                ) AS differs_zh,
                concat_ws(
                    ', ',
                    CASE WHEN other_category THEN 'category' END,
                    CASE WHEN elsewhere THEN 'place' END,
                    CASE WHEN other_project THEN 'project' END,
                    CASE WHEN other_payee THEN 'payee' END,
                    CASE WHEN too_late THEN 'term' END
                ) AS differs_en
            FROM judged
        )
        SELECT
            compared.book_id, compared.subject_id,
            compared.amount AS amount_at_issue, compared.happened_on AS due_on,
            compared.external_reference,
            source.document_no AS donation_code,
            max(CASE WHEN compared.nth = 1 THEN compared.donor END) AS donor,
            max(CASE WHEN compared.nth = 1 THEN compared.will END) AS will,
            max(CASE WHEN compared.nth = 1 THEN compared.differs_zh END) AS differs_from_will_zh,
            max(CASE WHEN compared.nth = 1 THEN compared.differs_en END) AS differs_from_will_en,
            compared.project_code, compared.project_name, compared.payee_words AS payee_name,
            compared.happened_on AS paid_on,
            compared.amount AS paid_amount
        FROM compared
        INNER JOIN facts.source AS source
            ON compared.book_id = source.book_id AND compared.source_id = source.source_id
        GROUP BY
            compared.book_id, compared.subject_id, compared.amount, compared.happened_on,
            compared.external_reference, source.document_no, compared.project_code,
            compared.project_name, compared.payee_words
        HAVING min(CASE WHEN compared.differs_zh = '' THEN 0 ELSE 1 END) = 1
    """,
    sentence=Text(
        "{book}于 {paid_on} 用 {donor} 的捐赠“{donation_code}”支付 {paid_amount} 元给{payee_name}"
        "（{external_reference}，项目 {project_code} {project_name}）；捐赠意愿为“{will}”，"
        "不符的是：{differs_from_will_zh}；支付之前没有捐赠人同意变更的记录。",
        "{book} paid {paid_amount} yuan of gift {donation_code} by {donor} to {payee_name} on "
        "{paid_on} ({external_reference}, project {project_code} {project_name}). It differs "
        "from the will “{will}” in {differs_from_will_en}; no earlier consent is on record.",
    ),
    advice=Text(
        "查捐赠协议和捐赠人的书面同意；同意在支付之前而没有登记的，补登。",
        "See the agreement and the donor's written consent; where it was given before the payment "
        "and is not on record, enter it.",
    ),
    examples=(
        passes("用于限定的类别", "Used for the category", (*EDUCATION, SCHOOL, used())),
        found("用于别的类别", "Used for another", (*EDUCATION, HEALTH, used())),
        passes("项目没有登记类别，无从判断", "Not known", (*EDUCATION, project(), used())),
        passes("支付当日捐赠人同意", "Consent on the day of payment", consented("2022-05-10")),
        found("支付次日才同意", "Consent the day after", consented("2022-05-11")),
        passes("同意只知月份，可能在支付之前", "Perhaps before", consented("2022年5月")),
        found("同意在次月，一定在支付之后", "The month after", consented("2022年6月")),
        found(
            "同意的是另一类别",
            "The consent is to a third category",
            consented("2022-05-01", restricted_category="housing"),
        ),
        passes("用在限定的乡镇", "Used in the township", (*LOCAL, at(TOWNSHIP), used())),
        found("用在别的乡镇", "Used in another", (*LOCAL, at("990121101"), used())),
        passes("只知在县里，无从判断", "In the county: not known", (*LOCAL, at(COUNTY), used())),
        found("只能用于别的项目", "Only for another project", (OTHER, *FOR_OTHER, used())),
        passes("期限最后一日", "The term's last day", (*gift(use_by="2022-05-10"), used())),
        found("期限过后一日", "The day after it", (*gift(use_by="2022-05-09"), used())),
        passes("付给建档立卡户，退出当日", "On the day of exit", to_registered("2022-05-10")),
        found("付给建档立卡户，退出次日", "The day after the exit", to_registered("2022-05-11")),
        found("结转以后用于别的类别", "Another, carried over", (*EDUCATION, HEALTH, *CARRIED)),
        found("付给名册以外的人", "Not registered", (*FOR_REGISTERED, HOUSEHOLD, *TO_STRANGER)),
        passes("没有名册，无从判断", "No register", (*FOR_REGISTERED, *TO_STRANGER)),
        passes("没有限定的捐赠不适用", "No restriction", (*gift(), used()), not_applicable=1),
        passes("已冲销的支付", "Reversed", (*EDUCATION, HEALTH, used(), REVERSED)),
        found("1999 年 9 月 1 日起适用", "In force", (*EDUCATION, HEALTH, used("1999-09-01"))),
        passes("前一日不适用", "Not yet", (*EDUCATION, HEALTH, used("1999-08-31")), 1),
    ),
)
