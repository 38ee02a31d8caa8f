"""Decisions by hand: applied at once, kept for ever, taken back, and still true when everything is compared anew."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest

import onrecord
from onrecord.case import Case, init
from onrecord.errors import InputError, NotFound
from onrecord.records.claim import Claim
from onrecord.records.decision import Action, Choice, Matter
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore
from onrecord.views.show import show_record

NOW = dt.datetime(2031, 3, 9, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
FIRST = (
    "Around 8,000 Veranian troops have massed near the Talvi crossing, Ostrian Defence Minister Ilsa Brandt said on "
    "Sunday. The crossing has been closed to lorries since the winter."
)
SECOND = (
    "Veranian Foreign Minister Pavo Lind denied that Veranian troops have massed near the Talvi crossing. He also "
    "said that wheat prices would fall after the harvest."
)
THIRD = (
    "Pear growers in Lumen expect a poor harvest after hail ruined the orchards, Minister Ilse Brandt said on Monday."
)


def _line(id: str, text: str, **fields: str) -> bytes:
    return json.dumps({"id": id, "text": text, "published": "2031-03-02", **fields}).encode() + b"\n"


def _add(case: Case, *lines: bytes) -> onrecord.AddResult:
    return case.add("-", stdin=io.BytesIO(b"".join(lines)), now=NOW)


@pytest.fixture(params=["memory", "folder"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    """A case of three reports, kept in memory and kept in a folder."""
    if request.param == "folder":
        made = init(tmp_path / "case")
    else:
        made = Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
    _add(made, _line("r1", FIRST, outlet="Coastline"), _line("r2", SECOND, outlet="Herald"), _line("r3", THIRD))
    return made


def _statement(case: Case, words: str) -> str:
    book = case.casebook()
    found = [
        s.id
        for r, f in zip(book.reports, book.findings, strict=True)
        for s in f.statements
        if words in " ".join(span.of(r.text) for span in s.content)
    ]
    return found[0]


def _claim_of(case: Case, statement: str) -> Claim:
    return next(c for c in case.casebook().account.claims if statement in c.statements)


def test_rejected_statement_is_gone_until_it_is_taken_back(case: Case) -> None:
    before, statement = case.casebook(), _statement(case, "8,000")
    decision = case.decide(Choice(action=Action.REJECT, things=(statement,), reason="a headline"), by="Ana", now=NOW)
    gone = case.casebook()
    assert statement not in {s.id for f in gone.findings for s in f.statements}
    assert statement not in {s for c in gone.account.claims for s in c.statements}
    assert any(f.statement is None for found in gone.findings for f in found.figures)
    case.undo(decision.id, by="Ben", now=LATER)
    assert case.casebook() == before
    assert [d.action for d in case.decisions()] == [Action.REJECT, Action.UNDO]


def test_undoing_an_undoing_does_it_again(case: Case) -> None:
    statement = _statement(case, "8,000")
    case.decide(Choice(action=Action.REJECT, things=(statement,)), by="Ana", now=NOW)
    undone = case.undo(by="Ana", now=NOW)
    case.undo(undone.id, by="Ana", now=NOW)
    assert statement not in {s.id for f in case.casebook().findings for s in f.statements}


def test_accepted_statement_says_who_reviewed_it(case: Case) -> None:
    statement = _statement(case, "8,000")
    case.decide(Choice(action=Action.ACCEPT, things=(statement,)), by="Ana", now=NOW)
    facts = dict(show_record(case.casebook(), statement).facts)
    assert "accepted by hand by Ana on 2031-03-09" in facts["read by"]


def test_edited_statement_has_the_new_speaker_and_keeps_its_id(case: Case) -> None:
    statement = _statement(case, "8,000")
    changes = (("speaker", "Orla Ness"), ("stance", "confirms"))
    case.decide(Choice(action=Action.EDIT, things=(statement,), changes=changes), by="Ana", now=NOW)
    case.decide(Choice(action=Action.ACCEPT, things=(statement,)), by="Ben", now=LATER)
    (found,) = (s for f in case.casebook().findings for s in f.statements if s.id == statement)
    assert (found.speaker.name, found.stance.value) == ("Orla Ness", "confirms")


@pytest.mark.parametrize("changes", [(("stance", "shouts"),), (("mood", "good"),), (("content", "9-"),), ()])
def test_edit_that_makes_no_sense_is_refused(case: Case, changes: tuple[tuple[str, str], ...]) -> None:
    statement = _statement(case, "8,000")
    with pytest.raises(InputError):
        case.decide(Choice(action=Action.EDIT, things=(statement,), changes=changes), by="Ana", now=NOW)
    assert case.decisions() == ()


def test_claims_are_set_apart_and_merged_by_hand(case: Case) -> None:
    one, other = _statement(case, "8,000"), _statement(case, "wheat prices")
    case.decide(Choice(action=Action.MERGE, things=(one, other)), by="Ana", now=NOW - dt.timedelta(days=1))
    split = Choice(action=Action.SPLIT, things=(other,), others=(_claim_of(case, one).id,), reason="not the same")
    assert case.decide(split, by="Ben", now=NOW).matter is Matter.CLAIM
    assert _claim_of(case, one).id != _claim_of(case, other).id
    assert _claim_of(case, other).by_hand[-1] == "set apart by hand by Ben on 2031-03-09: not the same"
    claims = _claim_of(case, one).id, _claim_of(case, other).id
    case.decide(Choice(action=Action.MERGE, things=claims, reason="one build-up"), by="Ana", now=LATER)
    assert _claim_of(case, one) == _claim_of(case, other)
    assert _claim_of(case, one).by_hand[-1] == "merged by hand by Ana on 2031-03-09: one build-up"


def test_what_was_set_apart_stays_apart_when_reports_are_added(case: Case) -> None:
    one, other = _statement(case, "8,000"), _statement(case, "wheat prices")
    case.decide(Choice(action=Action.SPLIT, things=(one,), others=(other,)), by="Ana", now=NOW)
    _add(
        case, _line("r4", "About 9,000 Veranian troops have massed near the Talvi crossing, Orla Ness said on Friday.")
    )
    assert other not in _claim_of(case, one).statements


def test_decision_holds_for_the_same_words_in_a_new_version_of_the_page(case: Case) -> None:
    statement = _statement(case, "8,000")
    case.decide(Choice(action=Action.REJECT, things=(statement,)), by="Ana", now=NOW)
    _add(case, _line("r1", FIRST.replace("lorries", "all lorries"), outlet="Coastline"))
    book = case.casebook()
    assert "all lorries" in " ".join(r.text for r in book.reports)
    said = [
        span.of(r.text)
        for r, f in zip(book.reports, book.findings, strict=True)
        for s in f.statements
        for span in s.content
    ]
    assert not any("8,000" in words for words in said)


def test_claims_of_two_stories_are_not_merged(case: Case) -> None:
    things = _statement(case, "8,000"), _statement(case, "Pear growers")
    with pytest.raises(InputError, match="two stories"):
        case.decide(Choice(action=Action.MERGE, things=things), by="Ana", now=NOW)


def test_stories_are_merged_by_hand(case: Case) -> None:
    stories = case.stories()
    assert len(stories) == 2
    case.decide(Choice(action=Action.MERGE, things=tuple(s.slug for s in stories)), by="Ana", now=NOW)
    (story,) = case.stories()
    assert len(story.reports) == 3
    assert "merged by hand by Ana" in story.because
    case.undo(by="Ana", now=LATER)
    assert case.stories() == stories


def test_names_are_merged_and_kept_apart_by_hand(case: Case) -> None:
    people = {e.name: e.id for e in case.casebook().account.entities}
    one, other = people["Ilsa Brandt"], people["Ilse Brandt"]
    case.decide(Choice(action=Action.MERGE, things=(one, other)), by="Ana", now=NOW)
    named = [e for e in case.casebook().account.entities if "Brandt" in e.name]
    assert len(named) == 1
    assert "merged by hand by Ana" in named[0].because
    case.decide(Choice(action=Action.SPLIT, things=("Ilse Brandt",), others=("Ilsa Brandt",)), by="Ben", now=LATER)
    assert len([e for e in case.casebook().account.entities if "Brandt" in e.name]) == 2


def test_origins_are_merged_by_hand_and_the_count_follows(case: Case) -> None:
    claim = _claim_of(case, _statement(case, "8,000"))
    if len(claim.origins) < 2:
        other = _claim_of(case, _statement(case, "wheat prices"))
        case.decide(Choice(action=Action.MERGE, things=(claim.id, other.id)), by="Ana", now=NOW)
        claim = _claim_of(case, claim.statements[0])
    count = len(claim.origins)
    assert count > 1
    pair = tuple(o.id for o in claim.origins[:2])
    case.decide(Choice(action=Action.MERGE, things=pair), by="Ana", now=LATER)
    after = _claim_of(case, claim.statements[0])
    assert len(after.origins) == count - 1
    assert any("merged by hand by Ana" in o.because for o in after.origins)


def test_grade_of_an_outlet_is_shown_with_who_gave_it(case: Case) -> None:
    case.decide(Choice(action=Action.GRADE, things=("Coastline",), changes=(("grade", "b2"),)), by="Ana", now=NOW)
    book = case.casebook()
    (grade,) = book.grades
    assert (grade.outlet, grade.letter, grade.digit, grade.by) == ("Coastline", "B", "2", "Ana")
    assert dict(show_record(book, _statement(case, "8,000")).facts)["grade"] == "B2 (by Ana on 2031-03-09)"
    assert dict(show_record(book, _statement(case, "wheat prices")).facts)["grade"] == "F6 (not graded)"


@pytest.mark.parametrize("grade", ["", "G1", "B9", "good"])
def test_grade_that_is_none_is_refused(case: Case, grade: str) -> None:
    with pytest.raises(InputError, match="Admiralty"):
        case.decide(Choice(action=Action.GRADE, things=("Coastline",), changes=(("grade", grade),)), by="Ana", now=NOW)


def test_what_is_not_there_cannot_be_decided_on(case: Case) -> None:
    with pytest.raises(NotFound):
        case.decide(Choice(action=Action.ACCEPT, things=("s999",)), by="Ana", now=NOW)
    with pytest.raises(NotFound):
        case.undo(by="Ana", now=NOW)
    with pytest.raises(NotFound):
        case.undo("d123", by="Ana", now=NOW)


def test_grades_of_the_settings_hold_until_somebody_decides() -> None:
    toml = '[grades]\nCoastline = "C3"\n'
    made = Case(MemoryStore(), settings=read_settings(toml, env={}, flags={}, where="onrecord.toml"))
    _add(made, _line("r1", FIRST, outlet="Coastline"))
    assert [(g.outlet, g.letter + g.digit, g.by) for g in made.casebook().grades] == [("Coastline", "C3", None)]
    made.decide(Choice(action=Action.GRADE, things=("Coastline",), changes=(("grade", "A1"),)), by="Ana", now=NOW)
    assert [(g.letter + g.digit, g.by) for g in made.casebook().grades] == [("A1", "Ana")]
