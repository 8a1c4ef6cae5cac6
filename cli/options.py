"""Options that every command spells alike."""

from typing import Annotated

import typer

from ledger.language import t

#: On every command that reads: the same facts for a program instead of a table.
AsJson = Annotated[bool, typer.Option("--json", help=t("以 JSON 输出。", "Print JSON."))]
