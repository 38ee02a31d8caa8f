"""What one report says happened, will happen, or did not: each dated clause, with who and on whose word.

An event here is a clause with a verb of its own and a time that hangs on it.  Undated clauses are left out: a timeline
has no place for them, and a date from the report's own day would be our invention.
"""

from collections.abc import Sequence

from onrecord.extract.index import Index, build_index
from onrecord.language import Language
from onrecord.records import ids
from onrecord.records.annotation import Annotations, EntityKind, TimeExpression, TimeKind, Zone
from onrecord.records.finding import Event, Stance, Statement, Status
from onrecord.records.note import Found
from onrecord.records.report import Report
from onrecord.records.span import Evidence, Span

MAKER = "rules-1"
CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "relcl", "xcomp", "parataxis"})
CUT = frozenset({"advcl", "relcl", "parataxis", "ccomp", "cc", "conj", "mark", "punct"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall", "would"})
PLANS = frozenset({"plan", "schedule", "expect", "intend", "set", "due", "prepare"})
ACTORS = (EntityKind.PERSON, EntityKind.GOVERNMENT, EntityKind.ORGANISATION, EntityKind.MEDIA, EntityKind.GROUP)
MAX_LABEL = 240  # characters; a longer clause is a parse gone wrong


def find_events(
    report: Report,
    marks: Annotations,
    statements: Sequence[Statement],
    *,
    language: Language,
    index: Index | None = None,
) -> Found[Event]:
    """Events in text order; one per verb, dated by the first time that hangs on it."""
    index = index or build_index(report, marks)
    cues = {i for s in statements if s.cue for i in index.words(s.cue)}
    seen: set[int] = set()
    events = []
    for time in marks.times:
        verb = _verb_of(index, time) if _is_dated(time) else None
        if verb is None or verb in cues or verb in seen:
            continue
        seen.add(verb)
        event = _event(index, verb, time, statements)
        if event:
            events.append(event)
    return Found(items=tuple(sorted(events, key=lambda e: e.evidence.spans[0])))


def _is_dated(time: TimeExpression) -> bool:
    dated = time.kind in (TimeKind.DATE, TimeKind.TIME) and time.when is not None
    return dated and time.when is not None and (time.when.earliest is not None or time.when.latest is not None)


def _verb_of(index: Index, time: TimeExpression) -> int | None:
    """The verb whose clause the time stands in."""
    word = index.head_of(time.span)
    if word is None or index.marks.sentences[index.tokens[word].sentence].zone is not Zone.BODY:
        return None
    for above in index.ancestors(word):
        if index.tokens[above].pos == "VERB" and index.tokens[above].dep in CLAUSES:
            return above
        if index.tokens[above].pos == "AUX" and index.tokens[above].dep in CLAUSES:
            return None  # "it was Friday" tells no event
    return None


def _event(index: Index, verb: int, time: TimeExpression, statements: Sequence[Statement]) -> Event | None:
    subject = index.child(verb, "nsubj", "nsubjpass")
    if subject is None or index.tokens[subject].pos == "PRON":
        return None
    span = _clause(index, verb)
    if span.end - span.start > MAX_LABEL:
        return None
    holder = next((s for s in statements if any(c.contains(index.tokens[verb].span) for c in s.content)), None)
    actors = [m.name for m in index.mentions_in(span) if m.kind in ACTORS]
    places = [m.name for m in index.mentions_in(span) if m.kind is EntityKind.PLACE]
    return Event(
        id=ids.finding_id("event", index.report.id, span, time.span),
        doc=index.report.doc,
        label=" ".join(span.of(index.text).split()),
        when=time.when,
        place=places[0] if places else None,
        actors=tuple(dict.fromkeys(actors)),
        status=_status(index, verb, holder),
        statement=holder.id if holder else None,
        evidence=Evidence(report=index.report.id, spans=(span,), maker=MAKER),
    )


def _clause(index: Index, verb: int) -> Span:
    """From the subject to the end of what belongs to the verb, clauses that hang on it left out."""
    words = {verb}
    for c in index.children[verb]:
        if index.tokens[c].dep not in CUT:
            words.update(_phrase(index, c))
    run = sorted(words)
    first = max((i for i in run if i <= verb and (i == run[0] or i - 1 not in words)), default=run[0])
    start = min(first, *(i for i in run if i <= verb and _joins(index, i, first, words)))
    end = verb
    while end + 1 in words or (end + 2 in words and index.tokens[end + 1].pos == "PUNCT"):
        end += 1
    return Span(start=index.starts[start], end=index.tokens[end].span.end)


def _joins(index: Index, i: int, first: int, words: set[int]) -> bool:
    """True when only marks stand between `i` and the words before the verb."""
    return all(k in words or index.tokens[k].pos == "PUNCT" for k in range(i, first))


def _phrase(index: Index, word: int) -> list[int]:
    """The word and what hangs on it, without clauses of their own."""
    out = [word]
    for c in index.children[word]:
        if index.tokens[c].dep not in ("relcl", "advcl", "parataxis", "ccomp"):
            out += _phrase(index, c)
    return out


def _status(index: Index, verb: int, holder: Statement | None) -> Status:
    near = {index.tokens[c].text.lower() for c in index.children[verb]}
    above = index.tokens[index.tokens[verb].head].lemma
    if holder and holder.stance is Stance.DENIES:
        return Status.DENIED
    if near & FUTURE or index.tokens[verb].lemma in PLANS or (index.tokens[verb].dep == "xcomp" and above in PLANS):
        return Status.PLANNED
    return Status.CLAIMED if holder else Status.FACT
