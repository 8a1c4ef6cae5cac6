"""The ledger, its facts, and the audits, as of the first version.

Forward only: a posted fact cannot be un-migrated (docs/decisions/0002). The SQL beside this file
is frozen as it was on the day this was written.
"""

from pathlib import Path

from alembic import op

from ledger.copying import run_script

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates everything."""
    run_script(op.get_bind(), Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Refuses: restore a backup instead."""
    raise RuntimeError("migrations go forward only; restore a backup instead")
