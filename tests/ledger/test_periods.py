"""Only a month that there is can be closed."""

import pytest
from builders import book_id, post
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from expectations.rule import fact
from ledger.personal import Protector


@pytest.mark.parametrize("period", [202200, 202213, 5, 20220301])
def test_what_is_no_month_is_not_closed(
    connection: Connection, protector: Protector, period: int
) -> None:
    post(connection, protector, fact("appropriations"))
    with pytest.raises(IntegrityError, match="period_closing_period_check"):
        connection.execute(
            text("SELECT ledger.close_period(:book, :period, '月结', '测试员')"),
            {"book": book_id(connection), "period": period},
        )
