"""Runs are listed, compared and written to files by commands."""

import json
from pathlib import Path

from commands import mingzhang


def test_runs_are_listed_compared_and_written_to_a_file(
    told: dict[str, str], tmp_path: Path
) -> None:
    audit = ("audit", "--as-of", "2022-06-01", "--json")
    first, again = (json.loads(mingzhang(told, *audit).stdout) for _ in range(2))
    run_id = str(first["run"])
    listed = json.loads(mingzhang(told, "runs", "--json").stdout)
    assert [row["run_id"] for row in listed[:2]] == [again["run"], first["run"]]
    compared = json.loads(mingzhang(told, "runs", "compare", str(again["run"]), "--json").stdout)
    assert {row["change"] for row in compared["breaches"]} == {"persisting"}
    table = mingzhang(told, "runs", "compare", str(again["run"]))
    assert (table.returncode, "BT-01" in table.stdout) == (0, True)
    files = [tmp_path / f"{number}.jsonl" for number in (run_id, again["run"])]
    for number, file in zip((run_id, again["run"]), files, strict=True):
        done = mingzhang(told, "runs", "export", str(number), "--to", str(file), "--form", "jsonl")
        assert done.returncode == 0, done.stderr
    assert files[0].read_bytes() == files[1].read_bytes()
    nowhere = mingzhang(told, "runs", "export", run_id, "--to", str(tmp_path / "no" / "file.csv"))
    assert (nowhere.returncode, "file.csv" in nowhere.stderr) == (2, True)
    unknown = mingzhang(told, "runs", "compare", "4711")
    assert (unknown.returncode, "4711" in unknown.stderr) == (2, True)
