"""Fuzz targets: every reader is handed bytes that a fuzzer makes up, and must neither raise nor point outside its text.

`bench.fuzz_run` hands them to atheris, `tests/fuzz` to Hypothesis for a moment.  What makes a reader fall becomes a
folder of tests/golden/broken.
"""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

from onrecord.language import load
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.sources.addresses import parse_address
from onrecord.sources.dispatch import read_thing
from onrecord.sources.feeds import read_feed
from onrecord.sources.items import capture_words
from onrecord.sources.robots import MAX_DELAY_S, Robots, RobotsFile
from onrecord.sources.thing import Limits, ReadOptions, Thing
from onrecord.sources.unpacking import BadBody, unpack

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "tests" / "golden"
ENGLISH = load("en")
OPTIONS = ReadOptions(limits=Limits(thing=1 << 20, ratio=50, members=100))
MOST = 20  # captures of one input whose text is read
FEED = "https://coastline.example/feeds/all"
PAGE = parse_address("https://coastline.example/a/b?c=%zz")
LARGEST = 1 << 20  # bytes of a body that a server sends, unpacked
ENDINGS: Mapping[str, tuple[str, ...]] = {  # target -> the endings under which it hands its bytes in
    "text": (".txt",),
    "page": (".html",),
    "markdown": (".md",),
    "pdf": (".pdf",),
    "word": (".docx",),
    "mail": (".eml",),
    "lines": (".jsonl",),
    "json": (".json",),
    "table": (".csv",),
    "warc": (".warc", ".warc.gz"),
    "zip": (".zip", ".wacz"),
    "packed": (".txt.gz", ".jsonl.bz2", ".txt.xz", ".txt.zst"),
    "opml": (".opml", ".xml"),
    "unnamed": ("",),
}
FEEDS: Mapping[str, str] = {"rss": ".rss", "atom": ".atom", "rdf": ".rdf", "json-feed": ".json"}


def read_bytes(content: bytes, ending: str) -> None:
    """Read these bytes as a file of that ending; raises where a reader breaks its promises."""
    name = f"input{ending}"
    thing = Thing(stream=io.BytesIO(content), name=name, where=name, options=OPTIONS, read_inside=read_thing)
    for number, found in enumerate(read_thing(thing)):
        if isinstance(found, Note):
            assert found.kind
            assert found.message
        elif number < MOST:
            check_capture(found)


def read_document(content: bytes, media_type: str) -> None:
    """The same for bytes that a JSON line or an archive holds."""
    check_capture(Capture(id="c", content=content, media_type=media_type, doc="input"))


def read_served_feed(content: bytes) -> None:
    """The same for bytes that a server gives as a feed."""
    feed = read_feed(content, encoding="utf-8", address=FEED)
    for item in feed.items[:MOST] if feed is not None else ():
        assert item.title or item.text
        assert item.link is None or item.link.startswith(("http://", "https://"))
        check_capture(capture_words(item, feed=FEED, outlet=feed.title if feed is not None else None))


def read_robots(content: bytes) -> None:
    """Keep to these bytes as a site's robots.txt."""
    robots = Robots(lambda _: RobotsFile(text=content.decode("utf-8", "replace")))
    robots.refusal(PAGE)
    assert 0.0 <= robots.delay_s(PAGE) <= MAX_DELAY_S


def unpack_body(content: bytes) -> None:
    """Unpack these bytes as the body that a server sends."""
    for packing in ("gzip", "deflate"):
        try:
            size = sum(len(part) for part in unpack([content], packing=packing, limit=LARGEST))
        except BadBody:
            continue
        assert size <= LARGEST


def check_capture(capture: Capture) -> None:
    """Read the capture; every span must lie inside its report, in order and without overlaps."""
    for report in read_capture(capture, language=ENGLISH).items:
        check_report(report)


def check_report(report: Report) -> None:
    """Raise where a span of the report is out of place."""
    assert 0 <= report.span.start < report.span.end <= len(report.text)
    zones = [*report.subheads, *report.body, *(f.span for f in report.furniture)]
    at = report.span.start
    for span in sorted([*zones, *(s for s in (report.headline, report.standfirst) if s)]):
        assert at <= span.start < span.end <= report.span.end, (at, span, report.span)
        at = span.end
    report.text.encode("utf-8")  # no half characters


def _by_ending(endings: tuple[str, ...]) -> Callable[[bytes], None]:
    def target(content: bytes) -> None:
        for ending in endings:
            read_bytes(content, ending)

    return target


def _by_feed(ending: str) -> Callable[[bytes], None]:
    def target(content: bytes) -> None:
        read_bytes(content, ending)
        read_served_feed(content)

    return target


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    **{name: _by_ending(endings) for name, endings in ENDINGS.items()},
    **{name: _by_feed(ending) for name, ending in FEEDS.items()},
    "ninjs": lambda content: read_document(content, "application/vnd.iptc.ninjs+json"),
    "linked": lambda content: read_document(content, "application/ld+json"),
    "robots": read_robots,
    "body": unpack_body,
}


def list_seeds(name: str) -> list[bytes]:
    """What a fuzzer starts from: our own golden things of the target's endings, else all of them."""
    files = [p for p in SEEDS.rglob("*") if p.is_file() and p.name != "expected.json"]
    endings = (FEEDS[name],) if name in FEEDS else ENDINGS.get(name, (".json",))
    fitting = [p for p in files if p.name.endswith(endings)]
    if name in FEEDS:
        fitting = [p for p in fitting if "feed" in p.parent.name]
    return [p.read_bytes() for p in sorted(fitting or files)]
