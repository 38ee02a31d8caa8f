"""The evaluation card: figures from the floors that `make eval` holds, misses from the page that counts them.

What people write of the card stands between the generated parts and is left as it is.
"""

import functools
import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from handbook.markdown import write_table
from handbook.measured import write_figure
from handbook.scratch import ROOT

CARD = "docs/explanation/evaluation-card.md"
PART = "<!-- {name}: written by make docs -->"
END = "<!-- end of {name} -->"
MISSED = "## Still missed"  # of docs/quality.md
WORDS: Mapping[str, str] = {
    "approximator": "about, at least, up to: told right",
    "chain": "through whom: right, where there is a chain",
    "change_f1": "direction of change",
    "content_char_f1": "content, by characters",
    "content_exact": "content exact, of those found",
    "content_exact_f1": "content exact",
    "cue_given_match": "cue right, of those found",
    "f1": "found",
    "of": "what is counted",
    "pair_f1": "pairs joined rightly",
    "pair_precision": "pairs joined rightly, of those joined",
    "pair_recall": "pairs joined rightly, of those to join",
    "precision": "right, of those given",
    "recall": "found, of those there",
    "relaxed_f1": "found, any overlap",
    "said": "when it was said, where stated",
    "statement_f1": "found",
    "statement_precision": "right, of those given",
    "statement_recall": "found, of those there",
    "strict_f1": "found, exact extent",
    "value_f1": "value",
    "with_source_f1": "and with a source that overlaps",
    "with_speaker_f1": "and with the right speaker",
}


def write_card() -> str:
    """The card with its generated parts written anew."""
    text = (ROOT / CARD).read_text(encoding="utf-8")
    for name, write in {
        "run": _write_run,
        "sets": _write_sets,
        "figures": _write_figures,
        "missed": _write_missed,
    }.items():
        start, end = PART.format(name=name), END.format(name=name)
        part = f"{start}\n\n{write()}\n{end}"
        text = re.sub(rf"{re.escape(start)}.*?{re.escape(end)}", functools.partial(_give, part), text, flags=re.DOTALL)
    return text


def _give(part: str, _: re.Match[str]) -> str:
    return part


def _write_run() -> str:
    held = _read_floors()
    measured = held.get("measured", {})
    lines = [
        f"- Code: commit `{measured.get('commit', 'unknown')}`, measured {measured.get('day', 'on an unknown day')}.",
        f"- Gold: SHA-256 `{held['data_sha256']}` over all its files.",
        f"- {len(held['floors'])} figures are held as floors; {len(held.get('lowered', []))} were ever lowered:",
        *(
            f"    - `{each['name']}` to {write_figure(each['to'])}: {each['because']}."
            for each in held.get("lowered", [])
        ),
    ]
    return "\n".join(lines) + "\n"


def _write_sets() -> str:
    rows = [
        (
            each["title"],
            each["what"],
            each["owner"],
            each["seen"],
            _one_of(each.get("unit")),
        )
        for each in _read_sets().values()
    ]
    return write_table(
        ("set", "what it is", "whose", "how far it was seen", "one more or less moves a figure by"), rows
    )


def _one_of(count: int | None) -> str:
    if count is None:
        return ""
    return write_figure(round(1 / count, 3)) if count < 2000 else "less than .001"


def _write_figures() -> str:
    floors: Mapping[str, float] = _read_floors()["floors"]
    parts = []
    for name, each in _read_sets().items():
        rows = [
            (_name(key.removeprefix(f"{name}.")), write_figure(floors[key]))
            for key in sorted(floors)
            if key.startswith(f"{name}.")
        ]
        parts.append(f"**{each['title'][0].upper()}{each['title'][1:]}**\n\n{write_table(('', 'held'), rows)}")
    return "\n".join(parts)


def _name(key: str) -> str:
    """The figure's name as people say it: first what it is about, then what was right of it."""
    subject, _, figure = key.rpartition(".")
    return f"{subject}: {WORDS.get(figure, figure.replace('_', ' '))}"


def _write_missed() -> str:
    text = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    _, _, rest = text.partition(f"\n{MISSED}\n")
    return rest.partition("\n## ")[0].strip() + "\n"


def _read_floors() -> dict[str, Any]:
    held: dict[str, Any] = json.loads((ROOT / "evaluation" / "floors.json").read_text(encoding="utf-8"))
    return held


def _read_sets() -> dict[str, dict[str, Any]]:
    return tomllib.loads((ROOT / "evaluation" / "sets.toml").read_text(encoding="utf-8"))
