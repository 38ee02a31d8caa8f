"""What every store must do; each test runs on each store."""

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable
from decimal import Decimal

import pytest

from onrecord.errors import NotFound, StoreError
from onrecord.records.annotation import EntityKind
from onrecord.records.claim import Account, Claim, Copy, CopyKind, Entity, Origin, Series, SeriesPoint, Story
from onrecord.records.decision import Action, Choice, Decision, Matter, decision_id
from onrecord.records.sketch import Placed, Sketch
from onrecord.records.span import Span
from onrecord.records.when import Basis, When
from onrecord.store import sql
from onrecord.store.store import Answer, Change, Entry, Joined, MadeFrom, NameKey, Part, Store, head_of

Make = Callable[..., Entry]
ADDED_AT = dt.datetime(2031, 3, 9, 6, 0, tzinfo=dt.UTC)


def _add(store: Store, *entries: Entry) -> None:
    with store.writing(wait_s=1) as writer:
        writer.add(entries)


def test_store_gives_back_what_was_added(store: Store, make_entry: Make) -> None:
    entry = make_entry("talvi.txt", "Ünits moved 🙂 to Talvi.", "Brandt counted 12,000.")
    _add(store, entry)
    with store.snapshot() as snapshot:
        assert snapshot.load_reports() == ((entry.reports[0], entry.findings[0]),)
        (filed,) = snapshot.list_filed()
    assert (filed.capture, filed.doc, filed.added) == (entry.capture.id, "talvi.txt", entry.added)
    assert filed.fetched == entry.capture.fetched
    assert filed.notes == entry.notes
    assert filed.reports == (entry.reports[0].id,)
    assert store.content(entry.capture.id) == entry.capture.content


def test_store_keeps_the_reports_of_one_page_in_text_order(store: Store, make_entry: Make) -> None:
    entry = make_entry("two.txt", "First article.", "Second article.", split=True)
    _add(store, entry)
    with store.snapshot() as snapshot:
        assert [r for r, _ in snapshot.load_reports()] == list(entry.reports)


def test_store_adds_a_capture_once(store: Store, make_entry: Make) -> None:
    entry = make_entry("talvi.txt", "Talvi.")
    _add(store, entry, entry)
    _add(store, entry)
    with store.snapshot() as snapshot:
        assert len(snapshot.list_filed()) == len(snapshot.load_reports()) == 1


def test_store_keeps_a_capture_in_which_nothing_was_read(store: Store, make_entry: Make) -> None:
    _add(store, make_entry("empty.txt"))
    with store.snapshot() as snapshot:
        assert snapshot.list_filed()[0].reports == ()
        assert snapshot.load_reports() == ()


def test_store_loads_only_the_captures_asked_for(store: Store, make_entry: Make) -> None:
    one, two = make_entry("one.txt", "One."), make_entry("two.txt", "Two.")
    _add(store, one, two)
    with store.snapshot() as snapshot:
        assert [r.doc for r, _ in snapshot.load_reports({two.capture.id, "unknown"})] == ["two.txt"]
        assert snapshot.load_reports(()) == ()


def test_store_loads_many_captures_in_the_order_of_adding(
    store: Store, make_entry: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "CHUNK", 5)
    entries = [make_entry(f"{n}.txt", f"Report {n}.") for n in range(12)]
    _add(store, *entries)
    with store.snapshot() as snapshot:
        found = snapshot.load_reports({e.capture.id for e in entries})
    assert [r.doc for r, _ in found] == [e.capture.doc for e in entries]


def test_store_says_which_captures_it_knows(store: Store, make_entry: Make) -> None:
    entry = make_entry("talvi.txt", "Talvi.")
    _add(store, entry)
    with store.writing(wait_s=1) as writer:
        assert writer.known([entry.capture.id, "unknown"]) == {entry.capture.id}
        assert writer.known([]) == frozenset()


def test_store_does_not_know_the_bytes_of_an_unknown_capture(store: Store) -> None:
    with pytest.raises(NotFound):
        store.content("unknown")


def test_snapshot_does_not_see_what_is_added_after_it(store: Store, make_entry: Make) -> None:
    with store.snapshot() as before:
        assert before.list_filed() == ()
        _add(store, make_entry("talvi.txt", "Talvi."))
        assert before.list_filed() == ()
        assert before.load_reports() == ()
    with store.snapshot() as after:
        assert len(after.list_filed()) == 1


def test_reader_is_not_kept_waiting_by_a_writer(store: Store, make_entry: Make) -> None:
    with store.writing(wait_s=1) as writer, store.snapshot() as snapshot:
        writer.add([make_entry("talvi.txt", "Talvi.")])
        assert snapshot.search("talvi", limit=5) is not None


def test_second_writer_is_refused_politely(store: Store) -> None:
    with (
        store.writing(wait_s=1),
        pytest.raises(StoreError, match="being written to by") as refused,
        store.writing(wait_s=0),
    ):
        pass
    assert refused.value.help


def test_second_writer_waits_its_turn(store: Store, make_entry: Make) -> None:
    def add(doc: str) -> None:
        with store.writing(wait_s=10) as writer:
            writer.add([make_entry(doc, f"Report {doc}.")])

    threads = [threading.Thread(target=add, args=(f"{n}.txt",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.snapshot() as snapshot:
        assert {f.doc for f in snapshot.list_filed()} == {f"{n}.txt" for n in range(4)}


def test_revision_grows_with_every_adding(store: Store, make_entry: Make) -> None:
    seen = []
    for n in range(3):
        with store.snapshot() as snapshot:
            seen.append(snapshot.revision())
        _add(store, make_entry(f"{n}.txt", f"Report {n}."))
    assert seen == sorted(set(seen))


def _account(entry: Entry) -> Account:
    report, statement = entry.reports[0].id, entry.findings[0].statements[0].id
    origin = Origin(id="o1", name="Brandt", party=None, statements=(statement,), because="her own words")
    point = SeriesPoint(
        figure=entry.findings[0].figures[0].id,
        low=Decimal("9500.5"),
        high=None,
        said=None,
        as_of=None,
        scope=None,
        speaker="Brandt",
        party="Ostria",
        via=("Coastline Wire",),
        relation="first",
        because="no earlier one",
    )
    return Account(
        entities=(
            Entity(
                id="e1",
                name="Ilsa Brandt",
                kind=EntityKind.PERSON,
                aliases=(),
                offices=(),
                party=None,
                because="one form",
            ),
        ),
        names=((report, "Brandt", "e1"),),
        copies=(
            Copy(
                a=report,
                b="r2",
                kind=CopyKind.NEAR,
                share=0.9,
                passages=((Span(start=0, end=5), Span(start=3, end=8)),),
                because="shared words",
            ),
        ),
        stories=(Story(id="t1", name="Talvi", slug="talvi", reports=(report,), claims=("k1",), because="names"),),
        claims=(
            Claim(
                id="k1",
                label="Talvi",
                statements=(statement,),
                relations=(),
                origins=(origin,),
                reports=1,
                parties=(),
                has_unknown_party=True,
            ),
        ),
        series=(
            Series(
                id="f1", of="troops", unit=None, story=None, points=(point,), reports=1, origins=1, parties=("Ostria",)
            ),
        ),
    )


def _joined(part: Part) -> Joined:
    head = head_of(part)
    entities = tuple(e for e, _ in head.entities)
    return Joined(stories=((head.story, part.key),), entities=entities, became=(("e0", "e1"),))


def test_store_gives_back_the_account_under_its_key_only(store: Store, make_entry: Make) -> None:
    entry = make_entry("talvi.txt", "Talvi.")
    inferred = When(earliest=dt.date(2031, 3, 1), latest=dt.date(2031, 3, 3), basis=Basis.INFERRED)
    dated = (dataclasses.replace(entry.reports[0], published=inferred), entry.findings[0])
    part = Part(key="p1", bare="b1", account=_account(entry), dated=(dated,))
    _add(store, entry)
    with store.writing(wait_s=1) as writer:
        writer.save_account(_joined(part), [part], "key-1")
    with store.snapshot() as snapshot:
        assert snapshot.load_joined("key-1") == _joined(part)
        assert snapshot.load_joined("key-2") is None
        assert (snapshot.has_account("key-1"), snapshot.has_account("key-2")) == (True, False)
        assert snapshot.load_stories() == _joined(part).stories
        assert snapshot.load_entities(["e0", "e9"]) == (_joined(part).entities, (("e0", "e1"),))
        assert snapshot.load_entities(["e1"]) == (_joined(part).entities, ())
        assert snapshot.load_parts(["p1", "p2"]) == {"p1": part}
        assert snapshot.load_heads(["b1", "b2"]) == {"b1": head_of(part)}


def test_account_takes_the_place_of_the_one_before_and_keeps_parts_that_are_named(
    store: Store, make_entry: Make
) -> None:
    account = _account(make_entry("talvi.txt", "Talvi."))
    second = dataclasses.replace(account.stories[0], id="t2", slug="talvi-2")
    other = dataclasses.replace(account, stories=(second,))
    one, two = Part(key="p1", bare="b1", account=account), Part(key="p2", bare="b2", account=other)
    with store.writing(wait_s=1) as writer:
        writer.save_account(_joined(one), [one], "key-1")
        both = dataclasses.replace(_joined(one), stories=(*_joined(one).stories, *_joined(two).stories))
        writer.save_account(both, [two], "key-2")
    with store.snapshot() as snapshot:
        assert snapshot.load_joined("key-1") is None
        assert snapshot.load_joined("key-2") == both
        assert set(snapshot.load_parts(["p1", "p2"])) == {"p1", "p2"}
    with store.writing(wait_s=1) as writer:
        writer.save_account(_joined(two), [], "key-3")
    with store.snapshot() as snapshot:
        assert set(snapshot.load_parts(["p1", "p2"])) == {"p2"}


def test_account_is_changed_where_something_differs(store: Store, make_entry: Make) -> None:
    account = _account(make_entry("talvi.txt", "Talvi."))
    second = dataclasses.replace(account.stories[0], id="t2", slug="talvi-2")
    named = NameKey(entity="e1", name="Ilsa Brandt", key="br family brandt", block="br")
    one = Part(key="p1", bare="b1", account=account, keys=(named,))
    two = Part(key="p2", bare="b2", account=dataclasses.replace(account, stories=(second,)))
    first = MadeFrom(digest="d", number=4)
    with store.writing(wait_s=1) as writer:
        writer.save_account(_joined(one), [one], "key-1", first)
    with store.snapshot() as snapshot:
        assert snapshot.basis() == first
        assert snapshot.find_named(["br family brandt", "br family lind"]) == {("e1", "Ilsa Brandt")}
        assert snapshot.list_keys(["br", "li"]) == {"br family brandt"}
        (tally,) = snapshot.load_tallies(["e1", "e9"], without=[])
        assert (tally.entity, tally.stories, tally.most, tally.reports) == (account.entities[0], 1, 1, 1)
        assert snapshot.load_tallies(["e1"], without=["p1"]) == ()
        assert snapshot.load_alike(["talvi", "harrow"]) == _joined(one).stories
        assert (snapshot.entities_of(["p1", "p9"]), snapshot.entities_of([])) == ({"e1"}, frozenset())
    entity = dataclasses.replace(account.entities[0], name="Ilsa Maria Brandt")
    change = Change(
        gone=(),
        parts=(two,),
        gone_stories=(),
        stories=((second, "p2"),),
        names=("e0", "e1"),
        entities=(entity,),
        became=(("e7", "e1"),),
    )
    with store.writing(wait_s=1) as writer:
        writer.change_account(change, "key-2", MadeFrom(digest="d", number=5))
    with store.snapshot() as snapshot:
        assert snapshot.basis() == MadeFrom(digest="d", number=5)
        (tally,) = snapshot.load_tallies(["e1"], without=[])
        assert (tally.stories, tally.most, tally.reports) == (2, 1, 2)
        joined = snapshot.load_joined("key-2")
        assert joined is not None
        assert (joined.entities, joined.became) == ((entity,), (("e7", "e1"),))
        assert [key for _, key in joined.stories] == ["p1", "p2"]
    change = dataclasses.replace(change, gone=("p1",), parts=(), gone_stories=("t1",), stories=())
    with store.writing(wait_s=1) as writer:
        writer.change_account(change, "key-3", MadeFrom(digest="d", number=6))
    with store.snapshot() as snapshot:
        assert snapshot.load_stories() == ((second, "p2"),)
        assert set(snapshot.load_parts(["p1", "p2"])) == {"p2"}
        assert snapshot.find_named(["br family brandt"]) == frozenset()


def _sketch(report: str, *words: str) -> tuple[Sketch, Placed]:
    order = ("2031-03-02", f"{report}.txt", 0)
    weights = tuple((w, 2.5 - n / 8) for n, w in enumerate(words))
    sketch = Sketch(report=report, order=order, day=dt.date(2031, 3, 2), weights=weights)
    return sketch, Placed(report=report, order=order, linked=report, cluster=report)


def test_store_keeps_where_reports_were_placed(store: Store) -> None:
    one, two = _sketch("r1", "talvi", "crossing", "mary"), _sketch("r2", "harvest", "x" * 200)
    one = (dataclasses.replace(one[0], given=("mary",)), one[1])
    moved = dataclasses.replace(two[1], linked="r1")
    with store.writing(wait_s=1) as writer:
        writer.place([one, two], [], ())
        writer.place([], [moved], ())
    with store.snapshot() as snapshot:
        assert sorted(snapshot.list_placed(), key=lambda p: p.report) == [one[1], moved]
        assert snapshot.load_sketches(["r1", "r9"]) == (one[0],)
        assert snapshot.load_placed(["r2", "r9"]) == (moved,)
        assert {p.report for p in snapshot.list_linked(["r1"])} == {"r1", "r2"}
        day = one[0].place[0]
        assert snapshot.list_holders(["talvi", "mary"], most=9) == {"talvi": ((day, "r1"),), "mary": ()}
        (word,) = (w for w in two[0].keys if w.startswith("x"))
        assert snapshot.list_holders([word], most=9) == {word: ((day, "r2"),)}
    with store.writing(wait_s=1) as writer:
        writer.place([], [], ["r1"])
    with store.snapshot() as snapshot:
        assert snapshot.list_placed() == (moved,)
        assert snapshot.list_holders(["talvi"], most=9) == {"talvi": ()}


def test_an_account_without_what_was_placed_since_is_made_anew(store: Store, make_entry: Make) -> None:
    account = _account(make_entry("talvi.txt", "Talvi."))
    part = Part(key="p1", bare="b1", account=account)
    basis = MadeFrom(digest="d", number=4)
    with store.writing(wait_s=1) as writer:
        writer.save_account(_joined(part), [part], "key-1", basis)
        writer.place([_sketch("r1", "talvi", "crossing")], [], ())
    with store.snapshot() as snapshot:
        assert snapshot.basis() is None
    with store.writing(wait_s=1) as writer:
        writer.save_account(_joined(part), [part], "key-2", basis)
    with store.snapshot() as snapshot:
        assert snapshot.basis() == basis


def test_store_says_in_which_report_a_finding_was_read(store: Store, make_entry: Make) -> None:
    entry = make_entry("talvi.txt", "Talvi.")
    _add(store, entry)
    wanted = entry.findings[0].statements[0].id
    with store.snapshot() as snapshot:
        assert snapshot.reports_of([wanted, "s9"]) == {wanted: entry.reports[0].id}
        assert snapshot.reports_of([]) == {}


@pytest.mark.parametrize(
    ("query", "docs"),
    [
        ("talvi", {"a.txt", "b.txt"}),
        ("TALVI crossing", {"a.txt"}),
        ("troop", {"a.txt"}),
        ('"winter exercise"', {"b.txt"}),
        ('"exercise winter"', set()),
        ("exercise winter", {"b.txt"}),
        ("Won-sik", {"c.txt"}),
        ("resume", {"c.txt"}),
        ("talvi OR harrow", set()),
        ("tal*", set()),
        ("", set()),
        ('"', set()),
        ("-- ' ( ) NOT", set()),
        ("\0", set()),
    ],
)
def test_search_finds_paragraphs_with_all_the_words(store: Store, make_entry: Make, query: str, docs: set[str]) -> None:
    entries = (
        make_entry("a.txt", "Troops massed near the Talvi crossing."),
        make_entry("b.txt", "None but those on the winter exercise at Talvi."),
        make_entry("c.txt", "Shin Won-sik sent a résumé."),
    )
    _add(store, *entries)
    names = {e.reports[0].id: e.capture.doc for e in entries}
    with store.snapshot() as snapshot:
        assert {names[h.report] for h in snapshot.search(query, limit=10)} == docs


def test_search_points_at_the_words(store: Store, make_entry: Make) -> None:
    entry = make_entry("a.txt", "🙂 Nothing here.", "Brandt: troops, TROOPS at Talvi.")
    _add(store, entry)
    text = entry.reports[0].text
    with store.snapshot() as snapshot:
        (hit,) = snapshot.search("troops", limit=5)
    assert (hit.report, hit.capture) == (entry.reports[0].id, entry.capture.id)
    assert hit.span.of(text) == "Brandt: troops, TROOPS at Talvi."
    assert [w.of(text) for w in hit.words] == ["troops", "TROOPS"]


def test_search_gives_at_most_what_was_asked_for(store: Store, make_entry: Make) -> None:
    _add(store, *(make_entry(f"{n}.txt", f"Talvi report {n}.") for n in range(5)))
    with store.snapshot() as snapshot:
        assert len(snapshot.search("talvi", limit=3)) == 3


def _decision(number: int, action: Action = Action.ACCEPT, *things: str) -> Decision:
    at = dt.datetime(2031, 3, 8, 9, number, tzinfo=dt.UTC)
    choice = Choice(action=action, things=things or ("s1",), changes=(("speaker", "Ünit"),), reason="read it again")
    return Decision(
        id=decision_id(choice, by="Ana Kesh", at=at),
        action=choice.action,
        matter=Matter.STATEMENT,
        things=choice.things,
        others=choice.others,
        changes=choice.changes,
        reason=choice.reason,
        by="Ana Kesh",
        at=at,
    )


def test_decisions_are_kept_for_ever_in_the_order_of_time(store: Store) -> None:
    first, second = _decision(1), _decision(2, Action.REJECT)
    with store.writing(wait_s=1) as writer:
        writer.decide([second])
        writer.decide([first, second])
    with store.snapshot() as snapshot:
        assert snapshot.list_decisions() == (first, second)


def test_snapshot_does_not_see_a_decision_taken_after_it(store: Store) -> None:
    with store.snapshot() as before:
        assert before.list_decisions() == ()
        with store.writing(wait_s=1) as writer:
            writer.decide([_decision(1)])
        assert before.list_decisions() == ()


def test_visits_are_kept_for_each_reader_and_story(store: Store) -> None:
    later = ADDED_AT + dt.timedelta(hours=3, microseconds=5)
    with store.writing(wait_s=1) as writer:
        writer.mark_visit("ana", "talvi", ADDED_AT)
        writer.mark_visit("ana", "talvi", later)
        writer.mark_visit("ben", "", ADDED_AT)
    with store.snapshot() as snapshot:
        assert snapshot.last_visit("ana", "talvi") == later
        assert snapshot.last_visit("ben", "") == ADDED_AT
        assert snapshot.last_visit("ben", "talvi") is None


def test_store_looks_up_pages_outlets_and_captures(store: Store, make_entry: Make) -> None:
    address = "https://wire.example/talvi"
    first, second = make_entry("a.txt", "Talvi.", address=address), make_entry("b.txt", "Talvi again.", address=address)
    other, empty = make_entry("c.txt", "Harrow.", "Pears.", split=True), make_entry("d.txt")
    _add(store, first, other)
    _add(store, second, empty)
    with store.snapshot() as snapshot:
        filed = snapshot.list_filed()
        assert snapshot.list_pages([address, "nowhere"]) == (filed[0], filed[2])
        assert snapshot.list_pages(["c.txt"]) == snapshot.list_siblings([other.capture.id]) == (filed[1],)
        assert snapshot.list_siblings([second.capture.id]) == (filed[0], filed[2])
        assert snapshot.captures_of([other.reports[1].id, "r9"]) == {other.capture.id}
        assert snapshot.list_texts("Coastline Wire", limit=2) == (other.reports[0].text, second.reports[0].text)
        assert snapshot.list_texts("Nobody", limit=2) == ()
        assert snapshot.last_number() == 4


def _answer(name: str, *, state: str = "s1", body: bytes = b"told") -> Answer:
    return Answer(name=name, state=state, made_from="m1", body=body)


def test_store_keeps_one_answer_of_a_name(store: Store) -> None:
    with store.writing(wait_s=1) as writer:
        writer.keep_answers([_answer("brief"), _answer("figures")])
        writer.keep_answers([_answer("brief", state="s2", body=b"\x00other")])
    with store.snapshot() as snapshot:
        assert snapshot.load_answer("brief") == _answer("brief", state="s2", body=b"\x00other")
        assert snapshot.load_answer("figures") == _answer("figures")
        assert snapshot.load_answer("timeline") is None


def test_store_keeps_the_latest_of_very_many_answers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.store.MOST_ANSWERS", 3)
    with store.writing(wait_s=1) as writer:
        for name in "abcde":
            writer.keep_answers([_answer(name)])
    with store.snapshot() as snapshot:
        assert [name for name in "abcde" if snapshot.load_answer(name)] == ["c", "d", "e"]
