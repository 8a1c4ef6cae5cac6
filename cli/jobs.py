"""`mingzhang jobs`."""

import typer

HELP = ""
app = typer.Typer()


@app.command()
def x() -> None: ...
