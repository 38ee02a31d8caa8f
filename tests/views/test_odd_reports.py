"""Every view of a case stands, whatever is odd about its reports: their language, their days, their shape."""

import datetime as dt
from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.case.kept import Question, View

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


ODD = {
    "untold": UNTOLD,
    "foreign": FOREIGN,
    "mixed": (*FOREIGN, *UNTOLD, *ENGLISH),
    "one sentence": ("Brandt said so.",),
    "one name": ("Lind.", "Brandt."),
    "figures alone": ("12,000 troops. 3 killed. 40%.", "13,000 troops. 5 killed. 41%."),
    "the same twice": ("The army said 3 men died.", "The army said 3 men died."),
    "capitals": ("PRESIDENT LIND SAID TROOPS WOULD LEAVE. BRANDT DENIED IT. 3,000 DEAD.",),
    "no capitals": ("president lind said troops would leave. brandt denied it. 3,000 dead.",),
    "a line a word": ('Lind\nsaid\nthat\nit\nrained\n\n\n"Yes,"\nhe said.',),
    "marks without fellows": ("“Lind said “it rained” and ‘yes” he said ” “ \" ' .",),
    "one long word": ("Lindsaidthatitrained" * 50,),
    "pictures": ("🙂🙂🙂 Brandt said “🙂 yes” on Monday 🙂.",),
    "two scripts": (
        "国防部长说，三枚导弹击中了仓库。 Lind said three missiles hit.",
        "قال الوزير. Lind said 3 missiles hit Harrow.",
    ),
    "numbers beyond reason": (f"Lind said {'9' * 44} men and 1e400 dollars and $1/0 and 0.{'0' * 24}1 percent.",),
    "days beyond reason": (
        "Brandt said on 1 January 0001 that 3 men died in year 9999.",
        "Lind said on 31 December 9999 so.",
    ),
    "letters for names": (
        'A court that tried a man named only as "Mr. A" said that Mr. A and Ms. B had killed 3 people in Talvi.',
        "Mr. A said on Monday that he had killed nobody. Ms. B, a spokesman for the An campaign said, denied it.",
    ),
    "against oneself": ("Lind said troops left. Lind denied that troops left. Lind said troops did not leave.",),
}


@pytest.mark.parametrize("texts", ODD.values(), ids=ODD)
@pytest.mark.parametrize("published", ["2031-03-04", "0001-01-01", "9999-12-31", None])
def test_every_view_of_odd_reports_stands(
    texts: tuple[str, ...], published: str | None, case_of: Callable[..., Case]
) -> None:
    case = case_of(*({"id": f"r{n}", "text": text, "published": published} for n, text in enumerate(texts)))
    for story in (None, *(s.slug for s in case.stories())):
        for view in View:
            assert case.answer(Question(view=view, story=story)) is not None
    for question in ("When did troops leave?", "How many men died?", "What did Lind say?", "?", ""):
        assert case.ask(question).reports == len(case.casebook().reports)
    assert case.check("Lind said 3 men died. “Yes,” he said.").sentences
    case.casebook(as_of=dt.datetime(2031, 3, 4, 12, tzinfo=dt.UTC))


@pytest.mark.parametrize("texts", [UNTOLD, FOREIGN], ids=["untold", "foreign"])
def test_odd_languages_are_told_as_such(texts: tuple[str, ...], case_of: Callable[..., Case]) -> None:
    assert {r.language for r in case_of(*({"text": text} for text in texts)).casebook().reports} != {"en"}
