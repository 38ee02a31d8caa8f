"""How an error looks from outside: one body at every door, one exit code at the command line."""

from onrecord.errors import InputError, NotFound, OnrecordError, SettingsError, StoreError, StoreFixed

DONE = 0
ERROR = 1
USAGE = 2
IN_PART = 3  # some inputs could not be read; they are listed
UNSUPPORTED = 4  # a draft has a line without support
NOTHING = 5  # nothing found
CHANGED = 10  # diff --exit-code: something changed
INTERRUPTED = 130
UNREAD = 141  # who read the result went away, as `head` does: the code that shells give for it
RETRY_S = 5  # after which a server whose store is busy is asked again

_CODES: tuple[tuple[type[OnrecordError], int], ...] = ((InputError, USAGE), (SettingsError, USAGE), (NotFound, NOTHING))


def exit_code(error: OnrecordError) -> int:
    """The exit code of the command that the error ended."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), ERROR)


def http_status(error: OnrecordError, *, unread: int) -> int:
    """The status of an answer that is this error; `unread` is that of a request that cannot be read."""
    statuses = ((NotFound, 404), (InputError, unread), (StoreFixed, 403), (StoreError, 503))
    return next((status for kind, status in statuses if isinstance(error, kind)), 500)


def body(error: OnrecordError) -> dict[str, str | None]:
    """The error for machines: the same four fields from the command line, REST and MCP."""
    return {"kind": error.kind, "message": error.message, "where": error.where, "help": error.help}


def sentence(error: OnrecordError) -> str:
    """The error for people: what failed, then what to do."""
    return f"{error.message} {error.help}" if error.help else error.message
