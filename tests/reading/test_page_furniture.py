"""What stands beside the article and is marked up as if it belonged to it: the body is the article's own sentences."""

import pytest

from onrecord.language import load
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.report import Report

ENGLISH = load("en")
GROUNDED = (
    "The ferry Aurela ran aground off Tarn Point on Monday evening with 214 people on board, the coast guard of Ostria "
    "said. No one was hurt, and all passengers were brought ashore by small boats before midnight."
)
QUOTED = (
    "“We felt a blow, and then the lights went out,” said Ilse Brandt, a teacher from Morstead who was travelling with "
    "her class. She praised the crew, who she said had stayed calm throughout the night."
)
CAPTAIN = (
    "The captain told investigators that the steering had failed about ten minutes before the grounding. The owner, "
    "Coastline Ferries, said the ship had passed an inspection in February."
)
MINISTER = (
    "Transport Minister Marta Lind said on Tuesday that the inquiry would take at least six weeks. She declined to "
    "comment on reports that a warning about the rudder had been sent to the owner last year."
)
BODY = [GROUNDED, QUOTED, CAPTAIN, MINISTER]
HEAD = '<title>Ferry runs aground</title><meta property="og:title" content="Ferry runs aground">'
TITLE = "<h1>Ferry runs aground</h1>"
TIME = '<time datetime="2031-03-04T08:00Z">4 March 2031</time>'
META = f'<div class="meta"><span>By <a href="/j">Jana Moor</a></span>{TIME}</div>'


def _read(body: str, head: str = HEAD) -> Report:
    page = f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    capture = Capture(
        id="c", content=page.encode(), media_type="text/html", doc="p", address="https://courier.example/f"
    )
    (report,) = read_capture(capture, language=ENGLISH).items
    return report


def _body(report: Report) -> list[str]:
    return [span.of(report.text) for span in report.body]


def _paragraphs(*words: str) -> str:
    return "".join(f"<p>{each}</p>" for each in words)


BETWEEN = [
    ("<p><strong>Read more:</strong> <a href='/a'>Five other groundings that shook the coast</a></p>", "related"),
    ("<p><a href='/b'><strong>READ ALSO: Island council wants a second ferry</strong></a></p>", "related"),
    ("<p>See also: <a href='/e'>How the coast guard trains for the worst</a></p>", "related"),
    ("<p>Advertisement</p>", "page_mark"),
    ("<p>Share this article: Facebook | X | WhatsApp</p>", "page_mark"),
    ("<p><em>Sign up for our newsletter to get the best of the Courier in your inbox.</em></p>", "appeal"),
    ("<p>Do you know more about this story? Contact our reporters at tips@courier.example.</p>", "appeal"),
    ("<blockquote><p>We felt a blow, and then the lights went out</p></blockquote>", "other"),
    ("<p>(Reporting by Jana Moor in Morstead; Editing by Rosa Quist)</p>", "credit"),
    ("<p>This article was first published on 4 March 2031 at 07:55.</p>", "credit"),
    ("<p>© 2031 Hale Courier. This material may not be published, broadcast or rewritten.</p>", "credit"),
    ("<p><em>Jana Moor is the shipping correspondent of the Hale Courier.</em></p>", "credit"),
    ("<p>This article is for subscribers only. Subscribe now to continue reading, or log in.</p>", "appeal"),
    ("<p>Correction: an earlier version of this article gave the wrong name of the ship.</p>", "correction"),
]


@pytest.mark.parametrize("is_last", [False, True])
@pytest.mark.parametrize(("markup", "kind"), BETWEEN)
def test_what_is_no_sentence_of_the_article_is_furniture_wherever_it_stands(
    markup: str, kind: str, is_last: bool
) -> None:
    rows = [*(f"<p>{p}</p>" for p in BODY)]
    rows.insert(len(rows) if is_last or "shipping correspondent" in markup else 2, markup)
    report = _read(f"<main><article>{TITLE}{META}{''.join(rows)}</article></main>")
    assert _body(report) == BODY
    assert kind in {f.kind.value for f in report.furniture if f.span.start > report.body[1].start}


def test_caption_and_appeal_words_in_a_told_sentence_stay_in_the_body() -> None:
    told = "The owner posted a picture of the bow on Monday, with the caption: “We thank the crew.”"
    asked = "The union asked members to sign up for the vote, and said 300 had done so by noon on Tuesday."
    assert _body(_read(f"<article>{TITLE}{_paragraphs(*BODY, told, asked)}</article>")) == [*BODY, told, asked]


def test_line_under_a_repeated_quotation_says_whose_it_is_and_is_furniture() -> None:
    pulled = (
        "<blockquote><p>We felt a blow, and then the lights went out</p><cite>Ilse Brandt, teacher</cite></blockquote>"
    )
    report = _read(f"<article>{TITLE}{META}{_paragraphs(*BODY[:3])}{pulled}{_paragraphs(BODY[3])}</article>")
    assert _body(report) == BODY


def test_heading_after_the_last_sentence_heads_nothing() -> None:
    wall = (
        "<div class='wall'><h2>Keep reading for 1 crown a month</h2><p>This article is for subscribers only.</p></div>"
    )
    report = _read(f"<article>{TITLE}{META}{_paragraphs(*BODY)}{wall}</article>")
    assert _body(report) == BODY
    assert report.subheads == ()


def test_teasers_in_articles_of_their_own_are_related() -> None:
    first = "A ferry ran aground off Tarn Point on Monday, the coast guard said."
    title = "<h3><a href='/{n}'>Storm closes the coast road between Hale and Morstead</a></h3>"
    teaser = f"<article>{title}<p>{{words}}</p></article>"
    words = "Gusts of up to 130 kilometres an hour brought down trees on Sunday night."
    more = (
        f"<section><h2>More from News</h2>{teaser.format(n=1, words=words)}{teaser.format(n=2, words=words)}</section>"
    )
    report = _read(f"<main><article>{TITLE}{META}<p>{first}</p></article>{more}</main>")
    assert _body(report) == [first]
    assert report.byline == "Jana Moor"


def test_print_view_has_its_author_and_date_and_no_page_numbers() -> None:
    printed = "<p>Printed from https://courier.example/ferry on 5 March 2031</p><p>Page 1 of 1</p>"
    top = "<p>Hale Courier</p><h2>Ferry runs aground</h2><p>By Jana Moor</p><p>4 March 2031</p><hr>"
    report = _read(f"{top}{_paragraphs(*BODY)}<hr>{printed}", head="<title>Ferry runs aground</title>")
    assert _body(report) == BODY
    assert report.byline == "Jana Moor"
    assert report.published is not None
    assert str(report.published.earliest) == "2031-03-04"


def test_newsletter_laid_out_in_a_table_has_its_paragraphs_and_subheads() -> None:
    foot = (
        "You are receiving this email because you signed up at courier.example. Unsubscribe or manage your preferences."
    )
    top = "<h1>Morning Brief</h1><p>Good morning. It is Tuesday.</p><h2>Ferry aground</h2>"
    cell = f"{top}{_paragraphs(*BODY[:2])}<p>{foot}</p>"
    report = _read(f"<table><tr><td>{cell}</td></tr></table>", head="<title>Morning Brief</title>")
    assert _body(report)[-2:] == BODY[:2]
    assert "appeal" in {f.kind.value for f in report.furniture}


def test_rows_of_a_table_stay_whole() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>Port {name}</td><td>{n * 7} ships</td></tr>" for n, name in enumerate("ABC", 1)
    )
    report = _read(f"<article>{TITLE}{_paragraphs(*BODY)}<table>{rows}</table></article>")
    found = [" ".join(words.split()) for words in _body(report)[4:]]
    assert all(row in ("1 Port A 7 ships", "2 Port B 14 ships", "3 Port C 21 ships") for row in found)
