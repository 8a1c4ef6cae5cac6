"""Runs an iterator in a thread of its own, one item ahead of whoever takes them.

While the database posts one slice, the next is being read.
"""

import queue
import threading
from collections.abc import Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Ended:
    """Marks the end of the items, and what ended them if it was a failure."""

    def __init__(self, failure: BaseException | None = None) -> None:
        self.failure = failure


class InBackground(Generic[Item]):
    """The items of an iterator, made in another thread from the moment this is created.

    At most one item is made and not yet taken, so that memory stays bounded.
    """

    def __init__(self, items: Iterator[Item]) -> None:
        self._items = items
        self._made: queue.SimpleQueue[Item | Ended] = queue.SimpleQueue()
        self._wanted = threading.Semaphore(1)
        self._abandoned = False
        self._thread = threading.Thread(target=self._make, name="reading", daemon=True)
        self._thread.start()

    def _make(self) -> None:
        try:
            while True:
                self._wanted.acquire()
                if self._abandoned:
                    return
                self._made.put(next(self._items))
        except StopIteration:
            self._made.put(Ended())
        except BaseException as failure:  # noqa: BLE001  (handed over, and raised there)
            self._made.put(Ended(failure))

    def __iter__(self) -> Iterator[Item]:
        """The items.

        Raises:
            BaseException: whatever making an item raised.
        """
        try:
            while not isinstance(item := self._made.get(), Ended):
                self._wanted.release()
                yield item
            if item.failure:
                raise item.failure
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Makes no further item and waits until the one under way is made."""
        self._abandoned = True
        self._wanted.release()
        self._thread.join()
