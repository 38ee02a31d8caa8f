"""Every view of a case that holds reports in a language that nobody can tell, or that is not read, stands as others do."""

import datetime as dt
import io
import json

import pytest

from onrecord.case import Case
from onrecord.case.kept import Question, View
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore

NOW = dt.datetime(2031, 3, 9, 12, tzinfo=dt.UTC)
UNTOLD = (
    "Brandt denied Talvi protest arrests.",
    "Harrow: Pavo Lind denied Veranian troops crossed Talvi.",
    "Three Veranian missiles struck Harrow depot 3 March 2031, Brandt said.",
    "Veranian missiles struck Harrow fuel depot 3 March 2031.",
    "Police chief Otto Brask denied Talvi protest arrests, Coastline reported.",
)
FOREIGN = (
    "Die Verteidigungsministerin Ilsa Brandt sagte am Sonntag, dass drei Raketen das Lager in Harrow getroffen haben.",
    "Drei Raketen haben das Lager in Harrow getroffen, sagte die Verteidigungsministerin Ilsa Brandt am Sonntag.",
)
ENGLISH = ("Three missiles struck the Harrow depot on 3 March 2031, Defence Minister Ilsa Brandt said on Tuesday.",)


@pytest.mark.parametrize("texts", [UNTOLD, FOREIGN, (*FOREIGN, *UNTOLD, *ENGLISH)], ids=["untold", "foreign", "mixed"])
def test_every_view_stands_whatever_language_the_reports_are_in(texts: tuple[str, ...]) -> None:
    case = Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
    rows = ({"id": f"r{n}", "text": text, "published": "2031-03-04"} for n, text in enumerate(texts))
    case.add("-", stdin=io.BytesIO("".join(json.dumps(row) + "\n" for row in rows).encode()), now=NOW)
    languages = {r.language for r in case.casebook().reports}
    assert languages != {"en"}
    for story in (None, *(s.slug for s in case.stories())):
        for view in View:
            assert case.answer(Question(view=view, story=story)) is not None
