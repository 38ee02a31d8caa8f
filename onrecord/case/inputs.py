"""Which inputs a case can read: asked before anything is opened or made."""

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord import plugins
from onrecord.sources import ReadOptions, check_inputs


def refuse_unreadable(inputs: Sequence[str], options: ReadOptions | None = None) -> Mapping[str, Any]:
    """The sources that are installed; raises InputError for the first input of a kind that cannot be read."""
    sources = plugins.Extensions("sources")
    check_inputs(inputs, sources=sources, options=options or ReadOptions())
    return sources
