"""One kept answer from a case's SQLite file by Python's own driver: the one question that is asked without the store.

Whoever looks at a case by a command of a few words waits for what is loaded more than for what is read, and the
toolkit that the store stands on takes longer to load than everything else together.  Nothing else is read here, and
nothing is written; whatever is not as expected is left to the store, which says what is wrong.
"""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

WAIT_S = 0.5  # for the moment in which a writer's commit is switched in
_BOUNDS = "SELECT (SELECT value FROM facts WHERE name = 'revision'), (SELECT count(*) FROM decisions)"
_ANSWER = "SELECT body FROM answers WHERE name = ? AND state = ?"


def read_answer(path: Path, name: str, *, state: Callable[[int, int], str]) -> bytes | None:
    """The body of the answer of that name, where the case is in the state that it was worked out in; else None.

    `state` names the state of a case by its revision and the number of its decisions.
    """
    address = f"{path.resolve().as_uri()}?mode=ro"
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_open(address)) as connection:
        connection.execute("BEGIN")
        revision, decisions = connection.execute(_BOUNDS).fetchone()
        found = connection.execute(_ANSWER, (name, state(int(revision or 0), decisions))).fetchone()
        return None if found is None else bytes(found[0])
    return None


def _open(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, timeout=WAIT_S, isolation_level=None)
