"""An account that grows report by report is the one that is built from all of them, in whatever order they come."""

import datetime as dt
import io
import itertools
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.case import Case, init
from onrecord.records.casebook import Casebook, find_story, restrict
from onrecord.records.decision import Action, Choice, Matter
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore

NOW = dt.datetime(2031, 3, 9, 12, tzinfo=dt.UTC)
TALVI = "Veranian troops have massed near the Talvi crossing"
REPORTS = (
    ("a", "2031-03-02", f"About 8,000 {TALVI}, a senior Ostrian defence official said on Sunday."),
    ("b", "2031-03-03", f"Defence Minister Ilsa Brandt told parliament that 12,000 {TALVI}."),
    ("c", "2031-03-03", f"Spokesman Pavo Lind denied that {TALVI}. They were on the winter exercise, he said."),
    ("d", "2031-03-04", "Three missiles struck the Harrow fuel depot on Tuesday, the Ostrian air force said."),
    ("e", "2031-03-05", "The Harrow fuel depot burned after missiles struck it, fire chief Otto Brask said."),
    ("f", "2031-03-05", "Pear growers in Lumen expect a poor harvest after hail ruined orchards, Ilsa Brandt said."),
    ("g", None, "Missiles struck the Harrow fuel depot on Tuesday, the Ostrian air force said on Wednesday."),
    (
        "h",
        "2031-03-06",
        "The ferries between Sund and Korr carry passengers again after the winter, the harbour office said. Captain "
        "Olga Brint told the newspaper that ferry tickets would cost two crowns, and a crown for schoolchildren.\n\n"
        "The harbour office of Korr denied that its pier was unsafe for ferries. Divers had looked "
        "at every pile of the "
        "pier, spokesman Tam Orrin said, and passengers could board without fear from the first ferry on Saturday.\n\n"
        "Shipowners had asked the harbour office for a second captain on each ferry, and Brint said "
        "that she would hire "
        "four before the summer. Passengers complained last year that ferries left Korr without schoolchildren.\n\n"
        "Pear growers expect a poor harvest after hail ruined orchards. The hail came at night, grower Nell Opper "
        "said, and no pear was left in the orchards that hail had ruined.",
    ),
    (
        "i",
        "2031-03-06",
        "The harbour office of Korr denied that its pier was unsafe for ferries, spokesman Tam "
        "Orrin said. Ferries carry "
        "passengers between Sund and Korr again, and Captain Olga Brint said that tickets would cost two crowns.",
    ),
)


def _line(id: str, day: str | None, text: str) -> bytes:
    fields = {"id": id, "text": text} | ({"published": day, "fetched": f"{day}T20:00:00Z"} if day else {})
    return json.dumps(fields).encode() + b"\n"


LINES = {id: _line(id, day, text) for id, day, text in REPORTS}


def _case() -> Case:
    return Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))


def _add(case: Case, *ids: str) -> None:
    case.add("-", stdin=io.BytesIO(b"".join(LINES[id] for id in ids)), now=NOW)


@pytest.fixture(scope="module")
def whole() -> Casebook:
    """All the reports, added at once."""
    case = _case()
    _add(case, *LINES)
    return case.casebook()


@given(order=st.permutations(sorted(LINES)), cuts=st.sets(st.integers(1, 8), max_size=3))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_account_that_grows_is_the_account_of_all(whole: Casebook, order: list[str], cuts: set[int]) -> None:
    case = _case()
    edges = [0, *sorted(cuts), len(order)]
    for first, last in itertools.pairwise(edges):
        _add(case, *order[first:last])
    assert case.casebook() == whole


def test_report_that_is_added_touches_only_its_story(tmp_path: Path) -> None:
    case = init(tmp_path / "case")
    _add(case, "a", "b", "d", "f")
    before = {s.id: s for s in case.stories()}
    _add(case, "c")
    after = {s.id: s for s in case.stories()}
    assert before.keys() & after.keys()
    assert before.keys() - after.keys()


def test_story_alone_is_what_it_is_in_the_whole_case(tmp_path: Path) -> None:
    case = init(tmp_path / "case")
    _add(case, *LINES)
    book = case.casebook()
    assert len(book.account.stories) > 1
    for story in book.account.stories:
        found = find_story(book.account, story.slug)
        assert found is not None
        assert case.casebook(story=story.slug) == restrict(book, found)


@pytest.mark.parametrize("moment", ["2031-03-02T23:00", "2031-03-03T23:00", "2031-03-05T23:00", "2031-03-08T00:00"])
def test_account_as_of_a_moment_is_that_of_the_captures_known_by_then(moment: str) -> None:
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    case, then = _case(), _case()
    _add(case, *LINES)
    _add(then, *(v.report.doc for v in case.casebook().versions if v.known <= at))
    assert case.casebook(as_of=at) == then.casebook()


@pytest.mark.parametrize("moment", ["2031-03-03T23:00", "2031-03-05T23:00", "2031-03-08T00:00"])
def test_story_as_of_a_moment_is_what_it_is_in_a_case_of_then(tmp_path: Path, moment: str) -> None:
    """All of these reports have dates, so only what came later is taken back, and nothing else is compared."""
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    case, then = init(tmp_path / "case"), _case()
    dated = [id for id in LINES if id != "g"]
    _add(case, *dated)
    _add(then, *(v.report.doc for v in case.casebook().versions if v.known <= at))
    book = then.casebook()
    assert case.casebook(as_of=at) == book
    assert book.account.stories
    for story in book.account.stories:
        assert case.casebook(story=story.slug, as_of=at) == restrict(book, story)


def test_story_as_of_a_moment_is_found_by_what_it_is_called_now(tmp_path: Path) -> None:
    at = dt.datetime(2031, 3, 4, 23, tzinfo=dt.UTC)
    case = init(tmp_path / "case")
    _add(case, *(id for id in LINES if id not in "fg"))
    now, then = case.casebook().account.stories, case.casebook(as_of=at).account.stories
    renamed = [
        s for s in now if s.slug not in {t.slug for t in then} and any({*s.reports} & {*t.reports} for t in then)
    ]
    assert renamed
    for story in renamed:
        held = {r.id for r in case.casebook(story=story.slug, as_of=at).reports}
        assert held & {*story.reports}


def test_report_that_only_others_date_is_known_from_the_end_of_that_day(tmp_path: Path) -> None:
    case = init(tmp_path / "case")
    _add(case, *LINES)
    undated = next(v for v in case.casebook().versions if v.report.doc == "g")
    assert undated.is_inferred
    assert undated.known < NOW
    held = {r.doc for r in case.casebook(as_of=undated.known).reports}
    assert "g" in held
    assert "g" not in {r.doc for r in case.casebook(as_of=undated.known - dt.timedelta(seconds=1)).reports}


def test_passage_on_another_matter_stands_in_the_story_of_that_matter() -> None:
    case = _case()
    _add(case, "f", "h", "i")
    book = case.casebook()
    report = next(r for r in book.reports if r.doc == "h")
    home, pears = sorted(
        (s for s in book.account.stories if report.id in s.reports), key=lambda s: s.excerpts[0].is_guest
    )
    (ours,), (theirs,) = home.excerpts, pears.excerpts
    assert {*ours.paragraphs, *theirs.paragraphs} == set(report.body)
    assert "A passage of h stands here for " in pears.because
    said = {s.id: s for f in book.findings for s in f.statements}
    for story, excerpt in ((home, ours), (pears, theirs)):
        claims = [c for c in book.account.claims if c.id in story.claims]
        mine = [said[s] for c in claims for s in c.statements if said[s].evidence.report == report.id]
        assert mine
        for statement in mine:
            assert any(p.start <= statement.content[0].start < p.end for p in excerpt.paragraphs)


def test_passage_is_sent_home_by_hand_and_comes_back_when_that_is_undone() -> None:
    case = _case()
    _add(case, "f", "h", "i")
    before = case.casebook()
    (pears,) = (s for s in before.account.stories if any(e.is_guest for e in s.excerpts))
    host = next(r for r in before.reports if r.doc == "h")
    case.decide(Choice(action=Action.SPLIT, things=(host.id,), others=(pears.id,)), by="Ana", now=NOW)
    assert not any(s.excerpts for s in case.stories())
    case.undo(by="Ana", now=NOW + dt.timedelta(hours=1))
    assert [s.excerpts for s in case.stories()] == [s.excerpts for s in before.account.stories]


def test_decision_survives_whatever_order_reports_come_in() -> None:
    books = []
    for seed in range(3):
        case, order = _case(), sorted(LINES)
        random.Random(seed).shuffle(order)
        _add(case, "a", "b", "c")
        statements = sorted(s.id for f in case.casebook().findings for s in f.statements)
        choice = Choice(action=Action.SPLIT, things=(statements[0],), others=tuple(statements[1:]))
        case.decide(choice, by="Ana", now=NOW)
        for id in order:
            _add(case, id)
        books.append(case.casebook())
    assert books[0] == books[1] == books[2]


def test_decision_on_a_name_touches_only_the_stories_that_hold_it() -> None:
    store = MemoryStore()
    case = Case(store, settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
    _add(case, *LINES)

    def keys() -> dict[str, str]:
        with store.snapshot() as snapshot:
            joined = snapshot.load_joined(case.key())
        assert joined is not None
        return {key: story.slug for story, key in joined.stories}

    before = keys()
    case.decide(Choice(action=Action.MERGE, things=("Otto Brask", "Ostrian air force"), matter=Matter.ENTITY), by="Ana")
    changed = {before[key] for key in before.keys() - keys().keys()}
    assert len(changed) == 1
    assert len(before) > 2
    case.undo(by="Ana")
    assert keys() == before


def test_outlets_of_one_family_are_one_desk_where_they_give_no_source() -> None:
    toml = '[families]\n"Lumen Group" = ["Lumen Post", "Bay Post"]\n'
    text = "It is expected that the ferry between Sund and Korr will be closed for the whole winter."
    counts = []
    for settings_text in ("", toml):
        case = Case(MemoryStore(), settings=read_settings(settings_text, env={}, flags={}, where="onrecord.toml"))
        for id, outlet, lead in (("a", "Lumen Post", ""), ("b", "Bay Post", "Snow fell in Korr on Sunday. ")):
            fields = {"id": id, "text": lead + text, "outlet": outlet, "published": "2031-03-02"}
            case.add("-", stdin=io.BytesIO(json.dumps(fields).encode()), now=NOW)
        counts.append(sum(len(c.origins) for c in case.casebook().account.claims))
    assert counts[1] <= counts[0]
