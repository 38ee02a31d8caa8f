"""Answers that are kept are the ones that would be worked out, in every state of the case."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import case
from onrecord.case import Case, renewing
from onrecord.case.kept import Found, Question, View, find_kept
from onrecord.records.decision import Action, Choice
from onrecord.views import changes
from onrecord.views.packing import PackedHistory, pack_history, unpack_history

NEWS = """Talvi, Ostria - The harbour master Ilsa Brandt said on Sunday that {count} barges were waiting outside Talvi.

"We count {count} barges on our side of the harbour," Brandt told reporters.
"""
OTHER = """Kesten, Verania - The mayor Joost Harker said on Monday that the town would close its school in June."""


@pytest.fixture
def folder(example_case: Path, tmp_path: Path) -> Path:
    """A copy of the example case."""
    return Path(shutil.copytree(example_case, tmp_path / "case"))


def _work_out(opened: Case, question: Question, as_of: dt.datetime | None = None) -> Found:
    """The answer from the casebook, whatever is kept."""
    book = opened.casebook(story=question.story, as_of=as_of)
    return renewing.make_answers(book, [question], language=opened.language, as_of=as_of)[question]


def _list_questions(opened: Case) -> Iterator[Question]:
    for story in (None, *(s.slug for s in opened.stories())):
        yield from (Question(view=view, story=story) for view in View)


def test_kept_answer_is_the_one_that_is_worked_out(folder: Path) -> None:
    with case.open(folder) as opened:
        for question in _list_questions(opened):
            expected = _work_out(opened, question)
            assert opened.answer(question) == expected
            assert find_kept(folder, question) == expected


def test_adding_to_a_small_case_prepares_its_answers(folder: Path) -> None:
    assert all(find_kept(folder, Question(view=view)) for view in renewing.PREPARED)


def test_no_answer_is_found_once_a_report_was_added(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "barges.txt"
    report.write_text(NEWS.format(count=40), encoding="utf-8")
    with case.open(folder) as opened:
        before = {q: opened.answer(q) for q in _list_questions(opened)}
        opened.add([report])
        changed = {q.view for q, was in before.items() if opened.answer(q) != was}
        assert {View.STORIES, View.BRIEF} <= changed
        assert all(opened.answer(q) == _work_out(opened, q) for q in before)


def test_answer_of_a_story_outlives_an_adding_to_another_without_being_worked_out_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "school.txt"
    report.write_text(OTHER, encoding="utf-8")
    with case.open(folder) as opened:
        question = Question(view=View.BRIEF, story=opened.stories()[0].slug)
        expected = opened.answer(question)
        opened.add([report])
        assert find_kept(folder, question) is None
        monkeypatch.setattr(renewing, "make_answers", lambda *_, **__: pytest.fail("it was worked out again"))
        assert opened.answer(question) == expected
        assert find_kept(folder, question) == expected


def test_decision_and_its_undoing_are_in_the_answer(folder: Path) -> None:
    with case.open(folder) as opened:
        question = Question(view=View.CLAIMS, story=opened.stories()[0].slug)
        before = opened.answer(question)
        statement = opened.casebook(story=question.story).findings[0].statements[0]
        opened.decide(Choice(action=Action.REJECT, things=(statement.id,)), by="Ada")
        rejected = opened.answer(question)
        assert rejected == _work_out(opened, question) != before
        opened.undo(by="Ada")
        assert opened.answer(question) == before


def test_other_settings_get_another_answer(folder: Path) -> None:
    with case.open(folder) as opened:
        question = Question(view=View.BRIEF)
        opened.answer(question)
    with (folder / "onrecord.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[families]\n"Larkspur" = ["Coastline Wire", "Bay Post"]\n')
    assert find_kept(folder, question) is None
    with case.open(folder) as opened:
        assert opened.answer(question) == _work_out(opened, question)


def test_story_is_found_by_each_of_its_names(folder: Path) -> None:
    with case.open(folder) as opened:
        story = opened.stories()[0]
        answers = [opened.answer(Question(view=View.TIMELINE, story=n)) for n in (story.slug, story.name, story.id)]
    assert answers[0] == answers[1] == answers[2]


def test_answer_as_of_a_moment_is_kept_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with case.open(folder) as opened:
        question, moment = Question(view=View.BRIEF), dt.datetime(2031, 3, 5, tzinfo=dt.UTC)
        then = opened.answer(question, as_of=moment)
        assert then != opened.answer(question) == find_kept(folder, question)
        assert then == find_kept(folder, question, as_of=moment.isoformat())
        assert then != opened.answer(question, as_of=moment - dt.timedelta(days=1))
        monkeypatch.setattr(renewing, "make_answers", lambda *_, **__: pytest.fail("it was worked out again"))
        assert opened.answer(question, as_of=moment) == then


@pytest.mark.parametrize("fault", ["no database", "no table", "not a database"])
def test_case_of_which_nothing_can_be_told_quickly_is_left_to_the_store(folder: Path, fault: str) -> None:
    database = folder / "onrecord.db"
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    database.unlink()
    if fault == "no table":
        database.touch()
    elif fault == "not a database":
        database.write_bytes(b"no database at all" * 300)
    assert find_kept(folder, Question(view=View.BRIEF)) is None


def test_history_is_unpacked_as_it_was_packed(folder: Path) -> None:
    with case.open(folder) as opened:
        history = changes.list_history(opened.casebook())
    assert history.changes
    packed = PackedHistory(pack_history(history))
    assert packed == history == unpack_history(pack_history(history))
    for since in (None, dt.datetime(2031, 3, 4, 12, tzinfo=dt.UTC)):
        assert packed.tell(since=since) == changes.tell(changes.cut_history(history, since=since))


def test_answers_of_a_large_story_are_prepared_as_it_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewing, "LARGE", 3)
    monkeypatch.setattr(renewing, "SMALL", 0)
    case.init(tmp_path / "case").close()
    for n in range(4):
        (tmp_path / f"n{n}.txt").write_text(NEWS.format(count=40 + n), encoding="utf-8")
    with case.open(tmp_path / "case") as opened:
        opened.add(sorted(tmp_path.glob("n*.txt")))
        (story,) = opened.stories()
    for name in (story.slug, None):
        assert all(find_kept(tmp_path / "case", Question(view=v, story=name)) for v in renewing.PREPARED)


def test_answers_of_a_large_story_at_a_moment_are_worked_out_together(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "LARGE", 3)
    moment = dt.datetime(2031, 3, 6, tzinfo=dt.UTC)
    with case.open(folder) as opened:
        name = opened.stories()[0].slug
        opened.answer(Question(view=View.FIGURES, story=name), as_of=moment)
        for question in (Question(view=v, story=name) for v in renewing.PREPARED):
            assert find_kept(folder, question, as_of=moment.isoformat()) == _work_out(opened, question, moment)
