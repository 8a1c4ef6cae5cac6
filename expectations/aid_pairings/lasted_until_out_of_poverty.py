"""Nobody is left without a helper before having left poverty (不脱贫不脱钩)."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2020, 12, 31)
DAY_30, DAY_31 = date(2019, 7, 30), date(2019, 7, 31)


def ended(**more: object) -> Fact:
    """A pairing with a village that ended on 30 June 2019."""
    cells: dict[str, object] = {
        "pairing_code": "J",
        "helped_kind": "village",
        "helped_name": "示范一村",
        "starts_on": "2018-01-01",
        "ends_on": "2019-06-30",
    }
    return fact("aid_pairings", **(cells | more))


def after(starts_on: object, **more: object) -> Fact:
    """Another pairing with it, which goes on."""
    cells = {"pairing_code": "K", "helper": "另一单位", "starts_on": starts_on, "ends_on": ""}
    return ended(**(cells | more))


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = AS_OF, not_applicable: int | None = None
) -> Example:
    """An example in which no pairing is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which the one that ended is."""
    return Example(Text(zh, en), as_of, facts, finds=("J",))


RULE = Rule(
    code="PA-03",
    version=1,
    title=Text("结对断档", "Pairing ended before poverty did"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "河北省脱贫攻坚责任制实施细则第二十二条：做到不脱贫不脱钩",
                "Hebei rules of March 2017 art. 22: no unpairing before poverty is left",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "广东省脱贫攻坚责任制实施细则（粤办发〔2017〕8号）第十九条：切实做到扶真贫、真扶贫，"
                "不脱贫不脱钩",
                "Guangdong rules (2017 no. 8) art. 19: no unpairing before poverty is left",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2017, 4, 1),
    in_force_until=date(2020, 12, 31),
    in_force_note=Text(
        "两省细则 2017 年 3 月印发施行，自次月 1 日起适用；贫困县到 2020 年底已全部摘帽，"
        "此后结束的结对不再检查。",
        "Both provinces' rules were issued and in force in March 2017: applied from April. "
        "By the end of 2020 all poor counties had left poverty: what ended later is not examined.",
    ),
    limits=Text(
        "只看登记了结束日期的结对；三十日内有人接着帮扶同一对象（名称写法须一致）的，不算断档。脱贫日期没有登记的"
        "视为尚未脱贫，可能只是没有填。脱贫以后是否继续帮扶，不检查。",
        "Only pairings with a last day. Where somebody else pairs with the same (by the same name) "
        "within thirty days nothing is broken off. Without a day of leaving poverty it is taken "
        "not to have been left, though it may only not have been entered. Whether help went on "
        "afterwards is not tested.",
    ),
    rests_on_absence=True,
    subject="aid_pairing",
    parameters=(
        Parameter(
            "days_allowed",
            30,
            Text("换帮扶单位可以空多少日历日", "Calendar days between one helper and the next"),
            own=True,
        ),
    ),
    population="""
        SELECT
            pairing.book_id,
            pairing.aid_pairing_id AS subject_id,
            coalesce(pairing.ends_on, pairing.starts_on) AS happened_on,
            pairing.ends_on IS NOT NULL AS applicable,
            pairing.pairing_code,
            pairing.helper,
            pairing.helped_kind,
            pairing.helped_name,
            pairing.starts_on,
            pairing.ends_on,
            pairing.exited_on
        FROM facts.aid_pairing AS pairing
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            CAST(0 AS NUMERIC(18, 2)) AS amount_at_issue,
            subject.ends_on + scope.days_allowed AS due_on,
            subject.pairing_code,
            subject.helper,
            subject.helped_name,
            subject.starts_on,
            subject.ends_on,
            subject.exited_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN (
            SELECT DISTINCT gone.book_id, gone.subject_id
            FROM subject AS gone
            INNER JOIN scope ON gone.book_id = scope.book_id
            INNER JOIN facts.aid_pairing AS later
                ON gone.book_id = later.book_id
                AND gone.helped_kind = later.helped_kind
                AND gone.helped_name = later.helped_name
                AND later.starts_on <= gone.ends_on + scope.days_allowed
                AND (later.ends_on IS NULL OR later.ends_on > gone.ends_on)
        ) AS followed
            ON subject.book_id = followed.book_id AND subject.subject_id = followed.subject_id
        WHERE subject.ends_on + scope.days_allowed < {as_of}
            AND (subject.exited_on IS NULL OR subject.exited_on > subject.ends_on)
            AND followed.subject_id IS NULL
    """,
    sentence=Text(
        "{book}：{helper}从 {starts_on} 起结对帮扶{helped_name}（{pairing_code}），{ends_on} 结束，"
        "当时尚未脱贫（脱贫日期 {exited_on}），到 {due_on} 没有别人接着帮扶。",
        "{book}: {helper} was paired with {helped_name} from {starts_on} to {ends_on} "
        "({pairing_code}), before it left poverty (on {exited_on}); by {due_on} nobody else was.",
    ),
    advice=Text(
        "已脱贫、已有人接着帮扶的补登记；确实断了的，请帮扶办落实帮扶单位。",
        "Enter the day of leaving poverty or who went on; where it was broken "
        "off, ask for a helper.",
    ),
    examples=(
        found("没有脱贫，没有接续", "Neither out of poverty nor followed", ended()),
        passes("当日脱贫", "Out of poverty that day", ended(exited_on="2019-06-30")),
        found("次日才脱贫", "Out of poverty the day after", ended(exited_on="2019-07-01")),
        passes("第 30 日接续", "Followed on day 30", ended(), after(DAY_30)),
        found("第 31 日才接续", "Followed on day 31", ended(), after(DAY_31)),
        passes(
            "原来就有两家，另一家继续",
            "Another went on that was there before",
            *(ended(), after("2018-01-01", ends_on="2020-06-30", exited_on="2020-06-30")),
        ),
        passes(
            "另一家晚一日结束，并已脱贫",
            "Another ended a day later, after poverty",
            *(ended(), after("2018-01-01", ends_on="2019-07-01", exited_on="2019-07-01")),
        ),
        Example(
            Text("两家同日结束", "Two that ended on one day"),
            AS_OF,
            (ended(), after("2018-01-01", ends_on="2019-06-30")),
            finds=("J", "K"),
        ),
        passes("第 30 日，还可以接续", "On day 30", ended(), as_of=DAY_30, not_applicable=0),
        found("第 31 日", "On day 31", ended(), as_of=DAY_31),
        found(
            "接续的是另一个村", "Another village", ended(), after(DAY_30, helped_name="示范二村")
        ),
        found(
            "同名的是户",
            "A household of that name",
            ended(),
            after(DAY_30, helped_kind="household"),
        ),
        found(
            "别县同名的村", "Another county's village", ended(), after(DAY_30, book=OTHER_COUNTY)
        ),
        found(
            "两县同名的村，只有一县断档",
            "Villages of one name in two counties: only one was left",
            ended(),
            ended(book=OTHER_COUNTY, pairing_code="J2"),
            after(DAY_30, book=OTHER_COUNTY),
        ),
        found(
            "同县两个村，只有一个断档",
            "Two villages of one county: only one was left",
            *(ended(), ended(pairing_code="J2", helped_name="示范二村")),
            after(DAY_30, helped_name="示范二村"),
        ),
        passes(
            "仍在帮扶，不适用", "It goes on: not applicable", ended(ends_on=""), not_applicable=1
        ),
        found(
            "2017 年 4 月 1 日结束的适用",
            "In force",
            ended(starts_on="2016-05-01", ends_on="2017-04-01"),
        ),
        passes(
            "前一日结束的不适用",
            "The day before",
            ended(starts_on="2016-05-01", ends_on="2017-03-31"),
            not_applicable=1,
        ),
        passes(
            "2021 年结束的不适用",
            "Ended after 2020: the rule does not apply",
            ended(ends_on="2021-01-01"),
            as_of=date(2022, 12, 31),
            not_applicable=1,
        ),
        found(
            "2020 年最后一日结束的适用",
            "Ended on the last day of 2020",
            ended(ends_on="2020-12-31"),
            as_of=date(2022, 12, 31),
        ),
    ),
)
