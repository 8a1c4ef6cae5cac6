"""A rule file is data: it imports the shape of a rule and days, and does nothing when imported."""

import ast
from pathlib import Path

import pytest
from sources import files, name_of

from expectations.catalogue import manual_rules, rules

#: Modules a rule file may take from.
IMPORTED = {"expectations.rule", "datetime", "decimal"}
#: What a helper of examples may return: facts, examples, parameters, and tuples of them.
BUILT = {"Fact", "Example", "Parameter", "Text", "tuple"}
#: Built-in functions that make values of values; no other may be called.
HARMLESS = {"dict", "enumerate", "int", "range", "str", "sum", "tuple", "zip"}
RULE_FILES = [
    path
    for path in files("expectations/*/*.py")
    if path.name != "__init__.py" and path.parent.parent.name == "expectations"
]


def not_data(source: str) -> list[str]:
    """What in a rule file is more than data."""
    module = ast.parse(source)
    wrong: list[str] = []
    known = set(HARMLESS)
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            known |= {name.name for name in node.names}
            if node.module not in IMPORTED or node.level:
                wrong.append(f"imports {node.module}")
        elif isinstance(node, ast.Import):
            wrong.extend(f"imports {name.name}" for name in node.names)
        elif isinstance(node, ast.FunctionDef):
            known.add(node.name)
            wrong.extend(not_a_builder(node))
        elif isinstance(node, ast.ClassDef | ast.AsyncFunctionDef | ast.Lambda | ast.Global):
            wrong.append(f"has a {type(node).__name__}")
    wrong += [
        f"does {type(node).__name__}"
        for node in module.body
        if not isinstance(node, ast.ImportFrom | ast.Import | ast.FunctionDef)
        and not isinstance(node, ast.Assign | ast.AnnAssign | ast.ClassDef)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    wrong += [
        f"calls {node.func.id}"
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id not in known
    ]
    return wrong


def not_a_builder(function: ast.FunctionDef) -> list[str]:
    """A function that makes something else than parts of examples."""
    if function.returns is None:
        return [f"{function.name} does not say what it makes"]
    made = {node.id for node in ast.walk(function.returns) if isinstance(node, ast.Name)}
    return [f"{function.name} makes {name}" for name in sorted(made - BUILT)]


@pytest.mark.parametrize("path", RULE_FILES, ids=name_of)
def test_a_rule_file_is_data(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not_data(source) == []
    assigned = [
        target.id
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert assigned.count("RULE") == 1


def test_every_rule_file_is_in_the_catalogue_and_nothing_else_is() -> None:
    assert len(rules()) + len(manual_rules()) == len(RULE_FILES)


@pytest.mark.parametrize(
    "breach",
    [
        "import os",
        "from ledger.books import Book",
        "from expectations.catalogue import rules",
        "from . import other",
        "class Special: pass",
        "for number in (1, 2): pass",
        "print('found')",
        "RULE = open('rule.txt')",
        "def helper(): return 1",
        "def query() -> str: return 'SELECT 1'",
        "test = lambda fact: fact",
        "if True: RULE = None",
    ],
)
def test_what_is_more_than_data_is_seen(breach: str) -> None:
    assert not_data(breach)
