"""Whether and how a case fetches, from its settings: off unless switched on."""

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.case.fetched import FetchedBefore
from onrecord.settings import Settings
from onrecord.sources import ReadOptions
from onrecord.store.store import Store

if TYPE_CHECKING:
    from onrecord.sources.web import Fetcher


def make_fetcher(settings: Settings) -> "Fetcher | None":
    """What fetches for this case; None where the network is off."""
    if not settings["network.allow"]:
        return None
    # What the network needs takes longer to load than a short command takes in all.
    from onrecord.sources.web import Fetcher, FetchOptions

    contact = f" (+{settings['network.contact']})" if settings["network.contact"] else ""
    options = FetchOptions(
        agent=f"onrecord/{__version__}{contact}",
        private=settings["network.private"],
        delay_s=settings["network.delay_s"],
        total_s=settings["network.total_s"],
        max_bytes=settings["network.max_mb"] << 20,
    )
    return Fetcher(options)


def read_how(settings: Settings, *, folder: Path | None = None, store: Store | None = None) -> ReadOptions:
    """How the inputs of this case are read; given its folder and store, it is remembered there what servers gave."""
    fetcher = make_fetcher(settings)
    held = None
    if fetcher is not None and folder is not None and store is not None:
        held = FetchedBefore(folder, store)
    return ReadOptions(fetcher=fetcher, held=held, pages=settings["network.pages"], fields=settings["fields"])
