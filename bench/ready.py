"""Reports with their findings in any number, without reading each: simulated stories that were read once, told again
of other names.

A copy of a story has other names of the same lengths for its countries, people, places and outlets, so that every
span holds, and ids of its own.  Given names are drawn from those that English news has, all others are made up.  Its
words are otherwise those of the story, and so are its days, amounts and vectors: what is measured with copies is
storing, comparing and asking, never reading.
"""

import functools
import io
import itertools
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from evaluation.simulator.stories import write_stories
from evaluation.simulator.world import FIRST, HEADS, PAPERS
from onrecord.language import Language, load
from onrecord.pipeline import Reading, read_captures
from onrecord.records import ids, wire
from onrecord.records.capture import Capture
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.sources import read_inputs

VOWELS, CONSONANTS = "aeiou", "bdfgklmnprstvz"
TRIES = 200
NAME = re.compile(rf"\b(?:{'|'.join(HEADS)})[a-z]{{2,}}\b")
ID = re.compile(r"\b[crsfe][0-9a-f]{16}\b")
DOC = re.compile(r"\bs\d+r\d+\b")
GIVEN = re.compile(rf"\b(?:{'|'.join(FIRST)})\b")
KEPT = {*FIRST, *PAPERS, "Correspondent", "Cornered", "Markets", "North", "Order", "Orders", "Ordinary", "Northern"}


def read_base(stories: int, *, language: Language) -> list[Reading]:
    """So many simulated stories, read."""
    lines = b"".join(json.dumps(w.line()).encode() + b"\n" for w in write_stories(stories, seed=1))
    found = read_inputs(["-"], stdin=io.BytesIO(lines), sources={})
    return list(read_captures((c for c in found if isinstance(c, Capture)), language=language))


def write_copies(base: Sequence[Reading], count: int) -> Iterator[Reading]:
    """So many readings: the base, then copies of it; each time around in the order in which the reports appeared."""
    used: set[str] = set()
    for n in range(count):
        number, place = divmod(n, len(base))
        if place == 0:
            names = _Names(number, used)
        yield base[place] if number == 0 else _tell_again(base[place], number, names)


class _Names:
    """The names of one copy."""

    def __init__(self, copy: int, used: set[str]) -> None:
        self._dice = random.Random(copy)
        self._used = used
        self._given: dict[str, str] = {}

    def put(self, text: str) -> str:
        """The text with the copy's names."""
        return GIVEN.sub(lambda m: self._name_given(m[0]), NAME.sub(lambda m: self._name(m[0]), text))

    def _name_given(self, old: str) -> str:
        if old not in self._given:
            self._given[old] = self._dice.choice(_list_given(old))
        return self._given[old]

    def _name(self, old: str) -> str:
        if old in KEPT:
            return old
        if old.endswith("n") and old[:-1] in self._given:  # of a country in -ia: what is of it
            return self._given[old[:-1]] + "n"
        if old not in self._given:
            self._given[old] = self._draw(old)
        return self._given[old]

    def _draw(self, old: str) -> str:
        for tried in itertools.count():
            kept = 2 if tried < TRIES else 1  # letters: short names that begin alike are soon all used
            inner = "".join(self._dice.choice(VOWELS if c in VOWELS else CONSONANTS) for c in old[kept:-1])
            new = old[:kept] + inner + old[-1]
            if new not in self._used or tried > 2 * TRIES:
                break
        self._used.add(new)
        return new


@functools.cache
def _list_given(name: str) -> list[str]:
    """Given names of the same length, of the same sex where that is known."""
    table = load("en").table("given_names")
    both = [table[sex].split() for sex in ("male", "female")]
    known = [names for names in both if name.lower() in names] or both
    return sorted({n.title() for names in known for n in names if len(n) == len(name) and n.isascii() and n.isalpha()})


def _tell_again(reading: Reading, copy: int, names: _Names) -> Reading:
    """The reading told of other names, under ids of its own."""
    capture = reading.capture
    content = names.put(capture.content.decode()).encode()
    address = capture.address and names.put(capture.address).replace("https://", f"https://k{copy}.")
    doc = f"k{copy}{capture.doc}"
    told = replace(
        capture,
        id=ids.capture_id(content, address, doc),
        content=content,
        address=address,
        doc=doc,
        outlet=capture.outlet and names.put(capture.outlet),
    )
    known = {capture.id: told.id}

    def again(value: str) -> str:
        value = ID.sub(lambda m: known.setdefault(m[0], m[0][0] + ids.digest(m[0], str(copy))), value)
        return DOC.sub(lambda m: f"k{copy}{m[0]}", names.put(value))

    reports = tuple(
        _decode_report(again(json.dumps(wire.encode(r))), names.put(r.text), address) for r in reading.reports
    )
    findings = tuple(wire.decode(Findings, json.loads(again(json.dumps(wire.encode(f))))) for f in reading.findings)
    return Reading(capture=told, reports=reports, findings=findings, notes=reading.notes)


def _decode_report(body: str, text: str, address: str | None) -> Report:
    shaped: Mapping[str, object] = {**json.loads(body), "address": address}
    return wire.decode(Report, dict(shaped), text=text)
