"""Reads the rules that auditors wrote themselves, from a folder outside the code.

A file is TOML with the fields of `Rule.as_data`. A file that is no rule is listed with the reason
and stops nothing: the others are read, and what is on record goes on being run.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from expectations.admission import problems_of
from expectations.queries import filled
from expectations.rule import Rule
from expectations.rule_data import NotARule, rule_from_data
from ledger.language import Text

#: Codes of own rules begin with X: no rule that comes with the software ever does.
OWN_CODE = re.compile(r"X[A-Z]-[0-9]{2}")
#: The suite that own rules are run in.
FOLDER = "own"
#: A file larger than this is no rule.
MOST_BYTES = 1 << 20
#: Any day does to see whether a query may be run.
SOME_DAY = dt.date(2022, 7, 1)


@dataclass(frozen=True)
class Broken:
    """A file of the folder that is no rule, and why."""

    file: str
    why: Text


@dataclass(frozen=True)
class OwnRules:
    """What a folder holds."""

    rules: Sequence[Rule] = ()
    broken: Sequence[Broken] = ()

    def of(self, code: str) -> Rule | None:
        """The rule of a code; None where no file has it."""
        return next((rule for rule in self.rules if rule.code == code.upper()), None)


def own_rules(folder: Path | None, views: set[str]) -> OwnRules:
    """The rules in the files of a folder, and the files that are none.

    Args:
        folder: MINGZHANG_RULES_DIR; None where it is not set.
        views: the names of all views of the schema facts.
    """
    if folder is None:
        return OwnRules()
    if not folder.is_dir():
        why = Text("没有这个文件夹，或读不了。", "There is no such folder, or it cannot be read.")
        return OwnRules(broken=[Broken(str(folder), why)])
    found: dict[str, tuple[str, Rule]] = {}
    broken = []
    for file in sorted(folder.glob("*.toml")):
        try:
            rule = read_rule(file, views)
        except NotARule as problem:
            broken.append(Broken(file.name, Text(str(problem), str(problem))))
            continue
        if rule.code in found:
            other = found[rule.code][0]
            why = Text(f"编号 {rule.code} 已用于 {other}。", f"{rule.code} is used in {other} too.")
            broken.append(Broken(file.name, why))
            continue
        found[rule.code] = file.name, rule
    return OwnRules([rule for _, (_, rule) in sorted(found.items())], broken)


def read_rule(file: Path, views: set[str]) -> Rule:
    """The rule that a file holds.

    Raises:
        NotARule: it holds none, or one that may not be run.
    """
    try:
        content = file.read_bytes()
        if len(content) > MOST_BYTES:
            raise NotARule("larger than 1 MiB")
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise NotARule(str(problem)) from problem
    rule = rule_from_data(data, FOLDER)
    found = problems_of_rule(rule, views)
    if found:
        raise NotARule("; ".join(found))
    return rule


def problems_of_rule(rule: Rule, views: set[str]) -> list[str]:
    """Why an own rule may not be run; nothing where it may."""
    found = []
    if not OWN_CODE.fullmatch(rule.code):
        found.append(f"code: {rule.code}: an own rule's is X, a capital, a dash and two digits")
    if rule.division is None:
        found.append("division: the division is missing whose books, and those below, it reads")
    if rule.subject not in views:
        found.append(f"subject: there is no view facts.{rule.subject}")
    for kind, query in (("population", rule.population), ("breach", rule.breach)):
        asked = filled(query, SOME_DAY)
        found += [f"{kind}: {problem}" for problem in problems_of(asked, kind, views)]
    return found
