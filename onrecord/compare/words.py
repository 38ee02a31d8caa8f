"""Words as comparing needs them: folded, stemmed, synonyms brought together, common ones left out.

Compare sees stored text and findings, not the parser's tokens, so that a case can be compared again years later without
the model that read it.  The tables are the language's `relations` and `frequencies` files.
"""

import functools
import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from onrecord.language import Language
from onrecord.records.report import Report
from onrecord.records.span import Span

Endings = Mapping[str, list[tuple[str, str, int]]]  # by last letter: what goes, what comes for it, what must be left

KEPT = 1_024  # things counted whose words are remembered: the amounts of one number are compared each with each
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+(?:[.,]\d+)*")


class Word(NamedTuple):
    """A word of a text, folded for comparing.  A tuple, since a case holds millions."""

    start: int
    end: int
    folded: str  # lower case, no accents, possessive taken off
    bare: str  # its own stem: "illegal" and "legal" are two
    stem: str  # that of its synonym set where it has one; "" for a word that says nothing about the topic
    is_capital: bool


class Text:
    """A report's text and its words, found once."""

    def __init__(self, report: Report, *, language: Language) -> None:
        self.report = report
        self._words = list_words(report.text, report.span, language=language)
        self._starts = [w.start for w in self._words]

    def within(self, spans: Iterable[Span]) -> tuple[Word, ...]:
        """The words that lie in the spans, in the spans' order."""
        return tuple(
            w for s in spans for w in self._words[bisect_left(self._starts, s.start) : bisect_left(self._starts, s.end)]
        )

    def printed(self, word: Word) -> str:
        """The word as it stands in the text."""
        return self.report.text[word.start : word.end]


def list_words(text: str, span: Span, *, language: Language) -> list[Word]:
    """The words of a stretch of text, in order."""
    table = _table(language)
    out = []
    for m in WORD.finditer(text, span.start, span.end):
        printed = m.group()
        folded = fold(printed)
        bare, stem = table.stems(folded)
        out.append(Word(m.start(), m.end(), folded, bare, stem, printed[0].isupper()))
    return out


def list_counted(text: str, *, language: Language) -> list[str]:
    """The topic words of what is counted, in order; two words that say as much as one are that one: "crew members"."""
    return list(_counted(text, language))


@functools.lru_cache(maxsize=KEPT)
def _counted(text: str, language: Language) -> tuple[str, ...]:
    called: Mapping[str, str] = language.table("relations")["counting"]["called"]
    for phrase in called:
        text = re.sub(rf"\b{phrase}s?\b", called[phrase], text, flags=re.IGNORECASE)
    return tuple(list_stems(text, language=language))


def list_stems(text: str, *, language: Language) -> list[str]:
    """The topic words of a short text, in order."""
    return [w.stem for w in list_words(text, Span(start=0, end=len(text)), language=language) if w.stem]


def fold(word: str) -> str:
    """Lower case without accents and possessive: "Seoul’s" and "seoul" are one."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.replace("’", "'"))
        word = "".join(c for c in word if not unicodedata.combining(c))
    word = word.lower()
    return word[:-2] if word.endswith("'s") else word


def bare_stem(word: str, *, language: Language) -> str:
    """The stem of one folded word by itself, without synonyms or stop list."""
    return _table(language).stems(word)[0]


def rarity(stem: str, holders: int, things: int, *, news_share: float, language: Language) -> float:
    """How much a stem tells, 0 and up: inverse document frequency over the case and the news at large together.

    `holders` of the case's `things` (reports, paragraphs) hold it.  The news at large keeps a case of a few reports
    on one matter from taking its own topic for a stop word; `news_share` says how much it weighs beside the case.
    """
    table = _table(language)
    all_things = things + news_share * table.articles
    all_holders = holders + news_share * table.holders.get(stem, 0)
    return max(0.0, math.log((all_things + 1) / (all_holders + 0.5)))


class _Stems:
    """Stems of one language, remembered: news repeats its words."""

    def __init__(self, language: Language) -> None:
        table = language.table("relations")
        numerals = language.table("numerals")
        self._stop = language.words("relations", "stop") | {*numerals["cardinals"], *numerals["scales"]}
        self._irregular: Mapping[str, str] = table["stems"]["irregular"]
        self._spellings: Mapping[str, str] = table["stems"]["spellings"]
        self._spelt = re.compile("|".join(sorted(self._spellings, key=len, reverse=True)))
        self._inflections = _by_last_letter(table["stems"]["inflections"])
        self._derivations = _by_last_letter(table["stems"]["derivations"])
        self._known: dict[str, tuple[str, str]] = {}
        self._class = {self._strip(w): self._strip(group[0]) for group in table["synonyms"] for w in group}
        self._rows = language.table("frequencies")["words"]
        self.articles: int = language.table("frequencies")["documents"]

    def stems(self, word: str) -> tuple[str, str]:
        """The word's own stem, and that of its synonym set; the second is "" for a stop word."""
        found = self._known.get(word)
        if found is None:
            bare = self._strip(word)
            found = self._known[word] = (bare, "" if word in self._stop else self._class.get(bare, bare))
        return found

    @functools.cached_property
    def holders(self) -> Mapping[str, int]:
        """Of `articles` of the news at large, about how many hold the stem."""
        out: dict[str, int] = {}
        for row in self._rows:
            for word in row["list"].split():
                stem = self.stems(word)[1]
                out[stem] = min(self.articles, out.get(stem, 0) + row["in"])
        return out

    def _strip(self, word: str) -> str:
        if not word.isalpha():
            return word.replace(",", "")
        if found := self._spelt.match(word):
            word = self._spellings[found.group()] + word[found.end() :]
        word = self._irregular.get(word, word)
        return _strip_ending(_strip_ending(word, self._inflections), self._derivations)


def _by_last_letter(endings: Iterable[Mapping[str, Any]]) -> Endings:
    """The endings, in their order, by their last letter: most words have none of the others."""
    out: dict[str, list[tuple[str, str, int]]] = {}
    for e in endings:
        out.setdefault(e["from"][-1], []).append((e["from"], e["to"], e["keeps"]))
    return out


def _strip_ending(word: str, endings: Endings) -> str:
    for ending, new, keeps in endings.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= keeps:
            return word[: len(word) - len(ending)] + new
    return word


@functools.cache
def _table(language: Language) -> _Stems:
    return _Stems(language)
