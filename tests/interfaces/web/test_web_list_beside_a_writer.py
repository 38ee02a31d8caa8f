"""A list of stories is whole even where a writer changes the stories while it is made."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

from fastapi.testclient import TestClient

from onrecord.interfaces.web.app import Site
from onrecord.interfaces.web.pages import stories as stories_page
from onrecord.records.casebook import Casebook
from onrecord.records.decision import Action, Choice, Matter
from onrecord.views.stories import StoryRow, list_stories


@pytest.mark.parametrize("address", ["/", "/stories.json"])
def test_stories_that_are_joined_meanwhile_are_still_listed(
    serve: Callable[..., TestClient], example_case: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    client = serve(example_case)
    site: Site = client.app.state.site  # type: ignore[attr-defined]
    names = [story.id for story in site.case.stories()]
    assert len(names) > 1

    def list_and_join(book: Casebook) -> tuple[StoryRow, ...]:
        rows = list_stories(book)
        site.case.decide(Choice(action=Action.MERGE, things=tuple(names), matter=Matter.STORY), by="Ana Kesh")
        site.rooms.refresh()
        return rows

    monkeypatch.setattr(stories_page, "list_stories", list_and_join)
    told = client.get(address)
    assert told.status_code == 200
    monkeypatch.undo()
    assert len(site.case.stories()) < len(names)
    assert len(client.get("/stories.json").json()["stories"]) == len(names) - 1
