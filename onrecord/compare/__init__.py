"""What many reports say together: entities, copies, stories, claims with origins and relations, series of figures.

Everything here is a pure function of the reports, their findings and the settings, and does not depend on the order in
which reports come: they are put in one order first.  Every link carries a `because` that a reader can check.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.compare.joining import join_stories
    from onrecord.compare.onestory import account_of_story
    from onrecord.compare.options import CompareOptions
    from onrecord.compare.stories import Cluster, cluster_reports
    from onrecord.compare.whole import build_account, group_by_story

__all__ = [
    "Cluster",
    "CompareOptions",
    "account_of_story",
    "build_account",
    "cluster_reports",
    "group_by_story",
    "join_stories",
]

_HOMES = {
    "onrecord.compare.joining": ("join_stories",),
    "onrecord.compare.onestory": ("account_of_story",),
    "onrecord.compare.options": ("CompareOptions",),
    "onrecord.compare.stories": ("Cluster", "cluster_reports"),
    "onrecord.compare.whole": ("build_account", "group_by_story"),
}


def __getattr__(name: str) -> Any:
    """Public names are loaded when first asked for: a view that compares two words needs no numerical library."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module 'onrecord.compare' has no attribute '{name}'")
