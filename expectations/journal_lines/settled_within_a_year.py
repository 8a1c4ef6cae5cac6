"""Dealings are settled within a year, and money passed on is not spending before it is paid."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2023, 12, 31)
TOWN = "示范镇人民政府"
#: A year after 10 May 2022 and the day before, and 30 days after it.
DAY_365, DAY_366, DAY_30 = "2023-05-10", "2023-05-11", "2022-06-09"


def line(**more: object) -> Fact:
    """100 yuan that the treasury lent a town on 10 May 2022."""
    cells: dict[str, object] = {
        "account_code": "1021",
        "account_name": "借出款项",
        "debit": 100,
        "counterparty_name": TOWN,
    }
    return fact("journal_lines", **(cells | more))


def settled(amount: object, on: str, **more: object) -> Fact:
    """So much came back."""
    return line(debit="", credit=amount, occurred_on=on, voucher_number=2, **more)


def spent(**more: object) -> Fact:
    """100 yuan that the treasury booked as spending when it passed them to the town."""
    cells: dict[str, object] = {"account_code": "5001", "account_name": "一般公共预算本级支出"}
    return line(**(cells | {"document_no": "示财农〔2022〕1号"} | more))


def end_paid(on: str, **more: object) -> Fact:
    """What the town's own accounts say it spent."""
    cells: dict[str, object] = {
        "account_set": TOWN,
        "account_name": "业务活动费用",
        "counterparty_name": "示范施工队",
        "occurred_on": on,
        "exported_on": "2022-07-05",
    }
    return spent(**(cells | more))


def known_on(day: str, **more: object) -> Fact:
    """Another line of the treasury's, of an export of that day."""
    cells: dict[str, object] = {"account_name": "国库存款", "exported_on": day}
    return line(**(cells | {"period": 202306, "occurred_on": "2023-05-09"} | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int | None = None) -> Example:
    """An example in which no line is named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the first line of May is named."""
    return Example(Text(zh, en), AS_OF, facts, finds=("202205-记1-1",))


RULE = Rule(
    code="AC-08",
    version=1,
    title=Text("往来长期挂账、以拨代支", "Old balances, and money passed on booked as spent"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第八十三条：年度终了时清理核实往来款项",
                "Implementing Regulation of the Budget Law art. 83: dealings are cleared and "
                "verified at the end of the year",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第七条（一）：虚增财政支出",
                "Regulation on Fiscal Offences art. 7(1): spending that is none",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "一年、三十日是本系统的疑点标准，没有法律效力",
                "A year and 30 days are marks of ours, without legal force",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2020, 10, 1),
    in_force_note=Text(
        "《预算法实施条例》2020 年修订文本的施行日。",
        "The day the 2020 text of the Implementing Regulation came into force.",
    ),
    limits=Text(
        "本系统的付款直接付到收款人，没有往来科目。这里检查其他软件导出的凭证。"
        "挂账看预拨经费、借出款项、与下级往来、其他应收款，按往来单位逐笔先借先还，"
        "算到该账套最后一次导出之日；"
        "导出之前年度的余额和贷方余额不看，没有写往来单位的合在一起算。"
        "以拨代支只看对方自己的账也在的：拨出后三十日内对方账上按同一指标文号没有支出、费用。",
        "What is paid here is paid to its payee: there are no such accounts. Tested are vouchers "
        "of other software. Balances are those of advances, loans, dealings with lower levels and "
        "other receivables, by counterparty, the oldest settled first, up to the day of the set's "
        "last export; what stood before the exports is not seen, and lines without a counterparty "
        "are taken together. Money passed on is tested where the recipient's own accounts are "
        "here: within the term they have no spending under that document.",
    ),
    rests_on_absence=True,
    subject="journal_line",
    parameters=(
        Parameter(
            "days_outstanding",
            365,
            Text("往来款项可以挂账的日历日数", "Calendar days a balance may stand"),
            own=True,
        ),
        Parameter(
            "days_to_pay",
            30,
            Text("拨出后应付到最终收款人的日历日数", "Calendar days to the end payment"),
            own=True,
        ),
    ),
    population="""
        SELECT
            line.book_id,
            line.journal_line_id AS subject_id,
            line.occurred_on AS happened_on,
            line.is_current
            AND line.debit > 0
            AND (
                line.account_name LIKE '预拨经费%'
                OR line.account_name LIKE '借出款项%'
                OR line.account_name LIKE '与下级往来%'
                OR line.account_name LIKE '其他应收款%'
                OR (
                    line.account_name LIKE '%支出'
                    AND line.document_no IS NOT NULL
                    AND recipient.account_set IS NOT NULL
                )
            ) AS applicable,
            line.account_name LIKE '%支出' AS is_spending,
            line.account_set,
            line.period,
            line.voucher_word,
            line.voucher_number,
            line.line_number,
            line.account_name,
            line.document_no,
            line.occurred_on,
            line.debit,
            line.counterparty_name,
            max(line.exported_on) OVER (PARTITION BY line.book_id, line.account_set) AS known_on,
            recipient.exported_on AS recipient_known_on,
            sum(line.debit - line.credit) OVER (
                PARTITION BY
                    line.book_id, line.account_set, line.account_name,
                    line.counterparty_division_id, line.counterparty_name, line.is_current
            ) AS balance,
            sum(greatest(line.debit, 0)) OVER (
                PARTITION BY
                    line.book_id, line.account_set, line.account_name,
                    line.counterparty_division_id, line.counterparty_name, line.is_current
                ORDER BY line.occurred_on DESC, line.journal_line_id DESC
            ) - line.debit AS lent_later
        FROM facts.journal_line AS line
        LEFT JOIN (
            SELECT book_id, account_set, max(exported_on) AS exported_on
            FROM facts.journal_line
            GROUP BY book_id, account_set
        ) AS recipient
            ON line.book_id = recipient.book_id
            AND line.counterparty_name = recipient.account_set
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            CASE
                WHEN subject.is_spending THEN subject.debit
                ELSE least(subject.debit, subject.balance - subject.lent_later)
            END AS amount_at_issue,
            CASE
                WHEN subject.is_spending THEN subject.occurred_on + scope.days_to_pay
                ELSE subject.occurred_on + scope.days_outstanding
            END AS due_on,
            subject.account_set,
            subject.period,
            subject.voucher_word,
            subject.voucher_number,
            subject.line_number,
            subject.account_name,
            subject.counterparty_name,
            subject.occurred_on AS voucher_on,
            CASE WHEN subject.is_spending THEN '对方账上无支出' ELSE '没有结清' END AS standing_zh,
            CASE
                WHEN subject.is_spending THEN 'not spent there'
                ELSE 'not settled'
            END AS standing_en
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN (
            SELECT DISTINCT passed.book_id, passed.subject_id
            FROM subject AS passed
            INNER JOIN scope ON passed.book_id = scope.book_id
            INNER JOIN facts.journal_line AS paid
                ON passed.book_id = paid.book_id
                AND passed.counterparty_name = paid.account_set
                AND passed.document_no = paid.document_no
                AND paid.occurred_on >= passed.occurred_on
                AND paid.occurred_on <= passed.occurred_on + scope.days_to_pay
            WHERE paid.is_current
                AND paid.debit > 0
                AND (paid.account_name LIKE '%支出' OR paid.account_name LIKE '%费用')
        ) AS ended
            ON subject.book_id = ended.book_id AND subject.subject_id = ended.subject_id
        WHERE (
            subject.is_spending
            AND ended.subject_id IS NULL
            AND subject.occurred_on + scope.days_to_pay < subject.recipient_known_on
        ) OR (
            NOT subject.is_spending
            AND subject.balance > subject.lent_later
            AND subject.occurred_on + scope.days_outstanding < subject.known_on
        )
    """,
    sentence=Text(
        "{book}账套“{account_set}”{voucher_on} 的凭证 {voucher_word}{voucher_number}（{period} 期，"
        "{account_name}，{counterparty_name}）到 {due_on} 仍有 {amount_at_issue} 元{standing_zh}。",
        "{book}, account set {account_set}: of voucher {voucher_word}{voucher_number} of "
        "{voucher_on} ({period}, {account_name}, {counterparty_name}) {amount_at_issue} yuan were "
        "{standing_en} by {due_on}.",
    ),
    advice=Text(
        "逐笔问明用途和未结原因，能收回的收回，该列支的凭依据列支；以拨代支的查钱现在在哪里。",
        "Ask what each is for and why it stands; take back what can be, book as spending what was "
        "spent; of money passed on, find out where it is.",
    ),
    examples=(
        passes(
            "第 365 日的导出，没有结清", "On day 365", line(), known_on(DAY_365), not_applicable=1
        ),
        found("第 366 日的导出仍没有结清", "On day 366", line(debit="0.01"), known_on(DAY_366)),
        passes("全部结清", "Settled", line(), settled(100, "2022-06-10"), known_on(DAY_366)),
        found("差一分", "A fen short", line(), settled("99.99", "2022-06-10"), known_on(DAY_366)),
        Example(
            Text("先借的先还", "The oldest is settled first"),
            AS_OF,
            (
                *(line(), line(voucher_number=3, occurred_on="2022-05-12")),
                *(settled(150, "2022-06-10"), known_on("2023-07-05")),
            ),
            finds=("202205-记3-1",),
        ),
        passes(
            "红字冲回",
            "Undone in red",
            *(line(), line(voucher_number=2, debit=-100), known_on(DAY_366)),
            not_applicable=2,
        ),
        found(
            "别的单位、别的科目、别的账套、别的县还的，不算",
            "What another unit, account, account set or county settled",
            *(line(), settled(100, "2022-06-10", counterparty_name="示范乡人民政府")),
            *(settled(100, "2022-06-10", line_number=2, account_name="预拨经费"),),
            *(settled(100, "2022-06-10", account_set=TOWN), known_on(DAY_366)),
            settled(100, "2022-06-10", book=OTHER_COUNTY),
            settled(100, "2022-06-10", line_number=3, counterparty="990122"),
        ),
        passes(
            "在前一次导出里没有结清，后一次结清",
            "Settled in a later export",
            *(line(), line(exported_on=DAY_366)),
            settled(100, "2022-06-10", exported_on=DAY_366),
            not_applicable=2,
        ),
        passes(
            "别县、别的账套导出得晚",
            "Another county and another set were exported later",
            *(line(), known_on(DAY_366, book=OTHER_COUNTY), known_on(DAY_366, account_set="乡")),
        ),
        passes("第 30 日对方支出", "Spent there on day 30", spent(), end_paid(DAY_30)),
        found("第 31 日才支出", "On day 31", spent(), end_paid("2022-06-10")),
        passes("拨出当日支出", "That day", spent(), end_paid("2022-05-10", debit="0.01")),
        found("拨出前一日的支出", "The day before", spent(), end_paid("2022-05-09")),
        passes(
            "列在“支出”科目", "Under spending", spent(), end_paid(DAY_30, account_name="事业支出")
        ),
        found(
            "只收未支：对方记了收入、银行存款、红字",
            "Received and not spent",
            *(spent(), end_paid(DAY_30, account_name="银行存款")),
            end_paid(DAY_30, line_number=2, debit="", credit=100),
        ),
        found(
            "按别的文号、在别的账套、在别的县支出",
            "By another document, set and county",
            *(spent(), end_paid(DAY_30, document_no="别文")),
            *(end_paid(DAY_30, account_set="示范乡"), spent(book=OTHER_COUNTY)),
            end_paid(DAY_30, book=OTHER_COUNTY),
        ),
        found(
            "后一次导出里没有了那笔支出",
            "It is gone in the later export",
            *(spent(), end_paid(DAY_30)),
            end_paid("2022-06-20", exported_on="2022-08-05"),
        ),
        passes(
            "两笔都按期支出，其一有两笔",
            "Paid in two parts",
            *(spent(), end_paid(DAY_30), end_paid(DAY_30, line_number=2)),
        ),
        found(
            "另一文号的已支出",
            "Of two documents one was spent",
            *(spent(), spent(document_no="二号", voucher_number=2)),
            end_paid(DAY_30, document_no="二号"),
        ),
        found(
            "对方账第 31 日导出",
            "Exported on day 31",
            spent(),
            end_paid("2022-05-09", exported_on="2022-06-10"),
        ),
        passes(
            "对方账导出之日期限未过",
            "The recipient's export is of day 30",
            *(spent(), end_paid("2022-05-09", exported_on=DAY_30)),
            not_applicable=1,
        ),
        passes(
            "付给企业、没有文号的，不适用",
            "Paid to a company; without a document",
            *(spent(counterparty_name="示范公司"), spent(voucher_number=2, document_no="")),
            end_paid("2022-05-09"),
            not_applicable=3,
        ),
        passes(
            "2020 年 9 月 30 日的不适用",
            "Before the regulation",
            line(occurred_on="2020-09-30", period=202009),
            known_on(DAY_366),
            not_applicable=2,
        ),
    ),
)
