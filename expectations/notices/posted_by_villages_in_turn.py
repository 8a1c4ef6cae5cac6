"""A village posts its affairs every quarter, and its finances every month where much happens."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
PLACE, OTHER_PLACE = "示范一村公开栏", "示范二村公开栏"
AS_OF = date(2022, 10, 8)


def affairs(on: str, code: str = "G", **more: object) -> Fact:
    """The village's affairs, posted on a day."""
    cells: dict[str, object] = {
        "notice_code": code,
        "kind": "village_affairs",
        "level": "village",
        "channel": "village_board",
        "place": PLACE,
        "starts_on": on,
    }
    return fact("notices", **(cells | more))


def finances(on: str, code: str = "G", **more: object) -> Fact:
    """Its income and spending."""
    return affairs(on, code, kind="village_finances", **more)


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = AS_OF, not_applicable: int | None = None
) -> Example:
    """An example in which no posting is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which the first posting is the last before a gap."""
    return Example(Text(zh, en), as_of, facts, finds=("G",))


RULE = Rule(
    code="DS-09",
    version=1,
    title=Text("村务公开频次不足", "Village openness too rare"),
    severity=Severity.TIP,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《村民委员会组织法》第三十条：一般事项至少每季度公布一次；集体财务往来较多的，财务收支"
                "情况应当每月公布一次；涉及村民利益的重大事项应当随时公布",
                "Organic Law of the Villagers' Committees art. 30: ordinary matters at least once "
                "a quarter; where the collective's dealings are many, its income and spending "
                "every month; major matters at any time",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2010, 10, 28),
    limits=Text(
        "只看已登记的村务、村级财务公开：从每一次公开起，同一地点的下一次应不晚于下一季度末（村务）或下月末"
        "（财务）；从来没有登记过的村、没有写地点的不检查。财务往来不多的村把财务随村务按季公开，登记为“村务”。"
        "村合并、公开栏换地方的会被误报。重大事项是否随时公布，不检查。",
        "Only postings on record: after each, the next at that place is due by the end of the "
        "next quarter (affairs) or month (finances). A village that never posted, or a posting "
        "without a place, is not examined. Villages with few dealings post their finances with "
        "their affairs, and enter them so. Where villages merged or a board was moved, the last "
        "posting is named wrongly. Whether major matters were posted at once is not tested.",
    ),
    rests_on_absence=True,
    subject="notice",
    population="""
        SELECT
            notice.book_id,
            notice.notice_id AS subject_id,
            notice.starts_on AS happened_on,
            notice.kind IN ('village_affairs', 'village_finances')
            AND notice.place IS NOT NULL AS applicable,
            notice.notice_code,
            notice.kind,
            notice.place,
            notice.starts_on
        FROM facts.notice AS notice
    """,
    breach="""
        SELECT
            posted.book_id,
            posted.subject_id,
            CAST(0 AS NUMERIC(18, 2)) AS amount_at_issue,
            posted.due_on,
            posted.notice_code,
            CASE posted.kind WHEN 'village_finances' THEN '财务' ELSE '村务' END AS posted_zh,
            CASE posted.kind WHEN 'village_finances' THEN 'finances' ELSE 'affairs' END
                AS posted_en,
            posted.place,
            posted.starts_on,
            posted.next_on
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.notice_code, subject.kind,
                subject.place, subject.starts_on,
                lead(subject.starts_on) OVER (
                    PARTITION BY subject.book_id, subject.kind, subject.place
                    ORDER BY subject.starts_on, subject.subject_id
                ) AS next_on,
                CASE subject.kind
                    WHEN 'village_finances' THEN CAST(
                        date_trunc('month', CAST(subject.starts_on AS TIMESTAMP))
                        + INTERVAL '2 months' - INTERVAL '1 day' AS DATE
                    )
                    ELSE CAST(
                        date_trunc('quarter', CAST(subject.starts_on AS TIMESTAMP))
                        + INTERVAL '6 months' - INTERVAL '1 day' AS DATE
                    )
                END AS due_on
            FROM subject
        ) AS posted
        WHERE posted.due_on < {as_of}
            AND (posted.next_on IS NULL OR posted.next_on > posted.due_on)
    """,
    sentence=Text(
        "{book}{place}于 {starts_on} 公开{posted_zh}（{notice_code}），下一次应不晚于 {due_on}，"
        "登记的下一次公开：{next_on}。",
        "{book}, {place}: {posted_en} were posted on {starts_on} ({notice_code}), to be followed "
        "by {due_on}; the next posting on record: {next_on}.",
    ),
    advice=Text(
        "问村委会：公开了没有登记的补登记并附照片，没有公开的补公开。",
        "Ask the village committee: enter what was posted, with its photo, and post what was not.",
    ),
    examples=(
        passes(
            "上季度公开后，本季度最后一日公开",
            "Posted on the last day of the next quarter",
            *(affairs("2022-04-01"), affairs("2022-09-30", "G2")),
        ),
        found(
            "下一次晚到再下一季度第一日",
            "Posted on the first day of the quarter after",
            *(affairs("2022-06-30"), affairs("2022-10-01", "G2")),
        ),
        passes(
            "下季度末当天尚未公开，期限未过",
            "Not yet posted on the last day of the next quarter",
            affairs("2022-04-01"),
            as_of=date(2022, 9, 30),
            not_applicable=0,
        ),
        found(
            "下季度过后仍未公开",
            "Not posted the day after that quarter",
            affairs("2022-06-30"),
            as_of=date(2022, 10, 1),
        ),
        passes(
            "财务：下月末公开",
            "Finances: on the last day of the next month",
            *(finances("2022-08-01"), finances("2022-09-30", "G2")),
        ),
        found(
            "财务：隔了一个月才公开",
            "Finances: a month was left out",
            *(finances("2022-07-31"), finances("2022-09-01", "G2")),
        ),
        found(
            "财务：第一日已过仍未公开",
            "Finances: not posted the day after the next month",
            finances("2022-08-01"),
            as_of=date(2022, 10, 1),
        ),
        passes(
            "财务：期限最后一日",
            "Finances: on the last day of the term",
            finances("2022-08-31"),
            as_of=date(2022, 9, 30),
        ),
        found(
            "另一村的公开不算",
            "Another village's posting",
            *(affairs("2022-03-01"), affairs("2022-07-10", "G2", place=OTHER_PLACE)),
        ),
        found(
            "别县同名的村不算",
            "A village of that name in another county",
            *(affairs("2022-03-01"), affairs("2022-07-10", "G2", book=OTHER_COUNTY)),
        ),
        found(
            "只公开了村务，财务没有公开",
            "Affairs were posted, finances were not",
            *(finances("2022-07-01"), affairs("2022-08-01", "G2")),
        ),
        passes(
            "没有写地点的不适用",
            "Without a place: the rule does not apply",
            affairs("2022-01-10", place=""),
            not_applicable=1,
        ),
        passes(
            "项目公示不适用",
            "A posting of a project: the rule does not apply",
            affairs("2022-01-10", kind="before_start"),
            not_applicable=1,
        ),
        found("2010 年 10 月 28 日公开的适用", "In force", affairs("2010-10-28")),
        passes("前一日公开的不适用", "The day before", affairs("2010-10-27"), not_applicable=1),
    ),
)
