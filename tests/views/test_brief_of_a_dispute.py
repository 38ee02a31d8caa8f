"""Denials are told once, with what they deny and what became of them; parts that do not add up are noted."""

from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.language import load
from onrecord.views.brief import PartKind, make_brief
from onrecord.views.index import index_casebook
from onrecord.views.moves import Move
from onrecord.views.stances import list_stances
from onrecord.views.sums import list_sums

Reading = Callable[..., Case]
ENGLISH = load("en")
REPORTS = (
    (
        "coast",
        "2031-03-03",
        "Poland's defence ministry said on Monday about 4,000 Latvian soldiers had been sent to the Harrow valley.\n"
        "Latvia denied on Monday that soldiers had been sent to the Harrow valley.",
    ),
    (
        "herald",
        "2031-03-04",
        "Lithuania's defence minister, Ilsa Brandt, said on Tuesday around 4,200 Latvian soldiers had been sent to "
        "the Harrow valley.\n"
        "Ilsa Brandt also said the bakery in Lumen would reopen in April.",
    ),
    (
        "monitor",
        "2031-03-12",
        "According to Polish officials, some 4,000 Latvian soldiers had been sent to the Harrow valley. "
        "Latvia did not deny the reports on Wednesday.",
    ),
)


@pytest.fixture(scope="module")
def case(read_case: Reading) -> Case:
    """Three reports on one deployment."""
    return read_case(*REPORTS)


def test_denial_stands_in_one_line_with_counts(case: Case) -> None:
    made = make_brief(case.casebook(), title="T", language=ENGLISH)
    (disputed,) = (part for part in made.parts if part.kind is PartKind.DISPUTED)
    denying = [line for line in disputed.lines if "denied on Monday" in line.text]
    assert len(denying) == 1
    assert "origin" in denying[0].text.rsplit("  ", 1)[-1]
    assert "part" in denying[0].text.rsplit("  ", 1)[-1]


def test_one_who_denied_and_does_not_deny_the_reports_has_moved(case: Case) -> None:
    turns = [t for topic in list_stances(case.casebook(), language=ENGLISH, speaker="Latvia") for t in topic.turns]
    assert Move.NO_LONGER_DENIES in {t.move for t in turns}


def test_lines_that_share_names_alone_are_no_move(read_case: Reading) -> None:
    made = read_case(
        (
            "a",
            "2031-03-03",
            "Poland said on Monday that Latvian soldiers in the Harrow valley had traded fuel for gear.",
        ),
        (
            "b",
            "2031-03-09",
            "Poland said on Sunday it would not stand idly by while Latvian soldiers hold the Harrow valley.",
        ),
    )
    assert not [t for topic in list_stances(made.casebook(), language=ENGLISH) for t in topic.turns]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Guards stopped 31 out of 48 lorries at Lumen, the mayor said. Another 14 lorries turned back.", [3]),
        ("Guards stopped 31 of the 48 lorries at Lumen, the mayor said. Another 20 lorries turned back.", [-3]),
        ("Guards stopped 31 out of 48 lorries at Lumen, the mayor said. Another 17 lorries turned back.", []),
        ("Guards stopped 31 out of 48 lorries at Lumen, the mayor said. Another 14 boats turned back.", []),
        ("Guards stopped 31 out of about 48 lorries at Lumen, the mayor said. Another 14 lorries turned back.", []),
        ("Guards stopped 31 out of 48 lorries at Lumen, the mayor said.", []),
    ],
)
def test_parts_that_do_not_add_up_are_noted_and_left_as_they_are(
    text: str, rest: list[int], read_case: Reading
) -> None:
    book = read_case(("a", "2031-03-03", text)).casebook()
    assert [int(s.rest) for s in list_sums(index_casebook(book), language=ENGLISH)] == rest
    made = make_brief(book, title="T", language=ENGLISH)
    told = [line.text for part in made.parts if part.kind is PartKind.NOT_KNOWN for line in part.lines]
    assert len([t for t in told if "do not add up" in t]) == len(rest)
    assert {int(f.low or 0) for found in book.findings for f in found.figures} >= {31, 48}


def _lines(case: Case, kind: PartKind) -> list[str]:
    made = make_brief(case.casebook(), title="T", language=ENGLISH)
    return [line.text for part in made.parts if part.kind is kind for line in part.lines]


def test_who_stops_denying_has_changed_though_the_words_only_point_back(case: Case) -> None:
    moved = [t for t in _lines(case, PartKind.CHANGED) if "Latvia" in t]
    assert any("denied on Monday" in t and "did not deny the reports" in t for t in moved)


def test_what_rivals_say_together_is_said_by_more_than_one_party(read_case: Reading) -> None:
    told = "Lorries may cross the Harrow bridge again from Friday, according to statements from both Poland and Latvia."
    (line,) = _lines(read_case(("a", "2031-03-03", told)), PartKind.AGREED)
    assert line.endswith("1 report, 1 origin, 2 parties.")


def test_who_bears_out_the_words_of_another_is_named(case: Case) -> None:
    (line,) = [t for t in _lines(case, PartKind.DISPUTED) if "denied on Monday" in t]
    assert "[s1], also Polish officials [s5]; Ilsa Brandt" in line


def test_who_accuses_one_another_agrees_on_nothing(read_case: Reading) -> None:
    told = "Poland and Latvia both accuse the other of shelling the Harrow valley on Sunday."
    assert not _lines(read_case(("a", "2031-03-03", told)), PartKind.AGREED)


def test_who_warns_of_more_does_not_say_who_did_it(read_case: Reading) -> None:
    case = read_case(
        ("a", "2031-03-03", "Poland blamed Latvia for the drone raids on the oil depots of the Harrow valley."),
        ("b", "2031-03-04", "Lithuania warned of more drone raids on the oil depots of the Harrow valley."),
    )
    assert not _lines(case, PartKind.AGREED)


def test_who_gives_no_proof_has_not_changed_his_line(read_case: Reading) -> None:
    case = read_case(
        ("a", "2031-03-03", "Ilsa Brandt said Latvia was behind the drone raids on the Harrow depots."),
        ("b", "2031-03-05", "Ilsa Brandt declined to say why Latvia was behind the drone raids on the Harrow depots."),
        ("c", "2031-03-07", "Ilsa Brandt said Latvia was behind nearly 100 raids on Poland since the summer."),
        ("d", "2031-03-09", "Ilsa Brandt said the two raids on Harrow were an act of war by Latvia."),
    )
    assert not [t for t in _lines(case, PartKind.CHANGED) if "declined" in t or "100" in t]


def test_one_saying_is_said_no_longer_once_in_the_changes(read_case: Reading) -> None:
    if_so = "Ilsa Brandt said the mayor of Harrow must step aside if the reports on the harbour are true."
    case = read_case(
        ("a", "2031-03-03", if_so),
        ("b", "2031-03-04", if_so.replace("said", "told reporters")),
        ("c", "2031-03-09", "Ilsa Brandt urged the mayor of Harrow to step aside over the reports on the harbour."),
    )
    changed = [t for t in _lines(case, PartKind.CHANGED) if t.rstrip().endswith("[s3]")]
    assert len(changed) == 1
