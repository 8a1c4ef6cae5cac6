"""`mingzhang jobs`: the schedule with each job's last tick; run one now; start the scheduler."""

from typing import Annotated

import typer

from cli.options import AsJson
from ledger.language import t

HELP = t("定时任务：查看、立即运行、启动调度。", "Scheduled jobs: list, run now, start.")
LIST_HELP = t("列出定时任务及上次运行情况。", "List the jobs and how each last went.")
RUN_HELP = t("现在就运行一个任务。", "Run one job now.")
START_HELP = t("启动调度，直到按 Ctrl-C。", "Start the scheduler; Ctrl-C stops it.")

app = typer.Typer(no_args_is_help=False, invoke_without_command=True)


@app.callback()
def jobs(
    context: typer.Context,
    *,
    as_json: AsJson = False,
) -> None:
    """Lists the jobs where no subcommand is given."""
    if context.invoked_subcommand is None:
        show(as_json=as_json)


@app.command("list", help=LIST_HELP)
def show(
    *,
    as_json: AsJson = False,
) -> None:
    """Prints the schedule."""
    from rich.table import Table  # noqa: PLC0415

    from audits.job_ticks import latest_ticks  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415
    from jobs.schedule import SCHEDULE  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        ticks = latest_ticks(connection)
    if as_json:
        print_json(
            [
                {"job": job.name, "times": job.times, "latest": ticks.get(job.name)}
                for job in SCHEDULE
            ]
        )
        return
    table = Table()
    for header in (
        t("任务", "Job"),
        t("时间", "When"),
        t("上次应运行", "Last due"),
        t("状态", "State"),
        t("结果", "It said"),
    ):
        table.add_column(header, overflow="fold")
    for job in SCHEDULE:
        when = str(job.says_when) if job.times == job.cron else job.times
        tick = ticks.get(job.name)
        last = ("—", t("尚未运行", "never run"), "")
        if tick:
            last = (f"{tick.due_at:%Y-%m-%d %H:%M:%S}", state_words(tick.state), tick.said or "")
        table.add_row(f"{job.name}\n{job.title}", when, *last)
    console().print(table)


def state_words(state: str) -> str:
    """The state of a tick in words."""
    return {
        "running": t("运行中", "running"),
        "done": t("完成", "done"),
        "failed": t("失败", "failed"),
        "skipped": t("跳过", "skipped"),
    }[state]


@app.command("run", help=RUN_HELP)
def run(
    name: Annotated[str, typer.Argument(help=t("任务名，见 jobs list", "A name of `jobs list`"))],
) -> None:
    """Performs a tick of one job that is due now; exits with 3 where it failed.

    Raises:
        WrongUse: there is no such job, or it is running.
    """
    import datetime as dt  # noqa: PLC0415
    import logging  # noqa: PLC0415

    import structlog  # noqa: PLC0415

    from audits.job_ticks import latest_ticks  # noqa: PLC0415
    from cli.connecting import connect_for_jobs  # noqa: PLC0415
    from jobs.schedule import SCHEDULE, Connected  # noqa: PLC0415
    from jobs.ticks import perform  # noqa: PLC0415
    from ledger.errors import SystemFailed, WrongUse  # noqa: PLC0415

    job = next((job for job in SCHEDULE if job.name == name), None)
    if job is None:
        names = ", ".join(job.name for job in SCHEDULE)
        raise WrongUse(
            f"没有任务 {name}；可用的有 {names}。", f"There is no job {name}; there are {names}."
        )
    # Whoever runs a job by hand is told its outcome, once.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    connected = Connected(*connect_for_jobs())
    done = perform(connected.engine, job.name, dt.datetime.now(dt.UTC), lambda: job.work(connected))
    if not done:
        raise WrongUse(f"任务 {name} 正在运行。", f"The job {name} is running.")
    with connected.engine.connect() as connection:
        tick = latest_ticks(connection)[name]
    if tick.state == "failed":
        raise SystemFailed(f"任务 {name} 失败：{tick.said}", f"The job {name} failed: {tick.said}")
    typer.echo(tick.said)


@app.command("start", help=START_HELP)
def start() -> None:
    """Runs the scheduler in the foreground."""
    from cli.connecting import connect_for_jobs  # noqa: PLC0415
    from jobs.schedule import Connected  # noqa: PLC0415
    from jobs.scheduler import start as run_scheduler  # noqa: PLC0415

    run_scheduler(Connected(*connect_for_jobs()))
