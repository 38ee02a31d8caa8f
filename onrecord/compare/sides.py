"""The offices a person is given, with their dates, and the side that an entity belongs to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from onrecord.compare.firms import firm_key, list_wholes
from onrecord.compare.home import find_region, is_home_office, is_local, is_of_opposition
from onrecord.compare.names import Used, countries_of, most
from onrecord.compare.partisans import find_adjective, find_lettered
from onrecord.language import Language
from onrecord.language.names import Known, gazetteer, is_anothers, split_country, split_name
from onrecord.records.annotation import EntityKind
from onrecord.records.claim import Office
from onrecord.records.when import Basis, Precision, When

LINKING = frozenset({"of", "for", "in", "to", "at", "on"})
BODIES = (EntityKind.GOVERNMENT, EntityKind.ORGANISATION, EntityKind.MEDIA)


def list_offices(entries: Sequence[Used]) -> tuple[Office, ...]:
    """Titles by alphabet, with the first and last publication date of the reports that print them."""
    seen: dict[str, list[When | None]] = {}
    shown: dict[str, Counter[str]] = {}
    for entry in entries:
        for role, count in entry.roles.items():
            seen.setdefault(role.lower(), []).append(entry.report.published)
            shown.setdefault(role.lower(), Counter())[role] += count
    return tuple(Office(title=most(shown[role]) or role, seen=_hull(seen[role])) for role in sorted(seen))


def _hull(dates: Sequence[When | None]) -> When:
    starts = [d.earliest for d in dates if d and d.earliest]
    ends = [d.latest for d in dates if d and d.latest]
    if not starts or not ends:
        return When(earliest=None, latest=None, precision=Precision.INTERVAL, basis=Basis.UNKNOWN)
    first, last = min(starts), max(*ends, min(starts))
    precision = Precision.DAY if first == last else Precision.INTERVAL
    return When(earliest=first, latest=last, precision=precision, basis=Basis.METADATA)


def list_bodies(used: Iterable[Used]) -> Mapping[str, str]:
    """The organisations of some reports by each form of their names: what an office may be one of."""
    found = [u for u in used if u.kind is EntityKind.ORGANISATION and not u.countries]
    named = ((form, u) for u in found for form in (u.name, *u.forms) if form.isupper() or " " in form)  # not "House"
    return {form: u.body or (u.known.name if u.known else u.name) for form, u in named}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What decides the side that an entity belongs to."""

    language: Language
    overrides: Mapping[str, Sequence[str]]  # party -> names and patterns of those that belong to it
    bodies: Mapping[str, str]  # organisations that the reports name, by each form
    parties: Mapping[tuple[str, str], str] = field(default_factory=dict)  # of bodies, by report id and name within it
    wholes: Mapping[str, str] = field(default_factory=dict)  # party of a body by its plain name
    homes: Mapping[str, str] = field(default_factory=dict)  # the country that a report is about, by report id
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)  # the regions that it names

    def find(
        self, name: str, kind: EntityKind, entries: Sequence[Used], *, forms: Sequence[str]
    ) -> tuple[str | None, str | None]:
        """The side an entity belongs to, and why where a setting or an office decides; None: not known."""
        for party in sorted(self.overrides):
            for pattern in self.overrides[party]:
                if any(fnmatchcase(form.lower(), pattern.lower()) for form in (name, *forms)):
                    return party, f"its party is set to {party} by “{pattern}”"
        if kind is EntityKind.PERSON:
            return self._find_for_person(entries)
        if kind is EntityKind.GOVERNMENT:
            return most(countries_of(entries)) or name, None
        if kind is EntityKind.ORGANISATION:
            whole = next((w for form in (name, *forms) if (w := self._whole_of(form))), None)
            if whole:
                return whole, f"of {whole} by its name"
            if owner := self._owner_of(name, entries):
                return owner, f"of {owner}, before whose name it stands"
        return (name, None) if kind in BODIES or kind is EntityKind.GROUP else (None, None)

    def _owner_of(self, name: str, entries: Sequence[Used]) -> str | None:
        """The country of a body of state by what stands before its name: "Germany's | Federal Network Agency"."""
        is_of_state = name.split()[-1].lower() in self.language.table("bodies")["heads"]["state"]
        return most(countries_of(entries)) if is_of_state else None

    def _whole_of(self, name: str) -> str | None:
        """The party of the body or state that an organ has in its name: "Harrow Air's board", "Ostrian Embassy"."""
        country, rest = split_country(name, language=self.language)
        if country and rest and rest.split()[-1].lower() in self.language.table("bodies")["heads"]["state"]:
            return country
        keys = (firm_key(w, language=self.language) for w in list_wholes(name, language=self.language))
        return next((self.wholes[k] for k in keys if k in self.wholes), None)

    def _find_for_person(self, entries: Sequence[Used]) -> tuple[str | None, str | None]:
        """By the body of an office, or by the country with an office of state; one held no more gives no party.

        Who sits in a parliament speaks for a political party where a report gives it, not for the state.
        """
        if lettered := find_lettered(entries, self.language):
            return lettered, f"of {lettered} by the letter behind the name"
        if region := find_region(entries, self.places, self.language):
            return region, f"of {region} by an office of it"
        is_opposed = is_of_opposition(entries)
        votes: Counter[str] = Counter()
        shown: dict[str, Counter[str]] = {}
        for entry in entries:
            for role, count in entry.roles.items():
                country = None if is_opposed or is_local(role, self.language) else most(entry.countries)
                side = self._side_of(role, country)
                side = self.parties.get((entry.report.id, side or ""), side)
                if side:
                    votes[side] += count
                    shown.setdefault(side, Counter())[f"the office “{role}”"] += count
            for body, count in entry.served.items():
                if side := self.parties.get((entry.report.id, body)):
                    votes[side] += count
                    shown.setdefault(side, Counter())[f"an office of {body}"] += count
        political = self._political(entries)
        if not votes and not political and not is_opposed:
            return self._find_at_home(entries)
        side = most(political or votes)
        told = "a title in a parliament" if political else most(shown.get(side or "", Counter()))
        return (side, f"of {side} by {told}") if side else (None, None)

    def _find_at_home(self, entries: Sequence[Used]) -> tuple[str | None, str | None]:
        """By an office of state of which no report says the country: that of the report."""
        found = [
            (home, role)
            for entry in entries
            for role in entry.roles
            if (home := self.homes.get(entry.report.id)) and is_home_office(role, self.language)
        ]
        if len({home for home, _ in found}) != 1:
            return None, None
        home, role = min(found)
        return home, f"of {home} by the office “{role}”, which is given without a country"

    def _political(self, entries: Sequence[Used]) -> Counter[str]:
        """The parties that those are of who hold no office but in a parliament."""
        roles = {role: count for entry in entries for role, count in entry.roles.items()}
        if not all(_head_of(r.lower().split()) in self.language.words("titles", "legislators") for r in roles):
            return Counter()
        found = {r: self._known_in(split_name(r)) for r in roles}
        return Counter({k.name: roles[r] for r, k in found.items() if k and k.kind is not EntityKind.GOVERNMENT})

    def _side_of(self, role: str, country: str | None) -> str | None:
        """The government or organisation that a title speaks for: "Kremlin spokesman", "NATO Secretary-General"."""
        pieces = split_name(role)
        low = [p.lower() for p in pieces]
        if set(low) & self.language.words("titles", "past"):
            return None
        is_of_state = _head_of(low) in self.language.words("titles", "state")
        if known := self._known_in(pieces, country):
            is_state = known.kind is EntityKind.GOVERNMENT
            if is_state and not is_of_state:
                return None
            return known.country if is_state else known.name
        return self._body_of(role) or (country if is_of_state else None)

    def _known_in(self, pieces: Sequence[str], country: str | None = None) -> Known | None:
        """The first body that the tables know by words of a title, and that is none of another country than that."""
        above = self.language.table("bodies")["heads"]["above"]
        beyond = 0  # the end of a name that is another's; a shorter one within it is not meant either
        for at, word in enumerate(pieces):
            for known, entry in gazetteer(self.language).get(word, ()):
                if at < beyond or tuple(pieces[at : at + len(known)]) != known:
                    continue
                other = "" if at and pieces[at - 1] in above else country
                if other is not None and is_anothers(entry, " ".join(known), other, language=self.language):
                    beyond = at + len(known)
                elif entry.kind in BODIES and entry.sure:
                    return entry
        return find_adjective(pieces, self.language)

    def _body_of(self, role: str) -> str | None:
        """The organisation whose name a title begins with: "Talvi Bridge Trust engineer"."""
        begun = [form for form in self.bodies if role.startswith(f"{form} ")]
        return self.bodies[max(begun, key=len)] if begun else None


def _head_of(low: Sequence[str]) -> str:
    """The word of a title that says what it is: "secretary" of "secretary of state"."""
    end = next((n for n, w in enumerate(low) if n and w in LINKING), len(low))
    return low[end - 1].rstrip(".") if low else ""
