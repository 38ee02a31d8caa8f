"""The folder of a case: what lies in it beside the store, and its settings as they hold now."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onrecord import settings
from onrecord.errors import InputError
from onrecord.settings import Settings

SETTINGS_FILE = "onrecord.toml"
JOURNAL = "onrecord.moving"  # of a case that is on its way to another store, see `switching`


def read_settings(folder: Path, flags: Mapping[str, Any]) -> Settings:
    """The settings of the case in that folder; `flags` come before all others.

    Raises InputError where there is no case, SettingsError for a setting that is none.
    """
    try:
        toml = (folder / SETTINGS_FILE).read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"There is no case in '{folder}'.", where=str(folder), help=f"Make one with `onrecord init {folder}`."
        ) from error
    return settings.read_settings(toml, env=os.environ, flags=flags, where=SETTINGS_FILE)
