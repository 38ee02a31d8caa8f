"""A line that turned is told as such, whoever speaks for the side; what only sounds turned is not."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from onrecord.case import Case
from onrecord.case import open as open_case
from onrecord.language import load
from onrecord.views.brief import PartKind, make_brief
from onrecord.views.index import index_casebook
from onrecord.views.moves import Move
from onrecord.views.stances import list_turns

Reading = Callable[..., Case]
ENGLISH = load("en")
POLICY = (
    (
        "coast",
        "2031-03-05",
        "Iceland has lent its neighbours tugs and crews for many years. It has so far resisted calls to lend barges, "
        "citing a longstanding policy of not lending barges to countries at odds over the Kestrel straits.",
    ),
    (
        "herald",
        "2031-03-03",
        "Iceland's president, Ilsa Brandt, confirmed on Monday that Iceland could consider lending barges to Norway, "
        "depending on the quarrel over the Kestrel straits.",
    ),
)
REQUEST = (
    (
        "coast",
        "2031-03-03",
        "Iceland's transport minister, Pavo Lind, said on Monday his government had still not agreed to a Norwegian "
        "request for Kestrel ferries to carry the spring harvest.",
    ),
    (
        "herald",
        "2031-03-07",
        "Iceland's prime minister, Ilsa Brandt, said on Friday that his government would send Norway Kestrel ferries "
        "and agree to requests for more.",
    ),
)
ADMISSION = (
    (
        "coast",
        "2031-03-03",
        "Iceland on Monday denied reports that a trawler off the Kestrel straits had been rammed by one of its "
        "cutters.",
    ),
    (
        "herald",
        "2031-03-06",
        "The Icelandic coast guard admitted on Thursday ramming a trawler off the Kestrel straits by mistake.",
    ),
)
RESIGNING = (
    ("coast", "2031-03-03", "Governor Orla Ness said on Monday that she may resign before the regatta."),
    ("herald", "2031-03-06", 'Governor Orla Ness spoke in Lumen on Thursday. "I will not resign," she said.'),
)


def _changed(case: Case) -> Sequence[str]:
    made = make_brief(case.casebook(), title="T", language=ENGLISH)
    return [line.text for part in made.parts if part.kind is PartKind.CHANGED for line in part.lines]


@pytest.mark.parametrize(
    ("reports", "move", "before", "after"),
    [
        (POLICY, Move.REVERSED, "not lending barges", "could consider lending barges"),
        (REQUEST, Move.REVERSED, "not agreed", "would send Norway"),
        (ADMISSION, Move.ADMITS, "denied reports", "admitted on Thursday"),
        (RESIGNING, Move.REVERSED, "may resign", "will not resign"),
    ],
)
def test_turn_is_told_with_both_lines_and_stands_in_the_brief(
    read_case: Reading, reports: Sequence[Sequence[str]], move: Move, before: str, after: str
) -> None:
    case = read_case(*reports)
    (turn,) = list_turns(case.casebook())
    first, then = turn.line.text.split(" -> ")
    assert turn.move is move
    assert before in first
    assert after in then
    (told,) = (line for line in _changed(case) if after in line)
    assert before in told


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            '"We do not sell the Kestrel ferries," Iceland\'s minister, Pavo Lind, said on Monday.',
            '"We do not sell the Kestrel ferries, and we will not lend the Kestrel ferries," Iceland\'s minister, Pavo '
            "Lind, said on Friday.",
        ),
        (
            "Iceland's minister, Pavo Lind, said on Monday that the Kestrel ferries would reach the northern harbour.",
            "Iceland's minister, Pavo Lind, said on Friday that there was no doubt the Kestrel ferries would reach the "
            "northern harbour.",
        ),
        (
            "Iceland's minister, Pavo Lind, said on Monday that the yard had yet to repair the Kestrel ferries.",
            "Iceland's minister, Pavo Lind, said on Friday that the yard did not repair the Kestrel ferries.",
        ),
        (
            "Iceland's minister, Pavo Lind, said on Monday it had nothing to hide in the search for the ferry.",
            "Iceland's prime minister, Ilsa Brandt, said on Friday the search for the ferry had gone on.",
        ),
        (
            "Iceland's minister, Pavo Lind, said on Monday that the yard should repair the Kestrel ferries.",
            "Iceland's minister, Pavo Lind, said on Friday that the yard did not repair the Kestrel ferries.",
        ),
    ],
)
def test_line_said_longer_or_more_firmly_or_as_a_wish_is_no_turn(read_case: Reading, first: str, then: str) -> None:
    case = read_case(("coast", "2031-03-03", first), ("herald", "2031-03-07", then))
    assert not list_turns(case.casebook())


def test_two_of_one_party_who_differ_have_not_turned(read_case: Reading) -> None:
    case = read_case(
        ("coast", "2031-03-03", "Rep. Pavo Lind (D-Ohio) said on Monday the yard would repair the Kestrel ferries."),
        ("herald", "2031-03-07", "Rep. Orla Ness (D-Ohio) said on Friday the yard would not repair the ferries."),
    )
    assert not list_turns(case.casebook())


def test_on_the_example_story_nobody_turns_for_another(example_case: Path) -> None:
    """Experts whose words go back to a state's do not speak for it when they doubt what its minister said."""
    with open_case(example_case) as opened:
        book = opened.casebook(story="talvi-verania-ostria")
    index = index_casebook(book)
    turned = [(t.before.statement, t.after.statement) for t in list_turns(book)]
    who = {tuple(index.speaker_name(index.statements[s]) for s in pair) for pair in turned}
    assert ("Pavo Lind", "Pavo Lind") in who
    assert not any("Experts" in names for names in who)
