"""`add` of addresses: what is fetched is there before the right to write is asked for."""

from pathlib import Path

import pytest

from onrecord import case as cases
from onrecord.case.case import Case
from onrecord.store.lock import hold_lock

PAGE = (
    "<html><body><article><h1>Force grows</h1><p>An official said that the force had grown.</p></article></body></html>"
)


def test_others_may_write_while_an_address_is_fetched(server, tmp_path: Path) -> None:
    cases.init(tmp_path / "case").close()
    url = server.page("/r1", PAGE)
    give, free = server.routes["/r1"], []

    def answer_while_another_writes(handler) -> None:
        with hold_lock(tmp_path / "case" / "onrecord.lock", wait_s=0):
            free.append(True)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(give.body)

    server.routes["/r1"] = answer_while_another_writes
    flags = {"network.allow": True, "network.private": True, "network.delay_s": 0.0}
    with cases.open(tmp_path / "case", flags=flags) as opened:
        assert opened.add(url).new == 1
    assert free == [True]


def _open(folder: Path) -> Case:
    return cases.open(folder, flags={"network.allow": True, "network.private": True, "network.delay_s": 0.0})


def _serve(server, path: str, body: str, *, etag: str | None = None, modified: str | None = None) -> list[int]:
    """Serve this to whoever does not hold it already; the list tells with what each was answered."""
    kind = "application/rss+xml" if body.startswith("<rss") else "text/html"
    answers: list[int] = []

    def give(handler) -> None:
        asked = handler.headers
        is_held = etag is not None and asked.get("If-None-Match") == etag
        is_held = is_held or (modified is not None and asked.get("If-Modified-Since") == modified)
        answers.append(304 if is_held else 200)
        handler.send_response(answers[-1])
        for name, value in (("ETag", etag), ("Last-Modified", modified), ("Content-Type", kind)):
            if value is not None:
                handler.send_header(name, value)
        handler.end_headers()
        if not is_held:
            handler.wfile.write(body.encode())

    server.routes[path] = give
    return answers


ETAG, DAY = '"one"', "Tue, 04 Mar 2031 05:30:00 GMT"


@pytest.mark.parametrize("said", [{"etag": ETAG}, {"modified": DAY}, {"etag": ETAG, "modified": DAY}])
def test_page_that_stands_costs_its_site_nothing_and_is_no_news(server, tmp_path: Path, said: dict[str, str]) -> None:
    cases.init(tmp_path / "case").close()
    answers = _serve(server, "/r1", PAGE, **said)
    with _open(tmp_path / "case") as opened:
        assert opened.add(server.url("/r1")).new == 1
    with _open(tmp_path / "case") as opened:
        again = opened.add(server.url("/r1"))
    assert (again.read, again.skipped, again.failed) == (0, 1, ())
    assert answers == [200, 304]


def test_feed_that_stands_and_its_pages_are_no_news_and_an_edited_page_is_a_version(server, tmp_path: Path) -> None:
    cases.init(tmp_path / "case").close()
    links = "".join(f"<item><title>Item {n}</title><link>{server.url(f'/r{n}')}</link></item>" for n in (1, 2))
    feed = _serve(
        server, "/rss", f'<rss version="2.0"><channel><title>Coastline</title>{links}</channel></rss>', etag="f"
    )
    one, two = (_serve(server, f"/r{n}", PAGE.replace("force", f"force {n}"), etag=f"p{n}") for n in (1, 2))
    with _open(tmp_path / "case") as opened:
        assert opened.add(server.url("/rss")).new == 2
        again = opened.add(server.url("/rss"))
        assert (again.read, again.skipped, again.failed) == (0, 2, ())
        assert (feed, one, two) == ([200, 304],) * 3
        edited = _serve(server, "/r2", PAGE.replace("grown", "shrunk"), etag="p2b")
        third = opened.add(server.url("/rss"))
        assert (third.read, third.versions, third.skipped) == (1, 1, 1)
    assert edited == [200]


def test_page_that_was_fetched_and_never_stored_is_asked_for_anew(server, tmp_path: Path) -> None:
    cases.init(tmp_path / "case").close()
    answers = _serve(server, "/r1", PAGE, etag=ETAG)
    url = server.url("/r1")
    with _open(tmp_path / "case") as opened:
        opened.add(url)
    for kept in (tmp_path / "case" / "captures").rglob("*"):
        if kept.is_file():
            kept.unlink()
    with _open(tmp_path / "case") as opened:
        opened.add(url)
    assert answers == [200, 200]


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"content": "%%", "capture": 3}'])
def test_what_is_remembered_and_damaged_counts_as_nothing(server, tmp_path: Path, content: str) -> None:
    cases.init(tmp_path / "case").close()
    answers = _serve(server, "/r1", PAGE, etag=ETAG)
    with _open(tmp_path / "case") as opened:
        opened.add(server.url("/r1"))
        for file in (tmp_path / "case" / "fetched").iterdir():
            file.write_text(content)
        assert opened.add(server.url("/r1")).skipped == 1
    assert answers == [200, 200]


def test_server_that_says_unasked_that_nothing_changed_is_told(server, tmp_path: Path) -> None:
    cases.init(tmp_path / "case").close()
    server.routes["/r1"] = lambda handler: (handler.send_response(304), handler.end_headers())
    with _open(tmp_path / "case") as opened:
        result = opened.add(server.url("/r1"))
    assert [n.kind for n in result.failed] == ["broken-answer"]
