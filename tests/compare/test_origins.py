"""One act of saying is one origin, however many reports carry it."""

from typing import Any

import pytest

from onrecord.records.finding import SpeakerKind, Stance

QUOTE = "We count twelve thousand men at the crossing and we count them by satellite"


def _origins(desk: Any) -> list[tuple[str | None, int]]:
    return sorted(((o.name, len(o.statements)) for c in desk.account().claims for o in c.origins), key=str)


def test_origins_counts_one_speech_in_two_reports_once(desk: Any) -> None:
    for doc in ("a", "b"):
        desk.says(desk.report(doc, f"{QUOTE}, Ilsa Brandt said.", "2031-03-03"), "Ilsa Brandt", QUOTE)
    assert _origins(desk) == [("Ilsa Brandt", 2)]


def test_origins_follows_the_chain_to_the_first_source(desk: Any) -> None:
    a = desk.report("a", f"{QUOTE}, two lawmakers said after a briefing by Larkspur.", "2031-03-03")
    desk.says(a, "two lawmakers", QUOTE, chain=("Larkspur", "two lawmakers"))
    b = desk.report("b", f"{QUOTE}, Larkspur said.", "2031-03-03")
    desk.says(b, "Larkspur", QUOTE)
    assert _origins(desk) == [("Larkspur", 2)]


def test_origins_joins_a_report_that_names_the_outlet_it_has_it_from(desk: Any) -> None:
    words = "The dam at Harrow will be opened tonight"
    a = desk.report("a", f"{words}, an engineer said.", "2031-03-03", "Coastline")
    desk.says(a, "an engineer", words)
    b = desk.report("b", f"{words}, an engineer of the works told Coastline.", "2031-03-03", "Herald")
    desk.says(b, "an engineer of the works", words)
    assert [n for _, n in _origins(desk)] == [2]


def test_origins_keeps_two_unnamed_officials_apart_and_says_so(desk: Any) -> None:
    words = "The dam at Harrow will be opened tonight"
    for doc in ("a", "b"):
        desk.says(desk.report(doc, f"{words}, an official said.", "2031-03-03", doc), "an official", words)
    (claim,) = desk.account().claims
    assert len(claim.origins) == 2
    assert claim.has_unknown_party


def test_two_who_speak_in_a_copied_passage_are_two_origins(desk: Any) -> None:
    said = "three barges with gravel were sunk at the Kestrel bridge"
    denied = "any barges with gravel were sunk at the Kestrel bridge"
    text = f"The harbour fire service said that {said}. Verania denied that {denied}. The bridge stays shut for now."
    for doc in ("a", "b"):
        report = desk.report(doc, text, "2031-03-03", doc)
        desk.says(report, "The harbour fire service", said)
        desk.says(report, "Verania", denied, stance=Stance.DENIES)
    found = {(o.name, len(o.statements)) for c in desk.account().claims for o in c.origins}
    assert found == {("The harbour fire service", 2), ("Verania", 2)}


def test_who_denies_what_another_outlet_has_is_not_its_source(desk: Any) -> None:
    words = "The dam at Harrow will be opened tonight"
    desk.says(desk.report("a", f"{words}, an engineer said.", "2031-03-03", "Coastline"), "an engineer", words)
    report = desk.report("b", f"Experts who spoke to Coastline deny that {words}.", "2031-03-03", "Herald")
    desk.says(report, "experts", words, stance=Stance.DENIES)
    assert [n for _, n in _origins(desk)] == [1, 1]


def test_a_state_is_no_source_of_what_an_official_of_another_told_the_outlet(desk: Any) -> None:
    words = "The dam at Harrow will be opened tonight"
    a = desk.report("a", f"{words}, an Icelandic official said.", "2031-03-03", "Coastline")
    desk.says(a, "an Icelandic official", words)
    b = desk.report(
        "b", f"Norway told Coastline that {words}. Norway and Iceland share the river.", "2031-03-03", "Herald"
    )
    desk.says(b, "Norway", words)
    assert _origins(desk) == [("Norway", 1), ("an Icelandic official", 1)]


def test_origins_counts_no_origin_for_a_statement_without_source_beside_one_with(desk: Any) -> None:
    words = "The dam at Harrow will be opened tonight"
    desk.says(desk.report("a", f"It is said that {words}.", "2031-03-03"), None, words)
    desk.says(desk.report("b", f"{words}, Verania said.", "2031-03-03"), "Verania", words)
    (claim,) = desk.account().claims
    assert [o.name for o in claim.origins] == ["Verania"]
    assert claim.has_unknown_party


def test_origins_count_an_amount_that_is_given_anew_as_said_twice(desk: Any) -> None:
    for doc, day, number in (("a", "2031-03-01", "500"), ("b", "2031-03-01", "500"), ("c", "2031-03-04", "300")):
        content = f"{number} lorries stand at the Harrow bridge"
        report = desk.report(doc, f"{content}, Ilsa Brandt said.", day)
        statement = desk.says(report, "Ilsa Brandt", content)
        desk.counts(report, number, "lorries", (int(number), int(number)), statement=statement)
    (claim,) = desk.account().claims
    assert sorted(len(o.statements) for o in claim.origins) == [1, 2]


def test_origins_fold_two_of_one_report_who_may_be_the_same(desk: Any) -> None:
    content = "the Harrow bridge is closed to lorries"
    report = desk.report("a", f"A group said {content}.\nA group of mayors said {content}.", "2031-03-01")
    desk.says(report, "group", content)
    desk.says(report, "group of mayors", content)
    ((origin,),) = (c.origins for c in desk.account().claims)
    assert origin.because.startswith("“group” and “group of mayors” of one report")


def test_origins_fold_a_body_into_the_word_of_whoever_speaks_for_it(desk: Any) -> None:
    content = "the Harrow bridge is closed to lorries"
    a = desk.report("a", f"{content}, Larkspur said.", "2031-03-01")
    desk.says(a, "Larkspur", content)
    b = desk.report("b", f"{content}, Larkspur spokeswoman Ilsa Brandt said.", "2031-03-01")
    desk.says(b, "Ilsa Brandt", content, role="Larkspur spokeswoman")
    ((origin,),) = (c.origins for c in desk.account().claims)
    assert (origin.name, "Ilsa Brandt speaks for Larkspur" in origin.because) == ("Ilsa Brandt", True)


SHUT = "the Harrow bridge is closed to lorries"


def test_origins_fold_a_side_cited_as_a_whole_into_whoever_of_it_is_cited(desk: Any) -> None:
    a = desk.report("a", f"{SHUT}, Poland said.", "2031-03-01")
    desk.says(a, "Poland", SHUT)
    b = desk.report("b", f"{SHUT}, Polish defence minister Ilsa Brandt said.", "2031-03-01")
    desk.says(b, "Ilsa Brandt", SHUT, role="Polish defence minister")
    c = desk.report("c", f"{SHUT}, Hungary said.", "2031-03-01")
    desk.says(c, "Hungary", SHUT)
    (claim,) = desk.account().claims
    assert sorted((o.name, len(o.statements)) for o in claim.origins) == [("Hungary", 1), ("Ilsa Brandt", 2)]
    assert any("who speaks for Poland is not said" in o.because for o in claim.origins)


@pytest.mark.parametrize(
    ("first", "second"),
    [("federal indictment", "prosecutors"), ("a grand jury in Lumen", "the district attorney's office")],
)
def test_origins_fold_those_who_bring_one_charge(desk: Any, first: str, second: str) -> None:
    for doc, who in (("a", first), ("b", second)):
        desk.says(desk.report(doc, f"{SHUT}, {who} said.", "2031-03-01"), who, SHUT)
    ((origin,),) = (c.origins for c in desk.account().claims)
    assert "bring one charge" in origin.because


def test_origins_keep_the_accused_apart_from_those_who_accuse(desk: Any) -> None:
    for doc, who in (("a", "prosecutors"), ("b", "a lawyer for the mayor")):
        desk.says(desk.report(doc, f"{SHUT}, {who} said.", "2031-03-01"), who, SHUT)
    (claim,) = desk.account().claims
    assert len(claim.origins) == 2


def test_origins_fold_a_paper_into_whoever_it_is_called_after_and_into_itself(desk: Any) -> None:
    trustees, paper = "Trustees of the Lumen Fund", "latest trustees report"
    for doc, who, kind in (
        ("a", trustees, SpeakerKind.UNNAMED_GROUP),
        ("b", paper, SpeakerKind.DOCUMENT),
        ("c", "trustees report", SpeakerKind.DOCUMENT),
    ):
        desk.says(desk.report(doc, f"{SHUT}, the {who} said.", "2031-03-01"), who, SHUT, kind=kind, chain=(who,))
    (claim,) = desk.account().claims
    assert sorted(len(o.statements) for o in claim.origins) == [3]


def test_origins_fold_a_quotation_that_two_reports_give_to_different_people_not_named(desk: Any) -> None:
    words = "Nobody crossed the frozen river before dawn on Sunday"
    for doc, who in (("a", "a senior officer"), ("b", "an aide")):
        desk.says(desk.report(doc, f"“{words},” {who} said.", "2031-03-01"), who, words, is_quoted=True)
    ((origin,),) = (c.origins for c in desk.account().claims)
    assert origin.because == "both reports quote the same words, and one of them names nobody"


@pytest.mark.parametrize("staff", ["office of Ilsa Brandt", "Brandt campaign", "Brandt’s spokesman"])
def test_origins_fold_a_persons_own_office_into_the_person(desk: Any, staff: str) -> None:
    a = desk.report("a", f"{SHUT}, Ilsa Brandt said.", "2031-03-01")
    desk.says(a, "Ilsa Brandt", SHUT)
    b = desk.report("b", f"{SHUT}, the {staff} said.", "2031-03-01")
    desk.says(b, staff, SHUT, kind=SpeakerKind.ORGANISATION)
    (claim,) = desk.account().claims
    assert [len(o.statements) for o in claim.origins] == [2]


def test_origins_count_no_silence_as_an_act_of_saying(desk: Any) -> None:
    desk.says(desk.report("a", f"{SHUT}, Poland said.", "2031-03-01"), "Poland", SHUT)
    b = desk.report("b", f"Hungary declined to say whether {SHUT}.", "2031-03-01")
    desk.says(b, "Hungary", SHUT, stance=Stance.DECLINES)
    (claim,) = desk.account().claims
    assert [o.name for o in claim.origins] == ["Poland"]


def test_origins_count_a_source_that_says_it_again_on_another_day_once(desk: Any) -> None:
    for doc, day, content in (
        ("a", "2031-03-01", "the Harrow bridge is closed to lorries"),
        ("b", "2031-03-04", "lorries are kept off the Harrow bridge until the cracks in its deck are mended"),
    ):
        desk.says(desk.report(doc, f"{content}, Ilsa Brandt said.", day), "Ilsa Brandt", content)
    ((origin,),) = (c.origins for c in desk.account().claims)
    assert (len(origin.statements), "says it again on another day" in origin.because) == (2, True)


def test_origins_keep_a_side_apart_that_says_another_thing_than_its_minister(desk: Any) -> None:
    asked = "weeks after its commander asked for help at the Talvi crossing"
    policy = "nothing is ever lent to the Harrow garrison, by an old rule of the treasury and its auditors"
    plan = "the Harrow garrison may receive boats, tents and engineers"
    desk.says(desk.report("a", f"{policy}, Poland said, {asked}.", "2031-03-01"), "Poland", policy)
    b = desk.report("b", f"{plan}, Polish defence minister Ilsa Brandt said, {asked}.", "2031-03-01")
    desk.says(b, "Ilsa Brandt", plan, role="Polish defence minister")
    (claim,) = desk.account().claims
    assert {o.name for o in claim.origins} == {"Poland", "Ilsa Brandt"}
