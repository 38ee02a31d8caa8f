"""Sayings that a fixed frame shows and the tagger leaves out: "cast the deal as a gift", "ruled out a coalition"."""

from collections.abc import Iterator

from onrecord.extract.attributed import Attributed
from onrecord.extract.deeds import is_done_to
from onrecord.extract.index import Index
from onrecord.extract.sources import is_of_speakers
from onrecord.extract.subjects import object_of
from onrecord.extract.verbs import saying_verbs
from onrecord.language import Language
from onrecord.records.annotation import Sentence
from onrecord.records.span import Span

AGAINST = frozenset({"on", "against", "at"})


def find_framed(index: Index, sentence: Sentence, *, language: Language) -> Iterator[Attributed]:
    """Attributions of whoever may speak, by a verb with "as" or a particle that does nothing but say."""
    for i in range(sentence.first, sentence.last):
        token = index.tokens[i]
        if token.pos != "VERB" or index.quotations_in(token.span):
            continue
        made = _made_to(index, i, language) or _come_to(index, i, language)
        if made:
            yield made
        subject, thing = index.child(i, "nsubj"), index.child(i, "dobj")
        if subject is None and thing is not None and _hangs_on_quotation(index, i, language):
            subject = index.child(token.head, "nsubj")
        is_told = subject is not None and subject < i and _is_somebody(index, subject, language)
        if subject is None or not is_told or index.is_relative(subject):
            continue
        parts = _disputed(index, i, language) if thing is None else _parts(index, i, thing, language)
        parts = parts or _asked_for(index, i, language)
        if parts:
            yield Attributed(cue=_group(index, i, parts[0]), source=index.phrase(subject), content=parts)


def _hangs_on_quotation(index: Index, verb: int, language: Language) -> bool:
    """True for "putting" in "“P,” | she said, putting | the number at 3,000": with no quotation P holds it too."""
    token = index.tokens[verb]
    is_put = token.tag == "VBG" and token.dep == "advcl" and token.lemma in language.words("speech", "putting")
    says = index.tokens[token.head].lemma in saying_verbs(language)
    return is_put and says and bool(index.quotations_in(index.sentence_of(token.span).span))


def _parts(index: Index, verb: int, thing: int, language: Language) -> tuple[Span, ...]:
    """What is said, of a verb with an object."""
    return (
        _called(index, verb, thing, language)
        or _ruled_out(index, verb, thing, language)
        or _put_at(index, verb, thing, language)
    )


def _made_to(index: Index, verb: int, language: Language) -> Attributed | None:
    """Who is brought to say something: "prompted | members | to question | his word"."""
    token, above = index.tokens[verb], index.tokens[index.tokens[verb].head]
    is_made = (
        token.tag == "VB" and token.dep in ("xcomp", "ccomp") and above.lemma in language.words("speech", "making")
    )
    is_call = token.lemma in language.words("speech", "asking_for")
    if not is_made or not (is_call or token.lemma in saying_verbs(language)):
        return None
    subject = index.child(verb, "nsubj") or index.child(token.head, "dobj")
    content = _asked_for(index, verb, language) or tuple(filter(None, [object_of(index, verb)]))
    if subject is None or not content or not _is_somebody(index, subject, language):
        return None
    return Attributed(cue=_with_preposition(index, verb), source=index.phrase(subject), content=content)


def _come_to(index: Index, verb: int, language: Language) -> Attributed | None:
    """Who comes before others to say something: "emerged | from the talks | to say | P"."""
    token, above = index.tokens[verb], index.tokens[index.tokens[verb].head]
    is_come = token.tag == "VB" and token.dep in ("advcl", "xcomp")
    is_come = is_come and above.lemma in language.words("speech", "coming")
    subject, clause = index.child(token.head, "nsubj"), index.child(verb, "ccomp")
    if not is_come or token.lemma not in language.words("speech", "sayers") or subject is None or clause is None:
        return None
    content = object_of(index, verb)
    if content is None or not _is_somebody(index, subject, language):
        return None
    quoted = [q.span.end for q in index.quotations_in(content) if q.inside.end == content.end]
    content = Span(start=content.start, end=max([content.end, *quoted]))
    return Attributed(cue=token.span, source=index.phrase(subject), content=(content,))


def _asked_for(index: Index, verb: int, language: Language) -> tuple[Span, ...]:
    """What is asked for: "is asking for | witnesses to come forward"."""
    bridge = verb + 1
    if index.tokens[verb].lemma not in language.words("speech", "asking_for") or bridge >= len(index.tokens):
        return ()
    is_for = index.tokens[bridge].head == verb and index.tokens[bridge].text.lower() == "for"
    if not is_for or index.child(bridge, "pobj") is None:
        return ()
    whole = index.tight([w for w in index.subtree(verb) if w > bridge])
    return (whole,) if whole else ()


def _with_preposition(index: Index, verb: int) -> Span:
    """The verb with the preposition that its content hangs on: "call for"."""
    prep = index.child(verb, "prep") if index.child(verb, "dobj", "xcomp", "ccomp") is None else None
    end = prep if prep == verb + 1 else verb
    return Span(start=index.starts[verb], end=index.tokens[end].span.end)


def _is_somebody(index: Index, word: int, language: Language) -> bool:
    """True for a name, a pronoun of people and the nouns of people and bodies; not for "her moves"."""
    token = index.tokens[word]
    is_kind = is_of_speakers({token.lemma.lower(), token.text.lower()}, language=language)
    is_person = token.text.lower() in ("he", "she", "they") or index.mention_at(token.span.start) is not None
    return is_person or is_kind


def _called(index: Index, verb: int, thing: int, language: Language) -> tuple[Span, ...]:
    """A thing and what it is called: "cast | the deal | as | a gift"."""
    if index.tokens[verb].lemma not in language.words("speech", "cast_as"):
        return ()
    bridge = next((c for c in index.children[verb] if c > thing and index.tokens[c].text.lower() == "as"), None)
    below = index.child(bridge, "pobj", "pcomp") if bridge is not None else None
    called = index.tight(index.subtree(below)) if below is not None else None
    return (
        (index.phrase(thing), called) if called and bridge is not None and called.start > index.starts[bridge] else ()
    )


def _ruled_out(index: Index, verb: int, thing: int, language: Language) -> tuple[Span, ...]:
    """What a verb with its particle says no to: "ruled out | a coalition"."""
    particle = index.child(verb, "prt")
    if particle is None and verb + 1 in index.children[verb] and index.tokens[verb + 1].text.lower() == "back":
        particle = verb + 1
    if is_done_to(index, verb, language=language):
        return ()
    words = f"{index.tokens[verb].lemma} {index.tokens[particle].text.lower()}" if particle is not None else ""
    whole = index.tight([w for w in index.subtree(thing) if w != particle])
    return (whole,) if whole and words in language.words("speech", "with_particle") else ()


def _disputed(index: Index, verb: int, language: Language) -> tuple[Span, ...]:
    """What a verb with "back" and a preposition disputes: "pushed back against | the report"."""
    back = verb + 1
    bridge = next((c for c in index.children[verb] if c > back and index.tokens[c].text.lower() in AGAINST), None)
    thing = index.child(bridge, "pobj") if bridge is not None else None
    is_back = (
        back < len(index.tokens) and f"{index.tokens[verb].lemma} {index.tokens[back].text.lower()}" == "push back"
    )
    if thing is None or not is_back or index.tokens[thing].lemma not in _sayings(language):
        return ()
    return (index.phrase(thing),)


def _sayings(language: Language) -> frozenset[str]:
    """Nouns for what is said and thought, and for the papers that say it."""
    return (
        language.words("speech", "nouns") | language.words("speech", "thoughts") | language.words("speakers", "papers")
    )


def _put_at(index: Index, verb: int, thing: int, language: Language) -> tuple[Span, ...]:
    """A count and what it is said to be: "put | the death toll | at | 50"."""
    if index.tokens[verb].lemma not in language.words("speech", "putting"):
        return ()
    bridge = next((c for c in index.children[verb] if c > thing and index.tokens[c].text.lower() == "at"), None)
    below = next((c for c in index.children[bridge] if c > bridge), None) if bridge is not None else None  # "at under"
    if below is None or not any(index.tokens[w].pos == "NUM" for w in index.subtree(below)):
        return ()
    amount = index.phrase(below) if index.tokens[below].dep == "pobj" else index.tight(index.subtree(below))
    return (index.phrase(thing), amount) if amount else ()


def _group(index: Index, verb: int, content: Span) -> Span:
    """The verb with its helpers and the particle or preposition in front of the content."""
    helpers = [c for c in index.children[verb] if index.tokens[c].dep in ("aux", "neg") and c < verb]
    particle = index.child(verb, "prt")
    particle = verb + 1 if particle is None and index.tokens[verb + 1].text.lower() in ("for", "back") else particle
    if particle is not None and index.tokens[particle + 1].text.lower() in AGAINST:
        particle += 1
    end = particle if particle is not None and index.starts[particle] < content.start else verb
    return Span(start=index.starts[min([verb, *helpers])], end=index.tokens[end].span.end)
