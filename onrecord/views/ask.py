"""A question answered with the reports' own words, or with the plain sentence that none of them says.

Nothing is inferred: an answer is a statement or sentence that has the question's topic words and names, and what is
asked for: a number, a day, a place.  Who denies it stands beside it.  Where somebody's words are asked for, they are
that speaker's statements.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.words import list_stems
from onrecord.language import Language
from onrecord.records.casebook import Casebook
from onrecord.records.claim import Series, SeriesPoint
from onrecord.records.finding import Figure, Stance, Statement
from onrecord.views import phrases
from onrecord.views.answering import Answering, read
from onrecord.views.fitting import is_speaker
from onrecord.views.index import Index, index_casebook, said_date
from onrecord.views.line import Cite, Line, frame, holds, mark, marked, name, quote
from onrecord.views.standing import OPPOSING
from onrecord.views.support import Passage, Wanted, borne_out, open_library
from onrecord.views.verdicts import Draft
from onrecord.views.wording import amount_pieces, statement_pieces

NEAREST, NEAR = 5, 0.3  # passages, and their least share, whose story a number asked for by its name is looked for in
MAX_LINES = 4
TOUCHING = 0.3  # share of the question's matter that a statement of the one who is asked about must have
BESIDE = 0.8  # of what its sentence has of it, that counts for the statement too
SHOWN = 0.85  # of what a sentence has of the question, that a statement must have to stand for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the reports say to a question."""

    question: str
    lines: tuple[Line, ...]  # empty: none of the reports says
    reports: int  # that were asked
    told_by: int  # reports that hold an answer
    origins: int  # acts of saying behind the answers: an upper bound
    nearest: Line | None  # what comes closest, where none says; None: nothing does


def answer_question(book: Casebook, question: Draft, *, language: Language) -> Answer:
    """The answers that the reports hold, best first, one a party, each with who denies it."""
    index = index_casebook(book)
    library = open_library(index, language=language)
    answering = Answering(library, read(library, question))
    found = answering.find()
    good = answering.choose(found)
    asked = answering.question.asked
    said = _unique(_told(answering, good), index)
    if said or (asked.is_open and asked.speaker is not None):  # nobody else's words answer what somebody said
        good, lines = [], said
    else:
        near = good or [p for share, p in found[:NEAREST] if share >= NEAR]
        amounts = _amounts(answering, near) if asked.is_number and near else ()
        lines = _unique((*amounts, *_lines(answering, good)), index)
    told = {p.report.id for p in good} | {c.report for line in lines for c in line.cites}
    behind = [s for p in good for s in p.statements]
    behind += [s for line in lines for c in line.cites if (s := _statement_of(index, c))]
    origins = {o.id for s in behind if (o := index.origin_of(s.id))}
    nearest = next((line for _, p in found[:1] if holds(line := _line(answering, p), index)), None)
    return Answer(
        question=" ".join(question.report.text.split()),
        lines=tuple(lines),
        reports=len(book.reports),
        told_by=len(told),
        origins=len(origins) or len(told),
        nearest=None if lines else nearest,
    )


def _unique(lines: Iterable[Line], index: Index) -> list[Line]:
    """The first lines that hold, each once."""
    return [line for line in {x.text: x for x in lines}.values() if holds(line, index)][:MAX_LINES]


def _told(answering: Answering, good: Sequence[Passage]) -> Iterator[Line]:
    """What is denied, where that is asked; else what the one who is asked about says."""
    asked = answering.question.asked
    if asked.is_denial:
        seen: set[str | None] = set()
        for _, passage, statement in answering.find_denials():
            side = answering.library.index.speaker_name(statement)
            if side not in seen:
                seen.add(side)
                yield _show(answering, answering.question.about, passage, statement)
        if seen or good:
            return
    if asked.speaker is not None:
        yield from _said(answering, asked.speaker)


def _said(answering: Answering, speaker: str) -> Iterator[Line]:
    """What the one who is asked about says of the matter: what has most of it first, then the latest.

    Where the question names no matter, or only when they spoke, all that they say; what other reports have of the same
    is left out.
    """
    index, about = answering.library.index, answering.question.about
    found: list[tuple[float, dt.date, str]] = []
    spoken: dict[str, tuple[Passage, Statement]] = {}  # one may run over several sentences
    for passage in answering.library.passages:
        for statement in passage.statements:
            if statement.id not in spoken and is_speaker(index, statement, speaker):
                spoken[statement.id] = (passage, statement)
                share = answering.share_of(about, passage, statement)
                around = BESIDE * about.share(borne_out(about, passage))  # "called on Ostria to leave" is of Ostria
                day = said_date(statement, passage.report) or dt.date.min
                found.append((round(max(share, around), 4), day, statement.id))
    is_all = not about.weights or answering.question.asked.is_occasion
    touching = [f for f in found if f[0] >= TOUCHING] or (found if is_all else [])
    told: dict[str, str] = {}  # claim -> the first report that was cited for it
    for _, _, id in sorted(touching, reverse=True):
        passage, statement = spoken[id]
        if all(told.setdefault(c.id, passage.report.id) == passage.report.id for c in index.claims.get(id, ())):
            yield _show(answering, about, passage, statement)


def _statement_of(index: Index, cited: Cite) -> Statement | None:
    """The statement that a citation is of, or whose amount it is of."""
    record = index.records.get(cited.id)
    holder = record.statement if isinstance(record, Figure) else cited.id
    return index.statements.get(holder or "")


def _lines(answering: Answering, passages: Sequence[Passage]) -> Iterator[Line]:
    """One line a party or outlet, then those that deny what is said."""
    index = answering.library.index
    seen: set[str | None] = set()
    denials: dict[str | None, Statement] = {}
    for passage in passages:
        statement = next(iter(passage.statements), None)
        side = passage.report.outlet if statement is None else index.side_of(statement) or index.speaker_name(statement)
        for other in _opposed(index, passage.statements):
            denials.setdefault(index.side_of(other), other)
        if side not in seen:
            seen.add(side)
            yield _line(answering, passage)
    for side, statement in denials.items():
        if side not in seen:
            yield _say(index, statement)


def _say(index: Index, statement: Statement) -> Line:
    marks, cites = marked(index, statement)
    return Line(pieces=(*statement_pieces(index, statement), *marks), cites=cites)


def _opposed(index: Index, statements: Sequence[Statement]) -> Iterator[Statement]:
    for statement in statements:
        for relation in index.relations.get(statement.id, ()):
            other = index.statements.get(relation.a if relation.b == statement.id else relation.b)
            if other and relation.kind in OPPOSING and other.stance is Stance.DENIES:
                yield other


def _amounts(answering: Answering, passages: Sequence[Passage]) -> Iterator[Line]:
    """Where a number is asked for: each party's latest amount of it, the last given first."""
    index = answering.library.index
    series = _find_series(answering, passages)
    if series is None:
        return
    latest: dict[str | None, SeriesPoint] = {}
    for point in series.points:
        if point.relation != "relay" and point.speaker:
            latest.pop(point.party or point.speaker, None)
            latest[point.party or point.speaker] = point
    for point in reversed(latest.values()):
        figure = index.figures[point.figure]
        marks, cites = marked(index, figure)
        yield Line(pieces=(*amount_pieces(index, point, figure), *marks), cites=cites)


def _find_series(answering: Answering, passages: Sequence[Passage]) -> Series | None:
    """The number that the question calls by its name, in a story that is near it; else one given where it is answered.

    What is counted must be asked for: "how many people were killed" is no question about days.
    """
    index, asked = answering.library.index, answering.question.asked
    near = {p.report.id for p in passages}
    stories = [s for s in index.book.account.stories if near & set(s.reports)] or index.book.account.stories[:1]
    reports = {r for s in stories for r in s.reports}
    lives = Counter(index.series[f.id].id for p in passages for f in p.figures if f.id in index.series)
    matter = set(answering.question.wanted.weights)
    found: list[tuple[bool, int, int, int, Series]] = []
    for series in index.book.account.series:
        told = [f for p in series.points if (f := index.figures.get(p.figure))]
        if not any(f.evidence.report in reports for f in told):
            continue
        stems = set(list_stems(series.of, language=answering.library.language))
        if matter & stems and any(answering.counts_asked(f) for f in told):
            name = set(series.of.lower().split())
            is_named = len(name) > 1 and name <= asked.naming
            if is_named or series.id in lives:
                found.append((is_named, len(matter & stems), lives[series.id], len(told), series))
    return max(found, key=lambda f: (*f[:4], f[4].id))[4] if found else None


def _line(answering: Answering, passage: Passage) -> Line:
    """The statement of the passage that has most of the question, else its sentence."""
    wanted = answering.question.wanted
    if not passage.statements:
        return _quote(answering.library.index, passage)
    said = max(passage.statements, key=lambda s: answering.share_of(wanted, passage, s))
    return _show(answering, wanted, passage, said)


def _show(answering: Answering, wanted: Wanted, passage: Passage, statement: Statement) -> Line:
    """The statement where it says as much of what is wanted as its sentence does, and has the number; else that."""
    index = answering.library.index
    figures = [f for f in passage.figures if answering.counts_asked(f)] if answering.question.asked.is_number else []
    spans = statement.content
    is_counted = not figures or any(s.overlaps(f.evidence.spans[0]) for s in spans for f in figures)
    is_whole = answering.share_of(wanted, passage, statement) >= SHOWN * wanted.share(borne_out(wanted, passage))
    return _say(index, statement) if is_whole and is_counted else _quote(index, passage)


def _quote(index: Index, passage: Passage) -> Line:
    report = passage.report
    label = index.labels[report.id]
    words = quote(report, (passage.span,))
    pieces = (name(report.outlet or report.doc), frame(": "), *words, frame(" "), mark(label))
    return Line(pieces=pieces, cites=(Cite(label=label, id=report.id, report=report.id, spans=(passage.span,)),))


def answer_lines(answer: Answer, *, width: int) -> tuple[str, ...]:
    """The answer for people."""
    if not answer.lines:
        told = phrases.none_says(answer.reports)
        closest = f" Closest: {answer.nearest.text}" if answer.nearest else ""
        return tuple(phrases.wrap(told + closest, width=width))
    out = [row for line in answer.lines for row in phrases.wrap(line.text, width=width)]
    counted = f"{phrases.count(answer.told_by, 'report')}, at most {phrases.count(answer.origins, 'origin')}."
    return (*out, counted)


def answer_plain(answer: Answer) -> tuple[str, ...]:
    """One tab-separated line an answer: words, labels; or "none" and what comes closest."""
    if answer.lines:
        return tuple(phrases.tabbed((line.words, _labels(line))) for line in answer.lines)
    near = answer.nearest
    return (phrases.tabbed(("none", near.words if near else "-", _labels(near) if near else "-")),)


def _labels(line: Line) -> str:
    return ",".join(dict.fromkeys(c.label for c in line.cites))
