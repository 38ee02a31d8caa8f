"""Part of speech and lemma of a word: in spaCy's English model both follow from its text, tag and dependency label.

The model's attribute ruler and lemmatizer take a third of the time of a parse and look at one token at a time, but for
"there is" and "let's" and a few slurred forms ("gonna").  So each word with its labels, and with the "there" or "let"
before it, is shown to them once and remembered; news repeats itself.  The slurred forms keep their own lemma.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Key = tuple[str, str, str, str]  # text, tag, dependency label, which of LEADS stands before it
Form = tuple[str, str]  # part of speech, lemma in lower case

LEADS = {"": (".", ".", "punct"), "there": ("there", "EX", "expl"), "let": ("let", "VB", "ROOT")}
LATER = ("attribute_ruler", "lemmatizer")  # the parts of the pipeline that are run here, not over every text
KEPT = 200_000  # keys remembered, some 40 MB; then all are forgotten


class Forms:
    """The forms that one pipeline gives."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._known: dict[Key, Form] = {}

    def of(self, keys: Iterable[Key]) -> Mapping[Key, Form]:
        """A mapping that holds the form of each of these, and perhaps of others."""
        wanted = set(keys)
        if len(self._known) + len(wanted) > KEPT:
            self._known = {}
        self._learn(sorted(wanted - self._known.keys()))
        return self._known

    def _learn(self, keys: list[Key]) -> None:
        if not keys:
            return
        from spacy.tokens import Doc  # slow to import; the parser that is loaded by now has done so

        shown = [row for key in keys for row in (LEADS[key[3]], key[:3])]
        words, tags, deps = (list(column) for column in zip(*shown, strict=True))
        doc: Any = Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        for name in LATER:
            doc = self._nlp.get_pipe(name)(doc)
        forms = ((word.pos_, word.lemma_.lower()) for word in list(doc)[1::2])
        self._known.update(zip(keys, forms, strict=True))


def lead_of(text: str, dep: str) -> str:
    """Which of LEADS this word is to the one after it, else ""."""
    return "there" if dep == "expl" else "let" if text.lower() == "let" else ""
