"""The four-party sign-off tells what it lacks; a last payment in Hebei waits for it."""

import pytest
from builders import COUNTY
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector
from ledger.sign_offs import SignOffRecord, sign_offs_of

HEBEI = "130407"
PROJECT_ROLES = (
    "implementing_unit",
    "village_party_branch",
    "village_committee",
    "township_head",
    "county_head",
)
PERSON_ROLES = (
    "village_supervision_committee",
    "village_supervision_committee",
    "village_party_branch",
    "village_committee",
    "township_cadre",
    "township_head",
    "county_payment_officer",
    "county_head",
)


def money(book: str) -> tuple[Fact, ...]:
    """A project with money."""
    return (
        fact("transfers", book=book, document_no="甲", amount=1000),
        fact("projects", book=book, project_code="P"),
        fact("assignments", book=book, project_code="P", source_document="甲", amount=1000),
    )


def signed(
    roles: tuple[str, ...], days: tuple[int, ...], book: str = HEBEI, **more: object
) -> list[Fact]:
    """Hands in these roles, on these days of May 2022."""
    return [
        fact(
            "sign_offs",
            book=book,
            sign_off_code="SLQ",
            project_code="P",
            role=role,
            signer=f"签字人{number}",
            signed_on=f"2022-05-{day:02d}",
            **more,
        )
        for number, (role, day) in enumerate(zip(roles, days, strict=True))
    ]


def the_sheet(engine: Engine) -> SignOffRecord:
    """The one sheet on record."""
    with engine.connect() as connection:
        book, project = connection.execute(
            text("SELECT book_id, project_id FROM ledger.sign_off")
        ).one()
        [found] = sign_offs_of(connection, book, project)
    return found


def final_payment(book: str) -> list[Fact]:
    """The last payment of the project, under an approved claim, on 20 May."""
    claimed = {"book": book, "claim_code": "BZ"}
    return [
        fact("claims", project_code="P", is_final="是", **claimed),
        fact("claim_steps", **claimed),
        fact("claim_steps", step="approved", **claimed),
        fact("disbursements", project_code="P", occurred_on="2022-05-20", **claimed),
    ]


@pytest.mark.parametrize(
    ("days", "in_order"),
    [
        ((2, 3, 3, 4, 5), True),
        ((3, 3, 3, 3, 3), True),
        ((4, 3, 3, 4, 5), False),
        ((2, 3, 3, 6, 5), False),
    ],
)
def test_a_sheet_tells_whether_all_hands_came_in_order(
    engine: Engine, protector: Protector, days: tuple[int, ...], *, in_order: bool
) -> None:
    assert codes(send(engine, protector, *money(HEBEI), *signed(PROJECT_ROLES, days))) == []
    sheet = the_sheet(engine)
    assert (sheet.required, sheet.complete, sheet.in_order) == (True, True, in_order)
    assert sheet.missing == []
    assert sheet.completed_on is not None
    assert sheet.completed_on.day == max(days)


def test_a_sheet_names_the_hands_that_are_missing(engine: Engine, protector: Protector) -> None:
    hands = signed(PROJECT_ROLES[:3], (2, 3, 3))
    assert codes(send(engine, protector, *money(HEBEI), *hands)) == []
    sheet = the_sheet(engine)
    assert (sheet.complete, sheet.completed_on) == (False, None)
    assert sheet.missing == ["township_head", "county_head"]
    assert codes(send(engine, protector, *signed(PROJECT_ROLES, (2, 3, 3, 4, 5)))) == []
    assert the_sheet(engine).complete


def test_for_persons_two_supervisors_sign_after_the_batch_was_paid(
    engine: Engine, protector: Protector
) -> None:
    subject = {"kind": "person", "batch_no": "低保5月", "village": "示范村"}
    one_missing = signed(PERSON_ROLES[1:], (10,) * 7, **subject)
    assert codes(send(engine, protector, *money(HEBEI), *one_missing)) == []
    assert the_sheet(engine).missing == ["village_supervision_committee"]
    second = fact(
        "sign_offs",
        book=HEBEI,
        sign_off_code="SLQ",
        project_code="P",
        role="village_supervision_committee",
        signer="另一监督委员",
        signed_on="2022-05-10",
        **subject,
    )
    assert codes(send(engine, protector, second)) == []
    assert (the_sheet(engine).complete, the_sheet(engine).in_order) == (True, True)
    late = fact(
        "disbursements",
        book=HEBEI,
        project_code="P",
        batch_no="低保5月",
        occurred_on="2022-05-11",
    )
    assert codes(send(engine, protector, late)) == []
    assert not the_sheet(engine).in_order


@pytest.mark.parametrize(
    ("hands", "refused"),
    [
        ([], ["final_without_sign_off"]),
        (signed(PROJECT_ROLES[:4], (2, 3, 3, 4)), ["final_without_sign_off"]),
        (signed(PROJECT_ROLES, (2, 3, 3, 6, 5)), ["final_without_sign_off"]),
        (signed(PROJECT_ROLES, (2, 3, 3, 4, 21)), ["final_without_sign_off"]),
        (signed(PROJECT_ROLES, (2, 3, 3, 4, 20)), []),
    ],
)
def test_the_last_payment_of_a_project_in_hebei_waits_for_the_sign_off(
    engine: Engine, protector: Protector, hands: list[Fact], refused: list[str]
) -> None:
    sent = send(engine, protector, *money(HEBEI), *hands, *final_payment(HEBEI))
    assert codes(sent) == refused


def test_elsewhere_no_sheet_is_asked_for(engine: Engine, protector: Protector) -> None:
    hands = signed(PROJECT_ROLES[:1], (2,), book=COUNTY)
    sent = send(engine, protector, *money(COUNTY), *hands, *final_payment(COUNTY))
    assert codes(sent) == []
    assert (the_sheet(engine).required, the_sheet(engine).missing) == (False, [])


def test_hands_sent_again_are_recorded_once(engine: Engine, protector: Protector) -> None:
    hands = signed(PROJECT_ROLES, (2, 3, 3, 4, 5))
    assert codes(send(engine, protector, *money(HEBEI), *hands)) == []
    again = send(engine, protector, *hands, fact("projects", book=HEBEI, project_code="Q"))
    assert codes(again) == []
    assert again.posted["sign_offs"] == 0
    other_day = signed(PROJECT_ROLES[:1], (1,))
    assert codes(send(engine, protector, *other_day)) == ["same_reference_differs"]
