"""One record as a reference, in the styles that the exports write."""

from collections.abc import Mapping

from onrecord.errors import InputError, NotFound
from onrecord.language import Language
from onrecord.records.casebook import Casebook, restrict
from onrecord.records.claim import Story
from onrecord.records.finding import Event, Figure, Statement
from onrecord.records.ids import group_id
from onrecord.records.report import Report
from onrecord.views.exports.formats import FORMATS, load_writer
from onrecord.views.exports.order import make_order
from onrecord.views.index import index_casebook

STYLES: Mapping[str, str] = {
    "csl": "csl",
    "bibtex": "bibtex",
    "ris": "ris",
    "wiki": "wiki",
    "annotation": "annotations",
}


def cite_record(book: Casebook, id: str, *, style: str, language: Language) -> str:
    """The reference to the report that the record stands in; for an annotation, to its very words.

    Raises InputError for an unknown style, NotFound for an id that is no report, statement, figure or event.
    """
    if style not in STYLES:
        raise InputError(f"Unknown style '{style}'.", where=style, help=f"Known: {', '.join(STYLES)}.")
    index = index_casebook(book)
    record = index.records.get(index.id_of(id))
    if not isinstance(record, Report | Statement | Figure | Event):
        raise NotFound(f"Nothing that can be cited has the id '{id}'.", where=id, help="Find ids with search.")
    report = record if isinstance(record, Report) else index.report_of(record)
    only = Story(
        id=group_id("story", report.id), name="", slug="", reports=(report.id,), claims=(), because="asked for"
    )
    order = make_order(restrict(book, only), title="", language=language, made_by="onrecord")
    return "".join(load_writer(FORMATS[STYLES[style]])(order))
