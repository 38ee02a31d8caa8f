"""Sayings that a fixed frame shows and the tagger leaves out: "cast the deal as a gift", "ruled out a coalition"."""

from collections.abc import Iterator

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.extract.sources import is_of_speakers
from onrecord.extract.subjects import object_of
from onrecord.extract.verbs import saying_verbs
from onrecord.language import Language
from onrecord.records.annotation import Sentence
from onrecord.records.span import Span


def find_framed(index: Index, sentence: Sentence, *, language: Language) -> Iterator[Attributed]:
    """Attributions of whoever may speak, by a verb with "as" or a particle that does nothing but say."""
    for i in range(sentence.first, sentence.last):
        token = index.tokens[i]
        if token.pos != "VERB" or index.quotations_in(token.span):
            continue
        made = _made_to(index, i, language)
        if made:
            yield made
        subject, thing = index.child(i, "nsubj"), index.child(i, "dobj")
        if subject is None or thing is None or subject > i or not _is_somebody(index, subject, language):
            continue
        parts = (
            _called(index, i, thing, language)
            or _ruled_out(index, i, thing, language)
            or _put_at(index, i, thing, language)
        )
        if parts and not index.is_relative(subject):
            yield Attributed(cue=_group(index, i, parts[0]), source=index.phrase(subject), content=parts)


def _made_to(index: Index, verb: int, language: Language) -> Attributed | None:
    """Who is brought to say something: "prompted | members | to question | his word"."""
    token, above = index.tokens[verb], index.tokens[index.tokens[verb].head]
    is_made = (
        token.tag == "VB" and token.dep in ("xcomp", "ccomp") and above.lemma in language.words("speech", "making")
    )
    if not is_made or token.lemma not in saying_verbs(language):
        return None
    subject = index.child(verb, "nsubj") or index.child(token.head, "dobj")
    content = object_of(index, verb)
    if subject is None or content is None or not _is_somebody(index, subject, language):
        return None
    return Attributed(cue=token.span, source=index.phrase(subject), content=(content,))


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
    words = f"{index.tokens[verb].lemma} {index.tokens[particle].text.lower()}" if particle is not None else ""
    whole = index.tight([w for w in index.subtree(thing) if w != particle])
    return (whole,) if whole and words in language.words("speech", "with_particle") else ()


def _put_at(index: Index, verb: int, thing: int, language: Language) -> tuple[Span, ...]:
    """A count and what it is said to be: "put | the death toll | at | 50"."""
    if index.tokens[verb].lemma not in language.words("speech", "putting"):
        return ()
    bridge = next((c for c in index.children[verb] if c > thing and index.tokens[c].text.lower() == "at"), None)
    amount = index.child(bridge, "pobj") if bridge is not None else None
    if amount is None or not any(index.tokens[w].pos == "NUM" for w in index.subtree(amount)):
        return ()
    return (index.phrase(thing), index.phrase(amount))


def _group(index: Index, verb: int, content: Span) -> Span:
    """The verb with its helpers and the particle in front of the content."""
    helpers = [c for c in index.children[verb] if index.tokens[c].dep in ("aux", "neg") and c < verb]
    particle = index.child(verb, "prt")
    end = particle if particle is not None and index.starts[particle] < content.start else verb
    return Span(start=index.starts[min([verb, *helpers])], end=index.tokens[end].span.end)
