"""Words that look like a cue and are none: they only describe a noun, help another verb or head what happens.

"The reported firing of shots" reports nothing, "will now report to prison" says nothing, and in "recommendations that
the office made" the clause tells which recommendations, not what they are.
"""

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.span import Span

HELPING = ("AUX", "ADV", "PART")
OF_NOUN = ("DT", "POS", "PRP$", "JJ")  # before an adjective
SUBJECTS = ("nsubj", "nsubjpass")
GAPS = ("dobj", "nsubj", "nsubjpass", "pobj")  # what a "that" is when its clause lacks a part


def is_no_saying(index: Index, act: Attributed, *, language: Language) -> bool:
    """True where the act's cue is only like one of saying."""
    words = index.words(act.cue) if act.cue else range(0)
    if act.cue is None or not words or not act.content:
        return False
    first = act.content[0]
    return (
        _describes(index, words, first)
        or _only_helps(index, words, first)
        or _is_noun_of_which(index, words, first, language)
        or _is_what(index, words, first)
        or _is_done_to_subject(index, words, first)
        or _is_kept_from(index, words, act)
        or _is_led_to(index, words)
    )


def _describes(index: Index, words: range, content: Span) -> bool:
    """True for "the reported | firing": an adjective of the noun that was taken for what is said."""
    token, lead = index.tokens[words[0]], index.tokens[max(0, words[0] - 1)]
    is_between = lead.tag in OF_NOUN and words.stop == index.words(content).start
    return len(words) == 1 and token.dep == "amod" and token.head in index.words(content) and is_between


def _only_helps(index: Index, words: range, content: Span) -> bool:
    """True for "will now | report": no verb of its own, before the words that it helps, which nobody quotes."""
    tokens = [index.tokens[i] for i in words]
    is_helper = all(t.pos in HELPING for t in tokens) and any(t.tag == "MD" for t in tokens)
    return is_helper and not index.quotations_in(content)


def _is_what(index: Index, words: range, content: Span) -> bool:
    """True for "what | was said | regarding the port": the "what" is said, and nobody tells it."""
    verb = next((i for i in reversed(words) if index.tokens[i].pos == "VERB"), None)
    subject = index.child(verb, "nsubjpass") if verb is not None else None
    is_what = subject is not None and index.tokens[subject].text.lower() == "what"
    return is_what and index.tokens[index.words(content)[0]].pos in ("ADP", "VERB")


def _is_done_to_subject(index: Index, words: range, content: Span) -> bool:
    """True for "the deal | announced | Thursday came as ...": the participle only tells which deal came."""
    token = index.tokens[words[0]]
    is_reduced = len(words) == 1 and token.dep == "acl" and token.tag in ("VBN", "VBD")
    subject = index.tokens[token.head]
    is_told = index.tokens[words.stop].text.lower() not in ("about", "that", "by") if is_reduced else False
    return is_told and subject.dep == "nsubj" and subject.head in index.words(content)


def _is_kept_from(index: Index, words: range, act: Attributed) -> bool:
    """True for "P, though ministers | were not told": what stands before is what nobody tells."""
    verb = words[-1]
    below = [index.tokens[c].dep for c in index.children[verb]]
    is_kept = index.tokens[verb].tag == "VBN" and "neg" in below and "auxpass" in below
    return is_kept and all(c.end <= index.starts[words[0]] for c in act.content)


def _is_led_to(index: Index, words: range) -> bool:
    """True for "to trick testers | into believing | P", which they are meant to think."""
    token = index.tokens[words[0]]
    return len(words) == 1 and token.dep == "pcomp" and index.tokens[token.head].text.lower() == "into"


def _is_noun_of_which(index: Index, words: range, content: Span, language: Language) -> bool:
    """True for a noun that the clause only tells more of, and for one that is the subject of its own content."""
    noun = words[-1]
    if any(index.tokens[i].pos == "VERB" for i in words) or index.tokens[noun].pos != "NOUN":
        return False
    inside = index.words(content)
    before = inside.start - 1
    lacks = index.tokens[before].text.lower() in ("that", "which") and index.tokens[before].dep in GAPS
    is_relative = before == noun + 1 and lacks and index.tokens[before].head in inside
    is_subject = index.tokens[noun].dep in SUBJECTS and index.tokens[noun].head in inside and before == noun
    return is_relative or is_subject or _does_otherwise(index, noun, content, language)


def _does_otherwise(index: Index, noun: int, content: Span, language: Language) -> bool:
    """True for "the | demands | underscore | the breach": what the noun does to a thing is not what it says."""
    verb, head = index.tokens[noun].head, index.head_of(content)
    is_subject = index.tokens[noun].dep == "nsubj" and index.tokens[verb].pos == "VERB" and verb > noun
    is_object = head is not None and index.tokens[head].dep == "dobj" and index.tokens[head].head == verb
    return is_subject and is_object and index.tokens[verb].lemma not in language.words("speech", "holding")
