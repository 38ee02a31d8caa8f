"""Watching: re-polls are no news, retitled items are versions, and nothing is lost by errors or stops."""

import datetime as dt
import json
import os
import random
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from onrecord import case as cases
from onrecord.case.case import Case
from onrecord.case.stopping import Stop
from onrecord.case.watching import Came, WatchOptions
from onrecord.errors import InputError, StoreError
from onrecord.store.feedstate import load_state, save_state
from onrecord.store.lock import hold_lock

START = dt.datetime(2031, 3, 4, tzinfo=dt.UTC)


@dataclass
class Clock:
    """Time that only passes when somebody waits."""

    at: dt.datetime = START
    waits: list[float] = field(default_factory=list)

    def now(self) -> dt.datetime:
        return self.at

    def pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += dt.timedelta(seconds=seconds)


Online = Callable[..., Case]


@pytest.fixture
def online(tmp_path: Path) -> Iterator[Online]:
    """Opens a case that may ask servers of this machine."""
    opened: list[Case] = []

    def open_case(**flags: Any) -> Case:
        folder = tmp_path / "case"
        if not folder.exists():
            cases.init(folder).close()
        all_flags = {"network.allow": True, "network.private": True, "network.delay_s": 0.0, "store.wait_s": 0.2}
        all_flags.update({name.replace("__", "."): value for name, value in flags.items()})
        opened.append(cases.open(folder, flags=all_flags))
        return opened[-1]

    yield open_case
    for each in opened:
        each.close()


def _feed(items: dict[str, tuple[str, str]], link: str = "https://coastline.example/", *, build: str = "") -> str:
    head = f"<title>Coastline</title><lastBuildDate>{build}</lastBuildDate>"
    rows = "".join(
        f"<item><guid>{id}</guid><title>{title}</title><link>{link}{id}</link><description>{words}</description>"
        "<pubDate>Tue, 04 Mar 2031 05:30:00 GMT</pubDate></item>"
        for id, (title, words) in items.items()
    )
    return f'<rss version="2.0"><channel>{head}{rows}</channel></rss>'


def _watch(case: Case, url: str, clock: Clock, **more: Any) -> list[Came]:
    options = {"now": clock.now, "pause": clock.pause, "jitter": lambda: 1.0, "every_s": 60.0, "for_s": 1.0, **more}
    return list(case.watch([url], WatchOptions(**options)))


def _versions(case: Case) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in case.list_filed():
        found[each.page] = found.get(each.page, 0) + 1
    return found


WORDS = "An official said that the force had grown."


def test_repoll_is_no_news(server, online: Online) -> None:
    url = server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}), etag='"1"')
    case, clock = online(network__pages=False), Clock()
    came = _watch(case, url, clock, for_s=600.0)
    assert [c.result.new for c in came if c.result] == [1]
    assert len(server.paths()) == 10
    assert server.asked[-1][1]["if-none-match"] == '"1"'
    assert _versions(case) == {"https://coastline.example/r1": 1}


def test_feed_that_is_written_anew_at_each_poll_is_no_news(server, online: Online) -> None:
    url, case, clock = server.url("/rss"), online(network__pages=False), Clock()
    for n in range(3):
        server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}, build=f"{n}"))
        came = _watch(case, url, clock)
        assert bool(came) is (n == 0)
    assert _versions(case) == {"https://coastline.example/r1": 1}


def test_retitled_item_is_a_version_also_when_its_address_follows_the_title(server, online: Online) -> None:
    case, clock = online(network__pages=False), Clock()
    url = server.feed("/rss", _feed({"r1": ("Four missiles hit depot", WORDS)}))
    _watch(case, url, clock)
    clock.pause(60)
    retitled = _feed({"r1": ("Three missiles hit depot", WORDS)}).replace("example/r1", "example/three-missiles-r1")
    server.feed("/rss", retitled)
    (came,) = _watch(case, url, clock)
    assert came.result is not None
    assert (came.result.new, came.result.versions) == (0, 1)
    assert _versions(case) == {"https://coastline.example/r1": 2}
    (arrival,) = case.list_arrivals(came.result.captures)
    assert arrival.comparison is not None
    assert [(e.is_headline, e.kinds) for e in arrival.comparison.edits] == [(True, ("number",))]


def test_item_that_is_put_back_to_what_it_was_is_a_version_too(server, online: Online) -> None:
    case, clock, url = online(network__pages=False), Clock(), server.url("/rss")
    for words in (WORDS, WORDS.replace("grown", "shrunk"), WORDS, WORDS):
        server.feed("/rss", _feed({"r1": ("Force changes", words)}))
        _watch(case, url, clock)
    assert _versions(case) == {"https://coastline.example/r1": 3}
    assert WORDS in case.casebook().reports[0].text


def test_feed_that_becomes_a_page_for_a_while_is_told_once_and_takes_nothing_in(server, online: Online) -> None:
    case, clock = online(network__pages=False), Clock()
    url = server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}))
    _watch(case, url, clock)
    server.page("/rss", "<!doctype html><html><body><p>Log in to read Coastline and its reports.</p></body></html>")
    clock.pause(60)
    came = _watch(case, url, clock, for_s=600.0)
    assert [n.kind for c in came for n in c.notes] == ["not-a-feed"]
    server.feed("/rss", _feed({"r1": ("Force grows", WORDS), "r2": ("Force shrinks", WORDS)}))
    clock.pause(3600)
    assert [c.result.new for c in _watch(case, url, clock) if c.result] == [1]
    assert _versions(case) == {f"https://coastline.example/r{n}": 1 for n in (1, 2)}


def test_page_of_an_item_is_taken_and_taken_again_when_the_item_changes(server, online: Online) -> None:
    page = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
    server.page("/r1", page.format("Force grows", WORDS))
    case, clock = online(), Clock()
    url = server.feed("/rss", _feed({"r1": ("Force grows", "Short.")}, server.url("/")))
    _watch(case, url, clock, for_s=300.0)
    assert server.paths().count("/r1") == 1
    server.page("/r1", page.format("Force shrinks", WORDS.replace("grown", "shrunk by 400")))
    server.feed("/rss", _feed({"r1": ("Force shrinks", "Short.")}, server.url("/")))
    _watch(case, url, clock)
    assert _versions(case) == {server.url("/r1"): 2}
    assert "shrunk by 400" in case.casebook().reports[0].text


def test_page_that_is_edited_without_a_word_in_its_feed_is_found_and_teasers_are_no_edit(
    server, online: Online
) -> None:
    page = "<html><body><article><h1>Depot hit</h1><p>{0} missiles hit the depot at Harrow, the ministry said.</p>"
    page += (
        "<p>The depot lies north of the town and has been used by the army for years.</p></article>{1}</body></html>"
    )
    case, clock = online(), Clock()
    server.page("/r1", page.format("Four", ""), ETag='"1"')
    url = server.feed("/rss", _feed({"r1": ("Depot hit", "Short.")}, server.url("/")), etag='"1"')
    _watch(case, url, clock)
    for words, teaser, versions in (
        ("Four", "<aside>Also read: ferry</aside>", 1),
        ("Three", "<aside>Weather</aside>", 2),
    ):
        server.page("/r1", page.format(words, teaser), ETag='"2"')
        clock.pause(4 * 3600)
        _watch(case, url, clock)
        assert _versions(case) == {server.url("/r1"): versions}
    assert [h.get("if-none-match") for path, h in server.asked if path == "/r1"] == [None, '"1"', '"2"']
    assert "Three missiles" in case.casebook().reports[0].text


def test_page_is_looked_at_again_ever_more_seldom_and_at_last_no_more(server, online: Online) -> None:
    server.page("/r1", f"<html><body><article><p>{WORDS}</p></article></body></html>")
    case, clock = online(), Clock()
    url = server.feed("/rss", _feed({"r1": ("Force grows", "Short.")}, server.url("/")), etag='"1"')
    _watch(case, url, clock, every_s=1800.0, for_s=10 * 86400.0)
    assert server.paths().count("/r1") == 6
    assert _versions(case) == {server.url("/r1"): 1}


def test_page_that_is_missing_for_a_while_is_tried_again_then_its_item_is_taken(server, online: Online) -> None:
    server.routes["/r1"] = _status(503)
    case, clock = online(), Clock()
    url = server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}, server.url("/")), etag='"1"')
    came = _watch(case, url, clock, for_s=600.0)
    assert server.paths().count("/r1") == 3
    assert [c.result.new for c in came if c.result] == [1]
    assert [n.kind for c in came for n in c.notes] == ["not-yet-fetched", "not-fetched"]
    assert WORDS in case.casebook().reports[0].text


def test_source_is_the_outlet_and_the_settings_name_it_else(server, online: Online) -> None:
    url = server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}))
    case = online(network__pages=False, feed=[{"url": url, "outlet": "Coastline Daily"}])
    _watch(case, url, Clock())
    assert case.casebook().reports[0].outlet == "Coastline Daily"


def test_errors_are_waited_out_longer_each_time_and_told_once(server, online: Online) -> None:
    server.routes["/rss"] = _status(500)
    case, clock = online(network__pages=False), Clock()
    came = _watch(case, server.url("/rss"), clock, every_s=1.0, for_s=3600.0)
    assert [n.kind for c in came for n in c.notes] == ["http-500"]
    assert [round(w) for w in clock.waits[:5]] == [60, 120, 240, 480, 960]
    server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}))
    clock.at += dt.timedelta(hours=7)
    assert [c.result.new for c in _watch(case, server.url("/rss"), clock) if c.result] == [1]
    assert load_state(case.folder, server.url("/rss")).failures == 0


def test_jitter_spreads_the_waits(server, online: Online) -> None:
    server.routes["/rss"] = _status(500)
    case, clock = online(network__pages=False), Clock()
    _watch(case, server.url("/rss"), clock, every_s=1.0, for_s=500.0, jitter=lambda: 0.0)
    assert [round(w) for w in clock.waits[:3]] == [30, 60, 120]


def test_wish_to_be_left_alone_is_kept_to_over_a_restart(server, online: Online) -> None:
    server.routes["/rss"] = _status(429, **{"Retry-After": "3000"})
    case, clock = online(network__pages=False), Clock()
    (came,) = _watch(case, server.url("/rss"), clock, for_s=30.0)
    assert came.next_at == START + dt.timedelta(seconds=3000)
    assert _watch(online(network__pages=False), server.url("/rss"), clock, for_s=2000.0) == []
    assert server.paths() == ["/rss"]
    _watch(case, server.url("/rss"), clock, for_s=2000.0)
    assert server.paths() == ["/rss", "/rss"]


def test_feed_that_moved_for_good_is_asked_at_its_new_address(server, online: Online) -> None:
    server.routes["/old"] = _status(301, Location="/rss")
    server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}))
    case, clock = online(network__pages=False), Clock()
    _watch(case, server.url("/old"), clock, for_s=100.0)
    assert server.paths() == ["/old", "/rss", "/rss"]


def test_watched_page_is_taken_again_only_when_it_changed(server, online: Online) -> None:
    url = server.page("/r1", f"<html><body><article><p>{WORDS}</p></article></body></html>")
    case, clock = online(), Clock()
    _watch(case, url, clock, for_s=300.0)
    server.page("/r1", f"<html><body><article><p>{WORDS} Twice.</p></article></body></html>")
    _watch(case, url, clock, for_s=300.0)
    assert _versions(case) == {url: 2}


def test_500_polls_of_a_feed_that_adds_edits_retitles_and_removes_end_with_the_right_versions(
    server, online: Online
) -> None:
    chance = random.Random(5)
    held: dict[str, tuple[str, str]] = {}
    want: dict[str, set[tuple[str, str]]] = {}
    case, clock = online(network__pages=False), Clock()
    url = server.url("/rss")
    polls = 0
    for number in range(25):
        for _ in range(chance.randint(0, 2)):
            _change(held, chance, f"{number} of {chance.randint(100, 999)}")
        for id, words in held.items():
            want.setdefault(id, set()).add(words)
        server.feed("/rss", _feed(held, build=str(number)), etag=f'"{number}"')
        before = len(server.paths())
        _watch(case, url, clock, every_s=60.0, for_s=20 * 60.0)
        polls += len(server.paths()) - before
    assert polls == 500
    got = _versions(case)
    assert got == {f"https://coastline.example/{id}": len(versions) for id, versions in want.items()}
    texts = {r.address: r.text for r in case.casebook().reports}
    for id, (title, words) in held.items():
        assert texts[f"https://coastline.example/{id}"] == f"{title}\n\n{words}"


def _change(held: dict[str, tuple[str, str]], chance: random.Random, fresh: str) -> None:
    """Add, edit, retitle or remove one item; the words are new each time."""
    what = chance.choice(["add", "add", "edit", "retitle", "remove"]) if held else "add"
    id = f"r{fresh.replace(' ', '-')}" if what == "add" else chance.choice(sorted(held))
    title, words = held.pop(id, ("", ""))
    if what == "remove":
        return
    held[id] = (
        f"Report {fresh}" if what in ("add", "retitle") else title,
        f"The ministry gave {fresh} to the press." if what in ("add", "edit") else words,
    )


@pytest.mark.parametrize("after", range(1, 6))
def test_watch_that_is_killed_between_any_two_steps_goes_on_where_it_was(server, online: Online, after: int) -> None:
    """The generator is dropped after some steps, as by a kill; another watch brings the rest and nothing twice."""
    items = {f"r{n}": (f"Report {n}", f"The ministry gave {n} thousand.") for n in range(40)}
    url = server.feed("/rss", _feed(items), etag='"1"')
    case, clock = online(network__pages=False), Clock()
    options = WatchOptions(now=clock.now, pause=clock.pause, every_s=60.0, for_s=1.0)
    steps = case.watch([url], options)
    for _ in range(after):
        next(steps, None)
    steps.close()  # type: ignore[attr-defined]
    came = _watch(online(network__pages=False), url, clock)
    assert sum(c.result.skipped for c in came if c.result) <= 8  # the step that was not yet remembered
    assert _versions(case) == {f"https://coastline.example/{id}": 1 for id in items}


def test_stop_in_the_middle_of_fetching_ends_at_once_and_loses_nothing(server, online: Online) -> None:
    stop, case, clock = Stop(), online(), Clock()
    page = f"<html><body><article><p>{WORDS}</p></article></body></html>"
    for n in range(12):
        server.page(f"/r{n}", page)

    over = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: stop.ask())

    def interrupt(handler) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        over.wait(20)

    feed = _feed({f"r{n}": (f"Report {n}", WORDS) for n in range(12)}, server.url("/"))
    url = server.feed("/rss", feed, etag='"1"')
    server.routes["/r3"] = interrupt
    came = _watch(case, url, clock, stop=stop)
    signal.signal(signal.SIGTERM, before)
    over.set()
    assert stop.is_asked
    assert sum(c.result.new for c in came if c.result) == 8
    server.page("/r3", page)
    _watch(online(), url, clock)
    assert sum(_versions(case).values()) == 12


def test_busy_store_is_told_and_tried_again(server, online: Online) -> None:
    url = server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}))
    case, clock = online(network__pages=False, store__wait_s=0.0), Clock()
    with hold_lock(case.folder / "onrecord.lock", wait_s=0):
        (came,) = _watch(case, url, clock)
    assert came.notes[0].kind == "store"
    assert _versions(case) == {}
    assert [c.result.new for c in _watch(case, url, clock) if c.result] == [1]


def test_busy_store_ends_a_single_look(server, online: Online) -> None:
    url = server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}))
    case = online(network__pages=False, store__wait_s=0.0)
    with hold_lock(case.folder / "onrecord.lock", wait_s=0), pytest.raises(StoreError):
        _watch(case, url, Clock(), is_once=True)


def test_folder_is_looked_into_for_files_that_came_changed_and_stand_still(online: Online, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    case, clock = online(), Clock(at=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
    (folder / "r1.txt").write_text("Force grows\n\n" + WORDS)
    options = WatchOptions(now=clock.now, pause=clock.pause, every_s=10.0, for_s=200.0)
    watch = case.watch([str(folder)], options)
    first = next(watch)
    assert first.result is not None
    assert first.result.new == 1
    (folder / "sub").mkdir()
    (folder / "sub" / "r2.jsonl").write_text(json.dumps({"id": "r2", "text": WORDS + " Twice."}) + "\nno json\n")
    (folder / ".hidden.txt").write_text("x")
    second = next(watch)
    assert second.result is not None
    assert (second.result.new, len(second.notes)) == (1, 1)
    (folder / "r1.txt").write_text("Force shrinks\n\n" + WORDS)
    third = next(watch)
    assert third.result is not None
    assert (third.result.new, third.result.versions) == (0, 1)
    assert list(watch) == []
    assert _versions(case) == {"r1.txt": 2, "r2": 1}


def test_file_that_is_still_being_written_is_left_for_the_next_look(online: Online, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "r1.txt").write_text(WORDS)
    case, clock = online(), Clock(at=dt.datetime.now(dt.UTC))
    assert _watch(case, str(folder), clock, for_s=0.5) == []
    assert len(_watch(case, str(folder), clock, every_s=10.0, for_s=11.0)) == 1


def test_folder_that_is_gone_is_told_once(online: Online, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    case, clock = online(), Clock()
    options = WatchOptions(now=clock.now, pause=clock.pause, every_s=10.0, for_s=100.0)
    watch = case.watch([str(folder)], options)
    folder.rmdir()
    assert [n.kind for c in watch for n in c.notes] == ["no-folder"]


def test_list_of_feeds_stands_for_its_feeds(server, online: Online, tmp_path: Path) -> None:
    url = server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}))
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{url}"/></body></opml>')
    (came,) = _watch(online(network__pages=False), str(tmp_path / "feeds.opml"), Clock(), is_once=True)
    assert came.where == url


def test_feeds_and_folders_of_the_settings_are_watched(server, online: Online, tmp_path: Path) -> None:
    url = server.feed("/rss", _feed({"r1": ("Force grows", WORDS)}))
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "r2.txt").write_text(WORDS + " Twice.")
    case = online(network__pages=False, feed=[{"url": url}], watch__folders=[str(tmp_path / "inbox")])
    clock = Clock()
    came = list(case.watch((), WatchOptions(now=clock.now, pause=clock.pause, is_once=True)))
    assert sorted(c.where for c in came) == sorted([url, str(tmp_path / "inbox")])


def test_nothing_to_watch_and_no_network_are_told(online: Online) -> None:
    with pytest.raises(InputError, match="nothing to watch"):
        online().watch(())
    with pytest.raises(InputError, match="network is off"):
        online(network__allow=False).watch(["https://coastline.example/rss"])
    with pytest.raises(InputError, match="no address, folder or list"):
        online().watch(["missing.txt"])
    with pytest.raises(InputError, match="no address, folder or list"):
        online().watch(["ftp://coastline.example/rss"])


@pytest.mark.parametrize("content", ["", "{", "[]", '{"address": 5}', '{"not_before": null, "seen": [{}]}'])
def test_damaged_state_counts_as_none(online: Online, content: str) -> None:
    case = online()
    state = load_state(case.folder, "https://coastline.example/rss")
    save_state(case.folder, state)
    (file,) = (case.folder / "watch").iterdir()
    file.write_text(content)
    assert load_state(case.folder, "https://coastline.example/rss") == state


def _status(status: int, **headers: str):
    def give(handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    return give
