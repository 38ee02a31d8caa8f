"""What each block of one article is: headline, standfirst, subhead, body, or a kind of furniture.

Where a block stands decides what its words leave open.  When in doubt a block is body: a line of furniture read as
prose costs little, a sentence thrown away cannot be read at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.language import Language
from onrecord.reading import shapes
from onrecord.reading.blocks import Block
from onrecord.reading.text import BULLET, ends_sentence
from onrecord.records.annotation import Zone
from onrecord.records.report import FurnitureKind
from onrecord.records.span import Span

Role = Zone | FurnitureKind

HEAD_REACH = 8  # blocks from the top among which bylines and date lines belong to the head
KICKER_WORDS = 2
HEADLINE_WORDS = 25  # in a headline that ends like a sentence
STANDFIRST_WORDS = 60
SUBHEAD_WORDS = 14
FOOT_WORDS = 12  # in a stray line at the foot
BUTTON_WORDS = 3
GALLERY_LINES = 4  # stray lines in a row that make a gallery
GALLERY_WORDS = 20  # in a sentence under one of its pictures
LINK_WORDS = 30  # in a line under "Related" or "Tags"
COMMENT_BODY = 0.5  # share of an article's characters before a label "Comments" that makes all after it comments
TAIL_LABELS = (FurnitureKind.RELATED, FurnitureKind.TAGS, FurnitureKind.COMMENTS, FurnitureKind.APPEAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of the page and what it is."""

    span: Span
    role: Role


def lay_out(blocks: Sequence[Block], *, language: Language, title: str | None = None) -> list[Part]:
    """What each block is, in text order; `title` is the headline where it is known from elsewhere."""
    article = _Article(blocks, language, shapes.plain(title or ""))
    article.read()
    return [Part(span=b.span, role=r) for b, r in zip(blocks, article.roles, strict=True)]


class _Article:
    """The blocks of an article while their roles are settled one after another."""

    def __init__(self, blocks: Sequence[Block], language: Language, title: str) -> None:
        self.blocks, self.language, self.title = blocks, language, title
        self.given: list[Role | None] = [b.kind for b in blocks]
        self.lead = len(blocks)  # index of the first paragraph of the body

    @property
    def roles(self) -> list[Role]:
        return [r or Zone.BODY for r in self.given]

    def read(self) -> None:
        if not any(b.is_prose and b.is_open for b in self.blocks):
            self._keep_all()
            return
        self.lead = self._next_prose(0)
        self._name_copies()
        self._read_head()
        self._read_body()
        self._read_foot()

    def _open(self, i: int) -> bool:
        return self.given[i] is None

    def _next_prose(self, i: int) -> int:
        blocks = self.blocks
        found = (k for k in range(i, len(blocks)) if blocks[k].is_prose and self._open(k) and not blocks[k].date)
        return next(found, len(blocks))

    def _keep_all(self) -> None:
        """A page without prose: one sentence, a list, a table.  Nothing but sure furniture is set apart."""
        for i, block in enumerate(self.blocks):
            is_lost = block.is_prose and block.kind not in (FurnitureKind.RECURRING, FurnitureKind.COMMENTS)
            if is_lost or len(self.blocks) == 1:
                self.given[i] = None
            elif block.date:
                self.given[i] = FurnitureKind.DATELINE

    def _name_copies(self) -> None:
        """Captions that come again, and lines of the head that do although no headline: captions of another shape."""
        firsts: dict[str, int] = {}
        for i, block in enumerate(self.blocks):
            first = firsts.setdefault(block.key, i)
            if not block.is_repeat:
                continue
            if first < i and self.given[first] == FurnitureKind.CAPTION:
                self.given[i] = FurnitureKind.CAPTION_COPY
            elif first < i and block.is_prose and self._open(i) and shapes.count_words(block.text) > 2 * FOOT_WORDS:
                self.given[i] = FurnitureKind.OTHER  # a pull quote, or a paragraph that the page holds twice

    # ---- the head

    def _read_head(self) -> None:
        candidates = self._list_candidates()
        if not candidates:
            self._take_sentence_headline()
        elif not self._take_headline(candidates):
            return
        self._read_standfirst()
        headline = [self.blocks[i].key for i, r in enumerate(self.given) if r == Zone.HEADLINE]
        for i, block in enumerate(self.blocks):
            if self._open(i) and not block.is_prose and block.key in headline:
                self.given[i] = FurnitureKind.HEADLINE_COPY

    def _list_candidates(self) -> list[int]:
        """Lines before the first prose that may be the headline; the others get their role."""
        candidates: list[int] = []
        for i in range(self.lead):
            block = self.blocks[i]
            if block.kind == FurnitureKind.KICKER and any(self.given[k] == Zone.HEADLINE for k in range(i)):
                self.given[i] = None
            if not self._open(i):
                continue
            if block.date:
                self.given[i] = FurnitureKind.DATELINE
            elif self._touches_caption(i):
                self.given[i] = FurnitureKind.CAPTION
            elif candidates and shapes.is_byline(block.text, language=self.language):
                self.given[i] = FurnitureKind.BYLINE
            else:
                candidates.append(i)
        return candidates

    def _touches_caption(self, i: int) -> bool:
        """True for a picture's title: right over its caption, and not the first line of the page."""
        after = i + 1 < len(self.blocks) and self.blocks[i + 1]
        return bool(i and after and after.kind == FurnitureKind.CAPTION and after.gap == 0 < self.blocks[i].gap)

    def _take_headline(self, candidates: list[int]) -> bool:
        blocks = self.blocks
        titled = [i for i in candidates if self.title and blocks[i].key == self.title]
        doubled = [i for i in candidates if sum(b.key == blocks[i].key for b in blocks) > 1]
        long = [i for i in candidates if shapes.count_words(blocks[i].text) > KICKER_WORDS]
        best = next(iter(titled or [i for i in doubled if i in long] or long or candidates))
        if self.title and not titled and blocks[self.lead].key == self.title:
            self._take_sentence_headline()
            return False
        self.given[best] = Zone.HEADLINE
        for i in candidates:
            if i < best:
                self.given[i] = FurnitureKind.KICKER
            elif self._open(i) and i == best + 1 and blocks[best].text.endswith(":") and blocks[i].gap == 0:
                self.given[i] = Zone.HEADLINE
            elif self._open(i) and blocks[i].key == blocks[best].key:
                self.given[i] = FurnitureKind.HEADLINE_COPY
            elif self._open(i) and shapes.count_words(blocks[i].text) <= KICKER_WORDS:
                self.given[i] = FurnitureKind.PAGE_MARK
            elif self._open(i) and Zone.STANDFIRST not in self.given:
                self.given[i] = Zone.STANDFIRST
            elif self._open(i):
                self.given[i] = Zone.SUBHEAD
        return True

    def _take_sentence_headline(self) -> None:
        """A headline that ends like a sentence: it is the given title, or set in title case over more prose."""
        block = self.blocks[self.lead]
        after = self._next_prose(self.lead + 1)
        is_first = all(not self._open(i) for i in range(self.lead))
        is_short = shapes.count_words(block.text) <= HEADLINE_WORDS and "\n" not in block.text
        if after == len(self.blocks) or not is_first or not is_short:
            return
        if block.key == self.title or (shapes.is_title_case(block.text) and not shapes.INNER_END.search(block.text)):
            self.given[self.lead] = Zone.HEADLINE
            self.lead = after

    def _read_standfirst(self) -> None:
        """Prose between the headline and a byline or date line, or right under the headline, is the standfirst."""
        if Zone.HEADLINE not in self.given:
            return
        last = 0
        for k in range(self.lead + 1, min(HEAD_REACH, len(self.blocks))):
            block = self.blocks[k]
            is_author = not block.is_prose and block.is_open and shapes.is_byline(block.text, language=self.language)
            if is_author or (block.date and self._open(k)):
                self.given[k] = FurnitureKind.BYLINE if is_author else FurnitureKind.DATELINE
                last = k
        between = [i for i in range(self.lead, last) if self._open(i)]
        after = self._next_prose(self.lead + 1)
        lead = self.blocks[self.lead]
        is_tight = lead.gap == 0 and after < len(self.blocks) and self.blocks[self.lead + 1].gap > 0
        is_short = shapes.count_words(lead.text) <= STANDFIRST_WORDS
        is_placed = between == [self.lead] or (is_tight and self.lead < HEAD_REACH // 2)
        if is_short and is_placed and Zone.STANDFIRST not in self.given and after < len(self.blocks):
            self.given[self.lead] = Zone.STANDFIRST
            self.lead = after

    # ---- the body

    def _read_body(self) -> None:
        under: FurnitureKind | None = None  # the label that the lines belong to
        for i in range(self.lead, len(self.blocks)):
            block = self.blocks[i]
            if block.kind == FurnitureKind.KICKER:  # under the head its word is a line like any other
                self.given[i] = self._role_of_line(i)
            elif block.kind in TAIL_LABELS and not block.is_prose:
                under = block.kind
            elif not self._open(i):
                continue
            elif under and (self._belongs_under(i) or (under == FurnitureKind.COMMENTS and self._is_late(i))):
                self.given[i] = under
            elif block.is_prose or block.kind:
                under = None
                self.given[i] = Zone.BODY
        for i in range(self.lead, len(self.blocks)):
            if self._open(i):
                self.given[i] = self._role_of_line(i)

    def _belongs_under(self, i: int) -> bool:
        block = self.blocks[i]
        if block.is_prose:
            return shapes.count_appeals(block.text, language=self.language) > 0 and not shapes.SPEECH_MARKS.search(
                block.text
            )
        return shapes.count_words(block.text) <= LINK_WORDS and not ends_sentence(block.text)

    def _is_late(self, i: int) -> bool:
        start, end = self.blocks[0].span.start, self.blocks[-1].span.end
        return self.blocks[i].span.start - start > COMMENT_BODY * (end - start)

    def _role_of_line(self, i: int) -> Role:
        """What a short line between the paragraphs is."""
        block, before = self.blocks[i], self._neighbour(i, -1)
        if before and (before.text.rstrip().endswith(":") or BULLET.match(before.text)):
            return Zone.BODY
        is_sentence = ends_sentence(block.text) and not block.text.rstrip().endswith("?")
        if is_sentence or BULLET.match(block.text):
            return Zone.BODY
        first = next(c for c in block.text if c.isalnum())
        is_short = shapes.count_words(block.text) <= SUBHEAD_WORDS and block.text.rstrip()[-1] not in ":,;"
        after = self._neighbour(i, 1)
        if is_short and not first.islower() and after and after.is_prose:
            return Zone.SUBHEAD
        return Zone.BODY

    def _neighbour(self, i: int, step: int) -> Block | None:
        """The next block that is not furniture."""
        i += step
        while 0 <= i < len(self.blocks):
            if self._open(i) or isinstance(self.given[i], Zone):
                return self.blocks[i]
            i += step
        return None

    # ---- the foot

    def _read_foot(self) -> None:
        """Stray short lines under the last paragraph: date lines, footers, captions of a gallery."""
        last = self._last_paragraph()
        is_list = self.blocks[last].text.rstrip().endswith(":")
        for i in range(last + 1, len(self.blocks)):
            block = self.blocks[i]
            if block.date and self.given[i] in (None, Zone.BODY, Zone.SUBHEAD):
                self.given[i] = FurnitureKind.DATELINE
            elif self.given[i] not in (Zone.BODY, Zone.SUBHEAD):
                continue
            elif BULLET.match(block.text) or block.text.rstrip().endswith(":"):
                is_list = True
            elif not is_list and (block.is_prose or self._is_stray(i)):
                self.given[i] = FurnitureKind.OTHER

    def _is_stray(self, i: int) -> bool:
        words = self.blocks[i].text
        if ends_sentence(words):  # "BlogThis!" is a button
            return words.endswith("!") and shapes.count_words(words) <= BUTTON_WORDS
        return shapes.count_words(words) <= FOOT_WORDS

    def _last_paragraph(self) -> int:
        """The last paragraph of prose that is not one of a gallery's captions: a short one in a run of stray lines."""
        prose = [i for i in range(len(self.blocks)) if self.given[i] == Zone.BODY and self.blocks[i].is_prose]
        if not prose:
            return len(self.blocks) - 1  # copies and bylines alone: nothing stands under the prose
        last = prose[-1]
        for i in reversed(prose[1:]):
            run = [k for k in range(max(0, i - GALLERY_LINES), i) if self.given[k] in (Zone.BODY, Zone.SUBHEAD)]
            is_in_run = len(run) == GALLERY_LINES and all(self._is_stray(k) for k in run)
            if not is_in_run or shapes.count_words(self.blocks[i].text) > GALLERY_WORDS:
                break
            last = max(k for k in prose if k < i)
        return last
