"""The master key of all ledgers that tests make, in a file of this process."""

import tempfile
from pathlib import Path

from ledger.master_keys import first_master_key

MASTER_FILE = Path(tempfile.mkdtemp(prefix="mz-keys-")) / "master.key"
first_master_key(MASTER_FILE)
