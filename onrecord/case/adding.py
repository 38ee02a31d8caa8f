"""Adding to a case: inputs are read in batches, each stored whole, so that what is interrupted loses little.

Everything here is loaded only by a case that adds: reading takes longer to load than a short command takes in all.
"""

import contextlib
import datetime as dt
import io
import itertools
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from onrecord.case.accounts import Accounts
from onrecord.case.apart import do_apart
from onrecord.case.inputs import find_sources
from onrecord.case.renewing import is_large, prepare
from onrecord.errors import StoreBusy
from onrecord.language import Language
from onrecord.models import forget_models
from onrecord.pool import Failure, Group, Outcome, Pool
from onrecord.records.capture import Capture
from onrecord.records.claim import Story
from onrecord.records.note import Note
from onrecord.settings import Settings
from onrecord.sources import ReadOptions, read_inputs
from onrecord.store.adding import Adding, AddResult
from onrecord.store.outlets import Outlets
from onrecord.store.store import Entry, Store

if TYPE_CHECKING:
    from onrecord.ray_engine import RayPool

BATCH = 32  # captures among which furniture is looked for; so many for each job are stored together

Inputs = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOptions:
    """How an adding goes."""

    jobs: int = 1  # worker processes
    engine: str = "own"  # or "ray": who runs them
    address: str = ""  # of a Ray cluster; empty: one is started here
    wait_s: float = 10.0  # for another writer
    now: dt.datetime | None = None  # the time of adding; None: this moment
    stdin: BinaryIO | None = None  # read for the input `-`; None: standard input
    on_read: Callable[[int], None] | None = None  # told how many captures were read so far
    portion: int = 1_000  # captures after which what was read is compared: all of a crawl would fill the memory
    reading: ReadOptions = field(default_factory=ReadOptions)  # how inputs are read, and what fetches


def read_options(settings: Settings) -> AddOptions:
    """How the settings say that an adding goes."""
    return AddOptions(
        jobs=settings["jobs"],
        engine=settings["engine"],
        address=settings["ray.address"],
        wait_s=settings["store.wait_s"],
    )


def add_inputs(
    store: Store, accounts: Accounts, inputs: Inputs, *, language: Language, options: AddOptions
) -> AddResult:
    """Read the inputs into the store and renew the account; what is held already is passed over.

    What was read is kept even when a later part fails or is interrupted.  Raises InputError for an input of a kind that
    cannot be read and StoreError while another program writes.
    """
    names = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    paths = [os.fspath(name) for name in names]
    sources = find_sources(paths, options.reading)
    stdin = options.stdin or _standard_input()
    found = read_inputs(paths, stdin=stdin, sources=sources, options=options.reading)
    return add_found(store, accounts, found, language=language, options=options)


def add_found(
    store: Store, accounts: Accounts, found: Iterable[Capture | Note], *, language: Language, options: AddOptions
) -> AddResult:
    """Take in what was found, as `add_inputs` does."""
    moment = options.now or dt.datetime.now(dt.UTC)
    adding, outlets = Adding(store, wait_s=options.wait_s), Outlets(store)
    with _open_pool(language, options) as pool:
        outcomes = _read(adding.list_fresh(found), outlets, pool)
        compared, changed = 0, list[Story]()
        while read := list(itertools.islice(outcomes, BATCH * options.jobs)):
            adding.keep([_as_entry(outcome, moment) for outcome in read])
            if options.on_read is not None:
                options.on_read(adding.read)
            if adding.read - compared >= options.portion:
                changed += _compare(store, accounts, adding, options)
                compared = adding.read
    changed += _compare(store, accounts, adding, options)
    prepare(store, accounts, changed, language=language)
    return adding.result()


def _compare(store: Store, accounts: Accounts, adding: Adding, options: AddOptions) -> tuple[Story, ...]:
    """Bring the account up to what was read so far; gives the large stories that changed: small ones are thousands."""

    def renew() -> tuple[Story, ...]:
        # Who is writing now will renew the account, or the next reader does: nothing of the adding is left undone.
        with contextlib.suppress(StoreBusy), store.writing(wait_s=options.wait_s) as writer:
            return tuple(s for s in accounts.renew(writer) if is_large(s))
        return ()

    if adding.read < options.portion // 2:
        return renew()  # a few captures are often followed by others, which want the models
    forget_models()
    if options.engine != "own" or not store.is_shared:
        return renew()
    store.close()  # a connection is no fork's to use
    return do_apart(renew)


def _open_pool(language: Language, options: AddOptions) -> "Pool | RayPool":
    if options.engine == "own":
        return Pool(language=language, jobs=options.jobs)
    # Ray is another process manager, which only who asks for it pays for.
    from onrecord.ray_engine import RayPool

    return RayPool(language=language, jobs=options.jobs, address=options.address or None)


def _read(fresh: Iterator[Capture], outlets: Outlets, pool: "Pool | RayPool") -> Iterator[Outcome]:
    """An outcome for each capture, in the order they came.

    Furniture is looked for in batches of one size, so that what is stored does not depend on who reads.
    """
    batches: deque[list[Capture]] = deque()

    def group() -> Iterator[Group]:
        while batch := list(itertools.islice(fresh, BATCH)):
            batches.append(batch)
            yield from outlets.part(batch)

    outcomes = pool.read_groups(group())
    for first in outcomes:
        batch = batches.popleft()
        others = itertools.islice(outcomes, len(batch) - 1)
        read = {o.capture.id: o for o in (first, *others)}
        yield from (read[capture.id] for capture in batch)


def _as_entry(outcome: Outcome, added: dt.datetime) -> Entry | Note:
    """What is to be stored of a capture that was read, or why it was not."""
    if isinstance(outcome, Failure):
        message = f"{outcome.error.message} {outcome.error.help}"
        return Note(kind="unreadable", message=message, where=outcome.capture.doc)
    return Entry(
        capture=outcome.capture,
        added=added,
        reports=outcome.reports,
        findings=outcome.findings,
        notes=outcome.notes,
    )


def _standard_input() -> BinaryIO:
    """Standard input as bytes; empty for a process that was started without one."""
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    return stream or io.BytesIO()
