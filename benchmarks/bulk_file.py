"""Writes a year of a province's payments to households: 20 books, and as many payments as asked."""

import random
from pathlib import Path

from ledger.identities import id_check_digit

BOOKS = [f"9901{21 + number}" for number in range(20)]
SOURCES, PROJECTS, BATCH = 30, 400, 500
HEADER = (
    "账簿,支付编号,批次号,支付日期,项目编号,合同编号,来源文号,来源文内序号,收款人编号,收款人名称,"
    "证件号码,收款账号,开户行,金额(元),支付方式,现金用途,摘要,审批日期,审批人,审批权限(元),票据号,"
    "补贴所属期起,附件张数,附件指纹,依据\n"
)


def write_background(folder: Path) -> None:
    """What payments need: money received, projects, and money assigned to them."""
    folder.mkdir(parents=True)
    with (folder / "资金下达.csv").open("w", encoding="utf-8") as file:
        file.write("账簿,事项,文号,日期,金额(元),对方区划,资金名称,库款日期\n")
        file.writelines(
            f"{book},收到,省财农〔2020〕{number + 1}号,2020-01-01,100000000,990100,衔接资金,"
            "2020-01-02\n"
            for book in BOOKS
            for number in range(SOURCES)
        )
    with (folder / "项目.csv").open("w", encoding="utf-8") as file:
        file.write("账簿,项目编号,项目名称,项目类别\n")
        file.writelines(
            f"{book},XM{number:04d},项目{number},产业项目\n"
            for book in BOOKS
            for number in range(PROJECTS)
        )
    with (folder / "资金安排.csv").open("w", encoding="utf-8") as file:
        file.write("账簿,文号,安排日期,项目编号,来源文号,金额(元)\n")
        file.writelines(
            f"{book},安{number}号,2020-01-05,XM{number:04d},"
            f"省财农〔2020〕{number % SOURCES + 1}号,7000000\n"
            for book in BOOKS
            for number in range(PROJECTS)
        )


def people(count: int) -> list[tuple[str, str, str]]:
    """ID number, account and name of so many, a twentieth of them in each book."""
    made = []
    for number in range(count):
        of_book = number // len(BOOKS)
        born = f"19{50 + number % 50:02d}{1 + number % 12:02d}{1 + number % 28:02d}"
        first_17 = f"{BOOKS[number % len(BOOKS)]}{born}{of_book % 1000:03d}"
        identity = first_17 + id_check_digit(first_17)
        made.append((identity, f"6228480{number:012d}", f"示范户{number % 1000}"))
    return made


def write_payments(path: Path, count: int) -> None:
    """So many payments in batches of 500, to a fifth as many people."""
    dice = random.Random(1)  # noqa: S311  (made-up data, not secrets)
    everybody = people(count // 5)
    in_book = len(everybody) // len(BOOKS)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in range(count):
            batch = number // BATCH
            which = batch % len(BOOKS)
            identity, account, name = everybody[dice.randrange(in_book) * len(BOOKS) + which]
            project, month, day = batch % PROJECTS, 1 + batch % 12, 6 + batch % 20
            file.write(
                f"{BOOKS[which]},ZF{number:08d},PC{batch:06d},2022-{month:02d}-{day:02d},"
                f"XM{project:04d},,省财农〔2020〕{project % SOURCES + 1}号,,,{name},{identity},"
                f"{account},中国农业银行示范县支行,{100 + number % 900}.{number % 100:02d},一卡通,,"
                f"2022年{month}月脱贫户产业发展奖补资金,2022-01-06,李局长,5000000.00,,"
                f"2022-{month:02d}-01,2,,财政惠农补贴一卡通发放清册第{batch}批\n"
            )
