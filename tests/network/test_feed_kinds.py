"""Feeds of every kind, whole and broken: what their items become."""

import datetime as dt
import io
from pathlib import Path

import pytest

from onrecord import language
from onrecord.errors import InputError
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources import ReadOptions, check_inputs, read_inputs
from onrecord.sources.feeds import Feed, read_feed
from onrecord.sources.items import capture_words
from onrecord.sources.opml import read_opml

BODY = "Three missiles struck the Harrow depot overnight, the air force said."
FEEDS = Path(__file__).parent.parent / "golden" / "feeds"
RSS, RSS_091, ATOM, RDF, JSON = (
    (FEEDS / name).read_text(encoding="utf-8").strip()
    for name in ("gatherer.rss", "oldest.rss", "gatherer.atom", "coastline.rdf", "coastline.json")
)


@pytest.mark.parametrize("content", [RSS, ATOM, RDF, JSON], ids=["rss", "atom", "rdf", "json"])
def test_item_becomes_a_report_with_headline_outlet_address_and_time(content: str) -> None:
    capture = _only(content)
    assert capture.address == "https://coastline.example/r5"
    assert capture.outlet == "Coastline"
    found = read_capture(capture, language=language.load("en"))
    (report,) = found.items
    assert report.headline is not None
    assert report.headline.of(report.text).startswith("Three missiles struck")
    assert report.body[0].of(report.text) == BODY
    assert report.published is not None
    assert report.published.at == dt.datetime(2031, 3, 4, 5, 30, tzinfo=dt.UTC)
    assert report.outlet == "Coastline"


def test_source_names_the_true_publisher_else_the_feed_does() -> None:
    assert _only(RSS).outlet == "Coastline"
    assert _only(RSS.replace("<source", "<x").replace("</source>", "</x>")).outlet == "Gatherer"


def test_old_feeds_without_ids_and_dates_are_read() -> None:
    capture = _only(RSS_091)
    assert (capture.outlet, capture.published) == ("Coastline", None)


def test_markup_in_titles_is_taken_off_once() -> None:
    assert _only(RSS).content.decode().startswith("Three missiles struck & missed\n\n")
    assert _only(ATOM).content.decode().startswith("Three missiles struck\n\n")


def test_short_link_is_completed_from_the_feeds_own_address() -> None:
    content = RSS.replace("https://coastline.example/r5?utm_source=g", "/r5").replace(
        "<link>https://gatherer.example/</link>", ""
    )
    feed = read_feed(content.encode(), address="https://harbour.example/feeds/all")
    assert feed is not None
    assert feed.items[0].link == "https://harbour.example/r5"


def test_fingerprint_follows_words_and_not_dates() -> None:
    one = _feed(RSS).items[0]
    assert _feed(RSS.replace("05:30", "06:45")).items[0].fingerprint == one.fingerprint
    for old, new in (("Three missiles struck &amp;", "Two missiles struck &amp;"), ("denied it", "denied all")):
        other = _feed(RSS.replace(old, new)).items[0]
        assert other.key == one.key
        assert other.fingerprint != one.fingerprint


def test_key_is_given_once_and_the_first_counts() -> None:
    twice = RSS.replace("</item>", "</item><item><guid>r5</guid><title>Older</title></item>")
    assert [item.title for item in _feed(twice).items] == ["Three missiles struck & missed"]


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("Tue, 04 Mar 2031 05:30:00 +0530", "2031-03-04T00:00:00+00:00"),
        ("Tue, 04 Mar 2031 05:30:00 EST", "2031-03-04T10:30:00+00:00"),
        ("Tue,04 Mar 2031 05:30:00 GMT", "2031-03-04T05:30:00+00:00"),
        ("Mon, 04 Mar 2031 05:30:00 GMT", "2031-03-04T05:30:00+00:00"),  # it was a Tuesday
        ("2031-03-04T05:30:00Z", "2031-03-04T05:30:00+00:00"),
        ("Tue, 4 Mar 2031 05:30 XYZ", "2031-03-04"),  # a zone that there is not: the day is kept, the hour not believed
        ("Tue, 04 Mar 2031 05:30:00 +9900", "2031-03-04"),
        ("2031-03-04T05:30:00", "2031-03-04"),
        ("Wed, 04 Mar 2031 25:61:00 GMT", "2031-03-04"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None),
        ("yesterday evening", None),
        ("0000-00-00T00:00:00", None),
        ("", None),
    ],
)
def test_broken_dates_and_zones_are_read_as_far_as_they_can_be_believed(given: str, published: str | None) -> None:
    capture = _only(RSS.replace("Tue, 04 Mar 2031 05:30:00 GMT", given))
    (report,) = read_capture(capture, language=language.load("en")).items
    when = report.published
    assert (when and (when.at.isoformat() if when.at else str(when.earliest))) == published


@pytest.mark.parametrize(
    ("content", "items"),
    [
        (RSS[: RSS.index("<source")], 1),
        (RSS.replace("</rss>", "").replace("</channel>", ""), 1),
        (RSS.replace("<description>", "<description>&nbsp;&eacute; & "), 1),
        (RSS.replace("<item>", "<item>\x00\x01"), 1),
        (JSON.replace('"items": [', '"items": [7, null, '), 1),
    ],
    ids=["cut off", "not closed", "stray ampersands", "control characters", "rows that are none"],
)
def test_damaged_feed_gives_what_can_be_made_out(content: str, items: int) -> None:
    feed = _feed(content)
    assert len(feed.items) == items
    assert feed.is_damaged


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 100, b"/etc/hostname", b"https://coastline.example/rss", b"<html><body>No</body></html>", b"{}",
     b'{"version": "https://jsonfeed.org/version/1", "items": 5}', b'{"version": "https://jsonfeed.org/version/1"'],
)  # fmt: skip
def test_what_is_no_feed_is_none(content: bytes) -> None:
    assert read_feed(content) is None


def test_encoding_of_the_server_and_of_the_feed_are_tried() -> None:
    latin = RSS.replace("Harrow", "Härrow").replace('"1.0"', '"1.0" encoding="iso-8859-1"').encode("latin-1")
    wrong = RSS.replace("Harrow", "Härrow").encode("cp1252")
    for content, said in ((latin, None), (latin, "utf-8"), (wrong, None), (wrong, "utf-8")):
        feed = read_feed(content, encoding=said)
        assert feed is not None
        assert "Härrow" in feed.items[0].text


def test_entities_that_grow_and_entities_that_point_outside_give_nothing() -> None:
    grown = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{grown}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    content = RSS.replace('<?xml version="1.0"?>', bomb).replace(BODY, "&l8;&f;")
    assert all(len(item.text) < 1_000 for item in _feed(content).items)


def test_list_of_feeds_gives_each_address_once() -> None:
    content = (
        b'<opml version="2.0"><body><outline text="Coast"><outline xmlUrl="https://a.example/rss" title="A"/>'
        b'<outline xmlUrl="https://b.example/rss" text="B"/></outline><outline xmlUrl="https://a.example/rss"/></body></opml>'
    )
    listed = read_opml(content, where="feeds.opml")
    assert [(f.address, f.title) for f in listed] == [("https://a.example/rss", "A"), ("https://b.example/rss", "B")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<opml><body>", "not well formed"),
        (b"<html/>", "root is not"),
        (b"", "not well formed"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body><outline text="&a;"/></body></opml>', "entities"),
    ],
)
def test_broken_list_of_feeds_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_opml(content, where="feeds.opml")


def test_saved_feed_is_read_offline_and_its_pages_are_noted(tmp_path) -> None:
    (tmp_path / "a.rss").write_text(RSS)
    (tmp_path / "b.json").write_text(JSON)
    (tmp_path / "c.opml").write_text('<opml><body><outline xmlUrl="https://a.example/rss"/></body></opml>')
    found = list(read_inputs([str(tmp_path)], stdin=io.BytesIO(), sources={}))
    assert len([f for f in found if isinstance(f, Capture)]) == 2
    notes = [f for f in found if isinstance(f, Note)]
    assert {n.kind for n in notes} == {"not-fetched"}
    assert [n.message[:6] for n in notes] == ["1 page", "1 page", "1 feed"]
    assert all("network off" in n.message for n in notes)


def test_address_is_refused_while_the_network_is_off() -> None:
    for given in ("https://coastline.example/r5", "feed://coastline.example/rss", "http://x.example"):
        with pytest.raises(InputError, match="the network is off") as caught:
            check_inputs([given], sources={})
        assert "--online" in (caught.value.help or "")


def test_page_of_a_feed_is_fetched_with_the_network_on(server, fetcher) -> None:
    link = server.page(
        "/r5", f"<html><head><title>Three</title></head><body><article><p>{BODY}</p></article></body></html>"
    )
    server.feed("/rss", RSS.replace("https://coastline.example/r5?utm_source=g", link))
    options = ReadOptions(fetcher=fetcher)
    (page,) = read_inputs([server.url("/rss")], stdin=io.BytesIO(), sources={}, options=options)
    assert isinstance(page, Capture)
    assert (page.media_type, page.address, page.outlet) == ("text/html", link, "Coastline")
    assert page.fetched is not None
    assert page.published == "Tue, 04 Mar 2031 05:30:00 GMT"


@pytest.mark.parametrize(
    ("body", "kind", "why"),
    [
        ('<rss version="2.0"><channel><title>C</title></channel></rss>', "empty-feed", "without items"),
        ('<rss version="2.0"><channel><item><guid>1</guid></item></channel></rss>', "bad-item", "1 item"),
        ("<!doctype html><html><body>Log in.</body></html>", "not-a-feed", "is no feed but a web page"),
        ('{"no": "feed"}', "not-a-feed", "is no feed that can be read"),
    ],
)
def test_feed_that_gives_nothing_says_why_and_what_to_do(server, fetcher, tmp_path, body, kind, why) -> None:
    url = server.feed("/rss", body)
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{url}"/></body></opml>')
    options = ReadOptions(fetcher=fetcher)
    (note,) = read_inputs([str(tmp_path / "feeds.opml")], stdin=io.BytesIO(), sources={}, options=options)
    assert isinstance(note, Note)
    assert (note.kind, note.where) == (kind, url)
    assert why in note.message
    assert url in note.message
    assert "Check" in note.message or "Look" in note.message


def test_page_that_cannot_be_had_leaves_the_items_own_words_and_a_note(server, fetcher) -> None:
    server.feed("/rss", RSS.replace("https://coastline.example/r5?utm_source=g", server.url("/gone")))
    note, words = read_inputs(
        [server.url("/rss")], stdin=io.BytesIO(), sources={}, options=ReadOptions(fetcher=fetcher)
    )
    assert isinstance(note, Note)
    assert (note.kind, "404" in note.message) == ("not-fetched", True)
    assert isinstance(words, Capture)
    assert BODY in words.content.decode()


def test_document_at_an_address_is_read_by_its_kind(server, fetcher) -> None:
    url = server.page("/notes/r7.txt", BODY, **{"Content-Type": "text/plain; charset=utf-8"})
    (found,) = read_inputs([url], stdin=io.BytesIO(), sources={}, options=ReadOptions(fetcher=fetcher))
    assert isinstance(found, Capture)
    assert (found.media_type, found.address, found.doc) == ("text/plain", url, url)


def _feed(content: str) -> Feed:
    feed = read_feed(content.encode())
    assert feed is not None
    return feed


def _only(content: str) -> Capture:
    feed = _feed(content)
    (item,) = feed.items
    return capture_words(item, feed="feed.xml", outlet=feed.title)


@pytest.mark.parametrize(
    "content",
    [
        "<rss version='2.0'><channel><link>http://[x</link><item><title>One</title><link>/1</link></item></channel></rss>",
        '{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "http://[x",'
        ' "items": [{"id": "1", "title": "One", "url": "/1"}]}',
    ],
)
def test_site_of_a_feed_that_is_no_address_costs_no_items(content: str) -> None:
    feed = read_feed(content.encode(), address="https://coastline.example/feeds/all")
    assert feed is not None
    assert [(item.title, item.link) for item in feed.items] == [("One", "https://coastline.example/1")]
