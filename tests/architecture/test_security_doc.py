"""The security document names files that exist, and leaves out no requirement of the standard."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("security.md", "security.zh-CN.md")
STATES = ("met", "partly", "not met", "not applicable")
#: What stands in backticks and begins like this is a file of ours.
FOLDERS = (
    r"(?:audits|benchmarks|cli|demonstrations|docs|expectations|jobs|ledger|scripts|tests|web)/"
)
NAMED = re.compile(rf"`({FOLDERS}[^`]*|[\w-]+\.(?:lock|toml|md))`")
LINKED = re.compile(r"\]\(([^)#:]*)(?:#([^)]+))?\)")
ROW = re.compile(
    r"\| (?P<number>\d+\.\d+\.\d+) \| (?P<level>[123]) \| .+ \| (?P<state>[^|]+) \| .+ \|$"
)
#: Each section of ASVS 5.0.0 and its last requirement of levels 1 and 2, which stand before those
#: of level 3: its release as CSV (repository OWASP/ASVS, folder 5.0/docs_en, commit
#: 5cf9b032440be53ce345ab3c130fda46ba1ce7a2), column L.
REQUIRED = """
1.1:2 1.2:9 1.3:11 1.4:3 1.5:2
2.1:3 2.2:3 2.3:4 2.4:1
3.2:2 3.3:4 3.4:6 3.5:5 3.7:2
4.1:3 4.2:1 4.3:2 4.4:4
5.1:1 5.2:3 5.3:2 5.4:3
6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4
7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2
8.1:2 8.2:3 8.3:1 8.4:1
9.1:3 9.2:4
10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3
11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1
12.1:3 12.2:2 12.3:4
13.1:1 13.2:5 13.3:2 13.4:5
14.1:2 14.2:4 14.3:3
15.1:3 15.2:3 15.3:7
16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
17.1:1 17.2:4 17.3:2
"""
#: How many there are of each level, as the standard counts them: 70 and 183 of 345.
OF_LEVEL = {"1": 70, "2": 183}


def required() -> list[str]:
    """The number of every requirement of levels 1 and 2."""
    ends = (section.split(":") for section in REQUIRED.split())
    return [f"{section}.{n}" for section, last in ends for n in range(1, int(last) + 1)]


def faults(document: str) -> set[str]:
    """The requirements that a document leaves out, has twice, invents, or gives no known state."""
    rows = [row for line in document.splitlines() if (row := ROW.match(line))]
    listed = Counter(row["number"] for row in rows)
    expected = Counter(required())
    stateless = {row["number"] for row in rows if row["state"] not in STATES}
    return set((listed - expected) | (expected - listed)) | stateless


def named_files(document: str) -> set[str]:
    """The files of ours that a document names, with the test after `::` if one is named."""
    return set(NAMED.findall(document))


def anchors(document: str) -> set[str]:
    """What the headings of a document can be linked by."""
    headings = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture
def walked() -> str:
    """The document with the standard in it."""
    return (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_and_test_named_exists(name: str) -> None:
    document = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for named in named_files(document):
        file, _, test = named.partition("::")
        assert (ROOT / file).exists(), named
        assert not test or f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), named


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    document = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for file, anchor in LINKED.findall(document):
        target = (ROOT / "docs" / file) if file else ROOT / "docs" / name
        assert target.exists(), file
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), anchor


def test_every_requirement_of_levels_1_and_2_stands_once_with_a_state(walked: str) -> None:
    assert len(required()) == sum(OF_LEVEL.values())
    assert faults(walked) == set()
    assert len(named_files(walked)) > 50
    rows = [row for line in walked.splitlines() if (row := ROW.match(line))]
    assert Counter(row["level"] for row in rows) == OF_LEVEL


def test_the_summary_counts_what_stands_below_it(walked: str) -> None:
    rows = [row for line in walked.splitlines() if (row := ROW.match(line))]
    for level, all_of_it in OF_LEVEL.items():
        counted = Counter(row["state"] for row in rows if row["level"] == level)
        cells = [*(str(counted[state]) for state in STATES), str(all_of_it)]
        assert f"| level {level} | {' | '.join(cells)} |" in walked


@pytest.mark.parametrize(
    "breach",
    [
        "",
        "| 1.1.1 | 2 | a | met | b |\n| 1.1.1 | 2 | a | met | b |",
        "| 1.1.1 | 2 | a | done | b |",
    ],
)
def test_a_requirement_left_out_repeated_or_without_state_is_seen(breach: str) -> None:
    assert "1.1.1" in faults(breach)
    assert "1.2.10" in faults("| 1.2.10 | 3 | a | met | b |")


def test_a_file_that_is_not_there_is_seen() -> None:
    assert named_files("see `web/nowhere.py` and `keys/master.key`") == {"web/nowhere.py"}
