"""What is unspent at the end of the second year is taken back; in February it still stood there."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

COUNTY, OTHER_COUNTY, PROVINCE = "990121", "990122", "990000"
DOCUMENT = "省财农〔2020〕31号"
#: The money is of 2020; by 31 January 2022 it is to be gone.
LAST_DAY, DAY_AFTER = date(2022, 1, 31), date(2022, 2, 1)


def arrived(**more: object) -> Fact:
    """100 yuan that the county received in 2020."""
    cells: dict[str, object] = {
        "document_no": DOCUMENT,
        "amount": 100,
        "occurred_on": "2020-12-31",
        "external_reference": "R",
    }
    return fact("transfers", **(cells | more))


def assigned(amount: object, **more: object) -> Fact:
    """Some of it given to a project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": DOCUMENT,
        "amount": amount,
        "occurred_on": "2021-02-01",
    }
    return fact("assignments", **(cells | more))


def paid(amount: object, on: object = "2021-05-01") -> tuple[Fact, Fact]:
    """Some of it given to a project and paid."""
    return assigned(amount), fact(
        "disbursements",
        external_reference="Z",
        project_code="P",
        source_document=DOCUMENT,
        amount=amount,
        occurred_on=on,
    )


def year_end(on: object = "2021-12-31", amount: object = 100, **more: object) -> Fact:
    """What leaves the source at the end of a year."""
    return fact("take_backs", source_document=DOCUMENT, amount=amount, occurred_on=on, **more)


def adjusted(kind: str, on: str) -> Fact:
    """40 yuan more or less of it."""
    return fact(
        "transfer_adjustments", transfer_document=DOCUMENT, kind=kind, amount=40, occurred_on=on
    )


def passes(zh: str, en: str, *facts: Fact, as_of: date = DAY_AFTER) -> Example:
    """An example in which the money is not named."""
    return Example(Text(zh, en), as_of, (arrived(), *facts))


def found(zh: str, en: str, *facts: Fact, as_of: date = DAY_AFTER) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), as_of, (arrived(), *facts), finds=("R",))


RULE = Rule(
    code="BT-12",
    version=1,
    title=Text("结转超两年未收回", "Carried over for more than two years and not taken back"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第四十二条：连续两年未用完的结转资金，应当作为结余资金管理",
                "Budget Law art. 42: what was carried over and is not used up in two years running "
                "is treated as a balance",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法实施条例》第五十条：连续两年未用完的结转资金，是指预算安排项目的支出"
                "在下一年度终了时仍未用完的资金",
                "Implementing Regulation of the Budget Law art. 50: that is, what is not used up "
                "at the end of the year after the one it was budgeted for",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    limits=Text(
        "按最初到达的年度算，结转、期初余额不重新起算；已安排到项目、"
        "已签合同但未支付的仍算未用完，已下达、"
        "已收回的不算。后来年度追加的另属该年度，不在此算。捐赠、平台贷款和投资收益不在此列。"
        "只看第二年终了后"
        "宽限期满那一天的数，此后才付清的仍报。",
        "Counted from the year in which the money first arrived: carrying over, or an opening, "
        "does not begin it anew. Money of projects and contracts that is not paid is not used up; "
        "what was issued or taken back is gone. Additions of later years are theirs. Gifts, "
        "loans of "
        "platforms and returns are not meant. What counts is the last day of grace: what was paid "
        "only later is named.",
    ),
    rests_on_absence=True,
    subject="source",
    parameters=(
        Parameter(
            "days_of_grace",
            31,
            Text("第二年终了后的宽限日数", "Days of grace after the end of the second year"),
            own=True,
        ),
    ),
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            source.first_occurred_on AS happened_on,
            source.in_budget AS applicable,
            source.document_no,
            source.fund_line_name,
            source.original_amount,
            CAST(
                date_trunc('year', CAST(source.first_occurred_on AS TIMESTAMP))
                + INTERVAL '1 year' - INTERVAL '1 day' AS DATE
            ) AS year_end_on,
            CAST(
                date_trunc('year', CAST(source.first_occurred_on AS TIMESTAMP))
                + INTERVAL '2 years' - INTERVAL '1 day' AS DATE
            ) AS second_year_end_on
        FROM facts.source AS source
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            sum(part.amount) AS amount_at_issue,
            subject.second_year_end_on + scope.days_of_grace AS due_on,
            subject.document_no, subject.fund_line_name,
            subject.happened_on AS received_on,
            subject.original_amount AS received_amount,
            subject.second_year_end_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN (
            SELECT
                book_id, source_id, occurred_on AS moved_on, original_amount AS amount,
                FALSE AS added
            FROM facts.source
            UNION ALL
            SELECT book_id, source_id, occurred_on, amount, kind = 'addition'
            FROM facts.transfer_adjustment
            WHERE side = 'received'
            UNION ALL
            SELECT book_id, source_id, earliest_on, -amount, FALSE
            FROM facts.source_use
        ) AS part
            ON subject.book_id = part.book_id AND subject.subject_id = part.source_id
            AND part.moved_on <= CASE
                WHEN part.added THEN subject.year_end_on
                ELSE subject.second_year_end_on + scope.days_of_grace
            END
        WHERE subject.second_year_end_on + scope.days_of_grace < {as_of}
        GROUP BY
            subject.book_id, subject.subject_id, subject.happened_on, subject.document_no,
            subject.fund_line_name, subject.original_amount, subject.second_year_end_on,
            scope.days_of_grace
        HAVING sum(part.amount) > 0
    """,
    sentence=Text(
        "{book}于 {received_on} 收到的“{document_no}”{fund_line_name} {received_amount} 元，"
        "到第二年终了（{second_year_end_on}）应作为结余收回；到 {due_on} 仍有 {amount_at_issue} 元"
        "未用完、未收回。",
        "{book} received {received_amount} yuan ({fund_line_name}, {document_no}) on "
        "{received_on}; at the end of the second year ({second_year_end_on}) the rest is to be "
        "taken back: on {due_on} {amount_at_issue} was neither used nor taken back.",
    ),
    advice=Text(
        "核对结转结余报表；按《预算法》第四十二条收回，项目仍需的，重新安排预算。",
        "Compare the report on what was carried over; take it back under art. 42 of the Budget "
        "Law, and budget anew what a project still needs.",
    ),
    examples=(
        passes("第三年 1 月 31 日，宽限期未过", "On 31 January of the third year", as_of=LAST_DAY),
        found("第三年 2 月 1 日仍未用完", "On 1 February of the third year"),
        passes("1 月 31 日付清", "All paid by 31 January", *paid(100, LAST_DAY)),
        found("2 月 1 日才付清", "Paid only on 1 February", *paid(100, DAY_AFTER)),
        found("剩一分", "One fen left", *paid("99.99")),
        found("安排到项目但没有支付", "Given to a project and not paid", assigned(100)),
        passes("第二年终了收回", "Taken back at the end of the second year", year_end()),
        Example(
            Text("次年 1 月 1 日到达的，晚一年", "What arrived a day later has a year more"),
            DAY_AFTER,
            (arrived(occurred_on="2021-01-01"),),
        ),
        Example(
            Text("结转不重新起算", "Carrying over does not begin it anew"),
            DAY_AFTER,
            (arrived(), year_end(kind="carry_over", external_reference="C")),
            finds=("carry_over|C",),
        ),
        passes(
            "次年才追加的属次年",
            "What was added the year after is of that year",
            *paid(100),
            adjusted("addition", "2021-01-01"),
        ),
        Example(
            Text("当年年底追加的属当年", "What was added on the last day of the year is of it"),
            DAY_AFTER,
            (arrived(occurred_on="2020-12-01"), *paid(100), adjusted("addition", "2020-12-31")),
            finds=("R",),
        ),
        passes(
            "1 月 31 日上级追减，余下的已付",
            "Reduced on 31 January, the rest paid",
            *paid(60),
            adjusted("reduction", "2022-01-31"),
        ),
        Example(
            Text("两县同文号，只有一县没有用完", "Two counties, one document: one has not"),
            DAY_AFTER,
            (
                *(arrived(), *paid(100)),
                arrived(book=OTHER_COUNTY, external_reference="R2"),
                assigned(1, book=OTHER_COUNTY),
            ),
            finds=("R2",),
        ),
        Example(
            Text("捐赠、2015 年以前到达的不适用", "A gift, and what arrived before 2015"),
            DAY_AFTER,
            (
                fact("donations", occurred_on="2020-03-01"),
                arrived(occurred_on="2014-12-31"),
            ),
            not_applicable=2,
        ),
    ),
)
