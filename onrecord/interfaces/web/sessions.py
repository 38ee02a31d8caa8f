"""Who is looking, without accounts: a name a browser keeps, when it last was here, and tokens that make forms its own.

Nothing of it is stored on the server; a visit ends when half an hour passes without a page.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from fastapi import Request, Response

from onrecord.errors import InputError

GAP = dt.timedelta(minutes=30)  # without a page, after which a new visit begins
KEEP_S = 400 * 24 * 3600  # as long as browsers keep a cookie at all
REVIEWER = "onrecord_reviewer"
SESSION = "onrecord_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The visit that a request belongs to."""

    session: str  # random; means nothing elsewhere
    before: dt.datetime | None  # when the visit before this one ended; None: there was none
    now: dt.datetime


class Sessions:
    """Reads and writes a browser's cookies; `name` keeps those of two cases on one machine apart."""

    def __init__(self, *, name: str, is_secure: bool) -> None:
        self._seen = f"onrecord_seen_{name}"
        self._is_secure = is_secure
        self._secret = secrets.token_bytes(32)

    def read(self, request: Request, *, now: dt.datetime) -> Visit:
        """The visit of this request; anything unreadable in its cookies is as if it were not there."""
        session = request.cookies.get(SESSION, "")
        if not (len(session) == 32 and session.isalnum()):
            session = secrets.token_hex(16)
        before, last = _moments(request.cookies.get(self._seen, ""))
        if last is not None and now - last > GAP:
            before = last
        return Visit(session=session, before=before, now=now)

    def of(self, request: Request) -> Visit:
        """The visit of a request that came just now."""
        return self.read(request, now=dt.datetime.now(dt.UTC))

    def write(self, response: Response, visit: Visit) -> None:
        """Let the browser remember this visit."""
        before = int(visit.before.timestamp()) if visit.before else 0
        for name, value in ((SESSION, visit.session), (self._seen, f"{before}.{int(visit.now.timestamp())}")):
            self.keep(response, name, value)

    def keep(self, response: Response, name: str, value: str) -> None:
        """Set a cookie that no script and no other site sees."""
        response.set_cookie(name, value, max_age=KEEP_S, httponly=True, samesite="lax", secure=self._is_secure)

    def form_token(self, visit: Visit) -> str:
        """A token for a form of this browser; another each time, so that compression betrays nothing."""
        salt = secrets.token_hex(8)
        return f"{salt}.{self._sign(salt, visit.session)}"

    def check(self, visit: Visit, token: str) -> None:
        """Raises InputError for a form that this browser was not given."""
        salt, _, signed = token.partition(".")
        if not hmac.compare_digest(signed.encode(), self._sign(salt, visit.session).encode()):
            raise InputError("This form is out of date.", where="form", help="Reload the page and send the form again.")

    def _sign(self, salt: str, session: str) -> str:
        return hmac.new(self._secret, f"{salt}.{session}".encode(), hashlib.sha256).hexdigest()


def _moments(cookie: str) -> tuple[dt.datetime | None, dt.datetime | None]:
    parts = cookie.split(".")
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) <= 11 for p in parts):
        return None, None
    first, last = (dt.datetime.fromtimestamp(int(p), dt.UTC) if int(p) else None for p in parts)
    return first, last
