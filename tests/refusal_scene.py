"""A ledger of its own on which every event of the table of refusals can stand."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from builders import post
from conftest import administer, copy_of
from refusal_shape import SCENE
from refusals_of_money import MONEY
from refusals_of_projects import PROJECTS
from refusals_of_spending import SPENDING
from sqlalchemy import Engine

from ledger.database import open_engine
from ledger.personal import Protector

EVENTS = MONEY | PROJECTS | SPENDING

_numbers = count(1)


@contextmanager
def standing_ledger(server_url: str, template: str, protector: Protector) -> Iterator[Engine]:
    """A database with the scene and two users; what is refused leaves it as it is."""
    name = f"test_scene_{os.getpid()}_{next(_numbers)}"
    opened = open_engine(copy_of(server_url, template, name))
    with opened.begin() as connection:
        post(connection, protector, *SCENE)
    yield opened
    opened.dispose()
    administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")
