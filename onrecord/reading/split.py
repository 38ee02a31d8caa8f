"""A page to its articles: where on the page a new report starts.

A page of several articles repeats the pattern of an article's head: a headline, often doubled, with a date line, a
byline, a caption or a wire's dateline before the next prose.  A subhead has none of these: it stays within its report.
"""

from onrecord.language import Language
from onrecord.reading import shapes
from onrecord.reading.blocks import Block
from onrecord.records.report import FurnitureKind

HEAD_REACH = 12  # blocks within which a headline's copy must come
NEAR = 4  # blocks within which its date line, byline or caption must come
HEADLINE_WORDS = (4, 35)
BIG_GAP = 3  # blank lines that part more than paragraphs
PROSE_BEFORE = 2  # paragraphs of prose that the article before must have, for weaker signs


def split_page(blocks: list[Block], *, language: Language) -> list[list[Block]]:
    """The blocks of each article, in text order; together they are all of the page."""
    starts = [0]
    prose = 0
    for i, block in enumerate(blocks):
        if prose and _starts_article(blocks, i, prose, starts[-1], language):
            starts.append(i)
            prose = 0
        prose += block.is_prose and block.is_open
    return [blocks[a:b] for a, b in zip(starts, [*starts[1:], len(blocks)], strict=True) if b > a]


def _starts_article(blocks: list[Block], i: int, prose: int, start: int, language: Language) -> bool:
    if not _could_be_headline(blocks[i]) or blocks[i].is_repeat or not _has_prose_after(blocks, i):
        return False
    if _is_doubled(blocks, i):
        return True
    if prose < PROSE_BEFORE:
        return False
    head = _head(blocks, i)
    if any(b.date is not None and b.date.found.year for b in head):
        return True
    if any(shapes.is_byline(b.text, language=language) for b in head if b.is_open):
        return True
    is_parted = blocks[i].gap >= BIG_GAP or (i > 0 and shapes.is_mark(blocks[i - 1].text))
    if is_parted and any(b.kind == FurnitureKind.CAPTION for b in head):
        return True
    lead = next((b for b in blocks[i + 1 :] if b.is_prose and b.is_open), None)
    first = next((b for b in blocks[start:i] if b.is_prose and b.is_open), None)
    both = [b is not None and shapes.wire_place(b.text, language=language) for b in (first, lead)]
    return all(both)


def _could_be_headline(block: Block) -> bool:
    low, high = HEADLINE_WORDS
    return (
        block.is_open
        and not block.is_prose
        and low <= shapes.count_words(block.text[:400]) <= high
        and block.text.rstrip()[-1] not in ".,;:"
    )


def _head(blocks: list[Block], i: int) -> list[Block]:
    """What stands between a headline and the prose under it."""
    head = []
    for block in blocks[i + 1 : i + 1 + NEAR]:
        if block.is_prose and block.is_open:
            break
        head.append(block)
    return head


def _is_doubled(blocks: list[Block], i: int) -> bool:
    for block in blocks[i + 1 : i + 1 + HEAD_REACH]:
        if block.key == blocks[i].key:
            return True
        if block.is_prose and block.is_open and not block.is_repeat:
            return False
    return False


def _has_prose_after(blocks: list[Block], i: int) -> bool:
    """True where prose follows before other lines that could be headlines, unlike in a list of links."""
    others = 0
    for block in blocks[i + 1 : i + 1 + HEAD_REACH]:
        if block.is_prose and block.is_open:
            return True
        others += _could_be_headline(block) and block.key != blocks[i].key
        if others > 1:  # one may be a standfirst
            return False
    return False
