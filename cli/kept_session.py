"""Keeps the token of whoever signed in on a terminal, in a file that only they can read."""

import hashlib
import os
from pathlib import Path

from ledger.settings import Settings


def session_file(settings: Settings) -> Path:
    """Where the token for a ledger is kept: each ledger has a session of its own."""
    ledger = settings.database_url or str(settings.data_dir)
    name = hashlib.sha256(ledger.encode()).hexdigest()[:16]
    return settings.state_dir / f"session-{name}"


def keep_token(settings: Settings, token: str) -> None:
    """Keeps a token in place of the one before."""
    kept = session_file(settings)
    kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = kept.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(token)
    written.replace(kept)


def kept_token(settings: Settings) -> str | None:
    """The token of the environment, else the one that was kept; None if nobody signed in."""
    if settings.session:
        return settings.session
    try:
        return session_file(settings).read_text().strip() or None
    except FileNotFoundError:
        return None


def forget_token(settings: Settings) -> None:
    """Throws the kept token away."""
    session_file(settings).unlink(missing_ok=True)
