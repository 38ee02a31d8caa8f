"""How persons' names compare: order, initials, short forms, and the spellings that transliteration gives one name.

Shared by reading one report and by joining reports.  Two names are one person's only when the family name and every
given name that both print agree; a family name alone never joins two people.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from onrecord.language import Language
from onrecord.language.names import KEPT, plain

Parts = tuple[str, ...]
CLOSE = 0.93  # Jaro-Winkler of two folded family names that may be one; "Smith" and "Smyth" are .95 unfolded
LONG = 5  # letters; shorter names must fold to the same
AT_ONCE = 256  # families that are compared with all others of their letter in one go
SYLLABLE = 7  # letters in one written syllable of a Korean or Chinese given name
ARTICLES = ("al", "el", "ad", "as", "ash", "ar", "an", "az", "ul")
# Spellings of one sound in Slavic, Arabic and western names, applied in order to plain letters.
SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"[^a-z]", ""),
        (r"(?:i|y|j)+$", "i"),  # Kovalsky, Kovalskyy, Kovalskiy
        (r"(?<=[bcdfghklmnprstvwxz])[jyi](?=[aeou])", ""),  # Umyarov, Umarov
        (r"(?<=[aeou])[jyi]+(?=[aeou])", ""),
        (r"^[jyi](?=[eu])", ""),  # Yelena, Elena
        (r"iy|yi|ij|ii|yy", "i"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"tsch|tch|cz|ch|č", "c"),
        (r"sch|sh|sz", "s"),
        (r"dzh|zh|dj", "j"),
        (r"kh|gh|q|ck", "k"),
        (r"th", "t"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"x", "ks"),
        (r"ae|oe", "e"),
        (r"y", "i"),
        (r"(.)\1+", r"\1"),
    )
)
LASTING = frozenset("blmnr")  # no rule of these brings, takes or alters them: names that sound alike share them
# Spellings of one sound in Korean names: the South's system, the North's, McCune-Reischauer and habit.
SYLLABLES = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"[^a-z]", ""),
        (r"^(?:lee|ri|li|yi|rhee|i)$", "ri"),
        (r"^(?:park|pak|bak)$", "pak"),
        (r"^(?:choe|choi|chwe)$", "coe"),
        (r"^(?:yoo|yu|ryu|you)$", "ryu"),
        (r"^(?:lim|im|rim)$", "rim"),
        (r"^(?:no|noh|roh)$", "ro"),
        (r"sh", "s"),
        (r"ch", "j"),
        (r"ee|ui", "i"),
        (r"eo|eu|oo|ou|u|o", "o"),
        (r"ae|ai", "e"),
        (r"oh$", "o"),
        (r"^[gk]|[gk]$", "k"),
        (r"^[dt]|[dt]$", "t"),
        (r"^[bp]|[bp]$", "p"),
        (r"^[rl]", "r"),
        (r"^jw?", "c"),
        (r"(.)\1+", r"\1"),
    )
)


ASIDE = re.compile(r"['’]s\b|\(.*?\)")  # of a name: possessive marks and brackets
SIGNS = re.compile(r"[^a-z0-9-]")
MUTE = re.compile(r"(?<=[aeiou])h(?=[aeiou])")  # an "h" that transcriptions write or leave out: "Abihullah", "Abiullah"


@functools.lru_cache(maxsize=KEPT)
def parts_of(name: str, language: Language) -> Parts:
    """The words of a name in plain letters, hyphens kept, without suffixes, brackets and possessive marks."""
    suffixes = _list(language, "suffixes")
    bare = ASIDE.sub("", name).replace(".", ". ")
    parts = [SIGNS.sub("", plain(w)).strip("-") for w in bare.split()]
    parts = [p for p in parts if p]
    while len(parts) > 1 and parts[-1] in suffixes:
        parts.pop()
    return tuple(parts)


@functools.cache
def _list(language: Language, key: str) -> frozenset[str]:
    rows = language.table("titles")[key]
    words = [w for row in rows.values() for w in row] if isinstance(rows, Mapping) else rows
    return frozenset(words) | {w.rstrip(".") for w in words}


def is_family_first(parts: Parts, language: Language) -> bool:
    """True for a name in Korean or Chinese order: "Park Ji Sung", "Han Kang", "Lin Dan"."""
    first = _list(language, "family_first")
    if len(parts) < 2 or len(parts) > 3 or parts[0] not in first:
        return False
    given = [s for p in parts[1:] for s in p.split("-")]
    if len(given) > 2 or max(len(s) for s in given) > SYLLABLE:
        return False
    is_western = len(parts) == 2 and "-" not in parts[1] and parts[0] in _given(language) and parts[1] not in first
    return not is_western


@functools.cache
def _given(language: Language) -> frozenset[str]:
    return frozenset(language.table("given_names")["names"].split())


def gender_of(name: str, *, language: Language) -> str | None:
    """ "he" or "she" by the given name; None where the name does not tell."""
    parts = parts_of(name, language)
    if len(parts) < 2 or is_family_first(parts, language):
        return None
    he, she = _gendered(language)
    given = next((p for p in parts[:-1] if len(p) > 1), "")
    return "he" if given in he else "she" if given in she else None


@functools.cache
def _gendered(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    table = language.table("given_names")
    return frozenset(table["male"].split()), frozenset(table["female"].split())


def family_of(parts: Parts, language: Language) -> str:
    """The family name without a joined article: the first part in Korean or Chinese order, else the last."""
    return bare_of(parts[0] if is_family_first(parts, language) else parts[-1])


def bare_of(part: str) -> str:
    """A part of a name without its joined article."""
    head, _, rest = part.partition("-")
    return rest if rest and head in ARTICLES else part


def is_same_name(a: Parts, b: Parts, language: Language) -> bool:
    """True when two names of at least two words can be one person's."""
    if len(a) < 2 or len(b) < 2:
        return a == b
    if _squeeze(a) == _squeeze(b):
        return True
    if is_family_first(a, language) and is_family_first(b, language):
        return _syllables(a) == _syllables(b) or fold_syllable(_squeeze(a)) == fold_syllable(_squeeze(b))
    short, long = sorted((a, b), key=len)
    if _is_same_family(short[-1], long[-1]):
        return _agree_in_order(short[:-1], long[:-1], language)
    return len(short) > 1 and short == long[: len(short)] and len(long) > 2 and len(short) < len(long)


def keys_of(parts: Parts, language: Language) -> frozenset[tuple[str, ...]]:
    """What two names of at least two words share, in one way at least, where `is_same_name` holds for them.

    But for families that sound alike without being the same: see `list_near`.
    """
    starts = {("start", *parts[:n]) for n in range(2, len(parts) + 1)}
    keys = {("whole", _squeeze(parts)), ("family", fold_sound(bare_of(parts[-1]))), *starts}
    if is_family_first(parts, language):
        keys |= {("syllables", *_syllables(parts)), ("syllable", fold_syllable(_squeeze(parts)))}
    return frozenset(keys)


def list_near(families: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs among these folded families, all different, that are not the same and yet may be one."""
    groups: dict[str, list[str]] = {}
    for family in families:
        if len(family) >= LONG:
            groups.setdefault(family[0], []).append(family)
    for group in groups.values():
        for start in range(0, len(group), AT_ONCE):
            rows = group[start : start + AT_ONCE]
            alike = process.cdist(rows, group, scorer=JaroWinkler.similarity, score_cutoff=CLOSE)
            for i, j in zip(*alike.nonzero(), strict=True):
                if start + i < j:
                    yield rows[i], group[j]


def list_near_to(family: str, families: Sequence[str]) -> list[str]:
    """Those of these folded families that are not the same as this one and yet may be one."""
    if len(family) < LONG:
        return []
    alike = process.extract(family, families, scorer=JaroWinkler.similarity, score_cutoff=CLOSE, limit=None)
    return [f for f, _, _ in alike if len(f) >= LONG and f[0] == family[0] and f != family]


def _squeeze(parts: Parts) -> str:
    return "".join(parts).replace("-", "")


def _syllables(parts: Parts) -> list[str]:
    return [fold_syllable(s) for p in parts for s in p.split("-")]


def _is_same_family(a: str, b: str) -> bool:
    left, right = fold_sound(bare_of(a)), fold_sound(bare_of(b))
    if left == right:
        return True
    is_long = min(len(left), len(right)) >= LONG
    return is_long and left[0] == right[0] and JaroWinkler.similarity(left, right) >= CLOSE


def _agree_in_order(short: Parts, long: Parts, language: Language) -> bool:
    """True when every given name of the shorter agrees with one of the longer, in the same order.

    An initial alone does not join a name to another given name that is written out: "A. Barry" and "Ann".
    """
    matched: list[tuple[str, str]] = []
    rest = iter(long)
    for p in short:
        q = next((q for q in rest if is_same_given(p, q, language)), None)
        if q is None:
            return False
        matched.append((p, q))
    if not matched or any(len(p) > 1 and len(q) > 1 for p, q in matched):
        return True
    left_over = [q for q in long if len(q) > 1 and q not in {m for _, m in matched}]
    return not left_over or all(len(p) == 1 for p in short)


def is_same_given(a: str, b: str, language: Language) -> bool:
    """True for one given name, its initial, its short form, or its other spellings."""
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    nicknames = language.table("titles")["nicknames"]
    if b in nicknames.get(a, ()) or a in nicknames.get(b, ()):
        return True
    variant = _variants(language)
    if a in variant and b in variant:
        return variant[a] == variant[b]
    if min(len(a), len(b)) < 3 or LASTING.intersection(a) != LASTING.intersection(b):
        return False
    return fold_sound(MUTE.sub("", a)) == fold_sound(MUTE.sub("", b))


@functools.cache
def _variants(language: Language) -> Mapping[str, int]:
    return {name: n for n, group in enumerate(language.table("titles")["variants"]["groups"]) for name in group}


@functools.lru_cache(maxsize=KEPT)
def fold_sound(part: str) -> str:
    """The part of a name with the spellings of one sound made one: "Kovalskyy" and "Kovalskiy" give the same."""
    return _fold(part, SOUNDS)


@functools.lru_cache(maxsize=KEPT)
def fold_syllable(part: str) -> str:
    """A syllable of a Korean name with its spellings made one: "Choe" and "Choi", "hui" and "hee"."""
    return _fold(part, SYLLABLES)


def _fold(part: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    out = part
    for pattern, to in rules:
        out = pattern.sub(to, out)
    return out or part
