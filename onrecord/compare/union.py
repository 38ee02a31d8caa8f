"""Sets that are joined pair by pair, with the reasons for the joins."""

from collections.abc import Iterator


class Sets:
    """Disjoint sets of 0..size-1; what is joined does not depend on the order of the joins."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._reasons: list[tuple[int, str]] = []

    def find(self, i: int) -> int:
        """The member that stands for the set of `i`."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int, because: str) -> None:
        """Makes one set of the sets of `i` and `j`."""
        self._reasons.append((i, because))
        a, b = sorted((self.find(i), self.find(j)))
        self._parent[b] = a

    def groups(self) -> Iterator[tuple[list[int], list[str]]]:
        """The members of each set and the reasons of its joins, by first member."""
        members: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            members.setdefault(self.find(i), []).append(i)
        reasons: dict[int, list[str]] = {}
        for i, because in self._reasons:
            reasons.setdefault(self.find(i), []).append(because)
        for root, found in members.items():
            yield found, reasons.get(root, [])
