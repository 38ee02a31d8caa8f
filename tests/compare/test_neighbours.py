"""What is compared in one go, or not at all, is what comparing every two would give."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import language
from onrecord.compare.linking import COMMON, LEAST, Held, Links
from onrecord.compare.stories import likeness_of, make_sketch
from onrecord.language.people import bare_of, fold_sound, is_same_name, keys_of, list_near, parts_of
from onrecord.records.sketch import Sketch
from tests.compare.conftest import Desk

ENGLISH = language.load("en")
GIVEN = ("Ilsa", "I.", "Ilsa Maria", "Pavo", "Jong Un", "Jong-un", "Mary Ann", "")
FAMILIES = (
    "Brandt",
    "Brant",
    "Brandtt",
    "Kovalsky",
    "Kovalskiy",
    "Lind",
    "Lindt",
    "al-Hassan",
    "Hassan",
    "Kim",
    "Orlovich",
)
WORDS = [f"word{n}" for n in range(40)]
DAYS = st.none() | st.dates(dt.date(2031, 1, 1), dt.date(2031, 12, 31))


@given(st.lists(st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILIES), st.booleans()), min_size=2, max_size=12))
@settings(max_examples=60, deadline=None)
def test_names_that_are_one_share_a_key_or_have_families_that_are_near(told: list[tuple[str, str, bool]]) -> None:
    names = [
        parts_of(f"{family} {first}" if is_turned else f"{first} {family}", ENGLISH)
        for first, family, is_turned in told
    ]
    names = [name for name in names if len(name) > 1]
    near = {frozenset(pair) for pair in list_near(sorted({fold_sound(bare_of(name[-1])) for name in names}))}
    for a, b in itertools.combinations(names, 2):
        if is_same_name(a, b, ENGLISH):
            families = frozenset((fold_sound(bare_of(a[-1])), fold_sound(bare_of(b[-1]))))
            assert keys_of(a, ENGLISH) & keys_of(b, ENGLISH) or families in near


@given(
    told=st.lists(
        st.tuples(st.dictionaries(st.sampled_from(WORDS), st.integers(1, 9), min_size=1, max_size=30), DAYS),
        min_size=1,
        max_size=12,
    ),
)
@settings(max_examples=60, deadline=None)
def test_links_are_those_of_every_two(told: list[tuple[dict[str, int], dt.date | None]]) -> None:
    sketches = {str(n): _sketch(n, words, day) for n, (words, day) in enumerate(told)}
    wanted = {
        frozenset((a.report, b.report))
        for a, b in itertools.combinations(sketches.values(), 2)
        if set(a.top) & set(b.top) and likeness_of(dict(a.weights), dict(b.weights), days=(a.day, b.day)) >= LEAST
    }
    links = Links(Held(sketches.values()), lambda ids: [sketches[id] for id in ids])
    assert {frozenset((id, other)) for id, s in sketches.items() for other in links.list_links(s)} == wanted


def test_common_word_links_only_neighbours_that_are_nearly_alike() -> None:
    """A kind of news is told in the same words, a large matter too: only what comes next in time tells them apart."""
    first = dt.date(2031, 3, 1)
    told = [_sketch(n, {"satellite": 9, f"place{n}": 9, "of": 1}, first + dt.timedelta(n)) for n in range(COMMON)]
    assert _count_links(told) == COMMON * (COMMON - 1)
    more = [*told, _sketch(COMMON, {"satellite": 9, "place": 9, "of": 1}, first + dt.timedelta(COMMON))]
    assert _count_links(more) == 2 * COMMON
    apart = [replace(s, weights=(("satellite", 6.0), (f"place{n}", 9.0))) for n, s in enumerate(more)]
    assert _count_links(apart) == 0
    assert _count_links([replace(s, weights=(("2031", 9.0), (f"place{n}", 1.0))) for n, s in enumerate(told)]) == 0


def test_given_names_before_another_name_link_nobody() -> None:
    """Two courts hear a Mary each: what tells a report is her other name."""
    told = (
        "Mary Kassen told the court in Talvi that the ferry had been full. “I saw it sink,” Mary Kassen said.",
        "Mary Orlovik opened the harvest fair in Vesla. Mary Orlovik has grown pears there since 2011.",
        "Mary was found on Sunday by a farmer near Vesla, who heard the girl. Her aunt, Mary Orlovik, thanked him.",
    )
    desk = Desk(language=ENGLISH)
    sketches = [make_sketch(desk.report(str(n), text, "2031-03-02"), language=ENGLISH) for n, text in enumerate(told)]
    assert [("mary" in s.top, "mary" in dict(s.weights)) for s in sketches] == [
        (False, True),
        (False, True),
        (True, True),
    ]
    alike = [_sketch(n, {"mary": 9, f"place{n}": 1}, None) for n in range(2)]
    assert _count_links(alike) == 2
    assert _count_links([replace(s, given=("mary",)) for s in alike]) == 0


def _count_links(sketches: Sequence[Sketch]) -> int:
    """Of the two sides."""
    every = {s.report: s for s in sketches}
    links = Links(Held(sketches), lambda ids: [every[id] for id in ids])
    return sum(len(links.list_links(s)) for s in sketches)


def _sketch(n: int, words: dict[str, int], day: dt.date | None) -> Sketch:
    weights = tuple(sorted(((w, v + 0.5) for w, v in words.items()), key=lambda x: (-x[1], x[0])))
    return Sketch(report=str(n), order=("2031-01-01", str(n), 0), day=day, weights=weights)
