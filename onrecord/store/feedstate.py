"""What is remembered of watched addresses, one small file each beside the captures.

Files and not rows: two machines that share a database each watch for themselves, and a state that is lost costs one
poll that repeats what the case knows already.
"""

import datetime as dt
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from onrecord.errors import StoreError
from onrecord.records import ids
from onrecord.records.feed import FeedState, SeenItem

FOLDER = "watch"


def load_state(case: Path, address: str) -> FeedState:
    """The state of the address; of one never polled where there is none, or where its file is damaged."""
    try:
        row = json.loads(_path(case, address).read_text(encoding="utf-8"))
        moment = row.pop("not_before")
        seen = tuple(SeenItem(**each) for each in row.pop("seen"))
        state = FeedState(**row, seen=seen, not_before=dt.datetime.fromisoformat(moment) if moment else None)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return FeedState(address=address)
    return state if state.address == address else FeedState(address=address)


def save_state(case: Path, state: FeedState) -> None:
    """Put this state in the place of the one before, whole or not at all.  Raises StoreError where it cannot be."""
    row: dict[str, Any] = asdict(state)
    row["not_before"] = state.not_before.isoformat() if state.not_before else None
    target = _path(case, state.address)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(exist_ok=True)
        with part.open("w", encoding="ascii") as file:
            json.dump(row, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            f"Cannot keep what was seen of {state.address}: {error.strerror}.",
            where=str(target),
            help="Check that the disk has room and that the case folder may be written to.",
        ) from error


def _path(case: Path, address: str) -> Path:
    return case / FOLDER / f"{ids.digest(address)}.json"
