"""Which kind a name is by its own words: coined names, outlets, halls, and what is part of an address."""

import pytest

from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.sentences import parse_reports
from onrecord.language import load
from onrecord.records.annotation import EntityKind
from onrecord.records.report import Report
from onrecord.records.span import Span

ENGLISH = load("en")


def kinds(text: str) -> dict[str, EntityKind]:
    report = Report(
        id="r1",
        capture="c1",
        doc="d1",
        text=text,
        span=Span(start=0, end=len(text)),
        headline=None,
        standfirst=None,
        subheads=(),
        body=(Span(start=0, end=len(text)),),
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=None,
        language="en",
    )
    (parsed,) = parse_reports([report])
    found = find_mentions(report, parsed.tokens, parsed.sentences, language=ENGLISH)
    return {m.span.of(text): m.kind for m in found}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("BrightWorx's founder resigned, and prosecutors are investigating BrightWorx.", "BrightWorx", "org"),
        ("A spokesman for DeShawn McLund was there.", "DeShawn McLund", "person"),
        ("Larkspur Imagery said the pictures showed tanks.", "Larkspur Imagery", "org"),
        ("Coastline Wire said three had died.", "Coastline Wire", "media"),
        ("The band will play the Coral Sky Amphitheatre in May.", "Coral Sky Amphitheatre", "place"),
        ("Ivar Richardson said it was over.", "Ivar Richardson", "person"),
        ("Athletic Bilbao won on Monday.", "Athletic Bilbao", "org"),
        ("The mill is moving to Palo Verde, California, in May.", "Palo Verde", "place"),
        ("Volkswagen says the wagon is fast.", "Volkswagen", "org"),
        ("The Prosecutor General's Office of Verania said so.", "Prosecutor General's Office of Verania", "org"),
    ],
)
def test_the_words_of_a_name_tell_its_kind(text: str, name: str, kind: str) -> None:
    assert kinds(text)[name].value == kind


def test_an_outlet_goes_by_the_last_word_of_its_name() -> None:
    found = kinds("The San Francisco Chronicle says police are looking for a man. The Chronicle says he was caught.")
    assert found["Chronicle"] is EntityKind.MEDIA


def test_parts_of_addresses_handles_and_tags_are_no_names() -> None:
    text = "I love it. https://t.example/XPxUJuyI — Ana Lund (@AnaLund) #LundOut"
    assert set(kinds(text)) == {"Ana Lund"}
