"""Moving a case: its store from the folder to a PostgreSQL server and back, and the settings that say where it is."""

import contextlib
import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import settings
from onrecord.case.folder import SETTINGS_FILE
from onrecord.case.stores import (
    SCHEMES,
    open_database,
    open_server,
    read_url_file,
    refuse_password,
    schema_of,
)
from onrecord.case.switching import (
    NAMED,
    Switch,
    do_switch,
    find_switch,
    finish_switch,
    forget_switch,
    is_elsewhere,
)
from onrecord.errors import InputError
from onrecord.settings import Settings
from onrecord.store.copying import Copied, CopyOptions, copy_store
from onrecord.store.sqlite import SqliteDatabase

if TYPE_CHECKING:
    from onrecord.store.database import Database

TABLE = re.compile(r"\s*\[\s*store\s*\]\s*(#.*)?$")
HEADER = re.compile(r"\s*\[")
KEY = re.compile(r"\s*(?:store\s*\.\s*)?(url|url_file|schema)\s*=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where a case is to be moved."""

    to: str | None = None  # a folder, or the address of a PostgreSQL server without a password
    url_file: Path | None = None  # a file with that address, instead
    schema: str | None = None  # on the server; None: after the case folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A case that was moved."""

    source: str
    target: str
    left: str  # what is left where it was
    copied: Copied


def move(folder: str | os.PathLike[str], wanted: Move, *, on_copied: Callable[[int], None] | None = None) -> Moved:
    """Move the case in that folder; every row and every byte is checked before the case is known to be elsewhere.

    Interrupted at any point, the case is where it was, and moving again goes on.  `on_copied` is told how many captures
    were copied so far.  Raises InputError where the target holds another case or the settings cannot be changed.
    """
    home = Path(folder).resolve()
    earlier = find_switch(home)
    if earlier is not None and is_elsewhere(earlier):
        moved = Moved(source=earlier.source, target=earlier.target, left=finish_switch(earlier), copied=_told(earlier))
        if _names(wanted, earlier):
            return moved
    toml = _read_toml(home)
    values = settings.read_settings(toml, env=os.environ, flags={}, where=SETTINGS_FILE)
    _refuse_elsewhere(values)
    with contextlib.ExitStack() as stack:
        target, said, into = _open_target(home, values, wanted)
        stack.callback(target.close)
        source = open_database(home, values)
        stack.callback(source.close)
        if source.place == target.place:
            raise InputError(f"The case is at {target.place} already.", where=target.place)
        switch = Switch(
            home=str(home),
            into=str(into),
            before=toml,
            after=edit_settings(toml, said),
            source=source.place,
            target=target.place,
        )
        left = []

        def then(copied: Copied) -> None:
            told = replace(switch, captures=copied.captures, size=copied.size)
            left.append(do_switch(told, source))

        copied = copy_store(source, target, CopyOptions(wait_s=values["store.wait_s"], on_copied=on_copied, then=then))
        forget_switch(switch)
        return Moved(source=source.place, target=target.place, left=left[0], copied=copied)


def _told(switch: Switch) -> Copied:
    return Copied(captures=switch.captures, size=switch.size, resumed=switch.captures)


def _names(wanted: Move, switch: Switch) -> bool:
    """True where a move that was found finished is the one that is wanted."""
    if wanted.to is None or wanted.to.lower().startswith(SCHEMES):
        return switch.into == switch.home and str(wanted.to or wanted.url_file) in switch.after
    return str(Path(wanted.to).resolve()) == switch.into


def edit_settings(toml: str, said: Mapping[str, str]) -> str:
    """The text of the settings with these saying where the store is, and all else as it was written.

    Raises InputError where that cannot be done line by line.
    """
    lines = [f"{name.removeprefix('store.')} = {json.dumps(value)}" for name, value in said.items()]
    kept, place, is_ours, is_top = [], None, False, True
    for line in toml.splitlines():
        if HEADER.match(line):
            is_ours, is_top = bool(TABLE.match(line)), False
        if (is_ours or (is_top and line.lstrip().startswith("store"))) and KEY.match(line):
            continue
        kept.append(line)
        if is_ours and TABLE.match(line):
            place = len(kept)
    if place is None and lines:
        kept.extend(("", "[store]"))
        place = len(kept)
    kept[place or 0 : place or 0] = lines
    text = "\n".join(kept) + "\n"
    if not _is_same_but(toml, text, said):
        wanted = "; ".join(f"store.{line}" for line in lines) or f"no {', '.join(NAMED)}"
        raise InputError(
            f"{SETTINGS_FILE} cannot be changed by a program as it is written.",
            where=SETTINGS_FILE,
            help=f"Write a table [store] into it by hand, with: {wanted}.",
        )
    return text


def _is_same_but(before: str, after: str, said: Mapping[str, str]) -> bool:
    try:
        old, new = tomllib.loads(before), tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        return False
    expected = {k: v for k, v in old.pop("store", {}).items() if f"store.{k}" not in NAMED}
    expected |= {name.removeprefix("store."): value for name, value in said.items()}
    return bool(new.pop("store", {}) == expected and new == old)


def _open_target(home: Path, values: Settings, wanted: Move) -> "tuple[Database, dict[str, str], Path]":
    """The database, the settings that name it, and the folder that the settings then are in."""
    if (wanted.to is None) == (wanted.url_file is None):
        raise InputError("Say where to: a folder, an address or a file with one.", where="--to")
    schema = wanted.schema or values["store.schema"] or schema_of(home)
    if wanted.url_file is not None:
        url = read_url_file(wanted.url_file)
        said = {"store.url_file": str(wanted.url_file.expanduser().resolve()), "store.schema": schema}
        return open_server(url, schema, is_target=True), said, home
    to = str(wanted.to)
    if to.lower().startswith(SCHEMES):
        refuse_password(to, "--to")
        return open_server(to, schema, is_target=True), {"store.url": to, "store.schema": schema}, home
    into = Path(to).resolve()
    begun = find_switch(into)
    if into != home and (into / SETTINGS_FILE).exists() and (begun is None or begun.home != str(home)):
        raise InputError(f"There is a case in '{into}' already.", where=str(into), help="Name a new folder.")
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"Cannot move to '{into}': {error.strerror}.", where=str(into)) from error
    return SqliteDatabase(into), {}, into


def _refuse_elsewhere(values: Settings) -> None:
    """A variable would go on naming the old place whatever the case's file says."""
    for value in values.values:
        if value.setting.name in NAMED and value.value and value.origin != SETTINGS_FILE:
            raise InputError(
                f"{value.origin} says where the store is, so the case cannot be moved.",
                where=value.origin,
                help=f"Write {value.setting.name} into {SETTINGS_FILE} instead and unset {value.origin}.",
            )


def _read_toml(home: Path) -> str:
    try:
        return (home / SETTINGS_FILE).read_text(encoding="utf-8")
    except OSError as error:
        if (home / f"{SETTINGS_FILE}.moved").exists():
            raise InputError(f"The case of '{home}' was moved away already.", where=str(home)) from error
        raise InputError(
            f"There is no case in '{home}'.", where=str(home), help=f"Make one with `onrecord init {home}`."
        ) from error


def as_object(moved: Moved) -> dict[str, Any]:
    """What was moved, as it is told to programs."""
    return {
        "type": "moved",
        "from": moved.source,
        "to": moved.target,
        "left": moved.left,
        "captures": moved.copied.captures,
        "bytes": moved.copied.size,
    }
