"""`mingzhang version`: of the program, and of what it stands on."""

import typer

from cli.options import AsJson
from ledger.language import t

HELP = t("显示版本。", "Show the version.")


def version(*, as_json: AsJson = False) -> None:
    """Prints the version."""
    from importlib.metadata import version as version_of  # noqa: PLC0415

    from cli.output import print_json  # noqa: PLC0415
    from ledger.migrating import head_revision  # noqa: PLC0415

    found = {
        "mingzhang": version_of("mingzhang"),
        "database": head_revision(),
        "great_expectations": version_of("great_expectations"),
    }
    if as_json:
        print_json(found)
    else:
        typer.echo(" ".join(f"{name} {value}" for name, value in found.items()))
