"""Where the words of an attribution begin and end: the tagger's spans set right by quotation marks and by the parse.

The tagger decides word by word, so its edges fray where a rule knows better: a quotation is taken whole, a source is a
whole noun phrase, and a source that suffers the verb ("has been accused of") does not speak.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.according import (
    ACCORDING,
    after_name,
    before_according,
    is_measure,
    with_antecedent,
    with_rest,
    without_clause_of_source,
    without_gloss,
    without_second,
)
from onrecord.extract.asides import is_aside, without_asides
from onrecord.extract.attributed import Attributed
from onrecord.extract.cited import CITING
from onrecord.extract.closings import closed
from onrecord.extract.cues import set_cue
from onrecord.extract.index import Index
from onrecord.extract.mistaken import is_no_saying
from onrecord.extract.openings import opened
from onrecord.extract.phrases import whole, with_parted_subject
from onrecord.extract.sources import find_source
from onrecord.extract.subjects import object_of
from onrecord.extract.trailing import FINITE, cover_clause
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Quotation
from onrecord.records.span import Span

OVERLAP = 0.5  # share of a quotation that must be content before the whole of it is
LEAST_WORDS = 2  # of a content that is cut short
TAIL = 3  # words after a closing mark that may be left over from the source
MARKS = (",", ";", ":", "–", "—", "-")
LEADS = frozenset({"that", "as", ",", ":"})
AMOUNTS = frozenset({"of", "many", "much", "few", "little", "long", "soon"})  # behind an "as" that is of the content


def clean(index: Index, act: Attributed, *, language: Language) -> Attributed | None:
    """The attribution with its edges set right; None where no content is left."""
    act = _with_sayer_behind(index, act)
    act = after_name(index, _without_question(index, _unturned(index, act, language)), language)
    act = without_clause_of_source(index, without_second(index, without_gloss(index, act, language)))
    if (
        is_measure(index, act, language=language)
        or _is_asked(index, act)
        or is_no_saying(index, act, language=language)
    ):
        return None
    act = set_cue(index, before_according(index, _without_cited(index, act)), language=language)
    source = find_source(index, act, language=language)
    act = _without_antecedent(index, act)
    content = tuple(s for span in _after_participle(index, act) if (s := _trim(index, span)) is not None)
    content = _take_quotations(index, replace(act, source=source, content=content))
    content = tuple(whole(index, span, replace(act, source=source, content=content)) for span in content)
    content = tuple(_after_colon(index, span, act.cue) for span in content)
    if not content:  # nothing but characters that are no words
        return None
    if is_aside(index, replace(act, source=source, content=content), language=language):
        return None
    content = without_asides(index, content, language=language)
    content = cover_clause(index, replace(act, source=source, content=content), language=language).content
    content = _own_clause(index, act.cue, content) if act.cue else content
    content = _split_object(index, act.cue, content) if act.cue and len(content) == 1 else content
    content = opened(index, act.cue, content, language=language) if act.cue else content
    content = closed(index, act.cue, source, content, language=language) if act.cue else content
    if not content:
        return None
    whole_act = with_rest(index, replace(act, source=source, content=content))
    return with_antecedent(index, with_parted_subject(index, whole_act))


def _with_sayer_behind(index: Index, act: Attributed) -> Attributed:
    """The act of nobody with the subject behind its verb for a source, not content: "P, said | the firm's chair"."""
    verb = index.head_of(act.cue) if act.cue and act.source is None and len(act.content) > 1 else None
    subject = index.child(verb, "nsubj") if verb is not None else None
    if verb is None or subject is None or subject < verb:
        return act
    words = index.subtree(subject)
    left = tuple(c for c in act.content if index.words(c).start not in words)
    return replace(act, source=index.phrase(subject), content=left) if 0 < len(left) < len(act.content) else act


def _is_asked(index: Index, act: Attributed) -> bool:
    """True for "Asked whether the port would close, Lund said": nobody is told of who asks."""
    words = index.words(act.cue) if act.cue else range(0)
    verbs = [i for i in words if index.tokens[i].pos in ("VERB", "AUX")]
    return len(verbs) == 1 and _asks_nobody(index, verbs[0])


def _asks_nobody(index: Index, verb: int) -> bool:
    token = index.tokens[verb]
    is_bare = not any(index.tokens[c].dep in ("auxpass", "aux", "nsubj") for c in index.children[verb])
    return token.lemma == "ask" and token.tag in ("VBN", "VBD") and is_bare and token.dep in ("advcl", "nsubj", "csubj")


def _without_question(index: Index, act: Attributed) -> Attributed:
    """The act without what the speaker was asked: "Asked about | the strike, | Lund said P"."""
    heads = [(c, index.head_of(c)) for c in act.content]
    kept = tuple(
        c
        for c, head in heads
        if head is None or not any(_asks_nobody(index, i) for i in index.ancestors(head) if index.starts[i] < c.start)
    )
    return replace(act, content=kept) if kept else act


def _without_cited(index: Index, act: Attributed) -> Attributed:
    """The act without those whom it cites; its verb's object instead, where nothing else is left."""
    verb = index.head_of(act.cue) if act.cue else None
    if verb is None:
        return act
    kept = tuple(c for c in act.content if not _is_cited(index, c, verb))
    if kept:
        return replace(act, content=kept)
    below = object_of(index, verb)
    return replace(act, content=(below,)) if below else act


def _is_cited(index: Index, span: Span, verb: int) -> bool:
    """True for "two officials" in "reported on the talks, citing two officials"."""
    head = index.head_of(span)
    above = index.tokens[head].head if head is not None else None
    if above is None or above == verb or index.tokens[above].lemma not in CITING:
        return False
    return above > verb and verb in index.ancestors(above)


def _unturned(index: Index, act: Attributed, language: Language) -> Attributed:
    """The attribution with source and content changed about, where "P, reported the paper X" was read the wrong way."""
    if act.cue is None or len(act.content) != 1 or act.content[0].start < act.cue.end:
        return act
    after = index.words(act.content[0])
    sentence = index.sentence_of(act.cue).span
    before = index.text[sentence.start : act.cue.start].rstrip()
    head = index.head_of(act.cue)
    subject = index.child(head, "nsubj") if head is not None else None
    if subject is not None and act.source is not None and act.source.contains(index.tokens[subject].span):
        return act
    is_plain = head is not None and index.tokens[head].lemma in language.words("speech", "sayers")
    has_verb = any(index.tokens[i].pos in ("VERB", "AUX") for i in after)
    closes = index.text[act.content[0].end : sentence.end].strip(' .”"') == ""
    if not is_plain or has_verb or not closes or not before.endswith((",", "”", '"')) or len(before) < 30:
        return act
    noun = index.head_of(act.content[0])
    speakers = language.words("speakers", "media") | language.words("speakers", "people")
    if noun is None or (index.tokens[noun].lemma not in speakers and not _is_named(index, act.content[0])):
        return act
    clause = Span(start=sentence.start, end=sentence.start + len(before.rstrip(",")))
    return replace(act, source=act.content[0], content=(clause,))


def _is_named(index: Index, span: Span) -> bool:
    """True where the words are the name of a person or an outlet and nothing else."""
    names = [m for m in index.mentions_in(span) if m.kind in (EntityKind.PERSON, EntityKind.MEDIA)]
    return bool(names) and names[0].span.end >= span.end - 2 and names[0].span.start <= span.start + 40


def _own_clause(index: Index, cue: Span, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content without a second clause that is joined to the cue and has a subject of its own, or with "where"."""
    verbs = set(index.words(cue))
    last = content[-1]
    if last.start < cue.end or index.quotations_in(last):
        return content
    if len(content) > 1 and _is_of_next(index, last, verbs):
        return content[:-1]
    for i in index.words(last):
        token = index.tokens[i]
        is_joined = token.dep == "conj" and token.head in verbs and not _is_told(index, i)
        if is_joined and index.child(i, "nsubj", "nsubjpass") is not None:
            return _cut(index, content, index.subtree(i)[0])
        if token.text.lower() == "where" and index.tokens[i - 1].text == ",":
            return _cut(index, content, i)
    return content


def _is_of_next(index: Index, span: Span, verbs: set[int]) -> bool:
    """True for a part that belongs to a clause with a subject of its own which "and" or "but" joins to the cue."""
    head = index.head_of(span)
    above = index.ancestors(head) if head is not None else ()
    return any(
        index.tokens[i].dep == "conj"
        and index.tokens[i].head in verbs
        and index.child(i, "nsubj") is not None
        and not _is_told(index, i)
        for i in above
    )


def _is_told(index: Index, verb: int) -> bool:
    """True for the verb of a clause that "that" opens, told too: "says it was shut, but | that it reopened"."""
    return any(index.tokens[c].text.lower() == "that" and index.tokens[c].dep == "mark" for c in index.children[verb])


def _cut(index: Index, content: tuple[Span, ...], word: int) -> tuple[Span, ...]:
    """The content up to before the word and the conjunction and comma in front of it."""
    last = content[-1]
    words = index.before_end([i for i in index.words(last) if i < word], without=("CCONJ", "PUNCT"))
    if len(words) < LEAST_WORDS:
        return content
    return (*content[:-1], Span(start=last.start, end=index.tokens[words[-1]].span.end))


def _split_object(index: Index, cue: Span, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """A thing and what it is called as two spans: "called | the strike | an act of madness"."""
    verbs = set(index.words(cue))
    for i in index.words(content[0]):
        if index.tokens[i].dep != "oprd" or index.tokens[i].head not in verbs:
            continue
        start = index.starts[index.subtree(i)[0]]
        lead = index.text[content[0].start : start].rstrip(" ,")
        if lead:
            return (
                Span(start=content[0].start, end=content[0].start + len(lead)),
                Span(start=start, end=content[0].end),
            )
    return content


def _without_antecedent(index: Index, act: Attributed) -> Attributed:
    """The act without the noun whose clause its cue is: "released a | decision | that accused Lund of | fraud"."""
    verb = index.head_of(act.cue) if act.cue else None
    if verb is None or index.tokens[verb].dep != "relcl" or len(act.content) < LEAST_WORDS:
        return act
    noun, subject = index.tokens[verb].head, index.child(verb, "nsubj")
    if subject is None or index.tokens[subject].tag != "WDT" or index.tokens[noun].span.end > act.content[0].end:
        return act
    is_first = act.content[0].contains(index.tokens[noun].span) and act.content[0].end <= index.starts[subject]
    return replace(act, content=act.content[1:]) if is_first else act


def _after_participle(index: Index, act: Attributed) -> tuple[Span, ...]:
    """The content without what stands before a participle such as "saying": that is the clause it hangs on."""
    if act.cue is None or len(act.content) < 2:
        return act.content
    words = index.words(act.cue)
    after = tuple(s for s in act.content if s.start > act.cue.start)
    if not words or index.tokens[words[0]].tag != "VBG" or not after or ACCORDING.match(act.cue.of(index.text)):
        return act.content
    quoted = tuple(s for s in act.content if s.start < act.cue.start and index.quotations_in(s))
    return (*quoted, *after)


def _trim(index: Index, span: Span) -> Span | None:
    """Without "that" and marks at the start, and without marks and an opened "who" at the end."""
    words = list(index.words(span))
    while words and _is_lead(index, words):
        words = words[1:]
    while words and (index.tokens[words[-1]].text in MARKS or index.is_relative(words[-1])):
        words = words[:-1]
    if not words:
        return None
    return Span(start=_with_owner(index, words[0], span), end=index.tokens[words[-1]].span.end)


def _is_lead(index: Index, words: list[int]) -> bool:
    """True for a "that" or mark which only opens the content; not for "that money", "as of Monday", "as many as"."""
    token = index.tokens[words[0]]
    if token.text.lower() not in LEADS or token.tag == "DT":
        return False
    if token.text.lower() == "that" and len(words) > 1 and index.tokens[words[1]].tag in FINITE:
        return False  # "warned that would put it at risk"
    after = index.tokens[words[1]].text.lower() if len(words) > 1 else ""
    return token.text.lower() != "as" or after not in AMOUNTS


def _with_owner(index: Index, word: int, span: Span) -> int:
    """Where the phrase begins whose possessive mark is the first word of the span: "the board | 's offer"."""
    token = index.tokens[word]
    if token.tag != "POS" or token.head == word:
        return index.starts[word]
    return min(span.start, index.phrase(token.head).start)


def _take_quotations(index: Index, act: Attributed) -> tuple[Span, ...]:
    """The content with each quotation in it taken whole, and without stray words behind a closing mark."""
    taken = [s for s in (act.cue, act.source) if s]
    out = []
    for span in act.content:
        for quotation in index.quotations_in(span):
            if quotation.is_speech and _share(index, quotation, span) >= OVERLAP:
                span = _join(index, span, quotation, taken)
        out.append(_without_tail(index, span))
    return _merge(index.text, out)


def _after_colon(index: Index, span: Span, cue: Span | None) -> Span:
    """The quotation alone of "She made a promise: | “Q,” she said", where the cue stands behind."""
    quotes = [q for q in index.quotations_in(span) if q.is_speech and q.span.start > span.start]
    if cue is None or cue.start < span.end or not quotes:
        return span
    is_led = index.text[span.start : quotes[0].span.start].rstrip().endswith(":")
    return Span(start=quotes[0].span.start, end=span.end) if is_led else span


def _share(index: Index, quotation: Quotation, span: Span) -> float:
    """How much of the quotation the span holds, of the part that stands in the span's own sentence."""
    sentence = index.sentence_of(span).span
    start, end = max(quotation.span.start, sentence.start), min(quotation.span.end, sentence.end)
    inside = min(end, span.end) - max(start, span.start)
    return inside / max(1, end - start)


def _join(index: Index, span: Span, quotation: Quotation, taken: Sequence[Span]) -> Span:
    wide = Span(start=min(span.start, quotation.span.start), end=max(span.end, quotation.span.end))
    return span if any(t.overlaps(wide) for t in taken) else wide


def _without_tail(index: Index, span: Span) -> Span:
    """The content up to its last closing mark, where only a word or two of the source's title follow it."""
    closing = [q for q in index.quotations_in(span) if q.is_speech and q.closed and span.contains(q.span)]
    if not closing or closing[-1].span.end == span.end:
        return span
    rest = index.words(Span(start=closing[-1].span.end, end=span.end))
    bare = all(index.tokens[i].pos in ("NOUN", "PROPN", "ADJ", "PUNCT", "DET") for i in rest)
    ends = index.text[closing[-1].inside.end - 1] in ",.?!"
    return Span(start=span.start, end=closing[-1].span.end) if bare and ends and len(rest) <= TAIL else span


def _merge(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """In text order, those that touch or overlap made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not text[out[-1].end : span.start].strip(" ,\n")):
            out[-1] = Span(start=out[-1].start, end=max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
