"""Every failure a user can meet is one of these, in both languages, with an exit code.

MingzhangError
├── DataProblem      1  something in the data stands in the way
│   └── Refused      1  a promise of the ledger stands in the way
├── WrongUse         2  the command or its arguments are wrong
└── SystemFailed     3  a server, a port, a file or a job failed
"""

from ledger.language import Text


class MingzhangError(Exception):
    """What is wrong and what to do about it, in both languages."""

    exit_code = 3

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)

    def __str__(self) -> str:
        return str(self.text)


class DataProblem(MingzhangError):
    """Something in the data stands in the way; nothing was written."""

    exit_code = 1


class Refused(DataProblem):
    """The ledger refused: `promise` is the number of the promise in docs/architecture.md."""

    def __init__(self, zh: str, en: str, promise: int | None = None) -> None:
        super().__init__(zh, en)
        self.promise = promise


class WrongUse(MingzhangError):
    """The command or its arguments are wrong."""

    exit_code = 2


class SystemFailed(MingzhangError):
    """A server, a port, a file or a job failed."""

    exit_code = 3
