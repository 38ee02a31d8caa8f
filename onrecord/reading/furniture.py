"""Lines that an outlet puts on all its pages."""

from collections import defaultdict
from collections.abc import Iterable

from onrecord.reading.shapes import count_words, plain
from onrecord.reading.text import list_lines

PAGES = 3  # different pages on which a line must stand
LINE_WORDS = 40  # a longer line that comes again is a shared paragraph, not furniture
LEAST_CHARS = 2


def recurring_lines(texts_of_one_outlet: Iterable[str]) -> frozenset[str]:
    """Lines, in the form `shapes.plain` gives, that stand on at least three different pages of an outlet.

    Versions and copies of one page count as one page: pages are told apart by their longest line.  The longest line of
    a page is never furniture.
    """
    pages: defaultdict[str, set[str]] = defaultdict(set)
    longest: set[str] = set()
    for text in texts_of_one_outlet:
        lines = {plain(line.span.of(text)) for line in list_lines(text)}
        if not lines:
            continue
        page = max(lines, key=lambda line: (len(line), line))
        longest.add(page)
        for line in lines:
            pages[line].add(page)
    return frozenset(
        line
        for line, on in pages.items()
        if len(on) >= PAGES and line not in longest and len(line) >= LEAST_CHARS and count_words(line) <= LINE_WORDS
    )
