"""Who is meant by a speaker or a link of a chain, over the whole case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.compare.home import find_home_states
from onrecord.compare.unnamed import find_side, find_state, list_forms
from onrecord.compare.words import fold
from onrecord.language import Language
from onrecord.records.annotation import EntityKind
from onrecord.records.claim import Entity
from onrecord.records.finding import Findings, Source, SpeakerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """One who speaks, as far as the reports let us tell."""

    id: str  # of the entity; for the unnamed, one that holds within the report only
    name: str | None  # for people; None: nobody is named
    party: str | None  # None: not known
    is_named: bool  # False: "two officials", nobody: two of them may be the same or not
    forms: tuple[str, ...] = ()  # names that it goes by; of one not named, what it is called
    offices: tuple[str, ...] = ()  # of a person, as printed: "Pentagon spokesperson"
    kind: SpeakerKind = SpeakerKind.UNSTATED
    parties: tuple[str, ...] = ()  # of joint speakers of several sides: "the Kremlin and the Pentagon", all known


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The entities of a case, by name within each report."""

    entities: Mapping[str, Entity]  # by id
    ids: Mapping[tuple[str, str], str]  # (report id, name within the report) -> entity id
    forms: Mapping[str, Entity]  # bodies by each form of their names
    language: Language
    homes: Mapping[str, str] = field(default_factory=dict)  # the state that a report is about, by report id

    def entity_id(self, report: str, name: str) -> str | None:
        """The entity that the name stands for in the report; None where it is none."""
        return self.ids.get((report, name))

    def who(self, report: str, source: Source) -> Who:
        """The one behind a source.  A joint speaker is one of its own; its party is known when its members share it."""
        if source.members:
            return self._joint(report, source)
        if source.name is None:
            return Who(id=f"?{report}", name=None, party=None, is_named=False)
        entity = self.entities.get(self.ids.get((report, source.name), ""))
        if entity is None:
            return Who(
                id=f"~{report}:{fold(source.name)}",
                name=source.name,
                party=self._side_of_unnamed(report, source.name, source),
                is_named=False,
                forms=(source.name,),
                kind=source.kind,
            )
        return Who(
            id=entity.id,
            name=entity.name,
            party=entity.party,
            is_named=True,
            forms=(entity.name, *entity.aliases),
            offices=tuple(o.title for o in entity.offices),
            kind=source.kind,
        )

    def _side_of_unnamed(self, report: str, called: str, source: Source) -> str | None:
        """The side of who is not named; a country's media speak for it only where they are the state's own."""
        if source.kind is SpeakerKind.MEDIA and "state" not in called.lower().split():
            return None
        told = source.country or find_side(called, self.forms, language=self.language)
        return told or find_state(called, self.homes.get(report), language=self.language)

    def _joint(self, report: str, source: Source) -> Who:
        found = [self.entities.get(self.ids.get((report, m), "")) for m in source.members]
        members = [
            (e.id, e.name, e.party) if e else (f"~{fold(m)}", m, None)
            for e, m in zip(found, source.members, strict=True)
        ]
        parties = {party for _, _, party in members}
        known = tuple(sorted(party for party in parties if party))
        return Who(
            id="&".join(sorted(i for i, _, _ in members)),
            name=" & ".join(name for _, name, _ in members),
            party=parties.pop() if len(parties) == 1 else None,
            is_named=all(found),
            parties=known if len(known) == len(parties) else (),
        )


def make_cast(
    entities: tuple[Entity, ...],
    names: tuple[tuple[str, str, str], ...],
    *,
    language: Language,
    findings: Iterable[Findings] = (),
) -> Cast:
    """The cast from what `find_entities` gives; `findings` tell which state each report is about."""
    by_id = {e.id: e for e in entities}
    ids = {(report, name): entity for report, name, entity in names}
    held = ((key, by_id[id]) for key, id in ids.items())
    states = {key: e.party for key, e in held if e.kind is EntityKind.GOVERNMENT and e.party}
    return Cast(
        entities=by_id,
        ids=ids,
        forms=list_forms(by_id),
        language=language,
        homes=find_home_states(findings, states),
    )
