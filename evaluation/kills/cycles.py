"""One cycle: a place is copied, the verb is killed in it, what is left is looked at, and the verb is run again."""

import contextlib
import gc
import importlib
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.kills.forks import Ended, Kill, run, run_verb
from evaluation.kills.places import Place, Places
from evaluation.kills.trials import Trial, look
from onrecord import case
from onrecord.case import adding
from onrecord.interfaces.cli import cases, decisions, housekeeping, moving, views, watching
from onrecord.interfaces.cli import main as program
from onrecord.store import copying

BATCH = 2  # captures stored at a time, so that small inputs have many points between two commits
TRIES = 4  # kills that came too late are tried again so often
LOADED = (program, cases, decisions, housekeeping, moving, views, watching)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """A run that ended by itself, and what it left."""

    ended: Ended
    left: dict[str, Any]


@dataclass
class Tally:
    """What was killed, and what came of it."""

    kills: Counter[tuple[str, str]] = field(default_factory=Counter)  # by verb and manner
    late: int = 0  # runs that ended before they were killed
    failures: list[str] = field(default_factory=list)

    def lines(self, store: str) -> Iterator[str]:
        """What is printed at the end."""
        for name in dict.fromkeys(name for name, _ in self.kills):
            manners = {m: n for (v, m), n in sorted(self.kills.items()) if v == name}
            told = ", ".join(f"{n} by {m}" for m, n in manners.items())
            yield f"{store}: {name}: {sum(manners.values())} kills ({told})"
        yield f"{store}: {self.kills.total()} kills in all, {len(self.failures)} failures; {self.late} came too late"
        yield from self.failures


def load_all() -> None:
    """Load what verbs use, once for all forked processes."""
    adding.BATCH = copying.CHUNK = BATCH
    text = "Defence Minister Ilsa Brandt said on Monday that 12,000 soldiers had come to Talvi."
    with tempfile.TemporaryDirectory() as folder:  # what is loaded when it is first used is loaded now
        Path(folder, "a.txt").write_text(f"TALVI, March 9 - {text}\n", encoding="utf-8")
        with case.init(Path(folder, "case")) as opened:
            opened.add([folder])
        look(Path(folder, "case"))
    with contextlib.suppress(ImportError):
        importlib.import_module("onrecord.store.postgres")
    gc.freeze()  # else the first collection in every child copies all that was loaded


def play(places: Places, trial: Trial, many: int, *, dice: random.Random, tally: Tally) -> Iterator[str]:
    """Kill the verb so many times; a line for each thing that was not as it should be."""
    name = f"{trial.name.replace(' ', '_')}"
    begun = _begin(places, trial, name)
    runs = [_run_undisturbed(places, trial, begun, f"{name}_{n}") for n in range(2)]
    if runs[0].left != runs[1].left or runs[0].left["faults"]:
        yield _fail(tally, trial, f"two undisturbed runs differ: {[r.left for r in runs]}")
    whole = runs[1]
    for number in range(many):
        place = places.copy(begun, f"{name}_k{number}")
        try:
            kill, manner = _kill(place, trial, whole.ended, dice, tally)
            if kill is not None:
                tally.kills[trial.name, manner] += 1
                for fault in _survive(place, trial, whole):
                    yield _fail(tally, trial, f"{kill}: {fault}")
        finally:
            places.drop(place)
    places.drop(begun)
    yield f"{trial.name}: {many} cycles, {whole.ended.steps} steps, {whole.ended.took_s:.2f} s undisturbed"


def _fail(tally: Tally, trial: Trial, why: str) -> str:
    tally.failures.append(f"{trial.name}: {why}")
    return f"FAILED {tally.failures[-1]}"


def _begin(places: Places, trial: Trial, name: str) -> Place:
    place = places.make(name)
    ended = run(lambda: trial.begin(place), kill=Kill())
    if ended.code != 0:
        raise RuntimeError(f"{trial.name} cannot begin: {ended.said}")
    return place


def _run_undisturbed(places: Places, trial: Trial, begun: Place, name: str) -> Undisturbed:
    place = places.copy(begun, name)
    ended = run_verb(_words(place, trial), watched=place.files)
    if ended.code != 0:
        raise RuntimeError(f"{trial.name}: exit code {ended.code}\n{ended.said}")
    left = _look(place, trial)
    places.drop(place)
    return Undisturbed(ended=ended, left=left)


def _kill(place: Place, trial: Trial, whole: Ended, dice: random.Random, tally: Tally) -> tuple[Kill | None, str]:
    """Kill the verb at a random point; None where it ended every time before."""
    first = sum(path.stat().st_size for path in place.files if path.exists())
    manners = ["time", "step", *(["size"] if whole.size > first else [])]
    for _ in range(TRIES):
        manner = dice.choice(manners)
        kill = Kill(
            after_s=dice.uniform(0, whole.took_s) if manner == "time" else None,
            at_step=dice.randint(1, whole.steps) if manner == "step" else None,
            at_size=dice.randint(first + 1, whole.size) if manner == "size" else None,
        )
        ended = run_verb(_words(place, trial), kill=kill, watched=place.files)
        if ended.code is None:
            return kill, manner
        tally.late += 1
    return None, ""


def _survive(place: Place, trial: Trial, whole: Undisturbed) -> Iterator[str]:
    """What is wrong after a kill, and after the verb was run again."""
    try:
        yield from (f"doctor: {fault}" for fault in _look(place, trial)["faults"])
    except RuntimeError as error:
        yield f"the case does not open: {error}"
    again = run_verb(_words(place, trial))
    if again.code != 0 and trial.done not in again.said:
        yield f"run again it left with {again.code}: {again.said}"
        return
    left = _look(place, trial)
    if left != whole.left:
        yield f"the account is another one: {left} and not {whole.left}"


def _words(place: Place, trial: Trial) -> tuple[str, ...]:
    verb, *others = trial.words(place)
    return verb, "--case", str(place.case), *others


def _look(place: Place, trial: Trial) -> dict[str, Any]:
    ended = run(lambda: look(trial.home(place)), kill=Kill())
    if ended.code != 0:
        raise RuntimeError(ended.said)
    found: dict[str, Any] = json.loads(ended.said)
    return found
