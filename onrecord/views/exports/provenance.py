"""Where everything comes from, as W3C PROV-JSON: captures, reports, statements, claims, and who stands behind them.

A report was derived from its capture, a statement was quoted from its report and is attributed to its speaker, a later
version of a page was revised from the one before, a copy from what it copies, a claim was derived from its statements.
"""

from collections.abc import Iterable, Iterator

from onrecord.records import wire
from onrecord.records.report import Report
from onrecord.views.exports.citing import (
    captured_at,
    cite,
    list_reviewers,
    published_day,
    text_sha256,
    title_of,
    web_address,
)
from onrecord.views.exports.documents import as_json, without_empty
from onrecord.views.exports.order import Order
from onrecord.views.index import Index

OURS = "onrecord"
Members = Iterable[tuple[str, wire.Json]]


def write(order: Order) -> Iterator[str]:
    """One PROV-JSON document; its manifest is an entity of it."""
    yield '{"prefix":' + as_json({OURS: "urn:onrecord:", "xsd": "http://www.w3.org/2001/XMLSchema#"})
    yield from _section("agent", _agents(order))
    yield from _section("activity", _activities(order))
    yield from _section("wasDerivedFrom", _derivations(order))
    yield from _section("wasAttributedTo", _attributions(order))
    yield from _section("wasGeneratedBy", _generations(order))
    yield from _section("wasAssociatedWith", _associations(order))
    yield ',\n"entity":{\n'
    for id, entity in _entities(order):
        yield f"{as_json(id)}:{as_json(entity)},\n"
    told = {"prov:type": _name("manifest"), f"{OURS}:counts": as_json(order.tally.counts())}
    yield f'"{_name("manifest")}":{as_json(told)}\n}}}}\n'


def _section(name: str, members: Members) -> Iterator[str]:
    yield f',\n"{name}":{{'
    between = "\n"
    for id, member in members:
        yield f"{between}{as_json(id)}:{as_json(member)}"
        between = ",\n"
    yield "\n}"


def _name(local: str) -> str:
    return f"{OURS}:{local}"


def _versions(order: Order) -> Iterator[tuple[Report, Report | None]]:
    """Every version of every page, with the one before; reports of no known version stand alone."""
    before: dict[str, Report] = {}
    for version in order.book.versions:
        yield version.report, before.get(version.page)
        before[version.page] = version.report
    if not order.book.versions:
        yield from ((report, None) for report in (*order.book.earlier, *order.book.reports))


def _entities(order: Order) -> Members:
    index, each = order.index, order.tally.each
    current = {r.id for r in order.book.reports}
    known = {v.report.id for v in order.book.versions}
    captures: set[str] = set()
    for report, _ in _versions(order):
        if report.capture not in captures:
            captures.add(report.capture)
            yield _name(report.capture), _capture(report)
        yield from each("report" if report.id in current else "earlier", [(_name(report.id), _report(index, report))])
        if report.id in known:
            order.tally.written["version"] += 1
    reviewers = list_reviewers(order.book)
    statements = (_statement(index, id, reviewers.get(id)) for id in index.statements)
    yield from each("statement", statements)
    claims = ((_name(c.id), {"prov:type": _name("Claim"), "prov:label": c.label}) for c in order.book.account.claims)
    yield from each("claim", claims)


def _capture(report: Report) -> wire.Json:
    return without_empty({"prov:type": _name("Capture"), "prov:location": report.address})


def _report(index: Index, report: Report) -> wire.Json:
    day, at = published_day(report), captured_at(index, report)
    return without_empty(
        {
            "prov:type": _name("Report"),
            "prov:label": title_of(report),
            "prov:location": web_address(report),
            f"{OURS}:published": day.isoformat() if day else None,
            f"{OURS}:captured": {"$": wire.encode_time(at), "type": "xsd:dateTime"} if at else None,
            f"{OURS}:textSha256": text_sha256(report),
        }
    )


def _statement(index: Index, id: str, reviewer: str | None) -> tuple[str, wire.Json]:
    statement = index.statements[id]
    cited = cite(index, statement)
    return _name(id), without_empty(
        {
            "prov:type": _name("Statement"),
            "prov:value": cited.words,
            f"{OURS}:stance": statement.stance.value,
            f"{OURS}:start": cited.passages[0].start,
            f"{OURS}:end": cited.passages[-1].end,
            f"{OURS}:reviewedBy": reviewer,
        }
    )


def _outlets(order: Order) -> dict[str, str]:
    """Outlets by their names in the document."""
    names = dict.fromkeys(report.outlet for report, _ in _versions(order) if report.outlet)
    return {name: _name(f"outlet-{n}") for n, name in enumerate(names, 1)}


def _makers(order: Order) -> dict[str, str]:
    names = dict.fromkeys(s.evidence.maker for s in order.index.statements.values())
    return {name: _name(f"software-{n}") for n, name in enumerate(names, 1)}


def _agents(order: Order) -> Members:
    for entity in order.book.account.entities:
        kind = "prov:Person" if entity.kind.value == "person" else "prov:Organization"
        yield _name(entity.id), {"prov:type": kind, "prov:label": entity.name}
    for name, id in _outlets(order).items():
        yield id, {"prov:type": "prov:Organization", "prov:label": name}
    for name, id in {**_makers(order), order.made_by: _name("onrecord")}.items():
        yield id, {"prov:type": "prov:SoftwareAgent", "prov:label": name}


def _activities(order: Order) -> Members:
    for name, id in _makers(order).items():
        yield f"{id}-reading", {"prov:type": _name("Reading"), "prov:label": f"reading by {name}"}
    yield _name("comparing"), {"prov:type": _name("Comparing"), "prov:label": f"comparing by {order.made_by}"}


def _numbered(kind: str, relations: Iterable[wire.Json]) -> Members:
    return ((f"_:{kind}{n}", relation) for n, relation in enumerate(relations, 1))


def _derivations(order: Order) -> Members:
    def found() -> Iterator[wire.Json]:
        for report, before in _versions(order):
            yield _derived(report.id, report.capture, "prov:PrimarySource")
            if before is not None:
                yield _derived(report.id, before.id, "prov:Revision")
        for copy in order.book.account.copies:
            yield _derived(copy.b, copy.a, _name("Copy"))
        for statement in order.index.statements.values():
            yield _derived(statement.id, statement.evidence.report, "prov:Quotation")
        for claim in order.book.account.claims:
            for member in claim.statements:
                yield _derived(claim.id, member, None)

    return _numbered("d", found())


def _derived(what: str, source: str, kind: str | None) -> wire.Json:
    typed = {"prov:type": {"$": kind, "type": "prov:QUALIFIED_NAME"}} if kind else {}
    return {"prov:generatedEntity": _name(what), "prov:usedEntity": _name(source), **typed}


def _attributions(order: Order) -> Members:
    def found() -> Iterator[wire.Json]:
        outlets = _outlets(order)
        for report, _ in _versions(order):
            if report.outlet:
                yield {"prov:entity": _name(report.id), "prov:agent": outlets[report.outlet]}
        for statement in order.index.statements.values():
            if entity := order.index.entity_of(statement):
                yield {"prov:entity": _name(statement.id), "prov:agent": _name(entity.id)}

    return _numbered("a", found())


def _generations(order: Order) -> Members:
    makers = _makers(order)
    made = [(s.id, f"{makers[s.evidence.maker]}-reading") for s in order.index.statements.values()]
    made += [(c.id, _name("comparing")) for c in order.book.account.claims]
    return _numbered("g", ({"prov:entity": _name(id), "prov:activity": by} for id, by in made))


def _associations(order: Order) -> Members:
    made = [(f"{id}-reading", id) for id in _makers(order).values()]
    made.append((_name("comparing"), _name("onrecord")))
    return _numbered("w", ({"prov:activity": what, "prov:agent": by} for what, by in made))
