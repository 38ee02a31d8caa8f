"""Text of the reader's own held against the reports: a draft checked sentence by sentence, a question answered."""

from collections import Counter
from dataclasses import dataclass

from onrecord.case.asking import ask, check_text
from onrecord.errors import InputError
from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.brief import cite_line
from onrecord.interfaces.web.pages.frame import keep_library, list_choices
from onrecord.interfaces.web.paper import Page
from onrecord.interfaces.web.rooms import Room
from onrecord.views.cited import cite_words
from onrecord.views.verdicts import Checked, CheckedSentence, Verdict

MAX_DRAFT = 60_000  # characters: a long article; more would hold up all other pages
SIGNS = {
    Verdict.OK: "✓",
    Verdict.ONE_SIDE: "◐",
    Verdict.NOT_SAID: "○",
    Verdict.STALE: "↻",
    Verdict.SPEAKER: "✕",
    Verdict.NUMBER: "✕",
    Verdict.WORDS: "✕",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the draft: a checked sentence, or what stands between two."""

    text: str
    number: int  # of the sentence, from 1; 0: none
    verdict: Verdict | None


def show_check(desk: Desk, text: str = "") -> Page:
    """The form, and below it the draft with its marks where there is one."""
    room = _room(desk)
    keep_library(desk.rooms, room)
    if len(text) > MAX_DRAFT:
        raise InputError(
            f"The draft has {len(text):,} characters; {MAX_DRAFT:,} can be checked at once.",
            where="draft",
            help="Check it in parts, or with `onrecord check`.",
        )
    draft = text.replace("\r\n", "\n")
    checked = check_text(room.book, draft, language=desk.rooms.case.language) if draft.strip() else None
    return Page(
        template="check",
        title="Check a draft",
        answer={"checked": checked},
        extra={
            **_common(desk, room),
            "draft": draft,
            "checked": checked,
            "pieces": _pieces(draft, checked) if checked else [],
            "counts": _counts(checked) if checked else [],
            "signs": SIGNS,
            "index": room.index,
            "cited": _cited(room, checked.sentences) if checked else {},
        },
    )


def show_ask(desk: Desk) -> Page:
    """The answer to `q` in the reports' own words."""
    question = desk.value("q")
    room = _room(desk)
    keep_library(desk.rooms, room)
    language = desk.rooms.case.language
    answer = room.keep(("ask", question), lambda: ask(room.book, question, language=language)) if question else None
    return Page(
        template="ask",
        title=question or "Ask",
        answer={"answer": answer},
        extra={
            **_common(desk, room),
            "q": question,
            "answer": answer,
            "lines": [(line, cite_line(room, line)) for line in answer.lines] if answer else [],
            "nearest": (answer.nearest, cite_line(room, answer.nearest)) if answer and answer.nearest else None,
            "index": room.index,
        },
    )


def _room(desk: Desk) -> Room:
    name = desk.value("story")
    return desk.rooms.part(name, desk.as_of) if name else desk.rooms.whole(desk.as_of)


def _common(desk: Desk, room: Room) -> dict[str, object]:
    chosen = room.story.slug if room.story else ""
    return {"stories": list_choices(desk.rooms.whole(desk.as_of), chosen), "chosen": chosen}


def _pieces(draft: str, checked: Checked) -> list[Piece]:
    out: list[Piece] = []
    at = 0
    for number, sentence in enumerate(checked.sentences, 1):
        if sentence.start > at:
            out.append(Piece(text=draft[at : sentence.start], number=0, verdict=None))
        out.append(Piece(text=draft[sentence.start : sentence.end], number=number, verdict=sentence.verdict))
        at = sentence.end
    return [*out, Piece(text=draft[at:], number=0, verdict=None)]


def _counts(checked: Checked) -> list[tuple[Verdict, int]]:
    counts = Counter(s.verdict for s in checked.sentences)
    return [(v, counts[v]) for v in reversed(Verdict) if counts[v]]


def _cited(room: Room, sentences: tuple[CheckedSentence, ...]) -> dict[str, object]:
    ids = dict.fromkeys(id for s in sentences for r in s.remarks for id in r.cites)
    return {id: cited for id in ids if (cited := cite_words(room.index, id)) is not None}
