"""The side of who is not named but called after a body or a state: "Brell officials", "an Ostrian government official".

They stay unnamed, and nobody can tell whether two of them are one; whose side they speak for is said all the same.
"""

from collections.abc import Mapping

from onrecord.language import Language
from onrecord.language.names import name_key, split_country
from onrecord.records.annotation import EntityKind
from onrecord.records.claim import Entity

LONGEST = 6  # words of a body's name
BODIES = (EntityKind.GOVERNMENT, EntityKind.ORGANISATION, EntityKind.MEDIA, EntityKind.GROUP)


def list_forms(entities: Mapping[str, Entity]) -> Mapping[str, Entity]:
    """The bodies by each form of their names; a form that several have stands for none."""
    found: dict[str, dict[str, Entity]] = {}
    for entity in entities.values():
        if entity.kind in BODIES and entity.party:
            for form in (entity.name, *entity.aliases):
                found.setdefault(name_key(form), {})[entity.party] = entity
    return {form: next(iter(held.values())) for form, held in found.items() if form and len(held) == 1}


def find_side(called: str, forms: Mapping[str, Entity], *, language: Language) -> str | None:
    """The party of the body that somebody is called after, where he is one who speaks for it; None: not told."""
    words = called.split()
    if {w.lower() for w in words} & language.words("titles", "past"):
        return None
    serving: Mapping[str, list[str]] = language.table("relations")["serving"]
    for size in range(min(LONGEST, len(words) - 1), 0, -1):
        for at in range(len(words) - size):
            entity = forms.get(name_key(" ".join(words[at : at + size])))
            if entity is None or not words[at][:1].isupper():
                continue
            kind = "state" if entity.kind is EntityKind.GOVERNMENT else "body"
            behind = " ".join(words[at + size :]).lower()
            return entity.party if _ends_with(behind, serving[kind]) else None
    return None


def find_state(called: str, home: str | None, *, language: Language) -> str | None:
    """The state that somebody is called after: "Ostrian officials", "the country's chief prosecutor" at `home`."""
    words = called.lower().replace("’", "'").split()
    if set(words) & (language.words("titles", "past") | language.words("titles", "legislators")):
        return None
    owners = language.words("relations", "owning_states")
    led = [w for w in words if w != "the"]
    if led and led[0].removesuffix("'s") in owners and led[0].endswith("'s"):
        country, rest = home, " ".join(led[1:])
    else:
        country, rest = split_country(called, language=language)
    serving: Mapping[str, list[str]] = language.table("relations")["serving"]
    return country if country and _ends_with(rest.lower(), serving["state"]) else None


def _ends_with(behind: str, roles: list[str]) -> bool:
    return any(behind == role or behind.endswith(f" {role}") for role in roles)
