"""Where the contents of attachments are kept: a folder or an S3 bucket, each content by its hash.

A content has one place, `ab/cdef...` for the SHA-256 `abcdef...`, whatever its bringer called it:
no name that came from outside is ever part of a path.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from ledger.attachment_refusals import FileRefused
from ledger.errors import DataProblem, SystemFailed
from ledger.settings import Settings

BLOCK_BYTES = 1 << 20
#: Hexadecimal digits of a SHA-256.
HASH_DIGITS = 64
#: What an upload left that was killed more than a day ago, nobody is still writing.
LEFT_SECONDS = 24 * 60 * 60


class ContentLost(DataProblem):
    """The store has not got a content that the ledger speaks of."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            f"附件 {sha256} 的原件不在存储里，可能被删除；请从备份恢复，或重新上传同一文件。",
            f"The store has lost attachment {sha256}. Restore it from a backup, or hand the same "
            "file in again.",
        )


class ContentAltered(DataProblem):
    """What the store gives for a content is not what was handed in."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            f"附件 {sha256} 的内容与登记的指纹不符，已被改动或损坏；"
            "请从备份恢复，或重新上传同一文件。",
            f"Attachment {sha256} was altered or damaged: its content has another fingerprint. "
            "Restore it from a backup, or hand the same file in again.",
        )


@dataclass(frozen=True)
class Copy:
    """A file of our own that nobody else can change, at its beginning, with its fingerprint."""

    file: BinaryIO
    sha256: str
    #: In bytes.
    size: int


class AttachmentStore(Protocol):
    """Keeps contents by their SHA-256."""

    def put(self, copy: Copy) -> None:
        """Keeps a content for good before it returns; what was there under its hash is replaced.

        Raises:
            SystemFailed: it cannot be kept.
        """

    def open(self, sha256: str) -> contextlib.AbstractContextManager[BinaryIO]:
        """A content as the store has it, unchecked: `checked_content` compares the hash.

        Raises:
            ContentLost: the store has not got it.
            SystemFailed: the store does not answer.
        """

    def stored(self) -> Iterator[str]:
        """The hashes of all contents.

        Raises:
            SystemFailed: the store does not answer.
        """


def open_store(settings: Settings) -> AttachmentStore:
    """The store that the settings name.

    Raises:
        WrongUse: it names no store we know.
    """
    if settings.attachments is None:
        return FolderStore(settings.data_dir / "attachments")
    if settings.attachments.startswith("s3://"):
        # The client takes longer to load than a help text may.
        from ledger.attachment_buckets import open_bucket  # noqa: PLC0415

        return open_bucket(settings.attachments)
    return FolderStore(Path(settings.attachments))


@contextmanager
def own_copy(file: BinaryIO, limit: int) -> Iterator[Copy]:
    """A copy that has no name on any disk, so that nothing is left of it however we end.

    Raises:
        FileRefused: the file is empty, or larger than the limit: then no more of it is read.
    """
    digest, size = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as copy:
        while block := file.read(min(BLOCK_BYTES, limit + 1 - size)):
            size += len(block)
            if size > limit:
                raise FileRefused("too_large", limit=f"{limit / (1 << 20):g}")
            digest.update(block)
            copy.write(block)
        if not size:
            raise FileRefused("empty")
        copy.seek(0)
        yield Copy(copy, digest.hexdigest(), size)


@contextmanager
def checked_content(store: AttachmentStore, sha256: str) -> Iterator[Copy]:
    """A content, compared with its hash before the first byte is handed on.

    Raises:
        ContentLost: the store has not got it.
        ContentAltered: it is not what was handed in.
        SystemFailed: the store does not answer.
    """
    digest, size = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as copy:
        with store.open(sha256) as content:
            while block := content.read(BLOCK_BYTES):
                size += len(block)
                digest.update(block)
                copy.write(block)
        if digest.hexdigest() != sha256:
            raise ContentAltered(sha256)
        copy.seek(0)
        yield Copy(copy, sha256, size)


def place_of(sha256: str) -> str:
    """Where a content is, below the root of a store."""
    return f"{sha256[:2]}/{sha256[2:]}"


def hash_at(place: str) -> str | None:
    """The hash of the content at a place; None for what is no content of ours."""
    folder, _, rest = place.partition("/")
    sha256 = folder + rest
    ours = len(sha256) == HASH_DIGITS and set(sha256) <= set("0123456789abcdef")
    return sha256 if ours and place == place_of(sha256) else None


class FolderStore:
    """A folder of this machine, or one that it mounts."""

    def __init__(self, root: Path) -> None:
        self.root = root
        #: Contents on their way; on the same file system, so that a rename puts them in place.
        self.incoming = root / "incoming"

    def put(self, copy: Copy) -> None:
        """Keeps a content: written aside, forced to the disk, then renamed into its place.

        Raises:
            SystemFailed: the folder cannot be written to.
        """
        place = self.root / place_of(copy.sha256)
        try:
            self.sweep()
            self.make_folder(self.incoming)
            self.make_folder(place.parent)
            handle, name = tempfile.mkstemp(dir=self.incoming, prefix=f"{copy.sha256}.")
            try:
                with os.fdopen(handle, "wb") as file:
                    copy.file.seek(0)
                    while block := copy.file.read(BLOCK_BYTES):
                        file.write(block)
                    file.flush()
                    # Nobody writes to it any more, by mistake either.
                    os.fchmod(file.fileno(), 0o400)
                    os.fsync(file.fileno())
                Path(name).replace(place)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            force(place.parent)
        except OSError as error:
            raise SystemFailed(
                f"附件不能存到 {self.root}：{error.strerror}",
                f"Attachments cannot be stored in {self.root}: {error.strerror}",
            ) from error

    def make_folder(self, folder: Path) -> None:
        """Makes a folder that only we can read, and forces its name to the disk."""
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            force(folder.parent)

    def sweep(self) -> None:
        """Removes what killed uploads left long ago."""
        if not self.incoming.is_dir():
            return
        for left in self.incoming.iterdir():
            # Another upload may sweep it first.
            with contextlib.suppress(FileNotFoundError):
                if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                    left.unlink()

    @contextmanager
    def open(self, sha256: str) -> Iterator[BinaryIO]:
        """A content as it is on the disk.

        Raises:
            ContentLost: it is not there.
            SystemFailed: it cannot be read.
        """
        try:
            file = (self.root / place_of(sha256)).open("rb")
        except FileNotFoundError as error:
            raise ContentLost(sha256) from error
        except OSError as error:
            raise SystemFailed(
                f"附件 {sha256} 读不出：{error.strerror}",
                f"Attachment {sha256} cannot be read: {error.strerror}",
            ) from error
        with file:
            yield file

    def stored(self) -> Iterator[str]:
        """The hashes of all contents in the folder."""
        for path in sorted(self.root.glob("??/*")):
            sha256 = hash_at(path.relative_to(self.root).as_posix())
            if sha256 is not None:
                yield sha256


def force(folder: Path) -> None:
    """Forces the names in a folder to the disk: a rename is not there before that."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
