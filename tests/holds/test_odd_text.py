"""Texts made to wear us out: odd characters move no place, endless sentences and pages are read in parts.

That time grows with the size, and not with its square, is shown by what is looked at, not by a clock.
"""

import json
from pathlib import Path

import pytest

from onrecord import case
from onrecord.annotate.sentences import MOST_WORDS, parse_reports
from onrecord.case.doctor import examine
from onrecord.reading.align import Letters, align
from onrecord.reading.page import Page, Piece
from onrecord.records.span import Span

ODD = {
    "nul": "\0",
    "nuls": "\0\0 \0",
    "escape": "\x10",
    "like ours": "\x100041 \x10d800",
    "half": "\ud83d",
    "mixed": "a\0\x10\udfffb",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_what_stands_behind_an_odd_character_is_found_and_whole(tmp_path: Path, odd: str) -> None:
    text = f"Brandt said {odd} on Monday that ships came.\n\nThe harbour master counted nineteen ferries.\n"
    source = tmp_path / "reports.jsonl"
    source.write_text(json.dumps({"id": f"r{odd}", "title": f"Ships {odd}", "text": text}) + "\n", encoding="utf-8")
    with case.init(tmp_path / "case") as opened:
        assert opened.add([source]).failed == ()
        assert examine(opened, repair=False).faults == ()
        (hit,) = opened.search("ferries")
        marked = [span.of(hit.report.text) for span in hit.words]
        assert hit.span.of(hit.report.text).startswith("The harbour master")
        assert marked == ["ferries"]


class Looked(tuple[Piece, ...]):
    """Pieces that say when all of them are gone through."""

    def __iter__(self) -> "Looked":
        raise AssertionError("every piece was looked at")


def test_piece_of_a_page_is_found_without_going_through_all_of_them() -> None:
    spans = [Span(start=2 * n, end=2 * n + 1) for n in range(100)]
    pieces = Looked(Piece(span=s, source=s, heading=None, kind=None) for s in spans)
    page = Page(text="x\n" * 100, pieces=pieces, meta={}, canonical=None, title=None, linked_data=(), times=())
    assert page.piece_at(100) == pieces[50]
    assert page.piece_at(101) is None


def test_sentence_of_endless_words_is_looked_at_in_parts(tmp_path: Path) -> None:
    endless = "Brandt counted " + "12 " * 3 * MOST_WORDS + "ships.\n"
    (tmp_path / "endless.txt").write_text(endless, encoding="utf-8")
    with case.init(tmp_path / "case") as opened:
        opened.add([tmp_path / "endless.txt"])
        report = opened.casebook().reports[0]
    (parsed,) = parse_reports([report])
    assert {t.text for t in parsed.tokens} == {"Brandt", "counted", "12", "ships", "."}
    assert max(s.last - s.first for s in parsed.sentences) <= MOST_WORDS
    for number, sentence in enumerate(parsed.sentences):
        held = range(sentence.first, sentence.last)
        assert all(parsed.tokens[i].head in held and parsed.tokens[i].sentence == number for i in held)


def test_short_paragraphs_are_aligned_in_order_and_each_place_once() -> None:
    many = 3_000
    page = Letters("x\n" * many)
    assert align(["x"] * many, page) == [Span(start=2 * n, end=2 * n + 1) for n in range(many)]
