"""What is installed is named exactly, by hash, and by no address."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from sources import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock")
LINE = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==(?P<version>[^\s;]+)(?: ; [^\\]+?)? \\"
    r"|    --hash=sha256:[0-9a-f]{64}(?: \\)?"
    r"|    #.*"
)


def locked(lock: str) -> dict[str, set[str]]:
    """The exact versions a lock names; with markers there may be several of one package."""
    found: dict[str, set[str]] = {}
    for line in lock.splitlines():
        named = LINE.fullmatch(line)
        if named and named["name"]:
            found.setdefault(canonicalize_name(named["name"]), set()).add(named["version"])
    return found


def faults(lock: str) -> list[str]:
    """Lines that are neither a version, a hash nor a remark, and versions without a hash."""
    lines = lock.splitlines()
    wrong = [line for line in lines if not LINE.fullmatch(line) or "://" in line]
    wrong += [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if "==" in line and "--hash=" not in following
    ]
    return wrong


def text_of(lock: str) -> str:
    """A lock file."""
    return (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_version_with_hashes_and_none_an_address(lock: str) -> None:
    assert faults(text_of(lock)) == []
    assert len(locked(text_of(lock))) > 30


@pytest.mark.parametrize(
    "breach",
    [
        "--index-url https://example.org/simple",
        "--extra-index-url https://example.org/simple",
        "--find-links wheels",
        "-e .",
        "one>=1.0 \\\n    --hash=sha256:" + "0" * 64,
        "one==1.0",
        "one==1.0 \\\n    # via two",
        "one @ https://example.org/one.whl \\\n    --hash=sha256:" + "0" * 64,
        "    # from https://example.org",
    ],
)
def test_a_loose_line_is_seen(breach: str) -> None:
    assert faults(breach)


@pytest.mark.parametrize(
    ("lock", "extras"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "test"))]
)
def test_every_dependency_is_locked_within_its_bounds(lock: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    versions = locked(text_of(lock))
    missing = [
        line
        for line in wanted
        if not any(
            Requirement(line).specifier.contains(version)
            for version in versions.get(canonicalize_name(Requirement(line).name), set())
        )
    ]
    assert missing == []


def test_tests_run_on_the_versions_that_are_shipped() -> None:
    shipped, tested = (locked(text_of(lock)) for lock in LOCKS)
    assert {name: tested.get(name) for name in shipped} == shipped


def test_make_installs_by_hash_only() -> None:
    installs = re.findall(r"pip install(.*)", Path(ROOT / "Makefile").read_text(encoding="utf-8"))
    from_locks = [line for line in installs if "-r requirements" in line]
    assert len(from_locks) == len(LOCKS)
    assert all("--require-hashes" in line for line in from_locks)
