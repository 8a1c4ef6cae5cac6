"""Guangdong's money for targeted poverty alleviation is shared out by registered persons."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

PROVINCE, CITY, COUNTY, OTHER = "990000", "990100", "990121", "990122"
OTHER_CITY = "990200"
LINE = "精准扶贫开发资金"
AS_OF = date(2018, 12, 31)
ON = "2018-03-01"


def money(book: str = PROVINCE, line: str = LINE) -> Fact:
    """Money of that line, in a book of its own document."""
    return fact(
        "appropriations",
        book=book,
        document_no="预",
        fund_line=line,
        amount=100_000,
        occurred_on="2015-01-05",
    )


def issued(amount: object, to: str = COUNTY, document: str = "文", **more: object) -> Fact:
    """A line of a document that shares it out."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "direction": "issued",
        "source_document": "预",
        "document_no": document,
        "counterparty": to,
        "fund_line": LINE,
        "amount": amount,
        "occurred_on": ON,
    }
    return fact("transfers", **(cells | more))


def shared(one: object, other: object, document: str = "文", **more: object) -> tuple[Fact, ...]:
    """A document that gives some to either county."""
    return (
        issued(one, COUNTY, document, document_line=1, **more),
        issued(other, OTHER, document, document_line=2, **more),
    )


def persons(count: int, book: str = COUNTY, **more: object) -> tuple[Fact, ...]:
    """Registered persons of a place, a household each."""
    return tuple(fact("households", book=book, **more) for _ in range(count))


#: Three quarters of the registered persons are of one county.
REGISTERED = (*persons(3), *persons(1, OTHER))


RULE = Rule(
    code="PA-05",
    version=1,
    title=Text("广东：未按建档立卡人数分配", "Guangdong: not shared out by registered persons"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《广东省精准扶贫开发资金筹集使用监管办法》（据省财政厅 2016 年 12 月的介绍）："
                "扶贫开发资金按建档立卡贫困人口数分配到县（市、区）",
                "Guangdong's measures on raising, using and supervising money for targeted poverty "
                "alleviation (as the finance department summed them up in December 2016): shared "
                "out to counties by the number of registered poor persons",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2016, 12, 28),
    in_force_note=Text(
        "办法 2016 年印发，日期未核对，自公开介绍之日起适用；何时停止执行未查到，"
        "以资金名称“精准扶贫开发资金”为准。",
        "The measures are of 2016, their day was not checked: applied from the day they were "
        "publicly summed up. When they ended was not found; the name of the fund line decides.",
    ),
    limits=Text(
        "只看名称含“精准扶贫开发资金”的转移支付，按文件比较各收款地的金额和当日已纳入登记的人数"
        "（退出后仍计入；收款地是市的，合计其下各县）；有收款地没有登记人口的，不比。"
        "分散贫困人口的资金是否拨到镇、相对贫困村的资金是否拨到村，账里没有这一区分，查不出来。",
        "Only transfers of lines whose name has “精准扶贫开发资金”: a document's amounts are "
        "compared with the persons registered by its day (those who left still are; of a "
        "city, those of its counties). Not compared where nobody is on record of one place. "
        "Whether money for scattered households went to townships, and that of poor villages to "
        "villages, is not found: no book says which is which.",
    ),
    subject="allocation",
    parameters=(
        Parameter(
            "points",
            5,
            Text(
                "金额占比与人数占比相差超过多少个百分点",
                "Points by which the share of money may differ from that of persons",
            ),
            own=True,
        ),
    ),
    population="""
        WITH received AS (
            SELECT
                book_id, document_no, recipient_division_id,
                max(occurred_on) AS issued_on,
                sum(original_amount) AS amount
            FROM facts.transfer_issue
            WHERE kind = 'transfer' AND fund_line_name LIKE '%精准扶贫开发资金%'
            GROUP BY book_id, document_no, recipient_division_id
        ),
        registered AS (
            SELECT
                received.book_id, received.document_no, received.recipient_division_id,
                received.amount, place.division_name,
                count(person.person_id) AS person_count
            FROM received
            LEFT JOIN facts.book AS place
                ON received.recipient_division_id = place.division_id
            LEFT JOIN facts.supervision AS below ON place.book_id = below.book_id
            LEFT JOIN facts.person AS person
                ON below.supervised_book_id = person.book_id
                AND person.registered_on <= received.issued_on
            GROUP BY
                received.book_id, received.document_no, received.recipient_division_id,
                received.amount, place.division_name
        ),
        compared AS (
            SELECT
                registered.book_id, registered.document_no, registered.recipient_division_id,
                registered.division_name, registered.amount, registered.person_count,
                sum(registered.amount) OVER document AS document_amount,
                sum(registered.person_count) OVER document AS document_count,
                min(registered.person_count) OVER document AS least_count,
                registered.amount * sum(registered.person_count) OVER document
                - registered.person_count * sum(registered.amount) OVER document AS gap
            FROM registered
            WINDOW document AS (PARTITION BY registered.book_id, registered.document_no)
        ),
        ranked AS (
            SELECT
                compared.*,
                row_number() OVER (
                    PARTITION BY compared.book_id, compared.document_no
                    ORDER BY abs(compared.gap) DESC, compared.recipient_division_id
                ) AS place_number
            FROM compared
        )
        SELECT
            allocation.book_id,
            allocation.allocation_id AS subject_id,
            allocation.earliest_on AS happened_on,
            coalesce(widest.least_count > 0, FALSE) AS applicable,
            allocation.document_no,
            allocation.occurred_on AS allocated_on,
            widest.division_name AS recipient_name,
            widest.amount,
            widest.person_count,
            widest.document_amount,
            widest.document_count,
            abs(widest.gap) AS gap
        FROM facts.allocation AS allocation
        LEFT JOIN ranked AS widest
            ON allocation.book_id = widest.book_id
            AND allocation.document_no = widest.document_no
            AND widest.place_number = 1
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            round(subject.gap * 1.00 / subject.document_count, 2) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.document_no,
            subject.allocated_on,
            subject.recipient_name,
            subject.amount AS received_amount,
            subject.document_amount,
            round(subject.amount * 100.00 / subject.document_amount, 2) AS money_percent,
            subject.person_count,
            subject.document_count,
            round(subject.person_count * 100.00 / subject.document_count, 2) AS person_percent
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        WHERE subject.gap * 100 > scope.points * subject.document_amount * subject.document_count
    """,
    sentence=Text(
        "{book}于 {allocated_on} 以“{document_no}”分配 {document_amount} 元，其中{recipient_name} "
        "{received_amount} 元，占 {money_percent}%；登记人口 {person_count} 人，占 "
        "{document_count} 人的 {person_percent}%。按人数分配相差 {amount_at_issue} 元"
        "（各收款地中相差最大）。",
        "By {document_no} of {allocated_on} {book} shared out {document_amount} yuan, "
        "{received_amount} of it to {recipient_name}: {money_percent} % for {person_count} of "
        "{document_count} registered persons, {person_percent} %. By persons it would have been "
        "{amount_at_issue} more or less, the widest gap of all places.",
    ),
    advice=Text(
        "核对分配表所用的建档立卡人数和口径；登记不全的，先补登农户。",
        "Check which numbers of registered persons the allocation table went by; where the "
        "register here is incomplete, enter the households first.",
    ),
    examples=(
        Example(
            Text("按人数分配；恰好差五个百分点", "By persons; exactly five points off"),
            AS_OF,
            (money(), *REGISTERED, *shared(75, 25), *shared(80, 20, "二"), *shared(70, 30, "三")),
            not_applicable=0,
        ),
        Example(
            Text(
                "三份文件，两份差五个百分点多一点：多给或少给",
                "Three documents, two a little more than five points off, too much or too little",
            ),
            AS_OF,
            (
                *(money(), *REGISTERED, *shared(75, 25)),
                *(*shared("80.01", "19.99", "二"), *shared("69.99", "30.01", "三")),
            ),
            finds=("二", "三"),
        ),
        Example(
            Text("三地中只有一地差五个百分点以上", "Of three places one is more than five off"),
            AS_OF,
            (
                *(money(), *REGISTERED, *persons(4, OTHER_CITY)),
                *(*shared("42.7", "9.9"), issued("47.4", OTHER_CITY, document_line=3)),
            ),
            finds=("文",),
        ),
        Example(
            Text("同一文件给一县两笔，合计算", "Two lines of a document to one county"),
            AS_OF,
            (money(), *REGISTERED, *shared(40, 20), issued(40, document_line=3)),
        ),
        Example(
            Text("给市的，按其下各县的人数合计", "A city has the persons of its counties"),
            AS_OF,
            (
                *(money(), *REGISTERED, *persons(4, OTHER_CITY), money(CITY)),
                *(issued(50, CITY, document_line=1), issued(50, OTHER_CITY, document_line=2)),
                *(issued(56, CITY, "二", document_line=1), issued(44, OTHER_CITY, "二")),
            ),
            finds=("二",),
        ),
        Example(
            Text(
                "文件当日纳入的算，次日纳入的不算，退出的仍算",
                "Registered that day counts, a day later does not, who left still does",
            ),
            AS_OF,
            (
                *(money(), *persons(2), *persons(1, exited_on="2017-01-01")),
                *(*persons(1, OTHER), *persons(1, OTHER, registered_on=ON), *shared(60, 40)),
                *persons(9, OTHER, registered_on="2018-03-02"),
            ),
        ),
        Example(
            Text("有一地没有登记人口，不比", "Nobody is on record of one of the places"),
            AS_OF,
            (money(), *persons(3), *shared(1, 99), *shared(1, 99, "二", kind="bond")),
            not_applicable=1,
        ),
        Example(
            Text(
                "其他资金、给一批地方的、安排到项目的不适用",
                "Other lines, a group of places, and projects: the rule does not apply",
            ),
            AS_OF,
            (
                *(money(), *REGISTERED, *shared(1, 99), issued(1, "", counterparty_name="各县")),
                *(money(CITY, "衔接资金"), *shared(1, 99, book=CITY, fund_line="衔接资金")),
                fact(
                    "assignments",
                    book=PROVINCE,
                    project_code="P",
                    source_document="预",
                    occurred_on=ON,
                ),
            ),
            not_applicable=3,
        ),
        Example(
            Text(
                "省、市文号相同，只有市的按人数", "One number in two books: the city shared by it"
            ),
            AS_OF,
            (
                *(money(), *REGISTERED, *shared(76, 24)),
                *(money(CITY), *shared(10, 90, book=CITY)),
            ),
            finds=("文",),
            not_applicable=0,
        ),
        Example(
            Text("2016 年 12 月 28 日起适用", "In force from 28 December 2016 on"),
            AS_OF,
            (
                *(money(), *REGISTERED, *shared(1, 99, occurred_on="2016-12-27")),
                *shared(1, 99, "二", occurred_on="2016-12-28"),
            ),
            finds=("二",),
            not_applicable=1,
        ),
    ),
)
