"""One cycle: a place is copied, the verb is killed in it, what is left is looked at, and the verb is run again."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from evaluation.kills.forks import Ended, Kill, run, run_here, run_verb
from evaluation.kills.places import Place, Places
from evaluation.kills.tally import Tally
from evaluation.kills.trials import Trial, find_faults, look

TRIES = 4  # kills that came too late are tried again so often


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """A run that ended by itself, and what it left."""

    ended: Ended
    left: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A verb about to be killed, again and again."""

    places: Places
    trial: Trial
    begun: Place  # what every run starts from
    whole: Undisturbed

    def tell(self) -> str:
        """What an undisturbed run is."""
        return f"{self.trial.name}: {self.whole.ended.steps} steps, {self.whole.ended.took_s:.2f} s undisturbed"


def prepare(places: Places, trial: Trial, *, tally: Tally) -> Ready:
    """The verb with what it starts from.  Two runs that nothing disturbs must leave the same, and nothing wrong."""
    name = trial.name.replace(" ", "_")
    begun = places.make(name)
    ended = run(lambda: trial.begin(begun), kill=Kill())
    if ended.code != 0:
        raise RuntimeError(f"{trial.name} cannot begin: {ended.said}")
    runs = [_run_undisturbed(places, trial, begun, f"{name}_{n}") for n in range(2)]
    if runs[0].left != runs[1].left or runs[0].left["faults"]:
        tally.fail(trial.name, f"two undisturbed runs differ: {[r.left for r in runs]}")
    return Ready(places=places, trial=trial, begun=begun, whole=runs[1])


def play(ready: Ready, number: int, *, dice: random.Random, tally: Tally) -> Iterator[str]:
    """Kill the verb once; a line for each thing that was not as it should be."""
    for again in range(TRIES):
        place = ready.places.copy(ready.begun, f"{ready.begun.folder.name}_k{number}_{again}")
        try:
            kill, manner = _choose(ready, place, dice)
            if run_verb(_words(place, ready.trial), kill=kill, watched=place.files).code is not None:
                tally.late += 1
                continue
            for fault in _survive(place, ready.trial, ready.whole):
                yield tally.fail(ready.trial.name, f"{kill}: {fault}")
            tally.count(ready.trial.name, manner)
            return
        finally:
            ready.places.drop(place)


def _run_undisturbed(places: Places, trial: Trial, begun: Place, name: str) -> Undisturbed:
    place = places.copy(begun, name)
    ended = run_verb(_words(place, trial), watched=place.files)
    if ended.code != 0:
        raise RuntimeError(f"{trial.name}: exit code {ended.code}\n{ended.said}")
    left = _look(place, trial)
    places.drop(place)
    return Undisturbed(ended=ended, left=left)


def _choose(ready: Ready, place: Place, dice: random.Random) -> tuple[Kill, str]:
    """A random point of the run, and what it is counted by."""
    whole = ready.whole.ended
    first = sum(path.stat().st_size for path in place.files if path.exists())
    manner = dice.choice(["time", "step", *(["size"] if whole.size > first else [])])
    if manner == "time":
        return Kill(after_s=dice.uniform(0, whole.took_s)), manner
    if manner == "step":
        return Kill(at_step=dice.randint(1, whole.steps)), manner
    return Kill(at_size=dice.randint(first + 1, whole.size)), manner


def _survive(place: Place, trial: Trial, whole: Undisturbed) -> Iterator[str]:
    """What is wrong after a kill, and after the verb was run again."""

    def go_on() -> dict[str, Any]:
        faults = find_faults(trial.home(place))
        code, said = run_here(_words(place, trial))
        is_done = code == 0 or trial.done in said
        return {"faults": faults, "refused": None if is_done else f"{code}: {said}", **look(trial.home(place))}

    ended = run(go_on, kill=Kill())
    if ended.code != 0:
        yield f"the case does not open: {ended.said}"
        return
    found = _read(ended)
    yield from (f"doctor: {fault}" for fault in found["faults"])
    if found["refused"]:
        yield f"run again it left with {found['refused']}"
    left = {name: found[name] for name in whole.left}
    if left != whole.left:
        yield f"the account is another one: {left} and not {whole.left}"


def _words(place: Place, trial: Trial) -> tuple[str, ...]:
    verb, *others = trial.words(place)
    return verb, "--case", str(place.case), *others


def _look(place: Place, trial: Trial) -> dict[str, Any]:
    ended = run(lambda: look(trial.home(place)), kill=Kill())
    if ended.code != 0:
        raise RuntimeError(ended.said)
    return _read(ended)


def _read(ended: Ended) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ended.said.rpartition("\n")[2])
    return found
