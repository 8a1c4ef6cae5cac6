"""The one door to Great Expectations: runs rules as suites, each query once, inside the database.

What this door guards against (Great Expectations 1.24):

* Rows come back cut at 200 and amounts as floats: nothing is read back. The statement of
  `expectations.queries.storing` stores every breach where it is found and returns counts.
* A query that fails is reported as a failed expectation, and the whole bundle is tried again, up
  to four times: our metric never raises. It hands the error on, and the rule *did not run*.
* `add_postgres` refuses a URL without a host, and `$` means a template: a plain SQL data source,
  with the URL escaped.
* Telemetry is on unless switched off before the import.
"""

import datetime as dt
import os
import time
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
from great_expectations.datasource.fluent.interfaces import GxDatasourceWarning
from great_expectations.execution_engine.sqlalchemy_execution_engine import (
    SqlAlchemyExecutionEngine,
)
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from expectations.incremental import Base, statements
from expectations.rule import Rule, RuleResult
from ledger.database import role_url

METRIC = "mingzhang.rule_counts"
#: An auditor's own rule is stopped after so long: the others wait for it.
MOST_SECONDS = 600
UNLIMITED = 0


class RuleCounts(TableMetricProvider):
    """Runs a rule's statements and returns the sums of their counts, or what went wrong."""

    metric_name = METRIC
    value_keys = ("statements", "most_seconds")

    @metric_value(engine=SqlAlchemyExecutionEngine)
    def _sqlalchemy(
        cls,  # noqa: N805  (the library calls it so)
        execution_engine: SqlAlchemyExecutionEngine,
        metric_domain_kwargs: dict[str, Any],  # noqa: ARG002
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],  # noqa: ARG002
        runtime_configuration: dict[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        began = time.monotonic()
        counts: dict[str, Any] = {}
        try:
            with execution_engine.engine.begin() as connection:
                most_seconds = int(metric_value_kwargs["most_seconds"])
                connection.execute(text(f"SET LOCAL statement_timeout = '{most_seconds}s'"))
                for statement in metric_value_kwargs["statements"]:
                    # A colon is a colon here, not the beginning of a parameter's name.
                    asked = text(statement.replace(":", r"\:"))
                    for name, count in connection.execute(asked).mappings().one().items():
                        counts[name] = counts.get(name, 0) + count
        except SQLAlchemyError as error:
            reason = getattr(error, "orig", None) or error
            counts = {"error": str(reason).strip()}
        return counts | {"seconds": time.monotonic() - began}


class ExpectNoBreach(BatchExpectation):
    """Expects that a rule's query returns no row."""

    rule_code: str
    statements: list[str]
    most_seconds: int

    metric_dependencies = (METRIC,)
    success_keys = ("statements", "most_seconds")
    domain_keys = ("batch_id",)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,  # noqa: ARG002
        execution_engine: Any = None,  # noqa: ANN401, ARG002
    ) -> dict[str, Any]:
        counts = metrics[METRIC]
        return {
            "success": "error" not in counts and counts["breached"] == 0,
            "result": {"observed_value": counts.get("breached"), "details": counts},
        }


def settings_of_run(horizon_id: int) -> dict[str, str]:
    """What the server is told of the connection that rules run over."""
    return {
        # A policy that would hide rows raises instead of making an audit silently clean.
        "row_security": "off",
        "mingzhang.horizon": str(horizon_id),
        "timezone": "Asia/Shanghai",
        "jit": "off",
        "work_mem": "128MB",
        # A horizon's condition has the planner expect too few rows; over few rows it loops, and
        # over the many there are a loop in a loop takes hours.
        "enable_nestloop": "off",
    }


class Checker:
    """Runs rules over what one horizon shows.

    Args:
        url: of the ledger.
        data_docs: a folder to write Great Expectations' own pages to, or None.
    """

    def __init__(self, url: str, data_docs: Path | None = None) -> None:
        self.url = url
        self.data_docs = data_docs

    def check(
        self,
        rules: Iterable[Rule],
        *,
        as_of: dt.date,
        run_id: int,
        horizon_id: int,
        book_id: int | None = None,
        bases: Mapping[str, Base] | None = None,
    ) -> list[RuleResult]:
        """Runs every rule once and stores its breaches under the run."""
        context = self.context()
        with warnings.catch_warnings():
            # It recommends a data source that refuses our URLs.
            warnings.simplefilter("ignore", GxDatasourceWarning)
            batch = self.batch(context, horizon_id)
        listed = list(rules)
        prepared = statements(
            self.url,
            settings_of_run(horizon_id),
            listed,
            bases or {},
            as_of=as_of,
            run_id=run_id,
            horizon_id=horizon_id,
            book_id=book_id,
        )
        definitions = []
        for folder in dict.fromkeys(rule.folder for rule in listed):
            suite = gx.ExpectationSuite(
                name=folder,
                expectations=[
                    ExpectNoBreach(
                        rule_code=rule.code,
                        statements=prepared[rule.code].statements,
                        most_seconds=MOST_SECONDS if rule.division else UNLIMITED,
                    )
                    for rule in listed
                    if rule.folder == folder
                ],
            )
            definitions.append(
                context.validation_definitions.add(
                    gx.ValidationDefinition(
                        name=folder, data=batch, suite=context.suites.add(suite)
                    )
                )
            )
        if not definitions:
            return []
        checkpoint = context.checkpoints.add(
            gx.Checkpoint(name=f"run {run_id}", validation_definitions=definitions)
        )
        outcome = checkpoint.run()
        if self.data_docs:
            context.build_data_docs()
        found = {
            result.expectation_config.kwargs["rule_code"]: result
            for suite_result in outcome.run_results.values()
            for result in suite_result.results
        }
        return [
            replace(
                self.result(rule, found.get(rule.code)),
                base_run_id=prepared[rule.code].base_run_id,
                given=prepared[rule.code].given,
            )
            for rule in listed
        ]

    def context(self) -> Any:  # noqa: ANN401  (the library ships no types)
        """A context of our own for this run; nothing is kept but the pages, where asked for."""
        context: Any = (
            gx.get_context(mode="file", project_root_dir=self.data_docs)
            if self.data_docs
            else gx.get_context(mode="ephemeral")
        )
        context.variables.progress_bars = {"globally": False}
        return context

    def batch(self, context: Any, horizon_id: int) -> Any:  # noqa: ANN401
        """The batch is the scope; the rules' own queries say what is in it."""
        settings = settings_of_run(horizon_id)
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        url = role_url(self.url, "mingzhang_audit").render_as_string(hide_password=False)
        source = context.data_sources.add_or_update_sql(
            "ledger",
            connection_string=url.replace("$", r"\$"),
            create_temp_table=False,
            kwargs={"connect_args": {"options": options, "application_name": "mingzhang audit"}},
        )
        asset = source.add_query_asset("scope", query="SELECT 1 AS whole")
        return asset.add_batch_definition_whole_table("all")

    def result(self, rule: Rule, found: Any) -> RuleResult:  # noqa: ANN401
        """A rule's result as the library reports it; what it does not report did not run."""
        details = (found.result or {}).get("details") if found is not None else None
        if not details:
            reason = "Great Expectations gave no result"
            if found is not None and found.exception_info:
                reason = str(found.exception_info)[:2000]
            return RuleResult(rule, 0.0, error=reason)
        if "error" in details:
            return RuleResult(rule, details["seconds"], error=details["error"])
        return RuleResult(
            rule,
            details["seconds"],
            details["examined"],
            details["breached"],
            details["not_applicable"],
        )
