"""A gift of money is used within a year of its arrival, or within the term that was agreed."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
#: The gift arrives on 1 March 2021.
DAY_365, DAY_366 = date(2022, 3, 1), date(2022, 3, 2)


def gift(**more: object) -> Fact:
    """100 yuan that were given on 1 March 2021."""
    cells: dict[str, object] = {
        "donation_code": "J",
        "amount": 100,
        "occurred_on": "2021-03-01",
        "external_reference": "R",
    }
    return fact("donations", **(cells | more))


def assigned(**more: object) -> Fact:
    """All of it given to a project."""
    cells: dict[str, object] = {"project_code": "P", "source_document": "J", "amount": 100}
    return fact("assignments", occurred_on="2021-04-01", **(cells | more))


def paid(amount: object, on: object = "2021-05-01") -> tuple[Fact, Fact]:
    """All of it assigned, and some of it paid."""
    return (
        assigned(),
        fact(
            "disbursements",
            external_reference="Z",
            project_code="P",
            source_document="J",
            amount=amount,
            occurred_on=on,
        ),
    )


def consent(**more: object) -> Fact:
    """The donor agrees to a later term."""
    cells: dict[str, object] = {"donation_code": "J", "event": "consent", "amount": ""}
    return fact("donations", occurred_on="2021-12-01", **(cells | more))


def carried(kind: str) -> Fact:
    """All of it leaves the source at the end of the year."""
    return fact(
        "take_backs",
        kind=kind,
        source_document="J",
        occurred_on="2021-12-31",
        external_reference="C",
    )


def passes(
    zh: str, en: str, as_of: date, *facts: Fact, not_applicable: int | None = None
) -> Example:
    """An example in which no gift is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, as_of: date, *facts: Fact, finds: str = "R") -> Example:
    """An example in which one is."""
    return Example(Text(zh, en), as_of, facts, finds=(finds,))


REVERSED = fact("reversals", voucher="202105-1", occurred_on="2021-06-01")

RULE = Rule(
    code="SF-04",
    version=1,
    title=Text("捐赠资金闲置", "Idle gift"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《公益事业捐赠法》第十九条：受赠人应当建立健全财务会计制度和受赠财产的使用制度，"
                "加强对受赠财产的管理",
                "Law on Donations for Public Welfare art. 19: the donee has rules of accounting "
                "and of the use of what was given, and manages it well",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《审计法》第二十四条：对政府部门管理的社会捐赠资金的财务收支进行审计监督",
                "Audit Law art. 24: donations managed by government departments are audited",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(1999, 9, 1),
    in_force_note=Text(
        "一年是我们的口径，不是法条规定的期限；自《公益事业捐赠法》施行之日起适用。",
        "A year is our measure, not a term of the law; applied from the day of the law on "
        "donations.",
    ),
    limits=Text(
        "登记了使用期限的，到期限（或捐赠人后来同意的更晚期限）才算；多年协议没有登记使用期限的，"
        "会被误报。已安排到项目但没有支付的、付出后退回的，仍算闲置；转给下级的，算到下级。结转从最初收到"
        "之日算。有追加、追减的，从最后一次算。只知月或年的，从其最后一日算。捐赠物资不在此列。",
        "Where a term of use is on record it counts until that, or until the later one that the "
        "donor agreed to; an agreement over several years without a term on record is named "
        "wrongly. Money assigned and not paid, or paid and returned, is idle; what was passed on "
        "counts below. What was carried over is as old as when it came, an adjusted gift as its "
        "last adjustment; of a month or year the last day counts. Goods are not meant.",
    ),
    rests_on_absence=True,
    subject="source",
    parameters=(
        Parameter(
            "days_idle",
            365,
            Text("收到后超过多少日未用完", "Not used up for more days than this"),
            own=True,
        ),
    ),
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            source.first_occurred_on AS happened_on,
            'donation' IN (source.first_kind, source.fund_class) AS applicable,
            source.document_no,
            source.amount,
            source.first_source_id,
            source.first_occurred_on AS received_on,
            greatest(source.first_occurred_on, source.adjusted_on) AS idle_from_on
        FROM facts.source AS source
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount - coalesce(gone.amount, 0) AS amount_at_issue,
            greatest(subject.idle_from_on + scope.days_idle, will.use_by_on) AS due_on,
            subject.document_no AS donation_code,
            will.donor,
            subject.received_on,
            subject.amount AS received_amount,
            coalesce(gone.amount, 0) AS spent_amount
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN (
            SELECT book_id, source_id, sum(amount) AS amount
            FROM facts.source_use
            GROUP BY book_id, source_id
        ) AS gone
            ON subject.book_id = gone.book_id AND subject.subject_id = gone.source_id
        LEFT JOIN (
            SELECT book_id, source_id, min(donor) AS donor, max(use_by) AS use_by_on
            FROM facts.donor_will
            GROUP BY book_id, source_id
        ) AS will
            ON subject.book_id = will.book_id AND subject.first_source_id = will.source_id
        WHERE greatest(subject.idle_from_on + scope.days_idle, will.use_by_on) < {as_of}
            AND subject.amount > coalesce(gone.amount, 0)
    """,
    sentence=Text(
        "{book}于 {received_on} 收到 {donor} 的捐赠“{donation_code}”{received_amount} 元，"
        "已用 {spent_amount} 元，到 {due_on} 仍有 {amount_at_issue} 元没有使用，"
        "也没有登记更晚的使用期限。",
        "{book} received gift {donation_code} of {received_amount} yuan by {donor} on "
        "{received_on}; {spent_amount} was used, {amount_at_issue} was not by {due_on}, and no "
        "later term is on record.",
    ),
    advice=Text(
        "查捐赠协议约定的使用期限；是多年协议的，补登使用期限；确已闲置的，与捐赠人商定用途。",
        "See the term that the agreement gives; of an agreement over several years enter the "
        "term; of money that does lie idle settle the use with the donor.",
    ),
    examples=(
        passes("第 365 日未用，未超过一年", "Unused on day 365", DAY_365, gift()),
        found("第 366 日未用", "Unused on day 366", DAY_366, gift()),
        passes("全部用完", "All used", DAY_366, gift(), *paid(100)),
        found("剩一分", "One fen unused", DAY_366, gift(), *paid("99.99")),
        found("检查日以后才支付", "Paid later", DAY_366, gift(), *paid(100, "2022-03-03")),
        found("支付已冲销", "The payment was reversed", DAY_366, gift(), *paid(100), REVERSED),
        passes(
            "约定使用期限的最后一日",
            "The last day of the term",
            date(2024, 3, 1),
            gift(use_by="2024-03-01"),
        ),
        found(
            "约定的使用期限过后一日",
            "The day after the term",
            date(2024, 3, 2),
            gift(use_by="2024-03-01"),
        ),
        passes(
            "约定期限不满一年，一年内不报",
            "A term of less than a year: not before the year is over",
            DAY_365,
            gift(use_by="2021-06-01"),
        ),
        passes(
            "捐赠人同意延期",
            "The donor agreed to a later term",
            DAY_366,
            gift(use_by="2021-12-31"),
            consent(use_by="2023-12-31"),
        ),
        found(
            "延期的是另一笔捐赠",
            "The later term is another gift's",
            DAY_366,
            gift(),
            gift(donation_code="K", external_reference="R2", use_by="2024-03-01"),
        ),
        found(
            "用完的是另一笔捐赠",
            "The gift used up is another",
            DAY_366,
            gift(),
            *paid(100),
            gift(donation_code="K", external_reference="R2"),
            finds="R2",
        ),
        found(
            "两县各有一笔，安排相同，只有一县没有支付",
            "Two counties do the same, but one does not pay",
            DAY_366,
            *(gift(), *paid(100)),
            gift(book=OTHER_COUNTY, external_reference="R2"),
            assigned(book=OTHER_COUNTY),
            finds="R2",
        ),
        found(
            "两县各有一笔，只有一县约定了期限",
            "Two counties, of which one agreed on a term",
            DAY_366,
            gift(use_by="2024-03-01"),
            gift(book=OTHER_COUNTY, external_reference="R2"),
            finds="R2",
        ),
        found("一元没有使用", "One yuan unused", DAY_366, gift(amount=1)),
        passes(
            "全部收回的没有剩余",
            "All recalled: nothing is left",
            date(2022, 12, 31),
            fact("transfers", fund_class="donation", occurred_on="2021-03-01", document_no="文"),
            fact(
                "transfer_adjustments",
                kind="recall",
                transfer_document="文",
                occurred_on="2021-06-01",
                amount=1000,
            ),
        ),
        passes("已退还捐赠人", "Given back", DAY_366, gift(), carried("take_back")),
        found(
            "结转不重新起算",
            "Carried over: as old as before, counted once",
            DAY_366,
            *(gift(), carried("carry_over")),
            finds="carry_over|C",
        ),
        passes(
            "结转的仍按约定期限",
            "Carried over: its term still holds",
            DAY_366,
            *(gift(use_by="2024-03-01"), carried("carry_over")),
        ),
        found(
            "上级转来的捐赠资金",
            "Gift money passed down from above",
            DAY_366,
            fact(
                "transfers",
                fund_class="donation",
                occurred_on="2021-03-01",
                external_reference="R",
            ),
        ),
        passes(
            "追减后重新起算",
            "Adjusted: counted from then",
            date(2022, 6, 1),
            fact("transfers", fund_class="donation", occurred_on="2021-03-01", document_no="文"),
            fact("transfer_adjustments", transfer_document="文", occurred_on="2021-06-01"),
        ),
        passes(
            "只知三月收到：三月底起算",
            "Received in March: counted from its last day",
            date(2022, 3, 31),
            gift(occurred_on="2021年3月"),
        ),
        found(
            "只知三月收到：三月底起已过一年",
            "Received in March: over a year from its last day",
            date(2022, 4, 1),
            gift(occurred_on="2021年3月"),
        ),
        passes(
            "财政资金不适用",
            "Budget money: the rule does not apply",
            DAY_366,
            fact("appropriations", occurred_on="2021-03-01"),
            not_applicable=1,
        ),
        found(
            "1999 年 9 月 1 日收到的适用",
            "On the first day it applies",
            DAY_366,
            gift(occurred_on="1999-09-01"),
        ),
        passes(
            "前一日收到的不适用",
            "The day before",
            DAY_366,
            gift(occurred_on="1999-08-31"),
            not_applicable=1,
        ),
    ),
)
