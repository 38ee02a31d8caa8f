"""Denials stand together, whoever passes them on and however they are worded, against what they deny."""

from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.language import load
from onrecord.records.claim import RelationKind
from onrecord.views.brief import PartKind, make_brief
from onrecord.views.changes import ChangeKind, list_changes

Reading = Callable[..., Case]
ENGLISH = load("en")
DENIALS = (
    (
        "coast",
        "2031-03-04",
        "Iceland on Tuesday denied false reports that a rocket had hit the ferry Kestrel, the Coastline agency "
        "reported.",
    ),
    (
        "herald",
        "2031-03-05",
        "Iceland says claims that a rocket had hit the ferry Kestrel are baseless lies.\n"
        '"It is impossible that a rocket had hit the ferry Kestrel," Iceland\'s transport minister, Ilsa Brandt, said.',
    ),
    (
        "monitor",
        "2031-03-05",
        "The Icelandic government on Wednesday denied claims that a rocket had hit the ferry Kestrel, the Coastline "
        "agency reports.",
    ),
)
CHARGE = (
    "valley",
    "2031-03-05",
    "Norway's defence minister, Pavo Lind, said on Wednesday that a rocket had hit the ferry Kestrel.\n"
    "Iceland denied on Wednesday that a rocket had hit the ferry Kestrel.",
)
AGAINST = {RelationKind.DENIES, RelationKind.CONTRADICTS}


@pytest.fixture(scope="module")
def denied(read_case: Reading) -> Case:
    """Three reports of one denial."""
    return read_case(*DENIALS)


def test_denial_passed_on_or_in_other_words_is_no_dispute(denied: Case) -> None:
    made = make_brief(denied.casebook(), title="T", language=ENGLISH)
    (disputed,) = (part for part in made.parts if part.kind is PartKind.DISPUTED)
    assert not disputed.lines


def test_denial_told_again_denies_nothing_new(denied: Case) -> None:
    assert not [c for c in list_changes(denied.casebook()).changes if c.kind is ChangeKind.DENIED]


def test_what_is_called_false_stands_against_who_says_it(read_case: Reading) -> None:
    case = read_case(*DENIALS, CHARGE)
    relations = [r for c in case.casebook().account.claims for r in c.relations if r.kind in AGAINST]
    said = {s.id: s for f in case.casebook().findings for s in f.statements}
    sides = [{said[r.a].speaker.name, said[r.b].speaker.name} for r in relations]
    assert sides
    assert all("Pavo Lind" in side for side in sides)


def test_what_could_be_done_is_denied_by_nobody_who_tells_what_was_done(read_case: Reading) -> None:
    case = read_case(
        (
            "coast",
            "2031-03-04",
            "Norway's minister, Pavo Lind, said on Tuesday that at least 140 lorries have crossed the plain toward the "
            "river since last week, in another sign that the force there is more than an exercise.",
        ),
        ("herald", "2031-03-05", "Experts doubt that the force could cross the river soon."),
    )
    assert not [r for c in case.casebook().account.claims for r in c.relations if r.kind in AGAINST]


def test_that_a_thing_ends_is_not_when_it_would_end(read_case: Reading) -> None:
    case = read_case(
        (
            "coast",
            "2031-03-03",
            "Norway's foreign minister, Pavo Lind, spoke on Monday. The exercise, he said, had been announced to "
            "neighbouring states in November and would end on the date given at the time, March 14.",
        ),
        (
            "herald",
            "2031-03-04",
            "Iceland's defence minister, Ilsa Brandt, was asked about the exercise in Norway. Brandt replied that an "
            "exercise has an end.",
        ),
    )
    made = make_brief(case.casebook(), title="T", language=ENGLISH)
    (agreed,) = (part for part in made.parts if part.kind is PartKind.AGREED)
    assert not agreed.lines


def test_state_does_not_stand_against_who_speaks_for_it(read_case: Reading) -> None:
    case = read_case(
        (
            "coast",
            "2031-03-04",
            "Iceland's transport minister, Ilsa Brandt, told the Lumen Post last week that the ferry Kestrel had left "
            "the harbour. But Norwegian police say the crew was held there. The Icelandic government denied the "
            "allegation.",
        ),
        (
            "herald",
            "2031-03-05",
            "Iceland's transport minister, Ilsa Brandt, slammed allegations about the loss of the ferry Kestrel as "
            '"lies," stressing that the accusations were aimed at the Icelandic government, the Coastline agency '
            "reported.",
        ),
    )
    said = {s.id: s for f in case.casebook().findings for s in f.statements}
    relations = [r for c in case.casebook().account.claims for r in c.relations if r.kind in AGAINST]
    sides = [{said[r.a].speaker.name, said[r.b].speaker.name} for r in relations]
    assert not [side for side in sides if "Ilsa Brandt" in side]
