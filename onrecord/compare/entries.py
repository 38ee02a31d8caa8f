"""Figures where they stand: each with its report, who gives it, what it is an amount of, and its words by weight."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onrecord.compare.amounts import show_amount
from onrecord.compare.beside import clause_around, is_time_between
from onrecord.compare.keys import Key, entities_in, sentence_around
from onrecord.compare.matters import Matter, read_matter
from onrecord.compare.people import Cast
from onrecord.compare.times import UNDATED
from onrecord.compare.words import list_counted, list_stems, rarity
from onrecord.language import Language
from onrecord.language.names import find_known
from onrecord.records.annotation import EntityKind
from onrecord.records.finding import Figure, Findings
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.when import When

NEWS_SHARE = 0.2  # of the news at large, beside the figures of the story
HEAD = 4.0  # weight of the noun that is counted, the last of what a figure is of
CONTEXT = 0.8  # weight of a name in the same sentence: "troops" in a sentence that names Ostria may be its troops
VAGUE = 2.0  # weight of "people" where no report says what became of them; their sentences tell the rest
DWELLERS = 0.8  # the same of "residents", who are seldom all of them
UNTOLD = "not told"  # what a figure counts where the report does not say
UNSERIAL = ("rank",)  # units of what is no amount that develops
AGE = "age"  # first word of what the age of somebody is of


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A figure where it stands: its report and the statement that gives it, if one does."""

    figure: Figure
    report: Report
    key: Key | None
    weights: Mapping[str, float]
    matter: Matter
    counted: str  # the word for what is counted, as it is compared; "" where the report has none that tells

    @property
    def said(self) -> When | None:
        """When it was given; never after its report came out, whatever day the words beside it name."""
        said, published = (self.key.statement.said if self.key else None), self.report.published
        if said is None or (published and _day_of(said) > _day_of(published)):
            return published
        return said

    @property
    def day(self) -> dt.date:
        """The day of it, the last of several."""
        return _day_of(self.said)

    @property
    def shown(self) -> str:
        return show_amount(self.figure, self.report.text)


def _day_of(when: When | None) -> dt.date:
    return (when.latest or when.earliest or UNDATED) if when else UNDATED


def list_entries(
    told: Sequence[tuple[Report, Findings]], keys: Mapping[str, Key], cast: Cast, language: Language
) -> list[Entry]:
    """The figures that can develop: no rank, no age, no time between two events, none without a thing counted."""
    figures = [
        (r, found, f)
        for r, found in told
        for f in found.figures
        if (f.low is not None or f.high is not None)
        and f.unit not in UNSERIAL
        and _is_told(f, found, language)
        and not is_time_between(f, r, language=language)
    ]
    counted = [list_counted(_without_countries(f.of, language), language=language) for _, _, f in figures]
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
        entries.append(
            Entry(figure=figure, report=report, key=key, weights=weights, matter=matter, counted=(words or [""])[-1])
        )
    return entries


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


def _without_countries(of: str, language: Language) -> str:
    """What is counted, but for whose they are: "American troops" and "U.S. troops" are told apart by their names."""
    kept = [w for w in of.split() if not ((known := find_known(w, language=language)) and known.country)]
    return " ".join(kept) or of


def _head(figure: Figure, words: Sequence[str], language: Language) -> str:
    """The noun that is counted or measured; whose money it is stands behind it: "loss of Larkspur"."""
    lead = list_stems(figure.of.split(" of ")[0], language=language) if figure.unit else []
    return (lead or words)[-1]


def _vague(report: Report, near: Span, share: float, language: Language) -> dict[str, float]:
    """The weights of people of whom only the words near by say which: "some 200 people boarded the ferry"."""
    return dict.fromkeys(list_stems(near.of(report.text), language=language), CONTEXT) | {"[people]": share}


def _published(report: Report) -> dt.date | None:
    when = report.published
    return (when.earliest or when.latest) if when else None


def is_given_up(entry: Entry) -> bool:
    """True for an amount that its report tells as one that another has replaced."""
    return entry.matter.former or entry.matter.superseded


def speaker_of(entry: Entry) -> str | None:
    """Who the amount goes back to, by id; None where the report itself gives it."""
    return entry.key.origin.id if entry.key else None


def is_equal(a: Figure, b: Figure) -> bool:
    """True for the same bounds of the same unit."""
    return (a.low, a.high, a.unit) == (b.low, b.high, b.unit)


def size_of(figure: Figure) -> Decimal:
    """The lower bound without its sign, else the upper one."""
    return abs(figure.low if figure.low is not None else figure.high or Decimal(0))
