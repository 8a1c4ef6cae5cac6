"""Business dates are Beijing's."""

import datetime as dt
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def today_in_beijing() -> dt.date:
    """The business date of this moment."""
    return dt.datetime.now(BEIJING).date()
