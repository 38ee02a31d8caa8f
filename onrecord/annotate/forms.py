"""Part of speech and lemma of a word: in spaCy's English model both follow from its text, tag and dependency label.

The model's attribute ruler and lemmatizer take a third of the time of a parse and look at one token at a time, but for
"there is" and "let's" and a few slurred forms ("gonna").  So each word with its labels, and with the "there" or "let"
before it, is shown to them once and remembered; news repeats itself.  The slurred forms keep their own lemma.

The ruler is the slow one, and of most words it asks for the labels alone.  So it is shown the words that it names and,
for all others, one that it does not know; what it says then holds for every word with these labels.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from onrecord.annotate.parsing import bounded

Key = tuple[str, str, str, str]  # text, tag, dependency label, which of LEADS stands before it
Form = tuple[str, str]  # part of speech, lemma in lower case
Ruled = tuple[str, str, str]  # part of speech, morphology, lemma or ""

LEADS = {"": (".", ".", "punct"), "there": ("there", "EX", "expl"), "let": ("let", "VB", "ROOT")}
LATER = ("attribute_ruler", "lemmatizer")  # the parts of the pipeline that are run here, not over every text
KEPT = 20_000  # keys remembered, some 4 MB; then all are forgotten
ANY = "word"  # stands for the words that no rule names


class Forms:
    """The forms that one pipeline gives."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._known: dict[Key, Form] = {}
        self._ruled: dict[Key, Ruled] = {}
        index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
        for pos in list(index):
            index[pos] = frozenset(index[pos])  # they come as lists of thousands of words, searched from end to end
        tests = list(_list_tests(nlp.get_pipe("attribute_ruler").patterns))
        self._named = frozenset(word for words, _ in tests for word in words)
        self._likenesses = tuple(like for _, like in tests if like)

    def of(self, keys: Iterable[Key]) -> Mapping[Key, Form]:
        """A mapping that holds the form of each of these, and perhaps of others."""
        wanted = set(keys)
        if len(self._known) + len(wanted) > KEPT:
            self._known = {}
            self._nlp.get_pipe("lemmatizer").cache.clear()
        self._learn(sorted(wanted - self._known.keys()))
        return self._known

    def _learn(self, keys: list[Key]) -> None:
        if not keys:
            return
        kinds = [self._kind_of(key) for key in keys]
        self._rule(sorted(set(kinds) - self._ruled.keys()))
        pos, morphs, lemmas = (list(column) for column in zip(*(self._ruled[k] for k in kinds), strict=True))
        words, tags, deps = (list(column) for column in zip(*(key[:3] for key in keys), strict=True))
        given = {"words": words, "tags": tags, "deps": deps, "pos": pos, "morphs": morphs, "lemmas": lemmas}
        with bounded(self._nlp):
            self._known.update(zip(keys, self._lemmatize(given), strict=True))

    def _lemmatize(self, given: Mapping[str, Any]) -> list[Form]:
        from spacy.tokens import Doc  # slow to import; the parser that is loaded by now has done so

        doc: Any = Doc(self._nlp.vocab, heads=list(range(len(given["words"]))), **given)
        doc = self._nlp.get_pipe("lemmatizer")(doc)
        return [(word.pos_, word.lemma_.lower()) for word in doc]

    def _kind_of(self, key: Key) -> Key:
        text, tag, dep, lead = key
        low = text.lower()
        is_named = low in self._named or any(like.search(low) for like in self._likenesses)
        return (low if is_named else ANY, tag, dep, lead)

    def _rule(self, kinds: list[Key]) -> None:
        if not kinds:
            return
        from spacy.tokens import Doc  # slow to import, see above

        shown = [row for kind in kinds for row in (LEADS[kind[3]], kind[:3])]
        words, tags, deps = (list(column) for column in zip(*shown, strict=True))
        doc: Any = Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        doc = self._nlp.get_pipe("attribute_ruler")(doc)
        ruled = ((word.pos_, str(word.morph), word.lemma_) for word in list(doc)[1::2])
        self._ruled.update(zip(kinds, ruled, strict=True))


def _list_tests(rules: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Collection[str], re.Pattern[str] | None]]:
    """What the ruler's rules ask of a word in lower case: to be one of some words, or like an expression."""
    for test in (test for rule in rules for pattern in rule["patterns"] for test in pattern):
        asked = test.get("LOWER", {})
        if isinstance(asked, str):
            yield (asked,), None
        else:
            yield asked.get("IN", ()), re.compile(asked["REGEX"]) if "REGEX" in asked else None


def lead_of(text: str, dep: str) -> str:
    """Which of LEADS this word is to the one after it, else ""."""
    return "there" if dep == "expl" else "let" if text.lower() == "let" else ""
