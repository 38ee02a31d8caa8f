"""Paragraphs with what is sure about each before its place on the page is weighed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.language import Language
from onrecord.reading import shapes
from onrecord.reading.shapes import DateLine
from onrecord.reading.text import Paragraph
from onrecord.records.report import FurnitureKind
from onrecord.records.span import Span

HEAD_BLOCKS = 8  # blocks at the top among which a stamp may stand before other words of its line
REPEATED_WORDS = 4  # a shorter line that comes again ("No.", "(Applause.)") may well be speech
APPEALS = 2  # phrases to the reader that make a paragraph an appeal


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph and what its own words say about it."""

    span: Span
    gap: int  # blank lines before it
    text: str
    key: str  # its words as they are compared
    kind: FurnitureKind | None  # sure by its words alone; None: its place decides
    date: DateLine | None  # the line is a date line, if it stands where date lines do
    is_prose: bool
    is_repeat: bool  # the same words stood on the page before

    @property
    def is_open(self) -> bool:
        """True where neither its words nor its being a date line settle what it is."""
        return self.kind is None and self.date is None


def list_blocks(
    paragraphs: Iterable[Paragraph], *, language: Language, known_furniture: frozenset[str] = frozenset()
) -> list[Block]:
    """The blocks of a page, in text order; a date stamp before other words of a line is a block of its own."""
    blocks: list[Block] = []
    seen: Counter[str] = Counter()
    has_prose = False
    for paragraph in paragraphs:
        for block in _cut_stamp(paragraph, language) if len(blocks) < HEAD_BLOCKS and not has_prose else [paragraph]:
            key = shapes.plain(block.text)
            kind = FurnitureKind.RECURRING if key in known_furniture else kind_of(block.text, language=language)
            date = shapes.date_line(block.text, language=language) if kind is None else None
            prose = shapes.is_prose(block.text)
            blocks.append(
                Block(
                    span=block.span,
                    gap=block.gap,
                    text=block.text,
                    key=key,
                    kind=kind,
                    date=date if date and date.is_whole else None,
                    is_prose=prose,
                    is_repeat=seen[key] > 0 and shapes.count_words(key) >= REPEATED_WORDS,
                )
            )
            seen[key] += 1
            has_prose = has_prose or (prose and kind is None)
    return _mark_doubled(blocks)


def _mark_doubled(blocks: list[Block]) -> list[Block]:
    """The blocks, with a sentence that stands twice in a row known as the caption that it must be."""
    doubled = {i for i in range(1, len(blocks)) if blocks[i].key == blocks[i - 1].key and blocks[i].gap == 0}
    return [
        replace(b, kind=FurnitureKind.CAPTION)
        if (i in doubled or i + 1 in doubled) and b.kind is None and shapes.looks_finished(b.text)
        else b
        for i, b in enumerate(blocks)
    ]


def _cut_stamp(paragraph: Paragraph, language: Language) -> list[Paragraph]:
    found = shapes.date_line(paragraph.text, language=language)
    if found is None or found.is_whole:
        return [paragraph]
    cut = found.found.span.end
    rest = paragraph.text[cut:]
    start = paragraph.span.start + cut + len(rest) - len(rest.lstrip())
    return [
        replace(
            paragraph, span=Span(start=paragraph.span.start, end=paragraph.span.start + cut), text=paragraph.text[:cut]
        ),
        Paragraph(span=Span(start=start, end=paragraph.span.end), gap=0, text=rest.lstrip()),
    ]


def kind_of(words: str, *, language: Language) -> FurnitureKind | None:
    """What a paragraph is by its own words, wherever it stands; None: its place decides."""
    if shapes.is_mark(words):
        return FurnitureKind.PAGE_MARK
    label = shapes.label_kind(words, language=language)
    if label is not None:
        return label
    if len(words) > 2_000:
        return None
    if shapes.is_correction(words, language=language):
        return FurnitureKind.CORRECTION
    if shapes.is_lone_place(words, language=language):
        return FurnitureKind.DATELINE
    if shapes.is_caption(words, language=language):
        return FurnitureKind.CAPTION
    opening = shapes.opening_kind(words, language=language)
    if opening is not None and shapes.count_words(words) <= 40 and not shapes.SPEECH_MARKS.search(words):
        return opening
    if shapes.is_signature(words):
        return FurnitureKind.CREDIT
    appeals = 0 if shapes.SPEECH_MARKS.search(words) else shapes.count_appeals(words, language=language)
    return FurnitureKind.APPEAL if appeals >= APPEALS else None


def list_keys(blocks: Sequence[Block]) -> Counter[str]:
    """How often each block's words stand on the page."""
    return Counter(b.key for b in blocks)
