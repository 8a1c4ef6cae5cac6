"""A file is kept under the name its user knows, as far as a file system takes it."""

import io
from pathlib import Path

from web.uploads import Uploads

LONG = "关于下达二〇二二年中央财政衔接推进乡村振兴补助资金预算的通知"


def test_a_long_chinese_name_is_cut_where_the_file_system_would_refuse_it(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    upload = uploads.receive("clerk", f"{LONG * 5}.xlsx", None, io.BytesIO(b"rows"))
    assert uploads.file_of(upload).read_bytes() == b"rows"
    assert upload.file_name.startswith(LONG)
    assert upload.file_name.endswith(".xlsx")
    assert uploads.receive("clerk", f"{LONG}.csv", None, io.BytesIO()).file_name == f"{LONG}.csv"


def test_an_upload_that_another_request_throws_away_is_in_nobodys_way(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    # Listed, but gone when it is looked at: as what another request removes in between.
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    upload = uploads.receive("clerk", "新.csv", None, io.BytesIO(b"rows"))
    assert uploads.file_of(upload).exists()
