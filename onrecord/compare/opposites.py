"""Words of negation and words that have an opposite, by the language's lists."""

import functools
from collections.abc import Iterable, Mapping

from onrecord.compare.words import Text, Word, bare_stem
from onrecord.language import Language


def count_negators(words: Iterable[Word], *, language: Language) -> int:
    """How many of the words negate."""
    negators = language.words("relations", "negators")
    return sum(w.folded.replace("’", "'") in negators for w in words)


def list_opposable(text: Text, words: Iterable[Word], *, language: Language) -> Mapping[str, str]:
    """The words that have an opposite, as printed, by their own stem."""
    table = list_opposites(language)
    return {w.bare: text.printed(w) for w in words if w.bare in table}


@functools.cache
def list_opposites(language: Language) -> Mapping[str, frozenset[str]]:
    """The opposites of each stem that has some."""
    out: dict[str, set[str]] = {}
    for one, other in language.table("relations")["antonyms"]:
        a, b = (bare_stem(w, language=language) for w in (one, other))
        out.setdefault(a, set()).add(b)
        out.setdefault(b, set()).add(a)
    return {k: frozenset(v) for k, v in out.items()}
