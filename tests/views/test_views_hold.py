"""No view misquotes: every quoted word equals the stored characters of what the line cites."""

import dataclasses
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import load
from onrecord.records.casebook import Casebook
from onrecord.records.claim import Account
from onrecord.records.span import Span
from onrecord.views import brief, changes, figures, timeline, voices
from onrecord.views.index import Index, index_casebook, squeeze
from onrecord.views.line import Line, Piece, PieceKind, frame, holds, marked, quote

ENGLISH = load("en")


def _lines(book: Casebook) -> Iterator[Line]:
    for part in brief.make_brief(book, title="T", language=ENGLISH).parts:
        yield from part.lines
    yield from (c.line for c in changes.list_changes(book).changes)
    yield from (e.line for e in timeline.make_timeline(book).entries)
    for name in ("Brandt", "Lind", "Verania", "Larkspur", "Roos"):
        yield from (s.line for v in voices.list_voices(book, speaker=name) for s in v.sayings)


@pytest.fixture(scope="module")
def index(casebook: Casebook) -> Index:
    return index_casebook(casebook)


@pytest.fixture(scope="module")
def lines(casebook: Casebook) -> tuple[Line, ...]:
    return tuple(_lines(casebook))


def test_every_quoted_word_of_every_view_equals_the_stored_characters(lines: tuple[Line, ...], index: Index) -> None:
    quoted = [(line, p) for line in lines for p in line.pieces if p.kind is PieceKind.QUOTED]
    assert len(quoted) > 30
    for line, piece in quoted:
        assert piece.report is not None
        assert piece.span is not None
        assert piece.text == squeeze(piece.span.of(index.reports[piece.report].text))
        assert any(c.report == piece.report and any(s.contains(piece.span) for s in c.spans) for c in line.cites)


def test_every_shown_line_holds(lines: tuple[Line, ...], index: Index) -> None:
    assert all(holds(line, index) for line in lines)


def test_every_label_in_a_line_leads_to_its_record(lines: tuple[Line, ...], index: Index) -> None:
    for line in lines:
        for cite in line.cites:
            assert cite.id in index.records


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_changed_quotation_is_refused(data: st.DataObject, lines: tuple[Line, ...], index: Index) -> None:
    line = data.draw(st.sampled_from(lines))
    at = data.draw(st.sampled_from([n for n, p in enumerate(line.pieces) if p.kind is PieceKind.QUOTED]))
    piece = line.pieces[at]
    cut = data.draw(st.integers(0, len(piece.text) - 1))
    put = data.draw(st.text(alphabet='abc 0123"', max_size=3))
    changed = piece.text[:cut] + put + piece.text[cut + 1 :]
    assert (squeeze(changed) == piece.text) or not holds(_with(line, at, replace(piece, text=changed)), index)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_words_from_outside_the_cited_spans_are_refused(data: st.DataObject, index: Index) -> None:
    statement = data.draw(st.sampled_from(list(index.statements.values())))
    report = index.report_of(statement)
    start = data.draw(st.integers(0, len(report.text) - 1))
    end = data.draw(st.integers(start + 1, len(report.text)))
    marks, cites = marked(index, statement)
    line = Line(pieces=(*quote(report, (Span(start=start, end=end),), limit=len(report.text)), *marks), cites=cites)
    shown = next(p.span for p in line.pieces if p.span)
    is_inside = any(s.contains(shown) for s in cites[0].spans)
    assert holds(line, index) is is_inside


def _with(line: Line, at: int, piece: Piece) -> Line:
    return replace(line, pieces=(*line.pieces[:at], piece, *line.pieces[at + 1 :]))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (PieceKind.NAME, "Somebody Else"),
        (PieceKind.NAME, "Pavo Lind"),
        (PieceKind.FRAME, " in 3 places "),
    ],
    ids=["a name nobody has", "the name of another speaker", "a number of our own"],
)
def test_a_line_with_a_foreign_name_or_number_is_refused(kind: PieceKind, text: str, index: Index) -> None:
    statement = next(s for s in index.statements.values() if s.speaker.name == "Ilsa Brandt")
    marks, cites = marked(index, statement)
    words = quote(index.report_of(statement), statement.content)
    assert holds(Line(pieces=(*words, *marks), cites=cites), index)
    assert not holds(Line(pieces=(Piece(kind=kind, text=text), *words, *marks), cites=cites), index)


def test_a_name_must_be_that_of_the_citation_it_stands_before(index: Index) -> None:
    brandt = next(s for s in index.statements.values() if s.speaker.name == "Ilsa Brandt")
    lind = next(s for s in index.statements.values() if s.speaker.name == "Pavo Lind")
    first, first_cites = marked(index, brandt)
    second, second_cites = marked(index, lind)
    one = (Piece(kind=PieceKind.NAME, text="Ilsa Brandt"), frame(": "), *quote(index.report_of(brandt), brandt.content))
    two = (Piece(kind=PieceKind.NAME, text="Pavo Lind"), frame(": "), *quote(index.report_of(lind), lind.content))
    cites = first_cites + second_cites
    assert holds(Line(pieces=(*one, *first, *two, *second), cites=cites), index)
    assert not holds(Line(pieces=(*two, *first, *one, *second), cites=cites), index)


def test_a_line_without_citation_is_refused(index: Index) -> None:
    assert not holds(Line(pieces=(frame("Nothing is known."),), cites=()), index)


def test_a_line_that_does_not_hold_is_counted_and_not_shown(casebook: Casebook) -> None:
    wrong = dataclasses.replace(
        casebook.account.series[0],
        points=tuple(dataclasses.replace(p, speaker="Somebody Else") for p in casebook.account.series[0].points),
    )
    account: Account = dataclasses.replace(casebook.account, series=(wrong,))
    book = dataclasses.replace(casebook, account=account)
    made = brief.make_brief(book, title="T", language=ENGLISH)
    assert made.dropped == 1
    assert made.held < made.citations
    assert "Somebody Else" not in "".join(line.text for part in made.parts for line in part.lines)
    assert [life.dropped for life in figures.list_figures(book)] == [6]
    assert "did not hold" in " ".join(brief.brief_lines(made, width=100))
