"""How long each kind of page takes in a case of many reports: seconds of one core, at the median and at most.

    python -m bench.pages [--reports 10000] [--base 24] [--folder build/pages] [--stories 12]

The case is of simulated stories, told again of other names as often as needed (`bench.ready`), and of one large story.
Pages are asked for as a browser asks, by one reader, in some stories drawn at random and in the largest; a page that
was not asked for before is timed apart from one that was.  A folder that holds such a case already is used as it is.
"""

import argparse
import io
import itertools
import json
import random
import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi.testclient import TestClient

from bench.growth import add_ready
from bench.machine import RESULTS, ROOT, describe_run, peak_mb
from bench.ready import read_base, write_copies
from bench.scale import write_story
from bench.timed import time_work
from onrecord import case
from onrecord.case import Case
from onrecord.interfaces.web.app import create_app
from onrecord.interfaces.web.options import ServeOptions
from onrecord.interfaces.web.pages.frame import prepare
from onrecord.language import load

Row = dict[str, Any]

HOME = "http://127.0.0.1:8731"
PORTION = 800  # reports added at once while the case is filled
LARGE = 400  # reports of the one large story
TABS = ("figures", "matrix", "timeline", "voices", "reports", "changes")
SEED = 3


def main() -> int:
    """Fill the case where it is not filled, time the pages, save and print."""
    options = read_arguments()
    if not (options.folder / "onrecord.toml").exists():
        case.init(options.folder).close()
    with case.open(options.folder) as opened:
        fill(opened, options.reports, base=options.base)
        result = {"filed": len(opened.list_filed()), **measure(opened, options.stories), **describe_run()}
    options.save.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))
    return 0


def read_arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000, help="of the case")
    parser.add_argument("--base", type=int, default=24, help="simulated stories that are read; the rest are copies")
    parser.add_argument("--stories", type=int, default=12, help="whose pages are asked for")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "pages", help="where the case is kept")
    parser.add_argument("--save", type=Path, default=RESULTS / "pages.json")
    return parser.parse_args()


def fill(opened: Case, reports: int, *, base: int) -> None:
    """Add reports until the case holds so many, the large story last."""
    held = len(opened.list_filed())
    if held >= reports:
        return
    copies = reports - LARGE
    if held < copies:
        stream = write_copies(read_base(base, language=load("en")), copies)
        for _ in range(held):
            next(stream)
        while some := list(itertools.islice(stream, PORTION)):
            add_ready(opened, some)
    opened.add("-", stdin=io.BytesIO(b"".join(write_story(LARGE))))


def measure(opened: Case, stories: int) -> Row:
    """Seconds of one core that reading the case takes, and each kind of page: a first time, and again."""
    app = create_app(opened, options=ServeOptions(can_edit=True))
    rooms = app.state.site.rooms
    reading, preparing = time_work(rooms.whole), time_work(lambda: prepare(rooms))
    whole = rooms.whole()
    known = whole.book.account.stories
    drawn = [known[0], *random.Random(SEED).sample(known[1:], min(stories, len(known) - 1))]
    client = TestClient(app, base_url=HOME)
    first: dict[str, list[float]] = {}
    again: dict[str, list[float]] = {}
    for story in drawn:
        for kind, address in list_pages(client, story):
            for times in (first, again):
                times.setdefault(kind, []).append(time_work(lambda a=address: _get(client, a)))  # type: ignore[misc]
    return {
        "reports": len(whole.book.reports),
        "stories": len(known),
        "largest_story": len(known[0].reports),
        "reading_s": round(reading, 2),  # once, when the server starts, and beside the old state after a change
        "preparing_s": round(preparing, 2),  # in the background then
        "median_first_s": _median(itertools.chain(*first.values())),
        "median_again_s": _median(itertools.chain(*again.values())),
        "pages": {
            kind: {
                "first_s": _median(first[kind]),
                "most_s": round(max(first[kind]), 3),
                "again_s": _median(again[kind]),
            }
            for kind in first
        },
        "peak_mb": peak_mb(),
    }


def list_pages(client: TestClient, story: Any) -> Iterator[tuple[str, str]]:
    """Every kind of page for a story, each with an address."""
    words = story.name.split()
    own = f"/t/{story.slug}-{story.reports[0][:11]}"
    yield "stories", "/"
    yield "brief", own
    yield from ((tab, f"{own}/{tab}") for tab in TABS)
    figures = _ask(client, f"{own}/figures")["figures"]
    if figures:
        amount = figures[0]["rows"][0]["figure"]
        yield from (("figure", f"{own}/figures/{amount}"), ("finding", f"/x/{amount}"))
    cited = [c["id"] for part in _ask(client, own)["brief"]["parts"] for ln in part["lines"] for c in ln["cites"]]
    statement = next((id for id in cited if id.startswith("s")), None)
    if statement:
        yield from (("claim", f"/c/{statement}"), ("statement", f"/s/{statement}"))
    yield from (("report", f"/r/{story.reports[-1]}"), ("versions", f"/r/{story.reports[-1]}/versions"))
    speakers = _ask(client, f"{own}/voices")["speakers"]
    yield from (("actor", f"/a/{quote(s['name'])}") for s in speakers[:2])
    yield from (("search", f"/search?q={quote(words[0])}"), ("search, frequent words", "/search?q=minister+said"))
    question = quote(f"How many soldiers are near {words[-1]}?")
    yield from (("ask", f"/ask?q={question}&story={story.slug}"), ("ask, of all reports", f"/ask?q={question}"))
    yield from (("review", f"/review?story={story.slug}"), ("sources", "/sources"), ("check", "/check"))


def _ask(client: TestClient, address: str) -> Any:
    return client.get(f"{address}.json").json()


def _get(client: TestClient, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


def _median(times: Iterable[float]) -> float:
    return round(statistics.median(times), 4)


if __name__ == "__main__":
    raise SystemExit(main())
