"""Answers kept by name: each is made once, and those who ask for the same meanwhile wait for it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Kept:
    """So many answers at most; the one that was asked for longest ago is let go of first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._gates: dict[Hashable, threading.Lock] = {}  # one for each answer being made

    def get(self, name: Hashable, make: Callable[[], T]) -> T:
        """What was made under that name, else what `make` gives now."""
        with self._lock:
            if name in self._made:
                self._made.move_to_end(name)
                return cast(T, self._made[name])
            gate = self._gates.setdefault(name, threading.Lock())
        with gate:
            with self._lock:
                if name in self._made:
                    return cast(T, self._made[name])
            try:
                made = make()
                with self._lock:
                    self._made[name] = made
                    if len(self._made) > self._most:
                        self._made.popitem(last=False)
            finally:
                with self._lock:
                    self._gates.pop(name, None)
            return made

    def peek(self, name: Hashable) -> Any:
        """What was made under that name; None: nothing yet."""
        with self._lock:
            return self._made.get(name)
