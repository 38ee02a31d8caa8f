"""Which reports are about one developing matter, told by their own words and names and by when they came out.

How alike two reports are depends on these two alone: words are weighed by how rare they are in the news at large, never
by the case.  A story is made by average linkage among reports that are linked, directly or by way of others, by a
likeness of at least `LEAST`; no average reaches that without such a link, so groups of linked reports can be worked on
one by one, and a report that is added touches only the group it is linked to.
"""

import datetime as dt
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.compare.byhand import arrange
from onrecord.compare.grouping import Matrix, compare_all, group_by_average
from onrecord.compare.options import CompareOptions
from onrecord.compare.times import report_order
from onrecord.compare.words import Text, Word, rarity
from onrecord.language import Language
from onrecord.records.claim import Claim, Story
from onrecord.records.decision import Matter
from onrecord.records.ids import group_id
from onrecord.records.report import Report

LEAST = 0.2  # average likeness within a story; from .14 to .26 B-cubed F1 stays over .96 on BASIL, where it was chosen
WINDOW_DAYS = 30  # reports further apart than this are less alike, by half for every such stretch
NAME_WEIGHT = 1.5  # a capitalised word tells more about the matter than another
HEADLINE_WEIGHT = 2  # times that a headline's words count
NAMING_WORDS = 3
TELLING_WORDS = 6  # shown as the reason why reports are one story

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Reports of one story, earliest first."""

    reports: tuple[Report, ...]
    by_hand: tuple[str, ...] = ()  # decisions by people that shaped it, in words


def cluster_reports(reports: Sequence[Report], *, language: Language, options: CompareOptions) -> tuple[Cluster, ...]:
    """The reports by story; each is in exactly one.  Does not depend on the order of the reports."""
    ordered = sorted(reports, key=report_order)
    weights = [weigh_report(Text(r, language=language), language=language) for r in ordered]
    groups = group_reports(ordered, weights)
    return tuple(settle_clusters([[ordered[i] for i in group] for group in groups], options=options))


def settle_clusters(groups: Sequence[Sequence[Report]], *, options: CompareOptions) -> Iterator[Cluster]:
    """The groups as people arranged them."""
    ordered = sorted((r for g in groups for r in g), key=report_order)
    place = {r.id: n for n, r in enumerate(ordered)}
    indexed = [[place[r.id] for r in group] for group in groups]
    names = [(r.id,) for r in ordered]
    for group in arrange(indexed, names, options.decisions, matter=Matter.STORY):
        yield Cluster(reports=tuple(ordered[i] for i in sorted(group.members)), by_hand=tuple(group.by_hand))


def weigh_report(text: Text, *, language: Language) -> dict[str, float]:
    """The report's words with their weights: log frequency times rarity in the news at large, names weighted up."""
    words, names = _count(text)
    weights = {}
    for w, k in words.items():
        telling = rarity(w, 0, 0, news_share=1.0, language=language)
        weights[w] = (1 + math.log(k)) * telling * (NAME_WEIGHT if w in names else 1.0)
    return weights


def _count(text: Text) -> tuple[Counter[str], set[str]]:
    words = [w for w in text.within(text.report.body) if w.stem]
    counts = Counter(w.stem for w in words)
    for w in _headline_words(text):
        counts[w.stem] += HEADLINE_WEIGHT
    return counts, {w.stem for w in words if w.is_capital}


def _headline_words(text: Text) -> list[Word]:
    headline = text.report.headline
    return [w for w in text.within([headline]) if w.stem] if headline else []


def group_reports(reports: Sequence[Report], weights: Sequence[Weights]) -> list[list[int]]:
    """Reports of one story together, by index; a story holds at least one report."""
    likeness = _fade(compare_all(weights), reports)
    groups = []
    for linked in list_linked(likeness):
        within = likeness[np.ix_(linked, linked)]
        groups += [[linked[i] for i in group] for group in group_by_average(within, LEAST)]
    return sorted(groups)


def list_linked(likeness: Matrix) -> list[list[int]]:
    """The connected groups of the graph that joins whatever is alike by at least `LEAST`."""
    near = likeness >= LEAST - 1e-6
    unseen = set(range(len(likeness)))
    groups = []
    while unseen:
        reached, edge = set(), {min(unseen)}
        while edge:
            reached |= edge
            edge = {int(j) for i in edge for j in np.flatnonzero(near[i])} - reached
        groups.append(sorted(reached))
        unseen -= reached
    return groups


def _fade(likeness: Matrix, reports: Sequence[Report]) -> Matrix:
    days = [_day(r) for r in reports]
    out = likeness.copy()
    for i, j in itertools.combinations(range(len(reports)), 2):
        a, b = days[i], days[j]
        if a and b and abs((a - b).days) > WINDOW_DAYS:
            out[i, j] = out[j, i] = likeness[i, j] * 0.5 ** (abs((a - b).days) / WINDOW_DAYS - 1)
    return out


def _day(report: Report) -> dt.date | None:
    return (report.published.latest or report.published.earliest) if report.published else None


def name_story(
    texts: Sequence[Text], claims: Sequence[Claim], *, by_hand: tuple[str, ...], language: Language
) -> Story:
    """The story of these reports with name, reason and claims; its slug is not yet unique over the case."""
    weights = [weigh_report(t, language=language) for t in texts]
    words = _printed(_telling(weights), texts)
    name = " ".join(words[:NAMING_WORDS]) or texts[0].report.doc
    ids = tuple(t.report.id for t in texts)
    because = f"Their texts share {', '.join(words)}." if len(texts) > 1 else "No other report is near enough to it."
    return Story(
        id=group_id("story", *ids),
        name=name,
        slug=make_slug(name),
        reports=ids,
        claims=tuple(c.id for c in claims),
        because="; ".join((because, *by_hand)),
        by_hand=by_hand,
    )


def _telling(weights: Sequence[Weights]) -> list[str]:
    total: dict[str, float] = {}
    for one in weights:
        length = sum(v * v for v in one.values()) ** 0.5 or 1.0
        for w, v in one.items():
            total[w] = total.get(w, 0.0) + v / length
    return [w for w, _ in sorted(total.items(), key=lambda x: (-x[1], x[0])) if w.isalpha() and len(w) > 2]


def _printed(stems: Sequence[str], texts: Sequence[Text]) -> list[str]:
    """The most frequent printed form of each of the first few stems, names with their capital."""
    forms: dict[str, Counter[str]] = {stem: Counter() for stem in stems[:TELLING_WORDS]}
    for text in texts:
        for word in text.within(text.report.body):
            if word.stem in forms:
                forms[word.stem][text.printed(word).removesuffix("’s").removesuffix("'s")] += 1
    return [min(found, key=lambda f: (-found[f], f)) for found in forms.values() if found]


def make_slug(name: str) -> str:
    """The name in lower case for the command line."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "story"


def number_slug(slug: str, taken: set[str]) -> str:
    """The slug, numbered where it is taken."""
    numbered = (f"{slug}-{n}" for n in itertools.count(2))
    return slug if slug not in taken else next(s for s in numbered if s not in taken)
