"""What a draft or a question may put otherwise than a report does: other words, a country's adjective, an acronym.

Each word of a text has marks; two words that share one may stand for each other.  The words themselves are compared
first, by their stems; these marks only let through what those miss.  The sets are the language's `paraphrases` file.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from onrecord.compare.words import Word, bare_stem, list_words
from onrecord.language import Language
from onrecord.language.names import ARTICLES, gazetteer
from onrecord.records.annotation import EntityKind, MentionForm
from onrecord.records.span import Span

NONE: frozenset[str] = frozenset()
ACRONYM = 3  # letters from which a word in capitals is one, and capital words from which a name has one
LINKED = re.compile(r"\s+(?:(?:of|for|and|the|in|on|to|&|without|against|with)\s+)*")  # between two words of one name

DOUBLED = re.compile(r"^[^aeiou]*[aeiou][bdglmnprt]$|[^aeiou][aeiou][bdglmnprt]$")  # may double its last letter

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by the first word's own stem: all of them, the mark


def list_marks(text: str, words: Sequence[Word], *, language: Language) -> list[frozenset[str]]:
    """The marks of each word, those of a phrase or a long name on all its words."""
    singles, _ = _sets(language)
    out: list[set[str]] = []
    for word in words:
        marks = set(singles.get(word.bare, NONE))
        if word.is_capital and (country := country_named(word.folded.capitalize(), language)):
            marks.add(f"@{country}")
        out.append(marks)
    for first, end, mark in (*list_phrases(words, language=language), *_acronyms(text, words)):
        for marks in out[first:end]:
            marks.add(mark)
    return [frozenset(marks) if marks else NONE for marks in out]


def list_phrases(words: Sequence[Word], *, language: Language) -> Iterator[tuple[int, int, str]]:
    """The phrases of the language's sets among the words: the first and the end of their words, and the mark."""
    _, phrases = _sets(language)
    for n, word in enumerate(words):
        for parts, mark in phrases.get(word.bare, ()):
            if tuple(w.bare for w in words[n : n + len(parts)]) == parts:
                yield n, n + len(parts), mark


def _acronyms(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """Acronyms and names that have one: the first and the end of their words, and the mark of the letters."""
    capitals = [n for n, w in enumerate(words) if w.is_capital and w.folded not in ARTICLES]
    run: list[int] = []
    for n in capitals:
        printed = text[words[n].start : words[n].end]
        if len(printed) >= ACRONYM and printed.isupper():
            yield n, n + 1, f"^{printed.lower()}"
        if run and not LINKED.fullmatch(text[words[run[-1]].end : words[n].start]):
            yield from _named(text, words, run)
            run = []
        run.append(n)
    yield from _named(text, words, run)


def _named(text: str, words: Sequence[Word], run: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    if len(run) >= ACRONYM:
        yield run[0], run[-1] + 1, "^" + "".join(text[words[n].start] for n in run).lower()


@functools.cache
def country_named(word: str, language: Language) -> str | None:
    """The country that a printed word names by itself or as an adjective; a capital is a town here, and no country."""
    rows = gazetteer(language).get(word, ())
    known = next((k for pieces, k in rows if len(pieces) == 1), None)
    is_country = known is not None and known.kind is EntityKind.GOVERNMENT and known.form is not MentionForm.CAPITAL
    return known.country if known and is_country else None


@functools.cache
def _sets(language: Language) -> tuple[Mapping[str, frozenset[str]], Phrases]:
    singles: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for number, entries in enumerate(language.table("paraphrases")["sets"]):
        for entry in entries:
            parts = tuple(w.bare for w in list_words(entry, Span(start=0, end=len(entry)), language=language))
            if len(parts) == 1:
                for form in _forms(entry):
                    singles.setdefault(bare_stem(form, language=language), set()).add(f"~{number}")
            else:
                phrases.setdefault(parts[0], []).append((parts, f"~{number}"))
    return {w: frozenset(m) for w, m in singles.items()}, {w: tuple(p) for w, p in phrases.items()}


def _forms(word: str) -> Iterator[str]:
    """The word as it stands and with its endings: one stem does not always hold them all, "bar" and "barred"."""
    stem = word.removesuffix("e")
    yield from (word, f"{word}s", f"{stem}ed", f"{stem}ing")
    if DOUBLED.search(word):
        yield from (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")
