"""What pages are made of: one story taken out of a case, answers made once, a case that changes while it is read."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

import onrecord
from onrecord.case import Case
from onrecord.interfaces.web import rooms as rooms_module
from onrecord.interfaces.web.kept import Kept
from onrecord.interfaces.web.rooms import Rooms
from onrecord.interfaces.web.shelves import fill_shelves, take_story
from onrecord.records.casebook import restrict
from onrecord.views.index import index_casebook


@pytest.fixture(scope="module")
def case(example_case: Path) -> Iterator[Case]:
    """The example story."""
    with onrecord.open(example_case) as opened:
        yield opened


def test_a_story_is_taken_out_as_restricting_the_whole_gives_it(case: Case) -> None:
    book = case.casebook()
    shelves = fill_shelves(index_casebook(book))
    for story in book.account.stories:
        assert take_story(shelves, story) == restrict(book, story)


def test_an_answer_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    kept, made = Kept(4), []

    def make() -> int:
        time.sleep(0.02)
        made.append(1)
        return len(made)

    asking = [threading.Thread(target=kept.get, args=("it", make)) for _ in range(4)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert kept.get("it", make) == 1


def test_the_answer_asked_for_longest_ago_is_let_go_of_first() -> None:
    kept = Kept(2)
    for name in "abac":
        kept.get(name, lambda name=name: name)  # type: ignore[misc]
    assert kept.peek("a") == "a"
    assert kept.peek("b") is None


def test_a_making_that_fails_is_tried_again() -> None:
    kept = Kept(2)

    def fail() -> int:
        raise ValueError("once")

    with pytest.raises(ValueError, match="once"):
        kept.get("it", fail)
    assert kept.get("it", lambda: 1) == 1


def test_readers_see_the_case_as_it_was_until_a_slow_reading_of_it_is_done(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms_module, "PATIENCE_S", 0.01)
    rooms, may_go = Rooms(case), threading.Event()
    before = rooms.whole()
    monkeypatch.setattr(case, "key", lambda: "another")
    monkeypatch.setattr(case, "casebook", lambda **_: may_go.wait(10) and before.book)
    is_read = threading.Event()
    rooms.on_read = is_read.set
    rooms.refresh()
    assert rooms.whole() is before
    may_go.set()
    assert is_read.wait(10)
    assert rooms.whole() is not before
    assert rooms.key == "another"


def test_a_story_that_nothing_bore_on_keeps_what_was_computed_of_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = Rooms(case)
    name = case.stories()[0].slug
    part = rooms.part(name)
    monkeypatch.setattr(case, "key", lambda: "another")
    rooms.refresh()
    assert rooms.key == "another"
    assert rooms.part(name) is part
