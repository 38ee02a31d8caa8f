"""Plain text to paragraphs, without changing the text: a paragraph is a span over one or several lines.

Most pages give a paragraph a line.  Others are hard-wrapped, with or without blank lines between the paragraphs; the
signs are told from the whole text, so that a list or a poem is not taken for a wrapped paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.records.span import Span

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
FIRST_WORD = re.compile(r"\S{1,60}")
WIDEST = 140  # columns; no mailer or editor wraps wider, and paragraphs on one line are longer
FEWEST_WRAPS = 3  # line breaks inside sentences before a text counts as wrapped
WRAP_SHARE = 0.35  # of line breaks without a blank line that fall inside a sentence, in a wrapped text
CLOSERS = "\"'”’»›)]}*_ \t\xa0\u200b\u200e\u200f\u2060\ufeff"
ENDS = (".", "!", "?", "…", "。", "！", "？", "‽")
BULLET = re.compile(r"[-–—*•·▪◦●‣>]\s|\(?\d{1,2}[.)]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that holds something."""

    span: Span  # without the white space round it
    indent: int  # characters of white space before it
    gap: int  # blank lines before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One or several lines that run on."""

    span: Span
    gap: int  # blank lines before it
    text: str  # the characters of the span, as they stand


def ends_sentence(words: str) -> bool:
    """True where the words end with an end mark, closing marks and blanks after it left aside."""
    return words.rstrip(CLOSERS).endswith(ENDS)


def list_lines(text: str) -> list[Line]:
    """Every line with something on it, in text order."""
    lines: list[Line] = []
    last = blanks = 0
    for m in LINE.finditer(text):
        blanks += max(0, len(BREAK.findall(text, last, m.start())) - 1) if lines else 0
        body = m.group().strip()
        last = m.end()
        if not body:
            blanks += 1
            continue
        indent = len(m.group()) - len(m.group().lstrip())
        start = m.start() + indent
        lines.append(Line(span=Span(start=start, end=start + len(body)), indent=indent, gap=blanks))
        blanks = 0
    return lines


def list_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text, in order; together they hold every character that is not white space."""
    lines = list_lines(text)
    runs_on = _Wrapping(text, lines).runs_on if _is_wrapped(text, lines) else _Plain(text, lines).runs_on
    groups: list[list[Line]] = []
    for i, line in enumerate(lines):
        if groups and line.gap == 0 and runs_on(i):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(text, group) for group in groups]


def _paragraph(text: str, lines: list[Line]) -> Paragraph:
    span = Span(start=lines[0].span.start, end=lines[-1].span.end)
    return Paragraph(span=span, gap=lines[0].gap, text=span.of(text))


def _tight_pairs(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    return ((a, b) for a, b in pairwise(lines) if b.gap == 0)


def _is_soft(text: str, a: Line, b: Line) -> bool:
    """True where the break between two lines falls inside a sentence."""
    return text[b.span.start].islower() and not ends_sentence(text[max(a.span.start, a.span.end - 40) : a.span.end])


def _length(line: Line) -> int:
    return line.span.end - line.span.start


def _is_wrapped(text: str, lines: list[Line]) -> bool:
    pairs = list(_tight_pairs(lines))
    soft = [a for a, b in pairs if _is_soft(text, a, b)]
    if len(soft) < FEWEST_WRAPS or len(soft) < WRAP_SHARE * len(pairs):
        return False
    return sorted(map(_length, soft))[len(soft) // 2] <= WIDEST


class _Plain:
    """Where lines run on in a text that gives a paragraph a line: only inside a sentence."""

    def __init__(self, text: str, lines: list[Line]) -> None:
        self.text, self.lines = text, lines

    def runs_on(self, i: int) -> bool:
        """True where line `i` goes on with the paragraph of the line before it."""
        return _is_soft(self.text, self.lines[i - 1], self.lines[i])


class _Wrapping:
    """Where lines run on in a hard-wrapped text.

    A writer who wraps at a width breaks a line only where the next word would not fit, so a line that had room ends a
    paragraph.  Texts pasted from word processors start each paragraph with a short line of its own ("openers").
    """

    def __init__(self, text: str, lines: list[Line]) -> None:
        self.text, self.lines = text, lines
        lengths = sorted(_length(a) for a, b in _tight_pairs(lines) if _is_soft(text, a, b))
        self.width = lengths[int(0.95 * (len(lengths) - 1))]
        openers = [i for i in range(len(lines)) if self.looks_like_opener(i) and self._has_long_line_after(i)]
        soft = [i for i in openers if _is_soft(text, lines[i], lines[i + 1])]
        self.has_openers = len(soft) >= FEWEST_WRAPS and 2 * len(soft) >= len(openers)

    def _has_long_line_after(self, i: int) -> bool:
        after = self.lines[i + 1] if i + 1 < len(self.lines) else None
        return after is not None and after.gap == 0 and _length(after) > self.width // 2

    def looks_like_opener(self, i: int) -> bool:
        """True for a short line that could start something: a capital, no end mark, much room left."""
        words = self.lines[i].span.of(self.text) if _length(self.lines[i]) <= self.width // 2 else ""
        first = next((c for c in words if c.isalnum()), "")
        return first.isupper() and not ends_sentence(words)

    def runs_on(self, i: int) -> bool:
        """True where line `i` goes on with the paragraph of the line before it."""
        before, line = self.lines[i - 1], self.lines[i]
        if BULLET.match(self.text, line.span.start) or line.indent >= before.indent + 2:
            return False
        if self.has_openers:
            return not self.looks_like_opener(i)
        if _is_soft(self.text, before, line):
            return True
        word = FIRST_WORD.match(self.text, line.span.start)
        room = self.width - _length(before) - 1 - (len(word.group()) if word else 0)
        return room < (2 if ends_sentence(before.span.of(self.text)) else self.width // 5)
