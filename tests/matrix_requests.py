"""What somebody else asked for, as the owner writes it, for the people of the matrix to act on."""

from sqlalchemy import Connection, text


def ask_for_right(owner: Connection, division: str) -> int:
    """A request for a right at a place."""
    found = owner.execute(
        text(
            "INSERT INTO ledger.right_request (recorded_at, recorded_by, kind, login, role,"
            " division_id, with_subtree, reason) VALUES (clock_timestamp(), 'other_asker',"
            " 'grant', 'newcomer', 'clerk', :division, FALSE, '测试') RETURNING request_id"
        ),
        {"division": division},
    ).scalar_one()
    return int(found)


def ask_for_parameter(owner: Connection, division: str) -> int:
    """A request for a figure of a rule at a place."""
    found = owner.execute(
        text(
            "INSERT INTO audits.rule_request (recorded_at, recorded_by, kind, rule_code, name,"
            " division_id, valid_from, value, ground) VALUES (clock_timestamp(), 'other_asker',"
            " 'parameter', 'BT-01', 'days_allowed', :division, DATE '2022-01-01', 20, '测试')"
            " RETURNING request_id"
        ),
        {"division": division},
    ).scalar_one()
    return int(found)
