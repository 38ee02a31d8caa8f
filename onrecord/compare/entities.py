"""Who and what is behind the names of all the reports: spellings, short forms, acronyms and bodies' several names.

Names are joined in steps, each with its reason: what a table knows to be one; persons whose family and given names
agree however they are spelt; a family name alone with the only person of the case so called who holds the same office
or belongs to the same country.  What no rule joins stays apart.  Nothing depends on the order of the reports.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.compare.byhand import arrange
from onrecord.compare.firms import find_prefixed, find_short_bodies, firm_key, list_wholes, settle_bodies
from onrecord.compare.home import find_homes, list_places
from onrecord.compare.movements import find_movements
from onrecord.compare.names import Used, list_used, most, place_key
from onrecord.compare.offices import list_served
from onrecord.compare.sides import BODIES, Sides, list_bodies, list_offices
from onrecord.compare.union import Sets
from onrecord.language import Language
from onrecord.language.names import name_key
from onrecord.language.people import family_of, fold_sound, fold_syllable, is_family_first, is_same_name, parts_of
from onrecord.records.annotation import EntityKind
from onrecord.records.claim import Entity
from onrecord.records.decision import Decision, Matter
from onrecord.records.finding import Findings
from onrecord.records.ids import group_id
from onrecord.records.report import Report

PERSON = EntityKind.PERSON
Group = tuple[list[int], list[str], tuple[str, ...]]  # members, the reasons of their joins, decisions by hand
SHOWN = 6  # joins told in a `because`
KNOWN_WELL = 2  # reports that must print a full name before its family name alone, with no office, is taken for it


def find_entities(
    reports: Sequence[Report],
    findings: Sequence[Findings],
    *,
    language: Language,
    overrides: Mapping[str, Sequence[str]],
    decisions: Sequence[Decision] = (),
) -> tuple[tuple[Entity, ...], tuple[tuple[str, str, str], ...]]:
    """Entities by name, and (report id, name in the report, entity id) for every name, sorted.

    `overrides` maps a party to names and glob patterns of the entities that belong to it; case does not count.
    `decisions` name entities by names within a report, or "report id|name" for one report's alone.
    """
    used = [u for r, f in zip(reports, findings, strict=True) for u in list_used(r, f, language=language)]
    used.sort(key=lambda u: (u.name, u.report.id))
    settle_bodies(used, language=language)
    _find_served(used, findings, language)
    sets = Sets(len(used))
    _join_known(used, sets, language)
    for i, j, reason in find_prefixed(used, language=language):
        sets.join(i, j, reason)
    for i, j, reason in find_movements(used, language=language):
        sets.join(i, j, reason)
    for i, (root, reason) in find_short_bodies(used, [sets.find(n) for n in range(len(used))]).items():
        sets.join(i, root, reason)
    _join_persons(used, sets, language)
    _join_short(used, sets, language)
    entities: dict[str, Entity] = {}
    names: list[tuple[str, str, str]] = []
    parties: dict[tuple[str, str], str] = {}
    wholes: dict[str, str] = {}
    sides = Sides(
        language=language,
        overrides=overrides,
        bodies=list_bodies(used),
        parties=parties,
        wholes=wholes,
        homes=find_homes(used),
        places=list_places(used),
    )
    for members, reasons, by_hand in _wholes_first(used, _settle(used, sets, decisions), language):
        entity = _make([used[i] for i in members], reasons, sides)
        if by_hand:
            entity = replace(entity, because="; ".join([entity.because, *by_hand]), by_hand=by_hand)
        while entity.id in entities:  # a namesake that no rule joined
            entity = replace(entity, id=group_id("entity", entity.id))
        entities[entity.id] = entity
        names.extend((used[i].report.id, used[i].name, entity.id) for i in members)
        if entity.party:
            parties |= {(used[i].report.id, used[i].name): entity.party for i in members}
            if entity.kind in (EntityKind.ORGANISATION, EntityKind.MEDIA):
                wholes |= {firm_key(form, language=language): entity.party for form in (entity.name, *entity.aliases)}
    found = _follow_persons(entities.values(), language)
    return tuple(sorted(found, key=lambda e: (e.name, e.id))), tuple(sorted(names))


def _follow_persons(entities: Iterable[Entity], language: Language) -> Iterator[Entity]:
    """The entities; a body that is called after a person is of that person's side: "the Lund administration"."""
    held = list(entities)
    families: dict[str, set[str | None]] = {}
    for entity in held:
        if entity.kind is PERSON:
            for family in name_key(entity.name).split()[-1:]:  # none in a name that is an article: "An"
                families.setdefault(family, set()).add(entity.party)
    staffs = language.words("relations", "staffs") | {"administration", "government", "cabinet"}
    for entity in held:
        *whose, what = entity.name.replace("’s ", " ").replace("'s ", " ").split() or [""]
        sides = families.get(name_key(whose[-1]), set()) if whose and what.lower() in staffs else set()
        side = next(iter(sides)) if len(sides) == 1 else None
        is_own = entity.kind is EntityKind.ORGANISATION and entity.party == entity.name
        because = f"{entity.because}; of {side}, whose {whose[-1]} it is called after" if side else entity.because
        yield replace(entity, party=side, because=because) if side and is_own else entity


def _find_served(used: Sequence[Used], findings: Sequence[Findings], language: Language) -> None:
    """Sets the bodies that persons hold an office of."""
    by_report: dict[str, dict[str, Used]] = {}
    for entry in used:
        by_report.setdefault(entry.report.id, {})[entry.name] = entry
    for found in findings:
        entries = by_report.get(found.report, {})
        bodies = {name for name, entry in entries.items() if entry.kind in BODIES}
        report = next((entry.report for entry in entries.values()), None)
        for person, served in list_served(report, found, bodies, language=language).items() if report else ():
            entries[person].served.update(served)


def _wholes_first(used: Sequence[Used], groups: Iterable[Group], language: Language) -> list[Group]:
    """The groups, organs of bodies behind the bodies and persons last: their party is that of a body before them."""

    def rank(group: Group) -> int:
        if any(used[i].kind is PERSON for i in group[0]):
            return 2
        return int(any(True for i in group[0] for _ in list_wholes(used[i].name, language=language)))

    return sorted(groups, key=rank)


def _settle(used: Sequence[Used], sets: Sets, decisions: Sequence[Decision]) -> Iterator[Group]:
    """The sets with the reasons of their joins, as people arranged them."""
    found = list(sets.groups())
    reasons = {i: why for members, why in found for i in members}
    called = [(entry.name, f"{entry.report.id}|{entry.name}") for entry in used]
    for group in arrange((m for m, _ in found), called, decisions, matter=Matter.ENTITY):
        members = sorted(group.members)
        why = [r for _, r in {id(reasons[i]): reasons[i] for i in members}.items()]
        yield members, [r for each in why for r in each], tuple(group.by_hand)


def _join_known(used: Sequence[Used], sets: Sets, language: Language) -> None:
    """Joins what is no person by its canonical name."""
    first: dict[str, int] = {}
    for i, entry in enumerate(used):
        if entry.kind is PERSON:
            continue
        key = _key_of(entry, language)
        j = first.setdefault(key, i)
        if j != i:
            sets.join(i, j, _reason_known(entry, used[j]))


def _key_of(entry: Used, language: Language) -> str:
    bracketed = entry.body or entry.name
    if entry.kind in BODIES and bracketed.endswith(")"):
        return f"body {bracketed.casefold()}"  # the country in brackets is part of the name
    if entry.body:
        is_everywhere_one = entry.known and entry.known.kind is EntityKind.ORGANISATION and not entry.known.country
        return f"body {name_key(entry.body)} {'' if is_everywhere_one else most(entry.countries) or ''}"
    if entry.known:
        return f"known {entry.known.name} {entry.known.country or ''}"
    if entry.name.endswith(" (city)"):
        return f"city {entry.name}"
    if entry.kind is EntityKind.PLACE:
        return f"place {place_key(entry.name)}"
    if entry.kind in BODIES:
        return f"body {firm_key(entry.name, language=language)} "
    return f"{entry.kind} {name_key(entry.name)} "


def _reason_known(entry: Used, other: Used) -> str:
    if entry.name.casefold() == other.name.casefold():
        return "the same name"
    shown = entry.body or (entry.known.name if entry.known else entry.name)
    return f"“{min(entry.name, other.name)}” and “{max(entry.name, other.name)}” both stand for {shown}"


def _join_persons(used: Sequence[Used], sets: Sets, language: Language) -> None:
    """Joins full names of persons that are one name spelt alike; each is compared within its block only."""
    blocks: dict[str, list[int]] = {}
    for i, entry in enumerate(used):
        parts = parts_of(entry.name, language)
        if entry.kind is PERSON and len(parts) > 1:
            for key in blocks_of(parts, language):
                blocks.setdefault(key, []).append(i)
    for block in blocks.values():
        heads: list[int] = []  # one of each name, since most reports spell it alike
        for i in block:
            same = next((j for j in heads if name_key(used[j].name) == name_key(used[i].name)), None)
            if same is not None:
                sets.join(i, same, "the same name")
                continue
            for j in heads:
                if is_same_name(parts_of(used[i].name, language), parts_of(used[j].name, language), language):
                    sets.join(i, j, f"“{used[j].name}” and “{used[i].name}” are spellings of one name")
            heads.append(i)


def blocks_of(parts: tuple[str, ...], language: Language) -> set[str]:
    """Keys of which two names that are one share at least one."""
    family = family_of(parts, language)
    keys = {fold_sound(family)[:2]}
    if is_family_first(parts, language):
        keys.add("~" + fold_syllable(family))
    return keys


def _join_short(used: Sequence[Used], sets: Sets, language: Language) -> None:
    """Joins a family name alone to the only person so called, where country or office agree or nothing speaks."""
    people: dict[str, set[int]] = {}
    for i, entry in enumerate(used):
        parts = parts_of(entry.name, language)
        if entry.kind is PERSON and len(parts) > 1:
            people.setdefault(fold_sound(family_of(parts, language)), set()).add(sets.find(i))
    members = _by_root(used, sets)
    traits = {root: _traits([used[i] for i in found]) for root, found in members.items()}
    lone: dict[tuple[str, str], int] = {}
    for i, entry in enumerate(used):
        parts = parts_of(entry.name, language)
        if len(parts) != 1 or not _may_be_person(entry):
            continue
        own = _traits([entry])
        found = people.get(fold_sound(parts[0]), set())
        if len(found) == 1:
            root = next(iter(found))
            reason = _reason_short(entry, own, traits[root], [used[j] for j in members[root]])
            if reason:
                sets.join(i, root, reason)
        elif not found and entry.kind is PERSON:
            for trait in sorted(own):
                j = lone.setdefault((name_key(entry.name), trait), i)
                if j != i:
                    sets.join(i, j, f"the same name, and {trait} in both")


def _may_be_person(entry: Used) -> bool:
    """True for a person, and for a word of which a report does not show what it is."""
    if entry.kind is PERSON:
        return True
    return entry.kind is EntityKind.ORGANISATION and entry.known is None and entry.body is None and entry.name.istitle()


def _reason_short(entry: Used, own: set[str], others: set[str], full: Sequence[Used]) -> str | None:
    """Why a family name alone is that person's; None: it may be another's."""
    shared = own & others
    if shared:
        return f"the only {entry.name} of the case, and {min(shared)} in both"
    if own or len({e.report.id for e in full}) < KNOWN_WELL:
        return None
    return f"the only {entry.name} of the case, named in full by several reports"


def _by_root(used: Sequence[Used], sets: Sets) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for i in range(len(used)):
        out.setdefault(sets.find(i), []).append(i)
    return out


def _traits(entries: Sequence[Used]) -> set[str]:
    """Countries and the last words of offices."""
    countries = {c for e in entries for c in e.countries}
    return countries | {f"“{role.lower().split()[-1]}”" for e in entries for role in e.roles}


def _make(entries: Sequence[Used], reasons: Sequence[str], sides: Sides) -> Entity:
    kinds: Counter[EntityKind] = Counter()
    forms: set[str] = set()
    for entry in entries:
        kinds.update(entry.kinds)
        forms.update(entry.forms)
        forms.add(entry.name)
    kind = PERSON if any(e.kind is PERSON for e in entries) else max(kinds.items(), key=lambda kv: (kv[1], kv[0]))[0]
    name = _name_of(entries, kind, sides.language)
    party, because = sides.find(name, kind, entries, forms=sorted(forms))
    # One who goes by a single name may have a namesake in another report, so the id holds the report.
    lone = [e.report.id for e in entries] if kind is PERSON and len(parts_of(name, sides.language)) == 1 else []
    return Entity(
        id=group_id("entity", f"{kind}:{name}", *lone[:1]),
        name=name,
        kind=kind,
        aliases=tuple(sorted(forms)),
        offices=list_offices(entries),
        party=party,
        because="; ".join([*_shorten(reasons), *([because] if because else [])]) or "one name",
    )


def _shorten(reasons: Sequence[str]) -> list[str]:
    told = sorted({r for r in reasons if r != "the same name"})
    if not told:
        return ["the same name in several reports"] if reasons else []
    return told[:SHOWN] + ([f"and {len(told) - SHOWN} more joins"] if len(told) > SHOWN else [])


def _name_of(entries: Sequence[Used], kind: EntityKind, language: Language) -> str:
    """The table's name, the body's canonical name, a movement's plainest, else the most frequent of the fullest."""
    for entry in entries:
        if entry.body:
            return entry.body
        if entry.known and kind is not PERSON:
            return entry.known.name
    counts = Counter(e.name for e in entries)
    if any(e.movement for e in entries):
        return min(counts, key=lambda n: (len(n.split()), -counts[n], n))
    full = {n: c for n, c in counts.items() if len(parts_of(firm_key(n, language=language), language)) > 1} or counts
    return min(full.items(), key=lambda kv: (-kv[1], -len(kv[0]), kv[0]))[0]
