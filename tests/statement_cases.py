"""Sheets that provoke what may be wrong with the lines of statements, and where."""

from builders import COUNTY
from problem_cases import Case, one_row

LINE_HEADER = ["账簿", "流水编号", "交易日期", "金额(元)", "收入金额(元)", "交易凭证类型"]
LINE = [COUNTY, "L1", "2022-05-01", "100", "", ""]

STATEMENT_CASES: dict[str, Case] = {
    "year_end_line": one_row("对账单明细", LINE_HEADER, [*LINE[:5], "年终结转"], "交易凭证类型"),
    "line_without_amount": one_row(
        "对账单明细", LINE_HEADER, [*LINE[:3], "0.00", "", ""], "金额(元)"
    ),
    "line_both_ways": one_row("对账单明细", LINE_HEADER, [*LINE[:4], "100", ""], "收入金额(元)"),
}
