"""Vouchers on paper: all they say can be read, nothing they say is run, the fonts are inside."""

import io
import re
import sys
from decimal import Decimal
from types import SimpleNamespace

import pytest
from builders import book_id, post
from pypdf import PdfReader
from sqlalchemy import Connection, Engine, text

from expectations.rule import fact
from ledger.amount_words import amount_words
from ledger.books import books
from ledger.errors import SystemFailed
from ledger.personal import Protector
from ledger.printing import vouchers as printing
from ledger.printing.vouchers import print_vouchers, printable
from ledger.voucher_numbers import ALL

DOCUMENT = "财农〔2022〕7号"
PAID = {"project_code": "XM1", "source_document": DOCUMENT, "occurred_on": "2022-05-01"}
ACCOUNT = "6222020200112230"
#: What could be taken for markup, for code or for the end of a text, and what is hard to set.
MALICIOUS = {
    "code": '#eval("1 + 1") #{sys.inputs} #include "/etc/passwd"',
    "markup": "*粗* _斜_ $x^2$ `raw` = 标题 <label> @ref // 注",
    "quotes": '"\'\\" ] } ) #] \\u{41} \\n',
    "rare": "䶮㙟𬭎镕",
    "latin": "Überweisung №5 αβγ €",
}


def told(connection: Connection, protector: Protector, *facts: object) -> None:
    """Money of a source for one project, and what else is told."""
    post(
        connection,
        protector,
        fact("transfers", document_no=DOCUMENT, amount=900000),
        fact("assignments", amount=900000, **(PAID | {"occurred_on": "2022-04-01"})),
        *facts,
    )


def paper(
    connection: Connection, period: int = 202205, numbers: tuple[int, int] = (1, ALL)
) -> bytes:
    """The printed vouchers of the county's book."""
    [book] = books(connection, book_id(connection))
    printed = print_vouchers(connection, book, period, numbers)
    assert printed is not None
    return printed


def pages(printed: bytes) -> list[str]:
    """What can be read on each page; where a line may be broken does not matter."""
    reader = PdfReader(io.BytesIO(printed))
    return [re.sub(r"[\s\u200b]", "", page.extract_text()) for page in reader.pages]


def test_a_payment_is_printed_with_both_sides_codes_and_words(
    connection: Connection, protector: Protector
) -> None:
    payment = fact(
        "disbursements",
        **PAID,
        amount="5361.87",
        payee_name="示范公司",
        account=ACCOUNT,
        purpose="进度款",
        attachment_count=3,
    )
    told(connection, protector, payment)
    [page] = pages(paper(connection))
    for said in (
        "记账凭证",
        "示范一县（990121）",
        "2022年5月1日",
        "字第202205-1号",
        "支付附件3张第1页，共1页",
        "进度款付示范公司",
        "指标·已支付",
        "项目XM1示范项目",
        "5001一般公共预算本级支出†",
        "1001国库存款†",
        "5,361.87",
        "伍仟叁佰陆拾壹元捌角柒分",
        "财务主管：",
        "记账：",
        "复核：",
        "制单：测试员",
    ):
        assert said in page, page
    # Debit and credit of both sides, and the totals of each in both columns.
    assert page.count("5,361.87") == 8
    assert ACCOUNT not in page
    assert ACCOUNT[-4:] in page


@pytest.mark.parametrize("what", MALICIOUS)
def test_whatever_a_clerk_wrote_is_printed_as_text(
    connection: Connection, protector: Protector, what: str
) -> None:
    said = MALICIOUS[what]
    told(connection, protector, fact("disbursements", **PAID, amount=1, purpose=said))
    [page] = pages(paper(connection))
    assert re.sub(r"\s", "", said) in page


def test_a_very_long_text_is_printed_whole_and_within_its_column(
    connection: Connection, protector: Protector
) -> None:
    words, run = "很长的摘要" * 60, "x" * 400
    told(connection, protector, fact("disbursements", **PAID, amount=1, purpose=words + run))
    printed = paper(connection)
    whole = "".join(pages(printed))
    assert whole.count("很长的摘要") == 60
    assert whole.count("x") == 400
    right_of_column = []
    for page in PdfReader(io.BytesIO(printed)).pages:
        page.extract_text(
            visitor_text=lambda said, _, at, *__: (
                right_of_column.append(at[4]) if "xxx" in said else None
            )
        )
    # The column ends 56 mm from the left edge: no run begins beyond it.
    assert right_of_column
    assert max(right_of_column) < 56 * 72 / 25.4


def test_line_breaks_and_what_steers_a_screen_are_not_printed() -> None:
    assert printable("一\n二\t三\u202e四\u0007") == "一 二 三四"
    assert printable("短 ZF20220501") == "短 ZF20220501"
    assert printable("a" * 30).replace("\u200b", "") == "a" * 30


def test_a_batch_has_its_payments_as_an_attached_list(
    connection: Connection, protector: Protector
) -> None:
    batch = [
        fact(
            "disbursements",
            **PAID,
            amount=f"{100 + at}.50",
            external_reference=f"PL{at:03}",
            payee_name=f"农户{at:03}",
            batch_no="批",
            purpose="补贴",
        )
        for at in range(60)
    ]
    told(connection, protector, *batch)
    found = pages(paper(connection))
    assert len(found) > 2
    assert all(f"第{at}页，共{len(found)}页" in page for at, page in enumerate(found, 1))
    assert "60笔，见支付明细" in found[0]
    assert all("支付明细" in page for page in found[1:])
    listed = "".join(found[1:])
    assert all(f"PL{at:03}农户{at:03}" in listed for at in range(60))
    total = sum(Decimal(100 + at) + Decimal("0.50") for at in range(60))
    assert f"合计60笔{total:,.2f}" in listed
    assert amount_words(total) in found[0]


def test_a_voucher_that_undoes_another_is_printed_in_red_figures(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        told(connection, protector, fact("disbursements", **PAID, amount="1000", purpose="甲"))
        connection.execute(
            text(
                "SELECT ledger.reverse_voucher(book_id, log_position, '2022-05-09', '记错#1', '我')"
                " FROM ledger.voucher WHERE event = 'disbursement'"
            )
        )
    with engine.connect() as connection:
        undone, undoing = pages(paper(connection))
    assert "已由202205-2冲销" in undone
    assert "红字冲销：冲销202205-1，记错#1" in undoing
    assert undoing.count("-1,000.00") == 8
    assert "（红字）壹仟元整" in undoing


def test_many_vouchers_are_one_file_and_some_can_be_chosen(
    connection: Connection, protector: Protector
) -> None:
    told(connection, protector, *(fact("disbursements", **PAID, amount=at) for at in range(1, 13)))
    assert len(pages(paper(connection))) == 12
    chosen = pages(paper(connection, numbers=(3, 5)))
    assert [re.search(r"字第(.*?)号", page)[1] for page in chosen] == [
        "202205-3",
        "202205-4",
        "202205-5",
    ]
    [book] = books(connection, book_id(connection))
    assert print_vouchers(connection, book, 202206, (1, ALL)) is None


def test_a_voucher_of_authority_alone_says_so(connection: Connection, protector: Protector) -> None:
    told(connection, protector)
    [assigned] = pages(paper(connection, 202204))
    assert "指标合计玖拾万元整" in assigned
    assert "库款合计" not in assigned
    assert "附件张" in assigned, "nobody said how many papers there are"


def test_the_two_books_of_2023_stand_beside_each_other(
    connection: Connection, protector: Protector
) -> None:
    later = PAID | {"occurred_on": "2023-05-01"}
    told(connection, protector, fact("disbursements", **later, amount=10))
    [page] = pages(paper(connection, 202305))
    assert "预7001一般公共预算支出†" in page
    assert "财没有已知科目" in page
    assert "预8041资金结存†" in page


def test_every_font_is_inside_and_is_the_packages_own(
    connection: Connection, protector: Protector
) -> None:
    told(connection, protector, fact("disbursements", **PAID, amount=1, purpose="Ab 中文"))
    fonts = {}
    for page in PdfReader(io.BytesIO(paper(connection))).pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            descends = font.get_object()["/DescendantFonts"].get_object()[0].get_object()
            descriptor = descends["/FontDescriptor"].get_object()
            fonts[str(descends["/BaseFont"])] = {"/FontFile2", "/FontFile3"} & descriptor.keys()
    assert fonts
    assert all("NotoSerifSC" in name and inside for name, inside in fonts.items()), fonts


def test_the_same_vouchers_give_the_same_bytes(
    connection: Connection, protector: Protector
) -> None:
    told(connection, protector, fact("disbursements", **PAID, amount=1))
    first = paper(connection)
    told_of_a_day = re.search(rb"/(CreationDate|ModDate)", first)
    assert told_of_a_day is None
    assert paper(connection) == first


def test_a_missing_font_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    printing.font_folder.cache_clear()
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    with pytest.raises(SystemFailed, match="install") as without:
        printing.font_folder()
    assert "pylopdf-fonts-zh-cn" in without.value.text.zh
    gone = SimpleNamespace(serif_path=lambda: printing.HERE / "gone.otf")
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", gone)
    with pytest.raises(SystemFailed, match="missing"):
        printing.font_folder()
