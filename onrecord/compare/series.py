"""A number with a biography: the amounts given for one thing, one after another.  Never averaged, never overwritten."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onrecord.compare.amounts import (
    compatible,
    count_same,
    higher,
    is_filled_out,
    is_hard_by,
    is_rounded,
    same_scope,
    show_amount,
)
from onrecord.compare.beside import clause_around, is_time_between
from onrecord.compare.byhand import Links
from onrecord.compare.grouping import compare_all, group_by_average
from onrecord.compare.keys import Key, entities_in, sentence_around
from onrecord.compare.matters import Matter, are_at_odds, may_be_one, may_equal, nearness, read_matter
from onrecord.compare.origins import is_said_again, trace_origins
from onrecord.compare.people import Cast
from onrecord.compare.times import UNDATED
from onrecord.compare.words import list_stems, rarity
from onrecord.language import Language
from onrecord.records.annotation import EntityKind
from onrecord.records.claim import Origin, Series, SeriesPoint
from onrecord.records.finding import Figure, Findings
from onrecord.records.ids import group_id
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.when import When

NEWS_SHARE = 0.2  # of the news at large, beside the figures of the story
HEAD = 4.0  # weight of the noun that is counted, the last of what a figure is of
CONTEXT = 0.8  # weight of a name in the same sentence: "troops" in a sentence that names Ostria may be its troops
LEAST = 0.6  # average likeness of what two figures of a series count
SCALE = 30  # times the amount below it; a larger step begins another series
SMALL = 12  # amounts up to this are counts of this and that, spelt out in most reports
GIVEN_UP = "given up"  # relation of an amount that was told before and holds no more
UNTOLD = "not told"  # what a figure counts where the report does not say
UNSERIAL = ("rank",)  # units of what is no amount that develops
AGE = "age"  # first word of what the age of somebody is of
APART = -9.0  # likeness of two amounts that cannot be of one number: no average outweighs it
VAGUE = 2.0  # weight of "people" where no report says what became of them; their sentences tell the rest
DWELLERS = 0.8  # the same of "residents", who are seldom all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A figure where it stands: its report and the statement that gives it, if one does."""

    figure: Figure
    report: Report
    key: Key | None
    weights: Mapping[str, float]
    matter: Matter

    @property
    def said(self) -> When | None:
        return (self.key.statement.said if self.key else None) or self.report.published

    @property
    def day(self) -> dt.date:
        said = self.said
        return (said.latest or said.earliest or UNDATED) if said else UNDATED

    @property
    def shown(self) -> str:
        return show_amount(self.figure, self.report.text)


def find_series(
    told: Sequence[tuple[Report, Findings]],
    keys: Mapping[str, Key],
    cast: Cast,
    links: Links,
    story: str,
    *,
    language: Language,
) -> tuple[Series, ...]:
    """The series of a story, the longest first.  A lone figure that nobody is named for is none."""
    entries = _list_entries(told, keys, cast, language)
    groups: list[list[_Entry]] = []
    for unit in sorted({e.figure.unit or "" for e in entries}):
        groups += _group([e for e in entries if (e.figure.unit or "") == unit], language)
    scaled = [part for group in groups for scale in _by_scale(group) for part in _by_words(scale)]
    found = [_make_series(g, links, story, language) for g in scaled if len(g) > 1 or g[0].key or g[0].matter.label]
    return tuple(sorted(found, key=lambda s: (-len(s.points), s.of, s.id)))


def _group(entries: Sequence[_Entry], language: Language) -> list[list[_Entry]]:
    """The entries of one unit in groups that may be of one number; parts told beside their whole stand apart."""
    likeness = compare_all([e.weights for e in entries])
    pairs = [(i, j) for i in range(len(entries)) for j in range(i)]
    for i, j in pairs:
        if not _may_be_one(entries[i], entries[j]):
            likeness[i, j] = likeness[j, i] = APART
    out = []
    for group in group_by_average(likeness, LEAST):
        odd = {(i, j) for i in group for j in group if j < i and _are_at_odds(entries[i], entries[j], language)}
        if not odd:
            out.append([entries[i] for i in group])
            continue
        inner = likeness[group][:, group]
        for n, i in enumerate(group):
            for m, j in enumerate(group[:n]):
                one_mouth = (i, j) in odd and _speaker(entries[i]) == _speaker(entries[j])
                near = inner[n, m] * nearness(entries[i].figure, entries[j].figure)
                inner[n, m] = inner[m, n] = APART if one_mouth else near
        out += [[entries[group[n]] for n in part] for part in group_by_average(inner, LEAST)]
    return out


def _may_be_one(a: _Entry, b: _Entry) -> bool:
    is_told_alike = may_equal(a.matter, b.matter) or _is_equal(a.figure, b.figure)
    return is_told_alike and may_be_one(a.matter, b.matter)


def _are_at_odds(a: _Entry, b: _Entry, language: Language) -> bool:
    """True for two amounts in one report that cannot both hold, told by no two speakers and none replaced.

    A plan beside a count is no part of it: the two are stages of one number.
    """
    if a.report.id != b.report.id or _is_given_up(a) or _is_given_up(b) or not same_scope(a.figure, b.figure):
        return False
    speakers = {_speaker(e) for e in (a, b)} - {None}
    return len(speakers) < 2 and are_at_odds(a.figure, b.figure, language=language)


def _is_given_up(entry: _Entry) -> bool:
    return entry.matter.former or entry.matter.superseded


def _speaker(entry: _Entry) -> str | None:
    return entry.key.origin.id if entry.key else None


def _is_told(figure: Figure, found: Findings, language: Language) -> bool:
    """True where the report says what is counted: more than its unit, no age, no person's name that stood near."""
    unit: Mapping[str, Sequence[str]] = language.table("units").get(figure.unit or "", {})
    if figure.of in unit.get("words", ()) or figure.of == figure.unit:
        return False
    people = {m.name for m in found.mentions if m.kind is EntityKind.PERSON and " " in m.name}
    return (
        figure.of != UNTOLD
        and figure.of.split()[0] != AGE
        and not any(name in figure.of.split(" of ")[0] for name in people)
    )


def _by_scale(group: Sequence[_Entry]) -> list[list[_Entry]]:
    """The group in parts whose amounts lie near: two soldiers and eight thousand are no two views of one number."""
    out: list[list[_Entry]] = []
    last = Decimal(0)
    for entry in sorted(group, key=lambda e: (_size(e.figure), e.figure.id)):
        size = _size(entry.figure)
        if out and (size <= last * SCALE or size == last):
            out[-1].append(entry)
        else:
            out.append([entry])
        last = size
    return out


def _by_words(group: Sequence[_Entry]) -> list[list[_Entry]]:
    """Small counts apart by their own words: "two bridges" and "two men" are alike in nothing but the number."""
    if _size(group[-1].figure) > SMALL or group[0].matter.label or group[0].figure.unit:
        return [list(group)]
    out: dict[str, list[_Entry]] = {}
    for entry in group:
        out.setdefault(entry.figure.of.lower(), []).append(entry)
    return list(out.values())


def _size(figure: Figure) -> Decimal:
    return abs(figure.low if figure.low is not None else figure.high or Decimal(0))


def _list_entries(
    told: Sequence[tuple[Report, Findings]], keys: Mapping[str, Key], cast: Cast, language: Language
) -> list[_Entry]:
    figures = [
        (r, found, f)
        for r, found in told
        for f in found.figures
        if (f.low is not None or f.high is not None)
        and f.unit not in UNSERIAL
        and _is_told(f, found, language)
        and not is_time_between(f, r, language=language)
    ]
    counted = [list_stems(f.of, language=language) for _, _, f in figures]
    holders = Counter(stem for words in counted for stem in set(words))
    begins = min((day for r, _ in told if (day := _published(r))), default=UNDATED)
    entries = []
    for (report, found, figure), words in zip(figures, counted, strict=True):
        matter = read_matter(figure, report, found, begins, language=language)
        weights = {s: rarity(s, holders[s], len(figures), news_share=NEWS_SHARE, language=language) for s in words}
        sentence = sentence_around(report, figure.evidence.spans)
        if matter.key:
            weights = {matter.key: HEAD}
        elif matter.is_people:
            weights = _vague(report, sentence, VAGUE, language)
        elif matter.is_dwellers:
            weights = _vague(report, clause_around(report, figure.evidence.spans[0]), DWELLERS, language)
        elif words:
            weights[_head(figure, words, language)] = HEAD
        else:
            weights[f"[{figure.of}]"] = HEAD
        weights |= {f"={entity}": CONTEXT for entity in entities_in([sentence], found, cast)}
        key = keys.get(figure.statement) if figure.statement else None
        entries.append(_Entry(figure=figure, report=report, key=key, weights=weights, matter=matter))
    return entries


def _head(figure: Figure, words: Sequence[str], language: Language) -> str:
    """The noun that is counted or measured; whose money it is stands behind it: "loss of Larkspur"."""
    lead = list_stems(figure.of.split(" of ")[0], language=language) if figure.unit else []
    return (lead or words)[-1]


def _vague(report: Report, near: Span, share: float, language: Language) -> dict[str, float]:
    """The weights of people of whom only the words near by say which: "some 200 people boarded the ferry"."""
    return dict.fromkeys(list_stems(near.of(report.text), language=language), CONTEXT) | {"[people]": share}


def _order(entry: _Entry) -> tuple[object, ...]:
    """By the day of saying; on one day by the day that the number holds for, then by when it came out."""
    figure = entry.figure
    held = figure.as_of.latest if figure.as_of and figure.as_of.latest else entry.day
    return (
        entry.day,
        min(held, entry.day),
        not _is_given_up(entry),
        _instant(entry.report),
        entry.report.doc,
        figure.evidence.spans[0],
        figure.id,
    )


def _instant(report: Report) -> float:
    """When the report came out on its day, where it says; the others come first."""
    return report.published.at.timestamp() if report.published and report.published.at else 0.0


def _published(report: Report) -> dt.date | None:
    when = report.published
    return (when.earliest or when.latest) if when else None


def _make_series(entries: Sequence[_Entry], links: Links, story: str, language: Language) -> Series:
    entries = sorted(entries, key=_order)
    said = {e.key.statement.id: e.key for e in entries if e.key}
    origins = trace_origins(tuple(said.values()), links, language=language)
    act = {statement: o.id for o in origins for statement in o.statements}
    points = []
    for n, entry in enumerate(entries):
        relation, because = _relate(entry, entries[:n], act, language)
        points.append(_make_point(entry, relation, because))
    return Series(
        id=group_id("series", *(e.figure.id for e in entries)),
        of=_label(entries, language),
        unit=entries[0].figure.unit,
        story=story,
        points=tuple(points),
        reports=len({e.report.id for e in entries}),
        origins=max(1, len(origins)),
        parties=_parties(origins),
    )


def _label(entries: Sequence[_Entry], language: Language) -> str:
    """What the series is of: its outcome goes with the counted things where all its amounts are of one."""
    first = entries[0].matter
    of, outcome = first.label or _fullest(Counter(e.figure.of for e in entries)), first.outcome
    shared = (
        outcome
        and not first.is_posts
        and all(e.matter.outcome == outcome for e in entries)
        and not f" {of} ".count(f" {outcome} ")
    )
    is_said = any(w in language.words("relations", "further_parts") for w in of.lower().split())
    further = "further " if first.is_added and not is_said else ""
    return further + (f"{of} {outcome}" if shared else of) + first.aside


def _fullest(names: Counter[str]) -> str:
    """The longest of the names that are given about as often as the most frequent: "Veranian troops", not "troops"."""
    usual = [of for of, times in names.items() if 3 * times >= max(names.values())]
    return min(usual, key=lambda of: (-len(of.split()), -names[of], of))


def _parties(origins: Iterable[Origin]) -> tuple[str, ...]:
    return tuple(sorted({o.party for o in origins if o.party}))


def _make_point(entry: _Entry, relation: str, because: str) -> SeriesPoint:
    key, figure = entry.key, entry.figure
    chain = tuple(s.name for s in key.statement.chain[1:] if s.name) if key else ()
    return SeriesPoint(
        figure=figure.id,
        low=figure.low,
        high=figure.high,
        said=entry.said,
        as_of=figure.as_of,
        scope=figure.scope,
        speaker=key.origin.name if key else None,
        party=key.origin.party if key else None,
        via=(*chain, *((entry.report.outlet,) if entry.report.outlet else ())),
        relation=relation,
        because=because,
    )


def _relate(entry: _Entry, before: Sequence[_Entry], act: Mapping[str, str], language: Language) -> tuple[str, str]:
    """The point's relation to what came before, and the words that decided it."""
    if entry.matter.superseded:
        return GIVEN_UP, f"“{entry.shown}” is told as an amount that holds no more"
    before = [e for e in before if not e.matter.superseded] or before
    if not before:
        return "first", "No earlier figure is on record"
    own = [e for e in before if _is_one_voice(e, entry) and not _is_ahead(e)]
    told = next((e for e in reversed(before) if _is_one_act(e, entry, act) and _is_equal(e.figure, entry.figure)), None)
    if told:
        return "relay", f"Again the “{told.shown}” of {_who(told)}"
    if own and same_scope(own[-1].figure, entry.figure):
        if _holds_still(own[-1].figure, entry.figure, language):
            return "same", f"{_who(entry)} again: “{entry.shown}”"
        if _may_revise(own[-1], entry, language):
            return "revises", f"{_who(entry)} gave “{own[-1].shown}” before"
    alike = [e for e in before if same_scope(e.figure, entry.figure)]
    if not alike:
        return "other scope", f"{entry.figure.scope} here, {before[-1].figure.scope} before"
    last = alike[-1]
    if _agrees(last, entry, language):
        return "same", f"“{entry.shown}” agrees with “{last.shown}”"
    word = "higher" if higher(entry.figure, last.figure) else "lower"
    return word, f"“{entry.shown}” after “{last.shown}”"


def _holds_still(a: Figure, b: Figure, language: Language) -> bool:
    """True where the second amount keeps to the first: equal, rounded, or hard by the bound that it was given."""
    return _is_equal(a, b) or is_rounded(a, b) or (is_hard_by(a, b) and compatible(a, b, language=language))


def _agrees(last: _Entry, entry: _Entry, language: Language) -> bool:
    a, b = last.figure, entry.figure
    if not compatible(a, b, language=language):
        return False
    return not _outgrows(b, a) or is_filled_out(a, b, last.shown, language=language)


def _outgrows(a: Figure, b: Figure) -> bool:
    """True where the bound that `b` left open is moved by `a`: "at least 230" after "at least 149"."""
    if b.high is None and b.low is not None and a.low is not None:
        return a.low > b.low
    return b.low is None and b.high is not None and a.high is not None and a.high < b.high


def _is_one_voice(a: _Entry, b: _Entry) -> bool:
    return bool(a.key and b.key and a.key.origin.is_named and a.key.origin.id == b.key.origin.id)


def _is_ahead(entry: _Entry) -> bool:
    """True for an amount of a day still to come when it was said: a plan, which no later count revises."""
    as_of = entry.figure.as_of
    return bool(as_of and as_of.earliest and as_of.earliest > entry.day)


def _may_revise(a: _Entry, b: _Entry, language: Language) -> bool:
    """False for two amounts of one report on one day, and where the words count two things: no change of a line."""
    is_later = a.report.id != b.report.id or a.day != b.day
    return is_later and count_same(a.figure, b.figure, language=language)


def _is_one_act(a: _Entry, b: _Entry, act: Mapping[str, str]) -> bool:
    """One saying in two reports; two figures of one report are never a relay of each other."""
    if not (a.key and b.key) or a.report.id == b.report.id or is_said_again(a.key, b.key):
        return False
    one = act.get(a.key.statement.id)
    return one is not None and one == act.get(b.key.statement.id)


def _is_equal(a: Figure, b: Figure) -> bool:
    return (a.low, a.high, a.unit) == (b.low, b.high, b.unit)


def _who(entry: _Entry) -> str:
    return (entry.key.origin.name if entry.key else None) or "the report"
