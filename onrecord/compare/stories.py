"""Which reports are about one developing matter, told by their own words and names and by when they came out."""

import datetime as dt
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.compare.grouping import Matrix, compare_all, group_by_average
from onrecord.compare.words import Text, Word, rarity
from onrecord.language import Language
from onrecord.records.claim import Claim, Story
from onrecord.records.ids import group_id
from onrecord.records.report import Report

LEAST = 0.2  # average likeness within a story; from .14 to .26 B-cubed F1 stays over .96 on BASIL, where it was chosen
WINDOW_DAYS = 30  # reports further apart than this are less alike, by half for every such stretch
NAME_WEIGHT = 1.5  # a capitalised word tells more about the matter than another
HEADLINE_WEIGHT = 2  # times that a headline's words count
NAMING_WORDS = 3
TELLING_WORDS = 6  # shown as the reason why reports are one story

Weights = Mapping[str, float]


def weigh_reports(texts: Sequence[Text], *, language: Language) -> list[Weights]:
    """Per report, its words' weights: log frequency times inverse document frequency, names weighted up."""
    counted = [_count(t) for t in texts]
    holders = Counter(w for words, _ in counted for w in words)
    n = len(texts)
    out: list[Weights] = []
    for words, names in counted:
        weights = {}
        for w, k in words.items():
            telling = rarity(w, holders[w], n, news_share=1.0, language=language)
            weights[w] = (1 + math.log(k)) * telling * (NAME_WEIGHT if w in names else 1.0)
        out.append(weights)
    return out


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
    likeness = compare_all(weights)
    return group_by_average(_fade(likeness, reports), LEAST)


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


def name_stories(
    groups: Sequence[Sequence[int]],
    texts: Sequence[Text],
    weights: Sequence[Weights],
    claims: Sequence[Sequence[Claim]],
) -> tuple[Story, ...]:
    """The stories with name, slug and claims, the one with most reports first.  Slugs are unique.

    `claims` are as many as `groups`: the claims of each.
    """
    order = sorted(range(len(groups)), key=lambda g: (-len(groups[g]), groups[g]))
    stories: list[Story] = []
    taken: set[str] = set()
    for g in order:
        group = [texts[i] for i in groups[g]]
        words = _printed(_telling(groups[g], weights), group)
        name = " ".join(words[:NAMING_WORDS]) or group[0].report.doc
        slug = _slug(name, taken)
        taken.add(slug)
        ids = tuple(t.report.id for t in group)
        because = (
            f"Their texts share {', '.join(words)}." if len(group) > 1 else "No other report is near enough to it."
        )
        claimed = tuple(c.id for c in claims[g])
        stories.append(
            Story(id=group_id("story", *ids), name=name, slug=slug, reports=ids, claims=claimed, because=because)
        )
    return tuple(stories)


def _telling(group: Sequence[int], weights: Sequence[Weights]) -> list[str]:
    total: dict[str, float] = {}
    for i in group:
        length = sum(v * v for v in weights[i].values()) ** 0.5 or 1.0
        for w, v in weights[i].items():
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


def _slug(name: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "story"
    numbered = (f"{slug}-{n}" for n in itertools.count(2))
    return slug if slug not in taken else next(s for s in numbered if s not in taken)
