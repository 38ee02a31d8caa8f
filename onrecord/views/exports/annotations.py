"""Statements as W3C Web Annotations (JSON-LD): who said it as the body, the exact words on the page as the target.

Every target has both selectors: the quotation survives small edits, the position tells apart two places with the same
words.  Positions count Unicode code points of the stored text, whose hash stands beside them; the standard leaves the
unit open.
"""

from collections.abc import Iterator

from onrecord.records import wire
from onrecord.records.finding import Statement
from onrecord.views import phrases
from onrecord.views.exports.citing import (
    Citation,
    captured_at,
    cite,
    list_reviewers,
    local_link,
    text_sha256,
    web_address,
)
from onrecord.views.exports.documents import without_empty, write_document
from onrecord.views.exports.order import Order
from onrecord.views.index import Index

TERMS = ("speaker", "party", "manner", "stance", "certainty", "said", "chain", "unit", "textSha256", "reviewedBy")
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"onrecord": "urn:onrecord:terms:", **{t: f"onrecord:{t}" for t in TERMS}, "manifest": None},
]


def write(order: Order) -> Iterator[str]:
    """An AnnotationPage with one Annotation a statement, in the order of the casebook."""
    total = len(order.index.statements)
    head = {
        "@context": CONTEXT,
        "id": "urn:onrecord:annotations:page:1",
        "type": "AnnotationPage",
        "partOf": {
            "id": "urn:onrecord:annotations",
            "type": "AnnotationCollection",
            "label": order.title,
            "total": total,
        },
        "startIndex": 0,
    }
    reviewers, hashes = list_reviewers(order.book), {r.id: text_sha256(r) for r in order.book.reports}
    made = (
        annotate(order.index, s, sha256=hashes[s.evidence.report], reviewer=reviewers.get(s.id))
        for s in order.index.statements.values()
    )
    yield from write_document(order, head, [("items", order.tally.each("statement", made))])


def annotate(index: Index, statement: Statement, *, sha256: str, reviewer: str | None = None) -> wire.Json:
    """The annotation of a statement; `sha256` is that of its report's stored text."""
    cited = cite(index, statement)
    targets = [_target(index, cited, n) for n in range(len(cited.passages))]
    return {
        "id": f"urn:onrecord:statement:{statement.id}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"type": "Software", "name": statement.evidence.maker},
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": _told(index, statement),
            },
            _body(index, statement, sha256, reviewer),
        ],
        "target": targets if len(targets) > 1 else targets[0],
        "canonical": cited.local,
    }


def _told(index: Index, statement: Statement) -> str:
    who, party = index.speaker_name(statement) or "nobody named", index.party_of(statement)
    side = f" ({party})" if party else ""
    return f"{who}{side}: {statement.stance.value.replace('_', ' ')}, {phrases.when_text(statement.said)}"


def _body(index: Index, statement: Statement, sha256: str, reviewer: str | None) -> wire.Json:
    said = phrases.when_text(statement.said)
    return without_empty(
        {
            "type": "onrecord:Statement",
            "purpose": "describing",
            "speaker": index.speaker_name(statement),
            "party": index.party_of(statement),
            "manner": statement.manner.value,
            "stance": statement.stance.value,
            "certainty": statement.certainty.value,
            "said": None if said == "-" else said,
            "chain": [x.name for x in statement.chain if x.name],
            "unit": "codepoint",
            "textSha256": sha256,
            "reviewedBy": reviewer,
        }
    )


def _target(index: Index, cited: Citation, number: int) -> wire.Json:
    passage, at = cited.passages[number], captured_at(index, cited.report)
    quote = {"exact": passage.exact, "prefix": passage.prefix, "suffix": passage.suffix}
    state = {"type": "TimeState", "sourceDate": wire.encode_time(at), "cached": cited.archive} if at else {}
    return without_empty(
        {
            "type": "SpecificResource",
            "source": web_address(cited.report) or local_link("r", cited.report.id),
            "selector": [
                {"type": "TextQuoteSelector", **quote},
                {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
            ],
            "state": without_empty(state),
        }
    )
