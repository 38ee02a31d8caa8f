"""Routes of single things: reports with their versions, statements, claims, figures, actors, origins."""

from typing import Any

from fastapi import APIRouter, Response

from onrecord.errors import NotFound
from onrecord.interfaces.rest.bodies import StatementBody, statement_body
from onrecord.interfaces.rest.desk import At, Desk, Turned
from onrecord.interfaces.rest.replies import reply, reply_csv, reply_list, told, told_as, told_list
from onrecord.interfaces.rest.tables import write_amounts
from onrecord.interfaces.web.rooms import Room
from onrecord.records.claim import Claim
from onrecord.records.finding import Statement
from onrecord.records.report import Report
from onrecord.views.exports.annotations import CONTEXT, annotate
from onrecord.views.exports.citing import list_reviewers, text_sha256
from onrecord.views.figures import FigureLife, FigureRow, list_figures
from onrecord.views.index import Record, find_rejected
from onrecord.views.ladder import Rung, list_rungs
from onrecord.views.lineage import Branch, list_branches
from onrecord.views.pictures.alone import stand_alone
from onrecord.views.pictures.track import draw_track
from onrecord.views.voices import Voice, list_voices

router = APIRouter(tags=["things"])
KINDS: tuple[type, ...] = (Report, StatementBody, Claim, FigureLife, FigureRow, Rung, Branch, Voice)
ANNOTATION = "application/ld+json"
PROFILE = 'profile="http://www.w3.org/ns/anno.jsonld"'


def _find(room: Room, id: str, kind: type) -> Any:
    """The record with that id or label.  Raises NotFound."""
    record: Record | None = room.index.records.get(room.index.id_of(id))
    if not isinstance(record, kind):
        if rejected := find_rejected(room.index, id):
            raise rejected
        raise NotFound(f"No {kind.__name__.lower()} has the id '{id}'.", where=id, help="Find ids with /search.")
    return record


@router.get("/reports/{id}", responses=told(Report))
def get_report(id: str, at: At) -> Response:
    """A report without its text."""
    return reply(at.request, _find(at.whole(), id, Report), rooms=at.rooms)


@router.get("/reports/{id}/versions", responses=told_list(Rung))
def get_versions(id: str, at: At, window: Turned) -> Response:
    """The versions of the report's page, each with the edits that tell something."""
    room = at.whole()
    return reply_list(at.request, list_rungs(room.index, _find(room, id, Report)), window, rooms=at.rooms)


@router.get("/reports/{id}/versions/{number}", responses=told(Report))
def get_version(id: str, number: int, at: At) -> Response:
    """One version of the report's page."""
    room = at.whole()
    rungs = list_rungs(room.index, _find(room, id, Report))
    found = next((r for r in rungs if r.number == number), None)
    if found is None:
        known = ", ".join(str(r.number) for r in rungs)
        raise NotFound(f"The page has no version {number}.", where=id, help=f"Known: {known}.")
    return reply(at.request, room.index.reports[found.report], rooms=at.rooms)


@router.get("/reports/{id}/text", responses=told_as("text/plain", "The report's stored text, as it stands."))
def get_text(id: str, at: At) -> Response:
    """The report's part of the stored text."""
    report: Report = _find(at.whole(), id, Report)
    body = report.span.of(report.text).encode("utf-8", "replace")
    return reply(at.request, body, rooms=at.rooms, media_type="text/plain; charset=utf-8")


@router.get("/reports/{id}/original", responses=told_as("application/octet-stream", "The bytes as they came in."))
def get_original(id: str, at: At) -> Response:
    """The bytes of the report's capture, to be saved: never shown as a page of ours."""
    report: Report = _find(at.whole(), id, Report)
    content = at.rooms.case.content(report.capture)
    response = reply(at.request, content, rooms=at.rooms, media_type="application/octet-stream")
    response.headers["content-disposition"] = f'attachment; filename="{report.capture}.bin"'
    return response


@router.get("/statements/{id}", responses=told(StatementBody))
def get_statement(id: str, at: At) -> Response:
    """A statement pinned to its words; asked for as application/ld+json, a Web Annotation."""
    room = at.whole()
    statement: Statement = _find(room, id, Statement)
    if ANNOTATION in at.request.headers.get("accept", ""):
        sha256 = text_sha256(room.index.report_of(statement))
        made = annotate(room.index, statement, sha256=sha256, reviewer=list_reviewers(room.book).get(statement.id))
        return reply(at.request, {"@context": CONTEXT, **made}, rooms=at.rooms, media_type=f"{ANNOTATION}; {PROFILE}")
    return reply(at.request, statement_body(room.index, statement), rooms=at.rooms)


@router.get("/claims/{id}", responses=told(Claim))
def get_claim(id: str, at: At) -> Response:
    """A claim with its origins and relations."""
    return reply(at.request, _find(at.whole(), id, Claim), rooms=at.rooms)


@router.get("/claims/{id}/origins", responses=told_list(Branch))
def get_origins(id: str, at: At, window: Turned) -> Response:
    """The tree behind a claim's counts: each act of saying with the reports that hang on it."""
    room = at.whole()
    return reply_list(at.request, list_branches(room.index, _find(room, id, Claim)), window, rooms=at.rooms)


@router.get("/origins/{id}", responses=told(Branch))
def get_origin(id: str, at: At) -> Response:
    """One act of saying with the reports that hang on it."""
    room = at.whole()
    for claim in room.book.account.claims:
        if any(o.id == id for o in claim.origins):
            found = next((b for b in list_branches(room.index, claim) if b.origin == id), None)
            if found is not None:
                return reply(at.request, found, rooms=at.rooms)
    raise NotFound(f"No origin has the id '{id}'.", where=id, help="Find them under a claim.")


@router.get("/figures/{id}.svg", responses=told_as("image/svg+xml", "The number's track, with a title and a text."))
def get_figure_picture(id: str, at: At) -> Response:
    """The number's track."""
    body = stand_alone(draw_track(_life(at, id), by_as_of=False)).encode()
    return reply(at.request, body, rooms=at.rooms, media_type="image/svg+xml")


@router.get("/figures/{id}.csv", responses=told_as("text/csv", "The number's amounts as a table."))
def get_figure_table(id: str, at: At) -> Response:
    """The number's amounts."""
    return reply_csv(at.request, write_amounts([_life(at, id)]), rooms=at.rooms)


@router.get("/figures/{id}", responses=told(FigureLife))
def get_figure(id: str, at: At) -> Response:
    """A number with its life; the id of one of its amounts will do."""
    return reply(at.request, _life(at, id), rooms=at.rooms)


def _life(at: Desk, id: str) -> FigureLife:
    room = at.whole()
    wanted = room.index.id_of(id)
    series = room.index.series.get(wanted)
    name = series.id if series else wanted
    found = next((x for x in room.ask(list_figures, once=True) if x.id == name), None)
    if found is None:
        raise NotFound(f"No number has the id '{id}'.", where=id, help="Find numbers under a story.")
    return found


@router.get("/actors/{name:path}/stances", responses=told_list(Voice))
def get_stances(name: str, at: At, window: Turned) -> Response:
    """What a speaker said, in order of time, and where the line moved; a part of the name will do."""
    found = list_voices(at.whole().book, speaker=name)
    if not found:
        raise NotFound(f"Nobody here is called '{name}'.", where=name, help="See /search.")
    return reply_list(at.request, found, window, rooms=at.rooms)
