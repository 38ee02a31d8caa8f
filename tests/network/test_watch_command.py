"""`onrecord watch` and `--online` as they are called, against a real server; real processes where signals matter."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord import case as cases
from onrecord.interfaces.cli import main

WORDS = "An official said that the force had grown to {} soldiers."
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
SETTINGS = "[network]\nallow = true\nprivate = true\ndelay_s = 0.0\n"
PLAIN = f"{SETTINGS}pages = false\n"
Start = Callable[..., "subprocess.Popen[str]"]
Run = Callable[..., tuple[int, str, str]]


def _feed(*items: tuple[str, str], link: str = "https://coastline.example/") -> str:
    rows = "".join(
        f"<item><guid>{id}</guid><title>{title}</title><link>{link}{id}</link><description>{WORDS}</description></item>"
        for id, title in items
    )
    return f'<rss version="2.0"><channel><title>Coastline</title>{rows}</channel></rss>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a case that may fetch from this machine."""
    cases.init(tmp_path / "case").close()
    (tmp_path / "case" / "onrecord.toml").write_text(SETTINGS)
    return tmp_path / "case"


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Starts the command line on the case; whatever still runs at the end is killed."""
    running: list[subprocess.Popen[str]] = []
    env = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}

    def run(*arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "onrecord", *arguments]
        pipe = subprocess.PIPE
        running.append(subprocess.Popen(command, cwd=folder, env=env, stdout=pipe, stderr=pipe, text=True))
        return running[-1]

    yield run
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line on the case in this process: exit code, standard output, standard error."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("ONRECORD_CASE", raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["onrecord", *arguments])
        with pytest.raises(SystemExit) as ended:
            main.run()
        told = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), told.out, told.err

    return call


def _count(folder: Path) -> int:
    with cases.open(folder) as opened:
        return len(opened.list_filed())


def _until(is_so: Callable[[], bool], *, within_s: float = 120.0) -> None:
    end = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def test_watch_once_shows_what_came_and_what_was_edited(server, run: Run, folder: Path) -> None:
    url = server.feed("/rss", _feed(("r1", "Four missiles hit depot")))
    (folder / "onrecord.toml").write_text(f'{PLAIN}[[feed]]\nurl = "{url}"\n')
    code, out, err = run("watch", "--once")
    assert (code, err) == (0, "")
    assert "1 new report" in out
    assert "new      Coastline: Four missiles hit depot" in out
    server.feed("/rss", _feed(("r1", "Three missiles hit depot")))
    _, out, _ = run("watch", "--once")
    assert "1 new version of known pages" in out
    assert "“Four missiles hit” -> “Three missiles hit”, no notice on page" in out
    assert run("watch", "--once") == (0, "", "")


def test_watch_once_gives_lines_for_programs(server, run: Run, folder: Path) -> None:
    (folder / "onrecord.toml").write_text(PLAIN)
    url = server.feed("/rss", _feed(("r1", "Force grows")))
    _, out, _ = run("watch", url, "--once", "--json")
    (line,) = out.splitlines()
    row = json.loads(line)
    assert (row["type"], row["where"], row["new"], row["versions"]) == ("came", url, 1, 0)
    assert row["notes"] == []
    assert row["reports"][0]["headline"] == "Force grows"


@pytest.mark.parametrize(("moment", "number"), [("waiting", signal.SIGINT), ("fetching", signal.SIGTERM)])
def test_watch_stops_cleanly_on_a_signal_and_goes_on_from_there(
    server, start: Start, run: Run, folder: Path, moment: str, number: signal.Signals
) -> None:
    names = [f"r{n:02}" for n in range(10)]
    for n, name in enumerate(names):
        server.page(f"/{name}", PAGE.format(f"Report {n}", WORDS.format(n)))
    feed = _feed(*((name, f"Report {name}") for name in names), link=server.url("/"))
    url = server.feed("/rss", feed, etag='"1"')
    if moment == "fetching":
        server.routes["/r00"] = lambda handler: time.sleep(10)  # the last to be asked for
    process = start("watch", url, "--every", "1h")
    _until(lambda: len(server.paths()) == 11)
    if moment == "waiting":
        _until(lambda: _count(folder) == 10)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "goes on from here" in err
    server.page("/r00", PAGE.format("Report 0", WORDS.format(0)))
    _, out, _ = run("watch", url, "--once")
    assert _count(folder) == 10
    assert ("2 new reports" in out) is (moment == "fetching")
    assert all(server.paths().count(f"/{name}") == 1 for name in names[2:])


def test_watch_that_is_killed_while_it_stores_goes_on_from_there(server, start: Start, run: Run, folder: Path) -> None:
    names = [f"r{n:02}" for n in range(40)]
    (folder / "onrecord.toml").write_text(PLAIN)
    url = server.feed("/rss", _feed(*((name, f"Report {name}") for name in names)), etag='"1"')
    process = start("watch", url)
    _until(lambda: _count(folder) >= 8)
    process.kill()
    process.communicate()
    assert _count(folder) < 40
    run("watch", url, "--once")
    assert _count(folder) == 40
    with cases.open(folder) as opened:
        assert opened.faults() == ()


def test_watch_without_network_is_2_and_names_the_switch(run: Run, folder: Path) -> None:
    (folder / "onrecord.toml").write_text("")
    code, out, err = run("watch", "https://coastline.example/rss")
    assert (code, out) == (2, "")
    assert "the network is off. Say --online" in err


def test_watch_of_a_feed_that_fails_is_3_when_it_looks_once(server, run: Run) -> None:
    code, out, err = run("watch", server.url("/missing"), "--once")
    assert (code, out) == (3, "")
    assert "answered 404" in err


def test_watch_for_a_while_ends_by_itself(server, run: Run, folder: Path) -> None:
    (folder / "onrecord.toml").write_text(PLAIN)
    url = server.feed("/rss", _feed(("r1", "Force grows")))
    code, out, err = run("watch", url, "--for", "0.2s", "--every", "0.1s")
    assert code == 0
    assert "1 new report" in out
    assert "Stopped after" in err


@pytest.mark.parametrize("given", ["soon", "0", "-5m", "5 weeks"])
def test_time_that_cannot_be_read_is_2(run: Run, given: str) -> None:
    code, _, err = run("watch", "--every", given)
    assert code == 2
    assert "Write it like 90s" in err


def test_add_online_fetches_a_page_and_tells_what_was_edited_since(server, run: Run, folder: Path) -> None:
    (folder / "onrecord.toml").write_text("[network]\nprivate = true\ndelay_s = 0.0\n")
    url = server.page("/r5", PAGE.format("Four missiles hit Harrow depot", WORDS.format("8,000")))
    code, _, err = run("add", url)
    assert code == 2
    assert "--online" in err
    run("add", "--online", url)
    notice = "</p><p>Correction: an earlier version of this article gave 8,000 soldiers.</p>"
    changed = PAGE.format("Three missiles hit Harrow depot", WORDS.format("9,000")).replace("</p>", notice)
    server.page("/r5", changed)
    code, _, err = run("add", "--online", url)
    assert code == 0
    assert "changed after first capture in the headline: “Four missiles hit” -> “Three missiles hit”" in err
    assert "“8,000 soldiers” -> “9,000 soldiers”" in err
    assert "Correction: an earlier version" in err


def test_add_online_of_a_refused_address_says_why(run: Run, folder: Path) -> None:
    (folder / "onrecord.toml").write_text("")
    code, _, err = run("add", "--online", "http://127.0.0.1:9/")
    assert code == 3
    assert "not on the public internet" in err
