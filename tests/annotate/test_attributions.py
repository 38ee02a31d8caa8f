"""What the learned tagger marks, on invented sentences that leave no doubt."""

import pytest

from onrecord.annotate.attributions import mark_attributions
from onrecord.annotate.sentences import parse_reports
from onrecord.records.annotation import Attribution
from onrecord.records.report import Report
from onrecord.records.span import Span


def report_of(text: str) -> Report:
    body, at = [], 0
    for line in text.split("\n"):
        if line:
            body.append(Span(start=at, end=at + len(line)))
        at += len(line) + 1
    return Report(
        id="r1",
        capture="c1",
        doc="talvi.txt",
        text=text,
        span=Span(start=0, end=len(text)),
        headline=None,
        standfirst=None,
        subheads=(),
        body=tuple(body),
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=None,
        language="en",
    )


def marks(*texts: str) -> list[tuple[Attribution, ...]]:
    reports = [report_of(t) for t in texts]
    return mark_attributions(reports, list(parse_reports(reports)))


def words(spans: tuple[Span, ...], text: str) -> list[str]:
    return [s.of(text) for s in spans]


SAID = "Defence Minister Ilva Soren said on Monday that Verania had moved 3,000 soldiers to the border."
SPLIT = "“We will not wait any longer,” Soren said, “and the ministry knows that.”"
ACCORDING = "According to the harbour authority, four ships left the port of Talvi on Tuesday."
PLAIN = "Talvi lies on the northern coast and has 40,000 inhabitants."


@pytest.mark.parametrize(
    ("text", "cue", "source", "inside"),
    [
        (SAID, "said", "Soren", "had moved 3,000 soldiers"),
        (SPLIT, "said", "Soren", "will not wait"),
        (ACCORDING, "According to", "harbour authority", "four ships left"),
    ],
    ids=["said that", "split quotation", "according to"],
)
def test_a_plain_statement_is_read_with_its_cue_source_and_content(
    text: str, cue: str, source: str, inside: str
) -> None:
    ((found,),) = marks(text)
    assert found.cue.of(text) == cue
    assert any(source in s for s in words(found.source, text))
    assert any(inside in s for s in words(found.content, text))
    assert found.stance == "asserts"


def test_a_quotation_split_by_its_cue_is_one_statement_of_two_parts() -> None:
    ((found,),) = marks(SPLIT)
    assert len(found.content) == 2
    assert found.manner == "direct"


def test_two_statements_in_one_sentence_are_kept_apart() -> None:
    text = "Soren said that the bridge was open, but Mayor Jorun Hale said that it was still closed."
    ((first, second),) = marks(text)
    assert "Soren" in words(first.source, text)[0]
    assert "Hale" in words(second.source, text)[0]
    assert not any(a.overlaps(b) for a in first.content for b in second.content)


def test_nothing_is_marked_where_nobody_speaks() -> None:
    assert marks(PLAIN, "") == [(), ()]


def test_marks_do_not_depend_on_the_reports_beside() -> None:
    texts = [SAID, SPLIT, ACCORDING, PLAIN]
    alone = [marks(t)[0] for t in texts]
    assert marks(*texts) == alone
    assert marks(*reversed(texts)) == alone[::-1]


def test_every_span_starts_and_ends_with_a_word_of_the_parse() -> None:
    text = "\n".join([SAID, SPLIT, ACCORDING])
    report = report_of(text)
    (parsed,) = parse_reports([report])
    starts, ends = {t.span.start for t in parsed.tokens}, {t.span.end for t in parsed.tokens}
    (found,) = mark_attributions([report], [parsed])
    spans = [s for a in found for s in (a.cue, *a.cue_extra, *a.source, *a.relay, *a.content)]
    assert len(found) == 3
    assert {s.start for s in spans} <= starts
    assert {s.end for s in spans} <= ends


def test_wrapped_lines_change_nothing_but_the_blanks() -> None:
    wrapped = SAID.replace("that Verania", "that\nVerania")
    report = report_of(SAID)
    broken = Report(**{f: getattr(report, f) for f in Report.__slots__} | {"text": wrapped})
    plain = mark_attributions([report], list(parse_reports([report])))
    assert mark_attributions([broken], list(parse_reports([broken]))) == plain


@pytest.mark.parametrize("text", [SAID, SPLIT, ACCORDING])
def test_the_fast_tagger_marks_what_leaves_no_doubt(text: str) -> None:
    report = report_of(text)
    parsed = list(parse_reports([report]))
    (full,), (fast,) = (mark_attributions([report], parsed, speed=speed) for speed in ("full", "fast"))
    assert [a.cue for a in fast] == [a.cue for a in full]
