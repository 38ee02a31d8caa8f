"""What reporters tell about their own reporting, which is nobody's statement: whom they asked, cite and do not name.

"Asking not to be identified", "has been approached for comment" and "citing two officials" tell how the story came to
be; who declines or is silent when asked is read elsewhere.
"""

from onrecord.extract.attributed import Attributed
from onrecord.extract.cited import CITING
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.annotation import EntityKind
from onrecord.records.span import Span

WORDS = 4  # of a content that is no more than "their comment on it"
SHORT = 3  # words of a thing that is offered or promised without anything being said


def is_aside(index: Index, act: Attributed, *, language: Language) -> bool:
    """True where the act tells of the reporting, or of a thing that promises or offers, and nothing is said."""
    verb = index.head_of(act.cue) if act.cue else None
    if verb is None or not act.content:
        return False
    return (
        _is_unnamed(index, verb, act.content[0], language)
        or _is_asked_for_comment(index, verb, act.content, language)
        or _is_only_cited(index, verb, act, language)
        or _is_of_things(index, verb, act, language)
        or _is_of_lives(index, verb, act.content[0], language)
    )


def without_asides(index: Index, content: tuple[Span, ...], *, language: Language) -> tuple[Span, ...]:
    """The content without a part that tells why a source has no name; all of it where nothing else is left."""
    heads = [(c, index.head_of(c)) for c in content]
    kept = tuple(c for c, head in heads if head is None or not _is_unnamed(index, head, c, language))
    return kept or content


def _is_unnamed(index: Index, verb: int, content: Span, language: Language) -> bool:
    """True for "asking not to be named" and "insisted on anonymity"."""
    asides = language.table("speech")["asides"]
    if index.tokens[verb].lemma not in asides["asking"]:
        return False
    words = index.words(content)
    below = [i for i in words if index.tokens[i].lemma in asides["naming"] and index.tokens[i].tag == "VBN"]
    is_negated = any(index.tokens[c].dep == "neg" for i in below for c in index.children[i])
    return is_negated or any(index.tokens[i].lemma == "anonymity" for i in list(words)[:WORDS])


def _is_asked_for_comment(index: Index, verb: int, content: tuple[Span, ...], language: Language) -> bool:
    """True for "has been approached for comment": whoever is asked has said nothing yet."""
    words = [index.tokens[i].lemma for c in content for i in index.words(c)]
    reaching = language.table("speech")["asides"]["reaching"]
    return index.tokens[verb].lemma in reaching and len(words) <= WORDS and "comment" in words


def _is_only_cited(index: Index, verb: int, act: Attributed, language: Language) -> bool:
    """True for ", citing two officials": they are where it came from, not what is said."""
    head = index.head_of(act.content[0])
    if index.tokens[verb].lemma not in CITING or index.tokens[verb].tag != "VBG" or head is None:
        return False
    mention = index.mention_at(index.starts[head])
    people = language.words("speakers", "people") | language.words("speakers", "media")
    is_somebody = mention is not None and mention.kind in (EntityKind.PERSON, EntityKind.MEDIA)
    return is_somebody or index.tokens[head].lemma.lower() in people


def _is_of_lives(index: Index, verb: int, content: Span, language: Language) -> bool:
    """True for "claiming the lives of three": what kills says nothing."""
    head, lives = index.head_of(content), language.table("speech")["asides"]["lives"]
    return index.tokens[verb].lemma == "claim" and head is not None and index.tokens[head].lemma in lives


def _is_of_things(index: Index, verb: int, act: Attributed, language: Language) -> bool:
    """True for "the release offers a glimpse", "it promises to be long": a thing that says nothing by it."""
    if index.tokens[verb].lemma not in language.table("speech")["asides"]["of_things"] or act.source is None:
        return False
    if any(index.quotations_in(c) for c in act.content):
        return False
    subject = index.head_of(act.source)
    if subject is None or index.mentions_in(act.source):
        return False
    token = index.tokens[subject]
    speaking = language.words("speakers", "people") | language.words("speakers", "bodies")
    lemma = token.lemma.lower()
    if token.text.lower() == "it" and index.tokens[verb].lemma == "promise":
        return any(index.tokens[i].lemma == "be" for i in list(index.words(act.content[0]))[:2])
    is_thing = token.tag == "NN" and lemma not in speaking | language.words("speakers", "documents")
    return is_thing or (index.tokens[verb].lemma != "promise" and lemma in language.words("speakers", "documents"))
