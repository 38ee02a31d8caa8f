"""Making a case and opening one."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onrecord.case.case import Case
from onrecord.case.folder import JOURNAL, SETTINGS_FILE, read_settings
from onrecord.case.stores import open_database
from onrecord.errors import InputError
from onrecord.store.sql import SqlStore

NEW_SETTINGS = """# The settings of this case.  `onrecord config` shows all of them, and where each value comes from.

[story]
name = ""
timezone = "UTC"

# [parties]            # who belongs to a side
# Ostria = ["Ostrian*", "Brandt"]

# [families]           # outlets of one owner or desk
# "Coastline" = ["coastline.example", "Bay Post"]
"""


def init(folder: str | os.PathLike[str]) -> Case:
    """A case in that folder, made where there is none; settings that are there already stay.

    Raises InputError where the folder cannot be made.
    """
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not (path / SETTINGS_FILE).exists():
            (path / SETTINGS_FILE).write_text(NEW_SETTINGS, encoding="utf-8")
    except OSError as error:
        raise InputError(f"Cannot make a case in '{path}': {error.strerror}.", where=str(path)) from error
    return open(path)


def open(folder: str | os.PathLike[str], *, flags: Mapping[str, Any] | None = None) -> Case:
    """The case in that folder; `flags` are settings that come before all others.

    What an interrupted move left undone is done first.  Raises InputError where there is no case, SettingsError for its
    settings, StoreError for its store.
    """
    path = Path(folder)
    if (path / JOURNAL).exists():
        # What moves a case takes a while to load, and hardly any opening finds a move that was interrupted.
        from onrecord.case.switching import go_on

        go_on(path)
    values = read_settings(path, flags or {})
    return Case(SqlStore(open_database(path, values)), settings=values, folder=path)
