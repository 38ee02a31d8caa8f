"""Routes that change the case, where the server was started to allow it: adding reports, reviewing statements."""

import re
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Body, Header, Request, Response

from onrecord.errors import InputError, NotFound, OnrecordError
from onrecord.interfaces.rest.asking import NOT_BLANK
from onrecord.interfaces.rest.bodies import Job
from onrecord.interfaces.rest.desk import Desk, Now, Turned
from onrecord.interfaces.rest.replies import problems_of, refuse, reply, reply_list, told, told_list
from onrecord.records.decision import Action, Choice, Decision
from onrecord.sources.jsonl import read_line

router = APIRouter(tags=["writing"])
KINDS: tuple[type, ...] = (Job, Decision)
MAX_BODY = 64 << 20  # bytes of one adding
LINES = "application/x-ndjson"
EDITABLE = ("speaker", "stance", "certainty", "manner", "said")
ID = re.compile(r"s[0-9a-f]{16}")  # of a statement; a label (s4) is another statement's after the next decision
By = Annotated[str, Body(min_length=1, max_length=200, pattern=NOT_BLANK, description="Who decides.")]
Key = Annotated[
    str | None, Header(min_length=1, max_length=200, description="The same key and body give the same job.")
]
BODY = {
    "required": True,
    "content": {
        LINES: {"schema": {"type": "string"}, "example": '{"id": "r1", "text": "...", "published": "2031-03-02"}\n'}
    },
}


class Verdict(StrEnum):
    """What a reader makes of a statement."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"


@router.post(
    "/reports",
    status_code=202,
    responses=told(Job, status=202, errors=(403, 413, 422, 503)),
    openapi_extra={"requestBody": BODY},
)
async def add_reports(request: Request, at: Now, idempotency_key: Key = None) -> Response:
    """Reports as JSON lines, read in the background; ask after the job at its location."""
    if not at.office.can_edit:
        return _closed()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            too_much = InputError(f"More than {MAX_BODY >> 20} MB at once.", where="body", help="Send it in parts.")
            return refuse(too_much, status=413)
    if not body.strip():
        raise InputError("There is nothing to add.", where="body", help="Send a JSON object a line.")
    only, _, more = bytes(body).strip().partition(b"\n")
    if not more:
        read_line(only, where="body")  # of several lines those that cannot be read are told by the job
    job = at.office.jobs.start(bytes(body), key=idempotency_key)
    response = reply(request, job, rooms=at.rooms, status=202)
    response.headers["location"] = f"{at.office.base_path}{request.scope.get('root_path', '')}/jobs/{job.id}"
    return response


@router.get("/jobs/{id}", responses=told(Job))
def get_job(id: str, at: Now) -> Response:
    """How far an adding is."""
    job = at.office.jobs.get(id)
    if job is None:
        raise NotFound(f"No job has the id '{id}'.", where=id, help="Send it again: adding twice adds once.")
    return reply(at.request, job, rooms=at.rooms)


@router.post(
    "/statements/{id}/reviews",
    status_code=201,
    responses={**told(Decision, status=201), **problems_of((403,))},
)
def review(
    id: str,
    at: Now,
    verdict: Annotated[Verdict, Body()],
    by: By,
    reason: Annotated[str | None, Body(max_length=2_000)] = None,
    changes: Annotated[dict[str, str] | None, Body(description=f"Of an edit: {', '.join(EDITABLE)}.")] = None,
) -> Response:
    """Accept, reject or edit a statement, named by its id; kept with who and when, and undone by its own id."""
    if not at.office.can_edit:
        return _closed()
    if not ID.fullmatch(id):
        raise _no_id(at, id)
    choice = _make_choice(id, verdict, reason, changes or {})
    return reply(at.request, at.rooms.case.decide(choice, by=by), rooms=at.rooms, status=201)


@router.get("/decisions", responses=told_list(Decision))
def get_decisions(at: Now, window: Turned) -> Response:
    """Every decision ever taken, those undone and the undoings too, the oldest first."""
    return reply_list(at.request, at.rooms.case.decisions(), window, rooms=at.rooms)


@router.post(
    "/decisions/{id}/undo",
    status_code=201,
    responses={**told(Decision, status=201), **problems_of((403,))},
)
def undo(id: str, at: Now, by: Annotated[By, Body(embed=True)]) -> Response:
    """Take a decision back; to take back an undoing is to do it again."""
    if not at.office.can_edit:
        return _closed()
    return reply(at.request, at.rooms.case.undo(id, by=by), rooms=at.rooms, status=201)


def _no_id(at: Desk, label: str) -> OnrecordError:
    """Sent twice, a decision on a label would fall on two statements."""
    id = at.whole().index.id_of(label)
    if not ID.fullmatch(id):
        return NotFound(f"No statement has the id '{label}'.", where=label, help="Find ids with /search.")
    moves = f"'{label}' is a label, which is another statement's once this one is rejected."
    return InputError(moves, where=label, help=f"Send it to /statements/{id}/reviews.")


def _make_choice(id: str, verdict: Verdict, reason: str | None, changes: dict[str, str]) -> Choice:
    unknown = sorted(set(changes) - set(EDITABLE))
    if unknown:
        known = ", ".join(EDITABLE)
        raise InputError(f"A statement has no field '{unknown[0]}' to edit.", where=unknown[0], help=f"Known: {known}.")
    if (verdict is Verdict.EDIT) is not bool(changes):
        cure = 'For example: {"verdict": "edit", "changes": {"speaker": "NAME"}}.'
        raise InputError("An edit, and only an edit, has 'changes'.", where="changes", help=cure)
    return Choice(action=Action(verdict.value), things=(id,), changes=tuple(sorted(changes.items())), reason=reason)


def _closed() -> Response:
    closed = InputError("Nothing can be changed here.", where="server", help="Start it with: onrecord serve --edit")
    return refuse(closed, status=403)
