"""The end of a move: from one moment to the next the case is elsewhere, and whoever is interrupted there goes on later.

Two stores and a settings file cannot be changed in one step.  So what is about to happen is written down first; then
one rename decides where the case is; what is left to do, giving up the old store, may be done by anybody who opens it.
"""

import contextlib
import json
import os
import shutil
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord import settings
from onrecord.case.folder import JOURNAL, SETTINGS_FILE
from onrecord.case.stores import open_database
from onrecord.errors import OnrecordError, StoreBusy, StoreError
from onrecord.settings import Settings
from onrecord.store.copying import MOVING
from onrecord.store.feedstate import FOLDER as WATCHED
from onrecord.store.sqlite import leave_file
from onrecord.store.tables import facts

if TYPE_CHECKING:
    from onrecord.store.database import Database

NAMED = ("store.url", "store.url_file", "store.schema")  # settings that say where a store is


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A case that is about to be elsewhere, or is there and has not yet given up its old store."""

    home: str  # the folder of its settings
    into: str  # the folder of its settings afterwards; `home` unless it moves into another
    before: str  # the text of the settings
    after: str
    source: str  # places of the stores, as people name them
    target: str
    captures: int = 0
    size: int = 0


def find_switch(folder: Path) -> Switch | None:
    """What was written down in that folder; None: nothing, or nothing that can be read."""
    try:
        return Switch(**json.loads((folder / JOURNAL).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def is_elsewhere(switch: Switch) -> bool:
    """True where the rename was done that decides."""
    file = Path(switch.home) / SETTINGS_FILE
    if switch.into != switch.home:
        return not file.exists()
    try:
        return _read_named(file.read_text(encoding="utf-8")) == _read_named(switch.after)
    except (OSError, ValueError):
        return False


def do_switch(switch: Switch, source: "Database") -> str:
    """Make the case be elsewhere, and give up the old store.  Says what is left of it."""
    home, into = Path(switch.home), Path(switch.into)
    for folder in {home, into}:
        replace(folder / JOURNAL, json.dumps(asdict(switch)))
    if into == home:
        replace(home / SETTINGS_FILE, switch.after)
    else:
        if (home / WATCHED).is_dir():  # what a watch remembers of its feeds belongs to the case, not to its store
            shutil.copytree(home / WATCHED, into / WATCHED, dirs_exist_ok=True)
        replace(into / SETTINGS_FILE, switch.after)
        (home / SETTINGS_FILE).replace(home / f"{SETTINGS_FILE}.moved")
    return source.leave(switch.target)


def forget_switch(switch: Switch) -> None:
    """All is done: nothing of it is to be done again."""
    for folder in {switch.home, switch.into}:
        (Path(folder) / JOURNAL).unlink(missing_ok=True)


def go_on(folder: Path) -> None:
    """Do what an interrupted move left undone, as far as that can be done now.

    Raises StoreError for a folder into which a case is only being moved.
    """
    switch = find_switch(folder)
    if switch is None:
        return
    if is_elsewhere(switch):
        with contextlib.suppress(OnrecordError, OSError):  # a server that is away: later, then; the case is whole
            finish_switch(switch)
    elif Path(switch.home).resolve() != folder.resolve():
        raise StoreError(
            f"The case of {switch.home} is being moved to {switch.into}; that is not finished.",
            where=switch.into,
            help=f"Finish it: onrecord move --case {switch.home} --to {switch.into}.",
        )


def finish_switch(switch: Switch) -> str:
    """Give up the old store of a case that is elsewhere; says what is left of it.

    Raises StoreBusy while somebody is at it, and StoreError where a server cannot be reached.
    """
    target = open_database(Path(switch.into), _read_settings(switch.after))
    try:
        with target.holding(wait_s=0) as begin:
            left = _leave(switch)
            with begin() as writer:
                writer.execute(sa.delete(facts).where(facts.c.name == MOVING))
            forget_switch(switch)
    finally:
        target.close()
    return left


def _leave(switch: Switch) -> str:
    values = _read_settings(switch.before)
    if not (values["store.url"] or values["store.url_file"]):
        return leave_file(Path(switch.home))
    try:
        source = open_database(Path(switch.home), values)
    except StoreBusy:
        raise
    except StoreError as error:
        if switch.target in error.message:  # it says already that the case was moved there
            return switch.source
        raise
    try:
        return source.leave(switch.target)
    finally:
        source.close()


def _read_settings(toml: str) -> Settings:
    return settings.read_settings(toml, env={}, flags={}, where=SETTINGS_FILE)


def _read_named(toml: str) -> dict[str, Any]:
    store = tomllib.loads(toml).get("store", {})
    return {name: store[name] for name in (n.removeprefix("store.") for n in NAMED) if name in store}


def replace(path: Path, text: str) -> None:
    """Put the text in the place of the file, whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
