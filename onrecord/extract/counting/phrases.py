"""Noun phrases as the figures print them: the words left of a noun that say what is counted, without numbers."""

from bisect import bisect_right

from onrecord.extract.index import Index
from onrecord.records.span import Span

LEFT_DEPS = frozenset(
    {"amod", "compound", "nmod", "poss", "case", "quantmod", "advmod", "punct", "nummod", "npadvmod", "pobj"}
)
DROPPED = frozenset({"det", "predet", "nummod", "quantmod"})


def words_touching(index: Index, span: Span) -> range:
    """The indices of the words that share a character with the span."""
    first = max(bisect_right(index.starts, span.start) - 1, 0)
    if index.tokens[first].span.end <= span.start:
        first += 1
    return range(first, bisect_right(index.starts, span.end - 1))


def counted_phrase(index: Index, head: int, after: int = -1) -> Span | None:
    """The noun phrase of `head` with its left modifiers, no article, number or word up to `after`."""
    first = head
    for j in range(head - 1, max(after, index.marks.sentences[index.tokens[head].sentence].first - 1), -1):
        if not _is_left_modifier(index, j, head):
            break
        first = j
    first = _after_numbers(index, first, head)
    while first < head and _is_dropped(index, first):
        first += 1
    if first == head and not index.tokens[head].text[0].isalnum():
        return None
    return Span(start=index.starts[first], end=index.tokens[_whole(index, head)].span.end)


def _is_dropped(index: Index, i: int) -> bool:
    token = index.tokens[i]
    return token.dep in DROPPED or token.tag in ("PRP$", "POS") or not token.text[0].isalnum()


def _after_numbers(index: Index, first: int, head: int) -> int:
    """The word after the last number before `head`, and after its unit: "search" in "24-hour search mission"."""
    for i in range(head - 1, first - 1, -1):
        if index.tokens[i].pos == "NUM" or index.tokens[i].tag == "CD":
            hyphen = index.tokens[i + 1].text == "-"
            return min(i + 3, head) if hyphen else i + 1
    return first


def _whole(index: Index, head: int) -> int:
    """The last word of a noun that a hyphen cuts: "petitioners" for the "co" of "co-petitioners"."""
    after = index.tokens[head + 1 : head + 3]
    if len(after) == 2 and after[0].text == "-" and after[0].span.start == index.tokens[head].span.end:
        glued = after[1].span.start == after[0].span.end and after[1].pos in ("NOUN", "PROPN")
        return head + 2 if glued else head
    return head


def _is_modifier(index: Index, j: int) -> bool:
    """True of what may be one of several modifiers: "big and heavy losses", "gas and oil prices"."""
    token = index.tokens[j]
    return token.dep in ("amod", "compound", "nmod") or (token.dep == "conj" and token.pos == "ADJ")


def _is_left_modifier(index: Index, j: int, head: int) -> bool:
    """True when `j` stands in the noun phrase of `head`, left of it."""
    tokens = index.tokens
    while tokens[j].dep in LEFT_DEPS or (tokens[j].dep in ("conj", "cc") and _is_modifier(index, tokens[j].head)):
        j = tokens[j].head
        if j == head:
            return True
    return False
