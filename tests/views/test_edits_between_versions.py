"""Edits between two versions of a page: which are told, of what kind, and which are only counted."""

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import language, pipeline
from onrecord.reading import read_capture
from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.views.edits import Comparison, EditKind, compare_versions

LEAD = "Four missiles struck the Harrow fuel depot on Tuesday, the Ostrian air force said."
MORE = "Minister Ilsa Brandt told parliament that the attack had caused no deaths."
QUOTE = '"We count 12 craters, and we count them by satellite," she said.'
PAGE = "\n\n".join(("Four missiles hit Harrow depot", LEAD, MORE, QUOTE))


@functools.cache
def _read(text: str) -> tuple[Report, Findings]:
    content = text.encode()
    capture = Capture(
        id=ids.capture_id(content, None, "r5"),
        content=content,
        media_type="text/plain",
        doc="r5",
        published="2031-03-04",
    )
    (found,) = pipeline.read_captures([capture], language=language.load("en"))
    return found.reports[0], found.findings[0]


def _compare(old: str, new: str) -> Comparison:
    return compare_versions(_read(old), _read(new))


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("Four missiles struck", "Three missiles struck", {EditKind.NUMBER}),
        ("12 craters", "14 craters", {EditKind.NUMBER, EditKind.QUOTATION}),
        ("on Tuesday", "on Monday", {EditKind.DATE}),
        ("Ilsa Brandt", "Ilsa Brand-Holm", {EditKind.NAME}),
        ("Ostrian air force", "Veranian air force", {EditKind.NAME}),
        ("had caused no deaths", "had caused deaths", {EditKind.NEGATION}),
        ("by satellite", "by drone", {EditKind.QUOTATION}),
        (QUOTE, "She said that there were craters.", {EditKind.NUMBER, EditKind.QUOTATION}),
    ],
)
def test_edit_of_a_number_name_quotation_date_or_negation_is_told(old: str, new: str, kinds: set[EditKind]) -> None:
    found = _compare(PAGE, PAGE.replace(old, new))
    assert {kind for edit in found.edits for kind in edit.kinds} >= kinds


@pytest.mark.parametrize(
    ("old", "new", "trivial"),
    [
        ("told parliament", "said in parliament", 1),
        ("struck the", "hit the", 1),
        (" fuel", "", 1),
        ("caused no", "brought no", 1),
    ],
)
def test_edit_of_other_words_is_counted_and_not_shown(old: str, new: str, trivial: int) -> None:
    found = _compare(PAGE, PAGE.replace(old, new))
    assert (found.edits, found.trivial) == ((), trivial)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"', "”"),
        ("Four missiles struck", "FOUR missiles struck"),
        ("12 craters", "12  craters"),
        ("\n\n", "\n\n\n"),
        (f"{MORE}\n\n{QUOTE}", f"{QUOTE}\n\n{MORE}"),
    ],
    ids=["curly marks", "capitals", "blanks", "line breaks", "order of paragraphs"],
)
def test_what_only_looks_otherwise_or_moved_is_no_edit(old: str, new: str) -> None:
    found = _compare(PAGE, PAGE.replace(old, new))
    assert (found.edits, found.trivial, found.added) == ((), 0, 0)


def test_comma_between_thousands_is_no_edit() -> None:
    assert _compare(PAGE.replace("12", "12,000"), PAGE.replace("12", "12000")).edits == ()


def test_edit_of_the_headline_is_told_as_one() -> None:
    (edit,) = _compare(PAGE, PAGE.replace("Four missiles hit", "Three missiles hit")).edits
    assert (edit.is_headline, edit.kinds) == (True, (EditKind.NUMBER,))


def test_both_words_come_with_their_spans() -> None:
    before, after = _read(PAGE), _read(PAGE.replace("Four missiles struck", "At least three missiles struck"))
    (edit,) = compare_versions(before, after).edits
    assert edit.old is not None
    assert edit.new is not None
    assert edit.old.of(before[0].text) == "Four missiles struck"
    assert edit.new.of(after[0].text) == "At least three missiles struck"


def test_paragraph_that_was_added_is_news_and_one_that_was_taken_out_is_an_edit() -> None:
    longer = PAGE + "\n\nRescuers from Talvi found 30 people in a cellar, the mayor said."
    grown, shrunk = _compare(PAGE, longer), _compare(longer, PAGE)
    assert (grown.edits, grown.added) == ((), 1)
    (edit,) = shrunk.edits
    assert edit.new is None


@pytest.mark.parametrize("notice", ["Correction: An earlier version of this article gave four missiles."])
def test_notice_on_the_page_is_told_in_its_words(notice: str) -> None:
    changed = PAGE.replace("Four", "Three")
    assert _compare(PAGE, changed).notice is None
    assert _compare(PAGE, f"{changed}\n\n{notice}").notice == notice
    assert _compare(f"{PAGE}\n\n{notice}", f"{changed}\n\n{notice}").notice is None  # it is of an older edit


def test_same_page_has_no_edits() -> None:
    assert _compare(PAGE, PAGE) == Comparison(edits=(), trivial=0, added=0, notice=None)


def test_long_page_that_was_written_anew_is_compared_in_time() -> None:
    old = " ".join(f"word{n}" for n in range(5_000)) + "."
    new = " ".join(f"word{n * 2}" for n in range(5_000)) + "."
    assert _compare(PAGE + "\n\n" + old, PAGE + "\n\n" + new).edits


WORDS = st.lists(st.sampled_from([*PAGE.split(" "), "\n\n", "“Not", "7,000", "nobody", "\u200f", "x"]), max_size=60)


@given(WORDS)
def test_every_edit_points_at_words_of_its_version(words: list[str]) -> None:
    text = " ".join(words) or "x"
    whole = PAGE.replace(MORE, text)
    after = read_capture(
        Capture(id="c1", content=whole.encode(), media_type="text/plain", doc="r5"), language=language.load("en")
    ).items[0]
    before = _read(PAGE)
    for edit in compare_versions(before, (after, None)).edits:
        for span, report in ((edit.old, before[0]), (edit.new, after)):
            assert span is None or span.of(report.text).strip()
        assert edit.kinds
