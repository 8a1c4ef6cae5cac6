"""Nobody is paid a benefit for a time after the month in which they died."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
PROVINCE, COUNTY, OTHER_COUNTY = "990000", "990121", "990122"
PERSON, SOMEBODY_ELSE = "990121197001011018", "990121197001011034"


def died(on: str, **more: object) -> Fact:
    """The person on a list of deaths."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "list_code": "SW2022",
        "kind": "death",
        "identity": PERSON,
        "starts_on": on,
    }
    return fact("matching_lists", **(cells | more))


def paid(on: str, **more: object) -> Fact:
    """A subsidy paid to the person."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "project_code": "P",
        "external_reference": "Z",
        "identity": PERSON,
        "method": "one_card",
        "occurred_on": on,
    }
    return fact("disbursements", **(cells | more))


RULE = Rule(
    code="BN-02",
    version=1,
    title=Text("死亡后领取", "Paid after death"),
    severity=Severity.GRAVE,
    tier="P2",
    basis=(
        Basis(
            Text(
                "《社会救助暂行办法》第六十八条：骗取社会救助资金的，责令退回，可以处一倍以上"
                "三倍以下的罚款",
                "Interim Measures for Social Assistance art. 68: assistance got by fraud is paid "
                "back, with a fine of one to three times its amount",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第六条（一）：以虚报、冒领等手段骗取财政资金",
                "Regulation on Penalties for Fiscal Violations art. 6(1): public money got by "
                "false reports or in another's name",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2014, 5, 1),
    limits=Text(
        "名单由本级或上级账簿登记，过了失效日期不再使用；没有名单的账簿、没有证件号码的收款人不检查。"
        "死亡当月不算。补贴所属期在死亡当月及以前、死后才发放的，可能是继承人应得的余额，"
        "列为蓝色提示，不计金额；没有填所属期的按支付日算。",
        "Lists stand in the book itself or one above it and are not used after they expire; books "
        "without a list and payees without an ID number are not examined. The month of death does "
        "not count. What was due for that month or before and paid later may be the heirs': a blue "
        "tip, without an amount. A payment that states no period counts by its own day.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            payee.identity_hash IS NOT NULL AND covered.book_id IS NOT NULL AS applicable,
            paid.external_reference,
            paid.project_id,
            paid.amount,
            paid.period_from,
            coalesce(paid.payee_name, payee.name) AS payee_name,
            payee.identity_hash,
            payee.identity_masked
        FROM facts.disbursement AS paid
        LEFT JOIN facts.payee AS payee
            ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
        LEFT JOIN (
            SELECT DISTINCT supervision.supervised_book_id AS book_id
            FROM facts.matching_list AS list
            INNER JOIN facts.supervision AS supervision ON list.book_id = supervision.book_id
            WHERE list.kind = 'death' AND (list.expires_on IS NULL OR list.expires_on >= {as_of})
        ) AS covered
            ON paid.book_id = covered.book_id
    """,
    # Payments and list entries are put side by side and sorted, not joined: how many entries a
    # list has is more than a planner can guess, and a wrong guess would read all payments for each.
    breach="""
        SELECT
            paid.book_id,
            paid.subject_id,
            CASE WHEN paid.for_after_death THEN paid.amount ELSE 0 END AS amount_at_issue,
            paid.grace_until AS due_on,
            CASE WHEN paid.for_after_death THEN 4 ELSE 1 END AS severity,
            paid.external_reference,
            project.project_code,
            project.name AS project_name,
            paid.payee_name,
            paid.identity_masked,
            paid.happened_on AS paid_on,
            paid.amount AS paid_amount,
            paid.period_from,
            paid.died_on,
            paid.list_code,
            paid.list_origin
        FROM (
            SELECT
                dated.*,
                coalesce(dated.period_from, dated.happened_on) > dated.grace_until
                    AS for_after_death
            FROM (
                SELECT
                    known.*,
                    CAST(
                        date_trunc('month', CAST(known.died_on AS TIMESTAMP))
                        + INTERVAL '1 month' - INTERVAL '1 day' AS DATE
                    ) AS grace_until
                FROM (
                    SELECT
                        mixed.book_id, mixed.subject_id, mixed.happened_on, mixed.period_from,
                        mixed.amount, mixed.external_reference, mixed.project_id,
                        mixed.payee_name, mixed.identity_masked,
                        first_value(mixed.listed_on) OVER newest AS died_on,
                        first_value(mixed.list_code) OVER newest AS list_code,
                        first_value(mixed.list_origin) OVER newest AS list_origin
                    FROM (
                        SELECT
                            book_id, identity_hash, subject_id, happened_on, period_from, amount,
                            external_reference, project_id, payee_name, identity_masked,
                            CAST(NULL AS DATE) AS list_as_of, CAST(NULL AS DATE) AS listed_on,
                            CAST(NULL AS TEXT) AS list_code, CAST(NULL AS TEXT) AS list_origin
                        FROM subject
                        UNION ALL
                        SELECT
                            supervision.supervised_book_id, entry.identity_hash, NULL, NULL, NULL,
                            NULL, NULL, NULL, NULL, NULL, list.as_of, entry.starts_on,
                            list.list_code, list.origin
                        FROM facts.matching_list AS list
                        INNER JOIN facts.matching_entry AS entry
                            ON list.book_id = entry.book_id AND list.list_id = entry.list_id
                        INNER JOIN facts.supervision AS supervision
                            ON list.book_id = supervision.book_id
                        WHERE list.kind = 'death'
                            AND (list.expires_on IS NULL OR list.expires_on >= {as_of})
                            AND entry.starts_on IS NOT NULL
                    ) AS mixed
                    -- Where lists differ on a person, the newest one is right.
                    WINDOW newest AS (
                        PARTITION BY mixed.book_id, mixed.identity_hash
                        ORDER BY
                            mixed.list_as_of DESC NULLS LAST, mixed.listed_on DESC NULLS LAST,
                            mixed.list_code NULLS LAST
                    )
                ) AS known
                WHERE known.subject_id IS NOT NULL AND known.died_on IS NOT NULL
            ) AS dated
        ) AS paid
        INNER JOIN facts.project AS project
            ON paid.book_id = project.book_id AND paid.project_id = project.project_id
        WHERE paid.happened_on > paid.died_on
            AND (paid.for_after_death OR paid.happened_on > paid.grace_until)
    """,
    sentence=Text(
        "{payee_name}（{identity_masked}）按名单“{list_code}”（{list_origin}）于 {died_on} "
        "死亡，{book}于 {paid_on} 仍支付 {paid_amount} 元（{external_reference}，"
        "项目 {project_code} {project_name}，补贴所属期起 {period_from}），"
        "其中属于死亡当月之后的 {amount_at_issue} 元。",
        "{payee_name} ({identity_masked}) died on {died_on} by list {list_code} ({list_origin}); "
        "{book} paid {paid_amount} yuan on {paid_on} ({external_reference}, project "
        "{project_code} {project_name}, for the period from {period_from}): {amount_at_issue} is "
        "for after the month of death.",
    ),
    advice=Text(
        "先核对名单上的死亡日期和身份证号；再查谁在用这个账户、发放名册是谁报的、"
        "钱是否已退回；属于继承人应得余额的，附上依据。",
        "First check the day of death and the ID number; then who uses the account, who drew up "
        "the roster, whether the money came back; what is due to heirs needs its paper.",
    ),
    examples=(
        Example(
            Text("死亡当月最后一日支付", "Paid on the last day of the month of death"),
            AS_OF,
            (died("2022-03-15"), paid("2022-03-31")),
            not_applicable=0,
        ),
        Example(
            Text("次月一日支付", "Paid on the first day of the next month"),
            AS_OF,
            (died("2022-03-15"), paid("2022-04-01")),
            finds=("Z",),
        ),
        Example(
            Text("死亡当日预发下月的补贴", "Next month's subsidy, paid on the day of death"),
            AS_OF,
            (died("2022-03-15"), paid("2022-03-15", period_from="2022-04-01")),
        ),
        Example(
            Text("死亡次日发下月的补贴", "Next month's subsidy, paid the day after"),
            AS_OF,
            (died("2022-03-15"), paid("2022-03-16", period_from="2022-04-01")),
            finds=("Z",),
        ),
        Example(
            Text("死后补发生前的补贴：提示", "Due in life, paid after death: a tip"),
            AS_OF,
            (died("2022-03-15"), paid("2022-04-01", period_from="2022-03-01")),
            finds=("Z",),
        ),
        Example(
            Text("名单上是别人", "Somebody else is on the list"),
            AS_OF,
            (died("2022-03-15", identity=SOMEBODY_ELSE), paid("2022-04-01")),
            not_applicable=0,
        ),
        Example(
            Text("没有死亡名单", "No list of deaths"),
            AS_OF,
            (paid("2022-04-01"),),
            not_applicable=1,
        ),
        Example(
            Text("收款人没有证件号码", "The payee has no ID number"),
            AS_OF,
            (died("2022-03-15"), paid("2022-04-01", identity="")),
            not_applicable=1,
        ),
        Example(
            Text("名单在失效当日还能用", "The list is good on its last day"),
            AS_OF,
            (died("2022-03-15", expires_on="2022-12-31"), paid("2022-04-01")),
            finds=("Z",),
        ),
        Example(
            Text("名单已失效", "The list has expired"),
            AS_OF,
            (
                died("2022-03-15", as_of="2022-06-30", expires_on="2022-12-30"),
                paid("2022-04-01"),
            ),
            not_applicable=1,
        ),
        Example(
            Text("新名单改正了死亡日期", "A newer list corrects the day"),
            AS_OF,
            (
                died("2022-03-15", list_code="SW1", as_of="2022-06-30"),
                died("2022-05-15", list_code="SW2", as_of="2022-09-30"),
                paid("2022-04-01"),
            ),
        ),
        Example(
            Text("省级名单用于各县", "The province's list serves its counties"),
            AS_OF,
            (died("2022-03-15", book=PROVINCE), paid("2022-04-01")),
            finds=("Z",),
        ),
        Example(
            Text("别县的名单不用", "Another county's list does not"),
            AS_OF,
            (died("2022-03-15", book=OTHER_COUNTY), paid("2022-04-01")),
            not_applicable=1,
        ),
        Example(
            Text("已冲销的支付", "The payment was reversed"),
            AS_OF,
            (
                died("2022-03-15"),
                paid("2022-04-01"),
                fact("reversals", voucher="202204-1", occurred_on="2022-04-02"),
            ),
        ),
        Example(
            Text("2014 年 5 月 1 日的支付适用", "Paid on the day the rule came into force"),
            AS_OF,
            (died("2014-03-15"), paid("2014-05-01")),
            finds=("Z",),
        ),
        Example(
            Text("前一日的支付不适用", "Paid the day before"),
            AS_OF,
            (died("2014-03-15"), paid("2014-04-30")),
            not_applicable=1,
        ),
    ),
)
