"""Errors of a PostgreSQL server as StoreError, each with its cure.

What the server says has a code of five characters (SQLSTATE); a connection that never came about has only words.
"""

import contextlib
from collections.abc import Iterator

from sqlalchemy import exc

from onrecord.errors import StoreError

REACH = "See that the server runs and that the address in store.url is right."
PASSWORD = (
    "Put the password into ~/.pgpass, or the whole address into a file of your own and name it in store.url_file."
)
RIGHTS = "Ask who runs the database for the right to make and fill this schema (GRANT CREATE ON DATABASE)."

CURES = {  # by SQLSTATE or its class
    "28": PASSWORD,
    "3D": "Make the database: createdb -E UTF8 NAME.",
    "42501": RIGHTS,
    "53100": "Make room on the server's disk; nothing was half written.",
    "53300": "Wait, or let the server take more connections (max_connections).",
    "53": "The server lacks memory or disk: see to it, then go on; nothing was half written.",
    "25006": "This server is read-only, a standby perhaps: name the one that takes writes.",
    "57P": "The server was stopped or is starting: wait, then go on; nothing was half written.",
    "57014": "The server stopped the query (statement_timeout): let it take longer.",
    "40": "Another program was faster; try again.",
    "08": "The connection broke: try again; nothing was half written.",
}
SAID = {  # words of a refused connection
    "password": PASSWORD,
    "authentication": PASSWORD,
    "pg_hba": PASSWORD,
    "too many": CURES["53300"],
    "starting up": CURES["57P"],
    "shutting down": CURES["57P"],
    "terminating connection": CURES["57P"],
    "closed the connection": CURES["08"],
    "connection is lost": CURES["08"],
    "ssl": "See what the server asks for (sslmode, sslrootcert in the address).",
}


@contextlib.contextmanager
def server_errors(place: str) -> Iterator[None]:
    """Errors of the server leave as StoreError, with their cure."""
    try:
        yield
    except exc.DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None) or ""
        why = " ".join(str(error.orig).split()).removesuffix(".")
        raise StoreError(f"The store at {place} failed: {why}.", where=place, help=_cure(state, why)) from error
    except exc.TimeoutError as error:
        raise StoreError(
            f"The store at {place} is asked by too many at once in this process.", where=place, help="Try again."
        ) from error


def _cure(state: str, why: str) -> str:
    for known in (state, state[:3], state[:2]):
        if known in CURES:
            return CURES[known]
    if state:
        return "The schema is damaged or is none of ours: name another in store.schema, or put it back from a copy."
    if "database" in why and "does not exist" in why:
        return CURES["3D"]
    said = why.lower()
    return next((cure for words, cure in SAID.items() if words in said), REACH)
