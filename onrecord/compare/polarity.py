"""Yes and no: what a statement denies, says not, points back at, and where it uses the opposite word."""

from onrecord.compare.keys import Key
from onrecord.compare.opposites import list_opposites
from onrecord.language import Language
from onrecord.records.finding import Stance

LONGEST = 22  # words of a content whose one "not" is taken to govern it


def is_denial(key: Key) -> bool:
    """True when the speaker denies."""
    return key.statement.stance is Stance.DENIES


def says_not(key: Key) -> bool | None:
    """True when the statement as a whole says that something is not so, False when that it is.

    None where it cannot be told: a long content with a "not" somewhere may say anything.
    """
    if is_denial(key):
        return True
    if not key.negators:
        return False
    return True if key.negators == 1 and len(key.words) <= LONGEST else None


def points_back(key: Key, *, language: Language) -> bool:
    """True for a content that names no matter of its own: "that accusation", "the Ostrian claims"."""
    pointing = language.words("relations", "pointing")
    own = [w for w in key.words if w.folded not in pointing and w.stem and not w.is_capital]
    return not own and any(w.folded in pointing for w in key.words)


def find_opposites(a: Key, b: Key, *, language: Language) -> tuple[str, str] | None:
    """A word of `a` and its opposite in `b`, as printed; None where there is none, or either has both."""
    table = list_opposites(language)
    for stem, printed in a.opposable.items():
        for other in sorted(table[stem] & b.opposable.keys()):
            if other not in a.opposable and stem not in b.opposable:
                return printed, b.opposable[other]
    return None
