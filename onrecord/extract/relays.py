"""Who passes a saying on: an outlet that is told or that somebody speaks to, or a second source beside the cue."""

import re
from collections.abc import Sequence

from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Mention
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

# "in an interview with X", "speaking to X", "in a letter to X", "in remarks to X", "on X radio"
TALKING = re.compile(
    r"\b(?:interview(?:ed)?|remarks|comments|speaking|spoke|talking|talked|appearance|op-ed|column|essay|letter|email|"
    r"statement|call|conversation|briefing|writing|told)\s+(?:\w+\s+)?(?:with|to|for|on|in|by)\s+"
    r"(?:the\s+|its\s+)?(?:(?-i:[a-z]+)\s+){0,2}",
    re.IGNORECASE,
)
WITHIN = re.compile(r"\b(?:[Ii]n|[Oo]n)\s+(?:(?:an?|the|his|her|their|its)\s+(?:\w+\s+)?)?(?=[A-Z])")
AFTER = re.compile(r"\s+(?:interview|report|article|column|op-ed|podcast|radio|television|TV|program|programme|show)\b")
OBJECTS = ("dobj", "dative", "iobj")


def find_told(
    index: Index, cue: Span, source: Span | None, content: Sequence[Span], speaker: Source, *, language: Language
) -> Source | None:
    """The news outlet that the cue or its words of place name; None where none is, or where an outlet speaks."""
    head = index.head_of(cue)
    if head is None or speaker.kind is SpeakerKind.MEDIA:
        return None
    taken = [*content, *([source] if source else [])]
    told = _object(index, head, language) if index.tokens[head].lemma == "tell" else None
    if told:
        return told if _may_relay(told.name or "", language) else None
    here = index.sentence_of(cue).span
    for mention in index.mentions_in(here):
        if mention.kind is not EntityKind.MEDIA or any(s.overlaps(mention.span) for s in taken):
            continue
        if not _may_relay(mention.name, language):
            continue
        word = index.head_of(mention.span)
        if word is not None and _is_tied(index, head, word):
            return outlet_of(mention)
    return _partner(index, here, taken, language)


def _may_relay(name: str, language: Language) -> bool:
    """False for a platform, where things are said, and for a court or a meeting, before which they are."""
    last = name.lower().split()[-1:]
    if name in language.table("media")["platform"]:
        return False
    heads = language.words("speakers", "media") | set(language.table("media")["heads"]["last"])
    return not last or last[0] in heads or not {*last} & _before_whom(language)


def _before_whom(language: Language) -> frozenset[str]:
    return language.words("speakers", "bodies") | language.words("time", "occasions") | {"inquiry", "tribunal", "jury"}


def _is_tied(index: Index, cue: int, word: int) -> bool:
    token = index.tokens[word]
    if token.dep == "nsubj" and index.tokens[token.head].dep == "conj" and cue in index.ancestors(token.head):
        return False  # "she did not say Q, but | Coastline | reported P"
    return cue == word or cue in index.ancestors(word) or index.tokens[word].head in index.ancestors(cue)


def _object(index: Index, verb: int, language: Language) -> Source | None:
    """Who is told: an outlet by name, by kind ("state media"), or a name that is no known person or state."""
    noun = index.child(verb, *OBJECTS)
    if noun is None:
        return None
    phrase = index.phrase(noun)
    mentions = index.mentions_in(phrase)
    outlet = next((m for m in mentions if m.kind is EntityKind.MEDIA), None)
    if outlet:
        return outlet_of(outlet)
    name = " ".join(phrase.of(index.text).split()).removeprefix("the ")
    token = index.tokens[noun]
    named = index.child(noun, "appos")
    beside = index.mention_at(index.starts[named]) if named is not None else None
    if {token.lemma.lower(), token.text.lower()} & language.words("speakers", "media"):
        if beside and beside.kind in (EntityKind.MEDIA, EntityKind.ORGANISATION):
            return outlet_of(beside)  # "told the newspaper Talvi Tribune"
        bare = name.split(maxsplit=1)[1] if name.split()[0].lower() in ("a", "an", "local") and " " in name else name
        return (
            Source(name=bare, span=phrase, kind=SpeakerKind.MEDIA) if bare.lower() not in ("media", "press") else None
        )
    whole = next((m for m in mentions if m.span.contains(token.span)), None)
    is_called_so = name.lower().split()[-1] in language.table("media")["heads"]["last"] and " " in name
    if whole and not is_called_so and (whole.kind in (EntityKind.PERSON, EntityKind.GOVERNMENT) or whole.country):
        return None
    is_name = token.pos == "PROPN" and all(w[0].isupper() or w[0].isdigit() for w in name.split())
    if is_name and " " in name:
        return Source(name=name, span=phrase, kind=SpeakerKind.MEDIA)
    return outlet_of(whole) if whole and whole.kind is EntityKind.ORGANISATION else None


def _partner(index: Index, here: Span, taken: Sequence[Span], language: Language) -> Source | None:
    """The outlet that somebody talks or writes to beside the cue, though no table knows it for one."""
    for m in TALKING.finditer(index.text, here.start, here.end):
        mention = _name_at(index, m.end())
        if mention is None or any(s.overlaps(mention.span) for s in taken) or not _may_relay(mention.name, language):
            continue
        is_title = index.text[mention.span.end + 1 : mention.span.end + 2].isupper()
        if mention.kind is EntityKind.MEDIA or (_may_be_outlet(mention) and not is_title):
            return outlet_of(mention)
    for m in WITHIN.finditer(index.text, here.start, here.end):
        mention = _name_at(index, m.end())
        if mention is None or any(s.overlaps(mention.span) for s in taken):
            continue
        is_outlet = _may_be_outlet(mention) and _may_relay(mention.name, language)
        if AFTER.match(index.text, mention.span.end) and is_outlet:
            return outlet_of(mention)
    return None


def _name_at(index: Index, at: int) -> Mention | None:
    """The name that begins at the offset, or behind a person's: "Ana Lund of Coastline"."""
    mention = index.mention_at(at)
    if mention is None:
        return None
    after = re.compile(r"\s+(?:of|from|at)\s+(?:the\s+)?").match(index.text, mention.span.end)
    behind = index.mention_at(after.end()) if after and mention.kind is EntityKind.PERSON else None
    return behind or mention


def _may_be_outlet(mention: Mention) -> bool:
    """True for an outlet, an organisation of no state, or a single word that nobody is surnamed by."""
    if mention.kind is EntityKind.MEDIA:
        return True
    if mention.kind in (EntityKind.ORGANISATION, EntityKind.THING):
        return mention.country is None
    return mention.kind is EntityKind.PERSON and " " not in mention.name and mention.role is None


def outlet_of(mention: Mention) -> Source:
    """The outlet of that name."""
    return Source(name=mention.name, span=mention.span, kind=SpeakerKind.MEDIA, country=mention.country)
