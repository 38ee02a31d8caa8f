"""Statements are alike by what they mean where a sentence model read them, else by their words."""

import base64
import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from onrecord.compare import CompareOptions, build_account
from onrecord.compare.keys import list_keys
from onrecord.compare.likeness import BY_MEANING, BY_WORDS, compare_keys
from onrecord.compare.people import make_cast
from onrecord.compare.words import Text, list_stems
from onrecord.language import load
from onrecord.records.claim import Account, RelationKind
from onrecord.records.finding import Findings

SAME_IN_OTHER_WORDS = (
    ("a", "Ostria said the ferry sank with all hands.", "the ferry sank with all hands"),
    ("b", "Verania told reporters nobody lived through the wreck.", "nobody lived through the wreck"),
    ("c", "Ilsa Brandt said bread is dear in the capital.", "bread is dear in the capital"),
)
MEANT = ((1, 0, 0), (0.95, 0.2, 0), (0, 0.1, 1))


def _pack(*numbers: float) -> str:
    vector = np.zeros(384)
    vector[: len(numbers)] = numbers
    return base64.b64encode(np.rint(vector * 127).astype(np.int8).tobytes()).decode()


def _written(desk: Any) -> list[Findings]:
    for doc, text, content in SAME_IN_OTHER_WORDS:
        desk.says(desk.report(doc, text, "2031-03-01"), text.split(" ")[0], content)
    packed = [_pack(*numbers) for numbers in MEANT]
    return [
        replace(f, meanings=tuple((s.id, vector) for s in f.statements))
        for f, vector in zip(desk.findings(), packed, strict=True)
    ]


def _account(desk: Any, findings: list[Findings], order: tuple[int, ...] = (0, 1, 2)) -> Account:
    reports = [desk.reports[i] for i in order]
    told = [findings[i] for i in order]
    return build_account(reports, told, language=desk.language, options=CompareOptions())


def test_meanings_join_what_is_said_in_other_words(desk: Any) -> None:
    findings = _written(desk)
    texts = [Text(r, language=desk.language) for r in desk.reports]
    cast = make_cast((), (), language=desk.language)
    meant, scale = compare_keys(list_keys(texts, findings, cast, language=desk.language))
    assert scale is BY_MEANING
    assert meant[0, 1] >= scale.least > meant[0, 2]
    worded, scale = compare_keys(list_keys(texts, desk.findings(), cast, language=desk.language))
    assert scale is BY_WORDS
    assert worded[0, 1] < scale.least


def test_one_statement_without_a_meaning_leaves_the_story_to_its_words(desk: Any) -> None:
    findings = _written(desk)
    partly = [replace(findings[0], meanings=()), *findings[1:]]
    assert _account(desk, partly).claims == _account(desk, desk.findings()).claims


@pytest.mark.parametrize("order", list(itertools.permutations((0, 1, 2))))
def test_meanings_give_the_same_claims_in_any_order(desk: Any, order: tuple[int, ...]) -> None:
    findings = _written(desk)
    assert _account(desk, findings, order).claims == _account(desk, findings).claims


def test_relations_takes_what_is_said_and_printed_days_later_for_an_update(desk: Any) -> None:
    closed = "the Harrow bridge over the river is closed to lorries"
    for doc, said, day in (("a", closed, "2031-03-01"), ("b", f"{closed}, buses and carts alike", "2031-03-09")):
        desk.says(desk.report(doc, f"Ostria said {said}.", day), "Ostria", said, said=day)
    kinds = {r.kind for c in desk.account().claims for r in c.relations}
    assert kinds == {RelationKind.UPDATES}


def test_the_same_words_said_again_days_later_are_the_same_and_no_update(desk: Any) -> None:
    said = "the Harrow bridge over the river is closed to lorries"
    for doc, day in (("a", "2031-03-01"), ("b", "2031-03-09")):
        desk.says(desk.report(doc, f"Ostria said {said}.", day), "Ostria", said, said=day)
    kinds = {r.kind for c in desk.account().claims for r in c.relations}
    assert kinds == {RelationKind.SAME}


def test_numbers_in_words_are_no_matter_that_two_share() -> None:
    stems = list_stems("Whether it is eight thousand or twelve, the ferry is full.", language=load("en"))
    assert not {"eight", "thousand", "twelv", "twelve"} & set(stems)
    assert "full" in stems
