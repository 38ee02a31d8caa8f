"""Whether a person is a "he" or a "she": by the titles and offices printed with the name, else by the given name."""

from collections import Counter

from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.language.people import gender_of
from onrecord.records.annotation import EntityKind, Mention

BY_TITLE, BY_ROLE, BY_NAME = 4, 2, 1


def list_genders(index: Index, *, language: Language) -> dict[str, str]:
    """ "he" or "she" by name, for the persons whose names or titles tell."""
    votes: dict[str, Counter[str]] = {}
    for mention in index.marks.mentions:
        if mention.kind is EntityKind.PERSON:
            votes.setdefault(mention.name, Counter()).update(_vote(index, mention, language))
    for name, count in votes.items():
        gender = gender_of(name, language=language)
        if gender:
            count[gender] += BY_NAME
    return {name: count.most_common(1)[0][0] for name, count in votes.items() if _is_clear(count)}


def _is_clear(count: Counter[str]) -> bool:
    return bool(count) and count["he"] != count["she"]


def _vote(index: Index, mention: Mention, language: Language) -> Counter[str]:
    male, female = language.words("titles", "male"), language.words("titles", "female")
    words = index.words(mention.span)
    before = index.tokens[words.start - 1].text.lower() if len(words) and words.start else ""
    votes: Counter[str] = Counter()
    for word, weight in ((before, BY_TITLE), *((w, BY_ROLE) for w in (mention.role or "").lower().split())):
        if word in male or word in female:
            votes["he" if word in male else "she"] += weight
    return votes
