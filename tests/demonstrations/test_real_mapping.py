"""The mapping of the real notices: it decides on every row and types nothing they do not say."""

import hashlib
from decimal import Decimal

from demonstrations.real.left_out import REASONS
from demonstrations.real.originals import (
    FILES,
    HERE,
    decisions,
    numbers,
    originals,
    read_rows,
)


def test_the_mapping_decides_on_every_row_of_every_file() -> None:
    for name in FILES:
        if name != "projects":
            assert [*decisions(name)] == numbers(name)
            assert len(read_rows("mapping", name)) == len(numbers(name))
    used = {d["reason"] for n in FILES if n != "projects" for d in decisions(n).values()}
    assert used - {""} == set(REASONS)


def test_amounts_that_the_mapping_types_stand_in_the_notice_they_come_from() -> None:
    for row in read_rows("mapping", "money"):
        if row["amount_wan"]:
            assert row["amount_wan"] in row["quote"]
            assert any(row["quote"] in cell for cell in originals()[row["basis"]].values()), row
    for row in read_rows("mapping", "assignments"):
        if row["amount_wan"]:
            project = originals()[row["project"]]
            said = project.get("fund_sources", "") + project.get("planned_wan", "")
            assert row["amount_wan"] in said, row
    for row in read_rows("mapping", "summed"):
        said = originals()[row["rows"].split()[0]]["fund_line"]
        assert f"{row['amount_wan']}万元" in said


def test_what_is_summed_is_the_sum_of_its_rows() -> None:
    summed = read_rows("mapping", "summed")
    rows = {number for row in summed for number in row["rows"].split()}
    amounts = sum(Decimal(originals()[number]["amount_wan"]) for number in rows)
    assert amounts == sum(Decimal(row["amount_wan"]) for row in summed)
    of_mapping = {n for n, d in decisions("allocations").items() if d["entry"] == "summed"}
    assert rows == of_mapping


def test_projects_named_outside_the_lists_carry_the_notices_own_words() -> None:
    for row in read_rows("mapping", "more_projects"):
        assert any(row["name"] in cell for cell in originals()[row["basis"]].values()), row


def test_the_notices_are_as_they_were_collected() -> None:
    for path in sorted((HERE / "notices").glob("*.csv")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        for readme in ("README.md", "README.zh-CN.md"):
            lines = (HERE / readme).read_text(encoding="utf-8").splitlines()
            assert any(path.name in line and digest in line for line in lines), path.name
