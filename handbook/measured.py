"""The table of scores in the README, from the floors that `make eval` holds: nothing is claimed that is not held."""

import json
import re
from collections.abc import Mapping

from handbook.markdown import write_table
from handbook.scratch import ROOT

START, END = "<!-- measured: written by make docs -->", "<!-- end of measured -->"
SETS: Mapping[str, str] = {"seeds": "five war pages", "wikinews-dev": "Wikinews dev", "stories": "US stories"}
ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("statements found", ("statements.f1",)),
    ("and with the right speaker", ("statements.with_speaker_f1",)),
    ("content exact, of those found", ("statements.content_exact",)),
    ("chain right, of chains", ("statements.chain",)),
    ("stance / certainty / manner right", ("statements.stance", "statements.certainty", "statements.manner")),
    ("time of saying right, where stated", ("statements.said",)),
    ("figures, value", ("figures.value_f1",)),
    ("times, found / value", ("times.relaxed_f1", "times.value_f1")),
    ("pages split / body", ("reports.split", "reports.body_f1")),
    ("claims: pairs joined rightly", ("claims.pair_f1",)),
    ("claims: relations found", ("claims.relation_recall",)),
    ("claims: origins right within one", ("claims.origins_within_one",)),
)
OTHERS = (
    ("PolNeAR dev (political news): statements", "polnear-dev.polnear.statement_f1"),
    ("PolNeAR dev: with a source that overlaps", "polnear-dev.polnear.with_source_f1"),
    ("NewsQuant dev: value of quantities", "newsquant.newsquant.value_f1"),
    ("TempEval-3 train: times found", "tempeval-train.tempeval.relaxed_f1"),
    ("TempEval-3 train: their value", "tempeval-train.tempeval.value_f1"),
    ("TempEval-3 train: their value, in TimeML's forms (`--timeml`)", "tempeval-train-timeml.tempeval.value_f1"),
    ("simulated stories: copies found", "simulator.copies.recall"),
    ("simulated stories: origins counted exactly", "simulator.origins.exact"),
)


def put_measured(text: str) -> str:
    """The page with its table of scores written anew; a page without the marks stays as it is."""
    table = f"{START}\n\n{_table()}\n{END}"
    return re.sub(rf"{re.escape(START)}.*?{re.escape(END)}", lambda _: table, text, flags=re.DOTALL)


def _table() -> str:
    floors = json.loads((ROOT / "evaluation" / "floors.json").read_text(encoding="utf-8"))["floors"]
    rows = [(name, *(_cell(floors, home, parts) for home in SETS)) for name, parts in ROWS]
    others = [(name, write_figure(floors[key])) for name, key in OTHERS if key in floors]
    return write_table(("", *SETS.values()), rows) + "\n" + write_table(("other sets", ""), others)


def _cell(floors: Mapping[str, float], home: str, parts: tuple[str, ...]) -> str:
    keys = [f"{home}-account.{p}" if p.startswith("claims.") else f"{home}.{p}" for p in parts]
    return " / ".join(write_figure(floors[key]) for key in keys if key in floors)


def write_figure(value: float) -> str:
    """A score as tables show it: .947, and 1 for all right."""
    return "1" if value == 1 else f"{value:.3f}".removeprefix("0")
