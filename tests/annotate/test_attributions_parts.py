"""The tagger's parts that need no weights: passages, the choice among candidates, and the check of the files."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.sentences import Parsed
from onrecord.annotate.tagging.decode import ACCEPTED, Candidate, best_paths, choose
from onrecord.annotate.tagging.labels import CERTAINTIES, MANNERS, ROLES, STANCES, TIERS
from onrecord.annotate.tagging.passages import LIMIT, Passage, Word, list_passages, shape_of
from onrecord.annotate.tagging.weights import FOLDER, check_files
from onrecord.errors import ModelError
from onrecord.records.annotation import Sentence, Token, Zone
from onrecord.records.span import Span


def parsed_of(sizes: list[list[int]]) -> Parsed:
    """Paragraphs of sentences, each given by its number of tokens; a token is "word" and a blank."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for paragraph, sentence_sizes in enumerate(sizes):
        for size in sentence_sizes:
            first = len(tokens)
            for i in range(first, first + size):
                span = Span(start=5 * i, end=5 * i + 4)
                tokens.append(
                    Token(
                        span=span,
                        text="word",
                        lemma="word",
                        pos="NOUN",
                        tag="NN",
                        dep="dep",
                        head=i,
                        sentence=len(sentences),
                    )
                )
            span = Span(start=5 * first, end=5 * len(tokens) - 1)
            sentences.append(Sentence(span=span, first=first, last=len(tokens), paragraph=paragraph, zone=Zone.BODY))
    return Parsed(tokens=tuple(tokens), sentences=tuple(sentences))


def two_pieces(text: str) -> tuple[int, ...]:
    return (7, 8)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.lists(st.integers(1, 300), min_size=1, max_size=6), max_size=5))
def test_passages_fit_and_every_token_is_owned_once(sizes: list[list[int]]) -> None:
    parsed = parsed_of(sizes)
    passages = list_passages(parsed, two_pieces)
    owned = [w.token for p in passages for w in p.words]
    assert owned == list(range(len(parsed.tokens)))
    assert all(0 < 2 * len(p.words) <= LIMIT for p in passages)


def test_a_sentence_is_a_passage_and_one_too_long_is_read_in_parts() -> None:
    assert [len(p.words) for p in list_passages(parsed_of([[3], [4, 130]]), two_pieces)] == [3, 4, 127, 3]


@pytest.mark.parametrize(
    ("text", "shape"),
    [("said", 1), ("Ostria", 2), ("A", 2), ("OPM", 3), ("S-400", 4), ("3,000", 4), ("—", 5), ("“", 5)],
)
def test_shape_tells_letter_case(text: str, shape: int) -> None:
    assert shape_of(text) == shape


def test_a_single_doubtful_word_does_not_cut_a_stretch() -> None:
    sure, doubtful = [0.01, 0.01, 0.01, 0.96, 0.01], [0.5, 0.01, 0.01, 0.47, 0.01]
    roles = np.log(np.array([[sure, sure, doubtful, sure, sure]], dtype=np.float32))
    assert [path.tolist() for path in best_paths(list(roles))] == [[3, 3, 3, 3, 3]]


def passage_of(words: str) -> Passage:
    out, at = [], 0
    for i, word in enumerate(words.split()):
        span = Span(start=at, end=at + len(word))
        out.append(Word(token=i, span=span, pieces=(7,), shape=1, tag="", dep=""))
        at = span.end + 1
    return Passage(words=tuple(out))


def candidate(anchor: int, path: str, found: float, *, tier: int = 1) -> Candidate:
    """`path` has a letter a word: C cue, s source, x content, r relay, anything else none."""
    kinds = np.zeros(len(TIERS) + len(STANCES) + len(CERTAINTIES) + len(MANNERS), dtype=np.float32)
    kinds[tier] = 9.0
    letters = {"C": "cue", "s": "source", "x": "content", "r": "relay"}
    roles = tuple(ROLES.index(letters.get(c, "none")) for c in path)
    return Candidate(anchor=anchor, found=(1 - found, found, 0.0), path=roles, sure=1.0, kinds=kinds)


def test_the_parts_of_a_statement_are_stretches_of_words() -> None:
    words = "Ministers of Ostria told Coast News the bridge , now shut , would reopen"
    found = choose(passage_of(words), [candidate(3, "sssCrrxx....xx", 1.0)])
    assert [[s.of(words) for s in part] for part in (found[0].source, found[0].relay, found[0].content)] == [
        ["Ministers of Ostria"],
        ["Coast News"],
        ["the bridge", "would reopen"],
    ]
    assert found[0].cue.of(words) == "told"
    assert found[0].stance == "asserts"


@pytest.mark.parametrize(
    ("given_candidates", "anchors"),
    [
        ([candidate(1, "sCxx", 0.9)], [1]),
        ([candidate(1, "sCxx", 0.6, tier=0)], []),
        ([candidate(1, "sC..", 0.9)], []),
        ([candidate(1, "sCxx", 0.9), candidate(2, "sCCx", 0.8)], [1]),
        ([candidate(1, "sCxx", 0.7), candidate(2, "xxCs", 0.9)], [1, 2]),
        ([candidate(0, "C.xx", 0.7), candidate(1, ".Cxx", 0.9)], [1]),
    ],
    ids=["likely", "no statement after all", "without content", "cue found twice", "one in the other", "same content"],
)
def test_of_candidates_only_likely_and_different_ones_are_kept(
    given_candidates: list[Candidate], anchors: list[int]
) -> None:
    passage = passage_of("a b c d")
    kept = choose(passage, given_candidates)
    assert [a.cue.start for a in kept] == [passage.words[i].span.start for i in anchors]
    assert all(0 <= a.score <= 1 for a in kept)
    assert 0 < ACCEPTED < 1


def test_a_missing_card_is_answered_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        check_files(tmp_path)
    assert "make tagger" in (caught.value.help or "")


@pytest.mark.parametrize("harm", ["changed", "gone", "labels"])
def test_files_other_than_the_measured_ones_are_refused(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "attributions"
    shutil.copytree(FOLDER, folder)
    check_files(folder)
    if harm == "changed":
        (folder / "tokenizer.json").write_text("{}")
    elif harm == "gone":
        (folder / "reader.onnx").unlink()
    else:
        card = json.loads((folder / "model.json").read_text())
        card["labels"]["roles"] = ["none", "speaker"]
        (folder / "model.json").write_text(json.dumps(card))
    with pytest.raises(ModelError):
        check_files(folder)
