"""What clustering needs of a report, kept so that adding one does not read the others again."""

import datetime as dt
from dataclasses import dataclass

KEPT = 240  # heaviest words of a report or passage that it is compared by
TOP = 24  # heaviest words of a report; two reports that share none of them are never compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A report as its weighed words and its day; or a passage of it that is about another matter."""

    report: str  # id; of a passage with the numbers of its paragraphs: "r12ab#3-5"
    order: tuple[str, str, int]  # day ("9999-12-31" for none), doc, place in it: what reports are sorted by
    day: dt.date | None  # of publication; None: not dated
    weights: tuple[tuple[str, float], ...]  # topic words by weight, the heaviest first, then by alphabet

    @property
    def top(self) -> tuple[str, ...]:
        """The heaviest words."""
        return tuple(word for word, _ in self.weights[:TOP])


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where clustering put a report, or a passage of one."""

    report: str  # id, as in its sketch
    order: tuple[str, str, int]
    linked: str  # name of the group of reports that are linked, directly or by way of others; of a passage ""
    cluster: str  # name of its cluster within that group, before people had their say; of a passage the report beside
    # which it stands, "" where it stays with its own
