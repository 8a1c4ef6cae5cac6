"""Pages over a ledger of a test's own, visited by people who are signed in without a password."""

import requests
from persons import add_person, sign_in, token_of
from sqlalchemy import Engine


def let_in(owner: Engine, login: str, *rights: tuple[str, str, bool]) -> requests.Session:
    """Makes somebody with rights (role, division, with the subtree), and signs them in.

    The session names the cookie as pages without HTTPS do.
    """
    with owner.begin() as connection:
        add_person(connection, login, *rights)
        sign_in(connection, login)
    session = requests.Session()
    session.trust_env = False
    session.headers["Accept-Language"] = "zh-CN"
    session.cookies.set("mingzhang", token_of(login))
    return session
