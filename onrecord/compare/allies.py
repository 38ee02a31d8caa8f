"""Who takes a side in a conflict by the very word that decides it, in other words otherwise.

"An intercontinental missile" stands against "a missile of medium range"; whoever calls it "of medium range" too, in a
sentence that is like the second, is against the first as well, however little their own words are alike.
"""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.compare.answers import Answer
from onrecord.compare.grouping import Matrix
from onrecord.compare.keys import Key, is_one_voice, shorten, tell_speaker
from onrecord.compare.likeness import Scale
from onrecord.compare.opposites import list_opposites
from onrecord.compare.polarity import find_opposites, is_denial, says_not
from onrecord.compare.relations import LEAST_SUBJECTS, SPEAKS, relate
from onrecord.language import Language
from onrecord.records.claim import RelationKind
from onrecord.records.finding import Certainty

LEAST_SHARED = 3  # topic words of those who say one thing
Pair = tuple[int, int]


def find_allies(
    groups: Iterable[Sequence[int]], keys: Sequence[Key], likeness: Matrix, scale: Scale, *, language: Language
) -> tuple[Answer, ...]:
    """The statements that stand against one side of a conflict within these groups, beside the other."""
    found: dict[Pair, Answer] = {}
    for a, b in sorted({pair for group in groups for pair in _list_conflicts(group, keys, likeness, scale, language)}):
        for c, key in enumerate(keys):
            why = _sides_with(key, keys[a], keys[b], language) if likeness[c, a] >= scale.linked else None
            if why and c not in (a, b):
                found.setdefault((c, b), Answer(a=c, b=b, because=why, beside=a))
    return tuple(found[pair] for pair in sorted(found))


def _list_conflicts(
    group: Sequence[int], keys: Sequence[Key], likeness: Matrix, scale: Scale, language: Language
) -> Iterator[Pair]:
    """The pairs of a group that contradict each other by a word and its opposite, either way round."""
    table = list_opposites(language)
    telling = [i for i in group if keys[i].opposable]
    for n, i in enumerate(telling):
        for j in telling[:n]:
            if not any(table[stem] & keys[j].opposable.keys() for stem in keys[i].opposable):
                continue
            is_linked, is_near = (bool(likeness[i, j] >= least) for least in (scale.linked, scale.repeats))
            found = relate(keys[i], keys[j], is_linked=is_linked, is_near=is_near, language=language)
            if found and found.kind is RelationKind.CONTRADICTS and find_opposites(keys[i], keys[j], language=language):
                yield from ((i, j), (j, i))


def _sides_with(key: Key, friend: Key, rival: Key, language: Language) -> str | None:
    """Why a statement is against the rival where the friend is; None: it is not, as far as its words tell."""
    opposites = find_opposites(key, rival, language=language)
    told = find_opposites(friend, rival, language=language)
    if opposites is None or told is None or opposites[1] != told[1] or is_one_voice(key, rival):
        return None
    if key.statement.stance not in SPEAKS or key.statement.certainty is Certainty.POSSIBLE or is_denial(key):
        return None
    if says_not(key) is not says_not(rival) or len(key.stems & friend.stems) < LEAST_SHARED:
        return None
    is_of_one = _beside(key, opposites[0]) & _beside(friend, told[0])
    if not is_of_one and len(key.subjects & friend.subjects) < LEAST_SUBJECTS:
        return None
    return f"“{opposites[0]}” in one, “{opposites[1]}” in the other; {tell_speaker(friend)} says “{shorten(friend)}”"


def _beside(key: Key, printed: str) -> frozenset[str]:
    """The topic words next before and behind a word: what it is said of, "range" beside "medium"."""
    words = [w for w in key.words if w.stem]
    text = key.report.text
    places = [n for n, w in enumerate(words) if text[w.start : w.end] == printed]
    return frozenset(w.stem for n in places for w in (*words[max(0, n - 1) : n], *words[n + 1 : n + 2]))
