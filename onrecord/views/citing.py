"""One record as a reference, in the styles that the exports write."""

from collections.abc import Callable, Mapping

from onrecord.errors import InputError, NotFound
from onrecord.records.casebook import Casebook
from onrecord.records.finding import Event, Figure, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.exports.annotations import CONTEXT, annotate
from onrecord.views.exports.citing import list_reviewers, text_sha256
from onrecord.views.exports.documents import as_json
from onrecord.views.exports.references import refer_in_bibtex, refer_in_csl, refer_in_ris, wiki_note
from onrecord.views.index import Index, index_casebook, words_of

Cited = Report | Statement | Figure | Event
Style = Callable[[Index, Cited], str]


def cite_record(book: Casebook, id: str, *, style: str) -> str:
    """The reference to the report that the record stands in; in a wiki's note its words are quoted.

    An annotation points at the words of a statement.  Raises InputError for an unknown style and for an annotation of
    what nobody said, NotFound for an id that is no report, statement, figure or event.
    """
    if style not in STYLES:
        raise InputError(f"Unknown style '{style}'.", where=style, help=f"Known: {', '.join(STYLES)}.")
    index = index_casebook(book)
    record = index.records.get(index.id_of(id))
    if not isinstance(record, Cited):
        raise NotFound(f"Nothing that can be cited has the id '{id}'.", where=id, help="Find ids with search.")
    return STYLES[style](index, record)


def _report_of(index: Index, record: Cited) -> Report:
    return record if isinstance(record, Report) else index.report_of(record)


def _as_wiki(index: Index, record: Cited) -> str:
    report = _report_of(index, record)
    return wiki_note(index, index.labels[record.id], report, words_of(report, _spans_of(record)))


def _spans_of(record: Cited) -> tuple[Span, ...]:
    """Where its words stand; those of a whole report are not quoted."""
    if isinstance(record, Report):
        return ()
    return record.content if isinstance(record, Statement) else record.evidence.spans


def _as_annotation(index: Index, record: Cited) -> str:
    said = record.statement if isinstance(record, Figure | Event) else record.id
    statement = index.statements.get(said or "")
    if statement is None:
        told = f"An annotation points at what somebody said, and '{index.labels[record.id]}' is no statement."
        raise InputError(told, where=record.id, help="Cite a statement, or in another style.")
    made = annotate(
        index,
        statement,
        sha256=text_sha256(index.report_of(statement)),
        reviewer=list_reviewers(index.book).get(statement.id),
    )
    return as_json({"@context": CONTEXT, **made})


STYLES: Mapping[str, Style] = {
    "csl": lambda index, record: refer_in_csl(index, _report_of(index, record)),
    "bibtex": lambda index, record: refer_in_bibtex(index, _report_of(index, record)),
    "ris": lambda index, record: refer_in_ris(index, _report_of(index, record)),
    "wiki": _as_wiki,
    "annotation": _as_annotation,
}
