"""A plan pools only money of fund lines that may be pooled."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

RUN = date(2022, 6, 1)


def money(reference: str = "S", may: str = "否", **more: object) -> Fact:
    """1,000 yuan of a fund line of its own, which may or may not be pooled."""
    cells: dict[str, object] = {
        "external_reference": reference,
        "document_no": reference,
        "occurred_on": "2016-01-10",
        "fund_line": f"{reference}专项",
        "integrable": may,
    }
    return fact("transfers", **(cells | more))


def pooled(source: str = "S", amount: object = 500, **more: object) -> Fact:
    """A row of a plan that pools some of it."""
    return fact(
        "integration_plans", item_kind="pooled", source_document=source, amount=amount, **more
    )


def elsewhere(*facts: Fact) -> tuple[Fact, ...]:
    """The same facts in the book of another county."""
    return tuple(Fact(each.sheet, each.cells | {"book": "990122"}) for each in facts)


RULE = Rule(
    code="IN-01",
    version=1,
    title=Text("整合资金不在清单内", "Pooled money of a fund line that may not be pooled"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
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
        "以资金上登记的“可否整合”为准，没有登记的不报。对农民的直接补贴、非省级统筹部分、重大水利"
        "工程等不得整合的部分，应另立资金名称登记；同一资金名称内混有的，查不出来。",
        "It goes by what is registered of a fund line, and passes over lines of which nothing is. "
        "The parts that may not be pooled (direct subsidies to farmers, what the province does "
        "not coordinate, large water works) need a fund line of their own to be seen.",
    ),
    subject="source",
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            pool.pooled_on AS happened_on,
            coalesce(pool.pooled_amount > 0, FALSE) AS applicable,
            source.external_reference,
            source.document_no,
            source.fund_line_name,
            source.integrable,
            source.amount,
            pool.pooled_on,
            pool.pooled_amount
        FROM facts.source AS source
        LEFT JOIN (
            SELECT
                book_id,
                source_id,
                min(occurred_on) AS pooled_on,
                sum(CASE direction WHEN 'into_pool' THEN amount ELSE -amount END)
                    AS pooled_amount
            FROM facts.integration
            GROUP BY book_id, source_id
        ) AS pool
            ON source.book_id = pool.book_id AND source.source_id = pool.source_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.pooled_amount AS amount_at_issue,
            subject.pooled_on AS due_on,
            subject.document_no,
            subject.fund_line_name,
            subject.amount,
            subject.pooled_on
        FROM subject
        WHERE NOT subject.integrable
    """,
    sentence=Text(
        "{book}自 {pooled_on} 起把“{fund_line_name}”（{document_no}，共 {amount} 元）中的 "
        "{amount_at_issue} 元纳入整合方案，而该资金登记为不可整合。",
        "{book} has pooled {amount_at_issue} yuan of {fund_line_name} ({document_no}, {amount} in "
        "all) since {pooled_on}; that fund line is registered as not to be pooled.",
    ),
    advice=Text(
        "对照当年可整合资金清单和省里的补充清单；登记错的改登记，确不在清单内的按原用途使用。",
        "Compare the year's list and the province's own; correct the register where it is wrong, "
        "and use the money as it was meant where it is not.",
    ),
    examples=(
        Example(
            Text("登记为可整合的资金", "Of a line that may be pooled"),
            RUN,
            (money(may="是"), pooled()),
        ),
        Example(
            Text("登记为不可整合的资金，只纳入一分", "Of a line that may not: one fen of it"),
            RUN,
            (money(), pooled(amount="0.01")),
            finds=("S",),
        ),
        Example(
            Text("没有登记可否整合，不报", "Nothing is registered of the line"),
            RUN,
            (money(may=""), pooled()),
            not_applicable=0,
        ),
        Example(
            Text("第二版不再列入，资金已退出整合", "The second version no longer pools it"),
            RUN,
            (
                money(),
                money("T", "是"),
                pooled(),
                pooled("T"),
                pooled("T", approved_on="2022-03-01", version_number=2),
            ),
            not_applicable=1,
        ),
        Example(
            Text("第二版减少，仍纳入一部分", "The second version pools less of it"),
            RUN,
            (money(), pooled(), pooled(amount=200, approved_on="2022-03-01", version_number=2)),
            finds=("S",),
        ),
        Example(
            Text("没有纳入方案的不适用", "Money that no plan pools"),
            RUN,
            (money(), money("T", "是"), pooled("T")),
            not_applicable=1,
        ),
        Example(
            Text("两笔资金，只有一笔不可整合", "Two sources of one plan: one may not be pooled"),
            RUN,
            (money("T", "是"), money(), pooled("T"), pooled()),
            finds=("S",),
        ),
        Example(
            Text("两县同样的文件，只有一县纳入方案", "Two counties, one document: one pools it"),
            RUN,
            (
                *(money(), money("T", "是"), pooled()),
                *elsewhere(money("X"), money("T", "是"), pooled("T")),
            ),
            finds=("S",),
            not_applicable=2,
        ),
        Example(
            Text("2016 年 4 月 21 日纳入的不适用", "Pooled the day before it was in force"),
            RUN,
            (money(), pooled(approved_on="2016-04-21")),
            not_applicable=1,
        ),
        Example(
            Text("2016 年 4 月 22 日纳入的适用", "Pooled on the day it came into force"),
            RUN,
            (money(), pooled(approved_on="2016-04-22")),
            finds=("S",),
        ),
    ),
)
