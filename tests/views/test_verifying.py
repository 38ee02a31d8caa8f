"""A quotation is there exactly, nearly or not at all."""

import io
import json

import pytest

from onrecord.case import Case
from onrecord.records.casebook import Casebook
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore
from onrecord.views.verifying import Match, verify_quote

TEXT = (
    "“We count twelve thousand,\nand we count them by satellite,” Defence Minister Ilsa Brandt said on Sunday. "
    "Pavo Lind denied that any ship had left the harbour at Kessel."
)


@pytest.fixture(scope="module")
def book() -> Casebook:
    with Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml")) as case:
        line = json.dumps({"id": "r1", "text": TEXT, "published": "2031-03-03"}).encode()
        case.add("-", stdin=io.BytesIO(line))
        return case.casebook()


@pytest.mark.parametrize(
    ("words", "match"),
    [
        ("We count twelve thousand, and we count them by satellite", Match.EXACT),
        ('"we count them by satellite"', Match.EXACT),
        ("we count them from satellite", Match.NEAR),
        ("We count twenty thousand, and we count them by satellite", Match.NEAR),
        ("We Count Twelve Thousand", Match.NEAR),
        ("The harvest was the best in forty years, everyone agrees", Match.ABSENT),
        ("", Match.ABSENT),
    ],
)
def test_words_are_told_from_nearly_the_same_words(book: Casebook, words: str, match: Match) -> None:
    found = verify_quote(book, words)
    assert found.match is match
    assert bool(found.places) is (match is not Match.ABSENT)


def test_the_words_that_differ_are_shown_on_both_sides(book: Casebook) -> None:
    found = verify_quote(book, "we count them from satellite")
    assert found.differences == (("from", "by"),)


@pytest.mark.parametrize(("speaker", "by_speaker"), [("Brandt", True), ("Lind", False), (None, None)])
def test_the_speaker_asked_for_is_held_against_who_says_the_words(
    book: Casebook, speaker: str | None, by_speaker: bool | None
) -> None:
    assert verify_quote(book, "we count them by satellite", speaker=speaker).by_speaker is by_speaker
