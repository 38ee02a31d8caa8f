"""The attributions of a report, in text order: the tagger's, with their edges set right, and those of fixed form."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.attributed import Attributed
from onrecord.extract.cited import join_cited
from onrecord.extract.coordinated import split_cues
from onrecord.extract.deeds import is_deed
from onrecord.extract.edges import clean
from onrecord.extract.framed import find_framed
from onrecord.extract.index import Index
from onrecord.extract.joint import are_together, is_row
from onrecord.extract.nested import pass_on
from onrecord.extract.nominal import carries, find_nominal
from onrecord.extract.patterns import (
    carry_quotations,
    find_according,
    find_alone,
    find_behind_colon,
    find_colon,
    find_impersonal,
    find_trailing,
    split_predicate,
)
from onrecord.extract.silences import find_silence, is_turned, with_no
from onrecord.extract.spoken import find_closed_by, find_standing_alone
from onrecord.extract.subjects import sayer_behind_but
from onrecord.extract.trailing import without_anothers
from onrecord.extract.turns import find_turns
from onrecord.language import Language
from onrecord.records.annotation import Attribution, EntityKind
from onrecord.records.span import Span


def list_attributions(index: Index, *, language: Language) -> list[Attributed]:
    """Attributions in the order of their cues."""
    found = [
        Attributed(
            cue=a.cue,
            source=_with_row(index, a.cue, _without_tail(index, _source(index, a))),
            content=_with_words(index, a.content),
            relay=a.relay,
        )
        for a in index.marks.attributions
        if a.cue is None or not _is_mistaken(index, a, a.cue, language)
    ]
    kept = [
        part
        for act in found
        if (cleaned := clean(index, act, language=language)) is not None
        for part in split_predicate(index, cleaned)
    ]
    kept = _without_causes(index, without_anothers(index, join_cited(index, kept, language=language)), language)
    kept = [part for act in kept for part in split_cues(index, act, kept, language=language)]
    fixed = [*_list_fixed(index, language), *find_turns(index), *find_closed_by(index, language=language)]
    kept = [_without_silence(index, act, fixed) for act in kept]
    fixed = [_of_sayer(index, act, kept) for act in _without_known(fixed, kept)]
    alone = [a for a in (*kept, *fixed) if len(a.content) == 1]
    kept = [_apart(index, act, [a for a in alone if a is not act]) for act in kept] + fixed
    kept = sorted(pass_on(index, kept, language=language), key=_start)
    carried = carry_quotations(index, [with_no(index, act) for act in kept])
    return sorted([*carried, *find_standing_alone(index, carried, language=language)], key=_start)


def _is_mistaken(index: Index, act: Attribution, cue: Span, language: Language) -> bool:
    """True for a name, a deed and a silence that was read the wrong way about."""
    is_turned_about = is_turned(index, cue, act.content, language=language)
    return is_turned_about or _is_in_name(index, cue) or is_deed(index, act, language=language)


def _source(index: Index, act: Attribution) -> Span | None:
    """The first part of the source, with the next where a mark or "and" parts them: "The | “ | Coastline Post"."""
    if not act.source:
        return None
    first, *rest = act.source
    if not rest:
        return first
    whole = Span(start=first.start, end=rest[0].end)
    parted = not index.text[first.end : rest[0].start].strip(" \"“‘'")
    listed = Span(start=first.start, end=rest[-1].end)
    if parted or are_together(index, index.mentions_in(whole)):
        return whole
    if _are_listed(index, listed, act.source):
        return listed
    return _own_subject(index, act) or first


def _are_listed(index: Index, listed: Span, parts: Sequence[Span]) -> bool:
    """True for names in a row that tell who the subject is: "five senators — | A, B and C | — said P"."""
    heads = [index.head_of(p) for p in parts]
    first = heads[0]
    if first is None or index.tokens[first].dep != "appos" or not all(index.mentions_in(p) for p in parts):
        return False
    return set(heads) <= set(index.coordinated(first, listed))


def _without_tail(index: Index, source: Span | None) -> Span | None:
    """The source without a participle that it breaks off at: "a ministry notice | published", "drivers | waiting"."""
    words = index.words(source) if source else range(0)
    last = index.tokens[words[-1]] if words else None
    if source is None or last is None or len(words) < 2 or last.pos != "VERB" or last.dep != "acl":
        return source
    is_noun = last.head in words and index.tokens[last.head].pos in ("NOUN", "PROPN")
    return Span(start=source.start, end=index.tokens[words[-2]].span.end) if is_noun else source


def _with_row(index: Index, cue: Span | None, source: Span | None) -> Span | None:
    """The source with the name that a comma joins to it in a headline: "| Ostria, Verania | announce a truce"."""
    if cue is None or source is None or source.end > cue.start:
        return source
    start = index.sentence_of(cue).span.start
    whole = Span(start=start, end=start + len(index.text[start : cue.start].rstrip()))
    return whole if whole.end > start and whole.contains(source) and is_row(index, whole) else source


def _own_subject(index: Index, act: Attribution) -> Span | None:
    """The one part of the source that lies in the subject of the cue: "that | Lund | won, after | Renn | claimed P"."""
    head = index.head_of(act.cue) if act.cue else None
    subject = index.child(head, "nsubj") if head is not None else None
    if act.cue is None or subject is None:
        start = act.cue.start if act.cue else 0
        return next(
            (s for s in act.source[1:] if s.end < start and index.text[s.end : start].strip() in ("", ",")), None
        )
    words = set(index.subtree(subject))
    inside = [s for s in act.source if words.issuperset(index.words(s))]
    return inside[0] if len(inside) == 1 and not words & set(index.words(act.source[0])) else None


def _with_words(index: Index, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans in which more stands than marks; all where none has more."""
    return tuple(s for s in spans if index.has_words(s)) or spans


def _is_in_name(index: Index, cue: Span) -> bool:
    """True for "Said" in the name of Omar bin Said."""
    words = index.words(cue)
    if len(words) != 1 or index.tokens[words[0]].pos != "PROPN" or not cue.of(index.text).istitle():
        return False
    mention = index.mention_at(cue.start)
    return mention is not None and mention.kind is EntityKind.PERSON and mention.span.contains(cue)


def _of_sayer(index: Index, act: Attributed, kept: Sequence[Attributed]) -> Attributed:
    """The act with the source of the one whose clause "but" joins it to: "a talk by | Lund | showed P, but not Q"."""
    verb = index.head_of(act.cue) if act.cue else None
    sayer = sayer_behind_but(index, verb) if verb is not None else None
    if sayer is None or act.cue is None:
        return act
    outer = index.tokens[sayer].head
    said = (k.source for k in kept if k.cue and k.source and outer in index.words(k.cue))
    return replace(act, source=next(said, act.source))


def _apart(index: Index, act: Attributed, others: list[Attributed]) -> Attributed:
    """The act without what another act of the same speaker says: "said P, but did not specify Q"."""
    content = list(act.content)
    for other in others:
        if other.cue is None or act.source is None or other.source is None or not other.source.overlaps(act.source):
            continue
        is_silent = len(content) > 1 and any(index.tokens[i].dep == "neg" for i in index.words(other.cue))
        content = [c for c in content if c not in other.content and not (is_silent and c.start == other.cue.start)]
        content = [_until(index, c, other.cue) if c.contains(other.cue) else c for c in content]
        content = [_before_colon(index, c, other.content[0]) for c in content]
    return replace(act, content=tuple(content)) if content else act


def _before_colon(index: Index, span: Span, said: Span) -> Span:
    """The span up to the colon before what another act says: "vowed to make one change: | “Q,” she said"."""
    lead = index.text[span.start : said.start].rstrip()
    is_led = span.start < said.start and span.contains(said) and lead.endswith(":")
    return Span(start=span.start, end=span.start + len(lead.rstrip(" :"))) if is_led else span


def _until(index: Index, span: Span, cue: Span) -> Span:
    """The span up to the conjunction before the cue."""
    words = [i for i in index.words(span) if index.starts[i] < cue.start]
    return index.tight(words, without=("CCONJ", "PUNCT", "ADV")) or span


def _start(act: Attributed) -> int:
    return (act.cue or act.content[0]).start


def _list_fixed(index: Index, language: Language) -> list[Attributed]:
    """Acts of fixed form, sentence by sentence, whether the tagger read them or not."""
    return [
        act
        for sentence in index.marks.sentences
        for act in (
            *find_according(index, sentence, language=language),
            *find_alone(index, sentence, language=language),
            *find_colon(index, sentence, language=language),
            *find_behind_colon(index, sentence, language=language),
            *find_silence(index, sentence, language=language),
            *find_impersonal(index, sentence, language=language),
            *find_trailing(index, sentence, language=language),
            *find_nominal(index, sentence, language=language),
            *find_framed(index, sentence, language=language),
        )
    ]


def _without_known(fixed: Sequence[Attributed], kept: Sequence[Attributed]) -> list[Attributed]:
    """The acts whose cue the tagger and those before them left free."""
    cues = [a.cue for a in kept if a.cue]
    out = []
    for act in fixed:
        if act.cue and not _is_known(act, kept, cues):
            out.append(act)
            cues.append(act.cue)
    return out


def _without_silence(index: Index, act: Attributed, others: Sequence[Attributed]) -> Attributed:
    """The act without the part that another act is silent on: "denounced the raid | without admitting the deaths"."""
    if len(act.content) < 2:
        return act
    without = [a for a in others if a.cue and a.cue.of(index.text).lower().startswith("without ")]
    silent = [s for a in without for s in (a.cue, *a.content) if s]
    content = tuple(c for c in act.content if not any(c.overlaps(s) for s in silent))
    return replace(act, content=content) if content else act


def _without_causes(index: Index, kept: list[Attributed], language: Language) -> list[Attributed]:
    """The acts without those whose verb only brings about the saying of a noun."""
    nouns = [a for s in index.marks.sentences for a in find_nominal(index, s, language=language) if a.cue]
    return [
        act
        for act in kept
        if not any(
            n.cue and _alike(n.content[0], act.content[0]) and carries(index, n.cue, act, language=language)
            for n in nouns
        )
    ]


def _is_known(act: Attributed, kept: Sequence[Attributed], cues: Sequence[Span]) -> bool:
    """True where the tagger read this cue, or says the same content of another."""
    if act.cue is None or any(c.overlaps(act.cue) for c in cues):
        return True
    mine = act.content[0]
    return any(_alike(mine, c) and not c.contains(act.cue) for a in kept for c in a.content)


def _alike(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.6 * (max(a.end, b.end) - min(a.start, b.start))
