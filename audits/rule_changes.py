"""Asks for another figure or version of a rule and decides on it, as whoever acts."""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from expectations.queries import breaches
from expectations.rule import Parameter, Rule
from ledger.database import rows_of
from ledger.errors import WrongUse
from ledger.language import Text
from ledger.refusals import asked

ASK_FOR_PARAMETER = """
SELECT audits.ask_for_parameter(
    :code, :name, :division_id, CAST(:valid_from AS date), CAST(:value AS numeric), :ground
)
"""
ASK_FOR_VERSION = """
SELECT audits.ask_for_version(:code, :version, :sha256, CAST(:text AS jsonb), :ground)
"""
#: What became of a request; None: nobody has decided.
DECISIONS = {
    "released": Text("已批准", "released"),
    "refused": Text("未批准", "refused"),
    "withdrawn": Text("已撤回", "taken back"),
}
REQUESTS = """
SELECT
    request.request_id, request.recorded_at, request.recorded_by, request.kind, request.rule_code,
    request.version, request.division_id, division.name AS division_name, request.name,
    request.valid_from, request.value, request.ground, decision.decision,
    decision.recorded_at AS decided_at, decision.recorded_by AS decided_by,
    decision.reason AS decided_because
FROM audits.rule_request AS request
LEFT JOIN ledger.division AS division ON request.division_id = division.division_id
LEFT JOIN audits.rule_decision AS decision ON request.request_id = decision.request_id
WHERE (CAST(:code AS text) IS NULL OR request.rule_code = :code)
    AND (CAST(:request_id AS bigint) IS NULL OR request.request_id = :request_id)
    AND (NOT :waiting OR decision.request_id IS NULL)
ORDER BY request.request_id DESC
LIMIT 500
"""
#: As many digits after the point as the record keeps.
PLACES = 4


@dataclass(frozen=True)
class RuleAsked:
    """What was asked of a rule, by whom and on what ground; and what became of it."""

    request_id: int
    recorded_at: dt.datetime
    recorded_by: str
    kind: str
    rule_code: str
    version: int | None
    division_id: str | None
    division_name: str | None
    name: str | None
    valid_from: dt.date | None
    value: Decimal | None
    ground: str
    decision: str | None
    decided_at: dt.datetime | None
    decided_by: str | None
    decided_because: str | None


def requests(
    connection: Connection,
    *,
    code: str | None = None,
    request_id: int | None = None,
    waiting: bool = False,
) -> list[RuleAsked]:
    """What was asked of rules, the newest first, as far as whoever acts may see it."""
    found = connection.execute(
        text(REQUESTS), {"code": code, "request_id": request_id, "waiting": waiting}
    )
    return rows_of(RuleAsked, found)


def parameter_named(rule: Rule, name: str) -> Parameter:
    """A parameter of a rule.

    Raises:
        WrongUse: it has none of that name.
    """
    for parameter in rule.parameters:
        if parameter.name == name:
            return parameter
    names = ", ".join(each.name for each in rule.parameters) or "—"
    raise WrongUse(
        f"规则 {rule.code} 没有参数 {name}；它的参数：{names}。",
        f"Rule {rule.code} has no parameter {name}; it has: {names}.",
    )


def value_of(parameter: Parameter, typed: str) -> Decimal | None:
    """A value as somebody typed it; None for an empty one: again what holds above.

    Raises:
        WrongUse: it is no such number.
    """
    if not typed.strip():
        return None
    try:
        value = Decimal(typed.strip().replace(",", "").replace("_", "?"))
        is_whole = value == value.to_integral_value()
        fits = value.is_finite() and abs(value) < Decimal(10) ** 14
        exact = fits and value == round(value, PLACES)
    except ArithmeticError:
        exact = is_whole = False
    if not exact or (isinstance(parameter.default, int) and not is_whole):
        kind = (
            Text("整数", "a whole number")
            if isinstance(parameter.default, int)
            else Text(f"至多 {PLACES} 位小数的数", f"a number with up to {PLACES} decimals")
        )
        raise WrongUse(
            f"参数 {parameter.name} 应是{kind.zh}，不能是“{typed}”。",
            f"Parameter {parameter.name} is {kind.en}, not “{typed}”.",
        )
    return value


def ask_for_parameter(
    connection: Connection,
    rule: Rule,
    name: str,
    typed: str,
    *,
    division_id: str,
    valid_from: dt.date,
    ground: str,
) -> int:
    """Asks that a parameter have a value at a division and below; returns the request's number.

    Args:
        connection: acting for whoever asks.
        rule: whose parameter.
        name: of the parameter.
        typed: its value in the parameter's own unit; empty: again what holds above.
        division_id: where it shall hold.
        valid_from: from runs as of which day.
        ground: the document that sets it.

    Raises:
        Refused: whoever acts may not ask for it there, or gives no ground.
        WrongUse: the rule has no such parameter, or the value is none.
    """
    value = value_of(parameter_named(rule, name), typed)
    values = {
        "code": rule.code,
        "name": name,
        "division_id": division_id,
        "valid_from": valid_from,
        "value": value,
        "ground": ground,
    }
    return int(str(asked(connection, ASK_FOR_PARAMETER, values)))


def ask_for_version(connection: Connection, rule: Rule, ground: str) -> int:
    """Asks that this version of a rule be the one that is run; returns the request's number.

    Raises:
        Refused: whoever acts may not, gives no ground, or the version is on record with another
            text.
        WrongUse: it is an own rule of no division, or one that cannot be run.
    """
    if rule.division is not None:
        check_place(connection, rule.division)
        check_planned(connection, rule)
    values = {
        "code": rule.code,
        "version": rule.version,
        "sha256": rule.sha256,
        "text": json.dumps(rule.as_data(), ensure_ascii=False),
        "ground": ground,
    }
    return int(str(asked(connection, ASK_FOR_VERSION, values)))


def check_place(connection: Connection, division: str) -> None:
    """An own rule names its place by the number that no renaming changes.

    Raises:
        WrongUse: there is no division of that number.
    """
    known = connection.execute(
        text("SELECT 1 FROM ledger.division WHERE division_id = :division"), {"division": division}
    ).scalar()
    if known is None:
        raise WrongUse(
            f"division：没有编号为 {division} 的区划。",
            f"division: there is no division of the number {division}.",
        )


def check_planned(connection: Connection, rule: Rule) -> None:
    """Has the database plan a rule's statement; nothing is read.

    Args:
        connection: acting for whoever wants to have it run.
        rule: of a file.

    Raises:
        WrongUse: the statement cannot be asked: a column is not there, a type does not fit.
    """
    query = breaches(rule, rule.in_force_from).replace(":", r"\:")
    try:
        with connection.begin_nested():
            connection.execute(text(f"EXPLAIN {query}"))
    except DBAPIError as error:
        said = str(error.orig).strip().splitlines()[0]
        raise WrongUse(
            f"规则 {rule.code} 不能运行：{said}", f"Rule {rule.code} cannot be run: {said}"
        ) from error


def decide_on_rule(connection: Connection, request_id: int, decision: str, reason: str) -> None:
    """Releases or refuses what another asked for, or takes back what one asked for oneself.

    Args:
        connection: acting for whoever decides.
        request_id: of the request.
        decision: released, refused or withdrawn.
        reason: why; of a refusal it has to be said.

    Raises:
        Refused: whoever acts may not decide on it, or it was decided on.
    """
    asked(
        connection,
        "SELECT audits.decide_on_rule(:request_id, :decision, :reason)",
        {"request_id": request_id, "decision": decision, "reason": reason},
    )
