"""A trace or transfer that leads to a book out of reach says so, and nothing of that book."""

from collections.abc import Iterator

import pytest
import requests
from builders import CITY, COUNTY, PROVINCE
from conftest import database_of
from persons import add_person, sign_in, token_of
from sites import Site, shown, story_site, words_of
from sqlalchemy import text

from ledger.book_sights import sights
from ledger.database import acting_as, open_engine
from ledger.flows import trace_down
from ledger.personal import Protector
from ledger.traces import origins

#: Each a head of one place alone.
HEADS = {"head_of_county": COUNTY, "head_of_city": CITY, "head_of_province": PROVINCE}


@pytest.fixture(scope="module")
def kept_apart(
    server_url: str, template: str, protector: Protector, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The pages over a ledger with the story in it, and three who each see one book of it."""
    folder = tmp_path_factory.mktemp("apart")
    with story_site(server_url, template, f"{template}_apart", protector, folder) as site:
        owner = open_engine(database_of(server_url, str(site.engine.url.database)), role=None)
        with owner.begin() as connection:
            for login, division in HEADS.items():
                add_person(connection, login, ("head", division, False))
                sign_in(connection, login)
            add_person(connection, "auditor_of_all", ("auditor", "000000", True))
            sign_in(connection, "auditor_of_all")
        owner.dispose()
        yield site


def browser_of(site: Site, login: str) -> requests.Session:
    """Somebody who is signed in, and wants Chinese."""
    session = site.visitor()
    session.cookies.set("mingzhang", token_of(login))
    return session


def test_a_payment_is_followed_up_to_the_book_that_cannot_be_seen(kept_apart: Site) -> None:
    payment = f"/books/{kept_apart.book_id(COUNTY)}/disbursements/"
    payment += str(kept_apart.first("disbursement", COUNTY))
    head = browser_of(kept_apart, "head_of_county")
    way = words_of(shown(head, kept_apart.url + payment)).split("这笔钱从哪里来")[1]
    assert "示范市 下达" in way
    assert "它的账不在您的权限之内" in way
    assert "不在本系统" not in way
    page = words_of(shown(head, kept_apart.url + payment + "/trace"))
    assert "示范市（账不在权限之内）" in page
    assert "再往上追不到：账不在权限之内" in page
    head.headers["Accept-Language"] = "en"
    english = words_of(shown(head, kept_apart.url + payment))
    assert "its book cannot be seen with this account" in english
    # Who may see all of it is told what is so.
    everywhere = browser_of(kept_apart, "auditor_of_all")
    assert "账不在本系统" in words_of(shown(everywhere, kept_apart.url + payment + "/trace"))


def test_a_transfer_to_a_book_that_cannot_be_seen_is_not_said_to_be_in_transit(
    kept_apart: Site,
) -> None:
    book = f"/books/{kept_apart.book_id(CITY)}"
    issue = f"{book}/transfers/{kept_apart.first('transfer_issue', CITY)}"
    source = f"{book}/sources/{kept_apart.first('source', CITY)}"
    head = browser_of(kept_apart, "head_of_city")
    for address, said in (
        (f"{book}/transfers", "看不到"),
        (issue, "看不到是否收到"),
        (issue, "看不到去向"),
        (source, "对方的账不在权限之内"),
        (f"{source}/trace", "下达到权限以外的账簿"),
    ):
        assert said in words_of(shown(head, kept_apart.url + address)), address
    for address in (f"{book}/transfers", issue, source):
        assert "在途" not in words_of(shown(head, kept_apart.url + address)), address
    everywhere = browser_of(kept_apart, "auditor_of_all")
    assert "权限以外" not in words_of(shown(everywhere, kept_apart.url + source + "/trace"))


def test_what_is_out_of_reach_adds_up_and_shows_no_figure_of_the_other_book(
    kept_apart: Site,
) -> None:
    city = kept_apart.book_id(CITY)
    with acting_as(kept_apart.engine, token_of("head_of_city")).connect() as connection:
        trace = trace_down(connection, city, kept_apart.first("source", CITY))
        steps = origins(connection, city, kept_apart.first("source", CITY))
    assert {node.book_id for node in trace.nodes} == {city}
    ends = [node for node in trace.nodes if node.what != "source"]
    assert "out_of_reach" in {node.what for node in ends}
    assert "in_transit" not in {node.what for node in ends}
    assert sum(node.amount for node in ends) == trace.total
    assert [step.book_id for step in steps] == [city]
    assert steps[-1].issuer_book == "out_of_reach"


def test_whether_a_place_has_a_book_is_told_to_who_may_see_it_only(kept_apart: Site) -> None:
    places = [CITY, COUNTY, PROVINCE, "990200", "000000"]
    with acting_as(kept_apart.engine, token_of("head_of_city")).connect() as connection:
        seen = sights(connection, places)
        assert seen == dict.fromkeys(places, "out_of_reach") | {CITY: "kept"}
    with acting_as(kept_apart.engine, token_of("auditor_of_all")).connect() as connection:
        seen = sights(connection, places)
        kept = connection.execute(text("SELECT division_id FROM ledger.book")).scalars().all()
    assert seen == {each: "kept" if each in kept else "not_kept" for each in places}
