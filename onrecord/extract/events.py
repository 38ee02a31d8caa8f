"""What one report says happened, will happen, or did not: each dated clause, with who and on whose word.

An event here is a clause with a verb of its own and a time that hangs on it.  Undated clauses are left out: a timeline
has no place for them, and a date from the report's own day would be our invention.
"""

from collections.abc import Mapping, Sequence

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
APART = frozenset(
    {"since", "until", "before", "than", "like", "unlike", "as", "similar", "following"}
)  # of another event
BESIDE = frozenset({"amod", "compound", "nmod", "poss", "nummod"})  # of a time that stands before a noun
PLAIN = frozenset({"overnight", "daily", "weekly", "annual", "nightly"})
AHEAD = frozenset({"for", "until", "till", "to", "by", "from", "through"})  # "called a vote for May 3"
MODALS = frozenset({"will", "would", "can", "could", "may", "might", "must", "shall", "should"})
PARTS = frozenset(
    {"day", "night", "morning", "evening", "end", "start", "beginning", "middle", "course", "eve", "rest"}
)
OCCASIONS = frozenset({"in", "during", "at", "on"})
NAMING = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod"})
LONGEST_LEAD = 160  # characters from a clause's first word to its verb
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
    vague: Mapping[str, str] = language.table("time")["vague"]
    dayless = {words for words, kind in vague.items() if kind in ("present", "future")}
    for time in marks.times:
        is_told = _is_dated(time) and time.span.of(report.text).lower() not in dayless
        verb = _verb_of(index, time) if is_told else None
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
    """The verb that the time dates: it stands in its clause, and dates no more than that clause."""
    word = index.head_of(time.span)
    if word is None or index.marks.sentences[index.tokens[word].sentence].zone is not Zone.BODY:
        return None
    path = [word]
    for above in index.ancestors(word):
        token = index.tokens[above]
        if token.pos == "VERB" and token.dep == "acl":
            return None  # "phones sold before May" are recalled another day
        if token.pos == "VERB" and token.dep in CLAUSES:
            return above if _dates_verb(index, path, above) else None
        if token.pos == "AUX" and token.dep in CLAUSES:
            return None  # "it was Friday" tells no event
        path.append(above)
    return None


def _dates_verb(index: Index, path: Sequence[int], verb: int) -> bool:
    """False for the time of another event that the clause names: "since the May vote", "like yesterday"."""
    tokens = index.tokens
    if any(tokens[j].lemma in APART for j in path[1:]):
        return False
    named = next((n for n, j in enumerate(path) if n and tokens[j].pos in ("NOUN", "PROPN")), None)
    if named is None:
        return True
    is_its = tokens[path[named - 1]].lemma == "of" and not _is_of_time(index, path[named])  # "a veteran of 1987"
    if not is_its and tokens[path[named - 1]].dep not in BESIDE:
        return True
    if tokens[path[0]].text.lower() in PLAIN:
        return False  # "an overnight trip"
    rest = path[named:]  # "Friday's blast killed two", "two died in Friday's blast"
    is_subject = len(rest) == 1 and tokens[rest[0]].dep in ("nsubj", "nsubjpass")
    is_in = len(rest) == 2 and tokens[rest[1]].lemma in OCCASIONS and tokens[rest[1]].head == verb
    return is_subject or is_in


def _is_of_time(index: Index, noun: int) -> bool:
    """True for a noun that is a time itself, or a part of one: "the night of March 3"."""
    token = index.tokens[noun]
    return token.lemma in PARTS or any(t.span.overlaps(token.span) for t in index.marks.times)


def _event(index: Index, verb: int, time: TimeExpression, statements: Sequence[Statement]) -> Event | None:
    subject = index.child(verb, "nsubj", "nsubjpass")
    if subject is None or index.tokens[subject].pos == "PRON" or _is_unreal(index, verb):
        return None
    span = _clause(index, verb)
    is_ahead = _is_ahead(index.report, time)
    if span.end - span.start > MAX_LABEL or (is_ahead and _is_past(index, verb) and not _is_aimed(index, time)):
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
        status=_status(index, verb, holder, is_ahead=is_ahead),
        statement=holder.id if holder else None,
        evidence=Evidence(report=index.report.id, spans=(span,), maker=MAKER),
    )


def _clause(index: Index, verb: int) -> Span:
    """From the subject to the end of what belongs to the verb; a clause about something begins with its name.

    Clauses that hang on it are left out at the end, and between subject and verb where they are long.
    """
    words = {verb}
    for c in index.children[verb]:
        if index.tokens[c].dep not in CUT:
            words.update(_phrase(index, c))
    start = min(words)
    if index.starts[verb] - index.starts[start] > LONGEST_LEAD:
        start = verb
        while start - 1 in words:
            start -= 1
    if index.tokens[verb].dep == "relcl":
        start = _described(index, verb, start)
    end = verb
    while end + 1 in words or (end + 2 in words and index.tokens[end + 1].pos == "PUNCT"):
        end += 1
    return Span(start=index.starts[start], end=index.tokens[end].span.end)


def _described(index: Index, verb: int, start: int) -> int:
    """The first word of the name that a clause is told of: "the ferry, which sank on Friday"."""
    head = index.tokens[verb].head
    if head >= start or any(not _is_joint(index, k) for k in range(head + 1, start)):
        return start
    first = head
    while first - 1 >= 0 and index.tokens[first - 1].head == head and index.tokens[first - 1].dep in NAMING:
        first -= 1
    return first


def _is_joint(index: Index, word: int) -> bool:
    """True for a mark and for what a clause about a name begins with: "that", "which"."""
    return index.tokens[word].pos == "PUNCT" or index.tokens[word].tag in ("WDT", "WP", "WP$", "WRB", "IN")


def _phrase(index: Index, word: int) -> list[int]:
    """The word and what hangs on it, without clauses of their own."""
    out = [word]
    for c in index.children[word]:
        if index.tokens[c].dep not in ("relcl", "advcl", "parataxis", "ccomp"):
            out += _phrase(index, c)
    return out


def _is_ahead(report: Report, time: TimeExpression) -> bool:
    """True for a time that begins after the day of the report."""
    published = report.published.latest if report.published else None
    return bool(published and time.when and time.when.earliest and time.when.earliest > published)


def _is_past(index: Index, verb: int) -> bool:
    """True for a verb that tells what was, and no plan: "he resigned", "she has left"."""
    auxiliaries = {index.tokens[c].text.lower() for c in index.children[verb] if index.tokens[c].tag in ("VBD", "MD")}
    is_past = index.tokens[verb].tag == "VBD" or bool(auxiliaries)
    return is_past and not auxiliaries & MODALS and index.tokens[verb].lemma not in PLANS


def _is_aimed(index: Index, time: TimeExpression) -> bool:
    """True for the time that something was set for: "postponed until Friday"; not for "a few days later"."""
    word = index.head_of(time.span)
    return word is not None and any(index.tokens[j].lemma in AHEAD for j in index.ancestors(word))


def _status(index: Index, verb: int, holder: Statement | None, *, is_ahead: bool) -> Status:
    near = {index.tokens[c].text.lower() for c in index.children[verb]}
    above = index.tokens[index.tokens[verb].head].lemma
    if holder and holder.stance is Stance.DENIES:
        return Status.DENIED
    is_plan = index.tokens[verb].lemma in PLANS and not _is_done(index, verb)
    if is_ahead or near & FUTURE or is_plan or (index.tokens[verb].dep == "xcomp" and above in PLANS):
        return Status.PLANNED
    return Status.CLAIMED if holder else Status.FACT


def _is_unreal(index: Index, verb: int) -> bool:
    """True for what only would have been: "a year ago it would have belonged to Lund"."""
    return {"would", "have"} <= {index.tokens[c].text.lower() for c in index.children[verb]}


def _is_done(index: Index, verb: int) -> bool:
    """True for what is set and not set to be: "she set a record", "the council was set up in May"."""
    return index.tokens[verb].lemma == "set" and index.child(verb, "dobj", "prt") is not None
