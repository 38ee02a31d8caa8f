"""What stories are called on the command line and in addresses."""

import pytest

from onrecord.records.slugs import make_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Talvi Verania Ostria", "talvi-verania-ostria"),
        ("São Talvi l'Été", "sao-talvi-l-ete"),
        ("Ostria’s depot", "ostrias-depot"),
        ("وزير الدفاع", "وزير-الدفاع"),
        ("Тальви, Острія", "тальви-острія"),
        ("東京 ミサイル 3", "東京-ミサイル-3"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("!!!", "story"),
    ],
)
def test_slug_has_the_words_of_the_name_in_its_own_script(name: str, slug: str) -> None:
    assert make_slug(name) == slug


def test_long_name_is_cut_between_words_and_a_long_word_within() -> None:
    assert make_slug("harbour " * 20) == "-".join(["harbour"] * 7)
    assert make_slug("a" * 200) == "a" * 60
