"""A feed with its pages, served on this machine by a process of its own."""

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from evaluation.simulator.stories import write_stories

PAGES = 3
PAGE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
SERVER = (
    "import http.server as h, sys\n"
    "class Quiet(h.SimpleHTTPRequestHandler):\n"
    "    def log_message(self, *told): pass\n"
    "s = h.ThreadingHTTPServer(('127.0.0.1', 0), lambda *a: Quiet(*a, directory=sys.argv[1]))\n"
    "print(s.server_port, flush=True)\n"
    "s.serve_forever()\n"
)


@contextlib.contextmanager
def serve_feed(folder: Path) -> Iterator[str]:
    """The address of the feed, as long as it is served."""
    folder.mkdir(parents=True)
    command = [sys.executable, "-c", SERVER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        home = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        _write(folder, home)
        try:
            yield f"{home}/feed.xml"
        finally:
            server.kill()


def _write(folder: Path, home: str) -> None:
    items = []
    for number, written in enumerate(write_stories(1, seed=11)[:PAGES]):
        told = json.loads(json.dumps(written.line()))
        title = re.split(r"[.,]", told["text"])[0]
        body = "".join(f"<p>{paragraph}</p>" for paragraph in told["text"].split("\n\n"))
        (folder / f"{number}.html").write_text(PAGE.format(title=title, body=body), encoding="utf-8")
        link = f"{home}/{number}.html"
        items.append(f"<item><guid>{number}</guid><title>{title}</title><link>{link}</link></item>")
    (folder / "robots.txt").write_text("User-agent: *\nAllow: /\n", encoding="utf-8")
    feed = f'<rss version="2.0"><channel><title>Coastline</title>{"".join(items)}</channel></rss>'
    (folder / "feed.xml").write_text(feed, encoding="utf-8")
