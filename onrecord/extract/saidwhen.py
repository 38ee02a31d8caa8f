"""When something was said: the time expression that hangs on the cue, else no later than the report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.extract.index import Index
from onrecord.extract.verbs import saying_verbs
from onrecord.language import Language
from onrecord.records.annotation import TimeExpression, TimeKind, Token
from onrecord.records.span import Span
from onrecord.records.when import Basis, Precision, When

FAR = 100  # steps in the tree: not joined to the cue's clause, so only nearness in the text counts
ASIDE = 2  # a time of another verb, joined to the cue's or of its content, counts as so many steps further
BESIDE = frozenset({"conj", "ccomp"})
BACK = 3  # sentences before in which talks with the speaker are looked for
OPEN = 2  # ends that a time may leave open
LEADS = ("in", "at", "with", "during", "to")  # what is between a verb and the occasion it tells of
GRANTING = frozenset({"although", "though", "because", "whereas", "if", "unless"})
VERBAL = ("VERB", "AUX")
NAMING = ("PROPN", "PRON", "NOUN")
AHEAD = frozenset({"VBZ", "VBP", "MD"})  # tags of verbs and helpers that do not tell of the past


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The time of saying and the words that give it."""

    when: When | None
    span: Span | None


def read_said(index: Index, cue: Span | None, content: Sequence[Span], *, language: Language) -> Said:
    """The time of saying; where none is stated, an open start and the report's own date as the end."""
    stated = None
    if cue:
        stated = _stated_time(index, cue, content, language) or _time_of_occasion(index, content, language)
    if stated:
        return Said(when=stated.when or _up_to(index), span=stated.span)
    return Said(when=_up_to(index), span=None)


def said_before(index: Index, cue: Span | None, source: Span | None, *, language: Language) -> Said | None:
    """The time of the occasion that the sentence before tells of: "In 2029 he addressed a rally. “We ...,” he said".

    Its subject is who speaks now, or the paper that speaks is what it brought ("hit back with an ad on Friday. The ad
    says P"), or the talks of the last few sentences were held with who speaks.  None where they tell of no such thing.
    """
    if cue is None or source is None:
        return None
    here = index.sentence_of(cue)
    number = index.marks.sentences.index(here)
    last = index.report.published.latest if index.report.published else None
    if last is None:
        return None
    for back in reversed(index.marks.sentences[max(0, number - BACK) : number]):
        for time in index.times_in(back.span):
            when, word = time.when, index.head_of(time.span)
            if word is None or when is None or when.earliest is None or when.latest is None or when.latest > last:
                continue
            verb = next((i for i in index.ancestors(word) if index.tokens[i].pos in VERBAL), None)
            if verb is None:
                continue
            is_next = here.span.start - back.span.end <= 1 and back.paragraph == here.paragraph
            is_last = is_next and index.tokens[verb].dep == "ROOT"
            if (is_last and _brings_speaker(index, verb, source, language)) or _is_met(index, verb, source, language):
                return carry_said(Said(when=when, span=time.span))
    return None


def _is_met(index: Index, verb: int, source: Span, language: Language) -> bool:
    """True where the verb tells of talks with the one who speaks now: "said P during talks on Friday with Lund"."""
    spoken = {index.tokens[i].lemma for i in index.words(source) if index.tokens[i].pos == "PROPN"}
    words = index.subtree(verb)
    if not any(_is_occasion(index, i, language) and index.tokens[i].dep == "pobj" for i in words):
        return False
    return any(
        index.tokens[i].lemma in spoken and any(index.tokens[a].text.lower() == "with" for a in index.ancestors(i))
        for i in words
    )


def _brings_speaker(index: Index, verb: int, source: Span, language: Language) -> bool:
    """True where the verb has an occasion or paper for its object, and the speaker for its subject, or speaks by it."""
    leads = [i for i in index.children[verb] if index.tokens[i].dep == "prep" and index.tokens[i].lemma in LEADS]
    under = (*index.children[verb], *(c for p in leads for c in index.children[p]))
    brought = [i for i in under if index.tokens[i].dep in ("dobj", "pobj") and _is_occasion(index, i, language)]
    spoken = {index.tokens[i].lemma for i in index.words(source) if index.tokens[i].pos in NAMING}
    if spoken & {index.tokens[i].lemma for i in brought}:
        return True
    subject = index.child(verb, "nsubj")
    if subject is None or not brought:
        return False
    names = {index.tokens[i].lemma for i in index.subtree(subject) if index.tokens[i].pos in NAMING}
    return bool(names & spoken) or bool({index.tokens[subject].text.lower()} & language.words("speakers", "he"))


def carry_said(earlier: Said) -> Said:
    """The time of a saying that goes on: stated a sentence before, so inferred here."""
    when = replace(earlier.when, basis=Basis.INFERRED) if earlier.when else None
    return Said(when=when, span=earlier.span)


def _up_to(index: Index) -> When | None:
    published = index.report.published
    if published is None or published.latest is None:
        return None
    return When(earliest=None, latest=published.latest, precision=Precision.INTERVAL, basis=Basis.INFERRED)


def _stated_time(index: Index, cue: Span, content: Sequence[Span], language: Language) -> TimeExpression | None:
    """The time in the sentence of the cue that lies outside the content: nearest in the tree, then in the text.

    Of two that hang alike ("A few days later, on July 2") it is the one that says more.
    """
    sentence = index.sentence_of(cue)
    times = [
        t
        for t in index.times_in(sentence.span)
        if t.kind in (TimeKind.DATE, TimeKind.TIME)
        and not any(c.overlaps(t.span) for c in content)
        and not _is_ahead(index, t)
    ]
    head = index.head_of(cue)
    times = [t for t in times if head is not None and _distance(index, head, t, language) <= FAR]
    if head is None or not times:
        return None
    return min(times, key=lambda t: (_distance(index, head, t, language), _openness(t), abs(t.span.start - cue.start)))


def _is_ahead(index: Index, time: TimeExpression) -> bool:
    """True for a time after the report: nothing was said then yet."""
    last = index.report.published.latest if index.report.published else None
    earliest = time.when.earliest if time.when else None
    return last is not None and earliest is not None and earliest > last


def _openness(time: TimeExpression) -> int:
    if time.when is None:
        return OPEN
    return (time.when.earliest is None) + (time.when.latest is None)


def _distance(index: Index, head: int, time: TimeExpression, language: Language) -> int:
    """Steps from the time's head to the cue's verb or to a verb that the cue hangs on; prepositions are no step."""
    word = index.head_of(time.span)
    if word is None:
        return FAR + 1
    goal = {head: 0}
    for steps, above in enumerate(index.ancestors(head), start=1):
        goal.setdefault(above, steps)
        if index.tokens[above].pos in VERBAL:
            break
    if _is_of_event(index, word, language):
        return FAR + 1
    steps, is_told = 0, False
    says, joined = saying_verbs(language), index.tokens[head].head if index.tokens[head].dep == "conj" else None
    saying = language.words("speech", "passed_on") | language.words("time", "meeting")
    for above in (word, *index.ancestors(word)):
        token = index.tokens[above]
        if above in goal:
            return steps + 2 * goal[above]
        is_told = is_told or (token.pos in VERBAL and _is_at_occasion(index, above, language))
        if token.dep == "appos" or (token.dep == "ccomp" and index.tokens[token.head].tag == "VBG"):
            return FAR + 1  # "the scene of clashes in May", "said P, noting that he had left in May"
        if token.dep == "ccomp" and token.head == joined and index.tokens[joined].lemma in says:
            return FAR + 1  # "told them that it had begun since May, | and warned | that Q"
        if token.dep == "advcl" and not is_told and _is_of_other_clause(index, above):
            return FAR + 1
        if token.dep == "relcl" and not is_told and token.lemma not in saying:
            return FAR + 1
        if token.dep in ("relcl", "acl") and not is_told and not _is_occasion(index, token.head, language):
            return FAR
        is_told = is_told or _is_occasion(index, above, language)
        steps += token.pos != "ADP"
        steps += ASIDE * (token.pos in VERBAL and token.dep in BESIDE)
    return FAR


def _is_of_other_clause(index: Index, verb: int) -> bool:
    """True for "although he was born in 1989, Lund said P": the time is of what is granted."""
    return any(index.tokens[c].dep == "mark" and index.tokens[c].text.lower() in GRANTING for c in index.children[verb])


def _is_of_event(index: Index, word: int, language: Language) -> bool:
    """True of a time that only tells which event: "after the August poll"; not of "in a Monday statement"."""
    noun = index.tokens[word].head
    is_inside = index.tokens[word].dep in ("compound", "poss", "nmod", "amod") and index.tokens[noun].pos == "NOUN"
    is_time = any(
        t.span.contains(index.tokens[noun].span)
        for t in index.times_in(index.sentence_of(index.tokens[word].span).span)
    )
    return is_inside and not is_time and not _is_occasion(index, noun, language)


def _is_at_occasion(index: Index, verb: int, language: Language) -> bool:
    """True of what somebody does in a paper or a meeting: "disclosed this at a briefing"."""
    leads = [c for c in index.children[verb] if index.tokens[c].dep == "prep"]
    return any(_is_occasion(index, i, language) for c in leads for i in index.children[c])


def _is_occasion(index: Index, word: int, language: Language) -> bool:
    """True of a paper or a meeting in which things are said: "in a statement issued on Monday"."""
    lemmas = {index.tokens[word].lemma.lower(), index.tokens[word].text.lower()}
    return bool(lemmas & (language.words("speakers", "documents") | language.words("time", "occasions")))


def _time_of_occasion(index: Index, content: Sequence[Span], language: Language) -> TimeExpression | None:
    """The time of the talks in which it was said, where the content seems to hold them.

    "Said she will help during talks on Friday", of a Friday gone by: what is yet to come was not done then.
    """
    last = index.report.published.latest if index.report.published else None
    for time in (t for c in content for t in index.times_in(c) if not index.is_quoted(t.span)):
        word = index.head_of(time.span)
        if word is None or last is None or time.when is None or time.when.latest is None or time.when.latest > last:
            continue
        above = [word, *index.ancestors(word)]
        noun = next((i for i in above if _is_occasion(index, i, language) and index.tokens[i].dep == "pobj"), None)
        verb = next((i for i in above if index.tokens[i].pos in VERBAL), None)
        if (
            noun is not None
            and verb is not None
            and _tells_of_now(index, verb)
            and above.index(noun) < above.index(verb)
        ):
            return time
    return None


def _tells_of_now(index: Index, verb: int) -> bool:
    helpers: list[Token] = [index.tokens[c] for c in index.children[verb] if index.tokens[c].dep in ("aux", "auxpass")]
    return (helpers[0] if helpers else index.tokens[verb]).tag in AHEAD
