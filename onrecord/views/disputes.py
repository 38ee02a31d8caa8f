"""Where sides differ: claims by parties with what each says of them, and the lines of a brief that come of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onrecord.records.casebook import Casebook
from onrecord.records.claim import Claim, RelationKind, Series, SeriesPoint
from onrecord.records.finding import Stance, Statement
from onrecord.views import phrases
from onrecord.views.index import Index, index_casebook
from onrecord.views.line import Cite, Line, Piece, frame, marked, name, tally
from onrecord.views.standing import Standing, best_statement, most_told, opposing, standing_of
from onrecord.views.wording import amount_pieces, joined_pieces, said_pieces

NEAR = Decimal("0.10")  # figures closer than this are the same for a newsroom (as the annotation guide has it)
MAX_RATIO = 10  # amounts further apart than this count different things, whatever they are called
MAX_SIDES = 4
OTHER_SCOPE = "other scope"
SIGNS = {"says": "●", "denies": "✕", "qualifies": "◐", "does not deny": "◌", "is silent": "○"}


class Position(StrEnum):
    """What a party does with a claim; a party without one has said nothing about it."""

    SAYS = "says"
    DENIES = "denies"
    QUALIFIES = "qualifies"
    NOT_DENYING = "does not deny"
    SILENT = "is silent"  # declines to comment, has not commented


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One party's latest position on one claim."""

    party: str
    position: Position
    statement: str  # id
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim with its three counts and what each party says of it."""

    claim: str  # id
    label: str  # "c4"
    words: str  # verbatim, with the cue where it tells more than that something was said
    cite: str  # label of the statement that the words are from
    standing: str
    reports: int
    origins: int
    parties: int
    has_unknown_party: bool
    cells: tuple[Cell, ...]  # by party


def list_claims(book: Casebook, *, disputed_only: bool = False) -> tuple[ClaimRow, ...]:
    """All claims, the most disputed first, then the most told."""
    index = index_casebook(book)
    rows = [_row(index, claim) for claim in most_told(index)]
    rows = [r for r in rows if not disputed_only or r.standing == Standing.DISPUTED.name.lower()]
    return tuple(sorted(rows, key=lambda r: -sum(cell.position is Position.DENIES for cell in r.cells)))


def _row(index: Index, claim: Claim) -> ClaimRow:
    best = _shown(index, claim)
    return ClaimRow(
        claim=claim.id,
        label=index.labels[claim.id],
        words="".join(piece.text for piece in said_pieces(index, best)),
        cite=index.labels[best.id],
        standing=standing_of(index, claim).name.lower(),
        reports=claim.reports,
        origins=len(claim.origins),
        parties=len(claim.parties),
        has_unknown_party=claim.has_unknown_party,
        cells=tuple(_cells(index, claim, best)),
    )


def _shown(index: Index, claim: Claim) -> Statement:
    """The statement whose words stand for the claim: of a disputed one what is denied, else what says it best."""
    members = index.members(claim)
    against = {r.b for r in opposing(index, claim)}
    telling = [s for s in members if s.stance not in (Stance.DENIES, Stance.DECLINES, Stance.DOES_NOT_DENY)] or members
    return best_statement(index, [s for s in telling if s.id in against] or telling)


def _cells(index: Index, claim: Claim, shown: Statement) -> Iterator[Cell]:
    """A cell for each party, and for each speaker of no known party who stands against another."""
    opposed = {side for r in opposing(index, claim) for side in (r.a, r.b)}
    latest: dict[str, Statement] = {}
    for statement in index.members(claim):  # in order of saying
        party = index.side_of(statement) or (index.speaker_name(statement) if statement.id in opposed else None)
        kept = latest.get(party or "")
        if party and not (kept and kept.id in opposed and statement.id not in opposed):
            latest[party] = statement
    for party, statement in sorted(latest.items()):
        position = _position(claim, statement, shown)
        yield Cell(party=party, position=position, statement=statement.id, label=index.labels[statement.id])


def _position(claim: Claim, statement: Statement, shown: Statement) -> Position:
    if statement.stance is Stance.DECLINES:
        return Position.SILENT
    if statement.stance is Stance.DOES_NOT_DENY:
        return Position.NOT_DENYING
    sides = {(r.a, r.b) for r in claim.relations if r.kind is RelationKind.CONTRADICTS}
    if (statement.id, shown.id) in sides or (shown.id, statement.id) in sides:
        return Position.DENIES
    if statement.stance is Stance.DENIES or any(
        r.a == statement.id and r.kind is RelationKind.DENIES for r in claim.relations
    ):
        return Position.DENIES
    qualified = any(r.a == statement.id and r.kind is RelationKind.QUALIFIES for r in claim.relations)
    return Position.QUALIFIES if qualified else Position.SAYS


def disputed_lines(index: Index, claims: Iterable[Claim]) -> Iterator[Line]:
    """The lines of a brief for figures over which parties differ, then for claims that one denies or contradicts."""
    for series, sides in _disputed_series(index):
        yield _figure_line(index, series, sides)
    amounts, told = disputed_amounts(index), set[str]()
    for claim in claims:
        chosen = _chosen(index, claim)
        ids = {s.id for s in chosen}
        if len(chosen) > 1 and not ids <= amounts and not _is_told(index, claim, told):
            told |= {side for r in opposing(index, claim) for side in (r.a, r.b)}
            shown = (*chosen, *_silent(index, claim))
            pieces, cites = joined_pieces(index, shown)
            parties = {party for s in shown for party in _parties(index, s)} | set(claim.parties)
            bound = claim.has_unknown_party
            counts = phrases.three_counts(claim.reports, len(claim.origins), len(parties), at_most=bound)
            yield Line(pieces=(*pieces, frame("  "), tally(f"{counts}.")), cites=cites)


def _parties(index: Index, statement: Statement) -> Iterator[str]:
    """The side of the statement; of joint speakers that of each."""
    if side := index.side_of(statement):
        yield side
    for member in statement.speaker.members:
        entity = index.entities.get((statement.evidence.report, member))
        if entity and entity.party:
            yield entity.party


def _is_told(index: Index, claim: Claim, told: Collection[str]) -> bool:
    """True where earlier lines have a side of each of its oppositions: a denial is told once, with what it denies."""
    return all(r.a in told or r.b in told for r in opposing(index, claim))


def disputed_amounts(index: Index) -> frozenset[str]:
    """The statements that give an amount of a number over which parties differ."""
    points = (p for series, _ in _disputed_series(index) for p in series.points)
    return frozenset(s for p in points if (s := index.figures[p.figure].statement))


def _disputed_series(index: Index) -> Iterator[tuple[Series, tuple[SeriesPoint, ...]]]:
    for series in index.book.account.series:
        sides = _sides(series)
        known = all(p.figure in index.figures for p in series.points)
        if known and len(sides) > 1 and not _agree(sides):
            yield series, sides


def _sides(series: Series) -> tuple[SeriesPoint, ...]:
    """The latest amount of each party."""
    return tuple({p.party: p for p in series.points if p.party and p.relation != "relay"}.values())


def _agree(points: tuple[SeriesPoint, ...]) -> bool:
    return not any(_differ(a, b) for n, a in enumerate(points) for b in points[n + 1 :])


def _differ(a: SeriesPoint, b: SeriesPoint) -> bool:
    """True where the two amounts cannot both hold, yet are near enough in size to be of one thing."""
    low = max((x for x in (a.low, b.low) if x is not None), default=None)
    high = min((x for x in (a.high, b.high) if x is not None), default=None)
    if low is None or high is None or low <= high * (1 + NEAR):
        return False
    return low <= high * MAX_RATIO


def _figure_line(index: Index, series: Series, sides: tuple[SeriesPoint, ...]) -> Line:
    pieces: list[Piece] = [name(series.of), frame(": ")]
    cites: list[Cite] = []
    for point in sides[-MAX_SIDES:]:
        figure = index.figures[point.figure]
        marks, cited = marked(index, figure)
        pieces += [*((frame("; "),) if cites else ()), *amount_pieces(index, point, figure), *marks]
        cites += cited
    scopes = {p.scope for p in sides} - {None}
    if len(scopes) > 1 or any(p.relation == OTHER_SCOPE for p in sides):
        pieces.append(frame(". Scopes may differ"))
    return Line(pieces=(*pieces, frame(".")), cites=tuple(cites))


def _chosen(index: Index, claim: Claim) -> tuple[Statement, ...]:
    """Both sides of each opposition, one statement a speaker, what was said before what denies it."""
    chosen: dict[str | None, Statement] = {}
    for relation in opposing(index, claim):
        for side in (relation.b, relation.a):
            statement = index.statements[side]
            chosen.setdefault(index.side_of(statement) or index.speaker_name(statement), statement)
    return tuple(chosen.values())[:MAX_SIDES]


def _silent(index: Index, claim: Claim) -> tuple[Statement, ...]:
    """Those who were asked about a disputed claim and did not say, or did not deny: the latest of each party."""
    kept = (Stance.DECLINES, Stance.DOES_NOT_DENY)
    said = [s for s in index.members(claim) if s.stance in kept]
    return tuple({index.side_of(s) or index.speaker_name(s): s for s in said}.values())[:MAX_SIDES]


def claims_lines(rows: Iterable[ClaimRow], *, width: int) -> tuple[str, ...]:
    """The claims for people: words, three counts, and each party's position in a word and a sign."""
    out: list[str] = []
    for row in rows:
        counts = phrases.three_counts(row.reports, row.origins, row.parties, at_most=row.has_unknown_party)
        out += phrases.wrap(f"{row.label:<4} {row.words} [{row.cite}]", width=width, hang=" " * 5)
        cells = "   ".join(f"{SIGNS[c.position.value]} {c.party} {c.position.value} [{c.label}]" for c in row.cells)
        out += phrases.wrap(f"{counts}   {cells}", width=width, indent=" " * 5)
    return tuple(out)


def claims_plain(rows: Iterable[ClaimRow]) -> tuple[str, ...]:
    """One tab-separated line a claim: label, standing, reports, origins, parties, words, positions."""
    return tuple(
        phrases.tabbed(
            (
                *(row.label, row.standing, str(row.reports), str(row.origins), str(row.parties), row.words),
                " ".join(f"{cell.party}={cell.position.value}" for cell in row.cells),
            )
        )
        for row in rows
    )
