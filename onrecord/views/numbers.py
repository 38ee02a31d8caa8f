"""The numbers of a draft's sentence held against those that the reports give for the same thing."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from onrecord.compare.amounts import compatible, count_same, is_rounded, same_scope, show_amount
from onrecord.compare.words import list_stems
from onrecord.records.finding import Figure
from onrecord.records.span import Span
from onrecord.records.when import When
from onrecord.views.days import day
from onrecord.views.fitting import is_speaker
from onrecord.views.index import said_date
from onrecord.views.support import Library, Passage, Wanted
from onrecord.views.verdicts import Draft, Remark, Verdict

NEAR = 0.4  # share of the sentence's topic words in the passage that gives the number
CLOSE = 0.2  # of the best passage with another amount; what is further off is of something else
MAX_RATIO = 10
LARGE = 100  # from which the same number is hardly given twice by chance
SHOWN = 3
UNCOUNTED = ("rank", "age")
PERCENT = "percent"
GIVEN_UP = "given up"  # how a point of a series stands that only tells what was said before
NEARER = 0.6  # of the share of the words before another amount of the sentence that those before the draft's have

Given = tuple[float, Passage, Figure]


def check_figures(
    library: Library, draft: Draft, figures: Sequence[Figure], wanted: Wanted, names: Sequence[str]
) -> Iterator[Remark]:
    """A remark for each number of a sentence whose topic words are `wanted` and whose speakers are `names`."""
    found = library.find(wanted, least=NEAR)
    for figure in figures:
        if figure.low is None and figure.high is None:
            continue
        near = [(share, p, f) for share, p in found for f in p.figures if f.unit == figure.unit]
        own = [x for x in near if _is_by(library, x[2], names) and _is_alike(library, figure, x[2])]
        own += [x for x in _given_by(library, names) if x not in own and _is_alike(library, figure, x[2])]
        alike = [x for x in near if _is_comparable(library, figure, x[2])]
        same = [x for x in (own or near) if _is_same(library, figure, x[2])]
        equal = same or [x for x in (own or alike) if _is_equal(library, figure, x[2])]
        equal = equal or ([] if own else _given_anywhere(library, figure))
        equal = [x for x in equal if not _is_of_another(library, x, wanted)]
        amount = show_amount(figure, draft.report.text)
        if equal:
            yield _stale(library, draft, figure, equal, found) or library.remark(
                Verdict.OK, f"“{amount}”: {_told(library, equal[0])}", _cited(equal[:1])
            )
            continue
        others = [x for x in (own or alike) if _is_near(figure, x[2])]
        others = [x for x in others if x[0] >= others[0][0] - CLOSE]
        if others:
            shown = _distinct(others)[:SHOWN]
            told = "; ".join(_told(library, x) for x in shown)
            yield library.remark(Verdict.NUMBER, f"the draft has “{amount}”; {told}", _cited(shown))
        elif figure.unit not in UNCOUNTED:
            yield Remark(verdict=Verdict.NOT_SAID, message=f"no report gives “{amount}” for this")


def _is_of_another(library: Library, given: Given, wanted: Wanted) -> bool:
    """True where another measure of its sentence has more of the wanted words before it, and so is what is meant."""
    _, passage, figure = given
    text = passage.report.text
    alike = sorted((f for f in passage.figures if f.unit == figure.unit), key=lambda f: f.evidence.spans[0].start)
    if not figure.unit or len(alike) < 2:
        return False
    shares, start = {}, passage.span.start
    for each in alike:
        end = each.evidence.spans[0].end
        shares[each.id] = wanted.share(library.borne_by(wanted, text, Span(start=min(start, end), end=end)))
        start = end
    return shares[figure.id] < NEARER * max(shares.values())


def _given_by(library: Library, names: Sequence[str]) -> list[Given]:
    """Every amount that these speakers give, wherever."""
    return [(NEAR, p, f) for p in library.passages for f in p.figures if _is_by(library, f, names)]


def _given_anywhere(library: Library, ours: Figure) -> list[Given]:
    """The same amount of the same thing, in whatever words it is told."""
    every = ((p, f) for p in library.passages for f in p.figures)
    return [(NEAR, p, f) for p, f in every if _counts_same(library, ours, f) and _is_equal(library, ours, f)]


def _is_same(library: Library, ours: Figure, theirs: Figure) -> bool:
    """True for the same amount; a small one is given by chance of many things, and must be of something alike."""
    is_large = max(ours.low or 0, ours.high or 0) >= LARGE
    return (ours.low, ours.high) == (theirs.low, theirs.high) and (is_large or _is_comparable(library, ours, theirs))


def _is_alike(library: Library, ours: Figure, theirs: Figure) -> bool:
    """True for an amount of the same thing, and for a large one that is the same to the digit."""
    is_same = (ours.low, ours.high) == (theirs.low, theirs.high) and max(ours.low or 0, ours.high or 0) >= LARGE
    return ours.unit == theirs.unit and (is_same or _is_comparable(library, ours, theirs))


def _is_near(a: Figure, b: Figure) -> bool:
    """True for amounts of one order: others are of something else, whatever they are called."""
    x, y = (abs(f.low if f.low is not None else f.high or Decimal(0)) for f in (a, b))
    return max(x, y) <= MAX_RATIO * min(x, y)


def _is_comparable(library: Library, ours: Figure, theirs: Figure) -> bool:
    """True for an amount of the same sort of thing; what a short sentence counts is often told by its head alone."""
    if theirs.low is None and theirs.high is None:
        return False
    if _counts_same(library, ours, theirs):
        return True
    if ours.unit != theirs.unit:
        return False
    a, b = (set(list_stems(f.of, language=library.language)) for f in (ours, theirs))
    if ours.unit == PERCENT and a and b:
        return bool(a & b)  # shares are of all sorts of things
    return bool(ours.unit) or bool(a & b)


def _counts_same(library: Library, ours: Figure, theirs: Figure) -> bool:
    """True for the same thing by its name, and for so many killed or missing, whoever is counted."""
    is_fate = ours.unit is theirs.unit is None and ours.scope is not None and ours.scope == theirs.scope
    return is_fate or count_same(ours, theirs, language=library.language)


def _is_equal(library: Library, ours: Figure, theirs: Figure) -> bool:
    if (ours.low, ours.high) == (theirs.low, theirs.high) or is_rounded(ours, theirs):
        return True
    is_open = any((f.low is None) != (f.high is None) for f in (ours, theirs))
    for rough, bound in ((ours, theirs), (theirs, ours)):  # "some" for "as many as"
        if rough.approximator is not None and rough.low == rough.high and (bound.low is None) != (bound.high is None):
            return rough.low == (bound.high if bound.low is None else bound.low)
    is_rough = ours.approximator is not None or ours.low != ours.high
    return is_rough and not is_open and compatible(ours, theirs, language=library.language)


def _is_by(library: Library, figure: Figure, names: Sequence[str]) -> bool:
    """True where one of them is the speaker of the statement that the figure stands in."""
    statement = library.index.statements.get(figure.statement or "")
    return statement is not None and any(is_speaker(library.index, statement, n) for n in names)


def _stale(
    library: Library, draft: Draft, figure: Figure, equal: Sequence[Given], found: Sequence[tuple[float, Passage]]
) -> Remark | None:
    """The remark on a number that whoever gave it has revised since; None where it stands, or is told with its day."""
    given_up = _given_up(library, equal)
    if given_up is not None and not _is_dated(library, draft, figure, equal[0]):
        told = f"“{show_amount(figure, draft.report.text)}” was given up since"
        return library.remark(Verdict.STALE, told, [equal[0][2], given_up])
    revised = [(x, later) for x in equal if (later := _later(library, x, found))]
    if len(revised) < len({_speaker(library, x) for x in equal}):  # somebody still gives it
        return None
    (old, new) = revised[0]
    if _is_dated(library, draft, figure, old) or _has_amount(library, draft, figure, new[2]):
        return None
    told = f"“{show_amount(figure, draft.report.text)}” was revised since: {_told(library, new)}"
    return library.remark(Verdict.STALE, told, _cited([old, new]))


def _later(library: Library, given: Given, found: Sequence[tuple[float, Passage]]) -> Given | None:
    """The latest other amount that the same speaker gave for it, or in a passage on the same, on a later day."""
    figure = given[2]
    who, day = _speaker(library, given), _day(library, figure)
    if day is None:
        return None
    since = [
        (given[0], p, f)
        for p in library.passages
        for f in p.figures
        if who is not None
        and _speaker(library, (0.0, p, f)) == who
        and f.unit == figure.unit
        and (any(p is near for _, near in found) or count_same(figure, f, language=library.language))
        and (at := _day(library, f)) is not None
        and at > day
    ]
    since += _grown(library, given, day)
    if any(_is_equal(library, figure, f) for _, _, f in since):
        return None  # given again, and so it stands
    moved = [x for x in since if same_scope(figure, x[2]) and _is_near(figure, x[2])]
    return max(moved, key=lambda x: (_day(library, x[2]) or day, x[2].id), default=None)


def _grown(library: Library, given: Given, day: dt.date) -> list[Given]:
    """What is given on a later day of those killed or missing, by anybody of no other side: such counts grow."""
    index = library.index
    series = index.series.get(given[2].id)
    if series is None or given[2].scope is None:
        return []
    point = next(p for p in series.points if p.figure == given[2].id)
    others = {p.figure for p in series.points if point.party is None or p.party in (None, point.party)}
    every = ((p, f) for p in library.passages for f in p.figures if f.id in others and f.scope == given[2].scope)
    grown = ((p, f) for p, f in every if (f.low or f.high or 0) > (given[2].low or given[2].high or 0))
    return [(given[0], p, f) for p, f in grown if (at := _day(library, f)) is not None and at > day]


def _given_up(library: Library, equal: Sequence[Given]) -> Figure | None:
    """The same amount where a later report tells that it was given up: "earlier the toll was put at 384"."""
    series = {s.id: s for x in equal if (s := library.index.series.get(x[2].id))}
    points = (p for s in series.values() for p in s.points if p.relation == GIVEN_UP)
    figures = (library.index.figures[p.figure] for p in points if p.figure in library.index.figures)
    amounts = {(x[2].low, x[2].high) for x in equal}
    return next((f for f in figures if (f.low, f.high) in amounts), None)


def _speaker(library: Library, given: Given) -> str | None:
    statement = library.index.statements.get(given[2].statement or "")
    return library.index.speaker_name(statement) if statement else None


def _day(library: Library, figure: Figure) -> dt.date | None:
    report = library.index.report_of(figure)
    statement = library.index.statements.get(figure.statement or "")
    if statement:
        return said_date(statement, report)
    return report.published.latest if report.published else None


def _is_dated(library: Library, draft: Draft, figure: Figure, old: Given) -> bool:
    """True where the draft's sentence says when that was, and it was then."""
    day = _day(library, old[2])
    sentence = next((s.span for s in draft.marks.sentences if s.span.overlaps(figure.evidence.spans[0])), None)
    whens: list[When | None] = [t.when for t in draft.findings.times if sentence and sentence.overlaps(t.span)]
    return day is not None and any(w is not None and (w.earliest or day) <= day <= (w.latest or day) for w in whens)


def _has_amount(library: Library, draft: Draft, figure: Figure, new: Figure) -> bool:
    """True where the draft gives the later amount beside it."""
    sentence = next((s.span for s in draft.marks.sentences if s.span.overlaps(figure.evidence.spans[0])), None)
    others = (
        f for f in draft.findings.figures if sentence and sentence.contains(f.evidence.spans[0]) and f is not figure
    )
    return any(_is_equal(library, f, new) for f in others)


def _distinct(given: Sequence[Given]) -> list[Given]:
    unique: dict[tuple[str | None, str], Given] = {}
    for each in given:
        unique.setdefault((None, show_amount(each[2], each[1].report.text)), each)
    return list(unique.values())


def _told(library: Library, given: Given) -> str:
    _, passage, figure = given
    who = _speaker(library, given) or passage.report.outlet or passage.report.doc
    on = _day(library, figure)
    return f"{who} “{show_amount(figure, passage.report.text)}”{f' on {day(on)}' if on else ''}"


def _cited(given: Sequence[Given]) -> list[Figure]:
    return [f for _, _, f in given]
