"""A long crawl: what the parser remembers of words is bounded, and what it says stays the same."""

from onrecord.annotate import parsing
from onrecord.annotate.model import load_parser
from onrecord.annotate.sentences import parse_reports
from onrecord.language import load
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.report import Report

TEXT = "Mayor {name} of {name}stead said the {name}ing of 40 barges would begin on Monday. “We {name}ed,” he said."


def _report(name: str) -> Report:
    content = TEXT.format(name=name).encode()
    capture = Capture(id="c", content=content, media_type="text/plain", doc=name)
    return read_capture(capture, language=load("en")).items[0]


def test_new_words_are_forgotten_with_their_texts_once_many_are_known(monkeypatch) -> None:
    reports = [_report(f"Tal{a}{b}") for a in "bdfgk" for b in "aeiou"]
    before = list(parse_reports(reports[:3]))
    monkeypatch.setattr(parsing, "KEPT", 0)
    strings = load_parser().vocab.strings
    list(parse_reports(reports[:3]))
    known = len(strings)
    again = [parsed for report in reports for parsed in parse_reports([report])]
    assert again[:3] == before
    assert len(strings) == known
