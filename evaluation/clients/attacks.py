"""What hostile clients do, each a request or a way of sending one, and how it is to be answered.

Status 0 is a connection that was closed without an answer: right where nothing could be understood.
"""

import asyncio
import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from evaluation.clients.wire import Place, ask

API = "/api/v1"
DEEP = 100_000
HUGE = 80 << 20
SLOW_S = 0.5  # between two bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One request, and the statuses that are right for it."""

    name: str
    request: bytes
    right: tuple[int, ...]


def list_attacks(place: Place) -> Iterator[Attack]:
    """Every attack that is one request."""
    yield from _doors(place)
    yield from _sites(place)
    yield from _paths(place)
    yield from _bodies(place)
    yield from _heads(place)


def _doors(place: Place) -> Iterator[Attack]:
    tokens = ("", "Bearer", "Bearer x", f"Bearer {place.token}x", f"Basic {place.token}", "Bearer " + "a" * 4_000)
    for number, token in enumerate((*tokens, "Bearer \xff\xfe", f"Bearer {place.token[:-1]}")):
        yield Attack(
            name=f"token {number}", request=place.request("GET", f"{API}/stories", Authorization=token), right=(401,)
        )
    cookie = place.request("GET", "/stories.json", Authorization="", Cookie="onrecord_key=" + "0" * 64)
    yield Attack(name="cookie", request=cookie, right=(401,))
    yield Attack(name="cookies", request=place.request("GET", "/", Authorization="", Cookie="=;" * 2_000), right=(401,))


def _sites(place: Place) -> Iterator[Attack]:
    hosts = (
        "evil.example",
        "127.0.0.1.evil.example",
        f"evil.example:{place.port}",
        "localhost.evil.example",
        "",
        "[::]",
    )
    for host in hosts:
        yield Attack(name=f"host '{host}'", request=place.request("GET", "/", Host=host), right=(421, 400))
    foreign = (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": f"http://127.0.0.1:{place.port + 1}"},
    )
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    for number, headers in enumerate(foreign):
        for path in (f"{API}/reports", "/review", f"{API}/ask"):
            request = place.request("POST", path, b"a=b", **form, **headers)
            yield Attack(name=f"site {number} {path}", request=request, right=(403,))


def _paths(place: Place) -> Iterator[Attack]:
    up = ("..", "%2e%2e", "..%2f", "%2e%2e%2f", "..%5c", "..\\", "....//", "%252e%252e%252f", "..%00")
    for each in up:
        for start in ("/static/", "/r/", f"{API}/reports/", "/"):
            path = f"{start}{f'{each}/' * 6}etc/passwd"
            yield Attack(name=path, request=place.request("GET", path), right=(400, 404, 0))
    odd = ("/%00", "/a%0d%0aSet-Cookie:%20x=y", "//evil.example/", "/\\evil.example", "/" + "a" * 12_000, "/static/%2e")
    for path in (*odd, f"/r/{'%f0%9f%99%82' * 300}", "/.git/config", "/onrecord.db", "/%c0%ae%c0%ae/"):
        yield Attack(name=path[:40], request=place.request("GET", path), right=(400, 404, 0))
    for query in ("as_of=%00", "as_of=" + "9" * 5_000, "page=-1&page=1e9", "q=" + "x" * 5_000, "q=%ff%fe%00"):
        for path in ("/", "/search", f"{API}/search"):
            yield Attack(name=f"{path}?{query[:20]}", request=place.request("GET", f"{path}?{query}"), right=FINE)


FINE = (200, 400, 404, 422)


def _bodies(place: Place) -> Iterator[Attack]:
    deep = (b"[" * DEEP, b'{"a":' * DEEP, b"[" * DEEP + b"]" * DEEP, b'{"text":' + b"[" * DEEP + b"]" * DEEP + b"}")
    broken = (b"{", b'"\xff\xfe"', b"null", b"[]", b"1" * 100_000, b'{"question": 1e999}', b'{"question": "\\ud800"}')
    for route in ("/ask", "/check"):
        for number, body in enumerate((*deep, *broken)):
            request = place.request("POST", f"{API}{route}", body, Content_Type="application/json")
            yield Attack(name=f"json {number} {route}", request=request, right=(200, 400, 413, 422))
    large = json.dumps({"text": "soldiers came. " * 300_000}).encode()
    request = place.request("POST", f"{API}/check", large, Content_Type="application/json")
    yield Attack(name="draft of 4 MB", request=request, right=(413,))
    told = place.request("POST", f"{API}/ask", b"{", Content_Length=str(1 << 40))
    yield Attack(name="a terabyte told", request=told, right=(413,))
    told = place.request("POST", f"{API}/reports", b"x" * HUGE)
    yield Attack(name="80 MB of reports", request=told, right=(413, 0))
    part = b"%x\r\n" % (1 << 20) + b"y" * (1 << 20) + b"\r\n"
    head = place.request("POST", f"{API}/ask", Transfer_Encoding="chunked").replace(b"Content-Length: 0\r\n", b"")
    yield Attack(name="chunks without end", request=head + part * 8, right=(413, 0))
    zipped = place.request("POST", f"{API}/ask", b"\x1f\x8b" + b"0" * 1_000, Content_Encoding="gzip")
    yield Attack(name="packed", request=zipped, right=(400, 413, 415, 422))
    for length in ("-1", "1e3", "00x", "99999999999999999999999999"):
        told = place.request("POST", f"{API}/ask", b"{}", Content_Length=length)
        yield Attack(name=f"length {length}", request=told, right=(400, 413, 422, 0))


def _heads(place: Place) -> Iterator[Attack]:
    yield Attack(name="headers", request=place.request("GET", "/", X_A="b" * 200_000), right=(400, 431, 0))
    many = "".join(f"X-{n}: y\r\n" for n in range(20_000)).encode()
    start = place.request("GET", "/")[:-2]
    yield Attack(name="20,000 headers", request=start + many + b"\r\n", right=(400, 431, 0))
    both = place.request("POST", f"{API}/ask", b"0\r\n\r\n", Transfer_Encoding="chunked", Content_Length="6")
    yield Attack(name="two lengths", request=both, right=(400, 422, 0))
    for noise in (b"\x16\x03\x01\x02\x00\x01" * 50, b"GET\r\n\r\n", b"\0" * 1_000, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"):
        yield Attack(name=f"noise {noise[:4]!r}", request=noise, right=(400, 421, 401, 0))
    for method in ("TRACE", "CONNECT", "BREW", "DELETE", "PUT", "get"):
        request = place.request(method, "/stories.json")
        yield Attack(name=method, request=request, right=(400, 403, 404, 405, 0))


async def drip(place: Place, stop: asyncio.Event, *, kind: str) -> float:
    """A client that sends, or reads, as slowly as can be; gives the seconds after which it was put out."""
    loop = asyncio.get_running_loop()
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port, limit=1 << 10)
    began = loop.time()
    sent = {
        "head": place.request("GET", "/")[:-4] + b"\r\nX-Slow: ",
        "body": place.request("POST", f"{API}/ask", b"{", Content_Length="1000000"),
        "answer": place.request("GET", "/stories.json", Connection="keep-alive") * 40,
    }[kind]
    with contextlib.suppress(OSError):
        writer.write(sent)
        while not stop.is_set() and not writer.is_closing():
            if kind == "answer":
                await asyncio.sleep(SLOW_S)
                if reader.at_eof():
                    break
                continue
            writer.write(b"a")
            await writer.drain()
            with contextlib.suppress(TimeoutError):
                if not await asyncio.wait_for(reader.read(1), SLOW_S):
                    break
    writer.close()
    return loop.time() - began


async def try_attack(place: Place, attack: Attack) -> str | None:
    """What is wrong with the answer; None: nothing.  A server that is busy may say so."""
    answer = await ask(place, attack.request)
    if answer.status == 503 and "retry-after" in answer.headers:
        return None
    if answer.status in attack.right:
        return None
    return f"{attack.name}: {answer.status}, and not {' or '.join(map(str, attack.right))}: {answer.body[:200]!r}"
