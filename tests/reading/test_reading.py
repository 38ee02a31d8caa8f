"""Captures to reports: what is body, what is furniture, when it came out, and that nothing breaks it."""

import datetime as dt
import html

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.language import load
from onrecord.reading import furniture, published, read_capture
from onrecord.reading.page import read_page
from onrecord.records.capture import Capture
from onrecord.records.note import Found
from onrecord.records.report import FurnitureKind, Report
from onrecord.records.span import Span
from onrecord.records.when import Basis, Precision, When

ENGLISH = load("en")
LEAD = "The council met on Monday and agreed that the bridge would stay shut until the river falls."
MORE = "Nobody spoke against it, and the governor left by the side door without a word."


def read(text: str | bytes, media: str = "text/plain", **about: str | None) -> Found[Report]:
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return read_capture(Capture(id="c", content=content, media_type=media, doc="d", **about), language=ENGLISH)  # type: ignore[arg-type]


def only(found: Found[Report]) -> Report:
    (report,) = found.items
    return report


def body(report: Report) -> list[str]:
    return [s.of(report.text) for s in report.body]


def spans(report: Report) -> list[Span]:
    zones = [*report.subheads, *report.body, *(f.span for f in report.furniture)]
    return sorted(zones + [s for s in (report.headline, report.standfirst) if s])


# ---- what is lost is only furniture


@pytest.mark.parametrize(
    "text",
    [
        "Shares rose by 4 percent on Tuesday.",
        "With 275 horses at 3000 turns",
        "He paid the fee (AP)",
        "Read more about the 40 ships that wait.",
        "By 2040 the port will hold 60 ships",
    ],
)
def test_a_single_sentence_is_body(text: str) -> None:
    assert body(only(read(text))) == [text]


@pytest.mark.parametrize(
    "paragraph",
    [
        'He said: "Sign up for our newsletter, you and your donors."',
        "The senator (R) said that the governor (D) had taken donations of 5 million from members.",
        "Voters were asked to donate, and donations came in from subscribers of three newspapers.",
        "No.",
        "— bring the soldiers home by Friday",
    ],
)
def test_prose_that_resembles_furniture_stays(paragraph: str) -> None:
    assert paragraph in body(only(read(f"A headline for the page\n\n{LEAD}\n\n{paragraph}\n\n{MORE}\n")))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Harbour police at the pier in May 2029. (Photo by Jonas Weir)", FurnitureKind.CAPTION),
        ("JONAS WEIR/POOL/AFP via Getty Images", FurnitureKind.CAPTION),
        ("In this photo a pilot (L) greets the governor (R)", FurnitureKind.CAPTION),
        ("Advertisement", FurnitureKind.PAGE_MARK),
        ("* * *", FurnitureKind.PAGE_MARK),
        ("Read more: What the map does not show", FurnitureKind.RELATED),
        ("Sign up for our newsletter and get the news in your inbox", FurnitureKind.APPEAL),
        ("(Reporting by Ilse Marn; Editing by Tom Brandt)", FurnitureKind.CREDIT),
        ("Kommentare", FurnitureKind.COMMENTS),
    ],
)
def test_furniture_between_paragraphs_is_known_by_its_kind(line: str, kind: FurnitureKind) -> None:
    report = only(read(f"A headline for the page\n\n{LEAD}\n\n{line}\n\n{MORE}\n\n{LEAD[:-1]} again.\n"))
    assert (kind, line) in [(f.kind, f.span.of(report.text)) for f in report.furniture]
    assert len(report.body) == 3


def test_a_line_that_recurs_over_the_outlet_is_furniture() -> None:
    known = furniture.recurring_lines(f"Made on the river since 1901\n{LEAD} {n}\n" for n in range(3))
    found = read_capture(
        Capture(
            id="c",
            content=f"{LEAD}\n\nMade on the river since 1901\n\n{MORE}".encode(),
            media_type="text/plain",
            doc="d",
        ),
        language=ENGLISH,
        known_furniture=known,
    )
    assert [f.kind for f in only(found).furniture] == [FurnitureKind.RECURRING]


def test_a_title_given_beside_the_text_names_the_headline() -> None:
    report = only(read(f"It is over.\n{LEAD}\n\n{MORE}", title="It is over"))
    assert report.headline is not None
    assert report.headline.of(report.text) == "It is over."


def test_a_subhead_does_not_split_a_report_but_a_second_head_does() -> None:
    one = f"A headline for the page\n\n{LEAD}\n\n{MORE}\n\n"
    assert len(read(f"{one}What the governor knew\n\n{LEAD}\n\n{MORE}").items) == 1
    two = read(f"{one}A second headline for the page\n\nBy Mira Solheim\n3 March 2031\n\n{LEAD}\n\n{MORE}").items
    assert [r.headline and r.headline.of(r.text)[:8] for r in two] == ["A headli", "A second"]
    assert [r.published and r.published.earliest for r in two] == [None, dt.date(2031, 3, 3)]


# ---- dates


@pytest.mark.parametrize(
    ("line", "given", "expected"),
    [
        ("3 March 2031", None, ("2031-03-03", Basis.STATED)),
        ("Published 3 March 2031, updated 9 March 2031", None, ("2031-03-03", Basis.STATED)),
        ("3 March 2031", "2031-03-05", ("2031-03-03", Basis.STATED)),
        ("3 March 2021", "2031-03-05", ("2031-03-05", Basis.METADATA)),
        ("Monday, 3 March", "2031-03-04", ("2031-03-03", Basis.STATED)),
        ("A pilot on 3 March 2021. Photo: Jonas Weir", None, None),
        ("", "2031-03-05", ("2031-03-05", Basis.METADATA)),
    ],
)
def test_a_report_is_dated_by_what_it_states_before_what_its_page_says(
    line: str, given: str | None, expected: tuple[str, Basis] | None
) -> None:
    when = only(read(f"A headline for the page\n\n{line}\n\n{LEAD}\n\n{MORE}", published=given)).published
    assert (when and (str(when.earliest), when.basis)) == expected


def test_dates_that_disagree_are_noted() -> None:
    found = read(f"A headline for the page\n\n3 March 2021\n\n{LEAD}\n\n{MORE}", published="2031-03-05")
    assert [n.kind for n in found.notes] == ["dates-disagree"]


def test_an_unreadable_given_date_is_noted() -> None:
    assert [n.kind for n in read(LEAD, published="soon").notes] == ["date-unread"]


def test_past_and_coming_days_bound_the_report() -> None:
    text = "The governor resigned on 24 October 2031. The council will elect a new one on 28 October 2031."
    when = only(read(text)).published
    assert when == When(
        earliest=dt.date(2031, 10, 24), latest=dt.date(2031, 10, 28), precision=Precision.INTERVAL, basis=Basis.INFERRED
    )


def test_neighbours_date_a_report_that_names_only_weekdays() -> None:
    dated = only(
        read(
            "On Thursday a storm tore the roof from the harbour office at Kessel, pilots said.", published="2031-03-07"
        )
    )
    bare = only(
        read(
            "Pilots at Kessel counted the damage on Friday. The storm tore the roof of the harbour office on Thursday."
        )
    )
    when = published.infer_from_neighbours(bare, [dated], language=ENGLISH)
    assert when is not None
    assert (str(when.earliest), str(when.latest), when.basis) == ("2031-03-07", "2031-03-08", Basis.INFERRED)


def test_neighbours_about_something_else_date_nothing() -> None:
    dated = only(read("On Thursday the council voted for a new school in the hills.", published="2031-03-07"))
    bare = only(read("A storm tore the roof of the harbour office on Thursday, pilots said."))
    assert published.infer_from_neighbours(bare, [dated], language=ENGLISH) is None


# ---- languages


@pytest.mark.parametrize(
    ("text", "language", "notes"),
    [
        (f"{LEAD} {MORE}", "en", []),
        ("Shares of the port rose by 4 percent on Tuesday.", "en", []),
        (
            "Der Rat beschloss am Montag, dass die Brücke geschlossen bleibt, bis der Fluss fällt. Niemand "
            "sprach dagegen, und der Statthalter ging ohne ein Wort durch die Seitentür hinaus.",
            "de",
            ["not-read-for-statements"],
        ),
        ("Zzyzx 4711 qwrt pqrst vwxyz", "und", []),
    ],
)
def test_the_language_of_a_report_is_found(text: str, language: str, notes: list[str]) -> None:
    found = read(text)
    assert only(found).language == language
    assert [n.kind for n in found.notes] == notes


# ---- pages

PAGE = """<!doctype html><title>A headline for the page | Lantern</title>
<meta property="og:site_name" content="Lantern">
<nav>Home</nav><h1>A headline for the page</h1><p>{lead} &ldquo;It is&nbsp;wet,&rdquo; said one.</p>
<p>{more} <b>{lead}</b></p><p>{more} {more}</p><script>x="<p>no</p>"</script><p>{lead} {more}</p>"""


def test_every_text_node_leads_back_to_the_source() -> None:
    source = PAGE.format(lead=LEAD, more=MORE)
    page = read_page(source)
    covered = sum(p.span.end - p.span.start for p in page.pieces)
    assert covered + page.text.count("\n") >= len(page.text)
    for piece in page.pieces:
        assert html.unescape(piece.source.of(source)) == piece.span.of(page.text)
        assert page.piece_at(piece.span.start) == piece
    assert "no" not in page.text.split()


def test_spans_of_a_page_hold_its_words() -> None:
    report = only(read(PAGE.format(lead=LEAD, more=MORE), "text/html"))
    assert report.headline is not None
    assert report.headline.of(report.text) == "A headline for the page"
    assert body(report)[0] == f"{LEAD} “It is\xa0wet,” said one."
    assert report.outlet == "Lantern"


def test_a_page_without_an_article_is_read_by_its_lines() -> None:
    found = read("<p>Short.<p>Words.", "text/html")
    assert body(only(found)) == ["Short.", "Words."]


# ---- nothing breaks it


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "no-text"),
        (b" \n\t", "no-text"),
        (b"%PDF-1.7 words", "not-text"),
        (b"\x01\x02\x03\x04\x05\x06", "not-text"),
    ],
)
def test_a_capture_without_text_gives_a_note_and_no_report(content: bytes, kind: str) -> None:
    found = read(content)
    assert found.items == ()
    assert [n.kind for n in found.notes] == [kind]


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ("word " * 40_000, "text/plain"),
        ("." * 200_000, "text/plain"),
        ("a" + " " * 200_000 + "b", "text/plain"),
        ("3 May 2031 " * 5_000, "text/plain"),
        ("<div>" * 10_000 + f"<p>{LEAD}</p><p>{MORE}</p>", "text/html"),
        ("<a " * 50_000, "text/html"),
        ("<!--" * 50_000, "text/html"),
    ],
)
def test_large_and_odd_captures_are_read(content: str, media: str) -> None:
    for report in read(content, media).items:
        check_zones(report)


def check_zones(report: Report) -> None:
    """Every character that is not white space belongs to exactly one zone."""
    at = report.span.start
    for span in spans(report):
        assert at <= span.start < span.end <= report.span.end
        assert not report.text[at : span.start].strip()
        at = span.end
    assert not report.text[at : report.span.end].strip()


LINES = st.sampled_from(
    [LEAD, MORE, "By Mira Solheim", "3 March 2031", "date 2031-03-03 News:", "Tags", "Related:", "Comments", "* * *",
     "A headline for the page", "A second headline for it", "Photo: Jonas Weir", "Become a member!", "“No,” he said.",
     "- item", "SEAPORT (AP) —", "Explainer", "\ufeff", "\u200b", "\x00", "7 p.m.", "Why?", "They are:", "lower line",
     "Kessel", "You can help us: donate, join us."]
)  # fmt: skip
PAGES = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", "\n\n\n\n", "\r\n", " ", "\u2028"])), max_size=25).map(
    lambda lines: "".join(a + b for a, b in lines)
)
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


COPIES = "The council met on Monday and agreed that the bridge would stay shut until the river falls.\n"


@example(text=COPIES + COPIES + "By Mira Solheim\n" + COPIES)  # all prose is a copy of the headline
@QUIET
@given(PAGES)
def test_zones_of_a_page_never_overlap_and_leave_nothing_out(text: str) -> None:
    found = read(text)
    for report in found.items:
        check_zones(report)
    if found.items:
        inside = "".join(r.span.of(text) for r in found.items)
        assert "".join(inside.split()) == "".join(text.split()).removeprefix("\ufeff") or text.startswith("\ufeff")


TAGS = st.sampled_from(
    ["<p>", "</p>", "<h1>", "<nav>", "</nav>", "<script>", "<b>", "<!--", "<", "&amp;", "<figcaption>", "<td>", "\n"]
)


@QUIET
@given(st.lists(st.one_of(LINES, TAGS), max_size=30).map("".join))
def test_zones_of_marked_up_pages_never_overlap(text: str) -> None:
    for report in read(text, "text/html").items:
        check_zones(report)


@QUIET
@given(
    st.binary(max_size=300),
    st.sampled_from(["text/plain", "text/html"]),
    st.sampled_from([None, "utf-8", "utf-16", "hex"]),
)
def test_no_bytes_break_the_reading(content: bytes, media: str, encoding: str | None) -> None:
    for report in read(content, media, encoding=encoding).items:
        check_zones(report)


@QUIET
@given(PAGES)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)
