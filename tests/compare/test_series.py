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
