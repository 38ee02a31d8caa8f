"""Short labels of a casebook's things (s1, r2, c3, f4, e5, n6, a7), and how people's are read.

Things are numbered story by story, in the order of the story's reports, then of the text.  A casebook of one story has
the number alone; one of several adds as many words of the story as tell it from the others (s1@talvi), so that a label
means the same thing wherever it is shown.  Full ids never change; labels do, with the reports of their story.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from onrecord.errors import NotFound
from onrecord.records.casebook import Casebook, cut_to, find_story
from onrecord.records.claim import Claim, Entity, Series, Story
from onrecord.records.finding import Findings
from onrecord.records.report import Report

T = TypeVar("T")
Pairs = Sequence[tuple[Report, Findings]]
OF = "@"  # between a number and its story
LABEL = re.compile(r"[a-z]\d{1,9}(?: v\d+)?(?:@|$)")
WITH_STORY = re.compile(r"[a-z]\d{1,9}@(?P<story>.+?)(?: v\d+)?")


def number_things(book: Casebook) -> tuple[dict[str, str], dict[str, str]]:
    """Labels by full id, and full ids by label; what stands in several stories answers to a label of each."""
    stories = book.account.stories
    account = book.account
    if len(stories) < 2:
        pairs = list(zip(book.reports, book.findings, strict=True))
        labels = _number(pairs, account.claims, account.series, account.entities)
        labels |= _number_versions(book, labels)
        return labels, {label: id for id, label in labels.items()}
    labels, ids = {}, {}
    for own, label, id in _number_stories(book):
        ids[label] = id
        if own:
            labels[id] = label
        else:
            labels.setdefault(id, label)
    versions = _number_versions(book, labels)
    return labels | versions, ids | {label: id for id, label in versions.items()}


def label_order(label: str) -> tuple[str, str, int]:
    """What labels are sorted by: their kind, their story, their number."""
    number, _, story = label.partition(OF)
    digits = number[1:].partition(" ")[0]
    return label[:1], story, int(digits) if digits.isdecimal() else 0


def story_in(label: str) -> str | None:
    """What a label calls its story; None where it names none."""
    told = WITH_STORY.fullmatch(label)
    return told["story"] if told else None


def read_label(book: Casebook, ids: Mapping[str, str], wanted: str) -> str | None:
    """The id that a label means in this casebook; None: it is none of it.

    The story may be named as anywhere (s1@talvi).  Raises NotFound for a number that means several things.
    """
    if wanted in ids:
        return ids[wanted]
    if not LABEL.match(wanted):
        return None
    stories = name_stories(book.account.stories)
    number, at, rest = wanted.partition(OF)
    name, blank, version = rest.partition(" ")
    if at:
        story = find_story(book.account, name)
        short = f"{number}{blank}{version}"
        return ids.get(f"{number}{OF}{stories[story.id]}{blank}{version}", ids.get(short)) if story else None
    number, blank, version = wanted.partition(" ")
    held = (f"{number}{OF}{name}{blank}{version}" for name in stories.values())
    several = [label for label in held if label in ids]
    if len({ids[label] for label in several}) > 1:
        raise NotFound(
            f"{len(several):,} stories have a thing with the label '{wanted}'.",
            where=wanted,
            help=f"Name the story: {', '.join(several[:4])}{' …' if len(several) > 4 else ''}.",
        )
    return ids[several[0]] if several else None


def name_stories(stories: Sequence[Story]) -> dict[str, str]:
    """By story id, the first words of its slug that no other slug has in a row; all of them where there are none."""
    words = {s.id: s.slug.split("-") for s in stories}
    used = Counter(run for each in words.values() for run in {*_runs(each)})
    return {id: "-".join(next((run for run in _starts(each) if used[run] == 1), each)) for id, each in words.items()}


def _starts(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[:n]) for n in range(1, len(words) + 1))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1))


def _number(
    pairs: Pairs, claims: Iterable[Claim], series: Iterable[Series], entities: Iterable[Entity]
) -> dict[str, str]:
    kinds: tuple[tuple[str, Iterable[str]], ...] = (
        ("r", (r.id for r, _ in pairs)),
        ("s", (s.id for _, f in pairs for s in f.statements)),
        ("f", (x.id for _, f in pairs for x in f.figures)),
        ("e", (e.id for _, f in pairs for e in f.events)),
        ("c", (c.id for c in claims)),
        ("n", (n.id for n in series)),
        ("a", (e.id for e in entities)),
    )
    return {id: f"{letter}{n}" for letter, ids in kinds for n, id in enumerate(dict.fromkeys(ids), 1)}


def _number_stories(book: Casebook) -> Iterator[tuple[bool, str, str]]:
    """Each thing once for each story that it stands in, with whether that is its own: label and id."""
    pair_of = {r.id: (r, f) for r, f in zip(book.reports, book.findings, strict=True)}
    places = {id: n for n, id in enumerate(pair_of)}
    things = _Things(book)
    held: set[str] = set()
    names = name_stories(book.account.stories)
    for story in book.account.stories:
        guests = {e.report for e in story.excerpts if e.is_guest}
        ordered = sorted((r for r in story.reports if r in pair_of), key=places.__getitem__)
        pairs = cut_to({id: pair_of[id] for id in ordered}, story.excerpts)
        held.update(ordered)
        for id, label in _number(pairs, *things.of(story, pairs)).items():
            yield id not in guests and not label.startswith("a"), f"{label}{OF}{names[story.id]}", id
    loose = [pair for id, pair in pair_of.items() if id not in held]
    for id, label in _number(loose, (), (), ()).items():
        yield True, label, id


class _Things:
    """What an account has for statements, figures and names, looked up; each in the account's order."""

    def __init__(self, book: Casebook) -> None:
        account = book.account
        self._claims = _by_member((c, c.statements) for c in account.claims)
        self._series = _by_member((s, [p.figure for p in s.points]) for s in account.series)
        named: dict[str, list[str]] = {}
        for report, _, entity in account.names:
            named.setdefault(report, []).append(entity)
        self._named = named
        self._entities = {e.id: (n, e) for n, e in enumerate(account.entities)}

    def of(self, story: Story, pairs: Pairs) -> tuple[list[Claim], list[Series], list[Entity]]:
        """The claims, numbers and names of a story with these reports."""
        claims = dict(held for _, f in pairs for s in f.statements for held in self._claims.get(s.id, ()))
        series = dict(held for _, f in pairs for x in f.figures for held in self._series.get(x.id, ()))
        ids = {e for r in story.reports for e in self._named.get(r, ())}
        entities = dict(self._entities[e] for e in ids if e in self._entities)
        return _in_order(claims), _in_order(series), _in_order(entities)


def _by_member(things: Iterable[tuple[T, Iterable[str]]]) -> dict[str, list[tuple[int, T]]]:
    out: dict[str, list[tuple[int, T]]] = {}
    for place, (thing, members) in enumerate(things):
        for member in members:
            out.setdefault(member, []).append((place, thing))
    return out


def _in_order(found: Mapping[int, T]) -> list[T]:
    return [found[place] for place in sorted(found)]


def _number_versions(book: Casebook, labels: Mapping[str, str]) -> dict[str, str]:
    """Earlier versions by the label of what the page's article became: "r5 v1"."""
    out: dict[str, str] = {}
    places: dict[str, dict[str, list[str]]] = {}  # page -> capture -> its articles, in text order
    for report in sorted((*book.earlier, *book.reports), key=lambda r: r.span.start):
        places.setdefault(report.address or report.doc, {}).setdefault(report.capture, []).append(report.id)
    seen: Counter[str] = Counter()
    for report in book.earlier:
        captures = places[report.address or report.doc]
        now = next((ids for ids in captures.values() if ids[0] in labels), None)
        if now:
            place = captures[report.capture].index(report.id)
            label = labels[now[min(place, len(now) - 1)]]
            seen[label] += 1
            out[report.id] = f"{label} v{seen[label]}"
    return out
