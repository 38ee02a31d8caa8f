"""Quick answers about one report's annotations: which word stands where, what hangs on it, who is named in it.

Every extractor asks the same questions of the same marks; they are answered here once per report.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records.annotation import Annotations, Mention, Quotation, Sentence, TimeExpression, Token
from onrecord.records.report import Report
from onrecord.records.span import Span

MARKS = ("PUNCT", "SPACE")  # parts of speech that end no phrase
RELATIVES = ("WP", "WDT")  # tags of relative pronouns


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A report with its marks, and where each word and mark begins."""

    report: Report
    marks: Annotations
    tokens: tuple[Token, ...]  # of the marks; asked for by the hundred thousand
    starts: tuple[int, ...]  # of tokens
    children: tuple[tuple[int, ...], ...]  # by token
    mention_starts: tuple[int, ...]

    @property
    def text(self) -> str:
        """The stored text."""
        return self.report.text

    def words(self, span: Span) -> range:
        """Indices of the tokens that begin inside the span."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the offset, or the one before it; None where there is none."""
        number = bisect_right(self.marks.sentences, offset, key=lambda s: s.span.start) - 1
        return self.marks.sentences[number] if number >= 0 else None

    def sentence_of(self, span: Span) -> Sentence:
        """The sentence that the span begins in."""
        words = self.words(span)
        number = self.tokens[min(words.start, len(self.tokens) - 1)].sentence
        return self.marks.sentences[number]

    def head_of(self, span: Span) -> int | None:
        """The word of the span that the others hang on; None for a span without words."""
        words = self.words(span)
        best: int | None = None
        for i in words:
            head = self.tokens[i].head
            if (head not in words or head == i) and (best is None or self._is_better_head(i, best)):
                best = i
        return best

    def _is_better_head(self, i: int, best: int) -> bool:
        """A noun or name heads a phrase before a particle or a mark does."""
        content = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "VERB")
        return self.tokens[best].pos not in content and self.tokens[i].pos in content

    def subtree(self, i: int) -> list[int]:
        """The word and all that hangs on it, in text order."""
        out, todo = [], [i]
        while todo:
            at = todo.pop()
            out.append(at)
            todo.extend(self.children[at])
        return sorted(out)

    def before_end(self, words: Sequence[int], *, without: Sequence[str] = MARKS) -> list[int]:
        """The words without those at their end that are marks, or whatever else is to be left out there."""
        last = len(words)
        while last and self.tokens[words[last - 1]].pos in without:
            last -= 1
        return list(words[:last])

    def span_of(self, words: Sequence[int]) -> Span | None:
        """From the first of the words to the last; None for none."""
        return Span(start=self.starts[words[0]], end=self.tokens[words[-1]].span.end) if words else None

    def tight(self, words: Sequence[int], *, without: Sequence[str] = MARKS) -> Span | None:
        """From the first of the words to the last that is more than a mark; None where no word is left."""
        return self.span_of(self.before_end(words, without=without))

    def phrase(self, head: int) -> Span:
        """The noun phrase of the word: what hangs on it, clauses and edge marks left out."""
        words = self._phrase_words(head)
        low = high = head
        while low - 1 in words:
            low -= 1
        while high + 1 in words:
            high += 1
        while high > head and self.tokens[high].pos == "PUNCT":
            high -= 1
        return Span(start=self.starts[low], end=self.tokens[high].span.end)

    def _phrase_words(self, head: int) -> set[int]:
        out, todo = {head}, [head]
        while todo:
            for c in self.children[todo.pop()]:
                if self.tokens[c].dep not in ("relcl", "advcl", "parataxis", "ccomp", "appos"):
                    out.add(c)
                    todo.append(c)
        return out

    def coordinated(self, head: int, span: Span) -> list[int]:
        """The head word and those inside the span that "and" joins to it, in the order of the joints."""
        heads = [head]
        for h in heads:
            heads += [
                c for c in self.children[h] if self.tokens[c].dep == "conj" and span.start <= self.starts[c] < span.end
            ]
        return heads

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of the word, nearest first."""
        seen = {i}
        while (head := self.tokens[i].head) not in seen:
            seen.add(head)
            yield head
            i = head

    def child(self, i: int, *deps: str) -> int | None:
        """The first word that hangs on `i` by one of the relations."""
        for c in self.children[i]:
            if self.tokens[c].dep in deps:
                return c
        return None

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """Names that begin inside the span."""
        mentions = self.marks.mentions
        first, last = (bisect_left(self.mention_starts, x) for x in (span.start, span.end))
        return mentions[first:last]

    def mention_at(self, offset: int) -> Mention | None:
        """The name that covers the offset."""
        number = bisect_right(self.mention_starts, offset) - 1
        if number < 0:
            return None
        mention = self.marks.mentions[number]
        return mention if mention.span.start <= offset < mention.span.end else None

    def is_relative(self, i: int) -> bool:
        """True for a relative pronoun; "WHO" in capitals is a body."""
        return self.tokens[i].tag in RELATIVES and not self.tokens[i].text.isupper()

    def has_words(self, span: Span) -> bool:
        """True where more stands in the span than marks."""
        return any(c.isalnum() for c in span.of(self.text))

    def times_in(self, span: Span) -> list[TimeExpression]:
        """Time expressions that lie inside the span."""
        return [t for t in self.marks.times if span.contains(t.span)]

    def is_quoted(self, span: Span) -> bool:
        """True where the whole span stands inside a quotation that somebody speaks."""
        return any(
            q.is_speech and q.span.start <= span.start + 1 and q.span.end >= span.end - 2
            for q in self.quotations_in(span)
        )

    def owns(self, mention: Mention) -> bool:
        """True for the name before a possessive mark."""
        after = self.text[mention.span.end : mention.span.end + 2]
        return after in ("'s", "’s") or after[:1] in ("'", "’")

    def quotations_in(self, span: Span) -> list[Quotation]:
        """Quotations that share characters with the span."""
        return [q for q in self.marks.quotations if q.span.overlaps(span)]


def build_index(report: Report, marks: Annotations) -> Index:
    """The index of one report."""
    children: list[list[int]] = [[] for _ in marks.tokens]
    for i, token in enumerate(marks.tokens):
        if token.head != i:
            children[token.head].append(i)
    return Index(
        report=report,
        marks=marks,
        tokens=marks.tokens,
        starts=tuple(t.span.start for t in marks.tokens),
        children=tuple(tuple(c) for c in children),
        mention_starts=tuple(m.span.start for m in marks.mentions),
    )


def cover(tokens: Sequence[Token], words: Sequence[int]) -> Span:
    """From the start of the first word to the end of the last."""
    return Span(start=tokens[min(words)].span.start, end=tokens[max(words)].span.end)
