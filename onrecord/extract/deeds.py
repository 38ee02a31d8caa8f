"""Deeds in the words of sayings: who is made something ("Lund was declared the winner"), who refuses to do it.

A court's "quashed the conviction" undoes a thing, and "filed the lawsuit" brings a paper in; what the paper says is
told elsewhere, if at all.
"""

from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.annotation import Attribution, EntityKind
from onrecord.records.span import Span

GLOSS = 3  # words in marks that only name a thing: a “reasoned decision”


def is_deed(index: Index, act: Attribution, *, language: Language) -> bool:
    """True where the cue of the act tells of a deed, or of what is done to its source."""
    verb = index.head_of(act.cue) if act.cue else None
    if verb is None:
        return False
    is_quoted = any(index.quotations_in(c) for c in act.content)
    refuses = not is_quoted and refuses_to_act(index, verb, language=language)
    is_done = not is_quoted and index.tokens[verb].lemma in language.words("speech", "acting")
    is_done = is_done or any(keeps_back(index, verb, c, language=language) for c in act.content)
    is_done = is_done or (not is_quoted and is_done_to(index, verb, language=language))
    return refuses or is_done or _brings_in(index, verb, act, language) or _is_installed(index, verb, act, language)


def is_done_to(index: Index, verb: int, *, language: Language) -> bool:
    """True for "shot down | a jet", "called | a meeting", "claim | all of Kashmir", "led | members | to call for P"."""
    token, noun, particle = index.tokens[verb], index.child(verb, "dobj"), index.child(verb, "prt")
    if _adds_to(index, verb) or (noun is not None and _raises(index, verb, noun, language)):
        return True
    makes = index.child(verb, "xcomp")
    if token.lemma in language.words("speech", "making") and makes is not None and noun is not None:
        return index.tokens[makes].tag == "VB"
    if noun is None:
        return False
    lemma = index.tokens[noun].lemma
    if token.lemma == "shoot" and particle is not None:
        said = (language.words("speech", kind) for kind in ("nouns", "pleas", "sums", "thoughts"))
        return not any(lemma in kind for kind in said)
    if token.lemma == "call":
        return lemma in language.words("speech", "called_for") and index.child(verb, "oprd", "ccomp") is None
    return token.lemma == "claim" and _is_land(index, noun)


def _adds_to(index: Index, verb: int) -> bool:
    """True for "adding to | a series of setbacks": what happens adds, and nobody."""
    to = index.child(verb, "prep")
    is_bare = index.child(verb, "dobj", "ccomp") is None
    return index.tokens[verb].lemma == "add" and is_bare and to == verb + 1 and index.tokens[to].text.lower() == "to"


def _raises(index: Index, verb: int, noun: int, language: Language) -> bool:
    """True for "raising | hopes of a truce": a deed raises them in others, and says nothing."""
    return index.tokens[verb].lemma == "raise" and index.tokens[noun].lemma in language.words("speech", "raised")


def _is_land(index: Index, noun: int) -> bool:
    """True for a place, and for "all of" it."""
    of = index.child(noun, "prep")
    below = index.child(of, "pobj") if of is not None and index.tokens[of].text.lower() == "of" else None
    word = below if below is not None and index.tokens[noun].pos in ("PRON", "NOUN", "DET") else noun
    mention = index.mention_at(index.starts[word])
    return mention is not None and mention.kind is EntityKind.PLACE


def keeps_back(index: Index, verb: int, content: Span, *, language: Language) -> bool:
    """True for "has withheld | pay": what is kept back is nothing that could be said."""
    head = index.head_of(content)
    is_tellable = head is not None and index.tokens[head].lemma in language.words("speech", "tellable")
    return index.tokens[verb].lemma == "withhold" and not is_tellable


def _brings_in(index: Index, verb: int, act: Attribution, language: Language) -> bool:
    """True for "filed | the lawsuit", "released | a “reasoned decision”": the paper and nothing that it says."""
    head = index.head_of(act.content[0]) if len(act.content) == 1 else None
    is_negated = any(index.tokens[c].dep == "neg" for c in index.children[verb])
    if head is None or is_negated or index.tokens[verb].lemma not in language.words("speech", "bringing"):
        return False
    is_thing = index.tokens[head].dep == "dobj" and index.tokens[head].head == verb
    words = index.words(act.content[0])
    is_long = any(len(index.words(q.inside)) > GLOSS for q in index.quotations_in(act.content[0]))
    return is_thing and not is_long and not any(index.tokens[i].dep in ("ccomp", "acl", "pcomp") for i in words)


def _is_installed(index: Index, verb: int, act: Attribution, language: Language) -> bool:
    """True where the source of the act is the one who is declared or named to be something, by whomever."""
    if not act.source or index.tokens[verb].lemma not in language.words("speech", "installing"):
        return False
    subject = index.child(verb, "nsubjpass")
    if subject is not None:
        return subject in index.words(act.source[0]) and index.child(verb, "agent") is None
    if _is_parted_passive(index, verb, act):
        return True
    subject, what = index.child(verb, "nsubj"), index.head_of(act.content[0]) if act.content else None
    if subject is None or what is None or subject not in index.words(act.source[0]):
        return False
    is_bare = index.words(act.content[0])[0] == what == verb + 1
    return is_bare and index.tokens[what].lemma in language.words("speech", "installed")


def _is_parted_passive(index: Index, verb: int, act: Attribution) -> bool:
    """True for "was on March 3 declared the winner", where the parse makes two clauses of it."""
    source = index.head_of(act.source[0])
    if source is None or index.tokens[source].dep != "nsubj":
        return False
    above = index.tokens[source].head
    return index.tokens[above].lemma == "be" and above < verb and index.tokens[verb].head == above


def refuses_to_act(index: Index, verb: int, *, language: Language) -> bool:
    """True of "refused to take part": who will not do a thing is silent on nothing, as one who will not answer is."""
    deed = index.child(verb, "xcomp")
    is_refusal = index.tokens[verb].lemma in language.words("speech", "refusing")
    return is_refusal and deed is not None and index.tokens[deed].lemma not in language.words("speech", "answering")
