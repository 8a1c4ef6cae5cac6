"""A payment voucher stands on papers, and no paper stands under two vouchers."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
PAPER, OTHER_PAPER = "a" * 64, "b" * 64


def paid(on: str = "2022-05-01", **more: object) -> Fact:
    """100 yuan paid; the voucher is called by its month and number."""
    return fact("disbursements", **({"project_code": "P", "occurred_on": on} | more))


RULE = Rule(
    code="AC-05",
    version=2,
    title=Text("凭证无附件或附件重复使用", "A voucher without papers, or a paper used twice"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《会计法》第十四条：必须填制或者取得原始凭证并及时送交会计机构；"
                "记账凭证应当根据经过审核的原始凭证及有关资料编制",
                "Accounting Law art. 14: an original document must be made out or obtained and "
                "handed in; a voucher is made from original documents that were checked",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2017, 11, 5),
    in_force_note=Text(
        "《会计法》2017 年修正文本的施行日；2024 年修正文本第十四条同此要求。",
        "The day the 2017 text of the Accounting Law came into force; art. 14 of the 2024 text "
        "asks the same.",
    ),
    limits=Text(
        "附件张数和附件指纹都没有填的凭证，不能说没有附件，不检查。同批次支付共用一张凭证，算一张。"
        "已红字冲销的凭证不算：重新入账时用原来的附件不是重复使用。",
        "Where neither the number of papers nor a fingerprint was entered, it cannot be said that "
        "there are none: not tested. A batch shares one voucher. A reversed voucher does not "
        "count: its papers may be used for the one that replaces it.",
    ),
    subject="voucher",
    population="""
        SELECT
            paid.book_id,
            paid.voucher_id AS subject_id,
            paid.occurred_on AS happened_on,
            attached.voucher_id IS NOT NULL OR paid.papers > 0 OR paid.unstated = 0 AS applicable,
            paid.occurred_on,
            paid.amount,
            greatest(coalesce(attached.papers, 0), coalesce(paid.papers, 0)) AS papers
        FROM (
            SELECT
                book_id,
                voucher_id,
                min(occurred_on) AS occurred_on,
                sum(amount) AS amount,
                sum(attachment_count) AS papers,
                count(CASE WHEN attachment_count IS NULL THEN 1 END) AS unstated
            FROM facts.disbursement
            GROUP BY book_id, voucher_id
        ) AS paid
        LEFT JOIN (
            SELECT book_id, voucher_id, count(*) AS papers
            FROM facts.attachment
            GROUP BY book_id, voucher_id
        ) AS attached
            ON paid.book_id = attached.book_id AND paid.voucher_id = attached.voucher_id
    """,
    breach="""
        SELECT
            found.book_id,
            found.subject_id,
            found.amount AS amount_at_issue,
            found.occurred_on AS due_on,
            voucher.period,
            voucher.number,
            found.occurred_on AS paid_on,
            found.papers,
            found.reused_papers,
            found.sha256
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.amount, subject.occurred_on,
                subject.papers,
                count(used.sha256) AS reused_papers,
                min(used.sha256) AS sha256
            FROM subject
            LEFT JOIN facts.repeated_paper AS used
                ON subject.book_id = used.book_id AND subject.subject_id = used.voucher_id
            WHERE subject.papers = 0 OR used.sha256 IS NOT NULL
            GROUP BY
                subject.book_id, subject.subject_id, subject.amount, subject.occurred_on,
                subject.papers
        ) AS found
        INNER JOIN facts.voucher AS voucher
            ON found.book_id = voucher.book_id AND found.subject_id = voucher.voucher_id
    """,
    sentence=Text(
        "{book}凭证 {period}-{number}（{paid_on} 支付 {amount_at_issue} 元）有附件 {papers} 张，"
        "其中 {reused_papers} 张又附在别的凭证下。",
        "{book}'s voucher {period}-{number} ({amount_at_issue} yuan paid on {paid_on}) has "
        "{papers} paper(s), {reused_papers} of which stand(s) under another voucher too.",
    ),
    advice=Text(
        "调阅原始凭证；一张原始凭证确需分几次支付的，看是否附有说明和复印件。",
        "Ask for the originals; where one paper rightly serves several payments, see whether a "
        "note and copies are attached.",
    ),
    examples=(
        Example(
            Text("有一张附件", "One paper"),
            date(2022, 6, 1),
            (paid(attachment_count=1), paid(attachments=PAPER)),
        ),
        Example(
            Text("附件零张", "No paper"),
            date(2022, 6, 1),
            (paid(attachment_count=0),),
            finds=("202205-1",),
        ),
        Example(
            Text("张数填零，但有附件指纹", "Counted as none, but a fingerprint is on record"),
            date(2022, 6, 1),
            (paid(attachment_count=0, attachments=PAPER),),
        ),
        Example(
            Text("同一附件用在两张凭证上", "One paper under two vouchers"),
            date(2022, 6, 1),
            (
                paid(attachments=f"{PAPER};{OTHER_PAPER}"),
                paid("2022-05-02", attachments=PAPER),
                paid("2022-05-03", attachments="c" * 64),
            ),
            finds=("202205-1", "202205-2"),
        ),
        Example(
            Text("同批次两笔支付共用一张凭证、一张附件", "Two payments of a batch share a paper"),
            date(2022, 6, 1),
            (paid(batch_no="批", attachments=PAPER), paid(batch_no="批", attachments=PAPER)),
        ),
        Example(
            Text("同批次只有一笔填了张数", "Of a batch, one payment states its papers"),
            date(2022, 6, 1),
            (paid(batch_no="批", attachment_count=3), paid(batch_no="批", attachment_count=0)),
        ),
        Example(
            Text(
                "同批次一笔填一张、一笔未填的算有附件；一笔填零、一笔未填的不适用",
                "Of a batch one says one paper; of another one says none, and nothing is said of "
                "the rest",
            ),
            date(2022, 6, 1),
            (
                *(paid(batch_no="批", attachment_count=1), paid(batch_no="批")),
                paid("2022-05-02", batch_no="另批", attachment_count=0),
                paid("2022-05-02", batch_no="另批"),
            ),
            not_applicable=1,
        ),
        Example(
            Text(
                "两县同号凭证，各看各的附件和冲销",
                "Two counties, the same numbers: each by its own papers and reversals",
            ),
            date(2022, 6, 1),
            (
                *(paid(f"2022-05-0{day}", attachments=PAPER) for day in (1, 2, 3)),
                *(paid(f"2022-05-0{day}", attachments="c" * 64) for day in (4, 5)),
                fact("reversals", voucher="202205-4", occurred_on="2022-05-05", reason="账号写错"),
                paid(book=OTHER_COUNTY, attachments="d" * 64),
                paid("2022-05-02", book=OTHER_COUNTY, attachment_count=0),
                paid("2022-05-03", book=OTHER_COUNTY, attachments="e" * 64),
                paid("2022-05-04", book=OTHER_COUNTY, attachments="f" * 64),
                paid("2022-05-05", book=OTHER_COUNTY, attachments="0" * 64),
                fact(
                    "reversals",
                    book=OTHER_COUNTY,
                    voucher="202205-1",
                    occurred_on="2022-05-05",
                    reason="账号写错",
                ),
            ),
            finds=("202205-1", "202205-2", "202205-2", "202205-3"),
        ),
        Example(
            Text("两县用了同一张附件", "One paper under vouchers of two counties"),
            date(2022, 6, 1),
            (paid(attachments=PAPER), paid("2022-04-01", book=OTHER_COUNTY, attachments=PAPER)),
            finds=("202204-1", "202205-1"),
        ),
        Example(
            Text("冲销后重新入账，用原来的附件", "Reversed, and posted anew with the same paper"),
            date(2022, 6, 1),
            (
                paid(attachments=PAPER),
                paid("2022-05-02", attachments=PAPER),
                fact("reversals", voucher="202205-1", occurred_on="2022-05-02", reason="账号写错"),
            ),
        ),
        Example(
            Text("另一张凭证在检查日之后", "The other voucher is after the day of the run"),
            date(2022, 6, 1),
            (paid(attachments=PAPER), paid("2022-06-02", attachments=PAPER)),
        ),
        Example(
            Text("张数和指纹都没有填，不适用", "Nothing was entered: the rule does not apply"),
            date(2022, 6, 1),
            (paid(),),
            not_applicable=1,
        ),
        Example(
            Text("2017 年 11 月 4 日支付的不适用", "Paid the day before the law was in force"),
            date(2022, 6, 1),
            (paid("2017-11-04", attachment_count=0),),
            not_applicable=1,
        ),
        Example(
            Text("2017 年 11 月 5 日支付的适用", "Paid on the day the law came into force"),
            date(2022, 6, 1),
            (paid("2017-11-05", attachment_count=0),),
            finds=("201711-1",),
        ),
    ),
)
