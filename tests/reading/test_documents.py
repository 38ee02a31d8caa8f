"""Documents of every format: their text is found, every span points into it, and damage is said."""

import io
import json
import zipfile
from email.message import EmailMessage

import docx
import pypdf
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from onrecord.language import load
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.note import Found
from onrecord.records.report import FurnitureKind, Report

ENGLISH = load("en")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADLINE = "Bridge at Talvi stays shut"
LEAD = "The council met on Monday and agreed that the bridge would stay shut until the river falls."
MORE = "Nobody spoke against it, and the governor left by the side door without a word."


def read(content: bytes, media_type: str) -> Found[Report]:
    return read_capture(Capture(id="c1", content=content, media_type=media_type, doc="d"), language=ENGLISH)


def only(found: Found[Report]) -> Report:
    (report,) = found.items
    spans = [*report.body, *report.subheads, *(f.span for f in report.furniture)]
    assert all(report.span.contains(s) for s in spans)
    return report


def body(report: Report) -> list[str]:
    return [" ".join(s.of(report.text).split()) for s in report.body]


def make_pdf(*pages: str | None) -> bytes:
    """A PDF with these lines of text on its pages; None: a page without text."""
    writer = pypdf.PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        if lines is not None:
            shown = "".join(f"({line}) Tj 0 -{28 if not line else 14} Td\n" for line in lines.split("\n"))
            stream = DecodedStreamObject()
            stream.set_data(f"BT /F1 11 Tf 50 780 Td\n{shown}ET".encode())
            page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def make_docx(*paragraphs: str) -> docx.document.Document:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ---- PDF


def test_pdf_gives_its_text_page_by_page() -> None:
    content = make_pdf(f"{HEADLINE}\n{LEAD}\n{MORE}", f"Later, {MORE}")
    report = only(read(content, "application/pdf"))
    assert body(report) == [LEAD, MORE, f"Later, {MORE}"]
    assert report.headline is not None
    assert report.headline.of(report.text) == HEADLINE
    assert report.text.count("\f") == 1


def test_pdf_names_pages_without_text() -> None:
    found = read(make_pdf(LEAD, None), "application/pdf")
    assert [(n.kind, "Page 2" in n.message) for n in found.notes] == [("page-without-text", True)]


@pytest.mark.parametrize("content", [b"%PDF-1.7\nhalf", make_pdf(LEAD)[:300], b""])
def test_damaged_pdf_is_said_to_be(content: bytes) -> None:
    found = read(content, "application/pdf")
    assert found.items == ()
    assert len(found.notes) == 1


def test_locked_pdf_is_said_to_be() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf(LEAD)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert [n.kind for n in read(out.getvalue(), "application/pdf").notes] == ["locked"]


# ---- Word


def test_docx_gives_paragraphs_and_tables_in_order() -> None:
    document = make_docx(HEADLINE, LEAD)
    document.add_table(rows=1, cols=1).cell(
        0, 0
    ).text = "In the table stood a number that the governor gave to the council."
    document.add_paragraph(MORE)
    assert body(only(read(saved(document), WORD))) == [
        LEAD,
        "In the table stood a number that the governor gave to the council.",
        MORE,
    ]


def test_docx_keeps_tracked_insertions_and_leaves_deletions_out() -> None:
    document = make_docx(HEADLINE, LEAD)
    paragraph = document.add_paragraph("Nobody spoke against it, and the governor left")._p
    for tag, text_tag, words in (("w:ins", "w:t", " by the side door."), ("w:del", "w:delText", " by the gate.")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        text.text = words
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        change.append(run)
        paragraph.append(change)
    assert (
        body(only(read(saved(document), WORD)))[-1]
        == "Nobody spoke against it, and the governor left by the side door."
    )


def test_docx_that_unpacks_without_end_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    assert [n.kind for n in read(out.getvalue(), WORD).notes] == ["bomb"]


def test_damaged_docx_is_said_to_be() -> None:
    assert [n.kind for n in read(saved(make_docx(LEAD))[:-200], WORD).notes] == ["damaged"]


# ---- mail


def letter(**parts: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Talvi Monitor <letters@monitor.example>"
    message["Subject"] = HEADLINE
    message["Date"] = "Mon, 03 Mar 2031 10:00:00 +0900"
    message.set_content(parts.get("plain", LEAD))
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    if "attached" in parts:
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename=parts["attached"])
    return bytes(message)


def test_mail_gives_subject_sender_and_date() -> None:
    report = only(read(letter(plain=f"{LEAD}\n\n{MORE}\n"), "message/rfc822"))
    assert body(report) == [LEAD, MORE]
    assert (report.title, report.outlet) == (HEADLINE, "Talvi Monitor")
    assert report.published is not None
    assert str(report.published.earliest) == "2031-03-03"


def test_mail_whose_plain_part_is_a_stub_is_read_as_its_page() -> None:
    page = f"<html><body><p>{LEAD}</p><p>{MORE}</p></body></html>"
    report = only(read(letter(plain="See it in your browser.", html=page), "message/rfc822"))
    assert body(report) == [LEAD, MORE]


def test_mail_names_its_attachments() -> None:
    found = read(letter(attached="order.pdf"), "message/rfc822")
    assert ["order.pdf" in n.message for n in found.notes] == [True]


def test_mail_in_another_encoding_is_decoded() -> None:
    content = letter().replace(b'charset="utf-8"', b'charset="iso-8859-1"').replace(b"Monday", b"Montag \xe4")
    assert "Montag ä" in only(read(content, "message/rfc822")).text


# ---- Markdown


def test_markdown_is_read_without_its_marks() -> None:
    source = f"---\ntitle: {HEADLINE}\ndate: 2031-03-03\nauthor: Mira Solheim\n---\n# {HEADLINE}\n\n{LEAD}\n\n" + (
        "Nobody **spoke** against [it](https://x.example), and the governor left by the side door without a word.\n"
    )
    report = only(read(source.encode(), "text/markdown"))
    assert body(report) == [LEAD, MORE]
    assert report.byline == "Mira Solheim"
    assert report.headline is not None
    assert report.published is not None
    assert str(report.published.earliest) == "2031-03-03"


# ---- ninjs


ITEM = {
    "uri": "urn:newsml:coastline.example:2031:7",
    "standard": {"name": "ninjs", "version": "3.1"},
    "firstCreated": "2031-03-03T10:00:00+01:00",
    "versionCreated": "2031-03-03T12:00:00+01:00",
    "pubStatus": "usable",
    "headlines": [{"role": "main", "value": HEADLINE}],
    "bylines": [{"value": "Mira Solheim"}],
    "bodies": [
        {"role": "summary", "contentType": "text/plain", "value": "Shut."},
        {"role": "main", "contentType": "text/html", "value": f"<p>{LEAD}</p><p>{MORE}</p>"},
    ],
    "infoSources": [{"name": "Coastline Wire", "role": "author"}],
}


def read_item(**changes: object) -> Found[Report]:
    return read(json.dumps({**ITEM, **changes}).encode(), "application/vnd.iptc.ninjs+json")


def test_ninjs_gives_body_headline_byline_and_dates() -> None:
    report = only(read_item())
    assert body(report) == [LEAD, MORE]
    assert (report.title, report.byline, report.outlet) == (HEADLINE, "Mira Solheim", "Coastline Wire")
    assert report.published is not None
    assert report.modified is not None
    assert report.modified.at is not None
    assert report.modified.at.hour == 11


def test_byline_in_data_names_its_author_alone() -> None:
    assert only(read_item(bylines=[{"value": "By Mira Solheim"}])).byline == "Mira Solheim"


def test_ninjs_of_the_first_version_is_read_too() -> None:
    old = {"uri": "urn:1", "pubstatus": "usable", "headline": HEADLINE, "body_text": f"{LEAD}\n\n{MORE}"}
    report = only(read(json.dumps(old).encode(), "application/vnd.iptc.ninjs+json"))
    assert (body(report), report.title) == ([LEAD, MORE], HEADLINE)


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_ninjs_that_its_agency_withdrew_is_no_news(status: str) -> None:
    found = read_item(pubStatus=status)
    assert found.items == ()
    assert [n.kind for n in found.notes] == ["withdrawn"]


def test_ninjs_embargo_is_noted() -> None:
    assert [n.kind for n in read_item(embargoedUntil="2031-03-04T00:00:00Z").notes] == ["embargoed"]


def test_page_that_reviews_a_claim_has_the_outlet_and_date_of_the_review() -> None:
    review = {
        "@type": "ClaimReview",
        "datePublished": "2031-03-14",
        "author": {"@type": "Organization", "name": "Check Ostria"},
        "claimReviewed": "The bridge was closed for a year.",
    }
    head = f'<script type="application/ld+json">{json.dumps(review)}</script>'
    page = (
        f"<html><head>{head}</head><body><article><h1>{HEADLINE}</h1><p>{LEAD}</p><p>{MORE}</p></article></body></html>"
    )
    report = only(read(page.encode(), "text/html"))
    assert body(report) == [LEAD, MORE]
    assert report.outlet == "Check Ostria"
    assert report.published is not None
    assert str(report.published.earliest) == "2031-03-14"


# ---- schema.org alone


def test_claim_review_heads_its_words_with_the_claim() -> None:
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://checks.example/7",
        "datePublished": "2031-03-05",
        "claimReviewed": "The force at the crossing never exceeded 3,000.",
        "itemReviewed": {"@type": "Claim", "author": {"name": "Pavo Lind"}},
        "author": {"@type": "Organization", "name": "Lantern Checks"},
        "reviewBody": f"{LEAD}\n{MORE}",
        "reviewRating": {"alternateName": "Unsupported"},
    }
    report = only(read(json.dumps(review).encode(), "application/ld+json"))
    assert report.headline is not None
    assert report.headline.of(report.text) == review["claimReviewed"]
    assert body(report) == [LEAD, MORE]
    assert (report.outlet, report.address) == ("Lantern Checks", "https://checks.example/7")
    assert [f.span.of(report.text) for f in report.furniture] == ["Pavo Lind", "Unsupported"]


# ---- pages


def page(inner: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>{HEADLINE}</title>{head}</head><body>{inner}</body></html>".encode()


def test_page_keeps_corrections_and_its_last_change() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": HEADLINE,
        "datePublished": "2031-03-03T10:00:00Z",
        "dateModified": "2031-03-04T11:00:00Z",
        "correction": {"@type": "CorrectionComment", "text": "The headline named the wrong bridge."},
    }
    notice = "Correction: An earlier version of this article gave the wrong day of the meeting."
    inner = f"<article><h1>{HEADLINE}</h1><p>{LEAD}</p><p>{MORE}</p><p>{LEAD} {MORE}</p><p>{notice}</p></article>"
    report = only(read(page(inner, f'<script type="application/ld+json">{json.dumps(data)}</script>'), "text/html"))
    assert report.corrections == (notice, "The headline named the wrong bridge.")
    assert notice not in body(report)
    assert FurnitureKind.CORRECTION in [f.kind for f in report.furniture]
    assert report.modified is not None
    assert str(report.modified.earliest) == "2031-03-04"


OTHER = "Ostrian customs officers counted forty carts at the crossing, a clerk of the border district said on Friday."
THIRD = (
    "The carts were let through in the evening, after the drivers had shown their papers to two officers and a clerk."
)


def article(headline: str, day: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f'<article><h2>{headline}</h2><time datetime="{day}">x</time>{body}</article>'


def test_page_with_several_articles_gives_a_report_each() -> None:
    inner = article(HEADLINE, "2031-03-03", LEAD, MORE, f"{MORE} {LEAD}", f"{LEAD} {MORE} {MORE}") + article(
        "Carts cross again", "2031-03-07", OTHER, THIRD, f"{THIRD} {OTHER}", f"{OTHER} {THIRD}"
    )
    found = read(page(inner), "text/html")
    first, second = found.items
    assert body(first)[0] == LEAD
    assert body(second)[0] == OTHER
    assert [r.headline and r.headline.of(r.text) for r in found.items] == [HEADLINE, "Carts cross again"]
    assert [str(r.published and r.published.earliest) for r in found.items] == ["2031-03-03", "2031-03-07"]
    assert first.span.end <= second.span.start


def test_teasers_beside_an_article_are_no_reports() -> None:
    teasers = "".join(
        article(f"Teaser number {n} for the reader", "2031-03-01", "Read what they said.") for n in range(3)
    )
    inner = article(HEADLINE, "2031-03-03", LEAD, MORE, f"{MORE} {LEAD}", f"{LEAD} {MORE} {MORE}") + teasers
    assert len(read(page(inner), "text/html").items) == 1


# ---- languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre a démenti les faits hier soir à Paris.", "fr"),
        ("De minister zei dat het in de stad was, en dat we over de brug gaan.", "nl"),
        ("Прем'єр заявив про це в понеділок.", "uk"),
        ("Missiles strike Harrow depot", "und"),
        ("The minister said so in Paris.", "en"),
    ],
)
def test_short_texts_are_told_apart(text: str, language: str) -> None:
    assert only(read(text.encode(), "text/plain")).language == language
