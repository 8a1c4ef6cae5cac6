"""What runs by itself and when: the table that the scheduler works through, each job once a tick.

The times are Beijing time. An office changes one by MINGZHANG_SCHEDULE_<JOB>, in the five fields
of cron (minute, hour, day, month, weekday) or six with the second in front.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from jobs import (
    check_deadlines,
    nightly_audit,
    roll_up_balances,
    seal,
    send_alerts,
    verify_evidence,
    witness_late,
)
from ledger.language import Text
from ledger.settings import Settings


@dataclass(frozen=True)
class Connected:
    """What a job works with: the ledger, its settings, and its URL for the rules' own engine."""

    engine: Engine
    settings: Settings
    url: str


@dataclass(frozen=True)
class ScheduledJob:
    """One line of the schedule; `work` does it and returns what it did, in words."""

    name: str
    title: Text
    says_when: Text
    cron: str
    work: Callable[[Connected], str]

    @property
    def variable(self) -> str:
        """The environment variable by which an office sets other times."""
        return f"MINGZHANG_SCHEDULE_{self.name.upper()}"

    @property
    def times(self) -> str:
        """The cron expression in force here."""
        return os.environ.get(self.variable) or self.cron


SCHEDULE = (
    ScheduledJob(
        "nightly_audit",
        Text("夜间检查：按全部规则查所有账簿", "nightly audit: all rules over all books"),
        Text("每天 02:00", "every day at 02:00"),
        "0 2 * * *",
        lambda to: nightly_audit.work(to.engine, to.url),
    ),
    ScheduledJob(
        "check_deadlines",
        Text("期限检查：超期未核实的疑点", "deadline check: flags nobody verified in time"),
        Text("每天 07:30", "every day at 07:30"),
        "30 7 * * *",
        lambda to: check_deadlines.work(to.engine),
    ),
    ScheduledJob(
        "send_alerts",
        Text("发送预警：邮件和签名回调", "send alerts: e-mail and signed webhooks"),
        Text("每分钟", "every minute"),
        "* * * * *",
        lambda to: send_alerts.work(to.engine, to.settings),
    ),
    ScheduledJob(
        "roll_up_balances",
        Text("汇总余额：让任一日期的余额一查即得", "roll up balances, so that any day is quick"),
        Text("每 10 分钟", "every 10 minutes"),
        "*/10 * * * *",
        lambda to: roll_up_balances.work(to.engine),
    ),
    ScheduledJob(
        "seal",
        Text("封存：新入账的事实纳入哈希树，签发检查点", "seal: new facts, signed checkpoints"),
        Text("每 5 分钟", "every 5 minutes"),
        "*/5 * * * *",
        lambda to: seal.work(to.engine, to.settings, to.url),
    ),
    ScheduledJob(
        "verify_share",
        Text("核验一份：28 夜轮完全部事实", "verify a share: all facts in 28 nights"),
        Text("每天 03:30", "every day at 03:30"),
        "30 3 * * *",
        lambda to: verify_evidence.work_on_share(to.engine, to.settings, to.url),
    ),
    ScheduledJob(
        "verify_whole",
        Text("核验全部：重读每一条事实", "verify everything: every fact is read again"),
        Text("每周日 04:30", "on Sundays at 04:30"),
        "30 4 * * sun",
        lambda to: verify_evidence.work_on_whole(to.engine, to.settings, to.url),
    ),
    ScheduledJob(
        "witness_late",
        Text("见证单位：逾期没有会签的", "witnesses: those that have not signed in time"),
        Text("每天 08:00", "every day at 08:00"),
        "0 8 * * *",
        lambda to: witness_late.work(to.engine),
    ),
)
