"""The simulator writes the same stories from the same seed, and what it says of them is so."""

from evaluation.simulator.stories import COUNTED, write_stories


def test_same_seed_writes_the_same_stories() -> None:
    assert write_stories(3, seed=7) == write_stories(3, seed=7)
    assert write_stories(3, seed=7) != write_stories(3, seed=8)


def test_every_sentence_whose_truth_is_known_stands_in_its_report() -> None:
    written = write_stories(20, seed=2)
    assert all(sentence in w.text for w in written for sentence in w.beats.values())
    for story in range(20):
        told = {beat for w in written if w.story == story for beat in w.beats}
        assert told == {*COUNTED, "denial", "blast"}


def test_copies_and_edits_point_at_a_report_of_their_story() -> None:
    written = {w.id: w for w in write_stories(20, seed=2)}
    copies = [w for w in written.values() if w.copy_of]
    edits = [w for w in written.values() if w.edit_of]
    assert len(edits) == 20
    assert copies
    for each in (*copies, *edits):
        source = written[each.copy_of or each.edit_of or ""]
        assert (source.story, source.published < each.published) == (each.story, True)
    assert all(written[w.edit_of or ""].address == w.address for w in edits)


def test_stories_are_of_different_worlds() -> None:
    written = write_stories(20, seed=2)
    outlets = [{w.outlet for w in written if w.story == n} for n in range(20)]
    assert all(not outlets[a] & outlets[b] for a in range(20) for b in range(a))
