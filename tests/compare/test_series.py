"""The life of a number."""

from typing import Any

import pytest

Line = tuple[str, str, str, str, tuple[int | None, int | None], str | None]


def _tell(desk: Any, lines: list[Line]) -> Any:
    for n, (day, speaker, shown, of, bounds, scope) in enumerate(lines):
        text = f"{speaker} spoke of {shown} {of} near the Talvi crossing."
        report = desk.report(f"doc{n}", text, day, f"outlet{n}")
        statement = desk.says(report, speaker, f"{shown} {of} near the Talvi crossing")
        word = shown.split()[0] if " " in shown else None
        desk.counts(report, shown, of, bounds, statement=statement, approximator=word, scope=scope)
    return desk.account().series


@pytest.mark.parametrize(
    ("second", "relation"),
    [
        (("2031-03-03", "Ilsa Brandt", "12,000", "Veranian troops", (12000, 12000), None), "revises"),
        (("2031-03-03", "Lumen", "12,000", "Veranian troops", (12000, 12000), None), "higher"),
        (("2031-03-03", "Lumen", "2,000", "Veranian soldiers", (2000, 2000), None), "lower"),
        (("2031-03-03", "Lumen", "about 8,200", "Veranian troops", (8200, 8200), None), "same"),
        (("2031-03-02", "Ilsa Brandt", "8,000", "Veranian troops", (8000, 8000), None), "relay"),
        (("2031-03-03", "Lumen", "300", "Veranian troops", (300, 300), "killed"), "other scope"),
    ],
)
def test_series_relates_a_figure_to_the_one_before(desk: Any, second: Line, relation: str) -> None:
    first: Line = ("2031-03-02", "Ilsa Brandt", "8,000", "Veranian troops", (8000, 8000), "massed")
    if second[5] is None:
        second = (*second[:5], "massed")
    (series,) = _tell(desk, [first, second])
    assert [p.relation for p in series.points] == ["first", relation]


def test_series_never_averages_or_drops_a_value(desk: Any) -> None:
    lines: list[Line] = [
        ("2031-03-02", "Lumen", "8,000", "Veranian troops", (8000, 8000), None),
        ("2031-03-03", "Ilsa Brandt", "12,000", "Veranian troops", (12000, 12000), None),
        ("2031-03-03", "Pavo Lind", "under 3,000", "Veranian troops", (None, 3000), None),
        ("2031-03-06", "Ilsa Brandt", "around 11,000", "Veranian troops", (11000, 11000), None),
    ]
    (series,) = _tell(desk, lines)
    assert [(p.low, p.high) for p in series.points] == [(8000, 8000), (12000, 12000), (None, 3000), (11000, 11000)]
    assert [p.relation for p in series.points] == ["first", "higher", "lower", "revises"]
    assert [p.speaker for p in series.points] == ["Lumen", "Ilsa Brandt", "Pavo Lind", "Ilsa Brandt"]


def test_series_keeps_different_things_apart(desk: Any) -> None:
    lines: list[Line] = [
        ("2031-03-02", "Lumen", "8,000", "Veranian troops", (8000, 8000), None),
        ("2031-03-02", "Lumen", "40", "wooden boats", (40, 40), None),
    ]
    assert len(_tell(desk, lines)) == 2


def test_series_keeps_what_is_added_apart_and_says_so(desk: Any) -> None:
    lines: list[Line] = [
        ("2031-03-02", "Lumen", "20,000", "jobs", (20000, 20000), None),
        ("2031-03-02", "Larkspur", "20,000", "jobs", (20000, 20000), None),
        ("2031-03-03", "Larkspur", "another 40,000", "jobs", (40000, 40000), None),
    ]
    assert sorted(s.of for s in _tell(desk, lines)) == ["further jobs", "jobs"]


@pytest.mark.parametrize(
    ("shown", "bounds", "relation"),
    [
        ("at least 230", (230, None), "higher"),
        ("217", (217, 217), "higher"),
        ("more than 100", (100, None), "same"),
        ("90", (90, 90), "lower"),
    ],
)
def test_series_takes_an_open_bound_that_moves_for_a_change(
    desk: Any, shown: str, bounds: tuple[int | None, int | None], relation: str
) -> None:
    lines: list[Line] = [
        ("2031-03-02", "Lumen", "at least 149", "people", (149, None), "killed"),
        ("2031-03-03", "Larkspur", shown, "people", bounds, "killed"),
    ]
    (series,) = _tell(desk, lines)
    assert (series.of, series.points[1].relation) == ("people killed", relation)


def test_series_tells_parts_from_their_whole_where_a_report_gives_both(desk: Any) -> None:
    for n, (whole, part) in enumerate([(217, 22), (248, 25)]):
        text = f"Lumen spoke of {whole} people killed in all. Lumen spoke of {part} people killed at a school."
        report = desk.report(f"doc{n}", text, f"2031-03-0{n + 2}", f"outlet{n}")
        desk.counts(report, str(whole), "people", (whole, whole), scope="killed")
        desk.counts(report, str(part), "people", (part, part), scope="killed")
    found = [[int(p.low) for p in s.points] for s in desk.account().series]
    assert sorted(found) == [[22, 25], [217, 248]]
