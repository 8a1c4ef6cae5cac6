"""Looks at sites and self-evaluations are kept as they were handed in, and refused where wrong."""

import pytest
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

PROJECT = fact("projects", project_code="P")


def look(**more: object) -> Fact:
    """A look at the project's site."""
    return fact("site_checks", **({"project_code": "P", "distance_metres": "35.5"} | more))


def evaluation(**more: object) -> Fact:
    """What the project attained of an indicator."""
    cells: dict[str, object] = {
        "level": "project",
        "project_code": "P",
        "indicator": "里程",
        "indicator_kind": "quantity",
        "attained_percent": "90",
    }
    return fact("self_evaluations", **(cells | more))


def test_they_are_kept_once(engine: Engine, protector: Protector) -> None:
    said = (
        *(look(), look(occurred_on="2022-11-01", found="idle"), evaluation()),
        evaluation(indicator="验收合格率", indicator_kind="quality"),
        evaluation(level="department", project_code="", unit="示范局", indicator=""),
        evaluation(level="county", project_code="", indicator=""),
    )
    assert codes(send(engine, protector, PROJECT, *said)) == []
    again = send(engine, protector, *said, fact("projects", project_code="Q"))
    assert codes(again) == []
    assert (again.posted["site_checks"], again.posted["self_evaluations"]) == (0, 0)
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT found, distance_metres FROM facts.site_check ORDER BY occurred_on")
        ).all()
        levels = connection.execute(
            text("SELECT level FROM facts.self_evaluation ORDER BY self_evaluation_id")
        ).scalars()
        assert sorted(levels) == ["county", "department", "project", "project"]
    assert [(row.found, str(row.distance_metres)) for row in found] == [
        ("in_use", "35.500"),
        ("idle", "35.500"),
    ]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (look(found="看过"), "not_a_choice"),
        (look(distance_metres="-1"), "not_a_quantity"),
        (look(project_code="Q"), "unknown_project"),
        (look(occurred_on="2199-01-01"), "day_to_come"),
        (evaluation(project_code=""), "required"),
        (evaluation(project_code="", level="department"), "required"),
        (evaluation(level="county"), "evaluation_of_project"),
        (evaluation(attained_percent="100.01"), "not_a_percent"),
        (evaluation(submitted_on="2199-01-01"), "day_to_come"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    engine: Engine, protector: Protector, wrong: Fact, code: str
) -> None:
    assert codes(send(engine, protector, PROJECT, wrong)) == [code]


@pytest.mark.parametrize("more", [{"found": "idle"}, {"distance_metres": "36"}])
def test_another_finding_of_the_same_look_is_refused(
    engine: Engine, protector: Protector, more: dict[str, str]
) -> None:
    assert codes(send(engine, protector, PROJECT, look())) == []
    assert codes(send(engine, protector, look(**more))) == ["same_reference_differs"]
