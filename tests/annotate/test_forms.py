"""Parts of speech and lemmas that are remembered are those that the whole pipeline gives."""

import pytest

from onrecord.annotate.model import load_parser
from onrecord.annotate.sentences import parse_reports
from onrecord.language import load
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.report import Report

TEXTS = (
    "There is a crossing at Talvi. There were two, but there's one now. The bridge is being mended.",
    "Let's go, she said, and let us see what it's worth. He has done it; they do have boats, and had them built.",
    "That is what the minister said that Monday, while ships that carry grain wait. But who does not?",
    "Whose are these? Mine, yours, and somebody's: I saw it, you did, and it saw me - 12 times.",
)


def _report_of(text: str) -> Report:
    capture = Capture(id="c", content=text.encode(), media_type="text/plain", doc="d")
    (report,) = read_capture(capture, language=load("en"), known_furniture=frozenset()).items
    return report


@pytest.mark.parametrize("text", TEXTS)
def test_remembered_forms_are_those_of_the_whole_pipeline(text: str) -> None:
    report = _report_of(text)
    expected = [(w.text, w.pos_, w.lemma_.lower()) for w in load_parser()(text)]
    for _ in range(2):  # learned, then remembered
        (parsed,) = parse_reports([report])
        assert [(t.text, t.pos, t.lemma) for t in parsed.tokens] == expected
