"""Contents that begin or stop inside a phrase, taken on to where the phrase begins and ends.

The tagger cuts word by word: "during | the protests", "critics | who back the port", "in | exchange for aid, P".
"""

from dataclasses import replace

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.records.span import Span

CLOSING = "\"”’'"
FINITE = ("VBD", "VBZ", "VBP", "MD")
INNER = ("poss", "compound", "nmod", "amod", "det", "case", "nummod")


def whole(index: Index, span: Span, act: Attributed) -> Span:
    """The span with the phrases at both its ends whole, as far as cue, source and other parts of the act let it."""
    return _ended(index, _begun(index, span, act), act)


def _ended(index: Index, span: Span, act: Attributed) -> Span:
    """The span up to the end of the phrase that its last word only opens: "during" goes on to "the protests"."""
    words = index.words(span)
    if not words:
        return span
    last = words[-1]
    while last > words[0] and index.tokens[last].pos == "PUNCT":
        last -= 1
    token = index.tokens[last]
    if token.tag == "POS":  # "the board's | offer"
        token = index.tokens[token.head]
    is_closed = index.text[span.end - 1] in CLOSING and index.tokens[last].tag != "POS"
    if token.dep in INNER and token.head > last and (not is_closed or token.dep == "det"):
        noun = token.head
        while index.tokens[noun].dep in INNER and index.tokens[noun].head > noun:
            noun = index.tokens[noun].head  # "the | world's largest plant"
        end = index.phrase(noun).end
    elif is_closed:
        return span
    elif token.pos == "ADP" and any(c > last for c in index.children[last]):
        which = any(index.is_relative(c) for c in index.children[last])
        end = index.tokens[index.subtree(token.head if which else last)[-1]].span.end
    elif (clause := _clause(index, words, last) or _begun_clause(index, words, last)) is not None:
        end = clause
    else:
        return span
    return _if_free(index, span, Span(start=span.start, end=max(span.end, end)), act)


def _clause(index: Index, words: range, last: int) -> int | None:
    """Where the clause ends that tells which, right behind the last word: "critics | who back the port"."""
    after = last + 1
    if after >= len(index.tokens):
        return None
    opener = index.tokens[after]
    verb = opener.head if index.is_relative(after) or opener.tag == "WP$" else after
    token = index.tokens[verb]
    is_clause = token.dep == "relcl" and token.head in words and verb >= after
    return index.tokens[index.subtree(verb)[-1]].span.end if is_clause else None


def _begun_clause(index: Index, words: range, last: int) -> int | None:
    """Where the clause ends whose subject the last word is: "results | in which Lund | was declared the winner"."""
    token = index.tokens[last]
    verb = token.head
    is_subject = token.dep in ("nsubj", "nsubjpass") and verb > last and index.tokens[verb].dep == "relcl"
    return index.tokens[index.subtree(verb)[-1]].span.end if is_subject and index.tokens[verb].head in words else None


def _begun(index: Index, span: Span, act: Attributed) -> Span:
    """The span with the word that opens its first phrase: "in | exchange for aid, P", "whether | the bridge held"."""
    words = index.words(span)
    before = words.start - 1
    subject = _subject_before(index, words) or _inner_before(index, words)
    if subject is not None:
        return _if_free(index, span, Span(start=index.starts[subject], end=span.end), act)
    if not words or before < 0 or index.tokens[before].head not in words:
        return span
    token = index.tokens[before]
    is_own = token.dep == "prep" and any(c in words for c in index.children[before])
    is_own = is_own or (token.text.lower() == "whether" and token.dep == "mark")
    return _if_free(index, span, Span(start=index.starts[before], end=span.end), act) if is_own else span


def _inner_before(index: Index, words: range) -> int | None:
    """Where the phrase begins whose noun the words begin with: "said | the Talvi, Ostria, | company has left"."""
    first = words[0] if words else 0
    if not words or index.tokens[first].pos != "NOUN" or index.tokens[first].dep not in ("nsubj", "nsubjpass"):
        return None
    inner = [c for c in index.children[first] if c < first and index.tokens[c].dep in INNER]
    low = min((w for c in inner for w in index.subtree(c)), default=first)
    is_one = all(first in index.ancestors(w) for w in range(low, first))
    return low if low < first and is_one and index.tokens[low].text.lower() != "that" else None


def _subject_before(index: Index, words: range) -> int | None:
    """Where the subject begins that stands right before the finite verb which the words begin with."""
    first = index.tokens[words[0]] if words else None
    if first is None or first.tag not in FINITE:
        return None
    verb = first.head if first.dep in ("aux", "auxpass") else words[0]
    subject = index.child(verb, "nsubj", "nsubjpass")
    that = words[0] - 1
    if subject is None and index.tokens[that].text.lower() == "that" and index.tokens[that].head == verb:
        return that  # "warned | that | would put it at risk"
    if subject is None or subject >= words[0] or index.is_relative(subject):
        return None
    begin = min(index.subtree(subject))
    return begin if all(verb in index.ancestors(w) for w in range(begin, words[0])) else None


def with_parted_subject(index: Index, act: Attributed) -> Attributed:
    """The act with the subject that its cue parts from its verb: "A delay, | she said, | would hurt"."""
    after = next((c for c in act.content if act.cue and c.start >= act.cue.end), None)
    if (
        act.cue is None
        or after is None
        or after != act.content[0]
        or index.tokens[index.words(after).start].tag not in FINITE
    ):
        return act
    first = index.words(after).start
    verb = index.tokens[first].head if index.tokens[first].dep in ("aux", "auxpass") else first
    subject = index.child(verb, "nsubj", "nsubjpass")
    if subject is None or index.is_relative(subject) or index.tokens[subject].span.end > act.cue.start:
        return act
    phrase = index.phrase(subject)
    taken = [s for s in (act.cue, act.source) if s]
    is_free = not any(t.overlaps(phrase) for t in taken) and phrase.end <= act.cue.start
    return replace(act, content=(phrase, *act.content)) if is_free else act


def _if_free(index: Index, span: Span, wide: Span, act: Attributed) -> Span:
    taken = [*(c for c in act.content if c != span), *(s for s in (act.cue, act.source) if s)]
    same_sentence = index.sentence_of(span).span.end >= wide.end
    return wide if same_sentence and not any(t.overlaps(wide) for t in taken) else span
