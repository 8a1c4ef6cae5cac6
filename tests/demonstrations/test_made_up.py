"""The made-up province: the same every time, and the audit names what was planted, no more."""

import ast
import filecmp
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_up_audits import Audited, audited_province, subject_of
from sqlalchemy import text

import demonstrations.made_up
from demonstrations.made_up.generating import generate
from demonstrations.made_up.loading import load
from demonstrations.made_up.names import credit_code, id_number
from demonstrations.made_up.plan import Plan
from demonstrations.made_up.truth import FILE_NAME
from expectations.catalogue import rules
from ledger.errors import DataProblem, WrongUse
from ledger.identities import is_credit_code, is_id_number
from ledger.personal import Protector

PLANS = (
    Plan(seed=1, counties=3, years=2, scale=300),
    Plan(seed=2, counties=1, years=1, scale=60, encoding="gb18030"),
    Plan(seed=20170322, counties=5, years=4, scale=500),
)


@pytest.fixture(scope="module", params=PLANS, ids=lambda plan: f"seed {plan.seed}")
def audited(
    server_url: str, template: str, protector: Protector, request: pytest.FixtureRequest
) -> Iterator[Audited]:
    """A plan, loaded and audited with every rule there is."""
    with audited_province(server_url, template, protector, request.param) as found:
        yield found


def test_the_audit_names_all_that_was_planted(audited: Audited) -> None:
    planted = {subject_of(case) for case in audited.truth.planted}
    assert planted - audited.flagged == set()


def test_the_audit_names_nothing_that_was_not_planted(audited: Audited) -> None:
    """But for the lead that rests on chance: amounts made up by dice are odd one time in ten."""
    planted = {subject_of(case) for case in audited.truth.planted}
    assert {flag for flag in audited.flagged - planted if flag[0] != "AC-11"} == set()


def test_near_misses_are_in_the_ledger_and_not_flagged(audited: Audited) -> None:
    spared = {subject_of(case) for case in audited.truth.near_misses}
    assert spared - audited.known == set()
    assert spared & audited.flagged == set()


def test_every_rule_has_something_planted_and_something_spared(audited: Audited) -> None:
    """But for the rule about flags: no file holds them, and the first run finds none on record."""
    shipped = {rule.code for rule in rules()} - {"GV-01"}
    assert {case.rule for case in audited.truth.planted} == shipped
    assert {case.rule for case in audited.truth.near_misses} == shipped


def test_all_that_is_made_up_is_in_the_made_up_province(audited: Audited) -> None:
    with audited.engine.connect() as connection:
        real = connection.execute(text("SELECT count(*) FROM facts.book WHERE NOT made_up"))
        assert real.scalar_one() == 0


def test_loading_again_posts_nothing(audited: Audited, protector: Protector) -> None:
    count = text("SELECT sum(last_position) FROM ledger.book_head")
    with audited.engine.connect() as connection:
        before = connection.execute(count).scalar_one()
    again = load(audited.url, protector, audited.truth.plan)
    assert again.outcome.imported_before
    assert again.truth == audited.truth
    with audited.engine.connect() as connection:
        assert connection.execute(count).scalar_one() == before


def test_another_province_is_not_mixed_into_it(audited: Audited, protector: Protector) -> None:
    count = text("SELECT sum(last_position) FROM ledger.book_head")
    with audited.engine.connect() as connection:
        before = connection.execute(count).scalar_one()
    with pytest.raises(DataProblem, match="another made-up province"):
        load(audited.url, protector, replace(audited.truth.plan, seed=999))
    with audited.engine.connect() as connection:
        assert connection.execute(count).scalar_one() == before


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"seed {plan.seed}")
def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, plan: Plan) -> None:
    generate(plan, tmp_path / "one")
    generate(plan, tmp_path / "two")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "two").iterdir())
    same, different, failed = filecmp.cmpfiles(
        tmp_path / "one", tmp_path / "two", names, shallow=False
    )
    assert (sorted(same), different, failed) == (names, [], [])


def test_another_seed_gives_another_province(tmp_path: Path) -> None:
    one = generate(Plan(seed=1), tmp_path / "one")
    two = generate(Plan(seed=2), tmp_path / "two")
    assert {subject_of(case) for case in one.planted} != {subject_of(case) for case in two.planted}


def test_the_scale_is_the_number_of_payments_to_households(tmp_path: Path) -> None:
    none = generate(Plan(scale=0), tmp_path / "none").rows
    for scale in (1, 97, 1000):
        generate(Plan(scale=scale), tmp_path / str(scale))
        lines = (tmp_path / str(scale) / "支付.csv").read_text(encoding="utf-8").splitlines()
        batched = [line for line in lines if line.split(",")[1].startswith("PC")]
        ordinary = [line for line in batched if "慰问" not in line]
        assert len(ordinary) == scale
    assert none > 0


def test_both_encodings_say_the_same(tmp_path: Path) -> None:
    generate(Plan(), tmp_path / "utf")
    generate(Plan(encoding="gb18030"), tmp_path / "gb")
    for path in (tmp_path / "utf").glob("*.csv"):
        other = (tmp_path / "gb" / path.name).read_bytes().decode("gb18030")
        assert other == path.read_bytes().decode("utf-8")


def test_the_truth_is_written_beside_the_files(tmp_path: Path) -> None:
    truth = generate(Plan(), tmp_path)
    written = json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))
    assert written["as_of"] == truth.as_of.isoformat()
    assert len(written["planted"]) == len(truth.planted)
    assert {"rule", "book", "reference", "what", "why"} == set(written["planted"][0])


def test_numbers_of_persons_and_companies_are_valid_and_their_own() -> None:
    serials = [*range(500), *range(20_100, 20_600), *range(5_000_000, 5_000_500)]
    persons = [id_number("990121", serial) for serial in serials]
    companies = [credit_code("990121", serial) for serial in range(1000)]
    assert all(map(is_id_number, persons))
    assert all(map(is_credit_code, companies))
    assert len({*persons, *companies}) == len(persons) + len(companies)


def test_a_plan_that_cannot_be_is_refused() -> None:
    for wrong in ({"counties": 0}, {"counties": 80}, {"years": 0}, {"years": 5}, {"scale": -1}):
        with pytest.raises(WrongUse):
            Plan(**wrong)


def test_the_generator_knows_nothing_of_the_rules() -> None:
    """What is planted follows from who planted it, not from what the rules would find."""
    folder = Path(demonstrations.made_up.__file__).parent
    files = list(folder.rglob("*.py"))
    assert len(files) > 10
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                named = [node.module or ""]
            else:
                continue
            assert not any(name.split(".")[0] in {"expectations", "audits"} for name in named)
    loaded = (
        "import sys, demonstrations.made_up.generating, demonstrations.made_up.loading;"
        "sys.exit(any(name.split('.')[0] == 'expectations' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0


def test_the_command_writes_files_without_a_ledger(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cli.main", "demo", "--scale", "20", "--json"]
    done = subprocess.run(
        [*command, "--output", str(tmp_path / "files")], check=True, capture_output=True, text=True
    )
    said = json.loads(done.stdout)
    assert said["folder"] == str(tmp_path / "files")
    assert (tmp_path / "files" / FILE_NAME).exists()
    refused = subprocess.run([*command, "--counties", "80"], check=False, capture_output=True)
    assert refused.returncode == 2
