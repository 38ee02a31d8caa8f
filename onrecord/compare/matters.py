"""What an amount is an amount of, so far as it keeps two amounts apart: outcome, kind of people, event, names.

Words alone bring amounts together ("43 people" and "43 people"); what is kept here says which of them cannot be two
views of one number: the dead and the hurt, all the dead and those killed beside somebody named, the dead of this flood
and of that of 1985.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from onrecord.compare.amounts import compatible
from onrecord.compare.beside import is_everywhere, is_former, is_of_both, is_part, is_rate, is_superseded
from onrecord.compare.grouping import Matrix
from onrecord.compare.keys import sentence_around
from onrecord.compare.words import bare_stem, fold
from onrecord.language import Language
from onrecord.language.names import find_known
from onrecord.records.annotation import EntityKind, Mention
from onrecord.records.finding import Figure, Findings
from onrecord.records.report import Report
from onrecord.records.span import Span

LONG_PAST = dt.timedelta(days=7)  # before the first report of the story: an amount of an earlier event
HALVING = 0.3  # of likeness lost each time that one amount is twice the other, where a report gives several
CASUALTIES = "killed or injured"
LEAST_NEAR = 0.2
WITHIN = (" of ", " from ", " in ", " at ")  # before what only says where the counted ones are or were

NEAR_PLACE = 60  # characters from an amount to the place that it is of
PLACES = (EntityKind.PLACE, EntityKind.GOVERNMENT)
PLACED = re.compile(r"[^,;:.]*\b(?:in|at) (?:[a-z]+ )*")
FRONTED = re.compile(r"\s*In (?:the )?[A-Z]")  # "In Talvi, 94 have died"
BRACKETS = re.compile(r" \([^()]*\)")
ALONE = re.compile(r" alone\b")

Event = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What keeps one amount apart from others."""

    is_people: bool  # people as such, whatever they are called
    is_dwellers: bool  # people by where they live, of whom no outcome is told
    is_posts: bool  # work that is done away with, whatever it is called
    is_added: bool  # those beside or after others: "five others", "four more bodies"
    is_share: bool  # a part told as one: "half of them", "four of the fatalities"
    is_rate: bool  # of each number of others: "19 deaths per 100,000 people"
    is_everywhere: bool  # told of the whole world: "a global recall of 2.5 million phones"
    heads: frozenset[str]  # of things counted together, the head of each: "ships and helicopters"
    outcome: str | None  # "killed", "missing"; None: none is told
    event: Event | None  # the time of an event long before the story; None: the story's own
    is_share_of_vote: bool  # votes and seats, which are all of them or somebody's
    names: frozenset[str]  # the names in the words for what is counted, folded
    part: str | None  # the place of one of several told apart in a sentence: "94 in Talvi, 71 in Vesla"
    former: bool  # an amount given up for another: "from 19 to 22"
    superseded: bool  # told as one that held no more when it was told: "it was initially reported"

    @property
    def label(self) -> str | None:
        """What the amounts are of, where the words of the reports differ: "people killed", "others killed"."""
        if self.is_posts:
            return "jobs cut"
        if not self.is_people or self.outcome is None:
            return None
        return f"{'others' if self.is_added else 'people'} {self.outcome}"

    @property
    def aside(self) -> str:
        """What sets it off from its like, behind the name of a series: " in Talvi", " (1985)", " (2031-09)"."""
        place = (" in part" if self.is_share and self.label else "") + (f" in {self.part}" if self.part else "")
        if self.event is None:
            return place
        first, last = self.event
        same = first.strftime("%Y-%m") if (first.year, first.month) == (last.year, last.month) else f"{first:%Y}"
        return f"{place} ({first.isoformat() if first == last else same})"

    @property
    def key(self) -> str | None:
        """One word for all the words of a matter of people, for comparing."""
        return self.label and f"[{self.label}]"


def read_matter(figure: Figure, report: Report, found: Findings, begins: dt.date, *, language: Language) -> Matter:
    """What the figure is of; `begins`: the day of the story's first report."""
    table: Mapping[str, list[str]] = language.table("relations")["counting"]
    things = table["of_things"]
    outcome = figure.scope if figure.scope in table["outcomes"] else None
    words = _counted_words(figure, outcome)
    if outcome and is_of_both(figure, report, language=language):
        outcome = CASUALTIES
    head = bare_stem(words[-1], language=language) if words else ""
    beside = head in _stems("beside", language)
    added = beside or (_is_added(figure, words, language) and not _is_answer(figure, report, found, outcome))
    return Matter(
        is_posts=outcome == "dismissed" and head in _stems("posts", language),
        is_people=figure.unit is None and (beside or head in _stems("people", language)) and outcome not in things,
        is_added=added,
        is_dwellers=figure.unit is None and outcome is None and head in _stems("dwellers", language),
        is_share=_is_fraction(figure) or is_part(figure, report, language=language),
        is_rate=is_rate(figure, report),
        is_everywhere=is_everywhere(figure, report, language=language),
        heads=_joined_heads(words, language),
        outcome=outcome,
        event=_event_of(figure, begins) if outcome else None,
        is_share_of_vote=bool(words) and head in _stems("ballots", language),
        names=_names_in(figure.of, language),
        part=_part_of(figure, report, found) if outcome else None,
        former=is_former(figure, report, language=language),
        superseded=is_superseded(figure, report, sentence_around(report, figure.evidence.spans), language=language),
    )


def _is_fraction(figure: Figure) -> bool:
    return figure.unit is None and figure.low is not None and 0 < figure.low < 1


def _joined_heads(words: Sequence[str], language: Language) -> frozenset[str]:
    """The stems of what is counted together: "ship" and "helicopter" of "ships and helicopters"; none of one thing."""
    if "and" not in words[1:-1]:
        return frozenset()
    at = len(words) - 1 - words[::-1].index("and")
    if not words[at - 1].endswith("s"):
        return frozenset()  # "oil and gas prices"
    return frozenset(bare_stem(w, language=language) for w in (words[at - 1], words[-1]))


def _stems(part: str, language: Language) -> frozenset[str]:
    words: Sequence[str] = language.table("relations")["counting"][part]
    return frozenset(bare_stem(w, language=language) for w in words)


def _counted_words(figure: Figure, outcome: str | None) -> list[str]:
    """The words for what is counted, folded: no place, and no outcome behind them ("people killed")."""
    of = figure.of
    for word in WITHIN:
        of = of.split(word)[0]
    words = [fold(w) for w in of.split()]
    is_told = outcome is not None and len(words) > 1 and " ".join(words).endswith(f" {outcome}")
    return words[: -len(outcome.split())] if is_told and outcome else words


def _is_added(figure: Figure, words: Sequence[str], language: Language) -> bool:
    further = language.words("relations", "further_parts")
    added: Sequence[str] = language.table("relations")["counting"]["added"]
    told = (figure.approximator or "").split()
    return any(w in further for w in (*words[:1], *words[-1:])) or any(w in added for w in told)


def _is_answer(figure: Figure, report: Report, found: Findings, outcome: str | None) -> bool:
    """True for the "13 others" of "killed six and wounded 13 others": they are others than the dead, and all hurt."""
    at = figure.evidence.spans[0]
    paragraph = next((p for p in report.body if p.contains(at)), None)
    told = (f for f in found.figures if f.unit is None and f.evidence.spans[0].end <= at.start)
    before = [f for f in told if paragraph and paragraph.contains(f.evidence.spans[0])]
    return bool(before) and outcome is not None and before[-1].scope not in (None, outcome)


def _event_of(figure: Figure, begins: dt.date) -> Event | None:
    when = figure.as_of
    if when is None or when.earliest is None or when.latest is None or when.latest >= begins - LONG_PAST:
        return None
    return when.earliest, when.latest


def _part_of(figure: Figure, report: Report, found: Findings) -> str | None:
    """The place of a part: of several in a sentence, or of one that a place has "alone"."""
    sentence = sentence_around(report, figure.evidence.spans)
    beside = [f for f in found.figures if sentence.contains(f.evidence.spans[0]) and f.unit == figure.unit]
    places = [_place_after(f, report, found, sentence) for f in beside]
    if beside and places[0] is None and FRONTED.match(report.text, sentence.start):
        places[0] = next((m for m in found.mentions if m.kind in PLACES and sentence.contains(m.span)), None)
    own = next((p for f, p in zip(beside, places, strict=True) if f.id == figure.id), None)
    if own is None:
        return None
    others = [p for p in places if p and p.name != own.name]
    is_alone = ALONE.match(report.text, own.span.end) is not None
    return BRACKETS.sub("", own.name) if others or is_alone else None


def _place_after(figure: Figure, report: Report, found: Findings, sentence: Span) -> Mention | None:
    """The place that the amount has behind it: "72 died in the state of Morelos", before any other amount."""
    start = figure.evidence.spans[0].end
    later = [f.evidence.spans[0].start for f in found.figures if f.evidence.spans[0].start >= start]
    near = Span(start=start, end=min(start + NEAR_PLACE, sentence.end, *later))
    named = next((m for m in found.mentions if m.kind in PLACES and near.contains(m.span)), None)
    return named if named and PLACED.fullmatch(report.text, start, named.span.start) else None


def _names_in(of: str, language: Language) -> frozenset[str]:
    """The capitalised words but for one that may only open a sentence; a country by its name, however it is put."""
    words = of.split()
    opens = len(words) > 1 and words[1][:1].isupper()
    is_name = [w[:1].isupper() and (n > 0 or opens) for n, w in enumerate(words)]
    named = (w for w, yes in zip(words, is_name, strict=True) if yes)
    known = ((w, find_known(w, language=language)) for w in named)
    return frozenset(fold(k.country if k and k.country else w) for w, k in known)


def may_be_one(a: Matter, b: Matter) -> bool:
    """False where two amounts cannot be of one number."""
    if a.is_posts != b.is_posts or a.is_rate != b.is_rate:
        return False
    if a.outcome != b.outcome and (a.is_people or b.is_people or (a.outcome and b.outcome)):
        return False
    if a.is_added != b.is_added or a.is_share != b.is_share or not _is_one_event(a.event, b.event):
        return False
    if not _is_one_place(a.part, b.part):
        return False
    if a.is_share_of_vote and bool(a.names) != bool(b.names):
        return False
    return not (a.names and b.names) or a.names <= b.names or b.names <= a.names


def may_equal(a: Matter, b: Matter) -> bool:
    """False where two amounts are of one number only if they are equal: here and everywhere, a whole and its part."""
    return a.is_everywhere == b.is_everywhere and a.heads == b.heads


def may_move(a: Figure, b: Figure, *, language: Language) -> bool:
    """False where one amount cannot follow the other: those who are left beside the dismissed, more beside all."""
    outcomes: Sequence[str] = language.table("relations")["counting"]["outcomes"]
    (told_a, added_a), (told_b, added_b) = (
        (f.scope in outcomes, _is_added(f, _counted_words(f, f.scope), language)) for f in (a, b)
    )
    return told_a == told_b and added_a == added_b


def _is_one_place(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return a is b
    x, y = (frozenset(fold(w) for w in place.split() if w[:1].isupper()) for place in (a, b))
    return x <= y or y <= x


def _is_one_event(a: Event | None, b: Event | None) -> bool:
    if a is None or b is None:
        return a is b
    return a[0] <= b[1] and b[0] <= a[1]


def are_at_odds(a: Figure, b: Figure, *, language: Language) -> bool:
    """True for two amounts that one report cannot both mean as all of one thing."""
    if a.as_of != b.as_of and a.as_of and b.as_of:
        return False
    both_open = a.high is None and b.high is None
    return not compatible(a, b, language=language) or (both_open and a.low != b.low)


def nearness(figures: Sequence[Figure]) -> Matrix:
    """How near every two amounts lie, 1 and down: what tells the parts from the whole where reports give both."""
    sizes = np.array([abs(f.low if f.low is not None else f.high or Decimal(0)) for f in figures], np.float64)
    none = sizes == 0
    doublings = np.log2(np.where(none, 1.0, sizes))
    near = np.maximum(LEAST_NEAR, 1.0 - HALVING * np.abs(doublings[:, None] - doublings[None, :]))
    near[none[:, None] != none[None, :]] = LEAST_NEAR
    return np.asarray(near, np.float32)
