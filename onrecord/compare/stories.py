"""Which reports are about one developing matter, told by their own words and names and by when they came out.

How alike two reports are depends on these two alone: words are weighed by how rare they are in the news at large, never
by the case.  A story is made by average linkage among reports that are linked, directly or by way of others (see
`linking`), so groups of linked reports are worked on one by one, and a report that is added touches only those near it.
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.compare.byhand import arrange
from onrecord.compare.grouping import group_by_average
from onrecord.compare.linking import LEAST, WINDOW_DAYS, Held, Links, fade
from onrecord.compare.options import CompareOptions
from onrecord.compare.times import report_order
from onrecord.compare.union import Sets
from onrecord.compare.words import Text, Word, list_words, rarity
from onrecord.language import Language
from onrecord.language.names import given_names
from onrecord.records.claim import Claim, Excerpt, Story
from onrecord.records.decision import Decision, Matter
from onrecord.records.ids import group_id
from onrecord.records.report import Report
from onrecord.records.sketch import KEPT, Sketch
from onrecord.records.slugs import make_slug
from onrecord.records.span import Span

NAME_WEIGHT = 1.5  # a capitalised word tells more about the matter than another
ROOT, ENDING = 4, 3  # letters that two forms of a name share at least, and that one may have more
HEADLINE_WEIGHT = 2  # times that a headline's words count
NAMING_WORDS = 3
TELLING_WORDS = 6  # shown as the reason why reports are one story

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Reports of one story, earliest first."""

    reports: tuple[Report, ...]
    by_hand: tuple[str, ...] = ()  # decisions by people that shaped it, in words
    excerpts: tuple[Excerpt, ...] = ()  # of the reports that stand in it in part, cut to that part already


def cluster_reports(reports: Sequence[Report], *, language: Language, options: CompareOptions) -> tuple[Cluster, ...]:
    """The reports by story; each is in exactly one.  Does not depend on the order of the reports."""
    sketches = [make_sketch(r, language=language) for r in reports]
    by_id = {r.id: r for r in reports}
    order = {s.report: (s.order, s.report) for s in sketches}
    groups = [cluster for linked in cluster_sketches(sketches) for cluster in linked]
    return tuple(
        Cluster(reports=tuple(by_id[id] for id in members), by_hand=by_hand)
        for members, by_hand in settle_clusters(groups, order, decisions=options.decisions)
    )


def make_sketch(report: Report, *, language: Language) -> Sketch:
    """The report's words with their weights, and its place in the order of reports."""
    text = Text(report, language=language)
    weights = weigh_report(text, language=language)
    told = sorted(((w, round(v, 4)) for w, v in weights.items()), key=lambda x: (-x[1], x[0]))[:KEPT]
    given = _list_given(text, language)
    day, doc, start, _ = report_order(report)
    return Sketch(
        report=report.id,
        order=(day.isoformat(), doc, start),
        day=_day(report),
        weights=tuple(told),
        given=tuple(w for w, _ in told if w in given),
    )


def _list_given(text: Text, language: Language) -> set[str]:
    """The stems of given names that stand before another name wherever they stand: of no more use than a number."""
    known = given_names(language)
    words = [*text.within(text.report.body), None]
    alone, before = set[str](), set[str]()
    for word, after in pairwise(words):
        if word is not None and word.is_capital and word.folded in known:
            is_before = after is not None and after.is_capital and after.start == word.end + 1
            (before if is_before else alone).add(word.stem)
    return before - alone


def cluster_sketches(sketches: Sequence[Sketch]) -> list[list[list[str]]]:
    """The reports, by id, in linked groups, and each of these in clusters by average linkage.

    A linked group, and so its clusters, depends on its own reports alone.
    """
    ordered = sorted(sketches, key=lambda s: (s.order, s.report))
    place = {sketch.report: n for n, sketch in enumerate(ordered)}
    links = Links(Held(ordered), lambda wanted: (ordered[place[id]] for id in wanted))
    sets = Sets(len(ordered))
    for n, sketch in enumerate(ordered):
        for other in links.list_links(sketch):
            sets.join(n, place[other], "")
    return [split_linked([ordered[i] for i in members]) for members, _ in sets.groups()]


def split_linked(sketches: Sequence[Sketch]) -> list[list[str]]:
    """The reports of one linked group, sorted, in clusters."""
    if len(sketches) == 1:
        return [[sketches[0].report]]
    table = Table(sketches)
    likeness = np.zeros((len(sketches), len(sketches)), np.float32)
    for i in range(len(sketches)):
        likeness[i] = np.round(table.liken(i), 5)
    np.fill_diagonal(likeness, 1.0)
    groups = group_by_average(likeness, LEAST)
    return [[sketches[i].report for i in group] for group in groups]


class Table:
    """Sketches by their words, so that each is compared with all others in one go."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self._size = len(sketches)
        self._own: list[list[tuple[str, float]]] = []
        held: dict[str, tuple[list[int], list[float]]] = {}
        for i, sketch in enumerate(sketches):
            length = math.sqrt(sum(v * v for _, v in sketch.weights)) or 1.0
            self._own.append([(word, value / length) for word, value in sketch.weights])
            for word, value in self._own[i]:
                places, values = held.setdefault(word, ([], []))
                places.append(i)
                values.append(value)
        self._held = {w: (np.array(p), np.array(v)) for w, (p, v) in held.items() if len(p) > 1}
        self._days = np.array([s.day.toordinal() if s.day else 0 for s in sketches], np.int64)
        widest = int(self._days.max(initial=0))
        apart = np.arange(widest + 1 - int(self._days[self._days > 0].min(initial=widest)))
        self._fading = np.where(apart > WINDOW_DAYS, 0.5 ** (apart / WINDOW_DAYS - 1), 1.0)

    def liken(self, i: int) -> npt.NDArray[np.float64]:
        """How alike one is to each: the cosine of their words, less where their days are far apart."""
        shared = [(self._held[word], value) for word, value in self._own[i] if word in self._held]
        if not shared:
            return np.zeros(self._size)
        places = np.concatenate([found for (found, _), _ in shared])
        values = np.concatenate([weights * value for (_, weights), value in shared])
        likeness = np.asarray(np.bincount(places, values, minlength=self._size), np.float64)
        if not self._days[i]:
            return likeness
        apart = np.where(self._days > 0, np.abs(self._days - self._days[i]), 0)
        return np.asarray(likeness * self._fading[apart], np.float64)


def settle_clusters(
    groups: Iterable[Sequence[str]], order: Mapping[str, Any], *, decisions: Iterable[Decision]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The clusters, by report ids, as people arranged them, each with their decisions in words.

    `order` says by what the reports are sorted.
    """
    ids = sorted(order, key=lambda id: order[id])
    place = {id: n for n, id in enumerate(ids)}
    indexed = ([place[id] for id in group] for group in groups)
    for group in arrange(indexed, [(id,) for id in ids], decisions, matter=Matter.STORY):
        yield tuple(ids[i] for i in sorted(group.members)), tuple(group.by_hand)


def weigh_report(text: Text, *, language: Language) -> dict[str, float]:
    """The report's words with their weights; those of its headline count more."""
    return _weigh(*_count(text, language), language)


def weigh_words(text: Text, spans: Iterable[Span], *, language: Language) -> dict[str, float]:
    """The words of these stretches of a report with their weights."""
    words = [w for w in text.within(spans) if w.stem]
    return _weigh(Counter(w.stem for w in words), {w.stem for w in words if w.is_capital}, language)


def likeness_of(a: Weights, b: Weights, *, days: tuple[dt.date | None, dt.date | None] = (None, None)) -> float:
    """The cosine of two weighted word lists, less where their days are far apart."""
    dot = sum(v * b[w] for w, v in a.items() if w in b)
    size = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values())) or 1.0
    return fade(dot / size, *days)


def _weigh(words: Mapping[str, int], names: Collection[str], language: Language) -> dict[str, float]:
    """Log frequency times rarity in the news at large, names weighted up."""
    weights = {}
    for w, k in words.items():
        telling = rarity(w, 0, 0, news_share=1.0, language=language)
        weights[w] = (1 + math.log(k)) * telling * (NAME_WEIGHT if w in names else 1.0)
    return weights


def _count(text: Text, language: Language) -> tuple[Counter[str], set[str]]:
    words = [w for w in text.within(text.report.body) if w.stem]
    counts = Counter(w.stem for w in words)
    for w in _headline_words(text, language):
        counts[w.stem] += HEADLINE_WEIGHT
    return counts, {w.stem for w in words if w.is_capital}


def _headline_words(text: Text, language: Language) -> list[Word]:
    """The topic words of the headline; of the title that came beside the text, where the text has none."""
    headline, title = text.report.headline, text.report.title
    if headline:
        return [w for w in text.within([headline]) if w.stem]
    whole = Span(start=0, end=len(title or ""))
    return [w for w in list_words(title or "", whole, language=language) if w.stem]


def _day(report: Report) -> dt.date | None:
    return (report.published.latest or report.published.earliest) if report.published else None


def name_story(cluster: Cluster, texts: Sequence[Text], claims: Sequence[Claim], *, language: Language) -> Story:
    """The story of a cluster with name, reason and claims; its slug is not yet unique over the case."""
    guests = {e.report for e in cluster.excerpts if e.is_guest}
    weights = [weigh_report(t, language=language) for t in texts if t.report.id not in guests]
    telling = _telling(weights)
    words = _printed(telling, texts)
    name = " ".join(_printed(_as_they_follow(_distinct(telling)[:NAMING_WORDS], texts), texts)) or texts[0].report.doc
    ids = tuple(t.report.id for t in texts)
    told = [f"Their texts share {', '.join(words)}." if len(texts) > 1 else "No other report is near enough to it."]
    told += [_guest_reason(t, texts, language) for t in texts if t.report.id in guests]
    return Story(
        id=group_id("story", *ids),
        name=name,
        slug=make_slug(name),
        reports=ids,
        claims=tuple(c.id for c in claims),
        because="; ".join((" ".join(told), *cluster.by_hand)),
        by_hand=cluster.by_hand,
        excerpts=cluster.excerpts,
    )


def _guest_reason(guest: Text, texts: Sequence[Text], language: Language) -> str:
    """Why a passage of a report on another matter stands here: the words that it shares with the others."""
    others = {w for t in texts if t is not guest for w in weigh_report(t, language=language)}
    own = weigh_report(guest, language=language)
    words = _printed([w for w in _telling([own]) if w in others], [guest])
    return f"A passage of {guest.report.doc} stands here for {', '.join(words)}."


def _telling(weights: Sequence[Weights]) -> list[str]:
    total: dict[str, float] = {}
    for one in weights:
        length = sum(v * v for v in one.values()) ** 0.5 or 1.0
        for w, v in one.items():
            total[w] = total.get(w, 0.0) + v / length
    return [w for w, _ in sorted(total.items(), key=lambda x: (-x[1], x[0])) if w.isalpha() and len(w) > 2]


def _distinct(stems: Sequence[str]) -> list[str]:
    """The stems without those that only bend one before them: of a country and its people the first."""
    out: list[str] = []
    for stem in stems:
        if not any(_is_bent(stem, known) for known in out):
            out.append(stem)
    return out


def _is_bent(one: str, other: str) -> bool:
    """True for "verania" and "veranian", "ukraine" and "ukrainian": one word but for its last letters."""
    shorter, longer = sorted((len(one), len(other)))
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), shorter)
    return shared >= max(ROOT, shorter - 1) and longer - shorter <= ENDING


def _as_they_follow(stems: Sequence[str], texts: Sequence[Text]) -> list[str]:
    """The stems, one that stands right before another in the texts put before it: given names before family names."""
    after: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for one, other in pairwise(text.within(text.report.body)):
            if one.stem in stems and other.stem in stems and other.start == one.end + 1:
                after[one.stem, other.stem] += 1
    out: list[str] = []
    for stem in stems:
        at = next((n for n, known in enumerate(out) if after[stem, known] > after[known, stem]), len(out))
        out.insert(at, stem)
    return out


def _printed(stems: Sequence[str], texts: Sequence[Text]) -> list[str]:
    """The most frequent printed form of each of the first few stems, names with their capital."""
    forms: dict[str, Counter[str]] = {stem: Counter() for stem in stems[:TELLING_WORDS]}
    for text in texts:
        for word in text.within(text.report.body):
            if word.stem in forms:
                forms[word.stem][text.printed(word).removesuffix("’s").removesuffix("'s")] += 1
    return [min(found, key=lambda f: (-found[f], f)) for found in forms.values() if found]
