"""The words of the one who speaks, where the tagger's are not those that the cue's own clause names.

A verb with a subject of its own is said by that subject; "according to" by whoever follows it; a participle on a paper
("a report claiming P") by the paper; a phrase joined by "and" belongs to the source as far as the cue.
"""

import re
from collections.abc import Collection

from onrecord.extract.attributed import Attributed
from onrecord.extract.documents import brought_in_by, is_document
from onrecord.extract.index import Index, cover
from onrecord.extract.nominal import holder_of_cue, is_apart
from onrecord.extract.subjects import find_behind_as, find_subject
from onrecord.language import Language
from onrecord.records.span import Span

NOUNS = ("NOUN", "PROPN")
INNER = ("poss", "compound", "nmod", "amod", "det", "case", "nummod")
SUBJECTS = ("nsubj",)
GAPS = ("nsubj", "nsubjpass", "dobj", "pobj", "attr")  # what "which" is in its own clause
OBJECTS = ("dobj", "pobj", "attr", "appos", "conj", "oprd", "npadvmod")
HANGING = ("acl", "advcl", "pcomp", "dep")
BEFORE_SOURCE = re.compile(r"^(?:according\s+to|as\s+per|per)$", re.IGNORECASE)
CITING = re.compile(r"\s+(?:citing|quoting)\b", re.IGNORECASE)
DATELINE = re.compile(r"[A-Z][\w.]*(?:[ ,]+[A-Z][\w.]*){0,3}\s+(?:—|–|--?)\s+(?=\w)")
DASHES = ("—", "–", "--", "-")
LONGEST = 120  # characters of a source that is widened


def find_source(index: Index, act: Attributed, *, language: Language) -> Span | None:
    """The words of the source; None where nobody is named."""
    source = _without_dateline(index, act, _whole_phrase(index, act, act.source)) if act.source else None
    if act.cue is None:
        return source
    owned = holder_of_cue(index, act.cue, language=language)
    if owned:
        return owned[1]
    source = _without_pronoun(index, _without_verb(index, source)) if source else None
    if source and is_apart(index, act.cue, source, language=language):
        return None
    own = (
        _after_preposition(index, act)
        or find_behind_as(index, act.cue)
        or _paper(index, act, language)
        or _own_subject(index, act, source, language)
        or _of_main_clause(index, act, source, language)
    )
    if own:
        source = own
    source = _not_agent(index, act, source) or source
    if source and _suffers(index, act.cue, source, language):
        return _agent_of(index, act)
    if source is None:
        return find_subject(index, act.cue, act.content)
    cited = CITING.search(index.text, source.start, source.end)
    source = Span(start=source.start, end=cited.start()) if cited else source
    return _with_joined(index, act, tidy(index, source), language)


def _without_dateline(index: Index, act: Attributed, source: Span) -> Span:
    """The source behind the place and dash that open its sentence: "Talvi — | Larkspur Motor Co. | said"."""
    start = index.sentence_of(source).span.start
    m = DATELINE.match(index.text, start, act.cue.start) if act.cue and source.start <= act.cue.start else None
    if m is None or act.cue is None or source.start >= m.end():
        return source
    words = index.words(Span(start=m.end(), end=act.cue.start))
    if not words or any(index.tokens[i].pos in ("VERB", "AUX") or index.tokens[i].text in DASHES for i in words):
        return source
    behind = Span(start=index.starts[words[0]], end=index.tokens[words[-1]].span.end)
    return behind if any(index.tokens[i].pos in (*NOUNS, "PRON") for i in words) else source


def _agent_of(index: Index, act: Attributed) -> Span | None:
    """Who is named behind the "by" of a passive cue: "was told | by officials"."""
    verb = _verb_of(index, act.cue) if act.cue else None
    has_agent = verb is not None and index.child(verb, "agent") is not None
    return find_subject(index, act.cue, act.content) if act.cue and has_agent else None


def tidy(index: Index, source: Span) -> Span:
    """The source without a time or an opened preposition behind it: "the army | on", "the latter | yesterday".

    Nor with a preposition before it: "a chorus | of consumer groups that criticized P".
    """
    words = list(index.words(source))
    if len(words) > 1 and index.tokens[words[0]].text.lower() in ("of", "from", "by"):
        words = words[1:]
    times = [t for t in index.times_in(source) if not t.span.of(index.text).lower().endswith("-old")]
    while len(words) > 1:
        last = index.tokens[words[-1]]
        is_time = any(t.span.contains(last.span) and t.span.start > source.start for t in times)
        if (last.pos not in ("ADP", "PUNCT", "CCONJ") and not is_time) or last.text in (")", '"', "”", "."):
            break
        words = words[:-1]
    return index.span_of(words) or source


def _whole_phrase(index: Index, act: Attributed, span: Span) -> Span:
    """The noun phrase that the source's words stand in, as long as it stays clear of cue and content."""
    head = index.head_of(span)
    if head is None:
        return span
    while index.tokens[head].dep in INNER and _heads_phrase(index, index.tokens[head].head):
        head = index.tokens[head].head
    wide = index.phrase(head)
    merged = Span(start=min(span.start, wide.start), end=max(span.end, wide.end))
    return merged if _is_clear(act, merged) and head not in index.words(span) else span


def _heads_phrase(index: Index, word: int) -> bool:
    """True for a noun, and for an adjective that stands for one: "the 33-year-old"."""
    token = index.tokens[word]
    return token.pos in NOUNS or (token.pos == "ADJ" and token.dep in SUBJECTS)


def _is_clear(act: Attributed, span: Span) -> bool:
    taken = [*act.content, *([act.cue] if act.cue else [])]
    return not any(t.overlaps(span) for t in taken) and span.end - span.start < LONGEST


def _after_preposition(index: Index, act: Attributed) -> Span | None:
    """Who stands behind "according to", if the tagger's source does not."""
    if act.cue is None or not BEFORE_SOURCE.match(act.cue.of(index.text)):
        return None
    words = index.words(Span(start=act.cue.end, end=index.sentence_of(act.cue).span.end))
    if not words or (act.source and act.source.start >= act.cue.end):
        return None
    at = words[0]
    while index.tokens[at].head in words and index.tokens[at].head > at and index.tokens[at].pos not in ("VERB", "AUX"):
        at = index.tokens[at].head
    if index.tokens[at].pos not in (*NOUNS, "PRON"):
        return None
    span = index.phrase(at)
    return span if span.start >= act.cue.end and _is_clear(act, span) else None


def _verb_of(index: Index, cue: Span) -> int | None:
    return next((i for i in reversed(index.words(cue)) if index.tokens[i].pos == "VERB"), None)


def _paper(index: Index, act: Attributed, language: Language) -> Span | None:
    """The paper that a participle hangs on: "released a report claiming P"."""
    verb = _verb_of(index, act.cue) if act.cue else None
    if verb is None or index.tokens[verb].tag != "VBG" or index.tokens[verb].dep != "acl":
        return None
    noun = index.tokens[verb].head
    if not is_document(index, noun, language=language):
        return None
    is_own_word = index.tokens[noun].lemma in language.words("speakers", "spoken")
    if is_own_word and brought_in_by(index, noun, language=language) is not None:
        return None
    words = [w for w in index.subtree(noun) if w <= noun and index.tokens[w].dep in (*INNER, "dobj", "pobj", "nsubj")]
    span = Span(start=index.starts[words[0]], end=index.tokens[noun].span.end) if words else None
    return span if span and _is_clear(act, span) else None


def _own_subject(index: Index, act: Attributed, source: Span | None, language: Language) -> Span | None:
    """The subject of the cue's own verb, where the tagger took that of another clause."""
    verb = _verb_of(index, act.cue) if act.cue else None
    subject = index.child(verb, *SUBJECTS) if verb is not None else None
    if subject is None or source is None or source.contains(index.tokens[subject].span):
        return None
    if index.tokens[subject].pos not in (*NOUNS, "PRON"):
        return None
    if index.tokens[subject].tag == "WDT" and verb is not None and index.tokens[verb].lemma == "say":
        noun = index.tokens[verb].head
        is_other = is_document(index, noun, language=language) and not source.overlaps(index.tokens[noun].span)
        is_other = is_other and brought_in_by(index, noun, language=language) is None
        return index.tokens[subject].span if is_other else None
    if index.tokens[subject].tag == "WDT" or index.tokens[subject].text.lower() in ("it", "that", "what"):
        return None
    if index.tokens[subject].text.lower() == "who":
        antecedent = index.tokens[verb].head if verb is not None else subject
        is_called = source.overlaps(index.phrase(antecedent)) or _is_called(index, source, antecedent)
        return None if is_called else index.tokens[subject].span
    if is_document(index, subject, language=language) and index.starts[subject] < source.start:
        return _signed(index, subject, source)
    if source.overlaps(cover(index.tokens, index.subtree(subject))) or not _is_apart(index, source, act.cue):
        return None
    span = index.phrase(subject)
    return span if _is_clear(act, span) else None


def _is_called(index: Index, source: Span, noun: int) -> bool:
    """True where the noun only tells who the source is: "Ana Lund, | once known as the girl who swore P"."""
    head = index.head_of(source)
    if head is None or index.mention_at(index.starts[head]) is None:
        return False
    return head in index.ancestors(noun) and index.tokens[noun].tag == "NN"


def _signed(index: Index, paper: int, signer: Span) -> Span | None:
    """The paper, where the tagger took who signed it: "said the letter, signed by | Ana Lund"."""
    signed = index.child(paper, "acl")
    is_signer = signed is not None and signer.overlaps(cover(index.tokens, index.subtree(signed)))
    return Span(start=index.phrase(paper).start, end=index.tokens[paper].span.end) if is_signer else None


def _without_verb(index: Index, source: Span) -> Span:
    """The subject alone of a clause that was taken for the source: "Three workers | sue, | claim P"."""
    head = index.head_of(source)
    subject = index.child(head, *SUBJECTS) if head is not None and index.tokens[head].pos == "VERB" else None
    phrase = index.phrase(subject) if subject is not None and source.contains(index.tokens[subject].span) else None
    return phrase if phrase and source.contains(phrase) else source


def _without_pronoun(index: Index, source: Span) -> Span:
    """The source without the clause on it that it only begins: "officials | who", "senators | who backed"."""
    words = index.words(source)
    if len(words) > 1 and index.is_relative(words[0]) and index.tokens[words[0]].dep in GAPS:
        return Span(start=index.starts[words[1]], end=source.end)  # "which | lawyers | said reduced their wages"
    opener = next((w for w in words[1:] if index.is_relative(w) and _goes_beyond(index, w, words)), None)
    if opener is None:
        return source
    lead = index.text[source.start : index.starts[opener]].rstrip(" ,")
    return Span(start=source.start, end=source.start + len(lead)) if lead else source


def _goes_beyond(index: Index, pronoun: int, words: range) -> bool:
    """True where the pronoun's clause does not end inside the words."""
    return pronoun == words[-1] or max(index.subtree(index.tokens[pronoun].head)) > words[-1]


def _of_main_clause(index: Index, act: Attributed, source: Span | None, language: Language) -> Span | None:
    """Who acts in the clause that ", saying" closes, where the noun next to it was taken: "met Lund, saying"."""
    verb = _verb_of(index, act.cue) if act.cue else None
    if verb is None or source is None or index.tokens[verb].tag != "VBG" or index.tokens[verb].dep not in HANGING:
        return None
    near = index.head_of(source)
    between = index.text[source.end : index.starts[index.words(act.cue)[0]]] if act.cue else ""
    if near is None or between.strip() != "," or index.tokens[near].dep not in OBJECTS:
        return None
    if is_document(index, near, language=language) or index.text[: source.start].rstrip().endswith(" by"):
        return None
    for above in index.ancestors(near):
        if index.tokens[above].text.lower() == "with":
            return None  # "with the next, Ostria, reporting P"
        subject = index.child(above, *SUBJECTS)
        if subject is not None and index.tokens[above].pos in ("VERB", "AUX"):
            span = index.phrase(subject)
            is_person = index.tokens[subject].tag not in ("WDT", "EX") and index.tokens[subject].text.lower() != "it"
            return span if is_person and _is_clear(act, span) else None
    return None


def _is_apart(index: Index, source: Span, cue: Span | None) -> bool:
    """True where another verb stands between the source and the cue, so that the source is of another clause."""
    if cue is None or source.start > cue.start:
        return False
    between = index.words(Span(start=source.end, end=max(source.end, cue.start)))
    return any(index.tokens[i].pos == "VERB" for i in between)


def _suffers(index: Index, cue: Span, source: Span, language: Language) -> bool:
    """True for the subject of a passive cue, and the noun that it hangs on: the accused does not accuse."""
    head = index.head_of(source)
    verbs = [i for i in index.words(cue) if index.tokens[i].tag == "VBN"]
    if head is None or not verbs:
        return False
    is_subject = index.tokens[head].dep == "nsubjpass" and index.tokens[head].head in verbs
    hangs = index.tokens[verbs[-1]].dep == "acl" and index.tokens[verbs[-1]].head in index.words(source)
    hangs = hangs and index.child(verbs[-1], "dobj") is None  # "Lund, a mayor, called it a shame": misread as a passive
    return (is_subject or hangs) and index.tokens[verbs[-1]].lemma in language.words("speech", "suffered")


def _not_agent(index: Index, act: Attributed, source: Span | None) -> Span | None:
    """Who does the verb before, where the one behind "by" was taken: "| Lund | denied P and derided “lies” by Renn"."""
    verb = _verb_of(index, act.cue) if act.cue else None
    thing = index.child(verb, "dobj") if verb is not None else None
    hanging = (c for w in (verb, thing) if w is not None for c in index.children[w])
    by = next((c for c in hanging if index.tokens[c].text.lower() == "by"), None)
    if verb is None or by is None or source is None or source.start < index.starts[by]:
        return None
    subject = index.child(index.tokens[verb].head, *SUBJECTS)
    is_active = index.tokens[verb].dep == "conj" and thing is not None and index.child(verb, "auxpass") is None
    return index.phrase(subject) if is_active and subject is not None else None


def _with_joined(index: Index, act: Attributed, source: Span, language: Language) -> Span:
    """The source with the speakers that "and" joins to it on the way to the cue."""
    head = index.head_of(source)
    if head is None or index.tokens[head].pos not in (*NOUNS, "PRON"):
        return source
    first = index.tokens[head].head if index.tokens[head].dep == "conj" else head
    ends = [first, *(c for c in index.children[first] if index.tokens[c].dep == "conj")]
    is_joined = any(index.tokens[c].dep == "cc" for e in ends for c in index.children[e])
    is_source = index.tokens[first].dep in SUBJECTS or index.text[: index.starts[first]].rstrip().endswith(" to")
    if len(ends) < 2 or not (is_joined and is_source) or not all(may_speak(index, e, language=language) for e in ends):
        return source
    words = [w for e in ends for w in index.subtree(e) if index.tokens[w].dep not in ("relcl", "punct")]
    start, end = index.starts[min(words)], max(index.phrase(e).end for e in ends)
    wide = Span(start=min(start, source.start), end=max(end, source.end))
    return wide if _is_clear(act, wide) else source


def may_speak(index: Index, word: int, *, language: Language) -> bool:
    """True for a name, a pronoun, several of a kind, and one who is a person or body: not for "a gift"."""
    token = index.tokens[word]
    is_kind = token.tag != "NN" or is_of_speakers({token.lemma.lower()}, language=language)
    return token.pos in (*NOUNS, "PRON") and (is_kind or index.mention_at(token.span.start) is not None)


def is_of_speakers(forms: Collection[str], *, language: Language) -> bool:
    """True where one of the forms of a noun is a kind of person, body, outlet or paper."""
    kinds = (language.words("speakers", kind) for kind in ("people", "relatives", "bodies", "media", "documents"))
    return any(form in kind for kind in kinds for form in forms)
