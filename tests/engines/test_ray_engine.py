"""Ray changes nothing but who reads: same case, and a dead worker or node costs a retry, not a report."""

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import case
from onrecord.errors import SettingsError
from onrecord.language import load
from onrecord.pipeline import Reading
from onrecord.pool import Failure
from onrecord.ray_engine import QUIET, RayPool
from onrecord.records import ids
from onrecord.records.capture import Capture

os.environ.update(QUIET)
ray = pytest.importorskip("ray", reason="the extra 'ray' is not installed")
from ray.cluster_utils import Cluster  # noqa: E402  (only where there is one)

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Ray leaves files and processes to the end of Python
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
NODE = {"num_cpus": 1, "object_store_memory": 80 << 20, "include_dashboard": False}
TEXT = 'Defence Minister Ilsa Brandt said on Sunday that about {n} soldiers had left Talvi. "They are gone," she said.'


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A Ray cluster of one node of one core, to which tests may add nodes."""
    cluster = Cluster(initialize_head=True, head_node_args=NODE)
    yield cluster
    ray.shutdown()
    cluster.shutdown()  # type: ignore[no-untyped-call]  # Ray's own lacks types


def _captures(number: int) -> list[Capture]:
    contents = [TEXT.format(n=1000 + n).encode() for n in range(number)]
    return [
        Capture(id=ids.capture_id(c, None, f"r{n}"), content=c, media_type="text/plain", doc=f"r{n}")
        for n, c in enumerate(contents)
    ]


def _lines(number: int) -> bytes:
    rows = [
        {"id": f"r{n}", "text": f"Row {n}\n\n{TEXT.format(n=1000 + n)}", "outlet": f"Bay {n % 3}"}
        for n in range(number)
    ]
    return "".join(json.dumps({**r, "published": "2031-03-07T08:00:00Z"}) + "\n" for r in rows).encode()


def _export(folder: Path) -> list[Any]:
    with case.open(folder) as opened:
        return [{k: v for k, v in line.items() if k != "added"} for line in opened.export_records()]


class _Deadly(Capture):
    """A capture that ends the process that it is sent to, as a fault below Python would."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def test_case_is_the_same_and_an_interrupted_adding_goes_on(cluster: Any, tmp_path: Path) -> None:
    lines = _lines(70)
    with case.init(tmp_path / "one") as one:
        one.add("-", stdin=io.BytesIO(lines))
    flags = {"engine": "ray", "ray.address": cluster.address}
    case.init(tmp_path / "ray").close()

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with case.open(tmp_path / "ray", flags=flags) as opened:
        with pytest.raises(KeyboardInterrupt):
            opened.add("-", stdin=io.BytesIO(lines), on_read=stop)
        stored = len(opened.list_filed())
        result = opened.add("-", stdin=io.BytesIO(lines))
    assert 0 < stored < 70
    assert (result.read, result.skipped) == (70 - stored, stored)
    assert _without_times(_export(tmp_path / "ray")) == _without_times(_export(tmp_path / "one"))


def _without_times(lines: list[Any]) -> list[Any]:
    """The lines without the moments of adding, which differ between two addings of anything."""
    kept: list[Any] = json.loads(
        json.dumps(lines), object_hook=lambda o: {k: v for k, v in o.items() if k not in MOMENTS}
    )
    return kept


MOMENTS = {"added", "known", "fetched"}


def test_death_of_a_worker_costs_one_report(cluster: Any) -> None:
    captures = _captures(3)
    bad = captures[1]
    captures[1] = _Deadly(**{name: getattr(bad, name) for name in Capture.__slots__})
    with RayPool(language=load("en"), address=cluster.address) as pool:
        outcomes = list(pool.read(captures))
    assert [type(o) for o in outcomes] == [Reading, Failure, Reading]
    assert [o.capture.doc for o in outcomes] == [c.doc for c in captures]


def test_death_of_a_node_costs_nothing(cluster: Any) -> None:
    node = cluster.add_node(**{k: v for k, v in NODE.items() if k != "include_dashboard"})
    cluster.wait_for_nodes()
    captures = _captures(96)
    with RayPool(language=load("en"), address=cluster.address) as pool:
        outcomes = pool.read(captures)
        read = [next(outcomes)]
        assert ray.cluster_resources()["CPU"] == 2
        cluster.remove_node(node, allow_graceful=False)
        read.extend(outcomes)
    assert [o.capture.doc for o in read] == [c.doc for c in captures]
    assert all(isinstance(o, Reading) for o in read)


def test_cluster_that_does_not_answer_is_told_with_the_cure() -> None:
    with pytest.raises(SettingsError, match="does not answer"), RayPool(language=load("en"), address="127.0.0.1:1"):
        pass


@pytest.mark.postgres
def test_two_nodes_write_to_a_server_and_a_cut_off_adding_goes_on_without_one(
    cluster: Any, tmp_path: Path, postgres_url: str, postgres_schema: str
) -> None:
    lines = _lines(70)
    with case.init(tmp_path / "one") as one:
        one.add("-", stdin=io.BytesIO(lines))
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "onrecord.toml").write_text(f'[store]\nurl = "{postgres_url}"\nschema = "{postgres_schema}"\n')
    case.init(folder).close()
    node = cluster.add_node(**{k: v for k, v in NODE.items() if k != "include_dashboard"})
    cluster.wait_for_nodes()

    def lose_the_node(_: int) -> None:
        cluster.remove_node(node, allow_graceful=False)
        raise KeyboardInterrupt

    with case.open(folder, flags={"engine": "ray", "ray.address": cluster.address}) as opened:
        with pytest.raises(KeyboardInterrupt):
            opened.add("-", stdin=io.BytesIO(lines), on_read=lose_the_node)
        stored = len(opened.list_filed())
        result = opened.add("-", stdin=io.BytesIO(lines))
        again = opened.add("-", stdin=io.BytesIO(lines))
    assert 0 < stored < 70
    assert (result.read, result.skipped) == (70 - stored, stored)
    assert (again.read, again.skipped) == (0, 70)
    assert _without_times(_export(folder)) == _without_times(_export(tmp_path / "one"))
