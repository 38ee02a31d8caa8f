"""Names that a report takes for a person's and that the reports of a story together show to be a body's.

A firm or a union that no table knows stands in a report as a bare capitalised word, as a surname does.  Over a story it
shows itself: it has a board, shareholders and a chairman, somebody is its chief executive, another report reads it for
a body.  Whoever has a title, a given name or a full name in the story stays a person.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.compare.names import Used
from onrecord.language import Language
from onrecord.language.names import given_names, name_key, split_country
from onrecord.language.people import family_of, fold_sound, parts_of
from onrecord.records.annotation import EntityKind

ORGAN_OF = re.compile(r"^(?P<organ>[\w\s]+?) of (?P<whole>[^\W\d_].*)$")
OWNED = re.compile(r"^(?P<whole>.+?)['’]s? (?P<organ>.+)$")
CAPITALS = re.compile(r"(?:[A-Z][\w&.’'-]*\s)*[A-Z][\w&-]*")
CAPITALS_BEFORE = re.compile(r"(?P<name>(?:[A-Z][\w&.-]*\s)*[A-Z][\w&-]*)(?:['’]s?)?\s+$")
NEAR = 50  # characters before a word in which the name that owns it stands
SURE = 100  # votes for what the story shows, over those of single reports
OPEN = (EntityKind.PERSON, EntityKind.THING)  # kinds that a bare name is given for want of better
JOINING = "&"


def settle_bodies(used: Sequence[Used], *, language: Language) -> None:
    """Gives the names of bodies among the persons and things of a story the kind of a body, in place."""
    by_key: dict[str, list[Used]] = {}
    for entry in used:
        by_key.setdefault(name_key(entry.name), []).append(entry)
    families = _list_families(used, language)
    shown = _list_shown(used, language)
    for entries in by_key.values():
        if not any(e.kind in OPEN for e in entries) or any(_is_person(e, families, language) for e in entries):
            continue
        is_body = any(e.kind is EntityKind.ORGANISATION or JOINING in e.name for e in entries)
        if is_body or any(name_key(form) in shown for e in entries for form in (e.name, *e.forms)):
            for entry in entries:
                if entry.kind in OPEN and not _is_addressed(entry, language):
                    entry.kinds[EntityKind.ORGANISATION] += SURE


def _list_families(used: Iterable[Used], language: Language) -> frozenset[str]:
    """The family names of those who are named in full."""
    full = {u.name: parts_of(u.name, language) for u in used if u.kind is EntityKind.PERSON}
    given = given_names(language)
    return frozenset(fold_sound(family_of(p, language)) for p in full.values() if len(p) > 1 and p[0] in given)


def _is_person(entry: Used, families: frozenset[str], language: Language) -> bool:
    """True for one who has a title, a given name, or the family name of somebody named in full."""
    if entry.kind is not EntityKind.PERSON:
        return False
    parts = parts_of(entry.name, language)
    is_family = len(parts) == 1 and fold_sound(parts[0]) in families
    return bool(entry.roles) or not parts or is_family or parts[0] in given_names(language)


def _is_addressed(entry: Used, language: Language) -> bool:
    """True where the report calls the bearer of the name "Mr" or "Dr"."""
    forms = "|".join(re.escape(f) for f in sorted({entry.name, *entry.forms}, key=lambda f: (-len(f), f)))
    honorifics = "|".join(re.escape(w) for w in sorted(language.words("titles", "honorifics")))
    return re.search(rf"\b(?:{honorifics})\s+(?:{forms})\b", entry.report.text, re.IGNORECASE) is not None


def _list_shown(used: Sequence[Used], language: Language) -> frozenset[str]:
    """The plain names that stand before what only bodies have, behind who heads one, or at the head of an office."""
    found = {" ".join(role.split()[:n]) for u in used for role in u.roles for n in range(1, len(role.split()))}
    for report in {u.report.id: u.report for u in used}.values():
        found.update(_list_beside(report.text, language))
    return frozenset(name_key(name) for name in found if name[:1].isupper())


def _list_beside(text: str, language: Language) -> Iterator[str]:
    owned, headed = _patterns(language)
    for match in owned.finditer(text):
        words = CAPITALS_BEFORE.search(text, max(0, match.start() - NEAR), match.start())
        parts = words["name"].split() if words else []
        yield from (" ".join(parts[n:]) for n in range(len(parts)))
    for match in headed.finditer(text):
        words = CAPITALS.match(text, match.end())
        parts = words.group().split() if words else []
        yield from (" ".join(parts[: n + 1]) for n in range(len(parts)))


@functools.cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What only bodies have, and who heads one with its "of"."""
    signs: Mapping[str, list[str]] = language.table("relations")["firms"]
    owned, headed = ("|".join(re.escape(w) for w in sorted(signs[key], reverse=True)) for key in ("owned", "headed"))
    return re.compile(rf"\b(?:{owned})\b"), re.compile(rf"\b(?:{headed})\s+of\s+")


def firm_key(name: str, *, language: Language) -> str:
    """The name in plain letters without the words for its legal form: "Harrow Air Corp" and "Harrow Air"."""
    legal = language.table("relations")["firms"]["legal"]
    words = name_key(name).split()
    while len(words) > 1 and words[-1] in legal:
        words.pop()
    return " ".join(words)


def list_wholes(name: str, *, language: Language) -> Iterator[str]:
    """What may be the body that another is an organ of by its name, the longest first: "Harrow Air's board"."""
    organs = frozenset(language.table("relations")["firms"]["organs"])
    owned, of = OWNED.match(name), ORGAN_OF.match(name)
    if owned and organs & set(owned["organ"].lower().split()):
        yield owned["whole"]
    if of and set(language.table("relations")["firms"]["heads"]) & set(of["organ"].lower().split()):
        yield of["whole"]
    words = name.split()
    last = max((n for n, w in enumerate(words) if w.lower() in organs), default=0)
    yield from (" ".join(words[:at]) for at in range(last, 0, -1))


def find_prefixed(used: Sequence[Used], *, language: Language) -> Iterator[tuple[int, int, str]]:
    """Pairs of entries that are one body with and without its country, and why: "U.S. Tide Board", "US Tide Board"."""
    plain: dict[str, int] = {}
    by_country: dict[str, dict[str, int]] = {}
    for n, entry in enumerate(used):
        if entry.kind is not EntityKind.ORGANISATION or entry.known or entry.body:
            continue
        country, rest = split_country(entry.name, language=language)
        if country is None:
            plain.setdefault(firm_key(entry.name, language=language), n)
        elif len(rest.split()) > 1:
            first = by_country.setdefault(firm_key(rest, language=language), {}).setdefault(country, n)
            if first != n:
                is_same = used[first].name == entry.name
                told = f"“{used[first].name}” and “{entry.name}” are one body of {country}"
                yield n, first, "the same name" if is_same else told
    for rest, found in by_country.items():
        if len(found) == 1 and rest in plain:
            ((country, n),) = found.items()
            yield plain[rest], n, f"the only “{used[plain[rest]].name}” of the case is of {country}"


def find_short_bodies(used: Sequence[Used], roots: Sequence[int]) -> Mapping[int, tuple[int, str]]:
    """By entry the body that another report gives the same letters as a short form of, and why; `roots`: its sets."""
    bodies: dict[str, set[int]] = {}
    full = [n for n, u in enumerate(used) if u.kind in (EntityKind.ORGANISATION, EntityKind.MEDIA)]
    for n in full:
        words = used[n].name.split()
        if used[n].kind is EntityKind.MEDIA and len(words) > 1:  # "the Journal" of the only one that is called so
            bodies.setdefault(words[-1], set()).add(roots[n])
        for form in used[n].forms:
            if form != used[n].name and _is_short(form):
                bodies.setdefault(form, set()).add(roots[n])
    out = {}
    for n in full:
        found = bodies.get(used[n].name, set()) - {roots[n]}
        if len(found) == 1:
            root = next(iter(found))
            out[n] = root, f"“{used[n].name}” is what another report calls {used[root].name}"
    return out


def _is_short(form: str) -> bool:
    """True for letters that stand for a name: "BA", "SK E&C"; a plain word may be anybody's."""
    letters = [c for c in form if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)
