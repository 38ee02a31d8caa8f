"""The political party that a person speaks for, as reports give it beside the name."""

import re
from collections.abc import Sequence

from onrecord.compare.names import Used
from onrecord.language import Language
from onrecord.language.names import Known, find_known


def find_lettered(entries: Sequence[Used], language: Language) -> str | None:
    """The party of the letter behind a name: "Ana Lund (R-Ky.)"; None: there is none, or reports differ."""
    letters: dict[str, str] = language.table("relations")["partisans"]["letters"]
    found = set()
    for entry in entries:
        names = "|".join(re.escape(f) for f in sorted({entry.name, *entry.forms}, key=lambda f: (-len(f), f)))
        told = re.finditer(rf"\b(?:{names}) ?[(,] ?(?P<letter>[{''.join(letters)}])[-–—]", entry.report.text)
        found |= {letters[m["letter"]] for m in told}
    return found.pop() if len(found) == 1 else None


def find_adjective(pieces: Sequence[str], language: Language) -> Known | None:
    """The party in a title by its adjective, where nothing but an office is behind it: "Senate Democratic leader"."""
    table = language.table("relations")["partisans"]
    offices = frozenset().union(
        *(language.words("titles", key) for key in ("offices", "legislators", "modifiers", "state", "regional"))
    )
    for at, piece in enumerate(pieces):
        name = table["adjectives"].get(piece)
        is_alone = all(p in table["chambers"] for p in pieces[:at])
        behind = [p.lower().rstrip(".") for p in pieces[at + 1 :]]
        if name and is_alone and behind and all(p in offices or f"{p}." in offices for p in behind):
            return find_known(name, language=language)
    return None
