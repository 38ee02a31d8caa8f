"""The front door: what every interface calls, and the only place where the parts of onrecord meet.

Its names are loaded when first asked for: a command that finds its answer on the shelf needs none of them.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.case.case import Case
    from onrecord.case.folder import SETTINGS_FILE
    from onrecord.case.opening import init, open
    from onrecord.case.searching import SearchHit
    from onrecord.store.adding import AddResult

__all__ = ["SETTINGS_FILE", "AddResult", "Case", "SearchHit", "init", "open"]

_HOMES = {
    "SETTINGS_FILE": "onrecord.case.folder",
    "AddResult": "onrecord.store.adding",
    "Case": "onrecord.case.case",
    "SearchHit": "onrecord.case.searching",
    "init": "onrecord.case.opening",
    "open": "onrecord.case.opening",
}


def __getattr__(name: str) -> Any:
    """A public name, with what it stands for loaded."""
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
