"""Yes and no: denials, negations and opposites, by the language's lists."""

import functools
from collections.abc import Mapping

from onrecord.compare.keys import Key
from onrecord.compare.words import bare_stem
from onrecord.language import Language
from onrecord.records.finding import Stance

LONGEST = 22  # words of a content whose one "not" is taken to govern it


def is_denial(key: Key) -> bool:
    """True when the speaker denies."""
    return key.statement.stance is Stance.DENIES


def says_not(key: Key, *, language: Language) -> bool | None:
    """True when the statement as a whole says that something is not so, False when that it is.

    None where it cannot be told: a long content with a "not" somewhere may say anything.
    """
    if is_denial(key):
        return True
    held = _count_negators(key, language)
    if not held:
        return False
    return True if held == 1 and len(key.words) <= LONGEST else None


def has_negator(key: Key, *, language: Language) -> bool:
    """True when the content holds a word of negation."""
    return _count_negators(key, language) > 0


def _count_negators(key: Key, language: Language) -> int:
    negators = language.words("relations", "negators")
    return sum(w.folded.replace("’", "'") in negators for w in key.words)


def points_back(key: Key, *, language: Language) -> bool:
    """True for a content that names no matter of its own: "that accusation", "the Ostrian claims"."""
    pointing = language.words("relations", "pointing")
    own = [w for w in key.words if w.folded not in pointing and w.stem and not w.is_capital]
    return not own and any(w.folded in pointing for w in key.words)


def find_opposites(a: Key, b: Key, *, language: Language) -> tuple[str, str] | None:
    """A word of `a` and its opposite in `b`, as printed; None where there is none, or either has both."""
    table = _opposites(language)
    in_a = {w.bare: a.report.text[w.start : w.end] for w in a.words}
    in_b = {w.bare: b.report.text[w.start : w.end] for w in b.words}
    for stem, printed in in_a.items():
        for other in sorted(table.get(stem, frozenset()) & in_b.keys()):
            if other not in in_a and stem not in in_b:
                return printed, in_b[other]
    return None


@functools.cache
def _opposites(language: Language) -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for one, other in language.table("relations")["antonyms"]:
        a, b = (bare_stem(w, language=language) for w in (one, other))
        out.setdefault(a, set()).add(b)
        out.setdefault(b, set()).add(a)
    return {k: frozenset(v) for k, v in out.items()}
