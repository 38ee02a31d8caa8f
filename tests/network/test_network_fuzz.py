"""Whatever bytes a server sends, feeds, lists and packings are read as far as they can be, or refused with a reason."""

import io
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources import ReadOptions
from onrecord.sources.addresses import Refused, parse_address, tidy_address
from onrecord.sources.dispatch import read_thing
from onrecord.sources.feeds import read_feed
from onrecord.sources.opml import read_opml
from onrecord.sources.robots import Robots, RobotsFile
from onrecord.sources.thing import Thing
from onrecord.sources.unpacking import BadBody, unpack

FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>C</title><item><title>T &amp; t</title><link>http://x.example/'
    b"1</link><guid>1</guid><pubDate>Tue, 04 Mar 2031 05:30:00 GMT</pubDate><description>&lt;p&gt;A b.&lt;/p&gt;"
    b"</description><source url='u'>S</source></item></channel></rss>"
)
JSON = (
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "C", "items": [{"id": 1, "url": "http://x.example/1"}]}'
)
LIST = b'<opml version="2.0"><body><outline text="a"><outline xmlUrl="http://x.example/rss"/></outline></body></opml>'
PIECES = st.sampled_from(
    [
        *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"\x00", b"\xff\xfe", b"</item>", b"<item>", b'"', b"{"),
        *(b"[" * 50, b"<!DOCTYPE x [", b"&#55296;", b"&#x110000;", b"xml:base='http://['", b"\xe2\x80\x8f", b"1e999"),
        *(b"<feed>", b"null"),
    ]
)
LINES = [
    "User-agent: *",
    "Disallow: /",
    "Crawl-delay: -1",
    "Crawl-delay: x",
    "Request-rate: 0/0",
    "Allow: /%zz",
    "\ufeff",
]


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with a few of them gone, doubled or written over."""
    content = whole
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 40)))
        content = content[:start] + draw(PIECES | st.binary(max_size=8)) + content[end:]
    return content


@settings(deadline=None)
@given(damaged(FEED) | damaged(JSON), st.sampled_from([None, "utf-8", "utf-16", "no-such", "utf-7"]))
def test_feed_is_read_or_is_none(content: bytes, encoding: str | None) -> None:
    feed = read_feed(content, encoding=encoding, address="http://x.example/rss")
    for item in feed.items if feed else ():
        assert item.title or item.text
        assert item.link is None or item.link.startswith(("http://", "https://"))


@settings(deadline=None)
@given(damaged(FEED) | damaged(JSON) | damaged(LIST), st.sampled_from(["a.rss", "a.xml", "a.json", "a.opml", "a"]))
def test_file_gives_captures_and_notes_and_never_raises(content: bytes, name: str) -> None:
    thing = Thing(stream=io.BytesIO(content), name=name, where=name, options=ReadOptions(), read_inside=read_thing)
    assert all(isinstance(each, Capture | Note) for each in read_thing(thing))


@given(damaged(LIST) | st.binary(max_size=200))
def test_list_of_feeds_is_read_or_refused(content: bytes) -> None:
    try:
        listed = read_opml(content, where="x.opml")
    except InputError:
        return
    assert len({each.address for each in listed}) == len(listed)


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate", "", "br"]), st.integers(1, 9), st.data())
def test_body_is_unpacked_within_the_limit_or_refused(
    body: bytes, packing: str, size: int, data: st.DataObject
) -> None:
    packed = data.draw(st.sampled_from([body, zlib.compress(body), zlib.compress(body * 99)[2:-4]]))
    chunks = [packed[i : i + size] for i in range(0, len(packed), size)]
    try:
        got = b"".join(unpack(chunks, packing=packing, limit=1_000))
    except BadBody:
        return
    assert len(got) <= 1_000


@given(st.text(max_size=60) | st.text(max_size=30).map("http://".__add__) | st.from_regex(r"https?://[^/]{1,30}/.*"))
def test_address_is_read_or_refused(given_address: str) -> None:
    assert isinstance(tidy_address(given_address), str)
    try:
        url = parse_address(given_address)
    except Refused:
        return
    assert url.scheme in ("http", "https")
    assert url.host


@given(
    st.text(max_size=300) | st.lists(st.sampled_from([*LINES, "Disallow: *$*$", "Request-rate: 1/5m"])).map("\n".join)
)
def test_any_robots_txt_can_be_kept_to(text: str) -> None:
    url = parse_address("https://x.example/a?b=%zz")
    robots = Robots(lambda _: RobotsFile(text=text))
    assert 0.0 <= robots.delay_s(url) <= 60.0
    robots.refusal(url)
