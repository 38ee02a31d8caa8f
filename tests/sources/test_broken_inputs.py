"""Every way in which news comes broken: each folder of golden/broken holds one thing, written by us, and what it gives.

`expected.json` says how many captures and reports came of it and the kinds of the notes; a sound page beside it is
always read.  `make golden` rewrites the files; read the diff.
"""

import io
import json
import os
from pathlib import Path

import pytest

from onrecord.language import load
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.sources import Limits, ReadOptions, read_inputs
from onrecord.sources.thing import MIB

BROKEN = Path(__file__).parent.parent / "golden" / "broken"
ENGLISH = load("en")
SOUND = "Bridge opens\n\nThe council met on Monday and agreed that the bridge would open. Nobody spoke against it.\n"
SMALL = ReadOptions(limits=Limits(thing=MIB, line=MIB))
CURES = (  # a note says what to do, or what was done instead
    "fetch", "check", "write", "say", "known:", "split", "save", "unpack", "give", "hand in", "look", "run text",
    "close", "change", "name a", "nothing to read", "kept", "stored", "read as", "another was used", "u+fffd",
    "put quotation marks",
)  # fmt: skip


def find(*inputs: Path, options: ReadOptions = SMALL) -> tuple[list[Capture], list[Note]]:
    found = list(read_inputs([str(i) for i in inputs], stdin=io.BytesIO(), sources={}, options=options))
    return [c for c in found if isinstance(c, Capture)], [n for n in found if isinstance(n, Note)]


def read(captures: list[Capture]) -> tuple[list[Report], list[Note]]:
    found = [read_capture(c, language=ENGLISH) for c in captures]
    return [r for f in found for r in f.items], [n for f in found for n in f.notes]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.txt"
    path.write_text(SOUND, encoding="utf-8")
    return path


@pytest.mark.parametrize("folder", sorted(p for p in BROKEN.iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_golden_broken_thing_gives_what_it_can_and_says_the_rest(folder: Path, sound: Path) -> None:
    (thing,) = (p for p in folder.iterdir() if p.name != "expected.json")
    captures, notes = find(thing, sound)
    assert captures[-1].doc == "sound.txt"
    reports, doubts = read(captures[:-1])
    for report in reports:
        for span in (*report.body, *(f.span for f in report.furniture)):
            assert report.span.contains(span)
    got = {
        "captures": [c.doc for c in captures[:-1]],
        "reports": len(reports),
        "not read": sorted(n.kind for n in notes),
        "doubts": sorted(n.kind for n in doubts),
    }
    expected = folder / "expected.json"
    if os.environ.get("ONRECORD_GOLDEN") == "rewrite":
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(expected.read_text(encoding="utf-8"))
    for note in notes:
        assert thing.name in note.message or "coastline.example" in note.message, "the place"
    for note in (*notes, *doubts):
        assert any(cure in note.message.lower() for cure in CURES), f"the cure: {note.message}"
