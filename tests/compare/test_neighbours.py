"""What is compared in one go, or not at all, is what comparing every two would give."""

import datetime as dt
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import language
from onrecord.compare.stories import LEAST, find_links, likeness_of
from onrecord.language.people import bare_of, fold_sound, is_same_name, keys_of, list_near, parts_of
from onrecord.records.sketch import Sketch

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
    known=st.integers(0, 6),
)
@settings(max_examples=60, deadline=None)
def test_links_are_those_of_every_two(told: list[tuple[dict[str, int], dt.date | None]], known: int) -> None:
    sketches = [_sketch(n, words, day) for n, (words, day) in enumerate(told)]
    wanted = {
        (b.report, a.report)
        for a, b in itertools.combinations(sketches, 2)
        if int(b.report) >= known
        and set(a.top) & set(b.top)
        and likeness_of(dict(a.weights), dict(b.weights), days=(a.day, b.day)) >= LEAST
    }
    assert set(find_links(sketches[known:], sketches[:known])) == wanted


def _sketch(n: int, words: dict[str, int], day: dt.date | None) -> Sketch:
    weights = tuple(sorted(((w, v + 0.5) for w, v in words.items()), key=lambda x: (-x[1], x[0])))
    return Sketch(report=str(n), order=("2031-01-01", str(n), 0), day=day, weights=weights)
