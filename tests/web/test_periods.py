"""A book's months on a page: looked at, closed, and reopened by somebody else."""

import requests
from accounts import PASSWORD
from builders import COUNTY
from period_acts import HEAD
from sites import Site


def other_user(site: Site) -> requests.Session:
    """Somebody else, signed in."""
    session = site.visitor()
    site.post(session, "/sign-in", "/sign-in", login=HEAD, password=PASSWORD)
    return session


def test_a_month_is_looked_at_closed_and_reopened_by_another(site: Site) -> None:
    clerk, head = site.signed_in(), other_user(site)
    page = f"/books/{site.book_id(COUNTY)}/periods"
    assert "还没有结过账" in clerk.get(site.url + page).text
    looked = clerk.get(site.url + page + "?period=202206").text
    assert "以前还没结账的月份一并结账：202205" in looked
    assert "1,234,567.89" in looked

    def act(someone: requests.Session, what: str, period: str, reason: str = "月结") -> str:
        return site.post(someone, page, page, act=what, period=period, reason=reason).text

    assert "已结账" in act(clerk, "closed", "202206")
    assert "已经结账" in act(clerk, "closed", "202206")
    assert "请写明原因" in act(clerk, "closed", "202207", " ")
    assert "要由另一人批准" in act(clerk, "reopening_asked", "202206", "漏记一笔")
    assert "自己申请的" in act(clerk, "reopened", "202206")
    assert "批准对 202206 反结账" in head.get(site.url + page).text
    reopened = act(head, "reopened", "202206", "同意")
    assert "漏记一笔" in reopened
    assert "同意" in reopened
    act(clerk, "reopening_asked", "202205", "漏记一笔")
    act(head, "reopened", "202205", "同意")


def test_what_is_no_period_or_no_act_is_not_there(site: Site) -> None:
    someone = site.signed_in()
    page = f"/books/{site.book_id(COUNTY)}/periods"
    assert someone.get(site.url + page + "?period=202213").status_code == 404
    assert site.post(someone, page, page, act="burn", period="202205").status_code == 404
    assert someone.get(site.url + "/books/99999/periods").status_code == 404
    assert (
        site.post(someone, page, page, act="closed", period="209901", reason="早").status_code
        == 400
    )
