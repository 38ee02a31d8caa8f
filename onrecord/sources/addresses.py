"""Which addresses may be fetched from: web addresses of hosts on the public internet, checked where they resolve to.

A name is checked by what it resolves to, never by how it is written: `127.1`, `0x7f.1`, `localtest.example` and an
IPv6 address that carries an IPv4 one all come down to an address, and that address is the one that is connected to.
"""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

import httpx

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

SCHEMES = ("https", "http")
# IANA's registries of special-purpose addresses (RFC 6890), read in 2026.  Written out, because what the standard
# library calls global has changed between versions of Python.
PRIVATE = (  # hosts of an intranet and of this machine: fetched from only where the settings say so
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "::1/128",
    "fc00::/7",
)
NEVER = (  # this network, link-local with the clouds' metadata, tests, multicast, and IPv6 that carries IPv4
    "0.0.0.0/8",
    "168.63.129.16/32",  # metadata of Azure, among public addresses
    "169.254.0.0/16",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
    "::/96",
    "::ffff:0:0/96",
    "64:ff9b::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/23",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
    "5f00::/16",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
)
_PRIVATE = tuple(ipaddress.ip_network(n) for n in PRIVATE)
_NEVER = tuple(ipaddress.ip_network(n) for n in NEVER)
_METADATA = ipaddress.ip_address("fd00:ec2::254")  # of Amazon, among private addresses

TRACKERS = frozenset({"fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "at_medium", "at_campaign", "ns_campaign"})


class Refused(Exception):
    """An address that is not fetched from, and why; the message says what to do."""

    def __init__(self, message: str, *, is_passing: bool = False) -> None:
        super().__init__(message)
        self.is_passing = is_passing  # it may be fetched from later


def parse_address(given: str) -> httpx.URL:
    """The web address.  Raises Refused for another scheme, a missing host, a name and password, a broken port."""
    try:
        url = httpx.URL(given.strip())
        host = url.host
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Refused(f"'{given[:200]}' is no web address ({error}).") from error
    if url.scheme not in SCHEMES:
        raise Refused(f"'{given[:200]}' is not fetched: only https and http are.")
    if not host:
        raise Refused(f"'{given[:200]}' names no host.")
    if url.port is not None and not 0 < url.port < 65536:
        raise Refused(f"'{given[:200]}' names a port that there is not.")
    if url.userinfo:
        raise Refused(f"The address on {host} is not fetched: it carries a name or password. Leave them out.")
    return url


def tidy_address(url: str | httpx.URL) -> str:
    """The address that versions of a page share: without fragment and the marks by which readers are followed."""
    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError):
        return str(url)
    query = parsed.query.decode("ascii", "replace")
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not is_tracker(k)]
    if len(kept) == len(pairs):
        return str(parsed)
    return str(parsed.copy_with(query=urlencode(kept).encode() if kept else None))


def is_tracker(name: str) -> bool:
    """True for what sites add to an address to know where its readers come from."""
    return name in TRACKERS or name.startswith("utm_")


def may_connect(address: Address, *, private: bool) -> bool:
    """True for public addresses; with `private`, for those of this machine and of an intranet too."""
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        return False
    inside_private = any(address.version == n.version and address in n for n in _PRIVATE)
    if inside_private and private:
        return address != _METADATA
    if inside_private or any(address.version == n.version and address in n for n in _NEVER):
        return False
    return address.is_global


def resolve_host(host: str, port: int, *, private: bool) -> tuple[str, ...]:
    """The addresses of the host that may be connected to, in the order in which the system prefers them.

    Raises Refused where the name has none at all, or none that may be.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "the name cannot be looked up"
        message = f"The host '{host}' was not found: {why}. Check the name and the connection."
        raise Refused(message, is_passing=True) from error
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = tuple(a for a in addresses if may_connect(ipaddress.ip_address(a), private=private))
    if not allowed:
        raise Refused(_refusal(host, addresses, private=private))
    return allowed


def _refusal(host: str, addresses: Iterable[str], *, private: bool) -> str:
    listed = [ipaddress.ip_address(a) for a in addresses]
    named = ", ".join(str(a) for a in listed[:3])
    is_intranet = all(may_connect(a, private=True) for a in listed)
    where = f"'{host}'" if host.strip("[]") == named else f"'{host}' ({named})"
    message = f"The host {where} was not asked: it is not on the public internet."
    if is_intranet and not private:
        return f"{message} If it is a server of your own network, set network.private = true."
    return f"{message} Check the address; a page that you can see, save in your browser and add as a file."
