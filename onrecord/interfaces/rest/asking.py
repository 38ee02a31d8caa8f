"""Routes that answer words with words: search, questions, drafts."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, Query, Response

from onrecord.case import SearchHit
from onrecord.errors import InputError
from onrecord.interfaces.rest.bodies import MANNERS
from onrecord.interfaces.rest.desk import At, Turned
from onrecord.interfaces.rest.replies import reply, reply_list, told, told_list
from onrecord.records.finding import Statement
from onrecord.records.span import Span
from onrecord.views.ask import Answer
from onrecord.views.index import Index, published_at
from onrecord.views.verdicts import Checked

router = APIRouter(tags=["asking"])
MAX_DRAFT = 200_000  # characters
MAX_HITS = 1_000
NOT_BLANK = r"\S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paragraph or headline that holds all the words."""

    report: str  # id
    outlet: str | None
    span: Span
    words: tuple[Span, ...]
    exact: str
    statements: tuple[str, ...]


KINDS: tuple[type, ...] = (Hit, Answer, Checked)
Words = Annotated[
    str,
    Query(min_length=1, max_length=400, pattern=NOT_BLANK, description='All of these; "quoted" ones stand together.'),
]
Filter = Annotated[str | None, Query(min_length=1, max_length=200)]
Saying = Annotated[
    Literal["quote", "indirect", "direct", "mixed", "none"] | None,
    Query(description="As a statement here has it, `quote` or `indirect`, or finer as the case has it."),
]
Question = Annotated[str, Body(min_length=1, max_length=2_000, pattern=NOT_BLANK)]
Draft = Annotated[str, Body(min_length=1, max_length=MAX_DRAFT, pattern=NOT_BLANK)]
StoryName = Annotated[str | None, Body(max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which statements a paragraph must share text with."""

    speaker: str | None
    party: str | None
    manner: str | None

    def fits(self, index: Index, statement: Statement | None) -> bool:
        """True for a statement that passes them all."""
        if statement is None:
            return False
        name = (index.speaker_name(statement) or "").casefold()
        return (
            (self.speaker is None or self.speaker.casefold() in name)
            and (self.party is None or self.party.casefold() == (index.side_of(statement) or "").casefold())
            and self.manner in (None, statement.manner.value, MANNERS[statement.manner.value])
        )


def read_filters(speaker: Filter = None, party: Filter = None, manner: Saying = None) -> Filters:
    """The filters of a query."""
    return Filters(speaker=speaker, party=party, manner=manner)


@router.get("/search", responses=told_list(Hit))
def search(
    at: At,
    window: Turned,
    q: Words,
    filters: Annotated[Filters, Depends(read_filters)],
    since: Annotated[
        str | None, Query(alias="from", min_length=1, max_length=40, description="Published from then on.")
    ] = None,
    story: Filter = None,
) -> Response:
    """Paragraphs that hold all the words, best first; with filters, only those with such a statement."""
    if not any(letter.isalnum() for letter in q):
        raise InputError("'q' holds no word.", where="q", help="Send some words to look for.")
    room = at.part(story) if story else at.whole()
    after = at.rooms.case.moment(since, is_end=False)
    found = at.rooms.case.search(q, book=room.book, limit=MAX_HITS)
    late = (h for h in found if after is None or ((when := published_at(h.report)) is not None and when >= after))
    hits = []
    for hit in late:
        kept = tuple(s for s in hit.statements if filters.fits(room.index, room.index.statements.get(s)))
        if kept or filters == NO_FILTERS:
            hits.append(_hit(hit, kept))
    return reply_list(at.request, hits, window, rooms=at.rooms)


def _hit(hit: SearchHit, statements: tuple[str, ...]) -> Hit:
    report = hit.report
    exact = hit.span.of(report.text)
    return Hit(
        report=report.id, outlet=report.outlet, span=hit.span, words=hit.words, exact=exact, statements=statements
    )


NO_FILTERS = Filters(speaker=None, party=None, manner=None)


@router.post("/ask", responses=told(Answer))
def ask(at: At, question: Question, story: StoryName = None) -> Response:
    """What the reports have in answer, word for word; no lines where none of them says."""
    return reply(at.request, at.rooms.case.ask(question, story=story, as_of=at.as_of), rooms=at.rooms)


@router.post("/check", responses=told(Checked))
def check(at: At, text: Draft, story: StoryName = None) -> Response:
    """Each sentence of a draft with its verdict and what it rests on."""
    return reply(at.request, at.rooms.case.check(text, story=story, as_of=at.as_of), rooms=at.rooms)
