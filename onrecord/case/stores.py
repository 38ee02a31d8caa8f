"""Which store a case has: the database in its folder, or a schema of a PostgreSQL server."""

import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import SettingsError
from onrecord.settings import Settings
from onrecord.store.sqlite import SqliteDatabase

if TYPE_CHECKING:
    from onrecord.store.database import Database

SCHEMES = ("postgresql://", "postgres://")
LONGEST = 63  # bytes of a schema's name


def open_database(folder: Path, settings: Settings) -> "Database":
    """The database that the settings name.

    Raises SettingsError for an address that cannot be read or holds a password, StoreError for what is there.
    """
    url = _read_url(folder, settings)
    if not url:
        return SqliteDatabase(folder)
    return open_server(url, settings["store.schema"] or schema_of(folder))


def open_server(url: str, schema: str, *, is_target: bool = False) -> "Database":
    """The database in a schema of a server; `is_target` where a case is being moved there.

    Raises SettingsError where what talks to servers is not installed.
    """
    if not url.lower().startswith(SCHEMES):
        raise SettingsError(
            "The address of the store is none of a PostgreSQL server.",
            where="store.url",
            help="Write it like postgresql://user@host:5432/name, or leave it out: the store is then in the folder.",
        )
    try:
        # Only who keeps a case on a server needs it.
        from onrecord.store.postgres import PostgresDatabase
    except ImportError as error:
        raise SettingsError(
            f"A store on a PostgreSQL server needs what is not installed here: {error}.",
            where="store.url",
            help="Install it: pip install 'onrecord[postgres]'.",
        ) from error
    return PostgresDatabase(url, schema, is_target=is_target)


def schema_of(folder: Path) -> str:
    """The schema of a case that names none: after its folder, so a copy on another machine finds the same one."""
    name = "onrecord_" + re.sub(r"\W+", "_", folder.resolve().name.lower()).strip("_")
    if len(name.encode()) <= LONGEST:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return name.encode()[: LONGEST - 9].decode(errors="ignore") + "_" + digest


def refuse_password(url: str, origin: str) -> None:
    """Raise SettingsError for an address with a password: settings and command lines are read by others."""
    if re.match(r"\w+://[^/@]*:[^/@]+@", url) or re.search(r"[?&]password=", url, re.IGNORECASE):
        raise SettingsError(
            f"The address of the store holds a password ({origin}), where others can read it.",
            where=origin,
            help="Put the password into ~/.pgpass, or the whole address into a file and name that in store.url_file.",
        )


def read_url_file(path: Path) -> str:
    """The address in the file.  Raises SettingsError where it cannot be read, or may be read by others."""
    help = "Put the address of the store there."
    if path.exists() and not path.is_file():  # a device or a pipe gives no end of it
        raise SettingsError(f"Cannot read '{path}': it is no file.", where="store.url_file", help=help)
    try:
        url = path.read_text(encoding="utf-8").strip()
        is_open = os.name != "nt" and bool(path.stat().st_mode & 0o077)
    except (OSError, ValueError) as error:  # it is not UTF-8, or its name is none
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise SettingsError(f"Cannot read '{path}': {why}.", where="store.url_file", help=help) from error
    if is_open:
        raise SettingsError(
            f"'{path}' can be read by others.", where="store.url_file", help=f"Close it: chmod 600 {path}."
        )
    return url


def _read_url(folder: Path, settings: Settings) -> str:
    said = {v.setting.name: v for v in settings.values}
    url, file = said["store.url"], said["store.url_file"]
    if url.value and file.value:
        raise SettingsError(
            f"Both store.url ({url.origin}) and store.url_file ({file.origin}) are set.",
            where="store.url",
            help="Leave one of them out.",
        )
    if file.value:
        return read_url_file(folder / Path(file.value).expanduser())
    refuse_password(url.value, url.origin)
    return str(url.value)
