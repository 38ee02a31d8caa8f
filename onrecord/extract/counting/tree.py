"""Questions to the parse that the figures ask: heads, children, phrases, clauses."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.records.annotation import Sentence, Token
from onrecord.records.span import Span

CLAUSE_DEPS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "xcomp", "acl"})
LEFT_DEPS = frozenset(
    {"amod", "compound", "nmod", "poss", "case", "quantmod", "advmod", "punct", "nummod", "npadvmod", "pobj"}
)
DROPPED = frozenset({"det", "predet", "nummod", "quantmod"})


class Tree:
    """The words of a report as trees; made once a report, asked by index of word."""

    def __init__(self, *, tokens: Sequence[Token], sentences: Sequence[Sentence], text: str) -> None:
        self.tokens = tokens
        self.sentences = sentences
        self.text = text
        self._starts = [t.span.start for t in tokens]
        self._sentence_starts = [s.span.start for s in sentences]
        self._children: dict[int, dict[int, list[int]]] = {}

    def sentence_at(self, span: Span) -> Sentence | None:
        """The sentence that holds `span`; None outside all of them."""
        i = bisect_right(self._sentence_starts, span.start) - 1
        return self.sentences[i] if i >= 0 and self.sentences[i].span.contains(span) else None

    def words_in(self, span: Span) -> range:
        """The indices of the words that touch `span`."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        if self.tokens[first].span.end <= span.start:
            first += 1
        last = bisect_right(self._starts, span.end - 1)
        return range(first, last)

    def children(self, i: int) -> Sequence[int]:
        """The words that depend on word `i`, in text order."""
        number = self.tokens[i].sentence
        if number not in self._children:
            sentence = self.sentences[number]
            table: dict[int, list[int]] = {}
            for j in range(sentence.first, sentence.last):
                if self.tokens[j].head != j:
                    table.setdefault(self.tokens[j].head, []).append(j)
            self._children[number] = table
        return self._children[number].get(i, ())

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of `i` under one of `deps`."""
        return next((j for j in self.children(i) if self.tokens[j].dep in deps), None)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads of `i`, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def verb_of(self, i: int) -> int | None:
        """The verb that governs word `i`; None where there is none."""
        return next((j for j in self.ancestors(i) if self.tokens[j].pos in ("VERB", "AUX")), None)

    def phrase(self, head: int, after: int = -1) -> Span | None:
        """The noun phrase of `head` with its left modifiers, no article, number or word up to `after`."""
        first = head
        for j in range(head - 1, max(after, self.sentences[self.tokens[head].sentence].first - 1), -1):
            if self._is_left_modifier(j, head):
                first = j
            else:
                break
        first = self._after_numbers(first, head)
        while first < head and self._is_dropped(first):
            first += 1
        if first == head and not self.tokens[head].text[0].isalnum():
            return None
        return Span(start=self.tokens[first].span.start, end=self.tokens[self._whole(head)].span.end)

    def _is_dropped(self, i: int) -> bool:
        token = self.tokens[i]
        return token.dep in DROPPED or token.tag in ("PRP$", "POS") or not token.text[0].isalnum()

    def _after_numbers(self, first: int, head: int) -> int:
        """The word after the last number before `head`, and after its unit: "search" in "24-hour search mission"."""
        for i in range(head - 1, first - 1, -1):
            if self.tokens[i].pos == "NUM" or self.tokens[i].tag == "CD":
                hyphen = self.tokens[i + 1].text == "-"
                return min(i + 3, head) if hyphen else i + 1
        return first

    def _whole(self, head: int) -> int:
        """The last word of a noun that a hyphen cuts: "petitioners" for the "co" of "co-petitioners"."""
        after = self.tokens[head + 1 : head + 3]
        if len(after) == 2 and after[0].text == "-" and after[0].span.start == self.tokens[head].span.end:
            glued = after[1].span.start == after[0].span.end and after[1].pos in ("NOUN", "PROPN")
            return head + 2 if glued else head
        return head

    def _is_left_modifier(self, j: int, head: int) -> bool:
        """True when `j` stands in the noun phrase of `head`, left of it."""
        while self.tokens[j].dep in LEFT_DEPS or (self.tokens[j].dep == "conj" and self.tokens[j].pos == "ADJ"):
            j = self.tokens[j].head
            if j == head:
                return True
        return False

    def clause_span(self, span: Span) -> Span:
        """The stretch of the sentence that the nearest verb over `span` governs."""
        words = self.words_in(span)
        i = words[0] if words else 0
        top = next(
            (
                j
                for j in self.ancestors(i)
                if self.tokens[j].pos in ("VERB", "AUX") and self.tokens[j].dep in CLAUSE_DEPS
            ),
            i,
        )
        below = self._subtree(top)
        return Span(
            start=min(self.tokens[j].span.start for j in below), end=max(self.tokens[j].span.end for j in below)
        )

    def _subtree(self, i: int) -> list[int]:
        found = [i]
        for j in found:  # grows as it is read: no recursion, whatever the parser makes of a long line
            found.extend(self.children(j))
        return found
