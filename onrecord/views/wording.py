"""How a statement, a speaker and a figure are put into the pieces of a line."""

import re
from collections.abc import Iterator, Sequence

from onrecord.records.claim import SeriesPoint
from onrecord.records.finding import Figure, Stance, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.index import Index
from onrecord.views.line import CLIP, Cite, Piece, frame, marked, name, quote, tally
from onrecord.views.phrases import when_text

NAMING_NOBODY = ", naming nobody"  # after the outlet that leaves the speaker out
PLAIN_CUES = frozenset({"said", "says", "added", "told", "according to", "stated"})  # say nothing beside the words said
CLIP_JOINED = 160  # characters of each statement where a line holds several
MAX_NAMED = 4  # of those who say what another's words stand for
HANGING = re.compile(r"(?:\w+ing|without)\b", re.IGNORECASE)  # cues with no verb of their own: "Verania, denying that"
NEITHER = re.compile(r"\bneither\b", re.IGNORECASE)
NEAR = 8  # code points before a speaker, and of its beginning, in which "neither" is looked for
MAX_GAP = 60  # characters between a cue and its content, over which the two are not quoted as one stretch


def speaker_pieces(index: Index, statement: Statement) -> tuple[Piece, ...]:
    """The speaker with party and chain: "two lawmakers (Ostria), citing the bureau", "the bureau, by way of Harker"."""
    report, speaker = index.report_of(statement), index.speaker_name(statement)
    outlet, nobody = name(report.outlet or report.doc), statement.speaker.span  # "no group", in the report's words
    unnamed = (outlet, frame(": "), *quote(report, (nobody,))) if nobody else (outlet, frame(NAMING_NOBODY))
    if len(statement.speaker.members) > 1 and _is_neither(statement, report):
        return _neither_pieces(statement)
    who = who_pieces(speaker, index.party_of(statement)) if speaker else unnamed
    behind, before = _chain(statement)
    before = [n for n in before if n != report.outlet]  # the report itself passes on all that it holds
    cited = _listed(", citing ", behind)
    return (*who, *cited, *_listed(", by way of ", before))


def _is_neither(statement: Statement, report: Report) -> bool:
    """True where the report says of joint speakers that neither does."""
    span = statement.speaker.span
    return span is not None and bool(NEITHER.search(report.text[max(0, span.start - NEAR) : span.start + NEAR]))


def _neither_pieces(statement: Statement) -> tuple[Piece, ...]:
    """The joint speakers with the not that the report begins with: "neither the ministry nor the police"."""
    first, *others = statement.speaker.members
    return (frame("neither "), name(first), *(p for other in others for p in (frame(" nor "), name(other))))


def _chain(statement: Statement) -> tuple[list[str], list[str]]:
    """Names of the chain behind the speaker, nearest first, and of those between the speaker and the report."""
    names = [source.name for source in statement.chain]
    speaker = statement.speaker.name
    at = names.index(speaker) if speaker in names else 0
    behind = [n for n in reversed(names[:at]) if n]
    return behind, [n for n in names[at:] if n and n != speaker]


def _listed(lead: str, names: list[str]) -> tuple[Piece, ...]:
    return tuple(piece for each in names for piece in (frame(lead), name(each)))


def who_pieces(who: str, party: str | None) -> tuple[Piece, ...]:
    """A name with its party: "Ilsa Brandt (Ostria)"."""
    if party is None or party.casefold() in who.casefold():
        return (name(who),)
    return (name(who), frame(" ("), name(party), frame(")"))


def statement_pieces(index: Index, statement: Statement, *, limit: int = CLIP) -> tuple[Piece, ...]:
    """Who says what, verbatim: "Ilsa Brandt (Ostria) told parliament that ...", "Verania denied firing any missile".

    The cue is quoted with the content where the two stand together; a plain "said" apart from it is left out.
    """
    said = said_pieces(index, statement, limit=limit)
    text = index.report_of(statement).text
    stands_alone = _cue_to_content(statement, text) is None and not _tells_act(statement, text)
    is_unnamed = index.speaker_name(statement) is None and statement.speaker.span is None
    apart = stands_alone or is_unnamed
    between = ": " if apart else ", " if statement.cue and HANGING.match(statement.cue.of(text)) else " "
    return (*speaker_pieces(index, statement), frame(between), *said)


def begins_with_cue(index: Index, statement: Statement) -> bool:
    """True where what is said is told with what the speaker did: "denied firing any missile"."""
    return _cue_to_content(statement, index.report_of(statement).text) is not None


def said_pieces(index: Index, statement: Statement, *, limit: int = CLIP) -> tuple[Piece, ...]:
    """What is said, verbatim, without who says it."""
    report = index.report_of(statement)
    joined = _cue_to_content(statement, report.text)
    if joined:
        return quote(report, (joined, *statement.content[1:]), limit=limit)
    words = quote(report, statement.content, limit=limit)
    if statement.cue and _tells_act(statement, report.text):
        return (*quote(report, (statement.cue,)), frame(": "), *words)
    return words


def _tells_act(statement: Statement, text: str) -> bool:
    """True where the cue says more than that something was said: "denied", "warned", "has not commented on"."""
    if statement.cue is None or statement.stance is Stance.ASSERTS:
        return False
    return statement.cue.of(text).casefold() not in PLAIN_CUES


def _cue_to_content(statement: Statement, text: str) -> Span | None:
    """From the cue to the end of the first stretch of content, where nothing but small words stands between."""
    cue, first = statement.cue, statement.content[0]
    if cue is None or not 0 <= first.start - cue.end <= MAX_GAP or not any(c.isalpha() for c in cue.of(text)):
        return None
    joined = Span(start=cue.start, end=first.end)
    between = text[cue.end : first.start]
    speaker = statement.speaker.span
    if (speaker and joined.overlaps(speaker)) or any(mark in between for mark in (",", ".", ";", ":", "\n\n")):
        return None
    return joined


def amount_pieces(index: Index, point: SeriesPoint, figure: Figure) -> tuple[Piece, ...]:
    """Who gives which amount, in the report's words: "Larkspur Imagery: between 9,500 and 11,000, as of 2031-03-04"."""
    report = index.report_of(figure)
    words = quote(report, figure.evidence.spans[:1])
    who = who_pieces(point.speaker or report.outlet or report.doc, point.party)
    dated = (frame(", as of "), tally(when_text(point.as_of))) if point.as_of else ()
    return (*who, frame(": "), *words, *dated)


def joined_pieces(index: Index, voices: Sequence[Sequence[Statement]]) -> tuple[tuple[Piece, ...], tuple[Cite, ...]]:
    """Several voices in one line, set apart by semicolons: each in the words of its first statement, marked by all.

    Others than the first one's speaker who say the same are named before their own marks.
    """
    pieces: list[Piece] = []
    cites: list[Cite] = []
    for said in voices:
        own, *others = _by_speaker(index, said)
        limit = CLIP if len(voices) == 1 else CLIP_JOINED
        pieces += [*((frame("; "),) if pieces else ()), *statement_pieces(index, said[0], limit=limit)]
        for lead, statements in ((None, own), *_also(index, others)):
            marks, cited = marked(index, *statements)
            pieces += [*(lead or ()), *marks]
            cites += cited
    return tuple(pieces), tuple(cites)


def _by_speaker(index: Index, said: Sequence[Statement]) -> list[list[Statement]]:
    """The statements by who speaks, the first one's first; those that name nobody go with these."""
    first = index.speaker_name(said[0])
    out: dict[str | None, list[Statement]] = {first: []}
    for statement in said:
        out.setdefault(index.speaker_name(statement) or first, []).append(statement)
    return list(out.values())


def _also(index: Index, others: Sequence[list[Statement]]) -> Iterator[tuple[tuple[Piece, ...], Sequence[Statement]]]:
    """Who says so too, the first few by name, and their statements."""
    for said in others[:MAX_NAMED]:
        who = index.speaker_name(said[0]) or ""
        yield (frame(", also "), *who_pieces(who, index.party_of(said[0]))), said
    if rest := [s for said in others[MAX_NAMED:] for s in said]:
        yield (frame(", and others"),), rest
