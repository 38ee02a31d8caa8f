"""The reference of notes: every kind that the code writes, with what it tells the reader of an account.

The kinds are found in the code; a kind without a meaning here, or a meaning without a kind, stops the writing.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from handbook.markdown import code, write_table
from handbook.scratch import ROOT

SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
MAKERS = frozenset({"Note", "replace", "_note", "nothing", "LeftOut", "_unfetched"})
ROOMS = ("sources", "reading", "annotate", "extract", "case", "store", "pipeline.py", "dating.py", "pool.py")
HEAD = """# Notes

News is messy: what was skipped or is doubtful is told when reports are added, kept with the report, counted and
exported, and is never an error. A note has a `kind`, a `message` that names the thing and what to do, and `where`.

"""
MEANINGS: Mapping[str, str] = {
    "account": "`onrecord doctor`: what is kept of the account cannot be read.",
    "article-not-found": "The page could not be told apart into article and furniture, so it was read by its lines.",
    "attachment-not-read": "A mail carried a file: save it and add it.",
    "bad-body": "The answer of a site could not be unpacked or is larger than allowed.",
    "bad-certificate": "The site did not prove that it is the site.",
    "bad-item": "An item of a feed says nothing; the others were read.",
    "bad-line": "A line of JSON lines could not be read; the others were.",
    "bad-row": "A row of a table or list could not be read; the others were.",
    "bomb": "The thing holds or unpacks to more than any report does, and was refused.",
    "broken-answer": "A site's answer broke off or is no HTTP.",
    "capture": "`onrecord doctor`: the bytes of a capture are not those that came in.",
    "changed-while-read": "A file changed while it was read: add it again.",
    "cut": "Only the first pages of a PDF were read.",
    "cut-off": "The page ends inside a tag or script: it was cut off there.",
    "damaged": "The file is not what its kind should be; what could be read of it was.",
    "date-unread": "A date was handed in that cannot be read; the report's own date was looked for.",
    "dates-disagree": "The date handed in and the date on the page differ.",
    "decision": "`onrecord doctor`: a decision by hand is not the one that was taken.",
    "duplicate-id": "Two things of one input have the same id.",
    "editors-note": "The agency's note to editors, as sent.",
    "embargoed": "The item may not be published before the time it names.",
    "empty": "There is nothing in the file.",
    "empty-archive": "The archive holds no files that are read.",
    "empty-feed": "The feed has no items.",
    "empty-folder": "The folder holds no file of a known kind.",
    "encoding-guessed": "Nothing said how the text is encoded: it was guessed.",
    "encoding-wrong": "The declared encoding is unknown or does not fit; another was used.",
    "file": "`onrecord doctor`: the database file itself is damaged.",
    "hash-differs": "A file in the package is not as it was packed.",
    "http-...": "The site answered with that status instead of the page.",
    "index": "`onrecord doctor`: the search does not have what the reports have.",
    "leftover": "`onrecord doctor`: files of an adding that was cut off lie in the folder.",
    "locked": "The file needs a password.",
    "missing": "The archive's list names a file that is not in it.",
    "no-field": "A table has no field that is known as the text, or not the one that `--map` names.",
    "no-folder": "A watched folder is not there now.",
    "no-match": "The pattern matches no file of a known kind.",
    "no-objects": "The JSON holds no objects that could be reports.",
    "no-page": "An item of a feed names no page.",
    "no-pages": "The web archive holds no pages.",
    "no-text": "There are no letters to read.",
    "not-a-feed": "The address or file was to be a feed, or a list of feeds, and is none.",
    "not-a-file": "A device, pipe or socket stands among the files.",
    "not-fetched": "The page was not fetched; the message says why, and whether the feed's own words were taken.",
    "not-mail": "The file is no mail message.",
    "not-read": "The input could not be read.",
    "not-read-for-statements": "The text is in a language that is not read: it is kept and can be searched.",
    "not-text": "The capture is a picture or another program's file.",
    "not-yet-fetched": "The page could not be fetched now and will be tried again.",
    "nul-characters": "The text holds NUL characters; the file may be damaged.",
    "packed-too-deep": "An archive lies in too many others.",
    "page-damaged": "A page of a PDF could not be read.",
    "page-without-text": "A page of a PDF holds no text, perhaps a picture of it.",
    "reference": "`onrecord doctor`: a record names another that is not there.",
    "refused": "The address may not be asked: it is not public, or its kind is not fetched.",
    "robots": "The site asks programs not to fetch the page.",
    "row": "`onrecord doctor`: a row of the store cannot be read.",
    "span": "`onrecord doctor`: words that a record names lie outside the text.",
    "text": "`onrecord doctor`: a text was changed after it was read.",
    "too-large": "The thing is larger than the limit, and was left out.",
    "too-long": "Only the first part of a very long text was read for statements.",
    "too-many-redirects": "The address leads on and on.",
    "too-slow": "The site did not answer in time.",
    "undecodable": "Half characters, which no encoding can hold, were replaced.",
    "unknown-kind": "The file is of no known kind.",
    "unreachable": "The site cannot be reached; it may be later.",
    "unreadable": "The file could not be opened or read; the message says why.",
    "withdrawn": "The agency has withdrawn the item: it is not read as news.",
}


def write_notes() -> str:
    """The page.  Raises ValueError where the code and the meanings differ."""
    found = list_kinds()
    wrong = set(found) ^ set(MEANINGS)
    if wrong:
        raise ValueError(f"handbook/notes.py and the code differ on these kinds of notes: {sorted(wrong)}")
    rows = ((code(kind), ", ".join(sorted(rooms)), MEANINGS[kind]) for kind, rooms in sorted(found.items()))
    return HEAD + write_table(("kind", "written while", "what it tells"), rows)


def list_kinds() -> dict[str, set[str]]:
    """Every kind of note that the code writes, with the rooms that write it."""
    found: dict[str, set[str]] = {}
    for room in ROOMS:
        place = ROOT / "onrecord" / room
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            for kind in _kinds_in(path):
                found.setdefault(kind, set()).add(room.removesuffix(".py"))
    return found


def _kinds_in(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if "Note" not in text and "LeftOut" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in MAKERS:
            named = [k.value for k in node.keywords if k.arg == "kind"]
            yield from _words(named[0] if named else ast.Tuple(elts=node.args[:2], ctx=ast.Load()))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("kind", "NOT_YET"):
            yield from _words(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", None) == "append":
            yield from (w for arg in node.args if isinstance(arg, ast.Tuple) for w in _words(arg))


def _words(node: ast.expr) -> Iterator[str]:
    """The slugs that the expression can be; the end of an f-string that is not known stands as `...`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and SLUG.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        head = str(node.values[0].value)
        if SLUG.fullmatch(head.removesuffix("-")):
            yield f"{head}..."
    elif isinstance(node, ast.IfExp):
        yield from (*_words(node.body), *_words(node.orelse))
    elif isinstance(node, ast.Tuple):
        yield from (w for each in node.elts for w in _words(each))
