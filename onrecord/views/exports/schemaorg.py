"""The account in schema.org's words: articles, quotations, claims.

A `ClaimReview` says whether something is true, which onrecord never does: it is written only where a person has rated
the claim, under that person's name.
"""

from collections.abc import Iterator, Mapping

from onrecord.errors import InputError
from onrecord.records import wire
from onrecord.records.claim import Claim
from onrecord.records.finding import Manner, SpeakerKind, Statement
from onrecord.records.report import Report
from onrecord.views.exports.citing import (
    archive_link,
    authors_of,
    captured_at,
    cite,
    local_link,
    published_day,
    title_of,
    web_address,
)
from onrecord.views.exports.documents import without_empty, write_document
from onrecord.views.exports.order import Order, Rating
from onrecord.views.index import Index

CONTEXT = {"@vocab": "https://schema.org/", "onrecord": "urn:onrecord:terms:", "manifest": None}
PEOPLE = frozenset({SpeakerKind.PERSON, SpeakerKind.UNNAMED_PERSON})


def write(order: Order) -> Iterator[str]:
    """A graph: every report, every statement, every claim, and the reviews that people handed in.

    Raises InputError for a rating of something that the casebook does not have.
    """
    index, each = order.index, order.tally.each
    rated = [(rating, _find_claim(index, rating)) for rating in order.ratings]
    order.tally.expect("rating", len(rated))

    def graph() -> Iterator[wire.Json]:
        yield from each("report", (_article(index, r) for r in order.book.reports))
        yield from each("statement", (_statement(index, s) for s in index.statements.values()))
        yield from each("claim", (_claim(index, c) for c in order.book.account.claims))
        yield from each("rating", (_review(index, rating, claim) for rating, claim in rated))

    yield from write_document(order, {"@context": CONTEXT}, [("@graph", graph())])


def _find_claim(index: Index, rating: Rating) -> Claim:
    id = index.id_of(rating.thing)
    found = next((c for c in index.book.account.claims if id == c.id or id in c.statements), None)
    if found is None:
        raise InputError(
            f"There is no claim '{rating.thing}' here to be rated.",
            where=rating.thing,
            help="Name a claim or one of its statements, by label or id: `onrecord claims` shows them.",
        )
    return found


def _article(index: Index, report: Report) -> wire.Json:
    day = published_day(report)
    return without_empty(
        {
            "@type": "NewsArticle",
            "@id": local_link("r", report.id),
            "headline": title_of(report),
            "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else None,
            "author": [{"@type": "Person", "name": name} for name in authors_of(report)],
            "datePublished": day.isoformat() if day else None,
            "url": web_address(report),
            "archivedAt": archive_link(report, captured_at(index, report)),
            "inLanguage": report.language,
        }
    )


def _statement(index: Index, statement: Statement) -> wire.Json:
    """A quotation where words were quoted; else only what was said, in the report's words."""
    cited = cite(index, statement)
    is_quoted = statement.manner in (Manner.DIRECT, Manner.MIXED)
    day = statement.said.latest if statement.said else None
    return without_empty(
        {
            "@type": "Quotation" if is_quoted else "Statement",
            "@id": cited.local,
            "text": cited.words,
            "spokenByCharacter" if is_quoted else "author": _speaker(index, statement),
            "isPartOf": {"@id": local_link("r", cited.report.id)},
            "dateCreated": day.isoformat() if day else None,
            "url": cited.live,
            "archivedAt": cited.archive,
            "creditText": " > ".join(x.name or "?" for x in statement.chain) or None,
            "onrecord:stance": statement.stance.value,
            "onrecord:certainty": statement.certainty.value,
        }
    )


def _speaker(index: Index, statement: Statement) -> wire.Json | None:
    name = index.speaker_name(statement)
    if name is None:
        return None
    kind = "Person" if statement.speaker.kind in PEOPLE else "Organization"
    affiliation = index.party_of(statement)
    member = {"@type": "Organization", "name": affiliation} if affiliation and affiliation != name else None
    return without_empty({"@type": kind, "name": name, "affiliation" if kind == "Person" else "memberOf": member})


def _claim(index: Index, claim: Claim) -> wire.Json:
    members = index.members(claim)
    counts: Mapping[str, object] = {
        "onrecord:reports": claim.reports,
        "onrecord:origins": len(claim.origins),
        "onrecord:originsAreAnUpperBound": claim.has_unknown_party,
        "onrecord:parties": len(claim.parties),
    }
    return without_empty(
        {
            "@type": "Claim",
            "@id": local_link("c", claim.id),
            "text": claim.label,
            "firstAppearance": {"@id": local_link("s", members[0].id)} if members else None,
            "appearance": [{"@id": local_link("s", s.id)} for s in members],
        }
    ) | dict(counts)


def _review(index: Index, rating: Rating, claim: Claim) -> wire.Json:
    best = max(index.members(claim), key=lambda s: s.id == index.id_of(rating.thing), default=None)
    return without_empty(
        {
            "@type": "ClaimReview",
            "url": rating.address,
            "claimReviewed": claim.label,
            "author": {"@type": "Person", "name": rating.by},
            "datePublished": rating.day.isoformat() if rating.day else None,
            "itemReviewed": without_empty(
                {"@id": local_link("c", claim.id), "author": _speaker(index, best) if best else None}
            ),
            "reviewRating": {"@type": "Rating", "alternateName": rating.verdict},
        }
    )
