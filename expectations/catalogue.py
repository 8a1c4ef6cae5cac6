"""Finds the rules by looking in the folders; there is no list to forget one in."""

import importlib
import pkgutil
from dataclasses import replace
from functools import cache

import expectations
from expectations.rule import ManualRule, Rule


@cache
def _found() -> tuple[Rule | ManualRule, ...]:
    found: dict[str, Rule | ManualRule] = {}
    for folder in pkgutil.iter_modules(expectations.__path__):
        if not folder.ispkg:
            continue
        package = importlib.import_module(f"expectations.{folder.name}")
        for file in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{file.name}")
            rule = getattr(module, "RULE", None)
            if not isinstance(rule, Rule | ManualRule):
                raise ValueError(f"{module.__name__} holds no RULE")  # noqa: TRY004  (not a type)
            if rule.code in found:
                raise ValueError(f"{rule.code} is used twice, in {module.__name__} too")
            found[rule.code] = replace(rule, folder=folder.name) if isinstance(rule, Rule) else rule
    return tuple(found[code] for code in sorted(found))


@cache
def rules() -> tuple[Rule, ...]:
    """All rules that queries decide, in the order of their codes.

    Raises:
        ValueError: two files use one code, or a file in a rule folder has no RULE.
    """
    return tuple(each for each in _found() if isinstance(each, Rule))


@cache
def manual_rules() -> tuple[ManualRule, ...]:
    """All rules that people decide by hand, in the order of their codes."""
    return tuple(each for each in _found() if isinstance(each, ManualRule))


def rule(code: str) -> Rule:
    """The rule of that code.

    Raises:
        KeyError: there is none.
    """
    for each in rules():
        if each.code == code.upper():
            return each
    raise KeyError(code)


def manual_rule(code: str) -> ManualRule:
    """The rule of that code that people decide by hand.

    Raises:
        KeyError: there is none.
    """
    for each in manual_rules():
        if each.code == code.upper():
            return each
    raise KeyError(code)
