"""Where given paragraphs stand in a text, told by their letters and digits alone.

An extractor edits white space, drops marks and leaves paragraphs out; the letters stay, in order.  So both sides are
compared without anything else, and a place found is a place in the untouched text.
"""

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.records.span import Span

ANCHOR = 24  # letters that make a paragraph unlikely to stand on a page twice
PIECE = 40  # letters by which the ends of an edited paragraph are sought
SLACK = 1.6  # how much longer than itself an edited paragraph's place may be


class _Taken:
    """Places that paragraphs have; they do not overlap."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Take a place where all of it is free; False where it is not."""
        i = bisect_right(self._starts, start)
        if (i and self._ends[i - 1] > start) or (i < len(self._starts) and self._starts[i] < end):
            return False
        self._starts.insert(i, start)
        self._ends.insert(i, end)
        return True


class Letters:
    """A text's letters and digits in lower case, each with its place."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded = text.lower()
        if len(folded) != len(text):  # a few letters grow when lowered: "İ"
            folded = "".join(c.lower()[0] for c in text)
        self.places = [i for i, c in enumerate(folded) if c.isalnum()]
        self.letters = "".join(folded[i] for i in self.places)

    def span(self, first: int, last: int) -> Span:
        """The stretch of text from letter `first` to before letter `last`."""
        return Span(start=self.places[first], end=self.places[last - 1] + 1)


def align(paragraphs: Sequence[str], text: Letters) -> list[Span | None]:
    """The place of each paragraph in the text, or None; places never overlap.

    Long paragraphs are sought first, from the last place found, then before it, as extractors may put a part that
    stands apart first.  Short ones are sought only between their long neighbours.
    """
    wanted = [Letters(p).letters for p in paragraphs]
    found: list[tuple[int, int] | None] = [None] * len(wanted)
    taken, at = _Taken(), 0
    for i, letters in enumerate(wanted):
        if len(letters) >= ANCHOR:
            place = _seek(letters, text.letters, at, len(text.letters)) or _seek(letters, text.letters, 0, at)
            if place and taken.take(*place):
                found[i] = place
                at = place[1]
    following = _list_following(found)
    at = 0
    for i, letters in enumerate(wanted):
        place = found[i]
        if place:
            at = place[1]
        elif letters and len(letters) < ANCHOR:
            after = following[i] if following[i] is not None else at + 20 * ANCHOR
            start = text.letters.find(letters, at, after)
            if start >= 0 and taken.take(start, start + len(letters)):
                found[i] = (start, start + len(letters))
                at = start + len(letters)
    return [text.span(*place) if place else None for place in found]


def _list_following(found: Sequence[tuple[int, int] | None]) -> list[int | None]:
    """For each paragraph, where the next one that has a place begins; None: no other has one."""
    out: list[int | None] = []
    start = None
    for place in reversed(found):
        out.append(start)
        start = place[0] if place else start
    return out[::-1]


def _seek(letters: str, page: str, start: int, end: int) -> tuple[int, int] | None:
    at = page.find(letters, start, end)
    if at >= 0:
        return at, at + len(letters)
    if len(letters) < 2 * PIECE:
        return None
    first = page.find(letters[:PIECE], start, end)
    if first < 0:
        return None
    last = page.find(letters[-PIECE:], first + PIECE, min(end, first + int(SLACK * len(letters)) + PIECE))
    return (first, last + PIECE) if last >= 0 else None
