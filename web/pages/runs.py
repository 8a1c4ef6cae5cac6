"""The runs on record, and what became of each rule in one."""

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from audits.run_questions import rules_of_run, runs
from expectations.catalogue import rules
from web.addresses import Position
from web.powers import holding
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter(dependencies=[holding("finding")])


@router.get("/runs")
def list_runs(connection: Reader, someone: SignedIn) -> Response:
    """Lists the latest runs."""
    return page(someone.visitor, "runs.html", values={"runs": runs(connection, limit=100)})


@router.get("/runs/{run_id}")
def show_run(connection: Reader, someone: SignedIn, run_id: Position) -> Response:
    """Shows a run, a rule a row."""
    found = runs(connection, run_id=run_id)
    if not found:
        raise HTTPException(404)
    values: dict[str, object] = {
        "run": found[0],
        "results": rules_of_run(connection, run_id),
        "titles": {rule.code: rule.title for rule in rules()},
    }
    return page(someone.visitor, "run.html", values=values)
