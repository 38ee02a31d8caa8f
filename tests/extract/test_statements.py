"""Golden cases of statements: invented sentences of the kinds that tools misread, each with what must be read."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.language import load
from onrecord.pipeline import read_captures
from onrecord.records.capture import Capture
from onrecord.records.finding import Statement

CASES = sorted((Path(__file__).parents[1] / "golden" / "statements").glob("*.json"))


def read(text: str) -> tuple[str, tuple[Statement, ...]]:
    capture = Capture(id="c1", content=text.encode(), media_type="text/plain", doc="d1", published="2031-03-07")
    (reading,) = read_captures([capture], language=load("en"))
    return text, tuple(s for f in reading.findings for s in f.statements)


def fits(statement: Statement, want: dict[str, Any], text: str) -> bool:
    chain = [c.name for c in statement.chain]
    got: dict[str, Any] = {
        "speaker": statement.speaker.name,
        "cue": statement.cue.of(text) if statement.cue else None,
        "content": [s.of(text) for s in statement.content],
        "quoted": [s.of(text) for s in statement.quoted],
        "chain": chain,
        "chain_last": chain[-1] if chain else None,
        "chain_length": len(chain),
        "stance": statement.stance,
        "certainty": statement.certainty,
        "manner": statement.manner,
    }
    return all(_same(got[key], value) for key, value in want.items())


def _same(got: Any, want: Any) -> bool:
    if isinstance(want, list) and got is not None:
        return [str(x).strip(' .,"“”') for x in got] == [str(x).strip(' .,"“”') for x in want]
    return bool(got == want)


# Read wrongly so far.  A case that comes right must leave this list: strict.
MISSED: dict[str, str] = {}


def _param(path: Path) -> Any:
    why = MISSED.get(path.stem)
    return pytest.param(path, id=path.stem, marks=[pytest.mark.xfail(reason=why, strict=True)] if why else [])


@pytest.mark.parametrize("path", [_param(p) for p in CASES])
def test_golden_statements(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    text, statements = read(case["text"])
    if not case["statements"]:
        assert not [s for s in statements if s.zone == case.get("zone", "headline")]
    for want in case["statements"]:
        assert any(fits(s, want, text) for s in statements), (want, [_show(s, text) for s in statements])
    for never in case.get("never", ()):
        assert not any(fits(s, never, text) for s in statements), (never, [_show(s, text) for s in statements])


def _show(s: Statement, text: str) -> dict[str, Any]:
    return {
        "speaker": s.speaker.name,
        "cue": s.cue and s.cue.of(text),
        "content": [c.of(text) for c in s.content],
        "chain": [c.name for c in s.chain],
        "fields": (s.stance.value, s.certainty.value, s.manner.value),
        "quoted": [q.of(text) for q in s.quoted],
    }


def test_the_company_is_the_firm_that_the_title_beside_the_text_names() -> None:
    text = "The company reported a net loss on Friday. Larkspur said it would close two mills."
    capture = Capture(
        id="c1",
        content=text.encode(),
        media_type="text/plain",
        doc="d1",
        published="2031-03-07",
        title="Larkspur in loss",
    )
    (reading,) = read_captures([capture], language=load("en"))
    assert {s.speaker.name for f in reading.findings for s in f.statements} == {"Larkspur"}
