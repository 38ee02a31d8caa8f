"""Stopping when asked to: at once where nothing can be lost, else when the work in hand is stored."""

import contextlib
from collections.abc import Iterator


class Stop:
    """Whether a long work was asked to stop; `ask` may be called by a signal at any moment.

    The second asking raises KeyboardInterrupt wherever the work is: the store takes whole batches or none.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self._is_open = False

    def ask(self) -> None:
        """Ask it to stop; raises KeyboardInterrupt where that can be done at once."""
        was_asked, self.is_asked = self.is_asked, True
        if was_asked or self._is_open:
            raise KeyboardInterrupt

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """A stretch of waiting or fetching: nothing in it needs to be finished."""
        self._is_open = True
        try:
            if self.is_asked:
                raise KeyboardInterrupt
            yield
        finally:
            self._is_open = False
