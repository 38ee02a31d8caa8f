"""Words of negation and words that have an opposite, by the language's lists."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from onrecord.compare.words import Text, Word, bare_stem
from onrecord.language import Language

MARK = re.compile(r"[.,;:!?–—]")
VERDICT = 3  # words before "false" in which "are", "as" or a "not" stands


def count_negators(words: Iterable[Word], *, language: Language) -> int:
    """How many of the words negate; "no doubt" and "not only" do not."""
    negators, idle, further = (language.words("relations", n) for n in ("negators", "not_against", "negating"))
    folded = [w.folded.replace("’", "'") for w in words]
    pairs = zip(folded, (*folded[1:], ""), strict=False)
    return sum(f"{w} {b}" in further or (w in negators and f"{w} {b}" not in idle) for w, b in pairs)


def calls_false(words: Sequence[Word], *, language: Language) -> bool:
    """True where what is claimed is called false: "the reports of a raid are baseless", "false claims that he fled".

    A verdict on a saying of which the content tells nothing, "called the ad false", is none.
    """
    rejecting, negators, leads = (language.words("relations", n) for n in ("rejecting", "negators", "verdict_leads"))
    folded = [w.folded for w in words]
    for n, word in enumerate(folded):
        before = folded[max(0, n - VERDICT) : n]
        if word in rejecting and negators.isdisjoint(before):
            near = words[n + 1 : n + 3] if leads.isdisjoint(before) else words[: n + 3]
            if tells_of_claim(near, language=language):
                return True
    return False


def tells_of_claim(words: Sequence[Word], *, language: Language) -> bool:
    """True where a word for a saying stands before what is said: "claims that", "rumours of"."""
    sayings, telling = (language.words("relations", name) for name in ("sayings", "telling"))
    return any(a.folded in sayings and b.folded in telling for a, b in pairwise(words))


def turns_down(cue: Iterable[Word], content: Iterable[Word], *, language: Language) -> bool:
    """True where what is rejected is an offer or a plan before it is anybody's word: "rejected a bid"."""
    offers, sayings = (language.words("relations", name) for name in ("offers", "sayings"))
    if not any(w.folded in language.words("relations", "turning_down") for w in cue):
        return False
    what = next((w.folded for w in content if w.folded in offers or w.folded in sayings), None)
    return what in offers


def list_opposable(text: Text, words: Iterable[Word], *, language: Language) -> Mapping[str, str]:
    """The words that have an opposite, as printed, by their own stem; not those of what a thing is only likened to."""
    table = list_opposites(language)
    return {w.bare: text.printed(w) for w in _leave_likened(text, words, language) if w.bare in table}


def _leave_likened(text: Text, words: Iterable[Word], language: Language) -> Iterator[Word]:
    """The words without those behind "based on" or "rather than", as far as the next mark."""
    phrases = [tuple(p.split()) for p in sorted(language.words("relations", "likened"))]
    heard: list[str] = []
    end = 0
    is_likened = False
    for word in words:
        is_likened = is_likened and not MARK.search(text.report.text[end : word.start])
        heard.append(word.folded)
        end = word.end
        is_likened = is_likened or any(tuple(heard[-len(p) :]) == p for p in phrases)
        if not is_likened:
            yield word


@functools.cache
def list_opposites(language: Language) -> Mapping[str, frozenset[str]]:
    """The opposites of each stem that has some."""
    out: dict[str, set[str]] = {}
    for one, other in language.table("relations")["antonyms"]:
        a, b = (bare_stem(w, language=language) for w in (one, other))
        out.setdefault(a, set()).add(b)
        out.setdefault(b, set()).add(a)
    return {k: frozenset(v) for k, v in out.items()}
