"""Every command and option explains itself, in the language of the locale."""

import re

import pytest
from commands import environment, mingzhang

from cli.main import app

CHINESE = re.compile(r"[一-鿿]")
COMMANDS = [
    [],
    *([command.name or ""] for command in app.registered_commands),
    *([group.name or ""] for group in app.registered_groups),
    *(
        [group.name or "", command.name or ""]
        for group in app.registered_groups
        for command in group.typer_instance.registered_commands
    ),
]
#: The option that Typer itself brings, with its one English sentence.
OWN_HELP = "--help"


def entries(said: str) -> list[str]:
    """The arguments, options and commands of a help text, each with its explanation."""
    lines = said.split("\n\n", 2)[-1].splitlines()
    found: list[str] = []
    for line in lines:
        if re.match(r"  \S", line):
            found.append(line.strip())
        elif line.startswith("   ") and found:
            found[-1] += "  " + line.strip()
    return [entry for entry in found if not entry.startswith(OWN_HELP)]


def test_all_commands_are_there() -> None:
    names = {" ".join(command) for command in COMMANDS}
    assert names >= {
        *("up", "migrate", "template", "import", "audit", "flags", "trace", "balance", "jobs"),
        *("version", "jobs run", "subscriptions add"),
    }


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "mingzhang")
def test_help_is_chinese_or_english_by_the_locale(command: list[str]) -> None:
    said = {}
    for locale in ("zh_CN.UTF-8", "en_US.UTF-8"):
        done = mingzhang(environment(locale), *command, "--help")
        assert (done.returncode, done.stderr) == (0, "")
        said[locale] = done.stdout
    assert CHINESE.search(said["en_US.UTF-8"]) is None
    chinese, english = said["zh_CN.UTF-8"], said["en_US.UTF-8"]
    description = chinese.split("\n\n")[1]
    assert CHINESE.search(description), description
    assert [entry for entry in entries(chinese) if not CHINESE.search(entry)] == []
    silent = [entry for entry in entries(english) if len(re.split(r" {2,}", entry)) < 2]
    assert silent == []
    assert len(entries(chinese)) == len(entries(english))


@pytest.mark.parametrize(
    ("variables", "chinese"),
    [
        ({"LANG": "zh_TW.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "MINGZHANG_LANG": "en"}, False),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, True),
        ({"LANG": "C"}, False),
        ({"LANG": ""}, False),
    ],
)
def test_the_language_is_the_first_that_a_variable_names(
    variables: dict[str, str],
    chinese: bool,  # noqa: FBT001  (a case's expectation)
) -> None:
    said = mingzhang(environment() | variables, "version", "--help").stdout
    assert bool(CHINESE.search(said)) is chinese


def test_no_argument_at_all_shows_the_help() -> None:
    done = mingzhang(environment())
    assert "Commands:" in done.stdout + done.stderr
