"""Receipts of vouchers, payments, flags and rules: as files, and on the page that checks them."""

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from audits.flag_receipts import flag_places, rule_places
from audits.questions import flags
from ledger.disbursements import payments
from ledger.evidence.places import payment_places, voucher_places
from ledger.language import Text
from web.addresses import BookNumber, Position
from web.offline import FILE_NAME, checking_file
from web.pages.books import find_book
from web.pages.rules import find_rule
from web.pages.vouchers import find_voucher
from web.powers import holding
from web.receipts import Asked, Form, attachment, checking_page, give_receipt, named_keys
from web.services import Office, Reader
from web.visitors import Guest, SignedIn, keep_form_token

router = APIRouter()


@router.get("/books/{book_id}/vouchers/{name}/receipt")
def give_voucher(
    *,
    services: Office,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    name: str,
    form: Form = "file",
) -> Response:
    """Gives the receipt of a voucher and its entries."""
    book = find_book(connection, book_id)
    head, _ = find_voucher(connection, book_id, name)
    asked = Asked(
        Text(f"{book.division_name}凭证{head.name}", f"{book.division_name}-voucher-{head.name}"),
        f"/books/{book_id}/vouchers/{head.name}",
        voucher_places(connection, book_id, head.voucher_id),
        book_id,
    )
    return give_receipt(services, connection, someone, asked, form)


@router.get("/books/{book_id}/disbursements/{disbursement_id}/receipt")
def give_payment(
    *,
    services: Office,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    disbursement_id: Position,
    form: Form = "file",
) -> Response:
    """Gives the receipt of a payment, with its voucher and whom it was paid to."""
    book = find_book(connection, book_id)
    found = payments(connection, book_id, disbursement_id=disbursement_id)
    if not found:
        raise HTTPException(404)
    reference = found[0].external_reference
    asked = Asked(
        Text(f"{book.division_name}支付{reference}", f"{book.division_name}-payment-{reference}"),
        f"/books/{book_id}/disbursements/{disbursement_id}",
        payment_places(connection, book_id, disbursement_id),
        book_id,
    )
    return give_receipt(services, connection, someone, asked, form)


@router.get("/flags/{book_id}/{flag_id}/receipt", dependencies=[holding("finding")])
def give_flag(
    *,
    services: Office,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    flag_id: Position,
    form: Form = "file",
) -> Response:
    """Gives the receipt of a flag, with the rule, the run and the row that it rests on."""
    found = flags(connection, book_id=book_id, flag_id=flag_id, with_gone=True)
    if not found:
        raise HTTPException(404)
    place = found[0].division_name
    asked = Asked(
        Text(f"{place}疑点{flag_id}", f"{place}-flag-{flag_id}"),
        f"/flags/{book_id}/{flag_id}",
        flag_places(connection, book_id, flag_id),
        book_id,
    )
    return give_receipt(services, connection, someone, asked, form)


@router.get("/rules/{code}/receipt")
def give_rule(
    services: Office, connection: Reader, someone: SignedIn, code: str, form: Form = "file"
) -> Response:
    """Gives the receipt of a rule's text, as the latest run used it."""
    found = find_rule(services, connection, code)
    asked = Asked(
        Text(f"规则{found.code}", f"rule-{found.code}"),
        f"/rules/{found.code}",
        rule_places(connection, found.code),
        None,
    )
    return give_receipt(services, connection, someone, asked, form)


@router.get("/check-receipt")
def show_checking(services: Office, connection: Reader, guest: Guest) -> Response:
    """Shows the page that checks a file in the browser; it is for everybody."""
    answer = checking_page(services, connection, guest)
    if guest.user is None:
        keep_form_token(answer, guest, services)
    return answer


@router.get("/check-receipt.html")
def give_checking(services: Office, connection: Reader, guest: Guest) -> Response:
    """Gives the same page as one file that needs neither us nor a network."""
    content = checking_file(guest, named_keys(services, connection))
    return attachment(content, FILE_NAME.in_language(guest.language), "text/html")
