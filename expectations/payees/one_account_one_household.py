"""A bank account receives for its holder's household, and for no more than two persons a run."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
ACCOUNT, MASKED = "6228480402564890018", "6228****0018"
#: Three persons of the made-up county, by their ID numbers.
IDS = {"A": "990121197001011018", "B": "990121197001011034", "C": "990121197001011050"}


def payee(code: str, kind: str = "farm_household", **more: object) -> Fact:
    """Somebody who is paid."""
    return fact("payees", payee_code=code, name=f"收款人{code}", kind=kind, **more)


def member(who: str, household: str) -> Fact:
    """A person of a registered household."""
    return fact("households", household_code=household, identity=IDS[who])


def paid(code: str, on: str = "2022-05-10", **more: object) -> Fact:
    """100 yuan to somebody, into the account."""
    cells: dict[str, object] = {
        "payee_code": code,
        "payee_name": f"收款人{code}",
        "project_code": "P",
        "account": ACCOUNT,
        "occurred_on": on,
        "method": "one_card",
    }
    return fact("disbursements", **(cells | more))


PERSONS = tuple(payee(code, identity=number) for code, number in IDS.items())
UNKNOWN = tuple(payee(code) for code in IDS)
IN_H1, B_IN_H1, B_IN_H2 = member("A", "H1"), member("B", "H1"), member("B", "H2")
TWO, THREE = (paid("A"), paid("B")), (paid("A"), paid("B"), paid("C"))


REVERSED = fact("reversals", voucher="202206-1", occurred_on="2022-06-11")


def passes(zh: str, en: str, facts: tuple[Fact, ...], not_applicable: int = 0) -> Example:
    """An example in which the account is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, facts: tuple[Fact, ...]) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=(MASKED,))


RULE = Rule(
    code="BN-08",
    version=1,
    title=Text("同一账户收取多户", "One account, many households"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第十七条：违反财务管理的规定，私存私放财政资金",
                "Regulation on Penalties for Fiscal Violations art. 17: public money is not kept "
                "privately",
            ),
            confirmed=True,
        ),
        Basis(
            Text("审计实务：一个账户代领多户补贴", "Audit practice: one account, many households"),
            confirmed=False,
        ),
    ),
    in_force_from=date(2011, 1, 8),
    limits=Text(
        "只看付给个人（含身份不明、以一卡通发放）的钱。持有人是登记该账户或首次用它收款的人。户别不明的"
        "只按一次发放（同一天、同一批次）的人数查。不跨账簿比对账号。",
        "Only money paid to persons (and by one-card to payees of unknown kind). The holder "
        "registered the account or was first paid into it. Where households are not known only "
        "the persons in a run (one day and batch) count. Books are not compared.",
    ),
    subject="bank_account",
    parameters=(
        Parameter(
            "persons_allowed",
            2,
            Text("一次发放中同一账户最多为几人收款", "Persons an account may receive for in a run"),
        ),
    ),
    population="""
        SELECT
            used.book_id,
            used.bank_account_id AS subject_id,
            max(used.paid_on) AS happened_on,
            max(used.paid_on) IS NOT NULL AS applicable,
            max(used.number_masked) AS number_masked, max(used.bank_name) AS bank_name,
            max(used.holder_payee_id) AS holder_payee_id
        FROM (
            SELECT
                book_id, bank_account_id, number_masked, bank_name, holder_payee_id,
                CAST(NULL AS DATE) AS paid_on
            FROM facts.bank_account
            UNION ALL
            SELECT paid.book_id, paid.bank_account_id, NULL, NULL, NULL, paid.occurred_on
            FROM facts.disbursement AS paid
            INNER JOIN facts.payee AS payee
                ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
            WHERE payee.kind IN ('registered_household', 'farm_household', 'person')
                OR (payee.kind = 'other' AND paid.method = 'one_card')
        ) AS used
        GROUP BY used.book_id, used.bank_account_id
        HAVING max(used.number_masked) IS NOT NULL
    """,
    # Accounts and payments are put side by side, not joined: how many accounts are shared is more
    # than a planner can guess, and a wrong guess would read all payments for each.
    breach="""
        WITH payment AS (
            SELECT *
            FROM (
                SELECT
                    mixed.book_id, mixed.subject_id, mixed.payee_id, mixed.name, mixed.kind,
                    mixed.identity_hash, mixed.household_code, mixed.paid_on, mixed.amount,
                    mixed.batch_no,
                    max(mixed.number_masked) OVER account AS number_masked,
                    max(mixed.bank_name) OVER account AS bank_name,
                    max(mixed.holder_payee_id) OVER account AS holder_payee_id,
                    min(mixed.payee_id) OVER account AS first_payee_id,
                    max(mixed.payee_id) OVER account AS last_payee_id
                FROM (
                    SELECT
                        book_id, subject_id, number_masked, bank_name, holder_payee_id,
                        CAST(NULL AS BIGINT) AS payee_id, NULL AS name, NULL AS kind,
                        CAST(NULL AS BYTEA) AS identity_hash, NULL AS household_code,
                        happened_on AS paid_on, 0 AS amount, NULL AS batch_no
                    FROM subject
                    UNION ALL
                    SELECT
                        paid.book_id, paid.bank_account_id, NULL, NULL, NULL, payee.payee_id,
                        payee.name, payee.kind, payee.identity_hash, payee.household_code,
                        paid.occurred_on, paid.amount, coalesce(paid.batch_no, '')
                    FROM facts.disbursement AS paid
                    INNER JOIN facts.payee AS payee
                        ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
                    WHERE paid.bank_account_id IS NOT NULL
                        AND paid.occurred_on >= DATE '2011-01-08'
                        AND (
                            payee.kind IN ('registered_household', 'farm_household', 'person')
                            OR (payee.kind = 'other' AND paid.method = 'one_card')
                        )
                ) AS mixed
                WINDOW account AS (PARTITION BY mixed.book_id, mixed.subject_id)
            ) AS used
            WHERE payee_id IS NOT NULL
                AND (first_payee_id <> holder_payee_id OR last_payee_id <> holder_payee_id)
        ),
        party AS (
            SELECT book_id, payee_id, name, kind, identity_hash, household_code FROM payment
            UNION
            SELECT
                held.book_id, held.holder_payee_id, holder.name, holder.kind, holder.identity_hash,
                holder.household_code
            FROM (SELECT DISTINCT book_id, holder_payee_id FROM payment) AS held
            INNER JOIN facts.payee AS holder
                ON held.book_id = holder.book_id AND held.holder_payee_id = holder.payee_id
        ),
        standing AS (
            SELECT
                party.book_id, party.payee_id, party.name, party.kind, party.identity_hash,
                party.household_code AS own_code, min(household.household_code) AS first_code,
                max(household.household_code) AS last_code
            FROM party
            LEFT JOIN facts.person AS person
                ON party.book_id = person.book_id AND party.identity_hash = person.identity_hash
            LEFT JOIN facts.household AS household
                ON person.book_id = household.book_id
                AND person.household_id = household.household_id
            GROUP BY
                party.book_id, party.payee_id, party.name, party.kind, party.identity_hash,
                party.household_code
        ),
        stranger AS (
            SELECT pair.book_id, pair.subject_id, pair.payee_id
            FROM (
                SELECT DISTINCT book_id, subject_id, holder_payee_id, payee_id FROM payment
            ) AS pair
            INNER JOIN standing AS holder
                ON pair.book_id = holder.book_id AND pair.holder_payee_id = holder.payee_id
            INNER JOIN standing AS payee
                ON pair.book_id = payee.book_id AND pair.payee_id = payee.payee_id
            WHERE NOT coalesce(holder.identity_hash = payee.identity_hash, FALSE)
                AND NOT coalesce(
                    holder.first_code IN (payee.first_code, payee.last_code, payee.own_code)
                    OR holder.last_code IN (payee.first_code, payee.last_code, payee.own_code)
                    OR holder.own_code IN (payee.first_code, payee.last_code, payee.own_code),
                    FALSE
                )
                AND (
                    holder.kind IN (
                        'enterprise', 'cooperative', 'public_unit', 'village_collective'
                    )
                    OR (
                        coalesce(holder.first_code, holder.own_code) IS NOT NULL
                        AND coalesce(payee.first_code, payee.own_code) IS NOT NULL
                    )
                    OR (holder.first_code IS NOT NULL AND payee.identity_hash IS NOT NULL)
                    OR (payee.first_code IS NOT NULL AND holder.identity_hash IS NOT NULL)
                )
        ),
        run AS (
            -- Two payees of one ID number are one person.
            SELECT
                book_id, subject_id, paid_on, batch_no,
                count(DISTINCT identity_hash)
                + count(DISTINCT CASE WHEN identity_hash IS NULL THEN payee_id END) AS persons
            FROM payment
            GROUP BY book_id, subject_id, paid_on, batch_no
        )
        SELECT
            payment.book_id,
            payment.subject_id,
            sum(payment.amount) AS amount_at_issue,
            min(payment.paid_on) AS due_on,
            payment.number_masked, payment.bank_name, holder.name AS holder_name,
            count(DISTINCT stranger.payee_id) AS strangers,
            max(run.persons) AS most_persons_in_a_run, max(payment.paid_on) AS last_paid_on
        FROM payment
        INNER JOIN scope ON payment.book_id = scope.book_id
        INNER JOIN run
            ON payment.book_id = run.book_id AND payment.subject_id = run.subject_id
            AND payment.paid_on = run.paid_on AND payment.batch_no = run.batch_no
        INNER JOIN standing AS holder
            ON payment.book_id = holder.book_id AND payment.holder_payee_id = holder.payee_id
        LEFT JOIN stranger
            ON payment.book_id = stranger.book_id AND payment.subject_id = stranger.subject_id
            AND payment.payee_id = stranger.payee_id
        WHERE payment.payee_id <> payment.holder_payee_id
            AND (stranger.payee_id IS NOT NULL OR run.persons > scope.persons_allowed)
        GROUP BY
            payment.book_id, payment.subject_id, payment.number_masked, payment.bank_name,
            holder.name
    """,
    sentence=Text(
        "{book}：{holder_name} 的账户 {number_masked}（{bank_name}）自 {due_on} 至 {last_paid_on} "
        "代别人收款 {amount_at_issue} 元；其中不在其户内的 {strangers} 人，一次发放最多 "
        "{most_persons_in_a_run} 人。",
        "{book}: account {number_masked} ({bank_name}) of {holder_name} received "
        "{amount_at_issue} yuan for others from {due_on} to {last_paid_on}: {strangers} persons "
        "outside the household, up to {most_persons_in_a_run} persons in one run.",
    ),
    advice=Text(
        "向银行核实开户人，逐户核实钱是否到了本人手里；户内代领、监护代管的，附上依据。",
        "Ask the bank who holds the account, and each household whether the money reached it; "
        "where a member or guardian draws it for others, attach what shows it.",
    ),
    examples=(
        passes("只为持有人收款", "For its holder only", (*PERSONS, paid("A"), paid("A"))),
        passes("同户两人共用", "Two of one household", (*PERSONS, IN_H1, B_IN_H1, *TWO)),
        found("两户共用", "Two households", (*PERSONS, IN_H1, B_IN_H2, *TWO)),
        found("替名册以外的一个人收款", "One not in the register", (*PERSONS, IN_H1, *TWO)),
        passes("户别不明的两人", "Two, households not known", (*UNKNOWN, *TWO)),
        found("户别不明的三人一次发放", "Three in one run, not known", (*UNKNOWN, *THREE)),
        passes("三人分两次发放", "Three in two runs", (*UNKNOWN, *TWO, paid("C", "2022-05-11"))),
        found(
            "同户三人一次发放",
            "Three of one household in one run",
            (*PERSONS, *(member(who, "H1") for who in IDS), *THREE),
        ),
        passes(
            "同一个人的两个编号",
            "One person under two codes",
            (payee("A", identity=IDS["A"]), payee("B", identity=IDS["A"]), IN_H1, *TWO),
        ),
        found(
            "付给个人的钱进了单位账户",
            "A person's money into a unit's account",
            (payee("U", "village_collective", account=ACCOUNT), payee("A"), paid("A")),
        ),
        passes("单位的账户不适用", "A unit's account", (payee("U", "enterprise"), paid("U")), 1),
        passes(
            "代收的一笔已冲销",
            "The payment for another was reversed",
            (*PERSONS, IN_H1, paid("A"), paid("B", "2022-06-10"), REVERSED),
        ),
        passes(
            "两个县各有一人用同一账号",
            "One person in each of two counties",
            (*PERSONS, IN_H1, paid("A"), payee("B", book="990122"), paid("B", book="990122")),
        ),
        found(
            "2011 年 1 月 8 日起的支付适用",
            "Paid on the day the rule came into force",
            (*UNKNOWN, *(paid(code, "2011-01-08") for code in IDS)),
        ),
        passes(
            "前一日的支付不适用",
            "Paid the day before",
            (*UNKNOWN, *(paid(code, "2011-01-07") for code in IDS)),
            1,
        ),
    ),
)
