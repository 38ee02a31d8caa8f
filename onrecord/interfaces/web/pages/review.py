"""The review queue: one statement at a time, what is decided on it, and what was decided before."""

from collections.abc import Sequence

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import brief_of, list_choices
from onrecord.interfaces.web.paper import Page
from onrecord.interfaces.web.rooms import Room
from onrecord.records.decision import DONE, Action, Decision, Matter, in_force
from onrecord.records.finding import Certainty, Manner, Stance, Statement
from onrecord.views.cited import cite_finding
from onrecord.views.queue import Progress, Waiting, list_waiting, measure_progress
from onrecord.views.stories import list_stories

SHOWN = 12  # earlier decisions on the page
LOOKED_AT = (Action.ACCEPT, Action.EDIT, Action.REJECT)


def show_review(desk: Desk) -> Page:
    """The card that `at` counts to, from 1, in the queue of a story (else of the story with most reports)."""
    whole = desk.rooms.whole()
    stories = whole.ask(list_stories)
    room = desk.rooms.part_in(whole, desk.value("story") or stories[0].slug) if stories else whole
    name = room.story.slug if room.story else ""
    decisions = desk.rooms.case.decisions()
    counting = in_force(decisions)
    reviewed = {t for d in counting if d.matter is Matter.STATEMENT and d.action in LOOKED_AT for t in d.things}
    waiting, progress = _queue(desk, room, reviewed) if stories else ((), Progress(lines=0, reviewed=0))
    at = desk.number("at", 1, most=max(1, len(waiting)))
    card = waiting[at - 1] if waiting else None
    return Page(
        template="review",
        title="Review",
        answer={"waiting": len(waiting), "progress": progress, "next": card, "decisions": decisions[-SHOWN:][::-1]},
        extra={
            "story_name": name,
            "stories": list_choices(whole, name),
            "card": card,
            "at": at,
            "cited": _cited(room, card),
            "statement": room.index.statements[card.statement] if card else None,
            "index": room.index,
            "history": _history(decisions, counting),
            "latest": counting[-1].id if counting else None,
            "stances": [s.value for s in Stance],
            "certainties": [c.value for c in Certainty],
            "manners": [m.value for m in Manner],
            "done": DONE,
        },
    )


def _queue(desk: Desk, room: Room, reviewed: set[str]) -> tuple[tuple[Waiting, ...], Progress]:
    brief = brief_of(room, desk.rooms.case.language)
    waiting = room.keep("waiting", lambda: list_waiting(room.index, brief, reviewed))
    return waiting, measure_progress(room.index, brief, reviewed)


def _cited(room: Room, card: Waiting | None) -> object:
    if card is None:
        return None
    statement: Statement = room.index.statements[card.statement]
    return cite_finding(room.index, statement, room.index.report_of(statement))


def _history(decisions: Sequence[Decision], counting: Sequence[Decision]) -> list[tuple[Decision, bool]]:
    """The latest decisions, newest first, each with whether it counts."""
    held = {d.id for d in counting}
    shown = [d for d in decisions if d.action is not Action.UNDO]
    return [(d, d.id in held) for d in shown[-SHOWN:][::-1]]
