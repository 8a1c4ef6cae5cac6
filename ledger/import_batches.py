"""What was imported, from which file, by whom: the same file is taken once (promise 7)."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from ledger.database import AuthoredFact, Base


class ImportBatch(Base, AuthoredFact):
    """One file's share in one book; its log position is the import_id of what came with it."""

    __tablename__ = "import_batch"
    __table_args__ = (UniqueConstraint("book_id", "file_sha256"),)

    file_name: Mapped[str]
    file_sha256: Mapped[str]
