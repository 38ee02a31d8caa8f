"""The filter: a line out for every line in, in their order, at once, whatever the lines are."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-c", "from onrecord.interfaces.cli.main import run; run()", "annotate"]
TEXT = 'Defence Minister Ilsa Brandt said on Sunday that 8,000 soldiers had left Talvi. "They are gone," she said.'
Cli = Callable[..., Any]


def _line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def _answers(done: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def test_annotate_answers_every_line_in_order(onrecord: Cli) -> None:
    ids = [f"r{n}" for n in range(40)]
    done = onrecord("annotate", "-", stdin=b"".join(_line(id=i, text=f"{TEXT} Day {i}.") for i in ids))
    assert done.code == 0
    assert [a["id"] for a in _answers(done)] == ids


def test_annotate_gives_the_fields_of_the_wire(onrecord: Cli) -> None:
    (answer,) = _answers(onrecord("annotate", stdin=_line(id="r1", text=TEXT, published="2031-03-03")))
    assert {"id", "reports", "statements", "figures", "times", "mentions"} <= set(answer)
    assert [TEXT[s["content"][0]["start"] : s["content"][0]["end"]] for s in answer["statements"]]


@pytest.mark.parametrize(("options", "value"), [((), "2031-03-03"), (("--timeml",), "PRESENT_REF")])
def test_times_have_timemls_own_values_where_those_are_asked_for(
    onrecord: Cli, options: tuple[str, ...], value: str
) -> None:
    line = _line(id="r1", text="The soldiers are now in Talvi, the mayor said.", published="2031-03-03")
    (answer,) = _answers(onrecord("annotate", *options, stdin=line))
    assert [t["value"] for t in answer["times"]] == [value]


def test_annotate_reads_a_file(onrecord: Cli, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(_line(id="r1", text=TEXT))
    assert [a["id"] for a in _answers(onrecord("annotate", "in.jsonl"))] == ["r1"]
    assert onrecord("annotate", "missing.jsonl").code == 2


def test_annotate_answers_a_bad_line_in_its_place(onrecord: Cli) -> None:
    lines = [
        _line(id="r1", text=TEXT),
        b"{bad\n",
        b"\n",
        _line(id="r2", text=5),
        _line(id=7),
        _line(id="r1", text=TEXT),
        _line(id="last", text=TEXT).rstrip(b"\n"),
    ]
    done = onrecord("annotate", "-", stdin=b"".join(lines))
    answers = _answers(done)
    assert done.code == 3
    assert [a["id"] for a in answers] == ["r1", None, "r2", 7, "r1", "last"]
    assert [a.get("line") for a in answers] == [None, 2, 4, 5, None, None]
    assert all(set(a["error"]) == {"kind", "message", "where", "help"} for a in answers if "error" in a)


@pytest.mark.parametrize("text", ["", " \n ", "\0", "\ud800", "🙂" * 50, "word " * 30, "“" * 200, "a\r\n\r\nb\u2028c"])
def test_annotate_survives_odd_texts(onrecord: Cli, text: str) -> None:
    done = onrecord("annotate", "-", stdin=_line(id="odd", text=text) + _line(id="r1", text=TEXT))
    answers = _answers(done)
    assert done.code == 0, answers[0].get("error")
    assert [a["id"] for a in answers] == ["odd", "r1"]


def test_annotate_of_nothing_is_nothing(onrecord: Cli) -> None:
    done = onrecord("annotate", "-", stdin=b"")
    assert (done.code, done.out) == (0, "")


def test_annotate_of_an_unknown_language_is_2(onrecord: Cli) -> None:
    done = onrecord("annotate", "--language", "xx", "-", stdin=_line(id="r1", text=TEXT))
    assert done.code == 2
    assert "Known: en" in done.err


def test_annotate_answers_a_slow_pipe_line_by_line_and_ends_quietly_when_nobody_reads() -> None:
    with subprocess.Popen(
        [*COMMAND, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        for id in ("r1", "r2"):
            running.stdin.write(_line(id=id, text=TEXT))
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == id
        running.stdout.close()
        running.stdin.write(_line(id="r3", text=TEXT) * 3)
        running.stdin.close()
        assert running.stderr.read() == b""
        running.wait()


def test_annotate_dates_an_undated_report_by_its_neighbours_unless_read_alone(onrecord: Cli) -> None:
    storm = "On Thursday a storm tore the roof from the harbour office at Kessel, pilots said."
    damage = "Pilots at Kessel counted the damage on Friday. The storm tore the roof of the harbour office on Thursday."
    lines = _line(id="r1", text=damage) + _line(id="r2", text=storm, published="2031-03-07")
    first, _ = _answers(onrecord("annotate", stdin=lines))
    alone, _ = _answers(onrecord("annotate", "--alone", stdin=lines))
    assert first["reports"][0]["published"] is not None
    assert alone["reports"][0]["published"] is None
