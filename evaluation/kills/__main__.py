"""Kill every verb that writes, many times, and hold what is left to what a run that nothing disturbs leaves.

python -m evaluation.kills --store sqlite --kills 200
python -m evaluation.kills --store postgres --url postgresql://... --kills 200     without --url: a server of its own

With --kept FILE it goes on where it was cut off, as long as the program is the same.
"""

import argparse
import contextlib
import importlib
import os
import random
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

from evaluation.kills.cycles import play, prepare
from evaluation.kills.feeds import serve_feed
from evaluation.kills.places import Folders, Places, Server
from evaluation.kills.tally import Tally
from evaluation.kills.trials import Trial, list_trials
from evaluation.kills.warm import load_all


def main() -> int:
    """Exit 0 where everything was as it should be, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--url", default="", help="of a PostgreSQL server on which databases may be made")
    parser.add_argument("--kills", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="verbs whose name begins so")
    parser.add_argument("--kept", type=Path, help="a file with what was killed so far")
    options = parser.parse_args()
    for name in [n for n in os.environ if n.startswith("ONRECORD_")]:
        del os.environ[name]  # they would say where the case is
    tally = Tally(kept=options.kept)
    tally.load()
    with contextlib.ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kills-")))
        feed = stack.enter_context(serve_feed(root / "site"))
        load_all(feed)
        url = options.url or (stack.enter_context(serve_postgres()) if options.store == "postgres" else "")
        trials = [(p, t) for p, t in _list(root, url, feed) if t.name.startswith(options.only)]
        for line in _kill_all(trials, -(-options.kills // len(trials)), options.seed, tally):
            print(line, flush=True)
    print("\n".join(tally.lines(options.store)))
    return 1 if tally.failures else 0


def _kill_all(trials: list[tuple[Places, Trial]], each: int, seed: int, tally: Tally) -> Iterator[str]:
    """Every verb so often, in turns: a run that is cut off has killed all of them."""
    before = {trial.name: tally.many(trial.name) for _, trial in trials}
    ready = []
    for places, trial in trials:
        if before[trial.name] < each:
            ready.append(prepare(places, trial, tally=tally))
            yield ready[-1].tell()
    for number in range(2 * each):  # some come too late each time
        for one in ready:
            if before[one.trial.name] <= number and tally.many(one.trial.name) < each:
                yield from play(one, number, dice=random.Random(f"{seed} {one.trial.name} {number}"), tally=tally)
        if number % 5 == 4 and any(tally.many(one.trial.name) < each for one in ready):
            yield f"{tally.kills.total()} kills so far, {len(tally.failures)} failures"


def _list(root: Path, url: str, feed: str) -> Iterator[tuple[Places, Trial]]:
    if not url:
        yield from ((Folders(root), trial) for trial in list_trials(feed, target="folder"))
        return
    for trial in list_trials(feed, target="home"):
        yield Server(root, url), trial
    yield from ((Server(root, url), t) for t in list_trials(feed, target="server") if t.name.startswith("move"))


@contextlib.contextmanager
def serve_postgres() -> Iterator[str]:
    """The address of a server that runs meanwhile."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="pg-") as folder:
        warnings.simplefilter("ignore")  # it looks for a folder of the session's, which a bare machine does not have
        Path(folder).chmod(0o755)
        server = importlib.import_module("pgserver").get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
