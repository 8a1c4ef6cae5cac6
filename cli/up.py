"""`mingzhang up`."""

HELP = ""


def up() -> None: ...
