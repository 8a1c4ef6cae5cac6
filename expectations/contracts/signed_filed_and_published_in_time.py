"""A contract is signed, filed and published within its terms after the award."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
#: Signed on Wednesday 8 June 2022: working day 2 is Friday the 10th, working day 7 Friday the 17th.
SIGNED = "2022-06-08"
FILE_BY, PUBLISH_BY = date(2022, 6, 17), date(2022, 6, 10)


def contract(**more: object) -> Fact:
    """A contract for goods on which everything was done on the last day for it."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "kind": "goods",
        "awarded_on": "2022-05-09",
        "signed_on": SIGNED,
        "filed_on": FILE_BY,
        "published_on": PUBLISH_BY,
    }
    return fact("contracts", **(cells | more))


def example(zh: str, en: str, *facts: Fact, finds: bool = False, on: date = AS_OF) -> Example:
    """What is seen of the contract on a day."""
    return Example(Text(zh, en), on, facts, ("H",) if finds else (), not_applicable=0)


def left_out(zh: str, en: str, *facts: Fact, on: date = AS_OF) -> Example:
    """A contract that the rule does not speak of."""
    return Example(Text(zh, en), on, facts, not_applicable=1)


RULE = Rule(
    code="PC-04",
    version=1,
    title=Text(
        "合同签订超期、未备案、未公告", "Contract signed late, not filed or not published in time"
    ),
    severity=Severity.TIP,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《招标投标法》第四十六条、《政府采购法》第四十六条："
                "自中标（成交）通知书发出之日起三十日内签订合同",
                "Tender Law art. 46, Government Procurement Law art. 46: the contract is signed "
                "within 30 days of the notice of award",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《政府采购法》第四十七条：自合同签订之日起七个工作日内，将副本报财政部门等备案",
                "Government Procurement Law art. 47: its copy is filed within 7 working days",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《政府采购法实施条例》第五十条：自合同签订之日起 2 个工作日内公告合同",
                "Regulation on the Government Procurement Law art. 50: it is published within 2 "
                "working days",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 3, 1),
    in_force_note=Text(
        "自《政府采购法实施条例》施行之日起适用，按合同签订日期计。",
        "From the day of the Regulation on the Government Procurement Law, by the day of signing.",
    ),
    limits=Text(
        "只查登记了中标（成交）通知日期的合同。备案和公告只查货物、服务合同，工程另按招标投标的规定。"
        "没有登记备案、公告日期的，过期即列出，请核实是否漏登。涉密内容可以不公告，核实后排除。"
        "期限落在尚无工作日历的年份的，不检查备案和公告。",
        "Only contracts whose notice of award has a day on record. Filing and publication are "
        "asked of goods and services only: tendered works go by the rules of tenders. Where no "
        "day is on record the contract is named once the term is over: check whether it was only "
        "not entered. Secrets need not be published. A term in a year without a calendar of "
        "working days is not examined.",
    ),
    rests_on_absence=True,
    subject="contract",
    parameters=(
        Parameter("days_to_sign", 30, Text("签订期限（日）", "Days to sign in")),
        Parameter("working_days_to_file", 7, Text("备案期限（工作日）", "Working days to file in")),
        Parameter(
            "working_days_to_publish", 2, Text("公告期限（工作日）", "Working days to publish in")
        ),
    ),
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            contract.signed_on AS happened_on,
            contract.awarded_on IS NOT NULL AND contract.signed_on <= {as_of} AS applicable,
            contract.contract_code,
            contract.kind,
            contract.amount,
            contract.awarded_on,
            contract.signed_on,
            contract.filed_on,
            contract.published_on
        FROM facts.contract AS contract
    """,
    breach="""
        SELECT
            term.book_id,
            term.subject_id,
            term.amount AS amount_at_issue,
            CASE
                WHEN term.signed_on > term.sign_by THEN term.sign_by
                WHEN least(term.published_on, {as_of}) > term.publish_by THEN term.publish_by
                ELSE term.file_by
            END AS due_on,
            term.contract_code, term.awarded_on, term.signed_on, term.filed_on, term.published_on,
            concat_ws(
                '、',
                CASE WHEN term.signed_on > term.sign_by THEN '签订' END,
                CASE WHEN least(term.filed_on, {as_of}) > term.file_by THEN '备案' END,
                CASE WHEN least(term.published_on, {as_of}) > term.publish_by THEN '公告' END
            ) AS late
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.contract_code, subject.amount,
                subject.awarded_on, subject.signed_on, subject.filed_on, subject.published_on,
                subject.awarded_on + scope.days_to_sign AS sign_by,
                filing.day AS file_by,
                publishing.day AS publish_by
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
            LEFT JOIN facts.working_day AS signing
                ON subject.signed_on = signing.day AND subject.kind IN ('goods', 'services')
            LEFT JOIN facts.working_day AS filing
                ON signing.working_ordinal + scope.working_days_to_file = filing.working_ordinal
                AND filing.is_working
            LEFT JOIN facts.working_day AS publishing
                ON signing.working_ordinal + scope.working_days_to_publish
                = publishing.working_ordinal
                AND publishing.is_working
        ) AS term
        WHERE term.signed_on > term.sign_by
            OR least(term.filed_on, {as_of}) > term.file_by
            OR least(term.published_on, {as_of}) > term.publish_by
    """,
    sentence=Text(
        "{book}的合同 {contract_code}（{amount_at_issue} 元）超过期限：{late}。"
        "中标通知 {awarded_on}，签订 {signed_on}，备案 {filed_on}，公告 {published_on}，"
        "最早应在 {due_on} 前办理。",
        "{book}: contract {contract_code} ({amount_at_issue} yuan) is past its term ({late}). "
        "Awarded {awarded_on}, signed {signed_on}, filed {filed_on}, published {published_on}; "
        "due by {due_on}.",
    ),
    advice=Text(
        "查通知书、合同和备案、公告记录；已按期办理的，补登日期。",
        "Look at the notice, the contract, and the records of filing and publication; where all "
        "was done in time, enter the days.",
    ),
    examples=(
        example("都在最后一天办理", "Each done on its last day", contract()),
        example(
            "中标后第 31 日签订",
            "Signed on day 31",
            contract(awarded_on="2022-05-08"),
            finds=True,
        ),
        example(
            "第 7 个工作日的次日备案",
            "Filed the day after working day 7",
            contract(filed_on="2022-06-18"),
            finds=True,
        ),
        example(
            "第 2 个工作日的次日公告",
            "Published the day after working day 2",
            contract(published_on="2022-06-11"),
            finds=True,
        ),
        example(
            "没有备案，到期当天", "Not filed, on the last day", contract(filed_on=""), on=FILE_BY
        ),
        example(
            "没有备案，次日",
            "Not filed, the day after",
            contract(filed_on=""),
            on=date(2022, 6, 18),
            finds=True,
        ),
        example(
            "没有公告，到期当天",
            "Not published, on the last day",
            contract(published_on="", filed_on=""),
            on=PUBLISH_BY,
        ),
        example(
            "没有公告，次日",
            "Not published, the day after",
            contract(published_on="", filed_on=""),
            on=date(2022, 6, 11),
            finds=True,
        ),
        example(
            "施工合同只查签订期限",
            "Of works only the signing is looked at",
            contract(kind="works", filed_on="", published_on=""),
        ),
        example(
            "施工合同第 31 日签订",
            "Works signed on day 31",
            contract(kind="works", awarded_on="2022-05-08", filed_on="", published_on=""),
            finds=True,
        ),
        Example(
            Text("两县同编号的合同，一县未备案", "Two counties, one code: one was not filed"),
            AS_OF,
            (
                contract(filed_on=""),
                contract(contract_code="H2", supplier_name="另一收款人"),
                contract(book="990122"),
                contract(book="990122", contract_code="H2", supplier_name="另一收款人"),
            ),
            finds=("H",),
        ),
        left_out("没有中标通知日期", "No notice of award", contract(awarded_on="", filed_on="")),
        left_out(
            "检查日以后才签订",
            "Signed after the day of the run",
            contract(),
            on=date(2022, 6, 7),
        ),
        example("签订当天", "On the day of signing", contract(), on=date(2022, 6, 8)),
        left_out(
            "2015 年 2 月 28 日签订的不适用",
            "Signed the day before the rule applies",
            contract(awarded_on="2014-12-01", signed_on="2015-02-28", kind="works"),
        ),
        example(
            "2015 年 3 月 1 日签订的适用",
            "Signed on the first day it applies",
            contract(awarded_on="2014-12-01", signed_on="2015-03-01", kind="works"),
            finds=True,
        ),
    ),
)
