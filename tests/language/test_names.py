"""What is known of names before reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language import load
from onrecord.language.names import canonical_body, country_of, find_known, gazetteer, name_key, split_country
from onrecord.language.people import LASTING, family_of, fold_sound, is_same_name, parts_of

ENGLISH = load("en")


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Seoul", "South Korea"),
        ("Seoul's", "South Korea"),
        ("the North", "North Korea"),
        ("the North's", "North Korea"),
        ("Ukrainian", "Ukraine"),
        ("Poles", "Poland"),
        ("the Netherlands", "Netherlands"),
        ("U.S.", "United States"),
        ("US", "United States"),
        ("us", None),
        ("Ostria", None),
    ],
)
def test_country_of_reads_names_adjectives_capitals_and_genitives(word: str, country: str | None) -> None:
    assert country_of(word, language=ENGLISH) == country


@pytest.mark.parametrize(
    ("phrase", "context", "name"),
    [
        ("the South’s spy agency", None, "National Intelligence Service (South Korea)"),
        ("Ukraine's foreign ministry", None, "Ministry of Foreign Affairs (Ukraine)"),
        ("the Foreign Ministry of Iraq", None, "Ministry of Foreign Affairs (Iraq)"),
        ("Kyiv’s air force", None, "Air Force (Ukraine)"),
        ("the state investigative committee", "Russia", "Investigative Committee of Russia"),
        ("the defence department", "United States", "Pentagon"),
        ("the Justice Department", "Kenya", "Ministry of Justice (Kenya)"),
        ("the German military", None, "Bundeswehr"),
        ("the Chilean armed forces", None, "Chilean Armed Forces"),
        ("the Security Council", None, "UN Security Council"),
        ("the police", None, None),
        ("the company", "Kenya", None),
    ],
)
def test_canonical_body_takes_the_country_from_the_phrase_else_from_the_context(
    phrase: str, context: str | None, name: str | None
) -> None:
    assert canonical_body(phrase, context, language=ENGLISH) == name


def test_split_country_gives_the_rest_in_its_own_letters() -> None:
    assert split_country("the South Korean Ministry of Defense", language=ENGLISH) == (
        "South Korea",
        "Ministry of Defense",
    )
    assert split_country("the ministry", language=ENGLISH) == (None, "ministry")


def test_a_leading_article_does_not_hide_a_known_name() -> None:
    known = find_known("the Associated Press", language=ENGLISH)
    assert known is not None
    assert known.name == "Associated Press"


def test_every_country_with_a_capital_is_reached_by_it() -> None:
    for name, row in ENGLISH.table("places")["country"].items():
        for capital in row.get("capital", ()):
            assert country_of(capital, language=ENGLISH) == name


def test_the_longest_known_name_comes_first() -> None:
    for rows in gazetteer(ENGLISH).values():
        sizes = [len(pieces) for pieces, _ in rows]
        assert sizes == sorted(sizes, reverse=True)


def test_name_key_leaves_out_what_two_prints_differ_in() -> None:
    assert name_key("The Kremlin’s") == name_key("Kremlin")
    assert name_key("Seoul (city)") == "seoul"
    assert name_key("Lipský") == "lipsky"


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Shin Tae-sik", "shin"),
        ("Choe Son Ae", "choe"),
        ("Lin Jian", "lin"),
        ("Ana Lund", "lund"),
        ("George T. Marlow III", "marlow"),
        ("Karim al-Rashid", "rashid"),
        ("Kim Carver", "carver"),
    ],
)
def test_the_family_name_is_first_only_in_korean_and_chinese_order(name: str, family: str) -> None:
    assert family_of(parts_of(name, ENGLISH), ENGLISH) == family


def test_a_shared_family_name_is_not_one_name() -> None:
    lund, other = parts_of("Anna Lund", ENGLISH), parts_of("Peter Lund", ENGLISH)
    assert not is_same_name(lund, other, ENGLISH)


@pytest.mark.parametrize(
    ("a", "b", "is_same"),
    [
        ("A. Lund", "Anna Lund", True),
        ("George T. Marlow", "George Marlow", True),
        ("A. Barry Lund", "Barry Lund", True),
        ("A. Barry Lund", "Anna Lund", False),
    ],
)
def test_an_initial_stands_for_a_name_but_not_beside_another(a: str, b: str, is_same: bool) -> None:
    assert is_same_name(parts_of(a, ENGLISH), parts_of(b, ENGLISH), ENGLISH) is is_same


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz-09", min_size=1, max_size=14))
def test_letters_that_sounding_never_alters_are_the_same_in_the_folded_name(part: str) -> None:
    assert LASTING.intersection(part) == LASTING.intersection(fold_sound(part))
