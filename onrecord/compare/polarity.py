"""Yes and no: what a statement denies, says not, points back at, and where it uses the opposite word."""

from onrecord.compare.keys import Key
from onrecord.compare.opposites import list_opposites
from onrecord.compare.words import fold
from onrecord.language import Language
from onrecord.records.finding import Stance

LONGEST = 22  # words of a content whose one "not" is taken to govern it


def is_denial(key: Key) -> bool:
    """True when the speaker denies, or calls a saying false; who turns down an offer does not deny that it was made."""
    return (key.statement.stance is Stance.DENIES and not key.is_turned_down) or key.calls_false


def says_not(key: Key) -> bool | None:
    """True when the statement as a whole says that something is not so, False when that it is.

    None where it cannot be told: a long content with a "not" somewhere may say anything.
    """
    if is_denial(key):
        return True
    if not key.negators:
        return False
    return True if key.negators == 1 and len(key.words) <= LONGEST else None


def is_about(key: Key, person: Key, language: Language) -> bool:
    """True where a statement names the speaker of another, or has a pronoun that may mean them."""
    names = frozenset(person.speaker.id.split("&"))
    party = fold(person.speaker.party or person.speaker.name or "")
    third = language.words("relations", "third")
    is_named = bool(names & key.entities) or bool(party and party in fold(key.text))
    return is_named or any(w.folded in third for w in key.words)


def find_opposites(a: Key, b: Key, *, language: Language) -> tuple[str, str] | None:
    """A word of `a` and its opposite in `b`, as printed; None where there is none, or either has both."""
    table = list_opposites(language)
    for stem, printed in a.opposable.items():
        for other in sorted(table[stem] & b.opposable.keys()):
            if other not in a.opposable and stem not in b.opposable:
                return printed, b.opposable[other]
    return None
