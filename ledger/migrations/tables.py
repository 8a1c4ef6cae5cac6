"""Loads every table of the ledger and of the audits into the shared metadata."""

import importlib
import pkgutil

import ledger


def import_all() -> None:
    """Imports all modules that define tables, wherever they stand."""
    for package in (ledger.__name__, "ledger.evidence", "audits"):
        module = importlib.import_module(package)
        for found in pkgutil.iter_modules(module.__path__, package + "."):
            if not found.ispkg:
                importlib.import_module(found.name)
