"""Where sides differ: claims by parties with what each says of them, and the lines of a brief that come of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onrecord.records.casebook import Casebook
from onrecord.records.claim import Claim, Relation, RelationKind, Series, SeriesPoint
from onrecord.records.finding import APART, Stance, Statement
from onrecord.views import phrases
from onrecord.views.contested import MAX_SIDES, Dispute
from onrecord.views.counting import count_acts_of, list_parties
from onrecord.views.index import Index, index_casebook
from onrecord.views.line import Cite, Line, Piece, frame, marked, name, tally
from onrecord.views.standing import Standing, best_statement, most_told, opposing, standing_of
from onrecord.views.wording import HANGING, amount_pieces, begins_with_cue, joined_pieces, said_pieces

NEAR = Decimal("0.10")  # figures closer than this are the same for a newsroom (as the annotation guide has it)
MAX_RATIO = 10  # amounts further apart than this count different things, whatever they are called
MAX_VOICES = 2  # whose words are shown of one side
OTHER_SCOPE = "other scope"
NOT_HELD = ("relay", "given up", "other time")  # relations of amounts that are no party's line of its own
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
    who: str | None  # whose words they are, where these begin with what that one did ("warned that")
    words: str  # verbatim, with the cue where it tells more than that something was said
    cite: str  # label of the statement that the words are from
    standing: str
    reports: int
    origins: int
    parties: int
    has_unknown_party: bool
    cells: tuple[Cell, ...]  # by party

    @property
    def lead(self) -> str:
        """The name of who speaks, to stand before the words where these begin with what that one did."""
        if self.who is None:
            return ""
        return f"{self.who}, " if HANGING.match(self.words) else f"{self.who} "

    @property
    def told(self) -> str:
        """The words as a sentence."""
        return self.lead + self.words


def list_claims(book: Casebook, *, disputed_only: bool = False) -> tuple[ClaimRow, ...]:
    """All claims, the most disputed first, then the most told."""
    index = index_casebook(book)
    disputed = [(c, standing_of(index, c) is Standing.DISPUTED) for c in most_told(index)]
    shown: set[str] = set()
    told: set[frozenset[str]] = set()
    rows = [_row(index, claim, shown, told) for claim, _ in sorted(disputed, key=lambda pair: not pair[1])]
    rows = [r for r in rows if not disputed_only or r.standing == Standing.DISPUTED.name.lower()]
    return tuple(sorted(rows, key=lambda r: -sum(cell.position is Position.DENIES for cell in r.cells)))


def _row(index: Index, claim: Claim, shown: set[str], told: set[frozenset[str]]) -> ClaimRow:
    """The row of a claim; adds what it shows, and the oppositions that it tells, to those of the rows before."""
    against = [r for r in opposing(index, claim) if frozenset((r.a, r.b)) not in told]
    best = _shown(index, claim, against, shown)
    shown.add(best.id)
    told |= {frozenset((r.a, r.b)) for r in against}
    standing = standing_of(index, claim)
    return ClaimRow(
        claim=claim.id,
        label=index.labels[claim.id],
        who=index.speaker_name(best) if begins_with_cue(index, best) else None,
        words="".join(piece.text for piece in said_pieces(index, best)),
        cite=index.labels[best.id],
        standing=(standing if against or standing is not Standing.DISPUTED else _undisputed(claim)).name.lower(),
        reports=claim.reports,
        origins=len(claim.origins),
        parties=len(claim.parties),
        has_unknown_party=claim.has_unknown_party,
        cells=tuple(_cells(index, claim, best)),
    )


def _undisputed(claim: Claim) -> Standing:
    """The standing of a claim whose disputes are all told by claims before it."""
    return Standing.AGREED if len(claim.parties) > 1 else Standing.ONE_PARTY


def _shown(index: Index, claim: Claim, against: Iterable[Relation], shown: Collection[str]) -> Statement:
    """The statement whose words stand for the claim: what is denied in it, else what says best what no other shows."""
    members = index.members(claim)
    denied = {side for r in against for side in (r.a, r.b)}
    telling = [s for s in members if s.stance not in (Stance.DENIES, Stance.DECLINES, Stance.DOES_NOT_DENY)] or members
    fresh = [s for s in telling if s.id not in shown]
    return best_statement(index, [s for s in telling if s.id in denied] or fresh or telling)


def _cells(index: Index, claim: Claim, shown: Statement) -> Iterator[Cell]:
    """A cell for each party, and for each speaker of no known party who stands against another."""
    distances = _distances(index, claim, shown)
    latest: dict[str, Statement] = {}
    for statement in index.members(claim):  # in order of saying
        named = index.speaker_name(statement) if statement.id in distances else None
        party = index.side_of(statement) or named
        kept = latest.get(party or "")
        if party and not (kept and kept.id in distances and statement.id not in distances):
            latest[party] = statement
    for party, statement in sorted(latest.items()):
        position = _position(claim, statement, shown, distances.get(statement.id))
        yield Cell(party=party, position=position, statement=statement.id, label=index.labels[statement.id])


def _distances(index: Index, claim: Claim, shown: Statement) -> dict[str, int]:
    """How many oppositions lie between the statement shown and each other; without those that none connects."""
    pairs = [(r.a, r.b) for r in opposing(index, claim)]
    found, edge = {shown.id: 0}, {shown.id}
    while edge:
        edge = {y for a, b in pairs for x, y in ((a, b), (b, a)) if x in edge and y not in found}
        found |= dict.fromkeys(edge, max(found.values()) + 1)
    return found if len(found) > 1 else {}


def _position(claim: Claim, statement: Statement, shown: Statement, distance: int | None) -> Position:
    """What a statement does with the one shown: who opposes its opponent is on its side."""
    if statement.stance is Stance.DECLINES:
        return Position.SILENT
    if statement.stance is Stance.DOES_NOT_DENY:
        return Position.NOT_DENYING
    if distance is not None:
        return Position.DENIES if distance % 2 else Position.SAYS
    if statement.stance is Stance.DENIES:
        return Position.DENIES
    qualified = statement.id != shown.id and any(
        r.a == statement.id and r.kind is RelationKind.QUALIFIES for r in claim.relations
    )
    return Position.QUALIFIES if qualified else Position.SAYS


def disputed_lines(index: Index, disputes: Iterable[Dispute]) -> Iterator[Line]:
    """The lines of a brief for figures over which parties differ, then for what one says and another denies."""
    for series, sides in _disputed_series(index):
        yield _figure_line(index, series, sides)
    amounts = disputed_amounts(index)
    for dispute in disputes:
        if not {side[0].id for side in dispute.sides} <= amounts:
            yield _dispute_line(index, dispute)


def _dispute_line(index: Index, dispute: Dispute) -> Line:
    """The sides, each in one's words with the marks of all who say the same, and three counts over what is cited."""
    voices = [voice for side in dispute.sides for voice in _voices(index, side)]
    pieces, cites = joined_pieces(index, [*voices, *([s] for s in dispute.silent)])
    said = dispute.statements
    parties = {party for s in said for party in list_parties(index, s)}
    is_bound = any(index.side_of(s) is None and not s.speaker.members for s in said)
    reports = len({s.evidence.report for s in said})
    counts = phrases.three_counts(reports, count_acts_of(index, said), len(parties), at_most=is_bound)
    return Line(pieces=(*pieces, frame("  "), tally(f"{counts}.")), cites=cites)


def _voices(index: Index, side: Sequence[Statement]) -> list[list[Statement]]:
    """Who speaks on a side, in words of their own the first few; the marks of the others go with the first."""
    voices: dict[str | None, list[Statement]] = {}
    for statement in side:
        voices.setdefault(index.speaker_name(statement), []).append(statement)
    first, *others = voices.values()
    shown = others[: MAX_VOICES - 1]
    return [[*first, *(s for voice in others[len(shown) :] for s in voice)], *shown]


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
    """The latest amount of each party; of what there is, where any is."""
    held = [p for p in series.points if p.party and p.relation not in NOT_HELD]
    there = [p for p in held if p.scope not in APART]
    return tuple({p.party: p for p in there or held}.values())


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


def claims_lines(rows: Iterable[ClaimRow], *, width: int) -> tuple[str, ...]:
    """The claims for people: words, three counts, and each party's position in a word and a sign."""
    out: list[str] = []
    for row in rows:
        counts = phrases.three_counts(row.reports, row.origins, row.parties, at_most=row.has_unknown_party)
        out += phrases.wrap(f"{row.label:<4} {row.told} [{row.cite}]", width=width, hang=" " * 5)
        cells = "   ".join(f"{SIGNS[c.position.value]} {c.party} {c.position.value} [{c.label}]" for c in row.cells)
        out += phrases.wrap(f"{counts}   {cells}", width=width, indent=" " * 5)
    return tuple(out)


def claims_plain(rows: Iterable[ClaimRow]) -> tuple[str, ...]:
    """One tab-separated line a claim: label, standing, reports, origins, parties, words, positions."""
    return tuple(
        phrases.tabbed(
            (
                *(row.label, row.standing, str(row.reports), str(row.origins), str(row.parties), row.told),
                " ".join(f"{cell.party}={cell.position.value}" for cell in row.cells),
            )
        )
        for row in rows
    )
