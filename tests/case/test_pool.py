"""Workers change nothing but the time it takes; a fault in one text costs only that text."""

import os

from onrecord.language import load
from onrecord.pipeline import Reading
from onrecord.pool import Failure, Pool
from onrecord.records import ids
from onrecord.records.capture import Capture

TEXT = 'Defence Minister Ilsa Brandt said on Sunday that about {n} soldiers had left Talvi. "They are gone," she said.'


def _captures(number: int) -> list[Capture]:
    contents = [TEXT.format(n=1000 + n).encode() for n in range(number)]
    return [
        Capture(id=ids.capture_id(c, None, f"r{n}"), content=c, media_type="text/plain", doc=f"r{n}")
        for n, c in enumerate(contents)
    ]


class _Deadly(Capture):
    """A capture that ends the process that it is sent to, as a fault below Python would."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def test_workers_give_what_one_process_gives_in_order_and_end_with_the_pool() -> None:
    captures = _captures(12)
    with Pool(language=load("en")) as one, Pool(language=load("en"), jobs=2) as two:
        assert list(two.read(captures)) == list(one.read(captures))
        processes = [w._process for w in two._workers]
    assert len(processes) == 2
    assert not any(p.is_alive() for p in processes)


def test_death_of_a_worker_costs_one_report() -> None:
    captures = _captures(3)
    bad = captures[1]
    fields = {name: getattr(bad, name) for name in Capture.__slots__}
    captures[1] = _Deadly(**fields)
    with Pool(language=load("en"), jobs=2) as pool:
        outcomes = list(pool.read(captures))
    assert [o.capture.doc for o in outcomes] == [c.doc for c in captures]
    failed = [o for o in outcomes if isinstance(o, Failure)]
    assert [f.capture.doc for f in failed] == [bad.doc]
    assert "worker" in failed[0].error.message
    assert all(isinstance(o, Reading) for o in outcomes if o not in failed)


def test_fault_in_one_text_leaves_the_others() -> None:
    captures = _captures(3)
    broken = Capture(id="c0", content=None, media_type="text/plain", doc="broken")  # type: ignore[arg-type]
    with Pool(language=load("en")) as pool:
        outcomes = list(pool.read([captures[0], broken, captures[1]]))
    assert [type(o) for o in outcomes] == [Reading, Failure, Reading]


def test_nothing_to_read_gives_nothing() -> None:
    with Pool(language=load("en"), jobs=2) as pool:
        assert list(pool.read([])) == []
