"""Whether something is a feed, by its first bytes: asked of files of every kind, so it loads nothing."""

HEAD = 4_096  # bytes that are looked at
JSON_FEED = "https://jsonfeed.org/version/"


def looks_like_feed(head: bytes) -> bool:
    """True where the first bytes are a feed's: XML with a feed's root, or JSON that names JSON Feed."""
    start = head.replace(b"\0", b"")[:HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"{"):
        return JSON_FEED.encode() in start.replace(b"\\/", b"/")
    return any(root in start for root in (b"<rss", b"<feed", b"<rdf:RDF", b"<RDF")) and b"<html" not in start.lower()
