"""${message}

Forward only: a posted fact cannot be un-migrated (docs/decisions/0002).
SQL objects are frozen beside this file, as they were on the day it was written.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """${message}"""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Refuses: restore a backup instead."""
    raise RuntimeError("migrations go forward only; restore a backup instead")
