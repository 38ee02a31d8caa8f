"""The parser's encoder as one graph gives what spaCy's own layers give."""

import numpy as np
import pytest

from onrecord.annotate.encoding import encode_at_once
from onrecord.annotate.model import find_model
from onrecord.annotate.parsing import import_spacy

TEXTS = (
    "Mayor Ilse Tarn of Korvath said on Monday that the ferry, which carries 340 people, wouldn't sail again.",
    "“We'll see,” he said.",
    "",
    " ",
    "Talks talks talks TALKS Talks.",
    "x",
)


@pytest.fixture(scope="module")
def both():
    """The pipeline as it comes, and the same with our encoder."""
    return import_spacy().load(find_model()), encode_at_once(import_spacy().load(find_model()))


@pytest.mark.parametrize("texts", [TEXTS, TEXTS[:1], TEXTS[2:3], TEXTS[2:4], TEXTS[::-1] * 9])
def test_every_word_has_the_vector_and_labels_that_spacy_gives_it(both, texts) -> None:
    plain, ours = (list(nlp.pipe(texts, disable=["ner"])) for nlp in both)
    for a, b in zip(plain, ours, strict=True):
        np.testing.assert_allclose(
            np.asarray(a.tensor).reshape(-1, 96), np.asarray(b.tensor).reshape(-1, 96), atol=1e-5
        )
        assert [(t.text, t.tag_, t.dep_, t.head.i) for t in a] == [(t.text, t.tag_, t.dep_, t.head.i) for t in b]


def test_words_that_come_to_one_sum_are_still_told_apart(monkeypatch, both) -> None:
    monkeypatch.setattr("onrecord.annotate.encoding.MIX", np.zeros(6, dtype=np.uint64))
    plain, ours = (nlp(TEXTS[0]) for nlp in both)
    np.testing.assert_allclose(plain.tensor, ours.tensor, atol=1e-5)
