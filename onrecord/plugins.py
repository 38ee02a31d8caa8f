"""The doors for extensions, all of them: entry points that are loaded when they are called for, not on import.

A package offers a source with

    [project.entry-points."onrecord.sources"]
    mailbox = "my_package.mailbox:read"

where `read(rest)` yields Captures and Notes; `onrecord add mailbox:~/news.mbox` then calls it with "~/news.mbox".
"""

import importlib.metadata
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import PluginError

DOORS: Mapping[str, str] = {
    "sources": "onrecord.sources",  # NAME:REST of an input -> Iterator[Capture | Note]
    "exporters": "onrecord.exporters",  # --to NAME: Casebook -> Iterator[str], the text of the export in parts
}


class Extensions(Mapping[str, Any]):
    """What is installed behind one door, by name; each is loaded when it is asked for.

    Raises PluginError when an extension cannot be loaded or is nothing that can be called.
    """

    def __init__(self, door: str) -> None:
        self._points = {p.name: p for p in importlib.metadata.entry_points(group=DOORS[door])}

    def __getitem__(self, name: str) -> Any:
        point = self._points[name]
        try:
            found = point.load()
        except Exception as error:  # whatever a stranger's module does on import
            raise PluginError(
                f"The extension '{name}' ({point.value}) could not be loaded: {error}.",
                where=point.value,
                help="Upgrade or uninstall its package.",
            ) from error
        if not callable(found):
            raise PluginError(f"The extension '{name}' ({point.value}) cannot be called.", where=point.value)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._points)

    def __len__(self) -> int:
        return len(self._points)
