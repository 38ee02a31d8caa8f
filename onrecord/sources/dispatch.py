"""One thing to its reader: told by its ending, else by its first bytes; unpacked first where it is compressed.

What a damaged or hostile thing makes a library raise becomes a Note here, in one place, so the next thing is read.
"""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from onrecord.errors import InputError
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.kinds import KINDS, OPENINGS
from onrecord.sources.packed import peekable, strip_packing, unpack
from onrecord.sources.thing import Kind, LeftOut, Thing

HEAD = 4_096  # bytes by which a thing is looked at
DAMAGED = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError)


def read_thing(thing: Thing) -> Iterator[Capture | Note]:
    """Captures and notes of one thing, and of what lies inside; never raises for what it holds."""
    try:
        yield from _read(thing)
    except InputError as error:
        message = f"{error.message} {error.help}" if error.help else error.message
        yield Note(kind=error.kind if isinstance(error, LeftOut) else "not-read", message=message, where=thing.where)
    except DAMAGED as error:  # before OSError, of which some libraries make theirs
        message = (
            f"{thing.where} is damaged or cut off ({error or type(error).__name__}); what stood before was read. "
            "Fetch or copy it again."
        )
        yield Note(kind="damaged", message=message, where=thing.where)
    except OSError as error:
        message = (
            f"{thing.where} could not be read: {error.strerror or error}. Check the name and that you may read it."
        )
        yield Note(kind="unreadable", message=message, where=thing.where)


def _read(thing: Thing) -> Iterator[Capture | Note]:
    stream = peekable(thing.stream)
    head = stream.peek(HEAD)[:HEAD]
    if not head:
        raise LeftOut("empty", f"{thing.where} is empty.", where=thing.where, help="Fetch or copy it again.")
    thing = replace(thing, stream=stream)
    kind = find_kind(thing.name, head)
    inner = None if kind is not None and kind.signatures else unpack(thing, head)
    if inner is not None:
        yield from _read(inner)
    elif kind is not None:
        yield from kind.read(thing)
    else:
        raise _not_known(thing, head)


def _not_known(thing: Thing, head: bytes) -> LeftOut:
    """Why a thing has no reader: nothing is known of its ending, or it is not what its ending says."""
    named = [kind.name for kind in list_named(thing.name)]
    if not named:
        message = f"{thing.where} was not read: files of its kind are not known."
        return LeftOut("unknown-kind", message, where=thing.where, help=f"Known: {list_endings()}.")
    guessed = _guess(head)
    what = f", but looks like a {guessed.name}" if guessed is not None else ", but is none"
    message = f"{thing.where} was not read: it is named as a {' or '.join(named)}{what}."
    help = "Look inside; save it again, or give it the ending of what it is."
    return LeftOut("not-a-feed" if guessed is not None else "unknown-kind", message, where=thing.where, help=help)


def find_kind(name: str, head: bytes) -> Kind | None:
    """The kind of a thing: what its first bytes say for sure, then its ending, then what they look like."""
    named = list_named(name)
    fitting = [k for k in named if k.looks is None or k.looks(head)]
    signed = [k for k in KINDS if head.startswith(k.signatures)]
    for kind in fitting:
        if kind.signatures or not signed:
            return kind
    if signed:
        return signed[-1]  # the archive, not the document that is one: its reader finds that out
    return None if named else _guess(head)


def _guess(head: bytes) -> Kind | None:
    """The kind of a thing without a telling name."""
    found = next((k for k in KINDS if k.looks is not None and k.looks(head)), None)
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower()
    name = next((name for openings, name in OPENINGS if begin.startswith(openings)), None)
    return found or next((k for k in KINDS if k.name == name), None)


def list_named(name: str) -> list[Kind]:
    """The kinds that a name's ending can mean, the longest ending first; an ending for packing is looked behind."""
    lower = name.lower()
    found = [(len(e), k) for k in KINDS for e in k.endings if lower.endswith(e)]
    if not found and (bare := strip_packing(lower)) != lower:
        return list_named(bare)
    return [k for _, k in sorted(found, key=lambda pair: -pair[0])]


def list_endings() -> str:
    """The endings that are known, in words."""
    return ", ".join(dict.fromkeys(e for kind in KINDS for e in kind.endings))
