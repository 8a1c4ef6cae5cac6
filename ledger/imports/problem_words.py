"""The sentence for each thing that can be wrong with a row, and which of them only note it."""

from ledger.grounds import GROUNDS
from ledger.imports.claim_words import CLAIM_WORDS
from ledger.imports.contract_words import CONTRACT_WORDS
from ledger.imports.movement_words import MOVEMENT_WORDS
from ledger.imports.source_words import SOURCE_WORDS
from ledger.language import Text

#: What is said without standing in the way.
NOTES = {
    "unknown_column",
    "unknown_sheet",
    "empty_file",
    "too_many_problems",
    "posted_and_reversed",
    "registered_changes",
    "book_completed",
    "year_end_line",
}

CATALOGUE: dict[str, Text] = {
    # Cells.
    "required": Text("此列必填", "This column must be filled in"),
    "not_a_date": Text(
        "应为日期，如 2018-03-05、2018/3/5 或 2018年3月5日",
        "A date is expected, such as 2018-03-05, 2018/3/5 or 2018年3月5日",
    ),
    "not_money": Text(
        "应为金额，如 12,345.67；单位由表头决定，单元格里不写“万”",
        "An amount is expected, such as 12,345.67; the header gives the unit, not the cell",
    ),
    "not_positive": Text(
        "金额应大于 0；调减、冲销请用相应的事项，不要填负数",
        "The amount should be more than 0; withdraw or reverse instead of a negative amount",
    ),
    "too_precise": Text("金额只能精确到分", "An amount is exact to the fen"),
    "too_large": Text("金额超出可记范围", "The amount is more than can be recorded"),
    "not_an_integer": Text("应为整数", "A whole number is expected"),
    "not_a_quantity": Text(
        "应为大于 0 的数量，最多三位小数",
        "A quantity of more than 0 is expected, with three decimals at most",
    ),
    "not_a_percent": Text("应为 0 到 100 的百分数", "A percentage from 0 to 100 is expected"),
    "percent_or_fraction": Text(
        "是百分之几不清楚：单元格是百分比格式或小数。请把此列设为文本格式，填 3% 这样的百分数",
        "Unclear: the cell is a fraction or formatted as a percentage. "
        "Format the column as text and enter a percentage such as 3%",
    ),
    "not_yes_no": Text("应填 是 或 否", "Yes or no is expected"),
    "not_a_choice": Text("应为其中之一：{choices_zh}", "One of these is expected: {choices_en}"),
    "unknown_division": Text(
        "没有这个行政区划；应为代码或名称，如 130407 或 肥乡区",
        "There is no such division; a code or name is expected, such as 130407",
    ),
    "ambiguous_division": Text(
        "有几个同名的行政区划，请填代码：{codes}",
        "Several divisions have that name; give the code: {codes}",
    ),
    "not_a_book_level": Text(
        "账簿应属省、市、县财政，这是 {level_zh}",
        "A book belongs to a province, city or county; this is a {level}",
    ),
    "rounded_by_excel": Text(
        "Excel 把这个长号码当成数字，只保留了前 15 位，原号码已经丢失；"
        "请把此列设为文本格式，从原始资料重新录入",
        "Excel took this long number for a quantity and kept 15 digits; the rest is lost. "
        "Format the column as text and enter it again from the original",
    ),
    "bad_id_number": Text("身份证号不对：{why_zh}", "This is not a valid ID number: {why_en}"),
    "bad_identity": Text(
        "既不是有效的身份证号，也不是有效的统一社会信用代码（校验位不符）",
        "Neither a valid ID number nor a valid unified credit code (check digit)",
    ),
    "bad_account": Text(
        "账号应为 5 到 34 位数字或字母", "An account number has 5 to 34 digits or letters"
    ),
    "bad_phone": Text(
        "应为 11 位手机号，以 13 到 19 开头",
        "A mobile number of 11 digits that begins with 13 to 19 is expected",
    ),
    "bad_economic_class": Text(
        "应为 3 开头的三位或五位部门预算支出经济分类科目代码，如 30217",
        "Three or five digits that begin with 3, such as 30217, are expected",
    ),
    "bad_fingerprint": Text(
        "应为 64 位十六进制的 SHA-256", "A SHA-256 of 64 hexadecimal digits is expected"
    ),
    "formula_error": Text(
        "公式出错，没有值；请改正公式或直接填值",
        "A formula failed and has no value; mend it or enter the value",
    ),
    "too_long": Text("超过 {limit} 个字", "Longer than {limit} characters"),
    "not_text": Text("含有不能保存的字符", "It holds characters that cannot be written down"),
    "unknown_field": Text("没有“{field}”这个字段", "There is no field {field}"),
    "wrong_type": Text("应为{expected_zh}", "{expected_en} is expected"),
    "wrong_form": Text("格式应符合 {pattern}", "It should match {pattern}"),
    # Rows and sheets.
    "no_rows": Text("没有一行", "There is no row"),
    "key_of_other_rows": Text(
        "这个请求编号已经用于另外的内容（承诺 7）；新的内容请用新的编号",
        "This key has come with other rows before (promise 7); give other rows a key of their own",
    ),
    "no_header": Text(
        "前 {rows} 行里没有找到表头；应有这些列：{headers_zh}",
        "No header in the first {rows} rows; these columns are expected: {headers_en}",
    ),
    "missing_column": Text("缺少必填的列“{header_zh}”", 'The column "{header_en}" is missing'),
    "repeated_column": Text("列“{header}”出现了两次", 'The column "{header}" stands twice'),
    "unknown_column": Text(
        "模板中没有这一列，没有读取", "Not read: the template has no such column"
    ),
    "no_unit": Text(
        "表头没有写明单位；应为“金额(元)”或“金额(万元)”",
        'The header names no unit; it should be "金额(元)" or "金额(万元)"',
    ),
    "total_differs": Text(
        "{label}行写的是 {stated}，上面各行合计是 {added}",
        "The {label} row says {stated}; the rows above add up to {added}",
    ),
    "merged_amount": Text(
        "金额单元格跨行合并了，分不清各行是多少；请取消合并，每行各填各的金额",
        "This amount is merged over several rows; unmerge it and give each row its own",
    ),
    "empty_file": Text(
        "表头齐全，但没有数据行，没有可入账的内容",
        "There are headers but no rows: there is nothing to post",
    ),
    "no_sheet": Text(
        "没有一张表是模板中的表；请用 mingzhang template 生成模板，按它的表名和表头填写",
        "No sheet is one of the template's; see `mingzhang template` for their names and headers",
    ),
    "too_many_problems": Text(
        "问题超过 {limit} 处，后面的没有再查；请先改正已列出的",
        "More than {limit} problems: the rest was not looked at; mend the listed ones first",
    ),
    "book_completed": Text(
        "{book}的账簿至今只有公示资料，不完整；导入以后按完整的账簿检查：没有登记的会被当作没有做",
        "The book of {book} holds public notices only so far; from now on it is checked as a "
        "whole one: what is not on record counts as not done",
    ),
    "unknown_sheet": Text(
        "没有读取：不是模板中的表。要导入请改用模板中的表名",
        "Not read: no sheet of the template has this name. Rename it to import it",
    ),
    "same_reference_twice": Text(
        "与{where_zh}第 {first_row} 行的外部编号相同，一个编号只记一次（承诺 7）；"
        "重复的请删去，不同的请各填编号",
        "The same external reference as row {first_row}{where_en}, and one is posted once "
        "(promise 7); delete the row, or give it a reference of its own",
    ),
    "posted_and_reversed": Text(
        "这一行以前已经入账，后来被红字冲销；同一编号不会再次入账（承诺 7），要重记请另填一个编号",
        "This row was posted before and reversed since; the same reference is not posted again "
        "(promise 7): give it another to post it anew",
    ),
    "registered_changes": Text(
        "这个编号已登记为“{known}”，本行改为“{given}”，自 {since} 起生效；若是另一个，请换一个编号",
        "This code is registered as “{known}”; from {since} the row makes it “{given}”. If it is "
        "another one, give it a code of its own",
    ),
    "same_reference_differs": Text(
        "编号 {reference} 已经入账，但内容不同（{fields}）；一个编号只记一次，已入账的不能改"
        "（承诺 7、2），请冲销后用新编号重记",
        "{reference} is posted already, but differs ({fields}); one is posted once and not changed "
        "(promises 7 and 2): reverse it and post anew under another reference",
    ),
    "day_to_come": Text(
        "日期在今天之后；只登记已经发生的事（承诺 5），请核对日期，或到那天再登记",
        "The day is still to come, and only what has happened is entered (promise 5); check the "
        "day, or enter it when it has come",
    ),
    # References.
    "unknown_project": Text(
        "项目编号 {project} 不在“项目”表中，也没有登记过；没有入库的项目不能用钱（规则 PL-01），"
        "请核对编号，或先登记项目",
        "Project {project} is neither in the sheet of projects nor registered, and one that is not "
        "in the library gets no money (rule PL-01); check the code, or enter the project first",
    ),
    "unknown_contract": Text(
        "合同编号 {contract} 不在“合同”表中，也没有登记过；请核对编号，或先登记合同",
        "Contract {contract} is neither in the sheet of contracts nor registered; check the code, "
        "or enter the contract first",
    ),
    "year_end_line": Text(
        "年终结转的行没有读入：它不是收付", "Not read: a year-end carry-over moves no money"
    ),
    "line_without_amount": Text(
        "这一行没有金额；支出填“金额”，收入填“收入金额”",
        "The line has no amount: give what was paid, or what was received",
    ),
    "line_both_ways": Text(
        "收入和支出只能填一边，方向也要与它一致；一行既收又付的请分成两行",
        "A line is either received or paid, as its direction says; make two lines of it",
    ),
    "not_a_period": Text(
        "会计期间应为年份加月份的六位数，如 202203；年末调整期填 13 月",
        "A period is six figures, such as 202203; month 13 is of closing entries",
    ),
    "journal_line_sides": Text(
        "借方金额和贷方金额填且只填一边，另一边空着或填零；红字填负数",
        "Give the debit or the credit, not both and not neither; red figures are negative",
    ),
    "unknown_payee": Text(
        "收款人编号 {payee} 不在“收款人”表中，也没有登记过；请核对编号，或先登记收款人",
        "Payee {payee} is neither in the sheet of payees nor registered; check the code, or enter "
        "the payee first",
    ),
    "unknown_source": Text(
        "没有文号为 {document} 的资金来源，每一分钱都要有来源（承诺 10）；"
        "请先登记收到的指标、本级安排或捐赠",
        "No money arrived under {document}, and every yuan has an origin (promise 10); enter the "
        "transfer, appropriation or donation first",
    ),
    "ambiguous_source": Text(
        "文号 {document} 下有 {count} 笔来源，请填“来源文内序号”",
        "{document} brought {count} sources; fill in the source line",
    ),
    "source_needed": Text(
        "项目有几笔资金来源（{documents}），请填“来源文号”",
        "The project has several sources ({documents}); fill in the source document",
    ),
    "no_source_of_project": Text(
        "项目 {project} 还没有安排资金，不能从它支付或签合同（规则 DP-01）；"
        "请先在“资金安排”表中安排",
        "Project {project} has been assigned no money to pay or contract from (rule DP-01); enter "
        "an assignment first",
    ),
    "source_document_required": Text(
        "请填“来源文号”：用的是哪笔钱", "Fill in the source document: which money is used"
    ),
    "fund_line_required": Text(
        "收到的资金要填“资金名称”", "Money received needs the name of its fund line"
    ),
    "counterparty_required": Text(
        "请填“对方区划”或“对方单位”", "Fill in the counterparty's division or unit"
    ),
    "project_code_required": Text("安排项目的行要填“项目编号”", "The row needs a project code"),
    "plan_rows_differ": Text(
        "同一方案同一版本的各行，批准日期应相同",
        "The rows of a plan's version should agree in the day of approval",
    ),
    "plan_version_exists": Text(
        "方案 {plan} 第 {version} 版已登记，且内容不同；登记的不能改（承诺 2），请用新的版本号",
        "Version {version} of plan {plan} is registered and differs; what is registered stands "
        "(promise 2), use a new version number",
    ),
    "unknown_voucher": Text(
        "没有凭证 {voucher}；请核对凭证号", "There is no voucher {voucher}; check its number"
    ),
    "cannot_reverse": Text(
        "凭证 {voucher} 不能冲销：{why_zh}（承诺 2）；请核对凭证号和日期",
        "Voucher {voucher} cannot be reversed: {why_en} (promise 2); check its number and the day",
    ),
    "exit_before_entry": Text("退出日期早于纳入日期", "The day of exit is before that of entry"),
    "end_before_start": Text("结束日期早于开始日期", "It ends before it starts"),
    "evaluation_of_project": Text(
        "填了项目编号的，自评层级应为“项目”", "What names a project is the evaluation of a project"
    ),
    "part_above_whole": Text(
        "大于“年度总支出”，请核对", "It is more than all that was spent: see which is right"
    ),
    "pledge_incomplete": Text(
        "“约定资金”“约定到位日期”“帮扶方区划”要一起填",
        "Give the pledge, the day it is due and the helper's division together",
    ),
    "check_before_start": Text(
        "核查日期早于公示开始日期，请核对",
        "It was looked for before it was put up: see which is right",
    ),
    "check_without_day_or_answer": Text(
        "“核查日期”和“核查时仍在公开”要一起填",
        "Give both the day somebody looked and whether it was there",
    ),
    "expired_before_as_of": Text(
        "失效日期早于数据截止日", "It expires before the day its data show"
    ),
    # Promises.
    "period_closed": Text(
        "{period} 已结账，不能再记（承诺 5）；请记入未结账的月份，"
        "确应记在当月的，先由一人申请、另一人批准反结账",
        "{period} is closed and takes nothing (promise 5); post into an open month, or have the "
        "month reopened: one person asks, another grants it",
    ),
    "below_zero": Text(
        "余额不足（承诺 3）：{account_zh}可用 {standing} 元，到本行共用 {used} 元，"
        "超出 {excess} 元。{advice_zh}",
        "Not enough (promise 3): {account_en} has {standing} yuan, this row brings the use to "
        "{used}, {excess} too much. {advice_en}",
    ),
    **CLAIM_WORDS,
    **CONTRACT_WORDS,
    **MOVEMENT_WORDS,
    **GROUNDS,
    **SOURCE_WORDS,
}
