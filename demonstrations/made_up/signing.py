"""Made-up sign-off sheets: a hand a row, in the order that the sheets are signed in."""

from demonstrations.made_up.books import Day
from demonstrations.made_up.desk import Desk
from demonstrations.made_up.projects import Project, days

#: Who signs for a project before its last payment, and on which day of the signing.
FOR_PROJECT = (
    ("implementing_unit", "示范实施人", 0),
    ("village_party_branch", "示范支书", 1),
    ("village_committee", "示范主任", 1),
    ("township_head", "示范镇长", 2),
    ("county_head", "示范局长", 4),
)
#: Who signs for what the persons of a village were paid.
FOR_PERSONS = (
    ("village_supervision_committee", "示范监委甲", 0),
    ("village_supervision_committee", "示范监委乙", 0),
    ("village_party_branch", "示范支书", 1),
    ("village_committee", "示范主任", 1),
    ("township_cadre", "示范包村干部", 2),
    ("township_head", "示范镇长", 3),
    ("county_payment_officer", "示范支付主管", 4),
    ("county_head", "示范局长", 5),
)


def sign_off_project(desk: Desk, project: Project, first_on: Day) -> None:
    """A sheet for a project's last payment."""
    sign(desk, FOR_PROJECT, first_on, kind="project", project_code=project.code)


def sign_off_batch(
    desk: Desk, project: Project, batch_no: str, village: str, first_on: Day
) -> None:
    """A sheet for what a batch paid to the persons of one village."""
    sign(
        desk,
        FOR_PERSONS,
        first_on,
        kind="person",
        project_code=project.code,
        batch_no=batch_no,
        village=village,
    )


def sign(
    desk: Desk, hands: tuple[tuple[str, str, int], ...], first_on: Day, **subject: object
) -> None:
    """All hands under one sheet."""
    code = desk.book.number(f"SLQ{desk.year}", 3)
    for role, signer, after in hands:
        desk.book.write(
            "sign_offs",
            sign_off_code=code,
            role=role,
            signer=signer,
            signed_on=first_on + days(after),
            **subject,
        )
