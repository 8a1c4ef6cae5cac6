"""Content is stored whole, under its hash, for good; what is lost or altered is said so."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from buckets import S3Server, s3_server
from commands import ROOT
from papers import PDF, TEXT

from ledger.attachment_refusals import FileRefused
from ledger.attachment_stores import (
    LEFT_SECONDS,
    AttachmentStore,
    ContentAltered,
    ContentLost,
    Copy,
    FolderStore,
    checked_content,
    open_store,
    own_copy,
    place_of,
)
from ledger.errors import SystemFailed, WrongUse
from ledger.settings import Settings, read_settings

BUCKET = "papers"
LIMIT = 1 << 24
LARGE = os.urandom(6_000_000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """A server that speaks S3."""
    with s3_server(tmp_path_factory.mktemp("s3"), BUCKET) as running:
        yield running


def settings_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, attachments: str) -> Settings:
    """The settings with a store named."""
    monkeypatch.setenv("MINGZHANG_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("MINGZHANG_ATTACHMENTS", attachments)
    return read_settings()


@pytest.fixture(params=["default folder", "other folder", "bucket", "bucket with prefix"])
def store(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AttachmentStore:
    """Each of the stores that settings can name."""
    where = {
        "default folder": "",
        "other folder": str(tmp_path / "原件"),
        "bucket": f"s3://{BUCKET}",
        "bucket with prefix": f"s3://{BUCKET}/county/papers/",
    }[request.param]
    if where.startswith("s3://"):
        for name, value in request.getfixturevalue("server").environment.items():
            monkeypatch.setenv(name, value)
    return open_store(settings_of(monkeypatch, tmp_path, where))


def put(store: AttachmentStore, content: bytes) -> str:
    """Stores a content, and tells its hash."""
    with own_copy(io.BytesIO(content), LIMIT) as copy:
        store.put(copy)
    return copy.sha256


def got(store: AttachmentStore, sha256: str) -> bytes:
    """A content, compared with its hash."""
    with checked_content(store, sha256) as copy:
        return copy.file.read()


def test_what_was_put_is_got_and_listed_once_however_often_it_is_put(
    store: AttachmentStore,
) -> None:
    contents = [PDF, TEXT, LARGE]
    hashes = [put(store, content) for content in contents * 2]
    assert [got(store, each) for each in hashes[:3]] == contents
    listed = list(store.stored())
    assert {each for each in listed if listed.count(each) > 1} == set()
    assert set(hashes) <= set(listed)


def test_a_content_that_is_not_there_is_lost(store: AttachmentStore) -> None:
    with pytest.raises(ContentLost, match="b" * 64), store.open("b" * 64):
        pass


def test_a_content_under_another_hash_is_altered_and_putting_it_again_mends_it(
    store: AttachmentStore,
) -> None:
    sha256 = hashlib.sha256(b"the original").hexdigest()
    if isinstance(store, FolderStore):
        store.put(Copy(io.BytesIO(b"another"), sha256, 7))
    else:
        with pytest.raises(SystemFailed):  # the server compares, and does not take it
            store.put(Copy(io.BytesIO(b"another"), sha256, 7))
        return
    with pytest.raises(ContentAltered), checked_content(store, sha256):
        pass
    assert got(store, put(store, b"the original")) == b"the original"


def test_the_same_content_put_by_many_at_once_is_there_once(store: AttachmentStore) -> None:
    begin = threading.Barrier(6, timeout=60)
    failed: list[BaseException] = []

    def hand_in() -> None:
        begin.wait()
        try:
            put(store, LARGE)
        except BaseException as error:  # noqa: BLE001  (told below)
            failed.append(error)

    threads = [threading.Thread(target=hand_in) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert got(store, hashlib.sha256(LARGE).hexdigest()) == LARGE


def test_a_server_out_of_reach_or_a_wrong_key_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: S3Server
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "guessed")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    store = open_store(settings_of(monkeypatch, tmp_path, f"s3://{BUCKET}"))
    with pytest.raises(SystemFailed, match="s3://papers") as refused:
        put(store, PDF)
    assert "guessed" not in refused.value.text.en
    with pytest.raises(SystemFailed):
        list(store.stored())
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    store = open_store(settings_of(monkeypatch, tmp_path, f"s3://{BUCKET}"))
    with pytest.raises(SystemFailed, match=r"127\.0\.0\.1:9"), store.open("b" * 64):
        pass


def test_a_bucket_needs_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="bucket/prefix"):
        open_store(settings_of(monkeypatch, tmp_path, "s3://"))


@pytest.mark.parametrize("limit", ["0", "-1", "20M", "1025", "２０"])
def test_a_limit_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setenv("MINGZHANG_ATTACHMENT_LIMIT", limit)
    with pytest.raises(WrongUse, match="MINGZHANG_ATTACHMENT_LIMIT"):
        read_settings()


def test_a_folder_is_readable_by_its_owner_only_and_its_contents_by_nobody_to_write(
    tmp_path: Path,
) -> None:
    store = FolderStore(tmp_path / "a" / "b")
    place = tmp_path / "a" / "b" / place_of(put(store, PDF))
    assert place.stat().st_mode & 0o777 == 0o400
    assert place.parent.stat().st_mode & 0o777 == 0o700
    assert list((tmp_path / "a" / "b" / "incoming").iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SystemFailed, match="cannot be stored"):
        put(FolderStore(tmp_path / "file"), PDF)


def test_reading_stops_at_the_limit() -> None:
    endless = Endless()
    with pytest.raises(FileRefused) as refused, own_copy(endless, 3_000_000):
        pass
    assert refused.value.code == "too_large"
    assert endless.given == 3_000_001
    with own_copy(io.BytesIO(b"x" * 3_000_000), 3_000_000) as copy:
        assert copy.size == 3_000_000
    with pytest.raises(FileRefused) as refused, own_copy(io.BytesIO(), 1):
        pass
    assert refused.value.code == "empty"


class Endless(io.RawIOBase):
    """A file that goes on for ever, and counts what it gave."""

    given = 0

    def read(self, size: int = -1) -> bytes:
        """As much as is asked for."""
        self.given += size
        return bytes(size)


#: Stores one content after the other, and says each when it is stored.
PUTTER = """
import hashlib, io, sys
from pathlib import Path
from ledger.attachment_stores import FolderStore, own_copy

store = FolderStore(Path(sys.argv[1]))
for number in range(1_000_000):
    with own_copy(io.BytesIO(f"{number}".encode() * 400_000), 1 << 24) as copy:
        store.put(copy)
    print(copy.sha256, flush=True)
"""


def test_kill_9_in_the_middle_of_storing_leaves_nothing_half_stored(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    said: list[str] = []
    for lines in (1, 3, 7):
        process = subprocess.Popen(
            [sys.executable, "-c", PUTTER, str(store.root)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        said += [process.stdout.readline().strip() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        said += [line for line in process.communicate()[0].split("\n")[:-1] if line]
    stored = list(store.stored())
    assert set(said) <= set(stored)
    for sha256 in stored:
        with checked_content(store, sha256):
            pass
    for left in store.incoming.iterdir():
        os.utime(left, (time.time() - LEFT_SECONDS - 1,) * 2)
    (store.incoming / "on its way").write_bytes(b"half")
    put(store, PDF)
    assert [left.name for left in store.incoming.iterdir()] == ["on its way"]
    assert not any("incoming" in each for each in store.stored())
