"""Attributions of fixed form that a rule reads surely: "according to", colon headlines, quotations that go on.

Each finder looks only where no attribution of the tagger stands on the same cue.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract.according import is_bare_rule
from onrecord.extract.attributed import Attributed, says
from onrecord.extract.documents import KINDS
from onrecord.extract.index import Index
from onrecord.extract.subjects import FINITE
from onrecord.extract.turns import opens_turn
from onrecord.extract.verbs import saying_verbs
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, MentionForm, Sentence, Zone
from onrecord.records.span import Span

ACCORDING = re.compile(r"\b(?:according\s+to|as\s+per|as\s+reported\s+by)\s+(?=[\w\"“‘'])", re.IGNORECASE)
COLON = re.compile(r"^(?P<source>[^:\n“\"]{2,48}(?:\n[^:\n“\"]{0,24})?)(?P<colon>:)\s+(?=\S)")
BEHIND = re.compile(
    r"^(?P<said>.*[^\s:])(?P<colon>:)\s+(?P<source>[^\s:“\"‘'!?.][^:“\"!?]{0,40}[^\s:“\"!?.])[.\s]*$", re.DOTALL
)
LONGEST_PAPER = 3  # words of "UN climate report"
LEAST_BEFORE = 4  # words that a headline says before a colon and who says it
QUOTES = "\"'“‘"
LAST = re.compile(r",\s*$")
ONS = (["on"], ["to"], ["at"], ["after"], ["in"])  # behind the speaker of a headline: "Lund on the strike: Q"
OBJECTS = ("dobj", "ccomp", "xcomp", "attr", "prep", "conj", "parataxis", "acomp")


def find_according(index: Index, sentence: Sentence, *, language: Language) -> Iterator[Attributed]:
    """Statements "according to" a source, before or behind the clause that is the content."""
    span = sentence.span
    for m in ACCORDING.finditer(index.text, span.start, span.end):
        cue = Span(start=m.start(), end=m.start() + len(m.group().rstrip()))
        words = index.words(Span(start=m.end(), end=span.end))
        is_rule = not words or is_bare_rule(index, words[0], language=language)
        if is_rule or (cue.of(index.text).lower() == "as per" and index.is_quoted(cue)):
            continue
        noun = _noun_after(index, words)
        source = index.phrase(noun) if noun is not None else None
        if source is None or source.start < m.end() or source.end > span.end:
            continue
        content = _rest(index, span, cue, source)
        if content:
            yield Attributed(cue=cue, source=source, content=(content,))


def _noun_after(index: Index, words: range) -> int | None:
    """The head of the noun phrase that begins with the first word."""
    at = words[0]
    while index.tokens[at].head in words and index.tokens[at].head > at and index.tokens[at].pos not in ("VERB", "AUX"):
        above = index.tokens[at].head
        if index.tokens[above].pos in ("VERB", "AUX"):
            break
        at = above
    return at if index.tokens[at].pos in ("NOUN", "PROPN", "PRON", "NUM") else None


def _rest(index: Index, sentence: Span, cue: Span, source: Span) -> Span | None:
    """The clause beside the phrase: what follows it up to the end, or what stands before it."""
    before = index.text[sentence.start : cue.start]
    if len(before.strip()) <= 12:
        comma = index.text.find(",", source.end, sentence.end)
        start = comma + 1 if comma >= 0 else source.end
        return _tight(index, start, sentence.end)
    lead = LAST.sub("", before)
    return _tight(index, sentence.start, sentence.start + len(lead))


def _tight(index: Index, start: int, end: int) -> Span | None:
    """The words of the stretch without end marks; None for fewer than three."""
    if end <= start:
        return None
    words = [i for i in index.words(Span(start=start, end=end)) if index.tokens[i].pos != "SPACE"]
    while words and index.tokens[words[-1]].text in (".", ",", ";"):
        words = words[:-1]
    if len(words) < 3:
        return None
    return Span(start=index.starts[words[0]], end=index.tokens[words[-1]].span.end)


def find_colon(index: Index, sentence: Sentence, *, language: Language) -> Iterator[Attributed]:
    """A headline's "Minister: ...", unless what stands before the colon names a section of the paper."""
    if sentence.zone is not Zone.HEADLINE:
        return
    m = COLON.match(sentence.span.of(index.text))
    if not m:
        return
    start = sentence.span.start
    source = Span(start=start, end=start + m.end("source"))
    last = m["source"].split()[-1].lower()
    if last in language.words("speech", "sections") or not _speaks(index, source, last, language):
        return
    if any(index.tokens[i].tag in FINITE for i in index.words(source)):
        return  # "Two die as bridge falls in Talvi: police"
    if _is_country(index, source) and index.text[start + m.end()] not in QUOTES:
        return  # "Ostria: Council declares winner" says where
    named = index.mentions_in(source)
    is_to = len(named) > 1 and index.text[named[0].span.end : named[1].span.start].split() == ["to"]
    yield Attributed(
        cue=Span(start=start + m.start("colon"), end=start + m.end("colon")),
        source=named[0].span if is_to else source,  # "Lund to Renn: P"
        content=(Span(start=start + m.end(), end=sentence.span.end),),
    )


def find_behind_colon(index: Index, sentence: Sentence, *, language: Language) -> Iterator[Attributed]:
    """A headline's "P: minister", with a body, a person or a state alone behind the last colon."""
    m = BEHIND.match(sentence.span.of(index.text)) if sentence.zone is Zone.HEADLINE else None
    if not m or len(m["said"].split()) < LEAST_BEFORE:
        return
    start = sentence.span.start
    source = Span(start=start + m.start("source"), end=start + m.end("source"))
    named = index.mentions_in(source)
    last = m["source"].split()[-1].lower()
    is_paper = last in language.words("speakers", "papers") and len(m["source"].split()) <= LONGEST_PAPER
    is_name = bool(named) and named[-1].span.end >= source.end
    if is_name and (named[-1].kind not in KINDS or named[0].span.start > source.start):
        return
    if last in language.words("speech", "sections") and not is_paper:
        return
    if is_paper or (_speaks(index, source, last, language) and "," not in m["source"]):
        cue = Span(start=start + m.start("colon"), end=start + m.end("colon"))
        yield Attributed(cue=cue, source=source, content=(Span(start=start, end=start + m.end("said")),))


def _is_country(index: Index, source: Span) -> bool:
    """True for a country under its full name; a capital stands for a government."""
    named = index.mention_at(source.start)
    is_whole = named is not None and named.span == source and named.form is MentionForm.NAME
    return named is not None and is_whole and named.name == named.country


def _speaks(index: Index, source: Span, last: str, language: Language) -> bool:
    """True for a name, a role or a body: whoever can be said to say something; not for "the Lund trial"."""
    nouns = (
        language.words("speakers", "people")
        | language.words("speakers", "bodies")
        | language.words("speakers", "media")
    )
    singular = last.removesuffix("s")
    if last in nouns or singular in nouns or last in ("media", "reports"):
        return True
    named = index.mentions_in(source)
    is_person_first = bool(named) and named[0].kind is EntityKind.PERSON and named[0].span.start == source.start
    is_on = is_person_first and index.text[named[0].span.end : source.end].split()[:1] in ONS
    return is_on or any(m.span.end >= source.end for m in named)


def find_trailing(index: Index, sentence: Sentence, *, language: Language) -> Iterator[Attributed]:
    """A saying at the very end that covers the sentence: "P, police report"."""
    for i in range(sentence.first, sentence.last):
        token = index.tokens[i]
        if token.pos != "VERB" or token.lemma not in language.words("speech", "sayers"):
            continue
        subject = index.child(i, "nsubj")
        if subject is None or subject > i:
            continue
        source = index.phrase(subject)
        lead = LAST.search(index.text, sentence.span.start, source.start)
        rest = index.text[token.span.end : sentence.span.end].strip(' .\n"”')
        if rest or not lead or lead.end() != source.start or source.end > token.span.start:
            continue
        content = _tight(index, sentence.span.start, lead.start())
        if content and any(index.tokens[w].pos in ("VERB", "AUX") for w in index.words(content)):
            yield Attributed(cue=token.span, source=source, content=(content,))


def find_alone(index: Index, sentence: Sentence, *, language: Language) -> Iterator[Attributed]:
    """A saying that stands alone behind the quotation's full stop: “P.” Lund said."""
    verb = next((i for i in range(sentence.first, sentence.last) if index.tokens[i].dep == "ROOT"), None)
    subject = index.child(verb, "nsubj") if verb is not None else None
    if verb is None or subject is None or index.tokens[verb].lemma not in language.words("speech", "sayers"):
        return
    if index.child(verb, *OBJECTS) is not None or index.is_relative(subject):
        return
    before = [q for q in index.marks.quotations if q.is_speech and q.closed and q.span.end <= sentence.span.start]
    if before and not index.text[before[-1].span.end : sentence.span.start].strip(" "):
        yield Attributed(cue=index.tokens[verb].span, source=index.phrase(subject), content=(before[-1].span,))


def find_impersonal(index: Index, sentence: Sentence, *, language: Language) -> Iterator[Attributed]:
    """Sayings without a sayer: "it is assumed that P"."""
    participles = [i for i in range(sentence.first, sentence.last) if index.tokens[i].tag == "VBN"]
    if not participles:
        return
    said = saying_verbs(language) | language.words("speech", "suffered")
    for i in participles:
        token = index.tokens[i]
        subject = index.child(i, "nsubjpass")
        clause = index.child(i, "ccomp", "xcomp")
        if token.lemma not in said or clause is None or subject is None or index.tokens[subject].text.lower() != "it":
            continue
        if index.is_quoted(token.span):
            continue  # somebody says so
        words = [w for w in index.subtree(clause) if w > i and index.tokens[w].dep != "mark"]
        content = _tight(index, index.starts[words[0]], index.tokens[words[-1]].span.end) if words else None
        if content:
            cue = Span(start=index.starts[subject], end=token.span.end)
            yield Attributed(cue=cue, source=None, content=(content,))


def split_predicate(index: Index, act: Attributed) -> list[Attributed]:
    """Two acts of "said P, and was “Q”": a quotation after a form of "be" joined to the cue is a saying of its own."""
    if act.cue is None or act.source is None:
        return [act]
    verbs = set(index.words(act.cue))
    for n, span in enumerate(act.content):
        for i in index.words(span):
            token = index.tokens[i]
            quotes = [q for q in index.marks.quotations if q.is_speech and 0 <= q.span.start - token.span.end <= 1]
            if token.lemma != "be" or token.dep != "conj" or not quotes or not _is_of_speaker(index, i, verbs):
                continue
            if index.child(i, "nsubj", "nsubjpass", "expl") is not None:
                continue
            first = _tight(index, span.start, index.starts[i - 1])
            kept = (*act.content[:n], *((first,) if first else ()))
            second = Attributed(cue=token.span, source=act.source, content=(quotes[0].span,))
            return [replace(act, content=kept), second] if kept else [second]
    return [act]


def _is_of_speaker(index: Index, i: int, verbs: set[int]) -> bool:
    """True where a singular "was" is joined to the cue, or to a plural verb whose subject it cannot share."""
    head = index.tokens[i].head
    plural = {index.tokens[c].text.lower() for c in index.children[head]} & {"have", "were", "are"}
    return head in verbs or (index.tokens[i].text.lower() in ("was", "is") and bool(plural))


def carry_quotations(index: Index, acts: Sequence[Attributed]) -> list[Attributed]:
    """Acts with the quotation that goes on after the cue: “P,” she said. “And Q.” is one statement."""
    out = list(acts)
    for quotation in index.marks.quotations:
        if not quotation.is_speech or any(says(a, quotation.span) for a in out):
            continue
        sentence = index.sentence_of(quotation.inside)
        if sentence.span.start < quotation.span.start - 1 or sentence.span.end > quotation.span.end + 2:
            continue
        number = index.marks.sentences.index(sentence)
        before = index.marks.sentences[number - 1] if number else None
        holder = _quoted_in(index, before, sentence, out) if before else None
        if holder is not None and not opens_turn(index, quotation.inside):
            act = out[holder]
            out[holder] = replace(act, content=(*act.content, quotation.span))
    return out


def _quoted_in(index: Index, before: Sentence, here: Sentence, acts: Sequence[Attributed]) -> int | None:
    """The act that quotes in the sentence before: in this paragraph, or over its end where a quotation is open."""
    if not 0 <= here.paragraph - before.paragraph <= 1:
        return None
    for n in range(len(acts) - 1, -1, -1):
        cue = acts[n].cue
        if cue is None or not before.span.overlaps(cue):
            continue
        parts = [c for c in acts[n].content if before.span.overlaps(c)]
        quotes = [q for c in parts for q in index.quotations_in(c) if q.is_speech]
        if quotes:
            goes_on = here.paragraph == before.paragraph or not quotes[-1].closed
            return n if goes_on else None
    return next(
        (n for n, act in enumerate(acts) if _is_open_in(index, act, before) or _ends_with(index, act, before, here)),
        None,
    )


def _ends_with(index: Index, act: Attributed, before: Sentence, here: Sentence) -> bool:
    """True where the act's quotation of several sentences ends with the one before, in this paragraph: “P. Q.” “R.”"""
    last = act.content[-1]
    quoted = any(q.is_speech and q.span.end == last.end for q in index.quotations_in(last))
    is_last = quoted and before.span.start <= last.end <= before.span.end + 1 and last.start < before.span.start
    return is_last and act.cue is not None and act.cue.end <= last.start and here.paragraph == before.paragraph


def _is_open_in(index: Index, act: Attributed, before: Sentence) -> bool:
    """True where the act's last words are a quotation that the sentence does not close: its third paragraph comes."""
    last = act.content[-1]
    near = [q for q in index.quotations_in(last) if q.is_speech and q.span.overlaps(before.span)]
    is_open = any(not q.closed and q.span.end >= last.end - 1 for q in near)
    return len(act.content) > 1 and is_open and last.end >= before.span.end - 1
