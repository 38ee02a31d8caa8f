"""Questions by what they ask for, and drafts by what their numbers are of, over a few lines of one invented matter."""

from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.language import load
from onrecord.views.questions import AskedFor, read_question
from onrecord.views.verdicts import Verdict

ENGLISH = load("en")
TEXTS = {
    "Coastline Wire": "The epicenter of the earthquake was near the town of Lumen, the geological office said. "
    "The earthquake struck Verania at dawn on 3 March. More than 6,600 people were left homeless.\n\n"
    "Prime Minister Oren Vale told reporters that 131 people were missing. Vale promised that the Talvi dam would be "
    "inspected before the summer.",
    "Harrow Post": "Villagers slept in the open after the earthquake shook Verania. Oren Vale said that rebuilding the "
    "harbour would cost 40 million crowns.\n\n"
    "Turnout was 38.84 per cent in the vote on the dam, and 98 per cent of valid ballots were for it, the electoral "
    "office said on Tuesday.",
}


@pytest.fixture(scope="module")
def case(case_of: Callable[..., Case]) -> Case:
    """The lines, read once."""
    rows = ({"id": o, "outlet": o, "text": text, "published": "2031-03-04"} for o, text in TEXTS.items())
    return case_of(*rows)


@pytest.mark.parametrize(
    ("question", "kind", "speaker"),
    [
        ("How many people are missing?", AskedFor.NUMBER, None),
        ("What percentage of ballots were valid?", AskedFor.SHARE, None),
        ("When did the earthquake strike?", AskedFor.DAY, None),
        ("Where was the epicentre?", AskedFor.PLACE, None),
        ("What did Oren Vale say about the dam?", None, "Oren Vale"),
        ("Has the prime minister denied that the dam leaks?", None, "the prime minister"),
        ("Who denied that the dam leaks?", None, None),
        ("Is the dam safe?", None, None),
    ],
)
def test_question_says_what_it_asks_for(question: str, kind: AskedFor | None, speaker: str | None) -> None:
    asked = read_question(question, language=ENGLISH)
    assert (asked.kind, asked.speaker) == (kind, speaker)


@pytest.mark.parametrize(
    ("question", "words", "others"),
    [
        ("Where was the epicentre?", "near the town of Lumen", "slept"),
        ("When did the earthquake strike?", "at dawn on 3 March", "slept"),
        ("What did Oren Vale say about the dam?", "would be inspected", "crowns"),
        ("What did Oren Vale say about rebuilding the harbor?", "40 million crowns", "inspected"),
        ("What percentage was the turnout in the vote on the dam?", "38.84 per cent", "131"),
    ],
)
def test_answer_holds_what_is_asked_for(case: Case, question: str, words: str, others: str) -> None:
    lines = [line.text for line in case.ask(question).lines]
    assert any(words in line for line in lines), lines
    assert not any(others in line for line in lines), lines


def test_all_that_somebody_says_is_told_where_no_matter_is_named(case: Case) -> None:
    lines = [line.text for line in case.ask("What did Oren Vale say?").lines]
    assert len(lines) == 3
    assert all("Vale" in line for line in lines)


@pytest.mark.parametrize("question", ["What did Ilsa Brandt say?", "When did the dam burst?"])
def test_what_nobody_says_is_said_so(case: Case, question: str) -> None:
    assert case.ask(question).lines == ()


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Turnout was 39 per cent.", Verdict.ONE_SIDE),
        ("Turnout was 55 per cent.", Verdict.NUMBER),
        ("The electoral office said 98 per cent of the ballots were for the dam.", Verdict.OK),
        ("Oren Vale said 500 people were missing.", Verdict.NUMBER),
        ("More than 6,600 people lost their homes, and they are homeless.", Verdict.OK),
        ("Oren Vale announced his resignation.", Verdict.NOT_SAID),
        ("The epicentre of the earthquake was near Lumen.", Verdict.ONE_SIDE),
    ],
)
def test_sentence_of_a_draft_is_held_against_what_its_number_is_of(case: Case, sentence: str, verdict: Verdict) -> None:
    (checked,) = case.check(sentence).sentences
    assert checked.verdict is verdict, checked.remarks
