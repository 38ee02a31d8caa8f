"""Wrapping words for people gives the lines of Python's own textwrap."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.phrases import wrap, wrap_behind

TEXTS = st.text(alphabet="ab c-é“\u4e00\n\t\r", max_size=80)
BLANK = st.text(alphabet=" ", max_size=3)


@given(text=TEXTS, width=st.integers(7, 30), indent=BLANK, hang=BLANK)
def test_lines_are_those_of_textwrap(text: str, width: int, indent: str, hang: str) -> None:
    expected = textwrap.wrap(
        text,
        width=width,
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    assert wrap(text, width=width, indent=indent, hang=hang) == expected


@given(texts=st.lists(TEXTS | st.text(alphabet="abc ", max_size=60), max_size=4), width=st.integers(8, 30))
def test_texts_behind_leads_are_wrapped_as_each_by_itself(texts: list[str], width: int) -> None:
    leads = [f"{n % 10:<3} " for n in range(len(texts))]
    alone = [
        row for lead, text in zip(leads, texts, strict=True) for row in wrap(lead + text, width=width, hang="    ")
    ]
    assert wrap_behind(leads, texts, width=width) == alone
