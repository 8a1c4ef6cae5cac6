"""The page of a payment shows numbers masked; one in whole to who may, once, for a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from builders import COUNTY, book_id, id_number, post
from persons import FORM_TOKEN
from sites import served, words_of
from sqlalchemy import Engine, text
from visits import let_in

from expectations.rule import fact
from ledger.personal import Protector

MASKED = f"{id_number(1)[:6]}********{id_number(1)[-4:]}"


@dataclass
class Scene:
    """Pages with one payment: its address, and who looks at it."""

    payment: str
    auditor: requests.Session
    clerk: requests.Session
    owner: Engine

    def ask(
        self, someone: requests.Session, reason: str, kind: str = "identity", **fields: str
    ) -> requests.Response:
        """Sends the form of a number."""
        form = {"form_token": FORM_TOKEN, "reason": reason} | fields
        return someone.post(f"{self.payment}/numbers/{kind}", form, timeout=60)

    def accesses(self) -> list[tuple[str, str]]:
        """Who accessed what, as it is on record."""
        with self.owner.connect() as connection:
            found = connection.execute(text("SELECT login, kind FROM ledger.access_record"))
            return [(row.login, row.kind) for row in found]


@pytest.fixture
def scene(owner: Engine, engine: Engine, protector: Protector, tmp_path: Path) -> Iterator[Scene]:
    """Those pages."""
    with engine.begin() as connection:
        post(
            connection, protector,
            fact("payees", payee_code="S1", name="张三", identity=id_number(1),
                 account="6228480402564890018", phone="13800000001"),
            fact("disbursements", project_code="XM1", payee_code="S1", payee_name="张三",
                 account="6228480402564890018", external_reference="ZF1"),
        )  # fmt: skip
        book = book_id(connection)
        payment = connection.execute(text("SELECT log_position FROM ledger.disbursement")).scalar()
    auditor = let_in(owner, "auditor", ("auditor", COUNTY, False))
    clerk = let_in(owner, "clerk", ("clerk", COUNTY, False))
    with served(engine, protector, tmp_path) as (url, _):
        yield Scene(f"{url}/books/{book}/disbursements/{payment}", auditor, clerk, owner)


def test_numbers_are_masked_and_who_may_see_more_has_a_form_for_it(scene: Scene) -> None:
    for someone, offered in ((scene.auditor, True), (scene.clerk, False)):
        page = someone.get(scene.payment, timeout=60).text
        for masked in (MASKED, "6228****0018", "138****0001"):
            assert masked in page
        for number in (id_number(1), "6228480402564890018", "13800000001"):
            assert number not in page
        assert ("查看完整号码" in page) is offered


@pytest.mark.parametrize(
    ("kind", "number"),
    [("identity", id_number(1)), ("account", "6228480402564890018"), ("phone", "13800000001")],
)
def test_a_number_is_shown_once_and_kept_nowhere(scene: Scene, kind: str, number: str) -> None:
    answer = scene.ask(scene.auditor, "核对信访件", kind)
    assert answer.status_code == 200
    assert number in words_of(answer.text)
    assert "核对信访件" in words_of(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert number not in answer.url
    assert scene.accesses() == [("auditor", "personal_data_read")]
    # The address by itself shows nothing.
    assert scene.auditor.get(answer.url, timeout=60).status_code in {404, 405}
    assert number not in scene.auditor.get(scene.payment, timeout=60).text


def test_who_may_not_is_refused_and_that_is_on_record(scene: Scene) -> None:
    answer = scene.ask(scene.clerk, "好奇")
    assert answer.status_code in {400, 403, 409}
    assert id_number(1) not in answer.text
    assert set(scene.accesses()) == {("clerk", "refused")}


def test_without_a_reason_or_the_forms_token_nothing_is_shown(scene: Scene) -> None:
    answer = scene.ask(scene.auditor, "  ")
    assert id_number(1) not in answer.text
    assert "请写明原因" in words_of(answer.text)
    assert scene.ask(scene.auditor, "核对", form_token="").status_code == 403


@pytest.mark.parametrize("kind", ["name", "identity;--", "seal"])
def test_a_number_of_no_kind_is_not_there(scene: Scene, kind: str) -> None:
    assert scene.ask(scene.auditor, "核对", kind).status_code == 404
