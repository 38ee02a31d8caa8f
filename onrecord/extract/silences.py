"""Acts of silence: who declines, has not commented, gives no reason; and sayings that nobody makes."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.extract.attributed import Attributed
from onrecord.extract.deeds import keeps_back, refuses_to_act
from onrecord.extract.index import Index
from onrecord.extract.subjects import object_of, sayer_behind_but
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Sentence
from onrecord.records.span import Span

NOBODY = frozenset({"nobody", "none", "noone"})
NO = frozenset({"no", "neither"})
SUBJECTS = ("nsubj", "nsubjpass")
HELPERS = ("aux", "neg", "auxpass")


def find_silence(index: Index, sentence: Sentence, *, language: Language) -> Iterator[Attributed]:
    """Acts of silence: "did not specify the purpose", "gave no details", "there was no comment from the ministry"."""
    for i in range(sentence.first, sentence.last):
        token = index.tokens[i]
        if token.pos not in ("VERB", "AUX") or index.is_quoted(token.span):
            continue  # what somebody quoted does not answer is told by the quotation
        act = (
            _unsaid(index, i, language)
            or _empty_handed(index, i, language)
            or _absent(index, i, language)
            or _uncommenting(index, i, language)
            or _quiet(index, i, language)
        )
        if act:
            yield act


def is_turned(index: Index, cue: Span, content: tuple[Span, ...], *, language: Language) -> bool:
    """True for "P, but | did not give details |": the clause before is told, and nothing of it is kept silent."""
    table, verb = language.table("speech")["silence"], index.head_of(cue)
    if verb is None or index.tokens[verb].pos != "VERB" or not _is_negated(index, verb):
        return False
    thing = index.child(verb, "dobj")
    is_own = thing is not None and thing in index.words(cue) and index.tokens[thing].lemma in table["given"]
    return is_own and all(c.end <= cue.start and not index.quotations_in(c) for c in content)


def is_nobody(index: Index, head: int) -> bool:
    """True for a subject that nobody is: "nobody", "no one", "no group", "none of the ministers"."""
    words = [index.tokens[head], *(index.tokens[c] for c in index.children[head] if index.tokens[c].dep == "det")]
    return words[0].text.lower() in NOBODY or any(t.text.lower() in NO for t in words)


def with_no(index: Index, act: Attributed) -> Attributed:
    """The act with the "no" of "no group" in its source, where the tagger left that out."""
    head = index.head_of(act.source) if act.source else None
    return replace(act, source=index.phrase(head)) if head is not None and is_nobody(index, head) else act


def _unsaid(index: Index, verb: int, language: Language) -> Attributed | None:
    """A negated verb of saying, or one of declining, with what it is silent on."""
    table = language.table("speech")["silence"]
    token = index.tokens[verb]
    if token.pos != "VERB":
        return None
    negated = _is_negated(index, verb)
    without = token.dep == "pcomp" and index.tokens[token.head].text.lower() == "without"
    is_silent = token.lemma in table["refusals"] or (negated and token.lemma in table["plain"])
    if without and token.lemma in table["verbs"]:
        subject = _clause_subject(index, token.head)
    elif is_silent:
        subject = index.child(verb, "nsubj") or _shared_subject(index, verb)
    else:
        return None
    content = object_of(index, verb)
    if subject is None or content is None or refuses_to_act(index, verb, language=language):
        return None
    if keeps_back(index, verb, content, language=language):
        return None
    return Attributed(cue=_verb_group(index, verb), source=index.phrase(subject), content=(content,))


def _empty_handed(index: Index, verb: int, language: Language) -> Attributed | None:
    """A verb of giving with a saying that is not given: "provided no details", "made no comment on Q"."""
    table = language.table("speech")["silence"]
    noun = index.child(verb, "dobj")
    if (
        noun is None
        or index.tokens[verb].lemma not in table["giving"]
        or index.tokens[noun].lemma not in table["given"]
    ):
        return None
    subject = index.child(verb, "nsubj") or _shared_subject(index, verb)
    no, group = _no_of(index, noun), _verb_group(index, verb)
    is_negated = _is_negated(index, verb) and index.tokens[verb].lemma in table["handing"]
    if subject is not None and no is None and is_negated:
        return Attributed(cue=group, source=index.phrase(subject), content=(_under(index, noun),))
    if subject is None or no is None:
        return None
    topic = index.child(noun, "prep", "acl", "relcl")
    if topic is None:
        cue = Span(start=group.start, end=index.tokens[no].span.end)
        return Attributed(cue=cue, source=index.phrase(subject), content=(_tail(index, no + 1, noun),))
    content = _topic(index, topic)
    cue = Span(
        start=group.start, end=index.tokens[max(noun, topic if index.tokens[topic].dep == "prep" else noun)].span.end
    )
    return Attributed(cue=cue, source=index.phrase(subject), content=(content,)) if content else None


def _absent(index: Index, verb: int, language: Language) -> Attributed | None:
    """A saying that there is not: "there was no immediate claim of responsibility", "no comment from the ministry"."""
    there = index.child(verb, "expl")
    if there is None:
        return None
    noun = index.child(verb, "attr", "nsubj")
    no = _no_of(index, noun) if noun is not None else None
    if noun is None or no is None or index.tokens[noun].lemma not in language.table("speech")["silence"]["absent"]:
        return None
    topics = [c for c in index.children[noun] if c > noun and index.tokens[c].dep in ("prep", "acl")]
    holder = next((c for c in topics if index.tokens[c].text.lower() in ("from", "by")), None)
    below = index.child(holder, "pobj") if holder is not None else None
    topic = next((c for c in topics if c != holder), None)
    content = _topic(index, topic) if topic is not None else None
    is_prep = topic is not None and index.tokens[topic].dep == "prep"
    end = index.tokens[topic if content and topic is not None and is_prep else noun].span.end
    return Attributed(
        cue=Span(
            start=index.starts[there if there < verb else verb], end=end if content else index.tokens[no].span.end
        ),
        source=index.phrase(below) if below is not None else None,
        content=(content or _tail(index, no + 1, noun),),
    )


def _uncommenting(index: Index, verb: int, language: Language) -> Attributed | None:
    """Who says nothing when asked: "would not | comment", "did not wish to | comment", "did not return | calls"."""
    table, token = language.table("speech")["silence"], index.tokens[verb]
    holder = token.head if token.dep == "xcomp" and index.tokens[token.head].lemma in table["wanting"] else verb
    subject = index.child(holder, "nsubj") or _shared_subject(index, holder)
    if subject is None or not _is_negated(index, holder) or index.child(verb, "ccomp", "xcomp") is not None:
        return None
    if token.lemma == "return":
        noun = index.child(verb, "dobj")
        if noun is None or index.tokens[noun].lemma not in table["unreturned"] or _is_of_person(index, noun):
            return None
        return Attributed(cue=_verb_group(index, verb), source=index.phrase(subject), content=(_under(index, noun),))
    if token.lemma != "comment" or index.child(verb, "prep", "dobj") is not None:
        return None
    group = _verb_group(index, holder)
    cue = Span(start=group.start, end=index.tokens[verb - 1].span.end)
    return Attributed(cue=cue, source=index.phrase(subject), content=(token.span,))


def _is_of_person(index: Index, noun: int) -> bool:
    """True for "Lund's calls", which no reporter made."""
    owner = index.child(noun, "poss")
    mention = index.mention_at(index.starts[owner]) if owner is not None else None
    is_pronoun = owner is not None and index.tokens[owner].pos == "PRON"
    return is_pronoun or (mention is not None and mention.kind is EntityKind.PERSON)


def _quiet(index: Index, verb: int, language: Language) -> Attributed | None:
    """Who stays silent on something: "has kept silent about | the raid", "was silent on | the matter"."""
    table, token = language.table("speech")["silence"], index.tokens[verb]
    state = index.child(verb, "acomp", "oprd", "attr", "xcomp")
    if token.lemma not in table["staying"] or state is None or index.tokens[state].lemma not in table["quiet"]:
        return None
    subject = index.child(verb, "nsubj") or _shared_subject(index, verb)
    about = next((c for w in (state, verb) for c in index.children[w] if _is_about(index, c, state)), None)
    content = _topic(index, about) if about is not None else None
    if subject is None or about is None or content is None:
        return None
    cue = Span(start=_verb_group(index, verb).start, end=index.tokens[about].span.end)
    return Attributed(cue=cue, source=index.phrase(subject), content=(content,))


def _is_about(index: Index, word: int, state: int) -> bool:
    token = index.tokens[word]
    return word > state and token.dep == "prep" and token.text.lower() in ("on", "about", "over", "regarding")


def _is_negated(index: Index, verb: int) -> bool:
    return any(index.tokens[c].dep == "neg" for c in index.children[verb])


def _under(index: Index, noun: int) -> Span:
    """The noun with all that hangs on it, without end marks."""
    return index.tight(index.subtree(noun)) or index.phrase(noun)


def _no_of(index: Index, noun: int) -> int | None:
    return next((c for c in index.children[noun] if c < noun and index.tokens[c].text.lower() == "no"), None)


def _tail(index: Index, first: int, last: int) -> Span:
    return Span(start=index.starts[min(first, last)], end=index.tokens[last].span.end)


def _topic(index: Index, word: int) -> Span | None:
    """What the preposition or clause at the word is about."""
    is_prep = index.tokens[word].dep == "prep"
    return index.tight([w for w in index.subtree(word) if w > word or not is_prep])


def _clause_subject(index: Index, word: int) -> int | None:
    """The subject of the clause that the word hangs in, participles passed over."""
    for above in index.ancestors(word):
        subject = index.child(above, *SUBJECTS)
        if subject is not None and index.tokens[above].dep not in ("ccomp", "relcl"):
            return subject
    return None


def _shared_subject(index: Index, verb: int) -> int | None:
    """The subject of the verb that this one is joined to: "said ..., but did not specify"."""
    if index.tokens[verb].dep != "conj":
        return None
    outer = sayer_behind_but(index, verb)
    return outer if outer is not None else index.child(index.tokens[verb].head, "nsubj")


def _verb_group(index: Index, verb: int) -> Span:
    helpers = [c for c in index.children[verb] if index.tokens[c].dep in HELPERS and c < verb]
    above = index.tokens[verb].head
    helpers += [above] if index.tokens[verb].dep == "pcomp" and index.tokens[above].lemma == "without" else []
    start = min([verb, *helpers])
    end = verb
    if end + 1 < len(index.tokens) and index.tokens[end + 1].dep == "prep" and index.tokens[end + 1].head == verb:
        end += 1
    return Span(start=index.starts[start], end=index.tokens[end].span.end)
