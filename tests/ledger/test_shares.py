"""What is divided in proportion is given away to the fen, and near to its proportion."""

from hypothesis import given
from hypothesis import strategies as st

from ledger.shares import shares, table_of_shares

AMOUNTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=6)


@given(weights=AMOUNTS, total=st.integers(0, 10**12))
def test_shares_add_up_and_are_within_a_fen_of_their_proportion(
    weights: list[int], total: int
) -> None:
    whole = sum(weights)
    if not whole:
        return
    parts = shares(total, weights)
    assert sum(parts) == total
    assert all(abs(p * whole - total * w) < whole for p, w in zip(parts, weights, strict=True))


@given(givers=AMOUNTS, receivers=AMOUNTS)
def test_a_table_gives_each_row_and_each_column_its_sum(
    givers: list[int], receivers: list[int]
) -> None:
    lacking = sum(givers) - sum(receivers)
    (receivers if lacking > 0 else givers).append(abs(lacking))
    table = table_of_shares(givers, receivers)
    assert [sum(row) for row in table] == givers
    assert [sum(column) for column in zip(*table, strict=True)] == receivers
    assert min(min(row) for row in table) >= 0


def test_fen_left_over_go_to_those_who_lost_most() -> None:
    assert shares(100, [1, 1, 1]) == [34, 33, 33]
    assert shares(10, [5, 3, 7]) == [3, 2, 5]
