"""Where it is asked for, four parties sign for money paid to persons, and before the last one."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

HEBEI, ANOTHER = "130407", "130425"
#: The batch is paid on 10 May 2022.
DAY_30, DAY_31 = date(2022, 6, 9), date(2022, 6, 10)
LATER = date(2022, 12, 31)
FOR_PROJECT = (
    "implementing_unit",
    "village_party_branch",
    "village_committee",
    "township_head",
    "county_head",
)
FOR_PERSONS = (
    "village_supervision_committee",
    "village_supervision_committee",
    "village_party_branch",
    "village_committee",
    "township_cadre",
    "township_head",
    "county_payment_officer",
    "county_head",
)


def paid(on: str = "2022-05-10", **more: object) -> Fact:
    """100 yuan of the project's money."""
    cells: dict[str, object] = {"book": HEBEI, "project_code": "P", "occurred_on": on}
    return fact("disbursements", **(cells | more))


def batch(on: str = "2022-05-10", **more: object) -> Fact:
    """A payment of a batch to persons."""
    return paid(on, **({"batch_no": "PC1"} | more))


def last(on: str = "2022-05-10", **more: object) -> Fact:
    """The retention, which is paid last."""
    return paid(on, **({"stage": "retention"} | more))


def signed(roles: tuple[str, ...], on: str, **more: object) -> tuple[Fact, ...]:
    """The hands under one sheet, all on one day."""
    cells: dict[str, object] = {
        "book": HEBEI,
        "sign_off_code": "S",
        "project_code": "P",
        "signed_on": on,
    }
    return tuple(
        fact("sign_offs", role=role, signer=f"{role}{number}", **(cells | more))
        for number, role in enumerate(roles)
    )


def for_persons(
    on: str = "2022-05-20", roles: tuple[str, ...] = FOR_PERSONS, **more: object
) -> tuple[Fact, ...]:
    """The sheet of a village for the batch."""
    cells: dict[str, object] = {"kind": "person", "batch_no": "PC1", "village": "甲村"}
    return signed(roles, on, **(cells | more))


def for_project(
    on: str = "2022-05-10", roles: tuple[str, ...] = FOR_PROJECT, **more: object
) -> tuple[Fact, ...]:
    """The sheet of the project."""
    return signed(roles, on, **({"kind": "project"} | more))


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = LATER, not_applicable: int | None = None
) -> Example:
    """An example in which no project is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, as_of: date = LATER, finds: str = "P") -> Example:
    """An example in which one is."""
    return Example(Text(zh, en), as_of, facts, finds=(finds,))


RULE = Rule(
    code="DP-16",
    version=1,
    title=Text("“四联签”缺失", "Missing four-party sign-off"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《河北省财政扶贫资金支付监控暂行办法》：到人资金发放后按村、"
                "项目资金末次支付前，四方依次签字（据报道，未见原文）",
                "Hebei's interim measures on paying poverty money: four parties sign in order, by "
                "village after persons were paid and before a project's last payment (as reported; "
                "the text was not seen)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2018, 1, 1),
    in_force_note=Text(
        "办法的施行日期没有查到，从 2018 年起适用是我们的口径；30 日也是。"
        "只用于区划名单上要求四联签的地方（河北）。",
        "The first day of the measures is not known: 2018 is our reading, and so are 30 days. Only "
        "where the list of divisions says that sheets are asked for (Hebei).",
    ),
    limits=Text(
        "发放之日当作银行回单之日。到人的看每个批次有没有四联签、已登记的各张是否签齐、顺序对不对，"
        "不核对是不是每个村都有一张。项目的末次付款指质保金；没有质保金的项目，末次报账由账本当场核对，不在此列。"
        "没有批次号的到人付款不查。签字是否本人，不检查。",
        "The day of the payment stands for the bank receipt's. For persons each batch needs a "
        "sheet and each sheet its hands in order; whether every village has one is not tested. "
        "A project's last payment is the retention; without one the ledger itself checks the "
        "final claim. Payments to persons without a batch are not tested, nor whose hand it is.",
    ),
    rests_on_absence=True,
    subject="project",
    parameters=(
        Parameter(
            "days_allowed",
            30,
            Text("批次发放后多少日内签齐", "Days after a batch until all have signed"),
            own=True,
        ),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            coalesce(paid.last_on, {as_of}) AS happened_on,
            duty.book_id IS NOT NULL AND paid.project_id IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name
        FROM facts.project AS project
        LEFT JOIN facts.sign_off_duty AS duty ON project.book_id = duty.book_id
        LEFT JOIN (
            SELECT book_id, project_id, max(occurred_on) AS last_on
            FROM facts.disbursement
            WHERE batch_no IS NOT NULL OR stage = 'retention'
            GROUP BY book_id, project_id
        ) AS paid
            ON project.book_id = paid.book_id AND project.project_id = paid.project_id
    """,
    breach="""
        WITH sheet AS (
            SELECT
                book_id,
                project_id,
                kind,
                batch_no,
                min(CASE WHEN complete AND in_order THEN 1 ELSE 0 END) AS all_signed,
                min(CASE WHEN complete AND in_order THEN completed_on END) AS signed_on
            FROM facts.sign_off
            GROUP BY book_id, project_id, kind, batch_no
        ),

        unsigned AS (
            SELECT
                paid.book_id,
                paid.project_id,
                1 AS batches,
                paid.amount,
                paid.paid_on + scope.days_allowed AS due_on
            FROM (
                SELECT
                    book_id, project_id, batch_no,
                    sum(amount) AS amount, max(occurred_on) AS paid_on
                FROM facts.disbursement
                GROUP BY book_id, project_id, batch_no
            ) AS paid
            INNER JOIN scope ON paid.book_id = scope.book_id
            LEFT JOIN sheet
                ON
                    paid.book_id = sheet.book_id
                    AND paid.project_id = sheet.project_id
                    AND paid.batch_no = sheet.batch_no
            WHERE paid.batch_no IS NOT NULL
                AND coalesce(sheet.all_signed, 0) = 0
                AND paid.paid_on + scope.days_allowed < {as_of}
            UNION ALL
            SELECT
                paid.book_id,
                paid.project_id,
                0 AS batches,
                paid.amount,
                paid.occurred_on AS due_on
            FROM facts.disbursement AS paid
            LEFT JOIN sheet
                ON
                    paid.book_id = sheet.book_id
                    AND paid.project_id = sheet.project_id
                    AND sheet.kind = 'project'
                    AND sheet.signed_on <= paid.occurred_on
            WHERE paid.stage = 'retention' AND sheet.book_id IS NULL
        )

        SELECT
            subject.book_id,
            subject.subject_id,
            sum(unsigned.amount) AS amount_at_issue,
            min(unsigned.due_on) AS due_on,
            min(subject.project_code) AS project_code,
            min(subject.project_name) AS project_name,
            sum(unsigned.batches) AS unsigned_batch_count,
            count(*) - sum(unsigned.batches) AS unsigned_payment_count
        FROM subject
        INNER JOIN unsigned
            ON
                subject.book_id = unsigned.book_id
                AND subject.subject_id = unsigned.project_id
        GROUP BY subject.book_id, subject.subject_id
    """,
    sentence=Text(
        "{book}的项目“{project_name}”（{project_code}）有 {unsigned_batch_count} 个批次"
        "发放后没有按序签齐四联签，{unsigned_payment_count} 笔末次付款以前没有签齐，"
        "共 {amount_at_issue} 元。",
        "{book}: of project {project_name} ({project_code}) {unsigned_batch_count} batches were "
        "not signed for by all four parties in order, nor {unsigned_payment_count} last payments "
        "before they were made: {amount_at_issue} yuan.",
    ),
    advice=Text(
        "查四联签原件：已签没有登记的补登；没有签的，查钱是否到人、工程是否完工，再补签并说明。",
        "See the sheets: enter those that were signed; where none was, see whether the money "
        "arrived and the works are done, then sign and say why so late.",
    ),
    examples=(
        passes("签齐", "All have signed", batch(), *for_persons()),
        passes("第 30 日还没有签", "Not signed on day 30", batch(), as_of=DAY_30),
        found("第 31 日还没有签", "Not signed on day 31", batch(), as_of=DAY_31),
        found("少一人", "One hand short", batch(), *for_persons(roles=FOR_PERSONS[1:])),
        found("发放以前就签", "Signed before it was paid", batch(), *for_persons("2022-05-09")),
        found(
            "两个村，一个村没有签齐",
            "Two villages, one not complete",
            *(batch(), *for_persons()),
            *for_persons(roles=FOR_PERSONS[1:], village="乙村", sign_off_code="T"),
        ),
        found("签的是另一批次", "Another batch's sheet", batch(), *for_persons(batch_no="PC2")),
        found(
            "签的是另一项目",
            "Another project's sheet",
            *(batch(), fact("projects", book=HEBEI, project_code="Q")),
            *for_persons(project_code="Q"),
        ),
        passes("末次付款当日签齐", "Signed on the day of the last payment", last(), *for_project()),
        found("次日才签齐", "Signed the day after", last(), *for_project("2022-05-11")),
        found("没有签就付质保金", "The retention paid without a sheet", last()),
        found(
            "只有到人的、另一项目的、别县的四联签",
            "Only sheets for persons, of another project and of another county",
            *(last(), batch(), *for_persons("2022-05-10")),
            *for_project(project_code="Q", sign_off_code="T"),
            *for_project(book=ANOTHER),
            *(fact("projects", book=book, project_code="P") for book in (HEBEI, ANOTHER)),
            fact("projects", book=HEBEI, project_code="Q"),
        ),
        found(
            "项目签批不能代替批次", "A project's sheet is not the batch's", batch(), *for_project()
        ),
        passes(
            "没有到末次付款；别的项目、别县的批次签齐了",
            "Not the last payment; batches elsewhere are signed for",
            *(paid(stage="settlement"), batch(project_code="Q"), batch(book=ANOTHER)),
            *for_persons(project_code="Q"),
            *for_persons(book=ANOTHER),
            not_applicable=1,
        ),
        passes("不是河北", "Not in Hebei", batch(book="990121"), not_applicable=1),
        found(
            "两县编号相同，只有一县签了",
            "Two counties with one code: one signed",
            *(batch(), *for_persons(), batch(book=ANOTHER, project_code="P2")),
            *(last(project_code="P3"), last(project_code="P4", book=ANOTHER)),
            *for_project(project_code="P3", sign_off_code="T"),
            *for_project(project_code="P4", sign_off_code="T", book=ANOTHER),
            finds="P2",
        ),
        found("2018 年 1 月 1 日的付款适用", "On the first day", batch("2018-01-01")),
        passes("前一日的付款不适用", "The day before", batch("2017-12-31"), not_applicable=1),
    ),
)
