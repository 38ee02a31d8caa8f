from typing import Any

import pytest

from onrecord.records.claim import RelationKind
from onrecord.records.finding import SpeakerKind, Stance

ACCUSES = "Verania has closed the Harrow bridge to lorries"


def _conflicts(desk: Any) -> list[str]:
    found = {r.because for c in desk.account().claims for r in c.relations if r.kind is RelationKind.CONTRADICTS}
    return sorted(found)


@pytest.mark.parametrize(
    ("told", "cue", "content", "because"),
    [
        (
            "Verania called the accusation baseless.",
            "called",
            "the accusation baseless",
            "says “baseless” of the accusation",
        ),
        ("Verania rejected that claim.", "rejected", "that claim", "denies the claim told just before"),
        (
            "Verania pushed back. The road is not shut, it said.",
            "said",
            "The road is not shut",
            "“pushed back” with a not",
        ),
        (
            "Verania said it disagreed with the view of Ostria.",
            "said",
            "it disagreed with the view of Ostria",
            "says “disagreed” of the view of Ostria",
        ),
    ],
)
def test_answers_are_conflicts_by_what_the_report_says(
    desk: Any, told: str, cue: str, content: str, because: str
) -> None:
    report = desk.report("a", f"Ostria said that {ACCUSES}.\n{told}", "2031-03-01")
    desk.says(report, "Ostria", ACCUSES)
    stance = Stance.DENIES if cue == "rejected" else Stance.ASSERTS
    desk.says(report, "Verania", content, stance=stance)
    (found,) = _conflicts(desk)
    assert because in found
    assert all({"Ostria", "Verania"} == {o.name for o in c.origins} for c in desk.account().claims if c.relations)


@pytest.mark.parametrize(
    "told",
    [
        "Verania replied that lorries go by the ferry.",  # replies, but says nothing against it
        "Verania called the winter long.",
        "Verania called the article misleading.",  # Ostria published none
    ],
)
def test_answers_need_more_than_two_speakers_side_by_side(desk: Any, told: str) -> None:
    report = desk.report("a", f"Ostria said that {ACCUSES}.\n{told}", "2031-03-01")
    desk.says(report, "Ostria", ACCUSES)
    desk.says(report, "Verania", told.split(" ", 2)[2].rstrip("."))
    assert not _conflicts(desk)


def test_answers_take_an_article_for_the_word_of_whoever_published_it(desk: Any) -> None:
    text = f"The Lantern reported that {ACCUSES}.\nVerania called the article misleading."
    report = desk.report("a", text, "2031-03-01")
    desk.says(report, "The Lantern", ACCUSES, kind=SpeakerKind.MEDIA)
    desk.says(report, "Verania", "the article misleading")
    (found,) = _conflicts(desk)
    assert "“misleading” of the article" in found


def test_allegations_denied_are_those_against_the_denier(desk: Any) -> None:
    plan = "a write-in campaign could be mounted by Friday"
    report = desk.report("a", f"Ostria said {plan}.\nVerania denied the allegations.", "2031-03-01")
    desk.says(report, "Ostria", plan)
    desk.says(report, "Verania", "the allegations", stance=Stance.DENIES)
    assert not _conflicts(desk)
