"""Made-up payments: batches to households by one-card, and single ones to whoever is due them."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from demonstrations.made_up.books import Book, Day
from demonstrations.made_up.cash import Movement
from demonstrations.made_up.names import BANK, person
from demonstrations.made_up.plan import Plan
from demonstrations.made_up.projects import Project, days
from demonstrations.made_up.writing import yuan

#: What households are paid: from 300 to 3,000 yuan, in fen and as it is written.
AMOUNTS = tuple((fen, yuan(fen)) for fen in range(30_000, 300_001, 1_250))
#: The standard of what households are paid, in fen for one unit; amounts are whole units.
UNIT = 1_250
#: Rows that are put together before they are written.
LINES = 5_000
#: The share of households that never left the register, and how many certainly did not.
STAYING, STILL_REGISTERED = 0.3, 3


@dataclass
class Households:
    """The households of one county, each with the head who is paid."""

    book: Book
    #: The payee's part of a payment's row, by household.
    payees: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Batch:
    """One batch of a subsidy: its number, its day, and what it is paid from."""

    number: str
    on: Day
    project: Project
    source: str
    purpose: str
    #: How many of its payments bounce, and are paid again.
    bounced: int = 0
    #: For how many households the list of what they are due is on record.
    listed: int = 0


def household_code(number: int) -> str:
    """The code of a county's household."""
    return f"H{number:06d}"


def register_households(plan: Plan, county: int, book: Book, count: int) -> Households:
    """Writes the households with their heads as payees; every third has a second person."""
    dice = plan.dice("households", county)
    found = Households(book)
    for number in range(count):
        head = person(dice, book.code, number)
        code = household_code(number)
        payee = f"SKR{number:06d}"
        registered = dt.date(2014 + number % 3, 1 + number % 12, 15)
        # The first ones are still registered: some gifts are for such households only.
        stays = dice.random() < STAYING or number < STILL_REGISTERED
        exited = None if stays else dt.date(2018 + number % 3, 12, 20)
        common = {
            "household_code": code,
            "village_division": f"{book.code}{100 + number % 3}",
            "village": f"第{number % 20 + 1}村",
            "address": f"{number % 7 + 1}组{number // 20 + 1}号",
            "registered_on": registered,
            "exited_on": exited,
        }
        book.write("households", name=head.name, identity=head.identity, relation="户主", **common)
        if number % 3 == 0:
            spouse = person(dice, book.code, 2_000_000 + number)
            book.write(
                "households", name=spouse.name, identity=spouse.identity, relation="配偶", **common
            )
        book.write(
            "payees",
            payee_code=payee,
            name=head.name,
            kind="registered_household",
            identity=head.identity,
            account=head.account,
            bank=BANK,
            household_code=code,
        )
        found.payees.append(f"{payee},{head.name},{head.identity},{head.account},{BANK}")
    return found


def pay_batch(batch: Batch, households: Households, count: int, dice: Random) -> int:
    """Writes a batch to the first `count` households; returns what it paid, in fen."""
    book = households.book
    head = (
        f"{book.code},{batch.number},{batch.on},{batch.project.code},,,,{batch.source},一卡通,,,"
        f"{batch.purpose},{batch.on - days(2)},示范分管领导,,{batch.on.replace(day=1)}"
    )
    roster = book.fingerprint("花名册", batch.number)
    if count:
        batch.project.evaluate(batch.on)
    paid = 0
    for start in range(0, count, LINES):
        payees = households.payees[start : min(start + LINES, count)]
        amounts = dice.choices(AMOUNTS, k=len(payees))
        lines = [
            f"{head},{payee},{batch.number}{number:06d},,{amount[1]},,1,\n"
            for number, (payee, amount) in enumerate(zip(payees, amounts, strict=True), start)
        ]
        if start == 0:
            lines[0] = lines[0][:-1] + roster + "\n"
            for number, amount in enumerate(amounts[: batch.listed]):
                entitle(
                    book,
                    batch.project.code,
                    household_code(number),
                    amount[0],
                    batch.on,
                    confirmed_amount=amount[0],
                    confirmed_on=batch.on + days(21),
                )
            back = list(zip(payees, amounts, strict=True))[: batch.bounced]
            for number, (payee, amount) in enumerate(back):
                pay_again(batch, number, payee, amount[0])
        book.folder.write_lines("disbursements", lines)
        paid += sum(amount[0] for amount in amounts)
    # The bank gives a whole batch one line, under a number of its own.
    alone = f"{batch.number}{0:06d}" if count == 1 else None
    book.cash.append(Movement(batch.on, -paid, alone, batch.purpose))
    return paid


def entitle(
    book: Book, project_code: str, household: str, fen: int, on: Day, **more: object
) -> str:
    """What a household is due for a month, by its payment on a day of it; returns its code."""
    code = book.number("QD", 5)
    cells: dict[str, object] = {
        "entitlement_code": code,
        "project_code": project_code,
        "household_code": household,
        "period_from": on.replace(day=1),
        "quantity": fen // UNIT,
        "unit": "份",
        "standard_amount": UNIT,
        "standard_document": f"示补贴标准〔{on.year}〕1号",
        "approved_amount": fen,
        "approved_on": on - days(3),
        "due_on": on + days(10),
    }
    book.write("entitlements", **(cells | more))
    return code


def pay_again(batch: Batch, number: int, payee: str, fen: int) -> None:
    """A payment of a batch that bounces after three days, and is paid again after a week."""
    book = batch.project.book
    code, name, identity, account, bank = payee.split(",")
    reference = f"{batch.number}{number:06d}"
    book.write(
        "refunds",
        payment_reference=reference,
        kind="bounced",
        occurred_on=batch.on + days(3),
        amount=fen,
        reason="账号不符",
        external_reference=f"TP{reference}",
    )
    again = f"BF{reference}"
    book.write(
        "disbursements",
        external_reference=again,
        reissue_of=reference,
        occurred_on=batch.on + days(7),
        project_code=batch.project.code,
        source_document=batch.source,
        amount=fen,
        method="one_card",
        purpose=f"{batch.purpose}（补发）",
        approved_on=batch.on + days(5),
        approved_by="示范分管领导",
        period_from=batch.on.replace(day=1),
        attachment_count=1,
        attachments=book.fingerprint("补发单", again),
        payee_code=code,
        payee_name=name,
        identity=identity,
        account=account,
        bank=bank,
    )


@dataclass(frozen=True)
class Payee:
    """Somebody who is paid, as the sheet of payees and a payment name them."""

    code: str
    name: str
    kind: str
    identity: str
    account: str

    def register(self, book: Book, **more: object) -> None:
        """Writes the payee."""
        cells: dict[str, object] = {
            "payee_code": self.code,
            "name": self.name,
            "kind": self.kind,
            "identity": self.identity,
            "account": self.account,
            "bank": BANK,
        }
        book.write("payees", **(cells | more))

    @property
    def cells(self) -> dict[str, object]:
        """The payee in the columns of a payment."""
        return {
            "payee_code": self.code,
            "payee_name": self.name,
            "account": self.account,
            "bank": BANK,
        }


def pay(project: Project, payee: Payee, fen: int, on: Day, source: str, **more: object) -> str:
    """One payment with its invoice, approval and paper; returns its number."""
    book = project.book
    reference = str(more.pop("external_reference", "")) or book.number("ZF9", 6)
    cells: dict[str, object] = {
        "external_reference": reference,
        "occurred_on": on,
        "project_code": project.code,
        "source_document": source,
        "amount": fen,
        "method": "direct",
        "purpose": f"{project.name}款",
        "approved_on": on - days(1),
        "approved_by": "示范局长",
        "invoice_no": f"{book.code}{reference[2:]}",
        "attachment_count": 1,
        "attachments": book.fingerprint("单据", reference),
    }
    book.write("disbursements", **(cells | payee.cells | more))
    project.evaluate(on)
    return reference
