"""The pipeline over many captures as tasks of Ray, on this machine or on a cluster.

The driver reads the inputs and writes the store; tasks read reports.  So a node needs onrecord and nothing of the case,
what is stored does not depend on who read it, and an adding that was cut off goes on with what is not stored yet.
"""

import functools
import os
import socket
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from onrecord.errors import OnrecordError, SettingsError
from onrecord.language import Language
from onrecord.pool import AHEAD, CHUNK, Group, Outcome, Task, Work, read_here
from onrecord.records.capture import Capture

QUEUED = 2  # tasks for each core that Ray knows of, so that none waits for this process
STORE_BYTES = 128 << 20  # of shared memory for captures and findings under way, where Ray is started here
PATIENCE_S = 120.0  # without a core in the cluster until the adding is given up
KNOCK_S = 10.0  # for a cluster to answer at all
QUIET = {  # read by Ray when it is imported
    "RAY_USAGE_STATS_ENABLED": "0",  # it would tell its makers
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # no accelerator is asked for, and none is hidden
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",  # nodes have their own installation
    "RAY_raylet_start_wait_time_s": "180",  # of its own accord it waits 30, which a busy machine needs for other things
}


class RayPool:
    """Readers of captures by tasks of Ray; a context manager with the methods of `pool.Pool`.

    `address` is that of a cluster; None: a Ray is started on this machine with so many `jobs`, and ends with the
    context.  Raises SettingsError where Ray is not installed or the cluster does not answer.
    """

    def __init__(self, *, language: Language, jobs: int = 1, address: str | None = None) -> None:
        self._language = language
        self._jobs = jobs
        self._address = address
        self._ray = _import_ray()
        self._is_ours = False

    def __enter__(self) -> Self:
        if not self._ray.is_initialized():  # else whoever calls is connected already, and stays so
            self._connect()
            self._is_ours = True
        task = self._ray.remote(num_cpus=1, max_retries=0)(_read_shard)
        self._submit = functools.partial(task.remote, self._language)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_ours:
            self._ray.shutdown()
            self._is_ours = False

    def _connect(self) -> None:
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
        try:
            if self._address:
                _knock(self._address)
                self._ray.init(self._address, **quiet)
            else:
                own = {"num_cpus": self._jobs, "object_store_memory": STORE_BYTES, "include_dashboard": False}
                self._ray.init("local", **own, **quiet)
        except Exception as error:  # a node that does not come up in time is told as no other kind by Ray
            where = self._address or "this machine"
            raise SettingsError(
                f"Ray at {where} does not answer: {error}.",
                where="ray.address",
                help="Start it with `ray start --head` and name its address, or leave the address out.",
            ) from error

    def read(self, captures: Iterable[Capture], *, known_furniture: frozenset[str] = frozenset()) -> Iterator[Outcome]:
        """An outcome for each capture, in order.  Raises ModelError where nothing at all can be read."""
        return self.read_groups([(known_furniture, captures)])

    def read_groups(self, groups: Iterable[Group]) -> Iterator[Outcome]:
        """The same for captures under different furniture.

        Captures whose worker or node died are tried again one by one and given up as `pool.Pool` does.  Raises
        SettingsError where the cluster has no core for longer than `PATIENCE_S`.
        """
        work = Work(groups, limit=0)
        running: dict[Any, Task] = {}
        try:
            while True:
                self._hand_out(work, running)
                yield from work.finished()
                if not running:
                    return
                for each in self._wait(running):
                    self._take_back(each, running.pop(each), work)
        finally:
            if running and self._ray.is_initialized():  # the caller left early
                for each in running:
                    self._ray.cancel(each)

    def _hand_out(self, work: Work, running: dict[Any, Task]) -> None:
        cores = max(1, self._count_cores())  # nodes come and go
        work.limit = cores * AHEAD * CHUNK
        while len(running) < cores * QUEUED and (task := work.next_task()) is not None:
            running[self._submit(task.captures, task.known_furniture)] = task

    def _wait(self, running: dict[Any, Task]) -> list[Any]:
        """Those that ended, at least one."""
        while True:
            ready, _ = self._ray.wait(list(running), timeout=PATIENCE_S)
            if ready:
                return list(ready)
            if not self._count_cores():
                raise SettingsError(
                    f"The Ray cluster has had no core to read on for {PATIENCE_S:.0f} seconds.",
                    where="ray.address",
                    help="Start its nodes, then add the same again: what was read is stored and passed over.",
                )

    def _take_back(self, ended: Any, task: Task, work: Work) -> None:
        errors = self._ray.exceptions
        try:
            outcomes = self._ray.get(ended)
        except errors.RayTaskError as error:  # the task itself raised: an installation that is not ours
            raise SettingsError(
                f"A node of the Ray cluster cannot read reports: {error.cause}.",
                where="ray.address",
                help="Install the same version of onrecord on every node.",
            ) from error
        except errors.RayError:  # the worker died, its node, or what held the answer
            work.lost(task)
            return
        if isinstance(outcomes, OnrecordError):
            raise outcomes
        work.done(task, outcomes)

    def _count_cores(self) -> int:
        return int(self._ray.cluster_resources().get("CPU", 0))


def _read_shard(language: Language, captures: tuple[Capture, ...], known_furniture: frozenset[str]) -> Any:
    """Outcomes of the captures, or the error for which nothing at all can be read; runs in a worker of Ray's."""
    try:
        return list(read_here(captures, language=language, known_furniture=known_furniture))
    except OnrecordError as error:
        return error


def _knock(address: str) -> None:
    """Raise OSError where nobody listens there: Ray itself tries for minutes."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if colon and port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), timeout=KNOCK_S).close()


def _import_ray() -> Any:
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        # Only who asks for it needs it, and it takes a second to load.
        import ray
    except ImportError as error:
        raise SettingsError(
            f"The engine 'ray' needs what is not installed here: {error}.",
            where="engine",
            help="Install it: pip install 'onrecord[ray]'.",
        ) from error
    return ray
