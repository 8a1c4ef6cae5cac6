"""A county with a plan pools all that it received of lines that may be pooled."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

#: Money of 2022 is judged when the year is over.
AS_OF = date(2023, 1, 1)


def money(reference: str = "S", may: str = "是", **more: object) -> Fact:
    """1,000 yuan of a fund line of its own, which may or may not be pooled."""
    cells: dict[str, object] = {
        "external_reference": reference,
        "document_no": reference,
        "occurred_on": "2022-03-01",
        "fund_line": f"{reference}专项",
        "integrable": may,
    }
    return fact("transfers", **(cells | more))


def pooled(source: str, amount: object = 1000, **more: object) -> Fact:
    """A row of a plan that pools some of it."""
    return fact(
        "integration_plans", item_kind="pooled", source_document=source, amount=amount, **more
    )


def plan(**more: object) -> tuple[Fact, ...]:
    """A plan that pools other money, which the rule has nothing against."""
    other = money("另", occurred_on="2015-01-10")
    return other, pooled("另", **more)


def elsewhere(*facts: Fact) -> tuple[Fact, ...]:
    """The same facts in the book of another county."""
    return tuple(Fact(each.sheet, each.cells | {"book": "990122"}) for each in facts)


def carried_over(amount: object) -> Fact:
    """Some of the money goes on in the next year, under another document."""
    return fact(
        "take_backs",
        kind="carry_over",
        source_document="S",
        new_document_no="结",
        amount=amount,
        external_reference="C",
    )


RULE = Rule(
    code="IN-05",
    version=1,
    title=Text("应整未整", "Money that may be pooled, and is not in the plan"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "审计发现名称：“未按规定纳入整合范围”“仍由原主管部门按原途径安排”",
                "Names of audit findings: “not pooled as prescribed”, “still given out by the "
                "former department in the former way”",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "国办发〔2016〕22号：可统筹整合的财政涉农资金清单（末几项未核对），以及其后各年的通知",
                "State Council Office 2016 No. 22: the list of funds for agriculture that may be "
                "pooled (its last items were not checked), and the notices of later years",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "财农〔2021〕22号：2021—2025 年继续整合的范围（原文未核对）",
                "Ministry of Finance 2021 No. 22: what may be pooled from 2021 to 2025 (not read)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2016, 4, 22),
    limits=Text(
        "以资金上登记的“可否整合”为准，没有登记的不报；只看当年批准过整合方案（首版）的县，"
        "年底以后才报。十月起收到的按提前下达下一年度的算。追加的部分、期初余额和本级安排的不查；"
        "结转后再纳入的算已纳入。“名义上整合、仍由原主管部门按原用途使用”查不出来："
        "账里没有原主管部门。",
        "It goes by what is registered of a fund line, and passes over lines of which nothing is. "
        "Only counties whose plan was first approved in that year are looked at, once it is over. "
        "What arrives from October on is taken to be next year's, issued early. Additions, "
        "openings and money of the own budget are passed over; what was carried over and then "
        "pooled is pooled. Money pooled in name and still used by its former department for its "
        "former purpose is not found: no book says which department that was.",
    ),
    rests_on_absence=True,
    subject="source",
    parameters=(
        Parameter(
            "days_early",
            92,
            Text(
                "年底前多少日内收到的，按下一年度的资金算",
                "Within how many days of the end of a year money is next year's",
            ),
            own=True,
        ),
    ),
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            source.earliest_on AS happened_on,
            coalesce(
                source.kind = 'transfer' AND source.integrable AND plan.plan_year IS NOT NULL,
                FALSE
            ) AS applicable,
            source.external_reference,
            source.document_no,
            source.fund_line_name,
            source.occurred_on,
            least(source.original_amount, source.amount) AS amount,
            plan.plan_year,
            CAST(
                date_trunc('year', CAST(source.occurred_on + scope.days_early AS TIMESTAMP))
                + INTERVAL '1 year' - INTERVAL '1 day' AS DATE
            ) AS due_on
        FROM facts.source AS source
        INNER JOIN scope ON source.book_id = scope.book_id
        LEFT JOIN (
            SELECT DISTINCT first.book_id, first.plan_year
            FROM (
                SELECT book_id, plan_code, extract(YEAR FROM min(approved_on)) AS plan_year
                FROM facts.integration_plan
                GROUP BY book_id, plan_code
            ) AS first
        ) AS plan
            ON source.book_id = plan.book_id
            AND extract(YEAR FROM source.occurred_on + scope.days_early) = plan.plan_year
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount - coalesce(pool.amount, 0) AS amount_at_issue,
            subject.due_on,
            subject.document_no,
            subject.fund_line_name,
            subject.occurred_on AS received_on,
            subject.amount AS received_amount,
            subject.plan_year,
            coalesce(pool.amount, 0) AS pooled_amount
        FROM subject
        LEFT JOIN (
            SELECT
                source.book_id,
                source.first_source_id,
                sum(CASE moved.direction WHEN 'into_pool' THEN moved.amount ELSE -moved.amount END)
                    AS amount
            FROM facts.integration AS moved
            INNER JOIN facts.source AS source
                ON moved.book_id = source.book_id AND moved.source_id = source.source_id
            GROUP BY source.book_id, source.first_source_id
        ) AS pool
            ON subject.book_id = pool.book_id AND subject.subject_id = pool.first_source_id
        WHERE subject.due_on < {as_of} AND subject.amount > coalesce(pool.amount, 0)
    """,
    sentence=Text(
        "{book}于 {received_on} 收到“{fund_line_name}”（{document_no}）{received_amount} 元，"
        "登记为可整合，县里 {plan_year} 年有整合方案；到 {due_on} 纳入方案 {pooled_amount} 元，"
        "未纳入 {amount_at_issue} 元。",
        "{book} received {received_amount} yuan of {fund_line_name} ({document_no}) on "
        "{received_on}; the line may be pooled, and the county has a plan for {plan_year}: by "
        "{due_on} {pooled_amount} were pooled, {amount_at_issue} were not.",
    ),
    advice=Text(
        "对照当年可整合资金清单；应当纳入的调整方案，确有理由不纳入的（如已退出整合试点、"
        "不得整合的部分）写明依据。",
        "Compare the year's list; change the plan for what belongs in it, and give the ground for "
        "what does not (the county has left the trial, a part that may not be pooled).",
    ),
    examples=(
        Example(Text("全部纳入", "All of it is pooled"), AS_OF, (money(), pooled("S"))),
        Example(
            Text("少纳入一分", "A fen is not"),
            AS_OF,
            (money(), pooled("S", "999.99")),
            finds=("S",),
        ),
        Example(
            Text("12 月 31 日，年度未过", "On 31 December the year is not over"),
            date(2022, 12, 31),
            (money(), *plan()),
            not_applicable=1,
        ),
        Example(
            Text(
                "两笔资金、一年两个方案：一笔没有纳入，只报一次",
                "Two sources, two plans in a year: one source is in neither, and is named once",
            ),
            AS_OF,
            (money(), money("T"), pooled("T", 400), pooled("T", 600, plan_code="二批"), *plan()),
            finds=("S",),
        ),
        Example(
            Text("第二版调出方案", "The second version pools it no longer"),
            AS_OF,
            (
                *(money(), pooled("S"), *plan()),
                pooled("另", version_number=2, approved_on="2022-08-01"),
            ),
            finds=("S",),
        ),
        Example(
            Text(
                "上级追减后余下的全部纳入，全部追减的没有可纳入的，追加的不查；一元也应纳入",
                "Reduced, and the rest pooled; reduced to nothing; additions apart; a yuan counts",
            ),
            AS_OF,
            (
                *(money(), money("T"), money("U", amount=100), money("V", amount=1)),
                *(pooled("S", 900), pooled("T")),
                fact("transfer_adjustments", transfer_document="S", kind="reduction"),
                fact("transfer_adjustments", transfer_document="T"),
                fact("transfer_adjustments", transfer_document="U", kind="reduction"),
            ),
            finds=("V",),
        ),
        Example(
            Text("结转到下一年再纳入", "Carried over into the next year, and pooled then"),
            date(2023, 6, 1),
            (
                *(money(occurred_on="2022-09-30"), *plan(), carried_over(1000)),
                pooled("结", plan_code="次年", approved_on="2023-03-01"),
            ),
        ),
        Example(
            Text(
                "9 月 30 日收到的看当年方案，10 月 1 日起收到的看次年方案",
                "Of 30 September by this year's plan, from 1 October by next year's",
            ),
            date(2023, 12, 31),
            (
                *(money(occurred_on="2022-09-30"), money("T", occurred_on="2022-10-01")),
                *(*plan(), pooled("另", 1, version_number=2, approved_on="2023-03-01")),
            ),
            finds=("S",),
            not_applicable=2,
        ),
        Example(
            Text("不可整合、没有登记、本级安排的不适用", "Not poolable, not known, or its own"),
            AS_OF,
            (
                *(money("T", "否"), money("U", ""), *plan()),
                fact("appropriations", fund_line="本级", integrable="是"),
            ),
            not_applicable=4,
        ),
        Example(
            Text("两县同样的文件，一县没有方案", "Two counties, one document: one has no plan"),
            AS_OF,
            (*(money(), *plan()), *elsewhere(money("X"))),
            finds=("S",),
            not_applicable=2,
        ),
        Example(
            Text("两县同样的文件，一县纳入", "Two counties, one document: one pools it"),
            AS_OF,
            (*(money(), *plan()), *elsewhere(money("X"), *plan(), pooled("X"))),
            finds=("S",),
        ),
        Example(
            Text("2016 年 4 月 22 日起适用；只写四月的不报", "In force from 22 April 2016 on"),
            AS_OF,
            (
                *(money("A", occurred_on="2016-04-21"), money("B", occurred_on="2016-04-22")),
                *(money("C", occurred_on="2016-04"), *plan(approved_on="2016-05-01")),
            ),
            finds=("B",),
            not_applicable=3,
        ),
    ),
)
