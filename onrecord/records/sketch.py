"""What clustering needs of a report, kept so that adding one does not read the others again."""

import datetime as dt
from dataclasses import dataclass

KEPT = 240  # heaviest words of a report or passage that it is compared by
TOP = 24  # heaviest words of a report, by which it is found; two reports that share none of them are never compared
LONGEST = 128  # characters of a word that is looked up
PASSAGE = "#"  # stands before the numbers of a passage's paragraphs in its id


def is_passage(node: str) -> bool:
    """True for the id of a passage, not of a report."""
    return PASSAGE in node


def report_of(node: str) -> str:
    """The id of the report that a passage stands in; of a report its own."""
    return node.partition(PASSAGE)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A report as its weighed words and its day; or a passage of it that is about another matter."""

    report: str  # id; of a passage with the numbers of its paragraphs: "r12ab#3-5"
    order: tuple[str, str, int]  # day ("9999-12-31" for none), doc, place in it: what reports are sorted by
    day: dt.date | None  # of publication; None: not dated
    weights: tuple[tuple[str, float], ...]  # topic words by weight, the heaviest first, then by alphabet
    given: tuple[str, ...] = ()  # those of them that are but given names of people

    @property
    def top(self) -> tuple[str, ...]:
        """The heaviest words but numbers and given names, which are the same by chance; none longer than `LONGEST`."""
        return tuple({w[:LONGEST]: 0 for w, _ in self.weights[:TOP] if not w[0].isdigit() and w not in self.given})

    @property
    def keys(self) -> tuple[str, ...]:
        """The words that it is found by in a store: those of passages are apart from those of reports."""
        return tuple(f"{PASSAGE}{w}" for w in self.top) if is_passage(self.report) else self.top

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands among those that hold a word: its day, 0 for none, and its id."""
        return self.day.toordinal() if self.day else 0, self.report


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where clustering put a report, or a passage of one."""

    report: str  # id, as in its sketch
    order: tuple[str, str, int]
    linked: str  # name of the group of reports that are linked, directly or by way of others; of a passage its report
    cluster: str  # name of its cluster within that group, before people had their say; of a passage the report beside
    # which it stands, "" where it stays with its own
