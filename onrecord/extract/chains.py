"""Through whom it came: the sources of a statement, origin first, nearest the report last.

A chain is read from three things: attributions nested in one another ("the agency said P, according to Lee"), relays
that are named beside the cue ("told Coastline", "in an interview with"), and sources that the speaker cites ("citing a
briefing from the agency").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.according import is_bare_rule
from onrecord.extract.documents import paper_of
from onrecord.extract.index import Index
from onrecord.extract.memory import Memory
from onrecord.extract.relays import find_told
from onrecord.extract.sources import is_of_speakers, may_speak, tidy
from onrecord.extract.speakers import resolve_source
from onrecord.language import Language
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

LEAD = 40  # characters before a source in which a word of citing counts
CITING = re.compile(r"\b(?:citing|quoting|cited|quoted)\s+", re.IGNORECASE)
FROM = re.compile(r"\b(?:from|by|of|with)\s+", re.IGNORECASE)
RELAYED = re.compile(
    r"\b(?:according to|as reported by|reported by|as per|(?-i:per)(?=\s+(?:the\s|an?\s|(?-i:[A-Z])))"
    r"|as quoted by|quoted by|cited by)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An attribution with its resolved speaker, as the chains see it."""

    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]
    speaker: Source
    relay: tuple[Span, ...] = ()  # other sources that the tagger marks


def read_chain(
    index: Index, link: Link, others: Sequence[Link], memory: Memory, *, language: Language
) -> tuple[Source, ...]:
    """The chain of the link; `others` are the attributions of the same sentence."""
    if link.speaker.name is None:
        return ()
    paper = paper_of(index, link.source, link.speaker, language=language)
    chain = [link.speaker, *([paper] if paper else [])]
    if link.relay:
        marked = _marked(index, link, memory, language)
        if marked:
            return marked
    relays = _relays(index, link, memory, language)
    if link.speaker.kind is SpeakerKind.MEDIA and relays and relays[0].kind is not SpeakerKind.MEDIA:
        return _distinct([*relays, *chain])  # an outlet that reports "according to" someone passes that on
    inner = _inner(index, link, others, language)
    said_inside = [inner.speaker] if inner else _said_inside(index, link, memory, language)
    before = said_inside or _cited(index, link, memory, language)
    outer = _outer(link, others)
    after = (
        [outer.speaker, *_relays(index, outer, memory, language)]
        if outer
        else [*_second_sayer(index, link, others, memory, language), *relays]
    )
    return _distinct([*before, *chain, *after])


def _marked(index: Index, link: Link, memory: Memory, language: Language) -> tuple[Source, ...]:
    """The chain by the tagger's marks: who is cited or quoted comes before the speaker, who is told after."""
    before: list[Source] = []
    after: list[Source] = []
    for span in link.relay:
        source = resolve_source(index, span, memory, language=language)
        if source.name is None or source.name == link.speaker.name:
            continue
        lead = index.text[max(0, span.start - LEAD) : span.start]
        is_own = link.source is None or not any(
            link.source.end <= x.start < span.start for x in link.relay if x != span
        )
        cited = (is_own and CITING.search(lead)) or (
            link.speaker.kind is SpeakerKind.MEDIA and source.kind is not SpeakerKind.MEDIA
        )
        (before if cited else after).append(source)
    return _distinct([*before, link.speaker, *after]) if before or after else ()


def _distinct(chain: list[Source]) -> tuple[Source, ...]:
    """Without repeats of one name, the first kept."""
    seen: dict[str, Source] = {}
    for source in chain:
        if source.name:
            seen.setdefault(source.name, source)
    return tuple(seen.values())


def _outer(link: Link, others: Sequence[Link]) -> Link | None:
    """The attribution whose content holds this one's cue."""
    anchor = link.cue or link.source
    if anchor is None:
        return None
    holding = [
        o
        for o in others
        if any(c.contains(anchor) for c in o.content) and o.speaker.name not in (None, link.speaker.name)
    ]
    return min(holding, key=lambda o: sum(c.end - c.start for c in o.content), default=None)


def _inner(index: Index, link: Link, others: Sequence[Link], language: Language) -> Link | None:
    """The attribution that the content as a whole is: "the paper reported that the minister said P"."""
    first = link.content[0]
    for other in others:
        if other.cue is None or other.source is None or other.speaker.name in (None, link.speaker.name):
            continue
        inside = any(c.contains(other.cue) for c in link.content) and _is_plain(index, other.cue, language)
        inside = inside and not _is_noun_below(index, other.cue, first)
        if inside and other.source.start - first.start < 40 and _share(other.content, link.content) >= 0.4:
            return other
    return None


def _is_noun_below(index: Index, cue: Span, content: Span) -> bool:
    """True for a noun that only a part of the content is about: "is checking | Ostria's claim that P"."""
    head, main = index.head_of(cue), index.head_of(content)
    is_noun = head is not None and index.tokens[head].pos == "NOUN"
    return is_noun and main is not None and index.tokens[main].pos in ("VERB", "AUX")


def _is_plain(index: Index, cue: Span, language: Language) -> bool:
    """True for a saying that another may pass on; whoever reassures or apologises does more than say."""
    head = index.head_of(cue)
    return head is not None and index.tokens[head].lemma in language.words("speech", "passed_on")


def _said_inside(index: Index, link: Link, memory: Memory, language: Language) -> list[Source]:
    """Who says it in the content, or between cue and content, where only the verb there shows it."""
    first = link.content[0]
    if index.is_quoted(first):
        return []
    head = index.head_of(first)
    start = link.cue.end if link.cue and link.cue.end <= first.start else first.start
    between = index.words(Span(start=start, end=max(start, first.start)))
    for verb in (*between, *([head] if head is not None else [])):
        if index.tokens[verb].lemma not in language.words("speech", "passed_on"):
            continue
        subject = index.child(verb, "nsubj")
        if subject is None or index.starts[subject] < start or index.tokens[subject].pos == "PRON":
            continue
        if not may_speak(index, subject, language=language):
            continue
        if verb == head and index.child(verb, "ccomp") is None:
            continue
        source = resolve_source(index, index.phrase(subject), memory, language=language)
        return [source] if source.name and source.name != link.speaker.name else []
    return []


def _share(part: Sequence[Span], whole: Sequence[Span]) -> float:
    total = sum(s.end - s.start for s in whole)
    return sum(s.end - s.start for s in part) / total if total else 0.0


def _cited(index: Index, link: Link, memory: Memory, language: Language) -> list[Source]:
    """Who the speaker cites: a participle that hangs on the cue or follows the source's words."""
    if link.source is None:
        return []
    sentence = index.sentence_of(link.source)
    for m in CITING.finditer(index.text, sentence.span.start, sentence.span.end):
        span = Span(start=m.start(), end=m.end())
        if any(c.overlaps(span) for c in link.content) or (link.cue and link.cue.overlaps(span)):
            continue
        gap = index.text[link.source.end : m.start()]
        if not 0 <= m.start() - link.source.end < 60 and "," not in gap:
            continue
        return _phrase_after(index, m.end(), sentence.span.end, memory, language)
    return []


def _phrase_after(index: Index, start: int, end: int, memory: Memory, language: Language) -> list[Source]:
    """The source that the noun phrase at `start` names, looked for behind "a briefing from" too."""
    words = index.words(Span(start=start, end=end))
    if not words:
        return []
    if is_bare_rule(index, words[0], language=language):
        return []
    head = words[0]
    while index.tokens[head].head in words and index.tokens[head].head != head and index.tokens[head].pos != "VERB":
        above = index.tokens[head].head
        if index.tokens[above].pos in ("VERB", "AUX"):
            break
        head = above
    if _is_reason(index, head, language):
        return []
    phrase = index.phrase(head)
    span = Span(start=max(start, phrase.start), end=max(start + 1, min(phrase.end, end)))
    lemma = index.tokens[head].lemma
    if lemma in language.table("speech")["relay"]["documents"]:
        m = FROM.search(index.text, span.start, span.end)
        if m:
            span = Span(start=m.end(), end=span.end)
    source = resolve_source(index, tidy(index, span), memory, language=language)
    return [source] if source.name else []


def _is_reason(index: Index, noun: int, language: Language) -> bool:
    """True for what is cited as a ground and can say nothing: "citing irregularities", "citing a lack of funds"."""
    token = index.tokens[noun]
    lemma, reasons = token.lemma.lower(), language.table("speech")["reasons"]
    if token.pos != "NOUN" or is_of_speakers({lemma}, language=language) or index.mention_at(token.span.start):
        return False
    return lemma in reasons["words"] or lemma.endswith(tuple(reasons["endings"]))


def _relays(index: Index, link: Link, memory: Memory, language: Language) -> list[Source]:
    """Who passed it on: an outlet that was told, or a second "according to" beside the cue."""
    told = find_told(index, link.cue, link.source, link.content, link.speaker, language=language) if link.cue else None
    if told:
        return [told]
    sentence = index.sentence_of(link.cue or link.content[0])
    for m in RELAYED.finditer(index.text, sentence.span.start, sentence.span.end):
        span = Span(start=m.start(), end=m.end())
        if any(c.overlaps(span) for c in link.content) or (link.cue and link.cue.overlaps(span)):
            continue
        return _phrase_after(index, m.end(), sentence.span.end, memory, language)
    return []


def _second_sayer(index: Index, link: Link, others: Sequence[Link], memory: Memory, language: Language) -> list[Source]:
    """Who passes the whole on at the end of the sentence: "the agency also said P, Lee said"."""
    if link.cue is None:
        return []
    verbs = language.words("speech", "sayers")
    taken = [*link.content, link.cue, *([link.source] if link.source else []), *(o.cue for o in others if o.cue)]
    behind = max(s.end for s in (*link.content, link.cue, *([link.source] if link.source else [])))
    for i in index.words(index.sentence_of(link.cue).span):
        token = index.tokens[i]
        if token.lemma not in verbs or token.pos != "VERB" or any(s.contains(token.span) for s in taken):
            continue
        subject = index.child(i, "nsubj")
        if subject is None or token.span.start < behind:
            continue
        span = index.phrase(subject)
        if not any(s.overlaps(span) for s in taken):
            source = resolve_source(index, span, memory, language=language)
            return [source] if source.name else []
    return []
