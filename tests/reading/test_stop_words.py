"""Trafilatura's last resort asks small tables of stop words, and gets the answers that its own would give."""

import importlib
from typing import Any

import pytest
import trafilatura

from onrecord.reading.stopwords import StopWords, lend_stop_words

PROSE = (
    "The mayor said that there was no other way to open the bridge before the end of the year, and that it was late. "
)
PAGE = f"<html><body><p>Home News Sport</p><p>{PROSE * 3}</p><p>{PROSE * 2}</p><p>Log in</p></body></html>"


def test_words_hold_what_they_were_given_and_nothing_else() -> None:
    words = StopWords(lambda: ["the", "über", "the", "\ud800"])
    assert all(word in words for word in ("the", "über", "\ud800"))
    assert not any(word in words for word in ("The", "th", "", "bridge"))


def test_words_of_every_language_are_lent() -> None:
    lend_stop_words()
    lent = importlib.import_module("trafilatura.external").JT_STOPLIST
    assert isinstance(lent, StopWords)
    define = importlib.import_module("justext.core").define_stoplist
    assert define(lent) is lent
    assert define(("The",)) == {"the"}
    kept = importlib.import_module("justext")
    assert all(word in lent for name in kept.get_stoplists() for word in kept.get_stoplist(name))


def test_last_resort_chooses_the_same_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    lend_stop_words()
    external = importlib.import_module("trafilatura.external")
    ours = _choose(external)
    monkeypatch.setattr(external, "JT_STOPLIST", None)  # trafilatura reads its own
    assert _choose(external) == ours
    assert ours


def _choose(external: Any) -> list[str]:
    return [p.text for p in external.try_justext(trafilatura.load_html(PAGE), None, None)]
