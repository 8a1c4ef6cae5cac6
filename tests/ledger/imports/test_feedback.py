"""What donors are told, ask and are answered is kept as it was, and refused where wrong."""

import pytest
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

GIFT = fact("donations", donation_code="JZ1")


def told(**more: object) -> Fact:
    """A report on the gift's use."""
    return fact("feedback", **({"donation_code": "JZ1", "means": "信函"} | more))


def test_it_is_kept_once(engine: Engine, protector: Protector) -> None:
    said = (told(), told(kind="query"), told(kind="answer", occurred_on="2022-06-20"))
    assert codes(send(engine, protector, GIFT, *said)) == []
    again = send(engine, protector, *said, fact("projects", project_code="Q"))
    assert codes(again) == []
    assert again.posted["feedback"] == 0
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT told.kind, told.means FROM facts.feedback AS told"
                " INNER JOIN facts.source AS gift USING (book_id, source_id)"
                " WHERE gift.document_no = 'JZ1' ORDER BY told.feedback_id"
            )
        ).all()
    assert found == [("report", "信函"), ("query", "信函"), ("answer", "信函")]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (told(kind="转告"), "not_a_choice"),
        (told(contents=""), "required"),
        (told(donation_code="JZ2"), "unknown_donation"),
        (told(occurred_on="2199-01-01"), "day_to_come"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    engine: Engine, protector: Protector, wrong: Fact, code: str
) -> None:
    assert codes(send(engine, protector, GIFT, wrong)) == [code]


def test_other_contents_of_the_same_message_are_refused(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, GIFT, told())) == []
    assert codes(send(engine, protector, told(contents="别的"))) == ["same_reference_differs"]
