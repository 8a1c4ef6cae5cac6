"""A clerk's first day in a browser: a mistake is mended, the rest reviewed, posted and flagged."""

from pathlib import Path

from builders import OTHER_COUNTY, PROVINCE
from persons import TESTER
from playwright.sync_api import Page, expect
from sites import Site
from workbooks import Rows, write_workbook

DOCUMENT = "示财农〔2022〕9号"
#: How long a check may take on a slow machine, in milliseconds.
CHECKING = 240_000


def county_year(amount: str) -> dict[str, Rows]:
    """A county's money, assigned to a project a month after it was paid."""
    return {
        "资金下达": [
            ["账簿", "事项", "文号", "日期", "金额(元)", "对方区划", "资金名称", "库款日期"],
            [OTHER_COUNTY, "收到", DOCUMENT, "2022-03-01", "1000000", PROVINCE, "衔接资金",
             "2022-03-02"],
        ],
        "项目": [["账簿", "项目编号", "项目名称"], [OTHER_COUNTY, "XM9", "示范村饮水工程"]],
        "资金安排": [
            ["账簿", "文号", "安排日期", "项目编号", "来源文号", "金额(元)"],
            [OTHER_COUNTY, "安排9号", "2022-06-01", "XM9", DOCUMENT, "500000"],
        ],
        "支付": [
            ["账簿", "支付编号", "支付日期", "项目编号", "收款人名称", "金额(元)", "支付方式"],
            [OTHER_COUNTY, "ZF9", "2022-05-01", "XM9", "示范水务公司", amount, "转账"],
        ],
    }  # fmt: skip


def upload(page: Page, path: Path) -> None:
    """Uploads a workbook with the form."""
    page.get_by_role("navigation").get_by_role("link", name="导入").click()
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="上传并检查").click()


def test_a_mistake_is_mended_and_the_flag_of_what_was_posted_is_opened(
    clerk: Page, reviewer: Page, tmp_path: Path
) -> None:
    page = clerk
    upload(page, write_workbook(tmp_path / "县账.xlsx", county_year("二十万")))
    wrong = page.get_by_role("row").filter(has_text="二十万")
    expect(wrong).to_contain_text("支付")
    expect(wrong).to_contain_text("应为金额")
    with page.expect_download() as marked:
        page.get_by_role("link", name="下载标注好的文件").click()
    assert marked.value.suggested_filename.endswith(".xlsx")

    upload(page, write_workbook(tmp_path / "县账.xlsx", county_year("200,000.00")))
    expect(page.get_by_role("status")).to_contain_text("检查通过")
    page.get_by_role("button", name="提交复核").click()
    expect(page.get_by_role("status")).to_contain_text("等另一人复核")

    reviewer.goto(page.url)
    reviewer.get_by_role("button", name="复核通过").click()
    reviewer.get_by_role("button", name="记账").click()
    expect(reviewer.get_by_role("status")).to_contain_text("已入账")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("已入账")

    page.get_by_role("button", name="现在检查本账簿").click()
    expect(page.get_by_role("status")).to_contain_text("检查完成", timeout=CHECKING)
    page.get_by_role("link", name="看本账簿的疑点").click()
    flag = page.get_by_role("listitem").filter(has_text="DP-01")
    expect(flag).to_contain_text("200,000.00")
    flag.get_by_role("link", name="超指标支付").click()
    expect(page.get_by_role("heading", name="超指标支付")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="编号").first).to_contain_text("ZF9")

    page.get_by_role("link", name="打开").click()
    expect(page.get_by_role("heading", name="这笔钱从哪里来")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(DOCUMENT)


def test_a_keyboard_is_enough_to_come_in_and_to_skip_the_head(page: Page, site: Site) -> None:
    page.goto(site.url)
    expect(page.get_by_label("登录名")).to_be_focused()
    page.keyboard.type(TESTER)
    page.keyboard.press("Tab")
    page.keyboard.type(site.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="账簿", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
