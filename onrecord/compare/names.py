"""The names that one report uses, each with what the report says of it: the raw material of entities."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.language import Language
from onrecord.language.names import Known, find_body, find_known, is_anothers, name_key
from onrecord.records.annotation import EntityKind
from onrecord.records.finding import Findings, Source, SpeakerKind
from onrecord.records.report import Report

KINDS = {
    SpeakerKind.PERSON: EntityKind.PERSON,
    SpeakerKind.GOVERNMENT: EntityKind.GOVERNMENT,
    SpeakerKind.ORGANISATION: EntityKind.ORGANISATION,
    SpeakerKind.MEDIA: EntityKind.MEDIA,
}  # the named kinds; who is unnamed is no entity
OFFICE_OF = re.compile(r"^(?:.*\s)?(?P<who>\S.*?)['’]s? office$")
HEADS_OF_STATE = frozenset({"president", "presidential"})
REGION = re.compile(r" (?:border )?(?:oblast|region|province|krai)$", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Used:
    """A name as one report uses it."""

    report: Report
    name: str  # canonical within the report
    kinds: Counter[EntityKind] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)  # as printed
    roles: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    known: Known | None = None
    body: str | None = None  # canonical name of a body, by kind and country
    served: Counter[str] = field(default_factory=Counter)  # bodies of the report that a person holds an office of
    movement: str | None = None  # what a movement is called by itself, where a report of the case describes it

    @property
    def kind(self) -> EntityKind:
        """The kind given most often."""
        return max(self.kinds.items(), key=lambda kv: (kv[1], kv[0]))[0]


def list_used(report: Report, findings: Findings, *, language: Language) -> list[Used]:
    """The names of a report by name: its mentions, and its speakers and links of chains as far as they are named."""
    used: dict[str, Used] = {}
    for mention in findings.mentions:
        entry = used.setdefault(mention.name, Used(report=report, name=mention.name))
        entry.kinds[mention.kind] += 1
        entry.forms[" ".join(mention.span.of(report.text).split())] += 1
        _add(entry, mention.role, mention.country)
    for source in _list_sources(findings):
        if source.name and not source.members and _is_named(source, used, language):
            entry = used.setdefault(source.name, Used(report=report, name=source.name))
            entry.kinds[KINDS[source.kind]] += 1
            _add(entry, source.role, source.country)
    for entry in used.values():
        _recognise(entry, used, language)
    return [used[name] for name in sorted(used) if not _is_common(used[name], language)]


def _is_common(entry: Used, language: Language) -> bool:
    """True for a word that names nobody, and has its capital from the head of a sentence: "Many", "It", "Company"."""
    word = entry.name.removesuffix("'s").removesuffix("’s").lower()
    if entry.known or entry.body or entry.name.isupper():
        return False
    pronouns = (language.words("speakers", key) for key in ("it", "they", "he", "she", "self", "firms"))
    return word in language.words("relations", "nobody") or any(word in words for words in pronouns)


def _add(entry: Used, role: str | None, country: str | None) -> None:
    if role:
        entry.roles[" ".join(role.split())] += 1
    if country:
        entry.countries[country] += 1


def _list_sources(findings: Findings) -> Iterator[Source]:
    for statement in findings.statements:
        yield statement.speaker
        yield from statement.chain


def _is_named(source: Source, used: Mapping[str, Used], language: Language) -> bool:
    """True for a name or a known kind of body; "officials" and "the company" name nobody."""
    if source.kind not in KINDS or source.name is None:
        return False
    if source.name in used or find_body(source.name, source.country, language=language):
        return True
    return any(w[:1].isupper() for w in source.name.split())


def _recognise(entry: Used, used: Mapping[str, Used], language: Language) -> None:
    """Sets what the tables know of the name, and the canonical name of a body."""
    if entry.kind is EntityKind.PERSON or entry.name.endswith(" (city)"):
        return
    entry.known = find_known(entry.name, language=language)
    if entry.known and entry.known.kind is EntityKind.PLACE:
        return
    country = most(entry.countries)
    if entry.known and country and is_anothers(entry.known, entry.name, country, language=language):
        entry.known = None
    body = find_body(entry.name, country, language=language)
    if body:
        entry.body = body.name
        is_state = body.country and not (
            entry.known and entry.known.kind is EntityKind.ORGANISATION
        )  # no political party
        if body.country:
            entry.countries[body.country] += 1
        entry.kinds[EntityKind.GOVERNMENT if is_state else EntityKind.ORGANISATION] += 100
        return
    entry.body = _office_of(entry.name, used, language)


def _office_of(name: str, used: Mapping[str, Used], language: Language) -> str | None:
    """ "Yoon's office" where the report calls Yoon president and names a country: that president's office."""
    found = OFFICE_OF.match(name)
    if not found:
        return None
    last = name_key(found["who"]).split()
    for other in used.values():
        if not last or other.kind is not EntityKind.PERSON or not set(name_key(other.name).split()) >= set(last[-1:]):
            continue
        titles = {w for role in other.roles for w in role.lower().split()}
        country = most(other.countries)
        if country and titles & HEADS_OF_STATE:
            body = find_body("president's office", country, language=language)
            return body.name if body else None
    return None


def most(counts: Counter[str]) -> str | None:
    """The most frequent, the first by alphabet among equals; None of none."""
    return min(counts.items(), key=lambda kv: (-kv[1], kv[0]))[0] if counts else None


def countries_of(entries: Sequence[Used]) -> Counter[str]:
    """The countries given with any of some names."""
    total: Counter[str] = Counter()
    for entry in entries:
        total.update(entry.countries)
    return total


def place_key(name: str) -> str:
    """A region by whichever of its heads: "Kursk Oblast" and "Kursk region"."""
    is_region = REGION.search(name)
    return name_key(REGION.sub("", name)) + (" region" if is_region else "")
