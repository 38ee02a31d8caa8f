"""onrecord: who said what, through whom, when, how sure; an account of the news that can be checked."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.case import AddResult, Case, SearchHit, init, open
    from onrecord.errors import (
        ExportError,
        InputError,
        ModelError,
        NotFound,
        OnrecordError,
        PluginError,
        SettingsError,
        StoreError,
    )
    from onrecord.records.casebook import Casebook

__version__ = "0.1.0"

__all__ = [
    "AddResult",
    "Case",
    "Casebook",
    "ExportError",
    "InputError",
    "ModelError",
    "NotFound",
    "OnrecordError",
    "PluginError",
    "SearchHit",
    "SettingsError",
    "StoreError",
    "__version__",
    "init",
    "open",
]

_HOMES = {
    "onrecord.case": ("AddResult", "Case", "SearchHit", "init", "open"),
    "onrecord.records.casebook": ("Casebook",),
    "onrecord.errors": (
        "ExportError",
        "InputError",
        "ModelError",
        "NotFound",
        "OnrecordError",
        "PluginError",
        "SettingsError",
        "StoreError",
    ),
}


def __getattr__(name: str) -> Any:
    """Public names are loaded when first asked for: importing onrecord does no work."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module 'onrecord' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
