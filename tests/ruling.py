"""Figures and versions of rules that two people put in force, for tests of what follows."""

import datetime as dt

from persons import SECOND, act_as
from sqlalchemy import Connection, Engine

from audits.rule_changes import ask_for_parameter, ask_for_version, decide_on_rule
from expectations.rule import Rule

GROUND = "示范财农〔2022〕1号"


def set_parameter(
    connection: Connection,
    rule: Rule,
    name: str,
    value: object,
    division: str,
    since: dt.date = dt.date(2022, 1, 1),
) -> int:
    """One asks for a figure, another releases it; the number of the request."""
    request = ask_for_parameter(
        connection, rule, name, str(value), division_id=division, valid_from=since, ground=GROUND
    )
    act_as(connection, SECOND)
    decide_on_rule(connection, request, "released", "")
    return request


def release(engine: Engine, rule: Rule) -> None:
    """One asks for a version of a rule, another releases it."""
    with engine.begin() as connection:
        request = ask_for_version(connection, rule, GROUND)
        act_as(connection, SECOND)
        decide_on_rule(connection, request, "released", "")
