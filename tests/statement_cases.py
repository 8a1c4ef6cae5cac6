"""Sheets that provoke what may be wrong with the lines of statements, and where."""

from builders import COUNTY
from problem_cases import Case, one_row

LINE_HEADER = ["账簿", "流水编号", "交易日期", "金额(元)", "收入金额(元)", "交易凭证类型"]
LINE = [COUNTY, "L1", "2022-05-01", "100", "", ""]

JOURNAL_HEADER = [
    "账簿", "账套", "导出日期", "会计期间", "凭证号", "分录号", "凭证日期", "科目编码", "科目名称",
    "借方金额(元)", "贷方金额(元)",
]  # fmt: skip
JOURNAL_LINE = [
    COUNTY, "财政总会计", "2022-06-05", "202205", "1", "1", "2022-05-10", "1001", "国库存款",
    "100", "",
]  # fmt: skip

STATEMENT_CASES: dict[str, Case] = {
    "year_end_line": one_row("对账单明细", LINE_HEADER, [*LINE[:5], "年终结转"], "交易凭证类型"),
    "line_without_amount": one_row(
        "对账单明细", LINE_HEADER, [*LINE[:3], "0.00", "", ""], "金额(元)"
    ),
    "line_both_ways": one_row("对账单明细", LINE_HEADER, [*LINE[:4], "100", ""], "收入金额(元)"),
    "not_a_period": one_row(
        "账套凭证",
        JOURNAL_HEADER,
        [*JOURNAL_LINE[:3], "202214", *JOURNAL_LINE[4:]],
        "会计期间",
    ),
    "journal_line_sides": one_row(
        "账套凭证", JOURNAL_HEADER, [*JOURNAL_LINE[:10], "100"], "借方金额(元)"
    ),
}
