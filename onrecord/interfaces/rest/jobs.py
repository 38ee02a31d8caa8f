"""Long addings: taken at once, done one after another in the background, asked after by their id.

A job lives as long as the server.  What it read is in the case, and adding the same again adds nothing, so a client
that finds its job gone sends it again.
"""

import hashlib
import io
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from onrecord.case import Case
from onrecord.errors import InputError, OnrecordError, StoreBusy
from onrecord.interfaces import problems
from onrecord.interfaces.rest.bodies import Job
from onrecord.records import ids
from onrecord.records.note import Note

KEPT = 1_000  # jobs that can still be asked after
QUEUE = 64  # jobs that may wait; more are refused until some are done
WAITING = 256 << 20  # bytes of them all
BODY = "-"  # what is read from a stream is called so


class Jobs:
    """The jobs of one case."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._keys: dict[str, tuple[str, str]] = {}  # idempotency key: digest of the body, job
        self._waiting: dict[str, int] = {}  # bytes of the jobs that are not done
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="adding")

    def start(self, body: bytes, *, key: str | None) -> Job:
        """A job for these lines; the same key with the same lines gives the job that it gave before.

        Raises InputError for a key that came with other lines, and StoreBusy where too much waits.
        """
        digest = hashlib.sha256(body).hexdigest()
        with self._lock:
            if key is not None and key in self._keys:
                before, id = self._keys[key]
                if before != digest:
                    raise InputError(
                        f"The Idempotency-Key '{key}' came with another body before.",
                        where="idempotency-key",
                        help="Use a new key.",
                    )
                return self._jobs[id]
            if len(self._waiting) >= QUEUE or sum(self._waiting.values()) + len(body) > WAITING:
                many = len(self._waiting)
                raise StoreBusy(f"{many} addings wait already.", where="reports", help="Ask again when some are done.")
            id = "j" + ids.digest("job", digest, str(len(self._jobs)), key or "")
            job = Job(id=id, state="queued", read=0, new=None, versions=None, skipped=None, failed=())
            self._jobs[id] = job
            self._waiting[id] = len(body)
            if key is not None:
                self._keys[key] = digest, id
            self._forget()
        self._pool.submit(self._run, id, body)
        return job

    def get(self, id: str) -> Job | None:
        """The job as it stands; None: not known."""
        with self._lock:
            return self._jobs.get(id)

    def close(self) -> None:
        """Let the running job end; those that wait are dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, id: str, body: bytes) -> None:
        self._set(id, state="running")
        try:
            self._add(id, body)
        except BaseException:  # a fault of ours: told, or the job would seem to run for ever
            fault = "This is a fault of onrecord: please report it with what was sent."
            self._set(id, state="failed", failed=(fault,))
            raise
        finally:
            with self._lock:
                del self._waiting[id]

    def _add(self, id: str, body: bytes) -> None:
        try:
            result = self._case.add(BODY, stdin=io.BytesIO(body), on_read=lambda read: self._set(id, read=read))
        except OnrecordError as error:
            self._set(id, state="failed", failed=(problems.sentence(error),))
            return
        failed = tuple(_tell(note) for note in result.failed)
        done = {"new": result.new, "versions": result.versions, "skipped": result.skipped}
        state = "failed" if failed and not any(done.values()) else "done"
        self._set(id, state=state, read=result.read, failed=failed, **done)

    def _set(self, id: str, **changes: object) -> None:
        with self._lock:
            self._jobs[id] = replace(self._jobs[id], **changes)  # type: ignore[arg-type]

    def _forget(self) -> None:
        ended = [id for id, job in self._jobs.items() if job.state in ("done", "failed")]
        for id in ended[: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[id]
            self._keys = {k: v for k, v in self._keys.items() if v[1] != id}


def _tell(note: Note) -> str:
    """What could not be read, by the line of the body that it stands in."""
    in_body = note.message.startswith(f"{BODY}:")
    return f"line {note.message.removeprefix(f'{BODY}:')}" if in_body else note.message
