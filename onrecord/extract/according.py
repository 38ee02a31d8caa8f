"""What "according to" goes with: the clause before or behind it, and the name that stands beside its source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.annotation import EntityKind
from onrecord.records.span import Span

ACCORDING = re.compile(r"(?:according\s+to|as\s+per|per)$", re.IGNORECASE)
LEAST_WORDS = 2  # behind the name in apposition
POINTING = 2  # words of "That is"
LONGEST_GLOSS = 60  # characters of what the source is, in apposition
REST = 10  # words of a place or time behind the source
SUBJECTS = ("nsubj", "nsubjpass")


def is_measure(index: Index, act: Attributed, *, language: Language) -> bool:
    """True for "paid according to their years of service", where nobody says anything."""
    if act.cue is None or act.cue.of(index.text).lower() != "according to":
        return False
    after = index.words(act.cue).stop
    if after < len(index.tokens) and is_bare_rule(index, after, language=language):
        return True
    near = [c for c in act.content if c.start >= act.cue.end]
    gap = index.text[act.cue.end : near[0].start].split() if near else []
    return bool(near) and len(act.content) == 1 and all(w.lower() in ("a", "an", "the") for w in gap)


def is_bare_rule(index: Index, word: int, *, language: Language) -> bool:
    """True for what one goes by, without an article: "according to | law", "to | plan"."""
    token = index.tokens[word]
    is_alone = token.dep == "pobj" and not index.children[word]
    return is_alone and token.text.islower() and token.lemma in language.words("speech", "measures")


def before_according(index: Index, act: Attributed) -> Attributed:
    """The act with the clause before ", according to X" for its content, where the tagger took what follows."""
    if act.cue is None or not ACCORDING.match(act.cue.of(index.text)) or act.content[0].start < act.cue.start:
        return act
    start = index.sentence_of(act.cue).span.start
    before = index.text[start : act.cue.start].rstrip()
    words = list(index.words(Span(start=start, end=start + len(before.rstrip(",")))))
    first = index.words(act.content[0]).start
    joins = any(index.tokens[w].pos in ("CCONJ", "ADP") for w in (first - 1, first))
    has_subject = any(index.tokens[w].dep in SUBJECTS for w in words)
    if not before.endswith(",") or not joins or not has_subject or index.tokens[words[-1]].pos == "CCONJ":
        return act
    words = index.before_end(words)
    clause = Span(start=start, end=index.tokens[words[-1]].span.end)
    after = [c for c in act.content if index.tokens[index.words(c).start].pos == "ADP"]
    return replace(act, content=(clause, *after))


def without_second(index: Index, act: Attributed) -> Attributed:
    """The act without the clause that a conjunction adds behind "P, according to X, | and Q"."""
    if act.cue is None or not ACCORDING.match(act.cue.of(index.text)):
        return act
    before = [c for c in act.content if c.end <= act.cue.start]
    if not any(index.tokens[i].dep in SUBJECTS for c in before for i in index.words(c)):
        return act
    return replace(act, content=tuple(c for c in act.content if c in before or not _is_joined_clause(index, c)))


def without_gloss(index: Index, act: Attributed, language: Language) -> Attributed:
    """The act without what body the source is: "according to the Pier Guard, | Ostria's main agency, | P"."""
    if act.cue is None or act.source is None or not ACCORDING.match(act.cue.of(index.text)):
        return act
    first = act.content[0]
    end = index.text.find(",", first.start, min(first.end, first.start + LONGEST_GLOSS))
    is_beside = first.start > act.source.end and index.text[act.source.end : first.start].strip() == ","
    if end < 0 or not is_beside:
        return act
    gloss, rest = (index.words(Span(start=s, end=e)) for s, e in ((first.start, end), (end + 1, first.end)))
    is_body = bool(gloss) and index.tokens[gloss[-1]].lemma in language.words("speakers", "bodies")
    subject = next((i for i in rest if index.tokens[i].dep in SUBJECTS and index.tokens[i].head in rest), None)
    if not is_body or subject is None or any(index.tokens[i].pos in ("VERB", "AUX") for i in gloss):
        return act
    if any(index.tokens[i].text == "," for i in range(rest[0], index.tokens[subject].head)):
        return act  # "according to Lund, the firm, Larkspur, has closed"
    return replace(act, content=(Span(start=index.starts[rest[0]], end=first.end), *act.content[1:]))


def without_clause_of_source(index: Index, act: Attributed) -> Attributed:
    """The act without what its source is told by: "according to numbers | the union gave on Friday, | P"."""
    if act.cue is None or act.source is None or not ACCORDING.match(act.cue.of(index.text)):
        return act
    head = index.head_of(act.source)
    clauses = [c for c in index.children[head] if index.tokens[c].dep == "relcl"] if head is not None else []
    told = [span for c in clauses if (span := index.tight(index.subtree(c)))]
    content = tuple(rest for span in act.content for rest in _outside(index, span, told))
    return replace(act, content=content) if content else act


def _outside(index: Index, span: Span, told: Sequence[Span]) -> Iterator[Span]:
    """What of the content stands before or behind the clauses."""
    words = [i for i in index.words(span) if not any(t.contains(index.tokens[i].span) for t in told)]
    if len(words) == len(index.words(span)):
        yield span
    elif (rest := index.tight(_from_word(index, words))) is not None:
        yield rest


def _from_word(index: Index, words: Sequence[int]) -> Sequence[int]:
    first = next((n for n, i in enumerate(words) if index.tokens[i].pos != "PUNCT"), len(words))
    return words[first:]


def _is_joined_clause(index: Index, span: Span) -> bool:
    """True for a clause with a subject of its own and "and" or "but" at or before its start."""
    words = index.words(span)
    head = index.head_of(span)
    if not words or head is None or index.child(head, *SUBJECTS) is None:
        return False
    return "CCONJ" in (index.tokens[words[0]].pos, index.tokens[words.start - 1].pos if words.start else "")


def with_antecedent(index: Index, act: Attributed) -> Attributed:
    """The act with the sentence before for its content, where it only points back: "That's | according to | X"."""
    if act.cue is None or not ACCORDING.match(act.cue.of(index.text)) or len(act.content) != 1:
        return act
    words = [index.tokens[i].text.lower() for i in index.words(act.content[0])]
    here = index.sentence_of(act.cue)
    number = index.marks.sentences.index(here)
    before = index.marks.sentences[number - 1] if number else None
    if before is None or before.zone is not here.zone or here.paragraph - before.paragraph > 1:
        return act
    points = words[:1] == ["that"] and len(words) <= POINTING and act.content[0].start - here.span.start <= 1
    span = index.tight(range(before.first, before.last)) if points else None
    return replace(act, content=(span,)) if span else act


def with_rest(index: Index, act: Attributed) -> Attributed:
    """The act with the place or time of its clause that stands behind "P, according to X, | at the harbour"."""
    if act.cue is None or act.source is None or not ACCORDING.match(act.cue.of(index.text)):
        return act
    end = index.sentence_of(act.cue).span.end
    if act.source.start < act.cue.end or act.content[-1].end > act.cue.start or end <= act.source.end:
        return act
    words = index.before_end(index.words(Span(start=act.source.end, end=end)))
    is_apart = len(words) > 1 and index.tokens[words[0]].text == "," and index.tokens[words[1]].pos == "ADP"
    if not is_apart or len(words) > REST or any(index.tokens[i].pos in ("VERB", "AUX", "PUNCT") for i in words[1:]):
        return act
    rest = Span(start=index.starts[words[1]], end=index.tokens[words[-1]].span.end)
    return replace(act, content=(*act.content, rest))


def after_name(index: Index, act: Attributed, language: Language) -> Attributed:
    """The act with the name in apposition for its source: "according to his wife, | Ana, | Lund left at seven"."""
    if act.cue is None or act.source is None or not ACCORDING.match(act.cue.of(index.text)):
        return act
    first, head = act.content[0], index.head_of(act.source)
    mention = index.mention_at(first.start)
    people = language.words("speakers", "people") | language.words("speakers", "relatives")
    if head is None or index.tokens[head].lemma.lower() not in people or index.mentions_in(act.source):
        return act
    is_beside = first.start > act.source.end and not index.text[act.source.end : first.start].strip(" ,")
    if mention is None or mention.kind is not EntityKind.PERSON or not is_beside:
        return act
    rest = index.words(Span(start=mention.span.end, end=max(first.end, mention.span.end)))
    if len(rest) < LEAST_WORDS or index.tokens[rest[0]].text != ",":
        return act
    if not any(
        index.tokens[i].dep in SUBJECTS and index.tokens[index.tokens[i].head].pos in ("VERB", "AUX") for i in rest
    ):
        return act
    clause = Span(start=index.starts[rest[1]], end=first.end)
    return replace(act, source=mention.span, content=(clause, *act.content[1:]))
