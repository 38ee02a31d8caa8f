"""A draft with ten planted faults over the example story, and questions that the reports do and do not answer."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from onrecord.case import Case
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore
from onrecord.views.ask import answer_lines, answer_plain
from onrecord.views.check import checked_lines, checked_plain
from onrecord.views.verdicts import Verdict

ROOT = Path(__file__).parents[2]
STORY = ROOT / "examples" / "story"
DRAFT = (ROOT / "tests" / "golden" / "check" / "draft.md").read_text(encoding="utf-8")
PLANTED = {
    4: Verdict.WORDS,
    6: Verdict.STALE,
    7: Verdict.ONE_SIDE,
    8: Verdict.NOT_SAID,
    12: Verdict.SPEAKER,
    14: Verdict.NUMBER,
    16: Verdict.NUMBER,
    17: Verdict.NOT_SAID,
    19: Verdict.NOT_SAID,
    23: Verdict.SPEAKER,
}
ONE_SIDED = {24, 26}  # right, and stated as fact on one side's word
NOW = dt.datetime(2031, 3, 9, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def case() -> Case:
    """The example story, read once."""
    toml = (ROOT / "examples" / "onrecord.toml").read_text(encoding="utf-8")
    made = Case(MemoryStore(), settings=read_settings(toml, env={}, flags={}, where="onrecord.toml"))
    made.add([str(STORY)], now=NOW)
    return made


def test_check_finds_nine_of_ten_planted_faults_and_raises_at_most_one_false_alarm(case: Case) -> None:
    checked = case.check(DRAFT)
    found = {s.line: s.verdict for s in checked.sentences}
    assert sum(found.get(line) == verdict for line, verdict in PLANTED.items()) >= 9
    alarms = {line for line, verdict in found.items() if verdict is not Verdict.OK} - set(PLANTED) - ONE_SIDED
    assert len(alarms) <= 1
    assert all(found[line] is Verdict.ONE_SIDE for line in ONE_SIDED)
    assert not checked.holds


def test_every_remark_cites_what_is_there(case: Case) -> None:
    known = {r.id for r in case.casebook().reports}
    known |= {x.id for f in case.casebook().findings for x in (*f.statements, *f.figures)}
    for sentence in case.check(DRAFT).sentences:
        for remark in sentence.remarks:
            assert set(remark.cites) <= known
            assert all(f"[{label}]" in remark.message for label in remark.labels)
        assert DRAFT[sentence.start : sentence.end].split() == sentence.text.split()


def test_heading_and_question_say_nothing_that_could_be_checked(case: Case) -> None:
    checked = case.check("# Talvi crossing\n\nHow many troops are at the Talvi crossing?\n")
    assert checked.sentences == ()
    assert checked.holds


def test_number_told_with_its_day_is_not_stale(case: Case) -> None:
    (sentence,) = case.check("Brandt told parliament on Monday that she counted 12,000 soldiers.").sentences
    assert sentence.verdict is Verdict.OK


def test_quotation_edited_out_at_the_source_is_stale(tmp_path: Path) -> None:
    made = Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
    for hour, words in ((1, "We saw four trains before dawn"), (2, "We saw some trains before dawn")):
        text = f'"{words}," said Orla Ness, who keeps the station at Lumen.'
        fields = {"id": "r1", "text": text, "url": "https://lumen.example/1", "published": "2031-03-02"}
        line = json.dumps(fields | {"fetched": f"2031-03-02T0{hour}:00Z"}).encode()
        made.add("-", stdin=io.BytesIO(line), now=NOW)
    (sentence,) = made.check('"We saw four trains before dawn," said Orla Ness.').sentences
    assert sentence.verdict is Verdict.STALE
    assert "earlier version" in sentence.remarks[0].message


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many Veranian troops are at Talvi?", "around 11,000"),
        ("Who denied firing the missiles?", "denied firing any missile"),
        ("Will the border stay open for lorries?", "school bus"),
        ("How many firefighters were at work?", "62"),
    ],
)
def test_question_is_answered_in_the_reports_own_words(case: Case, question: str, words: str) -> None:
    answer = case.ask(question)
    assert any(words in line.text for line in answer.lines), answer_lines(answer, width=100)
    assert answer.nearest is None
    assert answer.told_by > 0


@pytest.mark.parametrize(
    "question", ["Was anyone killed at Harrow?", "Does Marek Solane own a boat?", "Why did Larkspur close its office?"]
)
def test_question_that_no_report_answers_gets_the_nearest_statement(case: Case, question: str) -> None:
    answer = case.ask(question)
    assert answer.lines == ()
    assert answer.nearest is not None
    assert answer_lines(answer, width=400)[0].startswith("None of the 17 reports says. Closest:")
    assert answer_plain(answer)[0].startswith("none\t")


def test_answers_of_a_draft_for_people_and_for_programs(case: Case) -> None:
    checked = case.check(DRAFT)
    lines = checked_lines(checked, name="draft.md", width=120)
    assert lines[0].startswith("draft.md:3   ok")
    assert "wrong words" in lines[-1]
    assert all(len(line.split("\t")) == 5 for line in checked_plain(checked, name="draft.md"))


def test_draft_of_nothing_holds(case: Case) -> None:
    assert case.check("").holds
    assert checked_lines(case.check(""), name="-", width=80) == ("Nothing in it that could be checked.",)
