"""`mingzhang demo`."""

HELP = ""


def demo() -> None: ...
