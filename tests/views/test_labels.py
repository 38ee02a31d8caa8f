"""Short labels mean the same thing wherever they are shown."""

from dataclasses import replace

import pytest

from onrecord.errors import NotFound
from onrecord.records.casebook import Casebook, restrict
from onrecord.records.claim import Excerpt, Story
from onrecord.records.ids import group_id
from onrecord.views.index import find_record, index_casebook
from onrecord.views.labels import label_order, name_stories


def _story(slug: str, reports: tuple[str, ...], excerpts: tuple[Excerpt, ...] = ()) -> Story:
    return Story(
        id=group_id("story", slug),
        name=slug.replace("-", " ").title(),
        slug=slug,
        reports=reports,
        claims=(),
        because="made by hand",
        excerpts=excerpts,
    )


@pytest.fixture
def two_stories(casebook: Casebook) -> Casebook:
    """The hand-made reports as a case of two stories; the last paragraph of one report stands in the other story."""
    ids = tuple(r.id for r in casebook.reports)
    shared = max(casebook.reports, key=lambda r: len(r.body))
    rest = tuple(id for id in ids if id != shared.id)
    guest = Excerpt(report=shared.id, paragraphs=shared.body[-1:], is_guest=True)
    lent = Excerpt(report=shared.id, paragraphs=shared.body[:-1], is_guest=False)
    first = _story("talvi-crossing", (*rest[:3], shared.id), (lent,))
    second = _story("harrow-depot", (*rest[3:], shared.id), (guest,))
    return replace(casebook, account=replace(casebook.account, stories=(first, second)))


def test_a_label_of_a_story_is_that_of_the_case_with_the_story_added(two_stories: Casebook) -> None:
    whole = index_casebook(two_stories)
    for story, name in zip(two_stories.account.stories, ("talvi", "harrow"), strict=True):
        part = index_casebook(restrict(two_stories, story))
        assert part.labels
        for id, label in part.labels.items():
            number, blank, version = label.partition(" ")
            assert whole.ids[f"{number}@{name}{blank}{version}"] == id


def test_every_thing_of_the_case_has_a_label_that_leads_back_to_it(two_stories: Casebook) -> None:
    whole = index_casebook(two_stories)
    statements = {s.id for f in two_stories.findings for s in f.statements}
    assert statements <= set(whole.labels)
    assert all(whole.ids[label] == id for id, label in whole.labels.items())


def test_a_number_that_several_stories_have_is_refused_with_both(two_stories: Casebook) -> None:
    with pytest.raises(NotFound) as raised:
        find_record(index_casebook(two_stories), "s1")
    assert raised.value.help == "Name the story: s1@talvi, s1@harrow."


@pytest.mark.parametrize("named", ["s1@harrow", "s1@harrow-depot", "s1@depot"])
def test_the_story_of_a_label_may_be_named_as_anywhere(named: str, two_stories: Casebook) -> None:
    whole = index_casebook(two_stories)
    part = index_casebook(restrict(two_stories, two_stories.account.stories[1]))
    assert find_record(whole, named) == find_record(part, named) == find_record(part, "s1")


def test_a_case_of_one_story_adds_nothing(casebook: Casebook) -> None:
    ids = tuple(r.id for r in casebook.reports)
    one = replace(casebook, account=replace(casebook.account, stories=(_story("talvi-crossing", ids),)))
    assert not any("@" in label for label in index_casebook(one).labels.values())


def test_stories_are_told_apart_by_as_few_of_their_words_as_do() -> None:
    slugs = ("talvi-crossing", "talvi-winter-exercise", "harrow", "depot-harrow")
    names = name_stories([_story(slug, ()) for slug in slugs])
    assert tuple(names.values()) == ("talvi-crossing", "talvi-winter", "harrow", "depot")


def test_labels_are_sorted_by_kind_story_and_number() -> None:
    labels = ["s10@talvi", "s2@talvi", "r3", "s1@harrow", "s10", "r12"]
    assert sorted(labels, key=label_order) == ["r3", "r12", "s10", "s1@harrow", "s2@talvi", "s10@talvi"]
