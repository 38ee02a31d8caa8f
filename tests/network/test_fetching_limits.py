"""Fetching: what is refused, what is limited, and what a server is told; against a real server that behaves badly."""

import datetime as dt
import gzip
import itertools
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from onrecord.sources import connecting
from onrecord.sources.addresses import Refused, may_connect, parse_address, resolve_host, tidy_address
from onrecord.sources.web import Asking, Fetched, Fetcher, FetchOptions, Unfetched

PAGE = "<html><body><p>Three missiles struck the Harrow depot.</p></body></html>"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "168.63.129.16",
        "172.20.0.1",
        "192.168.1.1",
        "192.0.0.192",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.216.34",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::1",
        "2001:0:7f00:1::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_address_that_is_not_public_is_not_connected_to(address: str) -> None:
    assert not may_connect(ip_address(address), private=False)


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e"])
def test_public_address_is_connected_to(address: str) -> None:
    assert may_connect(ip_address(address), private=False)


@pytest.mark.parametrize(
    ("address", "may"), [("127.0.0.1", True), ("10.0.0.8", True), ("fd12::1", True), ("::1", True)]
)
def test_private_servers_are_asked_only_where_the_settings_say_so(address: str, may: bool) -> None:
    assert may_connect(ip_address(address), private=True) is may
    assert not may_connect(ip_address(address), private=False)


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "224.0.0.1", "fd00:ec2::254", "::ffff:10.0.0.1"])
def test_metadata_and_mapped_addresses_are_refused_in_an_intranet_too(address: str) -> None:
    assert not may_connect(ip_address(address), private=True)


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "::ffff:7f00:1"])
def test_other_spellings_of_this_machine_are_refused_after_resolution(host: str) -> None:
    with pytest.raises(Refused, match="not on the public internet"):
        resolve_host(host, 80, private=False)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("ftp://coastline.example/a", "only https and http"),
        ("file:///etc/passwd", "only https and http"),
        ("gopher://x/", "only https and http"),
        ("http://", "names no host"),
        ("http://reader:secret@coastline.example/", "name or password"),
        ("http://coastline.example:99999/", "port"),
        ("http://coast\nline.example/", "no web address"),
        ("javascript:alert(1)", "only https and http"),
    ],
)
def test_what_is_no_web_address_is_refused_with_the_reason(given: str, why: str) -> None:
    with pytest.raises(Refused, match=why) as caught:
        parse_address(given)
    assert "secret" not in str(caught.value)


def test_versions_of_a_page_share_an_address_without_trackers() -> None:
    given = "https://coastline.example/r5?id=7&utm_source=rss&fbclid=x#top"
    assert tidy_address(given) == "https://coastline.example/r5?id=7"
    assert tidy_address("https://coastline.example/r5?b=%20a&a=1") == "https://coastline.example/r5?b=%20a&a=1"


def test_page_comes_with_its_type_encoding_and_marks(server, fetcher: Fetcher) -> None:
    url = server.page("/r5", PAGE, ETag='"v1"', **{"Last-Modified": "Tue, 04 Mar 2031 05:30:00 GMT"})
    got = fetcher.fetch(url)
    assert isinstance(got, Fetched)
    assert (got.content, got.media_type, got.encoding) == (PAGE.encode(), "text/html", "utf-8")
    assert (got.etag, got.modified) == ('"v1"', "Tue, 04 Mar 2031 05:30:00 GMT")
    said = server.asked[-1][1]
    assert said["user-agent"] == "onrecord/test"
    assert said["host"] == f"127.0.0.1:{server.port}"


def test_page_that_is_held_is_asked_for_conditionally(server, fetcher: Fetcher) -> None:
    url = server.feed("/feed", "<rss/>", etag='"v1"')
    got = fetcher.fetch(url, Asking(etag='"v1"', modified="Tue, 04 Mar 2031 05:30:00 GMT"))
    assert isinstance(got, Fetched)
    assert got.is_unchanged
    assert server.asked[-1][1]["if-modified-since"] == "Tue, 04 Mar 2031 05:30:00 GMT"


def test_private_server_is_refused_and_never_asked(server) -> None:
    got = Fetcher(FetchOptions()).fetch(server.page("/", PAGE))
    assert isinstance(got, Unfetched)
    assert got.note.kind == "refused"
    assert "network.private" in got.note.message
    assert server.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:127.0.0.1]:{port}/in",
        "ftp://127.0.0.1/",
        "//user:pw@127.0.0.1/",
    ],
)
def test_redirect_is_checked_like_the_first_address(server, fetcher: Fetcher, target: str) -> None:
    where = target.replace("{port}", str(server.port))
    server.routes["/out"] = _redirect(where)
    got = fetcher.fetch(server.url("/out"))
    assert isinstance(got, Unfetched)
    assert got.note.kind == "refused"
    assert server.paths() == ["/out"]


def test_public_page_cannot_lead_into_the_private_network(server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public here; the second is this machine's own name."""
    real = connecting.resolve_host
    monkeypatch.setattr(
        connecting,
        "resolve_host",
        lambda host, port, *, private: (
            ("127.0.0.1",) if host == "coastline.example" else real(host, port, private=private)
        ),
    )
    server.routes["/out"] = _redirect(f"http://localhost:{server.port}/inner")
    server.page("/inner", PAGE)
    got = Fetcher(FetchOptions(delay_s=0.0)).fetch(f"http://coastline.example:{server.port}/out")
    assert isinstance(got, Unfetched)
    assert got.note.kind == "refused"
    assert server.paths() == ["/out"]


def test_name_that_resolves_to_another_address_a_moment_later_gains_nothing(
    server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address that was checked is the one that is connected to: the name is looked up once for each connection."""
    answers = itertools.chain(["93.184.216.34"], itertools.repeat("127.0.0.1"))
    looked: list[str] = []

    def rebind(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        looked.append(next(answers))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (looked[-1], port))]

    opened: list[object] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        opened.append(address)
        raise OSError(113, "no route")

    monkeypatch.setattr(socket, "getaddrinfo", rebind)
    monkeypatch.setattr(socket, "create_connection", connect)
    got = Fetcher(FetchOptions(delay_s=0.0)).fetch(f"http://rebinding.example:{server.port}/")
    assert isinstance(got, Unfetched)
    assert opened == [("93.184.216.34", server.port)]  # for robots.txt; then the name led here, and was refused
    assert server.asked == []


def test_redirects_are_followed_to_their_end_and_permanent_ones_remembered(server, fetcher: Fetcher) -> None:
    server.routes["/old"] = _redirect("/new", status=301)
    server.routes["/mid"] = _redirect("/old", status=302)
    server.page("/new", PAGE)
    moved, lent = fetcher.fetch(server.url("/old")), fetcher.fetch(server.url("/mid"))
    assert isinstance(moved, Fetched)
    assert isinstance(lent, Fetched)
    assert (moved.address, moved.has_moved) == (server.url("/new"), True)
    assert (lent.address, lent.has_moved) == (server.url("/new"), False)


def test_redirects_without_end_are_given_up(server, fetcher: Fetcher) -> None:
    server.routes["/round"] = _redirect("/round")
    got = fetcher.fetch(server.url("/round"))
    assert isinstance(got, Unfetched)
    assert got.note.kind == "too-many-redirects"
    assert len(server.paths()) == fetcher.options.max_redirects + 1


@pytest.mark.parametrize("is_announced", [True, False])
def test_page_over_the_limit_is_refused(server, is_announced: bool) -> None:
    body = b"<html>" + b"x" * (2 << 20)

    def give(handler) -> None:
        handler.send_response(200)
        if is_announced:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    server.routes["/big"] = give
    got = Fetcher(FetchOptions(private=True, delay_s=0.0, max_bytes=1 << 20)).fetch(server.url("/big"))
    assert isinstance(got, Unfetched)
    assert "larger than 1 MiB" in got.note.message


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("gzip", lambda body: gzip.compress(body[:999]) + gzip.compress(body[999:])),
    ],
)
def test_bomb_is_not_unpacked_further_than_the_limit(server, packing: str, pack) -> None:
    body = pack(b"\0" * (64 << 20))
    server.routes["/bomb"] = _packed(body, packing)
    got = Fetcher(FetchOptions(private=True, delay_s=0.0, max_bytes=4 << 20)).fetch(server.url("/bomb"))
    assert isinstance(got, Unfetched)
    assert "once unpacked" in got.note.message


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("gzip", lambda body: gzip.compress(body[:20]) + gzip.compress(body[20:])),
        ("gzip", lambda body: gzip.compress(body) + b"\0" * 8),
        ("identity", bytes),
    ],
    ids=["gzip", "x-gzip", "zlib", "raw deflate", "two members", "padded", "identity"],
)
def test_packed_page_is_unpacked(server, fetcher: Fetcher, packing: str, pack) -> None:
    server.routes["/p"] = _packed(pack(PAGE.encode()), packing)
    got = fetcher.fetch(server.url("/p"))
    assert isinstance(got, Fetched), got
    assert got.content == PAGE.encode()


@pytest.mark.parametrize(
    ("packing", "body", "why"),
    [
        ("gzip", b"no gzip at all", "broken"),
        ("gzip", gzip.compress(PAGE.encode() * 50, mtime=0)[:-20], "ended in the middle"),
        ("br", b"\x0b\x02\x80", "not asked for"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "not asked for"),
    ],
)
def test_broken_packing_is_told(server, fetcher: Fetcher, packing: str, body: bytes, why: str) -> None:
    server.routes["/p"] = _packed(body, packing)
    got = fetcher.fetch(server.url("/p"))
    assert isinstance(got, Unfetched)
    assert why in got.note.message


@pytest.mark.parametrize("part", ["head", "body"])
def test_server_that_sends_a_byte_now_and_then_is_left_in_time(server, part: str) -> None:
    over = threading.Event()

    def dribble(handler) -> None:
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        while not over.is_set():
            handler.wfile.write(b"H" if part == "head" else b"x")
            handler.wfile.flush()
            time.sleep(0.02)

    server.routes["/slow"] = dribble
    got = Fetcher(FetchOptions(private=True, delay_s=0.0, quiet_s=0.5, total_s=0.5)).fetch(server.url("/slow"))
    over.set()
    assert isinstance(got, Unfetched)
    assert got.note.kind == "too-slow"
    assert got.is_passing


def test_server_that_says_nothing_is_left_in_time(server) -> None:
    over = threading.Event()
    server.routes["/mute"] = lambda handler: over.wait(10) and None
    got = Fetcher(FetchOptions(private=True, delay_s=0.0, quiet_s=0.2)).fetch(server.url("/mute"))
    over.set()
    assert isinstance(got, Unfetched)
    assert got.note.kind == "too-slow"


def test_page_that_breaks_off_is_not_taken_for_whole(server, fetcher: Fetcher) -> None:
    def give(handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(PAGE.encode())

    server.routes["/half"] = give
    got = fetcher.fetch(server.url("/half"))
    assert isinstance(got, Unfetched)
    assert (got.note.kind, got.is_passing) == ("broken-answer", True)


@pytest.mark.parametrize(
    ("status", "is_passing", "cure"),
    [
        (401, False, "login"),
        (403, False, "Save the page"),
        (404, False, "Check the address"),
        (410, False, "gone"),
        (500, True, "later"),
    ],
)
def test_answer_of_a_server_is_told_with_its_cure(
    server, fetcher: Fetcher, status: int, is_passing: bool, cure: str
) -> None:
    server.routes["/x"] = _status(status)
    got = fetcher.fetch(server.url("/x"))
    assert isinstance(got, Unfetched)
    assert (got.status, got.is_passing, got.note.kind) == (status, is_passing, f"http-{status}")
    assert cure in got.note.message
    assert server.url("/x") in got.note.message


@pytest.mark.parametrize(("said", "least", "most"), [("120", 120, 120), ("soon", None, None), (None, None, None)])
def test_wish_to_be_left_alone_is_read(server, fetcher: Fetcher, said: str | None, least, most) -> None:
    server.routes["/x"] = _status(429, **({"Retry-After": said} if said else {}))
    got = fetcher.fetch(server.url("/x"))
    assert isinstance(got, Unfetched)
    assert got.wait_s == least == most


def test_wish_to_be_left_alone_may_be_a_date(server, fetcher: Fetcher) -> None:
    server.routes["/x"] = _status(503, **{"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"})
    got = fetcher.fetch(server.url("/x"))
    assert isinstance(got, Unfetched)
    assert got.wait_s is not None
    assert got.wait_s > 1e9


def test_robots_txt_is_kept_to_and_read_once(server, fetcher: Fetcher) -> None:
    server.routes["/robots.txt"] = _packed(
        b"User-agent: onrecord\nDisallow: /private\n\nUser-agent: *\nDisallow: /", ""
    )
    server.page("/open", PAGE)
    server.page("/private/x", PAGE)
    assert isinstance(fetcher.fetch(server.url("/open")), Fetched)
    got = fetcher.fetch(server.url("/private/x"))
    assert isinstance(got, Unfetched)
    assert (got.note.kind, got.is_passing) == ("robots", False)
    assert [path for path, _ in server.asked] == ["/robots.txt", "/open"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_site_whose_robots_txt_fails_is_left_alone(server, fetcher: Fetcher, status: int) -> None:
    server.routes["/robots.txt"] = _status(status)
    server.page("/open", PAGE)
    got = fetcher.fetch(server.url("/open"))
    assert isinstance(got, Unfetched)
    assert got.note.kind == "robots"
    assert got.is_passing
    assert server.paths() == []


def test_host_is_left_alone_between_two_requests_as_long_as_it_asks(server) -> None:
    waits: list[float] = []
    server.routes["/robots.txt"] = _packed(b"User-agent: *\nCrawl-delay: 7", "")
    server.page("/a", PAGE)
    fetcher = Fetcher(FetchOptions(private=True, delay_s=2.0, pause=waits.append, clock=lambda: 100.0))
    fetcher.fetch(server.url("/a"))
    fetcher.fetch(server.url("/a"))
    assert waits == [7.0, 7.0]  # after robots.txt, and after the first page


def test_many_threads_ask_a_host_one_after_another(server, fetcher: Fetcher) -> None:
    def give(handler) -> None:
        time.sleep(0.02)
        handler.send_response(200)
        handler.end_headers()

    server.routes["/a"] = give
    threads = [threading.Thread(target=fetcher.fetch, args=(server.url("/a"),)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.paths()) == 6
    assert server.most_at_once == 1


def test_host_that_is_not_there_is_told(fetcher: Fetcher) -> None:
    got = fetcher.fetch("http://nobody.invalid/")
    assert isinstance(got, Unfetched)
    assert got.is_passing


def test_port_where_nobody_listens_is_told(fetcher: Fetcher) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        got = fetcher.fetch(f"http://127.0.0.1:{held.getsockname()[1]}/")
    assert isinstance(got, Unfetched)
    assert got.is_passing


@pytest.fixture
def tls_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server with a certificate for coastline.example, trusted through the environment as an intranet's would be."""
    certificate = _make_certificate(tmp_path, "coastline.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    names: list[str | None] = []
    context.sni_callback = lambda sock, name, _: names.append(name)
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                plain, _ = listener.accept()
                with context.wrap_socket(plain, server_side=True) as sock:
                    head = sock.recv(4_096)
                    body = f"{names[-1]} {b'Host: coastline.example' in head}".encode()
                    sock.sendall(
                        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body
                    )
            except OSError:
                continue

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1]
    over.set()
    with socket.socket() as knock:
        knock.connect(listener.getsockname())
    thread.join()
    listener.close()


def test_name_is_kept_for_the_certificate_though_the_address_is_connected_to(
    tls_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "resolve_host", lambda host, port, *, private: ("127.0.0.1",))
    got = Fetcher(FetchOptions(delay_s=0.0)).fetch(f"https://coastline.example:{tls_port}/")
    assert isinstance(got, Fetched), got
    assert got.content == b"coastline.example True"


def test_certificate_of_another_name_is_refused(tls_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "resolve_host", lambda host, port, *, private: ("127.0.0.1",))
    fetcher = Fetcher(FetchOptions(delay_s=0.0))
    got = fetcher.fetch(f"https://harbour.example:{tls_port}/")
    assert isinstance(got, Unfetched)
    assert got.note.kind in ("bad-certificate", "robots")


def _make_certificate(folder: Path, name: str) -> Path:
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "server.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def _redirect(where: str, status: int = 302):
    return _status(status, Location=where)


def _status(status: int, **headers: str):
    def give(handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    return give


def _packed(body: bytes, packing: str):
    def give(handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        if packing:
            handler.send_header("Content-Encoding", packing)
        handler.end_headers()
        handler.wfile.write(body)

    return give
