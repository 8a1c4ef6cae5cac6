"""An industry project that was paid for is linked with households, and dividends are paid."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

#: 180 days after 1 May 2022, and 60 after 1 September.
LAST_DAY, DAY_AFTER = date(2022, 10, 28), date(2022, 10, 29)
OTHER_COUNTY = "990122"


def project(code: str = "P", **more: object) -> Fact:
    """A project of industry that names neither households nor how they gain."""
    return fact("projects", project_code=code, **({"category": "industry"} | more))


def linked(code: str = "P", **more: object) -> Fact:
    """One that names both."""
    return project(code, beneficiaries="第1村脱贫户", linkage="保底分红", **more)


def paid(reference: str = "Z", **more: object) -> Fact:
    """A payment of 1 May 2022."""
    return fact("disbursements", **({"project_code": "P", "external_reference": reference} | more))


def dividend(code: str, **more: object) -> Fact:
    """What a household was to get of the project by 1 September 2022."""
    cells = {"project_code": "P", "approved_on": "2022-07-01", "due_on": "2022-09-01"}
    return fact("entitlements", entitlement_code=code, **(cells | more))


def household(code: str, book: str = "990121") -> Fact:
    """A household as a payee."""
    return fact(
        "payees",
        book=book,
        payee_code=f"E{code[1:]}",
        name="张三",
        kind="farm_household",
        household_code=code,
    )


RULE = Rule(
    code="PL-12",
    version=1,
    title=Text("产业项目无利益联结", "An industry project that no household gains by"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "公开的审计查出问题：产业项目“未与贫困户建立利益联结”“垒大户、造盆景”",
                "Published audit findings: industry projects not linked with poor households, "
                "showpieces of the few",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2018, 1, 1),
    in_force_note=Text(
        "没有法定起点，从项目库办法施行的 2018 年起检查。",
        "No law sets a first day; looked at from 2018, the year of the project libraries.",
    ),
    limits=Text(
        "类别是产业项目、已经付过款的才看。有到户发放清单、有付给农户的款，或登记了受益对象和带贫减贫机制的，"
        "就算有联结，不看联结是否真实。分红以到户发放清单为准，到期没有付款也没有农户确认的算没有兑现；"
        "没有登记清单的分红看不到。",
        "Only projects of the category industry that were paid for. A list of what households are "
        "due, a payment to one, or beneficiaries and a way they gain on record are a link; whether "
        "it is real is not seen. Dividends are what the list says; what is due, not paid and not "
        "confirmed is open. Dividends on no list are not seen.",
    ),
    rests_on_absence=True,
    subject="project",
    parameters=(
        Parameter(
            "days_to_link",
            180,
            Text("首次付款后多少日内应有联结", "Days from the first payment to a link"),
            own=True,
        ),
        Parameter(
            "days_of_dividend",
            60,
            Text("分红到期后多少日内应兑现", "Days to pay a dividend that is due"),
        ),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            paid.first_paid_on AS happened_on,
            project.category = 'industry' AND paid.project_id IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            paid.amount,
            paid.households,
            project.beneficiaries,
            project.linkage
        FROM facts.project AS project
        LEFT JOIN (
            SELECT
                payment.book_id,
                payment.project_id,
                min(payment.occurred_on) AS first_paid_on,
                sum(payment.amount) AS amount,
                count(
                    CASE
                        WHEN payee.kind IN ('registered_household', 'farm_household', 'person')
                            THEN 1
                    END
                ) AS households
            FROM facts.disbursement AS payment
            INNER JOIN facts.payee AS payee
                ON payment.book_id = payee.book_id AND payment.payee_id = payee.payee_id
            GROUP BY payment.book_id, payment.project_id
        ) AS paid
            ON project.book_id = paid.book_id AND project.project_id = paid.project_id
    """,
    breach="""
        SELECT
            told.book_id,
            told.subject_id,
            told.amount AS amount_at_issue,
            CASE
                WHEN told.open_dividends > 0 THEN told.dividend_due_on
                ELSE told.link_due_on
            END AS due_on,
            told.project_code,
            told.project_name,
            told.happened_on AS first_paid_on,
            told.open_dividends,
            CASE
                WHEN told.open_dividends > 0 THEN '分红到期没有兑现'
                ELSE '没有联结农户'
            END AS reason_zh,
            CASE
                WHEN told.open_dividends > 0 THEN 'dividends are due and not paid'
                ELSE 'no household is linked with it'
            END AS reason_en
        FROM (
            SELECT
                subject.*,
                subject.happened_on + scope.days_to_link AS link_due_on,
                coalesce(list.open_dividends, 0) AS open_dividends,
                list.dividend_due_on,
                list.project_id IS NULL
                AND subject.households = 0
                AND (subject.beneficiaries IS NULL OR subject.linkage IS NULL) AS not_linked
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
            LEFT JOIN (
                SELECT
                    due.book_id,
                    due.project_id,
                    count(due.open_due_on) AS open_dividends,
                    min(due.open_due_on) AS dividend_due_on
                FROM (
                    SELECT
                        entitlement.book_id,
                        entitlement.project_id,
                        CASE
                            WHEN entitlement.due_on + scope.days_of_dividend < {as_of}
                                AND coalesce(entitlement.confirmed_amount, 0) = 0
                                AND got.entitlement_id IS NULL
                                THEN entitlement.due_on + scope.days_of_dividend
                        END AS open_due_on
                    FROM facts.entitlement AS entitlement
                    INNER JOIN scope ON entitlement.book_id = scope.book_id
                    LEFT JOIN (
                        SELECT DISTINCT book_id, entitlement_id
                        FROM facts.entitlement_payment
                    ) AS got
                        ON entitlement.book_id = got.book_id
                        AND entitlement.entitlement_id = got.entitlement_id
                ) AS due
                GROUP BY due.book_id, due.project_id
            ) AS list
                ON subject.book_id = list.book_id AND subject.subject_id = list.project_id
        ) AS told
        WHERE told.open_dividends > 0 OR (told.not_linked AND told.link_due_on < {as_of})
    """,
    sentence=Text(
        "{book}产业项目 {project_code} {project_name} 自 {first_paid_on} 起已付款 "
        "{amount_at_issue} 元，{reason_zh}（到期未付的分红 {open_dividends} 户次）。",
        "{book}'s industry project {project_code} {project_name}, of which {amount_at_issue} yuan "
        "were paid since {first_paid_on}: {reason_en} ({open_dividends} dividends open).",
    ),
    advice=Text(
        "查项目的带贫协议、受益户名单和分红台账；有联结的补登，没有的补签协议，拖欠的分红限期兑现。",
        "See agreement, list of households and record of dividends; enter the link where there is "
        "one, make one where there is none, and have dividends paid.",
    ),
    examples=(
        Example(
            Text("第 181 日仍没有联结农户", "On day 181 no household is linked"),
            DAY_AFTER,
            (project(), paid(), paid("Z2", occurred_on="2022-08-01")),
            ("P",),
        ),
        Example(
            Text("第 180 日，期限未过", "On day 180 the term runs"), LAST_DAY, (project(), paid())
        ),
        Example(
            Text("受益对象和机制都登记了；缺一不可", "Beneficiaries and how they gain: both"),
            DAY_AFTER,
            (
                linked(),
                project("Q", beneficiaries="第1村脱贫户"),
                project("R", linkage="保底分红"),
                paid(),
                paid("Z2", project_code="Q"),
                paid("Z3", project_code="R"),
            ),
            ("Q", "R"),
        ),
        Example(
            Text("付给过农户的算有联结，付给公司的不算", "A household was paid; a company is none"),
            DAY_AFTER,
            (
                fact("payees", payee_code="H", name="张三", kind="farm_household"),
                fact("payees", payee_code="E", name="示范公司", kind="enterprise"),
                project(),
                project("Q"),
                paid(payee_code="H", payee_name="张三"),
                paid("Z2", project_code="Q", payee_code="E", payee_name="示范公司"),
            ),
            ("Q",),
        ),
        Example(
            Text("分红第 61 日没有兑现", "A dividend is open on day 61"),
            date(2022, 11, 1),
            (
                project(),
                paid(),
                dividend("D1"),
                dividend("D2", household_code="I", due_on="2022-10-01"),
            ),
            ("P",),
        ),
        Example(
            Text("第 60 日；农户确认收到的；付了款的", "On day 60; confirmed; paid"),
            date(2022, 10, 31),
            (
                *(project(), paid()),
                fact(
                    "payees",
                    payee_code="H",
                    name="张三",
                    kind="farm_household",
                    household_code="H2",
                ),
                dividend("D1"),
                dividend(
                    "D2",
                    household_code="I",
                    due_on="2022-08-01",
                    confirmed_amount=100,
                    confirmed_on="2022-08-05",
                ),
                dividend("D3", household_code="H2", due_on="2022-08-01"),
                paid("Z2", payee_code="H", payee_name="张三", occurred_on="2022-08-03"),
            ),
        ),
        Example(
            Text(
                "两县收款人、项目编号相同，只有一县付给了农户", "Two counties: one paid a household"
            ),
            DAY_AFTER,
            (
                fact("payees", payee_code="E", name="示范公司", kind="enterprise"),
                *(project(), paid(payee_code="E", payee_name="示范公司")),
                fact(
                    "payees", book=OTHER_COUNTY, payee_code="E", name="张三", kind="farm_household"
                ),
                project(book=OTHER_COUNTY),
                paid(payee_code="E", payee_name="张三", book=OTHER_COUNTY),
            ),
            ("P",),
        ),
        Example(
            Text("两县各有清单，只有一县拖欠", "Lists of two counties: one owes"),
            DAY_AFTER,
            (
                fact("payees", payee_code="E", name="示范公司", kind="enterprise"),
                *(linked(), paid(payee_code="E", payee_name="示范公司")),
                dividend("D1", due_on="2022-08-01"),
                *(household("H", OTHER_COUNTY), linked(book=OTHER_COUNTY)),
                paid(payee_code="E", payee_name="张三", book=OTHER_COUNTY),
                dividend("D1", book=OTHER_COUNTY, due_on="2022-08-01"),
            ),
            ("P",),
        ),
        Example(
            Text("两个项目各有清单，只有一个拖欠", "Lists of two projects: one owes"),
            DAY_AFTER,
            (
                *(linked(), paid(), dividend("D1", due_on="2022-08-01")),
                *(household("H3"), linked("Q")),
                paid("Z2", project_code="Q", payee_code="E3", payee_name="张三"),
                dividend("D2", project_code="Q", household_code="H3", due_on="2022-08-01"),
            ),
            ("P",),
        ),
        Example(
            Text("没有付款、别的类别、2017 年付款的不适用", "Not paid for, other kinds, 2017"),
            DAY_AFTER,
            (
                *(project(), project("Q", category="education"), project("R")),
                paid(project_code="Q"),
                paid("Z2", project_code="R", occurred_on="2017-12-31"),
            ),
            not_applicable=3,
        ),
    ),
)
