"""The table of refusals: what is said of projects as they are built, and of what they attained."""

from refusal_shape import DESCRIBES, UNKNOWN_PROJECT, Event, Refusal, differs, refusals

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
}
