"""The table of refusals: what is said of projects as they are built, and of what they attained."""

from refusal_shape import (
    DESCRIBES,
    NEW_VERSION,
    NOT_AN_EVENT,
    UNKNOWN_BOOK,
    UNKNOWN_PROJECT,
    Event,
    Refusal,
    differs,
    nothing_such,
    refusals,
)

PROJECTS: dict[str, Event] = {
    "project step": Event(
        "project_steps",
        {"project_code": "XM1", "step": "finished", "external_reference": "步骤9"},
        refusals(more=DESCRIBES, unknown=UNKNOWN_PROJECT, other_content=differs("step", "started")),
    ),
    "progress report": Event(
        "progress_reports",
        {"project_code": "XM1", "percent": "40", "verified_by": "监理"},
        refusals(
            more=Refusal("not_a_percent", "percent", {"percent": "101"}),
            unknown=UNKNOWN_PROJECT,
            other_content=differs("percent", "41"),
        ),
    ),
    "site check": Event(
        "site_checks",
        {"project_code": "XM1", "found": "idle", "checked_by": "镇干部"},
        refusals(more=DESCRIBES, unknown=UNKNOWN_PROJECT, other_content=differs("found", "in_use")),
    ),
    "finding": Event(
        "findings",
        {
            "finding_code": "SJ9",
            "report_number": "审9",
            "problem": "DP-01",
            "responsible_unit": "某局",
            "manner": "at_once",
        },
        refusals(
            more=Refusal("due_before_report", "due_on", {"due_on": "2021-01-01"}),
            unknown=UNKNOWN_BOOK,
            other_content=differs("problem", "DP-02"),
        ),
        day="reported_on",
    ),
    "rectification": Event(
        "rectifications",
        {"finding_code": "SJ1", "step": "recovered", "amount": "10"},
        refusals(
            more=Refusal("amount_of_recovery", "amount", {"amount": ""}),
            unknown=nothing_such("unknown_finding", "finding_code", "SJ99"),
            other_content=differs("amount", "11"),
        ),
    ),
    "self-evaluation": Event(
        "self_evaluations",
        {
            "evaluated_year": "2021",
            "level": "project",
            "project_code": "XM1",
            "attained_percent": "90",
        },
        refusals(
            more=Refusal("not_a_percent", "attained_percent", {"attained_percent": "101"}),
            unknown=UNKNOWN_PROJECT,
            other_content=differs("attained_percent", "91"),
        ),
        day="submitted_on",
    ),
    "entitlement": Event(
        "entitlements",
        {
            "entitlement_code": "QD9",
            "project_code": "XM1",
            "household_code": "H1",
            "approved_amount": "100",
            "approved_on": "2022-05-01",
            "due_on": "2022-06-01",
        },
        refusals(
            more=DESCRIBES,
            unknown=nothing_such("unknown_household", "household_code", "H99"),
            other_content=NEW_VERSION,
        ),
        day=None,
        undated=NOT_AN_EVENT,
        open_in_closed_months=NOT_AN_EVENT,
    ),
}
