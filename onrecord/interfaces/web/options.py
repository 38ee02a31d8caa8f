"""How the pages are served: to whom, under which names, and whether anything may be changed."""

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError, SettingsError

HOST = "127.0.0.1"
PORT = 8731
MIN_TOKEN = 16  # characters; shorter ones can be guessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one server bears."""

    requests: int = 64  # answered at once; a page is made in a thread, of which there are forty
    body: int = 2 << 20  # bytes of a form, a question, a draft
    large: tuple[tuple[str, int], ...] = (("/api/v1/reports", 64 << 20),)  # bytes of what is sent elsewhere, by path
    uploads: int = 4  # larger bodies that come in at once
    body_s: float = 30.0  # for a body to come, and
    rate: int = 16 << 10  # bytes in every further second


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """All that the server must know beside the case."""

    host: str = HOST
    port: int = PORT
    can_edit: bool = False
    token: str | None = None  # None: whoever reaches the server may read
    names: tuple[str, ...] = ()  # further host names that the server answers to
    is_secure: bool = False  # reached over TLS, its own or a proxy's
    limits: Limits = Limits()  # what is taken on at once
    base_path: str = ""  # where a proxy shows the pages: "/onrecord"; no slash at the end


def is_loopback(host: str) -> bool:
    """True for a name or address that only this machine reaches."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def read_token(path: Path) -> str:
    """The token that the file holds, white space stripped.  Raises InputError for a file that is no secret."""
    try:
        token = path.read_text(encoding="utf-8").strip()
        is_open = bool(path.stat().st_mode & 0o077)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"Cannot read the token in '{path}'.", where=str(path), help="Name a text file.") from error
    if len(token) < MIN_TOKEN or any(c.isspace() for c in token):
        raise InputError(
            f"The token in '{path}' is shorter than {MIN_TOKEN} characters or holds a blank.",
            where=str(path),
            help="Make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    if is_open:
        raise InputError(
            f"Others on this machine can read '{path}'.", where=str(path), help=f"Close it: chmod 600 {path}"
        )
    return token


def check_reach(options: ServeOptions, *, is_encrypted: bool) -> None:
    """Raises SettingsError for a server that others reach without a token, or over a line that others can read."""
    if is_loopback(options.host):
        return
    if options.token is None:
        raise SettingsError(
            f"At {options.host} others can reach the case.",
            where="--host",
            help="Name a token with --token-file, or leave --host out.",
        )
    if not is_encrypted:
        raise SettingsError(
            f"At {options.host} the token would travel in the open.",
            where="--host",
            help="Give --certfile and --keyfile, or say --behind-proxy where a proxy speaks TLS.",
        )
