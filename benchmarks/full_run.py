"""A run of all rules over a made-up province, against the same queries sent by hand."""

import time

from ground import COUNTIES, Figure, Ground
from sqlalchemy import create_engine, text

from audits.recording import begin_run
from audits.running import run
from demonstrations.made_up.generating import generate
from demonstrations.made_up.plan import AS_OF, Plan
from expectations.catalogue import rules
from expectations.checker import Checker, settings_of_run
from expectations.queries import storing
from ledger.database import open_engine

BAR = 1.15
BOOKS = 18


def measure(ground: Ground, payments: int) -> list[Figure]:
    """Both twice, by turns, after a first run that warms both; the sums are compared."""
    assert BOOKS <= COUNTIES
    url = ground.database("province")
    folder = ground.folder / "province"
    truth = generate(Plan(seed=1, counties=BOOKS, years=2, scale=payments), folder)
    steps = ground.bring(url, folder)
    engine = open_engine(url, "mingzhang_jobs")
    with engine.connect() as connection:
        entries = connection.execute(text("SELECT count(*) FROM ledger.entry")).scalar_one()
    print(f"  {truth.rows:,} rows posted in {steps.posted:.0f} s, {entries:,} entries", flush=True)
    run_once(url)
    ours = by_hand = 0.0
    for _ in range(2):
        by_hand += send_by_hand(url)
        ours += run_once(url)
    engine.dispose()
    return [
        Figure(
            f"a run of {len(rules())} rules over {payments:,} disbursements",
            f"{ours / 2:.1f} s",
            f"the same queries by hand {by_hand / 2:.1f} s",
            ours / by_hand,
            f"≤ {BAR} ×",
            ours / by_hand <= BAR,
        )
    ]


def run_once(url: str) -> float:
    """A whole run, with its flags and alerts; the seconds it took."""
    engine = open_engine(url, "mingzhang_jobs")
    began = time.monotonic()
    summary = run(engine, Checker(url), rules(), as_of=AS_OF, started_by="benchmark")
    took = time.monotonic() - began
    assert summary.complete
    engine.dispose()
    for result in summary.results:
        print(f"    {result.rule.code} {result.seconds:6.2f} s {result.breached:>7,} breaches")
    return took


def send_by_hand(url: str) -> float:
    """The rules' statements one after the other over one connection; the seconds they took."""
    engine = open_engine(url, "mingzhang_jobs")
    with engine.begin() as connection:
        run_id, horizon_id = begin_run(connection, AS_OF, None, "by hand")
    engine.dispose()
    options = " ".join(f"-c {k}={v}" for k, v in settings_of_run(horizon_id).items())
    plain = create_engine(url, connect_args={"options": options})
    began = time.monotonic()
    with plain.connect() as connection:
        for rule in rules():
            statement = storing(rule, AS_OF, run_id, None).replace(":", r"\:")
            connection.execute(text(statement))
            connection.commit()
    took = time.monotonic() - began
    plain.dispose()
    return took
