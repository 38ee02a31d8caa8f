"""The account as FollowTheMoney entities, one JSON object a line, for OpenAleph and its kin.

Reports are `Article`, people and bodies what they are, events `Event`.  FollowTheMoney knows no statement by a speaker:
each is a `Note` on its speaker with the words as its summary, tied to its article by a `Documentation`.  Every id is
ours behind "onrecord-", so that it leads back to the case.
"""

from collections.abc import Iterable, Iterator

from onrecord.records import wire
from onrecord.records.annotation import EntityKind
from onrecord.records.claim import Entity
from onrecord.records.finding import Event, Statement
from onrecord.records.report import Report
from onrecord.records.when import When
from onrecord.views import phrases
from onrecord.views.exports.citing import authors_of, cite, published_day, text_sha256, title_of, web_address
from onrecord.views.exports.documents import as_json
from onrecord.views.exports.order import Order
from onrecord.views.index import Index, words_of

SCHEMAS = {
    EntityKind.PERSON: "Person",
    EntityKind.GOVERNMENT: "PublicBody",
    EntityKind.ORGANISATION: "Organization",
    EntityKind.MEDIA: "Organization",
}  # a place, group, thing or event that is named is a LegalEntity's name to nobody: it stays a Note's subject
OTHER = "LegalEntity"
LANGUAGES = {"en": "eng"}  # those that onrecord reads, as FollowTheMoney has them (ISO 639-3)


def write(order: Order) -> Iterator[str]:
    """Articles, then entities, statements and events, each after what it refers to."""
    index, each = order.index, order.tally.each
    yield from each("report", (_lines([_article(r)]) for r in order.book.reports))
    yield from each("entity", (_lines([_entity(e)]) for e in order.book.account.entities))
    yield from each("statement", (_lines(_statement(index, s)) for s in index.statements.values()))
    events = (e for f in order.book.findings for e in f.events)
    yield from each("event", (_lines(_event(index, e)) for e in events))


def _lines(entities: Iterable[wire.Json]) -> str:
    return "".join(as_json(entity) + "\n" for entity in entities)


def _made(id: str, schema: str, **properties: str | Iterable[str] | None) -> wire.Json:
    """An entity; every property of FollowTheMoney has any number of values."""
    told: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = [value] if isinstance(value, str) else list(value or ())
        if kept := [v for v in dict.fromkeys(values) if v]:
            told[name] = kept
    return {"id": f"onrecord-{id}", "schema": schema, "properties": told}


def _article(report: Report) -> wire.Json:
    day = published_day(report)
    return _made(
        report.id,
        "Article",
        title=title_of(report),
        fileName=report.doc,
        author=authors_of(report),
        publisher=report.outlet,
        publishedAt=day.isoformat() if day else None,
        sourceUrl=web_address(report),
        language=LANGUAGES.get(report.language.partition("-")[0]),
        description=f"text sha256 {text_sha256(report)}",
    )


def _entity(entity: Entity) -> wire.Json:
    schema = SCHEMAS.get(entity.kind, OTHER)
    offices = [o.title for o in entity.offices]
    return _made(
        entity.id,
        schema,
        name=entity.name,
        alias=[a for a in entity.aliases if a != entity.name],
        position=offices if schema == "Person" else None,
        notes=[f"side: {entity.party}"] if entity.party else None,
    )


def _statement(index: Index, statement: Statement) -> Iterator[wire.Json]:
    cited, entity = cite(index, statement), index.entity_of(statement)
    said = _days(statement.said)
    through = " > ".join(x.name or "?" for x in statement.chain)
    yield _made(
        statement.id,
        "Note",
        name=f"{cited.speaker or 'nobody named'}: {statement.stance.value.replace('_', ' ')}",
        summary=cited.words,
        description=[f"manner {statement.manner.value}", *((f"through {through}",) if through else ())],
        entity=f"onrecord-{entity.id}" if entity else None,
        sourceUrl=cited.live,
        notes=[f"said {phrases.when_text(statement.said)}"] if said else None,
    )
    yield _documented(statement.id, cited.report, said, "statement")


def _documented(id: str, report: Report, days: list[str], role: str) -> wire.Json:
    return _made(
        f"{id}-in-{report.id}",
        "Documentation",
        document=f"onrecord-{report.id}",
        entity=f"onrecord-{id}",
        role=role,
        date=days[:1],
    )


def _event(index: Index, event: Event) -> Iterator[wire.Json]:
    report = index.report_of(event)
    days = _days(event.when)
    involved = [e for name in event.actors if (e := index.entities.get((report.id, name)))]
    yield _made(
        event.id,
        "Event",
        name=event.label,
        summary=words_of(report, event.evidence.spans),
        startDate=days[:1],
        endDate=days[1:],
        location=event.place,
        involved=[f"onrecord-{e.id}" for e in involved],
        notes=[f"status: {event.status.value.replace('_', ' ')}"],
    )
    yield _documented(event.id, report, days, "event")


def _days(when: When | None) -> list[str]:
    """First and last day, once where they are the same, at the fineness that was given."""
    if when is None:
        return []
    if (text := phrases.when_text(when)) != "-" and ".." not in text:
        return [text]
    return [day.isoformat() for day in (when.earliest, when.latest) if day]
