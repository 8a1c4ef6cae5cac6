"""The sum that a notice of an allocation names is the sum of its document in the books."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
DOCUMENT = "示范农〔2022〕6号"


def assigned(amount: object = 400, project: str = "P", **more: object) -> Fact:
    """Money assigned to a project by the document."""
    cells: dict[str, object] = {
        "document_no": DOCUMENT,
        "project_code": project,
        "source_document": "收文",
        "amount": amount,
        "occurred_on": "2022-03-02",
    }
    return fact("assignments", **(cells | more))


def money(**more: object) -> Fact:
    """Where it comes from."""
    return fact("transfers", document_no="收文", occurred_on="2018-01-01", **more)


def notice(amount: object, **more: object) -> Fact:
    """A notice of the document that names a sum."""
    cells: dict[str, object] = {"notice_code": "G", "document_no": DOCUMENT}
    return fact("notices", published_amount=amount, **(cells | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int = 0) -> Example:
    """An example in which the notice is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("G",))


BOTH = (money(), assigned(), assigned(600, "P2"))
MORE = fact("transfers", document_no="另收文", occurred_on="2018-01-01")

RULE = Rule(
    code="DS-05",
    version=1,
    title=Text("公开数与账面数不符", "Published sum differs from the books"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国开办发〔2018〕11号第四部分：公告公示内容应当真实",
                "State Council poverty office 2018 no. 11, part 4: what is made public is true",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法》第九十二条第三项：未依照规定对有关预算事项进行公开和说明的，责令改正",
                "Budget Law art. 92(3): who does not publish and explain as prescribed is made to "
                "put it right",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国开办发〔2018〕11号的印发日期未核实，从次年 1 月 1 日起适用",
        "The day that 2018 no. 11 was issued is not confirmed: applied from the following 1 "
        "January",
    ),
    limits=Text(
        "只比较写明本级文号、登记了公布金额的资金分配公告，账面数取该文号最初下达和安排的合计，以后的追加、"
        "追减不计；受益人数、项目公示的金额不比较。金额以万元公布而四舍五入的会不符。",
        "Only notices of allocations that name a document of the book and a sum are compared, "
        "with what was first issued and assigned by that document, without later adjustments. "
        "Numbers of beneficiaries and sums of project postings are not compared. Sums published "
        "in rounded units of 10,000 yuan differ.",
    ),
    rests_on_absence=True,
    subject="notice",
    population="""
        SELECT
            notice.book_id,
            notice.notice_id AS subject_id,
            notice.starts_on AS happened_on,
            notice.kind = 'allocation_result'
            AND notice.published_amount IS NOT NULL
            AND allocation.allocation_id IS NOT NULL AS applicable,
            notice.notice_code,
            notice.document_no,
            notice.starts_on,
            notice.published_amount,
            allocation.amount AS allocated_amount
        FROM facts.notice AS notice
        LEFT JOIN facts.allocation AS allocation
            ON notice.book_id = allocation.book_id
            AND notice.document_no = allocation.document_no
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            abs(subject.published_amount - subject.allocated_amount) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.notice_code,
            subject.document_no,
            subject.starts_on,
            subject.published_amount,
            subject.allocated_amount
        FROM subject
        WHERE subject.published_amount <> subject.allocated_amount
    """,
    sentence=Text(
        "{book}于 {starts_on} 公告“{document_no}”分配资金 {published_amount} 元（{notice_code}），"
        "账上该文号下达和安排共 {allocated_amount} 元，相差 {amount_at_issue} 元。",
        "{book}'s notice {notice_code} of {starts_on} says that {document_no} allocates "
        "{published_amount} yuan; by the books it is {allocated_amount}, a difference of "
        "{amount_at_issue}.",
    ),
    advice=Text(
        "对照文件正文：账错的冲销更正，公告错的更正公告；四舍五入的注明。",
        "See the document: reverse what the books have wrong, correct the notice where that is "
        "wrong, and say where sums were rounded.",
    ),
    examples=(
        passes("两个项目合计一致", "Two projects, the same sum", *BOTH, notice(1000)),
        found("少公布一分", "A fen less", *BOTH, notice("999.99")),
        found("多公布一分", "A fen more", *BOTH, notice("1000.01")),
        passes("没有登记公布金额，不适用", "No sum", *BOTH, notice(""), not_applicable=1),
        passes(
            "公布的是上级文件，不适用",
            "A document from above",
            *BOTH,
            notice(5, document_no="省财农〔2022〕1号"),
            not_applicable=1,
        ),
        passes(
            "别类公告不适用", "Of another kind", *BOTH, notice(5, kind="other"), not_applicable=1
        ),
        found(
            "一笔安排已冲销",
            "One assignment was reversed",
            *BOTH,
            notice(1000),
            fact("reversals", voucher="202203-1", occurred_on="2022-04-01"),
        ),
        Example(
            Text("检查日以后才安排的不计", "Assigned after the day of the run"),
            date(2022, 6, 1),
            (
                *BOTH,
                MORE,
                assigned(50, "P3", occurred_on="2022-06-02", source_document="另收文"),
                notice(1000),
            ),
        ),
        passes(
            "别县同号文件另算",
            "Another county's document of that number",
            *(*BOTH, notice(1000)),
            money(book=OTHER_COUNTY),
            assigned(70, book=OTHER_COUNTY),
        ),
        passes(
            "同县另一文件",
            "Another document of the county",
            *(*BOTH, notice(1000)),
            *(MORE, assigned(70, "P4", document_no="另文", source_document="另收文")),
        ),
        found("2019 年 1 月 1 日起适用", "In force", *BOTH, notice(5, starts_on="2019-01-01")),
        passes(
            "前一日不适用", "Not yet", *BOTH, notice(5, starts_on="2018-12-31"), not_applicable=1
        ),
    ),
)
