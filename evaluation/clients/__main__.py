"""Start the real server on one core, let hostile clients at it, then many clients for a while, and say what held.

python -m evaluation.clients                                 200 clients and 60 slow ones for a minute
python -m evaluation.clients --clients 20 --seconds 5        as in the tests
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evaluation.clients.attacks import list_attacks, try_attack
from evaluation.clients.serving import fill, serve
from evaluation.clients.storm import Held, Weather, list_addresses, storm, warm
from evaluation.clients.wire import Place, ask
from onrecord import case
from onrecord.case.doctor import examine

GROWTH = 1.1  # of the server's memory from the first third of a storm to the last; its case grows meanwhile


def main() -> int:
    """Exit 0 where everything held, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--slow", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clients-") as scratch:
        folder = Path(scratch) / "case"
        fill(folder)
        with serve(folder) as (place, process):
            wrong = asyncio.run(_attack_one_by_one(place))
            asyncio.run(warm(place))
            weather = Weather(
                clients=options.clients,
                slow=options.slow,
                seconds=options.seconds,
                attacks=tuple(list_attacks(place)),
            )
            held = asyncio.run(storm(place, process, weather))
        lost = _look(folder, held)
    wrong += held.wrong + lost
    first, *_, last = thirds = thirds_of(held.memory)
    if last > first * GROWTH:
        wrong.append(f"memory grew from {first >> 20} to {last >> 20} MiB")
    for line in _tell(options, held, lost, thirds):
        print(line)
    print(f"{len(wrong)} faults", *wrong[:30], sep="\n")
    return 1 if wrong else 0


async def _attack_one_by_one(place: Place) -> list[str]:
    """What is wrong with the answers while nobody else is there; every page is asked for once, so that it is kept."""
    for address in await list_addresses(place):
        await ask(place, place.request("GET", address))
    attacks = list(list_attacks(place))
    found = [await try_attack(place, attack) for attack in attacks]
    print(f"{len(attacks)} attacks, one by one")
    return [fault for fault in found if fault]


def _look(folder: Path, held: Held) -> list[str]:
    """What was said to be taken and is not in the case, and what the doctor finds."""
    with case.open(folder) as opened:
        docs = {f.doc for f in opened.list_filed()}
        faults = [f"doctor: {fault.where}: {fault.message}" for fault in examine(opened, repair=False).faults]
    return faults + [f"lost: {doc}" for doc in held.written if doc not in docs]


def thirds_of(memory: list[int]) -> tuple[int, int, int]:
    """What was held in the middle of each third: a moment's peak is not growth, and at first all threads are made."""
    third = max(len(memory) // 3, 1)
    first, second, last = memory[:third], memory[third : 2 * third], memory[2 * third :]
    return _middle(first), _middle(second or first), _middle(last or first)


def _middle(memory: list[int]) -> int:
    return int(statistics.median(memory))


def _tell(options: argparse.Namespace, held: Held, lost: list[str], memory: tuple[int, int, int]) -> Iterator[str]:
    clients, slow, seconds = options.clients, options.slow, options.seconds
    told = ", ".join(f"{n} times {status or 'closed'}" for status, n in sorted(held.statuses.items()))
    yield f"{clients} clients, {slow} slow ones, {held.attacks} attacks and a writer at once for {seconds:.0f} s:"
    yield f"  {told}"
    if held.waits:
        waits = statistics.quantiles(held.waits, n=20) if len(held.waits) > 1 else held.waits * 19
        yield f"answers took {waits[9]:.2f} s in the middle, {waits[18]:.2f} s at the 95th of a hundred"
    for kind, borne_s in held.put_out.items():
        told = f"after {min(borne_s):.0f} to {max(borne_s):.0f} s" if borne_s else "none"
        yield f"clients with a slow {kind} that were put out: {len(borne_s)}, {told}"
    yield f"{len(held.written)} reports written meanwhile, {len(lost)} lost"
    yield "memory: {} MiB in the first third, {} in the second, {} in the last".format(*(m >> 20 for m in memory))


if __name__ == "__main__":
    sys.exit(main())
