"""What `mingzhang up` runs beside itself, the pages or the scheduler, and not for longer than it.

`python -m cli.child web` serves until told to stop, or until its standard input ends: that is a
pipe which `up` holds, so that even a killed `up` leaves nothing running.
"""

import os
import signal
import sys
import threading

from cli.main import guarded


def end_with_parent() -> None:
    """Asks this process to end as soon as its standard input does."""

    def watch() -> None:
        # Not by sys.stdin: its lock, held by this thread, would abort the end of the process.
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def serve_pages() -> None:
    """Serves the pages."""
    from web.serving import main as serve  # noqa: PLC0415

    serve()


def keep_schedule() -> None:
    """Runs the scheduler."""
    from cli.jobs import start  # noqa: PLC0415

    start()


CHILDREN = {"web": serve_pages, "scheduler": keep_schedule}

if __name__ == "__main__":
    end_with_parent()
    guarded(CHILDREN[sys.argv[1]])
