"""When something was said, told on invented sentences by the cue and the content that others find."""

import datetime as dt

import pytest

from onrecord.annotate.sentences import parse_reports
from onrecord.annotate.times import find_times
from onrecord.extract.index import Index, build_index
from onrecord.extract.saidwhen import Said, read_said, said_before
from onrecord.language import load
from onrecord.records.annotation import Annotations
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.when import When

ENGLISH = load("en")
FRIDAY = dt.date(2031, 3, 7)


def index_of(text: str) -> Index:
    whole = Span(start=0, end=len(text))
    report = Report(
        id="r",
        capture="c",
        doc="d",
        text=text,
        span=whole,
        headline=None,
        standfirst=None,
        subheads=(),
        body=(whole,),
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=When(earliest=FRIDAY, latest=FRIDAY),
        language="en",
    )
    (parsed,) = parse_reports([report])
    marks = Annotations(
        report="r",
        tokens=parsed.tokens,
        sentences=parsed.sentences,
        quotations=(),
        times=find_times(report, parsed.tokens, parsed.sentences, language=ENGLISH),
        quantities=(),
        mentions=(),
        attributions=(),
    )

    return build_index(report, marks)


def place(text: str, words: str) -> Span:
    at = text.rindex(words)
    return Span(start=at, end=at + len(words))


def said(text: str, cue: str, *content: str) -> Said:
    return read_said(index_of(text), place(text, cue), [place(text, c) for c in content], language=ENGLISH)


@pytest.mark.parametrize(
    ("text", "cue", "content", "words"),
    [
        ("Lund said on Monday that the port is shut.", "said", "the port is shut", "Monday"),
        (
            "In a statement issued on Monday, the ministry confirmed it shut the port in 2029.",
            "confirmed",
            "it shut the port",
            "Monday",
        ),
        ("The advisory, released on Monday, put the storm near Talvi.", "put", "the storm near Talvi", "Monday"),
        ("A few days later, on March 3, Lund announced that he would go.", "announced", "he would go", "March 3"),
        (
            "Lund said his country will help Ostria during talks in Talvi on March 3.",
            "said",
            "his country will help Ostria during talks in Talvi on March 3",
            "March 3",
        ),
        (
            "The council announced on Tuesday the fair, which was slated for Monday, was off, citing the flood.",
            "citing",
            "the flood",
            "Tuesday",
        ),
        (
            "The Talvi Register on Monday described him as a pilot, and on Tuesday said he was none.",
            "described",
            "a pilot",
            "Monday",
        ),
        (
            "Lund, who disclosed this at a briefing on Monday, maintained that the port is shut.",
            "maintained",
            "the port is shut",
            "Monday",
        ),
        ("Lund, who met the envoy on Monday, said the port is shut.", "said", "the port is shut", "Monday"),
    ],
)
def test_said_is_the_time_that_hangs_on_the_cue(text: str, cue: str, content: str, words: str) -> None:
    found = said(text, cue, content).span
    assert found is not None
    assert found.of(text) == words


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "In Talvi, the scene of clashes after the March election, Lund said the port is shut.",
            "said",
            "the port is shut",
        ),
        ("Before the February vote Lund said the port is shut.", "said", "the port is shut"),
        ("Lund said the port is shut, noting he made a promise on March 3.", "said", "the port is shut"),
        ("Lund said the port is shut.", "said", "the port is shut"),
        (
            "Lund said the guards died during talks in Talvi on Monday.",
            "said",
            "the guards died during talks in Talvi on Monday",
        ),
        ("Lund said he will raise it during talks next Monday.", "said", "he will raise it during talks next Monday"),
        ("Asked about the summit in April, Lund said the port is shut.", "said", "the port is shut"),
        ("Two senators who bought boats in January said the port is shut.", "said", "the port is shut"),
        ("Although the port was built in 1989, Lund said the port is shut.", "said", "the port is shut"),
    ],
)
def test_said_is_up_to_the_report_where_no_time_is_stated(text: str, cue: str, content: str) -> None:
    found = said(text, cue, content)
    assert found.span is None
    assert found.when is not None
    assert (found.when.earliest, found.when.latest) == (None, FRIDAY)


@pytest.mark.parametrize(
    ("text", "source", "cue", "words"),
    [
        ("In 2029, he addressed a rally in Talvi. “We shut it,” Mr. Lund said.", "Lund", "said", "2029"),
        ("The party replied with an ad on Monday. The ad says the port is shut.", "The ad", "says", "Monday"),
        ("In 2029, he bought a boat in Talvi. “We shut it,” Mr. Lund said.", "Lund", "said", None),
        ("Brandt addressed a rally on Monday. Lund said the port is shut.", "Lund", "said", None),
        (
            "Lund spoke for hours during talks on Monday with the envoy, Brandt. She was glad. Brandt said no.",
            "Brandt",
            "said no",
            "Monday",
        ),
        ("Brandt will address a rally on Sunday. Brandt said the port is shut.", "Brandt", "said", None),
    ],
)
def test_said_takes_the_occasion_of_the_sentence_before(text: str, source: str, cue: str, words: str | None) -> None:
    found = said_before(index_of(text), place(text, cue), place(text, source), language=ENGLISH)
    assert (found and found.span and found.span.of(text)) == words


def test_a_time_in_what_was_told_before_dates_no_later_saying() -> None:
    text = "She told members that half of them had come since Friday, and warned that the number could rise to 15,000."
    found = said(text, "warned", "the number could rise to 15,000")
    assert found.span is None
