"""What a tally is of that is called no more than a number: "no troops, he said, putting the number at 3,000"."""

from collections.abc import Iterator

from onrecord.extract.counting.phrases import counted_phrase, words_touching
from onrecord.extract.counting.places import Place
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.span import Span

NAMED_BY = frozenset({"compound", "nmod", "poss", "nummod"})
MEMBERS = frozenset({"nsubj", "nsubjpass", "attr", "dobj"})
MANY = frozenset({"NNS", "NNPS"})


def is_bare_tally(index: Index, span: Span, language: Language) -> bool:
    """True for "the number" and "the latest figure", of which no word says what is counted."""
    head = words_touching(index, span)[-1]
    token = index.tokens[head]
    if token.tag != "NN" or token.lemma not in language.words("scopes", "numbers"):
        return False
    return not any(
        index.tokens[i].dep in NAMED_BY or index.tokens[i].lemma in ("of", "for") for i in index.children[head]
    )


def find_members(place: Place, language: Language) -> Span | None:
    """The things of which the sentence, or the one before it, speaks in the plural; who speaks is none of them."""
    index = place.index
    for noun in _list_nouns(place):
        token = index.tokens[noun]
        is_time = any(t.span.contains(token.span) for t in index.marks.times)
        is_speaker = index.tokens[token.head].lemma in language.words("speech", "sayers")
        if noun not in place.taken and not is_time and not is_speaker:
            return counted_phrase(index, noun)
    return None


def _list_nouns(place: Place) -> Iterator[int]:
    tokens, sentences = place.index.tokens, place.index.marks.sentences
    own = tokens[place.anchor].sentence
    for number in (own, own - 1):
        if number >= 0:
            words = range(sentences[number].first, min(sentences[number].last, place.anchor))
            yield from (i for i in words if tokens[i].tag in MANY and tokens[i].dep in MEMBERS)
