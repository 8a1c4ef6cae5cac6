"""Finds the rules by looking in the folders; there is no list to forget one in."""

import importlib
import pkgutil
from dataclasses import replace
from functools import cache

import expectations
from expectations.rule import Rule


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of their codes.

    Raises:
        ValueError: two files use one code, or a file in a rule folder has no RULE.
    """
    found: dict[str, Rule] = {}
    for folder in pkgutil.iter_modules(expectations.__path__):
        if not folder.ispkg:
            continue
        package = importlib.import_module(f"expectations.{folder.name}")
        for file in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{file.name}")
            rule = getattr(module, "RULE", None)
            if not isinstance(rule, Rule):
                raise ValueError(f"{module.__name__} holds no RULE")  # noqa: TRY004  (not a type)
            if rule.code in found:
                raise ValueError(f"{rule.code} is used twice, in {module.__name__} too")
            found[rule.code] = replace(rule, folder=folder.name)
    return tuple(found[code] for code in sorted(found))


def rule(code: str) -> Rule:
    """The rule of that code.

    Raises:
        KeyError: there is none.
    """
    for each in rules():
        if each.code == code.upper():
            return each
    raise KeyError(code)
