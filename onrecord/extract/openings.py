"""Where a content begins and how it parts: without the one addressed, without "that", a thing and what it is called.

"urged Ostria to withdraw" has "withdraw" for its content, "accused him of lying" has "lying", "said days later that P"
has P, and "described the raid as lawful" has two parts.
"""

from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.span import Span

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "ADP", "CCONJ", "PART", "PUNCT", "X", "ADV"})
ADDRESSEE = 14  # words that the one addressed may have
INNER = ("det", "amod", "compound", "nmod", "nummod", "poss")
CLOSING = ("”", '"', "’", "''")
CALLED = ("on", "upon", "for")
LEAD = 8  # words before a "that" which may belong to the cue


def opened(index: Index, cue: Span, content: tuple[Span, ...], *, language: Language) -> tuple[Span, ...]:
    """The content from where what is said begins, in as many parts as it has."""
    out: list[Span] = []
    for span in content:
        if span.start < cue.end:
            out.append(span)
            continue
        first = not any(s.start >= cue.end for s in out)
        if first and index.text[span.start] not in '"“':
            span = _after_that(index, cue, span, language)
            span = _after_addressee(index, cue, span, language)
            span = _after_adverb(index, cue, span)
        out.extend(_called(index, cue, span, language) or _joined(index, span))
    return tuple(out)


def _from(index: Index, span: Span, word: int) -> Span:
    """The span from the word on; the whole where nothing would be left."""
    return Span(start=index.starts[word], end=span.end) if index.starts[word] < span.end else span


def _after_that(index: Index, cue: Span, span: Span, language: Language) -> Span:
    """Without what stands between cue and "that": "declared | once again that P", "repeated | his claim that P"."""
    verbs = set(index.words(cue))
    words = index.words(span)
    nouns = language.words("speech", "nouns")
    for i in words[1:LEAD]:
        token = index.tokens[i]
        if token.pos == "VERB":
            return span
        if token.text.lower() != "that" or token.dep != "mark" or index.tokens[i - 1].text in ("and", ",", "or", "but"):
            continue
        above = index.tokens[token.head].head
        is_own = above in verbs or (above in words and index.tokens[above].lemma in nouns)
        return _from(index, span, i + 1) if is_own and i + 1 in words else span
    return span


def _after_addressee(index: Index, cue: Span, span: Span, language: Language) -> Span:
    """Without the one who is asked, told or accused, and without the "to" or "of" behind."""
    words = index.words(span)
    head = next((i for i in reversed(index.words(cue)) if index.tokens[i].pos in ("VERB", "NOUN")), None)
    if head is None or not words or index.quotations_in(Span(start=span.start, end=span.start + 1)):
        return span
    lemma = index.tokens[head].lemma
    before = index.tokens[words.start - 1].text.lower() if words.start else ""
    if lemma == "call" and before not in CALLED:  # "calling their work to save it heroic"
        return span
    if before in ("to", "of") or lemma not in language.words("speech", "of_what") | language.words("speech", "to_do"):
        return span
    if before == "for" and not _is_somebody(index, words, language):
        return span
    for i in words[:ADDRESSEE]:
        token = index.tokens[i]
        after = i + 1 if i + 1 in words else None
        if token.tag == "TO" and after is not None and index.tokens[token.head].tag == "VB":
            negated = i - 1 in words and index.tokens[i - 1].dep == "neg"
            is_asked = lemma in language.words("speech", "to_do") and _governs(index, head, token.head)
            return _from(index, span, i - 1 if negated else after) if is_asked else span
        if token.text.lower() == "of" and after is not None and lemma in language.words("speech", "of_what"):
            return _from(index, span, after) if i > words[0] else span
        if token.pos not in NOMINAL or token.text in ('"', "“"):
            return span
    return span


def _is_somebody(index: Index, words: range, language: Language) -> bool:
    """True where the phrase names who is to act: "called for | Ostria | to withdraw", not "for a vote to end it"."""
    at = words[0]
    while index.tokens[at].head in words and index.tokens[at].head > at and index.tokens[at].dep in INNER:
        at = index.tokens[at].head
    token = index.tokens[at]
    people = language.words("speakers", "people") | language.words("speakers", "bodies")
    return token.pos in ("PROPN", "PRON") or token.tag == "NNS" or token.lemma.lower() in people


def _governs(index: Index, cue: int, verb: int) -> bool:
    """True where the infinitive is what the cue asks for, not a purpose of something in between."""
    token = index.tokens[verb]
    if token.head == cue:
        return token.dep in ("xcomp", "ccomp", "advcl", "dobj")
    above = index.tokens[token.head]
    is_object = above.head == cue and above.dep in ("dobj", "dative", "pobj")
    return is_object and token.dep in ("relcl", "xcomp", "ccomp", "acl") and above.pos in ("PROPN", "PRON", "NOUN")


def _after_adverb(index: Index, cue: Span, span: Span) -> Span:
    """Without adverbs that belong to the cue: "stated | clearly P"."""
    verbs = set(index.words(cue))
    words = list(index.words(span))
    while len(words) > 2 and index.tokens[words[0]].dep == "advmod" and index.tokens[words[0]].head in verbs:
        if index.tokens[words[0]].tag != "RB" or index.tokens[words[0]].text.lower() in (
            "why",
            "how",
            "when",
            "where",
            "not",
        ):
            break
        words = words[1:]
    return _from(index, span, words[0]) if words else span


def _called(index: Index, cue: Span, span: Span, language: Language) -> list[Span] | None:
    """A thing and what it is called, parted at "as": "described | the raid | lawful"."""
    head = next((i for i in reversed(index.words(cue)) if index.tokens[i].pos == "VERB"), None)
    if head is None or index.tokens[head].lemma not in language.words("speech", "as_what"):
        return None
    words = index.words(span)
    for i in words[1:-1]:
        token = index.tokens[i]
        if token.text.lower() == "as" and token.head == head and token.dep in ("prep", "mark"):
            thing = Span(start=span.start, end=index.tokens[i - 1].span.end)
            return [thing, Span(start=index.starts[i + 1], end=span.end)]
    return None


def _joined(index: Index, span: Span) -> list[Span]:
    """The parts of "P, and that Q"."""
    words = index.words(span)
    for i in words[3:-2]:
        token = index.tokens[i]
        is_second = token.text.lower() == "that" and token.dep == "mark" and index.tokens[token.head].dep == "conj"
        if not is_second or index.tokens[i - 1].text.lower() not in ("and", "but") or index.is_quoted(token.span):
            continue
        last = i - 2
        while last in words and index.tokens[last].pos in ("PUNCT", "ADV") and index.tokens[last].text not in CLOSING:
            last -= 1
        first = Span(start=span.start, end=index.tokens[last].span.end)
        return [first, *_joined(index, Span(start=index.starts[i + 1], end=span.end))]
    return [span]
