"""What is killed: each verb that writes, what it starts from, and what a run that nothing disturbs makes of it."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from evaluation.kills.places import Place, must_run
from evaluation.simulator.stories import write_stories
from onrecord import case
from onrecord.case.doctor import examine
from onrecord.case.folder import SETTINGS_FILE
from onrecord.case.stores import open_database

REPORTS = 5
LATER = 2  # of them are left for the verb to add
# Since revision 0001:
LATER_TABLES = ("answers", "bearers", "name_keys", "top_words", "sketches", "parts", "visits", "decisions")
LATER_INDEXES = ("ix_captures_page", "ix_captures_desk", "ix_captures_fetched", "ix_account_name")
LATER_COLUMNS = (("captures", "page"), ("captures", "desk"), ("texts", "sha256"), ("account", "name"))
OF_THE_CLOCK = ("known", "fetched")  # fields that say when a run was


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A verb, killed again and again."""

    name: str
    begin: Callable[[Place], None]  # fills a place
    words: Callable[[Place], tuple[str, ...]]
    home: Callable[[Place], Path] = lambda place: place.case  # where the case then is, if it is not where it was
    done: str = "\0"  # words of the refusal to do again what was done before the kill, or after it by whoever opened


def list_trials(feed: str, *, target: str) -> Iterator[Trial]:
    """Every verb that writes; `feed` is served on this machine, `target` says where a case is moved: "folder", "server"
    or "home"."""
    yield Trial(name="add", begin=_few, words=lambda p: ("add", str(p.folder / "all.jsonl")))
    yield Trial(
        name="watch", begin=_few, words=lambda p: ("watch", feed, str(p.folder / "inbox"), "--once", "--online")
    )
    yield Trial(name="accept", begin=_full, words=lambda p: ("review", _ids(p)[0], "--accept"))
    yield Trial(name="edit", begin=_full, words=lambda p: ("review", _ids(p)[1], "--set", "speaker=Ilsa Brandt"))
    yield Trial(name="merge", begin=_full, words=lambda p: ("merge", _ids(p)[0], _ids(p)[2], "--as", "claim"))
    yield Trial(
        name="split", begin=_merged, words=lambda p: ("split", _ids(p)[2], "--from", _ids(p)[0], "--as", "claim")
    )
    yield Trial(name="undo", begin=_merged, words=lambda p: ("undo", _kept(p)["decision"]))
    yield Trial(name="migrate", begin=_old, words=lambda p: ("stories",))
    if target == "folder":
        to = _move(lambda p: p.folder / "moved")
        yield Trial(name="move to a folder", begin=_full, words=to, home=_either, done="moved away already")
    elif target == "server":
        yield Trial(name="move to a server", begin=_at_home, words=_move(lambda p: p.url), done="already")
    else:
        yield Trial(name="move from a server", begin=_full, words=_move(lambda p: p.case), done="already")


def _move(to: Callable[[Place], str | Path]) -> Callable[[Place], tuple[str, ...]]:
    return lambda place: ("move", "--to", str(to(place)))


def _either(place: Place) -> Path:
    return place.case if (place.case / SETTINGS_FILE).exists() else place.folder / "moved"


def write_inputs(folder: Path) -> None:
    """What the verbs read, beside the case."""
    lines = [json.dumps(w.line()) for w in write_stories(1, seed=7)][:REPORTS]
    for name, told in (("all", lines), ("few", lines[:-LATER])):
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    for number, line in enumerate(lines[-LATER:]):
        report = json.loads(line)
        (inbox / f"{number}.txt").write_text(f"{report['outlet']}, April 21 - {report['text']}\n", encoding="utf-8")


def _few(place: Place) -> None:
    write_inputs(place.folder)
    must_run(place, "add", str(place.folder / "few.jsonl"))


def _full(place: Place) -> None:
    write_inputs(place.folder)
    must_run(place, "add", str(place.folder / "all.jsonl"))
    with case.open(place.case) as opened:
        book = opened.casebook()
    said = {s.id for f in book.findings for s in f.statements}
    ids = [next(s for s in c.statements if s in said) for c in book.account.claims]
    _keep(place, ids=ids[:4])


def _merged(place: Place) -> None:
    _full(place)
    ids = _ids(place)
    must_run(place, "merge", ids[0], ids[2], "--as", "claim")
    with case.open(place.case) as opened:
        _keep(place, ids=ids, decision=opened.decisions()[0].id)


def _old(place: Place) -> None:
    _full(place)
    make_old(place.case)


def make_old(folder: Path) -> None:
    """Take the case in that folder back to the first form of the store, with all that it held then."""
    with case.open(folder) as opened:
        values = opened.settings
    database = open_database(folder, values)
    with database.holding(wait_s=5) as begin, begin() as connection:
        for table in LATER_TABLES:
            connection.execute(sa.text(f"DROP TABLE {table}"))
        for name in LATER_INDEXES:
            connection.execute(sa.text(f"DROP INDEX {name}"))
        for table, name in LATER_COLUMNS:
            connection.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {name}"))
        connection.execute(sa.text("DELETE FROM account"))
        connection.execute(sa.text("DELETE FROM facts WHERE name LIKE 'account_%'"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    database.close()


def _at_home(place: Place) -> None:
    """A case in its folder whose server is still empty."""
    toml = (place.case / SETTINGS_FILE).read_text(encoding="utf-8")
    (place.case / SETTINGS_FILE).write_text(toml.partition("[store]")[0], encoding="utf-8")
    _full(place)


def _keep(place: Place, **told: Any) -> None:
    (place.folder / "told.json").write_text(json.dumps(told), encoding="utf-8")


def _kept(place: Place) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((place.folder / "told.json").read_text(encoding="utf-8"))
    return told


def _ids(place: Place) -> list[str]:
    found: list[str] = _kept(place)["ids"]
    return found


def find_faults(home: Path) -> list[str]:
    """What doctor finds in the case there."""
    with case.open(home) as opened:
        return [f"{fault.where}: {fault.message}" for fault in examine(opened, repair=False).faults]


def look(home: Path) -> dict[str, Any]:
    """What doctor finds in the case there, and a digest of its account and of all that it holds."""
    faults = find_faults(home)
    with case.open(home) as opened:
        filed = [(f.doc, f.sha256, list(f.reports)) for f in opened.list_filed()]
        hits = [(h.report.id, h.span.start) for h in opened.search("ships", limit=100)]
        lines = sorted({json.dumps(line, sort_keys=True) for line in map(_timeless, opened.export_records())})
    digest = hashlib.sha256(json.dumps([filed, hits, lines]).encode()).hexdigest()
    return {"faults": faults, "held": len(filed), "digest": digest}


def _timeless(line: dict[str, Any]) -> dict[str, Any]:
    """The line without what only says when it was written; a thing decided twice is decided."""
    if line["type"] == "manifest":
        return {"type": "manifest"}
    if line["type"] == "decision":
        kept = {name: line.get(name) for name in ("type", "action", "matter", "others", "changes", "by")}
        return {**kept, "things": None if line["action"] == "undo" else line["things"]}
    return {name: value for name, value in line.items() if name not in OF_THE_CLOCK}
