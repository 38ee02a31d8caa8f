"""Which inputs a case can read: asked before anything is opened or made."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord import plugins, settings
from onrecord.case.network import read_how
from onrecord.sources import ReadOptions, check_inputs


def refuse_unreadable(inputs: Sequence[str], *, flags: Mapping[str, Any] | None = None) -> None:
    """Raise InputError for the first input of a kind that a case with these flags could not read.

    Asked before there is a case; a case asks again when it adds, with its own settings.
    """
    values = settings.read_settings("", env=os.environ, flags=flags or {}, where="the command line")
    find_sources(inputs, read_how(values))


def find_sources(inputs: Sequence[str], options: ReadOptions) -> Mapping[str, Any]:
    """The sources that are installed; raises InputError for the first input of a kind that cannot be read."""
    sources = plugins.Extensions("sources")
    check_inputs(inputs, sources=sources, options=options)
    return sources
