"""What the pages draw: cited words, beats, branches, blocks, rungs and the queue, over the casebook made by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from onrecord.language import load
from onrecord.records.casebook import Casebook, Version
from onrecord.records.finding import Statement
from onrecord.records.span import Span
from onrecord.views.brief import make_brief
from onrecord.views.cited import AROUND, Cited, cite_finding, cite_words
from onrecord.views.index import Index, index_casebook, squeeze
from onrecord.views.ladder import compare_words, list_rungs
from onrecord.views.lineage import Leaf, list_branches, list_relays
from onrecord.views.marking import BlockKind, list_blocks
from onrecord.views.pulse import list_beats
from onrecord.views.queue import list_waiting, measure_progress

ENGLISH = load("en")


@pytest.fixture
def index(casebook: Casebook) -> Index:
    return index_casebook(casebook)


def _said(index: Index, words: str) -> Statement:
    return next(s for s in index.statements.values() if words in squeeze(s.content[0].of(index.report_of(s).text)))


def _cite(index: Index, id: str) -> Cited:
    cited = cite_words(index, id)
    assert cited is not None
    return cited


def test_cited_words_stand_marked_within_their_whole_paragraph(index: Index) -> None:
    for statement in index.statements.values():
        cited = _cite(index, statement.id)
        paragraph = squeeze(index.report_of(statement).body[0].of(index.report_of(statement).text))
        assert squeeze("".join(s.text for s in cited.stretches)) == paragraph
        assert " ".join(s.text for s in cited.stretches if s.is_cited) == cited.words
        assert [s.opens_paragraph for s in cited.stretches] == [True] + [False] * (len(cited.stretches) - 1)


def test_cited_words_say_who_speaks_for_whom_and_through_whom(index: Index) -> None:
    brandt = _cite(index, _said(index, "twelve thousand").id)
    assert (brandt.speaker, brandt.role, brandt.party) == ("Ilsa Brandt", "Defence Minister", "Ostria")
    assert (brandt.manner, brandt.stance, brandt.outlet) == ("direct", "asserts", "Talvi Monitor")
    relayed = _cite(index, _said(index, "Around 8,000").id)
    assert relayed.chain == ("a senior Ostrian defence official", "Coastline")


def test_cited_figure_has_the_speaker_of_the_statement_it_stands_in(index: Index) -> None:
    figure = next(f for f in index.figures.values() if f.statement == _said(index, "under 3,000").id)
    assert _cite(index, figure.id).speaker == "Pavo Lind"


def test_words_outside_every_paragraph_are_cited_with_their_line(index: Index) -> None:
    caption = next(e for f in index.book.findings for e in f.events if e.statement is None)
    cited = _cite(index, caption.id)
    assert [s.text for s in cited.stretches] == ["The depot at Harrow on June 11, 2028"]
    assert cited.speaker is None


def test_long_paragraph_is_cut_around_the_cited_words(index: Index) -> None:
    statement = _said(index, "twelve thousand")
    report = index.report_of(statement)
    padding = "The chamber sat late again. " * 60
    text = f"{padding}{report.text} {padding}"
    moved = tuple(Span(start=s.start + len(padding), end=s.end + len(padding)) for s in statement.content)
    longer = replace(report, text=text, span=Span(start=0, end=len(text)), body=(Span(start=0, end=len(text)),))
    cited = cite_finding(index, replace(statement, content=moved), longer)
    assert cited.stretches[0].text.startswith("… ")
    assert cited.stretches[-1].text.endswith(" …")
    assert cited.words == _cite(index, statement.id).words
    assert all(len(s.text) <= AROUND + 2 for s in cited.stretches if not s.is_cited)


def test_what_has_no_words_is_cited_by_nothing(index: Index) -> None:
    assert cite_words(index, index.book.account.claims[0].id) is None
    assert cite_words(index, "nothing") is None


def test_each_report_is_one_beat_in_order_and_a_copy_brings_no_origin(index: Index) -> None:
    beats = list_beats(index)
    assert [b.report for b in beats] == [r.id for r in index.book.reports]
    assert [b.at for b in beats] == sorted(b.at for b in beats)
    assert [b.outlet for b in beats if b.is_copy] == ["Ostria Herald"]
    assert all(b.new_origins == 0 for b in beats if b.is_copy)


def test_every_origin_begins_with_exactly_one_beat(index: Index) -> None:
    origins = {o.id for c in index.book.account.claims for o in c.origins}
    assert sum(b.new_origins for b in list_beats(index)) == len(origins)


def test_copies_hang_on_the_act_of_saying_that_they_repeat(index: Index) -> None:
    claim = index.claims[_said(index, "About 8,000").id][0]
    (branch,) = list_branches(index, claim)
    assert (branch.name, branch.party) == ("a senior Ostrian defence official", "Ostria")
    assert [(leaf.outlet, leaf.copy_of) for leaf in branch.leaves] == [
        ("Coastline Wire", None),
        ("Ostria Herald", "r1"),
    ]
    assert _through(branch.leaves) == [(), ("Coastline",)]


def _through(leaves: tuple[Leaf, ...]) -> list[tuple[str, ...]]:
    return [leaf.through for leaf in leaves]


def test_branch_with_most_reports_comes_first(index: Index) -> None:
    claim = index.claims[_said(index, "twelve thousand").id][0]
    assert [(b.name, len(b.leaves)) for b in list_branches(index, claim)] == [("Ilsa Brandt", 2), ("Pavo Lind", 1)]


def test_relays_count_copies_and_media_named_in_a_chain(index: Index) -> None:
    assert list_relays(index) == (("Ostria Herald", "Coastline", 1), ("Ostria Herald", "Coastline Wire", 1))


def test_blocks_hold_all_of_a_report_with_each_statement_in_place(casebook: Casebook) -> None:
    for report, found in zip(casebook.reports, casebook.findings, strict=True):
        blocks = list_blocks(report, found)
        shown = "\n".join("".join(run.text for run in block.runs) for block in blocks)
        assert shown.split() == report.span.of(report.text).split()
        marked = {id for block in blocks for run in block.runs for id in run.statements}
        ended = [id for block in blocks for run in block.runs for id in run.ends]
        assert marked == {s.id for s in found.statements}
        assert sorted(ended) == sorted(marked)
        assert {id for b in blocks for run in b.runs for id in run.cues} == {s.id for s in found.statements if s.cue}


def test_furniture_and_text_of_no_part_keep_their_place(casebook: Casebook) -> None:
    report = next(r for r in casebook.reports if r.furniture)
    assert [(b.kind, b.note) for b in list_blocks(report, None)] == [
        (BlockKind.BODY, None),
        (BlockKind.FURNITURE, "caption"),
    ]
    unread = replace(report, furniture=())
    assert [b.kind for b in list_blocks(unread, None)] == [BlockKind.BODY, BlockKind.OTHER]


@pytest.fixture
def edited(casebook: Casebook) -> Index:
    """The casebook with both versions of the edited page on file."""
    (before,), after = casebook.earlier, next(r for r in casebook.reports if r.doc == "r5")
    found = {f.report: f for f in casebook.findings}
    none = replace(found[after.id], report=before.id, statements=(), figures=(), events=())
    versions = tuple(
        Version(
            page=after.address or "",
            number=number,
            report=report,
            known=dt.datetime(2031, 3, 4, 5 + number, tzinfo=dt.UTC),
            fetched=None,
            findings=findings,
        )
        for number, report, findings in ((1, before, none), (2, after, found[after.id]))
    )
    return index_casebook(replace(casebook, versions=versions))


def test_versions_stand_as_rungs_oldest_first_and_only_the_later_tells_a_change(edited: Index) -> None:
    first, second = list_rungs(edited, next(r for r in edited.book.reports if r.doc == "r5"))
    assert (first.number, first.changes, first.telling) == (1, (), ())
    assert second.number == 2
    assert [(c.kind, c.text) for c in second.changes][:2] == [("gone", "Four"), ("came", "Three")]
    assert any("Three" in line.text for line in second.telling)


def test_report_of_no_known_version_has_no_rungs(index: Index) -> None:
    assert list_rungs(index, index.book.reports[0]) == ()


def test_equal_words_far_from_a_change_are_cut_and_counted(casebook: Casebook) -> None:
    (before,), after = casebook.earlier, next(r for r in casebook.reports if r.doc == "r5")
    changes = compare_words(before, after)
    assert [c.kind for c in changes] == ["gone", "came", "same", "cut"]
    counted = int(changes[-1].text.split()[0]) + len(changes[-2].text.split())
    assert counted == len(before.body[0].of(before.text).split()) - 1


def test_same_words_make_no_change(casebook: Casebook) -> None:
    assert compare_words(casebook.reports[0], casebook.reports[0]) == ()


def test_queue_holds_what_nobody_reviewed_and_what_the_brief_rests_on_first(index: Index) -> None:
    brief = make_brief(index.book, title="Talvi crossing", language=ENGLISH)
    done = _said(index, "twelve thousand").id
    waiting = list_waiting(index, brief, {done})
    assert {w.statement for w in waiting} == set(index.statements) - {done}
    assert [bool(w.in_brief) for w in waiting] == sorted((bool(w.in_brief) for w in waiting), reverse=True)


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("personnel directly", "the speaker stands as “It”"),
        ("the movements", "very short"),
        ("Around 8,000", None),
    ],
)
def test_signs_of_a_misreading_are_told(index: Index, words: str, doubt: str | None) -> None:
    brief = make_brief(index.book, title="Talvi crossing", language=ENGLISH)
    found = next(w for w in list_waiting(index, brief, ()) if w.statement == _said(index, words).id)
    assert (doubt in found.doubts) if doubt else not found.doubts


def test_progress_counts_lines_all_of_whose_statements_were_reviewed(index: Index) -> None:
    brief = make_brief(index.book, title="Talvi crossing", language=ENGLISH)
    none, every = (measure_progress(index, brief, done) for done in ((), set(index.statements)))
    assert none.reviewed == 0
    assert every.reviewed == every.lines == none.lines > 0
