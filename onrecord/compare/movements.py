"""Movements under the many descriptions that reports give them: "Larks", "the Lark militia", "Ostria's Lark rebels".

What a movement is called by itself is one word or two; what it is (a group, a militia), whose it is and who backs it
stand round that, differently in every report.
"""

from collections.abc import Iterator, Sequence

from onrecord.compare.names import Used
from onrecord.language import Language
from onrecord.language.names import Known, find_known, name_key, split_country
from onrecord.records.annotation import EntityKind

KINDS = (EntityKind.ORGANISATION, EntityKind.GROUP)
BEHIND = (" from ", " of ", " in ")  # where they are, behind what they are called
SHORTEST = 4  # letters of a name of which the plural is taken to be the same
LONGEST = 2  # words that a movement is called by


def find_movements(used: Sequence[Used], *, language: Language) -> Iterator[tuple[int, int, str]]:
    """Pairs of entries that are one movement, and why; a name alone is one where another report describes it so."""
    cores = {n: core_of(u.name, language=language) for n, u in enumerate(used) if u.kind in KINDS}
    described = {_key(core) for n, core in cores.items() if core and _is_described(used[n].name, language)}
    first: dict[str, int] = {}
    for n, core in cores.items():
        if core is None or _key(core) not in described:
            continue
        m = first.setdefault(_key(core), n)
        used[n].movement = core
        if m != n:
            is_same = used[m].name == used[n].name
            yield n, m, "the same name" if is_same else f"“{used[m].name}” and “{used[n].name}” are one movement"


def core_of(name: str, *, language: Language) -> str | None:
    """What a movement is called by itself: "Lark" of "Ostria's Verania-backed Lark rebels"; None: no such name."""
    for mark in BEHIND:
        name = name.split(mark)[0]
    _, rest = split_country(name, language=language)
    signs = language.table("relations")["movements"]
    words = [w for w in rest.split() if w.lower().rpartition("-")[2] not in signs["tied"]]
    kept = [w for w in words if w.lower() not in signs["heads"] and w.lower() not in signs["beside"]]
    core = " ".join(kept)
    known = find_known(core, language=language) if core else None
    if not kept or len(kept) > LONGEST or not all(w[:1].isupper() for w in kept) or _is_state(known):
        return None
    return core


def _is_described(name: str, language: Language) -> bool:
    """True where the name says what the movement is, or who stands behind it."""
    signs = language.table("relations")["movements"]
    words = name.lower().split()
    return any(w in signs["heads"] or ("-" in w and w.rpartition("-")[2] in signs["tied"]) for w in words)


def _is_state(known: Known | None) -> bool:
    return known is not None and known.kind not in KINDS


def _key(core: str) -> str:
    key = name_key(core)
    return key[:-1] if key.endswith("s") and len(key) > SHORTEST else key
