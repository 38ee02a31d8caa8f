"""Many clients at once for a while: readers who take what comes, a writer who loses nothing, and some who mean harm."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from evaluation.clients.attacks import API, Attack, drip, try_attack
from evaluation.clients.serving import memory_of
from evaluation.clients.wire import Place, ask
from evaluation.simulator.stories import write_stories

READ = ("/", "/stories.json", "/search?q=soldiers", "/sources", "/review", f"{API}/stories", f"{API}/search?q=ships")
TABS = ("", ".json", ".md", "/figures", "/timeline", "/voices", "/reports", "/changes")
SLOW = ("head", "body", "answer")
LOOK_S = 0.5  # between two looks at the server's memory
MOST_WAIT_S = 10.0  # that a client waits where it was told to come again


@dataclass
class Held:
    """What came of a storm."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    attacks: int = 0
    put_out: dict[str, list[float]] = field(
        default_factory=lambda: {kind: [] for kind in SLOW}
    )  # slow clients: after s
    memory: list[int] = field(default_factory=list)  # bytes that the server held, each LOOK_S
    written: list[str] = field(default_factory=list)  # documents that the server said it had taken
    waits: list[float] = field(default_factory=list)  # seconds for an answer with a page


async def list_addresses(place: Place) -> list[str]:
    """What readers ask for: every kind of page, of every story."""
    told = json.loads((await ask(place, place.request("GET", "/stories.json"))).body)
    stories = [story["address"] for story in told["stories"]]
    return [*READ, *(f"{story}{tab}" for story in stories for tab in TABS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """How bad a storm is."""

    clients: int
    slow: int
    seconds: float
    attacks: Sequence[Attack]


async def storm(place: Place, process: int, weather: Weather) -> Held:
    """All of them at once, for so many seconds, at the server that is this process."""
    held, stop = Held(), asyncio.Event()
    addresses = await list_addresses(place)
    async with asyncio.TaskGroup() as group:
        for number in range(weather.clients):
            group.create_task(_read(place, stop, held, addresses, number))
        for number in range(weather.slow):
            group.create_task(_drip(place, stop, held, SLOW[number % len(SLOW)]))
        group.create_task(_attack(place, stop, held, weather.attacks))
        group.create_task(_write(place, stop, held))
        group.create_task(_look(process, stop, held))
        await asyncio.sleep(weather.seconds)
        stop.set()
    return held


async def warm(place: Place) -> None:
    """Let the server load all that it ever loads: one report is written, and every page asked for."""
    line = json.dumps({"id": "warm", "text": "Defence Minister Ilsa Brandt said on Monday that 12,000 soldiers came."})
    request = place.request("POST", f"{API}/reports", line.encode(), Content_Type="application/x-ndjson")
    while not await _send(place, request, Held()):
        await asyncio.sleep(1)
    for address in await list_addresses(place):
        await ask(place, place.request("GET", address))


async def _read(place: Place, stop: asyncio.Event, held: Held, addresses: Sequence[str], number: int) -> None:
    loop = asyncio.get_running_loop()
    while not stop.is_set():
        address = addresses[number % len(addresses)]
        number += 7  # each client goes round in its own order
        began = loop.time()
        answer = await ask(place, place.request("GET", address), patience_s=300)
        held.statuses[answer.status] += 1
        if answer.status == 200:
            held.waits.append(loop.time() - began)
        elif answer.status == 503 and "retry-after" in answer.headers:
            await asyncio.sleep(min(float(answer.headers["retry-after"]), MOST_WAIT_S))
        else:
            held.wrong.append(f"{address}: {answer.status}: {answer.body[:200]!r}")


async def _drip(place: Place, stop: asyncio.Event, held: Held, kind: str) -> None:
    while not stop.is_set():
        try:
            borne_s = await drip(place, stop, kind=kind)
        except OSError:
            await asyncio.sleep(1)
            continue
        if not stop.is_set():  # else it was still there when the storm ended
            held.put_out[kind].append(borne_s)


async def _look(process: int, stop: asyncio.Event, held: Held) -> None:
    while not stop.is_set():
        held.memory.append(memory_of(process))
        await asyncio.sleep(LOOK_S)


async def _attack(place: Place, stop: asyncio.Event, held: Held, attacks: Sequence[Attack]) -> None:
    for attack in attacks:
        if stop.is_set():
            return
        held.attacks += 1
        fault = await try_attack(place, attack)
        held.wrong += [fault] if fault else []


async def _write(place: Place, stop: asyncio.Event, held: Held) -> None:
    """Send report after report, each until the server says that it is in the case."""
    for written in write_stories(200, seed=19):
        if stop.is_set():
            return
        line = {
            **written.line(),
            "id": f"storm-{len(held.written)}",
            "url": f"https://storm.example/{len(held.written)}",
        }
        body = json.dumps(line).encode()
        headers = {"Content_Type": "application/x-ndjson", "Idempotency_Key": f"storm {len(held.written)}"}
        while not await _send(place, place.request("POST", f"{API}/reports", body, **headers), held):
            await asyncio.sleep(1)
        held.written.append(str(line["id"]))


async def _send(place: Place, request: bytes, held: Held) -> bool:
    """True once the job is done."""
    answer = await ask(place, request)
    held.statuses[answer.status] += 1
    if answer.status != 202:
        if not (answer.status == 503 and "retry-after" in answer.headers) and answer.status:
            held.wrong.append(f"reports: {answer.status}: {answer.body[:200]!r}")
        return False
    address = answer.headers["location"]
    while True:
        told = await ask(place, place.request("GET", address))
        job = json.loads(told.body) if told.status == 200 else {}
        if job.get("state") == "done":
            return not job["failed"]
        if job.get("state") == "failed":
            return False
        await asyncio.sleep(0.5)
