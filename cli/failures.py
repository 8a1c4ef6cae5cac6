"""Puts an unexpected failure into one line, and keeps its details where they can be found."""

import tempfile
import traceback
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError

from ledger.language import t
from ledger.refusals import refusal_of


def explain(error: Exception) -> tuple[str, int]:
    """What to tell the user, and the exit code."""
    if isinstance(error, DBAPIError):
        refusal = refusal_of(error)
        if refusal:
            return str(refusal), refusal.exit_code
    if isinstance(error, OperationalError):
        reason = str(error.orig).strip().splitlines()[0]
        return t(f"数据库出错：{reason}", f"The database failed: {reason}"), 3
    with tempfile.NamedTemporaryFile(
        "w", prefix="mingzhang-", suffix=".log", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exception(error, file=file)
    where = Path(file.name)
    said = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return t(
        f"程序出错：{said}（详情见 {where}）", f"Something failed: {said} (details in {where})"
    ), 3
