"""Drafts and questions that put a thing otherwise than the reports do, over a few reports of one invented siege."""

from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.compare.words import list_words
from onrecord.language import load
from onrecord.records.span import Span
from onrecord.views.paraphrases import list_marks
from onrecord.views.verdicts import Verdict

ENGLISH = load("en")
ROWS = (
    {
        "id": "a",
        "outlet": "Coastline Wire",
        "published": "2031-03-04T08:00:00Z",
        "headline": "Ostrian troops leave Kessel",
        "text": "Ostrian troops began to pull out of Kessel on Tuesday after a truce came into force at noon.\n\n"
        "Ostrian President Ilsa Brandt said that her soldiers had not been encircled in Kessel. Rebel commander Pavo "
        "Lind said hundreds of Ostrian soldiers had given themselves up in Kessel.\n\n"
        "The Council for Border Security in Lumen, which watches over the truce, has not been able to gain access to "
        "the town. The rescue office said that 40 people were killed in Kessel.\n\n"
        'The truce "holds nearly everywhere", Ana Reuter, the office\'s Ostrian envoy, said on Tuesday.\n\n'
        "The judge halted the resettlement scheme for 120 days and stopped all flights to Talvi for 60 days.",
    },
    {
        "id": "b",
        "outlet": "Harrow Post",
        "published": "2031-03-06T08:00:00Z",
        "headline": "Kessel toll rises",
        "text": "The rescue office said on Thursday that 55 people were killed in Kessel.\n\n"
        "Lind denied that his fighters had shelled the Kessel hospital.\n\n"
        "The talks lasted for 16 hours. Tora Vale was dismissed as envoy. She was replaced by Mikkel Strand.",
    },
)


@pytest.fixture(scope="module")
def case(case_of: Callable[..., Case]) -> Case:
    """The reports, read once."""
    return case_of(*ROWS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The truce began", "The truce came into force"),
        ("They surrendered", "They had given themselves up"),
        ("The army barred it", "The army blocked it"),
        ("The CBS said", "The Council for Border Security said"),
        ("Ukrainian guns", "The guns of Ukraine"),
    ],
)
def test_words_that_may_stand_for_each_other_share_a_mark(one: str, other: str) -> None:
    a, b = (
        frozenset().union(*list_marks(t, list_words(t, Span(start=0, end=len(t)), language=ENGLISH), language=ENGLISH))
        for t in (one, other)
    )
    assert a & b


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Ilsa Brandt denied that her soldiers had been encircled in Kessel.", Verdict.OK),
        ("Pavo Lind said that hundreds of Ostrian soldiers had surrendered.", Verdict.OK),
        ("Ostria's president said that hundreds of Ostrian soldiers had surrendered.", Verdict.SPEAKER),
        ("The resettlement scheme was halted for 120 days.", Verdict.OK),
        ("The resettlement scheme was halted for 60 days.", Verdict.NUMBER),
        ("The rescue office said that 40 people were killed in Kessel.", Verdict.STALE),
        ("Verania sent two envoys to Kessel.", Verdict.NOT_SAID),
        ("The talks lasted for 16 hours, Harrow Post reported.", Verdict.OK),
    ],
)
def test_a_draft_in_other_words_is_checked_for_what_it_says(case: Case, sentence: str, verdict: Verdict) -> None:
    (checked,) = case.check(sentence + "\n").sentences
    assert checked.verdict is verdict


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When did the truce begin?", "came into force"),
        ("How long did the talks last?", "16 hours"),
        ("Who replaced Tora Vale?", "Mikkel Strand"),
        ("Who is the Ostrian envoy?", "Ana Reuter"),
        ("Has Lind denied shelling the hospital?", "denied"),
        ("Does anyone deny that the hospital was shelled?", "his fighters had shelled"),
        ("Did hundreds of soldiers surrender?", "given themselves up"),
        ("Was Kessel encircled?", "not been encircled"),
        ("What did Ana Reuter say on Tuesday?", "holds nearly everywhere"),
    ],
)
def test_a_question_in_other_words_is_answered(case: Case, question: str, words: str) -> None:
    assert any(words in line.text for line in case.ask(question).lines)


@pytest.mark.parametrize(
    "question",
    [
        "How many civilians were killed in Talvi?",
        "How long did the voyage last?",
        "Who replaced Ana Reuter?",
        "Does anyone deny that the bridge was mined?",
        "How many tanks were destroyed in Kessel?",
    ],
)
def test_what_no_report_says_is_not_answered(case: Case, question: str) -> None:
    answer = case.ask(question)
    assert not answer.lines
